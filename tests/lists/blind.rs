//! Whoever codes blind learns nothing from a list: neither by what stands in it nor by what it leaves out.

use freitext::review::{
    By, Column, Direction, DoubleCoding, Edit, Filter, Mark, Rest, Share, Suggestions, View, Whose,
};
use freitext::study::Share as Origin;
use freitext::survey::{CoderId, Outcome};
use proptest::prelude::*;

use super::{ANNA, BERT, CODEBOOK, Made, begun, codes, made, row};

/// Anna and Bert code everything, blind.
fn pair(suggestions: Suggestions) -> Made {
    let mut made = made(
        CODEBOOK,
        &[
            row("Kurse", "Nord", &[(0, 0.9), (1, 0.4)]),
            row("kurse", "Nord", &[(1, 0.8)]),
            row("Licht", "Süd", &[(0, 0.7)]),
            row("Bau", "", &[]),
        ],
    );
    let double = DoubleCoding {
        share: Share::All,
        coders: vec!["Anna".into(), "Bert".into()],
        each: 2,
        suggestions,
        rest: Rest::Anybody,
        seed: 1,
    };
    let state = |change: &freitext::study::Change<'_>| change.state(DoubleCoding::SETTING, &double, 1);
    made.study.change(state).unwrap();
    made
}

/// All that lists tell Anna.
fn told(view: &View<'_>, bert: CoderId) -> String {
    let all: Vec<usize> = (0..view.board.cards.len()).collect();
    let mut told = Vec::new();
    let mut filters = vec![Filter::default()];
    for mark in Mark::ALL {
        filters.push(Filter {
            mark: Some(mark),
            ..Filter::default()
        });
    }
    for code in 0..4 {
        for by in By::ALL {
            filters.push(Filter {
                code: Some(code),
                by,
                ..Filter::default()
            });
        }
    }
    filters.push(Filter {
        coder: Some(bert),
        ..Filter::default()
    });
    filters.push(Filter {
        score: (Some(0.5), None),
        ..Filter::default()
    });
    filters.push(Filter {
        origin: Some(Origin::Rule),
        ..Filter::default()
    });
    for filter in &filters {
        told.push(format!("{:?}", view.filter(filter, None)));
    }
    for column in Column::FIXED {
        let mut places = all.clone();
        view.sort(&mut places, column, Direction::Down, None);
        told.push(format!("{places:?}"));
    }
    for edit in [Edit::Accept, Edit::Set(Outcome::NoneFits), Edit::Finish] {
        told.push(format!("{:?}", view.plan(&all, &edit)));
    }
    told.push(format!("{:?} {:?}", view.sweep(0), view.open_by_code()));
    told.push(format!(
        "{:?} {:?} {:?}",
        view.same(),
        view.reached(),
        view.frequencies(Whose::Everybodys)
    ));
    told.join("\n")
}

fn outcome() -> impl Strategy<Value = Outcome> {
    prop_oneof![
        Just(codes(&["a"])),
        Just(codes(&["a", "b"])),
        Just(Outcome::NoneFits),
        Just(Outcome::Deferred),
        Just(begun(&["b"], &["a"])),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn lists_tell_nothing_of_what_others_said_before_the_own_decision(
        hers in prop::collection::vec((1..5_i64, outcome()), 0..4),
        his in prop::collection::vec((1..5_i64, outcome()), 1..6),
    ) {
        let mut made = pair(Suggestions::Shown);
        made.say(ANNA, &hers);
        // Of units that she has decided she may see what he said, of all others she may not.
        let board = made.board();
        let blind = |unit: &i64| {
            let card = &board.cards[*unit as usize - 1];
            made.view(&board, ANNA).is_open(card) && card.twin != board.cards[0].twin
        };
        let his: Vec<(i64, Outcome)> = his.into_iter().filter(|(unit, _)| blind(unit)).collect();
        let before = told(&made.view(&board, ANNA), made.coders[BERT]);
        made.say(BERT, &his);
        let board = made.board();
        prop_assert_eq!(told(&made.view(&board, ANNA), made.coders[BERT]), before);
    }
}

#[test]
fn hidden_suggestions_are_in_no_list() {
    let mut made = pair(Suggestions::Hidden);
    let bert = made.coders[BERT];
    let board = made.board();
    let view = made.view(&board, ANNA);
    assert_eq!(view.sweep(0), []);
    assert_eq!(view.open_by_code(), [0; 4]);
    let suggested = Filter {
        code: Some(0),
        by: By::Suggested,
        ..Filter::default()
    };
    assert_eq!(view.filter(&suggested, None), [0; 0]);
    assert_eq!(view.plan(&[0, 1, 2, 3], &Edit::Accept).left.nothing, 4);
    assert!(told(&view, bert).contains("[]"));
    // Once decided she may see them, and they are answered; but not those of an answer that says the same as an open one.
    made.say(ANNA, &[(1, codes(&["b"])), (3, codes(&["b"]))]);
    let board = made.board();
    let view = made.view(&board, ANNA);
    assert!(view.sweep(0).iter().all(|line| !line.is_open));
    let shown: Vec<usize> = view.sweep(0).iter().map(|line| line.place).collect();
    assert_eq!(shown, [2]);
}

#[test]
fn answers_that_say_the_same_give_nothing_away() {
    let mut made = pair(Suggestions::Shown);
    made.say(ANNA, &[(1, codes(&["a"]))]);
    let board = made.board();
    let before = made.view(&board, ANNA).same();
    // He codes both; she has decided on the first only.
    made.say(BERT, &[(1, codes(&["b"])), (2, codes(&["b"]))]);
    let board = made.board();
    assert_eq!(
        made.view(&board, ANNA).same(),
        before,
        "the first is like the second, which she has not decided"
    );
    made.say(ANNA, &[(2, codes(&["a"]))]);
    let board = made.board();
    assert!(made.view(&board, ANNA).same()[0].is_coded_differently());
}
