//! How units count of which a person has looked at some of the suggested codes only.

use super::fixture::{CODEBOOK, Coded, row, study};
use super::*;
use crate::survey::Outcome;

#[test]
fn what_was_only_begun_counts_as_suggested_with_what_was_given_and_without_what_was_refused() {
    let begun = |given: &[&str], refused: &[&str]| {
        let ids = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        Coded::Begun(
            Outcome::Begun {
                given: ids(given),
                refused: ids(refused),
            },
            &[("a2", 0, "Auskunft"), ("b", 0, "Bau")],
        )
    };
    let fixture = study(
        CODEBOOK,
        &[],
        &[
            row("1", &[], "Auskunft zum Bau", begun(&["b"], &[])),
            row("2", &[], "Auskunft zum Bau", begun(&[], &["b"])),
            row("3", &[], "Auskunft zum Bau", begun(&[], &["a2", "b"])),
            row("4", &[], "Bau", Coded::By("b")),
        ],
    );
    let all = count(&fixture.study, &Selection::default()).unwrap();
    let standing = all.frequencies(&View::default()).remove(0).total.standing;
    assert_eq!(
        (standing.reviewed, standing.suggested, standing.uncoded),
        (1, 2, 1)
    );
    let both = View {
        layer: Some(Layer::Both),
        ..View::default()
    };
    let table = all.frequencies(&both).remove(0);
    let of = |id: &str| {
        let at = table.lines.iter().position(|line| line.id == id).unwrap();
        let cell = &table.total.cells[at];
        (cell.n, cell.suggested)
    };
    assert_eq!(of("b"), (2, 1), "given in 1, refused in 2 and 3, reviewed in 4");
    assert_eq!(of("a2"), (2, 2), "suggested in 1 and 2, refused in 3");

    let of_anna = Selection {
        coder: Some("Anna".into()),
        ..Selection::default()
    };
    let hers = count(&fixture.study, &of_anna).unwrap();
    let standing = hers.frequencies(&View::default()).remove(0).total.standing;
    assert_eq!(
        (standing.reviewed, standing.uncoded),
        (1, 3),
        "begun is not decided"
    );
}
