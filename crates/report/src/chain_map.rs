//! A chain of engagements as a drawn tree: ranks from left to right, each standing told by colour, sign and edge alike.

use crate::font::{Weight, width};
use crate::palette::{GRID, INK, KEY, MUTED, RULE, WHITE};
use crate::svg::{Area, Canvas, Type, baseline};

/// How a place of the chain stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The organisation whose chain it is.
    Own,
    /// Nothing is amiss, as far as it is told.
    Good,
    /// Something waits or lacks.
    Care,
    /// Something is amiss.
    Bad,
    /// Too little is told to say.
    Mute,
}

impl Standing {
    /// Colour of the edge, and the sign beside the name.
    fn look(self) -> (&'static str, &'static str) {
        match self {
            Self::Own => (KEY, ""),
            Self::Good => ("#197a4b", "✓"),
            Self::Care => ("#8a5a00", "！"),
            Self::Bad => ("#ce0000", "×"),
            Self::Mute => (RULE, "－"),
        }
    }
}

/// A place of the chain. One place stands below another by its index, which is smaller than its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The place above; none for the first.
    pub parent: Option<usize>,
    /// What it is called.
    pub name: String,
    /// What is said beside the name.
    pub note: String,
    /// How it stands.
    pub standing: Standing,
    /// How many places below it are left out.
    pub folded: usize,
}

const WIDE: f64 = 190.0;
const HIGH: f64 = 42.0;
/// From the left edge of a rank to that of the next.
const STEP: f64 = 236.0;
/// From a place to the one beside it.
const PITCH: f64 = 52.0;
const MARGIN: f64 = 12.0;

/// Where each place stands: rank from the left, place from the top in units of [`PITCH`].
fn places(nodes: &[Node]) -> Vec<(usize, f64)> {
    let mut ranks: Vec<usize> = Vec::with_capacity(nodes.len());
    let mut first: Vec<Option<usize>> = vec![None; nodes.len()];
    let mut last: Vec<Option<usize>> = vec![None; nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        let parent = node.parent.filter(|parent| *parent < at);
        ranks.push(parent.map_or(0, |parent| ranks[parent] + 1));
        if let Some(parent) = parent {
            first[parent].get_or_insert(at);
            last[parent] = Some(at);
        }
    }
    let mut tops = vec![0.0; nodes.len()];
    let mut free = 0.0;
    for at in 0..nodes.len() {
        if first[at].is_none() {
            tops[at] = free;
            free += 1.0;
        }
    }
    // Those below are known by now, since they come later.
    for at in (0..nodes.len()).rev() {
        if let (Some(first), Some(last)) = (first[at], last[at]) {
            tops[at] = f64::midpoint(tops[first], tops[last]);
        }
    }
    ranks.into_iter().zip(tops).collect()
}

/// A text that fits, with dots where it was cut.
fn fitting(text: &str, size: f64, weight: Weight, room: f64) -> String {
    if width(text, size, weight) <= room {
        return text.to_owned();
    }
    let mut left = room - size;
    let fits = |letter: &char| {
        left -= width(letter.encode_utf8(&mut [0; 4]), size, weight);
        left >= 0.0
    };
    let cut: String = text.chars().take_while(fits).collect();
    cut.trim_end().to_owned() + "…"
}

fn corner(rank: usize, top: f64) -> (f64, f64) {
    (MARGIN + rank as f64 * STEP, MARGIN + top * PITCH)
}

/// From the right edge of a place to the left edge of one below it, along the middle of the gap.
fn connect(canvas: &mut Canvas, from: (f64, f64), to: (f64, f64)) {
    let middle = from.0 + WIDE + (STEP - WIDE) / 2.0;
    let (start, end) = (
        (from.0 + WIDE, from.1 + HIGH / 2.0),
        (to.0, to.1 + HIGH / 2.0),
    );
    canvas.line(start, (middle, start.1), RULE, 1.2);
    canvas.line((middle, start.1), (middle, end.1), RULE, 1.2);
    canvas.line((middle, end.1), end, RULE, 1.2);
}

fn place(canvas: &mut Canvas, node: &Node, (x, y): (f64, f64)) {
    let (edge, sign) = node.standing.look();
    let area = |x, w| Area { x, y, w, h: HIGH };
    canvas.open(&format!("{} {} {}", sign, node.name, node.note));
    canvas.rect(area(x, WIDE), WHITE);
    canvas.outline(area(x, WIDE), GRID, "");
    canvas.rect(area(x, 5.0), edge);
    let (name, note) = (Type::new(13.0).bold().ink(INK), Type::new(11.0).ink(MUTED));
    let more = match node.folded {
        0 => String::new(),
        folded => format!("+{folded}"),
    };
    let mark = Type::new(13.0).bold().ink(edge);
    canvas.text(x + 12.0, baseline(y + 14.0, 13.0), mark, sign);
    let left = if sign.is_empty() { 12.0 } else { 28.0 };
    let room = WIDE - left - 8.0 - width(&more, 13.0, Weight::Bold);
    let called = fitting(&node.name, 13.0, Weight::Bold, room);
    canvas.text(x + left, baseline(y + 14.0, 13.0), name, &called);
    let beside = fitting(&node.note, 11.0, Weight::Regular, WIDE - 20.0);
    canvas.text(x + 12.0, baseline(y + 31.0, 11.0), note, &beside);
    let counted = Type::new(13.0)
        .bold()
        .ink(KEY)
        .anchor(crate::svg::Anchor::End);
    canvas.text(x + WIDE - 6.0, baseline(y + 14.0, 13.0), counted, &more);
    canvas.close();
}

/// Draws the chain. `title` and `description` are what a reader hears who cannot see it; a table stands beside it.
#[must_use]
pub fn draw(nodes: &[Node], title: &str, description: &str) -> String {
    let places = places(nodes);
    let corners: Vec<(f64, f64)> = places
        .iter()
        .map(|(rank, top)| corner(*rank, *top))
        .collect();
    let mut canvas = Canvas::default();
    for (at, node) in nodes.iter().enumerate() {
        if let Some(parent) = node.parent.filter(|parent| *parent < at) {
            connect(&mut canvas, corners[parent], corners[at]);
        }
    }
    for (node, corner) in nodes.iter().zip(&corners) {
        place(&mut canvas, node, *corner);
    }
    let far = |of: fn(&(f64, f64)) -> f64| corners.iter().map(of).fold(0.0, f64::max);
    let size = (far(|c| c.0) + WIDE + MARGIN, far(|c| c.1) + HIGH + MARGIN);
    canvas.finish(size, "inherit", title, description)
}

#[cfg(test)]
mod tests {
    use super::{Node, Standing, draw, places};

    fn node(parent: Option<usize>, name: &str) -> Node {
        Node {
            parent,
            name: name.to_owned(),
            note: String::new(),
            standing: Standing::Good,
            folded: 0,
        }
    }

    #[test]
    fn those_below_stand_beside_each_other_and_their_parent_in_their_middle() {
        let chain = [
            node(None, "own"),
            node(Some(0), "a"),
            node(Some(1), "b"),
            node(Some(1), "c"),
            node(Some(0), "d"),
        ];
        let placed = places(&chain);
        assert_eq!(placed, [(0, 1.25), (1, 0.5), (2, 0.0), (2, 1.0), (1, 2.0)]);
    }

    #[test]
    fn nothing_overlaps_in_a_large_chain() {
        let mut chain = vec![node(None, "own")];
        for _ in 0..10 {
            let vendor = chain.len();
            chain.push(node(Some(0), "vendor"));
            for _ in 0..7 {
                let below = chain.len();
                chain.push(node(Some(vendor), "second"));
                chain.extend((0..6).map(|_| node(Some(below), "third")));
            }
        }
        assert_eq!(chain.len(), 501);
        let placed = places(&chain);
        for rank in 1..4 {
            let mut tops: Vec<f64> = placed
                .iter()
                .filter(|(of, _)| *of == rank)
                .map(|(_, top)| *top)
                .collect();
            tops.sort_by(f64::total_cmp);
            assert!(tops.windows(2).all(|two| two[1] - two[0] >= 1.0), "{rank}");
        }
    }

    #[test]
    fn a_hostile_name_stays_a_text_and_a_long_one_is_cut() {
        let long = "長い名前の会社".repeat(10);
        let drawn = draw(&[node(None, "<script>"), node(Some(0), &long)], "t", "d");
        assert!(
            !drawn.contains("<script>") && drawn.contains("…"),
            "{drawn}"
        );
        assert!(drawn.contains(&format!("<title>✓ {long} </title>")));
    }
}
