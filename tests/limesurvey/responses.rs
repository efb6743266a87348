//! Incomplete responses and tests: counted, and left out where the researcher says so.

use freitext::import::{Choices, Imported, Incomplete};

use super::survey::{self, RESPONSES, Style, Version, as_code};
use super::{Desk, bring, dump};

fn brought(bytes: impl AsRef<[u8]>, name: &str, choices: &Choices) -> (Imported, Vec<String>) {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file(name, bytes);
    let imported = bring(&mut study, &file, choices).expect("an import");
    (imported, dump(&study))
}

fn says(imported: &Imported, words: &str) -> bool {
    imported
        .notices
        .iter()
        .any(|notice| notice.what.de.contains(words))
}

#[test]
fn incomplete_responses_are_kept_or_left_out_and_counted_either_way() {
    let files = [
        ("survey.lsa", survey::lsa(Version::Six, &RESPONSES)),
        ("results.csv", survey::csv(Style::Code, &RESPONSES, as_code)),
        ("full.csv", survey::csv(Style::Full, &RESPONSES, as_code)),
    ];
    for (name, bytes) in &files {
        let mut choices = Choices {
            text: match *name {
                "full.csv" => vec!["Welche Maßnahmenfehlen?".into()],
                _ => Vec::new(),
            },
            ..Choices::default()
        };
        let (imported, _) = brought(bytes, name, &choices);
        assert_eq!(imported.records, 4, "{name}");
        assert!(
            says(&imported, "1 von 4; sie sind mit eingelesen"),
            "{name}: {:#?}",
            imported.notices
        );
        choices.incomplete = Incomplete::LeaveOut;
        let (imported, held) = brought(bytes, name, &choices);
        assert_eq!(imported.records, 3, "{name}");
        assert!(says(&imported, "1 von 4; sie wurden ausgelassen"), "{name}");
        assert!(!held.iter().any(|line| line.starts_with("3.")), "{name}");
    }
}

#[test]
fn anonymised_responses_are_complete() {
    let mut responses = RESPONSES;
    for response in &mut responses {
        response[1] = response[1].map(|_| "1980-01-01 00:00:00");
        response[5] = Some("1980-01-01 00:00:00");
    }
    let choices = Choices {
        incomplete: Incomplete::LeaveOut,
        tests_before: Some("2026-03-01T00:00:00".parse().unwrap()),
        ..Choices::default()
    };
    let (imported, _) = brought(
        survey::csv(Style::Code, &responses, as_code),
        "results.csv",
        &choices,
    );
    assert_eq!(imported.records, 3);
    assert!(says(&imported, "deshalb behalten: 4"), "{:#?}", imported.notices);
}

#[test]
fn responses_before_a_day_are_tests() {
    let archive = survey::lsa(Version::Six, &RESPONSES);
    let (imported, _) = brought(&archive, "survey.lsa", &Choices::default());
    assert_eq!(imported.records, 4);
    assert!(
        says(&imported, "Vor dem Beginn der Befragung"),
        "{:#?}",
        imported.notices
    );
    assert!(
        says(&imported, "--tests-before 2026-03-01"),
        "{:#?}",
        imported.notices
    );
    let choices = Choices {
        tests_before: Some("2026-03-01T00:00:00".parse().unwrap()),
        ..Choices::default()
    };
    let (imported, held) = brought(&archive, "survey.lsa", &choices);
    assert_eq!(imported.records, 3);
    assert!(says(&imported, "1 ausgelassen"), "{:#?}", imported.notices);
    assert!(!held.iter().any(|line| line.starts_with("4.")));
}

#[test]
fn a_choice_that_no_other_program_heeds_is_not_passed_over() {
    let choices = Choices {
        incomplete: Incomplete::LeaveOut,
        text: vec!["text".into()],
        ..Choices::default()
    };
    let (imported, _) = brought("id,text\n1,Mehr Sprachkurse anbieten\n", "answers.csv", &choices);
    assert!(
        says(&imported, "diese Datei ist keiner"),
        "{:#?}",
        imported.notices
    );
}

#[test]
fn without_a_column_for_it_nothing_is_left_out_in_silence() {
    let text = "\u{feff}\"id\";\"lastpage\";\"startlanguage\";\"text\"\r\n\"1\";\"2\";\"de\";\"Mehr Sprachkurse anbieten\"\r\n";
    let choices = Choices {
        incomplete: Incomplete::LeaveOut,
        text: vec!["text".into()],
        ..Choices::default()
    };
    let (imported, _) = brought(text, "results.csv", &choices);
    assert_eq!(imported.records, 1);
    assert!(
        says(&imported, "keine Spalte »submitdate«"),
        "{:#?}",
        imported.notices
    );
}
