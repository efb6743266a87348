//! The one look of all charts: sizes, greys, colours. Nothing else knows a colour.
//!
//! The first colours are those of Paul Tol, "Colour Schemes" (SRON/EPS/TN/09-002, issue 3.2, 2021), medium contrast, in an order in
//! which neighbours differ in lightness, so that they stay apart in grey; the ochre is darker, so that words can be read on it, and a violet and two greys are
//! added where more are needed. That all stay apart with each form of colour blindness is computed in the tests. What a line or point means is also told
//! by its dashes, its marker and the name beside it.

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
const BLACK: RGBColor = RGBColor(0x00, 0x00, 0x00);
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
    RGBColor(0xee, 0x99, 0xaa),
    RGBColor(0x8a, 0x6b, 0x00),
    RGBColor(0x22, 0x22, 0x22),
    RGBColor(0x66, 0x99, 0xcc),
    RGBColor(0x77, 0x44, 0xbb),
    RGBColor(0xe2, 0xe2, 0xe2),
];

/// Lines, points and the names beside them: of the same hues, as dark as text has to be on white (contrast at least 4.5).
pub(super) const STROKES: [RGBColor; 8] = [
    RGBColor(0x00, 0x44, 0x88),
    RGBColor(0x8a, 0x6b, 0x00),
    RGBColor(0x99, 0x44, 0x55),
    RGBColor(0x22, 0x22, 0x22),
    RGBColor(0x77, 0x44, 0xbb),
    RGBColor(0x3f, 0x72, 0xa8),
    RGBColor(0xaa, 0x33, 0x77),
    RGBColor(0x55, 0x22, 0x00),
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
        RGBColor(0x8a, 0x6b, 0x00),
        RGBColor(0xee, 0xcc, 0x66),
        RGBColor(0x66, 0x99, 0xcc),
        RGBColor(0x00, 0x44, 0x88),
    ],
    &[
        RGBColor(0x8a, 0x6b, 0x00),
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

/// White or black, whichever reads better on a fill: one of them always has a contrast of 4.5, which grey ink has not.
pub(super) fn on(fill: RGBColor) -> RGBColor {
    if contrast(fill, PAPER) >= contrast(fill, BLACK) {
        PAPER
    } else {
        BLACK
    }
}

/// WCAG 2.1, "contrast ratio".
pub(super) fn contrast(one: RGBColor, other: RGBColor) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// WCAG 2.1, "relative luminance".
fn luminance(colour: RGBColor) -> f64 {
    0.2126 * linear(colour.0) + 0.7152 * linear(colour.1) + 0.0722 * linear(colour.2)
}

/// A channel of sRGB as an amount of light, 0–1.
fn linear(channel: u8) -> f64 {
    let share = f64::from(channel) / 255.0;
    match share <= 0.04045 {
        true => share / 12.92,
        false => ((share + 0.055) / 1.055).powf(2.4),
    }
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

    /// How protanopes, deuteranopes and tritanopes see linear colours, row by row: Machado, Oliveira and Fernandes (2009), "A
    /// physiologically-based model for simulation of color vision deficiency", IEEE TVCG 15: 1291–1298, severity 1.
    const BLINDNESS: [[[f64; 3]; 3]; 3] = [
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ],
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ],
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ],
    ];

    fn times(matrix: &[[f64; 3]; 3], colour: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| row.iter().zip(colour).map(|(cell, channel)| cell * channel).sum())
    }

    /// CIE 1976 L*a*b* (D65) as it is seen.
    fn seen(colour: RGBColor, blindness: &[[f64; 3]; 3]) -> [f64; 3] {
        const XYZ: [[f64; 3]; 3] = [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ];
        let linear = [colour.0, colour.1, colour.2].map(linear);
        let shown = times(blindness, linear).map(|channel| channel.clamp(0.0, 1.0));
        let white = times(&XYZ, [1.0; 3]);
        let [x, y, z] = times(&XYZ, shown);
        let [x, y, z] = [x / white[0], y / white[1], z / white[2]].map(|share| match share > 0.008856 {
            true => share.cbrt(),
            false => 7.787 * share + 16.0 / 116.0,
        });
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// The smallest distance (ΔE 1976) between any two, for whoever sees them worst.
    fn nearest(colours: &[RGBColor]) -> f64 {
        let mut least = f64::INFINITY;
        for blindness in &BLINDNESS {
            for (at, one) in colours.iter().enumerate() {
                for other in &colours[at + 1..] {
                    let pairs = seen(*one, blindness).into_iter().zip(seen(*other, blindness));
                    let squares: f64 = pairs.map(|(one, other)| (one - other).powi(2)).sum();
                    least = least.min(squares.sqrt());
                }
            }
        }
        least
    }

    #[test]
    fn colours_stay_apart_with_every_colour_blindness() {
        assert!(nearest(&FILLS) >= 15.0, "{}", nearest(&FILLS));
        assert!(nearest(&STROKES) >= 10.0, "{}", nearest(&STROKES));
        assert!(nearest(STEPS[2]) >= 30.0, "{}", nearest(STEPS[2]));
    }
}
