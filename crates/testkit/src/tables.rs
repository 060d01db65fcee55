//! Tables as they were published in 2020, and made-up ones with every state a cell can be in.

use survey::table::{
    Base, Cell, CellInterval, Column, Count, Known, Note, OptionRole, Origin, Row, Table,
    TableKind, Value,
};
use survey::{Tenths, Text};

/// A column from its id, its two labels and its role.
pub fn column(id: &str, ja: &str, en: &str, role: OptionRole) -> Column {
    Column {
        id: id.to_owned(),
        label: Text::new(ja, en),
        role,
    }
}

/// Columns, one a line: `id | 日本語 | English | role`, the role left out for a plain option.
pub fn columns(lines: &str) -> Vec<Column> {
    let of = |line: &str| {
        let mut parts = line.split(" | ");
        let mut part = || parts.next().unwrap_or_default();
        let (id, ja, en) = (part(), part(), part());
        let role = match part() {
            "not-known" => OptionRole::NotKnown,
            "none" => OptionRole::None,
            "other" => OptionRole::Other,
            "not-answered" => OptionRole::NotAnswered,
            _ => OptionRole::Plain,
        };
        column(id, ja, en, role)
    };
    lines.lines().map(of).collect()
}

/// A cell from what is printed: `83.6`, `28` for a count, `-`, `…`, `x`, `・`, or `約8割 75 85`.
pub fn cell(printed: &str, kind: TableKind) -> Cell {
    let (value, known) = match printed {
        "-" => (Value::Nobody, Known::Printed),
        "…" => (Value::Lost, Known::Lost),
        "x" => (Value::Suppressed, Known::Counted),
        "・" => (Value::NoBase, Known::Counted),
        number if kind == TableKind::Count => {
            (Value::Count(number.parse().unwrap_or(0)), Known::Printed)
        }
        number => match number.parse::<Tenths>() {
            Ok(tenths) => (Value::Percent(tenths), Known::Printed),
            Err(_) => (band(number), Known::Printed),
        },
    };
    Cell {
        value,
        count: Count::Unknown,
        known,
        interval: None,
        against: None,
        locator: None,
    }
}

fn band(text: &str) -> Value {
    let mut parts = text.split(' ');
    let phrase = Text::new(parts.next().unwrap_or_default(), "about eight in ten");
    let mut end = || parts.next().and_then(|end| end.parse().ok()).unwrap_or(0.0);
    Value::Band {
        phrase,
        low: end(),
        high: end(),
    }
}

/// A row from its two labels, its base and its printed cells.
pub fn row(id: &str, labels: (&str, &str), n: Option<u64>, cells: &[&str], kind: TableKind) -> Row {
    Row {
        id: id.to_owned(),
        label: Text::new(labels.0, labels.1),
        block: None,
        mark: None,
        total: false,
        base: Base {
            n: n.map_or(Count::Unknown, Count::Exact),
            known: Known::Printed,
            weighted: None,
            effective: None,
        },
        cells: cells.iter().map(|printed| cell(printed, kind)).collect(),
    }
}

fn table(
    id: &str,
    title: (&str, &str),
    base: (&str, &str),
    kind: TableKind,
    columns: Vec<Column>,
    rows: Vec<Row>,
) -> Table {
    Table {
        id: id.to_owned(),
        title: Text::new(title.0, title.1),
        question: "Q".to_owned(),
        base_label: Text::new(base.0, base.1),
        kind,
        columns,
        rows,
        notes: Vec::new(),
        origin: Origin::Published,
    }
}

const PERIODS: [(&str, &str); 3] = [
    (
        "緊急事態宣言前（～2020年4月6日）",
        "Before the state of emergency (to 6 April 2020)",
    ),
    (
        "緊急事態宣言中（2020年4月7日～5月25日）",
        "During the state of emergency (7 April to 25 May 2020)",
    ),
    (
        "緊急事態宣言後（2020年5月26日～10月31日）",
        "After the state of emergency (26 May to 31 October 2020)",
    ),
];

/// 図2-1: one answer each, two groups.
pub fn telework() -> Table {
    let columns = columns(
"now | 現在(2020年10月31日)実施している | Doing so now (31 October 2020)
past | 過去に実施していた時期があるが、現在(2020年10月31日)は実施していない | Did so in the past, not now (31 October 2020)
planned | これまで実施していないが、今後実施する予定がある | Never so far, planned
never | これまで実施しておらず、今後も実施する予定がない | Never so far, not planned");
    let kind = TableKind::Single;
    let rows = vec![
        row(
            "vendor",
            ("委託先", "Vendors"),
            Some(287),
            &["83.6", "12.2", "1.0", "3.1"],
            kind,
        ),
        row(
            "client",
            ("委託元", "Clients"),
            Some(218),
            &["39.0", "11.5", "9.2", "40.4"],
            kind,
        ),
    ];
    table(
        "2-1",
        ("テレワークの導入状況", "Adoption of telework"),
        ("全回答組織", "All organisations"),
        kind,
        columns,
        rows,
    )
}

/// 図2-4: several answers each, three groups, long labels.
pub fn difficulties() -> Table {
    let columns = columns(
"staff | セキュリティ対策に必要な要員が増加した（要員確保） | More staff needed for security measures (staffing)
investment | テレワーク実施環境のセキュリティ対策に必要な投資が増加した（設備投資） | More investment needed to secure the telework environment (equipment)
knowledge | セキュリティ対策に必要な知識が増加した（人材育成） | More knowledge needed for security measures (training)
governance | 社員のルール順守状況の確認が難しくなった（ガバナンス） | Harder to see whether employees keep the rules (governance)
workplace | 自宅やシェアオフィス等で働くことが増加し、機密管理が十分な執務環境の確保が難しくなった（執務環境） | More work at home or in shared offices: harder to provide a workplace that keeps secrets (workplace)
response | セキュリティインシデント発生時の対応体制の構築が難しくなった（緊急対応力） | Harder to organise the response to incidents (response)
other | その他 | Other | other
none | 課題と感じていることはない | No difficulty felt | none");
    let kind = TableKind::Multiple;
    let cells: [[&str; 8]; 3] = [
        ["12.5", "55.4", "33.7", "47.8", "28.8", "16.3", "3.8", "8.7"],
        ["8.9", "53.0", "31.0", "56.0", "32.1", "17.3", "4.8", "6.5"],
        ["9.4", "62.5", "28.1", "56.3", "31.3", "9.4", "3.1", "3.1"],
    ];
    let rows = periods([184, 168, 32], &cells.map(|row| row.to_vec()), kind);
    let mut made = table(
        "2-4",
        (
            "テレワーク実施時のセキュリティ上の課題（テレワーク導入時期別）",
            "Security difficulties of telework, by time of adoption",
        ),
        ("テレワーク実施経験組織", "Organisations with telework"),
        kind,
        columns,
        rows,
    );
    made.notes.push(Note {
        code: "multiple-answers",
        args: Vec::new(),
    });
    made
}

fn periods(bases: [u64; 3], cells: &[Vec<&str>], kind: TableKind) -> Vec<Row> {
    let ids = ["before", "during", "after"];
    let made = ids.iter().zip(PERIODS).zip(bases).zip(cells);
    made.map(|(((id, labels), n), cells)| row(id, labels, Some(n), cells, kind))
        .collect()
}

/// 図2-5 and 図2-6 as one matrix: groups by time of adoption and by size, lost parts, a small base, a mark.
pub fn rules() -> Table {
    let columns = columns(
"before | 緊急事態宣言前（～2020年4月6日）から存在 | There since before the state of emergency
during | 緊急事態宣言中（2020年4月7日～5月25日）に策定 | Made during the state of emergency
after | 緊急事態宣言後（2020年5月26日～10月31日）に策定 | Made after the state of emergency
none | 策定していない | Not made
unknown | 把握できていない | Not known | not-known");
    let kind = TableKind::Matrix;
    let mut rows = periods(
        [183, 168, 28],
        &[
            vec!["88.5", "3.3", "1.1", "7.1", "-"],
            vec!["66.1", "3.6", "1.8", "28.6", "-"],
            vec!["68.8", "0.0", "15.6", "6.3", "9.4"],
        ],
        kind,
    );
    for row in &mut rows {
        row.block = Some(Text::new("テレワーク導入時期別", "By time of adoption"));
    }
    let mut sized = vec![
        row(
            "large-vendor",
            ("委託先_大規模", "Large vendors"),
            Some(138),
            &["…", "…", "0.7", "6.5", "-"],
            kind,
        ),
        row(
            "small-client",
            ("委託元_中小規模", "Small clients"),
            Some(40),
            &["45.0", "5.0", "2.5", "47.5", "-"],
            kind,
        ),
        row(
            "lost-client",
            ("委託元_大規模", "Large clients"),
            None,
            &["…", "…", "…", "…", "…"],
            kind,
        ),
    ];
    for row in &mut sized {
        row.block = Some(Text::new("規模別", "By size"));
    }
    sized[1].mark = Some(Text::new(
        "「策定していない」が多い",
        "“Not made” is frequent",
    ));
    rows.extend(sized);
    table(
        "2-5",
        (
            "情報管理の社内規定・規則・手順の策定状況",
            "Rules for the control of information",
        ),
        ("テレワーク実施経験組織", "Organisations with telework"),
        kind,
        columns,
        rows,
    )
}

/// 図2-11: numbers of organisations, a base of one.
pub fn incidents() -> Table {
    let columns = columns(
"malware | テレワークで使用する端末のマルウェア感染 | Malware on a device used for telework
theft | テレワークで使用する端末の紛失・盗難 | Loss or theft of a device used for telework
web | ウェブ会議ツールのセキュリティ上の問題（脆弱性を悪用した攻撃・情報漏えい等） | Security problems of web conference tools (attacks on weaknesses, leaks)
mail | メールの誤送信 | Mail sent to the wrong person
other | その他 | Other | other");
    let kind = TableKind::Count;
    let rows = periods(
        [42, 9, 1],
        &[
            vec!["8", "7", "1", "28", "7"],
            vec!["2", "1", "2", "4", "3"],
            vec!["0", "0", "0", "0", "0"],
        ],
        kind,
    );
    table(
        "2-11",
        (
            "セキュリティインシデントが発生したと回答した組織数",
            "Organisations that had an incident",
        ),
        (
            "インシデントが発生した組織",
            "Organisations with an incident",
        ),
        kind,
        columns,
        rows,
    )
}

/// One group alone, with a number known only as a phrase.
pub fn frequency() -> Table {
    let columns = columns(
        "daily | ほぼ毎日 | Nearly every day
weekly | 週に1～3日 | One to three days a week
rarely | ほとんどしていない | Hardly ever
unknown | わからない | Do not know | not-known
blank | 無回答 | No answer | not-answered",
    );
    let kind = TableKind::Single;
    let rows = vec![row(
        "all",
        ("全体", "All"),
        Some(2372),
        &["26.6", "41.9", "21.5", "8.0", "2.0"],
        kind,
    )];
    table(
        "2-31",
        ("テレワーク実施頻度", "How often people telework"),
        ("回答者全員", "All respondents"),
        kind,
        columns,
        rows,
    )
}

/// Every state a cell can be in, in one table of multiple answers.
pub fn every_state() -> Table {
    let columns = columns(
        "percent | 割合 | Percentage
zero | 単位未満 | Below the unit
nobody | 該当者なし | Nobody
band | おおよその値 | Approximate
lost | 残っていない値 | Lost
suppressed | 秘匿した値 | Suppressed | not-known",
    );
    let kind = TableKind::Multiple;
    let mut rows = vec![
        row(
            "a",
            ("委託先", "Vendors"),
            Some(287),
            &["83.6", "0.0", "-", "約8割 75 85", "…", "x"],
            kind,
        ),
        row(
            "b",
            ("委託元", "Clients"),
            Some(0),
            &["・", "・", "・", "・", "・", "・"],
            kind,
        ),
    ];
    rows[0].cells[0].interval = Some(CellInterval {
        low: 78.9,
        high: 87.4,
        method: "wilson".to_owned(),
    });
    table(
        "X",
        ("すべての状態", "Every state"),
        ("全員", "Everybody"),
        kind,
        columns,
        rows,
    )
}

/// One bar of which only an approximate share is known.
pub fn approximate() -> Table {
    let columns = columns(
        "yes | 取り決めている | Agreed
no | 取り決めていない | Not agreed",
    );
    let kind = TableKind::Single;
    let rows = vec![
        row(
            "client",
            ("委託元", "Clients"),
            None,
            &["…", "約8割 75 85"],
            kind,
        ),
        row(
            "vendor",
            ("委託先", "Vendors"),
            Some(267),
            &["x", "x"],
            kind,
        ),
    ];
    table(
        "P-1",
        ("連絡体制の取り決め", "Agreement on contacts"),
        ("委託元・委託先", "Clients and vendors"),
        kind,
        columns,
        rows,
    )
}

/// All sample tables.
pub fn all() -> Vec<Table> {
    vec![
        telework(),
        difficulties(),
        rules(),
        incidents(),
        frequency(),
        every_state(),
        approximate(),
    ]
}
