//! The document as HTML: fragments for pages of the application, and one standalone page that needs nothing else.

use std::fmt::Write as _;

use survey::Language;
use survey::retest::Retest;

use crate::document::{Block, Chapter, Document, FigureBlock, Grid, GridCell};
use crate::figure::{self, Style};
use crate::flat::{FlatCell, flat};
use crate::marks::Mark;
use crate::svg::escape;
use crate::{compared, words};

/// The style sheet of the fragments and of the standalone page.
pub const CSS: &str = include_str!("html/report.css");

/// A standalone page.
pub fn page(document: &Document) -> String {
    let (language, title) = (document.language.tag(), escape(&document.title));
    let mut body = String::new();
    if let Some(banner) = &document.banner {
        let _ = writeln!(
            body,
            "<p class=\"report-banner\" role=\"note\">{}</p>",
            escape(banner)
        );
    }
    let _ = writeln!(
        body,
        "<header class=\"report-head\"><p>{}</p><h1>{title}</h1>",
        escape(&document.subtitle)
    );
    body.push_str(&facts(&document.facts));
    body.push_str("</header>\n");
    body.push_str(&contents(document));
    for (at, chapter) in document.chapters.iter().enumerate() {
        body.push_str(&chapter_html(chapter, &format!("c{at}"), document.language));
    }
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{CSS}</style>\n</head>\n<body class=\"report\">\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

fn contents(document: &Document) -> String {
    let label = words::say(document.language, "report-contents", &[]);
    let mut out = format!(
        "<nav class=\"report-contents\" aria-label=\"{0}\">\n<h2>{0}</h2>\n<ol>\n",
        escape(&label)
    );
    for (at, chapter) in document.chapters.iter().enumerate() {
        let _ = writeln!(
            out,
            "<li><a href=\"#c{at}\">{}</a></li>",
            escape(&chapter.heading())
        );
    }
    out + "</ol>\n</nav>\n"
}

/// A chapter as a section with this id.
pub fn chapter_html(chapter: &Chapter, id: &str, language: Language) -> String {
    let mut out = format!(
        "<section class=\"report-chapter\" id=\"{0}\" aria-labelledby=\"{0}-h\">\n<h2 id=\"{0}-h\">{1}</h2>\n",
        escape(id),
        escape(&chapter.heading())
    );
    for block in &chapter.blocks {
        out.push_str(&block_html(block, language));
    }
    out + "</section>\n"
}

/// One block.
pub fn block_html(block: &Block, language: Language) -> String {
    match block {
        Block::Heading(text) => format!("<h3>{}</h3>\n", escape(text)),
        Block::Paragraph { text, notes } => paragraph(text, notes),
        Block::Facts(list) => facts(list),
        Block::Verdict { mark, title, lines } => verdict(mark, title, lines, language),
        Block::Figure(figure) => figure_html(figure, language),
        Block::Intervals { retests, margin } => intervals_html(retests, *margin, language),
        Block::Grid(grid) => grid_html(grid),
        Block::Code { caption, text } => code_html(caption, text),
    }
}

fn paragraph(text: &str, notes: &[String]) -> String {
    let notes: String = notes
        .iter()
        .map(|note| format!("<small class=\"report-note\">{}</small>", escape(note)))
        .collect();
    format!("<p>{}{notes}</p>\n", escape(text))
}

fn code_html(caption: &str, text: &str) -> String {
    let drawn = crate::agreement::code(text);
    // Saved and checked by machines: every line as it is.
    let lines: Vec<String> = text.split('\n').map(escape).collect();
    let drawn = drawn
        .as_deref()
        .and_then(|svg| svg.find("<svg").map(|at| &svg[at..]));
    format!(
        "<figure class=\"report-code\"><figcaption>{}</figcaption>{}<pre>{}</pre></figure>\n",
        escape(caption),
        drawn.unwrap_or_default(),
        lines.join("\n")
    )
}

fn facts(list: &[(String, String)]) -> String {
    if list.is_empty() {
        return String::new();
    }
    let item = |(name, fact): &(String, String)| {
        format!(
            "<div><dt>{}</dt><dd>{}</dd></div>\n",
            escape(name),
            escape(fact)
        )
    };
    format!(
        "<dl class=\"report-facts\">\n{}</dl>\n",
        list.iter().map(item).collect::<String>()
    )
}

/// A value or verdict: sign, word, and a class for its colours.
pub fn mark_html(mark: &Mark, language: Language) -> String {
    badge(mark, &mark.word(language))
}

fn badge(mark: &Mark, word: &str) -> String {
    format!(
        "<span class=\"mark mark-{}\"><span aria-hidden=\"true\">{}</span> {}</span>",
        mark.key,
        mark.sign,
        escape(word)
    )
}

fn verdict(mark: &Mark, title: &str, lines: &[String], language: Language) -> String {
    let lines: String = lines
        .iter()
        .map(|line| format!("<li>{}</li>", escape(line)))
        .collect();
    let list = if lines.is_empty() {
        String::new()
    } else {
        format!("<ul>{lines}</ul>\n")
    };
    format!(
        "<div class=\"report-verdict\">\n<p><strong>{}</strong></p>\n<p>{}</p>\n{list}</div>\n",
        escape(title),
        mark_html(mark, language)
    )
}

/// A figure: picture in two widths, caption, data table, notes.
pub fn figure_html(block: &FigureBlock, language: Language) -> String {
    let draw = |style: &Style| figure::svg_as(&block.table, block.kind, language, style);
    let mut out = format!(
        "<figure class=\"report-figure\">\n<figcaption>{}</figcaption>\n",
        escape(&block.caption(language))
    );
    if figure::shows_something(&block.table) {
        let (wide, narrow) = (draw(&Style::WIDE), draw(&Style::NARROW));
        let _ = writeln!(
            out,
            "<div class=\"figure-wide\">{wide}</div>\n<div class=\"figure-narrow\">{narrow}</div>"
        );
    }
    out.push_str(&data_table(block, language));
    for note in block.notes(language) {
        let _ = writeln!(out, "<p class=\"report-note\">{}</p>", escape(&note));
    }
    if let Some(reading) = &block.reading {
        let _ = writeln!(out, "<p class=\"report-reading\">{}</p>", escape(reading));
    }
    out + "</figure>\n"
}

/// The numbers of a figure as a table.
pub fn data_table(block: &FigureBlock, language: Language) -> String {
    let flat = flat(&block.table, language);
    let caption = words::say(
        language,
        "report-numbers",
        &[("figure", block.caption(language))],
    );
    let mut out = format!(
        "<div class=\"report-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table class=\"report-data\">\n<caption>{0}</caption>\n<thead><tr>",
        escape(&caption)
    );
    for head in &flat.head {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(head));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &flat.rows {
        out.push_str("<tr>");
        for cell in row {
            let words = escape(&cell.print(language));
            let _ = match cell {
                FlatCell::Label(_) => write!(out, "<th scope=\"row\">{words}</th>"),
                FlatCell::Base(_) | FlatCell::Value(_) | FlatCell::Interval(_) => {
                    write!(out, "<td>{words}</td>")
                }
            };
        }
        out.push_str("</tr>\n");
    }
    out + "</tbody></table></div>\n"
}

/// Comparisons: the plot in two widths, and the table.
pub fn intervals_html(retests: &[Retest], margin: u32, language: Language) -> String {
    let draw = |style: &Style| figure::intervals(retests, margin, language, style);
    format!(
        "<figure class=\"report-figure\">\n<div class=\"figure-wide\">{}</div>\n<div class=\"figure-narrow\">{}</div>\n</figure>\n{}",
        draw(&Style::WIDE),
        draw(&Style::NARROW),
        grid_html(&compared::comparisons(retests, language))
    )
}

/// A table of words.
pub fn grid_html(grid: &Grid) -> String {
    let head: String = grid
        .head
        .iter()
        .map(|head| format!("<th scope=\"col\">{}</th>", escape(head)))
        .collect();
    let cell = |cell: &GridCell| match &cell.mark {
        Some(mark) => format!("<td>{}</td>", badge(mark, &cell.text)),
        None => format!("<td>{}</td>", escape(&cell.text)),
    };
    let row = |cells: &Vec<GridCell>| {
        format!("<tr>{}</tr>\n", cells.iter().map(cell).collect::<String>())
    };
    let rows: String = grid.rows.iter().map(row).collect();
    format!(
        "<div class=\"report-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table class=\"report-grid\">\n<caption>{0}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n",
        escape(&grid.title)
    )
}
