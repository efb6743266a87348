//! Which decision holds: people before machines, the latest of each coder, and nothing that was taken back.

use std::collections::BTreeMap;

use freitext::survey::{Coder, Outcome, Picked, UnitId};
use proptest::prelude::*;

use super::{Step, begun, coder, codes, made};

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

#[test]
fn what_is_only_begun_is_no_coding_and_hides_none() {
    let mut made = made(2);
    made.decide(&[
        (1, 1, codes(&["b"]), Picked::Unknown),
        (1, 0, begun(), Picked::Chosen),
        (2, 2, codes(&["b"]), Picked::Unknown),
        (2, 0, begun(), Picked::Chosen),
    ]);
    assert_eq!(made.holding(None)[&1], (coder(1), codes(&["b"])));
    // The machine may have accepted what the person has refused.
    assert_eq!(made.holding(None)[&2], (coder(0), begun()));
    assert_eq!(made.study.decided_units("felder").unwrap(), [UnitId(1)]);
}

/// The rule, word by word: of each coder the latest; what is withdrawn drops out; people before machines; whole codings
/// before begun ones; the latest.
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
        latest.sort_by_key(|(at, step)| (step.1 == 2, step.2 == begun(), std::cmp::Reverse(*at)));
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
        Just(begun()),
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
            .filter(|(_, (_, outcome))| *outcome != Outcome::Deferred && *outcome != begun())
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
