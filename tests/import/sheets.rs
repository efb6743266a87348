//! Workbooks with several sheets, and such as would fill any memory.

use std::io::Write as _;

use freitext::import::recognise;
use rust_xlsxwriter::Workbook;

use super::*;

/// A workbook of sheets with rows.
fn workbook(desk: &Desk, sheets: &[(&str, &[&[&str]])]) -> PathBuf {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet().set_name(*name).unwrap();
        for (line, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write(line, column, *cell).unwrap();
            }
        }
    }
    let path = desk.folder.path().join("wellen.xlsx");
    book.save(&path).unwrap();
    path
}

fn of_sheets(names: &[&str]) -> Choices {
    Choices {
        sheets: names.iter().map(|name| (*name).to_owned()).collect(),
        id: Some("id".into()),
        ..named(&["text"])
    }
}

const WAVES: &[(&str, &[&[&str]])] = &[
    (
        "2024",
        &[
            &["id", "text", "amt"],
            &["1", "Kurse", "Süd"],
            &["2", "Feste", "Nord"],
        ],
    ),
    (
        "2026",
        &[&["id", "amt", "Text", "neu"], &["1", "Süd", "Räte", "x"]],
    ),
    ("Codeplan", &[&["wert", "label"], &["1", "ja"]]),
];

#[test]
fn sheets_of_one_form_come_in_together_and_are_told_apart_by_their_name() {
    let desk = Desk::new();
    let path = workbook(&desk, WAVES);
    let mut study = desk.study();
    let choices = Choices {
        respondent: Some("id".into()),
        ..of_sheets(&["alle"])
    };
    let done = bring(&mut study, &path, &choices).unwrap();
    assert_eq!((done.records, done.answers, done.respondents), (3, 3, 2));
    let of = |key: &str, respondent: &str, words: &str| (key.into(), respondent.into(), words.into());
    assert_eq!(
        units(&study),
        [
            of("2024/1", "1", "Kurse"),
            of("2024/2", "2", "Feste"),
            of("2026/1", "1", "Räte")
        ]
    );
    assert_eq!(study.background_names().unwrap(), ["amt", "neu", "sheet"]);
    let mut background = Vec::new();
    each(&study, |unit| background.push(unit.background.clone()));
    assert_eq!(
        background[2],
        [Some("Süd".into()), Some("x".into()), Some("2026".into())]
    );
    let said: Vec<&str> = done.notices.iter().map(|notice| &*notice.what.de).collect();
    assert!(
        said.iter()
            .any(|said| said.contains("keine Zeilen haben: Codeplan")),
        "{said:?}"
    );

    let again = bring(&mut study, &path, &choices).unwrap();
    assert_eq!((again.records, again.unchanged, again.changed), (0, 3, 0));
}

#[test]
fn named_sheets_of_another_form_are_refused_and_a_single_one_stays_as_it_was() {
    let desk = Desk::new();
    let path = workbook(&desk, WAVES);
    let problem = recognise(&path, &of_sheets(&["2024", "codeplan"]), None).unwrap_err();
    let said = &problem.what().en;
    assert!(
        said.contains("\"Codeplan\" has other columns than 2024"),
        "{said}"
    );
    assert!(
        said.contains("Only in \"Codeplan\": wert, label. Only in 2024: id, text, amt. In both: –."),
        "{said}"
    );
    let problem = recognise(&path, &of_sheets(&["2024", "2025"]), None).unwrap_err();
    assert_eq!(problem.what().en, "There is no sheet \"2025\".");
    let mut study = desk.study();
    let done = bring(&mut study, &path, &of_sheets(&["2026"])).unwrap();
    assert_eq!(units(&study)[0].0, "1");
    assert_eq!(done.records, 1);
}

#[test]
fn a_cell_in_the_last_corner_of_a_sheet_does_not_fill_the_memory() {
    let desk = Desk::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, cell) in ["id", "text"].iter().enumerate() {
        sheet.write(0, column as u16, *cell).unwrap();
    }
    sheet.write(1, 0, "1").unwrap();
    sheet.write(1, 1, "Sprachkurse").unwrap();
    sheet.write(1_048_575, 16_383, "x").unwrap();
    sheet.write_formula(1_048_574, 16_383, "=A1").unwrap();
    let path = desk.folder.path().join("ecke.xlsx");
    book.save(&path).unwrap();
    let mut study = desk.study();
    let done = bring(&mut study, &path, &named(&["text"])).unwrap();
    assert_eq!(done.answers, 1);
}

fn ods(desk: &Desk, rows: &str) -> PathBuf {
    ods_of(desk, &[("Daten", rows)])
}

fn ods_of(desk: &Desk, sheets: &[(&str, &str)]) -> PathBuf {
    let tables: String = sheets
        .iter()
        .map(|(name, rows)| format!(r#"<table:table table:name="{name}">{rows}</table:table>"#))
        .collect();
    let content = format!(
        r#"<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.3"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    let path = desk.folder.path().join("daten.ods");
    let mut file = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let manifest =
        r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", &content),
    ] {
        file.start_file(name, stored).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }
    file.finish().unwrap();
    path
}

fn cells(texts: &[&str]) -> String {
    texts
        .iter()
        .map(|text| {
            format!(
                r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
            )
        })
        .collect()
}

#[test]
fn repeated_rows_and_columns_are_counted_before_they_are_unfolded() {
    let head = format!("<table:table-row>{}</table:table-row>", cells(&["id", "text"]));
    let row = format!("<table:table-row>{}</table:table-row>", cells(&["1", "Kurse"]));
    let many = r#"<table:table-row><table:table-cell table:number-columns-repeated="16000"/><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#.repeat(400);
    let long = format!(
        r#"{row}<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#
    );
    for hostile in [&many, &long] {
        let desk = Desk::new();
        let problem =
            recognise(&ods(&desk, &format!("{head}{hostile}")), &named(&["text"]), None).unwrap_err();
        assert!(problem.what().en.contains("too large"), "{}", problem.what().en);
    }
    // What LibreOffice writes at the end of each sheet.
    let usual = format!(
        r#"{head}{row}<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#
    );
    let desk = Desk::new();
    let recognised = recognise(&ods(&desk, &usual), &named(&["text"]), None).unwrap();
    assert_eq!(recognised.rows, Some(1));
}

const ANSWERS: &[&[&str]] = &[
    &["id", "text", "Amt"],
    &["7", "Kurse", "Süd"],
    &["8", "Feste", "Nord"],
    &["9", "Räte", "Nord"],
];
/// In another order, one too few, one too many, one without id, and a column of the same name.
const KNOWN: &[&[&str]] = &[
    &["Alter", "ID", "Amt"],
    &["44", "8", "Mitte"],
    &["31", "7", "West"],
    &["50", "12", "Ost"],
    &["60", "", ""],
];

/// Keys with what stands in the background columns.
fn backgrounds(study: &Study) -> Vec<(String, Vec<Option<String>>)> {
    let mut all = Vec::new();
    each(study, |unit| {
        all.push((unit.key.clone(), unit.background.clone()))
    });
    all
}

fn are_joined(desk: &Desk, path: &Path, sheets: &[&str]) {
    let mut study = desk.study();
    let done = bring(&mut study, path, &of_sheets(sheets)).unwrap();
    assert_eq!((done.records, done.answers), (3, 3));
    assert_eq!(
        study.background_names().unwrap(),
        ["Amt", "Alter", "Amt (Stammdaten)"]
    );
    let of = |key: &str, cells: [Option<&str>; 3]| {
        (key.to_owned(), cells.map(|cell| cell.map(str::to_owned)).to_vec())
    };
    assert_eq!(
        backgrounds(&study),
        [
            of("7", [Some("Süd"), Some("31"), Some("West")]),
            of("8", [Some("Nord"), Some("44"), Some("Mitte")]),
            of("9", [Some("Nord"), None, None]),
        ]
    );
    let said: Vec<&str> = done.notices.iter().map(|notice| &*notice.what.de).collect();
    for expected in [
        "über die Spalte »ID« mit Antworten verbunden: 2 Kennungen stehen in beiden",
        "Zeilen von Antworten, zu denen »Stammdaten« nichts sagt: 1 (Kennungen 9)",
        "Zeilen von »Stammdaten«, zu denen es in Antworten keine gibt: 1 (Kennungen 12)",
        "Zeilen von »Stammdaten« ohne Kennung: 1.",
    ] {
        assert!(
            said.iter().any(|said| said.contains(expected)),
            "{expected}: {said:?}"
        );
    }
}

#[test]
fn a_sheet_of_another_form_is_joined_by_the_ids() {
    let desk = Desk::new();
    let path = workbook(&desk, &[("Antworten", ANSWERS), ("Stammdaten", KNOWN)]);
    are_joined(&desk, &path, &["Antworten", "Stammdaten"]);
    let other = Desk::new();
    are_joined(&other, &path, &["Stammdaten", "Antworten"]);
}

#[test]
fn the_sheet_that_looks_like_answers_comes_first_where_no_column_is_named() {
    let desk = Desk::new();
    let answers: &[&[&str]] = &[
        &["ID", "Was fehlt?"],
        &["7", "Räume für Vereine"],
        &["8", "Zu wenig Personal, kein Geld"],
        &["9", "Ein Sprachkurs im Viertel"],
    ];
    let path = workbook(&desk, &[("Stammdaten", KNOWN), ("Antworten", answers)]);
    let mut study = desk.study();
    let choices = Choices {
        text: Vec::new(),
        ..of_sheets(&["Stammdaten", "Antworten"])
    };
    let done = bring(&mut study, &path, &choices).unwrap();
    assert_eq!((done.records, done.answers), (3, 3));
}

#[test]
fn sheets_of_an_opendocument_file_are_joined_as_well() {
    let desk = Desk::new();
    let rows = |rows: &[&[&str]]| -> String {
        rows.iter()
            .map(|row| format!("<table:table-row>{}</table:table-row>", cells(row)))
            .collect()
    };
    let path = ods_of(
        &desk,
        &[("Antworten", &rows(ANSWERS)), ("Stammdaten", &rows(KNOWN))],
    );
    are_joined(&desk, &path, &["Antworten", "Stammdaten"]);
}

#[test]
fn what_cannot_be_joined_for_sure_is_refused() {
    let sheets = |known: &[&[&str]], choices: Choices| {
        let desk = Desk::new();
        let path = workbook(&desk, &[("Antworten", ANSWERS), ("Stammdaten", known)]);
        recognise(&path, &choices, None).map_err(|problem| problem.what().en.clone())
    };
    let without_id = || Choices {
        id: None,
        ..of_sheets(&["Antworten", "Stammdaten"])
    };
    let with_id = || of_sheets(&["Antworten", "Stammdaten"]);
    for (known, choices, expected) in [
        (
            &[&["ID", "Alter"][..], &["7", "31"], &["8", "44"], &["7", "32"]],
            with_id(),
            "has the id \"7\" twice: in the rows 2 and 4",
        ),
        (
            &[&["ID", "Alter"][..], &["7", "31"], &["8", "44"], &["7", "32"]],
            without_id(),
            "no column that both have names each row exactly once",
        ),
        (
            &[&["ID", "Alter"][..], &["71", "31"], &["81", "44"], &["72", "32"]],
            with_id(),
            "no value of the column \"ID\" is in both",
        ),
    ] {
        let said = sheets(known, choices).unwrap_err();
        assert!(said.contains(expected), "{said}");
    }
    // Without --id the only column that tells rows apart in both is taken.
    assert!(sheets(&KNOWN[..4], without_id()).is_ok());
    let desk = Desk::new();
    let twice: &[&[&str]] = &[&["id", "lfd", "text"], &["7", "1", "Kurse"], &["8", "2", "Feste"]];
    let known: &[&[&str]] = &[
        &["id", "lfd", "alter", "amt"],
        &["7", "1", "31", "Süd"],
        &["8", "2", "44", "Nord"],
    ];
    let path = workbook(&desk, &[("Antworten", twice), ("Stammdaten", known)]);
    let said = recognise(&path, &without_id(), None).unwrap_err();
    assert!(
        said.what()
            .en
            .contains("to the answers by several columns: id, lfd"),
        "{}",
        said.what().en
    );
    assert!(recognise(&path, &with_id(), None).is_ok());
}

#[test]
fn a_title_above_the_headings_is_told_and_left_out() {
    let desk = Desk::new();
    let rows: &[&[&str]] = &[
        &["Befragung 2026"],
        &[],
        &["id", "text", "amt"],
        &["1", "Kurse", "Süd"],
    ];
    let path = workbook(&desk, &[("Daten", rows)]);
    let mut study = desk.study();
    let done = bring(&mut study, &path, &named(&["text"])).unwrap();
    assert_eq!(done.answers, 1);
    let said: Vec<&str> = done.notices.iter().map(|notice| &*notice.what.de).collect();
    assert!(
        said.iter()
            .any(|said| said.contains("in Zeile 3; was darüber steht (1: »Befragung 2026«)")),
        "{said:?}"
    );
}
