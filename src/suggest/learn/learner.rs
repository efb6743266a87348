//! A study made ready for learning, once; then a fit after each decision.

use rayon::prelude::*;

use super::code_text::code_text;
use super::cut::{Cut, Otherwise};
use super::grid::Grid;
use super::material::Material;
use super::model::{Method, Model};
use super::reading::Reader;
use super::rule_evidence::{hits, word_of_rules};
use super::shares::Shares;
use super::space::Space;
use super::vector::Counts;
use super::view::View;
use super::vocabulary::{Taken, Vocabulary};
use crate::codebook::Codebook;
use crate::language::Analyser;
use crate::problem::Result;
use crate::survey::{AnswerLanguage, PerAnswer};
use crate::words::Language;

/// Which evidence is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uses {
    pub rules: bool,
    pub texts: bool,
    pub decisions: bool,
}

/// From so many reviewed answers on, the number of codes per answer is taken from them.
const ENOUGH_TO_COUNT: usize = 20;
/// Below so many reviewed answers probabilities are not calibrated: ranks only.
pub const ENOUGH_FOR_PROBABILITIES: usize = 25;

/// Powers of a term's rarity among which leave-one-out chooses: in talk about one topic the telling words are frequent, in
/// short requests they are rare. Not part of the published method, which knows the first.
const POWERS: [f64; 3] = [1.0, 0.7, 1.5];
/// Reviewed answers that are enough to choose by.
const ENOUGH_TO_CHOOSE: usize = 400;

/// A study made ready for learning.
pub struct Learner {
    pub(super) vocabulary: Vocabulary,
    /// The answers with terms weighed in several ways; the first is that of no decisions.
    views: Vec<View>,
    /// Share of answers in which the rules of each code hit; none where rules are left out.
    pub(super) hit: Option<Vec<f64>>,
    /// For each code the places of the codes above it.
    above: Vec<Vec<usize>>,
    /// Rows of the study's own answers; those of another study stand behind them.
    own: usize,
    per_answer: Option<PerAnswer>,
    uses: Uses,
}

/// Reviewed answers: rows of the material, and the codes given, n × codes, 1 where given.
#[derive(Debug, Clone)]
pub struct Reviewed {
    pub rows: Vec<usize>,
    pub given: Grid,
}

impl Learner {
    /// Of the answers in `material`: analyses them, measures them against each other and against the codebook.
    pub fn prepare(material: &Material, codebook: &Codebook, analyser: &Analyser, uses: Uses) -> Learner {
        let (vocabulary, answers) = Vocabulary::of(&material.texts, analyser);
        let language = match analyser.language() {
            AnswerLanguage::German => Language::De,
            AnswerLanguage::English => Language::En,
        };
        let codes: Option<Vec<Counts>> = uses.texts.then(|| {
            let mut taken = Taken::default();
            codebook
                .codes
                .iter()
                .map(|code| {
                    vocabulary.take(&code_text(code, language), &mut taken);
                    Counts::of(&taken)
                })
                .collect()
        });
        let has_rules = codebook.codes.iter().any(|code| !code.match_rules.is_empty());
        let hit = (uses.rules && has_rules).then(|| hits(&material.rules).means());
        let rules = hit.as_ref().map(|hit| word_of_rules(&material.rules, hit));
        let powers = if uses.decisions { &POWERS[..] } else { &POWERS[..1] };
        let views = powers
            .iter()
            .map(|power| View::of(&answers, codes.as_deref(), rules.clone(), &vocabulary, *power))
            .collect();
        Learner {
            vocabulary,
            views,
            hit,
            above: above(codebook),
            own: material.units.len(),
            per_answer: codebook.codes_per_answer,
            uses,
        }
    }

    pub fn uses(&self) -> Uses {
        self.uses
    }

    pub fn codes(&self) -> usize {
        self.above.len()
    }

    /// Fits to what was reviewed and suggests codes for the rest. `per_answer`: none where the codebook or
    /// else the decisions shall tell.
    pub fn fit(&self, reviewed: &Reviewed, per_answer: Option<PerAnswer>) -> Result<Fitted> {
        let codes = self.codes();
        let nothing = Reviewed {
            rows: Vec::new(),
            given: Grid::zeros(0, codes),
        };
        let reviewed = if self.uses.decisions { reviewed } else { &nothing };
        let per_answer = self.per_answer(reviewed, per_answer);
        let mut given = reviewed.given.clone();
        for row in 0..given.rows() {
            let row = given.row_mut(row);
            match per_answer {
                PerAnswer::Several => {
                    self.raise(row);
                }
                // Of a code and one above it, the one above is implied.
                PerAnswer::One => {
                    let marked: Vec<bool> = row.iter().map(|given| *given > 0.0).collect();
                    for (code, given) in row.iter_mut().enumerate() {
                        if self.is_above_any(code, &marked) {
                            *given = 0.0;
                        }
                    }
                }
            }
        }
        let view = self.chosen(reviewed, &given, per_answer)?;
        let View { space, features, .. } = &self.views[view];
        let shares = self.shares(space, per_answer);
        let model = Model::fit(
            features,
            &shares,
            &reviewed.rows,
            &given,
            per_answer,
            Method::Extended,
        )?;
        let mut probabilities = model.probabilities(features);
        for row in 0..probabilities.rows() {
            self.raise(probabilities.row_mut(row));
        }
        // The line is drawn over all answers of the study: the reviewed ones as if they were not.
        let mut unseen = probabilities.first(self.own);
        for (row, left_out) in reviewed.rows.iter().zip(0..).filter(|(row, _)| **row < self.own) {
            unseen
                .row_mut(*row)
                .copy_from_slice(model.left_out().row(left_out));
            self.raise(unseen.row_mut(*row));
        }
        let cut = Cut::of(&unseen, per_answer, Otherwise::of(&given));
        Ok(Fitted {
            model,
            view,
            cut,
            probabilities,
            own: self.own,
            above: self.above.clone(),
        })
    }

    fn shares(&self, space: &Space, per_answer: PerAnswer) -> Shares {
        let shares = match space.mean_cosines() {
            Some(cosines) => Shares::of_texts(cosines, per_answer),
            None => Shares::equal(self.codes(), per_answer),
        };
        match &self.hit {
            Some(hit) => shares.with_rules(hit, per_answer),
            None => shares,
        }
    }

    /// Place of the view whose leave-one-out scores miss the reviewed answers least.
    fn chosen(&self, reviewed: &Reviewed, given: &Grid, per_answer: PerAnswer) -> Result<usize> {
        let n = reviewed.rows.len();
        if n < ENOUGH_FOR_PROBABILITIES || self.views.len() < 2 {
            return Ok(0);
        }
        // Of many reviewed answers an even sample tells as well.
        let sample: Vec<usize> = (0..n.min(ENOUGH_TO_CHOOSE))
            .map(|at| at * n / n.min(ENOUGH_TO_CHOOSE))
            .collect();
        let rows: Vec<usize> = sample.iter().map(|at| reviewed.rows[*at]).collect();
        let given = given.pick(&sample);
        let errors: Vec<f64> = self
            .views
            .par_iter()
            .map(|view| {
                let shares = self.shares(&view.space, per_answer);
                Model::left_out_error(&view.features, &shares, &rows, &given, per_answer)
            })
            .collect::<Result<_>>()?;
        let mut best = 0;
        for (at, error) in errors.iter().enumerate() {
            if *error < errors[best] {
                best = at;
            }
        }
        Ok(best)
    }

    pub(super) fn view(&self, fitted: &Fitted) -> &View {
        &self.views[fitted.view]
    }

    /// Whether answers are taken to have one code or several. `said`: none where the codebook
    /// or else the decisions shall tell.
    pub fn per_answer(&self, reviewed: &Reviewed, said: Option<PerAnswer>) -> PerAnswer {
        match said
            .or(self.per_answer)
            .unwrap_or_else(|| self.counted(&reviewed.given))
        {
            // Of one code there is nothing to choose: whether it fits is the question.
            PerAnswer::One if self.codes() > 1 => PerAnswer::One,
            _ => PerAnswer::Several,
        }
    }

    /// One code per answer where enough answers were reviewed and none has two codes that do not imply each other.
    fn counted(&self, given: &Grid) -> PerAnswer {
        let mut with_code = 0;
        for row in 0..given.rows() {
            let row = given.row(row);
            let mut implied = vec![false; row.len()];
            for (code, _) in row.iter().enumerate().filter(|(_, given)| **given > 0.0) {
                self.above[code].iter().for_each(|above| implied[*above] = true);
            }
            match row
                .iter()
                .zip(&implied)
                .filter(|(given, implied)| **given > 0.0 && !**implied)
                .count()
            {
                0 => {}
                1 => with_code += 1,
                _ => return PerAnswer::Several,
            }
        }
        if with_code >= ENOUGH_TO_COUNT {
            PerAnswer::One
        } else {
            PerAnswer::Several
        }
    }

    /// What was learned, made ready to read any answers with.
    pub fn reader<'l>(&'l self, fitted: &'l Fitted) -> Reader<'l> {
        Reader::of(self, fitted)
    }

    /// Makes every code at least as probable as those below it; gives, for each code, the code that it has its probability
    /// from.
    pub fn raise(&self, probabilities: &mut [f64]) -> Vec<usize> {
        raise(&self.above, probabilities)
    }

    /// Whether a code stands above one that is marked.
    pub fn is_above_any(&self, code: usize, marked: &[bool]) -> bool {
        self.above
            .iter()
            .zip(marked)
            .any(|(above, marked)| *marked && above.contains(&code))
    }
}

/// Adds the codes above those that are suggested.
fn with_above(above: &[Vec<usize>], mut suggested: Vec<bool>) -> Vec<bool> {
    for (code, above) in above.iter().enumerate() {
        if suggested[code] {
            above.iter().for_each(|above| suggested[*above] = true);
        }
    }
    suggested
}

fn raise(above: &[Vec<usize>], row: &mut [f64]) -> Vec<usize> {
    let mut from: Vec<usize> = (0..row.len()).collect();
    let own = row.to_vec();
    for (code, above) in above.iter().enumerate() {
        for above in above {
            if own[code] > row[*above] {
                row[*above] = own[code];
                from[*above] = code;
            }
        }
    }
    from
}

/// For each code the places of the codes above it.
fn above(codebook: &Codebook) -> Vec<Vec<usize>> {
    codebook
        .codes
        .iter()
        .map(|code| {
            codebook
                .ancestors(&code.id)
                .filter_map(|above| codebook.order(&above.id))
                .collect()
        })
        .collect()
}

/// What was learned, with the probabilities of all answers of the material.
pub struct Fitted {
    pub model: Model,
    /// Place of the view that was chosen.
    view: usize,
    pub cut: Cut,
    /// Answers × codes; a code above another is at least as probable.
    pub probabilities: Grid,
    /// Rows of the study's own answers.
    own: usize,
    above: Vec<Vec<usize>>,
}

impl Fitted {
    /// Which codes are suggested for an answer with these probabilities; the codes above a suggested one are among them.
    pub fn suggested(&self, probabilities: &[f64]) -> Vec<bool> {
        let mut suggested = self.cut.suggested(probabilities);
        if self.model.per_answer() == PerAnswer::One {
            self.go_below(probabilities, &mut suggested);
        }
        with_above(&self.above, suggested)
    }

    /// A code above others is as probable as the most probable of them: where it has its probability from one below, that one
    /// is meant.
    fn go_below(&self, probabilities: &[f64], suggested: &mut [bool]) {
        let Some(best) = suggested.iter().position(|yes| *yes) else {
            return;
        };
        let below = (0..self.above.len())
            .filter(|code| self.above[*code].contains(&best) && probabilities[*code] == probabilities[best])
            .max_by_key(|code| (self.above[*code].len(), std::cmp::Reverse(*code)));
        if let Some(below) = below {
            suggested[below] = true;
        }
    }

    /// How large a share of the study's own answers each code is expected to have.
    pub fn expected_shares(&self) -> Vec<f64> {
        self.probabilities.first(self.own).means()
    }

    /// Probabilities of the reviewed answers, each by what the others say, n × codes in the order of the fit.
    pub fn left_out(&self) -> Grid {
        let mut left_out = self.model.left_out().clone();
        for row in 0..left_out.rows() {
            raise(&self.above, left_out.row_mut(row));
        }
        left_out
    }
}
