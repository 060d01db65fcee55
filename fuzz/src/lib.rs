//! What each fuzz target does with its bytes: read them, use what was read, and hold what must hold.
//!
//! The ordinary tests run the committed corpus through the same functions (`crates/survey/tests/corpus.rs`),
//! so nothing here needs a fuzzer. Inputs of several parts are divided by lines `%%`, which people can read and edit.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::OnceLock;

use survey::answers::{Answers, Column, NOT_ANSWERED, NOT_ASKED};
use survey::export::{
    AnonymiseOptions, AnswerStyle, Correction, Rare, anonymise, answers_csv, answers_sheet,
    codebook, codebook_csv, correct as correct_one, template_csv,
};
use survey::read::{
    ImportOptions, Limits, Mapping, Sheet, SheetHint, import as import_sheet, match_columns, sheet,
};
use survey::simulate::{Margins, Sample, Unknown, draw};
use survey::study::{FolderFiles, Study, companions, load, template};
use survey::tabulate::{BaseRule, CrossRequest, Options, PercentOf, RankingAs, cross as cross_of};
use survey::variable::{Variable, code_of, variables};
use survey::weights::Weights;
use survey::workup::Workup;
use survey::{Text, analyse, expr};

/// A target: its name, and what it does with bytes. It returns if all is well.
pub type Target = (&'static str, fn(&[u8]));

/// All targets; the corpus of each is the folder of its name.
pub const TARGETS: [Target; 9] = [
    ("sheet_text", sheet_text),
    ("sheet_xlsx", sheet_xlsx),
    ("mapping", mapping),
    ("study_files", study_files),
    ("published_csv", published_csv),
    ("expression", expression),
    ("import", import),
    ("cross", cross),
    ("correction", correction),
];

/// Smaller than the limits in use, so that a machine which fuzzes has no time to lose.
const LIMITS: Limits = Limits {
    bytes: 1 << 20,
    unpacked: 8 << 20,
    cells: 100_000,
    columns: 2_000,
};

/// Any bytes as a table of answers.
pub fn sheet_text(bytes: &[u8]) {
    read_sheet(bytes);
}

/// Any bytes as a workbook; bytes that are no archive become the parts of one: sheet, shared texts, styles, book.
pub fn sheet_xlsx(bytes: &[u8]) {
    match bytes.starts_with(b"PK") {
        true => read_sheet(bytes),
        false => read_sheet(&workbook(&parts(bytes))),
    }
}

/// A mapping file, and a small file of answers read by it.
pub fn mapping(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(mapping) = Mapping::from_toml("mapping.toml", &text) else {
        return;
    };
    let again = Mapping::from_toml("mapping.toml", &mapping.to_toml());
    assert_eq!(again.as_ref(), Ok(&mapping));
    let (study, answers) = fixture();
    let (sheet, _) = answers_sheet(study, answers, &AnswerStyle::default());
    let imported = import_sheet(study, &sheet, &mapping, &ImportOptions::default());
    if let Some(answers) = imported.answers {
        everything(study, &answers);
    }
}

/// The files of a study: header, questionnaire, analysis, published numbers; a missing part is the template's.
pub fn study_files(bytes: &[u8]) {
    let parts = parts(bytes);
    let [(_, header), (_, questionnaire), (_, analysis)] = new_study();
    let part = |at: usize, own: &'static str| match parts.get(at) {
        Some(part) if !part.is_empty() => *part,
        _ => own.as_bytes(),
    };
    let header = part(0, header);
    companions(header);
    let files = FolderFiles {
        folder: "",
        study: header,
        questionnaire: part(1, questionnaire),
        analysis: part(2, analysis),
        published: parts.get(3).copied(),
    };
    if let (Some(study), _) = load(&files, Vec::new()) {
        use_study(&study);
    }
}

/// Published numbers of the template's study.
pub fn published_csv(bytes: &[u8]) {
    let [(_, header), (_, questionnaire), (_, analysis)] = new_study();
    let files = FolderFiles {
        folder: "my-study",
        study: header.as_bytes(),
        questionnaire: questionnaire.as_bytes(),
        analysis: analysis.as_bytes(),
        published: Some(bytes),
    };
    if let (Some(study), _) = load(&files, Vec::new()) {
        use_study(&study);
    }
}

/// An expression: printed, checked, put into words, evaluated.
pub fn expression(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(parsed) = expr::parse(&text) else {
        return;
    };
    let printed = parsed.to_string();
    assert_eq!(expr::parse(&printed).as_ref(), Ok(&parsed), "{printed}");
    let (study, answers) = fixture();
    expr::check(&parsed, study, Some(3));
    let label = expr::label(&parsed, study);
    assert!(!label.ja.is_empty() && !label.en.is_empty());
    let found = expr::evaluate(&parsed, study, answers);
    assert!(found.count() <= answers.len() as u64);
}

/// A file of answers to the template's study, from bytes to tables.
pub fn import(bytes: &[u8]) {
    let (study, _) = fixture();
    let Ok(sheet) = sheet(bytes, &hint()) else {
        return;
    };
    let mapping = match_columns(study, &sheet).mapping;
    let imported = import_sheet(study, &sheet, &mapping, &ImportOptions::default());
    let rows = imported.rows;
    assert!(rows.blank + rows.left_out + rows.kept <= rows.read);
    if let Some(answers) = imported.answers {
        everything(study, &answers);
    }
}

/// A cross table and its test: of, by, where, rows, groups, and options, a line each.
pub fn cross(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.split('\n').map(str::to_owned);
    let mut line = || lines.next().unwrap_or_default();
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let list = |text: String| {
        text.split(',')
            .filter(|one| !one.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let request = CrossRequest {
        of: line(),
        by: some(line()),
        domain: some(line()),
        rows: list(line()),
        groups: list(line()),
    };
    let how = line();
    let (study, answers) = fixture();
    let population = Weights::from_population(study, answers).ok();
    let has = |letter: char| how.contains(letter);
    let options = Options {
        weights: population.as_ref().filter(|_| has('w')),
        base: if has('a') {
            BaseRule::Answered
        } else {
            BaseRule::Asked
        },
        percent: match (has('c'), has('k')) {
            (true, _) => PercentOf::Column,
            (_, true) => PercentOf::Count,
            _ => PercentOf::Row,
        },
        ranking: if has('r') {
            RankingAs::Any
        } else {
            RankingAs::First
        },
        nets: has('n'),
        cuts: how.split(' ').filter_map(|cut| cut.parse().ok()).collect(),
        intervals: has('i'),
        marks: Some(0.05),
        shared: has('s'),
    };
    let table = cross_of(study, answers, &request, &options);
    let tests = analyse::crossed(study, answers, &request, &options);
    assert_eq!(table.is_ok(), tests.is_ok());
    let probability = |p: f64| (0.0..=1.0).contains(&p);
    let outcomes = tests.iter().flatten().map(|test| &test.outcome);
    assert!(outcomes.filter_map(analyse::Outcome::p).all(probability));
}

/// A correction: respondent, variable, old, new and reason, a line each; `=` as the old answer is the one given.
pub fn correction(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.split('\n').map(str::to_owned);
    let mut line = || lines.next().unwrap_or_default();
    let mut wanted = Correction {
        respondent: line(),
        variable: line(),
        old: line(),
        new: line(),
        reason: line(),
        moment: line(),
        who: line(),
    };
    let (study, before) = fixture();
    if wanted.old == "=" {
        wanted.old = given(study, before, &wanted).unwrap_or_default();
    }
    let mut after = before.clone();
    match correct_one(study, &mut after, &wanted) {
        Err(_) => assert_eq!(&after, before),
        Ok(_) => assert_eq!(read_back(study, &after).as_ref(), Some(&after)),
    }
}

fn hint() -> SheetHint {
    SheetHint {
        limits: LIMITS,
        ..SheetHint::file("answers")
    }
}

/// A table has headings of its own and even rows, and its columns are found without a fault.
fn read_sheet(bytes: &[u8]) {
    let Ok(sheet) = sheet(bytes, &hint()) else {
        return;
    };
    let headings: BTreeSet<&String> = sheet.header.iter().collect();
    assert_eq!(headings.len(), sheet.header.len());
    let even = |row: &Vec<String>| row.is_empty() || row.len() == sheet.header.len();
    assert!(sheet.rows.iter().all(even));
    let (study, _) = fixture();
    let matched = match_columns(study, &sheet);
    import_sheet(study, &sheet, &matched.mapping, &ImportOptions::default());
}

/// The parts of an input, divided by lines `%%`.
fn parts(bytes: &[u8]) -> Vec<&[u8]> {
    let (mut parts, mut rest) = (Vec::new(), bytes);
    const LINE: &[u8] = b"\n%%\n";
    while let Some(at) = rest.windows(LINE.len()).position(|found| found == LINE) {
        parts.push(&rest[..=at]);
        rest = &rest[at + LINE.len()..];
    }
    parts.push(rest);
    parts
}

/// An archive with the parts of a workbook.
fn workbook(parts: &[&[u8]]) -> Vec<u8> {
    const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
    const ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    const LINKS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
    const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let part = |at: usize, own: &'static str| match parts.get(at) {
        Some(part) if !part.is_empty() => *part,
        _ => own.as_bytes(),
    };
    let files = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", part(3, BOOK)),
        ("xl/_rels/workbook.xml.rels", part(4, LINKS)),
        ("xl/sharedStrings.xml", part(1, "<sst/>")),
        ("xl/styles.xml", part(2, "<styleSheet/>")),
        ("xl/worksheets/sheet1.xml", part(0, "<worksheet/>")),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let plain =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        archive.start_file(name, plain).expect("a new name");
        archive.write_all(bytes).expect("memory takes bytes");
    }
    archive.finish().expect("memory takes bytes").into_inner()
}

/// The template's files, with a source and populations, so that published numbers and weights have something to stand on.
fn new_study() -> [(&'static str, &'static str); 3] {
    static FILES: OnceLock<[(&'static str, String); 3]> = OnceLock::new();
    let made = FILES.get_or_init(|| {
        let title = Text::new("新しい調査", "A new study");
        let mut files = template("my-study", &title, jiff::civil::date(2026, 11, 21));
        let header = files[0].1.replace("# population", "population");
        let source = "\n[[source]]\nid = \"report\"\ntitle = { ja = \"報告書\", en = \"Report\" }\npublisher = { ja = \"発行者\", en = \"Publisher\" }\ndate = \"2026-11-21\"\n";
        files[0].1 = header + source;
        files
    });
    [0, 1, 2].map(|at| (made[at].0, made[at].1.as_str()))
}

/// The template's study and forty simulated respondents.
fn fixture() -> &'static (Study, Answers) {
    static MADE: OnceLock<(Study, Answers)> = OnceLock::new();
    MADE.get_or_init(|| {
        let [(_, study), (_, questionnaire), (_, analysis)] = new_study();
        let files = FolderFiles {
            folder: "my-study",
            study: study.as_bytes(),
            questionnaire: questionnaire.as_bytes(),
            analysis: analysis.as_bytes(),
            published: None,
        };
        let (study, problems) = load(&files, Vec::new());
        assert_eq!(problems, []);
        let study = study.expect("a study without problems");
        let answers = simulated(&study, 20);
        (study, answers)
    })
}

fn simulated(study: &Study, each: u64) -> Answers {
    let sample = Sample {
        sizes: vec![each; study.header.strata.len().clamp(1, 10)],
        seed: 1,
        unknown: Unknown::Seeded,
    };
    draw(study, &Margins::published(study), &sample)
}

/// Whatever loads can be worked up, simulated, exported and read again.
fn use_study(study: &Study) {
    Workup::of_published(study);
    codebook_csv(&codebook(study));
    template_csv(study);
    let answers = simulated(study, 5);
    everything(study, &answers);
}

/// Everything that is done with answers.
fn everything(study: &Study, answers: &Answers) {
    let given = answers.weights.as_ref();
    let given = given.and_then(|given| Weights::given(given, answers.len()).ok());
    let population = Weights::from_population(study, answers).ok();
    Workup::of_answers(study, answers, None, true);
    for weights in [given, population].into_iter().flatten() {
        Workup::of_answers(study, answers, Some(&weights), false);
        analyse::all_pairs(study, answers, &weights, 1);
    }
    let options = AnonymiseOptions {
        rare: Rare::Remove,
        ..AnonymiseOptions::default()
    };
    anonymise(study, answers, &options);
    read_back(study, answers);
}

/// Answers written to a file and read in again; none when the import is refused.
fn read_back(study: &Study, answers: &Answers) -> Option<Answers> {
    let style = AnswerStyle::default();
    let csv = answers_csv(study, answers, &style);
    let (_, mapping) = answers_sheet(study, answers, &style);
    let read: Sheet = sheet(csv.as_bytes(), &hint()).ok()?;
    import_sheet(study, &read, &mapping, &ImportOptions::default()).answers
}

/// The answer as it stands, written for a cell.
fn given(study: &Study, answers: &Answers, wanted: &Correction) -> Option<String> {
    let all = variables(study);
    let variable = all
        .iter()
        .find(|variable| variable.name == wanted.variable)?;
    let mut ids = answers.respondents.iter();
    let at = ids.position(|id| *id == wanted.respondent)?;
    cell(variable, answers.columns.get(&variable.name)?, at)
}

fn cell(variable: &Variable<'_>, column: &Column, at: usize) -> Option<String> {
    let silent = |state: &u8| matches!(*state, NOT_ANSWERED | NOT_ASKED);
    let code = |index: usize| code_of(variable.question, index).to_string();
    match column {
        Column::Single(codes) => codes
            .get(at)
            .filter(|one| !silent(one))
            .map(|one| code(usize::from(*one))),
        Column::Multiple { selected, .. } => {
            let chosen = selected.iter().enumerate();
            let chosen = chosen.filter(|(_, words)| words[at / 64] >> (at % 64) & 1 == 1);
            Some(
                chosen
                    .map(|(index, _)| code(index))
                    .collect::<Vec<_>>()
                    .join(";"),
            )
        }
        Column::Number { state, values, .. } => {
            (!silent(state.get(at)?)).then(|| values[at].to_string())
        }
        Column::Date { state, values } => (!silent(state.get(at)?)).then(|| values[at].to_string()),
        Column::Text { values, .. } => values.get(at).cloned(),
        Column::Ranking(ranks) => {
            let named = ranks
                .iter()
                .map(|codes| codes[at])
                .filter(|one| !silent(one));
            Some(
                named
                    .map(|one| code(usize::from(one)))
                    .collect::<Vec<_>>()
                    .join(";"),
            )
        }
    }
}
