//! The codebook edited while people decide: on its latest version, all or nothing; and what hangs on a code.

use freitext::codebook::{Edit, NewCode, Part};
use freitext::review::{Answer, Board, Hangs, Say, Stand, Status, View, edit_codebook};
use freitext::survey::{Outcome, Picked, UnitId};
use freitext::words::Text;

use super::board::suggest;
use super::{begun, codes, made};

fn label(code: &str, label: &str) -> Edit {
    Edit::Label {
        code: code.into(),
        label: Text::new(label, label),
    }
}

#[test]
fn edits_meet_the_latest_version_all_or_none() {
    let mut made = made(1);
    let first = made
        .study
        .change(|change| edit_codebook(change, "felder", &[label("a", "Erst")], 5))
        .unwrap();
    let said: Vec<String> = first.changes.iter().map(|change| change.say().en).collect();
    assert_eq!(said, ["a: label: “A” → “Erst”"]);
    let half = [label("b", "Dann"), label("weg", "Nie")];
    let refused = made
        .study
        .change(|change| edit_codebook(change, "felder", &half, 6))
        .unwrap_err();
    assert_eq!(refused.what().en, "There is no code “weg” in this codebook.");
    let second = made
        .study
        .change(|change| edit_codebook(change, "felder", &half[..1], 7))
        .unwrap();
    let labels: Vec<&str> = second
        .codebook
        .codebook
        .codes
        .iter()
        .map(|code| &*code.label.de)
        .collect();
    assert_eq!(labels, ["Erst", "Dann"]);
    let times: Vec<i64> = made
        .study
        .codebook_versions("felder")
        .unwrap()
        .iter()
        .map(|version| version.time)
        .collect();
    assert_eq!(times, [0, 5, 7]);
    let none = made
        .study
        .change(|change| edit_codebook(change, "anderer", &[], 8))
        .unwrap_err();
    assert!(none.what().de.contains("anderer"), "{none}");
}

#[test]
fn what_hangs_on_a_code_counts_as_codes_count_now() {
    let mut made = made(6);
    suggest(&mut made, &[0.9; 6]);
    let unknown = Picked::Unknown;
    made.decide(&[
        (1, 0, codes(&["a"]), unknown),
        (2, 0, codes(&["a", "b"]), unknown),
        (3, 1, codes(&["b"]), unknown),
        (3, 0, codes(&["a"]), unknown),
        (4, 0, begun(), unknown),
        (5, 0, Outcome::NoneFits, unknown),
    ]);
    let hangs = |given, suggested| Hangs { given, suggested };
    let board = Board::of(&made.study, "felder").unwrap();
    let view = View::new(&board, made.coders[0]);
    assert_eq!(view.hanging(), [hangs(4, 1), hangs(2, 0)]);
    let touched = view.touched(0, Some(1));
    assert_eq!(touched.given, [1, 2, 3, 4].map(UnitId));
    assert_eq!((touched.both, touched.suggested), (2, vec![UnitId(6)]));
    let merge = Edit::Merge {
        code: "a".into(),
        into: "b".into(),
    };
    made.study
        .change(|change| edit_codebook(change, "felder", &[merge], 9))
        .unwrap();
    let board = Board::of(&made.study, "felder").unwrap();
    let view = View::new(&board, made.coders[0]);
    assert_eq!(view.hanging(), [hangs(0, 0), hangs(4, 1)]);
}

#[test]
fn what_names_a_split_code_comes_up_again_and_holds_until_it_is_decided_anew() {
    let mut made = made(4);
    let unknown = Picked::Unknown;
    made.decide(&[
        (1, 0, codes(&["a"]), unknown),
        (2, 0, codes(&["a", "b"]), unknown),
        (3, 0, codes(&["b"]), unknown),
    ]);
    let part = |label: &str| {
        let new = NewCode {
            label: Text::new(label, label),
            ..NewCode::default()
        };
        Part::New(new.into())
    };
    let split = Edit::Split {
        code: "a".into(),
        into: vec![part("A eins"), part("A zwei")],
    };
    made.study
        .change(|change| edit_codebook(change, "felder", &[split], 9))
        .unwrap();
    let (board, anna) = (Board::of(&made.study, "felder").unwrap(), made.coders[0]);
    let view = View::new(&board, anna);
    let card = |unit: i64| board.card(UnitId(unit)).unwrap();
    let status = |unit: i64| (card(unit).status(anna), board.is_open(card(unit), anna));
    assert_eq!(
        [1, 2, 3, 4].map(status),
        [
            (Status::Anew, true),
            (Status::Anew, true),
            (Status::Decided, false),
            (Status::Open, true)
        ]
    );
    assert_eq!(board.tally(anna).decided, 1);
    assert_eq!(Stand::of(card(1), card(1).own().next()), Stand::Anew);
    assert!(
        board.verdict(card(1)).holding().is_some(),
        "it holds as long as nobody has decided anew"
    );
    // What else was given stays given; the parts are open.
    let places = ["b", "a_eins"].map(|id| board.codebook.codebook.order(id).unwrap());
    assert_eq!(
        places.map(|place| view.answer(card(2), place)),
        [Answer::Said(Say::Yes), Answer::Open]
    );
    let yes = view.judge(card(2), places[1], Say::Yes).unwrap();
    assert_eq!(yes.outcome, codes(&["a_eins", "b"]));

    made.decide(&[(1, 0, codes(&["a_zwei"]), unknown), (2, 0, yes.outcome, unknown)]);
    let board = Board::of(&made.study, "felder").unwrap();
    assert_eq!(board.card(UnitId(1)).unwrap().status(anna), Status::Decided);
    assert_eq!(board.tally(anna).decided, 3);
}
