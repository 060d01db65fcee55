//! The committed font: its bytes, the widths of its letters, and which characters it can draw.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use ttf_parser::Face;

/// Noto Sans JP Regular, as bytes.
pub static REGULAR: &[u8] = include_bytes!("../../../assets/fonts/NotoSansJP-Regular.ttf");
/// Noto Sans JP Bold, as bytes.
pub static BOLD: &[u8] = include_bytes!("../../../assets/fonts/NotoSansJP-Bold.ttf");

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// 400
    Regular,
    /// 700
    Bold,
}

/// The width of a text set in one line, in units of `size`.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let (face, table) = face(weight);
    let advance = |c: char| match u8::try_from(c) {
        Ok(byte) if byte < 128 => table[usize::from(byte)],
        _ => advance(face.as_ref(), c),
    };
    text.chars().map(advance).sum::<f64>() * size
}

/// The characters of a text that the font cannot draw; a printed page would show boxes for them.
pub fn missing(text: &str) -> BTreeSet<char> {
    let (face, _) = face(Weight::Regular);
    let unknown = |c: &char| !invisible(*c) && glyph(face.as_ref(), *c).is_none();
    text.chars().filter(unknown).collect()
}

/// Characters that change others or take no room: variation selectors, joiners, marks of direction.
pub(crate) fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}')
}

type Measured = (Option<Face<'static>>, [f64; 128]);

fn face(weight: Weight) -> &'static Measured {
    static FACES: OnceLock<[Measured; 2]> = OnceLock::new();
    let [regular, bold] = FACES.get_or_init(|| [REGULAR, BOLD].map(measure));
    match weight {
        Weight::Regular => regular,
        Weight::Bold => bold,
    }
}

fn measure(bytes: &'static [u8]) -> Measured {
    let face = Face::parse(bytes, 0).ok();
    let table = std::array::from_fn(|code| {
        char::from_u32(code as u32).map_or(0.0, |c| advance(face.as_ref(), c))
    });
    (face, table)
}

fn glyph(face: Option<&Face<'_>>, c: char) -> Option<ttf_parser::GlyphId> {
    face.and_then(|face| face.glyph_index(c))
}

fn advance(face: Option<&Face<'_>>, c: char) -> f64 {
    if invisible(c) {
        return 0.0;
    }
    let known = face.and_then(|face| {
        let units = face.glyph_hor_advance(face.glyph_index(c)?)?;
        Some(f64::from(units) / f64::from(face.units_per_em()))
    });
    known.unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_wide_as_the_font_says() {
        assert_eq!(width("委託先", 10.0, Weight::Regular), 30.0);
        assert_eq!(width("", 10.0, Weight::Regular), 0.0);
        let (latin, heavy) = (Weight::Regular, Weight::Bold);
        assert!(width("telework", 10.0, latin) < width("telework", 10.0, heavy));
        assert!(width("葛\u{e0100}", 10.0, latin) == 10.0);
    }

    #[test]
    fn characters_the_font_lacks_are_listed() {
        assert_eq!(missing("髙﨑𠮷葛\u{e0100} 取り決め ABC"), BTreeSet::new());
        assert_eq!(missing("a😀あ한"), BTreeSet::from(['😀', '한']));
    }
}
