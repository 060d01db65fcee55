//! Cells to delimited text, as RFC 4180 has it: commas, CRLF, quotes where needed.

/// The mark with which Excel knows UTF-8.
const MARK: &str = "\u{FEFF}";

/// Rows as CSV.
pub(super) fn csv<'a>(rows: impl IntoIterator<Item = &'a [String]>, mark: bool) -> String {
    let mut out = if mark { MARK.to_owned() } else { String::new() };
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            put(&mut out, cell);
        }
        // A lone empty cell would read back as a blank row.
        if row.len() == 1 && row[0].is_empty() {
            out.push_str("\"\"");
        }
        out.push_str("\r\n");
    }
    out
}

fn put(out: &mut String, cell: &str) {
    let quoted = cell.contains([',', '"', '\r', '\n', '\t', ';', '|']) || cell.trim() != cell;
    if quoted {
        out.push('"');
        out.push_str(&cell.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(cell);
    }
}
