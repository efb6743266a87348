//! Suggestions that are kept back, and what the comparison says.

use freitext::estimate::Share;
use freitext::review::{Board, Sway, View, WithoutSuggestions, decide};
use freitext::survey::{ActionKind, Decision, Outcome};

use super::board::suggest;
use super::made;

#[test]
fn decisions_with_and_without_suggestions_are_compared_once_for_each_action() {
    let mut made = made(40);
    suggest(&mut made, &[0.9; 40]);
    made.study
        .change(|change| change.state(WithoutSuggestions::SETTING, &WithoutSuggestions::percent(50)?, 0))
        .unwrap();
    let (codebook, anna) = (made.study.codebooks().unwrap().remove(0), made.coders[0]);
    let mut board = Board::of(&made.study, "felder").unwrap();
    let is_shown = |board: &Board, at: usize| !board.shown(&board.cards[at], anna).suggestions.is_empty();
    let (shown, withheld): (Vec<usize>, Vec<usize>) = (0..40).partition(|at| is_shown(&board, *at));
    assert!(shown.len() > 10 && withheld.len() > 10);

    let suggested = || vec!["a".to_owned()];
    let says = |at: &usize, is_shown: bool, outcome: Outcome| Decision {
        seen: is_shown.then(suggested),
        withheld: (!is_shown).then(suggested),
        ..Decision::of(board.cards[*at].unit, outcome)
    };
    // Who sees suggestions takes them; who does not finds another code, but for one unit.
    let mut actions: Vec<Vec<Decision>> = Vec::new();
    actions.extend(
        shown
            .iter()
            .skip(3)
            .map(|at| vec![says(at, true, Outcome::Codes(suggested()))]),
    );
    let other = |at: &usize| vec![says(at, false, Outcome::Codes(vec!["b".into()]))];
    actions.extend(withheld.iter().skip(2).map(other));
    actions.push(vec![says(&withheld[0], false, Outcome::Codes(suggested()))]);
    // Decided together, deferred, and nothing suggested.
    actions.push(
        shown[..2]
            .iter()
            .map(|at| says(at, true, Outcome::NoneFits))
            .collect(),
    );
    actions.push(vec![says(&withheld[1], false, Outcome::Deferred)]);
    let nothing = Decision {
        seen: Some(Vec::new()),
        ..says(&shown[2], true, Outcome::NoneFits)
    };
    actions.push(vec![nothing]);
    for decisions in actions {
        made.study
            .change(|change| decide(change, &codebook, anna, ActionKind::Decide, decisions, 7))
            .unwrap();
    }
    board.catch_up(&made.study).unwrap();
    let view = View::new(&board, anna);
    let sway = Sway::of(&view, None);
    let (n, m) = (shown.len() as u64 - 3, withheld.len() as u64 - 2);
    let expected = Sway {
        shown: Share {
            part: n,
            whole: n + 1,
        },
        withheld: Share {
            part: 1,
            whole: m + 1,
        },
    };
    assert_eq!(sway, expected);
    assert_eq!(Sway::of(&view, Some(anna)), expected);
    assert_eq!(Sway::of(&view, Some(made.coders[1])).difference().value(), None);
    let difference = sway.difference();
    assert_eq!(difference.n(), n + m + 2);
    assert!(difference.interval().unwrap().low > 0.0, "{difference:?}");
    assert!(
        is_shown(&board, withheld[0]),
        "decided: nothing is kept back any more"
    );
    assert!(!is_shown(&board, withheld[1]), "only put off");
}
