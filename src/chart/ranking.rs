//! A ranking: places in order, ties with the same rank.

use super::axis::{Axis, along_bottom, base};
use super::bars::ends;
use super::picture::{Columns, Picture};
use super::rows::{Labels, value_at};
use super::sheet::{Pen, Sheet, Side};
use super::style::{FILLS, MUTED};
use super::unit::{Unit, say};
use crate::estimate::Estimate;
use crate::tables::Field;
use crate::words::Language;

#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    pub unit: Unit,
    /// What the labels are: "Kategorie", "Item".
    pub of: String,
    /// In the order in which they are drawn.
    pub places: Vec<Place>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// From 1; the same for ties.
    pub rank: usize,
    pub label: String,
    pub value: Estimate,
}

/// Bars are as thick as those of a single group.
const THICK: i32 = 16;
const FIGURE: i32 = 64;

impl Picture for Ranking {
    fn is_empty(&self) -> bool {
        !self.places.iter().any(|place| place.value.value().is_some())
    }

    fn draw(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let labels: Vec<String> = self.places.iter().map(|place| place.label.clone()).collect();
        let ranks: Vec<String> = self
            .places
            .iter()
            .map(|place| format!("{}.", place.rank))
            .collect();
        let pen = Pen::LABEL.side(Side::End).colour(MUTED);
        let wide = ranks.iter().map(|rank| pen.width(rank)).max().unwrap_or(0);
        let rows = Labels::of(&labels, THICK, top).after(wide + 8);
        let axis = Axis::from_zero(self.places.iter().flat_map(|place| ends(place.value)), 6);
        let plane = sheet.plane(
            (rows.right, top),
            (Sheet::RIGHT - FIGURE, rows.bottom),
            axis.range(),
            0.0..1.0,
        );
        let at = |value: f64| plane.backend_coord(&(value, 0.0)).0;
        let bottom = along_bottom(sheet, &axis, self.unit, (top, rows.bottom), &at);
        rows.write(sheet);
        for ((y, place), rank) in rows.each().zip(&ranks) {
            let Place { value, .. } = self.places[place];
            sheet.text(rank, (Sheet::LEFT + wide, y), pen);
            if let Some(known) = value.value() {
                sheet.fill(
                    (at(0.0), y - THICK / 2 + 1),
                    (at(known), y + THICK / 2 - 1),
                    FILLS[0],
                );
            }
            value_at(sheet, value, self.unit, y, at(0.0), &at);
        }
        base(sheet, at(0.0), top, rows.bottom);
        bottom
    }

    fn columns(&self, language: Language) -> Columns {
        let headings = vec![
            say(language, "Rang", "Rank"),
            self.of.clone(),
            say(language, "Wert", "Value"),
            "n".to_owned(),
        ];
        let row = |place: &Place| {
            vec![
                Field::Text(format!("{}.", place.rank)),
                Field::Text(place.label.clone()),
                self.unit.field(place.value, language),
                Field::Count(place.value.n()),
            ]
        };
        Columns {
            headings,
            rows: self.places.iter().map(row).collect(),
        }
    }
}
