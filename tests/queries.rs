//! The query language from the outside: `golden/queries.md` line by line, and what holds for every query.
//!
//! Deliberately absent: what a query finds (the index's tests).

use freitext::query::{Form, Leaf, MAX_DEPTH, Order, Query, SideBySide, parse};
use freitext::words::Language;
use proptest::prelude::*;

/// The first piece between backquotes, or the cell as it stands.
fn cell(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('`')
        .and_then(|rest| rest.strip_suffix('`'))
        .unwrap_or(text)
}

fn outcome(text: &str, side_by_side: SideBySide) -> String {
    match parse(text, side_by_side) {
        Ok(query) => query.to_string(),
        Err(problem) => {
            let span = problem
                .place()
                .excerpt
                .clone()
                .expect("a mistake has a place")
                .span;
            format!("at {}..{}: {}", span.start, span.end, problem.what().en)
        }
    }
}

#[test]
fn every_line_of_the_golden_table_holds() {
    let table = include_str!("golden/queries.md");
    let mut lines = 0;
    let mut wrong = Vec::new();
    for line in table
        .lines()
        .filter(|line| line.starts_with("| search |") || line.starts_with("| rule |"))
    {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
        let [kind, written, expected] = cells[..] else {
            panic!("three cells: {line}")
        };
        let side_by_side = if kind.trim() == "rule" {
            SideBySide::Or
        } else {
            SideBySide::And
        };
        // Blanks count within backquotes.
        let written = written.trim().trim_matches('`');
        let got = outcome(written, side_by_side);
        if got != cell(expected) {
            wrong.push(format!(
                "{written}\n  is:        {got}\n  should be: {}",
                cell(expected)
            ));
        }
        lines += 1;
    }
    assert!(lines > 120, "only {lines} lines were read");
    assert!(
        wrong.is_empty(),
        "{} of {lines} lines:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_mistake_has_a_mend_in_both_languages() {
    for line in include_str!("golden/queries.md")
        .lines()
        .filter(|line| line.contains("| at "))
    {
        let written = line.split(" | ").nth(1).unwrap().trim().trim_matches('`');
        let problem = parse(written, SideBySide::And).unwrap_err();
        let advice = problem
            .advice()
            .unwrap_or_else(|| panic!("no hint for {written}"));
        assert!(!advice.de.is_empty() && !advice.en.is_empty(), "{written}");
        assert_ne!(problem.what().de, problem.what().en, "{written}");
    }
}

#[test]
fn deep_nesting_is_a_mistake_and_no_crash() {
    let brackets = format!("{}a{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(outcome(&brackets, SideBySide::And).contains("nested more than"));
    let chain = vec!["a"; 10_000].join(" NOT ");
    assert!(outcome(&chain, SideBySide::And).contains("nested more than"));
    let affirmed = format!("{}a{}", "affirmed(".repeat(5_000), ")".repeat(5_000));
    assert!(outcome(&affirmed, SideBySide::And).contains("nested more than"));
    let allowed = format!("{}a{}", "(".repeat(MAX_DEPTH), ")".repeat(MAX_DEPTH));
    assert_eq!(outcome(&allowed, SideBySide::And), "a");
    let long = vec!["a"; 10_000].join(" OR ");
    assert!(matches!(parse(&long, SideBySide::And), Ok(Query::Or(parts)) if parts.len() == 10_000));
}

#[test]
fn spans_cover_what_was_written() {
    let text = "[personal] NAHE/3 (=mangel ODER fehl*) OHNE \"zwei wörter~2\"";
    let query = parse(text, SideBySide::And).unwrap();
    let pieces: Vec<&str> = query
        .leaves()
        .iter()
        .map(|leaf| &text[leaf.span.clone()])
        .collect();
    assert_eq!(pieces, ["[personal]", "=mangel", "fehl*", "zwei", "wörter~2"]);
}

#[test]
fn german_operators_are_printed_for_german_readers() {
    let query = parse(
        "affirmed(a NEAR/3 b) AND (c BEFORE d) OR e NOT f",
        SideBySide::And,
    )
    .unwrap();
    let german = query.written(Language::De);
    assert_eq!(german, "(bejaht(a NAHE/3 b) UND (c VOR/5 d)) ODER (e OHNE f)");
    assert_eq!(parse(&german, SideBySide::Or).unwrap(), query);
}

fn leaf() -> impl Strategy<Value = Leaf> {
    let plain = prop_oneof![
        "[a-zäöüß]{1,8}",
        "[A-ZÄÖÜ][a-zß]{1,8}(-[A-Z][a-z]{1,4})?",
        "[a-z]{2,5}(\\*innen|:in|/-innen|\\(innen\\))",
        "§?[0-9][0-9.]{0,4}",
        prop::sample::select(vec![
            "und",
            "UND",
            "OHNE",
            "NEAR",
            "NEAR/7",
            "NEAR/0",
            "VOR5",
            "NICHT",
            "bejaht",
            "z.B.",
            "Bu\u{308}rger",
        ])
        .prop_map(str::to_owned),
    ];
    let wild = prop_oneof!["[a-zä]{1,5}\\*", "\\*[a-z]{1,5}", "[a-z]{1,3}\\?[a-z]{1,3}"];
    prop_oneof![
        (
            plain.clone(),
            prop::sample::select(vec![Form::Stem, Form::Exact, Form::Part])
        ),
        (
            plain.clone(),
            prop::sample::select(vec![Form::Fuzzy(1), Form::Fuzzy(2)])
        ),
        (
            wild,
            prop::sample::select(vec![Form::Wildcard, Form::PartWildcard])
        ),
    ]
    .prop_map(|(word, form)| Leaf {
        word,
        form,
        span: 0..0,
    })
}

/// Trees as the parser gives them.
fn tree() -> impl Strategy<Value = Query> {
    let phrase = prop::collection::vec(leaf(), 2..4).prop_map(Query::Phrase);
    let simple = prop_oneof![3 => leaf().prop_map(Query::Word), 1 => phrase];
    let order = prop_oneof![Just(Order::Either), Just(Order::AsWritten)];
    let placed =
        (simple.clone(), simple.clone(), 1u32..1000, order).prop_map(|(left, right, within, order)| {
            Query::Near {
                left: Box::new(left),
                right: Box::new(right),
                within,
                order,
            }
        });
    prop_oneof![simple, placed].prop_recursive(4, 24, 3, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            several
                .clone()
                .prop_filter_map("AND in AND is one list", |parts| {
                    (!parts.iter().any(|part| matches!(part, Query::And(_)))).then_some(Query::And(parts))
                }),
            several.prop_filter_map("OR in OR is one list", |parts| {
                (!parts.iter().any(|part| matches!(part, Query::Or(_)))).then_some(Query::Or(parts))
            }),
            (inner.clone(), inner.clone()).prop_map(|(keep, drop)| Query::Not {
                keep: Box::new(keep),
                drop: Box::new(drop)
            }),
            inner.prop_filter_map("affirmed is not nested", |one| {
                (!matches!(one, Query::Affirmed(_))).then(|| Query::Affirmed(Box::new(one)))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_printed_tree_is_read_back_the_same(query in tree()) {
        for side_by_side in [SideBySide::And, SideBySide::Or] {
            for language in [Language::De, Language::En] {
                let printed = query.written(language);
                prop_assert_eq!(parse(&printed, side_by_side).map_err(|p| format!("{printed}: {p}")), Ok(query.clone()));
            }
        }
    }

    #[test]
    fn whatever_is_understood_is_printed_and_read_back_the_same(
        text in "([a-zA-ZäÜß]{1,3}|[()\\[\\]\"„“*?=~/&|,.'’:!§0-9-]| |AND|ODER|NOT|NEAR/|VOR|bejaht\\(|\\(innen\\)|\\*in){0,14}"
    ) {
        for side_by_side in [SideBySide::And, SideBySide::Or] {
            match parse(&text, side_by_side) {
                Ok(query) => {
                    let printed = query.to_string();
                    prop_assert_eq!(parse(&printed, side_by_side).map_err(|p| format!("{printed}: {p}")), Ok(query));
                }
                Err(problem) => {
                    let excerpt = problem.place().excerpt.clone().expect("a place");
                    prop_assert_eq!(&excerpt.source, &text);
                    prop_assert!(text.get(excerpt.span).is_some(), "the span cuts a character");
                    prop_assert!(problem.advice().is_some());
                }
            }
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}") {
        let _ = parse(&text, SideBySide::And);
    }
}
