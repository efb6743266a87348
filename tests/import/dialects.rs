//! Separators, quotation marks, line ends and encodings, and what is shown of them; spreadsheets.

use freitext::import::{Choices, EncodingOrigin, Role, recognise};
use freitext::words::Language;

use super::*;

#[test]
fn every_dialect_and_encoding_gives_the_same_answers() {
    let utf16 = |text: &str, little: bool, mark: bool| {
        let mut bytes = Vec::new();
        let marked = format!("{}{text}", if mark { "\u{feff}" } else { "" });
        for unit in marked.encode_utf16() {
            bytes.extend(if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            });
        }
        bytes
    };
    let comma = "id,text,amt\n1,\"Bürger, Ämter\",Süd\n2,\"Straße\nund \"\"Platz\"\"\",Nord\n";
    let semicolon = "id;text;amt\r\n1;Bürger, Ämter;Süd\r\n2;\"Straße\nund \"\"Platz\"\"\";Nord\r\n";
    let tab = semicolon.replace(';', "\t");
    let windows = encoding_rs::WINDOWS_1252.encode(semicolon).0.into_owned();
    let mac =
        b"id;text;amt\r1;B\x9frger, \x80mter;S\x9fd\r2;\"Stra\xa7e\nund \"\"Platz\"\"\";Nord\r".to_vec();
    for (name, bytes, encoding) in [
        ("comma", comma.as_bytes().to_vec(), None),
        ("byte-order mark", format!("\u{feff}{comma}").into_bytes(), None),
        ("semicolon", semicolon.as_bytes().to_vec(), None),
        ("tab", tab.clone().into_bytes(), None),
        ("bar", semicolon.replace(';', "|").into_bytes(), None),
        (
            "no line end at the end",
            semicolon.trim_end().as_bytes().to_vec(),
            None,
        ),
        (
            "blank lines",
            semicolon.replace("r\n2", "r\n\r\n\r\n2").into_bytes(),
            None,
        ),
        (
            "Excel's first line",
            format!("sep=;\r\n{semicolon}").into_bytes(),
            None,
        ),
        ("Windows-1252", windows, None),
        ("MacRoman, carriage returns", mac, Some("macintosh")),
        ("UTF-16 little endian", utf16(&tab, true, true), None),
        ("UTF-16 big endian", utf16(&tab, false, true), None),
        ("UTF-16 without mark", utf16(semicolon, true, false), None),
    ] {
        let choices = Choices {
            encoding: encoding.map(str::to_owned),
            ..named(&["text"])
        };
        assert_eq!(
            texts(&bytes, &choices),
            ["Bürger, Ämter", "Straße\nund \"Platz\""],
            "{name}"
        );
    }
}

#[test]
fn what_was_recognised_is_shown_in_both_languages_and_as_json() {
    let desk = Desk::new();
    let file = desk.file(
        "export.csv",
        "lfdn;Amt;Massnahme_1;Massnahme_2;Datum;\r\n1;Ordnungsamt;Sprachkurse für Frauen;Feste im Quartier;2024-05-31;\r\n\
         2;Sozialamt;Streetwork am Bahnhof;;2024-06-01;\r\n",
    );
    let recognised = recognise(&file, &Choices::default(), None).unwrap();
    assert_eq!(
        (recognised.separator, recognised.rows, recognised.encoding),
        (Some(';'), Some(2), Some("UTF-8"))
    );
    assert_eq!(recognised.encoding_origin, Some(EncodingOrigin::Valid));
    let roles: Vec<&Role> = recognised.columns.iter().map(|column| &column.role).collect();
    let open = |slot| Role::Open {
        question: "Massnahme".into(),
        slot,
    };
    assert_eq!(
        roles,
        [
            &Role::Id,
            &Role::Background,
            &open(1),
            &open(2),
            &Role::Background,
            &Role::Empty
        ]
    );
    assert_eq!(recognised.first_rows[1][2], "Streetwork am Bahnhof");
    let german = recognised.say(Language::De);
    assert!(
        german.starts_with("export.csv: CSV, UTF-8, Semikolon, 2 Zeilen\n"),
        "{german}"
    );
    assert!(german.contains("offene Frage »Massnahme«, Nennung 2"), "{german}");
    assert!(german.contains("Hintergrund (Datum)"), "{german}");
    assert!(
        recognised
            .say(Language::En)
            .contains("id of the row (by its heading)")
    );
    let json = serde_json::to_value(&recognised).unwrap();
    assert_eq!(json["columns"][2]["role"]["open"]["slot"], 1);
}

#[test]
fn open_columns_are_told_from_names_of_things_and_codes() {
    let table = "id,respondent,wave,amt,text,codes\n\
        m001,r001,1,Amt für Migration und Integration der Stadt,Sprachkurse für geflüchtete Frauen mit Kinderbetreuung,kulturell\n\
        m002,r001,1,Ordnungsamt,Gemeinsame Streifen von Polizei und Ordnungsamt am Bahnhof,praesenz|struktur\n\
        m003,r002,1,Sozialamt,Quartiersmanagement,sozialraum\n";
    let desk = Desk::new();
    let recognised = recognise(&desk.file("a.csv", table), &Choices::default(), None).unwrap();
    let open: Vec<&str> = recognised
        .columns
        .iter()
        .filter(|column| matches!(column.role, Role::Open { .. }))
        .map(|column| &*column.heading)
        .collect();
    assert_eq!(open, ["text"]);
    assert_eq!(recognised.columns[1].role, Role::Respondent);
    assert_eq!(recognised.columns[5].role, Role::Background);
}

#[test]
fn a_spreadsheet_gives_what_its_cells_show() {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("Titel")
        .unwrap()
        .write(0, 0, "Befragung")
        .unwrap();
    let sheet = book.add_worksheet().set_name("Daten").unwrap();
    for (column, heading) in ["id", "text", "Größe", "Tag", "neu"].iter().enumerate() {
        sheet.write(2, column as u16, *heading).unwrap();
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write(3, 0, 7).unwrap();
    sheet.write(3, 1, "Sprachkurse\nund Feste").unwrap();
    sheet.write(3, 2, 1.5).unwrap();
    sheet
        .write_datetime_with_format(3, 3, ExcelDateTime::from_ymd(2024, 5, 31).unwrap(), &day)
        .unwrap();
    sheet.write(3, 4, true).unwrap();
    sheet.write(4, 0, 8).unwrap();
    sheet.write_string(4, 1, "=Streetwork").unwrap();
    let desk = Desk::new();
    let path = desk.folder.path().join("a.xlsx");
    book.save(&path).unwrap();

    let mut study = desk.study();
    let done = bring(&mut study, &path, &named(&["text"])).unwrap();
    assert_eq!(
        units(&study)
            .into_iter()
            .map(|(key, _, words)| (key, words))
            .collect::<Vec<_>>(),
        [
            ("7".into(), "Sprachkurse\nund Feste".into()),
            ("8".into(), "=Streetwork".into())
        ]
    );
    let mut background = Vec::new();
    each(&study, |unit| background.push(unit.background.clone()));
    assert_eq!(
        background[0],
        [Some("1.5".into()), Some("2024-05-31".into()), Some("true".into())]
    );
    let said: Vec<&str> = done.notices.iter().map(|notice| &*notice.what.de).collect();
    assert_eq!(
        said,
        [
            "Gelesen wurde das Blatt »Daten«, nicht: Titel. Ein anderes oder mehrere (weitere Wellen, oder Angaben zu denselben Zeilen): jedes mit --sheet NAME."
        ]
    );

    let other = Choices {
        sheets: vec!["Tabelle9".into()],
        ..Choices::default()
    };
    let problem = recognise(&path, &other, None).unwrap_err();
    assert_eq!(problem.what().en, "There is no sheet \"Tabelle9\".");
    assert_eq!(problem.advice().unwrap().de, "Die Blätter heißen: Titel, Daten.");
}

#[test]
fn several_columns_that_look_open_are_all_taken_and_that_is_said() {
    let table = "id,Chancen der Vielfalt,Hemmnisse\n\
        1,Neue Blicke auf die Stadt und ihre Plätze,Es fehlt an Personal in allen Ämtern\n\
        2,Gemeinsame Feste im Quartier mit allen Vereinen,Die Zeit reicht nicht für runde Tische\n";
    let desk = Desk::new();
    let done = bring(&mut desk.study(), &desk.file("a.csv", table), &Choices::default()).unwrap();
    assert_eq!(done.answers, 4);
    let said = &done.notices[0].what;
    assert!(said.de.contains("Chancen der Vielfalt, Hemmnisse"), "{}", said.de);
    assert!(said.en.contains("--text COLUMN"));
}

#[test]
fn a_title_above_the_headings_of_a_text_is_left_out_and_told() {
    let desk = Desk::new();
    let file = desk.file(
        "a.csv",
        "Bürgerbefragung 2026;;\n;;\nid;text;ort\n1;Mehr Grün;Süd\n2;Mehr Busse;Nord\nSumme;;2\n",
    );
    let mut study = desk.study();
    let choices = Choices {
        id: Some("id".into()),
        ..named(&["text"])
    };
    let done = bring(&mut study, &file, &choices).unwrap();
    assert_eq!((done.records, done.answers), (3, 2));
    let said = |words: &str| done.notices.iter().any(|notice| notice.what.de.contains(words));
    assert!(
        said("Die Überschriften stehen in Zeile 3; was darüber steht (1: »Bürgerbefragung 2026«)"),
        "{:?}",
        done.notices
    );
    assert!(said("Zusammenfassung aus (»Summe«)"), "{:?}", done.notices);
}

#[test]
fn rows_of_qualtrics_below_the_headings_are_no_answers() {
    let desk = Desk::new();
    let file = desk.file(
        "a.csv",
        "ResponseId,Q1,Q2\n\"Response ID\",\"Was fehlt Ihnen,\n in der Stadt?\",Alter\n\
         \"{\"\"ImportId\"\":\"\"_recordId\"\"}\",\"{\"\"ImportId\"\":\"\"QID1_TEXT\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\n\
         R_1,Mehr Grün,31\nR_2,Mehr Busse,44\n",
    );
    let mut study = desk.study();
    let done = bring(&mut study, &file, &named(&["Q1"])).unwrap();
    assert_eq!((done.records, done.answers), (2, 2));
    assert_eq!(units(&study)[0], ("R_1".into(), "R_1".into(), "Mehr Grün".into()));
    let dictionary = study.dictionary().unwrap();
    let labels: Vec<(&str, &str)> = dictionary
        .variables
        .iter()
        .map(|one| (&*one.name, &*one.label))
        .collect();
    assert!(labels.contains(&("Q2", "Alter")), "{labels:?}");
}

#[test]
fn headings_of_two_rows_are_told() {
    let said = |below: &str| {
        let desk = Desk::new();
        let text = format!(
            "id,Fragen,,Alter\n{below}\n1,Mehr Grün,Zu viel Lärm,31\n2,Mehr Busse,Zu wenig Licht,44\n"
        );
        let file = desk.file("a.csv", text);
        let recognised = freitext::import::recognise(&file, &named(&["Fragen"]), None).unwrap();
        let mut notices = recognised.notices.into_iter();
        notices.any(|notice| {
            notice
                .what
                .de
                .contains("Zeile 2 (»Was stört?« …) sieht nach weiteren Überschriften aus")
        })
    };
    assert!(said(",Was fehlt?,Was stört?,"));
    assert!(!said("0,Was fehlt?,Was stört?,"));
    assert!(!said(",Was fehlt?,,"));
}
