//! How far people (or a person and the program) agree about the same units, beyond chance.
//!
//! | member | what |
//! |---|---|
//! | `measure` | everything at once: each code, whole codings, intervals |
//! | `coefficient` | coefficients of one nominal variable, a file each |
//! | `sums` | what they are computed from |
//! | `codes` | the same of all codes at once, in draws |
//! | `figure` | a value with its interval |
//! | `pairs` | the fourfold table of a code |
//! | `whole`, `near` | whole codings: exact agreement, α over sets of codes |
//! | `ordered` | steps of a scale: ordinal α, weighted κ |
//! | `coincidence` | pairs of ratings within units, counted: what alpha of any scale rests on |
//! | `scale` | how unlike two categories are: nominal, ordinal |
//! | `sets` | how unlike two sets of codes are: MASI, Jaccard |
//!
//! Pure: ratings go in, coefficients come out, of any number of coders with gaps. Deliberately absent: reading ratings from a
//! study (`review`).

mod codes;
pub mod coefficient;
mod coincidence;
mod figure;
mod measure;
mod near;
mod ordered;
mod pairs;
mod scale;
mod sets;
mod sums;
mod whole;

pub use coefficient::{COEFFICIENTS, Coefficient, OBSERVED};
pub use coincidence::Coincidences;
pub use figure::{Figure, Intervals};
pub use measure::{Agreement, ENOUGH_UNITS, OfCode, OfWhole, measure};
pub use ordered::{Ordered, measure_ordered};
pub use pairs::Fourfold;
pub use scale::Scale;
pub use sets::{CodeSet, SetDistance};
pub use sums::{Ratings, Sums};

use crate::estimate::Undefined;

/// Krippendorff's α of ratings: `units[unit][rater]` is the place of a category below `categories` (in their order
/// where the scale is ordinal) or a gap.
///
/// Krippendorff (2019), "Content Analysis", 4th ed., chapter 12; "Computing Krippendorff's Alpha-Reliability" (2011).
///
/// # Errors
/// No unit was rated twice; all ratings are the same.
///
/// # Panics
/// When a category is not below `categories`.
pub fn alpha(units: &[Vec<Option<usize>>], categories: usize, scale: Scale) -> Result<f64, Undefined> {
    let mut pairs = Coincidences::new(categories);
    for unit in units {
        let ratings: Vec<usize> = unit.iter().flatten().copied().collect();
        pairs.add(&ratings, 1);
    }
    pairs.alpha(|left, right| scale.difference(left, right, pairs.frequencies()))
}

/// α over sets of codes (Passonneau 2006): every set that occurs is a category, and the distance of two sets stands where
/// the squared difference of two values stands in [`alpha`].
///
/// # Errors
/// As [`alpha`].
pub fn alpha_of_sets(units: &[Vec<Option<CodeSet>>], distance: SetDistance) -> Result<f64, Undefined> {
    let twice: Vec<&[Option<CodeSet>]> = units
        .iter()
        .map(Vec::as_slice)
        .filter(|unit| unit.iter().flatten().count() > 1)
        .collect();
    let figures = whole::Whole::new(&twice).figures();
    match distance {
        SetDistance::Masi => figures.masi,
        SetDistance::Jaccard => figures.jaccard,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(coders: &[&str]) -> Vec<Vec<Option<usize>>> {
        let columns: Vec<Vec<&str>> = coders
            .iter()
            .map(|coder| coder.split_whitespace().collect())
            .collect();
        (0..columns[0].len())
            .map(|at| {
                let rating = |column: &Vec<&str>| column[at].parse::<usize>().ok().map(|value| value - 1);
                columns.iter().map(rating).collect()
            })
            .collect()
    }

    /// Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section E: 12 units, 4 observers, gaps. To
    /// nine places: PyPI `krippendorff` 0.9.0.
    #[test]
    fn the_classic_example_has_its_published_figures() {
        let units = units(&[
            "1 2 3 3 2 1 4 1 2 . . .",
            "1 2 3 3 2 2 4 1 2 5 . 3",
            ". 3 3 3 2 3 4 2 2 5 1 .",
            "1 2 3 3 2 4 4 1 2 5 1 .",
        ]);
        let nominal = alpha(&units, 5, Scale::Nominal).unwrap();
        let ordinal = alpha(&units, 5, Scale::Ordinal).unwrap();
        assert!(
            (nominal - 0.743).abs() < 5e-4 && (nominal - 0.743421052632).abs() < 1e-9,
            "{nominal}"
        );
        assert!(
            (ordinal - 0.815).abs() < 5e-4 && (ordinal - 0.815387503755).abs() < 1e-9,
            "{ordinal}"
        );
    }

    /// PyPI `krippendorff` 0.9.0 on ratings drawn by numpy (`default_rng(3)`), 20 units, 3 raters, a fifth of the cells empty.
    #[test]
    fn drawn_ratings_have_the_figures_of_an_independent_program() {
        let units = units(&[
            "4 1 1 1 3 3 4 . 1 1 2 . 3 2 2 1 3 3 1 .",
            "4 1 1 1 2 4 2 . 3 . 2 3 1 1 . 1 3 3 1 1",
            "2 1 1 . 1 4 . 1 1 2 4 2 . 3 4 1 3 . 1 1",
        ]);
        let nominal = alpha(&units, 4, Scale::Nominal).unwrap();
        let ordinal = alpha(&units, 4, Scale::Ordinal).unwrap();
        assert!((nominal - 0.308523409364).abs() < 1e-9, "{nominal}");
        assert!((ordinal - 0.532905573174).abs() < 1e-9, "{ordinal}");
    }

    /// By hand. Three units, two raters: {a} {a} · {a,b} {a} · {b} {c}. Six values: {a} 3, {a,b} 1, {b} 1, {c} 1.
    /// Jaccard: observed (0 + 2·1/2 + 2·1)/6 = 1/2; expected over ordered pairs of unlike values
    /// 2·(3·1·1/2 + 3·1·1 + 3·1·1 + 1/2 + 1 + 1)/(6·5) = 2/3; α = 1/4. MASI of subsets is 1 − 1/2·2/3 = 2/3: observed
    /// (4/3 + 2)/6 = 5/9, expected 2·(3·2/3 + 3 + 3 + 2/3 + 1 + 1)/30 = 32/45; α = 1 − 25/32.
    #[test]
    fn alpha_over_sets_is_what_a_sheet_of_paper_gives() {
        let set = |codes: &str| Some(codes.bytes().map(usize::from).collect::<CodeSet>());
        let units = vec![
            vec![set("a"), set("a")],
            vec![set("ab"), set("a")],
            vec![set("b"), set("c")],
        ];
        let jaccard = alpha_of_sets(&units, SetDistance::Jaccard).unwrap();
        let masi = alpha_of_sets(&units, SetDistance::Masi).unwrap();
        assert!((jaccard - 0.25).abs() < 1e-12, "{jaccard}");
        assert!((masi - 7.0 / 32.0).abs() < 1e-12, "{masi}");
    }

    #[test]
    fn what_cannot_be_told_is_said() {
        let alone = units(&["1 2 1", ". . ."]);
        assert_eq!(alpha(&alone, 2, Scale::Nominal), Err(Undefined::NoPairs));
        let same = units(&["1 1 1", "1 1 ."]);
        assert_eq!(alpha(&same, 2, Scale::Ordinal), Err(Undefined::OneCategory));
        assert_eq!(alpha(&[], 2, Scale::Nominal), Err(Undefined::NoPairs));
    }
}
