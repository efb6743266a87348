//! In which lines of a table a case counts.

use super::pass::{Counted, Marks, Profile};
use super::scheme::CodeAt;
use super::sets::{mentions, with_ancestors};
use super::table::{Counting, Kind, Line};
use super::tally::Layer;

/// A line without its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Place {
    Code(CodeAt),
    Several,
    NoneFits,
}

impl Place {
    pub fn of(line: &Line) -> Place {
        match line.kind {
            Kind::Code => Place::Code(line.code),
            Kind::Several => Place::Several,
            Kind::NoneFits => Place::NoneFits,
        }
    }
}

/// Where cases stand, of one layer and in one way of counting.
pub(super) struct Places<'c> {
    counted: &'c Counted,
    layer: Layer,
    counting: Counting,
}

impl Counted {
    pub(super) fn places(&self, layer: Layer, counting: Counting) -> Places<'_> {
        Places {
            counted: self,
            layer,
            counting,
        }
    }
}

impl Places<'_> {
    /// `None`: not in the base. In exclusive counting one place, a dimension only where no code below it was given; of mentions each
    /// code with those above it.
    pub fn of(&self, profile: Profile) -> Option<Vec<Place>> {
        let (sets, scheme) = (&self.counted.sets, &self.counted.scheme);
        let codes = profile.codes(self.layer, sets);
        if codes.is_empty() {
            let none_fits = profile.marks.has(Marks::NONE_FITS) && self.layer != Layer::Suggested;
            return none_fits.then(|| vec![Place::NoneFits]);
        }
        Some(match self.counting {
            Counting::Mentions => with_ancestors(&codes, scheme)
                .into_iter()
                .map(Place::Code)
                .collect(),
            Counting::Exclusive => match mentions(&codes, scheme)[..] {
                [only] => vec![Place::Code(only)],
                _ => vec![Place::Several],
            },
        })
    }
}
