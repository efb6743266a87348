//! A board that knows how far it is behind its study, and the orders in which its units come.

use freitext::codebook::Codebook;
use freitext::review::{Behind, Board, Order, Sequence, decide};
use freitext::study::{NewRun, Suggestion};
use freitext::survey::{ActionKind, Decision, Outcome, Picked, QuestionId, UnitId};

use super::{CODEBOOK, Made, made};

fn keep(made: &mut Made, toml: &str) {
    let codebook = Codebook::read(toml, "felder").unwrap();
    made.study
        .change(|change| change.keep_codebook("felder", &codebook, 1))
        .unwrap();
}

/// Suggests code 0 with these scores for units 1, 2, …
pub fn suggest(made: &mut Made, scores: &[f64]) {
    let run = NewRun {
        method: "rules",
        codebook: made.codebook,
        settings: "{}".into(),
        analysis: String::new(),
        time: 0,
    };
    made.study
        .change(|change| {
            let run = change.begin_run(&run)?;
            for (unit, score) in (1..).zip(scores) {
                let suggestion = Suggestion {
                    unit: UnitId(unit),
                    code: 0,
                    score: *score,
                    origin: None,
                    evidence: Vec::new(),
                };
                change.suggest(run, &suggestion)?;
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_board_knows_how_far_it_is_behind() {
    let mut made = made(3);
    let mut board = Board::of(&made.study, "felder").unwrap();
    let behind = |board: &Board, made: &Made| board.behind(&made.study).unwrap();
    assert_eq!(behind(&board, &made), Behind::Nothing);

    let (codebook, anna) = (made.study.codebooks().unwrap().remove(0), made.coders[0]);
    let decision = vec![Decision::of(UnitId(2), Outcome::NoneFits)];
    made.study
        .change(|change| decide(change, &codebook, anna, ActionKind::Decide, decision, 7))
        .unwrap();
    assert_eq!(behind(&board, &made), Behind::Said);
    assert_eq!(board.catch_up(&made.study).unwrap(), [1]);
    assert_eq!(behind(&board, &made), Behind::Nothing);
    assert_eq!((board.tally(anna).decided, board.with_words()), (1, 3));

    keep(&mut made, &CODEBOOK.replace("label = \"B\"", "label = \"Bee\""));
    assert_eq!(behind(&board, &made), Behind::Said);
    board.catch_up(&made.study).unwrap();
    assert_eq!(board.codebook.codebook.codes[1].label.de, "Bee");
    assert_eq!(behind(&board, &made), Behind::Nothing);

    suggest(&mut made, &[0.9]);
    assert_eq!(behind(&board, &made), Behind::Suggestions);
    board.catch_up(&made.study).unwrap();
    assert_eq!(
        behind(&board, &made),
        Behind::Suggestions,
        "catching up brings none"
    );

    keep(
        &mut made,
        &format!("{CODEBOOK}\n[[code]]\nid = \"c\"\nvalue = 3\nlabel = \"C\"\n"),
    );
    assert_eq!(behind(&board, &made), Behind::All);
    board.catch_up(&made.study).unwrap();
    assert_eq!(
        board.codebook.codebook.codes.len(),
        2,
        "its places are those of the old codes"
    );
    let board = Board::of(&made.study, "felder").unwrap();
    assert_eq!(behind(&board, &made), Behind::Nothing);
    made.study.change(|change| change.answers_changed()).unwrap();
    assert_eq!(behind(&board, &made), Behind::All);
}

#[test]
fn a_sequence_goes_round_all_units_once() {
    let mut made = made(6);
    suggest(&mut made, &[0.9, 0.5, 0.99, 0.6]);
    let board = Board::of(&made.study, "felder").unwrap();
    for order in Order::ALL {
        let sequence = Sequence::of(&board, order, None);
        assert_eq!(sequence.len(), 6);
        for (position, place) in sequence.places().iter().enumerate() {
            assert_eq!(sequence.position(*place), Some(position));
            let before = position.checked_sub(1).map(|before| sequence.places()[before]);
            assert_eq!(sequence.before(*place), before);
            let mut round: Vec<usize> = sequence.from(Some(*place)).collect();
            assert_eq!(
                round.first(),
                sequence.places().get((position + 1) % 6),
                "{order:?}"
            );
            round.push(*place);
            round.sort_unstable();
            assert_eq!(round, [0, 1, 2, 3, 4, 5]);
        }
        assert_eq!(sequence.from(None).collect::<Vec<_>>(), sequence.places());
    }
    let uncertain = Sequence::of(&board, Order::Uncertain, None);
    assert_eq!(uncertain.places(), [1, 3, 0, 2, 4, 5]);
    assert_eq!(
        Sequence::of(&board, Order::Code, None).places(),
        [2, 0, 3, 1, 4, 5]
    );
}

#[test]
fn only_what_was_drawn_from_all_counts_as_picked_at_random() {
    let mut made = made(9);
    suggest(&mut made, &[0.9, 0.5, 0.99, 0.6]);
    let board = Board::of(&made.study, "felder").unwrap();
    let random = Sequence::of(&board, Order::Random, None);
    let mixed = Sequence::of(&board, Order::Mixed, None);
    let picked = |sequence: &Sequence| -> Vec<Picked> {
        let places = sequence.places().iter();
        places.map(|place| sequence.picked(*place).unwrap()).collect()
    };
    assert_eq!(picked(&random), [Picked::Random; 9]);
    let turns = [Picked::Random, Picked::Chosen];
    assert_eq!(
        picked(&mixed),
        turns.iter().cycle().take(9).copied().collect::<Vec<_>>()
    );
    assert_eq!(mixed.places()[0], random.places()[0]);
    let of_question = Sequence::of(&board, Order::Random, Some(QuestionId(1)));
    assert_eq!(of_question.places(), random.places());
    assert_eq!(
        picked(&of_question),
        [Picked::Chosen; 9],
        "another question has other answers"
    );
    assert!(Sequence::of(&board, Order::Random, Some(QuestionId(2))).is_empty());
}
