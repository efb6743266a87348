//! Which units a list shows, and in which order.

use freitext::review::{By, Column, Direction, Filter, Mark, Stand, View};
use freitext::study::Share;
use freitext::survey::{Decision, Outcome, UnitId};

use super::{ANNA, BERT, CODEBOOK, Made, begun, codes, made, row};

/// 1 Nord a|b suggested · 2 Nord coded a by both · 3 Süd a by Anna, b by Bert · 4 without office, none fits · 5 Süd nothing
/// · 6 Süd begun · 7 missing · 8 Nord deferred · 9 Nord not codable, with a memo
fn nine() -> Made {
    let mut made = made(
        CODEBOOK,
        &[
            row("Zoo", "Nord", &[(0, 0.5), (1, 0.9)]),
            row("Ahorn", "Nord", &[(0, 0.7)]),
            row("Ärzte", "Süd", &[]),
            row("arzt 10", "", &[(1, 0.4)]),
            row("arzt 9", "Süd", &[]),
            row("Haus", "Süd", &[(0, 0.6), (1, 0.95)]),
            row("k. A.", "Süd", &[]),
            row("später", "Nord", &[(1, 0.3)]),
            row("asdf", "Nord", &[]),
        ],
    );
    made.say(
        ANNA,
        &[
            (2, codes(&["a"])),
            (3, codes(&["a"])),
            (4, Outcome::NoneFits),
            (6, begun(&["a"], &["b"])),
            (8, Outcome::Deferred),
        ],
    );
    let memo = Decision {
        memo: "unlesbar".into(),
        ..Decision::of(UnitId(9), Outcome::NotCodable)
    };
    made.act(ANNA, freitext::survey::ActionKind::Decide, vec![memo]);
    made.say(BERT, &[(2, codes(&["a"])), (3, codes(&["b"]))]);
    made
}

fn rows(view: &View<'_>, filter: &Filter) -> Vec<usize> {
    view.filter(filter, None)
        .into_iter()
        .map(|place| place + 1)
        .collect()
}

#[test]
fn each_filter_lets_pass_what_it_says() {
    let made = nine();
    let board = made.board();
    let anna = made.view(&board, ANNA);
    let of = |filter: Filter| rows(&anna, &filter);
    assert_eq!(of(Filter::default()), [1, 2, 3, 4, 5, 6, 7, 8, 9]);

    let code = |code, by| Filter {
        code: Some(code),
        by,
        ..Filter::default()
    };
    assert_eq!(of(code(0, By::Decided)), [2, 3, 6]);
    assert_eq!(
        of(code(0, By::Suggested)),
        [1],
        "2 is decided, of 6 she has said so"
    );
    assert_eq!(of(code(0, By::Either)), [1, 2, 3, 6]);
    assert_eq!(of(code(1, By::Suggested)), [1, 8], "refused in 6, decided in 4");
    assert_eq!(of(code(1, By::Decided)), [3], "by Bert");
    let any = |by| Filter {
        by,
        ..Filter::default()
    };
    assert_eq!(of(any(By::Decided)), [2, 3, 6]);
    assert_eq!(of(any(By::Suggested)), [1, 8]);

    let stand = |status| Filter {
        status: Some(status),
        ..Filter::default()
    };
    for (status, expected) in [
        (Stand::Open, &[1, 5][..]),
        (Stand::Begun, &[6]),
        (Stand::Deferred, &[8]),
        (Stand::Coded, &[2, 3]),
        (Stand::NoneFits, &[4]),
        (Stand::NotCodable, &[9]),
        (Stand::Missing, &[7]),
    ] {
        assert_eq!(of(stand(status)), expected, "{status:?}");
    }

    let mark = |mark| Filter {
        mark: Some(mark),
        ..Filter::default()
    };
    assert_eq!(of(mark(Mark::Disagreed)), [3]);
    assert_eq!(of(mark(Mark::Uncoded)), [5, 7, 9]);
    assert_eq!(of(mark(Mark::Memo)), [9]);

    let office = |office: Option<&str>| Filter {
        background: vec![(0, office.map(str::to_owned))],
        ..Filter::default()
    };
    assert_eq!(of(office(Some("Süd"))), [3, 5, 6, 7]);
    assert_eq!(of(office(None)), [4]);
    assert_eq!(of(office(Some("West"))), [0; 0]);

    let score = |from, to, code| Filter {
        code,
        score: (from, to),
        ..Filter::default()
    };
    assert_eq!(of(score(Some(0.7), None, None)), [1, 2, 6]);
    assert_eq!(of(score(None, Some(0.4), None)), [4, 8]);
    assert_eq!(of(score(Some(0.5), Some(0.6), Some(0))), [1, 6]);

    let origin = Filter {
        origin: Some(Share::Learned),
        ..Filter::default()
    };
    assert_eq!(of(origin), [0; 0]);
    let origin = Filter {
        origin: Some(Share::Rule),
        question: Some(board.questions[0].id),
        ..Filter::default()
    };
    assert_eq!(of(origin), [1, 2, 4, 6, 8]);
}

#[test]
fn a_dimension_stands_for_its_codes() {
    let mut made = made(
        CODEBOOK,
        &[
            row("Zoo", "", &[(3, 0.8), (0, 0.9)]),
            row("Bau", "", &[]),
            row("Amt", "", &[(0, 0.7)]),
        ],
    );
    made.say(ANNA, &[(2, codes(&["c1"]))]);
    let board = made.board();
    let anna = made.view(&board, ANNA);
    let of = |by, score| {
        let filter = Filter {
            code: Some(2),
            by,
            score,
            ..Filter::default()
        };
        rows(&anna, &filter)
    };
    assert_eq!(of(By::Either, (None, None)), [1, 2]);
    assert_eq!(of(By::Decided, (None, None)), [2]);
    assert_eq!(of(By::Suggested, (None, Some(0.8))), [1]);
    assert_eq!(anna.score(&board.cards[0], Some(2)), Some(0.8));
}

#[test]
fn a_named_coder_is_meant_in_all_that_is_asked() {
    let made = nine();
    let board = made.board();
    let anna = made.view(&board, ANNA);
    let bert = |filter: Filter| {
        rows(
            &anna,
            &Filter {
                coder: Some(made.coders[BERT]),
                ..filter
            },
        )
    };
    assert_eq!(bert(Filter::default()), [2, 3], "what he has said");
    let open = Filter {
        status: Some(Stand::Open),
        ..Filter::default()
    };
    assert_eq!(bert(open), [1, 4, 5, 6, 8, 9]);
    let a = Filter {
        code: Some(0),
        by: By::Decided,
        ..Filter::default()
    };
    assert_eq!(bert(a), [2]);
}

#[test]
fn what_a_search_found_is_filtered_too() {
    let made = nine();
    let board = made.board();
    let anna = made.view(&board, ANNA);
    let south = Filter {
        background: vec![(0, Some("Süd".into()))],
        ..Filter::default()
    };
    let found = [1, 3, 6, 77].map(UnitId);
    assert_eq!(anna.filter(&south, Some(&found)), [2, 5]);
    assert_eq!(anna.filter(&south, Some(&[])), [0; 0]);
}

#[test]
fn a_list_is_sorted_by_any_column_and_what_is_empty_stands_last() {
    let made = nine();
    let board = made.board();
    let anna = made.view(&board, ANNA);
    let sorted = |column, direction, code| {
        let mut places = anna.filter(&Filter::default(), None);
        anna.sort(&mut places, column, direction, code);
        places.into_iter().map(|place| place + 1).collect::<Vec<_>>()
    };
    use Direction::{Down, Up};
    assert_eq!(sorted(Column::Key, Down, None), [9, 8, 7, 6, 5, 4, 3, 2, 1]);
    assert_eq!(sorted(Column::Answer, Up, None), [3, 2, 4, 5, 9, 6, 8, 1, 7]);
    assert_eq!(sorted(Column::Answer, Down, None), [1, 8, 6, 9, 5, 4, 2, 3, 7]);
    assert_eq!(sorted(Column::Score, Down, None), [6, 1, 2, 4, 8, 3, 5, 7, 9]);
    assert_eq!(sorted(Column::Score, Up, Some(0)), [1, 6, 2, 3, 4, 5, 7, 8, 9]);
    assert_eq!(
        sorted(Column::Background(0), Up, None),
        [1, 2, 8, 9, 3, 5, 6, 7, 4]
    );
    assert_eq!(
        sorted(Column::Background(0), Down, None),
        [3, 5, 6, 7, 1, 2, 8, 9, 4]
    );
    assert_eq!(sorted(Column::Status, Up, None), [1, 5, 6, 8, 2, 3, 4, 9, 7]);
    // a · a, as she has said · a begun, b refused · a|b suggested · b; 4 is decided to have none.
    assert_eq!(sorted(Column::Codes, Up, None), [2, 3, 6, 1, 8, 4, 5, 7, 9]);
    assert_eq!(sorted(Column::Coders, Up, None), [4, 6, 8, 9, 2, 3, 1, 5, 7]);
    for column in Column::FIXED.into_iter().chain([Column::Background(0)]) {
        assert_eq!(Column::of_id(&column.id(&board), &board), Some(column));
    }
    assert_eq!(Column::of_id("=stadt", &board), None);
}
