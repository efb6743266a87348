//! Suggestions for units on which somebody has decided: a later run leaves them as they were.

use freitext::codebook::Edit;
use freitext::study::{NewRun, Suggestion};
use freitext::survey::{CodebookId, RunId, UnitId};

use super::board::suggest;
use super::{Made, made};

fn again(made: &mut Made, codebook: CodebookId, left: &[i64]) -> RunId {
    let run = NewRun {
        method: "combined",
        codebook,
        settings: "{}".into(),
        analysis: String::new(),
        time: 1,
    };
    let left: Vec<UnitId> = left.iter().copied().map(UnitId).collect();
    made.study
        .change(|change| change.begin_run_leaving(&run, &left))
        .unwrap()
}

/// Place of the code and score of all that a run suggests for units 1 to 3.
fn suggested(made: &Made, run: RunId) -> Vec<(i64, usize, f64)> {
    let of = |unit: i64| made.study.suggestions(run, UnitId(unit)).unwrap();
    let say = |one: Suggestion| (one.unit.0, one.code, one.score);
    (1..=3).flat_map(of).map(say).collect()
}

#[test]
fn they_stay_where_somebody_decided_and_go_elsewhere() {
    let mut made = made(3);
    suggest(&mut made, &[0.9, 0.8, 0.7]);
    let codebook = made.codebook;
    let run = again(&mut made, codebook, &[1, 3]);
    assert_eq!(suggested(&made, run), [(1, 0, 0.9), (3, 0, 0.7)]);
    // They go on from run to run.
    let run = again(&mut made, codebook, &[1]);
    assert_eq!(suggested(&made, run), [(1, 0, 0.9)]);
    let run = again(&mut made, codebook, &[]);
    assert_eq!(suggested(&made, run), []);
}

#[test]
fn they_stay_as_far_as_their_codes_are_in_use() {
    let mut made = made(3);
    suggest(&mut made, &[0.9]);
    let stored = made.study.codebooks().unwrap().remove(0);
    let first = stored.codebook.codes[0].id.clone();
    let retired = stored.codebook.edited(&Edit::Retire { code: first }).unwrap();
    let codebook = made
        .study
        .change(|change| change.keep_codebook("felder", &retired, 2))
        .unwrap();
    let run = again(&mut made, codebook, &[1]);
    assert_eq!(suggested(&made, run), []);
}
