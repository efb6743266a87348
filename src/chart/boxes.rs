//! Box plots by group: median, quartiles, whiskers, outliers, n.
//!
//! After Tukey, "Exploratory Data Analysis" (1977), chapter 2: the box ends at the hinges (medians of the halves), whiskers at the
//! last values within 1.5 box lengths of it, what lies beyond is an outlier. R's `boxplot.stats` computes the same.

use super::axis::{Axis, along_bottom};
use super::bars::BESIDE;
use super::picture::{Columns, Picture};
use super::rows::Labels;
use super::sheet::Sheet;
use super::style::{FILLS, INK, MUTED, ramp};
use super::unit::{Unit, say};
use crate::tables::Field;
use crate::words::Language;

#[derive(Debug, Clone, PartialEq)]
pub struct Boxes {
    pub unit: Unit,
    /// What the groups are: "Behörde".
    pub of: String,
    pub groups: Vec<BoxGroup>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct BoxGroup {
    pub label: String,
    /// In any order; what is no number is left out.
    pub values: Vec<f64>,
}

/// What is drawn of a group.
#[derive(Debug, Clone, PartialEq)]
struct Summary {
    n: usize,
    whiskers: (f64, f64),
    hinges: (f64, f64),
    median: f64,
    outliers: Vec<f64>,
}

impl BoxGroup {
    fn summary(&self) -> Option<Summary> {
        let mut values: Vec<f64> = self
            .values
            .iter()
            .copied()
            .filter(|value| value.is_finite())
            .collect();
        values.sort_by(f64::total_cmp);
        let n = values.len();
        if n == 0 {
            return None;
        }
        // Places from 1, halves meaning the mean of two neighbours: R's `fivenum`.
        let at = |place: f64| (values[place.floor() as usize - 1] + values[place.ceil() as usize - 1]) / 2.0;
        let quarter = ((n + 3) / 2) as f64 / 2.0;
        let (low, high) = (at(quarter), at((n + 1) as f64 - quarter));
        let reach = 1.5 * (high - low);
        let (inside, outliers): (Vec<f64>, Vec<f64>) = values
            .iter()
            .partition(|value| **value >= low - reach && **value <= high + reach);
        Some(Summary {
            n,
            whiskers: (inside[0], inside[inside.len() - 1]),
            hinges: (low, high),
            median: at((n + 1) as f64 / 2.0),
            outliers,
        })
    }
}

const THICK: i32 = 22;
const FIGURE: i32 = 70;

impl Picture for Boxes {
    fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.summary().is_none())
    }

    fn draw(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let labels: Vec<String> = self.groups.iter().map(|group| group.label.clone()).collect();
        let rows = Labels::of(&labels, THICK, top);
        let values = self.groups.iter().flat_map(|group| group.values.iter().copied());
        let axis = Axis::around(values, 8);
        let (left, right) = (rows.right + 8, Sheet::RIGHT - FIGURE);
        let plane = sheet.plane((left, top), (right, rows.bottom), axis.range(), 0.0..1.0);
        let place = |value: f64| plane.backend_coord(&(value, 0.0)).0;
        let bottom = along_bottom(sheet, &axis, self.unit, (top, rows.bottom), &place);
        rows.write(sheet);
        for (y, at) in rows.each() {
            let Some(summary) = self.groups[at].summary() else {
                sheet.text("n = 0", (right + 8, y), BESIDE);
                continue;
            };
            one(sheet, &summary, y, &place);
            let n = format!("n = {}", sheet.language.count(summary.n as u64));
            sheet.text(&n, (right + 8, y), BESIDE);
        }
        bottom
    }

    fn columns(&self, language: Language) -> Columns {
        let say = |de, en| say(language, de, en);
        let headings = vec![
            self.of.clone(),
            "n".to_owned(),
            say("Median", "Median"),
            say("unteres Quartil", "lower quartile"),
            say("oberes Quartil", "upper quartile"),
            say("Antennen", "Whiskers"),
            say("Ausreißer", "Outliers"),
        ];
        let row = |group: &BoxGroup| {
            let mut row = vec![Field::Text(group.label.clone())];
            let Some(summary) = group.summary() else {
                row.push(Field::Count(0));
                row.resize(7, Field::Text("–".to_owned()));
                return row;
            };
            let number = |value: f64| self.unit.say(value, language);
            row.push(Field::Count(summary.n as u64));
            for value in [summary.median, summary.hinges.0, summary.hinges.1] {
                row.push(Field::Text(number(value)));
            }
            let (low, high) = (number(summary.whiskers.0), number(summary.whiskers.1));
            row.push(Field::Text(match language {
                Language::De => format!("{low} bis {high}"),
                Language::En => format!("{low} to {high}"),
            }));
            let outliers: Vec<String> = summary.outliers.iter().map(|value| number(*value)).collect();
            row.push(Field::Text(match outliers.is_empty() {
                true => "–".to_owned(),
                false => outliers.join("; "),
            }));
            row
        };
        Columns {
            headings,
            rows: self.groups.iter().map(row).collect(),
        }
    }
}

fn one(sheet: &Sheet<'_>, summary: &Summary, y: i32, place: &dyn Fn(f64) -> i32) {
    let (up, down) = (y - THICK / 2, y + THICK / 2);
    let (low, high) = (place(summary.hinges.0), place(summary.hinges.1));
    for (end, hinge) in [(summary.whiskers.0, low), (summary.whiskers.1, high)] {
        let end = place(end);
        sheet.rule((end, y), (hinge, y), MUTED);
        sheet.rule((end, y - 5), (end, y + 5), MUTED);
    }
    sheet.fill((low, up), (high, down), ramp(0.25));
    sheet.line(
        vec![(low, up), (high, up), (high, down), (low, down), (low, up)],
        MUTED,
        1,
    );
    let median = place(summary.median);
    sheet.line(vec![(median, up), (median, down)], FILLS[0], 3);
    for outlier in &summary.outliers {
        sheet.ring((place(*outlier), y), 3, INK, 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(values: &[f64]) -> Summary {
        BoxGroup {
            label: String::new(),
            values: values.to_vec(),
        }
        .summary()
        .unwrap()
    }

    /// R 4.2.2: `boxplot.stats(c(4, 1, 3, 2, 3, 4, 4, 9))` gives stats 1.0 2.5 3.5 4.0 4.0, out 9;
    /// `boxplot.stats(c(2, 7, 4))` gives 2.0 3.0 4.0 5.5 7.0; `boxplot.stats(c(1, 1, 1, 1, 5))` gives 1 1 1 1 1, out 5.
    #[test]
    fn boxes_are_those_of_r() {
        let eight = summary(&[4.0, 1.0, 3.0, 2.0, 3.0, 4.0, 4.0, 9.0]);
        assert_eq!(eight.whiskers, (1.0, 4.0));
        assert_eq!(eight.hinges, (2.5, 4.0));
        assert_eq!((eight.median, eight.outliers), (3.5, vec![9.0]));
        let three = summary(&[2.0, 7.0, 4.0]);
        assert_eq!((three.whiskers, three.hinges), ((2.0, 7.0), (3.0, 5.5)));
        assert_eq!(three.median, 4.0);
        let same = summary(&[1.0, 1.0, 1.0, 1.0, 5.0]);
        assert_eq!((same.hinges, same.outliers), ((1.0, 1.0), vec![5.0]));
    }

    #[test]
    fn a_group_without_values_has_no_box() {
        let none = BoxGroup {
            label: String::new(),
            values: vec![f64::NAN],
        };
        assert_eq!(none.summary(), None);
    }
}
