//! Delimited text: encodings, separators, quotes, line ends, ragged and hostile files.

use crate::show;
use encoding_rs::SHIFT_JIS;
use proptest::prelude::*;
use survey::read::{Limits, Mapping, SheetHint, column_letters};

fn check(text: &str) -> String {
    show::read(text.as_bytes(), &SheetHint::file("a.csv"))
}

fn check_bytes(bytes: &[u8]) -> String {
    show::read(bytes, &SheetHint::file("a.csv"))
}

#[test]
fn separators_are_found() {
    insta::assert_snapshot!(check("id,Q1\n1,a\n2,b\n"), @r"
    id | Q1
    2: 1 | a
    3: 2 | b
    ");
    insta::assert_snapshot!(check("id;Q1\n1;1,5\n2;2,5\n"), @r"
    id | Q1
    2: 1 | 1,5
    3: 2 | 2,5
    ");
    insta::assert_snapshot!(check("id\tQ1\n1\ta,b\n"), @r"
    id | Q1
    2: 1 | a,b
    ");
    insta::assert_snapshot!(check("番号、回答\n1、はい\n"), @r"
    番号 | 回答
    2: 1 | はい
    ");
    insta::assert_snapshot!(check("id|Q1\n1|a\n"), @r"
    id | Q1
    2: 1 | a
    ");
    insta::assert_snapshot!(check("id\n1\n2\n"), @r"
    id
    2: 1
    3: 2
    ");
    let given = SheetHint {
        separator: Some('#'),
        ..SheetHint::file("a.csv")
    };
    insta::assert_snapshot!(show::read(b"id#Q1\n1#a,b\n", &given), @r"
    id | Q1
    2: 1 | a,b
    ");
}

#[test]
fn encodings_are_detected() {
    let text = "番号,回答\n1,髙﨑㈱～①\n";
    let (sjis, _, lossy) = SHIFT_JIS.encode(text);
    assert!(!lossy);
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let forms: [Vec<u8>; 5] = [
        text.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        sjis.to_vec(),
        [b"\xFF\xFE".as_slice(), &little].concat(),
        [b"\xFE\xFF".as_slice(), &big].concat(),
    ];
    for bytes in forms {
        assert_eq!(check_bytes(&bytes), "番号 | 回答\n2: 1 | 髙﨑㈱～①\n");
    }
}

#[test]
fn undecodable_bytes_are_named_by_line() {
    insta::assert_snapshot!(check_bytes("id,Q1\n1,はい\n2,い\u{0}\n".as_bytes()), @"! nul-character at 3");
    insta::assert_snapshot!(check_bytes(b"id,Q1\n1,\xE3\x81\x82\n2,\xE3\x81\n3,\xFF\xFF\n"), @r"
    ! not-decodable at 3 encoding=UTF-8 bytes=E3 81
    ! not-decodable at 4 encoding=UTF-8 bytes=FF FF
    ");
    let (mut sjis, ..) = SHIFT_JIS.encode("番号,回答\n1,はい\n2,いいえ\n");
    sjis.to_mut().extend(b"3,\x81\x00\xFF\n4,\x82\xA0\n");
    insta::assert_snapshot!(check_bytes(&sjis), @"! not-decodable at 4 encoding=CP932 bytes=81 00 FF");
    let utf16: Vec<u8> = "id,Q1\n1,a"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    insta::assert_snapshot!(check_bytes(&utf16), @"! nul-character at 1");
    insta::assert_snapshot!(check_bytes(b"\xFF\xFEi\0d\0\n\0\x00\xD8\n\0"), @"! not-decodable at 2 encoding=UTF-16 bytes=-");
}

#[test]
fn quotes_and_line_ends() {
    insta::assert_snapshot!(check("id,Q1\r\n1,\"a,\"\"b\"\"\r\nc\"\r\n2,x\"y\"\r\n"), @r#"
    id | Q1
    2: 1 | a,"b"⏎c
    3: 2 | x"y"
    "#);
    insta::assert_snapshot!(check("id,Q1\r1,a\r2,\r"), @r"
    id | Q1
    2: 1 | a
    3: 2 |
    ");
    insta::assert_snapshot!(check("id,Q1\n1,\"a\"b\n2,\"c\" \n"), @r"
    id | Q1
    2: 1 | ab
    3: 2 | c
    ~ text-after-quote at 2
    ");
    insta::assert_snapshot!(check("id,Q1\n1,\"a\nb\"\n2,\"c\n3,d\n"), @"! unterminated-quote at 4");
}

#[test]
fn ragged_rows_and_odd_headings_are_named() {
    insta::assert_snapshot!(check("id,Q1,Q2\n1,a\n\n2,b,c,\n3,d,e,f\n,,\n4,g,h\n\n\n"), @r"
    id | Q1 | Q2
    2: 1 | a |
    3:
    4: 2 | b | c
    5:
    6:
    7: 4 | g | h
    ~ row-too-short at 2 cells=2 columns=3
    ! row-too-long at 5 cells=4 columns=3
    ");
    insta::assert_snapshot!(check("id,その他,その他,,B,その他\n1,2,3,4,5,6\n"), @r"
    id | その他 | その他 [2] | D | B | その他 [3]
    2: 1 | 2 | 3 | 4 | 5 | 6
    ~ duplicate-column at 1 in C heading=その他 renamed=その他 [2]
    ~ unnamed-column at 1 in D column=D
    ~ duplicate-column at 1 in F heading=その他 renamed=その他 [3]
    ");
    insta::assert_snapshot!(check("B,,A\n1,2,3\n"), @r"
    B | B' | A
    2: 1 | 2 | 3
    ~ unnamed-column at 1 in B column=B
    ");
}

#[test]
fn empty_and_headless_files() {
    insta::assert_snapshot!(check(""), @"! file-empty");
    insta::assert_snapshot!(check("\r\n \n"), @"! file-empty");
    insta::assert_snapshot!(check(",,\n1,2,3\n"), @"! header-missing at 1");
    insta::assert_snapshot!(check("id,Q1\n"), @r"
    id | Q1
    ~ no-rows
    ");
    let third = SheetHint {
        header_row: 3,
        ..SheetHint::file("a.csv")
    };
    insta::assert_snapshot!(show::read("調査結果\n\nid,Q1\n1,a\n".as_bytes(), &third), @r"
    id | Q1
    4: 1 | a
    ");
    insta::assert_snapshot!(show::read(b"id,Q1\n1,a\n", &third), @"! header-missing at 3");
}

#[test]
fn huge_files_stop_at_the_limit() {
    let limits = Limits {
        bytes: 40,
        cells: 6,
        columns: 3,
        ..Limits::default()
    };
    let hint = SheetHint {
        limits,
        ..SheetHint::file("a.csv")
    };
    insta::assert_snapshot!(show::read(&[b'a'; 41], &hint), @"! file-too-large bytes=41 limit=40");
    insta::assert_snapshot!(show::read(b"a,b\n1,2\n3,4\n5,6\n", &hint), @"! too-many-cells at 4 limit=6");
    // Filled up to the heading, three rows of one cell would be nine cells.
    insta::assert_snapshot!(show::read(b"a,b,c\n1\n2\n3\n", &hint), @"! too-many-cells at 1 limit=6");
    insta::assert_snapshot!(show::read(b"a,b\n1,2,3,4\n", &hint), @"! too-many-columns at 2 columns=4 limit=3");
}

#[test]
fn other_kinds_of_file_are_recognised() {
    insta::assert_snapshot!(check("$FL2@(#) SPSS DATA FILE"), @"! format-not-read format=SPSS");
    insta::assert_snapshot!(check("PAR1...."), @"! format-not-read format=Parquet");
    insta::assert_snapshot!(check("%PDF-1.7"), @"! format-not-read format=PDF");
    insta::assert_snapshot!(check("\u{FEFF} <HTML><table>"), @"! format-not-read format=XML/HTML");
    insta::assert_snapshot!(check_bytes(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), @"! old-or-locked-excel");
}

#[test]
fn columns_have_letters() {
    let letters: Vec<String> = [0, 25, 26, 701, 702, 16383].map(column_letters).to_vec();
    assert_eq!(letters, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(
        start in prop_oneof![Just(""), Just("PK\u{3}\u{4}"), Just("\u{FEFF}"), Just("id,Q1\n"), Just("\"")],
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        let bytes = [start.as_bytes(), &bytes].concat();
        check_bytes(&bytes);
        let _ = Mapping::from_toml("a.toml", &String::from_utf8_lossy(&bytes));
    }
}
