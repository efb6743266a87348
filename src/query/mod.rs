//! The query language: text → [`Query`] tree, and the tree printed back.
//!
//! A match rule is a saved search, so there is one language for the search box and for codebooks.
//!
//! | written | read as | finds |
//! |---|---|---|
//! | `wort` | [`Form::Stem`] | every form with the same stem |
//! | `=wort` | [`Form::Exact`] | this form only (case and ae/ä folded) |
//! | `wort*` `*wort` `w?rt` | [`Form::Wildcard`] | `*`: any letters or none, `?`: exactly one letter, on the written form |
//! | `wort~` `wort~2` | [`Form::Fuzzy`] | up to one (two) typing errors |
//! | `[wort]` | [`Form::Part`] | the word, alone or as a building block of a compound |
//! | `[wort*]` | [`Form::PartWildcard`] | a word or building block that fits the wildcard |
//! | `"zwei wörter"` | [`Query::Phrase`] | next to each other in this order; `„…“`, `“…”`, `»…«` do as well |
//! | `a NEAR/5 b`, `a NAHE/5 b` | [`Query::Near`] | positions at most 5 apart (`NEAR/1`: neighbours); 5 where no number stands |
//! | `a BEFORE/5 b`, `a VOR/5 b` | [`Query::Near`] | the same, `a` first |
//! | `a NOT b`, `a OHNE b` | [`Query::Not`] | `a` in answers without `b`; `a AND NOT b` is the same |
//! | `a AND b`, `a UND b` | [`Query::And`] | both in one coding unit |
//! | `a OR b`, `a ODER b` | [`Query::Or`] | one of the two |
//! | `affirmed(a)`, `bejaht(a)` | [`Query::Affirmed`] | `a`, unless a negator governs it |
//!
//! # What binds how tightly
//!
//! NEAR and BEFORE bind tightest, then NOT, then AND, then OR; equals are read from left to right:
//!
//! | written | understood |
//! |---|---|
//! | `a OR b AND c` | `a OR (b AND c)` |
//! | `a AND b NOT c` | `a AND (b NOT c)` |
//! | `a NOT b NEAR/3 c` | `a NOT (b NEAR/3 c)` |
//! | `a NOT b NOT c` | `(a NOT b) NOT c` |
//! | `a b OR c` in a search (side by side: AND) | `(a AND b) OR c` |
//! | `a b AND c` in a rule (side by side: OR) | `a OR (b AND c)` |
//!
//! The printed form has brackets wherever operators mix, so that it shows how a query was understood. NEAR and BEFORE
//! join words, phrases and alternatives; AND and NOT have no place in the text and may not stand inside them.
//!
//! # Operators and words
//!
//! Operators are written in capitals. The words *und*, *ohne*, *vor* are searched in lower case or in quotation marks:
//! `ohne AND papiere`, `"OHNE"`. Within quotation marks nothing is an operator, and punctuation between the words is
//! skipped, because answers are searched word by word.
//!
//! A `*` before `in` or `innen` at the end of a word (or before a hyphen) is a gender spelling, not a wildcard:
//! `Bürger*innen`, `Bürger*innen-Rat` are words, `Bürger*inn*` is a wildcard. `Bürger:innen`, `Bürger_innen`,
//! `Bürger/-innen` and `Bürger(innen)` are words as well; hyphens, digits and full stops belong to words (`KPR-Sitzung`,
//! `z.B.`).
//!
//! | member | what |
//! |---|---|
//! | `token` | text → tokens |
//! | `leaf` | one word with its form |
//! | `parser` | tokens → tree |
//! | `mistake` | what the parser says when something is missing |
//! | `print` | tree → text |
//! | `logic` | queries that can never match; queries that another one covers |
//!
//! Deliberately absent: evaluation (`search`) and stems (`language`).

mod leaf;
mod logic;
mod mistake;
mod parser;
mod print;
mod token;

use std::hash::{Hash, Hasher};
use std::ops::Range;

use crate::problem::Result;

pub use logic::Reading;

/// How deeply brackets and operators may nest; deeper is an error instead of an exhausted stack.
pub const MAX_DEPTH: usize = 60;

/// The largest distance of `NEAR`; farther apart means `AND`.
pub const MAX_WITHIN: u32 = 1000;

/// `NEAR` without a number.
pub const DEFAULT_WITHIN: u32 = 5;

/// A search, or a match rule of a codebook. What [`parse`] gives is canonical: AND in AND and OR in OR are one list of
/// at least two, a phrase has at least two words, `affirmed` is not nested directly.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Query {
    Word(Leaf),
    /// Adjacent, in this order.
    Phrase(Vec<Leaf>),
    /// Positions differ by at most `within` (1: neighbours).
    Near {
        left: Box<Query>,
        right: Box<Query>,
        within: u32,
        order: Order,
    },
    And(Vec<Query>),
    Or(Vec<Query>),
    Not {
        keep: Box<Query>,
        drop: Box<Query>,
    },
    /// Unless a negator governs it.
    Affirmed(Box<Query>),
}

/// One word of a query as it was written, without the signs of its form.
#[derive(Debug, Clone, Eq)]
pub struct Leaf {
    pub word: String,
    pub form: Form,
    /// Bytes of the query text, signs included; ignored when leaves are compared.
    pub span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    Stem,
    Exact,
    Wildcard,
    /// Up to this many typing errors, 1 or 2.
    Fuzzy(u8),
    Part,
    PartWildcard,
}

/// Whether the operands of [`Query::Near`] may stand in either order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    Either,
    AsWritten,
}

/// What two words side by side without an operator mean: AND in a search, OR in a match rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SideBySide {
    And,
    Or,
}

/// Reads a query; an error names the piece of `text` at fault and says what to write instead.
pub fn parse(text: &str, side_by_side: SideBySide) -> Result<Query> {
    parser::parse(text, side_by_side)
}

impl Query {
    /// All words from left to right, those after NOT included.
    pub fn leaves(&self) -> Vec<&Leaf> {
        let mut out = Vec::new();
        self.gather(&mut out);
        out
    }

    fn gather<'q>(&'q self, out: &mut Vec<&'q Leaf>) {
        match self {
            Query::Word(leaf) => out.push(leaf),
            Query::Phrase(leaves) => out.extend(leaves),
            Query::And(parts) | Query::Or(parts) => parts.iter().for_each(|part| part.gather(out)),
            Query::Near { left, right, .. } => {
                left.gather(out);
                right.gather(out);
            }
            Query::Not { keep, drop } => {
                keep.gather(out);
                drop.gather(out);
            }
            Query::Affirmed(inner) => inner.gather(out),
        }
    }
}

impl PartialEq for Leaf {
    fn eq(&self, other: &Self) -> bool {
        self.word == other.word && self.form == other.form
    }
}

impl Hash for Leaf {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.word.hash(state);
        self.form.hash(state);
    }
}
