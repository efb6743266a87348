//! A later export of the same survey adds only what is new, whatever its format and style.

use freitext::import::Choices;

use super::survey::{self, RESPONSES, Style, Version, as_code, in_words};
use super::{Desk, bring, dump, with_structure};

#[test]
fn a_second_export_adds_only_what_is_new_whatever_its_style() {
    let desk = Desk::new();
    let all = {
        let mut study = desk.study();
        let file = desk.file("all.lsa", survey::lsa(Version::Six, &RESPONSES));
        bring(&mut study, &file, &Choices::default()).expect("an import");
        dump(&study)
    };
    for words in [false, true] {
        for style in Style::ALL {
            let desk = Desk::new();
            let mut study = desk.study();
            let first = desk.file("first.csv", survey::csv(Style::Code, &RESPONSES[..2], as_code));
            bring(&mut study, &first, &with_structure(&desk)).expect("an import");
            let cell = if words { in_words } else { as_code };
            let second = desk.file("second.csv", survey::csv(style, &RESPONSES, cell));
            let imported = bring(&mut study, &second, &with_structure(&desk)).expect("an import");
            assert_eq!(imported.records, 2, "{style:?}");
            assert_eq!(
                (imported.changed, imported.changed_background),
                (0, 0),
                "{style:?}: {:#?}",
                imported.notices
            );
            assert_eq!((imported.filled, imported.filled_background), (0, 0), "{style:?}");
            assert_eq!(dump(&study), all, "{style:?} in words: {words}");
        }
    }
}

#[test]
fn an_archive_after_a_csv_without_questionnaire_brings_labels_and_new_responses() {
    let desk = Desk::new();
    let mut study = desk.study();
    let first = desk.file("first.csv", survey::csv(Style::Code, &RESPONSES[..2], as_code));
    bring(&mut study, &first, &Choices::default()).expect("an import");
    assert_eq!(study.dictionary().expect("a dictionary").variables.len(), 0);
    let archive = desk.file("survey.lsa", survey::lsa(Version::Seven, &RESPONSES));
    let imported = bring(&mut study, &archive, &Choices::default()).expect("an import");
    assert_eq!(imported.records, 2);
    assert_eq!(
        (imported.changed, imported.changed_background),
        (0, 0),
        "{:#?}",
        imported.notices
    );
    assert!(study.dictionary().expect("a dictionary").variables.len() > 20);
    assert!(dump(&study).contains(&"4.massnahmen sparte=A2".to_owned()));
}

#[test]
fn headings_in_words_that_a_study_knows_stay_as_they_are() {
    let desk = Desk::new();
    let mut study = desk.study();
    let first = desk.file("first.csv", survey::csv(Style::Full, &RESPONSES[..2], as_code));
    let named = Choices {
        text: vec!["Welche Maßnahmenfehlen?".into()],
        ..Choices::default()
    };
    bring(&mut study, &first, &named).expect("an import");
    let questions = study.questions().expect("questions").len();
    let names = study.background_names().expect("names").len();
    let second = desk.file("second.csv", survey::csv(Style::Full, &RESPONSES, as_code));
    let imported = bring(&mut study, &second, &with_structure(&desk)).expect("an import");
    assert_eq!(imported.records, 2);
    assert_eq!(imported.changed_background, 0, "{:#?}", imported.notices);
    assert_eq!(study.questions().expect("questions").len(), questions);
    assert_eq!(study.background_names().expect("names").len(), names);
}
