//! All figures of judged units.

use serde::Serialize;

use super::acceptance::{self, Accepted};
use super::calibration::Calibration;
use super::counts::Units;
use super::measures::{Averaged, Measures, OfCode};
use super::sets::Sets;
use super::{Codes, Judged};
use crate::estimate::{Draws, Estimate};
use crate::survey::PerAnswer;

/// How good suggestions are.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    pub units: u64,
    /// Pairs of unit and code that people gave, that were suggested, and that were both.
    pub given: u64,
    pub suggested: u64,
    pub right: u64,
    /// All pairs alike: frequent codes count more.
    pub micro: Averaged,
    /// Mean over codes: all codes count the same.
    #[serde(rename = "macro")]
    pub macro_mean: Averaged,
    /// Mean over codes of α between people and program.
    pub alpha_mean: Estimate,
    pub sets: Sets,
    pub codes: Vec<OfCode>,
    pub calibration: Calibration,
    pub accepted_codes: Vec<Accepted>,
    pub accepted_sets: Vec<Accepted>,
}

impl Figures {
    /// `draws`: how often units are drawn again for intervals.
    pub fn of(judged: &[Judged], codes: &Codes, per_answer: PerAnswer, draws: Draws) -> Figures {
        let units = Units::of(judged, codes.ids.len());
        let measures = Measures::of(&units, &codes.ids, draws);
        let sum = |count: fn(&OfCode) -> u64| measures.codes.iter().map(count).sum();
        Figures {
            units: judged.len() as u64,
            given: sum(|code| code.given),
            suggested: sum(|code| code.suggested),
            right: sum(|code| code.right),
            sets: Sets::of(judged, draws),
            calibration: Calibration::of(judged),
            accepted_codes: acceptance::of_codes(judged),
            accepted_sets: acceptance::of_sets(judged, codes, per_answer),
            micro: measures.micro,
            macro_mean: measures.macro_mean,
            alpha_mean: measures.alpha_mean,
            codes: measures.codes,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    /// 40 units × 6 codes drawn by numpy 2.4 (`default_rng(20)`); the fifth code is given and never suggested, the sixth neither.
    /// Figures: scikit-learn 1.9 (`precision_score`, `recall_score`, `f1_score` with `zero_division=nan`, `accuracy_score`,
    /// `brier_score_loss`), PyPI krippendorff 0.9, numpy; α over sets from all pairs of values, by the definition of MASI.
    const JUDGED: &str = include_str!("../../../tests/evaluation/judged.json");

    fn read() -> (Value, Vec<Judged>, Codes) {
        let there: Value = serde_json::from_str(JUDGED).unwrap();
        let bits = |row: &Value| row.as_str().unwrap().bytes().map(|bit| bit == b'1').collect();
        let rows = |name: &str| there[name].as_array().unwrap().clone();
        let judged = (0..rows("given").len())
            .map(|at| Judged {
                given: bits(&there["given"][at]),
                suggested: bits(&there["suggested"][at]),
                score: serde_json::from_value(there["score"][at].clone()).unwrap(),
            })
            .collect();
        let codes = Codes {
            ids: (1..=6).map(|at| format!("c{at}")).collect(),
            parents: vec![None; 6],
        };
        (there, judged, codes)
    }

    fn close(estimate: Estimate, there: &Value, what: &str) {
        match (estimate.value(), there.as_f64()) {
            (None, None) => {}
            (Some(here), Some(there)) => assert!((here - there).abs() < 1e-12, "{what}: {here} {there}"),
            (here, there) => panic!("{what}: {here:?} {there:?}"),
        }
    }

    #[test]
    fn all_figures_are_those_of_independent_programs() {
        let (there, judged, codes) = read();
        let draws = Draws { n: 50, seed: 1 };
        let here = Figures::of(&judged, &codes, PerAnswer::Several, draws);
        for (name, averaged) in [("micro", &here.micro), ("macro", &here.macro_mean)] {
            close(averaged.precision, &there[name]["precision"], name);
            close(averaged.recall, &there[name]["recall"], name);
            close(averaged.f1, &there[name]["f1"], name);
        }
        for (at, code) in here.codes.iter().enumerate() {
            let there = &there["codes"][at];
            close(code.precision, &there["precision"], &code.code);
            close(code.recall, &there["recall"], &code.code);
            close(code.f1, &there["f1"], &code.code);
            close(code.alpha, &there["alpha"], &code.code);
            let counts = [code.given, code.suggested, code.right].map(Value::from);
            assert_eq!(
                counts,
                ["given", "suggested", "right"].map(|name| there[name].clone())
            );
        }
        close(here.alpha_mean, &there["mean_alpha"], "mean α");
        close(here.sets.exact, &there["exact"], "exact");
        close(here.sets.alpha_masi, &there["masi"], "MASI");
        close(here.sets.alpha_jaccard, &there["jaccard"], "Jaccard");
        close(here.calibration.brier_score, &there["brier"], "Brier");
        close(
            here.calibration.expected_calibration_error,
            &there["ece"],
            "error",
        );
        for (at, bin) in here.calibration.bins.iter().enumerate() {
            assert_eq!(Value::from(bin.n), there["bins"][at]["n"], "bin {at}");
            close(bin.mean_score, &there["bins"][at]["mean"], "mean of bin");
        }
        for (name, accepted) in [("accepted", &here.accepted_codes), ("sets", &here.accepted_sets)] {
            for (at, row) in accepted.iter().enumerate() {
                let there = &there[name][at];
                assert_eq!(Value::from(row.n), there["n"], "{name} {at}");
                let right = row.right.value().map_or(0.0, |share| share * row.n as f64);
                assert!(
                    (right - there["right"].as_f64().unwrap()).abs() < 1e-9,
                    "{name} {at}"
                );
            }
        }
        // A mean says of how many codes it is: the sixth has no figure at all, the fifth no precision.
        assert_eq!((here.macro_mean.precision.n(), here.macro_mean.f1.n()), (4, 5));
    }

    /// The same intervals by numpy: 100,000 draws of 40 units, percentiles 2.5 and 97.5.
    #[test]
    fn intervals_are_those_of_drawing_units_again() {
        let (there, judged, codes) = read();
        let draws = Draws { n: 5000, seed: 3 };
        let here = Figures::of(&judged, &codes, PerAnswer::Several, draws);
        for (name, estimate) in [
            ("micro_f1", here.micro.f1),
            ("macro_f1", here.macro_mean.f1),
            ("masi", here.sets.alpha_masi),
        ] {
            let interval = estimate.interval().unwrap();
            let there = &there["intervals"][name];
            assert!(
                (interval.low - there[0].as_f64().unwrap()).abs() < 0.01,
                "{name} {interval:?}"
            );
            assert!(
                (interval.high - there[1].as_f64().unwrap()).abs() < 0.01,
                "{name} {interval:?}"
            );
        }
    }

    #[test]
    fn nothing_judged_has_no_figures() {
        let (_, _, codes) = read();
        let figures = Figures::of(&[], &codes, PerAnswer::Several, Draws::default());
        assert_eq!(figures.micro.f1.value(), None);
        assert_eq!(figures.sets.alpha_masi.value(), None);
        assert_eq!(figures.calibration.expected_calibration_error.value(), None);
    }
}
