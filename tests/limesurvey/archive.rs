//! What stands alone: a questionnaire without responses, responses without a questionnaire, a survey that nobody answered.

use freitext::import::{Choices, glance, recognise};

use super::survey::{self, RESPONSES, Style, Version, as_code};
use super::{Desk, bring, dump, is_told, of_archive, with_structure};

#[test]
fn a_questionnaire_alone_is_no_table() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file("survey.lss", survey::lss(Version::Six));
    let problem = bring(&mut study, &file, &Choices::default()).unwrap_err();
    assert!(
        problem.what().de.contains("Antworten enthält sie nicht"),
        "{problem:?}"
    );
    let advice = problem.advice().expect("advice");
    assert!(
        advice.de.contains("--structure") && advice.de.contains(".lsa"),
        "{advice:?}"
    );
}

#[test]
fn responses_alone_are_read_and_with_the_questionnaire_named() {
    for version in [Version::Three, Version::Six] {
        let desk = Desk::new();
        let mut study = desk.study();
        let file = desk.file("responses.lsr", survey::lsr(version, &RESPONSES));
        bring(&mut study, &file, &with_structure(&desk)).expect("an import");
        assert_eq!(dump(&study), of_archive());
    }
    let desk = Desk::new();
    let file = desk.file("responses.lsr", survey::lsr(Version::Six, &RESPONSES));
    let recognised = glance(&file, &Choices::default(), None).expect("recognised");
    assert_eq!(recognised.columns[6].heading, "4711X1X10");
}

#[test]
fn a_survey_without_answers_is_called_that() {
    let desk = Desk::new();
    let nothing = [[Some(""); 33]];
    for (name, bytes) in [
        ("results.csv", survey::csv(Style::Code, &nothing, as_code)),
        ("full.csv", survey::csv(Style::Full, &nothing, as_code)),
        ("survey.lsa", survey::lsa(Version::Six, &[])),
    ] {
        let mut study = desk.study();
        let file = desk.file(name, bytes);
        let problem = bring(&mut study, &file, &Choices::default()).unwrap_err();
        assert_eq!(
            problem.what().de,
            "Die Befragung hat noch keine Antworten.",
            "{name}"
        );
    }
}

#[test]
fn a_questionnaire_of_another_survey_is_noticed() {
    let desk = Desk::new();
    let mut study = desk.study();
    let other = survey::lss(Version::Six)
        .replace("massnahmen", "vorschlag")
        .replace("fehlen?", "helfen?");
    let choices = Choices {
        structure: Some(desk.file("other.lss", other)),
        ..Choices::default()
    };
    let file = desk.file("results.csv", survey::csv(Style::Code, &RESPONSES, as_code));
    let imported = bring(&mut study, &file, &choices).expect("an import");
    is_told(&imported, "nicht kennt: 1 (massnahmen)");
}

#[test]
fn a_workbook_takes_the_questionnaire_too() {
    let desk = Desk::new();
    let path = desk.file("results.xlsx", b"");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, of) in survey::COLUMNS.iter().enumerate() {
        sheet
            .write_string(0, column as u16, Style::Full.heading(of))
            .unwrap();
        for (row, response) in RESPONSES.iter().enumerate() {
            if let Some(cell) = response[column].filter(|cell| !cell.is_empty()) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row as u32 + 1, column as u16, number).unwrap(),
                    Err(_) => sheet.write_string(row as u32 + 1, column as u16, cell).unwrap(),
                };
            }
        }
    }
    book.save(&path).unwrap();
    let mut study = desk.study();
    let imported = bring(&mut study, &path, &with_structure(&desk)).expect("an import");
    assert_eq!(imported.records, 4);
    let held = dump(&study);
    for line in [
        "2.massnahmen sparte=-oth-",
        "1.massnahmen rang[1]=b",
        "1.massnahmen zufrieden[SQ002]=3",
    ] {
        assert!(
            held.iter().any(|held| held == line),
            "{line:?} is not there: {held:#?}"
        );
    }
}

#[test]
fn syntax_for_spss_is_answered_with_what_to_do() {
    let desk = Desk::new();
    let file = desk.file(
        "survey_4711_SPSS_syntax_file.sps",
        "*$Rev: 121017 $.\nSET UNICODE=ON.\nGET DATA\n /TYPE=TXT\n /FILE='survey_4711_SPSS_data_file.dat'\n",
    );
    let problem = glance(&file, &Choices::default(), None).unwrap_err();
    assert!(problem.what().de.contains("SPSS-Syntax"), "{problem:?}");
    assert!(problem.advice().expect("advice").de.contains(".sav"));
}

#[test]
fn what_is_recognised_says_so() {
    let desk = Desk::new();
    let file = desk.file("survey.lsa", survey::lsa(Version::Six, &RESPONSES));
    let recognised = recognise(&file, &Choices::default(), None).expect("recognised");
    assert_eq!((recognised.kind, recognised.rows), ("lsa", Some(4)));
    let said = recognised.say(freitext::words::Language::De);
    assert!(said.contains("nach dem Fragebogen"), "{said}");
    let counted = recognised
        .notices
        .iter()
        .any(|notice| notice.what.de.contains("1 von 4"));
    assert!(counted, "{:?}", recognised.notices);
}

#[test]
fn an_export_without_questionnaire_says_what_is_known_and_what_would_be() {
    let desk = Desk::new();
    let file = desk.file("results.csv", survey::csv(Style::Code, &RESPONSES, as_code));
    let recognised = glance(&file, &Choices::default(), None).expect("recognised");
    let said = recognised.say(freitext::words::Language::De);
    assert!(!said.contains("nach dem Fragebogen"), "{said}");
    assert!(
        said.contains("Kennung der Zeile (eigene Spalte von LimeSurvey)"),
        "{said}"
    );
    let recommends = |choices: &Choices| {
        let recognised = glance(&file, choices, None).expect("recognised");
        let mut notices = recognised.notices.iter();
        notices.any(|notice| notice.what.de.contains("Mit dem Fragebogen (--structure"))
    };
    assert!(recommends(&Choices::default()));
    assert!(!recommends(&with_structure(&desk)));
}
