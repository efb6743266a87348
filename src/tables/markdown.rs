//! Tables as Markdown, to be pasted into a text.

use super::form::Drawing;
use super::grid::{Field, Grid};
use super::table::Table;
use crate::problem::Result;
use crate::words::Language;

pub(super) fn draw(tables: &[Table], drawing: &Drawing) -> Result<String> {
    let mut out = String::new();
    for table in tables {
        if !out.is_empty() {
            out.push('\n');
        }
        let title = table.head.title();
        out.push_str(&format!("## {}\n\n", escaped(title.get(drawing.language))));
        for sentence in table.says(drawing.language) {
            out.push_str(&format!("- {}\n", escaped(&sentence)));
        }
        for grid in table.grids(drawing.language) {
            out.push_str(&format!("\n**{}**\n\n", escaped(&grid.title)));
            out.push_str(&grid_in_markdown(&grid, drawing.language));
        }
    }
    Ok(out)
}

/// A block without its title.
pub fn grid_in_markdown(grid: &Grid, language: Language) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(grid.headings.iter().map(|heading| escaped(heading)).collect());
    let sides = (0..grid.headings.len()).map(|at| if at == 0 { "---" } else { "---:" }.to_owned());
    out.push_str(&line(sides.collect()));
    let from = grid.rows.len() - grid.sums;
    for (at, row) in grid.rows.iter().enumerate() {
        let cell = |field: &Field| {
            let text = escaped(&field.say(language));
            if at >= from && !text.is_empty() {
                format!("**{text}**")
            } else {
                text
            }
        };
        out.push_str(&line(row.iter().map(cell).collect()));
    }
    out
}

/// A bar would end the cell, a line break the row.
pub fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('|', "\\|")
        .replace(['\n', '\r'], " ")
}
