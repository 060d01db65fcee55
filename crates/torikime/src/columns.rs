//! Tables as text: columns that line up with Japanese text, long cells broken over several lines.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Places a printed table should not exceed.
pub const PAGE: usize = 100;
const GAP: usize = 2;
/// Signs that never begin a line.
const CLOSING: &str = "、。，．・）」』】〕，.,;:)］]%％ー～〜";

/// How a column stands.
#[derive(Clone, Copy, Debug)]
pub enum Column {
    /// Words: at the left, broken when wider than this many places.
    Words(usize),
    /// Numbers: at the right, and only the heading is broken at this many places.
    Numbers(usize),
}

/// The lines of a table: a heading, a rule, the rows. A last column of words is not padded.
pub fn lines(head: &[String], rows: &[Vec<String>], columns: &[Column]) -> Vec<String> {
    let head = broken(head, columns, true);
    let rows: Vec<Vec<Vec<String>>> = rows.iter().map(|row| broken(row, columns, false)).collect();
    let all = || std::iter::once(&head).chain(&rows);
    let widest: Vec<usize> = (0..columns.len())
        .map(|at| {
            let cells = all().filter_map(|row| row.get(at));
            cells.flatten().map(|line| line.width()).max().unwrap_or(0)
        })
        .collect();
    let rule = widest.iter().sum::<usize>() + GAP * widest.len().saturating_sub(1);
    let mut printed = row_lines(&head, &widest, columns, true);
    printed.push("-".repeat(rule));
    for row in &rows {
        printed.extend(row_lines(row, &widest, columns, false));
    }
    printed
}

/// Room for each heading of numbers beside words of a given width.
pub fn heading_room(words: usize, numbers: usize) -> usize {
    let left = PAGE.saturating_sub(words) / numbers.max(1);
    left.saturating_sub(GAP).clamp(8, 18)
}

fn broken(row: &[String], columns: &[Column], head: bool) -> Vec<Vec<String>> {
    let cells = row.iter().zip(columns);
    cells
        .map(|(cell, column)| match column {
            Column::Words(limit) => wrap(cell, *limit),
            Column::Numbers(limit) if head => wrap(cell, *limit),
            Column::Numbers(_) => vec![cell.clone()],
        })
        .collect()
}

/// One row as lines: headings stand on the rule, cells hang from the top.
fn row_lines(row: &[Vec<String>], widest: &[usize], columns: &[Column], head: bool) -> Vec<String> {
    let height = row.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        let cells = row.iter().zip(widest).zip(columns);
        let cells = cells.map(|((cell, width), column)| {
            let skip = if head { height - cell.len() } else { 0 };
            let text = at
                .checked_sub(skip)
                .and_then(|at| cell.get(at))
                .map_or("", String::as_str);
            let pad = " ".repeat(width.saturating_sub(text.width()));
            match column {
                Column::Words(_) => format!("{text}{pad}"),
                Column::Numbers(_) => format!("{pad}{text}"),
            }
        });
        let joined = cells.collect::<Vec<_>>().join(&" ".repeat(GAP));
        joined.trim_end().to_owned()
    };
    (0..height).map(line).collect()
}

/// Breaks a text at a width: between Latin words, anywhere between Japanese characters, never before a closing sign.
pub fn wrap(text: &str, limit: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for piece in pieces(paragraph) {
            let closing = piece.chars().next().is_some_and(|c| CLOSING.contains(c));
            let full = line.width() + piece.trim_end().width() > limit;
            if full && !closing && !line.trim().is_empty() {
                lines.push(line.trim_end().to_owned());
                line = String::new();
            }
            line.push_str(&piece);
        }
        lines.push(line.trim_end().to_owned());
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// What may not be broken: a Latin word with the spaces after it, or one wide character.
fn pieces(text: &str) -> Vec<String> {
    let wide = |c: char| c.width().unwrap_or(0) > 1;
    let mut pieces: Vec<String> = Vec::new();
    for c in text.chars() {
        let joins = pieces.last().is_some_and(|last| {
            let before = last.chars().next_back().unwrap_or(' ');
            c.is_whitespace() || (!wide(c) && !wide(before) && !before.is_whitespace())
        });
        match pieces.last_mut() {
            Some(last) if joins => last.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_break_where_they_may() {
        for (text, limit, lines) in [
            ("", 10, vec![""]),
            ("現在実施している", 8, vec!["現在実施", "している"]),
            ("持ち出し、保管", 8, vec!["持ち出し、", "保管"]),
            ("Uses it now", 8, vec!["Uses it", "now"]),
            ("incomprehensible", 4, vec!["incomprehensible"]),
            ("一\n二", 9, vec!["一", "二"]),
        ] {
            assert_eq!(wrap(text, limit), lines, "{text}");
        }
    }

    #[test]
    fn columns_line_up_with_japanese() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let columns = [Column::Words(8), Column::Numbers(6), Column::Numbers(6)];
        let head = row(["群", "n", "現在実施"]);
        let rows = [
            row(["委託先の大企業", "287", "83.6"]),
            row(["Client", "9*", "-"]),
        ];
        insta::assert_snapshot!(lines(&head, &rows, &columns).join("\n"), @"
                       現在実
        群          n      施
        ---------------------
        委託先の  287    83.6
        大企業
        Client     9*       -
        ");
    }
}
