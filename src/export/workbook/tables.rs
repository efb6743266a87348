//! Frequencies and crosstabs as sheets: what is counted in words, then the blocks of the table.

use super::sheet::{Sheet, Weight};
use crate::problem::Result;
use crate::tables::{Field, Table};
use crate::words::Language;

/// Width of the first column and of those with figures, in characters.
const NAMES: f64 = 40.0;
const FIGURES: f64 = 20.0;

pub(super) fn fill(sheet: &mut Sheet<'_>, tables: Vec<Table>, language: Language) -> Result<()> {
    for table in tables {
        sheet.title(table.head.title().get(language))?;
        for sentence in table.says(language) {
            sheet.text(0, &sentence, Weight::Plain)?;
            sheet.next_row();
        }
        for grid in table.grids(language) {
            sheet.next_row();
            sheet.text(0, &grid.title, Weight::Plain)?;
            sheet.next_row();
            let headings: Vec<(String, f64)> = grid
                .headings
                .iter()
                .enumerate()
                .map(|(at, heading)| (heading.clone(), if at == 0 { NAMES } else { FIGURES }))
                .collect();
            sheet.headings(&headings)?;
            let sums = grid.rows.len() - grid.sums;
            for (at, row) in grid.rows.iter().enumerate() {
                let weight = if at < sums { Weight::Plain } else { Weight::Sum };
                for (column, field) in row.iter().enumerate() {
                    match field {
                        Field::Text(text) => sheet.text(column, text, weight)?,
                        Field::Count(n) => sheet.count(column, *n, weight)?,
                        field if field.is_hidden() => sheet.text(column, &field.say(language), weight)?,
                        Field::Share(share) => sheet.share(column, *share, weight)?,
                        Field::Nothing => {}
                    }
                }
                sheet.next_row();
            }
        }
        sheet.next_row();
        sheet.next_row();
    }
    sheet.freeze_columns(1)
}
