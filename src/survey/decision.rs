//! What a coder decided about a coding unit. Append-only: undo is one more decision.

use serde::{Deserialize, Serialize};

use super::{CodebookId, UnitId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CoderId(pub i64);

/// What the coder said. Code ids are those of the codebook, sorted by codebook order, without repetition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Codes(Vec<String>),
    NoneFits,
    NotCodable,
    Deferred,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub unit: UnitId,
    pub codebook: CodebookId,
    pub coder: CoderId,
    pub outcome: Outcome,
    pub memo: String,
    /// Seconds since 1970 UTC.
    pub time: i64,
}
