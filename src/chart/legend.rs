//! What a colour, a line or a marker means, in one row or several above the drawing.

use plotters::style::RGBColor;

use super::sheet::{Marker, Pen, Sheet};

/// What stands before a name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sign {
    Fill(RGBColor),
    Point(Marker, RGBColor),
    Line(Marker, RGBColor, &'static [i32]),
}

impl Sign {
    fn room(self) -> i32 {
        match self {
            Sign::Fill(_) | Sign::Point(..) => 18,
            Sign::Line(..) => 38,
        }
    }
}

/// Draws the names from `left` on and goes on in the next row where one is full; says where it ends.
pub(super) fn legend(sheet: &Sheet<'_>, names: &[(Sign, &str)], left: i32, top: i32) -> i32 {
    let pen = Pen::LABEL;
    let row = pen.leading() + 4;
    let (mut x, mut y) = (left, top);
    for (sign, name) in names {
        let lines = pen.wrap(name, Sheet::RIGHT - left - sign.room());
        let wide = lines.iter().map(|line| pen.width(line)).max().unwrap_or(0);
        if x > left && x + sign.room() + wide > Sheet::RIGHT {
            x = left;
            y += row;
        }
        let middle = y + row / 2;
        match *sign {
            Sign::Fill(colour) => sheet.fill((x, middle - 6), (x + 12, middle + 6), colour),
            Sign::Point(marker, colour) => sheet.marker(marker, (x + 6, middle), colour),
            Sign::Line(marker, colour, dashes) => {
                sheet.dashed(&[(x, middle), (x + 30, middle)], dashes, colour, 2);
                sheet.marker(marker, (x + 15, middle), colour);
            }
        }
        for (line, at) in lines.iter().zip(0..) {
            sheet.text(line, (x + sign.room(), middle + at * pen.leading()), pen);
        }
        y += (lines.len() as i32 - 1) * pen.leading();
        x += sign.room() + wide + 20;
    }
    y + row + 6
}
