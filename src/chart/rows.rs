//! Rows with a label on the left: how high each is, how wide the labels are, and the figure at the end of a row.

use super::bars::{BESIDE, whisker};
use super::sheet::{Pen, Sheet, Side};
use super::unit::Unit;
use crate::estimate::Estimate;

/// Labels take at most this much; longer ones are wrapped.
const WIDEST: i32 = 240;
/// Between rows.
const GAP: i32 = 8;
/// Between a label and the drawing.
const BESIDE_LABEL: i32 = 8;

/// Labels laid out: each row as high as its label and what is drawn beside it need.
pub(super) struct Labels {
    lines: Vec<Vec<String>>,
    /// The middle of each row.
    middles: Vec<i32>,
    side: Side,
    left: i32,
    /// Where the drawing begins.
    pub right: i32,
    pub bottom: i32,
}

impl Labels {
    /// `least`: how high what is drawn in each row is.
    pub fn of(labels: &[String], least: i32, top: i32) -> Labels {
        let pen = Pen::LABEL;
        let lines: Vec<Vec<String>> = labels.iter().map(|label| pen.wrap(label, WIDEST)).collect();
        let wide = lines
            .iter()
            .flatten()
            .map(|line| pen.width(line))
            .max()
            .unwrap_or(0);
        let mut y = top;
        let mut middles = Vec::new();
        for lines in &lines {
            let high = least.max(pen.leading() * lines.len() as i32) + GAP;
            middles.push(y + high / 2);
            y += high;
        }
        Labels {
            lines,
            middles,
            side: Side::End,
            left: Sheet::LEFT,
            right: Sheet::LEFT + wide + BESIDE_LABEL,
            bottom: y,
        }
    }

    /// Labels begin below each other, with `room` before them.
    pub fn after(self, room: i32) -> Labels {
        Labels {
            side: Side::Start,
            left: Sheet::LEFT + room,
            right: self.right + room,
            ..self
        }
    }

    pub fn write(&self, sheet: &Sheet<'_>) {
        let pen = Pen::LABEL.side(self.side);
        let x = match self.side {
            Side::Start => self.left,
            Side::Middle | Side::End => self.right - BESIDE_LABEL,
        };
        for (lines, y) in self.lines.iter().zip(&self.middles) {
            sheet.block(lines, (x, *y), pen);
        }
    }

    /// The middle of each row with its place.
    pub fn each(&self) -> impl Iterator<Item = (i32, usize)> + '_ {
        self.middles.iter().copied().zip(0..)
    }
}

/// Interval and figure of a row: the figure stands behind everything that is drawn there; a dash where there is none.
pub(super) fn value_at(
    sheet: &Sheet<'_>,
    estimate: Estimate,
    unit: Unit,
    y: i32,
    least: i32,
    place: &dyn Fn(f64) -> i32,
) {
    whisker(sheet, estimate, y, place);
    let Some(value) = estimate.value() else {
        sheet.text("–", (least + 6, y), BESIDE);
        return;
    };
    let end = super::bars::ends(estimate).map(place).max().unwrap_or(least);
    let said = unit.say(value, sheet.language);
    sheet.text(&said, (end.max(least) + 6, y), BESIDE);
}
