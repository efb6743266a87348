//! The rows of a table with the columns that were recognised.

use super::TableRow;
use super::heading::{Column, Tongue};
use crate::problem::{Notice, Problem, Result};

/// Rows above the headings: titles, notes.
const HEADINGS_WITHIN: usize = 30;
/// Rows that a table may have, those of further examples included.
const MOST: usize = 20_000;

pub(super) struct Sheet<'r> {
    /// Place of the cell, what it holds.
    pub columns: Vec<(usize, Column)>,
    headings: &'r [String],
    pub body: &'r [TableRow],
    pub notices: Vec<Notice>,
}

impl<'r> Sheet<'r> {
    /// # Errors
    /// No row of headings; absurdly many rows.
    pub fn of(rows: &'r [TableRow]) -> Result<Sheet<'r>> {
        if rows.len() > MOST {
            return Err(Problem::input(
                format!("Die Tabelle hat mehr als {MOST} Zeilen; so lang ist kein Kodierleitfaden."),
                format!("The table has more than {MOST} rows; no codebook is that long."),
            )
            .hint(
                "Prüfen, ob es die richtige Datei ist.",
                "Check that it is the right file.",
            ));
        }
        let at = rows
            .iter()
            .take(HEADINGS_WITHIN)
            .position(is_heading)
            .ok_or_else(no_heading)?;
        let mut sheet = Sheet {
            columns: Vec::new(),
            headings: &rows[at].cells,
            body: &rows[at + 1..],
            notices: Vec::new(),
        };
        for (place, heading) in rows[at].cells.iter().enumerate() {
            let of = Column::of(heading).map(|column| sheet.settled(place, column));
            let again = |column| sheet.columns.iter().any(|(_, known)| *known == column);
            match of {
                Some(column) if column.may_repeat() || !again(column) => sheet.columns.push((place, column)),
                _ => sheet.unread(place, rows[at].number),
            }
        }
        sheet.as_levels();
        Ok(sheet)
    }

    /// A cell; empty where there is no such column.
    pub fn cell(&self, row: &'r TableRow, column: Column) -> &'r str {
        self.cells(row, column).next().unwrap_or("")
    }

    /// The cells of all columns of a kind.
    pub fn cells(&self, row: &'r TableRow, column: Column) -> impl Iterator<Item = &'r str> {
        self.columns
            .iter()
            .filter(move |(_, known)| *known == column)
            .map(|(place, _)| row.cells.get(*place).map_or("", String::as_str))
    }

    pub fn has(&self, column: Column) -> bool {
        self.columns.iter().any(|(_, known)| *known == column)
    }

    /// The heading of a column as it stands.
    pub fn heading(&self, column: Column) -> &'r str {
        let place = self.columns.iter().find(|(_, known)| *known == column);
        place.map_or("", |(place, _)| self.headings[*place].trim())
    }

    /// Levels that the table has, ascending.
    pub fn levels(&self) -> Vec<usize> {
        let mut levels: Vec<usize> = self
            .columns
            .iter()
            .filter_map(|(_, column)| match column {
                Column::Level(level) => Some(*level),
                _ => None,
            })
            .collect();
        levels.sort_unstable();
        levels.dedup();
        levels
    }

    /// What a column `Code` holds: numbers, else ids where another column has the names.
    fn settled(&self, place: usize, column: Column) -> Column {
        if column != Column::Code {
            return column;
        }
        let mut cells = self.body.iter().filter_map(|row| row.cells.get(place));
        if cells.all(|cell| cell.trim().is_empty() || cell.trim().parse::<f64>().is_ok() || dotted(cell)) {
            return Column::Value;
        }
        let named = self.headings.iter().filter_map(|heading| Column::of(heading));
        let mut named = named.filter(|column| matches!(column, Column::Label(_) | Column::Level(_)));
        match named.next() {
            Some(_) => Column::Id,
            None => Column::Label(Tongue::Both),
        }
    }

    /// Dimension, Kategorie, Unterkategorie side by side are three levels.
    fn as_levels(&mut self) {
        let levels = self.levels();
        let Some(deepest) = levels.last().copied() else {
            return;
        };
        let only_below = levels == [2];
        for (_, column) in &mut self.columns {
            match column {
                Column::Label(Tongue::Both) => {
                    *column = Column::Level(if only_below { 1 } else { deepest + 1 })
                }
                Column::Parent if only_below => *column = Column::Level(0),
                _ => {}
            }
        }
    }

    fn unread(&mut self, place: usize, row: u64) {
        let mut cells = self.body.iter().filter_map(|row| row.cells.get(place));
        if cells.all(|cell| cell.trim().is_empty()) {
            return;
        }
        let heading = self.headings[place].trim();
        let n = place + 1;
        self.notices.push(
            match heading {
                "" => Notice::new(
                    format!("Spalte {n} hat keine Überschrift und ist nicht übernommen."),
                    format!("Column {n} has no heading and is not taken over."),
                ),
                heading => Notice::new(
                    format!("Die Spalte »{heading}« ist nicht übernommen."),
                    format!("The column “{heading}” is not taken over."),
                ),
            }
            .in_row(row),
        );
    }
}

/// `1.2.3`
fn dotted(cell: &str) -> bool {
    let cell = cell.trim();
    cell.starts_with(|letter: char| letter.is_ascii_digit())
        && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// One column of names and another one that is known, or a list with a single column.
fn is_heading(row: &TableRow) -> bool {
    let known: Vec<Column> = row.cells.iter().filter_map(|cell| Column::of(cell)).collect();
    let filled = row.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    let names = |column: &Column| {
        matches!(
            column,
            Column::Id | Column::Code | Column::Label(_) | Column::Level(_)
        )
    };
    known.iter().any(names) && (known.len() > 1 || filled == 1)
}

fn no_heading() -> Problem {
    Problem::input(
        "Die Tabelle hat keine Überschriften, an denen ein Kodierleitfaden zu erkennen ist.",
        "The table has no headings by which a codebook can be recognised.",
    )
    .hint(
        "Die erste Zeile nennt die Spalten, zum Beispiel: Codewert, Kategorie, Dimension, Definition, Kodierregel, Ankerbeispiele, Zuordnungsregeln.",
        "The first row names the columns, for example: Code value, Category, Dimension, Definition, Coding rule, Anchor examples, Match rules.",
    )
}
