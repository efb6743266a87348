//! What was learned, applied to any answers: many at a time, each taken apart and measured once.

use super::grid::Grid;
use super::learner::{Fitted, Learner};
use super::model::Features;
use super::rule_evidence::word_of_rules;
use super::term_weights::TermWeights;
use super::vector::{Counts, Unknown, Vector};
use super::view::View;
use super::vocabulary::Taken;

/// What was learned, made ready to read answers with.
pub struct Reader<'l> {
    learner: &'l Learner,
    fitted: &'l Fitted,
    view: &'l View,
    terms: TermWeights<'l>,
}

/// Answers that were read.
pub struct Reading<'r> {
    pub(super) fitted: &'r Fitted,
    pub(super) view: &'r View,
    pub(super) terms: &'r TermWeights<'r>,
    pub(super) answers: Vec<(Taken, Vector)>,
    /// Lengths of the answers' rows of the kernel.
    pub(super) lengths: Vec<f64>,
    /// What the rules say, answers × codes; none where they are left out.
    pub(super) rules: Option<Grid>,
    /// Log odds, or unnormalised logarithms, answers × codes.
    pub(super) scores: Grid,
}

impl<'l> Reader<'l> {
    pub(super) fn of(learner: &'l Learner, fitted: &'l Fitted) -> Reader<'l> {
        let view = learner.view(fitted);
        Reader {
            learner,
            fitted,
            view,
            terms: TermWeights::of(&view.space, fitted.model.ridge()),
        }
    }

    /// Reads answers. `rules`: strength of the rules that hit, answers × codes.
    pub fn read(&self, texts: &[&str], rules: &Grid) -> Reading<'_> {
        let answers: Vec<(Taken, Vector)> = texts
            .iter()
            .map(|text| {
                let mut taken = Taken::default();
                self.learner.vocabulary.take(text, &mut taken);
                let vector = Vector::of(&Counts::of(&taken), &self.view.rarities, Unknown::Counts);
                (taken, vector)
            })
            .collect();
        let vectors: Vec<&Vector> = answers.iter().map(|(_, vector)| vector).collect();
        let measured = self.view.space.measure(&vectors);
        let features = Features {
            profiles: measured.profiles,
            texts: measured.texts,
            rules: self.learner.hit.as_ref().map(|hit| word_of_rules(rules, hit)),
        };
        Reading {
            fitted: self.fitted,
            view: self.view,
            terms: &self.terms,
            scores: self.fitted.model.scores(&features),
            answers,
            lengths: measured.lengths,
            rules: features.rules,
        }
    }
}

impl Reading<'_> {
    /// Probabilities, answers × codes, each code by itself.
    pub fn own_probabilities(&self) -> Grid {
        self.fitted.model.to_probabilities(self.scores.clone())
    }
}
