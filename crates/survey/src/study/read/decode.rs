//! Bytes to text. A file that is not UTF-8 is named as what it probably is.

use crate::{Place, Problem};

/// The text of a study file, without its byte order mark.
///
/// # Errors
/// `file-utf16`, `file-cp932` or `file-not-utf8` with the line of the first byte that does not fit,
/// `file-nul` for a file with zero bytes (binary).
pub fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Problem> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Problem::error("file-utf16", Place::file(file)));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = line_of(bytes, error.valid_up_to());
        Problem::error(probable(bytes), Place::file(file).at(line))
    })?;
    match text.find('\0') {
        Some(at) => Err(Problem::error(
            "file-nul",
            Place::file(file).at(line_of(bytes, at)),
        )),
        None => Ok(text),
    }
}

fn probable(bytes: &[u8]) -> &'static str {
    let (_, _, broken) = encoding_rs::SHIFT_JIS.decode(bytes);
    if broken {
        "file-not-utf8"
    } else {
        "file-cp932"
    }
}

fn line_of(bytes: &[u8], offset: usize) -> u32 {
    let breaks = bytes.iter().take(offset).filter(|byte| **byte == b'\n');
    u32::try_from(breaks.count() + 1).unwrap_or(u32::MAX)
}
