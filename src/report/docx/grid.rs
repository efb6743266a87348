//! A table of a report as a word processor knows it: as wide as the text, columns by what they hold, thin rules.

use docx_rs::{
    AlignmentType, BorderType, Hyperlink, HyperlinkType, Paragraph, Run as Words, Table as DocxTable,
    TableBorders, TableCell, TableCellBorder, TableCellBorderPosition, TableCellBorders, TableCellMargins,
    TableLayoutType, TableRow, VAlignType, WidthType,
};

use crate::report::document::{Table, TableKind};
use crate::tables::Field;
use crate::words::Language;

/// Between the margins, in twentieths of a point.
const WIDTH: usize = 9638;

/// A column is as wide as so many letters at least and at most.
const LEAST: usize = 4;
const MOST: usize = 38;
/// The names of rows, where there are many columns.
const MOST_OF_MANY: usize = 22;

/// Where a row stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Head,
    Body,
    /// The last row above sums or the end.
    Closing,
    Sum,
}

/// Whether a row stays on one page with the one below it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Kept,
    Loose,
}

/// A table of figures with no more rows stays on one page.
const MOST_KEPT: usize = 30;

pub fn drawn(table: &Table, language: Language) -> DocxTable {
    let widths = widths(table, language);
    let size = match (table.kind, widths.len()) {
        (TableKind::Words, _) => 15,
        (_, columns) if columns > 9 => 12,
        (_, columns) if columns > 6 => 14,
        _ => 18,
    };
    let drawer = Drawer {
        table,
        widths: &widths,
        size,
    };
    let mut rows = vec![drawer.head()];
    let (body, _) = table.rows();
    let last = table.grid.rows.len().saturating_sub(1);
    for (at, row) in table.grid.rows.iter().enumerate() {
        let place = match at {
            at if at >= body.len() => Place::Sum,
            at if at + 1 == body.len() => Place::Closing,
            _ => Place::Body,
        };
        let whole = table.kind == TableKind::Figures && table.grid.rows.len() <= MOST_KEPT;
        let next = if whole && at < last {
            Next::Kept
        } else {
            Next::Loose
        };
        rows.push(drawer.row(row, place, next, language));
    }
    DocxTable::new(rows)
        .set_grid(widths)
        .width(WIDTH, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .set_borders(TableBorders::with_empty())
        .margins(TableCellMargins::new().margin(30, 50, 30, 50))
}

struct Drawer<'t> {
    table: &'t Table,
    widths: &'t [usize],
    size: usize,
}

impl Drawer<'_> {
    fn head(&self) -> TableRow {
        let cells = self.table.grid.headings.iter().enumerate().map(|(at, heading)| {
            let words = Words::new().size(self.size).color("5F5B54").add_text(heading);
            let link = Hyperlink::new(self.table.origin.anchor(), HyperlinkType::Anchor).add_run(words);
            let paragraph = self.aligned(at);
            let paragraph = match heading.is_empty() {
                true => paragraph,
                false => paragraph.add_hyperlink(link),
            };
            self.cell(at, paragraph.keep_next(true), Place::Head)
        });
        TableRow::new(cells.collect()).cant_split()
    }

    fn row(&self, row: &[Field], place: Place, next: Next, language: Language) -> TableRow {
        let cells = row.iter().enumerate().map(|(at, field)| {
            let words = Words::new().size(self.size).add_text(field.say(language));
            let words = if place == Place::Sum { words.bold() } else { words };
            let paragraph = self.aligned(at).keep_next(next == Next::Kept).add_run(words);
            self.cell(at, paragraph, place)
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
        let none = TableCellBorders::with_empty();
        match place {
            Place::Head => cell
                .vertical_align(VAlignType::Bottom)
                .set_borders(none.set(line(top, 8)).set(line(bottom, 4))),
            Place::Closing => cell.set_borders(none.set(line(bottom, 4))),
            Place::Body | Place::Sum => cell,
        }
    }
}

/// Shares of the width by the longest that a column holds; names of rows and words may break.
fn widths(table: &Table, language: Language) -> Vec<usize> {
    let columns = table.grid.headings.len().max(1);
    let longest_word = |text: &str| {
        let words = text.split([' ', '-', '\u{a0}']);
        words.map(|word| word.chars().count()).max().unwrap_or(0)
    };
    let needs: Vec<usize> = (0..columns)
        .map(|at| {
            let cells = table.grid.rows.iter().filter_map(|row| row.get(at));
            let said: Vec<String> = cells.map(|field| field.say(language)).collect();
            let breaks = at == 0 || table.kind == TableKind::Words;
            let whole = said.iter().map(|cell| cell.chars().count()).max().unwrap_or(0);
            let words = said.iter().map(|cell| longest_word(cell)).max().unwrap_or(0);
            let most = if columns > 6 { MOST_OF_MANY } else { MOST };
            let cells = if breaks {
                whole.min(most).max(words)
            } else {
                whole.min(MOST)
            };
            let heading = table
                .grid
                .headings
                .get(at)
                .map_or(0, |heading| longest_word(heading));
            // Three for the space at the sides.
            cells.max(heading).max(LEAST) + 3
        })
        .collect();
    let all: usize = needs.iter().sum();
    needs.iter().map(|need| WIDTH * need / all).collect()
}
