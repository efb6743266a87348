//! A change for many units is told before it is made, and taken back as one.

use freitext::review::{Board, Edit, Left, Plan, Say, Turn, decide, undo};
use freitext::survey::{ActionKind, CodingLayer, Outcome};
use proptest::prelude::*;

use super::{ANNA, BERT, CODEBOOK, Made, begun, codes, made, row};

/// 1 a|b · 2 a, coded b · 3 nothing · 4 missing · 5 a|b, a refused · 6 b, none fits.
fn six() -> Made {
    let mut made = made(
        CODEBOOK,
        &[
            row("eins", "", &[(0, 0.9), (1, 0.9)]),
            row("zwei", "", &[(0, 0.9)]),
            row("drei", "", &[]),
            row("k. A.", "", &[]),
            row("fünf", "", &[(0, 0.9), (1, 0.9)]),
            row("sechs", "", &[(1, 0.9)]),
        ],
    );
    made.say(
        ANNA,
        &[
            (2, codes(&["b"])),
            (5, begun(&[], &["a"])),
            (6, Outcome::NoneFits),
        ],
    );
    made
}

fn plan(made: &Made, edit: &Edit) -> Plan {
    let board = made.board();
    let all: Vec<usize> = (0..board.cards.len()).collect();
    made.view(&board, ANNA).plan(&all, edit)
}

fn writes(plan: &Plan) -> Vec<(i64, Outcome)> {
    let write = |write: &freitext::review::Write| (write.decision.unit.0, write.decision.outcome.clone());
    plan.writes.iter().map(write).collect()
}

#[test]
fn suggestions_are_accepted_where_nothing_was_decided() {
    let plan = plan(&six(), &Edit::Accept);
    assert_eq!(writes(&plan), [(1, codes(&["a", "b"])), (5, codes(&["b"]))]);
    let left = Left {
        missing: 1,
        whole: 2,
        nothing: 1,
        others: 0,
    };
    assert_eq!((plan.left, plan.unchanged), (left, 0));
    assert_eq!((plan.count(Turn::First), plan.count(Turn::Changed)), (2, 0));
    let given: Vec<usize> = plan.codes.iter().map(|turnover| turnover.given).collect();
    assert_eq!(given, [1, 2, 0, 0]);
    assert_eq!(plan.writes[0].decision.seen.as_deref().unwrap(), ["a", "b"]);
}

#[test]
fn a_code_is_given_and_what_else_is_suggested_stays_to_be_answered() {
    let plan = plan(&six(), &Edit::Judge(2, Say::Yes));
    assert_eq!(
        writes(&plan),
        [
            (1, begun(&["c"], &[])),
            (2, codes(&["b", "c"])),
            (3, codes(&["c"])),
            (5, begun(&["c"], &["a"])),
            (6, codes(&["c"])),
        ]
    );
    assert_eq!(
        [Turn::First, Turn::Changed, Turn::Open].map(|turn| plan.count(turn)),
        [1, 2, 2]
    );
    assert_eq!((plan.codes[2].given, plan.left.missing), (5, 1));
}

#[test]
fn a_code_is_taken_where_it_stands_or_is_suggested() {
    let plan = plan(&six(), &Edit::Judge(1, Say::No));
    assert_eq!(
        writes(&plan),
        [
            (1, begun(&[], &["b"])),
            (2, begun(&[], &["b"])),
            (5, begun(&[], &["a", "b"]))
        ]
    );
    assert_eq!(plan.codes[1].taken, 1);
    assert_eq!(
        (plan.unchanged, plan.left.nothing),
        (1, 1),
        "6 has none; 3 was never proposed it"
    );
}

#[test]
fn what_was_begun_is_finished_and_the_rest_refused() {
    let mut made = six();
    made.say(ANNA, &[(1, begun(&["b"], &[]))]);
    let plan = plan(&made, &Edit::Finish);
    assert_eq!(writes(&plan), [(1, codes(&["b"]))]);
    assert_eq!(plan.left.nothing, 2, "nothing was given to 3 and 5");
}

#[test]
fn outcomes_are_set_and_taken_back() {
    let made = six();
    let none = plan(&made, &Edit::Set(Outcome::NoneFits));
    assert_eq!(none.writes.len(), 4);
    assert_eq!((none.unchanged, none.codes[1].taken), (1, 1));
    let back = plan(&made, &Edit::Withdraw);
    assert_eq!(
        writes(&back).iter().map(|write| write.0).collect::<Vec<_>>(),
        [2, 5, 6]
    );
    assert_eq!((back.count(Turn::Withdrawn), back.unchanged), (3, 3));
}

#[test]
fn what_others_have_decided_is_not_taken_over_but_may_be_corrected() {
    let mut made = six();
    made.say(
        BERT,
        &[(1, codes(&["a"])), (3, codes(&["a"])), (5, Outcome::Deferred)],
    );
    let accepted = plan(&made, &Edit::Accept);
    assert_eq!(writes(&accepted), [(5, codes(&["b"]))]);
    assert_eq!((accepted.left.others, accepted.beside), (2, 0));
    let set = plan(&made, &Edit::Set(codes(&["a"])));
    assert_eq!((set.writes.len(), set.beside), (5, 0), "the same as Bert");
    assert_eq!(plan(&made, &Edit::Set(Outcome::NotCodable)).beside, 2);
}

fn edit() -> impl Strategy<Value = Edit> {
    let outcome = prop_oneof![
        Just(Outcome::NoneFits),
        Just(Outcome::NotCodable),
        Just(Outcome::Deferred),
        Just(codes(&["a", "c"])),
    ];
    prop_oneof![
        3 => (0..4_usize, prop::bool::ANY)
            .prop_map(|(code, yes)| Edit::Judge(code, if yes { Say::Yes } else { Say::No })),
        2 => Just(Edit::Accept),
        1 => Just(Edit::Finish),
        2 => outcome.prop_map(Edit::Set),
        1 => Just(Edit::Withdraw),
    ]
}

/// What the coders have said of each unit.
fn stands(board: &Board, made: &Made) -> Vec<[Option<Outcome>; 2]> {
    let said = |card: &freitext::review::Card, who: usize| {
        let said = card.said_by(made.coders[who], CodingLayer::Own);
        said.map(|said| said.outcome.clone())
    };
    board
        .cards
        .iter()
        .map(|card| [ANNA, BERT].map(|who| said(card, who)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_told_is_what_is_done_and_undo_brings_all_of_it_back(
        steps in prop::collection::vec((0..2_usize, edit(), prop::collection::btree_set(0..6_usize, 0..6)), 1..6),
    ) {
        let mut made = six();
        for (who, edit, places) in steps {
            let board = made.board();
            let places: Vec<usize> = places.into_iter().collect();
            let plan = made.view(&board, who).plan(&places, &edit);
            let before = stands(&board, &made);
            let told = plan.writes.len() + plan.unchanged + plan.left.missing + plan.left.others
                + plan.left.whole + plan.left.nothing;
            prop_assert_eq!(told, places.len(), "every unit is told of once");
            let turned = [Turn::First, Turn::Changed, Turn::Open, Turn::Withdrawn].map(|turn| plan.count(turn));
            prop_assert_eq!(turned.iter().sum::<usize>(), plan.writes.len());
            if plan.is_empty() {
                continue;
            }
            made.act(who, ActionKind::Bulk, plan.decisions());

            let after_board = made.board();
            let after = stands(&after_board, &made);
            let mut expected = before.clone();
            for write in &plan.writes {
                prop_assert_eq!(&write.before, &before[write.place][who]);
                let outcome = &write.decision.outcome;
                expected[write.place][who] = (*outcome != Outcome::Withdrawn).then(|| outcome.clone());
                prop_assert_ne!(&expected[write.place], &before[write.place], "nothing is written in vain");
            }
            prop_assert_eq!(&after, &expected);
            // Counted anew from what stands.
            let has = |said: &Option<Outcome>, id: &str| said.iter().any(|said| said.given().iter().any(|one| one == id));
            for (code, turnover) in ["a", "b", "c", "c1"].into_iter().zip(&plan.codes) {
                let pairs = || before.iter().zip(&after).map(|(before, after)| (has(&before[who], code), has(&after[who], code)));
                prop_assert_eq!(turnover.given, pairs().filter(|pair| *pair == (false, true)).count());
                prop_assert_eq!(turnover.taken, pairs().filter(|pair| *pair == (true, false)).count());
            }
            let again = made.view(&after_board, who).plan(&places, &edit);
            prop_assert!(again.is_empty(), "done twice is done once: {:?}", again.writes);

            let codebook = made.study.codebooks().unwrap().remove(0);
            let coder = made.coders[who];
            made.study.change(|change| undo(change, &codebook, coder, 8)).unwrap();
            prop_assert_eq!(stands(&made.board(), &made), before);
            made.study.change(|change| decide(change, &codebook, coder, ActionKind::Bulk, plan.decisions(), 9)).unwrap();
        }
    }

    /// What is told twice is the same; what rests on something else is not.
    #[test]
    fn a_digest_tells_plans_apart(one in edit(), other in edit()) {
        let made = six();
        let (first, second) = (plan(&made, &one), plan(&made, &other));
        prop_assert_eq!(first.digest(), plan(&made, &one).digest());
        prop_assert_eq!(first.digest() == second.digest(), first.writes == second.writes);
    }
}
