//! What a coder decided about a coding unit. Append-only: undo is one more decision.

use serde::{Deserialize, Serialize};

use super::UnitId;

/// What the coder said. Code ids are those of the codebook, sorted by codebook order, without repetition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Codes(Vec<String>),
    NoneFits,
    NotCodable,
    Deferred,
    /// Only some of the suggested codes were looked at, one by one: no coding yet, and nowhere counted as one.
    Begun {
        given: Vec<String>,
        refused: Vec<String>,
    },
    /// Taken back: as if the coder had never decided on this unit.
    Withdrawn,
}

impl Outcome {
    /// The decision with each code replaced by what it counts as; a set as before.
    pub fn counted(&self, counts_as: impl Fn(&str) -> Option<String>) -> Outcome {
        let Outcome::Codes(codes) = self else {
            return self.clone();
        };
        let mut counted: Vec<String> = Vec::with_capacity(codes.len());
        for code in codes {
            let code = counts_as(code).unwrap_or_else(|| code.clone());
            if !counted.contains(&code) {
                counted.push(code);
            }
        }
        Outcome::Codes(counted)
    }

    /// The same decision: of codes the same set, in any order.
    pub fn is_like(&self, other: &Outcome) -> bool {
        match (self, other) {
            (Outcome::Codes(one), Outcome::Codes(two)) => {
                one == two || (one.len() == two.len() && one.iter().all(|code| two.contains(code)))
            }
            _ => self == other,
        }
    }

    /// The codes that it gives, those of a coding that was only begun included.
    pub fn given(&self) -> &[String] {
        match self {
            Outcome::Codes(codes) => codes,
            Outcome::Begun { given, .. } => given,
            Outcome::NoneFits | Outcome::NotCodable | Outcome::Deferred | Outcome::Withdrawn => &[],
        }
    }

    /// Whether a coder is done with the unit: codes, none fits, or not codable.
    pub fn is_whole(&self) -> bool {
        match self {
            Outcome::Codes(_) | Outcome::NoneFits | Outcome::NotCodable => true,
            Outcome::Deferred | Outcome::Begun { .. } | Outcome::Withdrawn => false,
        }
    }
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

/// What one action says about one unit. Who decided, with which codebook and when stands in the action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub unit: UnitId,
    pub outcome: Outcome,
    pub memo: String,
    pub picked: Picked,
    pub layer: CodingLayer,
    /// Ids of the suggested codes that the coder was shown; none where no suggestions were shown.
    pub seen: Option<Vec<String>>,
    /// Of a final decision: uids of the actions that it settles.
    pub settled: Vec<String>,
    /// Ids of the suggested codes that were kept back on purpose, to see whether suggestions sway; none where none were.
    pub withheld: Option<Vec<String>>,
}

impl Decision {
    /// A coder's own coding without a memo, by somebody who was shown no suggestions.
    pub fn of(unit: UnitId, outcome: Outcome) -> Decision {
        Decision {
            unit,
            outcome,
            memo: String::new(),
            picked: Picked::Unknown,
            layer: CodingLayer::Own,
            seen: None,
            settled: Vec::new(),
            withheld: None,
        }
    }
}

/// Which coding of a unit a decision belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodingLayer {
    #[default]
    Own,
    /// The same coder once more after some time, to see how stable the coding is.
    Again,
    /// What coders who differed were brought to.
    Final,
}

/// What a coder did at once, in the study's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    Decide,
    /// Many units at once.
    Bulk,
    Import,
    /// A machine accepts or takes back.
    Accept,
    /// Into the layer final.
    Settle,
    Undo,
    Redo,
}

impl CodingLayer {
    pub const ALL: [CodingLayer; 3] = [CodingLayer::Own, CodingLayer::Again, CodingLayer::Final];

    /// As in the study file.
    pub fn id(self) -> &'static str {
        match self {
            CodingLayer::Own => "",
            CodingLayer::Again => "again",
            CodingLayer::Final => "final",
        }
    }

    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.id() == id)
    }
}

impl ActionKind {
    pub const ALL: [ActionKind; 7] = [
        ActionKind::Decide,
        ActionKind::Bulk,
        ActionKind::Import,
        ActionKind::Accept,
        ActionKind::Settle,
        ActionKind::Undo,
        ActionKind::Redo,
    ];

    /// As in the study file.
    pub fn id(self) -> &'static str {
        match self {
            ActionKind::Decide => "decide",
            ActionKind::Bulk => "bulk",
            ActionKind::Import => "import",
            ActionKind::Accept => "accept",
            ActionKind::Settle => "settle",
            ActionKind::Undo => "undo",
            ActionKind::Redo => "redo",
        }
    }

    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
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
