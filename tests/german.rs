//! The German text analysis against tables that a linguist can extend (`tests/golden/*.md`).
//!
//! Deliberately absent: speed, which is measured under `benches`.

use freitext::language::{Analyser, Tokens};
use freitext::survey::AnswerLanguage;
use proptest::prelude::*;

fn german() -> &'static Analyser {
    Analyser::of(AnswerLanguage::German)
}

fn rebuilds(text: &str) {
    let mut tokens = Tokens::new();
    german().tokenize(text, &mut tokens);
    let mut rebuilt = String::new();
    let mut at = 0;
    for token in tokens.iter() {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        assert!(start >= at && end > start, "{text:?}: {token:?}");
        assert!(!token.form.is_empty(), "{text:?}: {token:?}");
        // The index separates forms with control characters.
        let odd = |c: char| c.is_control() || c.is_whitespace();
        assert!(!token.form.contains(odd), "{text:?}: {token:?}");
        rebuilt.push_str(&text[at..start]);
        rebuilt.push_str(token.span.of(text));
        at = end;
    }
    rebuilt.push_str(&text[at..]);
    assert_eq!(rebuilt, text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_rebuild_any_text(text in any::<String>()) {
        rebuilds(&text);
    }

    #[test]
    fn spans_rebuild_texts_of_german_signs(text in "[a-zäöüßA-ZÄÖÜ\u{308}\u{ad}\u{200b}0-9 .,;:*_/()'’\\-–§%@&\n]{0,40}") {
        rebuilds(&text);
    }

    #[test]
    fn spans_rebuild_texts_of_german_pieces(pieces in proptest::collection::vec(prop_oneof![
        Just("Bürger"), Just("*"), Just("innen"), Just("(in)nen"), Just("/-"), Just(" "), Just("und"), Just("-"), Just("z."),
        Just("B."), Just("Ordnungspartnerschaften"), Just("kein"), Just(","), Just("nicht"), Just("www."), Just("a@b.de"),
        Just("BürgerInnen"), Just("3,5"), Just("24/7"), Just("😀"), Just("\n"), Just("Sicherheits-"),
    ], 0..14)) {
        rebuilds(&pieces.concat());
    }

    #[test]
    fn spans_rebuild_texts_with_control_characters(pieces in proptest::collection::vec(prop_oneof![
        Just("www."), Just("x.de/"), Just("a@b.de"), Just("z."), Just("B."), Just("Bürger"), Just("*innen"), Just("é"), Just("-"),
        Just("/"), Just("3"), Just(","), Just("\u{0}"), Just("\u{1f}"), Just("\u{7f}"), Just("\u{85}"), Just("\u{9c}"),
        Just("\t"), Just("\u{b}"), Just("\u{a0}"), Just("\u{202f}"), Just("\u{2028}"), Just("\u{3000}"),
    ], 0..14)) {
        rebuilds(&pieces.concat());
        let form = german().normal_form(&pieces.concat());
        prop_assert!(!form.contains(char::is_control), "{:?}", form);
    }

    #[test]
    fn every_form_has_a_word(form in "[a-zäöüß*'-]{0,24}") {
            let form = german().normal_form(&form);
        let word = german().word(&form, &|_| 0);
        prop_assert_eq!(&word.stem, &german().stem(&form));
        prop_assert!(word.parts.len() != 1);
    }
}

/// The cells of every table row of a golden file, headings left out.
fn rows(markdown: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = markdown.lines().collect();
    let is_rule = |line: &str| line.starts_with("|---");
    (0..lines.len())
        .filter(|&at| lines[at].starts_with('|') && !is_rule(lines[at]))
        .filter(|&at| !lines.get(at + 1).is_some_and(|next| is_rule(next)))
        .map(|at| lines[at].trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

fn words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',').map(str::trim).filter(|word| !word.is_empty())
}

fn stem(word: &str) -> String {
    german().stem(&german().normal_form(word))
}

fn forms(text: &str) -> Vec<String> {
    let mut tokens = Tokens::new();
    german().tokenize(text, &mut tokens);
    tokens.iter().map(|token| token.form.to_owned()).collect()
}

/// `\n` and `\u{…}` of a golden file as the characters that they stand for.
fn unescape(cell: &str) -> String {
    let mut text = cell.replace("\\n", "\n");
    while let Some(at) = text.find("\\u{") {
        let end = at + text[at..].find('}').expect("a closing bracket");
        let code = u32::from_str_radix(&text[at + 3..end], 16).expect("a number");
        text.replace_range(at..=end, &char::from_u32(code).expect("a character").to_string());
    }
    text
}

fn report(what: &str, wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{what}: {} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Share of compounds with the right split; the list of the wrong ones of the development half.
#[test]
fn compounds_are_split_right() {
    let mut right = [0usize; 2];
    let mut all = [0usize; 2];
    let mut wrong = Vec::new();
    for row in rows(include_str!("golden/compounds.md")) {
        let number: usize = row[0].parse().expect("a number");
        let half = (number + 1) % 2;
        let expected: Vec<String> = row[2].split('+').map(|part| stem(part.trim())).collect();
        let word = german().word(&german().normal_form(row[1]), &|_| 0);
        let parts: Vec<String> = word.parts.iter().map(|part| part.stem.clone()).collect();
        let parts = if parts.is_empty() { vec![word.stem] } else { parts };
        all[half] += 1;
        if parts == expected {
            right[half] += 1;
        } else if half == 0 || std::env::var_os("FREITEXT_SHOW_UNSEEN").is_some() {
            wrong.push(format!(
                "{}: {} instead of {}",
                row[1],
                parts.join(" + "),
                expected.join(" + ")
            ));
        }
    }
    let share = |right: usize, all: usize| right as f64 / all as f64;
    eprintln!(
        "development: {} of {} right, unseen: {} of {}",
        right[0], all[0], right[1], all[1]
    );
    eprintln!("{}", wrong.join("\n"));
    assert!(all[0] + all[1] >= 300);
    let whole = share(right[0] + right[1], all[0] + all[1]);
    assert!(
        whole >= 0.95,
        "{whole:.3} of the compounds are split right\n{}",
        wrong.join("\n")
    );
}

#[test]
fn simple_words_stay_whole() {
    let table = rows(include_str!("golden/simple.md"));
    let simple: Vec<&str> = table.iter().flat_map(|row| words(row[0])).collect();
    let wrong: Vec<String> = simple
        .iter()
        .filter_map(|word| {
            let parts = german().word(&german().normal_form(word), &|_| 0).parts;
            let forms: Vec<String> = parts.into_iter().map(|part| part.form).collect();
            (!forms.is_empty()).then(|| format!("{word}: {}", forms.join(" + ")))
        })
        .collect();
    eprintln!("simple words: {} of {} wrongly split", wrong.len(), simple.len());
    assert!(simple.len() >= 300);
    assert!(
        (wrong.len() as f64) < 0.02 * simple.len() as f64,
        "{}",
        wrong.join("\n")
    );
}

#[test]
fn forms_of_a_word_meet_and_unlike_words_do_not() {
    let text = include_str!("golden/stems.md");
    let (meet, apart) = text.split_once("## apart").expect("two tables");
    let mut wrong = Vec::new();
    for row in rows(meet) {
        let stems: Vec<(&str, String)> = words(row[0]).map(|word| (word, stem(word))).collect();
        for (word, found) in &stems {
            if *found != stems[0].1 {
                wrong.push(format!("{} → {}, {word} → {found}", stems[0].0, stems[0].1));
            }
        }
    }
    for row in rows(apart) {
        let stems: Vec<(&str, String)> = words(row[0]).map(|word| (word, stem(word))).collect();
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
fn texts_become_tokens() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("golden/tokens.md")) {
        let found = forms(&unescape(row[0])).join(" ");
        if found != row[1] {
            wrong.push(format!("{}\n    {found}\n    {}", row[0], row[1]));
        }
    }
    report("tokens", &wrong);
}

#[test]
fn negators_govern_their_clause() {
    let mut wrong = Vec::new();
    for row in rows(include_str!("golden/negation.md")) {
        let text = unescape(row[0]);
        let mut tokens = Tokens::new();
        german().tokenize(&text, &mut tokens);
        for (cell, negated) in [(row[1], true), (row[2], false)] {
            for word in words(cell) {
                let hits: Vec<bool> = tokens
                    .iter()
                    .filter(|token| token.form == word)
                    .map(|token| token.negated)
                    .collect();
                if hits.is_empty() || hits.contains(&!negated) {
                    wrong.push(format!(
                        "{}: {word} should be {}",
                        row[0],
                        if negated { "governed" } else { "free" }
                    ));
                }
            }
        }
    }
    report("negation", &wrong);
}

#[test]
fn blocks_of_several_parts_are_found_too() {
    let word = german().word("jugendhilfeausschuss", &|_| 0);
    let runs: Vec<&str> = word.runs.iter().map(|run| run.stem.as_str()).collect();
    assert_eq!(runs, [stem("Jugendhilfe"), stem("Hilfeausschuss")]);
    let hyphened = german().word("sozialraum-ag", &|_| 0);
    assert!(hyphened.runs.iter().any(|run| run.stem == stem("Sozialraum")));
}

#[test]
fn unlike_words_are_told_from_forms_of_one_word() {
    assert!(german().unlike("staet", "stat"));
    assert!(german().unlike("studie", "studium"));
    assert!(german().unlike("ein", "eins"));
    assert!(!german().unlike("stadt", "staedte"));
    assert!(!german().unlike("arzt", "aerztin"));
    assert!(!german().unlike("museum", "museen"));
}

#[test]
fn long_texts_without_blanks_are_read_to_their_end() {
    let count = |piece: &str, times: usize| {
        let text = piece.repeat(times);
        let mut tokens = Tokens::new();
        german().tokenize(&text, &mut tokens);
        let bytes: usize = tokens.iter().map(|token| token.form.len()).sum();
        assert!(bytes <= 2 * text.len() + 200 * tokens.len(), "{piece:?}: {bytes}");
        tokens.len()
    };
    assert_eq!(count("a/b/", 50_000), 100_000);
    assert_eq!(count("Bürger*innen/", 15_000), 15_000);
    assert_eq!(count("-", 200_000), 0);
    assert_eq!(count("x-", 100_000), 1);
    assert_eq!(count("x- ", 70_000), 70_000);
    assert_eq!(count("(in)", 50_000), 50_000);
    assert_eq!(count("a.b.", 50_000), 100_000);
    assert_eq!(count("a_b:", 50_000), 100_000);
    assert_eq!(count("1.a", 60_000), 60_001);
    assert_eq!(count("abc(", 50_000), 50_000);
    assert_eq!(count("und -innen ", 18_000), 36_000);
    assert_eq!(count("a-b und -c-d ", 15_000), 45_000);
    assert_eq!(count(&format!("{}@ ", "a_".repeat(1000)), 100), 100_000);
}

#[test]
fn texts_full_of_negators_are_read_to_their_end() {
    let negated = |text: &str| {
        let mut tokens = Tokens::new();
        german().tokenize(text, &mut tokens);
        (tokens.len(), tokens.iter().filter(|token| token.negated).count())
    };
    // Every second one is reached by an odd number of those before it.
    assert_eq!(negated(&"kein ".repeat(20_000)), (20_000, 10_000));
    assert_eq!(negated(&"kein Geld, ".repeat(20_000)), (40_000, 20_000));
    assert_eq!(negated(&"nicht ".repeat(20_000)), (20_000, 20_000));
    let list = "kein ".repeat(20_000) + &"Geld, ".repeat(20_000) + "Zeit und Raum";
    assert_eq!(negated(&list), (40_003, 10_000));
    assert_eq!(
        negated(&("weder ".to_owned() + &"noch ".repeat(20_000))).0,
        20_001
    );
}
