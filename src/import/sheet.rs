//! Rows of a spreadsheet: which of its sheets are read, after a look at what the file unpacks to.
//!
//! Deliberately absent: streaming. What stands in which cell is not told by the order of the file.

use std::fs::File;
use std::io::{BufReader, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::book::Book;
use super::choices::Choices;
use super::columns::is_open;
use super::delimited::unreadable;
use super::grid::{Grid, MOST, too_large};
use super::joined::has_text;
use super::kind::Kind;
use super::parts::Parts;
use super::profile::profile;
use super::promised;
use super::row::Row;
use super::title;
use super::unfolded;
use crate::packed::checked;
use crate::problem::{Notice, Problem, Result};

/// Bytes that a spreadsheet may unpack to; it is read piece by piece.
const UNPACKED: u64 = 1 << 30;
/// Rows in which answers are looked for.
const LOOKED_AT: u32 = 200;
/// What is said instead of the name of a sheet to have all of one form.
const ALL: [&str; 3] = ["*", "all", "alle"];

/// The sheets that are read, one after the other.
pub(super) struct Sheet {
    /// Names of the sheets that are read.
    pub read: Vec<String>,
    /// Names of the other sheets.
    pub others: Vec<String>,
    parts: Parts,
}

impl Sheet {
    /// Opens the sheets that were named, else the first one that has rows.
    ///
    /// # Errors
    /// Damaged, protected by a password, more than memory should hold, no such sheet, sheets of several forms, nothing in it.
    pub fn open(file: File, kind: Kind, choices: &Choices) -> Result<(Sheet, Vec<Notice>)> {
        let mut file = BufReader::new(file);
        file.rewind().map_err(unreadable)?;
        if kind != Kind::Xls {
            checked(&mut file, UNPACKED)?;
        }
        match kind {
            Kind::Ods => unfolded::check(&mut file)?,
            Kind::Xlsx => promised::check(&mut file)?,
            _ => {}
        }
        file.rewind().map_err(unreadable)?;
        // A damaged file must not end the program, whatever the reader does with it.
        let opened = catch_unwind(AssertUnwindSafe(|| choose(Book::open(file, kind)?, choices)));
        opened.unwrap_or_else(|_| Err(damaged("")))
    }

    /// Reads the next row; `false` at the end.
    pub fn next(&mut self, row: &mut Row) -> bool {
        self.parts.next(row)
    }

    /// Begins again with the first row.
    pub fn rewind(&mut self) {
        self.parts.rewind();
    }

    /// Whether several sheets are read one below the other.
    pub fn has_parts(&self) -> bool {
        self.parts.are_several()
    }

    /// Rows given out, and rows in all.
    pub fn progress(&self) -> (u64, u64) {
        self.parts.progress()
    }

    /// The sheet that the latest row stands in, where several are read.
    pub fn part(&self) -> Option<&str> {
        self.parts.part()
    }
}

fn choose(mut book: Book, choices: &Choices) -> Result<(Sheet, Vec<Notice>)> {
    let wanted = &choices.sheets;
    let names = book.names();
    let list = names.join(", ");
    let found = |wanted: &String| {
        let folded = wanted.trim().to_lowercase();
        names.iter().find(|name| name.trim().to_lowercase() == folded)
    };
    let all = wanted
        .iter()
        .any(|name| found(name).is_none() && ALL.contains(&name.trim()));
    let mut named: Vec<String> = Vec::new();
    for wanted in wanted.iter().filter(|_| !all) {
        let name = found(wanted).ok_or_else(|| {
            Problem::usage(
                format!("Ein Blatt »{wanted}« gibt es nicht."),
                format!("There is no sheet \"{wanted}\"."),
            )
            .hint(
                format!("Die Blätter heißen: {list}."),
                format!("The sheets are: {list}."),
            )
        })?;
        if !named.contains(name) {
            named.push(name.clone());
        }
    }
    let (parts, mut notices) = match named.is_empty() {
        false => together(&mut book, &named, choices)?,
        true => first_or_all(&mut book, &names, all, choices)?,
    };
    if parts.is_empty() {
        return Err(Problem::input(
            "In der Tabelle steht nichts.",
            "There is nothing in the spreadsheet.",
        )
        .hint(
            format!("Die Blätter heißen: {list}. Ein anderes mit --sheet NAME nennen."),
            format!("The sheets are: {list}. Name another one with --sheet NAME."),
        ));
    }
    let stacked = parts.names();
    let read: Vec<String> = stacked.iter().cloned().chain(parts.joined()).collect();
    let others: Vec<String> = names.into_iter().filter(|other| !read.contains(other)).collect();
    let name = read.join(", ");
    if (wanted.is_empty() || all) && !others.is_empty() {
        let others = others.join(", ");
        notices.push(match all {
            true => Notice::new(
                format!("Gelesen wurden die Blätter {name}; andere Spalten oder keine Zeilen haben: {others}."),
                format!("The sheets {name} were read; other columns or no rows have: {others}."),
            ),
            false => Notice::new(
                format!(
                    "Gelesen wurde das Blatt »{name}«, nicht: {others}. Ein anderes oder mehrere (weitere Wellen, oder \
                     Angaben zu denselben Zeilen): jedes mit --sheet NAME."
                ),
                format!(
                    "The sheet \"{name}\" was read, not: {others}. Another one or several (further waves, or what \
                     is known of the same rows): each with --sheet NAME."
                ),
            ),
        });
    }
    if parts.are_several() {
        let n = stacked.len();
        notices.push(Notice::new(
            format!("Mehrere Blätter ({n}): Ihr Name steht in der Hintergrundspalte »sheet« und vor jeder Kennung."),
            format!("Several sheets ({n}): their name stands in the background column \"sheet\" and before each id."),
        ));
    }
    Ok((Sheet { read, others, parts }, notices))
}

/// The first sheet with rows, or all that have its columns.
fn first_or_all(
    book: &mut Book,
    names: &[String],
    all: bool,
    choices: &Choices,
) -> Result<(Parts, Vec<Notice>)> {
    let mut parts = Parts::default();
    let mut notices = Vec::new();
    for name in names {
        let grid = book.grid(name)?;
        // A sheet of one row is a title page.
        let is_last = Some(name) == names.last();
        if grid.has_rows() < 2 && names.len() > 1 && !(is_last && parts.is_empty()) {
            continue;
        }
        if grid.has_rows() == 0 {
            break;
        }
        let said = above(name, &grid);
        if parts.add(name, grid, choices).is_ok() {
            notices.extend(said);
        }
        fits_memory(&parts)?;
        if !all {
            break;
        }
    }
    Ok((parts, notices))
}

/// The sheets that were named: those of one form one below the other, the others joined to them by their ids.
fn together(book: &mut Book, named: &[String], choices: &Choices) -> Result<(Parts, Vec<Notice>)> {
    let mut grids = Vec::new();
    let mut notices = Vec::new();
    let mut taken = 0;
    for name in named {
        let grid = book.grid(name)?;
        taken += grid.bytes();
        if taken > MOST {
            return Err(too_large());
        }
        match grid.has_rows() {
            0 => {}
            1 if named.len() > 1 => notices.push(Notice::new(
                format!("Das Blatt »{name}« hat nur eine Zeile und wurde nicht gelesen."),
                format!("The sheet \"{name}\" has only one row and was not read."),
            )),
            _ => {
                notices.extend(above(name, &grid));
                grids.push((name, grid));
            }
        }
    }
    // The answers first, whatever the order in which the sheets were named.
    grids.sort_by_key(|(_, grid)| !has_answers(grid, choices));
    let mut parts = Parts::default();
    let mut unlike = Vec::new();
    for (name, grid) in grids {
        if let Err(grid) = parts.add(name, grid, choices) {
            unlike.push((name, grid));
        }
    }
    for (name, grid) in unlike {
        notices.extend(parts.join(name, grid, choices)?);
    }
    Ok((parts, notices))
}

/// Whether a sheet has a column of answers: one that was named, or one that looks it where none was.
fn has_answers(grid: &Grid, choices: &Choices) -> bool {
    let headings = grid.headings();
    if !choices.text.is_empty() {
        return has_text(&headings, choices);
    }
    let rows: Vec<Row> = (1..=LOOKED_AT)
        .map(|below| {
            let mut row = Row::default();
            grid.fill(grid.top() + below, &mut row);
            row
        })
        .collect();
    let mut columns = headings.iter().enumerate();
    columns.any(|(column, heading)| {
        let cells = rows.iter().map(|row| row.cell(column));
        is_open(heading, None, &profile(cells)).is_some()
    })
}

fn fits_memory(parts: &Parts) -> Result<()> {
    match parts.bytes() > MOST {
        true => Err(too_large()),
        false => Ok(()),
    }
}

fn above(name: &str, grid: &Grid) -> Option<Notice> {
    let title = grid.title();
    let first = title.first()?.trim();
    Some(title::said(
        Some(name),
        u64::from(grid.top()) + 1,
        title.len(),
        first,
    ))
}

pub(super) fn damaged(error: &str) -> Problem {
    let because = if error.is_empty() {
        String::new()
    } else {
        format!(" ({error})")
    };
    Problem::input(
        format!("Die Tabelle ist unvollständig oder beschädigt und lässt sich nicht öffnen{because}."),
        format!("The spreadsheet is incomplete or damaged and cannot be opened{because}."),
    )
    .hint(
        "Die Antworten noch einmal exportieren, oder die Datei im Tabellenprogramm öffnen und neu speichern.",
        "Export the answers once more, or open the file in the spreadsheet program and save it anew.",
    )
}
