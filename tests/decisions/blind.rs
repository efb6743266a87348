//! Double coding: who has to code what, and what a coder may see of it.

use std::collections::BTreeSet;

use freitext::review::{
    Board, Card, CodingAgain, DoubleCoding, Rest, Sample, Share, Sight, Suggestions, due_again,
};
use freitext::study::{Act, NewRun, Suggestion};
use freitext::survey::{
    ActionKind, Alone, CoderId, CodingLayer, Decision, Outcome, Several, UnitId, Verdict,
};

use super::{Made, codes, made};

impl Made {
    fn states_double(&mut self, share: Share, suggestions: Suggestions, rest: Rest) {
        let double = DoubleCoding {
            share,
            coders: vec!["Anna".into(), "Bert".into()],
            each: 2,
            suggestions,
            rest,
            seed: 1,
        };
        double.check(&[]).unwrap();
        self.study
            .change(|change| change.state(DoubleCoding::SETTING, &double, 0))
            .unwrap();
    }

    fn suggests(&mut self, unit: i64) {
        let codebook = self.codebook;
        self.study
            .change(|change| {
                let run = change.begin_run(&NewRun {
                    method: "rules",
                    codebook,
                    settings: "{}".into(),
                    analysis: "test".into(),
                    time: 0,
                })?;
                change.suggest(
                    run,
                    &Suggestion {
                        unit: UnitId(unit),
                        code: 0,
                        score: 0.9,
                        origin: None,
                        evidence: Vec::new(),
                    },
                )
            })
            .unwrap();
    }

    fn board(&self) -> Board {
        Board::of(&self.study, "felder").unwrap()
    }
}

/// Places that are open for a coder.
fn open(board: &Board, coder: CoderId) -> BTreeSet<usize> {
    let is_open = |at: &usize| board.is_open(&board.cards[*at], coder);
    (0..board.cards.len()).filter(is_open).collect()
}

/// Whose codings are shown, and how many suggestions.
fn shown(board: &Board, at: usize, coder: CoderId) -> (Vec<CoderId>, usize) {
    let shown = board.shown(&board.cards[at], coder);
    let coders = shown.said.iter().map(|said| said.coder).collect();
    (coders, shown.suggestions.len())
}

#[test]
fn whoever_codes_with_others_is_blind_until_the_own_decision() {
    let mut made = made(2);
    let [anna, bert, machine] = made.coders;
    made.suggests(1);
    made.states_double(Share::All, Suggestions::Hidden, Rest::Anybody);
    made.says(0, 1, codes(&["a"]));
    made.says(2, 1, codes(&["b"]));

    let board = made.board();
    assert_eq!(shown(&board, 0, anna), (vec![anna, machine], 1));
    assert_eq!(
        shown(&board, 0, bert),
        (vec![], 0),
        "not even what the machine accepted"
    );
    assert_eq!(board.shown(&board.cards[0], bert).verdict, Verdict::Nothing);
    assert_eq!((board.blind(bert), board.blind(anna)), (1, 0));

    // Putting off is no decision.
    made.says(1, 1, Outcome::Deferred);
    let board = made.board();
    assert_eq!(shown(&board, 0, bert), (vec![bert], 0));
    assert_eq!(board.sight(&board.cards[0], bert), Sight::Own);

    made.says(1, 1, codes(&["b"]));
    let board = made.board();
    assert_eq!(shown(&board, 0, bert).0.len(), 3);
    assert_eq!(board.blind(bert), 0);

    made.says(1, 1, Outcome::Withdrawn);
    let board = made.board();
    assert_eq!(shown(&board, 0, bert), (vec![], 0), "taken back is blind again");
}

#[test]
fn suggestions_are_shown_to_the_blind_where_the_study_says_so() {
    let mut made = made(1);
    let bert = made.coders[1];
    made.suggests(1);
    made.says(0, 1, codes(&["a"]));
    made.states_double(Share::All, Suggestions::Shown, Rest::Anybody);
    let board = made.board();
    assert_eq!(board.sight(&board.cards[0], bert), Sight::OwnAndSuggestions);
    assert_eq!(shown(&board, 0, bert), (vec![], 1));
}

#[test]
fn answers_that_say_the_same_do_not_give_it_away() {
    let mut made = made(40);
    let [anna, bert, _] = made.coders;
    made.states_double(Share::Random { percent: 50 }, Suggestions::Hidden, Rest::Anybody);
    let board = made.board();
    let at = |several: bool| {
        let found = board
            .cards
            .iter()
            .position(|card| card.people.are_several() == several);
        found.expect("a unit of either kind")
    };
    let (double, single) = (at(true), at(false));
    made.says(0, board.cards[single].unit.0, codes(&["a"]));
    let board = made.board();
    let (double, single) = (&board.cards[double], &board.cards[single]);
    assert_eq!(single.twin, double.twin);
    assert_eq!(board.shown(single, bert).said.len(), 1);
    assert_eq!(board.shown_beside(single, double, bert).said.len(), 0);
    assert_eq!(board.shown_beside(single, double, anna).said.len(), 1);
}

#[test]
fn everybody_gets_what_is_theirs_to_code_and_copies_agree() {
    let mut made = made(200);
    let [anna, bert, _] = made.coders;
    made.states_double(Share::Random { percent: 25 }, Suggestions::Hidden, Rest::Divided);
    let board = made.board();
    let of = |coder| -> BTreeSet<usize> { open(&board, coder) };
    let (of_anna, of_bert) = (of(anna), of(bert));
    let both: BTreeSet<usize> = &of_anna & &of_bert;
    let several: BTreeSet<usize> = (0..200)
        .filter(|at| board.cards[*at].people.are_several())
        .collect();
    assert_eq!(both, several);
    assert!((30..=70).contains(&both.len()), "{}", both.len());
    assert_eq!((&of_anna | &of_bert).len(), 200);
    // What belongs to everybody is open until somebody has decided; what several code stays open for the other.
    made.states_double(Share::Nothing, Suggestions::Hidden, Rest::Anybody);
    made.says(0, 1, codes(&["a"]));
    let board = made.board();
    assert!(!open(&board, bert).contains(&0));
    made.state(Several::Identical, Alone::Waits);
    let board = made.board();
    assert!(open(&board, bert).contains(&0), "a second is waited for");
    made.states_double(Share::All, Suggestions::Hidden, Rest::Anybody);
    made.state(Several::Identical, Alone::Counts);
    let mut board = made.board();
    assert!(open(&board, bert).contains(&0));
    made.says(1, 1, codes(&["b"]));
    board.catch_up(&made.study).unwrap();
    assert!(!open(&board, bert).contains(&0));
}

#[test]
fn a_sample_comes_again_after_some_time_and_only_once() {
    let mut made = made(300);
    let anna = made.coders[0];
    let day = 24 * 60 * 60;
    let act = |made: &mut Made, units: &[i64], layer: CodingLayer, time: i64| {
        let act = Act {
            coder: anna,
            codebook: made.codebook,
            kind: ActionKind::Decide,
            undoes: None,
            time,
        };
        let change = |change: &freitext::study::Change<'_>| {
            let action = change.act(&act)?;
            for unit in units {
                let decision = Decision::of(UnitId(*unit), codes(&["a"]));
                change.decide(&action, &Decision { layer, ..decision })?;
            }
            Ok(())
        };
        made.study.change(change).unwrap();
    };
    let state = |made: &mut Made, sample: Sample| {
        let again = CodingAgain {
            sample,
            least_days: 14,
            seed: 3,
        };
        again.check().unwrap();
        made.study
            .change(|change| change.state(CodingAgain::SETTING, &again, 0))
            .unwrap();
    };
    let all: Vec<i64> = (1..=200).collect();
    act(&mut made, &all, CodingLayer::Own, 10 * day);
    assert_eq!(
        due_again(&made.board(), anna, 100 * day),
        [0; 0],
        "nothing is stated"
    );
    state(&mut made, Sample::Percent(20));
    assert_eq!(due_again(&made.board(), anna, 24 * day - 1), [0; 0], "too early");
    let due = due_again(&made.board(), anna, 24 * day);
    assert!((25..=55).contains(&due.len()), "{}", due.len());
    assert!(due.iter().all(|at| *at < 200), "only what was coded");

    let board = made.board();
    let unit = |at: &usize| -> i64 { card_unit(&board.cards[*at]) };
    act(&mut made, &[unit(&due[0])], CodingLayer::Again, 24 * day);
    assert_eq!(due_again(&made.board(), anna, 24 * day), due[1..]);

    state(&mut made, Sample::Number(5));
    let now_due = due_again(&made.board(), anna, 24 * day);
    assert_eq!(now_due.len(), 4, "one is done");
    assert_eq!(due_again(&made.board(), made.coders[1], 24 * day), [0; 0]);
}

fn card_unit(card: &Card) -> i64 {
    card.unit.0
}
