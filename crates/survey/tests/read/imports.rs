//! Answers out of sheets: every state and every problem, by row and column.

use crate::{show, study::small};
use survey::read::{ImportOptions, Mapping, SheetHint, import, match_columns, sheet};

fn read(csv: &str, mapping: Option<&Mapping>, options: &ImportOptions) -> String {
    let study = small();
    let sheet = sheet(csv.as_bytes(), &SheetHint::file("a.csv")).unwrap();
    let matched = match_columns(&study, &sheet);
    let imported = import(&study, &sheet, mapping.unwrap_or(&matched.mapping), options);
    let answers = imported.answers.as_ref();
    let mut out = answers.map_or("refused\n".to_owned(), show::answers);
    let problems = imported.problems;
    let unmapped = |code: &str| code == "variable-not-mapped";
    let shown: Vec<_> = problems
        .into_iter()
        .filter(|problem| !unmapped(problem.code))
        .collect();
    out.push_str(&show::problems(&shown));
    out
}

/// The answers to one variable and the problems.
fn check(csv: &str, variable: &str) -> String {
    let all = read(csv, None, &ImportOptions::default());
    let keep = |line: &&str| {
        line.starts_with(variable) || line.starts_with(['!', '~']) || line.starts_with("refused")
    };
    all.lines()
        .filter(keep)
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn options_by_code_id_label_in_any_spelling() {
    let csv = "id,層,Q1\n1,委託先,1\n2,vendor,1.0\n3,1,０１\n4,Client,now\n5,2,実施している\n6,委託元,At　Present\n7,委託先, 2. 過去に実施 \n8,委託先,９\n";
    insta::assert_snapshot!(check(csv, "Q1"), @"Q1: 0 0 0 0 0 0 1 3");
    let csv = "id,層,Q1\n1,1,5\n2,1,たぶん\n3,1,1;2\n4,1,#N/A\n5,1,\n6,1,無回答\n7,1,非該当\n8,1,4\n9,1,2. 実施していない\n";
    insta::assert_snapshot!(check(csv, "Q1"), @"
    Q1: _ _ _ _ _ _ _ _ _
    ! unknown-code at 2 in Q1 value=5 column=C variable=Q1
    ! unknown-code at 3 in Q1 value=たぶん column=C variable=Q1
    ! two-answers at 4 in Q1 value=1;2 column=C variable=Q1
    ! formula-error at 5 in Q1 value=#N/A column=C variable=Q1
    ~ asked-but-marked at 8 in Q1 value=非該当 column=C variable=Q1
    ! unknown-code at 9 in Q1 value=4 column=C variable=Q1
    ! unknown-code at 10 in Q1 value=2. 実施していない column=C variable=Q1
    ");
}

#[test]
fn multiple_answers_as_a_list() {
    let csv = "id,層,Q1,Q2\n1,1,1,1;2\n2,1,1,\"人材、要員\"\n3,1,1,\"人材、要員;投資\"\n4,1,1,\"people, money\"\n5,1,1,4\n6,1,1,1、4\n7,1,1,1/2/3\n8,1,1,1;x\n9,1,1,\n10,1,3,\n11,1,3,1\n";
    insta::assert_snapshot!(check(csv, "Q2"), @"
    Q2: 1100 1000 1100 1100 0001 _ _ _ _ . .
    ! exclusive-with-others at 7 in Q2 value=1、4 column=D variable=Q2
    ! more-than-maximum at 8 in Q2 value=1/2/3 column=D variable=Q2
    ! unknown-code at 9 in Q2 value=1;x column=D variable=Q2
    ! answered-not-asked at 12 in Q2 value=1 column=D variable=Q2
    ");
}

#[test]
fn multiple_answers_as_columns() {
    let csv = "id,層,Q1,Q2_1,Q2_2,Q2_3,Q2_4,Q2_3_text\n1,1,1,1,0,0,0,\n2,1,1,○,×,,,\n3,1,1,人材、要員,投資,,,\n4,1,1,,2,3,,在宅環境\n5,1,1,0,0,0,0,\n6,1,1,,,,,\n7,1,3,0,0,0,0,\n8,1,3,0,1,0,0,\n9,1,1,x,0,0,0,\n10,1,3,,,,,なし\n";
    insta::assert_snapshot!(check(csv, "Q2"), @r#"
    Q2: 1000 1000 1100 0110 0000 _ . . _ .
    Q2 says {3: "在宅環境"}
    ~ nothing-selected at 6 in Q2_1 value=0 column=D variable=Q2
    ! answered-not-asked at 9 in Q2_1 value=0 column=D variable=Q2
    ! unknown-mark at 10 in Q2_1 value=x column=D variable=Q2
    ! answered-not-asked at 11 in Q2_1 value= column=D variable=Q2
    "#);
}

#[test]
fn rows_have_their_own_base() {
    let csv = "id,層,Q3_1,Q3_2\n1,1,1,2\n2,2,ある,\n3,2,No,1\n";
    insta::assert_snapshot!(check(csv, "Q3"), @"
    Q3.access: 0 0 1
    Q3.place: 1 . .
    ! answered-not-asked at 4 in Q3_2 value=1 column=D variable=Q3.place
    ");
    let csv = "id,層,Q3：アクセス制御,規則【場所】\n1,1,1,2\n";
    insta::assert_snapshot!(check(csv, "Q3"), @"
    Q3.access: 0
    Q3.place: 1
    ");
}

#[test]
fn numbers_have_ranges_and_sums() {
    let csv = "id,層,Q4_office,Q4_home\n1,1,60,40\n2,1,６０．５％,39.5\n3,1,60,41\n4,1,60.55,39.45\n5,1,101,\n6,1,約半分,50\n7,1,#DIV/0!,\n";
    insta::assert_snapshot!(check(csv, "Q4"), @"
    Q4.home: 400 395 410 _ _ 500 _
    Q4.office: 600 605 600 _ _ _ _
    ! sum-not-met at 4 in Q4_home question=Q4 wanted=100 found=101.0
    ! answer-too-fine at 5 in Q4_office value=60.55 column=C variable=Q4.office
    ! answer-too-fine at 5 in Q4_home value=39.45 column=D variable=Q4.home
    ! out-of-range at 6 in Q4_office value=101 column=C variable=Q4.office
    ! not-a-number at 7 in Q4_office value=約半分 column=C variable=Q4.office
    ! formula-error at 8 in Q4_office value=#DIV/0! column=C variable=Q4.office
    ");
}

#[test]
fn dates_texts_and_rankings() {
    let csv = "id,層,Q5,Q6,Q7_1,Q7_2\n1,1,令和2年10月31日,'=1+1,費用,3\n2,1,44135,' a,1,1\n3,1,1999/12/31,NA,4,2\n4,1,31/10/2020,'NA,,\n";
    insta::assert_snapshot!(read(csv, None, &ImportOptions::default()).lines().filter(|line| !line.starts_with("Q1") && !line.starts_with("Q2") && !line.starts_with("Q3") && !line.starts_with("Q4")).collect::<Vec<_>>().join("\n"), @r#"
    ids 1 2 3 4
    Q5: 2020-10-31 2020-10-31 _ _
    Q6: "=1+1" "' a" _ "NA"
    Q7: 0>2 0>_ _>1 _>_
    ! ranked-twice at 3 in Q7_2 value=1 column=F variable=Q7
    ! out-of-range at 4 in Q5 value=1999/12/31 column=C variable=Q5
    ! unknown-code at 4 in Q7_1 value=4 column=E variable=Q7
    ! not-a-date at 5 in Q5 value=31/10/2020 column=C variable=Q5
    "#);
}

#[test]
fn respondents_strata_and_weights() {
    let csv = "回答者ID,区分,ウェイト,Q1\nA,委託先,1.5,1\nA,委託先,1,2\n,委託先,1,1\nB,官公庁,1,1\nC,client,0.25,2\nD,client,-1,2\nE,client,,2\n\nF,client,2,2,9\n";
    insta::assert_snapshot!(check(csv, "ids"), @"
    ids A C D E
    ! duplicate-respondent at 3 respondent=A first=2
    ! no-respondent-id at 4 in 回答者ID value=
    ! unknown-stratum at 5 in 区分 value=官公庁
    ! bad-weight at 7 in ウェイト value=-1
    ! bad-weight at 8 in ウェイト value=
    ! row-too-long at 10 cells=5 columns=4
    ");
    insta::assert_snapshot!(check(csv, "weights").lines().next().unwrap(), @"weights [150, 25, 0, 0] / 100");
    let csv = "id,Q1,備考\n1,1,x\n";
    insta::assert_snapshot!(check(csv, "Q1"), @"
    refused
    ~ column-not-used in 備考 heading=備考
    ! no-stratum-column
    ");
    let csv = "層,Q1\n1,1\n";
    insta::assert_snapshot!(check(csv, "ids"), @"
    ids 2
    ~ no-respondent-column
    ");
}

#[test]
fn strict_refuses_and_listings_end() {
    let csv = "id,層,Q1\n1,1,1\n2,1,7\n3,1,8\n4,1,8\n";
    let strict = ImportOptions {
        strict: true,
        listed_per_code: 1,
        ..ImportOptions::default()
    };
    insta::assert_snapshot!(read(csv, None, &strict), @"
    refused
    ! unknown-code at 3 in Q1 value=7 column=C variable=Q1
    ");
    let study = small();
    let sheet = sheet(csv.as_bytes(), &SheetHint::file("a.csv")).unwrap();
    let matched = match_columns(&study, &sheet);
    let imported = import(&study, &sheet, &matched.mapping, &strict);
    assert_eq!(imported.counts["unknown-code"], 3);
    assert_eq!(
        (
            imported.coverage[0].asked,
            imported.coverage[0].answered,
            imported.coverage[0].faulty
        ),
        (4, 1, 3)
    );
    let clean = "id,層,Q1\n1,1,1\n";
    assert!(!read(clean, None, &strict).contains("refused"));
}

#[test]
fn a_hundred_thousand_rows_that_are_too_long_are_left_out_at_once() {
    let csv = "id,層\n".to_owned() + &"1,1,1\n".repeat(100_000);
    let study = small();
    let sheet = sheet(csv.as_bytes(), &SheetHint::file("a.csv")).unwrap();
    let mapping = match_columns(&study, &sheet).mapping;
    let imported = import(&study, &sheet, &mapping, &ImportOptions::default());
    assert_eq!((imported.rows.left_out, imported.rows.blank), (100_000, 0));
}

#[test]
fn mappings_are_read_and_refused_by_line() {
    let toml = r#"
respondent = "番号"
not-answered = ["99"]
not-asked = ["88"]

[stratum]
column = "種別"
values = { A = "vendor", B = "client" }

[[variable]]
name = "Q1"
column = "設問1"
values = { "はい" = "now" }

[[variable]]
name = "Q2"
selected = ["x"]
columns = { people = "a", money = "b", other = "c", nothing = "d" }
"#;
    let mapping = Mapping::from_toml("map.toml", toml)
        .map_err(|problems| show::problems(&problems))
        .unwrap();
    assert_eq!(
        Mapping::from_toml("map.toml", &mapping.to_toml()).unwrap(),
        mapping
    );
    let csv =
        "番号,種別,設問1,a,b,c,d\n1,A,はい,x,,,\n2,B,99,,,,\n3,B,99.0,88,88,88,88\n4,A,2,,x,x,\n";
    insta::assert_snapshot!(read(csv, Some(&mapping), &ImportOptions::default()).lines().filter(|line| !line.contains('_') || line.contains("Q1")).collect::<Vec<_>>().join("\n"), @"
    ids 1 2 3 4
    Q1: 0 _ _ 1
    Q2: 1000 . . 0110
    ");
    let bad = "respondent = 3\n\n[[variable]]\nname = \"Q1\"\ncolum = \"x\"\n";
    insta::assert_snapshot!(show::problems(&Mapping::from_toml("map.toml", bad).unwrap_err()), @r"
    ! expected-text at 1 in respondent found=3 name=respondent
    ! unknown-field at 5 in variable.1.colum name=colum known=all-zero, column, columns, name, not-answered, not-asked, not-selected, ranks, selected, separator, specify, values
    ");
    let unfit = Mapping::from_toml("map.toml", "respondent = \"x\"\n[stratum]\ncolumn = \"種別\"\n[[variable]]\nname = \"Q9\"\ncolumn = \"a\"\n[[variable]]\nname = \"Q1\"\n[[variable]]\nname = \"Q2\"\ncolumns = { nobody = \"a\" }\n").unwrap();
    insta::assert_snapshot!(read(csv, Some(&unfit), &ImportOptions::default()), @r"
    refused
    ! mapping-no-column heading=x
    ! mapping-column-twice heading=a
    ~ column-not-used in b heading=b
    ~ column-not-used in c heading=c
    ~ column-not-used in d heading=d
    ~ column-not-used in 番号 heading=番号
    ~ column-not-used in 設問1 heading=設問1
    ! mapping-no-variable variable=Q9
    ! mapping-columns-unfit variable=Q1
    ! mapping-no-option variable=Q2 option=nobody
    ");
}
