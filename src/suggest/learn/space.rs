//! Where the answers of a study stand to each other and to the code texts: unit vectors of terms, the kernel against
//! anchor answers, profiles.
//!
//! An answer's profile is its row of the kernel against the anchors, of length 1: two answers are alike when they are
//! like the same answers, even without a word in common. Up to [`ALL_ANCHORS`] answers all are anchors, as the method
//! was measured; beyond, [`ANCHORS`] of them, evenly spread, stand for all.

use rayon::prelude::*;

use super::grid::Grid;
use super::model::Texts;
use super::postings::Postings;
use super::vector::Vector;

/// Up to so many answers, all are anchors.
pub const ALL_ANCHORS: usize = 1500;
/// Anchors of a larger study.
pub const ANCHORS: usize = 1000;

/// The places of evenly spread anchors among `answers`.
pub fn anchors(answers: usize) -> Vec<usize> {
    if answers <= ALL_ANCHORS {
        return (0..answers).collect();
    }
    (0..ANCHORS).map(|at| at * answers / ANCHORS).collect()
}

/// Anchors and code texts, against which any answer is measured.
pub struct Space {
    anchors: Postings,
    texts: Option<CodeTexts>,
}

struct CodeTexts {
    postings: Postings,
    /// Each code text's profile: its cosines with the anchors, of length 1, anchors × codes.
    profiles: Grid,
    /// Means over all answers.
    direct: Vec<f64>,
    profile: Vec<f64>,
    /// Means of the cosines by code, before anything was taken away.
    cosines: Vec<f64>,
}

/// An answer's place: its profile and how long it was, and its nearness to the code texts.
pub struct Measured {
    pub profiles: Grid,
    /// Length of the answer's row of the kernel.
    pub lengths: Vec<f64>,
    pub texts: Option<Texts>,
}

impl Space {
    /// `vectors`: of all answers, or of an even sample of a large study; `codes`: of the code texts, none where they are left
    /// out. Gives the space and where the answers stand in it.
    pub fn of(vectors: &[Vector], codes: Option<&[Vector]>, terms: usize) -> (Space, Measured) {
        let places = anchors(vectors.len());
        let of_anchors: Vec<&Vector> = places.iter().map(|at| &vectors[*at]).collect();
        let mut space = Space {
            anchors: Postings::of(&of_anchors, terms),
            texts: None,
        };
        if let Some(codes) = codes {
            let postings = Postings::of(&codes.iter().collect::<Vec<_>>(), terms);
            let profiles = postings.products(&of_anchors);
            space.texts = Some(CodeTexts {
                profiles: columns_of_length_one(profiles),
                postings,
                direct: vec![0.0; codes.len()],
                profile: vec![0.0; codes.len()],
                cosines: Vec::new(),
            });
        }
        let mut measured = space.measure(&vectors.iter().collect::<Vec<_>>());
        if let (Some(texts), Some(own)) = (&mut measured.texts, &mut space.texts) {
            own.direct = texts.direct.means();
            own.profile = texts.profile.means();
            own.cosines = own.direct.clone();
            texts.direct.subtract(&own.direct);
            texts.profile.subtract(&own.profile);
        }
        (space, measured)
    }

    /// Mean cosine of each code text with all answers; none without code texts.
    pub fn mean_cosines(&self) -> Option<&[f64]> {
        self.texts.as_ref().map(|texts| &*texts.cosines)
    }

    pub fn anchors(&self) -> &Postings {
        &self.anchors
    }

    /// Code texts by term, each code text's profile by anchor, and the means that are taken away.
    pub fn code_texts(&self) -> Option<(&Postings, &Grid, &[f64], &[f64])> {
        self.texts
            .as_ref()
            .map(|texts| (&texts.postings, &texts.profiles, &*texts.direct, &*texts.profile))
    }

    /// Where answers stand.
    pub fn measure(&self, vectors: &[&Vector]) -> Measured {
        let mut profiles = self.anchors.products(vectors);
        let width = profiles.columns().max(1);
        let lengths = profiles
            .data_mut()
            .par_chunks_mut(width)
            .map(to_length_one)
            .collect();
        let texts = self.texts.as_ref().map(|texts| {
            let mut direct = texts.postings.products(vectors);
            let mut profile = profiles.times(&texts.profiles);
            direct.subtract(&texts.direct);
            profile.subtract(&texts.profile);
            Texts { direct, profile }
        });
        Measured {
            profiles,
            lengths,
            texts,
        }
    }
}

/// Scales to length 1 and gives the length; nothing stays nothing.
fn to_length_one(row: &mut [f64]) -> f64 {
    let length = row.iter().map(|value| value * value).sum::<f64>().sqrt();
    if length > 0.0 {
        row.iter_mut().for_each(|value| *value /= length);
    }
    length
}

fn columns_of_length_one(mut grid: Grid) -> Grid {
    let mut lengths = vec![0.0f64; grid.columns()];
    for row in 0..grid.rows() {
        for (length, value) in lengths.iter_mut().zip(grid.row(row)) {
            *length += value * value;
        }
    }
    for row in 0..grid.rows() {
        for (value, length) in grid.row_mut(row).iter_mut().zip(&lengths) {
            if *length > 0.0 {
                *value /= length.sqrt();
            }
        }
    }
    grid
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A vector from plain weights by term.
    pub fn plain(weights: &[f64]) -> Vector {
        let length = weights.iter().map(|weight| weight * weight).sum::<f64>().sqrt();
        let terms = (0u32..).zip(weights).filter(|(_, weight)| **weight != 0.0);
        Vector(terms.map(|(term, weight)| (term, weight / length)).collect())
    }

    #[test]
    fn anchors_are_spread_over_a_large_study() {
        assert_eq!(anchors(3), [0, 1, 2]);
        let many = anchors(1_000_000);
        assert_eq!((many.len(), many[1], many[ANCHORS - 1]), (ANCHORS, 1000, 999_000));
    }

    #[test]
    fn an_answer_without_terms_stands_nowhere() {
        let vectors = [plain(&[1.0, 1.0]), Vector::default()];
        let codes = [plain(&[1.0, 0.0]), Vector::default()];
        let (_, measured) = Space::of(&vectors, Some(&codes), 2);
        assert_eq!(measured.lengths[1], 0.0);
        assert!(measured.profiles.data().iter().all(|value| value.is_finite()));
        let texts = measured.texts.unwrap();
        assert!(
            texts
                .direct
                .data()
                .iter()
                .chain(texts.profile.data())
                .all(|value| value.is_finite())
        );
    }
}
