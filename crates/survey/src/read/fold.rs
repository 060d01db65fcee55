//! Spelling that does not matter: full and half width, case, spaces, the marks between words.

use unicode_normalization::UnicodeNormalization;

/// A text in the form in which headings, labels and codes are compared:
/// NFKC (full-width `Ｑ２` is `q2`, half-width `ｱ` is `ア`), lower case, and every run of spaces and
/// dividing marks as one `_`, none at the ends.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        if !divides(c) {
            folded.push(c);
        } else if !folded.is_empty() && !folded.ends_with('_') {
            folded.push('_');
        }
    }
    folded.truncate(folded.trim_end_matches('_').len());
    folded
}

fn divides(c: char) -> bool {
    c.is_whitespace() || "_-.,:;/|()[]{}<>\"'・、。「」『』【】〔〕〈〉~*?!‐–—−".contains(c)
}

/// A cell in the form in which numbers and dates are read: NFKC without spaces around.
pub fn narrow(text: &str) -> String {
    let text: String = text.nfkc().collect();
    text.trim().to_owned()
}
