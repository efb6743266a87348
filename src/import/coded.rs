//! Columns that hold codings, and what a cell of theirs says: a list of codes, a number with a label, or a mark under the heading
//! of its code.
//!
//! Deliberately absent: whose they are and what becomes of them (`codes`).

use super::headings::{self, slot};
use super::row::Row;
use super::table::Table;
use crate::codebook::{CodeNames, Named};
use crate::problem::{Problem, Result};
use crate::survey::{Dictionary, SetKind, Variable};

/// Cells that mean that a code was given, and that it was not, folded.
const GIVEN: [&str; 15] = [
    "1",
    "x",
    "ja",
    "j",
    "yes",
    "y",
    "true",
    "wahr",
    "✓",
    "✔",
    "genannt",
    "gewählt",
    "selected",
    "checked",
    "mentioned",
];
const NOT_GIVEN: [&str; 13] = [
    "0",
    "-",
    "–",
    "nein",
    "n",
    "no",
    "false",
    "falsch",
    "nicht genannt",
    "nicht gewählt",
    "not selected",
    "unchecked",
    "not mentioned",
];

/// The columns that are meant by a heading, the beginning of headings with `*`, a response set, or the stem of several columns.
///
/// # Errors
/// No such column.
pub(super) fn columns(names: &[String], dictionary: &Dictionary, wanted: &str) -> Result<Vec<usize>> {
    let found = headings::find(names, wanted).map(|column| vec![column]);
    found.or_else(|problem| {
        let set = wanted.strip_prefix('$').unwrap_or(wanted).to_lowercase();
        let set = dictionary
            .sets
            .iter()
            .find(|known| known.name.to_lowercase() == set);
        let folded = headings::fold(wanted.trim_end_matches('*'));
        let belongs = |name: &String| match (set, wanted.ends_with('*')) {
            (Some(set), _) => set.members.contains(name),
            (None, true) => headings::fold(name).starts_with(&folded),
            // `code1`, `code_1`, `code[1]`.
            (None, false) => {
                let bare = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
                slot(name).is_some_and(|(stem, _)| headings::fold(stem) == folded)
                    || bare.len() < name.len() && headings::fold(bare) == folded
            }
        };
        let meant = names.iter().enumerate().filter(|(_, name)| belongs(name));
        match meant.map(|(at, _)| at).collect::<Vec<_>>() {
            none if none.is_empty() => Err(problem),
            columns => Ok(columns),
        }
    })
}

/// What the cells of a column say.
pub(super) struct CodedColumn {
    pub column: usize,
    reads: Reads,
    variable: Option<Variable>,
}

enum Reads {
    /// Codes, or numbers of codes.
    List,
    /// Whether this code was given; the cell that says so, where the file tells.
    Mark { place: usize, counted: Option<String> },
}

/// What one cell says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Says<'c> {
    Nothing,
    /// Somebody has looked and not given the code of the column.
    NotGiven,
    /// Names as written, and the codes they mean.
    Names(Vec<(&'c str, Named)>),
    Given(usize),
    /// A mark that is none.
    Foreign(&'c str),
}

impl CodedColumn {
    /// # Errors
    /// A column of marks whose heading names no code.
    pub fn of(table: &Table, column: usize, known: &CodeNames) -> Result<CodedColumn> {
        let name = &table.names[column];
        let variable = table.dictionary.variable(name);
        let mut coded = CodedColumn {
            column,
            reads: Reads::List,
            variable: variable.cloned(),
        };
        let counted = table.dictionary.sets.iter().find_map(|set| match &set.kind {
            SetKind::Dichotomies(value) if set.members.contains(name) => {
                Some(variable.map_or_else(String::new, |variable| variable.stored(value)))
            }
            _ => None,
        });
        let cells = || {
            table
                .sample
                .iter()
                .map(|row| row.cell(column).trim())
                .filter(|cell| !cell.is_empty())
        };
        let marked = |cell: &str| coded.mark(cell, None).is_some();
        let all_marks = cells().next().is_some() && cells().all(marked);
        let place =
            named_by(name, known).or_else(|| variable.and_then(|variable| named_by(&variable.label, known)));
        // Numbers of codes can be 1 and nothing else; a 0 or a word is none of them unless the codebook says so.
        let is_mark = |cell: &str| !matches!(known.meant(cell), Named::Code(_));
        match place {
            Some(place) if all_marks || counted.is_some() => coded.reads = Reads::Mark { place, counted },
            None if counted.is_some() || all_marks && cells().any(is_mark) => {
                return Err(unknown_heading(name, known));
            }
            _ => {}
        }
        Ok(coded)
    }

    pub fn says<'c>(&self, row: &'c Row, known: &CodeNames) -> Says<'c> {
        let cell = row.cell(self.column).trim();
        match &self.reads {
            Reads::Mark { .. } if cell.is_empty() => Says::Nothing,
            Reads::Mark { place, counted } => match self.mark(cell, counted.as_deref()) {
                Some(true) => Says::Given(*place),
                Some(false) => Says::NotGiven,
                None => Says::Foreign(cell),
            },
            Reads::List if cell.is_empty() => Says::Nothing,
            Reads::List => Says::Names(self.names(cell, known)),
        }
    }

    fn label(&self, cell: &str) -> Option<&str> {
        let variable = self.variable.as_ref()?;
        variable.label_of(&variable.value(cell))
    }

    /// Whether a mark says that the code was given; `None` for what is no mark.
    fn mark(&self, cell: &str, counted: Option<&str>) -> Option<bool> {
        if let Some(counted) = counted {
            return Some(cell == counted);
        }
        let means = |cell: &str| {
            let folded = headings::fold(cell);
            match () {
                () if GIVEN.contains(&folded.as_str()) => Some(true),
                () if NOT_GIVEN.contains(&folded.as_str()) => Some(false),
                () => None,
            }
        };
        // 1 = ja, 2 = nein.
        self.label(cell).and_then(means).or_else(|| means(cell))
    }

    /// The names in a cell: a single one, or several between `|`; between `;` or `,` where each of them is a code.
    fn names<'c>(&self, cell: &'c str, known: &CodeNames) -> Vec<(&'c str, Named)> {
        let meant = |name: &str| match self.label(name).map(|label| known.meant(label)) {
            Some(Named::Code(place)) => Named::Code(place),
            _ => known.meant(name),
        };
        let cut = |by: char| -> Vec<(&'c str, Named)> {
            let names = cell.split(by).map(str::trim).filter(|name| !name.is_empty());
            names.map(|name| (name, meant(name))).collect()
        };
        let are_codes =
            |names: &[(&str, Named)]| names.iter().all(|(_, named)| matches!(named, Named::Code(_)));
        let whole = cut('|');
        if are_codes(&whole) {
            return whole;
        }
        let others = [';', ',']
            .into_iter()
            .filter(|by| cell.contains(*by) && !cell.contains('|'));
        let mut others = others.map(cut);
        others.find(|names| are_codes(names)).unwrap_or(whole)
    }
}

/// The code that a heading or label names: as a whole, in brackets, or behind the mark that sets it off (`codes_kultur`,
/// `Q1[kultur]`, `Kodierung: Kultur`).
fn named_by(heading: &str, known: &CodeNames) -> Option<usize> {
    let code = |name: &str| match known.meant(name) {
        // A bare number behind a mark counts columns.
        Named::Code(place) if name.trim().parse::<i64>().is_err() => Some(place),
        _ => None,
    };
    let inside = heading
        .strip_suffix(']')
        .and_then(|heading| heading.rsplit_once('['))
        .map(|(_, inside)| inside);
    let behind = heading
        .char_indices()
        .filter(|(_, mark)| "_.:-/ ".contains(*mark))
        .map(|(at, mark)| &heading[at + mark.len_utf8()..]);
    std::iter::once(heading)
        .chain(inside)
        .chain(behind)
        .find_map(code)
}

fn unknown_heading(name: &str, known: &CodeNames) -> Problem {
    let list = known.ids().collect::<Vec<_>>().join(", ");
    Problem::input(
        format!(
            "In der Spalte »{name}« steht, ob ein Code vergeben ist; welcher, sagt ihre Überschrift nicht."
        ),
        format!("The column \"{name}\" says whether a code was given; its heading does not say which."),
    )
    .in_column(name)
    .hint(
        format!("Die Spalte nach dem Code nennen. Der Kodierleitfaden kennt: {list}."),
        format!("Name the column after the code. The codebook knows: {list}."),
    )
}
