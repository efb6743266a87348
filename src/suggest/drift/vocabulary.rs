//! Whether two groups of answers use the same words.
//!
//! Divergence: Lin (1991), "Divergence measures based on the Shannon entropy", with logarithms to base 2, so that 0 is the same
//! distribution and 1 nothing in common. Small groups differ by chance alone; what chance gives is found by dealing the pooled answers
//! out again at random into groups of the same sizes (permutation test). Answers are dealt out, not words, because words of one
//! answer belong together. Deliberately absent: that answers of one respondent belong together as well.

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use rayon::prelude::*;
use serde::Serialize;

use super::typical::{Typical, typical};
use super::words::{Stem, Words};
use crate::estimate::{Draws, Estimate, Undefined, bootstrap, middle};
use crate::language::Analyser;

/// How the words of two groups of answers differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Vocabulary {
    /// Jensen–Shannon divergence of the stems; n counts the answers of both.
    pub divergence: Estimate,
    /// The same between random groups of the same sizes: mean, and where 95 % of them lie.
    pub by_chance: Estimate,
    /// How often random groups differ at least as much; none without words.
    pub p: Option<f64>,
    /// Share of the words of the later answers whose stem the earlier ones do not have; n counts words.
    pub new: Estimate,
    /// The same between random groups.
    pub new_by_chance: Estimate,
    pub typical_before: Vec<Typical>,
    pub typical_now: Vec<Typical>,
}

/// How often answers are dealt out again.
const DEALT: usize = 499;
/// Rarer than this, a difference is not put down to chance.
const RARE: f64 = 0.01;
/// And it has to exceed what chance gives by so many bits: with enough answers any difference is beyond chance. Random halves
/// of corpora/massnahmen.csv (458 answers) come up to .010, other corpora beside it begin at .018.
const NOTABLE: f64 = 0.01;

impl Vocabulary {
    /// Of earlier and later answers.
    pub fn of(before: &[String], now: &[String], analyser: &Analyser, seed: u64) -> Vocabulary {
        let mut words = Words::new(analyser);
        let all: Vec<Vec<Stem>> = before.iter().chain(now).map(|text| words.take(text)).collect();
        let stems = words.len();
        let first: Vec<usize> = (0..before.len()).collect();
        let pooled = counted(&all, &(0..all.len()).collect::<Vec<_>>(), stems);
        let measured = Measured::of(&all, &first, &pooled);
        let dealt: Vec<Measured> = (0..DEALT as u64)
            .into_par_iter()
            .map_init(
                || (0..all.len()).collect::<Vec<usize>>(),
                |order, draw| {
                    let mut random = ChaCha8Rng::seed_from_u64(seed);
                    random.set_stream(draw);
                    order.sort_unstable();
                    order.shuffle(&mut random);
                    Measured::of(&all, &order[..before.len()], &pooled)
                },
            )
            .collect();
        let n = all.len() as u64;
        let of_dealt = |figure: fn(&Measured) -> Option<f64>, n| {
            let values: Option<Vec<f64>> = dealt.iter().map(figure).collect();
            match values {
                Some(values) => Estimate::Known {
                    value: values.iter().sum::<f64>() / values.len() as f64,
                    interval: middle(values),
                    n,
                },
                None => undefined(n),
            }
        };
        let p = measured.divergence.map(|own| {
            let as_far = dealt
                .iter()
                .filter(|dealt| dealt.divergence.is_some_and(|dealt| dealt >= own))
                .count();
            (as_far + 1) as f64 / (DEALT + 1) as f64
        });
        let known = counted(&all, &first, stems);
        let later: u64 = all[before.len()..].iter().map(|answer| answer.len() as u64).sum();
        let now: Vec<u64> = pooled
            .iter()
            .zip(&known)
            .map(|(both, first)| both - first)
            .collect();
        let (typical_before, typical_now) = typical(&known, &now, &words);
        Vocabulary {
            divergence: measured.divergence.map_or(undefined(n), |value| Estimate::Known {
                value,
                interval: None,
                n,
            }),
            by_chance: of_dealt(|dealt| dealt.divergence, n),
            p,
            new: new_words(&all[before.len()..], &known, later),
            new_by_chance: of_dealt(|dealt| dealt.new, later),
            typical_before,
            typical_now,
        }
    }

    /// Whether the words differ more than chance makes them.
    pub fn moved(&self) -> bool {
        let beyond = match (self.divergence.value(), self.by_chance.value()) {
            (Some(own), Some(chance)) => own >= chance + NOTABLE,
            _ => false,
        };
        beyond && self.p.is_some_and(|p| p <= RARE)
    }
}

fn undefined(n: u64) -> Estimate {
    Estimate::Undefined {
        why: Undefined::EmptyBase,
        n,
    }
}

/// Share of the words that are new, with an interval from drawing answers again.
fn new_words(later: &[Vec<Stem>], known: &[u64], words: u64) -> Estimate {
    let of_answer: Vec<(u64, u64)> = later
        .iter()
        .map(|answer| {
            let new = answer.iter().filter(|stem| known[**stem as usize] == 0).count();
            (new as u64, answer.len() as u64)
        })
        .collect();
    let share = |times: &[u32]| {
        let (mut new, mut all) = (0, 0);
        for ((of_answer, words), times) in of_answer.iter().zip(times) {
            new += of_answer * u64::from(*times);
            all += words * u64::from(*times);
        }
        (all > 0).then(|| new as f64 / all as f64)
    };
    match share(&vec![1; later.len()]) {
        None => undefined(words),
        Some(value) => Estimate::Known {
            value,
            interval: bootstrap(later.len(), Draws::default(), |times| vec![share(times)])[0],
            n: words,
        },
    }
}

/// Two groups compared; none where one of them has no words.
struct Measured {
    divergence: Option<f64>,
    new: Option<f64>,
}

impl Measured {
    fn of(all: &[Vec<Stem>], first: &[usize], pooled: &[u64]) -> Measured {
        let first = counted(all, first, pooled.len());
        let (mut words, mut new) = (0, 0);
        for (of_first, both) in first.iter().zip(pooled) {
            words += both - of_first;
            new += if *of_first == 0 { *both } else { 0 };
        }
        Measured {
            divergence: divergence(&first, pooled),
            new: (words > 0 && words < pooled.iter().sum()).then(|| new as f64 / words as f64),
        }
    }
}

/// How often each stem occurs in the answers at the given places.
fn counted(all: &[Vec<Stem>], places: &[usize], stems: usize) -> Vec<u64> {
    let mut counts = vec![0; stems];
    for stem in places.iter().flat_map(|at| &all[*at]) {
        counts[*stem as usize] += 1;
    }
    counts
}

/// Jensen–Shannon divergence of `first` and of what remains of `pooled`, to base 2.
fn divergence(first: &[u64], pooled: &[u64]) -> Option<f64> {
    let (one, both) = (first.iter().sum::<u64>(), pooled.iter().sum::<u64>());
    let other = both - one;
    if one == 0 || other == 0 {
        return None;
    }
    let mut sum = 0.0;
    for (of_first, both) in first.iter().zip(pooled) {
        let p = *of_first as f64 / one as f64;
        let q = (both - of_first) as f64 / other as f64;
        let mean = (p + q) / 2.0;
        let part = |share: f64| {
            if share > 0.0 {
                share * (share / mean).log2()
            } else {
                0.0
            }
        };
        sum += (part(p) + part(q)) / 2.0;
    }
    Some(sum.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::AnswerLanguage;

    /// scipy 1.17: `jensenshannon(a / a.sum(), b / b.sum(), base=2) ** 2` with a = [4, 1, 0, 3, 2], b = [1, 1, 5, 0, 1].
    #[test]
    fn the_divergence_is_that_of_scipy() {
        let first = [4, 1, 0, 3, 2];
        let pooled = [5, 2, 5, 3, 3];
        assert!((divergence(&first, &pooled).unwrap() - 0.5244401774517682).abs() < 1e-12);
        assert_eq!(divergence(&[1, 0], &[1, 3]), Some(1.0));
        assert_eq!(divergence(&[0, 0], &[1, 3]), None);
    }

    fn compared(before: &[&str], now: &[&str]) -> Vocabulary {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        Vocabulary::of(
            &texts(before),
            &texts(now),
            Analyser::of(AnswerLanguage::German),
            1,
        )
    }

    #[test]
    fn few_answers_in_other_words_are_not_yet_a_move() {
        let small = compared(&["Sprachkurse anbieten"], &["Radwege bauen"]);
        assert_eq!(small.divergence.value(), Some(1.0));
        assert_eq!((small.p, small.moved()), (Some(1.0), false));
        let many = compared(&["Sprachkurse anbieten"; 12], &["Radwege bauen"; 12]);
        assert!(many.moved(), "{many:?}");
        assert_eq!(many.new.value(), Some(1.0));
        assert_eq!(many.typical_now[0].word, "Radwege");
    }

    #[test]
    fn without_words_nothing_is_compared() {
        for (before, now) in [
            (&["Kurse"][..], &[][..]),
            (&[], &["Kurse"]),
            (&[], &[]),
            (&["!"], &["Kurse"]),
        ] {
            let none = compared(before, now);
            assert_eq!(
                (none.divergence.value(), none.p, none.moved()),
                (None, None, false)
            );
        }
    }
}
