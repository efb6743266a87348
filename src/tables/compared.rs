//! Tests of crosstabs: what they count, and whose cases belong together.

use super::fixture::{CODEBOOK, Coded, Row, row, study};
use super::worked::{by_office, offices};
use super::*;
use crate::estimate::Draws;

fn asked(selection: Selection) -> Selection {
    Selection {
        kept: Kept::Respondents,
        ..selection
    }
}

fn view(counting: Counting) -> View {
    View {
        counting,
        test: Some(Draws { n: 200, seed: 1 }),
        ..View::default()
    }
}

/// What a test counts is what the table counts: in exclusive counting a dimension less its codes, of mentions each line.
#[test]
fn a_test_counts_as_its_table() {
    let fixture = offices();
    for base in [Base::Units, Base::Respondents] {
        let selection = asked(Selection { base, ..by_office() });
        let counted = count(&fixture.study, &selection).unwrap();
        let table = counted.crosstabs(&view(Counting::Exclusive)).remove(0);
        let tested = table.tested.as_ref().unwrap();
        assert_eq!(
            (tested.groups.join(" "), tested.without_group),
            ("Nord Süd".to_owned(), 1)
        );
        assert_eq!(tested.dependence, Dependence::Independent);
        let Outcome::Whole { columns, cells, .. } = &tested.outcome else {
            panic!("an exclusive table is tested as a whole")
        };
        let n = |group: usize, id: &str| {
            let at = columns.iter().position(|column| column.id == id);
            at.map_or(0, |at| cells[group][at].map_or(0, |cell| cell.observed))
        };
        let of = |group: usize, id: &str| {
            let at = table.lines.iter().position(|line| line.id == id).unwrap();
            table.groups[group].cells[at].n
        };
        for group in 0..2 {
            for id in ["a1", "b", "several", "none_fits"] {
                assert_eq!(n(group, id), of(group, id), "{id}");
            }
            assert_eq!(n(group, "a"), of(group, "a") - of(group, "a1") - of(group, "a2"));
        }
        let table = counted.crosstabs(&view(Counting::Mentions)).remove(0);
        let Outcome::PerCode(codes) = &table.tested.as_ref().unwrap().outcome else {
            panic!("mentions are tested code by code")
        };
        for code in codes {
            let at = table.lines.iter().position(|line| line.id == code.id).unwrap();
            let named = table.groups.iter().filter(|group| group.name.is_some());
            assert_eq!(
                code.n,
                named.map(|group| group.cells[at].n).sum::<u64>(),
                "{}",
                code.id
            );
        }
    }
}

#[test]
fn whoever_has_several_units_is_permuted_as_one_and_in_each_group_apart() {
    let of = |key, respondent, amt: &'static [&'static str], code| Row {
        respondent,
        ..row(key, amt, "Beratung", Coded::By(code))
    };
    let rows = [
        of("1", "R1", &["Nord"], "a1"),
        of("2", "R1", &["Nord"], "a1"),
        of("3", "R2", &["Süd"], "b"),
        of("4", "R3", &["Nord"], "b"),
        of("5", "R3", &["Süd"], "b"),
    ];
    let fixture = study(CODEBOOK, &["amt"], &rows);
    let counted = count(&fixture.study, &asked(by_office())).unwrap();
    let tested = counted
        .crosstabs(&view(Counting::Exclusive))
        .remove(0)
        .tested
        .unwrap();
    assert_eq!(
        tested.dependence,
        Dependence::SameRespondent {
            respondents: 3,
            cases: 5,
            in_several_groups: 1
        }
    );
    let Outcome::Whole { test: Ok(test), .. } = tested.outcome else {
        panic!("there are two groups and two codes")
    };
    assert_eq!(test.by, By::Permutation);
    // Four bundles, two in each group, one of them with a1: every draw gives the same table or its mirror.
    assert!(test.p.value() > 0.9, "{:?}", test.p);
}

/// a1 2, b 2, a2 1, so that two are first and the third is third.
#[test]
fn equally_frequent_codes_share_the_better_rank() {
    let fixture = offices();
    let counted = count(&fixture.study, &Selection::default()).unwrap();
    let ranks = |top, order| -> Vec<(String, Option<u64>)> {
        let view = View {
            counting: Counting::Exclusive,
            top,
            order,
            ..View::default()
        };
        let lines = counted.frequencies(&view).remove(0).lines;
        lines.into_iter().map(|line| (line.id, line.rank)).collect()
    };
    let own = |ranks: &[(&str, Option<u64>)]| -> Vec<(String, Option<u64>)> {
        ranks.iter().map(|(id, rank)| ((*id).to_owned(), *rank)).collect()
    };
    let rest = [("several", None), ("none_fits", None)];
    let flat = [("a1", Some(1)), ("b", Some(1)), ("a2", Some(3))];
    assert_eq!(ranks(Some(3), Order::Codebook), own(&[&flat[..], &rest].concat()));
    // Within their dimension: a 4, b 2; below a: a1 2, a2 1.
    let tree = [("a", Some(1)), ("a1", Some(1)), ("a2", Some(2)), ("b", Some(2))];
    assert_eq!(ranks(None, Order::Count), own(&[&tree[..], &rest].concat()));
    assert!(
        ranks(None, Order::Codebook)
            .iter()
            .all(|(_, rank)| rank.is_none())
    );
}
