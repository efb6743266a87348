//! Who coded how much, how much was coded twice, and how often what the program had suggested is what people decided.
//!
//! Of each person the latest own coding of a unit counts that was not taken back.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::codebook::Codebook;
use crate::estimate::Estimate;
use crate::problem::Result;
use crate::study::{ActionNumber, Study};
use crate::survey::{Coder, CoderId, CoderKind, CodingLayer, Outcome, UnitId};

/// Who coded how much.
#[derive(Debug, Clone, Default)]
pub struct People {
    /// By name; machines last.
    pub coders: Vec<Coded>,
    /// Units that a person has decided on.
    pub units: u64,
    /// Of these by two or more people.
    pub double: u64,
    /// Units that were settled, and of which that still stands on record.
    pub settled: u64,
    /// By how people saw suggestions.
    pub hits: Vec<(Sight, Hits)>,
    /// Of each unit how many people said the same, where all who decided did.
    pub alike: FxHashMap<UnitId, u32>,
}

/// What one coder has decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded {
    pub coder: Coder,
    pub with_codes: u64,
    pub none_fits: u64,
    pub not_codable: u64,
    pub deferred: u64,
}

/// Whether a coder saw what was suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    Shown,
    /// Suggestions were there and kept back on purpose.
    Withheld,
}

/// How often suggested codes are those that people gave; every coding of a unit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hits {
    pub codings: u64,
    pub suggested: u64,
    pub given: u64,
    /// Both.
    pub right: u64,
    /// Codings that are exactly the suggested codes.
    pub exact: u64,
}

impl Coded {
    /// Decided, in whatever way.
    pub fn units(&self) -> u64 {
        self.with_codes + self.none_fits + self.not_codable
    }
}

impl Hits {
    /// Of the suggested codes, the share that people gave; with Wilson's interval.
    pub fn precision(&self) -> Estimate {
        Estimate::share(self.right, self.suggested)
    }

    /// Of the codes that people gave, the share that was suggested; with Wilson's interval.
    pub fn recall(&self) -> Estimate {
        Estimate::share(self.right, self.given)
    }

    /// The harmonic mean of both; `None` where nothing was suggested or given.
    pub fn f1(&self) -> Option<f64> {
        let all = self.suggested + self.given;
        (all > 0).then(|| 2.0 * self.right as f64 / all as f64)
    }

    fn add(&mut self, suggested: &[String], outcome: &Outcome, codebook: &Codebook) {
        let counted = |code: &String| {
            codebook
                .resolve(code)
                .counts_as()
                .map_or(code.clone(), |code| code.id.clone())
        };
        let set = |codes: &[String]| {
            let mut codes: Vec<String> = codes.iter().map(counted).collect();
            codes.sort();
            codes.dedup();
            codes
        };
        let (suggested, given) = (set(suggested), set(outcome.given()));
        self.codings += 1;
        self.suggested += suggested.len() as u64;
        self.given += given.len() as u64;
        self.right += suggested.iter().filter(|code| given.contains(code)).count() as u64;
        self.exact += u64::from(suggested == given);
    }
}

/// What somebody said of a unit last.
struct Said {
    outcome: Outcome,
    seen: Option<Vec<String>>,
    withheld: Option<Vec<String>>,
}

impl People {
    /// # Errors
    /// A study file that cannot be read.
    pub fn of(study: &Study, codebook_name: &str, codebook: &Codebook) -> Result<People> {
        let known: BTreeMap<CoderId, Coder> = study.all_coders()?.into_iter().collect();
        let mut own: BTreeMap<(CoderId, UnitId), Said> = BTreeMap::new();
        let mut settled: BTreeMap<UnitId, bool> = BTreeMap::new();
        study.record(codebook_name, ActionNumber::default(), |recorded| {
            let decision = recorded.decision;
            match decision.layer {
                CodingLayer::Own => {
                    let said = Said {
                        outcome: decision.outcome,
                        seen: decision.seen,
                        withheld: decision.withheld,
                    };
                    own.insert((recorded.coder, decision.unit), said);
                }
                CodingLayer::Final => {
                    settled.insert(decision.unit, decision.outcome != Outcome::Withdrawn);
                }
                CodingLayer::Again => {}
            }
            Ok(())
        })?;
        let mut people = People {
            settled: settled.values().filter(|stands| **stands).count() as u64,
            ..People::default()
        };
        people.count_coders(&known, &own);
        people.count_units(&known, &own);
        people.count_hits(&known, &own, codebook);
        Ok(people)
    }

    fn count_coders(&mut self, known: &BTreeMap<CoderId, Coder>, own: &BTreeMap<(CoderId, UnitId), Said>) {
        let mut coders: BTreeMap<&Coder, Coded> = BTreeMap::new();
        for ((id, _), said) in own {
            let Some(coder) = known.get(id) else { continue };
            let coded = coders.entry(coder).or_insert_with(|| Coded {
                coder: coder.clone(),
                with_codes: 0,
                none_fits: 0,
                not_codable: 0,
                deferred: 0,
            });
            match said.outcome {
                Outcome::Codes(_) => coded.with_codes += 1,
                Outcome::NoneFits => coded.none_fits += 1,
                Outcome::NotCodable => coded.not_codable += 1,
                Outcome::Deferred => coded.deferred += 1,
                Outcome::Begun { .. } | Outcome::Withdrawn => {}
            }
        }
        let mut coders: Vec<Coded> = coders.into_values().collect();
        coders.retain(|coded| coded.units() + coded.deferred > 0);
        self.coders = coders;
    }

    fn count_units(&mut self, known: &BTreeMap<CoderId, Coder>, own: &BTreeMap<(CoderId, UnitId), Said>) {
        let mut by_unit: BTreeMap<UnitId, Vec<&Outcome>> = BTreeMap::new();
        for ((id, unit), said) in own {
            let person = known.get(id).is_some_and(|coder| coder.kind == CoderKind::Person);
            if person && said.outcome.is_whole() {
                by_unit.entry(*unit).or_default().push(&said.outcome);
            }
        }
        self.units = by_unit.len() as u64;
        self.double = by_unit.values().filter(|said| said.len() > 1).count() as u64;
        for (unit, said) in by_unit {
            if said.iter().all(|outcome| outcome.is_like(said[0])) {
                self.alike.insert(unit, said.len() as u32);
            }
        }
    }

    fn count_hits(
        &mut self,
        known: &BTreeMap<CoderId, Coder>,
        own: &BTreeMap<(CoderId, UnitId), Said>,
        codebook: &Codebook,
    ) {
        let mut hits: BTreeMap<Sight, Hits> = BTreeMap::new();
        for ((id, _), said) in own {
            let person = known.get(id).is_some_and(|coder| coder.kind == CoderKind::Person);
            if !person || !said.outcome.is_whole() {
                continue;
            }
            let sight = match (&said.seen, &said.withheld) {
                (_, Some(withheld)) if !withheld.is_empty() => Some((Sight::Withheld, withheld)),
                (Some(seen), _) => Some((Sight::Shown, seen)),
                _ => None,
            };
            if let Some((sight, suggested)) = sight {
                hits.entry(sight)
                    .or_default()
                    .add(suggested, &said.outcome, codebook);
            }
        }
        self.hits = hits.into_iter().collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODEBOOK: &str = "format = 1\ntitle = 'T'\nversion = '1'\n\
        [[code]]\nid = 'a'\nvalue = 1\nlabel = 'A'\n[[code]]\nid = 'b'\nvalue = 2\nlabel = 'B'\n\
        [[code]]\nid = 'alt'\nvalue = 3\nlabel = 'C'\nmerged_into = 'b'\n";

    #[test]
    fn what_was_suggested_is_compared_with_what_was_given_as_it_counts_now() {
        let codebook = Codebook::read(CODEBOOK, "t.toml").unwrap();
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let mut hits = Hits::default();
        hits.add(&ids(&["a", "alt"]), &Outcome::Codes(ids(&["b"])), &codebook);
        hits.add(&ids(&["a"]), &Outcome::Codes(ids(&["a"])), &codebook);
        hits.add(&[], &Outcome::NoneFits, &codebook);
        assert_eq!(
            hits,
            Hits {
                codings: 3,
                suggested: 3,
                given: 2,
                right: 2,
                exact: 2
            }
        );
        // 2 · 2 of 5.
        assert_eq!(hits.f1(), Some(0.8));
        assert_eq!(Hits::default().f1(), None);
    }
}
