//! What a coder decided about a coding unit. Append-only: undo is one more decision.

use serde::{Deserialize, Serialize};

use super::{CodebookId, CoderId, UnitId};

/// What the coder said. Code ids are those of the codebook, sorted by codebook order, without repetition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Codes(Vec<String>),
    NoneFits,
    NotCodable,
    Deferred,
    /// Taken back: as if the coder had never decided on this unit.
    Withdrawn,
}

/// How the unit was chosen for review. Figures for what nobody has reviewed rest on units picked at random alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Picked {
    Random,
    /// For what it is: uncertain, found by a search, next in a list.
    Chosen,
    /// Codings that were imported, for example.
    #[default]
    Unknown,
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
    pub picked: Picked,
}

impl Picked {
    /// As in the study file; empty where it is not known.
    pub fn id(self) -> &'static str {
        match self {
            Picked::Random => "random",
            Picked::Chosen => "chosen",
            Picked::Unknown => "",
        }
    }

    pub fn of_id(id: &str) -> Option<Self> {
        match id {
            "random" => Some(Picked::Random),
            "chosen" => Some(Picked::Chosen),
            "" => Some(Picked::Unknown),
            _ => None,
        }
    }
}
