//! Answers that say nearly the same.
//!
//! How alike two answers are is the share of their three-letter sequences that both have, of all that either has (the index of
//! Jaccard 1912, "The distribution of the flora in the alpine zone", New Phytologist 11: 37–50), counted on the words bare of
//! case, punctuation and the two ways of writing umlauts, the borders of the answer included. Nothing is left out: every
//! answer that is as much alike as [`alike_from`] is found, by the prefix filter of Chaudhuri, Ganti & Kaushik (2006, "A primitive
//! operator for similarity joins in data cleaning", ICDE): two sets can only be that much alike if they share one of their
//! rarest members.

use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::board::Board;
use super::twins::bare;
use crate::problem::Result;
use crate::study::UnitTexts;
use crate::survey::UnitId;

/// From this share on two answers are nearly the same: three of five, in whole numbers so that none is lost by rounding.
const ALIKE: Share = Share { part: 3, whole: 5 };

struct Share {
    part: usize,
    whole: usize,
}

/// The same as a number between 0 and 1.
pub fn alike_from() -> f64 {
    ALIKE.part as f64 / ALIKE.whole as f64
}

/// All different answers of a study by their three-letter sequences.
pub struct Near {
    /// Of each answer, by its number among those that say the same: its sequences, the rarest first.
    members: Vec<Box<[u32]>>,
    /// Of each sequence: answers that have it among their rarest, and its place among those of the answer.
    having: Vec<Vec<(u32, u32)>>,
    /// What was asked for once: whoever decides on a page is shown most of it again.
    found: Mutex<FxHashMap<u32, Alike>>,
}

/// Answers by number, and how much alike they are.
type Alike = Arc<[(u32, f64)]>;

impl Near {
    /// Reads the words of all answers on the board.
    pub fn of(board: &Board, texts: &dyn UnitTexts) -> Result<Near> {
        let mut words: Vec<Box<str>> = Vec::new();
        texts.each_unit_text(UnitId(i64::MIN), &mut |unit| {
            if let Some(card) = board.card(unit.unit) {
                let number = card.twin as usize;
                if words.len() <= number {
                    words.resize(number + 1, "".into());
                }
                if words[number].is_empty() {
                    words[number] = bare(unit.span.of(unit.verbatim));
                }
            }
            Ok(())
        })?;
        Ok(Near::among(&words))
    }

    /// Numbers answers by their places in `words`.
    fn among(words: &[Box<str>]) -> Near {
        let sequences: Vec<Vec<[char; 3]>> = words.par_iter().map(|words| sequences(words)).collect();
        let mut frequent: FxHashMap<[char; 3], u32> = FxHashMap::default();
        for sequence in sequences.iter().flatten() {
            *frequent.entry(*sequence).or_default() += 1;
        }
        let mut by_rarity: Vec<([char; 3], u32)> = frequent.into_iter().collect();
        by_rarity.par_sort_unstable_by_key(|(sequence, count)| (*count, *sequence));
        let ranks: FxHashMap<[char; 3], u32> = by_rarity
            .iter()
            .zip(0..)
            .map(|((sequence, _), rank)| (*sequence, rank))
            .collect();
        let members: Vec<Box<[u32]>> = sequences
            .into_par_iter()
            .map(|sequences| {
                let mut members: Vec<u32> = sequences.iter().map(|sequence| ranks[sequence]).collect();
                members.sort_unstable();
                members.into()
            })
            .collect();
        let mut having = vec![Vec::new(); by_rarity.len()];
        for (number, members) in (0..).zip(&members) {
            for (place, member) in (0..).zip(&members[..prefix(members.len())]) {
                having[*member as usize].push((number, place));
            }
        }
        Near {
            members,
            having,
            found: Mutex::default(),
        }
    }

    /// Answers that say nearly the same as this one, by number, and how much alike they are; the most alike first. Those that
    /// say the same are not among them.
    pub fn to(&self, number: u32) -> Arc<[(u32, f64)]> {
        let known = || self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(&number) {
            return found.clone();
        }
        let found: Alike = self.find(number).into();
        known().insert(number, found.clone());
        found
    }

    fn find(&self, number: u32) -> Vec<(u32, f64)> {
        let Some(own) = self.members.get(number as usize) else {
            return Vec::new();
        };
        let mut looked_at: FxHashSet<u32> = FxHashSet::from_iter([number]);
        let mut near: Vec<(u32, f64)> = Vec::new();
        for (at, member) in own[..prefix(own.len())].iter().enumerate() {
            for (other, there) in &self.having[*member as usize] {
                let members = &self.members[*other as usize];
                // Where this is the first member that both have, what is behind it has to be enough.
                let rest = (own.len() - at).min(members.len() - *there as usize);
                if rest >= enough(own.len(), members.len()) && looked_at.insert(*other) {
                    near.extend(Common::enough(own, members).map(|common| (*other, common.share())));
                }
            }
        }
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        near
    }
}

/// The different three-letter sequences of bare words, sorted; two blanks before and behind let the first and the last letter
/// count as much as the others.
fn sequences(words: &str) -> Vec<[char; 3]> {
    if words.is_empty() {
        return Vec::new();
    }
    let letters: Vec<char> = "  ".chars().chain(words.chars()).chain("  ".chars()).collect();
    let mut sequences: Vec<[char; 3]> = letters
        .windows(3)
        .map(|three| [three[0], three[1], three[2]])
        .collect();
    sequences.sort_unstable();
    sequences.dedup();
    sequences
}

/// So many of its rarest members does a set of this size have to be known by: a set that is as much alike shares one of them.
fn prefix(size: usize) -> usize {
    match size {
        0 => 0,
        size => size - (ALIKE.part * size).div_ceil(ALIKE.whole) + 1,
    }
}

/// So many members have two sets of these sizes to share: part/whole of all that either has.
fn enough(one: usize, other: usize) -> usize {
    (ALIKE.part * (one + other)).div_ceil(ALIKE.part + ALIKE.whole)
}

/// Members of two sets: in both, in either.
struct Common {
    both: usize,
    either: usize,
}

impl Common {
    /// Of two sorted sets; none where they do not share enough, which shows long before the end.
    fn enough(one: &[u32], other: &[u32]) -> Option<Common> {
        let enough = enough(one.len(), other.len());
        let (mut at, mut there, mut both) = (0, 0, 0);
        while let (Some(a), Some(b)) = (one.get(at), other.get(there)) {
            if both + (one.len() - at).min(other.len() - there) < enough {
                return None;
            }
            both += usize::from(a == b);
            at += usize::from(a <= b);
            there += usize::from(b <= a);
        }
        let is_enough = both >= enough && both > 0;
        is_enough.then_some(Common {
            both,
            either: one.len() + other.len() - both,
        })
    }

    fn share(&self) -> f64 {
        self.both as f64 / self.either as f64
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(words: &[&str]) -> Near {
        Near::among(&words.iter().map(|words| bare(words)).collect::<Vec<_>>())
    }

    /// Counted in full.
    fn share(one: &[u32], other: &[u32]) -> f64 {
        let both = one.iter().filter(|member| other.contains(member)).count();
        both as f64 / (one.len() + other.len() - both) as f64
    }

    /// Counted by hand: "ab" has ␣␣a ␣ab ab␣ b␣␣, "abc" has ␣␣a ␣ab abc bc␣ c␣␣: two of seven.
    #[test]
    fn alike_is_the_share_of_sequences_that_both_have() {
        let sets = near(&["ab", "abc", "abcdefghi", "abcdefghij"]);
        let common = |one: usize, other: usize| Common::enough(&sets.members[one], &sets.members[other]);
        assert_eq!(share(&sets.members[0], &sets.members[1]), 2.0 / 7.0);
        assert!(common(0, 1).is_none() && Common::enough(&[], &[]).is_none());
        assert_eq!(common(0, 0).unwrap().share(), 1.0);
        // Nine of eleven and of twelve.
        assert_eq!(common(2, 3).unwrap().share(), 9.0 / 14.0);
    }

    #[test]
    fn typing_errors_and_a_word_more_are_nearly_the_same() {
        let answers = [
            "Mehr Polizeipräsenz am Bahnhof",
            "mehr Polizeipraesenz am Banhof",
            "Mehr Polizeipräsenz am Südbahnhof",
            "Polizei",
            "",
            "Mehr Bäume",
        ];
        let found = near(&answers).to(0);
        assert_eq!(found.iter().map(|(other, _)| *other).collect::<Vec<_>>(), [1, 2]);
        assert!(near(&answers).to(4).is_empty() && near(&answers).to(99).is_empty());
    }

    proptest! {
        /// Against comparing every answer with every other.
        #[test]
        fn every_answer_that_is_as_much_alike_is_found(answers in prop::collection::vec("[abc ]{0,12}", 1..40)) {
            let words: Vec<Box<str>> = answers.iter().map(|answer| bare(answer)).collect();
            let near = Near::among(&words);
            for (one, members) in near.members.iter().enumerate() {
                let mut expected: Vec<u32> = (0..words.len() as u32)
                    .filter(|other| *other != one as u32 && 5.0 * share(members, &near.members[*other as usize]) >= 3.0)
                    .collect();
                expected.sort_unstable();
                let mut found: Vec<u32> = near.to(one as u32).iter().map(|(other, _)| *other).collect();
                found.sort_unstable();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
