//! Taking back and bringing back, and the board that hears of it.

use freitext::review::{Board, Stamp, Status, decide, redo, undo};
use freitext::study::StoredCodebook;
use freitext::survey::{ActionKind, CoderId, CodingLayer, Decision, Outcome, UnitId};
use proptest::prelude::*;

use super::{Made, begun, made};

/// What a coder does.
#[derive(Debug, Clone)]
enum Step {
    /// Units that get an outcome at once.
    Decide(Vec<i64>, Outcome),
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    let outcome = prop_oneof![
        Just(Outcome::Codes(vec!["a".into()])),
        Just(Outcome::Codes(vec!["a".into(), "b".into()])),
        Just(Outcome::NoneFits),
        Just(Outcome::Deferred),
        Just(begun()),
        Just(Outcome::Withdrawn),
    ];
    prop_oneof![
        3 => (prop::collection::btree_set(1..5_i64, 1..3), outcome)
            .prop_map(|(units, outcome)| Step::Decide(units.into_iter().collect(), outcome)),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

fn stored(made: &Made) -> StoredCodebook {
    made.study.codebooks().unwrap().remove(0)
}

/// Does a step; whether there was anything to do.
fn does(made: &mut Made, coder: CoderId, step: &Step) -> bool {
    let codebook = stored(made);
    let done = made.study.change(|change| match step {
        Step::Decide(units, outcome) => {
            let decisions = units
                .iter()
                .map(|unit| Decision::of(UnitId(*unit), outcome.clone()))
                .collect();
            decide(change, &codebook, coder, ActionKind::Decide, decisions, 7)
        }
        Step::Undo => undo(change, &codebook, coder, 7),
        Step::Redo => redo(change, &codebook, coder, 7),
    });
    done.is_ok()
}

/// Unit → what a coder said last.
fn stands(board: &Board, coder: CoderId) -> Vec<Option<Outcome>> {
    let said = |card: &freitext::review::Card| Some(card.said_by(coder, CodingLayer::Own)?.outcome.clone());
    board.cards.iter().map(said).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Against a coder with a stack of whole states, and another one who must not be touched.
    #[test]
    fn undo_and_redo_are_without_limit_and_touch_nobody_else(steps in prop::collection::vec((0..2_usize, step()), 1..25)) {
        let mut made = made(4);
        let coders = made.coders;
        let mut board = Board::of(&made.study, "felder").unwrap();
        let mut states = [vec![vec![None; 4]], vec![vec![None; 4]]];
        let mut undone: [Vec<Vec<Option<Outcome>>>; 2] = [Vec::new(), Vec::new()];
        for (who, step) in &steps {
            let (states, undone) = (&mut states[*who], &mut undone[*who]);
            let expected = match step {
                Step::Decide(units, outcome) => {
                    let mut next = states.last().unwrap().clone();
                    for unit in units {
                        let stands = (*outcome != Outcome::Withdrawn).then(|| outcome.clone());
                        next[*unit as usize - 1] = stands;
                    }
                    states.push(next);
                    undone.clear();
                    true
                }
                Step::Undo if states.len() > 1 => {
                    undone.extend(states.pop());
                    true
                }
                Step::Redo if !undone.is_empty() => {
                    states.extend(undone.pop());
                    true
                }
                Step::Undo | Step::Redo => false,
            };
            prop_assert_eq!(does(&mut made, coders[*who], step), expected);
            board.catch_up(&made.study).unwrap();
        }
        let anew = Board::of(&made.study, "felder").unwrap();
        prop_assert_eq!(&anew.cards, &board.cards, "brought up to date as if read anew");
        for (who, coder) in coders.iter().take(2).enumerate() {
            prop_assert_eq!(&stands(&board, *coder), states[who].last().unwrap());
            let count = |status| board.cards.iter().filter(|card| card.status(*coder) == status).count();
            let tally = board.tally(*coder);
            prop_assert_eq!((tally.decided, tally.deferred), (count(Status::Decided), count(Status::Deferred)));
        }
    }
}

#[test]
fn what_is_asked_for_twice_is_done_once() {
    let mut made = made(2);
    let codebook = stored(&made);
    let [anna, bert, _] = made.coders;
    let stamp = |uid| Stamp {
        moment: 7_000,
        uid: Some(uid),
    };
    let says = |unit, code: &str| vec![Decision::of(UnitId(unit), Outcome::Codes(vec![code.into()]))];
    let mut write = |coder, uid, unit, code| {
        let decisions = says(unit, code);
        made.study.change(|change| {
            decide(
                change,
                &codebook,
                coder,
                ActionKind::Decide,
                decisions,
                stamp(uid),
            )
        })
    };
    let first = write(anna, "one", 1, "a").unwrap();
    assert_eq!(write(anna, "one", 1, "a").unwrap(), first);
    write(anna, "two", 2, "b").unwrap();
    assert!(write(bert, "two", 2, "a").is_err(), "the name is another coder's");

    for _ in 0..3 {
        let undone = made
            .study
            .change(|change| undo(change, &codebook, anna, stamp("three")))
            .unwrap();
        assert_eq!(undone.decisions, [Decision::of(UnitId(2), Outcome::Withdrawn)]);
    }
    let codes = |code: &str| Some(Outcome::Codes(vec![code.into()]));
    board_says(&made, anna, &[codes("a"), None]);
    for _ in 0..2 {
        made.study
            .change(|change| redo(change, &codebook, anna, stamp("four")))
            .unwrap();
    }
    board_says(&made, anna, &[codes("a"), codes("b")]);
}

fn board_says(made: &Made, coder: CoderId, expected: &[Option<Outcome>]) {
    let board = Board::of(&made.study, "felder").unwrap();
    assert_eq!(stands(&board, coder), expected);
}

#[test]
fn what_was_shown_and_what_was_kept_back_is_known_afterwards() {
    let mut made = made(2);
    let codebook = stored(&made);
    let anna = made.coders[0];
    let shown = Decision {
        seen: Some(vec!["a".into(), "b".into()]),
        ..Decision::of(UnitId(1), Outcome::NoneFits)
    };
    let withheld = Decision {
        withheld: Some(vec!["b".into()]),
        ..Decision::of(UnitId(2), Outcome::NoneFits)
    };
    let decisions = vec![shown, withheld];
    made.study
        .change(|change| decide(change, &codebook, anna, ActionKind::Bulk, decisions, 7))
        .unwrap();
    let board = Board::of(&made.study, "felder").unwrap();
    let said = |at: usize| board.cards[at].said_by(anna, CodingLayer::Own).unwrap();
    assert_eq!(
        (said(0).seen.as_deref(), &said(0).withheld),
        (Some(&["a".to_owned(), "b".to_owned()][..]), &None)
    );
    assert_eq!(
        (&said(1).seen, said(1).withheld.as_deref()),
        (&None, Some(&["b".to_owned()][..]))
    );
}
