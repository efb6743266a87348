//! A machine accepts suggestions by probability: only where no person spoke, always as its latest call says.

use std::collections::BTreeMap;

use freitext::study::{Accepted, Accepting, NewRun, Origin, Suggestion};
use freitext::survey::{Coder, CoderKind, Outcome, Picked, RunId, UnitId};
use proptest::prelude::*;

use super::{Made, Step, coder, codes, made};

const IDS: [&str; 2] = ["a", "b"];

fn origin() -> Origin {
    Origin {
        base: 0.0,
        rules: 0.0,
        text: 0.0,
        learned: 0.0,
    }
}

impl Made {
    /// Hand-made suggestions: unit, code, probability.
    fn suggest(&mut self, suggestions: &[(i64, usize, f64)], origin: Option<Origin>) -> RunId {
        let codebook = self.codebook;
        self.study
            .change(|change| {
                let run = change.begin_run(&NewRun {
                    method: "combined",
                    codebook,
                    settings: "{}".into(),
                    analysis: "test".into(),
                    time: 0,
                })?;
                for (unit, code, score) in suggestions {
                    change.suggest(
                        run,
                        &Suggestion {
                            unit: UnitId(*unit),
                            code: *code,
                            score: *score,
                            origin,
                            evidence: Vec::new(),
                        },
                    )?;
                }
                Ok(run)
            })
            .unwrap()
    }

    fn accept(&mut self, from: Option<(RunId, f64)>) -> freitext::problem::Result<Accepted> {
        let (codebook, machine) = (self.codebook, self.coders[2]);
        let ids = IDS.map(str::to_owned);
        self.study.change(|change| {
            change.accept(&Accepting {
                machine,
                codebook,
                codes: &ids,
                from,
                time: 0,
            })
        })
    }

    /// What holds of the machine: unit → codes.
    fn of_machine(&self) -> BTreeMap<i64, Outcome> {
        let holding = self.holding(Some(&coder(2)));
        holding
            .into_iter()
            .map(|(unit, (_, outcome))| (unit, outcome))
            .collect()
    }
}

fn accepted(units: u64, codes: u64, taken_back: u64) -> Accepted {
    Accepted {
        units,
        codes,
        taken_back,
    }
}

#[test]
fn a_machine_accepts_from_a_probability_on_and_the_latest_call_holds() {
    let mut made = made(4);
    let run = made.suggest(
        &[(1, 0, 0.95), (1, 1, 0.7), (2, 1, 0.8), (3, 0, 0.99), (4, 0, 0.4)],
        Some(origin()),
    );
    made.decide(&[(3, 0, codes(&["b"]), Picked::Random)]);

    assert_eq!(made.accept(Some((run, 0.9))).unwrap(), accepted(1, 1, 0));
    assert_eq!(made.of_machine(), BTreeMap::from([(1, codes(&["a"]))]));

    assert_eq!(made.accept(Some((run, 0.7))).unwrap(), accepted(2, 3, 0));
    let both = BTreeMap::from([(1, codes(&["a", "b"])), (2, codes(&["b"]))]);
    assert_eq!(made.of_machine(), both);

    assert_eq!(made.accept(Some((run, 0.8))).unwrap(), accepted(2, 2, 0));
    assert_eq!(made.accept(Some((run, 0.95))).unwrap(), accepted(1, 1, 1));
    assert_eq!(made.of_machine(), BTreeMap::from([(1, codes(&["a"]))]));

    let decided = made.study.machine_decided("felder", None).unwrap();
    let decided = decided.expect("a decided unit");
    assert_eq!((decided.units, decided.above), (1, Some(0.95)));

    assert_eq!(made.accept(None).unwrap(), accepted(0, 0, 1));
    assert_eq!(made.of_machine(), BTreeMap::new());
    assert_eq!(made.study.machine_decided("felder", None).unwrap(), None);
    assert_eq!(made.accept(None).unwrap(), accepted(0, 0, 0));
    // Never touched, by none of the calls.
    assert_eq!(made.holding(None)[&3], (coder(0), codes(&["b"])));
}

#[test]
fn what_a_person_put_off_is_left_to_people() {
    let mut made = made(2);
    let run = made.suggest(&[(1, 0, 0.9), (2, 0, 0.9)], Some(origin()));
    made.decide(&[
        (1, 0, Outcome::Deferred, Picked::Chosen),
        (2, 0, codes(&["b"]), Picked::Chosen),
        (2, 0, Outcome::Withdrawn, Picked::Unknown),
    ]);
    assert_eq!(made.accept(Some((run, 0.9))).unwrap(), accepted(1, 1, 0));
    assert_eq!(made.of_machine(), BTreeMap::from([(2, codes(&["a"]))]));
}

#[test]
fn a_unit_that_a_person_has_decided_since_is_given_up_by_the_machine() {
    let mut made = made(2);
    let run = made.suggest(&[(1, 0, 0.9), (2, 0, 0.9)], Some(origin()));
    made.accept(Some((run, 0.9))).unwrap();
    made.decide(&[(1, 1, codes(&["b"]), Picked::Chosen)]);
    let decided = made.study.machine_decided("felder", None).unwrap().unwrap();
    assert_eq!(
        decided.units, 1,
        "where a person decided, the machine's does not hold"
    );
    assert_eq!(made.accept(Some((run, 0.9))).unwrap(), accepted(1, 1, 1));
    assert_eq!(made.of_machine(), BTreeMap::from([(2, codes(&["a"]))]));
}

#[test]
fn the_same_call_on_the_same_run_writes_nothing_twice() {
    let mut made = made(2);
    let run = made.suggest(&[(1, 0, 0.9), (2, 0, 0.9)], Some(origin()));
    let first = made.accept(Some((run, 0.9))).unwrap();
    let written = |made: &Made| -> i64 {
        let connection = rusqlite::Connection::open(made.study.path()).unwrap();
        let count = "SELECT count(*) FROM decision";
        connection.query_row(count, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(written(&made), 2);
    assert_eq!(made.accept(Some((run, 0.9))).unwrap(), first);
    assert_eq!(written(&made), 2);
    // With another probability each decision names it, though the codes are the same; the old ones stay on record.
    assert_eq!(made.accept(Some((run, 0.8))).unwrap(), first);
    assert_eq!(written(&made), 4);
}

#[test]
fn scores_that_are_no_probabilities_are_refused_and_nothing_is_written() {
    let mut made = made(2);
    let run = made.suggest(&[(1, 0, 0.9), (2, 0, 0.9)], Some(origin()));
    made.accept(Some((run, 0.9))).unwrap();
    let run = made.suggest(&[(1, 1, 0.9)], None);
    let refused = made.accept(Some((run, 0.5))).unwrap_err();
    assert!(
        refused.what().de.contains("keine Wahrscheinlichkeiten"),
        "{}",
        refused.what().de
    );
    assert_eq!(made.of_machine().len(), 2, "what stood before still stands");
}

#[test]
fn a_person_of_the_machine_s_name_is_another_coder() {
    let mut made = made(1);
    let run = made.suggest(&[(1, 0, 0.9)], Some(origin()));
    made.accept(Some((run, 0.9))).unwrap();
    assert_eq!(made.holding(Some(&coder(0))), BTreeMap::new());
    let stranger = Coder {
        kind: CoderKind::Machine,
        name: "Bert".into(),
    };
    assert_eq!(made.holding(Some(&stranger)), BTreeMap::new());
    assert_eq!(made.of_machine().len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever was called before: the machine's current decisions are those of the latest call, and people's are what
    /// they were.
    #[test]
    fn the_latest_call_alone_counts(
        scores in prop::collection::vec((1..=4i64, 0..2usize, 1..=10u8), 0..8),
        people in prop::collection::vec((1..=4i64, 0..2usize, 0..3u8), 0..6),
        calls in prop::collection::vec(prop::option::of(1..=10u8), 1..5),
    ) {
        let mut made = made(4);
        let scores: BTreeMap<(i64, usize), f64> = scores
            .into_iter()
            .map(|(unit, code, tenth)| ((unit, code), f64::from(tenth) / 10.0))
            .collect();
        let suggestions: Vec<(i64, usize, f64)> =
            scores.iter().map(|((unit, code), score)| (*unit, *code, *score)).collect();
        let run = made.suggest(&suggestions, Some(origin()));
        let steps: Vec<Step> = people
            .into_iter()
            .map(|(unit, who, what)| {
                let outcome = [Outcome::NoneFits, Outcome::Deferred, Outcome::Withdrawn][usize::from(what)].clone();
                (unit, who, outcome, Picked::Chosen)
            })
            .collect();
        made.decide(&steps);
        let of_people = made.holding(None);
        for call in &calls {
            let above = call.map(|tenth| f64::from(tenth) / 10.0);
            made.accept(above.map(|above| (run, above))).unwrap();
            let mut expected: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
            for (unit, code, score) in &suggestions {
                if above.is_some_and(|above| *score >= above) && !of_people.contains_key(unit) {
                    expected.entry(*unit).or_default().push(IDS[*code]);
                }
            }
            let expected: BTreeMap<i64, Outcome> =
                expected.into_iter().map(|(unit, ids)| (unit, codes(&ids))).collect();
            prop_assert_eq!(made.of_machine(), expected.clone());
            let mut all = of_people.clone();
            all.extend(expected.into_iter().map(|(unit, outcome)| (unit, (coder(2), outcome))));
            prop_assert_eq!(made.holding(None), all);
        }
    }
}
