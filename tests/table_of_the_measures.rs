//! The published table of 437 measures comes out of the shipped corpus, from the command line, in both ways of counting.
//!
//! Source: the table of fields of action by office, wave 1 of the survey (counts and row percents, one decimal), as in
//! `PUBLISHED` below; heads are in the order of the codebook `handlungsfelder`.

mod desk;

use std::collections::BTreeMap;

use desk::Desk;

/// Office; counts of measures with exactly that field; several fields; all. Rows and figures as published.
const PUBLISHED: &[(&str, [u64; 10])] = &[
    ("Ordnungsämter", [1, 8, 13, 4, 1, 0, 1, 1, 40, 69]),
    ("Stadtplanungsämter", [2, 6, 0, 7, 3, 0, 6, 2, 38, 64]),
    ("Wohnungsämter", [0, 1, 0, 0, 4, 0, 1, 0, 14, 20]),
    ("Sozialämter", [0, 17, 2, 0, 4, 1, 6, 3, 46, 79]),
    ("Jugendämter", [1, 10, 0, 3, 6, 4, 8, 5, 48, 85]),
    ("Integrationsbeauftragte", [1, 17, 0, 0, 6, 14, 20, 1, 61, 120]),
    ("Gesamt", [5, 59, 15, 14, 24, 19, 42, 12, 247, 437]),
];

/// The published row percents of the order offices, the one row that the report prints in full.
const ORDER_OFFICES_PERCENT: [f64; 9] = [1.4, 11.6, 18.8, 5.8, 1.4, 0.0, 1.4, 1.4, 58.0];

const CODES: [&str; 8] = [
    "ansprechpartner",
    "sozialraum",
    "praesenz",
    "planen",
    "strukturell",
    "kulturell",
    "sozial",
    "politisch",
];

fn study() -> Desk {
    let desk = Desk::new();
    desk.codings_come(
        &desk.corpus("massnahmen.csv"),
        "text",
        "Autorin",
        "handlungsfelder",
    );
    desk
}

/// The rows of a CSV: heading → cell.
fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headings = reader.headers().unwrap().clone();
    reader
        .records()
        .map(|row| {
            headings
                .iter()
                .map(str::to_owned)
                .zip(row.unwrap().iter().map(str::to_owned))
                .collect()
        })
        .collect()
}

#[test]
fn exclusive_counts_and_percents_equal_the_published_table() {
    let desk = study();
    let csv = desk
        .freitext(&[
            "table",
            "s.freitext",
            "--by",
            "amt",
            "--counting",
            "exclusive",
            "--csv",
            "--lang",
            "de",
        ])
        .succeeds();
    let rows = rows(&csv);
    assert_eq!(rows.len(), PUBLISHED.len(), "{csv}");
    for (office, counts) in PUBLISHED {
        let row = rows
            .iter()
            .find(|row| row.values().any(|cell| cell == office) || (*office == "Gesamt" && is_total(row)))
            .unwrap_or_else(|| panic!("no row {office} in\n{csv}"));
        let columns = CODES.iter().copied().chain(["several"]);
        let total = counts[9] as f64;
        for (column, count) in columns.zip(counts) {
            assert_eq!(row[column], count.to_string(), "{office}, {column}");
            let percent: f64 = row[&format!("{column}_pct")].parse().unwrap();
            let expected = *count as f64 / total * 100.0;
            assert!(
                (percent - expected).abs() < 1e-4,
                "{office}, {column}: {percent} is not {expected}"
            );
        }
        assert_eq!(row["total"], counts[9].to_string(), "{office}");
    }
    let order = rows
        .iter()
        .find(|row| row.values().any(|cell| cell == "Ordnungsämter"))
        .unwrap();
    for (column, published) in CODES
        .iter()
        .copied()
        .chain(["several"])
        .zip(ORDER_OFFICES_PERCENT)
    {
        let percent: f64 = order[&format!("{column}_pct")].parse().unwrap();
        assert_eq!(format!("{percent:.1}"), format!("{published:.1}"), "{column}");
    }
}

fn is_total(row: &BTreeMap<String, String>) -> bool {
    row.get("total").is_some_and(|total| total == "437")
}

/// In this way of counting the published table says nothing; the expected figures are counted here from the corpus itself.
#[test]
fn mentions_equal_a_plain_count_of_the_corpus() {
    let desk = study();
    let mut expected: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(desk.corpus("massnahmen.csv")).unwrap();
    for row in reader.records() {
        let row = row.unwrap();
        for code in row[5].split('|').filter(|code| !code.is_empty()) {
            *expected.entry((row[3].to_owned(), code.to_owned())).or_default() += 1;
        }
    }
    let csv = desk
        .freitext(&[
            "table",
            "s.freitext",
            "--by",
            "amt",
            "--counting",
            "mentions",
            "--csv",
        ])
        .succeeds();
    let rows = rows(&csv);
    for (office, counts) in &PUBLISHED[..6] {
        let row = rows
            .iter()
            .find(|row| row.values().any(|cell| cell == office))
            .unwrap();
        for code in CODES {
            let count = expected
                .get(&((*office).to_owned(), code.to_owned()))
                .copied()
                .unwrap_or(0);
            assert_eq!(row[code], count.to_string(), "{office}, {code}");
            let percent: f64 = row[&format!("{code}_pct")].parse().unwrap();
            assert!(
                (percent - count as f64 / counts[9] as f64 * 100.0).abs() < 1e-4,
                "{office}, {code}"
            );
        }
    }
}
