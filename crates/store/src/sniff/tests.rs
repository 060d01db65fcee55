//! What is taken and what is not, told as one table.

use super::{Unfit, base_name, sniff};

/// A ZIP file's directory of members that hold nothing; `flags` of each, and what each says it unpacks to.
pub fn zip(members: &[&str], flags: u16, size: u32) -> Vec<u8> {
    let mut directory = Vec::new();
    for name in members {
        directory.extend(b"PK\x01\x02\x14\0\x14\0");
        directory.extend(flags.to_le_bytes());
        directory.extend([0; 14]);
        directory.extend(size.to_le_bytes());
        directory.extend((name.len() as u16).to_le_bytes());
        directory.extend([0; 16]);
        directory.extend(name.as_bytes());
    }
    let mut file = b"PK\x03\x04 and so on".to_vec();
    let start = file.len() as u32;
    let count = (members.len() as u16).to_le_bytes();
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend([count, count].concat());
    file.extend((directory.len() as u32).to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}

const TYPES: &str = "[Content_Types].xml";

fn office(main: &str, rest: &[&str]) -> Vec<u8> {
    zip(&[&[TYPES, main], rest].concat(), 0, 9)
}

/// What comes of a file, as a code.
fn check(name: &str, bytes: &[u8], comes: &str) {
    let came = match sniff(name, bytes) {
        Ok(media) => media.code(),
        Err(unfit) => unfit.code(),
    };
    assert_eq!(came, comes, "{name}: {:?}", &bytes[..bytes.len().min(24)]);
}

const PDF: &[u8] = b"%PDF-1.7\n...";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n...";
const SVG: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";

#[test]
fn what_is_called_as_what_it_is_is_taken() {
    for (name, bytes, comes) in [
        ("証明書.PDF", PDF, "pdf"),
        ("画面.png", PNG, "png"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "jpeg"),
        ("a.jpeg", b"\xff\xd8\xff\xe1", "jpeg"),
        ("a.csv", "氏名,受講日\r\n山田,2026-11-01".as_bytes(), "csv"),
        ("a.txt", "実施した".as_bytes(), "txt"),
        ("sjis.csv", b"\x8e\x81\x96\xbc,\xb1\r\n", "csv"),
        ("a < b.txt", b"1 < 2 and 3 > 2", "txt"),
    ] {
        check(name, bytes, comes);
    }
    let pictures = ["xl/worksheets/sheet1.xml", "xl/media/image1.png"];
    check("a.xlsx", &office("xl/workbook.xml", &pictures), "xlsx");
    check("a.docx", &office("word/document.xml", &[]), "docx");
    let chart = ["ppt/embeddings/Microsoft_Excel_Sheet.xlsx"];
    check("a.pptx", &office("ppt/presentation.xml", &chart), "pptx");
}

#[test]
fn what_only_says_so_is_not() {
    let html = b"  \n<!DOCTYPE html><script>alert(1)</script>";
    let wide: Vec<u8> = "<svg/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hidden = [b"name,value\n".as_slice(), b"<script>alert(1)</script>"].concat();
    for (name, bytes, comes) in [
        ("svg.png", SVG, "markup"),
        ("a.svg", SVG, "markup"),
        (
            "wide.txt",
            &[b"\xff\xfe", wide.as_slice()].concat(),
            "markup",
        ),
        ("html.pdf", html, "markup"),
        ("page.html", html, "markup"),
        ("a.xml", b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "markup"),
        ("a.csv", &hidden, "markup"),
        ("a.sh", b"#!/bin/sh\nrm -r x", "markup"),
        ("a.txt", b"#!/bin/sh\nrm -r x", "markup"),
        ("a.pdf", PNG, "disagrees"),
        ("a.png", PDF, "disagrees"),
        ("a.txt", PDF, "disagrees"),
        ("a", PDF, "kind"),
        ("a.exe", PDF, "kind"),
        ("report\u{202e}fdp.exe", b"MZ\x90\0", "kind"),
        ("a.txt", b"MZ\x90\0", "kind"),
        ("a.csv", b"\xff\xfea\0,\0", "kind"),
        ("a.txt", b"\x80\x80", "kind"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked"),
        ("secret.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked"),
        ("a.gz", b"\x1f\x8b\x08", "archive"),
        ("a.csv", b"\x1f\x8b\x08", "archive"),
        ("a.pdf", b"", "empty"),
        ("", PDF, "name"),
        ("a\r\nSet-Cookie: x.pdf", PDF, "name"),
        ("a\0.pdf", PDF, "name"),
        (&format!("{}.pdf", "長".repeat(200)), PDF, "name"),
    ] {
        check(name, bytes, comes);
    }
    check("a.pdf", &vec![b'%'; 20 * 1024 * 1024 + 1], "too-large");
}

#[test]
fn of_office_files_the_list_of_members_decides_and_nothing_is_unpacked() {
    let (xlsx, docx) = ("xl/workbook.xml", "word/document.xml");
    check("a.zip", &zip(&["a.pdf"], 0, 9), "archive");
    check("a.xlsx", &zip(&["a.pdf"], 0, 9), "archive");
    check("a.xlsx", &zip(&[xlsx], 0, 9), "archive");
    check("a.docx", &office(xlsx, &[]), "disagrees");
    check("both.docx", &office(docx, &[xlsx]), "archive");
    for runs in [
        "xl/vbaProject.bin",
        "XL/VBAPROJECT.BIN",
        "xl/macrosheets/sheet1.xml",
        "xl/activeX/activeX1.bin",
        "word/embeddings/oleObject1.bin",
        "word/run.exe",
    ] {
        check("a.xlsx", &office(xlsx, &[runs]), "macros");
    }
    check("a.xlsm", &office(xlsx, &["xl/vbaProject.bin"]), "macros");
    // A bomb says that it unpacks to 4 GiB; it is as long as it is.
    check("bomb.xlsx", &zip(&[TYPES, xlsx], 0, u32::MAX), "xlsx");
    check("locked.xlsx", &zip(&[TYPES, xlsx], 1, 9), "broken");
    check("twice.xlsx", &office(xlsx, &[xlsx]), "broken");
    let names: Vec<String> = (0..4_001).map(|at| format!("xl/{at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    check("many.xlsx", &office(xlsx, &names), "broken");
    let mut cut = office(xlsx, &[]);
    cut.truncate(cut.len() - 3);
    check("cut.xlsx", &cut, "broken");
    let second = [office(xlsx, &[]), b"<script>".to_vec()].concat();
    check("behind.xlsx", &second, "broken");
    check("a.xlsx", b"PK", "broken");
}

#[test]
fn a_name_is_without_folders_and_every_reason_has_a_code() {
    for (sent, name) in [
        ("C:\\Users\\山田\\証跡.pdf", "証跡.pdf"),
        ("../../etc/passwd", "passwd"),
        ("．．／a.pdf", "．．／a.pdf"),
        (" a.pdf ", "a.pdf"),
    ] {
        assert_eq!(base_name(sent), name);
    }
    let codes: std::collections::BTreeSet<&str> = Unfit::ALL.iter().map(|one| one.code()).collect();
    assert_eq!(codes.len(), Unfit::ALL.len());
}

mod properties {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(start in 0_usize..3, rest in prop::collection::vec(any::<u8>(), 0..200)) {
            let start = [&b"PK\x05\x06"[..], b"PK\x03\x04", b""][start];
            let bytes = [start, &rest].concat();
            let _ = super::sniff("a.xlsx", &bytes);
        }

        #[test]
        fn a_changed_directory_is_refused_or_read(at in 0_usize..300, to in any::<u8>()) {
            let mut bytes = super::office("xl/workbook.xml", &["xl/a.xml", "xl/b.xml"]);
            let at = at % bytes.len();
            bytes[at] = to;
            let _ = super::sniff("a.xlsx", &bytes);
        }
    }
}
