//! What a change of a code's match rules gains, loses and leaves, before anybody keeps it: exactly the difference between
//! two runs of `rules`, for the price of those rules that are new.
//!
//! Deliberately absent: what people decided about these units; whoever asks can join it by unit.

use std::sync::Arc;

use rayon::prelude::*;

use super::rules::{add_evidence, meets_anywhere};
use crate::codebook::MatchRule;
use crate::problem::Result;
use crate::search::{Index, Occurrence, Shard};
use crate::study::Evidence;
use crate::survey::{Span, UnitId};

/// The rules of a code on the answers of a study, evaluated. To be kept while somebody tries other rules.
#[derive(Clone)]
pub struct RulesAsTheyAre {
    rules: Vec<Evaluated>,
    min_score: f64,
    /// By shard, the documents for which the code is suggested, ascending.
    suggested: Arc<Vec<Vec<u32>>>,
}

/// A rule with all that it found.
#[derive(Clone)]
struct Evaluated {
    rule: MatchRule,
    meets_anywhere: bool,
    /// By shard.
    found: Arc<Vec<Found>>,
}

struct Found {
    /// Ascending by document.
    occurrences: Vec<Occurrence>,
    /// Each once, ascending.
    documents: Vec<u32>,
}

/// What other rules would change.
pub struct RuleChange {
    /// Suggested by the new rules and not by the old ones; as the two that follow, ascending by unit.
    pub gained: Vec<Place>,
    pub lost: Vec<Place>,
    pub stays: Vec<Place>,
    before: RulesAsTheyAre,
    after: RulesAsTheyAre,
}

/// A unit, and where the index holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub unit: UnitId,
    shard: u32,
    document: u32,
}

impl RulesAsTheyAre {
    /// `min_score`: from which score on the code is suggested.
    pub fn of(index: &Index, rules: &[MatchRule], min_score: f64) -> Result<RulesAsTheyAre> {
        RulesAsTheyAre::knowing(index, rules, min_score, &[])
    }

    /// What other rules would change. A rule that is here already, in whatever place, is not evaluated again. `index`: the one
    /// that these were evaluated on.
    pub fn change(&self, index: &Index, to: &[MatchRule]) -> Result<RuleChange> {
        let after = RulesAsTheyAre::knowing(index, to, self.min_score, &self.rules)?;
        let (mut gained, mut lost, mut stays) = (Vec::new(), Vec::new(), Vec::new());
        let shards = index
            .shards()
            .iter()
            .zip(self.suggested.iter().zip(after.suggested.iter()));
        for (at, (shard, (old, new))) in (0..).zip(shards) {
            let place = |document| Place {
                unit: shard.unit(document),
                shard: at,
                document,
            };
            let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
            loop {
                match (old.peek(), new.peek()) {
                    (None, None) => break,
                    (Some(before), Some(after)) if before == after => {
                        stays.push(place(**after));
                        old.next();
                        new.next();
                    }
                    (Some(before), after) if after.is_none_or(|after| before < after) => {
                        lost.push(place(**before));
                        old.next();
                    }
                    (_, after) => {
                        gained.extend(after.map(|after| place(**after)));
                        new.next();
                    }
                }
            }
        }
        Ok(RuleChange {
            gained,
            lost,
            stays,
            before: self.clone(),
            after,
        })
    }

    fn knowing(
        index: &Index,
        rules: &[MatchRule],
        min_score: f64,
        known: &[Evaluated],
    ) -> Result<RulesAsTheyAre> {
        let rules: Vec<Evaluated> = rules
            .iter()
            .map(|rule| Evaluated::of(index, rule, known))
            .collect::<Result<_>>()?;
        let shards: Vec<usize> = (0..index.shards().len()).collect();
        let suggested = shards
            .into_par_iter()
            .map(|shard| suggested(&rules, shard, min_score))
            .collect();
        Ok(RulesAsTheyAre {
            rules,
            min_score,
            suggested: Arc::new(suggested),
        })
    }

    /// What made the rules hit in a unit; sources name them by their order.
    fn evidence(&self, index: &Index, place: Place) -> Vec<Evidence> {
        let shard: &Shard = &index.shards()[place.shard as usize];
        let tokens: Vec<Span> = shard.spans(place.document).map(|(span, _)| span).collect();
        let mut evidence = Vec::new();
        for (at, evaluated) in self.rules.iter().enumerate() {
            let all = &evaluated.found[place.shard as usize].occurrences;
            let from = all.partition_point(|occurrence| occurrence.document < place.document);
            let to = all.partition_point(|occurrence| occurrence.document <= place.document);
            if from < to {
                add_evidence(
                    &tokens,
                    (at, evaluated.meets_anywhere),
                    &all[from..to],
                    &mut evidence,
                );
            }
        }
        evidence
    }
}

impl RuleChange {
    /// What the new rules found in a unit that is gained or stays.
    pub fn evidence_after(&self, index: &Index, place: Place) -> Vec<Evidence> {
        self.after.evidence(index, place)
    }

    /// What the old rules found in a unit that is lost or stays.
    pub fn evidence_before(&self, index: &Index, place: Place) -> Vec<Evidence> {
        self.before.evidence(index, place)
    }
}

impl Evaluated {
    fn of(index: &Index, rule: &MatchRule, known: &[Evaluated]) -> Result<Evaluated> {
        let same = known.iter().find(|known| known.rule.query == rule.query);
        if let Some(same) = same {
            return Ok(Evaluated {
                rule: rule.clone(),
                ..same.clone()
            });
        }
        let plan = index.plan(&rule.query);
        let found = index
            .shards()
            .par_iter()
            .map(|shard| {
                let occurrences = shard.evaluate(&plan)?;
                let mut documents: Vec<u32> = occurrences.iter().map(|one| one.document).collect();
                documents.dedup();
                Ok(Found {
                    occurrences,
                    documents,
                })
            })
            .collect::<Result<Vec<_>>>()?;
        Ok(Evaluated {
            rule: rule.clone(),
            meets_anywhere: meets_anywhere(&plan),
            found: Arc::new(found),
        })
    }
}

/// The documents of a shard for which the rules are strong enough: 1 − Π(1 − weight), in the order of the rules as in `rules`.
fn suggested(rules: &[Evaluated], shard: usize, min_score: f64) -> Vec<u32> {
    let of_shard = || {
        rules
            .iter()
            .map(|rule| (&rule.found[shard].documents, rule.rule.weight))
    };
    let behind = of_shard()
        .filter_map(|(documents, _)| documents.last())
        .max()
        .map_or(0, |last| *last as usize + 1);
    const NOT_HIT: f64 = f64::INFINITY;
    let mut doubts = vec![NOT_HIT; behind];
    for (documents, weight) in of_shard() {
        for document in documents {
            let doubt = &mut doubts[*document as usize];
            *doubt = if *doubt == NOT_HIT { 1.0 } else { *doubt } * (1.0 - weight);
        }
    }
    (0..)
        .zip(doubts)
        .filter(|(_, doubt)| *doubt != NOT_HIT && 1.0 - doubt >= min_score)
        .map(|(document, _)| document)
        .collect()
}
