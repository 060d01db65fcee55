//! The chapters of results: figures, comparisons, hypotheses, sentences, summary.

use std::collections::BTreeSet;

use survey::hypotheses::Judged;
use survey::retest::Retest;
use survey::study::Study;
use survey::study::analysis::{self, Figure};
use survey::table::Table;

use super::Writer;
use crate::document::{Block, Chapter, FigureBlock, Grid, GridCell, figure_number};
use crate::marks;

/// The margin drawn in interval plots, in points; a comparison's own margin stands in its reasons.
const MARGIN: u32 = 10;

/// One chapter for each chapter of the analysis, and one for tables that belong to no figure.
pub fn all(writer: &Writer<'_>) -> Vec<Chapter> {
    let mut seen = BTreeSet::new();
    let chapters = writer.studies().flat_map(|study| &study.analysis.chapters);
    let mut made: Vec<Chapter> = chapters
        .filter(|it| seen.insert(it.id.clone()))
        .map(|it| chapter(writer, it))
        .collect();
    made.push(appendix(writer));
    made
}

fn chapter(writer: &Writer<'_>, chapter: &analysis::Chapter) -> Chapter {
    let mut blocks: Vec<Block> = figures(writer, &chapter.id);
    blocks.extend(comparisons(writer, &chapter.id));
    blocks.extend(hypotheses(writer, &chapter.id));
    blocks.extend(sentences(writer, &chapter.id));
    if let Some(summary) = &chapter.summary {
        if !blocks.is_empty() {
            blocks.push(Block::Heading(writer.say("results-summary")));
        }
        blocks.push(Block::Paragraph {
            text: writer.text(summary),
            notes: Vec::new(),
        });
    }
    let numbered = chapter.id.starts_with(|c: char| c.is_ascii_digit());
    let number = if numbered {
        chapter.id.clone()
    } else {
        String::new()
    };
    Chapter {
        number,
        title: writer.text(&chapter.title),
        blocks,
    }
}

/// Figures of a chapter in the order of their numbers, those of companions among them.
fn figures(writer: &Writer<'_>, chapter: &str) -> Vec<Block> {
    let mut figures: Vec<(&Study, &Figure)> = writer
        .figures()
        .filter(|(_, figure)| figure.chapter == chapter)
        .collect();
    figures.sort_by_key(|(_, figure)| order(&figure.id));
    figures
        .into_iter()
        .filter_map(|(study, it)| figure(writer, study, it))
        .collect()
}

/// 2-9 before 2-10; what is not numbered comes last.
fn order(id: &str) -> (bool, Vec<u32>, String) {
    let numbers: Option<Vec<u32>> = id.split('-').map(|part| part.parse().ok()).collect();
    (
        numbers.is_none(),
        numbers.unwrap_or_default(),
        id.to_owned(),
    )
}

fn figure(writer: &Writer<'_>, study: &Study, figure: &Figure) -> Option<Block> {
    let shown = figure.same_as.as_deref().unwrap_or(&figure.id);
    let table = table(writer, study, &figure.id).or_else(|| table(writer, study, shown))?;
    let question = study.questionnaire.question(&figure.question);
    let asked = question.map(|question| writer.text(&question.text));
    let place = figure
        .source
        .as_ref()
        .map(|it| writer.place(&it.source, &it.place, it.line));
    let notes = figure.note.iter().map(|note| writer.text(note));
    let kind = figure.kind;
    Some(Block::Figure(Box::new(FigureBlock {
        number: figure_number(&figure.id, writer.language),
        table: Table {
            title: figure.title.clone(),
            ..table.clone()
        },
        kind,
        reading: figure.reading.as_ref().map(|reading| writer.text(reading)),
        remarks: asked
            .map(|asked| format!("{}: {asked}", figure.question))
            .into_iter()
            .chain(notes)
            .collect(),
        source: place,
    })))
}

/// The table with this id. A companion may use the id of another study's figure: theirs come in the studies' order.
fn table<'a>(writer: &Writer<'a>, study: &Study, id: &str) -> Option<&'a Table> {
    let has = |it: &&Study| it.analysis.figures.iter().any(|figure| figure.id == id);
    let before = writer
        .studies()
        .filter(has)
        .position(|it| std::ptr::eq(it, study));
    let mut tables = writer.tables().filter(|table| table.id == id);
    tables
        .clone()
        .nth(before.unwrap_or(0))
        .or_else(|| tables.next())
}

/// Comparisons that speak to a hypothesis of the chapter.
fn comparisons(writer: &Writer<'_>, chapter: &str) -> Vec<Block> {
    let ours: BTreeSet<&str> = of_chapter(writer, chapter).collect();
    let speaks = |retest: &&Retest| {
        retest
            .hypothesis
            .as_deref()
            .is_some_and(|id| ours.contains(id))
    };
    let retests: Vec<Retest> = writer
        .results
        .retests
        .iter()
        .filter(speaks)
        .cloned()
        .collect();
    if retests.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Heading(writer.say("results-comparisons")),
        Block::Intervals {
            retests,
            margin: MARGIN,
        },
    ]
}

fn of_chapter<'a>(writer: &Writer<'a>, chapter: &str) -> impl Iterator<Item = &'a str> {
    let all = writer.study.analysis.hypotheses.iter();
    all.filter(move |it| it.chapter == chapter)
        .map(|it| it.id.as_str())
}

fn hypotheses(writer: &Writer<'_>, chapter: &str) -> Vec<Block> {
    let ours: BTreeSet<&str> = of_chapter(writer, chapter).collect();
    let judged = writer
        .results
        .judged
        .iter()
        .filter(|it| ours.contains(it.id.as_str()));
    let blocks: Vec<Block> = judged.map(|it| hypothesis(writer, it)).collect();
    let heading = (!blocks.is_empty()).then(|| Block::Heading(writer.say("results-hypotheses")));
    heading.into_iter().chain(blocks).collect()
}

fn hypothesis(writer: &Writer<'_>, judged: &Judged) -> Block {
    let args = [
        ("id", judged.id.clone()),
        ("text", writer.text(&judged.text)),
    ];
    let concluded = judged
        .concluded
        .as_ref()
        .map(|it| writer.say_with("results-concluded", &[("text", writer.text(it))]));
    Block::Verdict {
        mark: marks::of_hypothesis(judged.verdict),
        title: writer.say_with("results-hypothesis", &args),
        lines: writer
            .reasons(&judged.reasons)
            .into_iter()
            .chain(concluded)
            .collect(),
    }
}

fn sentences(writer: &Writer<'_>, chapter: &str) -> Option<Block> {
    let ours = writer
        .results
        .sentences
        .iter()
        .filter(|it| it.chapter == chapter);
    let row = |it: &survey::sentences::Checked| {
        vec![
            GridCell::mark(marks::of_sentence(it.holds), writer.language),
            writer.cell(&it.text),
        ]
    };
    let rows: Vec<Vec<GridCell>> = ours.map(row).collect();
    (!rows.is_empty()).then(|| {
        Block::Grid(Grid {
            title: writer.say("results-sentences"),
            head: writer.heads(&["results-holds", "results-sentence"]),
            widths: vec![20, 80],
            rows,
        })
    })
}

/// Tables that no figure of the study shows.
fn appendix(writer: &Writer<'_>) -> Chapter {
    let shown: BTreeSet<&str> = writer
        .figures()
        .flat_map(|(_, it)| [Some(it.id.as_str()), it.same_as.as_deref()])
        .flatten()
        .collect();
    let others = writer
        .tables()
        .filter(|table| !shown.contains(table.id.as_str()));
    let blocks = others
        .map(|table| Block::Figure(Box::new(FigureBlock::of(table, writer.language))))
        .collect();
    Chapter {
        number: String::new(),
        title: writer.say("chapter-appendix"),
        blocks,
    }
}
