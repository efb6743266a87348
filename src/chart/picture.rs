//! What every kind of chart can do: be drawn, and be read as a table.

use super::sheet::Sheet;
use crate::tables::Field;
use crate::words::Language;

/// The data of a chart as a table: headings and rows.
pub(super) struct Columns {
    pub headings: Vec<String>,
    pub rows: Vec<Vec<Field>>,
}

pub(super) trait Picture {
    /// Whether there is nothing to draw: no line, no point, no figure.
    fn is_empty(&self) -> bool;

    /// Draws from `top` downwards, as wide as the sheet, and says where the drawing ends. Units are pixels at 96 dpi.
    fn draw(&self, sheet: &Sheet<'_>, top: i32) -> i32;

    /// All figures that are drawn, to read.
    fn columns(&self, language: Language) -> Columns;
}
