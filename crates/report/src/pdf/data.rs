//! What the template reads: the document as JSON, and its pictures as SVG files.

use serde_json::{Value, json};
use survey::Language;
use survey::retest::Retest;

use crate::document::{Block, Chapter, Document, FigureBlock, Grid};
use crate::figure::{self, Style};
use crate::flat::{FlatCell, flat};
use crate::marks::Mark;
use crate::{compared, font, words};

/// Comparisons in one plot at most, so that it fits on a page; those without a difference stand in the table alone.
const PLOTTED: usize = 12;

/// Height of a picture in relation to its width that still fits on a page.
const TALLEST: f64 = 1.38;

/// Width of a picture in per cent of the page: less than 100 when it would be too tall.
fn width(svg: &str) -> f64 {
    let size = |name: &str| {
        let rest = svg.split_once(&format!(" {name}=\""))?.1;
        rest.split('"').next()?.parse::<f64>().ok()
    };
    let ratio = size("height")
        .zip(size("width"))
        .map_or(1.0, |(height, width)| height / width);
    (100.0 * TALLEST / ratio).min(100.0)
}

/// Name and content of each picture.
type Pictures = Vec<(String, String)>;

/// The data file and the pictures it names.
pub fn json(document: &Document) -> (String, Pictures) {
    let mut pictures = Pictures::new();
    let mut chapters = Vec::new();
    for (at, chapter) in document.chapters.iter().enumerate() {
        let mut said = Said::of(chapter, document.language);
        let blocks: Vec<Value> = chapter
            .blocks
            .iter()
            .map(|it| block(it, document, &mut pictures, &mut said))
            .collect();
        chapters.push(json!({ "title": chapter.heading(), "blocks": blocks, "new-page": new_page(document, at) }));
    }
    let value = json!({
        "lang": document.language.tag(),
        "title": document.title,
        "short": shorten(&document.title),
        "subtitle": document.subtitle,
        "banner": document.banner,
        "facts": document.facts,
        "contents": words::say(document.language, "report-contents", &[]),
        "chapters": chapters,
        "outline": document.chapters.len() > 2,
    });
    (value.to_string(), pictures)
}

/// Most blocks of a chapter that goes on where the one before it ends.
const SHORT: usize = 3;

/// Whether a chapter begins a page: not a short one, which would leave two pages nearly empty.
fn new_page(document: &Document, at: usize) -> bool {
    at == 0 || document.chapters[at].blocks.len() > SHORT
}

/// Notes that several figures of a chapter share: said in full under the first, by number under the others.
struct Said {
    /// Shared notes in the order they come.
    shared: Vec<String>,
    /// The figure under which each stands in full, once it does.
    under: Vec<Option<String>>,
}

impl Said {
    fn of(chapter: &Chapter, language: Language) -> Said {
        let mut seen: Vec<(String, usize)> = Vec::new();
        for block in &chapter.blocks {
            let Block::Figure(figure) = block else {
                continue;
            };
            for note in figure.general_notes(language) {
                match seen.iter_mut().find(|(text, _)| *text == note) {
                    Some((_, times)) => *times += 1,
                    None => seen.push((note, 1)),
                }
            }
        }
        let repeated = seen.into_iter().filter(|(_, times)| *times > 1);
        let shared: Vec<String> = repeated.map(|(note, _)| note).collect();
        Said {
            under: vec![None; shared.len()],
            shared,
        }
    }

    fn notes(&mut self, block: &FigureBlock, language: Language) -> Vec<String> {
        let mut again: Vec<(usize, String)> = Vec::new();
        let mut notes = Vec::new();
        for note in block.notes(language) {
            let Some(at) = self.shared.iter().position(|shared| *shared == note) else {
                notes.push(note);
                continue;
            };
            match &self.under[at] {
                Some(figure) => again.push((at + 1, figure.clone())),
                None => {
                    self.under[at] = Some(block.number.clone());
                    let args = [("number", (at + 1).to_string()), ("note", note)];
                    notes.push(words::say(language, "report-note-numbered", &args));
                }
            }
        }
        if !again.is_empty() {
            notes.push(references(&again, language));
        }
        notes
    }
}

/// `注1（図2-1）、注2（図2-3）も当てはまります。`
fn references(again: &[(usize, String)], language: Language) -> String {
    let one = |(number, figure): &(usize, String)| {
        let args = [("number", number.to_string()), ("figure", figure.clone())];
        words::say(language, "report-note-at", &args)
    };
    let comma = match language {
        Language::Ja => "、",
        Language::En => ", ",
    };
    let list = again.iter().map(one).collect::<Vec<_>>().join(comma);
    words::say(language, "report-notes-again", &[("notes", list)])
}

/// A title for the running head: its beginning, when it is long.
fn shorten(title: &str) -> String {
    let lines = crate::wrap::wrap(title, 7.5, font::Weight::Regular, 280.0);
    match lines.len() {
        0 | 1 => title.to_owned(),
        _ => format!("{}…", lines[0]),
    }
}

fn picture(pictures: &mut Pictures, svg: String) -> String {
    let name = format!("f{}.svg", pictures.len());
    pictures.push((name.clone(), svg));
    name
}

fn block(block: &Block, document: &Document, pictures: &mut Pictures, said: &mut Said) -> Value {
    let language = document.language;
    match block {
        Block::Heading(text) => json!({ "kind": "heading", "text": text }),
        Block::Paragraph { text, notes } => {
            json!({ "kind": "paragraph", "text": text, "notes": notes })
        }
        Block::Facts(facts) => json!({ "kind": "facts", "facts": facts }),
        Block::Verdict { mark, title, lines } => {
            json!({ "kind": "verdict", "mark": self::mark(mark), "word": mark.word(language), "title": title, "lines": lines })
        }
        Block::Figure(block) => figure(block, document, pictures, said),
        Block::Intervals { retests, margin } => {
            let alt = words::say(language, "figure-intervals", &[]);
            let shown: Vec<Retest> = retests
                .iter()
                .filter(|it| it.difference.is_some())
                .cloned()
                .collect();
            let plot = |part: &[Retest]| figure::intervals(part, *margin, language, &Style::PRINT);
            let plots: Vec<Value> = shown
                .chunks(PLOTTED)
                .map(|part| {
                    let svg = plot(part);
                    json!({ "width": width(&svg), "svg": picture(pictures, svg), "alt": alt })
                })
                .collect();
            json!({ "kind": "intervals", "plots": plots, "grid": grid(&compared::comparisons(retests, language)) })
        }
        Block::Grid(it) => json!({ "kind": "grid", "grid": grid(it) }),
        Block::Code { caption, text } => {
            let svg = crate::agreement::code(text).map(|svg| picture(pictures, svg));
            let lines: Vec<&str> = text.lines().collect();
            json!({ "kind": "code", "caption": caption, "svg": svg, "width": 38, "alt": caption, "lines": lines })
        }
    }
}

fn figure(
    block: &FigureBlock,
    document: &Document,
    pictures: &mut Pictures,
    said: &mut Said,
) -> Value {
    let language = document.language;
    let svg = figure::shows_something(&block.table)
        .then(|| figure::svg_as(&block.table, block.kind, language, &Style::PRINT));
    let flat = flat(&block.table, language);
    let share = |column: usize| match column {
        _ if column < flat.labels => label_share(&flat.rows, column),
        _ if flat.head[column] == "n" => 6,
        _ if has_intervals(&flat.rows, column) => 12,
        _ => head_share(&flat.head[column]),
    };
    let print = |row: &Vec<FlatCell<'_>>| {
        row.iter()
            .map(|cell| cell.print(language))
            .collect::<Vec<_>>()
    };
    json!({
        "kind": "figure",
        "caption": block.caption(language),
        "width": svg.as_deref().map_or(100.0, width),
        "svg": svg.map(|svg| picture(pictures, svg)),
        "alt": block.caption(language),
        "head": flat.head,
        "labels": flat.labels,
        "widths": (0..flat.head.len()).map(share).collect::<Vec<_>>(),
        "rows": flat.rows.iter().map(print).collect::<Vec<_>>(),
        "notes": said.notes(block, language),
        "reading": block.reading,
    })
}

/// Room for a column of labels in relation to a column of numbers (10): by its longest, within bounds.
fn label_share(rows: &[Vec<FlatCell<'_>>], column: usize) -> u32 {
    let longest = rows.iter().filter_map(|row| match row.get(column)? {
        FlatCell::Label(words) => Some(font::width(words, 1.0, font::Weight::Regular)),
        _ => None,
    });
    (longest.fold(0.0, f64::max) * 1.2).clamp(9.0, 34.0) as u32
}

/// Whether a column holds intervals, which must not be broken.
fn has_intervals(rows: &[Vec<FlatCell<'_>>], column: usize) -> bool {
    let of = |row: &Vec<FlatCell<'_>>| matches!(row.get(column), Some(FlatCell::Interval(_)));
    rows.iter().any(of)
}

/// Room for a column of numbers under its head.
fn head_share(head: &str) -> u32 {
    let longest = font::width(head, 0.6, font::Weight::Bold);
    longest.clamp(8.0, 14.0) as u32
}

fn mark(mark: &Mark) -> Value {
    json!({ "sign": mark.sign, "ink": mark.ink, "paper": mark.paper })
}

fn grid(grid: &Grid) -> Value {
    let cell = |cell: &crate::document::GridCell| json!({ "text": cell.text, "mark": cell.mark.as_ref().map(mark) });
    let row = |cells: &Vec<crate::document::GridCell>| cells.iter().map(cell).collect::<Vec<_>>();
    json!({
        "title": grid.title,
        "head": grid.head,
        "widths": grid.widths,
        "rows": grid.rows.iter().map(row).collect::<Vec<_>>(),
    })
}
