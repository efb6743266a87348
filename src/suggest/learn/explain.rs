//! Why an answer has its probability for a code: how much from the share of the code, rules, code text and learning, and
//! from which words.
//!
//! The log odds are linear in the terms of the answer, so nothing is approximated: the weight of each term is spread evenly
//! over its occurrences, and over the words in which an occurrence lies.

use super::grid::Grid;
use super::learner::{Fitted, Learner};
use super::model::Model;
use super::space::{Unknown, Vector};
use super::view::View;
use super::vocabulary::Taken;
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

/// An answer taken apart and measured, ready to be explained for any code.
pub struct Explained<'l> {
    view: &'l View,
    model: &'l Model,
    taken: Taken,
    vector: Vector,
    /// Length of the answer's row of the kernel.
    length: f64,
    /// Log odds, or unnormalised logarithms, of all codes.
    scores: Vec<f64>,
    /// What the rules say, by code; none where they are left out.
    rules: Option<Vec<f64>>,
}

impl<'l> Explained<'l> {
    /// `rules`: strength of the rules that hit the answer, by code.
    pub fn of(learner: &'l Learner, fitted: &'l Fitted, text: &str, rules: &[f64]) -> Explained<'l> {
        let view = learner.view(fitted);
        let mut taken = Taken::default();
        learner.vocabulary.take(text, &mut taken);
        let vector = Vector::of(&taken, &learner.vocabulary, view.power, Unknown::Counts);
        let (features, lengths) = learner.place(view, &[&vector], &Grid::of(rules.len(), rules.to_vec()));
        Explained {
            view,
            model: &fitted.model,
            taken,
            length: lengths[0],
            vector,
            scores: fitted.model.scores(&features).row(0).to_vec(),
            rules: features.rules.map(|rules| rules.row(0).to_vec()),
        }
    }

    /// Why the answer has its probability for the code.
    pub fn code(&self, code: usize) -> Explanation {
        let weights = self.model.weights();
        let space = &self.view.space;
        let mut words: Vec<WordShare> = self
            .taken
            .words
            .iter()
            .map(|span| WordShare {
                span: *span,
                text: 0.0,
                learned: 0.0,
            })
            .collect();
        // A term's weight for this code, once; then over its places.
        let mut places: Vec<_> = self.taken.occurrences.iter().collect();
        places.sort_unstable_by_key(|place| (place.term, place.from));
        let mut rest = &places[..];
        for (term, weight) in self.vector.terms() {
            let skipped = rest.partition_point(|place| place.term < *term);
            let same = rest[skipped..].partition_point(|place| place.term == *term);
            let own = &rest[skipped..skipped + same];
            rest = &rest[skipped + same..];
            let (mut text, mut learned) = (0.0, 0.0);
            if self.length > 0.0 {
                for (anchor, by) in space.anchors().with(*term) {
                    if let Some(ridge) = self.model.ridge() {
                        learned += by * ridge.weights.row(*anchor as usize)[code];
                    }
                    if let Some((_, profiles, ..)) = space.code_texts() {
                        text += by * profiles.row(*anchor as usize)[code];
                    }
                }
                learned *= weights.learned * weight / self.length;
                text *= weights.profile * weight / self.length;
            }
            if let Some((postings, ..)) = space.code_texts() {
                let direct = postings.with(*term).iter().find(|(at, _)| *at as usize == code);
                text += direct.map_or(0.0, |(_, by)| weights.text * weight * by);
            }
            for place in own {
                let share = 1.0 / own.len() as f64 / f64::from(place.to - place.from);
                for word in &mut words[place.from as usize..place.to as usize] {
                    word.text += text * share;
                    word.learned += learned * share;
                }
            }
        }
        let text_offset = space.code_texts().map_or(0.0, |(_, _, direct, profile)| {
            -(weights.text * direct[code] + weights.profile * profile[code])
        });
        let learned_offset = self
            .model
            .ridge()
            .map_or(0.0, |ridge| -weights.learned * ridge.centre[code]);
        let rules = self
            .rules
            .as_ref()
            .map_or(0.0, |rules| weights.rules * rules[code]);
        let others = match self.model.per_answer() {
            PerAnswer::Several => 0.0,
            PerAnswer::One => self.others(code),
        };
        Explanation {
            base: self.model.base()[code] - others,
            rules,
            text: text_offset + words.iter().map(|word| word.text).sum::<f64>(),
            learned: learned_offset + words.iter().map(|word| word.learned).sum::<f64>(),
            text_offset,
            learned_offset,
            words,
        }
    }

    /// ln Σ exp(score) over the other codes, of which there is at least one.
    fn others(&self, code: usize) -> f64 {
        let others = || {
            let scores = self.scores.iter().enumerate();
            scores
                .filter(|(other, _)| *other != code)
                .map(|(_, score)| *score)
        };
        let most = others().fold(f64::NEG_INFINITY, f64::max);
        most + others().map(|score| (score - most).exp()).sum::<f64>().ln()
    }
}
