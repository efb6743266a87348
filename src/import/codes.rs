//! Codings that come with the answers: a column of codes joined by `|` becomes decisions of a named coder. Codes are known by
//! id, value or label; what means none, or several, stops the import.

use std::collections::BTreeMap;

use super::choices::{Choices, WithoutCodes};
use super::row::Row;
use crate::codebook::{CodeNames, Codebook, Named};
use crate::problem::{Notice, Problem, Result};
use crate::study::{Act, Action, Change};
use crate::survey::{ActionKind, CodebookId, CoderId, Decision, Outcome, UnitId};

/// Unknown ids that are listed one by one.
const LISTED: usize = 10;

/// The codebook that the codes of a file belong to, and its name in the study.
#[derive(Debug, Clone, Copy)]
pub struct CodesOf<'a> {
    pub name: &'a str,
    pub codebook: &'a Codebook,
}

pub(super) struct Codes {
    pub column: usize,
    column_name: String,
    known: CodeNames,
    without_codes: WithoutCodes,
    codebook: CodebookId,
    coder: CoderId,
    /// Begun with the first decision.
    action: Option<Action>,
    now: i64,
    /// Names other than ids and the codes they mean.
    other_names: BTreeMap<String, usize>,
    /// The first names that mean no code or several.
    unknown: Vec<Unknown>,
    /// How often such names stand in the file, those beyond the first included.
    unknown_times: u64,
    empty: u64,
}

struct Unknown {
    name: String,
    first_row: u64,
    rows: u64,
}

pub(super) enum Decided {
    Added,
    /// No codes, or the coder has decided just so before.
    Nothing,
    SeveralUnits,
}

/// Who gave the codes of the file, where it has any.
pub(super) fn coder<'a>(choices: &'a Choices, codebook: Option<CodesOf<'_>>) -> Result<Option<&'a str>> {
    let Some(column) = &choices.codes else {
        return Ok(None);
    };
    let coder = choices
        .coder
        .as_deref()
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let Some(coder) = coder else {
        return Err(Problem::usage(
            format!("Von wem die Codes in »{column}« sind, ist nicht gesagt."),
            format!("It is not said who gave the codes in \"{column}\"."),
        )
        .hint("--coder NAME ergänzen.", "Add --coder NAME."));
    };
    if codebook.is_none() {
        return Err(Problem::usage(
            format!("Zu welchem Kodierleitfaden die Codes in »{column}« gehören, ist nicht gesagt."),
            format!("It is not said which codebook the codes in \"{column}\" belong to."),
        )
        .hint("--codebook DATEI ergänzen.", "Add --codebook FILE."));
    }
    Ok(Some(coder))
}

impl Codes {
    pub fn new(
        change: &Change<'_>,
        (column, column_name): (usize, &str),
        (codebook, of): (CodebookId, &Codebook),
        coder: &str,
        without_codes: WithoutCodes,
        now: i64,
    ) -> Result<Self> {
        Ok(Codes {
            column,
            column_name: column_name.to_owned(),
            known: CodeNames::of(of),
            without_codes,
            codebook,
            coder: change.coder(coder)?,
            action: None,
            now,
            other_names: BTreeMap::new(),
            unknown: Vec::new(),
            unknown_times: 0,
            empty: 0,
        })
    }

    /// Records what the row says about its only unit.
    pub fn decide(&mut self, change: &Change<'_>, row: &Row, units: &[UnitId]) -> Result<Decided> {
        let Some(outcome) = self.read(row) else {
            return Ok(Decided::Nothing);
        };
        let unit = match units {
            [] => return Ok(Decided::Nothing),
            [unit] => *unit,
            _ => return Ok(Decided::SeveralUnits),
        };
        if change.latest_decision(unit, self.codebook, self.coder)? == Some(outcome.clone()) {
            return Ok(Decided::Nothing);
        }
        let action = match &self.action {
            Some(action) => action,
            None => self.action.insert(change.act(&Act {
                coder: self.coder,
                codebook: self.codebook,
                kind: ActionKind::Import,
                undoes: None,
                time: self.now,
            })?),
        };
        change.decide(action, &Decision::of(unit, outcome))?;
        Ok(Decided::Added)
    }

    fn read(&mut self, row: &Row) -> Option<Outcome> {
        let cell = row.cell(self.column).trim();
        match cell {
            "" if self.without_codes == WithoutCodes::NoneFits => {
                self.empty += 1;
                return Some(Outcome::NoneFits);
            }
            "" => return None,
            "none_fits" => return Some(Outcome::NoneFits),
            "not_codable" => return Some(Outcome::NotCodable),
            "deferred" => return Some(Outcome::Deferred),
            _ => {}
        }
        let mut places = Vec::new();
        for name in cell.split('|').map(str::trim).filter(|name| !name.is_empty()) {
            match self.known.meant(name) {
                Named::Code(place) => {
                    places.push(place);
                    if name != self.known.id(place) && !self.other_names.contains_key(name) {
                        self.other_names.insert(name.to_owned(), place);
                    }
                }
                Named::Several(_) | Named::Unknown => self.note_unknown(name, row.number),
            }
        }
        places.sort_unstable();
        places.dedup();
        let id = |place: &usize| self.known.id(*place).to_owned();
        (!places.is_empty()).then(|| Outcome::Codes(places.iter().map(id).collect()))
    }

    fn note_unknown(&mut self, name: &str, row: u64) {
        self.unknown_times += 1;
        let full = self.unknown.len() == LISTED;
        match self.unknown.iter_mut().find(|unknown| unknown.name == name) {
            Some(unknown) => unknown.rows += 1,
            None if full => {}
            None => self.unknown.push(Unknown {
                name: name.to_owned(),
                first_row: row,
                rows: 1,
            }),
        }
    }

    /// What is worth saying of the column.
    ///
    /// # Errors
    /// Names that mean no code of the codebook or several, each with the first row that has it.
    pub fn finish(self) -> Result<Vec<Notice>> {
        let problems: Vec<Problem> = self
            .unknown
            .iter()
            .enumerate()
            .map(|(at, unknown)| self.problem(unknown, at == 0))
            .collect();
        match Problem::all(problems) {
            Some(problem) => Err(problem),
            None => Ok(self.notices()),
        }
    }

    /// The first of them says how many there are and what the codebook knows.
    fn problem(&self, unknown: &Unknown, first: bool) -> Problem {
        let name = &unknown.name;
        let problem = match self.known.meant(name) {
            Named::Several(places) => {
                let ids: Vec<&str> = places.iter().map(|place| self.known.id(*place)).collect();
                let ids = ids.join(", ");
                Problem::input(
                    format!("»{name}« kann mehrere Codes meinen: {ids}."),
                    format!("\"{name}\" can mean several codes: {ids}."),
                )
            }
            _ => Problem::input(
                format!("Den Code »{name}« kennt der Kodierleitfaden nicht."),
                format!("The codebook does not know the code \"{name}\"."),
            ),
        };
        let (mut de, mut en) = (Vec::new(), Vec::new());
        if let Some(id) = self.known.nearest_id(name) {
            de.push(format!("Gemeint ist vielleicht »{id}«."));
            en.push(format!("Perhaps \"{id}\" is meant."));
        }
        if unknown.rows > 1 {
            de.push(format!("Er steht in {} Zeilen.", unknown.rows));
            en.push(format!("It stands in {} rows.", unknown.rows));
        }
        if first {
            let n = self.unknown_times;
            let known = self.known.ids().collect::<Vec<_>>().join(", ");
            de.push(format!("Unbekannte Codes insgesamt: {n}. Der Kodierleitfaden kennt: {known}. Mehrere Codes einer Zeile trennt |."));
            en.push(format!("Unknown codes in all: {n}. The codebook knows: {known}. Several codes of a row are joined by |."));
        }
        let problem = problem
            .in_row(unknown.first_row)
            .in_column(self.column_name.clone());
        if de.is_empty() {
            return problem;
        }
        problem.hint(de.join(" "), en.join(" "))
    }

    fn notices(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        let renamed: Vec<String> = self
            .other_names
            .iter()
            .map(|(name, place)| format!("{name} → {}", self.known.id(*place)))
            .collect();
        if !renamed.is_empty() {
            let renamed = renamed.join(", ");
            notices.push(Notice::new(
                format!("Codes sind am Wert oder am Namen erkannt: {renamed}."),
                format!("Codes are recognised by value or name: {renamed}."),
            ));
        }
        if self.empty > 0 {
            let n = self.empty;
            notices.push(Notice::new(
                format!("Zeilen ohne Code: {n}. Sie gelten als angesehen und ohne passende Kategorie."),
                format!("Rows without a code: {n}. They count as looked at, with no code that fits."),
            ));
        }
        let column = &self.column_name;
        notices
            .into_iter()
            .map(|notice| notice.in_column(column.clone()))
            .collect()
    }
}
