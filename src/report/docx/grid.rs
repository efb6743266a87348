//! A table of a report as a word processor knows it: as wide as the text, columns by what they hold, thin rules.

use docx_rs::{
    AlignmentType, BorderType, Paragraph, Run as Words, Table as DocxTable, TableBorders, TableCell,
    TableCellBorder, TableCellBorderPosition, TableCellMargins, TableLayoutType, TableRow, VAlignType,
    WidthType,
};

use crate::report::document::{Table, TableKind};
use crate::tables::Field;
use crate::words::Language;

/// Between the margins, in twentieths of a point.
const WIDTH: usize = 9638;

/// A column is as wide as so many letters at least and at most.
const LEAST: usize = 6;
const MOST: usize = 38;

/// Where a row stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Head,
    Body,
    /// The last row above sums or the end.
    Closing,
    Sum,
}

pub fn drawn(table: &Table, language: Language) -> DocxTable {
    let widths = widths(table, language);
    let size = match (table.kind, widths.len()) {
        (TableKind::Words, _) => 15,
        (_, columns) if columns > 8 => 14,
        (_, columns) if columns > 6 => 16,
        _ => 18,
    };
    let drawer = Drawer {
        table,
        widths: &widths,
        size,
    };
    let mut rows = vec![drawer.head()];
    let (body, sums) = table.rows();
    for (at, row) in body.iter().enumerate() {
        let place = if at + 1 == body.len() {
            Place::Closing
        } else {
            Place::Body
        };
        rows.push(drawer.row(row, place, language));
    }
    rows.extend(sums.iter().map(|row| drawer.row(row, Place::Sum, language)));
    DocxTable::new(rows)
        .set_grid(widths)
        .width(WIDTH, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .set_borders(TableBorders::with_empty())
        .margins(TableCellMargins::new().margin(30, 70, 30, 70))
}

struct Drawer<'t> {
    table: &'t Table,
    widths: &'t [usize],
    size: usize,
}

impl Drawer<'_> {
    fn head(&self) -> TableRow {
        let cells = self.table.grid.headings.iter().enumerate().map(|(at, heading)| {
            let link = crate::report::docx::link(heading, &self.table.origin.anchor());
            let paragraph = self.aligned(at);
            let paragraph = match heading.is_empty() {
                true => paragraph,
                false => paragraph.add_hyperlink(link),
            };
            self.cell(at, paragraph.size(self.size).color("5F5B54"), Place::Head)
        });
        TableRow::new(cells.collect()).cant_split()
    }

    fn row(&self, row: &[Field], place: Place, language: Language) -> TableRow {
        let cells = row.iter().enumerate().map(|(at, field)| {
            let words = Words::new().size(self.size).add_text(field.say(language));
            let words = if place == Place::Sum { words.bold() } else { words };
            self.cell(at, self.aligned(at).add_run(words), place)
        });
        TableRow::new(cells.collect()).cant_split()
    }

    fn aligned(&self, column: usize) -> Paragraph {
        let paragraph = Paragraph::new().style("Cell");
        match self.table.is_of_figures(column) {
            true => paragraph.align(AlignmentType::Right),
            false => paragraph,
        }
    }

    fn cell(&self, column: usize, paragraph: Paragraph, place: Place) -> TableCell {
        let line = |position, size| {
            TableCellBorder::new(position)
                .size(size)
                .border_type(BorderType::Single)
                .color("1F1D1A")
        };
        let cell = TableCell::new()
            .add_paragraph(paragraph)
            .width(self.widths.get(column).copied().unwrap_or(WIDTH), WidthType::Dxa);
        let (top, bottom) = (TableCellBorderPosition::Top, TableCellBorderPosition::Bottom);
        match place {
            Place::Head => cell
                .vertical_align(VAlignType::Bottom)
                .set_border(line(top, 8))
                .set_border(line(bottom, 4)),
            Place::Closing => cell.set_border(line(bottom, 4)),
            Place::Body | Place::Sum => cell,
        }
    }
}

/// Shares of the width by the longest that a column holds; words share the width as they need it.
fn widths(table: &Table, language: Language) -> Vec<usize> {
    let columns = table.grid.headings.len().max(1);
    let longest_word = |text: &str| {
        text.split([' ', '-'])
            .map(|word| word.chars().count())
            .max()
            .unwrap_or(0)
    };
    let needs: Vec<usize> = (0..columns)
        .map(|at| {
            let cells = table.grid.rows.iter().filter_map(|row| row.get(at));
            let cells = cells
                .map(|field| field.say(language).chars().count())
                .max()
                .unwrap_or(0);
            let heading = table
                .grid
                .headings
                .get(at)
                .map_or(0, |heading| longest_word(heading));
            cells.max(heading).clamp(LEAST, MOST)
        })
        .collect();
    let all: usize = needs.iter().sum();
    needs.iter().map(|need| WIDTH * need / all).collect()
}
