//! Dictionaries of other programs become codebooks: what they come to, what is said, and that no bytes end the program.
//!
//! The files in `golden/dictionaries` were written for these tests, in the forms that the readers of quanteda describe. What
//! comes out stands beside them; `FREITEXT_GOLDEN=write` writes it anew, to be read before it is kept.

use std::fmt::Write;

use freitext::codebook::{Codebook, FORMATS, is_foreign, read_foreign};
use freitext::problem::Notice;
use freitext::query::{SideBySide, parse};
use freitext::words::Language;
use proptest::prelude::*;

const FILES: [(&str, &[u8]); 6] = [
    (
        "integration.yml",
        include_bytes!("golden/dictionaries/integration.yml"),
    ),
    ("liwc2007.dic", include_bytes!("golden/dictionaries/liwc2007.dic")),
    ("liwc2015.dic", include_bytes!("golden/dictionaries/liwc2015.dic")),
    ("wordstat.cat", include_bytes!("golden/dictionaries/wordstat.cat")),
    (
        "lexicoder.lc3",
        include_bytes!("golden/dictionaries/lexicoder.lc3"),
    ),
    (
        "yoshikoder.ykd",
        include_bytes!("golden/dictionaries/yoshikoder.ykd"),
    ),
];

/// The codebook as a file, and below it what was said.
fn told(codebook: &Codebook, notices: &[Notice]) -> String {
    let mut out = codebook.to_toml();
    for notice in notices {
        for language in [Language::De, Language::En] {
            let place = notice.place.say(language);
            let _ = writeln!(out, "# {place}: {}", notice.what.get(language));
        }
    }
    out
}

/// It is a codebook as if it had been typed, and each rule is what it says.
fn is_whole(codebook: &Codebook) {
    let again = Codebook::read(&codebook.to_toml(), "again").unwrap_or_else(|problem| panic!("{problem}"));
    assert!(again == *codebook, "{}", codebook.to_toml());
    for rule in codebook.codes.iter().flat_map(|code| &code.match_rules) {
        let read = parse(&rule.find, SideBySide::Or).unwrap();
        assert_eq!(read, rule.query, "{}", rule.find);
        assert_eq!(
            parse(&read.to_string(), SideBySide::Or).unwrap(),
            read,
            "{}",
            rule.find
        );
    }
}

#[test]
fn each_format_becomes_the_codebook_that_it_means() {
    for (name, bytes) in FILES {
        let (codebook, notices) =
            read_foreign(bytes, name).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        is_whole(&codebook);
        let got = told(&codebook, &notices);
        let path = format!(
            "{}/tests/golden/dictionaries/{name}.expected",
            env!("CARGO_MANIFEST_DIR")
        );
        if std::env::var("FREITEXT_GOLDEN").as_deref() == Ok("write") {
            std::fs::write(&path, &got).unwrap();
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(got == expected, "{path} differs; it is now:\n{got}");
    }
}

#[test]
fn endings_say_the_format() {
    for format in FORMATS {
        for ending in format.endings {
            assert!(is_foreign(&format!("x.{}", ending.to_uppercase())));
        }
    }
    assert!(!is_foreign("x.toml") && !is_foreign("yml"));
    let problem = read_foreign(b"", "x.txt").unwrap_err();
    assert!(problem.advice().unwrap().de.contains(".yml, .yaml, .dic"));
}

#[test]
fn a_file_cut_anywhere_is_read_or_refused() {
    for (name, bytes) in FILES {
        for end in 0..bytes.len() {
            if let Ok((codebook, _)) = read_foreign(&bytes[..end], name) {
                is_whole(&codebook);
            }
        }
    }
}

/// What a hostile file might be: (ending, bytes).
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let mut all: Vec<(&'static str, Vec<u8>)> = Vec::new();
    let long = "x".repeat(1_000_000);
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (this, last) in ('b'..='z').zip('a'..) {
        let refs = format!("*{last}, ").repeat(9);
        let _ = writeln!(bomb, "{this}: &{this} [{refs}]");
    }
    all.push(("yml", bomb.into_bytes()));
    for piece in [
        "[", "{", "- ", "? ", "a: {", "&a [", "a:\n ", "*a ", "!!a ", "\"", "'", "|\n", "%", "\t", "\0", "# ",
    ] {
        all.push(("yml", piece.repeat(100_000).into_bytes()));
    }
    let deep: String = (0..20_000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth.min(3_000))))
        .collect();
    all.push(("yml", deep.into_bytes()));
    all.push((
        "yml",
        (0..60_000)
            .fold(String::new(), |mut out, n| {
                let _ = writeln!(out, "k{n}: w");
                out
            })
            .into_bytes(),
    ));
    for ending in FORMATS.iter().flat_map(|format| format.endings) {
        all.push((ending, long.clone().into_bytes()));
        all.push((
            ending,
            format!("%\n1\ta\n%\n{long}\t1\n+{long}\n{long}\n{long} (1)").into_bytes(),
        ));
        all.push((ending, vec![0; 100_000]));
        all.push((ending, vec![0xff; 100_000]));
        all.push((ending, b"%\n".repeat(100_000)));
        all.push((ending, b"+\n".repeat(100_000)));
        all.push((ending, Vec::new()));
    }
    let stairs: String = (0..3_000)
        .map(|depth| format!("{}a\n", "\t".repeat(depth)))
        .collect();
    all.push(("cat", stairs.into_bytes()));
    all.push(("cat", "a (1)\n".repeat(200_000).into_bytes()));
    all.push((
        "cat",
        (0..200_000)
            .fold(String::from("A\n"), |mut out, n| {
                let _ = writeln!(out, "\tw{n} (1)");
                out
            })
            .into_bytes(),
    ));
    all.push((
        "dic",
        format!("%\n1\ta\n%\nw{}", "\t1".repeat(300_000)).into_bytes(),
    ));
    all.push((
        "dic",
        format!("%\n1\ta\n%\nw\t{}", "(".repeat(300_000)).into_bytes(),
    ));
    all.push((
        "dic",
        format!("%\n1\ta\n%\nw {}", "1 ".repeat(300_000)).into_bytes(),
    ));
    all.push((
        "dic",
        b"%\n99999999999999999999\ta\n%\nw\t99999999999999999999\n".to_vec(),
    ));
    all.push(("ykd", b"<cnode name='a'>".repeat(50_000)));
    all.push((
        "ykd",
        b"<!DOCTYPE a [<!ENTITY b 'bb'>]><dictionary>&b;</dictionary>".to_vec(),
    ));
    all
}

#[test]
fn hostile_files_end_soon_and_without_harm() {
    for (ending, bytes) in hostile() {
        let began = std::time::Instant::now();
        let read = read_foreign(&bytes, &format!("x.{ending}"));
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(20)]).into_owned();
        // Debug builds are some twenty times slower than what people run; other tests share the machine.
        assert!(
            began.elapsed().as_secs() < 30,
            "{ending} {start:?}: {:?}",
            began.elapsed()
        );
        if let Ok((codebook, notices)) = read {
            assert!(notices.len() < 1_000, "{ending} {start:?}");
            assert!(!codebook.codes.is_empty());
        }
    }
}

proptest! {
    #[test]
    fn whatever_a_pattern_holds_the_rule_can_be_read(patterns in prop::collection::vec("\\PC{0,24}", 1..30)) {
        let lines = patterns.join("\n");
        let (codebook, _) = read_foreign(format!("+A\n{lines}").as_bytes(), "x.lc3").unwrap();
        is_whole(&codebook);
    }

    #[test]
    fn words_with_signs_of_the_query_language_can_be_read(
        patterns in prop::collection::vec("[a-zäNOTRENAHVU0-9*?=~()\\[\\]\"'„“ _.:/&|+-]{1,12}", 1..60),
    ) {
        let lines: String = patterns.iter().map(|pattern| format!("\t{pattern} (1)\n")).collect();
        let (codebook, _) = read_foreign(format!("A\n{lines}").as_bytes(), "x.cat").unwrap();
        is_whole(&codebook);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), format in 0..FORMATS.len()) {
        let _ = read_foreign(&bytes, &format!("x.{}", FORMATS[format].endings[0])).map(|(codebook, _)| is_whole(&codebook));
    }

    #[test]
    fn any_yaml_is_read_or_refused(text in "[a-c: \\[\\]{},\n\t&*!|>'\"#%-]{0,200}") {
        let _ = read_foreign(text.as_bytes(), "x.yml").map(|(codebook, _)| is_whole(&codebook));
    }
}
