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
use rustc_hash::FxHashMap;

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
    /// Of each sequence: answers that have it among their rarest.
    having: Vec<Vec<u32>>,
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
            for member in &members[..prefix(members.len())] {
                having[*member as usize].push(number);
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
        let mut candidates: Vec<u32> = own[..prefix(own.len())]
            .iter()
            .flat_map(|member| &self.having[*member as usize])
            .copied()
            .filter(|other| *other != number && may_be_alike(own.len(), self.members[*other as usize].len()))
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let common = |other: u32| (other, Common::of(own, &self.members[other as usize]));
        let alike = candidates
            .into_iter()
            .map(common)
            .filter(|(_, common)| common.is_alike());
        let mut near: Vec<(u32, f64)> = alike.map(|(other, common)| (other, common.share())).collect();
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

/// Sets of too different sizes cannot share enough.
fn may_be_alike(one: usize, other: usize) -> bool {
    ALIKE.whole * one.min(other) >= ALIKE.part * one.max(other)
}

/// Members of two sets: in both, in either.
struct Common {
    both: usize,
    either: usize,
}

impl Common {
    /// Of two sorted sets.
    fn of(one: &[u32], other: &[u32]) -> Common {
        let (mut at, mut there, mut both) = (0, 0, 0);
        while let (Some(a), Some(b)) = (one.get(at), other.get(there)) {
            both += usize::from(a == b);
            at += usize::from(a <= b);
            there += usize::from(b <= a);
        }
        Common {
            both,
            either: one.len() + other.len() - both,
        }
    }

    fn is_alike(&self) -> bool {
        self.either > 0 && ALIKE.whole * self.both >= ALIKE.part * self.either
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

    /// Counted by hand: "ab" has ␣␣a ␣ab ab␣ b␣␣, "abc" has ␣␣a ␣ab abc bc␣ c␣␣: two of seven.
    #[test]
    fn alike_is_the_share_of_sequences_that_both_have() {
        let sets = near(&["ab", "abc"]);
        let common = |one: usize, other: usize| Common::of(&sets.members[one], &sets.members[other]);
        assert_eq!(common(0, 1).share(), 2.0 / 7.0);
        assert_eq!(common(0, 0).share(), 1.0);
        assert!(!Common::of(&[], &[]).is_alike());
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
                    .filter(|other| *other != one as u32 && Common::of(members, &near.members[*other as usize]).is_alike())
                    .collect();
                expected.sort_unstable();
                let mut found: Vec<u32> = near.to(one as u32).iter().map(|(other, _)| *other).collect();
                found.sort_unstable();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
