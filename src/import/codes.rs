//! Codings that come with the answers: a column of code ids joined by `|` becomes decisions of a named coder.

use super::row::Row;
use crate::codebook::Codebook;
use crate::problem::{Problem, Result};
use crate::study::Change;
use crate::survey::{CodebookId, CoderId, Decision, Outcome, UnitId};

/// Unknown ids that are listed one by one.
const LISTED: usize = 10;

/// The codebook that the codes of a file belong to, and its name in the study.
#[derive(Debug, Clone, Copy)]
pub struct CodesOf<'a> {
    pub name: &'a str,
    pub codebook: &'a Codebook,
}

pub(super) struct Codes<'a> {
    pub column: usize,
    column_name: String,
    /// Code ids in codebook order.
    ids: Vec<&'a str>,
    codebook: CodebookId,
    coder: CoderId,
    now: i64,
    unknown: Vec<(String, u64)>,
    unknown_rows: u64,
}

pub(super) enum Decided {
    Added,
    /// No codes, or the coder has decided just so before.
    Nothing,
    SeveralUnits,
}

impl<'a> Codes<'a> {
    pub fn new(
        change: &Change<'_>,
        column: usize,
        column_name: &str,
        (codebook, of): (CodebookId, &'a Codebook),
        coder: &str,
        now: i64,
    ) -> Result<Self> {
        Ok(Codes {
            column,
            column_name: column_name.to_owned(),
            ids: of.codes.iter().map(|code| &*code.id).collect(),
            codebook,
            coder: change.coder(coder)?,
            now,
            unknown: Vec::new(),
            unknown_rows: 0,
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
        change.decide(&Decision {
            unit,
            codebook: self.codebook,
            coder: self.coder,
            outcome,
            memo: String::new(),
            time: self.now,
        })?;
        Ok(Decided::Added)
    }

    fn read(&mut self, row: &Row) -> Option<Outcome> {
        let cell = row.cell(self.column).trim();
        match cell {
            "" => return None,
            "none_fits" => return Some(Outcome::NoneFits),
            "not_codable" => return Some(Outcome::NotCodable),
            "deferred" => return Some(Outcome::Deferred),
            _ => {}
        }
        let mut places = Vec::new();
        for id in cell.split('|').map(str::trim).filter(|id| !id.is_empty()) {
            match self.ids.iter().position(|known| *known == id) {
                Some(place) => places.push(place),
                None => {
                    self.unknown_rows += 1;
                    let listed = self.unknown.iter().any(|(known, _)| known == id);
                    if !listed && self.unknown.len() < LISTED {
                        self.unknown.push((id.to_owned(), row.number));
                    }
                }
            }
        }
        places.sort_unstable();
        places.dedup();
        (!places.is_empty())
            .then(|| Outcome::Codes(places.iter().map(|at| self.ids[*at].to_owned()).collect()))
    }

    /// # Errors
    /// Code ids that the codebook does not know, each with the first row that has it.
    pub fn finish(self) -> Result<()> {
        let mut problems: Vec<Problem> = self
            .unknown
            .iter()
            .map(|(id, row)| {
                Problem::input(
                    format!("Den Code »{id}« kennt der Kodierleitfaden nicht."),
                    format!("The codebook does not know the code \"{id}\"."),
                )
                .in_row(*row)
                .in_column(self.column_name.clone())
            })
            .collect();
        if let Some(first) = problems.first_mut() {
            let n = self.unknown_rows;
            let known = self.ids.join(", ");
            *first = first.clone().hint(
                format!("Unbekannte Codes insgesamt: {n}. Der Kodierleitfaden kennt: {known}."),
                format!("Unknown codes in all: {n}. The codebook knows: {known}."),
            );
        }
        Problem::all(problems).map_or(Ok(()), Err)
    }
}
