//! Answers that say the same.

use freitext::review::{Leaving, LeftDifferent, Settling, settle};
use freitext::survey::{FinalRule, Outcome, UnitId};

use super::{ANNA, BERT, CODEBOOK, Made, begun, codes, made, row};

#[test]
fn answers_that_say_the_same_are_told_with_how_they_are_coded() {
    let mut made = made(
        CODEBOOK,
        &[
            row("Kurse", "", &[]),
            row("kurse!", "", &[]),
            row("Bau", "", &[]),
            row("KURSE", "", &[]),
            row("bau", "", &[]),
            row("Licht", "", &[]),
        ],
    );
    made.say(
        ANNA,
        &[
            (1, codes(&["a"])),
            (2, codes(&["a", "b"])),
            (4, begun(&["b"], &[])),
        ],
    );
    made.say(BERT, &[(1, codes(&["a"])), (3, Outcome::NotCodable)]);
    let board = made.board();
    let view = made.view(&board, ANNA);
    let groups = view.same();
    let places: Vec<&[usize]> = groups.iter().map(|group| &group.places[..]).collect();
    assert_eq!(places, [&[0, 1, 3][..], &[2, 4]]);

    let kurse = &groups[0];
    assert!(kurse.is_coded_differently());
    assert!(!kurse.is_begun(), "which of the two?");
    let variants: Vec<_> = kurse
        .variants
        .iter()
        .map(|one| (one.outcome.clone(), one.said.len()))
        .collect();
    assert_eq!(variants, [(codes(&["a"]), 2), (codes(&["a", "b"]), 1)]);
    assert_eq!(kurse.open, [3], "what was begun is open");

    let bau = &groups[1];
    assert!(!bau.is_coded_differently());
    assert!(bau.is_begun());
    assert_eq!(bau.variants[0].outcome, Outcome::NotCodable);
    assert_eq!(bau.open, [4], "what others have decided is not open");
}

fn streets(coders: &str) -> Made {
    let mut made = made(CODEBOOK, &[row("Straße", "", &[]), row("strasse", "", &[])]);
    let state = |change: &freitext::study::Change<'_>| {
        let rule: FinalRule = serde_json::from_str(coders).unwrap();
        change.state(FinalRule::SETTING, &rule, 1)
    };
    made.study.change(state).unwrap();
    made
}

fn is_coded_differently(made: &Made) -> bool {
    let board = made.board();
    made.view(&board, ANNA).same()[0].is_coded_differently()
}

#[test]
fn two_coders_who_differ_on_one_answer_are_a_disagreement_and_no_more() {
    let mut made = streets(r#"{"several": "identical"}"#);
    made.say(ANNA, &[(1, codes(&["a"])), (2, codes(&["a"]))]);
    made.say(BERT, &[(1, codes(&["b"]))]);
    assert!(!is_coded_differently(&made));
    made.say(BERT, &[(2, codes(&["a"]))]);
    assert!(is_coded_differently(&made), "Bert has coded them unlike");
}

#[test]
fn what_holds_may_not_differ_whoever_said_it() {
    let mut made = streets("{}");
    made.say(ANNA, &[(1, codes(&["a"]))]);
    made.say(BERT, &[(2, codes(&["b"]))]);
    assert!(is_coded_differently(&made));
    made.say(BERT, &[(2, codes(&["a"]))]);
    assert!(!is_coded_differently(&made));
}

#[test]
fn what_was_settled_alike_is_alike() {
    let mut made = streets(r#"{"several": "identical"}"#);
    made.say(ANNA, &[(1, codes(&["a"])), (2, codes(&["b"]))]);
    made.say(BERT, &[(1, codes(&["b"])), (2, codes(&["b"]))]);
    assert!(is_coded_differently(&made), "Anna has coded them unlike");
    let board = made.board();
    let settling = Settling {
        unit: UnitId(1),
        outcome: codes(&["b"]),
        memo: String::new(),
        compared: board.cards[0].own().map(|said| said.uid.to_string()).collect(),
    };
    let (codebook, bert) = (board.codebook.clone(), made.coders[BERT]);
    made.study
        .change(|change| settle(change, &codebook, bert, settling, 9))
        .unwrap();
    assert!(!is_coded_differently(&made));
    let board = made.board();
    let group = &made.view(&board, ANNA).same()[0];
    assert_eq!(group.variants.len(), 1);
}

#[test]
fn a_group_is_left_until_it_is_coded_in_yet_another_way() {
    let mut made = streets("{}");
    made.say(ANNA, &[(1, codes(&["a"])), (2, codes(&["b"]))]);
    let leaving = |made: &Made| {
        let board = made.board();
        let view = made.view(&board, BERT);
        Leaving::of(&view, &view.same()[0]).unwrap()
    };
    let group = leaving(&made);
    let left = LeftDifferent::default().with(group.clone());
    assert!(left.has(&group));
    made.say(ANNA, &[(1, codes(&["b"])), (2, codes(&["a"]))]);
    assert!(left.has(&leaving(&made)), "the same two codings");
    made.say(ANNA, &[(2, Outcome::NoneFits)]);
    assert!(!left.has(&leaving(&made)));
    assert!(!left.without(&group).has(&group));
}
