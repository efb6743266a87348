//! Tables to read on screen. A table that is wider than the screen is continued below, its first column repeated.

use comfy_table::{
    CellAlignment, Column, ColumnConstraint, ContentArrangement, Table as Drawn, Width, presets,
};

use super::form::Drawing;
use super::grid::{Field, Grid};
use super::table::Table;
use crate::problem::Result;
use crate::words::Language;

/// Headings are broken at blanks and hyphens down to this width; longer words keep their own.
const NARROW: usize = 10;
/// The first column is not wider than this part of the screen.
const FIRST_COLUMN: f64 = 0.5;
/// A further column of words is broken at blanks beyond this width.
const WORDS: usize = 40;

pub(super) fn draw(tables: &[Table], drawing: &Drawing) -> Result<String> {
    let mut out = String::new();
    for table in tables {
        if !out.is_empty() {
            out.push('\n');
        }
        for sentence in table.says(drawing.language) {
            out.push_str(&sentence);
            out.push('\n');
        }
        for grid in table.grids(drawing.language) {
            out.push('\n');
            out.push_str(&draw_grid(&grid, drawing));
        }
    }
    Ok(out)
}

/// A block with its title above.
pub fn draw_grid(grid: &Grid, drawing: &Drawing) -> String {
    let mut out = format!("{}\n", grid.title);
    for columns in panels(grid, drawing) {
        out.push_str(&panel(grid, &columns, drawing));
        out.push('\n');
    }
    out
}

/// Which columns stand side by side, with their widths; the first column is always among them.
fn panels(grid: &Grid, drawing: &Drawing) -> Vec<Vec<(usize, usize)>> {
    let all = |narrow| -> Vec<usize> {
        (0..grid.headings.len())
            .map(|at| column_width(grid, at, narrow, drawing))
            .collect()
    };
    let Some(screen) = drawing.width else {
        return vec![all(usize::MAX).into_iter().enumerate().collect()];
    };
    let whole = divided(&all(usize::MAX), screen);
    if whole.len() == 1 {
        return whole;
    }
    // As few panels as the screen allows, and these about equally wide: no column is left alone below.
    let widths = all(NARROW);
    let few = divided(&widths, screen);
    (0..screen)
        .map(|screen| divided(&widths, screen))
        .find(|panels| panels.len() == few.len())
        .unwrap_or(few)
}

fn divided(widths: &[usize], screen: usize) -> Vec<Vec<(usize, usize)>> {
    let first = (0, widths[0]);
    let mut panels = vec![vec![first]];
    // A border on the left of the panel; each column brings its margins and its border.
    let start = 1 + widths[0] + 3;
    let mut used = start;
    for (at, width) in widths.iter().copied().enumerate().skip(1) {
        let open = panels.last_mut().expect("there is always an open panel");
        if used + width + 3 > screen && open.len() > 1 {
            panels.push(vec![first, (at, width)]);
            used = start + width + 3;
        } else {
            open.push((at, width));
            used += width + 3;
        }
    }
    panels
}

/// `narrow`: headings are broken at blanks down to this width.
fn column_width(grid: &Grid, at: usize, narrow: usize, drawing: &Drawing) -> usize {
    let contents = grid
        .rows
        .iter()
        .map(|row| wide(&row[at].say(drawing.language)))
        .max();
    let contents = contents.unwrap_or(0);
    let heading = &grid.headings[at];
    if at == 0 {
        let limit = drawing
            .width
            .map_or(usize::MAX, |width| (width as f64 * FIRST_COLUMN) as usize);
        return contents.max(wide(heading)).min(limit.max(NARROW));
    }
    let word = heading.split_whitespace().map(wide).max().unwrap_or(0);
    let contents = match is_words(grid, at) {
        true => contents.min(WORDS),
        false => contents,
    };
    contents.max(word).max(wide(heading).min(narrow))
}

/// Whether a column holds words, which begin on the left, rather than figures, of which a few may be undefined for a reason
/// in words.
fn is_words(grid: &Grid, at: usize) -> bool {
    let begins = |row: &Vec<Field>| match &row[at] {
        Field::Text(text) => text.trim_start().chars().next(),
        Field::Nothing => None,
        Field::Count(_) | Field::Share(_) => Some('0'),
    };
    let (words, all) = grid
        .rows
        .iter()
        .filter_map(begins)
        .fold((0, 0), |(words, all), first| {
            (words + usize::from(first.is_alphabetic()), all + 1)
        });
    words * 2 > all
}

fn wide(text: &str) -> usize {
    text.chars().count()
}

fn panel(grid: &Grid, columns: &[(usize, usize)], drawing: &Drawing) -> String {
    let mut drawn = Drawn::new();
    drawn
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(columns.iter().map(|(at, _)| grid.headings[*at].clone()));
    let language: Language = drawing.language;
    for row in &grid.rows {
        drawn.add_row(columns.iter().map(|(at, _)| row[*at].say(language)));
    }
    for (place, (at, width)) in columns.iter().enumerate() {
        let column: &mut Column = drawn.column_mut(place).expect("every column was given a heading");
        // Two for the margins.
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(*width as u16 + 2)));
        if *at > 0 && !is_words(grid, *at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    drawn.to_string()
}
