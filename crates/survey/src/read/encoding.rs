//! Bytes to text: UTF-8, UTF-16 with its mark, or CP932 (the Shift_JIS of Japanese Excel).

use super::SheetHint;
use crate::Problem;
use encoding_rs::{SHIFT_JIS, UTF_16BE, UTF_16LE};

/// An encoding of delimited text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    Utf8,
    /// UTF-16; the byte order is taken from its mark, little-endian without one.
    Utf16,
    /// CP932, as Japanese Windows writes Shift_JIS.
    Cp932,
}

/// Most lines named in the problems of one file.
const NAMED_LINES: usize = 20;

/// The text of a file, without the mark.
///
/// # Errors
/// A problem for each of the first lines that cannot be decoded, or that hold NUL characters.
pub(super) fn decode(bytes: &[u8], hint: &SheetHint) -> Result<String, Vec<Problem>> {
    let text = match hint.encoding.or_else(|| marked(bytes)) {
        Some(Encoding::Utf16) => utf16(bytes, hint)?,
        Some(Encoding::Utf8) => utf8(bytes).ok_or_else(|| undecodable(bytes, hint, "UTF-8"))?,
        Some(Encoding::Cp932) => cp932(bytes).ok_or_else(|| undecodable(bytes, hint, "CP932"))?,
        None => guess(bytes, hint)?,
    };
    let nul = text.lines().position(|line| line.contains('\0'));
    match nul {
        None => Ok(text),
        Some(at) => Err(vec![Problem::error(
            "nul-character",
            hint.place().at(at as u32 + 1),
        )]),
    }
}

fn marked(bytes: &[u8]) -> Option<Encoding> {
    let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let utf8 = bytes.starts_with(b"\xEF\xBB\xBF");
    utf16
        .then_some(Encoding::Utf16)
        .or(utf8.then_some(Encoding::Utf8))
}

/// UTF-8 if every byte fits, else CP932 if every byte fits, else whichever fails on fewer lines.
fn guess(bytes: &[u8], hint: &SheetHint) -> Result<String, Vec<Problem>> {
    if let Some(text) = utf8(bytes).or_else(|| cp932(bytes)) {
        return Ok(text);
    }
    let failing = |decodes: fn(&[u8]) -> bool| lines(bytes).filter(|line| !decodes(line)).count();
    let as_utf8 = failing(|line| std::str::from_utf8(line).is_ok());
    let as_cp932 = failing(|line| cp932(line).is_some());
    let name = if as_utf8 <= as_cp932 {
        "UTF-8"
    } else {
        "CP932"
    };
    Err(undecodable(bytes, hint, name))
}

fn utf8(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

fn cp932(bytes: &[u8]) -> Option<String> {
    let text = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}

fn utf16(bytes: &[u8], hint: &SheetHint) -> Result<String, Vec<Problem>> {
    let (encoding, rest) = match bytes {
        [0xFE, 0xFF, rest @ ..] => (UTF_16BE, rest),
        [0xFF, 0xFE, rest @ ..] => (UTF_16LE, rest),
        rest => (UTF_16LE, rest),
    };
    let (text, failed) = encoding.decode_without_bom_handling(rest);
    if !failed {
        return Ok(text.into_owned());
    }
    let bad = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains('\u{FFFD}'));
    let problem = |(at, _)| {
        let place = hint.place().at(at as u32 + 1);
        let problem = Problem::error("not-decodable", place);
        problem.with("encoding", "UTF-16").with("bytes", "-")
    };
    Err(bad.take(NAMED_LINES).map(problem).collect())
}

/// Lines as bytes; in UTF-8 and CP932 no other character contains the bytes of a line end.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n')
}

fn undecodable(bytes: &[u8], hint: &SheetHint, name: &'static str) -> Vec<Problem> {
    let problem = |(at, line): (usize, &[u8])| {
        let first = match name {
            "UTF-8" => std::str::from_utf8(line).err().map(|e| e.valid_up_to()),
            _ => first_bad(line),
        }?;
        let shown: Vec<String> = line[first..]
            .iter()
            .take(4)
            .map(|byte| format!("{byte:02X}"))
            .collect();
        let problem = Problem::error("not-decodable", hint.place().at(at as u32 + 1));
        let problem = problem.with("encoding", name);
        Some(problem.with("bytes", shown.join(" ")))
    };
    let found = lines(bytes).enumerate().filter_map(problem);
    let mut found: Vec<Problem> = found.take(NAMED_LINES).collect();
    if found.is_empty() {
        let problem = Problem::error("not-decodable", hint.place());
        found.push(problem.with("encoding", name).with("bytes", "-"));
    }
    found
}

/// Offset of the first byte that is no CP932.
fn first_bad(line: &[u8]) -> Option<usize> {
    let mut decoder = SHIFT_JIS.new_decoder_without_bom_handling();
    let most = decoder
        .max_utf8_buffer_length_without_replacement(line.len())
        .unwrap_or_default();
    let mut out = String::with_capacity(most);
    let (result, read) = decoder.decode_to_string_without_replacement(line, &mut out, true);
    match result {
        encoding_rs::DecoderResult::Malformed(bytes, after) => {
            Some(read.saturating_sub(usize::from(bytes) + usize::from(after)))
        }
        _ => None,
    }
}
