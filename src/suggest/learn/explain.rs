//! Why an answer has its probability for a code: how much from the share of the code, rules, code text and learning, and
//! from which words.
//!
//! The log odds are linear in the terms of the answer, so nothing is approximated: what each term brings is spread evenly
//! over its occurrences, and over the words in which an occurrence lies.

use super::reading::Reading;
use crate::survey::{PerAnswer, Span};

/// The parts add up: `base + rules + text + learned` are the log odds ln(p / (1 − p)) of the code.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// From the share of the code among the reviewed answers; with one code per answer also from how well the others fit.
    pub base: f64,
    pub rules: f64,
    /// `text_offset` and what the words bring.
    pub text: f64,
    /// `learned_offset` and what the words bring.
    pub learned: f64,
    /// What an average answer brings, taken away.
    pub text_offset: f64,
    pub learned_offset: f64,
    /// In the order of the answer.
    pub words: Vec<WordShare>,
}

/// What a word brings to the log odds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WordShare {
    /// Bytes of the answer.
    pub span: Span,
    /// By the text of the code.
    pub text: f64,
    /// By what was learned from decisions.
    pub learned: f64,
}

/// Answers that were read can be explained.
impl Reading<'_> {
    /// Why an answer has its probability for a code. `row`: its place among the answers that were read.
    pub fn explain(&self, row: usize, code: usize) -> Explanation {
        let (taken, vector) = &self.answers[row];
        let model = &self.fitted.model;
        let weights = model.weights();
        let blank = |span: &Span| WordShare {
            span: *span,
            text: 0.0,
            learned: 0.0,
        };
        let mut words: Vec<WordShare> = taken.words.iter().map(blank).collect();
        // How many places a term has, then what each of them brings.
        let mut shares: Vec<(f64, f64, u32)> = vec![(0.0, 0.0, 0); vector.terms().len()];
        let place_of = |term| vector.terms().binary_search_by_key(&term, |(own, _)| *own).ok();
        let places: Vec<_> = taken
            .occurrences
            .iter()
            .filter_map(|occurrence| Some((place_of(occurrence.term)?, occurrence)))
            .collect();
        for (at, _) in &places {
            shares[*at].2 += 1;
        }
        for ((term, weight), (text, learned, times)) in vector.terms().iter().zip(&mut shares) {
            let brings = self.terms.brings(*term, code, self.lengths[row]);
            let each = weight / f64::from(*times);
            *text = each * (weights.text * brings.direct + weights.profile * brings.profile);
            *learned = each * weights.learned * brings.learned;
        }
        for (at, occurrence) in places {
            let (text, learned, _) = shares[at];
            let within = f64::from(occurrence.to - occurrence.from);
            for word in &mut words[occurrence.from as usize..occurrence.to as usize] {
                word.text += text / within;
                word.learned += learned / within;
            }
        }
        let text_offset = self
            .view
            .space
            .code_texts()
            .map_or(0.0, |(_, _, direct, profile)| {
                -(weights.text * direct[code] + weights.profile * profile[code])
            });
        let learned_offset = model
            .ridge()
            .map_or(0.0, |ridge| -weights.learned * ridge.centre[code]);
        let rules = self
            .rules
            .as_ref()
            .map_or(0.0, |rules| weights.rules * rules.row(row)[code]);
        let others = match model.per_answer() {
            PerAnswer::Several => 0.0,
            PerAnswer::One => others(self.scores.row(row), code),
        };
        Explanation {
            base: model.base()[code] - others,
            rules,
            text: text_offset + words.iter().map(|word| word.text).sum::<f64>(),
            learned: learned_offset + words.iter().map(|word| word.learned).sum::<f64>(),
            text_offset,
            learned_offset,
            words,
        }
    }
}

/// ln Σ exp(score) over the other codes, of which there is at least one.
fn others(scores: &[f64], code: usize) -> f64 {
    let others = || {
        let scores = scores.iter().enumerate();
        scores
            .filter(|(other, _)| *other != code)
            .map(|(_, score)| *score)
    };
    let most = others().fold(f64::NEG_INFINITY, f64::max);
    most + others().map(|score| (score - most).exp()).sum::<f64>().ln()
}
