//! Coefficients of agreement against independent programs, on random ratings that `reference.py` and `reference.R` drew.

#[path = "../desk/mod.rs"]
mod desk;
mod of_study;

use freitext::agreement::{
    Agreement, COEFFICIENTS, CodeSet, Intervals, Ratings, Scale, SetDistance, Sums, alpha, alpha_of_sets,
    measure, measure_ordered,
};
use freitext::estimate::{Draws, IntervalKind};
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
struct OfPsych {
    q: usize,
    units: Vec<Vec<Option<usize>>>,
    kappa: f64,
    weighted_kappa: f64,
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

/// No intervals.
fn none() -> Intervals {
    Intervals {
        draws: Draws { n: 0, seed: 1 },
        ..Intervals::default()
    }
}

fn value(id: &str, sums: &Sums) -> f64 {
    let kind = COEFFICIENTS.iter().find(|kind| id.starts_with(kind.id)).unwrap();
    (kind.of)(sums).unwrap()
}

fn is_near(what: &str, here: f64, there: f64) {
    assert!((here - there).abs() < 1e-9, "{what}: {here} here, {there} there");
}

/// irrCAC 0.4.4 (`CAC.conger`, `.fleiss`, `.gwet`, `.bp`), krippendorff 0.9.0, scikit-learn 1.9.1 (`cohen_kappa_score`) and
/// statsmodels 0.15.0 (`fleiss_kappa`); weighted κ of irrCAC (`CAC(weights="quadratic").conger`) and scikit-learn (`weights="quadratic"`); positive and negative agreement by their definition from the fourfold table.
#[test]
fn coefficients_are_those_of_independent_programs() {
    let mut compared = 0;
    for (at, case) in reference().nominal.iter().enumerate() {
        let sums = Ratings::new(case.q, &case.units).sums();
        let ordered = measure_ordered(&case.units, case.q, none());
        let ordinal = ordered.alpha.value().unwrap();
        is_near("ordinal α", ordinal, case.figures["krippendorff_alpha_ordinal"]);
        for (id, there) in &case.figures {
            let here = match id.as_str() {
                "krippendorff_alpha_ordinal" => alpha(&case.units, case.q, Scale::Ordinal).unwrap(),
                id if id.starts_with("weighted_kappa") => ordered.kappa.value().unwrap(),
                id => value(id, &sums),
            };
            is_near(&format!("case {at}, {id}"), here, *there);
            compared += 1;
        }
    }
    assert_eq!(compared, 70);
}

/// R 4.2.2 with psych 2.2.9, `cohen.kappa`: Cohen's κ and weighted κ on ratings that `reference.R` drew.
#[test]
fn kappas_of_two_coders_are_those_of_psych() {
    let cases: Vec<OfPsych> = serde_json::from_str(include_str!("psych.json")).unwrap();
    assert_eq!(cases.len(), 3);
    for case in cases {
        let sums = Ratings::new(case.q, &case.units).sums();
        is_near("κ", value("cohen_kappa", &sums), case.kappa);
        let ordered = measure_ordered(&case.units, case.q, none());
        is_near("weighted κ", ordered.kappa.value().unwrap(), case.weighted_kappa);
    }
}

/// However intervals are made, they hold the figure, and those of drawn units are nearly those of units left out.
#[test]
fn intervals_of_every_kind_are_nearly_the_same() {
    let Reference { nominal, sets } = reference();
    let with = |kind| Intervals {
        draws: Draws { n: 2000, seed: 3 },
        kind,
    };
    let units = &nominal[5].units;
    let of = |kind| {
        let whole = measure(&sets.units, 5, with(kind)).whole;
        let ordered = measure_ordered(units, nominal[5].q, with(kind));
        [
            whole.exact,
            whole.masi,
            whole.jaccard,
            ordered.percent,
            ordered.alpha,
            ordered.kappa,
        ]
    };
    let [percentile, bca, jackknife] = IntervalKind::ALL.map(of);
    for (at, figures) in percentile.iter().zip(bca).zip(jackknife).enumerate() {
        let ((percentile, bca), jackknife) = figures;
        let kinds = [percentile.by, bca.by, jackknife.by].map(Option::unwrap);
        assert_eq!(kinds, IntervalKind::ALL, "{at}");
        let widths = [*percentile, bca, jackknife].map(|figure| {
            let (value, interval) = (figure.value().unwrap(), figure.interval().unwrap());
            assert!(interval.low < value && value < interval.high, "{at} {figure:?}");
            interval.high - interval.low
        });
        for width in widths {
            assert!((width / widths[0] - 1.0).abs() < 0.25, "{at} {widths:?}");
        }
    }
}

/// Two coders who give eight or so of twenty codes at random: hardly two sets are the same, and nearly all overlap.
#[test]
fn where_sets_are_too_many_for_draws_the_jackknife_stands_in() {
    let mut state: u64 = 1;
    let mut random = || {
        // Knuth (1997), "The art of computer programming", vol. 2, section 3.3.4, table 1, line 26 (MMIX).
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let mut set = || -> Option<CodeSet> { Some((0..20).filter(|_| random() % 5 < 2).collect()) };
    let units: Vec<Vec<Option<CodeSet>>> = (0..900).map(|_| vec![set(), set()]).collect();
    let few = Intervals {
        draws: Draws { n: 40, seed: 1 },
        ..Intervals::default()
    };
    let agreement = measure(&units, 20, few);
    assert!(agreement.whole.sets > 1500, "{}", agreement.whole.sets);
    assert_eq!(agreement.whole.masi.by, Some(IntervalKind::Jackknife));
    assert_eq!(agreement.codes[0].figures[0].by, Some(IntervalKind::Percentile));
    let (masi, interval) = (
        agreement.whole.masi.value().unwrap(),
        agreement.whole.masi.interval().unwrap(),
    );
    assert!(
        interval.low < 0.0 && 0.0 < interval.high && masi.abs() < 0.05,
        "{masi} {interval:?}"
    );
    let kept = measure(&units[..100], 20, few).whole.masi.by;
    assert_eq!(kept, Some(IntervalKind::Percentile));
}

/// `alpha_of` in `reference.py`: Krippendorff's definition, pair by pair.
#[test]
fn alpha_over_sets_is_that_of_its_definition() {
    let OfSets { units, masi, jaccard } = reference().sets;
    let whole = measure(&units, 5, none()).whole;
    is_near("MASI", whole.masi.value().unwrap(), masi);
    is_near("Jaccard", whole.jaccard.value().unwrap(), jaccard);
    is_near(
        "MASI alone",
        alpha_of_sets(&units, SetDistance::Masi).unwrap(),
        masi,
    );
}

/// What is computed for a code among others is what is computed for it alone, and the means are means.
#[test]
fn codes_are_measured_each_by_itself() {
    let units = reference().sets.units;
    let Agreement { codes, means, .. } = measure(&units, 5, none());
    for (code, measured) in codes.iter().enumerate() {
        let said = |codes: &CodeSet| usize::from(codes.contains(&code));
        let rows: Vec<Vec<Option<usize>>> = units
            .iter()
            .map(|unit| unit.iter().map(|codes| codes.as_ref().map(said)).collect())
            .collect();
        let sums = Ratings::new(2, &rows).sums();
        for (kind, figure) in COEFFICIENTS.iter().zip(&measured.figures) {
            let alone = (kind.of)(&sums).unwrap();
            is_near(&format!("{code} {}", kind.id), figure.value().unwrap(), alone);
        }
    }
    for (kind, mean) in means.iter().enumerate() {
        let sum: f64 = codes.iter().map(|code| code.figures[kind].value().unwrap()).sum();
        is_near(COEFFICIENTS[kind].id, mean.value().unwrap(), sum / 5.0);
    }
}
