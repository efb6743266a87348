//! A sample of the answers that come in, evenly spread over a file whose length nobody knows before its end.
//!
//! Deliberately absent: chance. The same file gives the same sample.

use crate::language::answer_language;
use crate::survey::AnswerLanguage;

/// The sample has at most so many answers, and from twice as many on at least half of it.
const SAMPLE: usize = 20_000;
/// So many of them, or half as many, tell the language of all.
const TOGETHER: usize = 1000;
/// Bytes of an answer that are kept; more do not make its language any clearer.
const KEPT: usize = 1000;

/// Every n-th of the answers that come in, n a power of two that grows with their number.
#[derive(Debug)]
pub(super) struct Sample {
    /// The row that the next answers stand in.
    pub row: u64,
    every: u64,
    pub seen: u64,
    pub kept: Vec<Kept>,
}

#[derive(Debug)]
pub(super) struct Kept {
    pub row: u64,
    pub text: Box<str>,
}

impl Default for Sample {
    fn default() -> Self {
        Sample {
            row: 0,
            every: 1,
            seen: 0,
            kept: Vec::new(),
        }
    }
}

impl Sample {
    pub fn take(&mut self, words: &str) {
        if self.seen.is_multiple_of(self.every) {
            if self.kept.len() == SAMPLE {
                let mut nth = 0;
                self.kept.retain(|_| {
                    nth += 1;
                    nth % 2 == 1
                });
                self.every *= 2;
            }
            if self.seen.is_multiple_of(self.every) {
                let end = (0..=KEPT.min(words.len()))
                    .rev()
                    .find(|&end| words.is_char_boundary(end));
                self.kept.push(Kept {
                    row: self.row,
                    text: words[..end.unwrap_or(0)].into(),
                });
            }
        }
        self.seen += 1;
    }

    /// The language that all answers together are in, where it can be told.
    pub fn language(&self) -> Option<AnswerLanguage> {
        language_of(&self.kept.iter().map(|kept| &*kept.text).collect::<Vec<_>>())
    }
}

/// The language of answers, told by some of them.
pub(super) fn language_of(answers: &[&str]) -> Option<AnswerLanguage> {
    let every = answers.len() / TOGETHER + 1;
    answer_language(answers.iter().step_by(every).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_evenly_spread_and_bounded() {
        let mut sample = Sample::default();
        for row in 0..100_000 {
            sample.row = row;
            sample.take("Sprachkurse");
        }
        assert!(
            (SAMPLE / 2..=SAMPLE).contains(&sample.kept.len()),
            "{}",
            sample.kept.len()
        );
        assert!(
            sample
                .kept
                .iter()
                .enumerate()
                .all(|(at, kept)| kept.row == at as u64 * sample.every)
        );
    }

    #[test]
    fn a_long_answer_is_cut_between_letters() {
        let mut sample = Sample::default();
        sample.take(&"ä".repeat(KEPT));
        sample.take("");
        assert_eq!(sample.kept[0].text.len(), KEPT);
    }
}
