//! The first pages: facts, design, sample, interviews, and how verdicts are to be read.

use survey::retest::Verdict;
use survey::study::header::{Header, SampleKind};

use super::Writer;
use crate::document::{Block, Chapter, Grid, GridCell};
use crate::marks;

/// Facts of the title page.
pub fn facts(writer: &Writer<'_>) -> Vec<(String, String)> {
    let header = &writer.study.header;
    let mut facts = vec![
        (
            writer.say("fact-reference-date"),
            writer.date(header.reference_date),
        ),
        (
            writer.say("fact-sample"),
            writer.say(sample_key(header.sample)),
        ),
    ];
    if let Some(work) = &header.fieldwork {
        let period = [
            ("start", writer.date(work.start)),
            ("end", writer.date(work.end)),
        ];
        facts.push((
            writer.say("fact-fieldwork"),
            writer.say_with("fact-period", &period),
        ));
        facts.push((writer.say("fact-method"), writer.text(&work.method)));
        facts.push((
            writer.say("fact-respondents"),
            writer.text(&work.respondents),
        ));
    }
    facts.extend(answers(header).map(|n| (writer.say("fact-answers"), n.to_string())));
    facts.push((writer.say("fact-citation"), writer.text(&header.citation)));
    facts
}

/// Valid answers over all strata, when each is known.
fn answers(header: &Header) -> Option<u64> {
    let all: Option<Vec<u64>> = header.strata.iter().map(|stratum| stratum.n).collect();
    all.filter(|all| !all.is_empty())
        .map(|all| all.iter().sum())
}

const fn sample_key(sample: SampleKind) -> &'static str {
    match sample {
        SampleKind::Quota => "sample-quota",
        SampleKind::Probability => "sample-probability",
        SampleKind::Census => "sample-census",
    }
}

/// Design and sample.
pub fn chapter(writer: &Writer<'_>) -> Chapter {
    let mut blocks = Vec::new();
    for study in writer.studies() {
        let header = &study.header;
        let heading = if study.companions.is_empty() && writer.study.companions.is_empty() {
            writer.say("design-about")
        } else {
            writer.text(&header.title)
        };
        blocks.push(Block::Heading(heading));
        blocks.push(Block::Paragraph {
            text: writer.text(&header.about),
            notes: vec![writer.text(&header.citation)],
        });
        blocks.extend(strata(writer, header));
        blocks.extend(interviews(writer, header));
    }
    if !writer.results.retests.is_empty() {
        blocks.push(verdicts(writer));
    }
    Chapter {
        number: String::new(),
        title: writer.say("chapter-design"),
        blocks,
    }
}

fn strata(writer: &Writer<'_>, header: &Header) -> Option<Block> {
    let number =
        |n: Option<u64>| GridCell::text(n.map_or_else(|| "…".to_owned(), |n| n.to_string()));
    let rows: Vec<Vec<GridCell>> = header
        .strata
        .iter()
        .map(|it| {
            vec![
                writer.cell(&it.label),
                number(it.n),
                number(it.invited),
                number(it.population),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| {
        Block::Grid(Grid {
            title: writer.say("design-strata"),
            head: writer.heads(&[
                "design-stratum",
                "design-valid",
                "design-invited",
                "design-population",
            ]),
            widths: vec![46, 18, 18, 18],
            rows,
        })
    })
}

fn interviews(writer: &Writer<'_>, header: &Header) -> Option<Block> {
    let rows: Vec<Vec<GridCell>> = header
        .interviews
        .iter()
        .map(|it| {
            vec![
                GridCell::text(&it.id),
                GridCell::text(writer.date(it.date)),
                writer.cell(&it.kind),
                writer.cell(&it.purpose),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| {
        Block::Grid(Grid {
            title: writer.say("design-interviews"),
            head: writer.heads(&[
                "comparison-id",
                "design-interview-date",
                "design-interview-kind",
                "design-interview-purpose",
            ]),
            widths: vec![8, 20, 30, 42],
            rows,
        })
    })
}

fn verdicts(writer: &Writer<'_>) -> Block {
    let row = |verdict: Verdict| {
        let mark = GridCell::mark(marks::of_verdict(verdict), writer.language);
        vec![
            mark,
            GridCell::text(writer.say(&format!("meaning-{}", verdict.key()))),
        ]
    };
    Block::Grid(Grid {
        title: writer.say("design-reading"),
        head: writer.heads(&["design-verdict", "design-meaning"]),
        widths: vec![34, 66],
        rows: Verdict::ALL.into_iter().map(row).collect(),
    })
}
