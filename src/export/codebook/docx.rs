//! The codebook as a document: a table over landscape pages, its headings on each of them.

use docx_rs::{
    AlignmentType, BorderType, Docx, LineSpacing, PageOrientationType, Paragraph, Run as Words,
    SpecialIndentType, Table, TableBorders, TableCell, TableCellBorder, TableCellBorderPosition,
    TableCellBorders, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::overview::{Column, Overview, Row};
use crate::export::document::{About, LONG_SIDE, MARGIN, SHORT_SIDE, numbered, packed, styled};
use crate::problem::{Notice, Result};
use crate::words::Language;

/// Between the margins, in twentieths of a point.
const WIDTH: usize = (LONG_SIDE as usize) - 2 * (MARGIN as usize);
/// Half points.
const SIZE: usize = 17;
/// Of one level, in twentieths of a point.
const INDENT: i32 = 200;
/// Levels that are drawn; deeper ones stand as far in.
const LEVELS: usize = 6;
/// A row with more letters may go on on the next page.
const LONG: usize = 1200;

/// The file, and a notice where it is without control characters, which documents cannot hold.
///
/// # Errors
/// The library cannot write it: our bug.
pub(super) fn file(overview: &Overview, language: Language) -> Result<(Vec<u8>, Option<Notice>)> {
    let title = plain(&overview.title);
    let mut docx = numbered(styled(Docx::new()))
        .page_size(LONG_SIDE, SHORT_SIDE)
        .page_orient(PageOrientationType::Landscape)
        .add_paragraph(
            Paragraph::new()
                .style("Title")
                .add_run(Words::new().add_text(&title)),
        );
    for paragraph in &overview.lead {
        let words = Words::new().add_text(plain(paragraph));
        docx = docx.add_paragraph(Paragraph::new().style("Lead").add_run(words));
    }
    docx = docx.add_table(table(overview));
    let about = About {
        title: &title,
        language,
        ..About::default()
    };
    let bytes = packed(docx, &about)?;
    let texts = overview.rows.iter().flat_map(|row| row.cells.iter().flatten());
    let stripped = texts
        .chain(&overview.lead)
        .filter(|text| plain(text) != **text)
        .count();
    let notice = (stripped > 0).then(|| {
        Notice::new(
            format!("Texte ohne ihre Steuerzeichen, die ein Dokument nicht fasst: {stripped}."),
            format!("Texts without their control characters, which a document cannot hold: {stripped}."),
        )
    });
    Ok((bytes, notice))
}

fn table(overview: &Overview) -> Table {
    let all: usize = overview.columns.iter().map(|column| column.weight()).sum();
    let widths: Vec<usize> = overview
        .columns
        .iter()
        .map(|column| WIDTH * column.weight() / all)
        .collect();
    let mut rows = vec![head(overview, &widths)];
    rows.extend(
        overview
            .rows
            .iter()
            .map(|row| body(row, &overview.columns, &widths)),
    );
    Table::new(rows)
        .set_grid(widths)
        .width(WIDTH, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .set_borders(TableBorders::with_empty())
        .margins(TableCellMargins::new().margin(50, 80, 50, 80))
}

fn head(overview: &Overview, widths: &[usize]) -> TableRow {
    let cells = overview.headings.iter().zip(&overview.columns).zip(widths);
    let cells = cells.map(|((heading, column), width)| {
        let words = Words::new().size(SIZE).bold().add_text(heading);
        let paragraph = aligned(*column).keep_next(true).add_run(words);
        let borders = TableCellBorders::with_empty()
            .set(rule(TableCellBorderPosition::Top, 8, "1F1D1A"))
            .set(rule(TableCellBorderPosition::Bottom, 4, "1F1D1A"));
        TableCell::new()
            .add_paragraph(paragraph)
            .width(*width, WidthType::Dxa)
            .vertical_align(VAlignType::Bottom)
            .set_borders(borders)
    });
    TableRow::new(cells.collect()).cant_split()
}

fn body(row: &Row, columns: &[Column], widths: &[usize]) -> TableRow {
    let cells = row
        .cells
        .iter()
        .zip(columns)
        .zip(widths)
        .map(|((paragraphs, column), width)| {
            let borders =
                TableCellBorders::with_empty().set(rule(TableCellBorderPosition::Bottom, 4, "C9C5BD"));
            let mut cell = TableCell::new()
                .width(*width, WidthType::Dxa)
                .set_borders(borders);
            for text in paragraphs {
                cell = cell.add_paragraph(paragraph(text, row, *column));
            }
            if paragraphs.is_empty() {
                cell = cell.add_paragraph(aligned(*column));
            }
            cell
        });
    let letters: usize = row.cells.iter().flatten().map(String::len).sum();
    let drawn = TableRow::new(cells.collect());
    if letters > LONG { drawn } else { drawn.cant_split() }
}

fn paragraph(text: &str, row: &Row, column: Column) -> Paragraph {
    let words = Words::new().size(SIZE).add_text(plain(text));
    let paragraph = aligned(column);
    match column {
        Column::Category => {
            let left = INDENT * row.depth.min(LEVELS) as i32;
            let words = if row.is_dimension { words.bold() } else { words };
            paragraph
                .indent(Some(left), None::<SpecialIndentType>, None, None)
                .add_run(words)
        }
        Column::Examples => paragraph
            .line_spacing(LineSpacing::new().after(40))
            .add_run(words.italic()),
        _ => paragraph.add_run(words),
    }
}

fn aligned(column: Column) -> Paragraph {
    let paragraph = Paragraph::new().style("Cell");
    match column {
        Column::Value => paragraph.align(AlignmentType::Right),
        _ => paragraph,
    }
}

fn rule(position: TableCellBorderPosition, size: usize, color: &str) -> TableCellBorder {
    TableCellBorder::new(position)
        .size(size)
        .border_type(BorderType::Single)
        .color(color)
}

/// Without what XML cannot hold (XML 1.0, 2.2).
fn plain(text: &str) -> String {
    text.chars()
        .map(|letter| if letter == '\t' { ' ' } else { letter })
        .filter(|letter| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}'))
        .collect()
}
