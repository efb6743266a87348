//! The English text analysis against tables that a linguist can extend (`tests/golden/english_*.md`).
//!
//! Deliberately absent: what both languages share (spans, normal forms), which `german.rs` tests.

use freitext::language::{Analyser, Tokens};
use freitext::survey::AnswerLanguage;
use proptest::prelude::*;

fn english() -> &'static Analyser {
    Analyser::of(AnswerLanguage::English)
}

fn forms(text: &str) -> Vec<String> {
    let mut tokens = Tokens::new();
    english().tokenize(text, &mut tokens);
    tokens.iter().map(|token| token.form.to_owned()).collect()
}

fn stem(word: &str) -> String {
    english().stem(&english().normal_form(word))
}

fn rows(table: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = table.lines().filter(|line| line.starts_with('|')).collect();
    let is_rule = |line: &str| line.starts_with("|---");
    (0..lines.len())
        .filter(|&at| !is_rule(lines[at]) && !lines.get(at + 1).is_some_and(|next| is_rule(next)))
        .map(|at| lines[at].trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

fn words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',').map(str::trim).filter(|word| !word.is_empty())
}

fn report(what: &str, wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{what}: {} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn forms_of_a_word_meet_and_unlike_words_do_not() {
    let text = include_str!("golden/english_stems.md");
    let (meet, apart) = text.split_once("## apart").expect("two tables");
    let stems = |row: &[&str]| -> Vec<(String, String)> {
        words(row[0]).map(|word| (word.to_owned(), stem(word))).collect()
    };
    let mut wrong = Vec::new();
    let (meet, apart) = (rows(meet), rows(apart));
    assert!(meet.len() > 20 && apart.len() > 20);
    for stems in meet.iter().map(|row| stems(row)) {
        for (word, found) in &stems {
            if *found != stems[0].1 {
                wrong.push(format!("{} → {}, {word} → {found}", stems[0].0, stems[0].1));
            }
        }
    }
    for stems in apart.iter().map(|row| stems(row)) {
        for (at, (word, found)) in stems.iter().enumerate() {
            for (other, also) in &stems[..at] {
                if found == also {
                    wrong.push(format!("{other} and {word} meet in {found}"));
                }
            }
        }
    }
    report("stems", &wrong);
}

#[test]
fn negators_govern_their_clause() {
    let mut wrong = Vec::new();
    let table = rows(include_str!("golden/english_negation.md"));
    assert!(table.len() > 20);
    for row in table {
        let mut tokens = Tokens::new();
        english().tokenize(row[0], &mut tokens);
        for (column, governed) in [(1, true), (2, false)] {
            for word in words(row[column]) {
                match tokens.iter().find(|token| token.form == word) {
                    Some(token) if token.negated == governed => {}
                    Some(_) => wrong.push(format!("{}: {word} is not {governed}", row[0])),
                    None => wrong.push(format!("{}: {word} is no token", row[0])),
                }
            }
        }
    }
    report("negation", &wrong);
}

#[test]
fn what_is_german_only_is_left_alone() {
    assert_eq!(forms("LinkedIn and a PhD"), ["linkedin", "and", "a", "phd"]);
    assert_eq!(forms("he/she, his/her"), ["he", "she", "his", "her"]);
    for word in [
        "basketball",
        "footpath",
        "playground",
        "streetlights",
        "hausarbeit",
        "sprachkurse",
    ] {
        assert!(english().word(word, &|_| 9).parts.is_empty(), "{word}");
    }
}

#[test]
fn hyphens_give_parts_and_complete_each_other() {
    assert_eq!(
        forms("short- and long-term aims"),
        ["short-term", "and", "long-term", "aims"]
    );
    assert_eq!(
        forms("drop-in centre, e.g. at 5 p.m."),
        ["drop-in", "centre", "eg", "at", "5", "pm"]
    );
    let word = english().word("long-term", &|_| 0);
    let parts: Vec<&str> = word.parts.iter().map(|part| part.form.as_str()).collect();
    assert_eq!((word.stem.as_str(), parts), ("longterm", vec!["long", "term"]));
}

#[test]
fn only_function_words_are_unlike_their_like() {
    assert!(english().unlike("willing", "will"));
    assert!(!english().unlike("organise", "organisation"));
    assert!(!english().unlike("they're", "them"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_are_in_order_and_stems_never_fail(text in "[a-zA-Zäé0-9 .,;:*_/()'’\\-–&\n]{0,40}") {
        let mut tokens = Tokens::new();
        english().tokenize(&text, &mut tokens);
        let mut behind = 0;
        for token in tokens.iter() {
            prop_assert!(token.span.start >= behind && token.span.end > token.span.start);
            prop_assert!(text.is_char_boundary(token.span.start as usize));
            prop_assert!(!token.form.is_empty());
            behind = token.span.end;
            let word = english().word(token.form, &|_| 0);
            prop_assert_eq!(word.stem, english().stem(token.form));
        }
    }
}
