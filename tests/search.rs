//! Search: what the index finds is what a plain scan of all answers finds, evidence included.

use std::path::Path;

use freitext::language::{Analyser, Tokens};
use freitext::problem::unwatched;
use freitext::query::{Form, Leaf, Order, Query, SideBySide, parse};
use freitext::search::{Index, folder_of, kwic};
use freitext::study::{NewRecord, NewSource, Study};
use freitext::survey::{AnswerLanguage, Span};
use proptest::prelude::*;

fn german() -> &'static Analyser {
    Analyser::of(AnswerLanguage::German)
}

/// A study with one answer per text.
fn study_of(folder: &Path, texts: &[String]) -> Study {
    let mut draft = Study::draft(&folder.join("s.freitext")).unwrap();
    add(draft.study(), texts, 0);
    draft.keep().unwrap()
}

fn add(study: &mut Study, texts: &[String], from: usize) {
    study
        .change(|change| {
            let source = change.add_source(&NewSource {
                file_name: "test".into(),
                settings: "{}".into(),
                time: 0,
            })?;
            let question = change.question("text", "")?;
            for (at, text) in texts.iter().enumerate() {
                let key = format!("a{}", from + at + 1);
                let respondent = change.respondent(&key)?;
                let record = change.add_record(&NewRecord {
                    key: &key,
                    respondent,
                    source,
                    row: at as u64 + 2,
                    background: &[],
                })?;
                let record = record.expect("the keys differ");
                let answer = change.add_answer(record, question, 1, None, text)?;
                change.add_unit(answer, Span::new(0, text.len()), None)?;
            }
            change.answers_changed()
        })
        .unwrap();
}

/// Found answers (from 0) with their evidence as text.
fn found(study: &Study, query: &str) -> Vec<(usize, Vec<String>)> {
    let index = Index::of(study, &unwatched).unwrap();
    let query = parse(query, SideBySide::And).unwrap_or_else(|problem| panic!("{query}: {problem}"));
    index
        .find(&query)
        .unwrap()
        .hits()
        .map(|hit| {
            let view = study.unit_view(hit.unit).unwrap().unwrap();
            let evidence = hit
                .evidence
                .iter()
                .map(|span| span.of(&view.verbatim).to_owned())
                .collect();
            (view.key[1..].parse::<usize>().unwrap() - 1, evidence)
        })
        .collect()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// DESIGN §4, line by line: query, answers found, evidence in the first of them.
#[test]
fn every_line_of_the_query_language_finds_what_it_promises() {
    let answers = texts(&[
        "Mehr Sicherheit im Quartier, Sprachkurse für Migrantinnen",
        "Sie setzen sich sicher für den Sprachkurs ein",
        "Fachpersonal fehlt; kein Personal für Streifen",
        "Bürger*innen und Polizei treffen sich am Runden Tisch",
        "Buerger und Verwaltung: Sicherheits- und Ordnungspartnerschaften",
        "Personalmangel im Amt. Streifen der Polizei",
        "Der Jugendhilfeausschuss berät",
    ]);
    let folder = tempfile::tempdir().unwrap();
    let study = study_of(folder.path(), &answers);
    for (query, expected, evidence) in [
        ("sicherheit", vec![0], "Sicherheit"),
        ("sprachkurs", vec![0, 1], "Sprachkurse"),
        ("=sprachkurs", vec![1], "Sprachkurs"),
        ("sprach*", vec![0, 1], "Sprachkurse"),
        ("*kurse", vec![0], "Sprachkurse"),
        ("polizai~", vec![3, 5], "Polizei"),
        ("[personal]", vec![2, 5], "Fachpersonal"),
        ("personal", vec![2], "Personal"),
        ("[jugendhilfe]", vec![6], "Jugendhilfeausschuss"),
        ("bürger", vec![3, 4], "Bürger*innen"),
        ("sicherheitspartnerschaft", vec![4], "Sicherheits-"),
        ("ordnungspartnerschaft", vec![4], "Ordnungspartnerschaften"),
        ("\"runder tisch\"", vec![3], "Runden Tisch"),
        ("polizei NEAR/5 tisch", vec![3], "Polizei"),
        ("polizei VOR/5 tisch", vec![3], "Polizei"),
        ("tisch VOR/5 polizei", vec![], ""),
        ("streifen UND polizei", vec![5], "Streifen"),
        ("streifen polizei", vec![5], "Streifen"),
        ("streifen NOT polizei", vec![2], "Streifen"),
        ("personal OR polizei", vec![2, 3, 5], "Personal"),
        ("affirmed(personal)", vec![], ""),
        ("bejaht([personal])", vec![5], "Personalmangel"),
    ] {
        let hits = found(&study, query);
        assert_eq!(
            hits.iter().map(|(at, _)| *at).collect::<Vec<_>>(),
            expected,
            "{query}: {hits:?}"
        );
        if let Some((_, first)) = hits.first() {
            assert_eq!(first[0], evidence, "{query}");
        }
    }
}

#[test]
fn the_index_is_rebuilt_when_answers_come_or_when_it_is_gone_or_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = study_of(folder.path(), &texts(&["Streifen am Bahnhof"]));
    assert_eq!(found(&study, "streifen").len(), 1);
    add(&mut study, &texts(&["Mehr Streifen", "Licht"]), 1);
    assert_eq!(found(&study, "streifen").len(), 2);
    let index = folder_of(study.path());
    std::fs::remove_dir_all(&index).unwrap();
    assert_eq!(found(&study, "licht").len(), 1);
    std::fs::write(index.join("stems"), b"broken").unwrap();
    assert_eq!(found(&study, "licht").len(), 1);
    for (file, kept) in [
        ("shard-0000/documents", 8),
        ("shard-0000/tokens", 1),
        ("blocks", 3),
        ("forms.fst", 9),
    ] {
        let bytes = std::fs::read(index.join(file)).unwrap();
        std::fs::write(index.join(file), &bytes[..bytes.len().min(kept)]).unwrap();
        assert_eq!(found(&study, "licht").len(), 1, "{file} was cut");
        assert_eq!(found(&study, "affirmed(licht)").len(), 1, "{file} was cut");
    }
    std::fs::write(index.join("stamp.json"), b"{").unwrap();
    assert_eq!(found(&study, "licht").len(), 1);
}

#[test]
fn an_empty_study_is_searched_without_complaint() {
    let folder = tempfile::tempdir().unwrap();
    let study = study_of(folder.path(), &[]);
    assert!(found(&study, "streifen").is_empty());
}

/// What a plain scan finds in one text: for each occurrence the runs of tokens that are evidence.
struct Scan {
    forms: Vec<String>,
    negated: Vec<bool>,
    spans: Vec<Span>,
}

type Pieces = Vec<(usize, usize)>;

impl Scan {
    fn of(text: &str) -> Scan {
        let mut tokens = Tokens::new();
        german().tokenize(text, &mut tokens);
        Scan {
            forms: tokens.iter().map(|token| token.form.to_owned()).collect(),
            negated: tokens.iter().map(|token| token.negated).collect(),
            spans: tokens.iter().map(|token| token.span).collect(),
        }
    }

    fn fits(leaf: &Leaf, form: &str, seen: &dyn Fn(&str) -> u64) -> bool {
        let asked = german().normal_form(&leaf.word);
        let stem = |form: &str| german().word(form, seen).stem;
        match leaf.form {
            Form::Stem => stem(form) == stem(&asked),
            Form::Exact => form == asked,
            Form::Part => {
                let word = german().word(form, seen);
                stem(form) == stem(&asked)
                    || word
                        .parts
                        .iter()
                        .chain(&word.runs)
                        .any(|part| part.stem == stem(&asked))
            }
            Form::Wildcard => {
                let (front, behind) = leaf
                    .word
                    .split_once('*')
                    .expect("the test's wildcards have one star");
                let (front, behind) = (german().normal_form(front), german().normal_form(behind));
                form.len() >= front.len() + behind.len()
                    && form.starts_with(&front)
                    && form.ends_with(&behind)
            }
            Form::Fuzzy(errors) => distance(form, &asked) <= usize::from(errors),
            Form::PartWildcard => unreachable!("not drawn by the test"),
        }
    }

    fn occurrences(&self, query: &Query, seen: &dyn Fn(&str) -> u64) -> Vec<Pieces> {
        let all = 0..self.forms.len();
        match query {
            Query::Word(leaf) => all
                .filter(|at| Self::fits(leaf, &self.forms[*at], seen))
                .map(|at| vec![(at, at)])
                .collect(),
            Query::Phrase(leaves) => all
                .filter(|at| {
                    leaves.iter().enumerate().all(|(more, leaf)| {
                        self.forms
                            .get(at + more)
                            .is_some_and(|form| Self::fits(leaf, form, seen))
                    })
                })
                .map(|at| vec![(at, at + leaves.len() - 1)])
                .collect(),
            Query::Near {
                left,
                right,
                within,
                order,
            } => {
                let hull = |pieces: &Pieces| {
                    let from = pieces.iter().map(|piece| piece.0).min().unwrap();
                    (from, pieces.iter().map(|piece| piece.1).max().unwrap())
                };
                let mut pairs = Vec::new();
                for one in self.occurrences(left, seen) {
                    for other in self.occurrences(right, seen) {
                        let (a, b) = (hull(&one), hull(&other));
                        let within = *within as usize;
                        if (a.1 < b.0 && b.0 - a.1 <= within)
                            || (*order == Order::Either && b.1 < a.0 && a.0 - b.1 <= within)
                        {
                            pairs.push(one.iter().chain(&other).copied().collect());
                        }
                    }
                }
                pairs
            }
            Query::And(parts) => {
                let each: Vec<Vec<Pieces>> = parts.iter().map(|part| self.occurrences(part, seen)).collect();
                if each.iter().any(Vec::is_empty) {
                    Vec::new()
                } else {
                    each.into_iter().flatten().collect()
                }
            }
            Query::Or(parts) => parts
                .iter()
                .flat_map(|part| self.occurrences(part, seen))
                .collect(),
            Query::Not { keep, drop } => {
                if self.occurrences(drop, seen).is_empty() {
                    self.occurrences(keep, seen)
                } else {
                    Vec::new()
                }
            }
            Query::Affirmed(inner) => self
                .occurrences(inner, seen)
                .into_iter()
                .filter(|pieces| {
                    !pieces
                        .iter()
                        .any(|(from, to)| self.negated[*from..=*to].iter().any(|negated| *negated))
                })
                .collect(),
        }
    }

    fn evidence(&self, query: &Query, seen: &dyn Fn(&str) -> u64) -> Vec<(u32, u32)> {
        let mut spans: Vec<(u32, u32)> = self
            .occurrences(query, seen)
            .into_iter()
            .flatten()
            .map(|(from, to)| (self.spans[from].start, self.spans[to].end))
            .collect();
        spans.sort_unstable();
        spans.dedup();
        spans
    }
}

/// Optimal string alignment: insertions, deletions, changes and swaps of neighbours.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let mut best = (table[i - 1][j] + 1)
                    .min(table[i][j - 1] + 1)
                    .min(table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]));
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(table[i - 2][j - 2] + 1);
                }
                best
            };
        }
    }
    table[a.len()][b.len()]
}

const WORDS: &[&str] = &[
    "Polizei",
    "Streifen",
    "Streife",
    "kein",
    "Personal",
    "Fachpersonal",
    "Bürger",
    "Buerger",
    "Bürger*innen",
    "Sprachkurs",
    "Sprachkurse",
    "Sicherheit",
    "sich",
    "sicher",
    "und",
    "im",
    "Park",
    "Kurs",
    "Kurse",
    "ohne",
    "Jugendliche",
    "jugend",
    ",",
    ".",
    "Sicherheits-",
    "Ordnungspartnerschaften",
];

fn a_text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(WORDS), 0..12).prop_map(|words| words.join(" "))
}

fn a_leaf() -> impl Strategy<Value = String> {
    let plain = prop::sample::select(
        &[
            "polizei",
            "streifen",
            "personal",
            "bürger",
            "kurs",
            "sicherheit",
            "park",
        ][..],
    );
    (plain, 0..6).prop_map(|(word, form)| match form {
        0 | 1 => word.to_owned(),
        2 => format!("={word}"),
        3 => format!("{}*", word.chars().take(4).collect::<String>()),
        4 => format!("{word}~"),
        _ => format!("[{word}]"),
    })
}

fn a_query() -> impl Strategy<Value = String> {
    let near = (a_leaf(), a_leaf(), 1..4u32, any::<bool>())
        .prop_map(|(a, b, n, order)| format!("{a} {}/{n} {b}", if order { "BEFORE" } else { "NEAR" }));
    let phrase = (prop::sample::select(WORDS), a_leaf()).prop_map(|(a, b)| {
        if a.len() > 2 && !a.ends_with('-') {
            format!("\"{a} {b}\"")
        } else {
            b
        }
    });
    let small = prop_oneof![
        a_leaf(),
        near,
        phrase,
        a_leaf().prop_map(|leaf| format!("affirmed({leaf})"))
    ];
    small.prop_recursive(2, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) AND ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) OR ({b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a}) NOT ({b})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_index_finds_what_a_plain_scan_finds(
        answers in prop::collection::vec(a_text(), 1..8),
        queries in prop::collection::vec(a_query(), 6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let study = study_of(folder.path(), &answers);
        let index = Index::of(&study, &unwatched).unwrap();
        let scans: Vec<Scan> = answers.iter().map(|text| Scan::of(text)).collect();
        let seen = |form: &str| scans.iter().filter(|scan| scan.forms.iter().any(|other| other == form)).count() as u64;
        for written in &queries {
            let query = parse(written, SideBySide::And).unwrap();
            let hits: Vec<(usize, Vec<(u32, u32)>)> = index
                .find(&query)
                .unwrap()
                .hits()
                .map(|hit| {
                    let view = study.unit_view(hit.unit).unwrap().unwrap();
                    let evidence = hit.evidence.iter().map(|span| (span.start, span.end)).collect();
                    (view.key[1..].parse::<usize>().unwrap() - 1, evidence)
                })
                .collect();
            let scanned: Vec<(usize, Vec<(u32, u32)>)> = scans
                .iter()
                .enumerate()
                .map(|(at, scan)| (at, scan.evidence(&query, &seen)))
                .filter(|(_, evidence)| !evidence.is_empty())
                .collect();
            prop_assert_eq!(hits, scanned, "{} in {:?}", written, answers);
        }
    }
}

#[test]
fn keywords_stand_in_their_context() {
    let text = "Mehr Streifen am Bahnhof";
    let lines = kwic(text, Span::new(0, text.len()), &[Span::new(5, 13)], 40);
    assert_eq!(
        (lines[0].before.as_str(), lines[0].keyword.as_str()),
        ("Mehr ", "Streifen")
    );
}

#[test]
fn control_characters_in_an_answer_do_not_shift_what_is_found() {
    let answers = texts(&["www.x.de/\u{1f}a Streife \u{0} Park", "Park"]);
    let folder = tempfile::tempdir().unwrap();
    let study = study_of(folder.path(), &answers);
    let park = vec!["Park".to_owned()];
    assert_eq!(found(&study, "park"), [(0, park.clone()), (1, park)]);
    assert_eq!(found(&study, "streife"), [(0, vec!["Streife".to_owned()])]);
}
