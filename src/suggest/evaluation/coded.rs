//! The units of a study that are judged, with what people gave them.

use super::Codes;
use crate::codebook::{Codebook, Resolved};
use crate::problem::Result;
use crate::study::{CodedUnit, Current, StoredCodebook, Study, Wanted};
use crate::survey::{CoderKind, Outcome, Picked, UnitId};

/// Units in the order of the study; the lists stand side by side.
#[derive(Debug, Clone, Default)]
pub struct Coded {
    pub units: Vec<UnitId>,
    pub keys: Vec<String>,
    /// As people coded; none where nobody has decided.
    pub decided: Vec<Option<Vec<bool>>>,
    /// The same with parents; nothing where nobody has decided.
    pub given: Vec<Vec<bool>>,
    /// How the unit was picked for review.
    pub picked: Vec<Picked>,
}

impl Coded {
    /// The units of a study of which some decision holds.
    pub fn of_study(study: &Study, codebook: &StoredCodebook) -> Result<Coded> {
        Coded::of(study, codebook, |unit| unit.decision.as_ref().holding().is_some())
    }

    /// The units that `wanted` picks, in terms of the codes in use. Not codable and none fits are decisions for no code;
    /// deferring is none, what a machine accepted is none either, and neither is one whose codes are split or all retired.
    pub fn of(
        study: &Study,
        codebook: &StoredCodebook,
        wanted: impl Fn(&CodedUnit) -> bool,
    ) -> Result<Coded> {
        let codes = Codes::of(&codebook.codebook.in_use().0);
        let mut coded = Coded::default();
        let reviewed = study.reviewed(&codebook.name)?;
        let walk = Wanted {
            codebook: Some(&codebook.name),
            ..Wanted::default()
        };
        study.walk(&walk, |unit| {
            if !wanted(unit) {
                return Ok(());
            }
            let of_people = |current: &&Current| current.coder.kind == CoderKind::Person;
            let decision = unit.decision.as_ref().holding().filter(of_people);
            let outcome = decision.map(|current| &current.outcome);
            let decided: Option<Vec<bool>> = match outcome {
                Some(Outcome::Codes(named)) => given_codes(named, &codebook.codebook, &codes),
                // An answer that is missing and has no code is nothing to judge.
                Some(Outcome::NoneFits | Outcome::NotCodable) if unit.missing.is_some() => None,
                Some(Outcome::NoneFits | Outcome::NotCodable) => Some(vec![false; codes.ids.len()]),
                Some(Outcome::Deferred | Outcome::Begun { .. } | Outcome::Withdrawn) | None => None,
            };
            let mut given = decided.clone().unwrap_or_else(|| vec![false; codes.ids.len()]);
            codes.add_parents(&mut given);
            coded.units.push(unit.unit);
            coded.keys.push(unit.key.clone());
            coded.decided.push(decided);
            coded.given.push(given);
            let place = reviewed.binary_search_by_key(&unit.unit, |reviewed| reviewed.unit);
            coded
                .picked
                .push(place.map_or(Picked::Unknown, |place| reviewed[place].picked));
            Ok(())
        })?;
        Ok(coded)
    }

    /// Places of the units on which people have decided.
    pub fn judged(&self) -> Vec<usize> {
        (0..self.units.len())
            .filter(|at| self.decided[*at].is_some())
            .collect()
    }
}

/// Which codes a decision counts as; none where one of them is split, or where nothing is left of those that are in use.
fn given_codes(named: &[String], codebook: &Codebook, codes: &Codes) -> Option<Vec<bool>> {
    let mut given = vec![false; codes.ids.len()];
    for id in named {
        match codebook.resolve(id) {
            Resolved::Split(_) => return None,
            Resolved::InUse(code) | Resolved::Merged(code) => {
                if let Some(at) = codes.ids.iter().position(|known| *known == code.id) {
                    given[at] = true;
                }
            }
            Resolved::Retired(_) | Resolved::Unknown => {}
        }
    }
    given.contains(&true).then_some(given)
}
