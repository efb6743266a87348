//! A study made ready for learning, once; then a fit after each decision.

use rayon::prelude::*;

use super::code_text::code_text;
use super::cut::{Cut, Otherwise};
use super::explain::Explained;
use super::grid::Grid;
use super::material::Material;
use super::model::{Features, Model, Shares};
use super::space::{Measured, Space, Unknown, Vector};
use super::vocabulary::{Taken, Vocabulary};
use crate::codebook::Codebook;
use crate::language::Analyser;
use crate::problem::Result;
use crate::suggest::rules::MIN_SCORE;
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

/// A study made ready for learning.
pub struct Learner {
    pub(super) vocabulary: Vocabulary,
    pub(super) space: Space,
    pub(super) features: Features,
    /// Share of answers in which the rules of each code hit; none where rules are left out.
    hit: Option<Vec<f64>>,
    /// For each code the places of the codes above it.
    above: Vec<Vec<usize>>,
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
        let texts = || material.texts.iter().map(String::as_str);
        let vocabulary = Vocabulary::of(texts(), analyser);
        let vectors: Vec<Vector> = material
            .texts
            .par_iter()
            .map_init(Taken::default, |taken, text| {
                vocabulary.take(text, taken);
                Vector::of(taken, &vocabulary, Unknown::Counts)
            })
            .collect();
        let language = match analyser.language() {
            AnswerLanguage::German => Language::De,
            AnswerLanguage::English => Language::En,
        };
        let codes: Option<Vec<Vector>> = uses.texts.then(|| {
            let mut taken = Taken::default();
            codebook
                .codes
                .iter()
                .map(|code| {
                    vocabulary.take(&code_text(code, language), &mut taken);
                    Vector::of(&taken, &vocabulary, Unknown::Dropped)
                })
                .collect()
        });
        let (space, measured) = Space::of(&vectors, codes.as_deref(), vocabulary.len());
        let Measured {
            profiles,
            texts,
            lengths: _,
        } = measured;
        let has_rules = codebook.codes.iter().any(|code| !code.match_rules.is_empty());
        let hits = (uses.rules && has_rules).then(|| hits(&material.rules));
        let hit = hits.as_ref().map(Grid::means);
        Learner {
            vocabulary,
            space,
            features: Features {
                profiles,
                texts,
                rules: hits.zip(hit.as_ref()).map(|(mut hits, shares)| {
                    hits.subtract(shares);
                    hits
                }),
            },
            hit,
            above: above(codebook),
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
        if per_answer == PerAnswer::Several {
            for row in 0..given.rows() {
                self.raise(given.row_mut(row));
            }
        }
        let shares = match self.space.mean_cosines() {
            Some(cosines) => Shares::of_texts(cosines, per_answer),
            None => Shares::equal(codes, per_answer),
        };
        let shares = match &self.hit {
            Some(hit) => shares.with_rules(hit, per_answer),
            None => shares,
        };
        let model = Model::fit(&self.features, &shares, &reviewed.rows, &given, per_answer)?;
        let mut probabilities = model.probabilities(&self.features);
        for row in 0..probabilities.rows() {
            self.raise(probabilities.row_mut(row));
        }
        // The line is drawn over all answers: the reviewed ones as if they were not.
        let mut unseen = probabilities.clone();
        for (row, left_out) in reviewed.rows.iter().zip(0..) {
            unseen
                .row_mut(*row)
                .copy_from_slice(model.left_out().row(left_out));
            self.raise(unseen.row_mut(*row));
        }
        let cut = Cut::of(&unseen, per_answer, Otherwise::of(&given));
        Ok(Fitted {
            model,
            cut,
            probabilities,
            above: self.above.clone(),
        })
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

    /// What is suggested for answers with these probabilities, by one cut through all of them: for answers that were judged
    /// one by one or fold by fold, where each fit leaves too few others to draw a cut through.
    pub fn suggested_together(
        &self,
        reviewed: &Reviewed,
        per_answer: Option<PerAnswer>,
        probabilities: &Grid,
    ) -> Vec<Vec<bool>> {
        let per_answer = self.per_answer(reviewed, per_answer);
        let cut = Cut::of(probabilities, per_answer, Otherwise::of(&reviewed.given));
        (0..probabilities.rows())
            .map(|row| with_above(&self.above, cut.suggested(probabilities.row(row))))
            .collect()
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

    /// Probabilities of any answers, answers × codes, each code by itself. `rules`: strength of the rules that hit.
    pub fn own_probabilities(&self, model: &Model, texts: &[&str], rules: &Grid) -> Grid {
        let mut taken = Taken::default();
        let vectors: Vec<Vector> = texts
            .iter()
            .map(|text| {
                self.vocabulary.take(text, &mut taken);
                Vector::of(&taken, &self.vocabulary, Unknown::Counts)
            })
            .collect();
        let (features, _) = self.place(&vectors.iter().collect::<Vec<_>>(), rules);
        model.probabilities(&features)
    }

    /// An answer made ready to be explained. `rules`: strength of the rules that hit it, by code.
    pub fn explained<'l>(&'l self, model: &'l Model, text: &str, rules: &[f64]) -> Explained<'l> {
        Explained::of(self, model, text, rules)
    }

    /// What is known of any answers, and the lengths of their rows of the kernel.
    pub(super) fn place(&self, vectors: &[&Vector], rules: &Grid) -> (Features, Vec<f64>) {
        let measured = self.space.measure(vectors);
        let features = Features {
            profiles: measured.profiles,
            texts: measured.texts,
            rules: self.hit.as_ref().map(|shares| {
                let mut hits = hits(rules);
                hits.subtract(shares);
                hits
            }),
        };
        (features, measured.lengths)
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

/// 1 where the rules of a code are strong enough to suggest it alone.
fn hits(strength: &Grid) -> Grid {
    let hit = |strength: &f64| f64::from(u8::from(*strength >= MIN_SCORE));
    Grid::of(strength.columns(), strength.data().iter().map(hit).collect())
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
    pub cut: Cut,
    /// Answers × codes; a code above another is at least as probable.
    pub probabilities: Grid,
    above: Vec<Vec<usize>>,
}

impl Fitted {
    /// Which codes are suggested for an answer with these probabilities; the codes above a suggested one are among them.
    pub fn suggested(&self, probabilities: &[f64]) -> Vec<bool> {
        with_above(&self.above, self.cut.suggested(probabilities))
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
