//! How far a coder has come.

use freitext::review::{Reached, Whose};
use freitext::survey::Outcome;

use super::{ANNA, BERT, CODEBOOK, begun, codes, made, row};

#[test]
fn what_is_reviewed_is_counted_by_column_and_code() {
    let mut made = made(
        CODEBOOK,
        &[
            row("eins", "Welle 10", &[(0, 0.9)]),
            row("zwei", "Welle 2", &[]),
            row("drei", "Welle 2", &[]),
            row("vier", "", &[]),
            row("k. A.", "Welle 2", &[]),
            row("sechs", "Welle 10", &[(0, 0.9), (1, 0.9)]),
            row("sieben", "Welle 2", &[]),
            row("acht", "Welle 2", &[]),
        ],
    );
    made.say(
        ANNA,
        &[
            (1, codes(&["a", "c1"])),
            (2, Outcome::NoneFits),
            (3, Outcome::NotCodable),
            (4, codes(&["c", "c1"])),
            (6, begun(&["a"], &[])),
            (7, Outcome::Deferred),
        ],
    );
    made.say(BERT, &[(8, codes(&["b"]))]);
    let board = made.board();
    let view = made.view(&board, ANNA);
    let all = Reached {
        all: 7,
        open: 2,
        deferred: 1,
        begun: 1,
        own: 4,
    };
    assert_eq!(view.reached(), all);
    assert_eq!(view.reached().decided(), 5, "Bert has decided 8");
    let groups: Vec<_> = view
        .reached_by(0)
        .into_iter()
        .map(|group| (group.value, group.reached.own, group.reached.open))
        .collect();
    assert_eq!(
        groups,
        [
            (Some("Welle 2".into()), 2, 1),
            (Some("Welle 10".into()), 1, 1),
            (None, 1, 0)
        ]
    );

    let mine = view.frequencies(Whose::Mine);
    assert_eq!((mine.base, mine.not_codable), (3, 1));
    let share = |one: &freitext::review::Frequency| one.share.value().unwrap();
    let shares: Vec<f64> = mine.codes.iter().map(share).collect();
    assert_eq!(
        shares,
        [1.0 / 3.0, 0.0, 2.0 / 3.0, 2.0 / 3.0],
        "c counts where c1 was given"
    );
    assert_eq!(share(&mine.none_fits), 1.0 / 3.0);
    let all = view.frequencies(Whose::Everybodys);
    assert_eq!((all.base, share(&all.codes[1])), (4, 0.25));
}

#[test]
fn what_a_coder_worked_on_last_is_read_in_the_order_in_which_it_was_done() {
    let mut made = made(CODEBOOK, &[row("eins", "", &[]), row("zwei", "", &[])]);
    made.say(ANNA, &[(1, codes(&["a"])), (2, codes(&["b"]))]);
    made.say(BERT, &[(1, codes(&["b"]))]);
    made.say(ANNA, &[(1, Outcome::NoneFits)]);
    let units = |most| {
        let worked = made.study.worked("felder", made.coders[ANNA], most).unwrap();
        assert!(worked.windows(2).all(|pair| pair[0].moment < pair[1].moment));
        worked.iter().map(|one| one.unit.0).collect::<Vec<_>>()
    };
    assert_eq!(units(9), [1, 2, 1]);
    assert_eq!(units(2), [2, 1]);
    assert_eq!(made.study.worked("anders", made.coders[ANNA], 9).unwrap(), []);
}
