//! Coefficients of agreement against independent programs, on random ratings that `reference.py` drew.

use freitext::agreement::{
    Agreement, COEFFICIENTS, CodeSet, Ratings, Scale, SetDistance, Sums, alpha, alpha_of_sets, measure,
};
use freitext::estimate::Draws;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Reference {
    nominal: Vec<Nominal>,
    sets: OfSets,
}

#[derive(Deserialize)]
struct Nominal {
    q: usize,
    units: Vec<Vec<Option<usize>>>,
    figures: BTreeMap<String, f64>,
}

#[derive(Deserialize)]
struct OfSets {
    units: Vec<Vec<Option<CodeSet>>>,
    masi: f64,
    jaccard: f64,
}

fn reference() -> Reference {
    serde_json::from_str(include_str!("reference.json")).unwrap()
}

fn value(id: &str, sums: &Sums) -> f64 {
    let kind = COEFFICIENTS.iter().find(|kind| id.starts_with(kind.id)).unwrap();
    (kind.of)(sums).unwrap()
}

fn is_near(what: &str, here: f64, there: f64) {
    assert!((here - there).abs() < 1e-9, "{what}: {here} here, {there} there");
}

/// irrCAC 0.4.4 (`CAC.conger`, `.fleiss`, `.gwet`, `.bp`), krippendorff 0.9.0, scikit-learn 1.9.1 (`cohen_kappa_score`) and
/// statsmodels 0.15.0 (`fleiss_kappa`); positive and negative agreement by their definition from the fourfold table.
#[test]
fn coefficients_are_those_of_independent_programs() {
    let mut compared = 0;
    for (at, case) in reference().nominal.iter().enumerate() {
        let sums = Ratings::new(case.q, &case.units).sums();
        for (id, there) in &case.figures {
            let here = match id.as_str() {
                "krippendorff_alpha_ordinal" => alpha(&case.units, case.q, Scale::Ordinal).unwrap(),
                id => value(id, &sums),
            };
            is_near(&format!("case {at}, {id}"), here, *there);
            compared += 1;
        }
    }
    assert_eq!(compared, 60);
}

/// `alpha_of` in `reference.py`: Krippendorff's definition, pair by pair.
#[test]
fn alpha_over_sets_is_that_of_its_definition() {
    let OfSets { units, masi, jaccard } = reference().sets;
    let whole = measure(&units, 5, Draws { n: 0, seed: 1 }).whole;
    is_near("MASI", whole.masi.value().unwrap(), masi);
    is_near("Jaccard", whole.jaccard.value().unwrap(), jaccard);
    is_near(
        "MASI by coincidences",
        alpha_of_sets(&units, SetDistance::Masi).unwrap(),
        masi,
    );
}

/// What is computed for a code among others is what is computed for it alone, and the means are means.
#[test]
fn codes_are_measured_each_by_itself() {
    let units = reference().sets.units;
    let Agreement { codes, means, .. } = measure(&units, 5, Draws { n: 0, seed: 1 });
    for (code, measured) in codes.iter().enumerate() {
        let said = |codes: &CodeSet| usize::from(codes.contains(&code));
        let rows: Vec<Vec<Option<usize>>> = units
            .iter()
            .map(|unit| unit.iter().map(|codes| codes.as_ref().map(said)).collect())
            .collect();
        let sums = Ratings::new(2, &rows).sums();
        for (kind, figure) in COEFFICIENTS.iter().zip(&measured.figures) {
            assert_eq!(figure.value(), (kind.of)(&sums).ok(), "{code} {}", kind.id);
        }
    }
    for (kind, mean) in means.iter().enumerate() {
        let sum: f64 = codes.iter().map(|code| code.figures[kind].value().unwrap()).sum();
        is_near(COEFFICIENTS[kind].id, mean.value().unwrap(), sum / 5.0);
    }
}
