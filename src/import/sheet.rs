//! Rows of a spreadsheet: which of its sheets are read, after a look at what the file unpacks to.
//!
//! Deliberately absent: streaming. What stands in which cell is not told by the order of the file.

use std::fs::File;
use std::io::{BufReader, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::book::Book;
use super::delimited::unreadable;
use super::kind::Kind;
use super::parts::{Fits, Parts};
use super::row::Row;
use super::unfolded;
use crate::packed::checked;
use crate::problem::{Notice, Problem, Result};

/// Bytes that a spreadsheet may unpack to; it is read piece by piece.
const UNPACKED: u64 = 1 << 30;
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
    pub fn open(file: File, kind: Kind, wanted: &[String]) -> Result<(Sheet, Vec<Notice>)> {
        let mut file = BufReader::new(file);
        file.rewind().map_err(unreadable)?;
        if kind != Kind::Xls {
            checked(&mut file, UNPACKED)?;
        }
        if kind == Kind::Ods {
            unfolded::check(&mut file)?;
        }
        file.rewind().map_err(unreadable)?;
        // A damaged file must not end the program, whatever the reader does with it.
        let opened = catch_unwind(AssertUnwindSafe(|| choose(Book::open(file, kind)?, wanted)));
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

    /// Rows given out, and rows in all.
    pub fn progress(&self) -> (u64, u64) {
        self.parts.progress()
    }

    /// The sheet that the latest row stands in, where several are read.
    pub fn part(&self) -> Option<&str> {
        self.parts.part()
    }
}

fn choose(mut book: Book, wanted: &[String]) -> Result<(Sheet, Vec<Notice>)> {
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
    let candidates = if named.is_empty() { &names } else { &named };
    let mut parts = Parts::default();
    for name in candidates {
        let grid = book.grid(name)?;
        // A sheet of one row is a title page.
        let is_last = Some(name) == candidates.last();
        if grid.has_rows() < 2 && candidates.len() > 1 && !(is_last && parts.is_empty()) {
            continue;
        }
        if grid.has_rows() == 0 {
            break;
        }
        match parts.add(name, grid) {
            Fits::Yes => {}
            Fits::No if all => {}
            Fits::No => return Err(other_form(&parts.names(), name)),
        }
        if named.is_empty() && !all {
            break;
        }
    }
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
    let read = parts.names();
    let others: Vec<String> = names.into_iter().filter(|other| !read.contains(other)).collect();
    let name = read.join(", ");
    let mut notices = Vec::new();
    if (wanted.is_empty() || all) && !others.is_empty() {
        let others = others.join(", ");
        notices.push(match all {
            true => Notice::new(
                format!("Gelesen wurden die Blätter {name}; andere Spalten oder keine Zeilen haben: {others}."),
                format!("The sheets {name} were read; other columns or no rows have: {others}."),
            ),
            false => Notice::new(
                format!(
                    "Gelesen wurde das Blatt »{name}«, nicht: {others}. Ein anderes mit --sheet NAME, alle mit denselben Spalten mit --sheet alle."
                ),
                format!(
                    "The sheet \"{name}\" was read, not: {others}. Another one with --sheet NAME, all with the same columns with --sheet all."
                ),
            ),
        });
    }
    if read.len() > 1 {
        let n = read.len();
        notices.push(Notice::new(
            format!("Mehrere Blätter ({n}): Ihr Name steht in der Hintergrundspalte »sheet« und vor jeder Kennung."),
            format!("Several sheets ({n}): their name stands in the background column \"sheet\" and before each id."),
        ));
    }
    Ok((Sheet { read, others, parts }, notices))
}

fn other_form(read: &[String], name: &str) -> Problem {
    let read = read.join(", ");
    Problem::usage(
        format!("Das Blatt »{name}« hat andere Spalten als {read}; zusammen lassen sie sich nicht einlesen."),
        format!("The sheet \"{name}\" has other columns than {read}; they cannot be read together."),
    )
    .hint(
        "Jedes für sich mit --sheet NAME einlesen; mit derselben Kennung (--id) ergänzt das zweite die Angaben des ersten.",
        "Import each by itself with --sheet NAME; with the same id (--id) the second adds to what the first says.",
    )
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
