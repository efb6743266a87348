//! The method against its reference in numpy: `tests/golden/learning.json`, made by `benches/learning/golden.py`.

use serde::Deserialize;

use super::cut::{Cut, Otherwise};
use super::grid::Grid;
use super::model::{Features, Method, Model};
use super::shares::Shares;
use super::space::Space;
use super::space::tests::plain;
use crate::survey::PerAnswer;

#[derive(Deserialize)]
struct Case {
    name: String,
    single: bool,
    answers: Vec<Vec<f64>>,
    codes: Option<Vec<Vec<f64>>>,
    reviewed: Vec<usize>,
    unreviewed: Vec<usize>,
    decided: Vec<Vec<f64>>,
    prior: Vec<f64>,
    theta: Vec<f64>,
    probabilities: Vec<Vec<f64>>,
    scores_left_out: Vec<Vec<f64>>,
    cut: Option<f64>,
}

#[test]
fn probabilities_and_weights_are_those_of_the_reference() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("../../../tests/golden/learning.json")).unwrap();
    assert!(cases.len() >= 20);
    for case in cases {
        let per_answer = if case.single {
            PerAnswer::One
        } else {
            PerAnswer::Several
        };
        let vectors: Vec<_> = case.answers.iter().map(|answer| plain(answer)).collect();
        let codes: Option<Vec<_>> = case
            .codes
            .as_ref()
            .map(|codes| codes.iter().map(|code| plain(code)).collect());
        let (space, measured) = Space::of(&vectors, codes.as_deref(), case.answers[0].len());
        let features = Features {
            profiles: measured.profiles,
            texts: measured.texts,
            rules: None,
        };
        let k = case.prior.len();
        let shares = match space.mean_cosines() {
            Some(cosines) => Shares::of_texts(cosines, per_answer),
            None => Shares::equal(k, per_answer),
        };
        let given = Grid::of(k, case.decided.concat());
        let model = Model::fit(
            &features,
            &shares,
            &case.reviewed,
            &given,
            per_answer,
            Method::Published,
        )
        .unwrap();
        let near = |what: &str, got: &[f64], wanted: &[f64]| {
            assert_eq!(got.len(), wanted.len(), "{}: {what}", case.name);
            for (got, wanted) in got.iter().zip(wanted) {
                assert!(
                    (got - wanted).abs() < 1e-6,
                    "{}: {what} {got} {wanted}",
                    case.name
                );
            }
        };
        let weights = model.weights();
        let mut theta = vec![weights.learned];
        if case.codes.is_some() {
            theta.extend([weights.text, weights.profile]);
        }
        theta.push(weights.share);
        if !case.single {
            theta.push(weights.constant);
        }
        if case.reviewed.len() < 2 {
            // Nothing was learned: no score for the weight to act on.
            theta[0] = case.theta[0];
        } else {
            near(
                "left out",
                model.ridge().unwrap().left_out.data(),
                &case.scores_left_out.concat(),
            );
        }
        near("weights", &theta, &case.theta);
        let probabilities = model.probabilities(&features.pick(&case.unreviewed));
        near(
            "probabilities",
            probabilities.data(),
            &case.probabilities.concat(),
        );
        if let Some(cut) = case.cut {
            near(
                "cut",
                &[Cut::of(&probabilities, per_answer, Otherwise::Nothing).common()],
                &[cut],
            );
        }
    }
}
