//! Writing SVG: shapes and text with presentation attributes only, every text escaped, the same bytes each time.

use std::fmt::Write as _;

use crate::font::Weight;
use crate::palette::{Hatch, INK, Paint};

/// Where a text stands in relation to its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// A rectangle: left, top, width, height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub struct Type {
    /// Font size in drawing units.
    pub size: f64,
    /// Regular or bold.
    pub weight: Weight,
    /// Colour.
    pub ink: &'static str,
    /// Where it stands.
    pub anchor: Anchor,
}

impl Type {
    /// Regular, dark, beginning at x.
    pub const fn new(size: f64) -> Type {
        Type {
            size,
            weight: Weight::Regular,
            ink: INK,
            anchor: Anchor::Start,
        }
    }

    /// The same in bold.
    pub const fn bold(self) -> Type {
        Type {
            weight: Weight::Bold,
            ..self
        }
    }

    /// The same in another colour.
    pub const fn ink(self, ink: &'static str) -> Type {
        Type { ink, ..self }
    }

    /// The same, standing otherwise.
    pub const fn anchor(self, anchor: Anchor) -> Type {
        Type { anchor, ..self }
    }
}

/// Escapes a text for XML content and attributes; characters XML 1.0 forbids are left out.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A coordinate with at most one decimal.
pub fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    match (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}

/// A drawing under way; y grows downwards.
#[derive(Debug, Default)]
pub struct Canvas {
    body: String,
}

impl Canvas {
    /// A rectangle of one colour.
    pub fn rect(&mut self, area: Area, fill: &str) {
        self.shape(area, &format!("fill=\"{fill}\""));
    }

    /// A rectangle with an outline; `dash` as in `stroke-dasharray`, empty for a whole line.
    pub fn outline(&mut self, area: Area, stroke: &str, dash: &str) {
        let dash = if dash.is_empty() {
            String::new()
        } else {
            format!(" stroke-dasharray=\"{dash}\"")
        };
        self.shape(area, &format!("fill=\"none\" stroke=\"{stroke}\"{dash}"));
    }

    fn shape(&mut self, area: Area, rest: &str) {
        let [x, y, w, h] = [area.x, area.y, area.w.max(0.0), area.h.max(0.0)].map(number);
        let _ = writeln!(
            self.body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" {rest}/>"
        );
    }

    /// A rectangle with its colour and hatching.
    pub fn painted(&mut self, area: Area, paint: &Paint) {
        self.rect(area, paint.fill);
        self.hatch(area, paint.hatch, paint.line);
        if paint.edge {
            let inner = Area {
                x: area.x + 0.5,
                y: area.y + 0.5,
                w: area.w - 1.0,
                h: area.h - 1.0,
            };
            self.outline(inner, paint.line, "");
        }
    }

    /// Hatching alone, cut to the rectangle.
    pub fn hatch(&mut self, area: Area, hatch: Hatch, stroke: &str) {
        let path = hatch_path(area, hatch);
        if path.is_empty() {
            return;
        }
        let look = if hatch == Hatch::Dots {
            "stroke-width=\"2.2\" stroke-linecap=\"round\""
        } else {
            "stroke-width=\"1.2\""
        };
        let _ = writeln!(self.body, "<path d=\"{path}\" stroke=\"{stroke}\" {look}/>");
    }

    /// A line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: &str, weight: f64) {
        let [x1, y1, x2, y2, weight] = [from.0, from.1, to.0, to.1, weight].map(number);
        let _ = writeln!(
            self.body,
            "<path d=\"M{x1} {y1}L{x2} {y2}\" stroke=\"{stroke}\" stroke-width=\"{weight}\"/>"
        );
    }

    /// A disc; hollow when `fill` is white.
    pub fn disc(&mut self, centre: (f64, f64), radius: f64, fill: &str, stroke: &str) {
        let [x, y, r] = [centre.0, centre.1, radius].map(number);
        let _ = writeln!(
            self.body,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"2\"/>"
        );
    }

    /// One line of text on a baseline.
    pub fn text(&mut self, x: f64, baseline: f64, look: Type, text: &str) {
        let weight = if look.weight == Weight::Bold {
            " font-weight=\"700\""
        } else {
            ""
        };
        let anchor = match look.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let [x, y, size] = [x, baseline, look.size].map(number);
        let (ink, text) = (look.ink, escape(text));
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{ink}\"{weight}{anchor}>{text}</text>"
        );
    }

    /// Lines of text, the first one's middle at `y + line / 2`; returns the y below them.
    pub fn lines(&mut self, x: f64, y: f64, look: Type, lines: &[String]) -> f64 {
        let step = line_height(look.size);
        for (number, line) in lines.iter().enumerate() {
            let middle = y + step * (number as f64 + 0.5);
            self.text(x, baseline(middle, look.size), look, line);
        }
        y + step * lines.len() as f64
    }

    /// Opens a group that shows `title` when pointed at.
    pub fn open(&mut self, title: &str) {
        let _ = writeln!(self.body, "<g><title>{}</title>", escape(title));
    }

    /// Closes the group.
    pub fn close(&mut self) {
        self.body.push_str("</g>\n");
    }

    /// The whole picture. `title` and `description` are what a reader hears who cannot see it.
    pub fn finish(self, size: (f64, f64), font: &str, title: &str, description: &str) -> String {
        let [w, h] = [size.0, size.1].map(number);
        let (title, description, body) = (escape(title), escape(description), self.body);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" font-family=\"{font}\" aria-label=\"{title}\">\n<title>{title}</title>\n<desc>{description}</desc>\n<rect width=\"{w}\" height=\"{h}\" fill=\"#ffffff\"/>\n{body}</svg>\n"
        )
    }
}

/// Distance between two baselines.
pub fn line_height(size: f64) -> f64 {
    size * 1.4
}

/// The baseline of a text whose middle is at `middle`.
pub fn baseline(middle: f64, size: f64) -> f64 {
    middle + size * 0.36
}

fn hatch_path(area: Area, hatch: Hatch) -> String {
    match hatch {
        Hatch::Plain => String::new(),
        Hatch::Rising => slanted(area, 7.0, true),
        Hatch::Falling => slanted(area, 7.0, false),
        Hatch::Cross => slanted(area, 9.0, true) + &slanted(area, 9.0, false),
        Hatch::Upright => upright(area),
        Hatch::Dots => dots(area),
    }
}

fn upright(area: Area) -> String {
    let count = (area.w / 6.0) as usize;
    let line = |k: usize| {
        let x = number(area.x + 6.0 * (k as f64 + 0.5));
        format!("M{x} {}v{}", number(area.y), number(area.h))
    };
    (0..count).map(line).collect()
}

fn dots(area: Area) -> String {
    let (columns, rows) = ((area.w / 7.0) as usize, (area.h / 7.0) as usize);
    let dot = |(c, r): (usize, usize)| {
        let x = area.x + 7.0 * (c as f64 + 0.5);
        let y = area.y + 7.0 * (r as f64 + 0.5) + (area.h - 7.0 * rows as f64) / 2.0;
        format!("M{} {}h0", number(x), number(y))
    };
    (0..columns)
        .flat_map(|c| (0..rows).map(move |r| (c, r)))
        .map(dot)
        .collect()
}

/// Lines at 45 degrees, cut to the rectangle.
fn slanted(area: Area, step: f64, rising: bool) -> String {
    let mut path = String::new();
    let mut offset = step / 2.0;
    while offset < area.w + area.h {
        let from = (offset.min(area.w), (offset - area.w).max(0.0));
        let to = ((offset - area.h).max(0.0), offset.min(area.h));
        let place = |(dx, dy): (f64, f64)| {
            let x = if rising {
                area.x + dx
            } else {
                area.x + area.w - dx
            };
            format!("{} {}", number(x), number(area.y + dy))
        };
        let _ = write!(path, "M{}L{}", place(from), place(to));
        offset += step;
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_stays_text() {
        assert_eq!(
            escape("</text><script>\"'&\u{0}\u{8}\n"),
            "&lt;/text&gt;&lt;script&gt;&quot;&#39;&amp; "
        );
    }

    #[test]
    fn coordinates_have_one_decimal_at_most() {
        for (value, printed) in [
            (0.0, "0"),
            (1.25, "1.3"),
            (-0.04, "0"),
            (-2.5, "-2.5"),
            (100.0, "100"),
            (0.05, "0.1"),
        ] {
            assert_eq!(number(value), printed);
        }
    }

    #[test]
    fn hatching_stays_inside() {
        let area = Area {
            x: 10.0,
            y: 20.0,
            w: 30.0,
            h: 12.0,
        };
        for hatch in [Hatch::Rising, Hatch::Falling, Hatch::Cross] {
            for point in hatch_path(area, hatch).split(['M', 'L']).skip(1) {
                let (x, y) = point
                    .split_once(' ')
                    .map(|(x, y)| (x.parse::<f64>().unwrap(), y.parse::<f64>().unwrap()))
                    .unwrap();
                assert!(
                    (10.0..=40.0).contains(&x) && (20.0..=32.0).contains(&y),
                    "{hatch:?} {x} {y}"
                );
            }
        }
    }
}
