//! Text with separators: which separator, quotes, line ends of all three kinds.

use super::SheetHint;
use super::sheet::Grid;
use crate::Problem;

/// Separators tried, the likelier first.
const SEPARATORS: [char; 5] = [',', '\t', ';', '|', '、'];
/// Rows looked at to find the separator.
const SAMPLE_ROWS: usize = 50;

/// The rows of a text.
///
/// # Errors
/// An unterminated quote, or more cells than allowed.
pub(super) fn read(text: &str, hint: &SheetHint) -> Result<Grid, Vec<Problem>> {
    let separator = hint.separator.unwrap_or_else(|| sniff(text, hint));
    let mut records = Records::new(text, separator);
    let mut grid = Grid::default();
    let mut cells = 0;
    while let Some(record) = records.next() {
        let record = record.map_err(|line| vec![unterminated(hint, line)])?;
        cells += record.len();
        let number = grid.rows.len() as u32 + 1;
        if record.len() > hint.limits.columns {
            let problem = Problem::error("too-many-columns", hint.place().at(number));
            return Err(vec![
                problem
                    .with("columns", record.len())
                    .with("limit", hint.limits.columns),
            ]);
        }
        if cells > hint.limits.cells {
            let problem = Problem::error("too-many-cells", hint.place().at(number));
            return Err(vec![problem.with("limit", hint.limits.cells)]);
        }
        if records.stray {
            let problem = Problem::warning("text-after-quote", hint.place().at(number));
            grid.problems.push(problem);
        }
        grid.rows.push(record);
    }
    Ok(grid)
}

fn unterminated(hint: &SheetHint, line: u32) -> Problem {
    Problem::error("unterminated-quote", hint.place().at(line))
}

/// The separator that splits the most rows into as many cells as the header has; more cells win a draw.
fn sniff(text: &str, hint: &SheetHint) -> char {
    let mut best = (0, 0, ',');
    for separator in SEPARATORS {
        let rows = Records::new(text, separator).map_while(Result::ok);
        let rows = rows.skip(hint.header() as usize - 1).take(SAMPLE_ROWS);
        let widths: Vec<usize> = rows.map(|row| row.len()).collect();
        let width = widths.first().copied().unwrap_or(0);
        let alike = widths.iter().filter(|other| **other == width).count();
        if width > 1 && (alike, width) > (best.0, best.1) {
            best = (alike, width, separator);
        }
    }
    best.2
}

/// Reads one record after another.
struct Records<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    separator: char,
    line: u32,
    /// Whether the last record had text after a closing quote.
    stray: bool,
}

impl<'a> Records<'a> {
    fn new(text: &'a str, separator: char) -> Records<'a> {
        Records {
            rest: text.chars().peekable(),
            separator,
            line: 1,
            stray: false,
        }
    }

    /// Reads up to the closing quote, doubled quotes as one.
    fn quoted(&mut self, cell: &mut String) -> Result<(), u32> {
        let opened = self.line;
        loop {
            match self.rest.next() {
                None => return Err(opened),
                Some('"') if self.rest.next_if_eq(&'"').is_some() => cell.push('"'),
                Some('"') => return Ok(()),
                Some(c) => {
                    self.count_line(c);
                    cell.push(c);
                }
            }
        }
    }

    /// Counts `\n`, `\r\n` and a lone `\r` as one line end each.
    fn count_line(&mut self, c: char) {
        if c == '\n' || (c == '\r' && self.rest.peek() != Some(&'\n')) {
            self.line = self.line.saturating_add(1);
        }
    }

    /// Whether the character ended the record; takes the second half of `\r\n`.
    fn ends(&mut self, c: char) -> bool {
        if c == '\r' {
            self.rest.next_if_eq(&'\n');
        }
        let end = c == '\n' || c == '\r';
        self.line = self.line.saturating_add(u32::from(end));
        end
    }
}

impl Iterator for Records<'_> {
    /// The cells, or the line on which a quote was opened and never closed.
    type Item = Result<Vec<String>, u32>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rest.peek()?;
        self.stray = false;
        let mut cells = Vec::new();
        let mut cell = String::new();
        let mut was_quoted = false;
        loop {
            match self.rest.next() {
                None => break,
                Some('"') if cell.is_empty() && !was_quoted => {
                    was_quoted = true;
                    if let Err(line) = self.quoted(&mut cell) {
                        while self.rest.next().is_some() {}
                        return Some(Err(line));
                    }
                }
                Some(c) if c == self.separator => {
                    cells.push(std::mem::take(&mut cell));
                    was_quoted = false;
                }
                Some(c) if self.ends(c) => break,
                Some(c) => {
                    self.stray |= was_quoted && c != ' ';
                    cell.push(c);
                }
            }
        }
        cells.push(cell);
        Some(Ok(cells))
    }
}
