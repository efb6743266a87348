//! Which codes occur together: in the same case of one codebook, or between two codebooks with the same respondents.
//!
//! | member | what |
//! |---|---|
//! | `within` | pairs of codes of one codebook, in a coding unit or with a respondent |
//! | `between` | codes of one codebook by codes of another, with the respondents who have both |
//!
//! A case with a code has those above it too. A dimension and a code below it always go together; such pairs are left out. Deliberately
//! absent: drawing.

mod between;
#[cfg(test)]
mod tests;
mod within;

pub use between::between;
pub use within::within;

use serde::Serialize;

use super::choice::Base;
use super::pass::{Counted, Marks, Profile};
use super::scheme::{CodeAt, Scheme};
use super::sets::with_ancestors;
use super::tally::Layer;
use crate::estimate::{Estimate, Fourfold, holm};
use crate::problem::Notice;
use crate::survey::Coder;
use crate::words::Text;

/// Codes by codes.
#[derive(Debug, Clone, Serialize)]
pub struct Together {
    pub rows: Side,
    /// None: pairs of codes of the same codebook; the columns are the rows.
    pub columns: Option<Side>,
    #[serde(serialize_with = "base_id")]
    pub base: Base,
    pub layer: Layer,
    /// Valid cases: with a code or the decision that none fits; between two codebooks in both.
    pub n: u64,
    /// Between two codebooks: respondents who are valid in the first only and in the second only.
    pub one_side_only: (u64, u64),
    /// In the order of rows and columns; of one codebook each pair once, a code with its own dimension never.
    pub pairs: Vec<Pair>,
    #[serde(skip)]
    pub notices: Vec<Notice>,
}

/// A codebook whose codes are counted.
#[derive(Debug, Clone, Serialize)]
pub struct Side {
    pub codebook: String,
    #[serde(skip)]
    pub title: Text,
    pub version: String,
    /// Keys of the questions.
    pub questions: Vec<String>,
    #[serde(skip)]
    pub coders: Vec<Coder>,
    pub codes: Vec<CodeCount>,
}

/// A code that occurs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CodeCount {
    pub id: String,
    #[serde(skip)]
    pub label: Text,
    pub n: u64,
    #[serde(skip)]
    at: CodeAt,
}

/// Two codes; `row` and `column` are places in the lists of codes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    pub row: usize,
    pub column: usize,
    #[serde(flatten)]
    pub counts: Fourfold,
    /// Of the cases with the code of the row, those that have the other; and the other way round.
    pub of_row: Estimate,
    pub of_column: Estimate,
    pub lift: Estimate,
    pub phi: Estimate,
    /// Fisher's exact probability that there is no association, of this pair alone.
    pub p: Option<f64>,
    /// The same corrected after Holm over all pairs.
    pub p_of_all: Option<f64>,
}

impl Pair {
    fn of(row: usize, column: usize, counts: Fourfold) -> Pair {
        Pair {
            row,
            column,
            of_row: Estimate::share(counts.both, counts.first()),
            of_column: Estimate::share(counts.both, counts.second()),
            lift: counts.lift(),
            phi: counts.phi(),
            p: counts.chance_of_independence(),
            p_of_all: None,
            counts,
        }
    }
}

impl Together {
    /// Codes of the columns.
    pub fn column_codes(&self) -> &[CodeCount] {
        &self.columns.as_ref().unwrap_or(&self.rows).codes
    }

    /// Pairs that occur together, the strongest first: by φ, then by how often, then in the order of the codebooks.
    pub fn strongest(&self) -> Vec<&Pair> {
        let mut pairs: Vec<&Pair> = self.pairs.iter().filter(|pair| pair.counts.both > 0).collect();
        let phi = |pair: &Pair| pair.phi.value().unwrap_or(0.0);
        pairs.sort_by(|a, b| {
            phi(b)
                .total_cmp(&phi(a))
                .then(b.counts.both.cmp(&a.counts.both))
                .then((a.row, a.column).cmp(&(b.row, b.column)))
        });
        pairs
    }

    pub fn pair(&self, row: usize, column: usize) -> Option<&Pair> {
        let of_one = self.columns.is_none();
        self.pairs.iter().find(|pair| {
            (pair.row, pair.column) == (row, column) || (of_one && (pair.row, pair.column) == (column, row))
        })
    }
}

/// The pairs with their probabilities corrected for how many they are.
fn corrected(mut pairs: Vec<Pair>) -> Vec<Pair> {
    let single: Vec<Option<f64>> = pairs.iter().map(|pair| pair.p).collect();
    for (pair, p) in pairs.iter_mut().zip(holm(&single)) {
        pair.p_of_all = p;
    }
    pairs
}

/// The codes that a case has in a layer, with those above them; `None`: it is not in the base.
pub(super) fn codes_of(counted: &Counted, profile: Profile, layer: Layer) -> Option<Vec<CodeAt>> {
    let sets = &counted.sets;
    let codes = match layer {
        Layer::Reviewed => sets.codes(profile.reviewed).into(),
        Layer::Suggested => sets.codes(profile.suggested).into(),
        Layer::Both => sets.joined(profile.reviewed, profile.suggested),
    };
    if !codes.is_empty() {
        return Some(with_ancestors(&codes, &counted.scheme));
    }
    let none_fits = profile.marks.has(Marks::NONE_FITS) && layer != Layer::Suggested;
    none_fits.then(Vec::new)
}

/// The codes that occur, in the order of the tree.
fn side(counted: &Counted, questions: Vec<String>, n: &[u64]) -> Side {
    let scheme: &Scheme = &counted.scheme;
    let codes = scheme.tree_order(|a, b| a.cmp(&b)).into_iter();
    let count = |at: CodeAt| n.get(at as usize).copied().unwrap_or(0);
    Side {
        codebook: counted.codebook.name.clone(),
        title: counted.codebook.codebook.title.clone(),
        version: counted.codebook.codebook.version.clone(),
        questions,
        coders: counted.coders.clone(),
        codes: codes
            .filter(|at| count(*at) > 0)
            .map(|at| CodeCount {
                id: scheme.code(at).id.clone(),
                label: scheme.code(at).label.clone(),
                n: count(at),
                at,
            })
            .collect(),
    }
}

fn base_id<S: serde::Serializer>(base: &Base, serializer: S) -> Result<S::Ok, S::Error> {
    use super::said::Choice;
    serializer.serialize_str(base.id())
}
