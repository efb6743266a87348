//! The layer final: what was agreed by the rule of the study, what was settled, and what re-opens it.

use std::collections::BTreeMap;

use freitext::review::{Board, Card};
use freitext::study::{Act, Unsettled, Wanted};
use freitext::survey::{
    ActionKind, Alone, CodingLayer, Decision, FinalRule, Outcome, Several, UnitId, Verdict,
};
use freitext::tables::{self, Selection, View};
use proptest::prelude::*;

use super::{Made, codes, made};

impl Made {
    pub fn state(&mut self, several: Several, alone: Alone) {
        let rule = FinalRule { several, alone };
        self.study
            .change(|change| change.state(FinalRule::SETTING, &rule, 0))
            .unwrap();
    }

    /// A coder's own decision; gives the uid of its action.
    pub fn says(&mut self, coder: usize, unit: i64, outcome: Outcome) -> String {
        self.acts(coder, Decision::of(UnitId(unit), outcome))
    }

    pub fn settles(&mut self, coder: usize, unit: i64, outcome: Outcome, compared: &[&str]) -> String {
        self.acts(
            coder,
            Decision {
                layer: CodingLayer::Final,
                settled: compared.iter().map(|uid| (*uid).to_owned()).collect(),
                ..Decision::of(UnitId(unit), outcome)
            },
        )
    }

    pub fn acts(&mut self, coder: usize, decision: Decision) -> String {
        let (coder, codebook) = (self.coders[coder], self.codebook);
        let act = Act {
            coder,
            codebook,
            kind: ActionKind::Decide,
            undoes: None,
            time: 0,
        };
        self.study
            .change(|change| {
                let action = change.act(&act)?;
                change.decide(&action, &decision)?;
                Ok(action.uid)
            })
            .unwrap()
    }

    pub fn verdicts(&self) -> BTreeMap<i64, Verdict<Outcome>> {
        let wanted = Wanted {
            codebook: Some("felder"),
            ..Wanted::default()
        };
        let mut found = BTreeMap::new();
        self.study
            .walk(&wanted, |unit| {
                let verdict = unit.decision.clone().map(|current| current.outcome);
                found.insert(unit.unit.0, verdict);
                Ok(())
            })
            .unwrap();
        found
    }

    /// The same, as the board has it.
    fn verdicts_on_board(&self) -> BTreeMap<i64, Verdict<Outcome>> {
        let board = Board::of(&self.study, "felder").unwrap();
        let verdict = |card: &Card| board.verdict(card).map(|said| said.outcome.clone());
        board
            .cards
            .iter()
            .map(|card| (card.unit.0, verdict(card)))
            .collect()
    }

    fn verdict(&self) -> Verdict<Outcome> {
        self.verdicts().remove(&1).expect("the first unit")
    }
}

#[test]
fn where_coders_differ_nothing_holds_until_somebody_settles_it() {
    let mut made = made(1);
    made.state(Several::Identical, Alone::Counts);
    let anna = made.says(0, 1, codes(&["a"]));
    assert_eq!(made.verdict(), Verdict::Agreed(codes(&["a"])));
    let bert = made.says(1, 1, codes(&["a", "b"]));
    assert_eq!(made.verdict(), Verdict::Differ);
    assert_eq!(
        made.study.reviewed("felder").unwrap(),
        [],
        "nothing is learned from it"
    );
    assert_eq!(
        made.study.decided_units("felder").unwrap(),
        [UnitId(1)],
        "but nothing is suggested for it either"
    );
    made.settles(0, 1, codes(&["b"]), &[&anna, &bert]);
    assert_eq!(made.verdict(), Verdict::Settled(codes(&["b"])));
    assert_eq!(made.study.reviewed("felder").unwrap()[0].outcome, codes(&["b"]));
}

#[test]
fn a_later_change_re_opens_what_was_settled_and_only_that() {
    let mut made = made(2);
    made.state(Several::Identical, Alone::Counts);
    for unit in [1, 2] {
        let anna = made.says(0, unit, codes(&["a"]));
        let bert = made.says(1, unit, codes(&["b"]));
        made.settles(0, unit, codes(&["a"]), &[&anna, &bert]);
    }
    let settled = Verdict::Settled(codes(&["a"]));
    // The same once more, for a better memo.
    made.says(1, 1, codes(&["b"]));
    assert_eq!(made.verdict(), settled);
    made.says(1, 1, Outcome::NoneFits);
    assert_eq!(made.verdicts()[&1], Verdict::Differ);
    assert_eq!(made.verdicts()[&2], settled);
    // What was compared is said again: the premise stands again.
    made.says(1, 1, codes(&["b"]));
    assert_eq!(made.verdict(), settled);
    made.says(1, 1, Outcome::Withdrawn);
    assert_eq!(
        made.verdict(),
        Verdict::Agreed(codes(&["a"])),
        "Anna alone is left"
    );
}

#[test]
fn taking_a_settlement_back_brings_the_one_before_back() {
    let mut made = made(1);
    made.state(Several::Identical, Alone::Counts);
    let anna = made.says(0, 1, codes(&["a"]));
    let bert = made.says(1, 1, codes(&["b"]));
    made.settles(0, 1, codes(&["a"]), &[&anna, &bert]);
    made.settles(1, 1, Outcome::NotCodable, &[&anna, &bert]);
    assert_eq!(made.verdict(), Verdict::Settled(Outcome::NotCodable));
    made.settles(1, 1, Outcome::Withdrawn, &[]);
    assert_eq!(made.verdict(), Verdict::Settled(codes(&["a"])));
    made.settles(0, 1, Outcome::Withdrawn, &[]);
    assert_eq!(made.verdict(), Verdict::Differ);
}

#[test]
fn a_machine_says_nothing_where_people_differ_or_a_second_is_waited_for() {
    let mut made = made(2);
    made.state(Several::Majority, Alone::Waits);
    made.says(2, 1, codes(&["a"]));
    made.says(0, 1, codes(&["a"]));
    assert_eq!(made.verdict(), Verdict::Waits);
    made.says(1, 1, codes(&["b"]));
    assert_eq!(made.verdict(), Verdict::Differ);
    made.says(2, 2, codes(&["b"]));
    assert_eq!(made.verdicts()[&2], Verdict::Agreed(codes(&["b"])));
}

#[test]
fn tables_say_on_how_many_units_coders_differ() {
    let mut made = made(4);
    made.says(0, 1, codes(&["a"]));
    made.says(1, 1, codes(&["b"]));
    made.says(0, 2, codes(&["a", "b"]));
    made.says(1, 2, codes(&["b", "a"]));
    made.says(0, 3, codes(&["a"]));
    let notices = |made: &Made| {
        let counted = tables::count(&made.study, &Selection::default()).unwrap();
        let whats: Vec<String> = counted.notices.iter().map(|one| one.what.de.clone()).collect();
        let standing = counted.frequencies(&View::default())[0].total.standing;
        (whats, standing.unsettled, standing.reviewed, standing.uncoded)
    };
    let (said, unsettled, reviewed, uncoded) = notices(&made);
    assert_eq!(
        said,
        ["Kodierende sind sich uneins, Einheiten: 1. Dort gilt jeweils die letzte Entscheidung."]
    );
    assert_eq!((unsettled, reviewed, uncoded), (0, 3, 1));

    made.state(Several::Identical, Alone::Waits);
    let (said, unsettled, reviewed, uncoded) = notices(&made);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("Kodierende sind sich uneins, Einheiten: 1. Sie zählen nicht"));
    assert!(said[1].starts_with("Erst von einer Person kodiert, Einheiten: 1."));
    assert_eq!((unsettled, reviewed, uncoded), (2, 1, 1));
    let rule = FinalRule {
        several: Several::Identical,
        alone: Alone::Waits,
    };
    let expected = Unsettled {
        rule,
        ruled: 0,
        differ: 1,
        waiting: 1,
    };
    assert_eq!(made.study.unsettled("felder", None).unwrap(), expected);
}

fn is_open(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Deferred | Outcome::Begun { .. })
}

/// Who (9: settles what stands), unit, outcome.
type Step = (usize, i64, Outcome);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let outcome = prop_oneof![
        Just(codes(&["a"])),
        Just(codes(&["a", "b"])),
        Just(Outcome::NoneFits),
        Just(Outcome::Deferred),
        Just(Outcome::Begun {
            given: vec!["a".into()],
            refused: vec!["b".into()]
        }),
        Just(Outcome::Withdrawn),
    ];
    let who = prop_oneof![Just(0usize), Just(1), Just(9)];
    prop::collection::vec((who, 1..=3i64, outcome), 0..20)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Written down once more, by replaying: a settlement is in force from when it is made until somebody's coding is
    /// neither what it was then nor what was settled, and again when that is mended.
    #[test]
    fn what_holds_is_what_replaying_says(steps in steps()) {
        let mut made = made(3);
        made.state(Several::Identical, Alone::Counts);
        type Standing = BTreeMap<usize, (String, Outcome)>;
        let mut own: BTreeMap<i64, Standing> = BTreeMap::new();
        let mut settled: BTreeMap<i64, (Outcome, Standing)> = BTreeMap::new();
        for (who, unit, outcome) in steps {
            let standing = own.entry(unit).or_default();
            if who == 9 {
                if is_open(&outcome) || outcome == Outcome::Withdrawn {
                    continue;
                }
                let decided: Standing = standing
                    .iter()
                    .filter(|(_, (_, said))| !is_open(said))
                    .map(|(who, said)| (*who, said.clone()))
                    .collect();
                let uids: Vec<&str> = decided.values().map(|(uid, _)| uid.as_str()).collect();
                made.settles(0, unit, outcome.clone(), &uids);
                settled.insert(unit, (outcome, decided));
            } else {
                let uid = made.says(who, unit, outcome.clone());
                if outcome == Outcome::Withdrawn {
                    standing.remove(&who);
                } else {
                    standing.insert(who, (uid, outcome));
                }
            }
        }
        prop_assert_eq!(made.verdicts_on_board(), made.verdicts());
        for (unit, verdict) in made.verdicts() {
            let standing = own.remove(&unit).unwrap_or_default();
            let decided: Vec<&Outcome> = standing
                .values()
                .map(|(_, said)| said)
                .filter(|said| !is_open(said))
                .collect();
            let in_force = settled.get(&unit).filter(|(outcome, then)| {
                let fits = |who: &usize| match (standing.get(who), then.get(who)) {
                    (Some((_, now)), Some((_, then))) => now == then || now == outcome,
                    (Some((_, now)), None) => is_open(now) || now == outcome,
                    (None, then) => then.is_none(),
                };
                [0, 1].iter().all(fits)
            });
            let expected = match (in_force, &decided[..]) {
                (Some((outcome, _)), _) => Verdict::Settled(outcome.clone()),
                (None, []) if standing.is_empty() => Verdict::Nothing,
                (None, []) => {
                    let said: Vec<&Outcome> = standing.values().map(|(_, said)| said).collect();
                    let put_off = said.iter().find(|said| ***said == Outcome::Deferred);
                    Verdict::Agreed((*put_off.unwrap_or(&said[0])).clone())
                }
                (None, [one]) => Verdict::Agreed((*one).clone()),
                (None, [one, other]) if one == other => Verdict::Agreed((*one).clone()),
                (None, _) => Verdict::Differ,
            };
            prop_assert_eq!(verdict, expected, "unit {}", unit);
        }
    }
}

#[test]
fn one_coder_s_table_is_that_coder_s_own_coding() {
    let mut made = made(1);
    let anna = made.says(0, 1, codes(&["a"]));
    let bert = made.says(1, 1, codes(&["b"]));
    made.settles(0, 1, codes(&["b"]), &[&anna, &bert]);
    let holding = made.holding(Some(&super::coder(0)));
    assert_eq!(holding[&1].1, codes(&["a"]));
}
