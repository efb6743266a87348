//! The same study gives the same suggestions and the same figures to the byte, with any number of threads and every time.

mod desk;

use std::fmt::Write;

use desk::Desk;
use freitext::study::{Read, Source, Study, Suggestion, Wanted};

/// The shipped measures, half of them coded, imported with so many threads.
fn half_coded(threads: usize) -> Desk {
    Desk::with_threads(threads).half_coded("handlungsfelder", |code| Some(code.to_owned()))
}

/// Suggests, and gives what the study then holds.
fn suggested(desk: &Desk) -> Vec<(String, Suggestion)> {
    desk.freitext(&["suggest", "s.freitext", "--method", "combined"])
        .succeeds();
    let study = Study::open(&desk.path("s.freitext")).unwrap();
    let run = study.latest_run("handlungsfelder").unwrap().unwrap();
    let wanted = Wanted {
        codebook: Some("handlungsfelder"),
        run: Some(run.id),
        evidence: Read::Yes,
        ..Wanted::default()
    };
    let mut suggestions = Vec::new();
    study
        .walk(&wanted, |unit| {
            let own = unit.suggestions.iter();
            suggestions.extend(own.map(|suggestion| (unit.key.clone(), suggestion.clone())));
            Ok(())
        })
        .unwrap();
    suggestions
}

/// Every digit of every suggestion: score, origin, evidence.
fn written(suggestions: &[(String, Suggestion)]) -> String {
    let mut text = String::new();
    for (unit, suggestion) in suggestions {
        writeln!(text, "{unit} {suggestion:?}").unwrap();
    }
    text
}

#[test]
fn any_number_of_threads_gives_the_same_suggestions_and_figures() {
    let all: Vec<[String; 3]> = [1, 2, 3, 8]
        .into_iter()
        .map(|threads| {
            let desk = half_coded(threads);
            let suggestions = written(&suggested(&desk));
            assert_eq!(
                written(&suggested(&desk)),
                suggestions,
                "suggested twice with {threads} threads"
            );
            desk.freitext(&["export", "s.freitext", "assignments.csv"])
                .succeeds();
            let figures = desk.freitext(&["evaluate", "s.freitext", "--json"]).succeeds();
            [suggestions, desk.read("assignments.csv"), figures]
        })
        .collect();
    assert!(all[0][0].lines().count() > 150, "hardly any suggestion");
    for (other, threads) in all[1..].iter().zip([2, 3, 8]) {
        for (one, other) in all[0].iter().zip(other) {
            let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
            assert_eq!(differs, None, "1 and {threads} threads");
            assert_eq!(one.len(), other.len(), "1 and {threads} threads");
        }
    }
}

/// What the rules bring stands at their hits, so that the evidence says where all of a suggestion comes from.
#[test]
fn hits_of_rules_share_what_rules_bring() {
    let mut of_rules = 0;
    for (_, suggestion) in suggested(&half_coded(2)) {
        let hits: Vec<Option<f64>> = suggestion
            .evidence
            .iter()
            .filter(|piece| matches!(piece.source, Source::Rule(_)))
            .map(|piece| piece.weight)
            .collect();
        // Rules too weak to count by themselves say nothing.
        if hits.is_empty() || hits.contains(&None) {
            assert!(hits.iter().all(Option::is_none), "{suggestion:?}");
            continue;
        }
        of_rules += 1;
        let sum: f64 = hits.into_iter().flatten().sum();
        let origin = suggestion.origin.unwrap();
        assert!((sum - origin.rules).abs() < 1e-9, "{suggestion:?}");
    }
    assert!(of_rules > 100, "{of_rules}");
}
