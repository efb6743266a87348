//! Codings that come with the answers become decisions of those who gave them, at the time that the file says. Codes are known
//! by id, value or label; what means none, or several, stops the import.

use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::choices::{Choices, CodedBy, WithoutCodes};
use super::coded::{self, CodedColumn, Says};
use super::coded_when;
use super::plan::Plan;
use super::row::Row;
use super::table::Table;
use super::unknown_codes::UnknownCodes;
use crate::codebook::{CodeNames, Codebook, Named};
use crate::problem::{Notice, Problem, Result};
use crate::study::{Act, Action, Change};
use crate::survey::{ActionKind, CodebookId, CoderId, Decision, Outcome, UnitId};

/// The codebook that the codes of a file belong to, and its name in the study.
#[derive(Debug, Clone, Copy)]
pub struct CodesOf<'a> {
    pub name: &'a str,
    pub codebook: &'a Codebook,
}

/// Codings of the rows of a file, by one person or several.
pub(super) struct Codes {
    codings: Vec<Coding>,
    known: CodeNames,
    without_codes: WithoutCodes,
    codebook: CodebookId,
    /// Columns that name who decided, and when.
    by: Option<usize>,
    on: Option<usize>,
    now: i64,
    coders: FxHashMap<String, CoderId>,
    /// Begun with the first decision of a coder.
    actions: FxHashMap<CoderId, Action>,
    /// Decisions with a date: written in the order of their dates when all are known.
    dated: Vec<Dated>,
    names: Vec<String>,
    /// Names other than ids and the codes they mean.
    other_names: BTreeMap<String, usize>,
    unknown: UnknownCodes,
    empty: u64,
    /// Rows with codes of nobody, and with what is no date.
    of_nobody: u64,
    without_date: u64,
    /// Decisions dated before what the study had already, and those among them that stand instead of an own one.
    before_others: u64,
    instead: u64,
}

/// A decision with a date, and whether the study has another one of the same person.
type Dated = (i64, CoderId, UnitId, Outcome, Option<Outcome>);

/// What one person has given.
struct Coding {
    columns: Vec<CodedColumn>,
    coder: Option<String>,
}

/// What became of the codings of a row.
#[derive(Default)]
pub(super) struct Decided {
    pub decisions: u64,
    /// A column of codes, where the row has several units and nobody can tell which of them the codes belong to.
    pub several_units: Option<usize>,
}

/// That it can be told who gave the codes of the file, and with which codebook.
///
/// # Errors
/// It cannot.
pub(super) fn check(choices: &Choices, codebook: Option<CodesOf<'_>>) -> Result<()> {
    let Some(first) = choices.codings.first() else {
        return Ok(());
    };
    let column = first.columns.join(", ");
    let named = |coding: &CodedBy| {
        coding
            .coder
            .as_deref()
            .is_some_and(|name| !name.trim().is_empty())
    };
    if choices.coder_column.is_none() && !choices.codings.iter().all(named) {
        return Err(Problem::usage(
            format!("Von wem die Codes in »{column}« sind, ist nicht gesagt."),
            format!("It is not said who gave the codes in \"{column}\"."),
        )
        .hint(
            "--coder NAME ergänzen, oder --coder-column SPALTE.",
            "Add --coder NAME, or --coder-column COL.",
        ));
    }
    if codebook.is_none() {
        return Err(Problem::usage(
            format!("Zu welchem Kodierleitfaden die Codes in »{column}« gehören, ist nicht gesagt."),
            format!("It is not said which codebook the codes in \"{column}\" belong to."),
        )
        .hint("--codebook DATEI ergänzen.", "Add --codebook FILE."));
    }
    Ok(())
}

impl Codes {
    /// # Errors
    /// A column of marks whose heading names no code.
    pub fn new(
        table: &Table,
        plan: &Plan,
        (codebook, of): (CodebookId, &Codebook),
        choices: &Choices,
        now: i64,
    ) -> Result<Self> {
        let known = CodeNames::of(of);
        let mut codings = Vec::new();
        for coding in &choices.codings {
            let mut columns = Vec::new();
            for wanted in &coding.columns {
                for column in coded::columns(&table.names, &table.dictionary, wanted)? {
                    columns.push(CodedColumn::of(table, column, &known)?);
                }
            }
            codings.push(Coding {
                columns,
                coder: coding.coder.as_deref().map(|name| name.trim().to_owned()),
            });
        }
        Ok(Codes {
            codings,
            known,
            without_codes: choices.without_codes,
            codebook,
            by: plan.coded_by,
            on: plan.coded_on,
            now,
            coders: FxHashMap::default(),
            actions: FxHashMap::default(),
            dated: Vec::new(),
            names: table.names.clone(),
            other_names: BTreeMap::new(),
            unknown: UnknownCodes::default(),
            empty: 0,
            of_nobody: 0,
            without_date: 0,
            before_others: 0,
            instead: 0,
        })
    }

    /// Records what the row says about its only unit.
    pub fn decide(&mut self, change: &Change<'_>, row: &Row, units: &[UnitId]) -> Result<Decided> {
        let mut decided = Decided::default();
        for at in 0..self.codings.len() {
            let Some(outcome) = self.read(at, row) else {
                continue;
            };
            let unit = match units {
                [] => continue,
                [unit] => *unit,
                _ => {
                    decided.several_units = self.codings[at].columns.first().map(|coded| coded.column);
                    continue;
                }
            };
            let Some(coder) = self.coder(change, at, row)? else {
                continue;
            };
            let own = change.latest_decision(unit, self.codebook, coder)?;
            if own.as_ref() == Some(&outcome) {
                continue;
            }
            decided.decisions += 1;
            match self.on.map(|column| row.cell(column).trim()) {
                None => drop(self.record(change, (self.now, coder, unit, outcome))?),
                Some(cell) => {
                    let moment = coded_when::read(cell);
                    self.without_date += u64::from(moment.is_none());
                    let moment = moment.unwrap_or(self.now);
                    self.dated.push((moment, coder, unit, outcome, own));
                }
            }
        }
        Ok(decided)
    }

    /// Gives when it counts as decided, in milliseconds: no action of a study lies before the one that came in before it.
    fn record(
        &mut self,
        change: &Change<'_>,
        (time, coder, unit, outcome): (i64, CoderId, UnitId, Outcome),
    ) -> Result<i64> {
        let action = match self.actions.entry(coder) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(change.act(&Act {
                coder,
                codebook: self.codebook,
                kind: ActionKind::Import,
                undoes: None,
                time,
            })?),
        };
        change.decide(action, &Decision::of(unit, outcome))?;
        Ok(action.moment)
    }

    /// Who decided: the name in the row, else the one that was said.
    fn coder(&mut self, change: &Change<'_>, at: usize, row: &Row) -> Result<Option<CoderId>> {
        let in_row = self
            .by
            .map(|column| row.cell(column).trim())
            .filter(|name| !name.is_empty());
        let Some(name) = in_row.or(self.codings[at].coder.as_deref()) else {
            self.of_nobody += 1;
            return Ok(None);
        };
        if let Some(known) = self.coders.get(name) {
            return Ok(Some(*known));
        }
        let coder = change.coder(name)?;
        self.coders.insert(name.to_owned(), coder);
        Ok(Some(coder))
    }

    fn read(&mut self, at: usize, row: &Row) -> Option<Outcome> {
        let mut places = Vec::new();
        let mut unknown = Vec::new();
        let (mut not_given, mut nothing) = (0, 0);
        for coded in &self.codings[at].columns {
            match coded.says(row, &self.known) {
                Says::Nothing => nothing += 1,
                Says::NotGiven => not_given += 1,
                Says::Given(place) => places.push(place),
                Says::Foreign(cell) => unknown.push((cell, coded.column)),
                Says::Names(names) => {
                    if let [(only, Named::Unknown)] = names[..] {
                        match only {
                            "none_fits" => return Some(Outcome::NoneFits),
                            "not_codable" => return Some(Outcome::NotCodable),
                            "deferred" => return Some(Outcome::Deferred),
                            _ => {}
                        }
                    }
                    for (name, named) in names {
                        match named {
                            Named::Code(place) => {
                                places.push(place);
                                if name != self.known.id(place) && !self.other_names.contains_key(name) {
                                    self.other_names.insert(name.to_owned(), place);
                                }
                            }
                            Named::Several(_) | Named::Unknown => unknown.push((name, coded.column)),
                        }
                    }
                }
            }
        }
        let is_unknown = !unknown.is_empty();
        for (name, column) in unknown {
            self.unknown.note(name, column, row.number);
        }
        if places.is_empty() {
            // Every mark says that its code was not given: somebody has looked.
            let looked = not_given > 0 && nothing == 0;
            let counts = looked || not_given == 0 && self.without_codes == WithoutCodes::NoneFits;
            if !counts || is_unknown {
                return None;
            }
            self.empty += 1;
            return Some(Outcome::NoneFits);
        }
        places.sort_unstable();
        places.dedup();
        let id = |place: &usize| self.known.id(*place).to_owned();
        Some(Outcome::Codes(places.iter().map(id).collect()))
    }

    /// What is worth saying of the column.
    ///
    /// # Errors
    /// Names that mean no code of the codebook or several, each with the first row that has it.
    pub fn finish(mut self, change: &Change<'_>) -> Result<Vec<Notice>> {
        match self.unknown.problem(&self.known, &self.names) {
            Some(problem) => Err(problem),
            None => {
                self.record_dated(change)?;
                Ok(self.notices())
            }
        }
    }

    /// By date, so that of two codings of one person the later one stands.
    fn record_dated(&mut self, change: &Change<'_>) -> Result<()> {
        let mut dated = std::mem::take(&mut self.dated);
        dated.sort_by_key(|(time, coder, ..)| (*time, *coder));
        let mut before = None;
        for (time, coder, unit, outcome, own) in dated {
            if before != Some(time) {
                self.actions.clear();
                before = Some(time);
            }
            let counts_from = self.record(change, (time, coder, unit, outcome))?;
            if counts_from >= (time + 1) * 1000 {
                self.before_others += 1;
                self.instead += u64::from(own.is_some());
            }
        }
        Ok(())
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
        if self.of_nobody > 0 {
            let n = self.of_nobody;
            notices.push(Notice::new(
                format!("Zeilen mit Codes, bei denen nicht steht, von wem sie sind: {n}. Diese Codes sind nicht übernommen; mit --coder NAME gehören sie dieser Person."),
                format!("Rows with codes that do not say who gave them: {n}. Those codes are not taken; with --coder NAME they belong to that person."),
            ));
        }
        if self.without_date > 0 {
            let n = self.without_date;
            notices.push(Notice::new(
                format!("Zeilen mit Codes ohne lesbares Datum: {n}. Sie gelten als heute entschieden."),
                format!("Rows with codes but without a readable date: {n}. They count as decided today."),
            ));
        }
        if self.before_others > 0 {
            let (n, instead) = (self.before_others, self.instead);
            notices.push(Notice::new(
                format!("Kodierungen, deren Datum vor dem letzten Eintrag der Studie liegt: {n}. Im Verarbeitungsprotokoll stehen sie, in ihrer Reihenfolge, hinter ihm. Davon gelten statt einer Entscheidung derselben Person, die schon da war: {instead}."),
                format!("Codings dated before the latest entry of the study: {n}. In the audit log they stand behind it, in their order. Of these, so many count instead of a decision of the same person that was there: {instead}."),
            ));
        }
        let columns = || self.codings.iter().flat_map(|coding| &coding.columns);
        let only = columns().next().filter(|_| columns().count() == 1);
        let column = only.map(|coded| self.names[coded.column].clone());
        notices
            .into_iter()
            .map(|notice| match &column {
                Some(column) => notice.in_column(column.clone()),
                None => notice,
            })
            .collect()
    }
}
