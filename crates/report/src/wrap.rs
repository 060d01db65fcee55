//! Lines broken by measured width, after Japanese rules (禁則処理): no line begins with 、 or ends with （.
//!
//! Breaks are chosen over the whole text (after Knuth and Plass, *Breaking paragraphs into lines*, 1981),
//! so that lines are of like length and break where a reader would pause.

use crate::font::{self, Weight};

/// Characters that may not begin a line.
const NOT_FIRST: &str = "、。，．・：；？！ー）］｝」』】〉》〕〟’”ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々ゝゞヽヾ〜～…‥％%℃,.)]}!?:;/*";
/// Characters that may not end a line.
const NOT_LAST: &str = "（［｛「『【〈《〔〝‘“([{#＃№";

/// Breaks a text into lines no wider than `limit`, in units of `size`. A word wider than the limit is cut.
pub fn wrap(text: &str, size: f64, weight: Weight, limit: f64) -> Vec<String> {
    let measure = |piece: &str| font::width(piece, size, weight);
    let pieces = pieces(text, limit, &measure);
    if pieces.is_empty() {
        return Vec::new();
    }
    let widths: Vec<f64> = pieces.iter().map(|piece| measure(piece)).collect();
    let breaks = best_breaks(&pieces, &widths, limit);
    let mut lines = Vec::new();
    let mut start = 0;
    for end in breaks {
        lines.push(pieces[start..end].concat().trim().to_owned());
        start = end;
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// The text cut at every place where a line may end; pieces wider than the limit are cut further.
fn pieces(text: &str, limit: f64, measure: &dyn Fn(&str) -> f64) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut previous: Option<char> = None;
    for c in text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
    {
        match (previous, pieces.last_mut()) {
            (Some(before), Some(piece)) if !may_break(before, c) => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        previous = Some(c);
    }
    let cut = |piece: String| match measure(piece.trim_end()) > limit {
        true => letters(&piece, limit, measure),
        false => vec![piece],
    };
    pieces.into_iter().flat_map(cut).collect()
}

/// A piece too wide for a line, cut into the longest parts that fit.
fn letters(piece: &str, limit: f64, measure: &dyn Fn(&str) -> f64) -> Vec<String> {
    let mut parts = vec![String::new()];
    for c in piece.chars() {
        let grown = parts
            .last()
            .map(|part| format!("{part}{c}"))
            .unwrap_or_default();
        match parts.last_mut() {
            Some(part) if part.is_empty() || measure(&grown) <= limit => *part = grown,
            _ => parts.push(c.to_string()),
        }
    }
    parts
}

fn may_break(before: char, after: char) -> bool {
    if font::invisible(after)
        || after == ' '
        || NOT_FIRST.contains(after)
        || NOT_LAST.contains(before)
    {
        return false;
    }
    before == ' ' || before == '-' || wide(before) || wide(after)
}

/// Whether a character belongs to a script written without spaces.
fn wide(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24ff}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// What a break after a piece costs the reader.
fn cost_after(piece: &str, next: &str) -> f64 {
    let (Some(last), Some(first)) = (piece.chars().next_back(), next.chars().next()) else {
        return 0.0;
    };
    match (last, first) {
        _ if "、。，．）」』】!?:;,./・".contains(last) || "（「『【(".contains(first) => {
            0.0
        }
        (' ', _) => 4.0,
        ('～' | '〜', _) if piece.chars().count() == 1 => 10.0,
        ('～' | '〜', _) => 200.0,
        _ if last.is_ascii_digit() => 150.0,
        _ if hiragana(last) && !hiragana(first) => 8.0,
        _ if hiragana(last) => 60.0,
        _ if first.is_ascii_digit() => 60.0,
        _ if hiragana(first) => 45.0,
        _ => 30.0,
    }
}

fn hiragana(c: char) -> bool {
    ('\u{3041}'..='\u{309f}').contains(&c)
}

/// Ends of lines (as indices into the pieces) with the least cost: few lines, alike in length, broken at pauses.
fn best_breaks(pieces: &[String], widths: &[f64], limit: f64) -> Vec<usize> {
    let count = pieces.len();
    let mut best: Vec<(f64, usize)> = vec![(f64::INFINITY, 0); count + 1];
    best[0] = (0.0, 0);
    for end in 1..=count {
        let mut width = 0.0;
        for start in (0..end).rev() {
            width += widths[start];
            if width > limit && end - start > 1 {
                break;
            }
            let slack = ((limit - width) / limit).max(0.0);
            let pause = pieces
                .get(end)
                .map_or(0.0, |next| cost_after(&pieces[end - 1], next));
            let cost = best[start].0 + 100.0 + slack * slack * 90.0 + pause;
            if cost < best[end].0 {
                best[end] = (cost, start);
            }
        }
    }
    let mut breaks = vec![count];
    while let Some(&end) = breaks.last() {
        match best[end].1 {
            0 => break,
            start => breaks.push(start),
        }
    }
    breaks.reverse();
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, limit: f64, lines: &[&str]) {
        assert_eq!(wrap(text, 10.0, Weight::Regular, limit), lines, "{text}");
    }

    #[test]
    fn lines_break_where_a_reader_pauses() {
        check("", 100.0, &[]);
        check("委託先", 100.0, &["委託先"]);
        check(
            "緊急事態宣言前（～2020年4月6日）",
            110.0,
            &["緊急事態宣言前", "（～2020年4月6日）"],
        );
        check(
            "社員のルール順守状況の確認が難しくなった（ガバナンス）",
            120.0,
            &[
                "社員のルール順守状況の",
                "確認が難しくなった",
                "（ガバナンス）",
            ],
        );
        check(
            "Investment needed for secure telework",
            100.0,
            &["Investment needed", "for secure telework"],
        );
    }

    #[test]
    fn a_word_too_long_is_cut() {
        check("ああああああ", 25.0, &["ああ", "ああ", "ああ"]);
        assert!(wrap(&"w".repeat(80), 10.0, Weight::Regular, 60.0).len() > 5);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_nothing_is_lost(text in "[あ-ん一-鿋a-z0-9、。（）ー ・～]{0,60}", limit in 25.0..200.0_f64) {
            let lines = wrap(&text, 10.0, Weight::Regular, limit);
            for line in &lines {
                prop_assert!(font::width(line, 10.0, Weight::Regular) <= limit + 0.01, "{line}");
            }
            let solid = |text: &str| text.replace(' ', "");
            prop_assert_eq!(solid(&lines.concat()), solid(&text));
        }
    }
}
