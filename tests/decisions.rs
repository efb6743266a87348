//! Which decision holds: people before machines, the latest of each coder, and nothing that was taken back.

use std::collections::BTreeMap;

use freitext::codebook::Codebook;
use freitext::study::{NewRecord, NewSource, Study, Wanted};
use freitext::survey::{CodebookId, Coder, CoderId, CoderKind, Decision, Outcome, Picked, Span, UnitId};
use proptest::prelude::*;

const CODEBOOK: &str = "format = 1\ntitle = \"Felder\"\nversion = \"1\"\nlanguage = \"de\"\n\n\
    [[code]]\nid = \"a\"\nvalue = 1\nlabel = \"A\"\n\n[[code]]\nid = \"b\"\nvalue = 2\nlabel = \"B\"\n";

/// A study with `units` answers, a codebook, and the coders Anna, Bert and the machine Anna.
struct Made {
    _folder: tempfile::TempDir,
    study: Study,
    codebook: CodebookId,
    coders: [CoderId; 3],
}

fn made(units: u64) -> Made {
    let folder = tempfile::tempdir().unwrap();
    let mut draft = Study::draft(&folder.path().join("studie.freitext")).unwrap();
    let (codebook, coders) = draft
        .study()
        .change(|change| {
            let source = change.add_source(&NewSource {
                file_name: "a.csv".into(),
                settings: "{}".into(),
                time: 0,
            })?;
            let question = change.question("text", "")?;
            for row in 1..=units {
                let key = row.to_string();
                let record = NewRecord {
                    key: &key,
                    respondent: change.respondent(&key)?,
                    source,
                    row,
                    background: &[],
                };
                let record = change.add_record(&record)?.expect("a new record");
                let answer = change.add_answer(record, question, 1, None, "Kurse")?;
                change.add_unit(answer, Span::new(0, 5), None)?;
            }
            let codebook = Codebook::read(CODEBOOK, "felder").expect("a codebook");
            let codebook = change.keep_codebook("felder", &codebook, 0)?;
            let coders = [
                change.coder("Anna")?,
                change.coder("Bert")?,
                change.machine("Anna")?,
            ];
            Ok((codebook, coders))
        })
        .unwrap();
    Made {
        study: draft.keep().unwrap(),
        _folder: folder,
        codebook,
        coders,
    }
}

/// Unit, coder (2 is the machine), outcome, how the unit was picked.
type Step = (i64, usize, Outcome, Picked);

impl Made {
    fn decide(&mut self, steps: &[Step]) {
        let (codebook, coders) = (self.codebook, self.coders);
        self.study
            .change(|change| {
                for (unit, coder, outcome, picked) in steps {
                    change.decide(&Decision {
                        unit: UnitId(*unit),
                        codebook,
                        coder: coders[*coder],
                        outcome: outcome.clone(),
                        memo: String::new(),
                        time: 0,
                        picked: *picked,
                    })?;
                }
                Ok(())
            })
            .unwrap();
    }

    /// Unit → coder and outcome that hold.
    fn holding(&self, coder: Option<&Coder>) -> BTreeMap<i64, (Coder, Outcome)> {
        let wanted = Wanted {
            codebook: Some("felder"),
            coder,
            ..Wanted::default()
        };
        let mut found = BTreeMap::new();
        self.study
            .walk(&wanted, |unit| {
                let current = unit.decision.clone();
                found.extend(current.map(|current| (unit.unit.0, (current.coder, current.outcome))));
                Ok(())
            })
            .unwrap();
        found
    }
}

fn coder(at: usize) -> Coder {
    let (kind, name) = [
        (CoderKind::Person, "Anna"),
        (CoderKind::Person, "Bert"),
        (CoderKind::Machine, "Anna"),
    ][at];
    Coder {
        kind,
        name: name.into(),
    }
}

fn codes(ids: &[&str]) -> Outcome {
    Outcome::Codes(ids.iter().map(|id| (*id).to_owned()).collect())
}

#[test]
fn a_machine_never_hides_what_a_person_decided() {
    let mut made = made(3);
    made.decide(&[
        (1, 0, codes(&["a"]), Picked::Random),
        (1, 2, codes(&["b"]), Picked::Unknown),
        (2, 2, codes(&["b"]), Picked::Unknown),
        (3, 2, codes(&["b"]), Picked::Unknown),
        (3, 1, Outcome::Deferred, Picked::Chosen),
    ]);
    let holding = made.holding(None);
    assert_eq!(holding[&1], (coder(0), codes(&["a"])));
    assert_eq!(holding[&2], (coder(2), codes(&["b"])));
    assert_eq!(holding[&3], (coder(1), Outcome::Deferred));
    // What the machine accepted is still open for review, and so is what a person put off.
    assert_eq!(made.study.decided_units("felder").unwrap(), [UnitId(1)]);
    assert_eq!(
        made.study.coders("felder").unwrap(),
        [coder(0), coder(1), coder(2)]
    );
}

#[test]
fn what_is_taken_back_lets_what_others_decided_hold_again() {
    let mut made = made(1);
    made.decide(&[
        (1, 2, codes(&["b"]), Picked::Unknown),
        (1, 1, codes(&["b"]), Picked::Unknown),
        (1, 0, codes(&["a"]), Picked::Random),
        (1, 0, Outcome::Withdrawn, Picked::Unknown),
    ]);
    assert_eq!(made.holding(None)[&1], (coder(1), codes(&["b"])));
    assert_eq!(made.holding(Some(&coder(0))), BTreeMap::new());
    made.decide(&[(1, 1, Outcome::Withdrawn, Picked::Unknown)]);
    assert_eq!(made.holding(None)[&1], (coder(2), codes(&["b"])));
    assert_eq!(made.study.decided_units("felder").unwrap(), []);
    made.decide(&[(1, 2, Outcome::Withdrawn, Picked::Unknown)]);
    assert_eq!(made.holding(None), BTreeMap::new());
}

#[test]
fn coming_back_to_a_unit_does_not_change_how_it_was_picked() {
    let mut made = made(2);
    made.decide(&[
        (1, 2, codes(&["a"]), Picked::Unknown),
        (1, 0, Outcome::Deferred, Picked::Random),
        (1, 0, codes(&["b"]), Picked::Chosen),
        (2, 1, codes(&["b"]), Picked::Chosen),
        (2, 0, codes(&["a"]), Picked::Random),
    ]);
    let reviewed = made.study.reviewed("felder").unwrap();
    let picked: Vec<_> = reviewed
        .iter()
        .map(|one| (one.unit.0, one.outcome.clone(), one.picked))
        .collect();
    assert_eq!(
        picked,
        [
            (1, codes(&["b"]), Picked::Random),
            (2, codes(&["a"]), Picked::Chosen)
        ]
    );
}

/// The rule, word by word: of each coder the latest; what is withdrawn drops out; people before machines; the latest.
fn by_the_rule(steps: &[Step], only: Option<usize>) -> BTreeMap<i64, (Coder, Outcome)> {
    let mut holding = BTreeMap::new();
    for unit in steps.iter().map(|step| step.0) {
        let mut latest: Vec<(usize, &Step)> = Vec::new();
        for who in 0..3 {
            let mut of_coder = steps
                .iter()
                .enumerate()
                .filter(|(_, step)| step.0 == unit && step.1 == who && only.is_none_or(|only| only == who));
            latest.extend(of_coder.next_back());
        }
        latest.retain(|(_, step)| step.2 != Outcome::Withdrawn);
        latest.sort_by_key(|(at, step)| (step.1 == 2, std::cmp::Reverse(*at)));
        if let Some((_, step)) = latest.first() {
            holding.insert(unit, (coder(step.1), step.2.clone()));
        }
    }
    holding
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let outcome = prop_oneof![
        Just(codes(&["a"])),
        Just(codes(&["a", "b"])),
        Just(Outcome::NoneFits),
        Just(Outcome::NotCodable),
        Just(Outcome::Deferred),
        Just(Outcome::Withdrawn),
    ];
    let picked = prop_oneof![Just(Picked::Random), Just(Picked::Chosen), Just(Picked::Unknown)];
    prop::collection::vec((1..=4i64, 0..3usize, outcome, picked), 0..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn replaying_all_decisions_gives_what_holds(steps in steps()) {
        let mut made = made(4);
        made.decide(&steps);
        prop_assert_eq!(made.holding(None), by_the_rule(&steps, None));
        for who in 0..3 {
            prop_assert_eq!(made.holding(Some(&coder(who))), by_the_rule(&steps, Some(who)));
        }
        let of_people: Vec<Step> = steps.iter().filter(|step| step.1 < 2).cloned().collect();
        let decided: Vec<(UnitId, Outcome)> = by_the_rule(&of_people, None)
            .into_iter()
            .filter(|(_, (_, outcome))| *outcome != Outcome::Deferred)
            .map(|(unit, (_, outcome))| (UnitId(unit), outcome))
            .collect();
        let reviewed = made.study.reviewed("felder").unwrap();
        for one in &reviewed {
            let first = of_people.iter().find(|step| step.0 == one.unit.0).map(|step| step.3);
            prop_assert_eq!(Some(one.picked), first);
        }
        let reviewed: Vec<(UnitId, Outcome)> =
            reviewed.into_iter().map(|one| (one.unit, one.outcome)).collect();
        prop_assert_eq!(&reviewed, &decided);
        let units: Vec<UnitId> = decided.into_iter().map(|(unit, _)| unit).collect();
        prop_assert_eq!(made.study.decided_units("felder").unwrap(), units);

        let (codebook, coders) = (made.codebook, made.coders);
        made.study.change(|change| {
            for unit in 1..=4 {
                for (who, id) in coders.into_iter().enumerate() {
                    let latest = change.latest_decision(UnitId(unit), codebook, id)?;
                    let expected = by_the_rule(&steps, Some(who)).remove(&unit).map(|(_, outcome)| outcome);
                    assert_eq!(latest, expected);
                }
            }
            Ok(())
        }).unwrap();
    }
}
