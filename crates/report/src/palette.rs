//! Colours, hatchings and the ink that stays readable on them. Sober blues first; distinct in grey print
//! and for readers who do not tell red from green, because lightness and hatching differ, not hue alone.

/// Text.
pub const INK: &str = "#1a1a1a";
/// Text of less weight; 5.7 : 1 on white.
pub const MUTED: &str = "#595959";
/// Thin lines and grids.
pub const GRID: &str = "#d9d9d9";
/// Lines that carry meaning.
pub const RULE: &str = "#767676";
/// The colour of emphasis.
pub const KEY: &str = "#0017c1";
/// White.
pub const WHITE: &str = "#ffffff";

/// A way to fill an area besides colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hatch {
    /// Nothing.
    Plain,
    /// Lines rising to the right.
    Rising,
    /// Lines falling to the right.
    Falling,
    /// Both.
    Cross,
    /// Vertical lines.
    Upright,
    /// Dots.
    Dots,
}

/// A filling: colour, hatching, and the ink for text on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paint {
    /// Colour of the area.
    pub fill: &'static str,
    /// Colour of text on it, at least 4.5 : 1.
    pub ink: &'static str,
    /// Hatching.
    pub hatch: Hatch,
    /// Colour of hatching and edge.
    pub line: &'static str,
    /// Whether an edge is drawn, for light areas.
    pub edge: bool,
}

const fn solid(fill: &'static str, ink: &'static str) -> Paint {
    Paint {
        fill,
        ink,
        hatch: Hatch::Plain,
        line: fill,
        edge: false,
    }
}

const fn hatched(
    fill: &'static str,
    ink: &'static str,
    hatch: Hatch,
    line: &'static str,
    edge: bool,
) -> Paint {
    Paint {
        fill,
        ink,
        hatch,
        line,
        edge,
    }
}

/// Fillings of plain options, in their order.
pub const SERIES: [Paint; 8] = [
    solid("#00118f", WHITE),
    hatched("#3460fb", WHITE, Hatch::Rising, "#6c8bff", false),
    solid("#9db7f9", INK),
    hatched("#ffffff", INK, Hatch::Falling, "#5877c9", true),
    hatched("#006f83", WHITE, Hatch::Upright, "#3fa0b0", false),
    hatched("#ffd43d", INK, Hatch::Dots, "#a58000", false),
    solid("#ac3e00", WHITE),
    hatched("#f2d9c7", INK, Hatch::Upright, "#c79a78", true),
];

/// Fillings of groups in grouped bars.
pub const GROUPS: [Paint; 6] = [
    solid("#00118f", WHITE),
    hatched("#7096f8", INK, Hatch::Rising, "#c5d7fb", false),
    hatched("#ffffff", INK, Hatch::Falling, "#5877c9", true),
    hatched("#006f83", WHITE, Hatch::Upright, "#7fc4cf", false),
    hatched("#ffd43d", INK, Hatch::Dots, "#a58000", false),
    solid("#ac3e00", WHITE),
];

/// "Not known": an answer of its own, never merged into another.
pub const NOT_KNOWN: Paint = hatched("#b3b3b3", INK, Hatch::Cross, "#8c8c8c", false);
/// "None of these".
pub const NONE: Paint = hatched("#f2f2f2", INK, Hatch::Plain, "#767676", true);
/// "Other".
pub const OTHER: Paint = hatched("#d9d9d9", INK, Hatch::Dots, "#8c8c8c", false);
/// "Not applicable".
pub const NOT_APPLICABLE: Paint = hatched("#e6e6e6", INK, Hatch::Upright, "#b3b3b3", true);
/// "Not answered".
pub const NOT_ANSWERED: Paint = hatched("#ffffff", INK, Hatch::Dots, "#999999", true);
/// A range within which a value lies.
pub const UNCERTAIN: Paint = hatched("#ffffff", INK, Hatch::Rising, "#3460fb", true);

/// Contrast of two colours `#rrggbb` (WCAG 2.2, relative luminance).
pub fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2). What is not such a colour counts as black.
pub fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let byte = colour
            .get(at..at + 2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let share = f64::from(byte.unwrap_or(0)) / 255.0;
        if share <= 0.04045 {
            share / 12.92
        } else {
            libm::pow((share + 0.055) / 1.055, 2.4)
        }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Paint> {
        let roles = [
            NOT_KNOWN,
            NONE,
            OTHER,
            NOT_APPLICABLE,
            NOT_ANSWERED,
            UNCERTAIN,
        ];
        SERIES.into_iter().chain(GROUPS).chain(roles).collect()
    }

    #[test]
    fn text_is_readable_on_every_filling() {
        for paint in all() {
            assert!(
                contrast(paint.fill, paint.ink) >= 4.5,
                "{paint:?}: {:.2}",
                contrast(paint.fill, paint.ink)
            );
        }
        for ink in [INK, MUTED, KEY] {
            assert!(contrast(ink, WHITE) >= 4.5, "{ink}");
        }
    }

    #[test]
    fn neighbours_differ_without_colour() {
        for pair in SERIES.windows(2).chain(GROUPS.windows(2)) {
            let lightness = (luminance(pair[0].fill) - luminance(pair[1].fill)).abs();
            assert!(
                lightness > 0.1 || pair[0].hatch != pair[1].hatch,
                "{pair:?}"
            );
        }
    }

    #[test]
    fn fillings_are_all_different() {
        let roles = [NOT_KNOWN, NONE, OTHER, NOT_APPLICABLE, NOT_ANSWERED];
        let fillings: Vec<_> = SERIES
            .into_iter()
            .chain(roles)
            .map(|it| (it.fill, it.hatch))
            .collect();
        for (at, filling) in fillings.iter().enumerate() {
            assert!(!fillings[..at].contains(filling), "{filling:?}");
        }
    }
}
