//! Profiles of groups on spokes. A few groups share one net; more have a net each, since lines that cross cannot be read.

use super::axis::Axis;
use super::bars::{Series, columns};
use super::legend::{Sign, legend};
use super::picture::{Columns, Picture};
use super::sheet::{Marker, Pen, Sheet, Side};
use super::style::{DASHES, MUTED, RULE, STROKES, WIDTH};
use super::unit::Unit;
use crate::words::Language;

#[derive(Debug, Clone, PartialEq)]
pub struct Radar {
    pub unit: Unit,
    /// The ends of a scale: what the centre stands for, and the outermost ring. None: from 0 to a round figure.
    pub ends: Option<(f64, f64)>,
    /// What the spokes are: "Kategorie".
    pub of: String,
    /// Names of the spokes, clockwise from the top; at least three.
    pub spokes: Vec<String>,
    /// A line is broken where a figure is undefined.
    pub groups: Vec<Series>,
}

/// As many groups share one net.
const TOGETHER: usize = 3;
/// More spokes are numbered, with their names beneath.
const NAMED: usize = 12;
/// Rings at most.
const RINGS: usize = 4;
const RADIUS: i32 = 165;
const SMALL_RADIUS: i32 = 82;
/// Room for the name of a spoke.
const NAME: i32 = 170;

/// Where a net stands.
#[derive(Clone, Copy)]
struct Net {
    centre: (i32, i32),
    radius: i32,
    spokes: usize,
}

impl Net {
    /// The direction of a spoke.
    fn way(&self, spoke: usize) -> (f64, f64) {
        let angle = std::f64::consts::TAU * spoke as f64 / self.spokes as f64;
        (angle.sin(), -angle.cos())
    }

    /// A point on a spoke, as far out as `share` of the radius.
    fn at(&self, spoke: usize, share: f64) -> (i32, i32) {
        let (right, down) = self.way(spoke);
        let out = |way: f64| (way * share * f64::from(self.radius)).round() as i32;
        (self.centre.0 + out(right), self.centre.1 + out(down))
    }

    fn circle(&self, share: f64) -> Vec<(i32, i32)> {
        (0..=self.spokes)
            .map(|spoke| self.at(spoke % self.spokes, share))
            .collect()
    }
}

impl Radar {
    fn axis(&self) -> Axis {
        if let Some((low, high)) = self.ends {
            return Axis::between(low, high, RINGS);
        }
        let values = self.groups.iter().flat_map(|group| &group.values);
        Axis::from_zero(values.filter_map(|value| value.value()), RINGS)
    }

    fn share(axis: &Axis, value: f64) -> f64 {
        (value - axis.low) / (axis.high - axis.low)
    }

    fn is_numbered(&self) -> bool {
        self.groups.len() > TOGETHER || self.spokes.len() > NAMED
    }

    fn grid(&self, sheet: &Sheet<'_>, net: Net, axis: &Axis) {
        for tick in axis.ticks().into_iter().skip(1) {
            sheet.line(net.circle(Self::share(axis, tick)), RULE, 1);
        }
        for spoke in 0..net.spokes {
            sheet.rule(net.centre, net.at(spoke, 1.0), RULE);
        }
    }

    /// What the rings are, beside the first spoke.
    fn rings(&self, sheet: &Sheet<'_>, net: Net, axis: &Axis) {
        for (tick, label) in axis.labels(self.unit, sheet).into_iter().skip(1) {
            let (x, y) = net.at(0, Self::share(axis, tick));
            sheet.text(&label, (x + 4, y + 8), Pen::SMALL);
        }
    }

    fn profile(&self, sheet: &Sheet<'_>, net: Net, axis: &Axis, group: usize) {
        let style = if self.groups.len() > TOGETHER { 0 } else { group };
        let colour = STROKES[style];
        let values = &self.groups[group].values;
        let points: Vec<Option<(i32, i32)>> = (0..net.spokes)
            .map(|spoke| {
                let value = values.get(spoke)?.value()?;
                Some(net.at(spoke, Self::share(axis, value)))
            })
            .collect();
        let known: Vec<(i32, i32)> = points.iter().flatten().copied().collect();
        // Surfaces one above the other would hide each other.
        let alone = self.groups.len() == 1 || self.groups.len() > TOGETHER;
        if alone && known.len() == net.spokes {
            sheet.surface(known.clone(), colour, 0.08);
        }
        for from in 0..net.spokes {
            if let (Some(one), Some(other)) = (points[from], points[(from + 1) % net.spokes]) {
                sheet.dashed(&[one, other], DASHES[style], colour, 2);
            }
        }
        for point in known {
            sheet.marker(Marker::ALL[style], point, colour);
        }
    }

    fn together(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let names: Vec<(Sign, &str)> = self
            .groups
            .iter()
            .enumerate()
            .map(|(at, group)| {
                let sign = Sign::Line(Marker::ALL[at], STROKES[at], DASHES[at]);
                (sign, group.name.as_str())
            })
            .filter(|(_, name)| !name.is_empty())
            .collect();
        let top = match names.is_empty() {
            true => top,
            false => legend(sheet, &names, Sheet::LEFT, top),
        };
        let axis = self.axis();
        let mut net = Net {
            centre: (WIDTH / 2, 0),
            radius: RADIUS,
            spokes: self.spokes.len(),
        };
        let said: Vec<Vec<String>> = match self.is_numbered() {
            true => (1..=self.spokes.len())
                .map(|number| vec![number.to_string()])
                .collect(),
            false => self
                .spokes
                .iter()
                .map(|name| Pen::LABEL.wrap(name, NAME))
                .collect(),
        };
        let boxes: Vec<(i32, i32)> = (0..net.spokes)
            .map(|spoke| beside(&net, spoke, &said[spoke]))
            .collect();
        let above = boxes
            .iter()
            .map(|(up, _)| *up)
            .min()
            .unwrap_or(0)
            .min(-net.radius);
        let below = boxes
            .iter()
            .map(|(_, down)| *down)
            .max()
            .unwrap_or(0)
            .max(net.radius);
        net.centre.1 = top - above;
        self.grid(sheet, net, &axis);
        for group in 0..self.groups.len() {
            self.profile(sheet, net, &axis, group);
        }
        self.rings(sheet, net, &axis);
        names_of_spokes(sheet, &net, &said);
        let bottom = net.centre.1 + below + 4;
        match self.is_numbered() {
            true => self.key(sheet, bottom + 8),
            false => bottom,
        }
    }

    /// A net for each group.
    fn apart(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let axis = self.axis();
        let room = (Sheet::RIGHT - Sheet::LEFT) / 3;
        let pen = Pen::LABEL.side(Side::Middle);
        let mut y = top;
        for (row, groups) in self.groups.chunks(3).enumerate() {
            let names: Vec<Vec<String>> = groups
                .iter()
                .map(|group| pen.wrap(&group.name, room - 16))
                .collect();
            let most = names.iter().map(Vec::len).max().unwrap_or(1) as i32;
            let middle = y + most * pen.leading() + 36 + SMALL_RADIUS;
            for (at, lines) in names.iter().enumerate() {
                let net = Net {
                    centre: (Sheet::LEFT + room * at as i32 + room / 2, middle),
                    radius: SMALL_RADIUS,
                    spokes: self.spokes.len(),
                };
                sheet.block(lines, (net.centre.0, y + most * pen.leading() / 2), pen);
                self.grid(sheet, net, &axis);
                self.profile(sheet, net, &axis, row * 3 + at);
                let numbers: Vec<Vec<String>> =
                    (1..=net.spokes).map(|number| vec![number.to_string()]).collect();
                names_of_spokes(sheet, &net, &numbers);
            }
            y = middle + SMALL_RADIUS + 44;
        }
        let outermost = self.unit.tick(axis.high, axis.step, sheet.language);
        let said = super::unit::say(sheet.language, "Äußerster Ring: ", "Outermost ring: ");
        let inner = super::unit::say(sheet.language, ", Ringe je ", ", rings every ");
        let step = self.unit.tick(axis.step, axis.step, sheet.language);
        sheet.text(
            &format!("{said}{outermost}{inner}{step}"),
            (Sheet::LEFT, y),
            Pen::SMALL,
        );
        self.key(sheet, y + 16)
    }

    /// The numbers of the spokes with their names, in two columns.
    fn key(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let pen = Pen::LABEL;
        let half = self.spokes.len().div_ceil(2);
        let column = (Sheet::RIGHT - Sheet::LEFT) / 2;
        let mut low = top;
        for (side, names) in self.spokes.chunks(half.max(1)).enumerate() {
            let left = Sheet::LEFT + column * side as i32;
            let mut y = top;
            for (at, name) in names.iter().enumerate() {
                let number = format!("{}", side * half + at + 1);
                let middle = y + pen.leading() / 2;
                sheet.text(&number, (left + 18, middle), pen.side(Side::End).colour(MUTED));
                y = sheet.paragraph(name, left + 26, y, left + column - 8, pen);
            }
            low = low.max(y);
        }
        low
    }
}

/// How far the name of a spoke reaches above and below the centre.
fn beside(net: &Net, spoke: usize, lines: &[String]) -> (i32, i32) {
    let high = Pen::LABEL.leading() * lines.len() as i32;
    let middle = name_at(net, spoke, high).1 - net.centre.1;
    (middle - high / 2, middle + high / 2)
}

/// The middle of the name of a spoke.
fn name_at(net: &Net, spoke: usize, high: i32) -> (i32, i32) {
    let (_, down) = net.way(spoke);
    let (x, y) = net.at(spoke, 1.0 + 12.0 / f64::from(net.radius));
    (x, y + (down * f64::from(high) / 2.0).round() as i32)
}

fn names_of_spokes(sheet: &Sheet<'_>, net: &Net, said: &[Vec<String>]) {
    for (spoke, lines) in said.iter().enumerate() {
        let (right, _) = net.way(spoke);
        let side = match right {
            right if right > 0.1 => Side::Start,
            right if right < -0.1 => Side::End,
            _ => Side::Middle,
        };
        let high = Pen::LABEL.leading() * lines.len() as i32;
        sheet.block(lines, name_at(net, spoke, high), Pen::LABEL.side(side));
    }
}

impl Picture for Radar {
    fn is_empty(&self) -> bool {
        self.spokes.is_empty() || !self.groups.iter().any(|group| group.known().next().is_some())
    }

    fn draw(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        match self.groups.len() > TOGETHER {
            true => self.apart(sheet, top),
            false => self.together(sheet, top),
        }
    }

    fn columns(&self, language: Language) -> Columns {
        columns(&self.of, &self.spokes, &self.groups, self.unit, language)
    }
}
