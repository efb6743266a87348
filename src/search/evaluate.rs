//! A plan on a shard: which tokens of which documents make it true.
//!
//! Distance between two occurrences counts tokens from the end of the first to the start of the second; neighbours
//! are 1 apart. Overlapping occurrences are not near each other.

use super::plan::Plan;
use super::shard::Shard;
use crate::problem::Result;
use crate::query::Order;

/// A run of tokens `from ..= to` of a document that makes a plan true. Where the run has words between those that
/// count (NEAR), `pieces` names the runs that do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Occurrence {
    pub document: u32,
    pub from: u32,
    pub to: u32,
    pieces: Option<Box<[(u32, u32)]>>,
}

impl Occurrence {
    fn word(place: u64) -> Self {
        let position = place as u32;
        Occurrence {
            document: (place >> 32) as u32,
            from: position,
            to: position,
            pieces: None,
        }
    }

    /// Two occurrences of one document as one.
    fn join(first: &Occurrence, second: &Occurrence) -> Self {
        Occurrence {
            document: first.document,
            from: first.from.min(second.from),
            to: first.to.max(second.to),
            pieces: Some(first.pieces().chain(second.pieces()).collect()),
        }
    }

    /// The runs of tokens that are evidence.
    pub fn pieces(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let whole = self.pieces.is_none().then_some((self.from, self.to));
        self.pieces
            .iter()
            .flat_map(|pieces| pieces.iter().copied())
            .chain(whole)
    }
}

impl Shard {
    /// All occurrences of a plan, ascending by document, then position.
    pub fn evaluate(&self, plan: &Plan) -> Result<Vec<Occurrence>> {
        match plan {
            Plan::Words(forms) => Ok(self.places(forms)?.into_iter().map(Occurrence::word).collect()),
            Plan::Phrase(words) => self.phrase(words),
            Plan::Near {
                left,
                right,
                within,
                order,
            } => {
                let left = self.evaluate(left)?;
                if left.is_empty() {
                    return Ok(left);
                }
                Ok(near(&left, &self.evaluate(right)?, *within, *order))
            }
            Plan::And(parts) => {
                let mut all: Option<Vec<Occurrence>> = None;
                for part in parts {
                    if all.as_ref().is_some_and(Vec::is_empty) {
                        break;
                    }
                    let next = self.evaluate(part)?;
                    all = Some(match all {
                        None => next,
                        Some(mut all) => {
                            let mut next = next;
                            keep_common(&mut all, &mut next);
                            all.append(&mut next);
                            all.sort();
                            all
                        }
                    });
                }
                Ok(all.unwrap_or_default())
            }
            Plan::Or(parts) => {
                let mut all = Vec::new();
                for part in parts {
                    all.append(&mut self.evaluate(part)?);
                }
                all.sort();
                all.dedup();
                Ok(all)
            }
            Plan::Not { keep, drop } => {
                let mut kept = self.evaluate(keep)?;
                if !kept.is_empty() {
                    let dropped = self.evaluate(drop)?;
                    let mut at = 0;
                    kept.retain(|occurrence| {
                        while at < dropped.len() && dropped[at].document < occurrence.document {
                            at += 1;
                        }
                        at == dropped.len() || dropped[at].document != occurrence.document
                    });
                }
                Ok(kept)
            }
            Plan::Affirmed(inner) => {
                let mut all = self.evaluate(inner)?;
                self.drop_negated(&mut all);
                Ok(all)
            }
        }
    }

    fn phrase(&self, words: &[Vec<String>]) -> Result<Vec<Occurrence>> {
        let Some((first, others)) = words.split_first() else {
            return Ok(Vec::new());
        };
        let mut starts = self.places(first)?;
        for (distance, word) in (1_u64..).zip(others) {
            if starts.is_empty() {
                break;
            }
            let places = self.places(word)?;
            let mut at = 0;
            starts.retain(|start| {
                while at < places.len() && places[at] < start + distance {
                    at += 1;
                }
                at < places.len() && places[at] == start + distance
            });
        }
        let more = others.len() as u32;
        Ok(starts
            .into_iter()
            .map(|start| {
                let word = Occurrence::word(start);
                Occurrence {
                    to: word.to + more,
                    ..word
                }
            })
            .collect())
    }
}

/// Keeps the occurrences of documents that both have.
fn keep_common(left: &mut Vec<Occurrence>, right: &mut Vec<Occurrence>) {
    let keep = |these: &mut Vec<Occurrence>, those: &[Occurrence]| {
        let mut at = 0;
        these.retain(|occurrence| {
            while at < those.len() && those[at].document < occurrence.document {
                at += 1;
            }
            at < those.len() && those[at].document == occurrence.document
        });
    };
    keep(left, right);
    keep(right, left);
}

/// All pairs within the distance, as joined occurrences.
fn near(left: &[Occurrence], right: &[Occurrence], within: u32, order: Order) -> Vec<Occurrence> {
    let mut pairs = Vec::new();
    let mut at = 0;
    for of_document in left.chunk_by(|a, b| a.document == b.document) {
        let document = of_document[0].document;
        while at < right.len() && right[at].document < document {
            at += 1;
        }
        let others = &right[at..];
        let others = &others[..others
            .iter()
            .take_while(|other| other.document == document)
            .count()];
        // Both are ascending by their start: of the others only those in the window around `one` are looked at.
        let widest = others
            .iter()
            .map(|other| other.to - other.from)
            .max()
            .unwrap_or(0);
        for one in of_document {
            let first = others.partition_point(|other| {
                u64::from(other.from) + u64::from(widest) + u64::from(within) < u64::from(one.from)
            });
            for other in others[first..]
                .iter()
                .take_while(|other| other.from <= one.to.saturating_add(within))
            {
                let before = one.to < other.from && other.from - one.to <= within;
                let after = other.to < one.from && one.from - other.to <= within;
                if before || (order == Order::Either && after) {
                    pairs.push(Occurrence::join(one, other));
                }
            }
        }
    }
    pairs.sort();
    pairs.dedup();
    pairs
}
