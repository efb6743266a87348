//! Stacked bars: how each group is distributed over the steps of a scale, or over categories that exclude each other.

use plotters::style::RGBColor;

use super::axis::{Axis, along_bottom, base};
use super::bars::BESIDE;
use super::legend::{Sign, legend};
use super::picture::{Columns, Picture};
use super::rows::Labels;
use super::sheet::{Pen, Sheet, Side};
use super::style::{FILLS, on, steps};
use super::unit::{Unit, say};
use crate::tables::{Field, share};
use crate::words::Language;

#[derive(Debug, Clone, PartialEq)]
pub struct Stacked {
    pub arrangement: Arrangement,
    /// What the stacks are: "Item", "Gruppe".
    pub of: String,
    /// Names of the parts, in the order of the scale from the lowest.
    pub parts: Vec<String>,
    pub stacks: Vec<Stack>,
}

/// How parts stand, and what their colours say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrangement {
    /// Steps of a scale, from 0 to 100 %.
    Steps,
    /// Steps of a scale on both sides of its middle: disagreement on the left, agreement on the right.
    Diverging,
    /// Parts without an order, from 0 to 100 %.
    Parts,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    pub label: String,
    /// In the order of the parts.
    pub counts: Vec<u64>,
}

impl Stack {
    fn sum(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Where each part begins and ends, as shares of the whole; 0 is the left end, or the middle of the scale.
    fn spans(&self, arrangement: Arrangement) -> Vec<(f64, f64)> {
        let all = self.sum().max(1) as f64;
        let mut at = match arrangement {
            Arrangement::Diverging => {
                let half = self.counts.len() / 2;
                let left: u64 = self.counts[..half].iter().sum();
                let middle = match self.counts.len() % 2 {
                    1 => self.counts[half] as f64 / 2.0,
                    _ => 0.0,
                };
                -(left as f64 + middle) / all
            }
            Arrangement::Steps | Arrangement::Parts => 0.0,
        };
        let mut spans = Vec::new();
        for count in &self.counts {
            let end = at + *count as f64 / all;
            spans.push((at, end));
            at = end;
        }
        spans
    }
}

const THICK: i32 = 20;
/// Room for the n behind a bar.
const FIGURE: i32 = 70;

impl Stacked {
    fn colours(&self) -> Vec<RGBColor> {
        match self.arrangement {
            Arrangement::Parts => FILLS.iter().copied().cycle().take(self.parts.len()).collect(),
            Arrangement::Steps | Arrangement::Diverging => steps(self.parts.len()),
        }
    }

    fn axis(&self) -> Axis {
        match self.arrangement {
            Arrangement::Diverging => {
                let spans = self.stacks.iter().flat_map(|stack| stack.spans(self.arrangement));
                Axis::from_zero(spans.flat_map(|(from, to)| [from, to]), 8)
            }
            Arrangement::Steps | Arrangement::Parts => Axis {
                low: 0.0,
                high: 1.0,
                step: 0.2,
            },
        }
    }
}

impl Picture for Stacked {
    fn is_empty(&self) -> bool {
        self.stacks.iter().all(|stack| stack.sum() == 0)
    }

    fn draw(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let colours = self.colours();
        let names: Vec<(Sign, &str)> = colours
            .iter()
            .map(|colour| Sign::Fill(*colour))
            .zip(self.parts.iter().map(String::as_str))
            .collect();
        let top = legend(sheet, &names, Sheet::LEFT, top);
        let labels: Vec<String> = self.stacks.iter().map(|stack| stack.label.clone()).collect();
        let rows = Labels::of(&labels, THICK, top);
        let axis = self.axis();
        let right = Sheet::RIGHT - FIGURE;
        let plane = sheet.plane((rows.right, top), (right, rows.bottom), axis.range(), 0.0..1.0);
        let place = |value: f64| plane.backend_coord(&(value, 0.0)).0;
        // Both sides of the middle are shares: no sign.
        let bottom = along_bottom(sheet, &axis, Unit::Magnitude, (top, rows.bottom), &place);
        base(sheet, place(0.0), top, rows.bottom);
        rows.write(sheet);
        for (y, at) in rows.each() {
            let stack = &self.stacks[at];
            let (up, down) = (y - THICK / 2, y + THICK / 2);
            for (((from, to), colour), count) in stack
                .spans(self.arrangement)
                .into_iter()
                .zip(&colours)
                .zip(&stack.counts)
            {
                // A pixel of paper between parts.
                let (from, to) = (place(from), place(to) - 1);
                if *count == 0 || to <= from {
                    continue;
                }
                sheet.fill((from, up), (to, down), *colour);
                let pen = Pen::SMALL.side(Side::Middle).colour(on(*colour));
                let said = Unit::Share.tick(*count as f64 / stack.sum() as f64, 1.0, sheet.language);
                if pen.width(&said) + 4 <= to - from {
                    sheet.text(&said, ((from + to) / 2, y), pen);
                }
            }
            let n = format!("n = {}", sheet.language.count(stack.sum()));
            sheet.text(&n, (right + 8, y), BESIDE);
        }
        bottom
    }

    fn columns(&self, language: Language) -> Columns {
        let parts = self.parts.iter().map(|part| format!("{part}: n (%)"));
        let mut headings: Vec<String> = std::iter::once(self.of.clone()).chain(parts).collect();
        headings.push(say(language, "Gesamt", "Total"));
        let row = |stack: &Stack| {
            let mut row = vec![Field::Text(stack.label.clone())];
            for count in &stack.counts {
                let share = Field::Share(share(*count, stack.sum())).say(language);
                row.push(Field::Text(format!("{} ({share})", language.count(*count))));
            }
            row.push(Field::Count(stack.sum()));
            row
        };
        Columns {
            headings,
            rows: self.stacks.iter().map(row).collect(),
        }
    }
}
