//! The last chapters: findings, remedies, claims against numbers, contradictions, sources.

use survey::published::Contradiction;
use survey::retest::Retest;

use super::Writer;
use crate::document::{Block, Chapter, Grid, GridCell, figure_number};
use crate::marks;

/// All of them; empty ones are left out by the caller.
pub fn all(writer: &Writer<'_>) -> Vec<Chapter> {
    let chapter = |key: &str, blocks: Vec<Block>| Chapter {
        number: String::new(),
        title: writer.say(key),
        blocks,
    };
    vec![
        chapter("chapter-findings", findings(writer)),
        chapter("chapter-remedies", remedies(writer)),
        chapter("chapter-claims", claims(writer)),
        chapter("chapter-contradictions", contradictions(writer)),
        chapter("chapter-sources", sources(writer)),
    ]
}

fn titled(mark: &str, title: String, text: String, notes: Vec<String>) -> [Block; 2] {
    [
        Block::Heading(format!("{mark}　{title}")),
        Block::Paragraph { text, notes },
    ]
}

fn findings(writer: &Writer<'_>) -> Vec<Block> {
    let analysis = &writer.study.analysis;
    let blocks = analysis.findings.iter().flat_map(|finding| {
        let answered = analysis
            .remedies
            .iter()
            .filter(|it| finding.remedies.contains(&it.id));
        let named: Vec<String> = answered
            .map(|it| format!("{} {}", it.mark, writer.text(&it.title)))
            .collect();
        let place = finding
            .source
            .as_ref()
            .map(|it| writer.place(&it.source, &it.place, it.line));
        let mut blocks = titled(
            &finding.mark,
            writer.text(&finding.title),
            writer.text(&finding.text),
            place.into_iter().collect(),
        )
        .to_vec();
        if !named.is_empty() {
            let remedies = named.join(&writer.say("report-comma"));
            let text = writer.say_with("finding-remedies", &[("remedies", remedies)]);
            blocks.push(Block::Paragraph {
                text,
                notes: Vec::new(),
            });
        }
        blocks
    });
    blocks.collect()
}

fn remedies(writer: &Writer<'_>) -> Vec<Block> {
    let blocks = writer.study.analysis.remedies.iter().flat_map(|remedy| {
        let place = remedy
            .source
            .as_ref()
            .map(|it| writer.place(&it.source, &it.place, it.line));
        titled(
            &remedy.mark,
            writer.text(&remedy.title),
            writer.text(&remedy.text),
            place.into_iter().collect(),
        )
    });
    blocks.collect()
}

/// What the report claimed and what its numbers allow.
fn claims(writer: &Writer<'_>) -> Vec<Block> {
    let asserted: Vec<&Retest> = writer
        .results
        .retests
        .iter()
        .filter(|it| it.asserted)
        .collect();
    if asserted.is_empty() {
        return Vec::new();
    }
    let row = |retest: &&Retest| {
        let place = retest
            .locator
            .as_ref()
            .map(|it| it.place.clone())
            .unwrap_or_default();
        vec![
            GridCell::text(&retest.id),
            writer.cell(&retest.claim),
            GridCell::mark(marks::of_verdict(retest.verdict), writer.language),
            GridCell::text(writer.reasons(&retest.reasons).join("\n")),
            GridCell::text(place),
        ]
    };
    let grid = Grid {
        title: writer.say("claims-title"),
        head: writer.heads(&[
            "comparison-id",
            "comparison-claim",
            "comparison-verdict",
            "claims-why",
            "claims-place",
        ]),
        widths: vec![6, 28, 20, 36, 10],
        rows: asserted.iter().map(row).collect(),
    };
    vec![
        Block::Paragraph {
            text: writer.say("claims-intro"),
            notes: Vec::new(),
        },
        Block::Grid(grid),
    ]
}

fn contradictions(writer: &Writer<'_>) -> Vec<Block> {
    let rows: Vec<Vec<GridCell>> = writer
        .results
        .contradictions
        .iter()
        .map(|it| contradiction(writer, it))
        .collect();
    let grid = Grid {
        title: writer.say("contradictions-title"),
        head: writer.heads(&[
            "contradictions-figure",
            "contradictions-what",
            "contradictions-said",
        ]),
        widths: vec![12, 40, 48],
        rows,
    };
    let errata = writer.studies().flat_map(|study| &study.analysis.errata);
    let rows: Vec<Vec<GridCell>> = errata
        .map(|it| {
            let places: Vec<String> = it
                .source
                .iter()
                .map(|it| writer.brief(&it.place, it.line))
                .collect();
            vec![writer.cell(&it.text), GridCell::text(places.join("\n"))]
        })
        .collect();
    let misprints = Grid {
        title: writer.say("errata-title"),
        head: writer.heads(&["errata-text", "claims-place"]),
        widths: vec![60, 40],
        rows,
    };
    [grid, misprints]
        .into_iter()
        .filter(|grid| !grid.rows.is_empty())
        .map(Block::Grid)
        .collect()
}

fn contradiction(writer: &Writer<'_>, found: &Contradiction) -> Vec<GridCell> {
    let said = found.said.iter().map(|said| {
        let place = said
            .locator
            .as_ref()
            .map(|it| format!("（{}）", writer.locator(it)))
            .unwrap_or_default();
        format!("{}{place}", writer.text(&said.words))
    });
    vec![
        GridCell::text(figure_number(&found.figure, writer.language)),
        GridCell::text(writer.say_with(&format!("contradiction-{}", found.code), &found.args)),
        GridCell::text(said.collect::<Vec<_>>().join("\n")),
    ]
}

fn sources(writer: &Writer<'_>) -> Vec<Block> {
    let mut seen = std::collections::BTreeSet::new();
    let sources = writer
        .studies()
        .flat_map(|study| &study.header.sources)
        .filter(|source| seen.insert(source.id.clone()));
    let row = |source: &survey::study::header::Source| {
        let url = source
            .url
            .as_ref()
            .map(|url| format!("\n{url}"))
            .unwrap_or_default();
        vec![
            GridCell::text(format!("{}{url}", writer.text(&source.title))),
            writer.cell(&source.publisher),
            GridCell::text(writer.date(source.date)),
            GridCell::text(
                source
                    .terms
                    .as_ref()
                    .map(|it| writer.text(it))
                    .unwrap_or_default(),
            ),
        ]
    };
    let rows: Vec<Vec<GridCell>> = sources.map(row).collect();
    let grid = Grid {
        title: writer.say("sources-title"),
        head: writer.heads(&[
            "sources-name",
            "sources-publisher",
            "sources-date",
            "sources-terms",
        ]),
        widths: vec![38, 20, 14, 28],
        rows,
    };
    if grid.rows.is_empty() {
        Vec::new()
    } else {
        vec![Block::Grid(grid)]
    }
}
