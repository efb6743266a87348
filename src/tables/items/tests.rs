//! Items of small studies, counted by hand.

use super::*;
use crate::problem::Result;
use crate::tables::fixture::{CODEBOOK, Coded, Fixture, Row, row, study};

/// Two answers of A and of C beside one item; D says two things.
fn offices() -> Fixture {
    let of = |key, respondent, background| Row {
        respondent,
        ..row(key, background, "Auskunft", Coded::Not)
    };
    study(
        CODEBOOK,
        &["amt", "wichtig", "haltung_a", "haltung_b"],
        &[
            of("1", "A", &["Nord", "4", "4 = oft", "stimme zu"]),
            of("2", "A", &["Nord", "4", "4 = oft", "stimme zu"]),
            of("3", "B", &["Süd", "2", "1", "stimme nicht zu"]),
            of("4", "C", &["Süd", "", "2", "teils"]),
            of("5", "C", &["Süd", "k. A.", "2", "teils"]),
            of("6", "D", &["", "3", "1", "stimme zu"]),
            of("7", "D", &["", "1", "1", "stimme zu"]),
            of("8", "E", &["Nord", "3,5", "2", "weiß nicht"]),
        ],
    )
}

fn ask(fixture: &Fixture, columns: &[&str], steps: &str) -> Result<Items> {
    let asked = Asked {
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        by: Some("amt".to_owned()),
        steps: steps.to_owned(),
        ..Asked::default()
    };
    items(&fixture.study, &asked)
}

#[test]
fn a_respondent_counts_once_and_what_is_missing_is_kept_apart() {
    let fixture = offices();
    let counted = ask(&fixture, &["wichtig"], "").unwrap();
    assert_eq!(counted.respondents, 5);
    let total = &counted.items[0].total;
    assert_eq!(total.values.pairs(), [(2.0, 1), (3.5, 1), (4.0, 1)]);
    assert_eq!(
        (&total.missing[..], total.differing),
        (&[(Missing::NoAnswer, 1)][..], 1)
    );
    assert!((total.values.mean().value().unwrap() - 9.5 / 3.0).abs() < 1e-12);
    let names: Vec<_> = counted.groups.iter().map(Option::as_deref).collect();
    assert_eq!(
        names,
        [Some("Nord"), Some("Süd"), None],
        "who has no group stands last"
    );
    let n: Vec<u64> = counted.items[0]
        .groups
        .iter()
        .map(|group| group.values.n())
        .collect();
    assert_eq!(n, [2, 1, 0]);
    assert_eq!(counted.items[0].groups[2].differing, 1);
    assert!(counted.steps.is_empty(), "3,5 is no step");
}

#[test]
fn numbers_and_words_are_counted_by_step() {
    let fixture = offices();
    let numbers = ask(&fixture, &["haltung_a"], "").unwrap();
    let steps: Vec<(f64, &str)> = numbers
        .steps
        .iter()
        .map(|step| (step.value, &step.label[..]))
        .collect();
    assert_eq!(steps, [(1.0, ""), (2.0, ""), (3.0, ""), (4.0, "oft")]);
    let chosen: Vec<u64> = numbers
        .steps
        .iter()
        .map(|step| numbers.items[0].total.chose(step))
        .collect();
    assert_eq!(chosen, [2, 2, 0, 1]);

    let words = ask(&fixture, &["haltung_b"], "stimme nicht zu|teils|stimme zu").unwrap();
    let total = &words.items[0].total;
    let chosen: Vec<u64> = words.steps.iter().map(|step| total.chose(step)).collect();
    assert_eq!(
        (chosen, &total.missing[..]),
        (vec![1, 1, 2], &[(Missing::DontKnow, 1)][..])
    );
    assert_eq!(total.values.mean().value(), Some(9.0 / 4.0));
    assert_eq!(total.share(&words.steps[2]).value(), Some(0.5));
}

#[test]
fn columns_that_begin_alike_are_meant_by_a_star() {
    let fixture = offices();
    let problem = ask(&fixture, &["haltung_*"], "").unwrap_err();
    assert!(
        problem
            .what()
            .de
            .contains("»haltung_b« stehen Wörter statt Zahlen"),
        "{}",
        problem.what().de
    );
    assert!(
        problem
            .advice()
            .unwrap()
            .de
            .contains("--steps \"stimme nicht zu|stimme zu|teils\"")
    );
    let none = ask(&fixture, &["meinung_*"], "").unwrap_err();
    assert!(none.advice().unwrap().de.contains("haltung_a"));
    assert!(ask(&fixture, &["meinung"], "").is_err());
}

#[test]
fn a_step_that_was_not_named_is_no_answer_silently_left_out() {
    let fixture = offices();
    let problem = ask(&fixture, &["haltung_b"], "stimme nicht zu|stimme zu").unwrap_err();
    assert!(
        problem
            .what()
            .de
            .contains("keine der genannten Stufen ist: teils"),
        "{}",
        problem.what().de
    );
    let two_words = study(
        CODEBOOK,
        &["a"],
        &[
            row("1", &["1 = nie"], "x", Coded::Not),
            row("2", &["1 = gern"], "y", Coded::Not),
        ],
    );
    let asked = Asked {
        columns: vec!["a".to_owned()],
        ..Asked::default()
    };
    let problem = items(&two_words.study, &asked).unwrap_err();
    assert!(
        problem.what().de.contains("verschiedene Wörter: gern, nie"),
        "{}",
        problem.what().de
    );
}
