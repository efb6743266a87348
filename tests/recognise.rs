//! Answers that are clearly in another language: on real German answers nobody is accused.
//!
//! The figures of `src/language/recognise.rs`; the messages of programs, which that table has too, are not part of the project.

use std::path::PathBuf;

use freitext::language::{answer_language, foreign};
use freitext::survey::AnswerLanguage;
use proptest::prelude::*;

/// The column `text` of a CSV beside the project; nothing, and aloud, where the file is absent.
fn texts(path: &str) -> Vec<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    let Ok(mut reader) = csv::Reader::from_path(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return Vec::new();
    };
    let column = reader
        .headers()
        .unwrap()
        .iter()
        .position(|name| name == "text")
        .expect("a column text");
    let rows = reader.records().map(|row| row.unwrap()[column].to_owned());
    rows.collect()
}

fn accused(texts: &[String]) -> Vec<String> {
    let found = texts.iter().filter_map(|text| {
        let foreign = foreign(text, AnswerLanguage::German)?;
        Some(format!("{text}: {}", foreign.name().en))
    });
    found.collect()
}

#[test]
fn no_answer_of_the_shipped_corpora_is_called_foreign() {
    let mut all = 0;
    for name in [
        "massnahmen",
        "chancen",
        "herausforderungen",
        "strukturen",
        "foerderung",
        "hemmnisse",
        "zusammenhalt",
    ] {
        let texts = texts(&format!("corpora/{name}.csv"));
        all += texts.len();
        assert_eq!(accused(&texts), [""; 0], "{name}");
        let language = answer_language(texts.iter().map(String::as_str));
        assert_eq!(language, Some(AnswerLanguage::German), "{name}");
    }
    assert!(all > 1000);
}

#[test]
fn no_text_of_the_german_test_sets_is_called_foreign() {
    for name in ["cimt_ottensen", "massive_de"] {
        let texts = texts(&format!("../shared/data/{name}/test.csv"));
        assert_eq!(accused(&texts), [""; 0], "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_in_any_script_fails(text in prop_oneof![
        any::<String>(),
        "([a-zäöüß]{1,9} ){1,12}",
        "([а-яёіїў]{1,9} ){1,12}",
        "([ء-ي]{1,9} ){1,12}",
        "([א-ת]{1,9} ){1,12}",
        "([अ-ह]{1,9} ){1,12}",
        "([α-ω]{1,9} ){1,12}",
        "[一-龥ぁ-んァ-ン]{1,60}",
        "([가-힣]{1,5} ){1,12}",
        "[ก-ฮ]{1,60}",
    ]) {
        for language in AnswerLanguage::ALL {
            if let Some(foreign) = foreign(&text, language) {
                prop_assert!(!foreign.name().de.is_empty());
            }
        }
        answer_language([text.as_str(), "Kurse"]);
    }
}
