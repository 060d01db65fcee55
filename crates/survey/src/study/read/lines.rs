//! Where each field of a file stands: from byte offsets to lines, and from field paths to lines.

use std::collections::BTreeMap;

/// Line numbers of a text by byte offset.
pub struct Breaks(Vec<usize>);

impl Breaks {
    /// Indexes the line breaks of a text.
    pub fn of(text: &str) -> Breaks {
        Breaks(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line of a byte offset, from 1.
    pub fn line(&self, offset: usize) -> u32 {
        let before = self.0.partition_point(|at| *at < offset);
        u32::try_from(before + 1).unwrap_or(u32::MAX)
    }
}

/// The line of every field by its path: `question.Q2.option.now.label`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(BTreeMap<String, u32>);

impl Lines {
    /// Notes the line of a field.
    pub fn note(&mut self, path: &str, line: u32) {
        self.0.insert(path.to_owned(), line);
    }

    /// The line of a field, or of the nearest field around it.
    pub fn find(&self, path: &str) -> Option<u32> {
        let mut path = path;
        loop {
            if let Some(line) = self.0.get(path) {
                return Some(*line);
            }
            path = path.rsplit_once('.')?.0;
        }
    }
}

/// Names the elements of a list for field paths: by id, the second of one id as `Q2#2`, and by
/// position (`2`) where elements have no id.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<String, usize>, usize);

impl Names {
    /// The name of the next element.
    pub fn next(&mut self, id: Option<&str>) -> String {
        self.1 += 1;
        let Some(id) = id else {
            return self.1.to_string();
        };
        let seen = self.0.entry(id.to_owned()).or_default();
        *seen += 1;
        if *seen == 1 {
            id.to_owned()
        } else {
            format!("{id}#{seen}")
        }
    }
}
