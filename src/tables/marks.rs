//! What one case holds, and why a case, or a part of it, has no code.

use std::borrow::Cow;

use super::scheme::CodeAt;
use super::sets::{CodeSets, SetAt};
use super::tally::Layer;
use crate::survey::Missing;

/// What one case holds: what people decided, what is only suggested, and what else is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Profile {
    pub reviewed: SetAt,
    /// Suggested and not decided.
    pub suggested: SetAt,
    pub marks: Marks,
}

/// A set of marks: why a case, or a part of it, has no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Marks(u16);

impl Profile {
    /// The codes of one layer.
    pub(super) fn codes(self, layer: Layer, sets: &CodeSets) -> Cow<'_, [CodeAt]> {
        match layer {
            Layer::Reviewed => Cow::Borrowed(sets.codes(self.reviewed)),
            Layer::Suggested => Cow::Borrowed(sets.codes(self.suggested)),
            Layer::Both => sets.joined(self.reviewed, self.suggested),
        }
    }

    /// A person has decided on codes, or that none fits.
    pub fn is_reviewed(self) -> bool {
        self.reviewed != CodeSets::EMPTY || self.marks.has(Marks::NONE_FITS)
    }
}

impl Marks {
    /// A person decided that no code fits.
    pub const NONE_FITS: Marks = Marks(1);
    pub const NOT_CODABLE: Marks = Marks(2);
    pub const DEFERRED: Marks = Marks(4);
    /// Neither decided nor suggested; of one person: not decided.
    pub const UNCODED: Marks = Marks(8);
    /// Coders differ, or a second coding is waited for.
    pub const UNSETTLED: Marks = Marks(16);

    pub fn missing(kind: Missing) -> Marks {
        let at = Missing::ALL
            .iter()
            .position(|known| *known == kind)
            .unwrap_or_default();
        Marks(32 << at)
    }

    pub fn has(self, mark: Marks) -> bool {
        self.0 & mark.0 != 0
    }

    pub(super) fn and(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}
