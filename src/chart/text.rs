//! Text in charts: how wide it is in the font that comes along, and how it is broken into lines.

use std::sync::Once;

use plotters::style::{FontDesc, FontFamily, FontStyle, register_font};

use super::style::FAMILY;

/// What plotters measures is as high as the font's ascent and descent together, (2189 + 600) / 2048 of its size.
const HEIGHT: f64 = 2789.0 / 2048.0;

/// plotters writes text of size `s` into an SVG as `s / 1.24`.
const WRITTEN: f64 = 1.24;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Normal,
    Bold,
}

impl Weight {
    fn style(self) -> FontStyle {
        match self {
            Weight::Normal => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        }
    }
}

/// The font so that an SVG has it at `size` pixels.
pub(super) fn font(size: i32, weight: Weight) -> FontDesc<'static> {
    registered();
    FontDesc::new(
        FontFamily::Name(FAMILY),
        f64::from(size) * WRITTEN,
        weight.style(),
    )
}

/// How wide a line of text is, in pixels, rounded up.
pub(super) fn width(text: &str, size: i32, weight: Weight) -> i32 {
    registered();
    // Measured large, since plotters cuts off fractions of pixels.
    let font = FontDesc::new(FontFamily::Name(FAMILY), 1000.0 * HEIGHT, weight.style());
    let thousandths = font.layout_box(text).map_or(0, |(_, (right, _))| right);
    (f64::from(thousandths) * f64::from(size) / 1000.0).ceil() as i32
}

fn registered() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for (style, bytes) in [
            (FontStyle::Normal, notosans::REGULAR_TTF),
            (FontStyle::Bold, notosans::BOLD_TTF),
        ] {
            // The bytes are part of the program; a font that is none would show in every test.
            assert!(register_font(FAMILY, style, bytes).is_ok(), "the font of charts");
        }
    });
}

/// Lines no wider than `room` pixels and about as long as each other, broken at blanks, after hyphens and slashes, and inside a
/// word that is wider than a line. Nothing is left out.
pub(super) fn wrap(text: &str, room: i32, size: i32, weight: Weight) -> Vec<String> {
    let lines = fill(text, room, size, weight);
    if lines.len() < 2 {
        return lines;
    }
    // The narrowest column that needs no more lines.
    let (mut narrow, mut wide) = (longest(text, size, weight).min(room) - 1, room);
    let mut best = lines;
    while wide - narrow > 1 {
        let middle = (narrow + wide) / 2;
        let tried = fill(text, middle, size, weight);
        if tried.len() <= best.len() {
            (wide, best) = (middle, tried);
        } else {
            narrow = middle;
        }
    }
    best
}

/// How wide the widest piece is that is not broken.
pub(super) fn longest(text: &str, size: i32, weight: Weight) -> i32 {
    let widths = pieces(text).map(|piece| width(piece.trim_end(), size, weight));
    widths.max().unwrap_or(0)
}

/// As much as fits into each line.
pub(super) fn fill(text: &str, room: i32, size: i32, weight: Weight) -> Vec<String> {
    let fits = |line: &str| width(line.trim_end(), size, weight) <= room;
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && !fits(&format!("{line}{piece}")) {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        if fits(piece) {
            line.push_str(piece);
            continue;
        }
        for letter in piece.chars() {
            if !line.is_empty() && !fits(&format!("{line}{letter}-")) {
                lines.push(format!("{line}-"));
                line.clear();
            }
            line.push(letter);
        }
    }
    if !line.trim().is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Pieces between which a line may end, each with the blank or hyphen behind it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive([' ', '-', '/', '\n'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_every_letter_and_fit() {
        let label = "Wenig Informationsaustausch zwischen Ämtern";
        let lines = wrap(label, 150, 12, Weight::Normal);
        assert_eq!(lines.join(" "), label);
        assert!(lines.iter().all(|line| width(line, 12, Weight::Normal) <= 150));
        let long = "Donaudampfschifffahrtsgesellschaftskapitän";
        let lines = wrap(long, 90, 12, Weight::Normal);
        assert!(lines.len() > 2);
        assert_eq!(lines.concat().replace('-', ""), long);
        assert!(lines.iter().all(|line| width(line, 12, Weight::Normal) <= 90));
        assert_eq!(wrap("", 90, 12, Weight::Normal), [""]);
    }

    /// Advances in the font file (table `hmtx`): ä 1149, n 1266, W 1905 of 2048 units per em.
    #[test]
    fn width_is_that_of_the_font() {
        assert_eq!(width("ä", 1000, Weight::Normal), 561);
        assert_eq!(width("nW", 1000, Weight::Normal), 1548);
    }
}
