//! The derived index, and queries evaluated on it: to units and to the bytes that made them match.
//!
//! | member | what |
//! |---|---|
//! | `build` | study → index folder; when it is stale |
//! | `shard` | the postings and token spans of a run of units |
//! | `forms` | hands normal forms over to tantivy |
//! | `wordlist` | all words of the study by form, stem and building block |
//! | `ranges` | a sorted list of stems and their forms in a file |
//! | `plan` | a query with its words looked up in the word list |
//! | `evaluate` | a plan on a shard: occurrences |
//! | `glob` | `*` and `?` as an automaton over the word list |
//! | `kwic` | keyword in context |
//! | `keywords` | words that are typical of some units against others |
//! | `keyness` | how surprising a difference of frequencies is |
//! | `explain` | which written forms a query's words matched, and why |
//!
//! The index stores, per token, its normal form and position. Stems, building blocks, wildcards and typing errors are
//! properties of the *distinct* forms: a query word becomes a set of forms, and a set of forms is a union of postings.
//! So a word is analysed once per study and not once per occurrence, and one field serves all ways of asking.
//!
//! Everything here can be thrown away: the folder is rebuilt when it is missing, damaged or older than the answers.

mod build;
mod evaluate;
mod explain;
mod forms;
mod glob;
mod keyness;
mod keywords;
mod kwic;
mod plan;
mod ranges;
mod shard;
mod wordlist;

pub use build::{Index, folder_of};
pub use evaluate::Occurrence;
pub use explain::{Explanation, MatchedForm, WordExplanation, explain};
pub use keywords::Keyword;
pub use kwic::{Line, kwic};
pub use plan::Plan;
pub use shard::{Shard, spans_of};

use rayon::prelude::*;

use crate::problem::{Problem, Result};
use crate::query::Query;
use crate::survey::{Span, UnitId};

/// A unit that a query found, with the bytes of the verbatim that made it match, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub unit: UnitId,
    pub evidence: Vec<Span>,
}

impl Hit {
    /// The evidence to be marked: what overlaps is one piece.
    pub fn apart(&self) -> Vec<Span> {
        let mut apart: Vec<Span> = Vec::with_capacity(self.evidence.len());
        for span in self.evidence.iter().copied() {
            match apart.last_mut() {
                Some(last) if span.start < last.end => last.end = last.end.max(span.end),
                _ => apart.push(span),
            }
        }
        apart
    }
}

/// All that a query found, in the order of the units.
pub struct Found<'i> {
    index: &'i Index,
    /// Per shard, ascending by document.
    occurrences: Vec<Vec<Occurrence>>,
}

impl Index {
    /// Evaluates a query on all shards.
    pub fn find(&self, query: &Query) -> Result<Found<'_>> {
        let plan = self.plan(query);
        self.run(&plan)
    }

    /// Evaluates a prepared query.
    pub fn run(&self, plan: &Plan) -> Result<Found<'_>> {
        let occurrences = self
            .shards()
            .par_iter()
            .map(|shard| shard.evaluate(plan))
            .collect::<Result<Vec<_>>>()?;
        Ok(Found {
            index: self,
            occurrences,
        })
    }
}

impl Found<'_> {
    /// Number of units found.
    pub fn count(&self) -> usize {
        self.documents().count()
    }

    /// The hits, evidence computed as they are taken.
    pub fn hits(&self) -> impl Iterator<Item = Hit> + '_ {
        self.part(0, usize::MAX)
    }

    /// At most so many hits, behind the first `from`; evidence is computed of these alone.
    pub fn part(&self, from: usize, most: usize) -> impl Iterator<Item = Hit> + '_ {
        let wanted = self.documents().skip(from).take(most);
        wanted.map(|(shard, of_document)| Hit {
            unit: shard.unit(of_document[0].document),
            evidence: shard.evidence(of_document),
        })
    }

    /// The units found, without their evidence.
    pub fn units(&self) -> impl Iterator<Item = UnitId> + '_ {
        self.documents()
            .map(|(shard, of_document)| shard.unit(of_document[0].document))
    }

    fn documents(&self) -> impl Iterator<Item = (&Shard, &[Occurrence])> {
        let shards = self.index.shards().iter().zip(&self.occurrences);
        shards.flat_map(|(shard, occurrences)| {
            let documents = occurrences.chunk_by(|a, b| a.document == b.document);
            documents.map(move |of_document| (shard, of_document))
        })
    }
}

/// A failure of the derived index; it can always be rebuilt.
pub(crate) fn damaged(error: impl std::fmt::Display) -> Problem {
    Problem::input(
        format!("Der Suchindex neben der Studie ist nicht lesbar oder nicht schreibbar: {error}."),
        format!("The search index beside the study cannot be read or written: {error}."),
    )
    .hint(
        "Den Ordner, der auf .index endet, löschen; er wird neu aufgebaut. Bleibt der Fehler, Platz und Rechte prüfen.",
        "Delete the folder that ends in .index; it is rebuilt. If the error stays, check space and permissions.",
    )
}
