//! Whether the codes have other shares than before.
//!
//! What was reviewed is compared with what was reviewed, each code by Newcombe's interval of the difference; of as many
//! comparisons as there are codes some would miss 0 by chance, so that their error probabilities are corrected after Holm.

use serde::Serialize;

use crate::estimate::{Estimate, Share, holm};

/// Reviewed answers that are needed in either study.
pub const ENOUGH_TO_COMPARE: u64 = 10;
/// Largest error probability over all codes.
const ERROR: f64 = 0.05;

/// Reviewed answers that stand for all, and in how many of them each code was given; codes above a given one count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given {
    pub answers: u64,
    pub with_code: Vec<u64>,
}

/// A code's share before and now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CodeShare {
    pub code: String,
    /// Among the reviewed answers of the other study.
    pub before: Estimate,
    /// Among those of this study; none with fewer than [`ENOUGH_TO_COMPARE`].
    pub now: Option<Estimate>,
    /// Mean probability in this study.
    pub expected: Option<f64>,
    /// `now` less `before`.
    pub difference: Option<Estimate>,
    /// Error probability of taking the difference for one, corrected after Holm.
    pub p: Option<f64>,
    /// The difference holds against all comparisons made.
    pub moved: bool,
}

/// Of all codes that could be given before. `codes`: ids, with whether the other study knew them; `expected`: mean
/// probabilities in this study, by code, empty where there are none.
pub fn shares(codes: &[(&str, bool)], before: &Given, now: &Given, expected: &[f64]) -> Vec<CodeShare> {
    let comparable = before.answers >= ENOUGH_TO_COMPARE && now.answers >= ENOUGH_TO_COMPARE;
    let mut shares = Vec::new();
    for (at, (code, known)) in codes.iter().enumerate() {
        if !known {
            continue;
        }
        let share = |given: &Given| Share {
            part: given.with_code[at],
            whole: given.answers,
        };
        let (was, is) = (share(before), share(now));
        shares.push(CodeShare {
            code: (*code).to_owned(),
            before: Estimate::share(was.part, was.whole),
            now: (now.answers >= ENOUGH_TO_COMPARE).then(|| Estimate::share(is.part, is.whole)),
            expected: expected.get(at).copied(),
            difference: comparable.then(|| is.above(was)),
            p: if comparable {
                is.chance_of_no_difference(was)
            } else {
                None
            },
            moved: false,
        });
    }
    let corrected = holm(&shares.iter().map(|share| share.p).collect::<Vec<_>>());
    for (share, p) in shares.iter_mut().zip(corrected) {
        share.p = p;
        share.moved = p.is_some_and(|p| p <= ERROR);
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(answers: u64, with_code: &[u64]) -> Given {
        Given {
            answers,
            with_code: with_code.to_vec(),
        }
    }

    #[test]
    fn a_share_has_moved_when_it_holds_against_all_comparisons() {
        let codes = [("a", true), ("b", true), ("c", true), ("new", false)];
        // 56 of 70 against 48 of 80 misses 0 by itself (p about .008), and among three comparisons as well.
        let found = shares(
            &codes,
            &given(80, &[48, 20, 40, 0]),
            &given(70, &[56, 18, 35, 9]),
            &[0.7, 0.2, 0.5, 0.1],
        );
        let moved: Vec<bool> = found.iter().map(|share| share.moved).collect();
        assert_eq!(moved, [true, false, false]);
        let interval = found[0].difference.unwrap().interval().unwrap();
        assert!(interval.low > 0.05 && interval.high < 0.34, "{interval:?}");
        assert_eq!((found[0].expected, found.len()), (Some(0.7), 3));
        // Among twenty it does not.
        let many: Vec<(&str, bool)> = vec![("a", true); 20];
        let found = shares(
            &many,
            &given(80, &[&[48][..], &[20; 19]].concat()),
            &given(70, &[&[56][..], &[18; 19]].concat()),
            &[],
        );
        assert!(!found[0].moved && found[0].p.unwrap() > 0.05);
    }

    #[test]
    fn a_handful_of_reviewed_answers_is_not_compared() {
        let found = shares(&[("a", true)], &given(80, &[48]), &given(9, &[9]), &[0.5]);
        assert_eq!(
            (found[0].now, found[0].difference, found[0].p),
            (None, None, None)
        );
        assert_eq!(found[0].before.value(), Some(0.6));
    }
}
