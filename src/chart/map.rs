//! The map of a correspondence analysis: codes and groups as points in one plane, with the same scale on both axes.

use super::axis::Axis;
use super::legend::{Sign, legend};
use super::picture::{Columns, Picture};
use super::sheet::{Marker, Pen, Sheet, Side};
use super::style::{AXIS, LABEL, RULE, STROKES};
use super::unit::{Unit, say};
use super::whereabouts::{Spot, settle};
use crate::tables::Field;
use crate::words::Language;

#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    pub axes: [MapAxis; 2],
    /// What the two kinds of points are called: "Kategorien", "Behörden".
    pub codes: String,
    pub groups: String,
    pub points: Vec<MapPoint>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct MapAxis {
    /// "Dimension 1".
    pub label: String,
    /// Share of the inertia, 0–1.
    pub inertia: Option<f64>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct MapPoint {
    pub label: String,
    pub kind: PointKind,
    pub x: f64,
    pub y: f64,
    /// The outline of where the point lies in drawn samples; empty: not drawn.
    pub outline: Vec<(f64, f64)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointKind {
    Code,
    Group,
}

impl PointKind {
    fn marker(self) -> Marker {
        match self {
            PointKind::Code => Marker::Disc,
            PointKind::Group => Marker::Square,
        }
    }

    fn colour(self) -> plotters::style::RGBColor {
        match self {
            PointKind::Code => STROKES[0],
            PointKind::Group => STROKES[1],
        }
    }
}

const HIGHEST: i32 = 560;
const LOWEST: i32 = 260;
/// How dark it is around a point.
const AROUND: f64 = 0.08;
/// Labels at the edge keep inside.
const EDGE: i32 = 36;
/// Labels wider than this are wrapped.
const WIDEST: i32 = 150;

impl Map {
    fn known(&self) -> Vec<&MapPoint> {
        let known = |point: &&MapPoint| point.x.is_finite() && point.y.is_finite();
        self.points.iter().filter(known).collect()
    }

    fn axis_name(&self, at: usize, language: Language) -> String {
        let axis = &self.axes[at];
        match axis.inertia {
            None => axis.label.clone(),
            Some(share) => {
                let of = say(language, "der Inertia", "of inertia");
                format!("{} ({} {of})", axis.label, language.percent(share))
            }
        }
    }
}

impl Picture for Map {
    fn is_empty(&self) -> bool {
        self.known().is_empty()
    }

    fn draw(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let signs: Vec<(Sign, &str)> = [(PointKind::Code, &self.codes), (PointKind::Group, &self.groups)]
            .into_iter()
            .filter(|(kind, name)| !name.is_empty() && self.points.iter().any(|point| point.kind == *kind))
            .map(|(kind, name)| (Sign::Point(kind.marker(), kind.colour()), name.as_str()))
            .collect();
        let top = legend(sheet, &signs, Sheet::LEFT, top);
        let points = self.known();
        let pen = Pen::SMALL;
        let outlines = || points.iter().flat_map(|point| &point.outline);
        let across = Axis::from_zero(
            points
                .iter()
                .map(|point| point.x)
                .chain(outlines().map(|at| at.0)),
            8,
        );
        let up = Axis::from_zero(
            points
                .iter()
                .map(|point| point.y)
                .chain(outlines().map(|at| at.1)),
            8,
        );
        let step = across.step.max(up.step);
        let (across, up) = (across.in_steps(step), up.in_steps(step));
        let unit = Unit::Number { decimals: 2 };
        let ticks = up.labels(unit, sheet);
        let room = ticks.iter().map(|(_, label)| pen.width(label)).max().unwrap_or(0);
        let (left, right) = (Sheet::LEFT + room + 8, Sheet::RIGHT);
        // The name of the upright axis stands above it, where it can be read.
        sheet.text(
            &self.axis_name(1, sheet.language),
            (Sheet::LEFT, top + pen.leading() / 2),
            pen,
        );
        let top = top + pen.leading() + 6;
        // One unit is as long on either axis: the plane is as high as its figures need, within bounds, and then widened.
        let (wide, high) = (across.high - across.low, up.high - up.low);
        let inner = f64::from(right - left - 2 * EDGE);
        let height = ((inner * high / wide) as i32 + 2 * EDGE).clamp(LOWEST, HIGHEST);
        let scale = (inner / wide).min(f64::from(height - 2 * EDGE) / high);
        let bottom = top + height;
        let range = |axis: &Axis, pixels: i32| {
            let (middle, half) = ((axis.low + axis.high) / 2.0, f64::from(pixels) / scale / 2.0);
            middle - half..middle + half
        };
        let plane = sheet.plane(
            (left, top),
            (right, bottom),
            range(&across, right - left),
            range(&up, height),
        );
        let place = |x: f64, y: f64| plane.backend_coord(&(x, y));
        let origin = place(0.0, 0.0);
        sheet.rule((left, origin.1), (right, origin.1), AXIS);
        sheet.rule((origin.0, top), (origin.0, bottom), AXIS);
        for (tick, label) in across.labels(unit, sheet) {
            let x = place(tick, 0.0).0;
            sheet.rule((x, bottom - 4), (x, bottom), AXIS);
            sheet.text(
                &label,
                (x, bottom + 4 + pen.leading() / 2),
                pen.side(Side::Middle),
            );
        }
        for (tick, label) in ticks {
            let y = place(0.0, tick).1;
            sheet.rule((left, y), (left + 4, y), AXIS);
            sheet.text(&label, (left - 6, y), pen.side(Side::End));
        }
        sheet.line(
            vec![
                (left, top),
                (right, top),
                (right, bottom),
                (left, bottom),
                (left, top),
            ],
            RULE,
            1,
        );
        for point in &points {
            let outline: Vec<(i32, i32)> = point.outline.iter().map(|(x, y)| place(*x, *y)).collect();
            if let Some(first) = outline.first().copied() {
                let colour = point.kind.colour();
                sheet.surface(outline.clone(), colour, AROUND);
                sheet.line([outline, vec![first]].concat(), RULE, 1);
            }
        }
        let blocks: Vec<Vec<String>> = points
            .iter()
            .map(|point| Pen::LABEL.wrap(&point.label, WIDEST))
            .collect();
        let spots: Vec<Spot> = points
            .iter()
            .zip(&blocks)
            .map(|(point, lines)| Spot {
                at: place(point.x, point.y),
                size: (
                    lines.iter().map(|line| Pen::LABEL.width(line)).max().unwrap_or(0),
                    Pen::LABEL.leading() * lines.len() as i32,
                ),
            })
            .collect();
        let settled = settle(&spots, ((left + 2, top + 2), (right - 2, bottom - 2)));
        for (spot, label) in spots.iter().zip(&settled) {
            if let Some(from) = label.leader {
                sheet.rule(spot.at, from, AXIS);
            }
        }
        for (lines, label) in blocks.iter().zip(&settled) {
            sheet.paper(lines, label.at, Pen::LABEL.side(label.side));
        }
        for (point, spot) in points.iter().zip(&spots) {
            sheet.marker(point.kind.marker(), spot.at, point.kind.colour());
        }
        for ((point, lines), label) in points.iter().zip(&blocks).zip(&settled) {
            let pen = Pen::LABEL.colour(point.kind.colour()).side(label.side);
            sheet.block(lines, label.at, pen);
        }
        let below = bottom + 4 + pen.leading();
        let name = self.axis_name(0, sheet.language);
        sheet.text(&name, (right, below + 4 + pen.leading() / 2), pen.side(Side::End));
        below + 4 + pen.leading().max(LABEL)
    }

    fn columns(&self, language: Language) -> Columns {
        let headings = vec![
            say(language, "Punkt", "Point"),
            say(language, "Art", "Kind"),
            self.axis_name(0, language),
            self.axis_name(1, language),
        ];
        let number = |value: f64| match value.is_finite() {
            true => Field::Text(Unit::Number { decimals: 3 }.say(value, language)),
            false => Field::Text("–".to_owned()),
        };
        let row = |point: &MapPoint| {
            let kind = match point.kind {
                PointKind::Code => &self.codes,
                PointKind::Group => &self.groups,
            };
            vec![
                Field::Text(point.label.clone()),
                Field::Text(kind.clone()),
                number(point.x),
                number(point.y),
            ]
        };
        Columns {
            headings,
            rows: self.points.iter().map(row).collect(),
        }
    }
}
