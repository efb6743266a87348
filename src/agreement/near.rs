//! How near the sets of codes that occur lie to one another: what expected disagreement over sets rests on.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::sets::{CodeSet, Overlap, SetDistance};

/// With more pairs of sets that have a code in common than this, they are too many to be weighed anew for each draw.
const MOST_PAIRS: usize = 1_000_000;

/// A figure for each distance.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ByDistance {
    pub masi: f64,
    pub jaccard: f64,
}

/// Every set that occurs once, by size.
pub struct Sets {
    places: BTreeMap<CodeSet, usize>,
    /// Numbers that a set takes, a bit for each code that occurs.
    words: usize,
    bits: Vec<u64>,
    /// Codes of each set.
    sizes: Vec<usize>,
}

/// Pairs of different sets with a code in common, by the place of the lower one.
pub struct Pairs {
    /// Where the pairs of each set begin, and behind all of them.
    begins: Vec<usize>,
    /// The higher one, and how near it is.
    others: Vec<(u32, ByDistance)>,
}

impl ByDistance {
    pub fn add(&mut self, other: ByDistance, weight: f64) {
        self.masi += other.masi * weight;
        self.jaccard += other.jaccard * weight;
    }

    /// 1 − the distances of two sets.
    fn near(overlap: Overlap) -> ByDistance {
        ByDistance {
            masi: 1.0 - SetDistance::Masi.of(overlap),
            jaccard: 1.0 - SetDistance::Jaccard.of(overlap),
        }
    }
}

impl Sets {
    pub fn of<'c>(codings: impl Iterator<Item = &'c CodeSet> + Clone) -> Sets {
        let mut codes: Vec<usize> = codings.clone().flatten().copied().collect();
        codes.sort_unstable();
        codes.dedup();
        let mut sets: Vec<&CodeSet> = codings.collect();
        sets.sort_unstable_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
        sets.dedup();
        let words = codes.len().div_ceil(64).max(1);
        let mut bits = vec![0; sets.len() * words];
        for (set, bits) in sets.iter().zip(bits.chunks_exact_mut(words)) {
            for at in set.iter().filter_map(|code| codes.binary_search(code).ok()) {
                bits[at / 64] |= 1 << (at % 64);
            }
        }
        Sets {
            words,
            bits,
            sizes: sets.iter().map(|set| set.len()).collect(),
            places: sets.into_iter().cloned().zip(0..).collect(),
        }
    }

    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    /// The place of a set that occurs.
    pub fn place(&self, set: &CodeSet) -> Option<usize> {
        self.places.get(set).copied()
    }

    fn row(&self, at: usize) -> &[u64] {
        &self.bits[at * self.words..][..self.words]
    }

    /// 1 − the distances of two sets, by their places.
    pub fn near(&self, left: usize, right: usize) -> ByDistance {
        ByDistance::near(Overlap {
            both: common(self.row(left), self.row(right)),
            left: self.sizes[left],
            right: self.sizes[right],
        })
    }

    /// For each set the nearness of all codings to it, in the order of the sets, with any number of threads. `often`: how
    /// often each set was given.
    pub fn near_each(&self, often: &[u32]) -> Vec<ByDistance> {
        let sizes: Vec<&[usize]> = self.sizes.chunk_by(|one, next| one == next).collect();
        let largest = self.sizes.last().copied().unwrap_or(0);
        (0..self.len())
            .into_par_iter()
            .map_init(
                || vec![0_u32; largest + 1],
                |sharing, set| {
                    let (row, size) = (self.row(set), self.sizes[set]);
                    let (mut near, mut from) = (ByDistance::default(), 0);
                    for of_size in &sizes {
                        let to = from + of_size.len();
                        // Sets of one size differ only by how many codes they share with this one.
                        sharing.fill(0);
                        let others = self.bits[from * self.words..to * self.words].chunks_exact(self.words);
                        for (other, times) in others.zip(&often[from..to]) {
                            sharing[common(row, other)] += times;
                        }
                        for (both, times) in sharing.iter().enumerate().filter(|(_, times)| **times > 0) {
                            let overlap = Overlap {
                                both,
                                left: size,
                                right: of_size[0],
                            };
                            near.add(ByDistance::near(overlap), f64::from(*times));
                        }
                        from = to;
                    }
                    near
                },
            )
            .collect()
    }

    /// None where there are too many.
    pub fn pairs(&self) -> Option<Pairs> {
        let mut pairs = Pairs {
            begins: vec![0],
            others: Vec::new(),
        };
        for low in 0..self.len() {
            for high in low + 1..self.len() {
                let shares = |(low, high): (&u64, &u64)| low & high != 0;
                if self.row(low).iter().zip(self.row(high)).any(shares) {
                    pairs.others.push((high as u32, self.near(low, high)));
                }
            }
            if pairs.others.len() > MOST_PAIRS {
                return None;
            }
            pairs.begins.push(pairs.others.len());
        }
        Some(pairs)
    }
}

impl Pairs {
    /// Nearness of all pairs of codings, in both orders, each with itself as well. `often`: how often each set was given.
    pub fn total(&self, often: &[u32]) -> ByDistance {
        const SAME: ByDistance = ByDistance {
            masi: 1.0,
            jaccard: 1.0,
        };
        let mut total = ByDistance::default();
        for (low, times) in often.iter().enumerate().filter(|(_, times)| **times > 0) {
            let mut near = ByDistance::default();
            for (high, of) in &self.others[self.begins[low]..self.begins[low + 1]] {
                near.add(*of, f64::from(often[*high as usize]));
            }
            let times = f64::from(*times);
            total.add(near, 2.0 * times);
            total.add(SAME, times * times);
        }
        total
    }
}

fn common(left: &[u64], right: &[u64]) -> usize {
    let words = left.iter().zip(right);
    words
        .map(|(left, right)| (left & right).count_ones() as usize)
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_add_up_to_what_each_adds_up_to() {
        let codings: Vec<CodeSet> = [&[0, 1][..], &[], &[0], &[1, 2], &[70], &[2, 70], &[0]]
            .map(|codes| codes.iter().copied().collect())
            .to_vec();
        let sets = Sets::of(codings.iter());
        assert_eq!((sets.len(), sets.place(&CodeSet::from([9]))), (6, None));
        for left in &codings {
            for right in &codings {
                let near = sets.near(sets.place(left).unwrap(), sets.place(right).unwrap());
                assert_eq!(near.masi, 1.0 - SetDistance::Masi.between(left, right));
                assert_eq!(near.jaccard, 1.0 - SetDistance::Jaccard.between(left, right));
            }
        }
        let often = [1, 2, 0, 3, 1, 2];
        let total = sets.pairs().unwrap().total(&often);
        let mut each = ByDistance::default();
        for (near, times) in sets.near_each(&often).iter().zip(often) {
            each.add(*near, f64::from(times));
        }
        assert!((total.masi - each.masi).abs() < 1e-12 && (total.jaccard - each.jaccard).abs() < 1e-12);
    }
}
