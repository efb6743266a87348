//! The answers of a study with their terms weighed in one way.

use rayon::prelude::*;

use super::grid::Grid;
use super::model::Features;
use super::space::Space;
use super::vector::{Counts, Unknown, Vector};
use super::vocabulary::{Rarities, Vocabulary};

/// The answers of a study with their terms weighed by one power of their rarity.
pub struct View {
    pub rarities: Rarities,
    pub space: Space,
    /// Of all answers.
    pub features: Features,
}

impl View {
    /// `codes`: the code texts, none where they are left out; `rules`: what the rules say of all answers.
    pub fn of(
        answers: &[Counts],
        codes: Option<&[Counts]>,
        rules: Option<Grid>,
        vocabulary: &Vocabulary,
        power: f64,
    ) -> View {
        let rarities = vocabulary.rarities(power);
        let vectors = |texts: &[Counts], unknown| -> Vec<Vector> {
            let vector = |counts| Vector::of(counts, &rarities, unknown);
            texts.par_iter().map(vector).collect()
        };
        let answers = vectors(answers, Unknown::Counts);
        let codes = codes.map(|codes| vectors(codes, Unknown::Dropped));
        let (space, measured) = Space::of(&answers, codes.as_deref(), vocabulary.len());
        View {
            rarities,
            space,
            features: Features {
                profiles: measured.profiles,
                texts: measured.texts,
                rules,
            },
        }
    }
}
