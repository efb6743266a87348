//! What charts are drawn on: plotters' SVG backend, with the few marks that all kinds share.
//!
//! Deliberately absent: colours and sizes (`style`), and what the marks mean.

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{
    Cartesian2d, ChartBuilder, ChartContext, Circle, DrawingArea, IntoDrawingArea, PathElement, Polygon,
    Rectangle, SVGBackend, Text, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontTransform, RGBColor, ShapeStyle};

use super::style::{INK, LABEL, LEADING, MARGIN, MUTED, PAPER, SMALL, TITLE, WIDTH};
use super::text::{Weight, font, wrap};
use crate::words::Language;

/// Higher than any chart: the height is known when all is drawn, and written then.
const HIGHEST: u32 = 20_000;

/// A coordinate system on a sheet.
pub(super) type Plane<'s> = ChartContext<'s, SVGBackend<'s>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

pub(super) struct Sheet<'s> {
    area: DrawingArea<SVGBackend<'s>, Shift>,
    pub language: Language,
}

/// On which side of its point a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// It begins at the point.
    Start,
    Middle,
    /// It ends at the point.
    End,
}

/// How a text is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    pub size: i32,
    pub colour: RGBColor,
    pub side: Side,
    pub weight: Weight,
}

impl Pen {
    pub const LABEL: Pen = Pen {
        size: LABEL,
        colour: INK,
        side: Side::Start,
        weight: Weight::Normal,
    };
    pub const SMALL: Pen = Pen {
        size: SMALL,
        colour: MUTED,
        ..Pen::LABEL
    };
    pub const TITLE: Pen = Pen {
        size: TITLE,
        weight: Weight::Bold,
        ..Pen::LABEL
    };

    pub fn side(self, side: Side) -> Pen {
        Pen { side, ..self }
    }

    pub fn colour(self, colour: RGBColor) -> Pen {
        Pen { colour, ..self }
    }

    /// From line to line.
    pub fn leading(self) -> i32 {
        (f64::from(self.size) * LEADING).round() as i32
    }

    pub fn width(self, text: &str) -> i32 {
        super::text::width(text, self.size, self.weight)
    }

    pub fn longest(self, text: &str) -> i32 {
        super::text::longest(text, self.size, self.weight)
    }

    pub fn wrap(self, text: &str, room: i32) -> Vec<String> {
        wrap(text, room, self.size, self.weight)
    }
}

/// Forms of points that differ without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Disc,
    Square,
    Triangle,
    Diamond,
    Ring,
}

impl Marker {
    pub const ALL: [Marker; 5] = [
        Marker::Disc,
        Marker::Square,
        Marker::Triangle,
        Marker::Diamond,
        Marker::Ring,
    ];
}

impl<'s> Sheet<'s> {
    pub fn new(into: &'s mut String, language: Language) -> Sheet<'s> {
        let area = SVGBackend::with_string(into, (WIDTH as u32, HIGHEST)).into_drawing_area();
        Sheet { area, language }
    }

    /// All marks are written when the last part of the sheet is dropped; this says that nothing is missing.
    pub fn finish(self) {
        drawn(self.area.present());
    }

    /// Where drawing begins and ends.
    pub const LEFT: i32 = MARGIN;
    pub const RIGHT: i32 = WIDTH - MARGIN;

    /// A line of text whose middle stands at `y`.
    pub fn text(&self, text: &str, at: (i32, i32), pen: Pen) {
        if text.is_empty() {
            return;
        }
        let side = match pen.side {
            Side::Start => HPos::Left,
            Side::Middle => HPos::Center,
            Side::End => HPos::Right,
        };
        let style = TextStyle::from(font(pen.size, pen.weight))
            .color(&pen.colour)
            .pos(Pos::new(side, VPos::Center));
        // The backend sets letters a little high: half the height of small ones, not of capitals.
        drawn(self.area.draw(&Text::new(text, (at.0, at.1 + 1), style)));
    }

    /// Lines of text whose middle together stands at `y`.
    pub fn block(&self, lines: &[String], at: (i32, i32), pen: Pen) {
        let first = at.1 - pen.leading() * (lines.len() as i32 - 1) / 2;
        for (line, place) in lines.iter().zip(0..) {
            self.text(line, (at.0, first + place * pen.leading()), pen);
        }
    }

    /// Lines that are read from below to above; they begin at the point, and stand around it from left to right.
    pub fn turned(&self, lines: &[String], at: (i32, i32), pen: Pen) {
        let first = at.0 - pen.leading() * (lines.len() as i32 - 1) / 2;
        for (line, place) in lines.iter().zip(0..) {
            let font = font(pen.size, pen.weight).transform(FontTransform::Rotate270);
            let style = TextStyle::from(font)
                .color(&pen.colour)
                .pos(Pos::new(HPos::Left, VPos::Center));
            let x = first + place * pen.leading() + 1;
            drawn(self.area.draw(&Text::new(line.clone(), (x, at.1), style)));
        }
    }

    /// White behind lines of text, where lines of the drawing would cross them.
    pub fn paper(&self, lines: &[String], at: (i32, i32), pen: Pen) {
        let wide = lines.iter().map(|line| pen.width(line)).max().unwrap_or(0);
        let high = pen.leading() * lines.len() as i32;
        let left = match pen.side {
            Side::Start => at.0,
            Side::Middle => at.0 - wide / 2,
            Side::End => at.0 - wide,
        };
        let top = at.1 - high / 2 + 1;
        self.fill((left - 1, top), (left + wide + 1, top + high - 2), PAPER);
    }

    /// A paragraph from `top` downwards; says where it ends.
    pub fn paragraph(&self, text: &str, left: i32, top: i32, right: i32, pen: Pen) -> i32 {
        let mut y = top;
        for line in super::text::fill(text, right - left, pen.size, pen.weight) {
            self.text(&line, (left, y + pen.leading() / 2), pen);
            y += pen.leading();
        }
        y
    }

    pub fn fill(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor) {
        if from.0 != to.0 && from.1 != to.1 {
            drawn(self.area.draw(&Rectangle::new([from, to], colour.filled())));
        }
    }

    /// A line along points.
    pub fn line(&self, points: Vec<(i32, i32)>, colour: RGBColor, thick: u32) {
        drawn(
            self.area
                .draw(&PathElement::new(points, colour.stroke_width(thick))),
        );
    }

    pub fn rule(&self, from: (i32, i32), to: (i32, i32), colour: RGBColor) {
        self.line(vec![from, to], colour, 1);
    }

    /// A line along points in dashes: lengths drawn and left out in turn, counted on around corners.
    pub fn dashed(&self, points: &[(i32, i32)], dashes: &[i32], colour: RGBColor, thick: u32) {
        if dashes.is_empty() {
            self.line(points.to_vec(), colour, thick);
            return;
        }
        for dash in super::dash::dashes(points, dashes) {
            self.line(dash, colour, thick);
        }
    }

    /// The backend draws surfaces without an edge.
    pub fn surface(&self, points: Vec<(i32, i32)>, colour: RGBColor, opacity: f64) {
        let style = ShapeStyle::from(&colour.mix(opacity)).filled();
        drawn(self.area.draw(&Polygon::new(points, style)));
    }

    pub fn disc(&self, centre: (i32, i32), radius: i32, colour: RGBColor) {
        drawn(self.area.draw(&Circle::new(centre, radius, colour.filled())));
    }

    pub fn ring(&self, centre: (i32, i32), radius: i32, colour: RGBColor, thick: u32) {
        drawn(
            self.area
                .draw(&Circle::new(centre, radius, colour.stroke_width(thick))),
        );
    }

    pub fn marker(&self, marker: Marker, (x, y): (i32, i32), colour: RGBColor) {
        match marker {
            Marker::Disc => self.disc((x, y), 4, colour),
            Marker::Square => self.fill((x - 4, y - 4), (x + 4, y + 4), colour),
            Marker::Triangle => self.surface(vec![(x, y - 5), (x + 5, y + 4), (x - 5, y + 4)], colour, 1.0),
            Marker::Diamond => {
                self.surface(vec![(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)], colour, 1.0)
            }
            Marker::Ring => {
                self.disc((x, y), 5, PAPER);
                self.ring((x, y), 4, colour, 2);
            }
        }
    }

    /// A coordinate system of plotters on a part of the sheet; labels of axes stand outside it.
    pub fn plane(
        &self,
        from: (i32, i32),
        to: (i32, i32),
        x: std::ops::Range<f64>,
        y: std::ops::Range<f64>,
    ) -> Plane<'s> {
        let size = ((to.0 - from.0) as u32, (to.1 - from.1) as u32);
        let area = self.area.clone().shrink(from, size);
        drawn(ChartBuilder::on(&area).build_cartesian_2d(x, y))
    }
}

/// Drawing into memory does not fail: the only error of the backend is that of a file.
pub(super) fn drawn<T, E: std::fmt::Debug>(result: Result<T, E>) -> T {
    result.expect("a drawing in memory")
}
