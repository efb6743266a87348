//! Horizontal bars with intervals; groups side by side.

use super::axis::{Axis, along_bottom, base};
use super::legend::{Sign, legend};
use super::picture::{Columns, Picture};
use super::rows::{Labels, value_at};
use super::sheet::{Pen, Sheet};
use super::style::{FILLS, INK, MUTED, PAPER};
use super::unit::Unit;
use crate::estimate::Estimate;
use crate::tables::Field;
use crate::words::Language;

/// One bar for each label and group.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    pub unit: Unit,
    /// What the labels are: "Kategorie", "Item".
    pub of: String,
    pub labels: Vec<String>,
    /// Groups side by side, at most eight; a single one needs no name.
    pub groups: Vec<Series>,
}

/// Figures of one group, in the order of the labels.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    pub name: String,
    pub values: Vec<Estimate>,
}

impl Series {
    /// The figures with how they are told from those of other groups.
    pub(super) fn known(&self) -> impl Iterator<Item = f64> + '_ {
        self.values.iter().flat_map(|value| ends(*value))
    }
}

/// A figure and the ends of its interval, as far as they are known.
pub(super) fn ends(estimate: Estimate) -> impl Iterator<Item = f64> {
    let interval = estimate.interval();
    [
        estimate.value(),
        interval.map(|interval| interval.low),
        interval.map(|interval| interval.high),
    ]
    .into_iter()
    .flatten()
}

/// Room for a figure behind a bar.
const FIGURE: i32 = 64;

impl Picture for Bars {
    fn is_empty(&self) -> bool {
        self.labels.is_empty() || !self.groups.iter().any(|group| group.known().next().is_some())
    }

    fn draw(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let mut y = top;
        if self.groups.len() > 1 {
            let names: Vec<(Sign, &str)> = self
                .groups
                .iter()
                .zip(FILLS.iter().cycle())
                .map(|(group, colour)| (Sign::Fill(*colour), group.name.as_str()))
                .collect();
            y = legend(sheet, &names, Sheet::LEFT, y);
        }
        let thick = match self.groups.len() {
            1 => 16,
            2 => 14,
            _ => 13,
        };
        let rows = Labels::of(&self.labels, thick * self.groups.len() as i32, y);
        let axis = Axis::from_zero(self.groups.iter().flat_map(Series::known), 6);
        let right = Sheet::RIGHT - FIGURE;
        let plane = sheet.plane((rows.right, y), (right, rows.bottom), axis.range(), 0.0..1.0);
        let place = |value: f64| plane.backend_coord(&(value, 0.0)).0;
        let bottom = along_bottom(sheet, &axis, self.unit, (y, rows.bottom), &place);
        rows.write(sheet);
        for (row, at) in rows.each() {
            for ((group, colour), turn) in self.groups.iter().zip(FILLS.iter().cycle()).zip(0..) {
                let Some(estimate) = group.values.get(at) else {
                    continue;
                };
                let from = row - thick * self.groups.len() as i32 / 2 + turn * thick;
                let middle = from + thick / 2;
                if let Some(value) = estimate.value() {
                    sheet.fill((place(0.0), from + 1), (place(value), from + thick - 1), *colour);
                }
                value_at(sheet, *estimate, self.unit, middle, place(0.0), &place);
            }
        }
        base(sheet, place(0.0), y, rows.bottom);
        bottom
    }

    fn columns(&self, language: Language) -> Columns {
        columns(&self.of, &self.labels, &self.groups, self.unit, language)
    }
}

/// Labels × groups as a table, with the n of each figure where it is not the same for the whole group.
pub(super) fn columns(
    of: &str,
    labels: &[String],
    groups: &[Series],
    unit: Unit,
    language: Language,
) -> Columns {
    let mut headings = vec![of.to_owned()];
    let mut rows: Vec<Vec<Field>> = labels
        .iter()
        .map(|label| vec![Field::Text(label.clone())])
        .collect();
    for group in groups {
        let same = group.values.windows(2).all(|pair| pair[0].n() == pair[1].n());
        let n = group.values.first().map_or(0, |value| value.n());
        let apart = !same || groups.len() == 1 && n > 0;
        headings.push(match (group.name.is_empty(), apart || n == 0) {
            (true, _) => super::unit::say(language, "Wert", "Value"),
            (false, true) => group.name.clone(),
            (false, false) => format!("{} (n = {})", group.name, language.count(n)),
        });
        if apart {
            headings.push("n".to_owned());
        }
        for (at, row) in rows.iter_mut().enumerate() {
            let estimate = group.values.get(at);
            row.push(estimate.map_or(Field::Nothing, |value| unit.field(*value, language)));
            if apart {
                row.push(estimate.map_or(Field::Nothing, |value| Field::Count(value.n())));
            }
        }
    }
    Columns { headings, rows }
}

/// The interval of a figure as a thin line with ends, seen on bars and on paper.
pub(super) fn whisker(sheet: &Sheet<'_>, estimate: Estimate, y: i32, place: &dyn Fn(f64) -> i32) {
    if let Some(interval) = estimate.interval() {
        let (low, high) = (place(interval.low), place(interval.high));
        sheet.line(vec![(low, y), (high, y)], PAPER, 3);
        sheet.line(vec![(low, y), (high, y)], INK, 1);
        for end in [low, high] {
            sheet.line(vec![(end, y - 3), (end, y + 3)], INK, 1);
        }
    }
}

/// How figures beside a drawing are written.
pub(super) const BESIDE: Pen = Pen {
    colour: MUTED,
    ..Pen::SMALL
};
