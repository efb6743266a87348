//! Units on which coders differ come as a queue and are settled; how far coders agree stands beside it.

use freitext::codebook::Codebook;
use freitext::estimate::Undefined;
use freitext::review::{
    Board, DoubleCoding, Rest, Settling, Share, Suggestions, View, agreed_so_far, dispute, settle, stability,
    undo,
};
use freitext::survey::{Alone, CoderId, CodingLayer, Decision, Outcome, Several, UnitId, Verdict};

use super::{CODEBOOK, Made, codes, made};

fn disputed(board: &Board, viewer: CoderId) -> Vec<usize> {
    freitext::review::disputed(&View::new(board, viewer))
}

impl Made {
    fn board_now(&self) -> Board {
        Board::of(&self.study, "felder").unwrap()
    }

    fn in_pairs(&mut self) {
        let double = DoubleCoding {
            share: Share::All,
            coders: vec!["Anna".into(), "Bert".into()],
            each: 2,
            suggestions: Suggestions::Hidden,
            rest: Rest::Anybody,
            seed: 1,
        };
        self.study
            .change(|change| change.state(DoubleCoding::SETTING, &double, 0))
            .unwrap();
        self.state(Several::Identical, Alone::Counts);
    }

    /// Settles a unit as it stands on a board.
    fn settle(&mut self, board: &Board, at: usize, coder: usize, outcome: Outcome) {
        let stored = self.study.codebooks().unwrap().remove(0);
        let compared = dispute(board, &board.cards[at]).codings;
        let settling = Settling {
            unit: board.cards[at].unit,
            outcome,
            memo: "gemeinsam entschieden".into(),
            compared: compared.iter().map(|said| said.uid.to_string()).collect(),
        };
        let coder = self.coders[coder];
        self.study
            .change(|change| settle(change, &stored, coder, settling, 9))
            .unwrap();
    }
}

#[test]
fn what_coders_differ_on_is_queued_settled_and_comes_back_when_somebody_changes_it() {
    let mut made = made(4);
    let [anna, bert, _] = made.coders;
    made.in_pairs();
    for (unit, by_anna, by_bert) in [
        (1, codes(&["a"]), codes(&["b"])),
        (2, codes(&["a", "b"]), codes(&["b", "a"])),
        (3, codes(&["a"]), Outcome::NoneFits),
    ] {
        made.says(1, unit, by_bert);
        made.says(0, unit, by_anna);
    }
    made.says(0, 4, codes(&["a"]));
    let board = made.board_now();
    assert_eq!(disputed(&board, anna), [0, 2]);
    let first = dispute(&board, &board.cards[0]);
    let who: Vec<_> = first.codings.iter().map(|said| said.coder).collect();
    assert_eq!(who, [anna, bert], "by name, whoever came first");
    assert!(first.settled_before.is_none());

    made.settle(&board, 0, 1, codes(&["a", "b"]));
    let board = made.board_now();
    assert_eq!(disputed(&board, anna), [2]);
    assert_eq!(
        board.verdict(&board.cards[0]).map(|said| said.coder),
        Verdict::Settled(bert)
    );

    made.says(0, 1, Outcome::NotCodable);
    let board = made.board_now();
    assert_eq!(disputed(&board, anna), [0, 2], "re-opened");
    let again = dispute(&board, &board.cards[0]);
    assert_eq!(
        again.settled_before.map(|said| &*said.memo),
        Some("gemeinsam entschieden")
    );

    // Undo brings the coding back, and with it what was settled.
    let stored = made.study.codebooks().unwrap().remove(0);
    made.study
        .change(|change| undo(change, &stored, anna, 9))
        .unwrap();
    assert_eq!(disputed(&made.board_now(), anna), [2]);
}

#[test]
fn whoever_is_still_blind_does_not_see_what_others_differ_on() {
    let mut made = made(1);
    let double = DoubleCoding {
        share: Share::All,
        coders: ["Anna", "Bert", "Carla"].map(str::to_owned).to_vec(),
        each: 3,
        suggestions: Suggestions::Shown,
        rest: Rest::Anybody,
        seed: 1,
    };
    let carla = made
        .study
        .change(|change| {
            change.state(DoubleCoding::SETTING, &double, 0)?;
            change.coder("Carla")
        })
        .unwrap();
    made.state(Several::Majority, Alone::Counts);
    made.says(0, 1, codes(&["a"]));
    made.says(1, 1, codes(&["b"]));
    let board = made.board_now();
    assert_eq!(disputed(&board, made.coders[0]), [0]);
    assert_eq!(disputed(&board, carla), [0; 0]);
}

#[test]
fn only_a_coding_can_be_settled_on() {
    let mut made = made(1);
    let stored = made.study.codebooks().unwrap().remove(0);
    let anna = made.coders[0];
    for (outcome, compared) in [
        (Outcome::Deferred, vec!["x".to_owned()]),
        (codes(&[]), vec!["x".to_owned()]),
        (codes(&["a"]), vec![]),
    ] {
        let settling = Settling {
            unit: UnitId(1),
            outcome,
            memo: String::new(),
            compared,
        };
        let refused = made
            .study
            .change(|change| settle(change, &stored, anna, settling, 9));
        assert!(refused.is_err());
    }
}

#[test]
fn merging_codes_ends_a_difference_between_them() {
    let mut made = made(1);
    let anna = made.coders[0];
    made.in_pairs();
    made.says(0, 1, codes(&["a"]));
    made.says(1, 1, codes(&["b"]));
    assert_eq!(made.verdicts()[&1], Verdict::Differ);
    let merged = CODEBOOK.replace("label = \"B\"", "label = \"B\"\nmerged_into = \"a\"");
    let codebook = Codebook::read(&merged, "felder").unwrap();
    made.study
        .change(|change| change.keep_codebook("felder", &codebook, 1))
        .unwrap();
    assert_eq!(made.verdicts()[&1], Verdict::Agreed(codes(&["b"])));
    let board = made.board_now();
    assert_eq!(disputed(&board, anna), [0; 0]);
    assert_eq!(agreed_so_far(&board).all.identical.value(), Some(1.0));
}

/// The sets of `agreement`'s example by hand: {a} {a} · {a,b} {a} · {b} {c}; α with MASI is 7/32.
#[test]
fn agreement_is_of_what_was_said_before_others_could_be_seen() {
    let mut made = made(5);
    made.in_pairs();
    let empty = agreed_so_far(&made.board_now());
    assert_eq!((empty.all.identical.value(), empty.all.alpha.n()), (None, 0));
    for (unit, by_anna, by_bert) in [
        (1, codes(&["a"]), codes(&["a"])),
        (2, codes(&["a", "b"]), codes(&["a"])),
        (3, codes(&["b"]), codes(&["c"])),
    ] {
        made.says(0, unit, by_anna);
        made.says(1, unit, by_bert);
    }
    // Anna alone so far; and one that Bert has put off.
    made.says(0, 4, codes(&["a"]));
    made.says(0, 5, codes(&["a"]));
    made.says(1, 5, Outcome::Deferred);
    let sofar = agreed_so_far(&made.board_now());
    let is = |value: Option<f64>, expected: f64| value.is_some_and(|value| (value - expected).abs() < 1e-12);
    assert!(is(sofar.all.identical.value(), 1.0 / 3.0));
    assert!(is(sofar.all.alpha.value(), 7.0 / 32.0), "{:?}", sofar.all.alpha);
    assert_eq!((sofar.all.alpha.n(), sofar.mended), (3, 0));
    let [(one, other, pair)] = sofar.pairs[..] else {
        panic!("one pair: {:?}", sofar.pairs)
    };
    assert_eq!([one, other], made.coders[..2]);
    assert_eq!(pair, sofar.all);

    // Talked about afterwards: the final coding changes, the agreement of the blind codings does not.
    made.says(1, 2, codes(&["a", "b"]));
    let later = agreed_so_far(&made.board_now());
    assert_eq!((later.all, later.mended), (sofar.all, 1));
    // A slip, taken back at once, is said blind again.
    made.says(1, 3, Outcome::Withdrawn);
    made.says(1, 3, codes(&["b"]));
    assert!(is(
        agreed_so_far(&made.board_now()).all.identical.value(),
        2.0 / 3.0
    ));
}

#[test]
fn a_second_look_that_saw_the_first_is_no_agreement() {
    let mut made = made(1);
    made.says(0, 1, codes(&["a"]));
    made.says(1, 1, codes(&["a"]));
    assert_eq!(agreed_so_far(&made.board_now()).all.identical.n(), 0);
}

#[test]
fn stability_compares_with_what_was_said_before() {
    let mut made = made(3);
    let anna = made.coders[0];
    for unit in 1..=3 {
        made.says(0, unit, codes(&["a"]));
    }
    let again = |made: &mut Made, unit: i64, outcome: Outcome| {
        let decision = Decision {
            layer: CodingLayer::Again,
            ..Decision::of(UnitId(unit), outcome)
        };
        made.acts(0, decision);
    };
    again(&mut made, 1, codes(&["a"]));
    again(&mut made, 2, Outcome::NoneFits);
    // Mended after the second coding.
    made.says(0, 2, Outcome::NoneFits);
    let stable = stability(&made.board_now(), anna);
    assert_eq!((stable.identical.value(), stable.identical.n()), (Some(0.5), 2));
    assert!(stable.alpha.value().is_some());
    assert_eq!(made.verdicts()[&1], Verdict::Agreed(codes(&["a"])));
    let none = stability(&made.board_now(), made.coders[1]);
    assert!(matches!(
        none.alpha,
        freitext::estimate::Estimate::Undefined {
            why: Undefined::NoPairs,
            n: 0
        }
    ));
}
