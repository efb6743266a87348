//! A heat map of codes × groups: a figure in each cell, darker where it is higher.

use super::picture::{Columns, Picture};
use super::sheet::{Pen, Sheet, Side};
use super::style::{INK, MUTED, on, ramp};
use super::unit::{Unit, say};
use crate::tables::Field;
use crate::words::Language;

#[derive(Debug, Clone, PartialEq)]
pub struct Heat {
    pub unit: Unit,
    /// What the rows are: "Kategorie".
    pub of: String,
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    /// By row, then by column.
    pub cells: Vec<Vec<HeatCell>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeatCell {
    /// None: undefined or hidden; a dash is written.
    pub value: Option<f64>,
    pub mark: Mark,
}

/// Whether a cell differs from what is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    #[default]
    None,
    Higher,
    Lower,
}

const HIGH: i32 = 24;
/// Room for a mark beside the figure.
const MARK: i32 = 12;
const WIDEST_LABEL: i32 = 240;
/// How wide a column is that is not made wider by a long word.
const WIDE: i32 = 96;
const LONGEST_TURNED: i32 = 170;

impl Heat {
    fn values(&self) -> impl Iterator<Item = f64> + '_ {
        let cells = self.cells.iter().flatten();
        cells
            .filter_map(|cell| cell.value)
            .filter(|value| value.is_finite())
    }

    fn is_marked(&self) -> bool {
        self.cells.iter().flatten().any(|cell| cell.mark != Mark::None)
    }

    /// As short as it can be said in a cell.
    fn said(&self, value: f64, room: i32, language: Language) -> Option<String> {
        let full = match self.unit {
            Unit::Share | Unit::Magnitude => self.unit.tick(value, 0.01, language),
            unit => unit.say(value, language),
        };
        let bare = full.trim_end_matches(['%', '\u{a0}']).to_owned();
        [full, bare]
            .into_iter()
            .find(|said| Pen::SMALL.width(said) <= room)
    }

    /// A column as wide as this needs no broken word above it.
    fn longest(&self) -> i32 {
        let longest = self.columns.iter().map(|name| Pen::LABEL.longest(name)).max();
        longest.unwrap_or(0) + 8
    }

    /// Names of the columns above them; says where they end.
    fn head(&self, sheet: &Sheet<'_>, left: i32, wide: i32, top: i32) -> i32 {
        let pen = Pen::LABEL.side(Side::Middle);
        let middle = |at: usize| left + wide * at as i32 + wide / 2;
        if wide < self.longest() {
            let turned: Vec<Vec<String>> = self
                .columns
                .iter()
                .map(|name| pen.wrap(name, LONGEST_TURNED))
                .collect();
            let room = turned
                .iter()
                .flatten()
                .map(|line| pen.width(line))
                .max()
                .unwrap_or(0);
            for (at, lines) in turned.iter().enumerate() {
                sheet.turned(lines, (middle(at), top + room), Pen::LABEL);
            }
            return top + room + 6;
        }
        let names: Vec<Vec<String>> = self.columns.iter().map(|name| pen.wrap(name, wide - 6)).collect();
        let most = names.iter().map(Vec::len).max().unwrap_or(1) as i32;
        for (at, lines) in names.iter().enumerate() {
            // Names stand on their columns.
            let above = most - lines.len() as i32;
            for (line, down) in lines.iter().zip(above..) {
                let y = top + down * pen.leading() + pen.leading() / 2;
                sheet.text(line, (middle(at), y), pen);
            }
        }
        top + most * pen.leading() + 6
    }

    fn key(&self, sheet: &Sheet<'_>, left: i32, top: i32) -> i32 {
        let pen = Pen::SMALL;
        let y = top + 6 + pen.leading() / 2;
        let mut x = left;
        for (mark, de, en) in [
            (Mark::Higher, "mehr als erwartet", "more than expected"),
            (Mark::Lower, "weniger als erwartet", "less than expected"),
        ] {
            sign(sheet, mark, (x + 4, y), MUTED);
            let said = say(sheet.language, de, en);
            sheet.text(&said, (x + 14, y), pen);
            x += 14 + pen.width(&said) + 18;
        }
        top + 6 + pen.leading()
    }
}

fn sign(sheet: &Sheet<'_>, mark: Mark, (x, y): (i32, i32), colour: plotters::style::RGBColor) {
    let tip = match mark {
        Mark::None => return,
        Mark::Higher => -1,
        Mark::Lower => 1,
    };
    sheet.surface(
        vec![(x, y + 4 * tip), (x + 4, y - 3 * tip), (x - 4, y - 3 * tip)],
        colour,
        1.0,
    );
}

impl Picture for Heat {
    fn is_empty(&self) -> bool {
        self.values().next().is_none()
    }

    fn draw(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let pen = Pen::LABEL.side(Side::End);
        let labels: Vec<Vec<String>> = self.rows.iter().map(|row| pen.wrap(row, WIDEST_LABEL)).collect();
        let room = labels
            .iter()
            .flatten()
            .map(|line| pen.width(line))
            .max()
            .unwrap_or(0);
        let left = Sheet::LEFT + room + 8;
        let wide = ((Sheet::RIGHT - left) / self.columns.len().max(1) as i32).min(WIDE.max(self.longest()));
        let mut y = self.head(sheet, left, wide, top);
        let most = self.values().fold(0.0, f64::max);
        let least = self.values().fold(0.0, f64::min);
        let span = if most > least { most - least } else { 1.0 };
        for (lines, cells) in labels.iter().zip(&self.cells) {
            let high = HIGH.max(pen.leading() * lines.len() as i32 + 4);
            let middle = y + high / 2;
            sheet.block(lines, (left - 8, middle), pen);
            for (at, cell) in cells.iter().enumerate().take(self.columns.len()) {
                let x = left + wide * at as i32;
                let colour = cell
                    .value
                    .map_or(super::style::PAPER, |value| ramp((value - least) / span));
                sheet.fill((x, y), (x + wide - 1, y + high - 1), colour);
                let marked = if cell.mark == Mark::None { 0 } else { MARK };
                let centre = x + wide / 2;
                let said = match cell.value {
                    None => Some("–".to_owned()),
                    Some(value) => self.said(value, wide - 4 - marked, sheet.language),
                };
                let pen = Pen::SMALL.side(Side::Middle).colour(on(colour));
                let said = said.unwrap_or_default();
                sheet.text(&said, (centre - marked / 2, middle), pen);
                let beside = centre - marked / 2 + pen.width(&said) / 2 + 8;
                sign(sheet, cell.mark, (beside, middle), on(colour));
            }
            y += high;
        }
        sheet.rule((left, y), (left + wide * self.columns.len() as i32 - 1, y), INK);
        match self.is_marked() {
            true => self.key(sheet, left, y),
            false => y,
        }
    }

    fn columns(&self, language: Language) -> Columns {
        let headings = std::iter::once(self.of.clone()).chain(self.columns.iter().cloned());
        let field = |cell: &HeatCell| {
            let said = cell
                .value
                .map_or_else(|| "–".to_owned(), |value| self.unit.say(value, language));
            Field::Text(match cell.mark {
                Mark::None => said,
                Mark::Higher => format!("{said} +"),
                Mark::Lower => format!("{said} −"),
            })
        };
        let row = |(label, cells): (&String, &Vec<HeatCell>)| {
            let label = Field::Text(label.clone());
            std::iter::once(label).chain(cells.iter().map(field)).collect()
        };
        Columns {
            headings: headings.collect(),
            rows: self.rows.iter().zip(&self.cells).map(row).collect(),
        }
    }
}
