//! Codebook files from the outside: read, written again, every mistake at once, doubts, differences, the shipped ones.
//!
//! What is said of the faulty files stands in `golden/codebooks/*.expected`; `FREITEXT_GOLDEN=write` writes it anew, to be
//! read before it is kept. Deliberately absent: what the shipped rules find.

use std::fmt::Write;

use freitext::codebook::{
    Below, Code, Codebook, Finding, Kind, MatchRule, Severity, Status, check, diff, name_of, shipped, text_of,
};
use freitext::problem::Problem;
use freitext::query::{SideBySide, parse};
use freitext::survey::{AnswerLanguage, PerAnswer};
use freitext::words::{Language, Text};
use proptest::prelude::*;

const EXAMPLE: &str = include_str!("golden/codebooks/example.toml");
const MISTAKES: &str = include_str!("golden/codebooks/mistakes.toml");
const STATUS: &str = include_str!("golden/codebooks/status.toml");
const STATUS_MISTAKES: &str = include_str!("golden/codebooks/status_mistakes.toml");
const DOUBTS: &str = include_str!("golden/codebooks/doubts.toml");

/// `8: ‹sprachkurs*› sentence | mend`, in both languages.
fn told(problem: &Problem) -> String {
    let place = problem.place();
    let excerpt = place.excerpt.as_ref().expect("a mistake has its place");
    let line = place.row.expect("a mistake has its line");
    let piece = excerpt
        .source
        .get(excerpt.span.clone())
        .expect("whole characters");
    assert_eq!(
        excerpt.source[..excerpt.span.start].matches('\n').count() as u64 + 1,
        line
    );
    let mut out = format!("{line}: ‹{piece}›\n");
    for language in [Language::De, Language::En] {
        let advice = problem.advice().expect("a mistake has a mend").get(language);
        let _ = writeln!(out, "  {}\n    {advice}", problem.what().get(language));
    }
    out
}

fn golden(name: &str, got: &str) {
    let path = format!(
        "{}/tests/golden/codebooks/{name}.expected",
        env!("CARGO_MANIFEST_DIR")
    );
    if std::env::var("FREITEXT_GOLDEN").as_deref() == Ok("write") {
        std::fs::write(&path, got).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(got == expected, "{path} differs; it is now:\n{got}");
}

#[test]
fn the_example_of_the_plan_is_read() {
    let codebook = Codebook::read(EXAMPLE, "example.toml").unwrap();
    assert_eq!(codebook.title, Text::new("Handlungsfelder", "Fields of action"));
    assert_eq!(
        (codebook.version.as_str(), codebook.language),
        ("1.0", AnswerLanguage::German)
    );
    assert_eq!(
        codebook.stem_exceptions,
        [
            ("Bürger".to_owned(), "buerger".to_owned()),
            ("Sicherheit".to_owned(), "sicherheit".to_owned())
        ]
    );
    let code = codebook.code("kulturell").unwrap();
    assert_eq!((code.value, code.parent.as_deref()), (6, Some("integration")));
    assert_eq!(
        codebook.code("integration").unwrap().label,
        Text::new("Integration", "Integration")
    );
    assert_eq!(code.anchor_examples[1], "Wir nennen es \"Wertekurs\".");
    let rules: Vec<String> = code
        .match_rules
        .iter()
        .map(|rule| format!("{} {} {}", rule.id, rule.query, rule.weight))
        .collect();
    assert_eq!(
        rules,
        [
            "kulturell.1 sprachkurs* OR [deutschkurs] 1",
            "werte [werte] NEAR/3 vermittel* 0.8",
            "kulturell.3 \"deutsch lernen\" NOT Beruf 1",
            "kulturell.4 alphabetisierung OR integrationskurs 1",
        ]
    );
    assert!(check(EXAMPLE, "example.toml", &[]).is_empty());
}

#[test]
fn the_example_is_written_and_read_back_the_same() {
    let codebook = Codebook::read(EXAMPLE, "example.toml").unwrap();
    let written = codebook.to_toml();
    assert_eq!(
        Codebook::read(&written, "written").unwrap(),
        codebook,
        "{written}"
    );
    assert_eq!(Codebook::read(&written, "written").unwrap().to_toml(), written);
    golden("example.toml", &written);
}

#[test]
fn all_mistakes_are_told_at_once_with_place_and_mend() {
    let problem = Codebook::read(MISTAKES, "mistakes.toml").unwrap_err();
    let told: String = problem.each().map(told).collect();
    golden("mistakes", &told);
    let lines: Vec<u64> = problem.each().filter_map(|one| one.place().row).collect();
    assert!(lines.is_sorted(), "in the order of the file: {lines:?}");
    assert!(
        problem
            .each()
            .all(|one| one.place().file.as_deref() == Some("mistakes.toml"))
    );
}

#[test]
fn codes_that_are_not_given_any_more_stay_in_the_file() {
    let codebook = Codebook::read(STATUS, "status.toml").unwrap();
    let status: Vec<&Status> = codebook.codes.iter().map(|code| &code.status).collect();
    let split = Status::SplitInto(vec!["kurse".into(), "begegnung".into()]);
    let merged = Status::MergedInto("kurse".into());
    assert_eq!(
        status,
        [
            &Status::InUse,
            &split,
            &Status::InUse,
            &Status::InUse,
            &merged,
            &Status::Retired
        ]
    );
    assert_eq!(Codebook::read(&codebook.to_toml(), "written").unwrap(), codebook);
    golden("status.toml", &codebook.to_toml());
    let findings = check(STATUS, "status.toml", &[]);
    assert!(
        findings.is_empty(),
        "nobody works on them, so nothing is doubted of them: {findings:?}"
    );
}

#[test]
fn mistakes_of_merging_and_splitting_are_told() {
    let problem = Codebook::read(STATUS_MISTAKES, "mistakes.toml").unwrap_err();
    let told: String = problem.each().map(told).collect();
    golden("status_mistakes", &told);
    let mut all = STATUS_MISTAKES.lines();
    for line in problem.each().filter_map(|one| one.place().row) {
        assert!(
            all.clone()
                .nth(line as usize - 1)
                .is_some_and(|line| line.contains("# wrong")),
            "line {line}"
        );
    }
    let wrong = all.by_ref().filter(|line| line.contains("# wrong")).count();
    let lines: std::collections::BTreeSet<_> = problem.each().map(|one| one.place().row).collect();
    assert_eq!(lines.len(), wrong, "every line that is wrong is told");
    let none = "format = 1\ntitle = 'T'\nversion = '1'\n[[code]]\nid = 'a'\nvalue = 1\nlabel = 'A'\nretired = true\n";
    let problem = Codebook::read(none, "none.toml").unwrap_err();
    assert!(problem.what().de.starts_with("Kein Code"), "{problem}");
}

#[test]
fn headings_and_words_of_written_files_are_no_ids() {
    for id in [
        "deferred",
        "none_fits",
        "not_codable",
        "several",
        "group",
        "total",
        "base",
        "mentions",
        "row",
        "label",
        "question",
        "missing",
        "status",
        "only_suggested",
        "uncoded",
        "Total",
    ] {
        let text = EXAMPLE.replacen("id = \"kulturell\"", &format!("id = \"{id}\""), 1);
        assert_ne!(text, EXAMPLE);
        let problem = Codebook::read(&text, "example.toml").unwrap_err();
        let said = problem
            .each()
            .find(|problem| problem.what().de == format!("Die Id „{id}“ ist schon vergeben."));
        assert!(
            said.is_some_and(|said| said.place().row.is_some()),
            "{id}: {problem:?}"
        );
    }
}

#[test]
fn files_that_are_no_codebook_are_refused_with_a_sentence() {
    let mut out = String::new();
    for text in [
        "",
        "format = 2\ncodes = []",
        "format = 0\ntitle = 'T'\nversion = '1'\n[[code]]\nid = 'a'\nvalue = 1\nlabel = 'A'",
        "format = '1'\ntitle = 'T'\nversion = '1'\n[[code]]\nid = 'a'\nvalue = 1\nlabel = 'A'",
        "format = 1\ntitle = 'T'\nversion = '1'\n[code]\nid = 'a'",
        "format = 1\ntitle = 'T'\nversion = '1'\ncode = [1]",
        "format = 1\ntitle = 'T'\nversion = '1'\ncode = []",
        "format = 1\ntitle = 'T'\nversion = '1'\n[[codes]]\nid = 'a'",
        "format = 1\ntitle = 'T'\nversion = '1'\nstem_exceptions = ['a']\n[[code]]\nid = 'a'\nvalue = 1\nlabel = 'A'",
        "format = 1\ntitle = \"offen\nversion = '1'\n[[code]]\nid = a\n",
        "id;label\na;A\n",
        "format = 1\ntitle = 'T'\nversion = '1'\n[[code]]\nid = 'a'\nid = 'b'\nvalue = 1\nlabel = 'A'",
    ] {
        let problem = Codebook::read(text, "x.toml").unwrap_err();
        let _ = writeln!(out, "{text}\n---");
        problem.each().for_each(|one| out.push_str(&told(one)));
        out.push_str("===\n");
    }
    golden("refused", &out);
}

#[test]
fn doubts_do_not_stop_the_work() {
    assert!(Codebook::read(DOUBTS, "doubts.toml").is_ok());
    let findings = check(
        DOUBTS,
        "doubts.toml",
        &["sichere".to_owned(), "Sicherheiten".to_owned()],
    );
    let told: String = findings
        .iter()
        .map(
            |Finding {
                 kind,
                 problem,
                 code,
                 rule,
             }| {
                let severity = if kind.severity() == Severity::Mistake {
                    "mistake"
                } else {
                    "doubt"
                };
                let of = [code.as_deref().unwrap_or("–"), rule.as_deref().unwrap_or("–")].join(" ");
                format!("{severity} {} ({of}) {}", kind.id(), told(problem))
            },
        )
        .collect();
    golden("doubts", &told);
    let joined = findings
        .iter()
        .rfind(|finding| finding.kind == Kind::JoinedStems)
        .unwrap();
    let excerpt = joined.problem.place().excerpt.as_ref().unwrap();
    assert_eq!(
        &excerpt.source[excerpt.span.clone()],
        "Sicherheit",
        "it stands behind escaped quotes"
    );
}

#[test]
fn what_read_refuses_check_tells_too() {
    let refused = Codebook::read(MISTAKES, "m").unwrap_err().each().count();
    let findings = check(MISTAKES, "m", &[]);
    assert_eq!(
        findings
            .iter()
            .filter(|finding| finding.kind == Kind::Unreadable)
            .count(),
        refused
    );
    assert!(
        findings.iter().any(|finding| finding.kind == Kind::NoDefinition),
        "doubts stand beside mistakes"
    );
}

#[test]
fn a_difference_names_every_change() {
    let old = Codebook::read(EXAMPLE, "old").unwrap();
    assert!(diff(&old, &old).is_empty());
    let new = EXAMPLE
        .replace("version = \"1.0\"", "version = \"1.1\"")
        .replace("Sicherheit = \"sicherheit\"\n", "Bildung = \"bildung\"\n")
        .replace("en = \"Cultural integration\"", "en = \"Culture\"")
        .replace("parent = \"integration\"\n", "")
        .replace("Vermittlung von Sprache", "Lehren von Sprache")
        .replace("  \"sprachkurs* OR [deutschkurs]\",\n", "")
        .replace("weight = 0.8", "weight = 0.9")
        .replace("  \"alphabetisierung", "  \"wertekurs*\",\n  \"alphabetisierung")
        + "\n[[code]]\nid = 'neu'\nvalue = 9\nlabel = 'Neu'\n";
    let new = Codebook::read(&new, "new").unwrap();
    let said = |old: &Codebook, new: &Codebook| diff(old, new).iter().map(|c| c.say().en).collect::<Vec<_>>();
    assert_eq!(
        said(&old, &new),
        [
            "version: 1.0 → 1.1",
            "stem exception removed: Sicherheit = sicherheit",
            "stem exception added: Bildung = bildung",
            "kulturell: label: “Cultural integration” → “Culture”",
            "kulturell: parent: integration → –",
            "kulturell: definition changed",
            "kulturell: rule removed: kulturell.1: sprachkurs* OR [deutschkurs]",
            "kulturell: rule changed: werte: [werte] NEAR/3 vermittel* (0.8) – Werte allein ist zu weit. → \
         werte: [werte] NEAR/3 vermittel* (0.9) – Werte allein ist zu weit.",
            "kulturell: rule added: kulturell.3: wertekurs*",
            "neu: code added",
        ]
    );
    assert!(said(&new, &old).contains(&"neu: code removed".to_owned()));
}

#[test]
fn a_difference_tells_which_codes_are_given_no_more() {
    let new = Codebook::read(STATUS, "new").unwrap();
    let mut old = new.clone();
    old.codes.iter_mut().for_each(|code| code.status = Status::InUse);
    let said = |old, new| -> Vec<String> { diff(old, new).iter().map(|change| change.say().de).collect() };
    assert_eq!(
        said(&old, &new),
        [
            "sprache: aufgeteilt in kurse, begegnung",
            "deutschkurse: zusammengelegt mit kurse",
            "fax: stillgelegt",
        ]
    );
    assert_eq!(said(&new, &old)[2], "fax: wieder in Gebrauch");
    let ids: Vec<&str> = diff(&old, &new).iter().map(|change| change.what.id()).collect();
    assert_eq!(ids, ["split", "merged", "retired"]);
    assert_eq!(diff(&new, &old)[0].what.id(), "brought_back");
}

#[test]
fn a_difference_tells_what_was_moved() {
    let codebook = |order: &str, rules: &str| {
        let mut text = "format = 1\ntitle = 'T'\nversion = '1'\n".to_owned();
        for (n, id) in order.split(' ').enumerate() {
            let _ = writeln!(
                text,
                "[[code]]\nid = '{id}'\nvalue = {n}\nlabel = '{id}'\nmatch_rules = [{rules}]"
            );
        }
        Codebook::read(&text.replace("value = 0", "value = 7"), "t").unwrap()
    };
    let moved = |old: &Codebook, new: &Codebook| {
        let changes = diff(old, new);
        let said = changes
            .iter()
            .filter(|change| !matches!(change.what.id(), "value"))
            .map(|change| change.say().de);
        said.collect::<Vec<_>>()
    };
    let old = codebook("a b c d", "");
    assert_eq!(
        moved(&old, &codebook("b c a d", "")),
        ["a: Reihenfolge: von Platz 1 auf Platz 3"]
    );
    assert_eq!(
        moved(&codebook("a", "'x', 'y'"), &codebook("a", "'y', 'x'")),
        ["a: Regeln umgestellt"]
    );
    assert_eq!(
        moved(&codebook("a", "'x', 'y'"), &codebook("a", "'z', 'x', 'y'")),
        ["a: Regel neu: a.1: z"]
    );
}

#[test]
fn the_table_of_shipped_codebooks_is_the_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/codebooks");
    let mut files: Vec<String> = match std::fs::read_dir(folder) {
        Ok(entries) => entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect(),
        Err(_) => Vec::new(),
    };
    files.retain(|file| file.ends_with(".toml"));
    files.sort();
    let mut names: Vec<String> = shipped().iter().map(|one| format!("{}.toml", one.name)).collect();
    names.sort();
    assert_eq!(
        names, files,
        "each file of codebooks/ has a line in src/codebook/shipped.rs"
    );
}

#[test]
fn every_shipped_codebook_is_read_without_a_mistake() {
    let mut wrong = String::new();
    for one in shipped() {
        for finding in check(one.toml, one.name, &[]) {
            if finding.kind.severity() == Severity::Mistake {
                let _ = writeln!(wrong, "{}: {}", one.name, told(&finding.problem));
            }
        }
        if let Ok(codebook) = Codebook::open(one.name) {
            assert_eq!(Codebook::read(&codebook.to_toml(), one.name).unwrap(), codebook);
        }
    }
    assert!(shipped().len() >= 7);
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_codebook_is_opened_by_path_and_an_unknown_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mein leitfaden.toml");
    std::fs::write(&path, format!("\u{feff}{EXAMPLE}")).unwrap();
    let path = path.to_str().unwrap();
    assert_eq!(
        Codebook::open(path).unwrap(),
        Codebook::read(EXAMPLE, "x").unwrap()
    );
    assert_eq!(name_of(path), "mein leitfaden");
    std::fs::write(path, b"format = 1\ntitle = \"B\xfcrger\"\n").unwrap();
    let problem = Codebook::open(path).unwrap_err();
    assert!(problem.what().en.contains("UTF-8") && problem.place().row == Some(2));
    let unknown = text_of("gibtesnicht").unwrap_err();
    assert!(unknown.what().de.contains("„gibtesnicht“"));
    for one in shipped() {
        let hint = unknown.advice().unwrap();
        assert!(hint.de.contains(one.name) && hint.en.contains(one.name));
        let nearly = format!("{}n", one.name);
        assert!(
            text_of(&nearly)
                .unwrap_err()
                .advice()
                .unwrap()
                .de
                .contains(&format!("„{}“", one.name))
        );
    }
    assert!(text_of(folder.path().to_str().unwrap()).is_err());
}

fn text() -> impl Strategy<Value = Text> {
    prop_oneof![
        "[a-zäß\"'\\\\ .{}=\n\t]{1,12}x".prop_map(|one| Text::new(one.clone(), one)),
        ("\\PC{0,8}x", "\\PC{0,8}y").prop_map(|(de, en)| Text::new(de, en)),
    ]
}

fn match_rule() -> impl Strategy<Value = MatchRule> {
    let find = prop::sample::select(vec!["a", "\"a b\" OR c", "[x]\nNEAR/3 'y", "=ä OHNE ö", "\\PC"]);
    (find, 1u32..=1000, "\\PC{0,6}").prop_filter_map("the rule is readable", |(find, thousandths, note)| {
        let query = parse(find, SideBySide::Or).ok()?;
        Some(MatchRule {
            id: String::new(),
            find: find.into(),
            query,
            weight: f64::from(thousandths) / 1000.0,
            note,
        })
    })
}

fn codebook() -> impl Strategy<Value = Codebook> {
    let code = (
        text(),
        prop_oneof![Just(Text::default()), text()],
        prop::collection::vec("\\PC{0,9}x", 0..3),
        prop::collection::vec((match_rule(), any::<bool>()), 0..3),
        any::<bool>(),
        0..6usize,
    );
    let exceptions = prop::collection::btree_map("\\PC{1,6}", "[a-zß\"]{1,6}", 0..3);
    (text(), text(), exceptions, prop::collection::vec(code, 1..5)).prop_map(
        |(title, description, exceptions, codes)| {
            let all = codes.len();
            let codes = codes.into_iter().enumerate().map(
                |(n, (label, definition, anchor_examples, rules, below, status))| {
                    // The first code stays in use. Merged codes come last in the order of parents, so that none stands below one.
                    let status = match status {
                        1 if n > 0 => Status::Retired,
                        2 if n > 0 => Status::SplitInto((0..n).map(|at| format!("c{at}")).collect()),
                        3 if n > 0 && n + 1 == all => Status::MergedInto("c0".into()),
                        _ => Status::InUse,
                    };
                    let named = rules
                        .into_iter()
                        .enumerate()
                        .map(|(at, (rule, given))| MatchRule {
                            id: if given {
                                format!("r{n}{at}")
                            } else {
                                MatchRule::numbered_id(&format!("c{n}"), at + 1)
                            },
                            ..rule
                        });
                    Code {
                        id: format!("c{n}"),
                        value: n as i64 * 3,
                        label,
                        parent: (below && n > 0).then(|| format!("c{}", n - 1)),
                        below: [Below::Names, Below::Steps][n % 2],
                        status,
                        coding_rule: definition.clone(),
                        definition,
                        anchor_examples,
                        match_rules: named.collect(),
                    }
                },
            );
            Codebook {
                title,
                version: "1 \"a\"".into(),
                language: AnswerLanguage::ALL[exceptions.len() % 2],
                codes_per_answer: [None, Some(PerAnswer::One), Some(PerAnswer::Several)]
                    [exceptions.len() % 3],
                description,
                stem_exceptions: exceptions.into_iter().collect(),
                codes: codes.collect(),
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_written_codebook_is_read_back_the_same(codebook in codebook()) {
        let written = codebook.to_toml();
        match Codebook::read(&written, "written") {
            Ok(read) => prop_assert_eq!(read, codebook),
            Err(problem) => prop_assert!(false, "{}\n{}", written, problem.each().map(told).collect::<String>()),
        }
    }

    #[test]
    fn a_damaged_file_is_refused_and_never_a_crash(at in 0usize..900, cut in 0usize..40, put in "[\"'\\[\\]{}=a1,\n#]{0,3}") {
        let chars: Vec<char> = EXAMPLE.chars().collect();
        let at = at.min(chars.len());
        let end = (at + cut).min(chars.len());
        let damaged: String = chars[..at].iter().copied().chain(put.chars()).chain(chars[end..].iter().copied()).collect();
        if let Err(problem) = Codebook::read(&damaged, "damaged") {
            problem.each().for_each(|one| { told(one); });
        }
        for finding in check(&damaged, "damaged", &[]) {
            told(&finding.problem);
        }
    }
}
