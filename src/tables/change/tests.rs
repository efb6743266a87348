//! Change between two waves in small studies, counted by hand.

use super::*;
use crate::survey::{Dictionary, Outcome, Value, Variable, VariableKind};
use crate::tables::fixture::{CODEBOOK, Coded, Fixture, Row, row, study};

/// A: a1 then b; B: b twice; C: a1 and a2 then none fits; D: first wave only; E: second only; F: not coded in the second.
fn waves() -> Fixture {
    let of = |key, respondent, wave: &'static [&'static str], coded| Row {
        respondent,
        ..row(key, wave, "Auskunft", coded)
    };
    study(
        CODEBOOK,
        &["wave"],
        &[
            of("1", "A", &["1"], Coded::By("a1")),
            of("2", "B", &["1"], Coded::By("b")),
            of("3", "C", &["1"], Coded::By("a1")),
            of("4", "C", &["1"], Coded::By("a2")),
            of("5", "D", &["1"], Coded::By("a1")),
            of("6", "F", &["1"], Coded::By("b")),
            of("7", "A", &["2"], Coded::By("b")),
            of("8", "B", &["2"], Coded::By("b")),
            of("9", "C", &["2"], Coded::Decided(Outcome::NoneFits)),
            of("10", "E", &["2"], Coded::By("a2")),
            of("11", "F", &["2"], Coded::Not),
        ],
    )
}

fn compared(fixture: &Fixture, from: &str, to: &str) -> Result<Vec<Change>> {
    let waves = Waves {
        column: WAVE.to_owned(),
        from: from.to_owned(),
        to: to.to_owned(),
    };
    change(&fixture.study, &Selection::default(), &View::default(), &waves)
}

#[test]
fn only_those_who_answered_twice_are_compared() {
    let fixture = waves();
    let found = compared(&fixture, "1", "2").unwrap().remove(0);
    assert_eq!((found.pairs, found.only_from, found.only_to), (3, 2, 1));
    let code = |id: &str| found.codes.iter().find(|code| code.id == id).unwrap();
    let cells = |id: &str| {
        let pairs = code(id).pairs;
        [pairs.both, pairs.first_only, pairs.second_only, pairs.neither]
    };
    // A and C lost a1, nobody gained it; the dimension counts a respondent once.
    assert_eq!((cells("a1"), cells("a")), ([0, 2, 0, 1], [0, 2, 0, 1]));
    assert_eq!(cells("b"), [1, 0, 1, 1]);
    assert!((code("a1").change.value().unwrap() + 2.0 / 3.0).abs() < 1e-12);
    assert_eq!(code("a1").before_of_all.value(), Some(3.0 / 5.0));
    assert_eq!(code("a2").after_of_all.value(), Some(1.0 / 4.0));
    // 2 · ½² of four codes: Holm makes it 1.
    assert_eq!(code("a1").p, Some(1.0));
    assert_eq!(compared(&fixture, "", "").unwrap()[0].from, "1");
}

#[test]
fn waves_that_cannot_be_compared_are_said() {
    let fixture = waves();
    let problem = compared(&fixture, "1", "3").unwrap_err();
    assert!(problem.advice().unwrap().en.contains("“wave” holds: 1, 2."));
    assert!(compared(&fixture, "2", "2").is_err());
    assert!(compared(&fixture, "1", "").is_err());
    let apart = study(
        CODEBOOK,
        &["wave"],
        &[
            row("1", &["1"], "x", Coded::By("b")),
            row("2", &["2"], "y", Coded::By("b")),
        ],
    );
    let problem = compared(&apart, "1", "2").unwrap_err();
    assert!(
        problem.what().en.contains("No respondent"),
        "{}",
        problem.what().en
    );
}

#[test]
fn a_wave_is_named_by_its_value_or_by_its_label() {
    let mut fixture = waves();
    let label = |value: f64, label: &str| (Value::Number(value), label.to_owned());
    let dictionary = Dictionary {
        variables: vec![Variable {
            name: WAVE.into(),
            kind: VariableKind::Number,
            labels: vec![label(1.0, "Vorher"), label(2.0, "Nachher")],
            ..Variable::default()
        }],
        ..Dictionary::default()
    };
    let kept = fixture
        .study
        .change(|change| change.keep_dictionary(&dictionary, 0));
    kept.unwrap();
    for (from, to) in [("1", "2"), ("Vorher", "Nachher"), ("1", "Nachher"), ("", "")] {
        let found = compared(&fixture, from, to).unwrap().remove(0);
        assert_eq!((found.from.as_str(), found.to.as_str()), ("Vorher", "Nachher"));
        assert_eq!((found.pairs, found.only_from, found.only_to), (3, 2, 1));
    }
    let said = compared(&fixture, "1", "3").unwrap_err();
    assert!(said.advice().unwrap().en.contains("Vorher, Nachher"));
}
