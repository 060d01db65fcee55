//! What a file that somebody sends is: told by what it holds, never by what it is called alone. What could run in a browser or an
//! office program, and what cannot be looked into, is not taken (rule R13). Nothing is ever unpacked: of an office file only the list of
//! its members is read.

use std::collections::BTreeSet;

use ledger::admission::LARGEST_FILE;
use ledger::body::evidence::Media;

/// Letters of a file's name.
const LONGEST_NAME: usize = 200;
/// Members of an office file that are looked at.
const MOST_MEMBERS: usize = 4_000;
/// Bytes at the beginning of a text in which no markup may stand.
const HEAD: usize = 4_096;

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unfit {
    /// It holds nothing.
    Empty,
    /// It is larger than allowed.
    TooLarge,
    /// Its name is missing, too long, or has a control character in it.
    Name,
    /// It is of a kind that is not taken.
    Kind,
    /// It is a page or a picture that runs in a browser, or a script, whatever it is called.
    Markup,
    /// It is an office file with macros or embedded programs.
    Macros,
    /// It is locked with a password, or of an office program of before 2007: nobody can look into it.
    Locked,
    /// It is an archive.
    Archive,
    /// What it holds is not what its name says.
    Disagrees,
    /// It is broken.
    Broken,
}

impl Unfit {
    /// Every reason.
    pub const ALL: &'static [Self] = &[
        Self::Empty,
        Self::TooLarge,
        Self::Name,
        Self::Kind,
        Self::Markup,
        Self::Macros,
        Self::Locked,
        Self::Archive,
        Self::Disagrees,
        Self::Broken,
    ];

    /// Its code in files of words.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::Name => "name",
            Self::Kind => "kind",
            Self::Markup => "markup",
            Self::Macros => "macros",
            Self::Locked => "locked",
            Self::Archive => "archive",
            Self::Disagrees => "disagrees",
            Self::Broken => "broken",
        }
    }
}

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// A file's name without the folders that some browsers send before it.
#[must_use]
pub fn base_name(sent: &str) -> &str {
    sent.rsplit(['/', '\\']).next().unwrap_or(sent).trim()
}

/// What a file is, if it is taken.
///
/// # Errors
/// The first reason not to.
pub fn sniff(name: &str, bytes: &[u8]) -> Result<Media, Unfit> {
    let long = name.chars().count() > LONGEST_NAME;
    if name.is_empty() || long || name.chars().any(char::is_control) {
        return Err(Unfit::Name);
    }
    if bytes.is_empty() {
        return Err(Unfit::Empty);
    }
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(Unfit::TooLarge);
    }
    let called = called(name);
    let found = found(bytes, called)?;
    match called {
        Some(called) if called == found => Ok(found),
        Some(_) => Err(Unfit::Disagrees),
        None => Err(Unfit::Kind),
    }
}

/// What a name says; none that is taken.
fn called(name: &str) -> Option<Media> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "jpg" => Some(Media::Jpeg),
        ending => Media::of(ending),
    }
}

/// What the bytes say. Tables and texts look alike: there the name decides.
fn found(bytes: &[u8], called: Option<Media>) -> Result<Media, Unfit> {
    let begins = |with: &[u8]| bytes.starts_with(with);
    if begins(b"%PDF-") {
        Ok(Media::Pdf)
    } else if begins(b"\x89PNG\r\n\x1a\n") {
        Ok(Media::Png)
    } else if begins(b"\xff\xd8\xff") {
        Ok(Media::Jpeg)
    } else if begins(b"PK") {
        office(bytes)
    } else if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        Err(Unfit::Locked)
    } else if ARCHIVES.iter().any(|with| begins(with)) {
        Err(Unfit::Archive)
    } else if is_markup(bytes) {
        Err(Unfit::Markup)
    } else if is_text(bytes) {
        Ok(called
            .filter(|kind| *kind == Media::Csv)
            .unwrap_or(Media::Txt))
    } else {
        Err(Unfit::Kind)
    }
}

/// How archives of other makes begin: gzip, 7z, RAR, xz, bzip2, cabinet.
const ARCHIVES: [&[u8]; 6] = [
    b"\x1f\x8b",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"\xfd7zXZ",
    b"BZh",
    b"MSCF",
];

/// Whether a browser or a shell could take it for something to run: a tag or a script's first line, wherever white space ends.
fn is_markup(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    // UTF-16 and its like, too: letters with nothing between them.
    let letters = head.iter().filter(|byte| !matches!(byte, 0 | 0xfe | 0xff));
    let letters: Vec<u8> = letters.map(u8::to_ascii_lowercase).collect();
    let text = letters.trim_ascii_start();
    let tagged = |tag: &[u8]| text.windows(tag.len()).any(|at| at == tag);
    let begins = |with: &[u8]| text.starts_with(with);
    let tags: [&[u8]; 8] = [
        b"<!doctype",
        b"<html",
        b"<svg",
        b"<script",
        b"<?xml",
        b"<iframe",
        b"<body",
        b"<?php",
    ];
    begins(b"<") || begins(b"#!") || begins(b"%!") || tags.into_iter().any(tagged)
}

/// Whether it is plain text: UTF-8, or the Shift_JIS of Japanese Windows, without control characters.
fn is_text(bytes: &[u8]) -> bool {
    let control =
        |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || *byte == 0x7f;
    !bytes.iter().any(control) && (std::str::from_utf8(bytes).is_ok() || is_shift_jis(bytes))
}

/// By the shape of its bytes.
fn is_shift_jis(bytes: &[u8]) -> bool {
    let mut bytes = bytes.iter();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            0x20..=0x7e | b'\t' | b'\n' | b'\r' | 0xa1..=0xdf => true,
            0x81..=0x9f | 0xe0..=0xfc => {
                matches!(bytes.next(), Some(0x40..=0x7e | 0x80..=0xfc))
            }
            _ => false,
        };
        if !fits {
            return false;
        }
    }
    true
}

/// What an office file is, by the names of its members.
fn office(bytes: &[u8]) -> Result<Media, Unfit> {
    let members = members(bytes).ok_or(Unfit::Broken)?;
    let mains = [
        ("xl/workbook.xml", Media::Xlsx),
        ("word/document.xml", Media::Docx),
        ("ppt/presentation.xml", Media::Pptx),
    ];
    let mut kinds = mains.iter().filter(|(main, _)| members.contains(*main));
    let kind = kinds.next().map(|(_, kind)| *kind);
    let whole = members.contains("[content_types].xml") && kinds.next().is_none();
    let runs = [
        "vbaproject",
        "vbadata",
        "/activex/",
        "/macrosheets/",
        "oleobject",
    ];
    let harmful = |name: &String| runs.iter().any(|part| name.contains(part)) || is_program(name);
    match kind.filter(|_| whole) {
        None => Err(Unfit::Archive),
        Some(_) if members.iter().any(harmful) => Err(Unfit::Macros),
        Some(kind) => Ok(kind),
    }
}

fn is_program(name: &str) -> bool {
    let endings = [
        ".exe", ".dll", ".js", ".vbs", ".ps1", ".bat", ".cmd", ".scr", ".html", ".hta", ".xlsm",
        ".docm", ".pptm", ".xlsb", ".jar", ".msi", ".lnk", ".wsf", ".com", ".pif", ".vbe", ".jse",
    ];
    endings.iter().any(|ending| name.ends_with(ending))
}

/// The names in a ZIP file's directory, in small letters. None where the directory is not whole, names something twice, says that a
/// member is encrypted, or is longer than an office file's ever is.
fn members(bytes: &[u8]) -> Option<BTreeSet<String>> {
    let end = directory_end(bytes)?;
    let count = usize::from(two(bytes, end + 10)?);
    let start = usize::try_from(four(bytes, end + 16)?).ok()?;
    let length = usize::try_from(four(bytes, end + 12)?).ok()?;
    if count > MOST_MEMBERS || start.checked_add(length)? > end {
        return None;
    }
    let (mut at, mut names) = (start, BTreeSet::new());
    for _ in 0..count {
        let plain = two(bytes, at + 8)? & 1 == 0;
        if bytes.get(at..at + 4)? != b"PK\x01\x02" || !plain {
            return None;
        }
        let (name, extra) = (two(bytes, at + 28)?, two(bytes, at + 30)?);
        let comment = two(bytes, at + 32)?;
        let begin = at + 46;
        let name = bytes.get(begin..begin + usize::from(name))?;
        let known = String::from_utf8_lossy(name).to_lowercase();
        if !names.insert(known) {
            return None;
        }
        at = begin + name.len() + usize::from(extra) + usize::from(comment);
    }
    (at == start + length).then_some(names)
}

/// Where the record stands that ends a ZIP file: its comment reaches to the last byte, so that no second file hides behind it.
fn directory_end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(22)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    (first..=last).rev().find(|at| {
        let marked = bytes.get(*at..*at + 4) == Some(b"PK\x05\x06");
        marked
            && two(bytes, at + 20)
                .is_some_and(|comment| at + 22 + usize::from(comment) == bytes.len())
    })
}

fn two(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn four(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests;
