//! How unlike two sets of codes are, from 0 (the same) to 1 (nothing in common).

use std::collections::BTreeSet;

/// Places of codes in the codebook.
pub type CodeSet = BTreeSet<usize>;

/// A distance of two sets. Two empty sets are the same; an empty one has nothing in common with any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetDistance {
    /// 1 − |A ∩ B| / |A ∪ B|.
    Jaccard,
    /// 1 − Jaccard's share times how the sets lie: 1 the same, 2/3 one within the other, 1/3 overlapping. Passonneau (2006),
    /// "Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation", LREC.
    Masi,
}

/// Sizes of two sets and of what both have.
#[derive(Debug, Clone, Copy)]
pub struct Overlap {
    pub both: usize,
    pub left: usize,
    pub right: usize,
}

impl SetDistance {
    pub fn between(self, left: &CodeSet, right: &CodeSet) -> f64 {
        self.of(Overlap {
            both: left.intersection(right).count(),
            left: left.len(),
            right: right.len(),
        })
    }

    /// Of two sets that overlap so.
    pub fn of(self, Overlap { both, left, right }: Overlap) -> f64 {
        let all = left + right - both;
        if all == both {
            return 0.0;
        }
        let shared = both as f64 / all as f64;
        match self {
            SetDistance::Jaccard => 1.0 - shared,
            SetDistance::Masi => {
                let lie = if both == left.min(right) {
                    2.0 / 3.0
                } else {
                    1.0 / 3.0
                };
                1.0 - shared * lie
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Passonneau (2006), section 3; the empty set by definition.
    #[test]
    fn sets_are_as_unlike_as_they_lie() {
        let of = |distance: SetDistance, left: &[usize], right: &[usize]| {
            distance.between(&left.iter().copied().collect(), &right.iter().copied().collect())
        };
        for (left, right, jaccard, masi) in [
            (&[1, 2][..], &[1, 2][..], 0.0, 0.0),
            (&[1], &[1, 2], 1.0 / 2.0, 1.0 - 1.0 / 2.0 * 2.0 / 3.0),
            (&[1, 2, 3], &[1], 2.0 / 3.0, 1.0 - 1.0 / 3.0 * 2.0 / 3.0),
            (&[1, 2], &[2, 3], 2.0 / 3.0, 1.0 - 1.0 / 3.0 * 1.0 / 3.0),
            (&[1], &[2], 1.0, 1.0),
            (&[], &[2], 1.0, 1.0),
            (&[], &[], 0.0, 0.0),
        ] {
            for (distance, expected) in [(SetDistance::Jaccard, jaccard), (SetDistance::Masi, masi)] {
                let there = of(distance, left, right);
                assert!(
                    (there - expected).abs() < 1e-12,
                    "{left:?} {right:?} {distance:?}: {there}"
                );
                assert_eq!(there, of(distance, right, left));
            }
        }
    }
}
