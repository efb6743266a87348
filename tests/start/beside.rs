//! What comes beside the answers: the questionnaire of LimeSurvey, the language, codings in several columns, a project's codes.

use axum::http::StatusCode;
use freitext::review::Board;
use freitext::study::Study;
use freitext::survey::{AnswerLanguage, Outcome};

use super::House;
use super::questionnaire::{EXPORT, lss};

/// Reads the file in and gives the study.
fn made(house: &House, upload: &str, said: &[(&str, &str)]) -> Study {
    let said = house.say(upload, "Hitze", said);
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
    let begun = house.send(&said.to, &[("codebook", None, b"later")]);
    house.finished(&begun.to).says(&["data-finished"]);
    Study::look(&house.path("Hitze.freitext")).unwrap()
}

#[test]
fn a_questionnaire_is_added_to_an_export_and_taken_away_again() {
    let house = House::new();
    let upload = house.drop_file("export.csv", EXPORT.as_bytes());
    house.get(&upload).says(&[
        "The file is an export of LimeSurvey.",
        "Survey structure (.lss)",
        "Responses not submitted",
        "“Responses not submitted”: “leave them out”",
    ]);
    let wrong = house.send(
        &format!("{upload}/questionnaire"),
        &[("questionnaire", Some("falsch.lss"), b"<document/>")],
    );
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    wrong.says(&["falsch.lss", "The file is an export of LimeSurvey."]);

    let lss = lss();
    let added = || {
        house.send(
            &format!("{upload}/questionnaire"),
            &[("questionnaire", Some("survey_7.lss"), lss.as_bytes())],
        )
    };
    assert_eq!(added().to, upload);
    house.get(&upload).says(&[
        "survey_7.lss",
        "Without this questionnaire",
        "title=\"Was hilft gegen die Hitze?\"",
        "open question (by the questionnaire)",
    ]);
    let away = house.send(&format!("{upload}/questionnaire"), &[]);
    assert_eq!(away.status, StatusCode::SEE_OTHER, "{}", away.text);
    house.get(&upload).says(&["Survey structure (.lss)"]);
    added();
    let study = made(&house, &upload, &[("text", "hilfe"), ("incomplete", "leave-out")]);
    assert_eq!(study.extent().unwrap().answers, 2);
    let dictionary = study.dictionary().unwrap();
    let amt = dictionary.variable("amt").unwrap();
    let labels: Vec<&str> = amt.labels.iter().map(|(_, label)| label.as_str()).collect();
    assert_eq!(
        (amt.label.as_str(), &labels[..]),
        ("Ihr Amt", &["Nord", "Süd"][..])
    );
}

#[test]
fn an_export_and_its_questionnaire_are_dropped_together_also_into_a_study() {
    let house = House::new();
    let lss = lss();
    let both = [
        ("file", Some("survey_7.lss"), lss.as_bytes()),
        ("file", Some("export.csv"), EXPORT.as_bytes()),
    ];
    let dropped = house.send("/new", &both);
    house.get(&dropped.to).says(&[
        "<h1>export.csv</h1>",
        "survey_7.lss",
        "open question (by the questionnaire)",
    ]);
    let study = house.study();
    let further = house.send(&format!("{study}/import"), &both);
    house
        .get(&further.to)
        .says(&["survey_7.lss", "German (as before in the study)"]);
    let two = house.send(
        "/new",
        &[
            ("file", Some("a.csv"), b"a;b\n"),
            ("file", Some("b.csv"), b"a;b\n"),
        ],
    );
    assert_eq!(two.status, StatusCode::BAD_REQUEST);
    two.says(&["Only one file of answers", "Choose one file after the other."]);
    let alone = house.drop_file("survey_7.lss", lss.as_bytes());
    house
        .get(&alone)
        .says(&["beside them with “Questionnaire of LimeSurvey”"]);
}

#[test]
fn the_language_is_recognised_before_and_can_be_said() {
    let house = House::new();
    let answers = "nr;answer\n1;there should be more trees and shade in the streets of the town\n\
        2;we would like drinking water on every square, and longer opening hours of the pools\n\
        3;plant grass on the roofs and give us benches to sit on when it is hot\n";
    let upload = house.drop_file("heat.csv", answers.as_bytes());
    house.get(&upload).says(&[">English (recognised)</option>"]);
    let study = made(&house, &upload, &[("text", "answer"), ("answers-in", "de")]);
    assert_eq!(study.answer_language().unwrap(), AnswerLanguage::German);
}

const CODEBOOK: &str = "format = 1\ntitle = 'Hitze'\nversion = '1'\n\
    [[code]]\nid = 'gruen'\nvalue = 1\nlabel = 'Grün'\nmatch_rules = ['baum OR begrün*']\n\
    [[code]]\nid = 'wasser'\nvalue = 2\nlabel = 'Wasser'\nmatch_rules = ['brunnen']\n";

/// What a person has decided, by unit.
fn decided(study: &Study, codebook: &str, coder: &str) -> Vec<Outcome> {
    let board = Board::of(study, codebook).unwrap();
    let person = board.person(coder).unwrap();
    let cards = board.cards.iter();
    cards
        .filter_map(|card| card.own().find(|said| said.coder == person))
        .map(|said| said.outcome.clone())
        .collect()
}

#[test]
fn marks_under_the_names_of_codes_are_codings_of_whoever_the_row_names() {
    let house = House::new();
    let rows = "nr;antwort;k_gruen;k_wasser;wer;wann\n\
        1;mehr Bäume und Schatten in den Straßen der Stadt;1;0;Anna;2026-03-01\n\
        2;Brunnen mit Trinkwasser an jedem Platz und Bäume;1;1;Bert;2026-03-02\n";
    let upload = house.drop_file("kodiert.csv", rows.as_bytes());
    house
        .get(&upload)
        .says(&["<option value=\"k_*\">k_… (2 columns)</option>"]);
    let said = [
        ("text", "antwort"),
        ("id", "nr"),
        ("codes", "k_*"),
        ("coder-column", "wer"),
        ("date-column", "wann"),
    ];
    let said = house.say(&upload, "Hitze", &said);
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
    let codebook = CODEBOOK
        .replace("'gruen'", "'k_gruen'")
        .replace("'wasser'", "'k_wasser'");
    let begun = house.send(
        &said.to,
        &[
            ("codebook", None, b"file"),
            ("file", Some("hitze.toml"), codebook.as_bytes()),
        ],
    );
    house.finished(&begun.to).says(&["Codings taken over: 2."]);
    let study = Study::look(&house.path("Hitze.freitext")).unwrap();
    let codes = |ids: &[&str]| Outcome::Codes(ids.iter().map(|id| (*id).to_owned()).collect());
    assert_eq!(decided(&study, "hitze", "Anna"), [codes(&["k_gruen"])]);
    assert_eq!(
        decided(&study, "hitze", "Bert"),
        [codes(&["k_gruen", "k_wasser"])]
    );
}

/// A project of this program with two coded answers, and the study it came from.
fn project(house: &House) -> Vec<u8> {
    let rows = "nr;antwort;codes\n1;mehr Bäume und Schatten in den Straßen der Stadt;gruen\n\
        2;Brunnen mit Trinkwasser an jedem Platz;wasser\n";
    let upload = house.drop_file("kodiert.csv", rows.as_bytes());
    let said = [
        ("text", "antwort"),
        ("id", "nr"),
        ("codes", "codes"),
        ("coder", "Anna"),
    ];
    let said = house.say(&upload, "Vorher", &said);
    let begun = house.send(
        &said.to,
        &[
            ("codebook", None, b"file"),
            ("file", Some("hitze.toml"), CODEBOOK.as_bytes()),
        ],
    );
    house.finished(&begun.to).says(&["Codings taken over: 2."]);
    let study = format!("/s/{}", house.id("Vorher.freitext"));
    house.post(&format!("{study}/who"), &[("name", "Anna")]);
    let path = house.path("projekt.qdpx");
    let study = Study::look(&house.path("Vorher.freitext")).unwrap();
    let mut options = freitext::export::Options::default();
    options.selection.codebook = Some("hitze".to_owned());
    freitext::export::export(&study, &path, Some("qdpx"), &options, &|_, _| Ok(())).unwrap();
    std::fs::read(path).unwrap()
}

#[test]
fn codes_of_a_project_become_those_of_the_codebook_that_is_chosen() {
    let house = House::new();
    let project = project(&house);
    let upload = house.drop_file("projekt.qdpx", &project);
    let seen = house.get(&upload);
    seen.says(&["The project brings codes and codings along"]);
    assert!(
        !seen.text.contains("name=\"coder\""),
        "nobody has to say who coded"
    );
    let chosen = |codebook: &str, name: &str| {
        let said = house.say(&upload, name, &[("text", "antwort")]);
        house
            .get(&said.to)
            .says(&["The codes of the project", "value=\"later\" checked"]);
        let named = format!("{name}.toml").to_lowercase();
        let begun = house.send(
            &said.to,
            &[
                ("codebook", None, b"file"),
                ("file", Some(named.as_str()), codebook.as_bytes()),
            ],
        );
        house.finished(&begun.to)
    };
    let other = CODEBOOK
        .replace("'wasser'", "'meer'")
        .replace("'Wasser'", "'Meer'");
    chosen(&other, "Meer").says(&[
        "Codes of the project that the codebook does not know: 1",
        "Without “Codebook” the project",
    ]);
    assert!(!house.path("Meer.freitext").exists());
    let own = format!("{CODEBOOK}[[code]]\nid = 'schatten'\nvalue = 3\nlabel = 'Schatten'\n");
    chosen(&own, "Eigene").says(&["Codings taken over: 2."]);
    let study = Study::look(&house.path("Eigene.freitext")).unwrap();
    assert_eq!(
        study.codebook_names().unwrap(),
        ["eigene"],
        "one codebook, not two"
    );
    let board = Board::of(&study, "eigene").unwrap();
    assert_eq!(board.codebook.codebook.codes.len(), 3, "it does not grow");
    let codes = |id: &str| Outcome::Codes(vec![id.to_owned()]);
    assert_eq!(
        decided(&study, "eigene", "Anna"),
        [codes("gruen"), codes("wasser")]
    );

    // Into the study that it came from, with the codebook that is named there.
    let study = format!("/s/{}", house.id("Vorher.freitext"));
    let further = house.send(
        &format!("{study}/import"),
        &[("file", Some("projekt.qdpx"), &project)],
    );
    house.get(&further.to).says(&[
        "the nearest of the study, else a new one",
        "<option value=\"hitze\"",
    ]);
    let begun = house.post(
        &further.to,
        &[("do", "go"), ("text", "antwort"), ("codebook", "hitze")],
    );
    house.finished(&begun.to).says(&["data-finished"]);
    let study = Study::look(&house.path("Vorher.freitext")).unwrap();
    assert_eq!(study.codebook_names().unwrap(), ["hitze"]);
}

/// What the pages of a study say of a column whose question a file has told.
#[test]
fn a_column_is_named_with_its_label_wherever_it_can_be_chosen() {
    let house = House::new();
    let both = [
        ("file", Some("survey_7.lss"), lss().as_bytes()),
        ("file", Some("export.csv"), EXPORT.as_bytes()),
    ]
    .map(|(name, file, bytes)| (name, file, bytes.to_vec()));
    let parts: Vec<(&str, Option<&str>, &[u8])> = both
        .iter()
        .map(|(name, file, bytes)| (*name, *file, bytes.as_slice()))
        .collect();
    let upload = house.send("/new", &parts).to;
    let said = house.say(&upload, "Hitze", &[("text", "hilfe")]);
    let begun = house.send(
        &said.to,
        &[
            ("codebook", None, b"file"),
            ("file", Some("hitze.toml"), CODEBOOK.as_bytes()),
        ],
    );
    house.finished(&begun.to).says(&["data-finished"]);
    let study = format!("/s/{}", house.id("Hitze.freitext"));
    house.post(&format!("{study}/who"), &[("name", "Anna")]);
    let column = "<option value=\"amt\">amt – Ihr Amt</option>";
    for page in [
        "tables",
        "downloads",
        "profiles",
        "change",
        "report",
        "items",
        "agreement",
    ] {
        house.get(&format!("{study}/{page}")).says(&[column]);
    }
    let beside = "amt<span class=\"asks\">Ihr Amt</span>";
    for page in ["grid", "code", "progress?by=amt"] {
        house.get(&format!("{study}/{page}")).says(&[beside]);
    }
    house
        .get(&format!("{study}/tables?by=amt"))
        .says(&["Groups by amt: “Ihr Amt”.", "Nord"]);
    let files = house.get(&format!("{study}/downloads"));
    files.says(&[
        "Stata 14 and later; whole texts",
        "Statistics programs",
        "Codings: decisions, else suggestions.",
    ]);
    let refused = house.post(
        &format!("{study}/downloads"),
        &[("as", "tables"), ("codings", "each-coder")],
    );
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    refused.says(&["This file cannot hold the codings so", "Choose under “Codings”"]);
    let codebook = house.post(
        &format!("{study}/downloads"),
        &[("as", "codebook"), ("codings", "final")],
    );
    assert_eq!(codebook.status, StatusCode::SEE_OTHER, "{}", codebook.text);
}

#[test]
fn a_file_with_codes_becomes_a_new_version_of_a_codebook_or_stands_beside_it() {
    let house = House::new();
    let study = house.study();
    let page = format!("{study}/suggest/codebook");
    house.get(&page).says(&[
        "<option value=\"handlungsfelder\">new version of handlungsfelder</option>",
        "else it stands beside as a further one",
    ]);
    house
        .get(&format!("{study}/codebook"))
        .says(&["From a file", "Word, Excel, REFI-QDA"]);
    let send = |version_of: &str| {
        house.send(
            &page,
            &[
                ("codebook", None, b"file"),
                ("version-of", None, version_of.as_bytes()),
                ("file", Some("hitze (1).toml"), CODEBOOK.as_bytes()),
            ],
        )
    };
    let names = || {
        let study = Study::look(&house.path("Welle 1.freitext")).unwrap();
        let names = study.codebook_names().unwrap();
        let versions = names
            .iter()
            .map(|name| study.codebook_versions(name).unwrap().len());
        let versions: Vec<usize> = versions.collect();
        (names, versions)
    };
    send("handlungsfelder");
    assert_eq!(names(), (vec!["handlungsfelder".to_owned()], vec![2]));
    send("");
    assert_eq!(names().0.len(), 2);
}

/// A workbook of two waves with two open columns each, and a sheet of another form.
fn workbook() -> Vec<u8> {
    let wave = |from: usize| -> Vec<[String; 3]> {
        let answer = |row: usize| format!("mehr Bäume und Schatten in den Straßen, zum {row}. Mal gesagt");
        let rows = (from..from + 6).map(|row| [row.to_string(), answer(row), answer(row + 50)]);
        std::iter::once(["nr", "hilfe", "anmerkung"].map(str::to_owned))
            .chain(rows)
            .collect()
    };
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in [("2024", wave(1)), ("2026", wave(7))] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (line, cells) in (0..).zip(&rows) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write(line, column, cell).unwrap();
            }
        }
    }
    let sheet = book.add_worksheet().set_name("Plan").unwrap();
    sheet.write(0, 0, "wert").unwrap();
    sheet.write(1, 0, "1").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn several_sheets_are_ticked_and_what_is_said_of_columns_holds() {
    let house = House::new();
    let workbook = workbook();
    let upload = house.drop_file("wellen.xlsx", &workbook);
    house.get(&upload).says(&[
        "value=\"2024\" checked",
        "value=\"2026\">",
        "value=\"anmerkung\" checked",
    ]);
    // The sheet that is read is ticked already: sending it back says nothing new.
    let study = made(
        &house,
        &upload,
        &[("sheet", "2024"), ("text", "hilfe"), ("id", "nr")],
    );
    let questions = study.questions().unwrap();
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert_eq!(study.extent().unwrap().records, 6);

    let upload = house.drop_file("wellen.xlsx", &workbook);
    let both = [("do", "again"), ("sheet", "2024"), ("sheet", "2026")];
    house.post(&upload, &both);
    house
        .get(&upload)
        .says(&["12 rows", "value=\"2026\" checked", "value=\"Plan\">"]);
    house.post(&upload, &[&both[..], &[("sheet", "Plan")]].concat());
    house
        .get(&upload)
        .says(&["&quot;Plan&quot; has other columns", "Recognise the file anew"]);
    house.post(&upload, &[("do", "again")]);
    house.get(&upload).says(&["6 rows", "value=\"2024\" checked"]);
}
