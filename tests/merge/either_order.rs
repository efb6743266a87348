//! Whatever two people did to their copies: joined in either order the study is the same, and joining again changes nothing.

use std::collections::BTreeMap;
use std::path::Path;

use freitext::review::{Board, CodingAgain, Sample, merge, redo, undo};
use freitext::study::{Study, Wanted};
use freitext::survey::{ActionKind, CodingLayer, Decision, Outcome, UnitId, Verdict};
use proptest::prelude::*;

use super::dump::dump;
use super::{Made, TEXT, act, codebook, codes, copy, import, latest, record, says, settles, source, units};

/// What somebody does to a copy.
#[derive(Debug, Clone)]
enum Step {
    Decide {
        who: usize,
        unit: usize,
        outcome: Outcome,
    },
    Again {
        who: usize,
        unit: usize,
    },
    /// Settles whatever the latest two own codings of the file are.
    Settle {
        who: usize,
        unit: usize,
        outcome: Outcome,
    },
    Undo(usize),
    Redo(usize),
    State(u32),
    Edit(u8),
    /// Another file brings a record or fills one.
    Bring {
        key: usize,
        words: usize,
        office: usize,
    },
    /// Words for an answer that was missing, in a column.
    Fill {
        row: usize,
        words: usize,
        slot: u32,
    },
}

const NAMES: [&str; 4] = ["Anna", "Bert", "Carla", "Ömer"];
const WORDS: [&str; 4] = ["Radwege", "Radwege; Busse", "Bäume", "Bäume; Bänke; Licht"];

fn step() -> impl Strategy<Value = Step> {
    let outcome = prop_oneof![
        Just(codes(&["a"])),
        Just(codes(&["a", "b"])),
        Just(Outcome::NoneFits),
        Just(Outcome::Deferred),
        Just(Outcome::Withdrawn),
    ];
    prop_oneof![
        6 => (0..4usize, 0..12usize, outcome.clone()).prop_map(|(who, unit, outcome)| Step::Decide { who, unit, outcome }),
        1 => (0..4usize, 0..12usize).prop_map(|(who, unit)| Step::Again { who, unit }),
        2 => (0..4usize, 0..12usize, outcome).prop_map(|(who, unit, outcome)| Step::Settle { who, unit, outcome }),
        2 => (0..4usize).prop_map(Step::Undo),
        1 => (0..4usize).prop_map(Step::Redo),
        1 => (1..100u32).prop_map(Step::State),
        1 => (0..3u8).prop_map(Step::Edit),
        2 => (0..4usize, 0..4usize, 0..2usize).prop_map(|(key, words, office)| Step::Bring { key, words, office }),
        2 => (5..=6usize, 0..4usize, 1..=2u32).prop_map(|(row, words, slot)| Step::Fill { row, words, slot }),
    ]
}

/// Does the steps; each takes its time from the list.
fn does(path: &Path, steps: &[(Step, i64)]) {
    let mut study = Study::open(path).unwrap();
    let mut said: Vec<String> = Vec::new();
    for (step, time) in steps {
        let all = all_units(&study);
        let unit = |at: usize| all[at % all.len()];
        let stored = study.codebooks().unwrap().remove(0);
        match step {
            Step::Decide {
                who,
                unit: at,
                outcome,
            } => {
                said.push(says(&mut study, NAMES[*who], unit(*at), outcome.clone(), *time));
            }
            Step::Again { who, unit: at } => {
                let decision = Decision {
                    layer: CodingLayer::Again,
                    ..Decision::of(UnitId(unit(*at)), codes(&["b"]))
                };
                act(&mut study, NAMES[*who], ActionKind::Decide, &[decision], *time);
            }
            Step::Settle {
                who,
                unit: at,
                outcome,
            } => {
                let compared = said.iter().rev().take(2).cloned().collect();
                settles(
                    &mut study,
                    NAMES[*who],
                    unit(*at),
                    outcome.clone(),
                    compared,
                    *time,
                );
            }
            Step::Undo(who) | Step::Redo(who) => {
                // Where there is nothing to take or bring back, nothing happens.
                let _ = study.change(|change| {
                    let coder = change.coder(NAMES[*who])?;
                    match step {
                        Step::Undo(_) => undo(change, &stored, coder, *time),
                        _ => redo(change, &stored, coder, *time),
                    }
                });
            }
            Step::State(percent) => {
                let again = CodingAgain {
                    sample: Sample::Percent(*percent),
                    least_days: 7,
                    seed: 1,
                };
                study
                    .change(|change| change.state(CodingAgain::SETTING, &again, *time))
                    .unwrap();
            }
            Step::Edit(version) => {
                let version = codebook(&version.to_string());
                study
                    .change(|change| change.keep_codebook("felder", &version, *time))
                    .unwrap();
            }
            Step::Bring { key, words, office } => study
                .change(|change| {
                    let source = source(change, *time)?;
                    let background = ["Nord", "Süd"][*office];
                    let key = format!("neu{key}");
                    record(change, source, &key, 9, WORDS[*words], &[background])?;
                    change.answers_changed()
                })
                .unwrap(),
            Step::Fill { row, words, slot } => study
                .change(|change| {
                    let key = format!("r{row}");
                    let source = source(change, *time)?;
                    let record = change.find_record(&key)?.expect("the record");
                    change.fill_background(record.id, &[Some("Süd"), Some(["2023", "2024"][row % 2])])?;
                    let answers = change.answers_of(record.id)?;
                    let answer = answers
                        .iter()
                        .find(|answer| answer.question == TEXT)
                        .expect("an answer");
                    let words = WORDS[*words];
                    match answer.verbatim {
                        freitext::survey::Verbatim::Missing(..) => {
                            let key = if *slot == 1 { key } else { format!("{key}.{slot}") };
                            change.fill_missing_answer(answer.id, *slot, words, &units(&key, words))?;
                        }
                        freitext::survey::Verbatim::Given(_) => {
                            change.note_changed_answer(answer.id, source, 3, words)?;
                        }
                    }
                    change.answers_changed()
                })
                .unwrap(),
        }
    }
    assert!(latest(&study).0 > 0);
}

fn all_units(study: &Study) -> Vec<i64> {
    let mut all = Vec::new();
    study
        .walk(&Wanted::default(), |unit| {
            all.push(unit.unit.0);
            Ok(())
        })
        .unwrap();
    all
}

/// What holds of every unit, by its key.
fn holds(path: &Path) -> BTreeMap<String, Verdict<Outcome>> {
    let study = Study::look(path).unwrap();
    let wanted = Wanted {
        codebook: Some("felder"),
        ..Wanted::default()
    };
    let board = Board::of(&study, "felder").unwrap();
    let mut found = BTreeMap::new();
    study
        .walk(&wanted, |unit| {
            let verdict = unit.decision.clone().map(|current| current.outcome);
            let card = board.card(unit.unit).expect("a card");
            assert_eq!(board.verdict(card).map(|said| said.outcome.clone()), verdict);
            found.insert(unit.key.clone(), verdict);
            Ok(())
        })
        .unwrap();
    found
}

fn join(path: &Path, other: &Path) -> freitext::review::Merged {
    let before = std::fs::read(other).unwrap();
    let merged = merge(&mut Study::open(path).unwrap(), other).unwrap();
    assert_eq!(
        std::fs::read(other).unwrap(),
        before,
        "the other file stays as it is"
    );
    merged
}

fn joins_in_either_order(one: &Path, other: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let here = copy(one, &at("hier.freitext"));
    let there = copy(other, &at("dort.freitext"));
    let (forth, back) = (join(&here, other), join(&there, one));
    let sides = |merged: &freitext::review::Merged| {
        let side = |side: freitext::study::Side| (side.both, side.only_here, side.only_there);
        merged
            .lines()
            .iter()
            .map(|line| (line.what.de.clone(), side(line.side)))
            .collect::<Vec<_>>()
    };
    let mirrored: Vec<_> = sides(&back)
        .into_iter()
        .map(|(what, (both, here, there))| (what, (both, there, here)))
        .collect();
    assert_eq!(
        sides(&forth),
        mirrored,
        "each says of the other what the other says"
    );
    let (joined, as_well) = (dump(&here), dump(&there));
    for (left, right) in joined.iter().zip(&as_well) {
        assert_eq!(left, right);
    }
    assert_eq!(joined.len(), as_well.len());
    assert_eq!(holds(&here), holds(&there));

    for again in [other, one, &there] {
        let nothing = join(&here, again);
        assert!(!nothing.is_new(), "{nothing:?}");
        assert_eq!(dump(&here), joined);
    }
    // All that was said in either file stands in the record.
    for file in [one, other] {
        for line in dump(file).iter().filter(|line| line.starts_with("action")) {
            assert!(joined.contains(line), "{line} is lost");
        }
    }
}

fn steps() -> impl Strategy<Value = Vec<(Step, i64)>> {
    prop::collection::vec((step(), 1_000..1_040i64), 0..14)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn copies_of_one_study(before in steps(), one in steps(), other in steps()) {
        let made = Made::new(1);
        does(&made.path, &before);
        let (here, there) = (made.copy("anna.freitext"), made.copy("bert.freitext"));
        does(&here, &one);
        does(&there, &other);
        joins_in_either_order(&here, &there);
    }

    #[test]
    fn studies_made_apart_from_the_same_data(one in steps(), other in steps()) {
        let made = Made::new(1);
        let there = made.folder.path().join("bert.freitext");
        import(&there, 2);
        does(&made.path, &one);
        does(&there, &other);
        joins_in_either_order(&made.path, &there);
    }
}
