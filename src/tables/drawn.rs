//! Tables as they are written: CSV, JSON, Markdown, text.

use super::worked::{by_office, exclusive, offices};
use super::*;
use crate::words::Language;

#[test]
fn a_crosstab_as_csv_has_a_row_per_group_and_one_for_the_total() {
    let fixture = offices();
    let counted = count(&fixture.study, &by_office()).unwrap();
    let drawing = Drawing {
        language: Language::De,
        width: None,
    };
    let text = (form("csv").unwrap().draw)(&counted.crosstabs(&exclusive()), &drawing).unwrap();
    let mut read = ::csv::Reader::from_reader(text.as_bytes());
    let headings = read.headers().unwrap().clone();
    let rows: Vec<::csv::StringRecord> = read.records().map(Result::unwrap).collect();
    let cell = |row: usize, name: &str| {
        let at = headings.iter().position(|heading| heading == name).unwrap();
        rows[row][at].to_owned()
    };
    assert_eq!(rows.len(), 4);
    assert_eq!(
        (cell(0, "group"), cell(3, "group")),
        ("Nord".to_owned(), "Gesamt".to_owned())
    );
    // 2 of 6.
    assert_eq!(
        (cell(0, "a1"), cell(0, "a1_pct"), cell(0, "total")),
        ("2".to_owned(), "33.333333".to_owned(), "6".to_owned())
    );
    assert_eq!(
        (cell(2, "row"), cell(3, "missing_empty")),
        ("empty".to_owned(), "1".to_owned())
    );
}

#[test]
fn german_text_has_german_numbers_and_says_its_base() {
    let fixture = offices();
    let counted = count(&fixture.study, &Selection::default()).unwrap();
    let tables = counted.frequencies(&View::default());
    let draw = |name: &str, language| {
        let drawing = Drawing {
            language,
            width: Some(100),
        };
        (form(name).unwrap().draw)(&tables, &drawing).unwrap()
    };
    let german = draw("text", Language::De);
    // 6 of 9 and 7 of 10.
    assert!(
        german.contains("66,7\u{a0}%") && german.contains("70,0\u{a0}%"),
        "{german}"
    );
    assert!(german.contains("Basis: 9 von 15 Kodiereinheiten."), "{german}");
    assert!(
        german.contains("nur vorgeschlagen 1, nicht kodierbar 1, zurückgestellt 1, ohne Zuordnung 1, fehlend 2 (leer 1, keine Angabe 1)."),
        "{german}"
    );
    let english = draw("markdown", Language::En);
    assert!(english.contains("| Bauen | 3 | 33.3% | 30.0% | 0 |"), "{english}");
    let json: serde_json::Value = serde_json::from_str(&draw("json", Language::De)).unwrap();
    let total = &json["tables"][0]["total"];
    assert_eq!(total["cells"][3]["row_pct"], 33.333333);
    assert_eq!(total["missing"]["no_answer"], 1);
}

#[test]
fn a_table_wider_than_the_screen_is_continued_below() {
    let fixture = offices();
    let counted = count(&fixture.study, &by_office()).unwrap();
    let drawing = Drawing {
        language: Language::De,
        width: Some(40),
    };
    let text = (form("text").unwrap().draw)(&counted.crosstabs(&exclusive()), &drawing).unwrap();
    let table_lines = text.lines().filter(|line| line.starts_with(['│', '┌', '└']));
    for line in table_lines {
        assert!(line.chars().count() <= 40, "{line}");
    }
    assert!(text.matches("Nord").count() > 3, "{text}");
}
