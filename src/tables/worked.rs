//! Tables counted by hand and by the program.

use super::fixture::{CODEBOOK, Coded, Fixture, Row, row, study};
use super::*;
use crate::estimate::Undefined;
use crate::survey::{Missing, Outcome};
use crate::words::Language;

/// North: a1 · a1+a2 · a+a1 · b · a1+b · empty · none fits. South: b · a · k. A. · a2 suggested · nothing · deferred ·
/// not codable. Without office: a2.
pub(super) fn offices() -> Fixture {
    study(
        CODEBOOK,
        &["amt"],
        &[
            row("1", &["Nord"], "Beratung", Coded::By("a1")),
            row("2", &["Nord"], "Beratung, Auskunft", Coded::By("a1|a2")),
            row("3", &["Nord"], "Beratung vor Ort", Coded::By("a|a1")),
            row("4", &["Nord"], "Bau", Coded::By("b")),
            row("5", &["Nord"], "Beratung und Bau", Coded::By("a1|b")),
            row("6", &["Nord"], "", Coded::Not),
            row("7", &["Nord"], "anderes", Coded::Decided(Outcome::NoneFits)),
            row("8", &["Süd"], "Bauen", Coded::By("b")),
            row("9", &["Süd"], "Ansprache", Coded::By("a")),
            row("10", &["Süd"], "k. A.", Coded::Not),
            row(
                "11",
                &["Süd"],
                "Auskunft geben",
                Coded::Suggested(&[("a2", 0, "Auskunft")]),
            ),
            row("12", &["Süd"], "etwas", Coded::Not),
            row("13", &["Süd"], "später", Coded::Decided(Outcome::Deferred)),
            row("14", &["Süd"], "asdf", Coded::Decided(Outcome::NotCodable)),
            row("15", &[""], "Auskunft", Coded::By("a2")),
        ],
    )
}

pub(super) fn by_office() -> Selection {
    Selection {
        by: vec!["amt".into()],
        ..Selection::default()
    }
}

pub(super) fn exclusive() -> View {
    View {
        counting: Counting::Exclusive,
        ..View::default()
    }
}

/// Name of the group, its counts, its base.
type Row_ = (Option<String>, Vec<u64>, u64);

fn counts(table: &Table) -> Vec<Row_> {
    table
        .groups
        .iter()
        .chain([&table.total])
        .map(|group| {
            (
                group.name.clone(),
                group.cells.iter().map(|cell| cell.n).collect(),
                group.base,
            )
        })
        .collect()
}

fn named(name: &str, counts: &[u64], base: u64) -> Row_ {
    (Some(name.to_owned()), counts.to_vec(), base)
}

#[test]
fn every_unit_is_in_exactly_one_cell() {
    let fixture = offices();
    let counted = count(&fixture.study, &by_office()).unwrap();
    let table = &counted.crosstabs(&exclusive())[0];
    let ids: Vec<&str> = table.lines.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids, ["a", "a1", "a2", "b", "several", "none_fits"]);
    assert_eq!(
        counts(table),
        [
            // a1 alone: 1 and 3 (3 has its own dimension beside it); several: 2 and 5; a is the sum of a1 and a2.
            named("Nord", &[2, 2, 0, 1, 2, 1], 6),
            named("Süd", &[1, 0, 0, 1, 0, 0], 2),
            (None, vec![1, 0, 1, 0, 0, 0], 1),
            // Dimensions and single codes, several and none add up: 4 + 2 + 2 + 1 = 9.
            (None, vec![4, 2, 1, 2, 2, 1], 9),
        ]
    );
    let north = &table.groups[0];
    assert_eq!(north.cells[1].row_pct, Ok(2.0 / 6.0));
    assert_eq!(north.cells[3].col_pct, Ok(1.0 / 2.0));
    assert_eq!(table.groups[1].cells[5].col_pct, Ok(0.0));
}

#[test]
fn every_code_of_a_unit_is_a_mention() {
    let fixture = offices();
    let counted = count(&fixture.study, &by_office()).unwrap();
    let table = &counted.crosstabs(&View::default())[0];
    assert_eq!(
        counts(table),
        [
            // Dimension a: units 1, 2, 3, 5, each once although 2 has two of its codes.
            named("Nord", &[4, 4, 1, 2, 1], 6),
            named("Süd", &[1, 0, 0, 1, 0], 2),
            (None, vec![1, 0, 1, 0, 0], 1),
            (None, vec![6, 4, 2, 3, 1], 9),
        ]
    );
    // Mentions: 1 + 2 + 1 + 1 + 2 in the north, 2 in the south, 1 without office.
    assert_eq!(table.groups[0].mentions, 7);
    assert_eq!(table.total.mentions, 10);
    let a = table.total.cells[0];
    assert_eq!(a.row_pct, Ok(6.0 / 9.0));
    // Mentions of a: 1 + 2 + 1 + 1 + 1 + 1 = 7 of 10, those of b are the other 3.
    assert_eq!(a.pct_responses, Ok(0.7));
    assert_eq!(table.total.cells[3].pct_responses, Ok(0.3));
}

#[test]
fn what_is_not_in_the_base_is_told_by_kind() {
    let fixture = offices();
    let counted = count(&fixture.study, &by_office()).unwrap();
    let table = &counted.crosstabs(&View::default())[0];
    let south = &table.groups[1].standing;
    assert_eq!(
        (
            south.reviewed,
            south.suggested,
            south.uncoded,
            south.deferred,
            south.not_codable
        ),
        (2, 1, 1, 1, 1)
    );
    let missing = |kind| {
        let at = Missing::ALL.iter().position(|known| *known == kind).unwrap();
        table.total.standing.missing[at]
    };
    assert_eq!((missing(Missing::Empty), missing(Missing::NoAnswer)), (1, 1));
    assert_eq!(table.total.standing.all(), 15);
}

#[test]
fn what_is_only_suggested_is_counted_apart() {
    let fixture = offices();
    let counted = count(&fixture.study, &Selection::default()).unwrap();
    let in_layer = |layer| {
        let view = View {
            layer: Some(layer),
            ..View::default()
        };
        let table = counted.frequencies(&view).remove(0);
        let n: Vec<u64> = table.total.cells.iter().map(|cell| cell.n).collect();
        (n, table.total.base)
    };
    assert_eq!(counted.layer(&View::default()), Layer::Reviewed);
    assert_eq!(in_layer(Layer::Reviewed), (vec![6, 4, 2, 3, 1], 9));
    assert_eq!(in_layer(Layer::Suggested), (vec![1, 0, 1, 0, 0], 1));
    assert_eq!(in_layer(Layer::Both), (vec![7, 4, 3, 3, 1], 10));
    let default = counted.frequencies(&View::default()).remove(0);
    assert_eq!(
        (default.total.cells[2].n, default.total.cells[2].suggested),
        (2, 1)
    );
}

#[test]
fn dimensions_count_once_where_two_of_their_codes_meet() {
    let fixture = offices();
    let selection = Selection {
        level: Level::Dimensions,
        ..Selection::default()
    };
    let table = count(&fixture.study, &selection)
        .unwrap()
        .frequencies(&exclusive())
        .remove(0);
    let ids: Vec<&str> = table.lines.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "several", "none_fits"]);
    // a: 1, 2, 3, 9, 15; b: 4, 8; several: 5.
    assert_eq!(counts(&table)[0].1, [5, 2, 1, 1]);
}

/// R1: a1, a1, b. R2: b suggested, a1 decided. R3: k. A. and empty. R1 answers in two waves.
fn waves() -> Fixture {
    let one = |key, respondent, wave, text, coded| Row {
        key,
        respondent,
        background: wave,
        text,
        coded,
    };
    study(
        CODEBOOK,
        &["welle"],
        &[
            one("1", "R1", &["1"], "Beratung", Coded::By("a1")),
            one("2", "R2", &["1"], "Bau", Coded::Suggested(&[("b", 0, "Bau")])),
            one("3", "R3", &["1"], "", Coded::Not),
            one("4", "R1", &["2"], "Beratung", Coded::By("a1")),
            one("5", "R1", &["2"], "Bau", Coded::By("b")),
            one("6", "R2", &["2"], "Beratung", Coded::By("a1")),
            one("7", "R3", &["2"], "k. A.", Coded::Not),
        ],
    )
}

#[test]
fn a_respondent_counts_once_per_code_and_group() {
    let fixture = waves();
    let selection = Selection {
        base: Base::Respondents,
        by: vec!["welle".into()],
        ..Selection::default()
    };
    let counted = count(&fixture.study, &selection).unwrap();
    let mentions = &counted.crosstabs(&View::default())[0];
    assert_eq!(
        counts(mentions),
        [
            named("1", &[1, 1, 0, 0, 0], 1),
            // R1 with a1 and b, R2 with a1.
            named("2", &[2, 2, 0, 1, 0], 2),
            (None, vec![2, 2, 0, 1, 0], 2),
        ]
    );
    // b is only suggested for R2, decided for R1.
    assert_eq!(mentions.total.cells[3].suggested, 1);
    // R3 gave "k. A." once and nothing once: no answer.
    let standing = mentions.total.standing;
    assert_eq!(
        (standing.reviewed, standing.all_missing(), standing.all()),
        (2, 1, 3)
    );
    let at = Missing::ALL
        .iter()
        .position(|kind| *kind == Missing::NoAnswer)
        .unwrap();
    assert_eq!(standing.missing[at], 1);

    let apart = counted.frequencies(&exclusive()).remove(0);
    // R1 has several, R2 only a1.
    assert_eq!(counts(&apart)[0].1, [1, 1, 0, 0, 1, 0]);
    let both = View {
        layer: Some(Layer::Both),
        ..exclusive()
    };
    assert_eq!(counts(&counted.frequencies(&both)[0])[0].1, [0, 0, 0, 0, 2, 0]);
}

#[test]
fn the_most_frequent_codes_come_with_those_that_tie() {
    let fixture = offices();
    let counted = count(&fixture.study, &Selection::default()).unwrap();
    let top = |n| {
        let view = View {
            top: Some(n),
            ..exclusive()
        };
        let table = counted.frequencies(&view).remove(0);
        let ids: Vec<String> = table.lines.iter().map(|line| line.id.clone()).collect();
        (ids, table.left_out, table.ties)
    };
    // a1 2, b 2, a2 1: two are first.
    let ids = |ids: &[&str]| {
        ids.iter()
            .copied()
            .chain(["several", "none_fits"])
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(top(1), (ids(&["a1", "b"]), 1, 1));
    assert_eq!(top(2), (ids(&["a1", "b"]), 1, 0));
    assert_eq!(top(9), (ids(&["a1", "b", "a2"]), 0, 0));
    let sorted = counted
        .frequencies(&View {
            order: Order::Count,
            ..View::default()
        })
        .remove(0);
    let order: Vec<&str> = sorted.lines.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(order, ["a", "a1", "a2", "b", "none_fits"]);
}

#[test]
fn a_table_of_nothing_has_undefined_percents() {
    let fixture = study(
        CODEBOOK,
        &["amt"],
        &[
            row("1", &["Nord"], "", Coded::Not),
            row("2", &["Süd"], "Bau", Coded::By("b")),
        ],
    );
    let counted = count(&fixture.study, &by_office()).unwrap();
    let tables = counted.crosstabs(&exclusive());
    assert_eq!(tables[0].groups[0].cells[0].row_pct, Err(Undefined::EmptyBase));
    for form in FORMS {
        let drawn = (form.draw)(
            &tables,
            &Drawing {
                language: Language::De,
                width: Some(100),
            },
        )
        .unwrap();
        assert!(!drawn.contains("NaN"), "{}: {drawn}", form.name);
    }
}

#[test]
fn a_decision_on_a_code_that_left_the_codebook_is_still_counted() {
    let fixture = study(CODEBOOK, &[], &[row("1", &[], "Bau", Coded::By("b|früher"))]);
    let counted = count(&fixture.study, &Selection::default()).unwrap();
    let table = counted.frequencies(&View::default()).remove(0);
    let line = table.lines.iter().position(|line| line.id == "früher").unwrap();
    assert_eq!((table.lines[line].value, table.total.cells[line].n), (None, 1));
}

#[test]
fn unknown_columns_are_answered_with_those_that_exist() {
    let fixture = offices();
    let selection = Selection {
        by: vec!["Amt".into()],
        ..Selection::default()
    };
    let problem = count(&fixture.study, &selection).unwrap_err();
    assert!(problem.what().de.contains("»Amt«"));
    assert!(problem.advice().unwrap().de.contains("amt"));
}

#[test]
fn one_person_s_table_holds_no_suggestions_and_says_what_she_has_not_decided() {
    let fixture = study(
        CODEBOOK,
        &[],
        &[
            row("1", &[], "später", Coded::Decided(Outcome::Deferred)),
            row("2", &[], "Bau", Coded::ByBert("b")),
            row("3", &[], "Bau", Coded::Suggested(&[("b", 0, "Bau")])),
        ],
    );
    let selection = Selection {
        coder: Some("Anna".into()),
        ..Selection::default()
    };
    let counted = count(&fixture.study, &selection).unwrap();
    for layer in [
        None,
        Some(Layer::Reviewed),
        Some(Layer::Suggested),
        Some(Layer::Both),
    ] {
        let view = View {
            layer,
            ..View::default()
        };
        let table = counted.frequencies(&view).remove(0);
        assert_eq!(table.head.layer, Layer::Reviewed, "{layer:?}");
        assert!(
            table
                .total
                .cells
                .iter()
                .all(|cell| (cell.n, cell.suggested) == (0, 0))
        );
        let standing = table.total.standing;
        assert_eq!(
            (standing.deferred, standing.uncoded, standing.suggested),
            (1, 2, 0)
        );
        let said = table.says(Language::De).join(" ");
        assert!(
            said.contains("Grundlage sind geprüfte Zuordnungen (Anna)."),
            "{said}"
        );
        assert!(said.contains("von dieser Person nicht entschieden 2"), "{said}");
        assert!(!said.contains("ohne Zuordnung"), "{said}");
    }
    // Of everybody, the same units are decided, suggested and deferred.
    let all = count(&fixture.study, &Selection::default()).unwrap();
    let standing = all.frequencies(&View::default()).remove(0).total.standing;
    assert_eq!(
        (standing.reviewed, standing.suggested, standing.deferred),
        (1, 1, 1)
    );
}
