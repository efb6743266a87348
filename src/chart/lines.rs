//! Lines over points in time, each with its name at its end.

use super::axis::{Axis, along_left};
use super::bars::{Series, columns};
use super::picture::{Columns, Picture};
use super::sheet::{Marker, Pen, Sheet, Side};
use super::spread::spread;
use super::style::{DASHES, STROKES};
use super::unit::{Unit, say};
use crate::estimate::Estimate;
use crate::words::Language;

#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    pub unit: Unit,
    /// Points in time, in order, equally far apart.
    pub moments: Vec<String>,
    /// One line each, with a figure for each moment; a line is broken where there is none.
    pub lines: Vec<Series>,
}

const HIGH: i32 = 280;
/// Room for the names of lines.
const NAMES: i32 = 190;

impl Picture for Lines {
    fn is_empty(&self) -> bool {
        self.moments.is_empty() || !self.lines.iter().any(|line| line.known().next().is_some())
    }

    fn draw(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let axis = Axis::from_zero(self.lines.iter().flat_map(Series::known), 6);
        let ticks = axis.labels(self.unit, sheet);
        let room = ticks
            .iter()
            .map(|(_, label)| Pen::SMALL.width(label))
            .max()
            .unwrap_or(0);
        let (left, right) = (Sheet::LEFT + room + 6, Sheet::RIGHT - NAMES);
        let (top, bottom) = (top + 8, top + 8 + HIGH);
        let count = self.moments.len() as i32;
        // The outer points stand inside, so that the names beneath them do.
        let inset = 44;
        let wide = (right - left - 2 * inset) / (count - 1).max(1);
        let plane = sheet.plane((left, top), (right, bottom), 0.0..1.0, axis.range());
        let y = |value: f64| plane.backend_coord(&(0.0, value)).1;
        let x = |at: usize| match count {
            1 => (left + right) / 2,
            _ => left + inset + wide * at as i32,
        };
        along_left(sheet, &axis, self.unit, (left, right), &y);
        let mut ends = Vec::new();
        for (place, line) in self.lines.iter().enumerate() {
            let colour = STROKES[place % STROKES.len()];
            let points: Vec<Option<(i32, i32)>> = line
                .values
                .iter()
                .take(self.moments.len())
                .enumerate()
                .map(|(at, estimate)| {
                    // A little apart, so that intervals do not hide each other.
                    let beside = (2 * place as i32 - self.lines.len() as i32 + 1) * 2;
                    estimate.value().map(|value| (x(at) + beside, y(value)))
                })
                .collect();
            for (point, estimate) in points.iter().zip(&line.values) {
                if let Some((x, _)) = point {
                    interval(sheet, *estimate, *x, &y, colour);
                }
            }
            for run in points.split(Option::is_none) {
                let run: Vec<(i32, i32)> = run.iter().flatten().copied().collect();
                if run.len() > 1 {
                    sheet.dashed(&run, DASHES[place % DASHES.len()], colour, 2);
                }
            }
            for point in points.iter().flatten() {
                sheet.marker(Marker::ALL[place % Marker::ALL.len()], *point, colour);
            }
            if let Some((x, y)) = points.iter().flatten().next_back() {
                ends.push((*x, *y, line.name.as_str(), colour));
            }
        }
        let mut low = self.names(sheet, ends, right, top);
        for (at, moment) in self.moments.iter().enumerate() {
            let pen = Pen::LABEL.side(Side::Middle);
            for (line, down) in pen.wrap(moment, wide.min(2 * inset + 20) - 8).iter().zip(0..) {
                let y = bottom + 6 + down * pen.leading() + pen.leading() / 2;
                sheet.text(line, (x(at), y), pen);
                low = low.max(y + pen.leading() / 2);
            }
        }
        low
    }

    fn columns(&self, language: Language) -> Columns {
        let of = say(language, "Zeitpunkt", "Point in time");
        columns(&of, &self.moments, &self.lines, self.unit, language)
    }
}

impl Lines {
    /// The name of each line beside its end, moved apart where they would touch; says where they end.
    fn names(
        &self,
        sheet: &Sheet<'_>,
        mut ends: Vec<(i32, i32, &str, plotters::style::RGBColor)>,
        right: i32,
        top: i32,
    ) -> i32 {
        let pen = Pen::LABEL;
        ends.sort_by_key(|(x, y, ..)| (*y, *x));
        let blocks: Vec<Vec<String>> = ends
            .iter()
            .map(|(_, _, name, _)| pen.wrap(name, NAMES - 20))
            .collect();
        let wanted: Vec<(i32, i32)> = ends
            .iter()
            .zip(&blocks)
            .map(|((_, y, ..), lines)| (*y, pen.leading() * lines.len() as i32 + 4))
            .collect();
        let mut low = top;
        for (((x, y, _, colour), lines), middle) in ends.iter().zip(&blocks).zip(spread(&wanted, top)) {
            sheet.line(
                vec![(x + 7, *y), (right + 2, middle), (right + 8, middle)],
                super::style::AXIS,
                1,
            );
            sheet.block(lines, (right + 12, middle), pen.colour(*colour));
            low = low.max(middle + pen.leading() * lines.len() as i32 / 2 + 2);
        }
        low
    }
}

fn interval(
    sheet: &Sheet<'_>,
    estimate: Estimate,
    x: i32,
    y: &dyn Fn(f64) -> i32,
    colour: plotters::style::RGBColor,
) {
    if let Some(interval) = estimate.interval() {
        sheet.rule((x, y(interval.low)), (x, y(interval.high)), colour);
    }
}
