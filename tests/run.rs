//! `freitext run` from a researcher's file to the files that go on: CSV as Excel writes it in German, several open columns.

mod desk;

use std::collections::BTreeSet;

use desk::Desk;

/// Semicolons, Windows-1252, CRLF, line breaks in a cell: what Excel saves as "CSV" on a German machine.
fn excel_export() -> Vec<u8> {
    let text = "lfd. Nr.;Amt;Maßnahme_1;Maßnahme_2;Maßnahme_3\r\n\
        101;Jugendämter;\"Streetwork am Bahnhof;\r\nOffene Tür\";Sprachkurse für Eltern;\r\n\
        102;Ordnungsämter;KOD-Streifen;k. A.;\r\n\
        103;Sozialämter;=Beratung im Quartier;;Integrationsbeirat\r\n\
        104;Sozialämter;-;;\r\n";
    text.chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect()
}

fn rows(csv: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(csv.as_bytes())
        .records()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn an_export_of_excel_becomes_assignments_a_matrix_and_tables() {
    let desk = Desk::new();
    desk.file("export.csv", excel_export());
    let said = desk
        .freitext(&[
            "run",
            "export.csv",
            "--codebook",
            "handlungsfelder",
            "--by",
            "Amt",
            "--out",
            "aus",
            "--lang",
            "de",
        ])
        .succeeds();
    assert!(said.contains("Kodiereinheiten"), "{said}");

    let assignments = desk.read("aus/assignments.csv");
    assert_eq!(
        assignments.lines().next().unwrap(),
        "unit,respondent,question,code,origin,coder,rule,score,evidence_start,evidence_end,evidence"
    );
    let verbatims = [
        ("101", "Streetwork am Bahnhof;\nOffene Tür"),
        ("101", "Sprachkurse für Eltern"),
        ("102", "KOD-Streifen"),
        ("103", "=Beratung im Quartier"),
        ("103", "Integrationsbeirat"),
    ];
    let rows_of = rows(&assignments);
    assert!(rows_of.len() >= 3, "{assignments}");
    for row in &rows_of {
        let (start, end): (usize, usize) = (row[8].parse().unwrap(), row[9].parse().unwrap());
        let fits = verbatims.iter().any(|(respondent, verbatim)| {
            *respondent == &row[1]
                && [*verbatim, &verbatim.replace('\n', "\r\n")]
                    .iter()
                    .any(|text| text.get(start..end) == Some(&row[10]))
        });
        assert!(fits, "the bytes {start}..{end} of no answer are {:?}", &row[10]);
    }
    let codes: BTreeSet<&str> = rows_of.iter().map(|row| row.get(3).unwrap()).collect();
    assert!(
        codes.contains("kulturell") && codes.contains("praesenz"),
        "{codes:?}"
    );

    let matrix = desk.read("aus/matrix.csv");
    let headings = matrix.lines().next().unwrap();
    assert!(headings.starts_with("unit,respondent,"), "{headings}");
    assert!(
        headings.contains("Amt") && headings.contains("politisch"),
        "{headings}"
    );
    let units: Vec<String> = rows(&matrix).iter().map(|row| row[0].to_owned()).collect();
    assert_eq!(
        units.len(),
        units.iter().collect::<BTreeSet<_>>().len(),
        "{units:?}"
    );
    for respondent in ["101", "102", "103", "104"] {
        assert!(
            rows(&matrix).iter().any(|row| &row[1] == respondent),
            "{respondent} is not in\n{matrix}"
        );
    }
}

#[test]
fn the_same_file_gives_the_same_bytes_and_adds_nothing_twice() {
    let desk = Desk::new();
    desk.file("export.csv", excel_export());
    let run = |out: &str| {
        desk.freitext(&[
            "run",
            "export.csv",
            "--codebook",
            "handlungsfelder",
            "--by",
            "Amt",
            "--out",
            out,
        ])
        .succeeds()
    };
    run("eins");
    run("zwei");
    let bytes = |name: &str| std::fs::read(desk.path(name)).unwrap();
    for file in ["assignments.csv", "matrix.csv", "tables.xlsx"] {
        assert!(
            bytes(&format!("eins/{file}")) == bytes(&format!("zwei/{file}")),
            "{file}"
        );
    }
    let before = bytes("eins/matrix.csv");
    run("eins");
    assert!(
        before == bytes("eins/matrix.csv"),
        "a second run changed the matrix"
    );
}

#[test]
fn what_a_person_decided_is_not_touched() {
    let desk = Desk::new();
    desk.file(
        "a.csv",
        "id,text,codes\n1,Streife am Markt,planen\n2,Streife am Park,\n",
    );
    desk.import_coded("s.freitext", "a.csv", "Anna", "handlungsfelder");
    desk.freitext(&["suggest", "s.freitext", "--codebook", "handlungsfelder"])
        .succeeds();
    desk.freitext(&["export", "s.freitext", "assignments.csv"])
        .succeeds();
    let written = desk.read("assignments.csv");
    let of = |unit: &str| -> Vec<(String, String, String)> {
        rows(&written)
            .iter()
            .filter(|row| &row[0] == unit)
            .map(|row| (row[3].to_owned(), row[4].to_owned(), row[5].to_owned()))
            .collect()
    };
    assert_eq!(of("1"), [("planen".into(), "decision".into(), "Anna".into())]);
    assert!(
        of("2")
            .iter()
            .any(|(code, origin, _)| code == "praesenz" && origin != "decision"),
        "{written}"
    );
}

#[test]
fn a_dry_run_shows_what_is_recognised_and_changes_nothing() {
    let desk = Desk::new();
    desk.file("export.csv", excel_export());
    let said = desk
        .freitext(&[
            "run",
            "export.csv",
            "--codebook",
            "handlungsfelder",
            "--out",
            "aus",
            "--dry-run",
            "--lang",
            "de",
        ])
        .succeeds();
    for piece in ["Semikolon", "windows-1252", "Amt", "Streetwork"] {
        assert!(said.contains(piece), "{piece} is not in\n{said}");
    }
    assert_eq!(desk.names(), ["export.csv"]);
}

#[test]
fn a_later_wave_joins_the_same_respondents() {
    let desk = Desk::new();
    desk.file("w1.csv", "id,buero,text\n1,A,Streife\n2,B,Licht im Park\n");
    desk.file("w3.csv", "id,buero,text\n1,B,Mehr Streife\n2,C,Sprachkurs\n");
    for (file, wave) in [("w1.csv", "1"), ("w3.csv", "3")] {
        desk.freitext(&[
            "import",
            "s.freitext",
            file,
            "--text",
            "text",
            "--id",
            "id",
            "--respondent",
            "buero",
            "--wave",
            wave,
        ])
        .succeeds();
    }
    let found = desk
        .freitext(&["search", "s.freitext", "streife OR licht", "--json"])
        .succeeds();
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    assert_eq!(found["count"], 3);
    let of_b = found["hits"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|hit| hit["respondent"] == "B")
        .count();
    assert_eq!(of_b, 2, "{found}");
}

#[test]
fn a_study_and_the_input_are_never_written_over() {
    let desk = Desk::new();
    desk.file("a.csv", "id,amt,text\n1,Jugendamt,Streife am Markt\n");
    let run = [
        "run",
        "a.csv",
        "--codebook",
        "handlungsfelder",
        "--text",
        "text",
        "--out",
        "aus",
        "--lang",
        "de",
    ];
    desk.freitext(&run).succeeds();
    let study = std::fs::read(desk.path("aus/study.freitext")).unwrap();
    desk.freitext(&[
        "export",
        "aus/study.freitext",
        "aus/study.freitext",
        "--as",
        "matrix",
        "--lang",
        "de",
    ])
    .fails(2, &["Studiendatei", "anderen Namen"]);
    assert!(study == std::fs::read(desk.path("aus/study.freitext")).unwrap());
    desk.freitext(&[
        "import",
        "aus/study.freitext",
        "a.csv",
        "--text",
        "text",
        "--notices",
        "a.csv",
        "--lang",
        "de",
    ])
    .fails(2, &["--notices"]);
    assert!(desk.read("a.csv").contains("Streife am Markt"));
    let matrix = desk.read("aus/matrix.csv");
    desk.freitext(&[
        "run",
        "aus/matrix.csv",
        "--codebook",
        "handlungsfelder",
        "--text",
        "amt",
        "--out",
        "aus",
    ])
    .fails(2, &["matrix.csv"]);
    assert_eq!(matrix, desk.read("aus/matrix.csv"));
}

#[test]
fn units_that_came_after_the_last_run_are_unknown_and_not_zero() {
    let desk = Desk::new();
    desk.file("a.csv", "id,text\n1,Streife am Markt\n2,Nichts davon\n");
    desk.file("b.csv", "id,text\n3,Sprachkurs\n");
    desk.freitext(&[
        "run",
        "a.csv",
        "--codebook",
        "handlungsfelder",
        "--text",
        "text",
        "--out",
        "aus",
    ])
    .succeeds();
    desk.import("aus/study.freitext", "b.csv");
    desk.freitext(&["export", "aus/study.freitext", "matrix.csv"])
        .succeeds();
    let matrix = desk.read("matrix.csv");
    let cells: Vec<(String, String)> = rows(&matrix)
        .iter()
        .map(|row| (row[0].to_owned(), row[row.len() - 1].to_owned()))
        .collect();
    assert_eq!(
        cells,
        [
            ("1".into(), "0".into()),
            ("2".into(), "0".into()),
            ("3".into(), String::new())
        ]
    );
}

#[test]
fn a_codebook_under_another_name_is_told_to_begin_without_decisions() {
    let desk = Desk::new();
    desk.file("a.csv", "id,text,codes\n1,Streife am Markt,planen\n");
    let import = [
        "import",
        "s.freitext",
        "a.csv",
        "--text",
        "text",
        "--id",
        "id",
        "--codes",
        "codes",
        "--coder",
        "Anna",
        "--codebook",
        "handlungsfelder",
    ];
    desk.freitext(&import).succeeds();
    let shown = desk.freitext(&["codebook", "show", "handlungsfelder"]).succeeds();
    desk.file("mein.toml", &shown)
        .file("handlungsfelder.toml", &shown);
    let said = desk.freitext(&["suggest", "s.freitext", "--codebook", "mein.toml", "--lang", "de"]);
    said.succeeds();
    assert!(said.err().contains("handlungsfelder.toml"), "{}", said.err());
    let said = desk.freitext(&[
        "suggest",
        "s.freitext",
        "--codebook",
        "handlungsfelder.toml",
        "--lang",
        "de",
    ]);
    assert!(said.succeeds().contains("unberührt: 1"));
    desk.freitext(&["table", "s.freitext", "--codebook", "mein.toml"])
        .succeeds();
}
