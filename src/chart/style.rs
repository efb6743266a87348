//! The one look of all charts: sizes, greys, colours. Nothing else knows a colour.
//!
//! Colours are those of Paul Tol, "Colour Schemes" (SRON/EPS/TN/09-002, issue 3.2, 2021), figure 3 (medium contrast),
//! which stay apart with every form of colour blindness; here in an order in which neighbours differ in lightness, so
//! that they stay apart in grey. What a line or point means is also told by its dashes, its marker and the name beside it.

use plotters::style::RGBColor;

/// Text of charts is measured in Noto Sans, which comes along; the others are those of machines that do not have it,
/// none of them wider by much.
pub(super) const FAMILY: &str = "Noto Sans, Open Sans, Segoe UI, Helvetica, Arial, sans-serif";

/// How wide a chart is, in pixels at 96 dpi: 19 cm, the width of a page.
pub(super) const WIDTH: i32 = 720;
/// White around everything.
pub(super) const MARGIN: i32 = 12;

/// Sizes of text in pixels.
pub(super) const TITLE: i32 = 14;
pub(super) const LABEL: i32 = 12;
pub(super) const SMALL: i32 = 11;
/// From line to line, as a multiple of the size.
pub(super) const LEADING: f64 = 1.3;

pub(super) const INK: RGBColor = RGBColor(0x22, 0x22, 0x22);
/// Contrast 5.7 on white.
pub(super) const MUTED: RGBColor = RGBColor(0x66, 0x66, 0x66);
pub(super) const AXIS: RGBColor = RGBColor(0x99, 0x99, 0x99);
pub(super) const RULE: RGBColor = RGBColor(0xdd, 0xdd, 0xdd);
pub(super) const PAPER: RGBColor = RGBColor(0xff, 0xff, 0xff);

/// Fills of groups or parts side by side; the last, nearly white, is for what is left over.
pub(super) const FILLS: [RGBColor; 9] = [
    RGBColor(0x00, 0x44, 0x88),
    RGBColor(0xee, 0xcc, 0x66),
    RGBColor(0x99, 0x44, 0x55),
    RGBColor(0xbb, 0xbb, 0xbb),
    RGBColor(0x99, 0x77, 0x00),
    RGBColor(0xee, 0x99, 0xaa),
    RGBColor(0x22, 0x22, 0x22),
    RGBColor(0x66, 0x99, 0xcc),
    RGBColor(0xe2, 0xe2, 0xe2),
];

/// Lines, points and the names beside them: of the same hues, as dark as text has to be on white (contrast at least 4.5).
pub(super) const STROKES: [RGBColor; 8] = [
    RGBColor(0x00, 0x44, 0x88),
    RGBColor(0x8a, 0x6b, 0x00),
    RGBColor(0x99, 0x44, 0x55),
    RGBColor(0x22, 0x22, 0x22),
    RGBColor(0x3f, 0x72, 0xa8),
    RGBColor(0xb3, 0x4d, 0x5e),
    RGBColor(0x66, 0x66, 0x66),
    RGBColor(0x1f, 0x7a, 0x2e),
];

/// Dashes of lines, as lengths drawn and left out; none: drawn through.
pub(super) const DASHES: [&[i32]; 4] = [&[], &[7, 4], &[2, 3], &[9, 3, 2, 3]];

/// Steps of an ordered scale, from disagreement (ochre) to agreement (blue). Each row is for as many steps as it has.
const STEPS: [&[RGBColor]; 4] = [
    &[RGBColor(0xee, 0xcc, 0x66), RGBColor(0x00, 0x44, 0x88)],
    &[
        RGBColor(0xcc, 0xa0, 0x20),
        RGBColor(0xe8, 0xe8, 0xe8),
        RGBColor(0x00, 0x44, 0x88),
    ],
    &[
        RGBColor(0x99, 0x77, 0x00),
        RGBColor(0xee, 0xcc, 0x66),
        RGBColor(0x66, 0x99, 0xcc),
        RGBColor(0x00, 0x44, 0x88),
    ],
    &[
        RGBColor(0x99, 0x77, 0x00),
        RGBColor(0xe6, 0xbe, 0x4c),
        RGBColor(0xf0, 0xf0, 0xf0),
        RGBColor(0x66, 0x99, 0xcc),
        RGBColor(0x00, 0x44, 0x88),
    ],
];

/// The colours of `count` ordered steps.
pub(super) fn steps(count: usize) -> Vec<RGBColor> {
    match STEPS.iter().find(|row| row.len() == count) {
        Some(row) => row.to_vec(),
        None if count == 1 => vec![FILLS[0]],
        None => (0..count)
            .map(|at| ramp((at + 1) as f64 / count.max(1) as f64))
            .collect(),
    }
}

/// One hue from nearly white (0) to dark blue (1).
pub(super) fn ramp(at: f64) -> RGBColor {
    let at = at.clamp(0.0, 1.0);
    let (light, dark) = ((0xf4, 0xf7, 0xfb), FILLS[0]);
    let mix = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * at).round() as u8;
    RGBColor(mix(light.0, dark.0), mix(light.1, dark.1), mix(light.2, dark.2))
}

/// A colour thinned with white: 1 is the colour itself.
pub(super) fn tint(colour: RGBColor, strength: f64) -> RGBColor {
    let thin = |channel: u8| (255.0 - (255.0 - f64::from(channel)) * strength.clamp(0.0, 1.0)).round() as u8;
    RGBColor(thin(colour.0), thin(colour.1), thin(colour.2))
}

/// Ink or paper, whichever reads better on a fill.
pub(super) fn on(fill: RGBColor) -> RGBColor {
    if contrast(fill, PAPER) >= contrast(fill, INK) {
        PAPER
    } else {
        INK
    }
}

/// WCAG 2.1, "contrast ratio".
pub(super) fn contrast(one: RGBColor, other: RGBColor) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// WCAG 2.1, "relative luminance".
fn luminance(colour: RGBColor) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        match share <= 0.04045 {
            true => share / 12.92,
            false => ((share + 0.055) / 1.055).powf(2.4),
        }
    };
    0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// L* of CIE 1976, 0–100: how light a colour is in grey.
    fn lightness(colour: RGBColor) -> f64 {
        let y = luminance(colour);
        if y > 0.008856 {
            116.0 * y.cbrt() - 16.0
        } else {
            903.3 * y
        }
    }

    fn least(row: &[RGBColor]) -> f64 {
        row.windows(2)
            .map(|pair| (lightness(pair[0]) - lightness(pair[1])).abs())
            .fold(f64::INFINITY, f64::min)
    }

    #[test]
    fn neighbours_stay_apart_in_grey() {
        assert!(least(&FILLS) >= 18.0, "{}", least(&FILLS));
        for row in STEPS {
            assert!(least(row) >= 14.0, "{} steps: {}", row.len(), least(row));
        }
        let ramp: Vec<RGBColor> = (0..=4).map(|at| ramp(f64::from(at) / 4.0)).collect();
        assert!(least(&ramp) >= 14.0);
    }

    #[test]
    fn lines_and_words_are_seen_on_white() {
        for stroke in STROKES {
            assert!(contrast(stroke, PAPER) >= 4.5, "{stroke:?}");
        }
        assert!(contrast(MUTED, PAPER) >= 4.5);
        for fill in FILLS.iter().chain(STEPS.concat().iter()) {
            assert!(contrast(*fill, on(*fill)) >= 4.5, "{fill:?}");
        }
        for at in 0..=20 {
            let fill = ramp(f64::from(at) / 20.0);
            assert!(contrast(fill, on(fill)) >= 4.5, "{fill:?}");
        }
    }
}
