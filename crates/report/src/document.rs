//! A report as one typed document. Its four forms are made from it and from nothing else, so they carry the same digits.

use survey::retest::Retest;
use survey::study::analysis::FigureKind;
use survey::table::Table;
use survey::{Language, Text};

use crate::marks::Mark;
use crate::{compared, csv, html, pdf, print, words, xlsx};

/// A whole report in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Language of every word in it.
    pub language: Language,
    /// Stem of file names: letters, digits and hyphens.
    pub id: String,
    /// Title.
    pub title: String,
    /// What kind of document it is.
    pub subtitle: String,
    /// A warning that stands on the first page and in every running head: synthetic data.
    pub banner: Option<String>,
    /// Facts of the title page, by name.
    pub facts: Vec<(String, String)>,
    /// Year, month and day it speaks of; the date in the metadata of its files.
    pub day: (u16, u8, u8),
    /// Chapters in order.
    pub chapters: Vec<Chapter>,
}

/// A chapter.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Number as printed, perhaps empty.
    pub number: String,
    /// Title.
    pub title: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

impl Chapter {
    /// Number and title.
    pub fn heading(&self) -> String {
        if self.number.is_empty() {
            self.title.clone()
        } else {
            format!("{}　{}", self.number, self.title)
        }
    }
}

/// One piece of a chapter.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading within the chapter.
    Heading(String),
    /// A paragraph with its footnotes.
    Paragraph {
        /// Its text.
        text: String,
        /// Footnotes, set at its end.
        notes: Vec<String>,
    },
    /// Facts by name.
    Facts(Vec<(String, String)>),
    /// A result that must not be overlooked.
    Verdict {
        /// How it is marked.
        mark: Mark,
        /// What was asked.
        title: String,
        /// Reasons, one a line.
        lines: Vec<String>,
    },
    /// A figure with its table.
    Figure(Box<FigureBlock>),
    /// Comparisons with their intervals.
    Intervals {
        /// Comparisons in order.
        retests: Vec<Retest>,
        /// Margin in points.
        margin: u32,
    },
    /// A table of words.
    Grid(Grid),
    /// A text for machines: as a QR code where it fits one, and in letters.
    Code {
        /// What it is.
        caption: String,
        /// The text.
        text: String,
    },
}

/// A figure with its table, readings and remarks.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureBlock {
    /// As printed: 図2-1.
    pub number: String,
    /// The table drawn.
    pub table: Table,
    /// How it is drawn.
    pub kind: FigureKind,
    /// What may be said of it.
    pub reading: Option<String>,
    /// Remarks beyond the table's own notes.
    pub remarks: Vec<String>,
    /// Where its numbers come from.
    pub source: Option<String>,
}

impl FigureBlock {
    /// A table as the figure that suits it, with nothing else.
    pub fn of(table: &Table, language: Language) -> FigureBlock {
        FigureBlock {
            number: figure_number(&table.id, language),
            kind: crate::figure::kind_of(table),
            table: table.clone(),
            reading: None,
            remarks: Vec::new(),
            source: None,
        }
    }

    /// Number and title.
    pub fn caption(&self, language: Language) -> String {
        format!("{}　{}", self.number, self.table.title.get(language))
    }

    /// Who was asked, the table's notes, remarks and source, in the order printed.
    pub fn notes(&self, language: Language) -> Vec<String> {
        let general = self.general_notes(language);
        let base = self.table.base_label.get(language);
        let base = (!base.is_empty())
            .then(|| words::say(language, "report-base", &[("base", base.to_owned())]));
        let source = self
            .source
            .iter()
            .map(|source| words::say(language, "report-source", &[("source", source.clone())]));
        base.into_iter()
            .chain(general)
            .chain(self.remarks.iter().cloned())
            .chain(source)
            .collect()
    }

    /// What is said of the table's numbers and signs; other figures may need the same words.
    pub fn general_notes(&self, language: Language) -> Vec<String> {
        let notes = self.table.notes.iter();
        notes
            .map(|note| note_words(note, language))
            .chain(signs(&self.table, language))
            .collect()
    }
}

/// The words of a remark under a table.
pub fn note_words(note: &survey::table::Note, language: Language) -> String {
    words::say(language, &format!("note-{}", note.code), &note.args)
}

/// What the signs of a table mean that are not numbers: `… = number lost`; and the star where a base is small.
fn signs(table: &Table, language: Language) -> Vec<String> {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let marks: std::collections::BTreeMap<&str, String> = cells
        .filter(|cell| !matches!(cell.value, survey::table::Value::Band { .. }))
        .filter_map(|cell| crate::marks::of_value(&cell.value))
        .map(|mark| {
            (
                mark.sign,
                format!("{} = {}", mark.sign, mark.word(language)),
            )
        })
        .collect();
    let mut lines: Vec<String> = Vec::new();
    let starred = table.notes.iter().any(|note| note.code == "small-base");
    if !starred && table.rows.iter().any(|row| row.base.is_small()) {
        let limit = survey::table::SMALL_BASE.to_string();
        lines.push(words::say(language, "note-small-base", &[("limit", limit)]));
    }
    if !marks.is_empty() {
        lines.push(
            marks
                .into_values()
                .collect::<Vec<_>>()
                .join(if language == Language::Ja {
                    "、"
                } else {
                    ", "
                }),
        );
    }
    lines
}

/// The printed number of a figure: 図2-1, Figure 2-1; of numbers in running text: 本文1.4. Other ids stay as they are.
pub fn figure_number(id: &str, language: Language) -> String {
    let (key, id) = match id.split_once('-') {
        Some(("text", place)) => ("report-in-text", place),
        Some(("press", place)) => ("report-in-press", place),
        _ if id.starts_with(|c: char| c.is_ascii_digit()) => ("report-figure", id),
        _ => return id.to_owned(),
    };
    words::say(language, key, &[("id", id.to_owned())])
}

/// A table of words, some marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// Title.
    pub title: String,
    /// Heads of columns.
    pub head: Vec<String>,
    /// Widths of columns in relation to each other.
    pub widths: Vec<u32>,
    /// Rows, as many cells as heads.
    pub rows: Vec<Vec<GridCell>>,
}

/// A cell of words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridCell {
    /// Its text; a line break divides paragraphs.
    pub text: String,
    /// Its mark, when it is a value or a verdict.
    pub mark: Option<Mark>,
    /// Its number, for forms that can be calculated with.
    pub number: Option<print::Number>,
}

impl GridCell {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> GridCell {
        GridCell {
            text: text.into(),
            ..GridCell::default()
        }
    }

    /// A value with its mark and word.
    pub fn mark(mark: Mark, language: Language) -> GridCell {
        GridCell {
            text: mark.word(language),
            mark: Some(mark),
            number: None,
        }
    }

    /// A number with the text it is printed as; the sign of what is not known where there is none.
    pub fn number(number: Option<print::Number>) -> GridCell {
        GridCell {
            text: number.map_or_else(|| "…".to_owned(), print::Number::printed),
            mark: None,
            number,
        }
    }

    /// Sign and text.
    pub fn printed(&self) -> String {
        match self.mark {
            Some(mark) => format!("{} {}", mark.sign, self.text),
            None => self.text.clone(),
        }
    }
}

impl Document {
    /// Every figure in order.
    pub fn figures(&self) -> impl Iterator<Item = &FigureBlock> {
        let blocks = self.chapters.iter().flat_map(|chapter| &chapter.blocks);
        blocks.filter_map(|block| match block {
            Block::Figure(figure) => Some(figure.as_ref()),
            _ => None,
        })
    }

    /// The heading of the chapter of each figure, then of each table of words, in order.
    pub fn places(&self) -> (Vec<String>, Vec<String>) {
        let of = |wanted: fn(&Block) -> bool| {
            let chapters = self.chapters.iter();
            chapters
                .flat_map(|chapter| {
                    let many = chapter.blocks.iter().filter(|block| wanted(block)).count();
                    std::iter::repeat_n(chapter.heading(), many)
                })
                .collect()
        };
        let figures = of(|block| matches!(block, Block::Figure(_)));
        (
            figures,
            of(|block| matches!(block, Block::Grid(_) | Block::Intervals { .. })),
        )
    }

    /// Every table of words in order, for forms that can be calculated with: of comparisons each number has its own column.
    pub fn sheets(&self) -> Vec<Grid> {
        let blocks = self.chapters.iter().flat_map(|chapter| &chapter.blocks);
        let grid = |block: &Block| match block {
            Block::Grid(grid) => Some(grid.clone()),
            Block::Intervals { retests, .. } => Some(compared::spread(retests, self.language)),
            _ => None,
        };
        blocks.filter_map(grid).collect()
    }

    /// Chapters that hold only figures: a document from tables alone.
    pub fn of_tables(
        title: &Text,
        id: &str,
        day: (u16, u8, u8),
        tables: &[Table],
        language: Language,
    ) -> Document {
        let figures = tables
            .iter()
            .map(|table| Block::Figure(Box::new(FigureBlock::of(table, language))));
        let chapter = Chapter {
            number: String::new(),
            title: words::say(language, "report-figures", &[]),
            blocks: figures.collect(),
        };
        let synthetic = tables
            .iter()
            .any(|table| table.origin == survey::table::Origin::Synthetic);
        Document {
            language,
            id: id.to_owned(),
            title: title.get(language).to_owned(),
            subtitle: words::say(language, "report-subtitle", &[]),
            banner: synthetic.then(|| words::say(language, "report-synthetic", &[])),
            facts: Vec::new(),
            day,
            chapters: vec![chapter],
        }
    }
}

/// A form of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One standalone page.
    Html,
    /// A4.
    Pdf,
    /// One workbook, one sheet a figure.
    Xlsx,
    /// One file a figure and an index.
    Csv,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 4] = [Form::Html, Form::Pdf, Form::Xlsx, Form::Csv];
}

/// A file to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Name without folders: letters, digits, hyphens and one point.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Why a form could not be made. None of these depends on what users write; each is a fault of the product.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// The PDF could not be set.
    #[error("PDF: {0}")]
    Pdf(String),
    /// The workbook could not be written.
    #[error("XLSX: {0}")]
    Xlsx(String),
    /// A CSV file could not be written.
    #[error("CSV: {0}")]
    Csv(String),
}

/// Makes one form of a document. The same document gives the same bytes.
///
/// # Errors
/// When a writer refuses, which no content should cause.
pub fn render(document: &Document, form: Form) -> Result<Vec<OutputFile>, RenderError> {
    let one = |ending: &str, bytes: Vec<u8>| {
        let name = format!("{}-{}.{ending}", document.id, document.language.tag());
        vec![OutputFile { name, bytes }]
    };
    match form {
        Form::Html => Ok(one("html", html::page(document).into_bytes())),
        Form::Pdf => pdf::pdf(document).map(|bytes| one("pdf", bytes)),
        Form::Xlsx => xlsx::workbook(document).map(|bytes| one("xlsx", bytes)),
        Form::Csv => csv::bundle(document),
    }
}
