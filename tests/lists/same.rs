//! Answers that say the same.

use freitext::survey::Outcome;

use super::{ANNA, BERT, CODEBOOK, begun, codes, made, row};

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
    assert_eq!(kurse.offer(), None, "which of the two?");
    let variants: Vec<_> = kurse
        .variants
        .iter()
        .map(|one| (one.outcome.clone(), one.said.len()))
        .collect();
    assert_eq!(variants, [(codes(&["a"]), 2), (codes(&["a", "b"]), 1)]);
    assert_eq!(kurse.open, [3], "what was begun is open");

    let bau = &groups[1];
    assert!(!bau.is_coded_differently());
    assert_eq!(bau.offer(), Some(&Outcome::NotCodable));
    assert_eq!(bau.open, [2, 4], "Anna has decided neither");
}
