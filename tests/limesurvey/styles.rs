//! Every style of heading, codes or words, CSV, VV or archive: the same study.

use freitext::import::Choices;
use freitext::survey::{Measure, SetKind, Value, VariableKind};

use super::survey::{self, COLUMNS, RESPONSES, Style, Version, as_code, in_words};
use super::{Desk, bring, dump, is_told, of_archive, with_structure};

#[test]
fn every_style_of_heading_gives_the_same_study() {
    let expected = of_archive();
    assert!(expected.len() > 100, "{}", expected.len());
    for style in Style::ALL {
        for words in [false, true] {
            let desk = Desk::new();
            let mut study = desk.study();
            let bytes = match words {
                false => survey::csv(style, &RESPONSES, as_code),
                true => survey::csv(style, &RESPONSES, in_words),
            };
            let file = desk.file("results.csv", bytes);
            let imported = bring(&mut study, &file, &with_structure(&desk)).expect("an import");
            pretty_assertions(&dump(&study), &expected, &format!("{style:?} in words: {words}"));
            assert_eq!(imported.records, 4);
        }
    }
}

fn pretty_assertions(found: &[String], expected: &[String], what: &str) {
    let lacks: Vec<&String> = expected.iter().filter(|line| !found.contains(line)).collect();
    let more: Vec<&String> = found.iter().filter(|line| !expected.contains(line)).collect();
    assert!(
        lacks.is_empty() && more.is_empty(),
        "{what}\nlacks {lacks:#?}\nmore {more:#?}"
    );
}

#[test]
fn every_version_of_the_archive_gives_the_same_study() {
    let expected = of_archive();
    for version in Version::ALL {
        let desk = Desk::new();
        let mut study = desk.study();
        let file = desk.file("survey.lsa", survey::lsa(version, &RESPONSES));
        let imported = bring(&mut study, &file, &Choices::default()).expect("an import");
        pretty_assertions(&dump(&study), &expected, &format!("{version:?}"));
        is_told(&imported, "Teilnehmenden");
        is_told(&imported, "Antwortzeiten");
        is_told(&imported, "1 von 4");
    }
}

#[test]
fn what_a_cell_is_stands_in_the_study() {
    let held = of_archive();
    for line in [
        "1.massnahmen 1 Mehr Sprachkurse;\n\"überall\" und = gut",
        "3.ideen[SQ001_SX1] 3 <not_shown>",
        "1.ideen[SQ001_SX2] 1 <empty>",
        "1.ideen[SQ002_SX2] 1 <not_shown>",
        "2.massnahmen 2 <no_answer>",
        "2.themen[other] 2 Wohnungen für Familien",
        "1.hilfen[SQ001comment] 1 Nur für Frauen, leider",
        "4.hilfen[SQ001comment] 4 gut 😀",
        "2.massnahmen sparte=-oth-",
        "2.massnahmen jahre=2.5",
        "1.massnahmen rang[1]=b",
        "1.massnahmen wichtig[SQ001][2]=B2",
        "2.massnahmen wieder=N",
    ] {
        assert!(
            held.iter().any(|held| held == line),
            "{line:?} is not there: {held:#?}"
        );
    }
    assert!(
        !held
            .iter()
            .any(|line| line.starts_with("2.massnahmen themen[SQ001]="))
    );
}

#[test]
fn the_questionnaire_becomes_labels() {
    for version in Version::ALL {
        let structure =
            freitext::import::limesurvey_structure(survey::lss(version).as_bytes()).expect("a structure");
        assert_eq!(structure.survey, "4711");
        assert_eq!(structure.title, "Integration & Stadt", "{version:?}");
        assert_eq!(structure.languages, ["de", "en"]);
        assert_eq!(structure.questions.len(), 16, "{version:?}");
        assert_eq!(structure.questions[1].text, "Welche Maßnahmen fehlen?");
        assert_eq!(structure.questions[7].group_name, "Näheres");
    }
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file("survey.lsa", survey::lsa(Version::Seven, &RESPONSES));
    bring(&mut study, &file, &Choices::default()).expect("an import");
    let dictionary = study.dictionary().expect("a dictionary");
    assert_eq!(dictionary.label, "Integration & Stadt");
    let of = |name: &str| dictionary.variable(name).unwrap_or_else(|| panic!("{name}"));
    let satisfied = of("zufrieden[SQ002]");
    assert_eq!(satisfied.label, "Wie zufrieden sind Sie mit … [der Schule]");
    assert_eq!(
        (satisfied.kind, satisfied.measure),
        (VariableKind::Number, Measure::Ordinal)
    );
    assert_eq!(satisfied.label_of(&Value::Number(3.0)), Some("gut"));
    assert_eq!(
        of("sparte").label_of(&Value::Text("-oth-".into())),
        Some("Sonstiges")
    );
    assert_eq!(of("rang[2]").label_of(&Value::Text("c".into())), Some("Wohnen"));
    assert_eq!(
        of("wichtig[SQ001][1]").label_of(&Value::Text("A2".into())),
        Some("viel")
    );
    assert_eq!(of("seit").kind, VariableKind::DateTime);
    assert_eq!(of("jahre").measure, Measure::Scale);
    let set = dictionary
        .sets
        .iter()
        .find(|set| set.name == "themen")
        .expect("a set");
    assert_eq!(set.members, ["themen[SQ001]", "themen[SQ002]"]);
    assert_eq!(set.kind, SetKind::Dichotomies(Value::Text("Y".into())));
    let questions = study.questions().expect("questions");
    let question = questions.iter().find(|question| question.key == "massnahmen");
    assert_eq!(question.expect("a question").text, "Welche Maßnahmen fehlen?");
}

#[test]
fn an_export_in_english_is_known_by_its_places() {
    let english = |heading: String| {
        heading
            .replace("Sonstiges", "Other")
            .replace("Kommentar", "Comment")
            .replace("Rang", "Rank")
            .replace("Skala", "Scale")
            .replace("Antwort ID", "Response ID")
            .replace("Datum Abgeschickt", "Date submitted")
            .replace("Letzte Seite", "Last page")
            .replace("Start-Sprache", "Start language")
            .replace("Zufallsstartwert", "Seed")
            .replace("Datum gestartet", "Date started")
    };
    let desk = Desk::new();
    let mut study = desk.study();
    let text = String::from_utf8(survey::csv(Style::Full, &RESPONSES, as_code)).unwrap();
    let (headings, rows) = text.split_once("\r\n").unwrap();
    let file = desk.file(
        "results.csv",
        format!("{}\r\n{rows}", english(headings.to_owned())),
    );
    bring(&mut study, &file, &with_structure(&desk)).expect("an import");
    pretty_assertions(&dump(&study), &of_archive(), "English");
}

#[test]
fn headings_and_answers_in_the_second_language_are_known() {
    let desk = Desk::new();
    let mut study = desk.study();
    let english = |column: &survey::Column, cell: Option<&'static str>| {
        let in_german = in_words(column, cell);
        match (in_german, cell) {
            (Some("Ja"), _) => Some("Yes"),
            (Some("Nein"), _) => Some("No"),
            (Some("Sonstiges"), _) => Some("Other"),
            (Some("Österreich"), _) => Some("something else"),
            (Some(words), Some(code)) if words != code => Some(&*format!("English {code}").leak()),
            (other, _) => other,
        }
    };
    let text = survey::csv(Style::Code, &RESPONSES, english);
    let choices = freitext::import::Choices {
        structure: Some(desk.file("three.lss", survey::lss(Version::Three))),
        ..Choices::default()
    };
    let file = desk.file("results.csv", text);
    let imported = bring(&mut study, &file, &choices).expect("an import");
    let held = dump(&study);
    for line in [
        "1.massnahmen sparte=A1",
        "2.massnahmen sparte=-oth-",
        "1.massnahmen grund=G1",
        "2.massnahmen wieder=N",
    ] {
        assert!(
            held.iter().any(|held| held == line),
            "{line:?} is not there: {held:#?}"
        );
    }
    is_told(&imported, "nicht kennt: 1 in 1 Spalten (zuerst land)");
}

#[test]
fn the_vv_export_gives_the_same_study() {
    let quote = |text: &str| {
        text.replace('{', "{lbrace}")
            .replace('\n', "{newline}")
            .replace('\t', "{tab}")
            .replace('"', "{quote}")
    };
    let mut text = String::new();
    let first: Vec<String> = COLUMNS.iter().map(|column| Style::Full.heading(column)).collect();
    let second: Vec<&str> = COLUMNS.iter().map(|column| column.table).collect();
    text.push_str(&format!("{}\n{}\n", first.join("\t"), second.join("\t")));
    for response in &RESPONSES {
        let cells = COLUMNS
            .iter()
            .zip(response)
            .map(|(column, cell)| match (cell, column.code) {
                (None, "submitdate") => "NULL".to_owned(),
                (None, _) => "{question_not_shown}".to_owned(),
                (Some(cell), _) => quote(cell),
            });
        text.push_str(&format!("{}\n", cells.collect::<Vec<_>>().join("\t")));
    }
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file("vvexport_4711.csv", text);
    bring(&mut study, &file, &with_structure(&desk)).expect("an import");
    let mut expected = of_archive();
    // It writes the word NULL where a date is not there.
    expected.push("3.massnahmen submitdate=NULL".to_owned());
    let found: Vec<String> = dump(&study)
        .into_iter()
        .filter(|line| !line.ends_with("submitdate=NULL"))
        .collect();
    expected.pop();
    pretty_assertions(&found, &expected, "VV");
}
