//! A sheet with further columns of the same rows (»Stammdaten«), joined by a column of ids that both have.
//!
//! The rows are those of the answers; a row of the other sheet that belongs to none of them is counted and named, as is a row of
//! answers that found nothing.

use rustc_hash::{FxHashMap, FxHashSet};

use super::choices::Choices;
use super::columns::find_open;
use super::grid::Grid;
use super::headings::fold;
use super::parts::Parts;
use super::row::{Row, Written};
use crate::problem::{Notice, Problem, Result};

/// Ids that a notice names.
const NAMED: usize = 5;

pub(super) struct Joined {
    pub name: String,
    grid: Grid,
    /// By id: the line.
    lines: FxHashMap<String, u32>,
    /// Columns that come along, and how they are called in the whole.
    columns: Vec<(usize, String)>,
    /// The column of ids in the sheets of answers.
    key: usize,
    row: Row,
}

/// Whether one of the columns that were said to hold answers is among the headings.
pub(super) fn has_text(headings: &[String], choices: &Choices) -> bool {
    choices
        .text
        .iter()
        .any(|wanted| find_open(headings, wanted).is_ok())
}

impl Joined {
    /// `others` are the headings of sheets that were joined before.
    ///
    /// # Errors
    /// No column of ids that both have, several, ids that stand twice, no row that belongs to another.
    pub fn of(
        name: &str,
        grid: Grid,
        parts: &Parts,
        others: &[String],
        choices: &Choices,
    ) -> Result<(Joined, Vec<Notice>)> {
        let headings = grid.headings();
        let here = Sheets {
            name,
            headings: &headings,
            parts,
        };
        if has_text(parts.headings(), choices) && has_text(&headings, choices) {
            return Err(here.differ(
                "beide haben Spalten mit Antworten",
                "both have columns with answers",
            ));
        }
        let (key, own_key) = here.key(&grid, choices)?;
        let lines = here.lines(&grid, own_key)?;
        let mut columns = Vec::new();
        for (column, heading) in headings.iter().enumerate() {
            let is_filled = || grid.column(column).any(|(_, cell)| !cell.trim().is_empty());
            if column == own_key || (heading.trim().is_empty() && !is_filled()) {
                continue;
            }
            let is_taken = parts
                .headings()
                .iter()
                .chain(others)
                .any(|known| !known.trim().is_empty() && fold(known) == fold(heading));
            let called = if is_taken {
                format!("{heading} ({name})")
            } else {
                heading.clone()
            };
            columns.push((column, called));
        }
        let mut missing = Vec::new();
        let mut found: FxHashSet<&str> = FxHashSet::default();
        parts.each(key, |id, is_blank| {
            let id = id.trim();
            match lines.get_key_value(id) {
                Some((known, _)) => drop(found.insert(known)),
                None if is_blank => {}
                None => missing.push(if id.is_empty() { "–" } else { id }.to_owned()),
            }
        });
        if found.is_empty() {
            let column = &headings[own_key];
            return Err(here.differ(
                &format!("kein Wert der Spalte »{column}« kommt in beiden vor"),
                &format!("no value of the column \"{column}\" is in both"),
            ));
        }
        let mut surplus: Vec<(u32, &str)> = lines
            .iter()
            .filter(|(id, _)| !found.contains(id.as_str()))
            .map(|(id, line)| (*line, id.as_str()))
            .collect();
        surplus.sort_unstable();
        let surplus: Vec<String> = surplus.into_iter().map(|(_, id)| id.to_owned()).collect();
        let nameless = grid.rows_below().saturating_sub(lines.len());
        let notices = here.says(&headings[own_key], found.len(), &missing, &surplus, nameless);
        Ok((
            Joined {
                name: name.to_owned(),
                lines,
                columns,
                key,
                row: Row::default(),
                grid,
            },
            notices,
        ))
    }

    pub fn headings(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(_, called)| called.as_str())
    }

    /// Adds what the sheet says of the id of a row.
    pub fn add(&mut self, row: &mut Row) {
        let line = self.lines.get(row.cell(self.key).trim());
        match line {
            Some(line) => self.grid.fill(*line, &mut self.row),
            None => self.row.clear(0),
        }
        for (column, _) in &self.columns {
            row.close_with(self.row.cell(*column).as_bytes(), self.row.written(*column));
        }
    }

    pub fn add_headings(&self, row: &mut Row) {
        for called in self.headings() {
            row.close_with(called.as_bytes(), Written::Bare);
        }
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        self.grid.bytes()
    }
}

/// A sheet beside those that are read already.
struct Sheets<'a> {
    name: &'a str,
    headings: &'a [String],
    parts: &'a Parts,
}

impl Sheets<'_> {
    /// The column of ids, in the sheets of answers and in this one: the one that was named, else the only one of the same
    /// heading in which no value stands twice.
    fn key(&self, grid: &Grid, choices: &Choices) -> Result<(usize, usize)> {
        let named = [&choices.id, &choices.respondent];
        for named in named.into_iter().flatten() {
            let of = |headings: &[String]| headings.iter().position(|heading| fold(heading) == fold(named));
            if let (Some(theirs), Some(own)) = (of(self.parts.headings()), of(self.headings)) {
                return Ok((theirs, own));
            }
        }
        let shared = self.shared();
        let unique: Vec<(usize, usize)> = shared
            .iter()
            .copied()
            .filter(|(theirs, own)| self.parts.is_unique(*theirs) && is_unique(grid, *own))
            .collect();
        match unique[..] {
            [one] => Ok(one),
            [] => Err(self.differ(
                "keine gemeinsame Spalte nennt jede Zeile genau einmal",
                "no column that both have names each row exactly once",
            )),
            _ => {
                let list = unique.iter().map(|(_, own)| self.headings[*own].as_str());
                let list = list.collect::<Vec<_>>().join(", ");
                let name = self.name;
                Err(Problem::usage(
                    format!("Das Blatt »{name}« lässt sich über mehrere Spalten mit den Antworten verbinden: {list}."),
                    format!("The sheet \"{name}\" can be joined to the answers by several columns: {list}."),
                )
                .hint(
                    "Mit --id die Spalte nennen, die in beiden Blättern die Kennung ist.",
                    "Name with --id the column that is the id in both sheets.",
                ))
            }
        }
    }

    /// Columns of the same heading, in the sheets of answers and in this one.
    fn shared(&self) -> Vec<(usize, usize)> {
        let theirs: Vec<String> = self
            .parts
            .headings()
            .iter()
            .map(|heading| fold(heading))
            .collect();
        let own = self
            .headings
            .iter()
            .enumerate()
            .filter(|(_, heading)| !heading.trim().is_empty());
        own.filter_map(|(own, heading)| {
            let folded = fold(heading);
            Some((theirs.iter().position(|known| *known == folded)?, own))
        })
        .collect()
    }

    fn lines(&self, grid: &Grid, key: usize) -> Result<FxHashMap<String, u32>> {
        let mut lines: FxHashMap<String, u32> = FxHashMap::default();
        for (line, id) in grid.column(key) {
            let id = id.trim();
            if id.is_empty() {
                continue;
            }
            if let Some(before) = lines.insert(id.to_owned(), line) {
                let (name, before, line) = (self.name, before + 1, line + 1);
                return Err(Problem::input(
                    format!("Im Blatt »{name}« steht die Kennung »{id}« zweimal: in den Zeilen {before} und {line}."),
                    format!("The sheet \"{name}\" has the id \"{id}\" twice: in the rows {before} and {line}."),
                )
                .hint(
                    "Zum Verbinden darf dort jede Kennung nur einmal stehen: eine der Zeilen löschen oder mit --id eine andere Spalte nennen.",
                    "To be joined, each id may stand there only once: delete one of the rows or name another column with --id.",
                ));
            }
        }
        Ok(lines)
    }

    /// That the sheets cannot be read together, which columns differ, and why they cannot be joined either.
    fn differ(&self, why_de: &str, why_en: &str) -> Problem {
        let theirs = self.parts.headings();
        let lacks = |headings: &[String], others: &[String]| {
            let folded: FxHashSet<String> = others.iter().map(|heading| fold(heading)).collect();
            let only = headings
                .iter()
                .filter(|heading| !heading.trim().is_empty() && !folded.contains(&fold(heading)));
            let only: Vec<&str> = only.map(String::as_str).collect();
            match only.len() {
                0 => "–".to_owned(),
                1..=8 => only.join(", "),
                _ => format!("{} …", only[..8].join(", ")),
            }
        };
        let (name, read) = (self.name, self.parts.names().join(", "));
        let both = self
            .shared()
            .into_iter()
            .map(|(_, own)| self.headings[own].clone());
        let both: Vec<String> = both.collect();
        let both = lacks(&both, &[]);
        let (own, other) = (lacks(self.headings, theirs), lacks(theirs, self.headings));
        Problem::usage(
            format!(
                "Das Blatt »{name}« hat andere Spalten als {read}, und verbinden lassen sie sich nicht: {why_de}. Nur in »{name}«: \
                 {own}. Nur in {read}: {other}. In beiden: {both}."
            ),
            format!(
                "The sheet \"{name}\" has other columns than {read}, and they cannot be joined: {why_en}. Only in \"{name}\": {own}. \
                 Only in {read}: {other}. In both: {both}."
            ),
        )
        .hint(
            "Mit --id eine Spalte nennen, die in beiden dieselbe Kennung enthält, oder jedes Blatt für sich mit --sheet NAME einlesen.",
            "Name with --id a column that holds the same id in both, or import each sheet by itself with --sheet NAME.",
        )
    }

    /// How the sheets were joined, and what found no counterpart.
    fn says(
        &self,
        column: &str,
        rows: usize,
        missing: &[String],
        surplus: &[String],
        nameless: usize,
    ) -> Vec<Notice> {
        let (name, read) = (self.name, self.parts.names().join(", "));
        let mut notices = vec![Notice::new(
            format!(
                "Das Blatt »{name}« wurde über die Spalte »{column}« mit {read} verbunden: {rows} Kennungen stehen in beiden."
            ),
            format!(
                "The sheet \"{name}\" was joined to {read} by the column \"{column}\": {rows} ids are in both."
            ),
        )];
        let (n, list) = (missing.len(), first(missing));
        if n > 0 {
            notices.push(Notice::new(
                format!("Zeilen von {read}, zu denen »{name}« nichts sagt: {n} (Kennungen {list}). Ihre Angaben von dort bleiben leer."),
                format!("Rows of {read} of which \"{name}\" says nothing: {n} (ids {list}). What it would say stays empty."),
            ));
        }
        let (n, list) = (surplus.len(), first(surplus));
        if n > 0 {
            notices.push(Notice::new(
                format!("Zeilen von »{name}«, zu denen es in {read} keine gibt: {n} (Kennungen {list}). Sie wurden nicht eingelesen."),
                format!("Rows of \"{name}\" that have none in {read}: {n} (ids {list}). They were not imported."),
            ));
        }
        if nameless > 0 {
            notices.push(Notice::new(
                format!("Zeilen von »{name}« ohne Kennung: {nameless}. Sie wurden nicht eingelesen."),
                format!("Rows of \"{name}\" without an id: {nameless}. They were not imported."),
            ));
        }
        notices
    }
}

fn first(ids: &[String]) -> String {
    let more = if ids.len() > NAMED { " …" } else { "" };
    let ids: Vec<&str> = ids.iter().take(NAMED).map(String::as_str).collect();
    format!("{}{more}", ids.join(", "))
}

/// Whether each row that has something in it has its own value there.
pub(super) fn is_unique(grid: &Grid, column: usize) -> bool {
    let ids = grid
        .column(column)
        .map(|(_, id)| id.trim())
        .filter(|id| !id.is_empty());
    let distinct: FxHashSet<&str> = ids.collect();
    !distinct.is_empty() && distinct.len() == grid.rows_below()
}
