//! Pairs of codes in small studies, counted by hand.

use super::*;
use crate::codebook::Codebook;
use crate::study::Act;
use crate::survey::{ActionKind, Decision, Outcome};
use crate::tables::choice::Selection;
use crate::tables::fixture::{CODEBOOK, Coded, Fixture, Row, row, study};
use crate::tables::pass::count;
use crate::tables::table::View;

/// Respondent A: a1 and b in one answer, a2 in another; B: b; C: a2 and b in two answers; D: none fits; E: only suggested.
fn offices() -> Fixture {
    let of = |key, respondent, coded| Row {
        respondent,
        ..row(key, &[], "Auskunft zum Bau", coded)
    };
    study(
        CODEBOOK,
        &[],
        &[
            of("1", "A", Coded::By("a1|b")),
            of("2", "A", Coded::By("a2")),
            of("3", "B", Coded::By("b")),
            of("4", "C", Coded::By("a2")),
            of("5", "C", Coded::By("b")),
            of("6", "D", Coded::Decided(Outcome::NoneFits)),
            of(
                "7",
                "E",
                Coded::Suggested(&[("a2", 0, "Auskunft"), ("b", 0, "Bau")]),
            ),
        ],
    )
}

fn pair<'t>(table: &'t Together, one: &str, other: &str) -> Option<&'t Pair> {
    let at = |codes: &[CodeCount], id: &str| codes.iter().position(|code| code.id == id);
    table.pair(at(&table.rows.codes, one)?, at(table.column_codes(), other)?)
}

#[test]
fn pairs_are_counted_by_unit_or_by_respondent() {
    let fixture = offices();
    let units = within(
        &count(&fixture.study, &Selection::default()).unwrap(),
        &View::default(),
    )
    .remove(0);
    assert_eq!((units.n, units.layer), (6, Layer::Reviewed));
    let together = pair(&units, "a1", "b").unwrap();
    assert_eq!(together.counts, Fourfold::of(1, 1, 3, 6));
    assert_eq!(
        (together.of_row.value(), together.lift.value()),
        (Some(1.0), Some(2.0))
    );
    // The dimension has what its codes have; beside its own code it stands nowhere.
    assert_eq!(pair(&units, "a", "b").unwrap().counts, Fourfold::of(1, 3, 3, 6));
    assert_eq!(pair(&units, "a", "a1"), None);
    assert_eq!(pair(&units, "a2", "b").unwrap().counts.both, 0);

    let of_respondents = Selection {
        base: Base::Respondents,
        ..Selection::default()
    };
    let respondents = within(&count(&fixture.study, &of_respondents).unwrap(), &View::default()).remove(0);
    assert_eq!(respondents.n, 4);
    assert_eq!(
        pair(&respondents, "a2", "b").unwrap().counts,
        Fourfold::of(2, 2, 3, 4)
    );
    let strongest = respondents.strongest();
    assert!(strongest.iter().all(|pair| pair.counts.both > 0));
}

#[test]
fn what_is_only_suggested_counts_in_its_own_layer() {
    let fixture = offices();
    let suggested = View {
        layer: Some(Layer::Suggested),
        ..View::default()
    };
    let counted = count(&fixture.study, &Selection::default()).unwrap();
    let table = within(&counted, &suggested).remove(0);
    assert_eq!((table.n, pair(&table, "a2", "b").unwrap().counts.both), (1, 1));
    let both = View {
        layer: Some(Layer::Both),
        ..View::default()
    };
    assert_eq!(within(&counted, &both).remove(0).n, 7);
}

/// The second codebook is decided on by Anna for some of the same units.
fn with_a_second_codebook() -> Fixture {
    let mut fixture = offices();
    let second = r#"
format = 1
title = "Hemmnisse"
version = "1.0"
[[code]]
id = "zeit"
value = 1
label = "Zeit"
[[code]]
id = "geld"
value = 2
label = "Geld"
"#;
    let codebook = Codebook::read(second, "hemmnisse").unwrap();
    let mut units = Vec::new();
    let read = fixture.study.walk(&crate::study::Wanted::default(), |unit| {
        units.push((unit.key.clone(), unit.unit));
        Ok(())
    });
    read.unwrap();
    let decided = fixture.study.change(|change| {
        let id = change.keep_codebook("hemmnisse", &codebook, 0)?;
        let act = Act {
            coder: change.coder("Anna")?,
            codebook: id,
            kind: ActionKind::Decide,
            undoes: None,
            time: 0,
        };
        let action = change.act(&act)?;
        for (key, codes) in [("1", "zeit"), ("3", "zeit|geld"), ("7", "geld"), ("5", "geld")] {
            let unit = units.iter().find(|(known, _)| known == key).unwrap().1;
            let codes = codes.split('|').map(str::to_owned).collect();
            change.decide(&action, &Decision::of(unit, Outcome::Codes(codes)))?;
        }
        Ok(())
    });
    decided.unwrap();
    fixture
}

#[test]
fn two_codebooks_meet_in_the_same_respondents() {
    let fixture = with_a_second_codebook();
    let of = |codebook: &str| Selection {
        codebook: Some(codebook.to_owned()),
        ..Selection::default()
    };
    let (first, second) = (of("test"), of("hemmnisse"));
    let table = between(&fixture.study, &first, &second, &View::default()).unwrap();
    // A, B and C are valid in both, D in the first only, E in the second only.
    assert_eq!((table.n, table.one_side_only), (3, (1, 1)));
    assert_eq!(
        pair(&table, "b", "zeit").unwrap().counts,
        Fourfold::of(2, 3, 2, 3)
    );
    assert_eq!(
        pair(&table, "a2", "geld").unwrap().counts,
        Fourfold::of(1, 2, 2, 3)
    );
    assert_eq!(pair(&table, "a1", "geld").unwrap().counts.both, 0);
    assert!(between(&fixture.study, &first, &first, &View::default()).is_err());
}
