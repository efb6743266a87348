//! Yes and no to one code of a unit.

use freitext::review::{Answer, Line, Say};
use freitext::survey::{ActionKind, Outcome};
use proptest::prelude::*;

use super::{ANNA, CODEBOOK, Made, begun, codes, made, row};

/// One answer; a, b and c are suggested.
fn three() -> Made {
    made(CODEBOOK, &[row("Kurse", "", &[(0, 0.9), (1, 0.8), (2, 0.7)])])
}

/// What stands after each of these, said one after the other.
fn after(made: &mut Made, said: &[(usize, Say)]) -> Vec<Option<Outcome>> {
    said.iter()
        .map(|(code, say)| {
            let board = made.board();
            let decision = made.view(&board, ANNA).judge(&board.cards[0], *code, *say);
            let outcome = decision.as_ref().map(|decision| decision.outcome.clone());
            if let Some(decision) = decision {
                made.act(ANNA, ActionKind::Decide, vec![decision]);
            }
            outcome
        })
        .collect()
}

#[test]
fn a_unit_is_decided_with_the_answer_to_its_last_suggestion() {
    let mut made = three();
    let stands = after(&mut made, &[(1, Say::Yes), (0, Say::No), (2, Say::No)]);
    assert_eq!(
        stands,
        [
            Some(begun(&["b"], &[])),
            Some(begun(&["b"], &["a"])),
            Some(codes(&["b"])),
        ]
    );
    assert_eq!(made.study.decided_units("felder").unwrap().len(), 1);
    let board = made.board();
    let seen = board.cards[0].said[0].seen.clone();
    assert_eq!(seen.unwrap(), ["a", "b", "c"], "what was looked at");
}

#[test]
fn a_unit_with_nothing_but_refusals_stays_open() {
    let mut made = three();
    let stands = after(
        &mut made,
        &[(0, Say::No), (1, Say::No), (2, Say::No), (2, Say::No)],
    );
    assert_eq!(stands[2], Some(begun(&[], &["a", "b", "c"])));
    assert_eq!(stands[3], None, "said before");
    assert_eq!(made.study.decided_units("felder").unwrap(), []);
}

#[test]
fn who_changes_her_mind_is_heard() {
    let mut made = three();
    let said = [
        (0, Say::Yes),
        (1, Say::No),
        (2, Say::No),
        (0, Say::No),
        (1, Say::Yes),
    ];
    let stands = after(&mut made, &said);
    assert_eq!(stands[2], Some(codes(&["a"])));
    // The last code is taken out: open again, and what was refused stays refused.
    assert_eq!(stands[3], Some(begun(&[], &["a", "b", "c"])));
    assert_eq!(stands[4], Some(codes(&["b"])));
}

#[test]
fn a_whole_coding_takes_a_code_and_gives_one_back_and_stays_whole() {
    let mut made = three();
    made.say(ANNA, &[(1, codes(&["b", "c1"]))]);
    assert_eq!(
        after(&mut made, &[(0, Say::Yes), (1, Say::No), (2, Say::No)]),
        [Some(codes(&["a", "b", "c1"])), Some(codes(&["a", "c1"])), None],
    );
    made.say(ANNA, &[(1, Outcome::NoneFits)]);
    assert_eq!(
        after(&mut made, &[(0, Say::No), (0, Say::Yes)]),
        [None, Some(codes(&["a"]))]
    );
}

#[test]
fn where_an_answer_has_one_code_a_yes_settles_it() {
    let one_only = CODEBOOK.replacen("version", "codes_per_answer = \"one\"\nversion", 1);
    let mut made = made(&one_only, &[row("Kurse", "", &[(0, 0.9), (1, 0.8)])]);
    assert_eq!(
        after(&mut made, &[(1, Say::No), (0, Say::Yes), (1, Say::Yes)]),
        [Some(begun(&[], &["b"])), Some(codes(&["a"])), Some(codes(&["b"]))]
    );
}

#[test]
fn the_sweep_lists_what_is_still_to_be_answered_surest_first() {
    let mut made = made(
        CODEBOOK,
        &[
            row("eins", "", &[(0, 0.5)]),
            row("zwei", "", &[(0, 0.9), (1, 0.9)]),
            row("drei", "", &[(1, 0.9)]),
            row("k. A.", "", &[(0, 0.9)]),
            row("fünf", "", &[(0, 0.9)]),
            row("sechs", "", &[(0, 0.8)]),
        ],
    );
    made.say(
        ANNA,
        &[
            (2, begun(&["b"], &[])),
            (6, codes(&["b"])),
            (5, Outcome::Deferred),
        ],
    );
    let board = made.board();
    let view = made.view(&board, ANNA);
    let all = view.sweep(0);
    let open: Vec<Line> = all.iter().copied().filter(|line| line.is_open).collect();
    let units =
        |lines: &[freitext::review::Line]| -> Vec<i64> { lines.iter().map(|line| line.unit.0).collect() };
    assert_eq!(units(&open), [2, 5, 1]);
    assert_eq!(view.open_by_code(), [3, 1, 0, 0]);
    assert_eq!([0, 1, 2].map(|code| view.open_of(code)), [3, 1, 0]);
    assert_eq!(units(&all), [2, 5, 6, 1]);
    assert_eq!(all[2].answer, Answer::Said(Say::No), "decided without it");
    let behind: Vec<_> = all
        .iter()
        .copied()
        .filter(|line| line.is_behind((0.9, all[1].unit)))
        .collect();
    assert_eq!(units(&behind), [6, 1]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Against the rule in its own words: what was said last of each code.
    #[test]
    fn a_coding_is_what_was_said_last_of_each_code(said in prop::collection::vec((0..3_usize, prop::bool::ANY), 1..12)) {
        let mut made = three();
        let mut last = [None; 3];
        for (code, yes) in said {
            let say = if yes { Say::Yes } else { Say::No };
            after(&mut made, &[(code, say)]);
            last[code] = Some(say);
            let board = made.board();
            let view = made.view(&board, ANNA);
            let card = &board.cards[0];
            for (code, said) in last.into_iter().enumerate() {
                prop_assert_eq!(view.answer(card, code), said.map_or(Answer::Open, Answer::Said));
            }
            let whole = last.iter().all(Option::is_some) && last.contains(&Some(Say::Yes));
            prop_assert_eq!(view.mine(card).unwrap().outcome.is_whole(), whole);
        }
    }
}
