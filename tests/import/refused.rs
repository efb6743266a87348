//! Files that cannot be imported: each kind with its sentence in both languages, and the study as it was.

use super::*;

/// Everything a study holds, for telling that nothing changed.
fn all_of(study: &Study) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {}",
        units(study),
        study.extent().unwrap(),
        study.questions().unwrap(),
        study.background_names().unwrap(),
        study.data_revision().unwrap()
    )
}

#[test]
fn every_kind_of_malformed_file_is_refused_with_a_sentence_and_the_study_stays() {
    struct Refused {
        name: &'static str,
        bytes: Vec<u8>,
        choices: Choices,
        de: &'static str,
        en: &'static str,
        hint: &'static str,
        row: Option<u64>,
    }
    let case = |name, bytes: &[u8], de, en, hint| Refused {
        name,
        bytes: bytes.to_vec(),
        choices: Choices::default(),
        de,
        en,
        hint,
        row: None,
    };
    let zip = |name: &str| {
        let mut bytes = b"PK\x03\x04\x14\0\0\0\0\0".to_vec();
        bytes.extend(name.as_bytes());
        bytes
    };
    let utf16 = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let compound = |name: &str| {
        [
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            vec![0; 504],
            utf16(name),
        ]
        .concat()
    };
    let text = |id: &str| Choices {
        id: Some(id.to_owned()),
        ..named(&["text"])
    };
    let export = "als CSV oder XLSX exportieren";
    for refused in [
        case(
            "leer.csv",
            b"",
            "Die Datei ist leer.",
            "The file is empty.",
            "noch einmal",
        ),
        case(
            "blank.csv",
            b"\n\n  \n",
            "Die Datei enthält nur leere Zeilen.",
            "The file holds only blank rows.",
            "noch einmal",
        ),
        Refused {
            row: Some(1),
            ..case(
                "kopf.csv",
                b"id,text\n",
                "Die Datei hat nur eine Überschriftenzeile und keine Antworten.",
                "The file has only a heading row and no answers.",
                "erste Zeile",
            )
        },
        case(
            "leere-befragung.csv",
            b"\xef\xbb\xbf\"id\";\"submitdate\";\"q1\"\r\n;;\r\n",
            "Die Datei hat nur leere Zeilen unter der Überschrift.",
            "The file has only blank rows below the heading.",
            "Befragte",
        ),
        case(
            "a.csv",
            &zip("word/document.xml"),
            "Die Datei ist keine Tabelle, sondern ein Word-Dokument.",
            "The file is no table but a Word document.",
            export,
        ),
        case(
            "a.csv",
            &zip("daten.csv"),
            "Die Datei ist keine Tabelle, sondern ein ZIP-Archiv.",
            "The file is no table but a ZIP archive.",
            "auspacken",
        ),
        case(
            "a.csv",
            &zip("survey_1_responses.lsr"),
            "Die Datei ist beschädigt oder unvollständig",
            "The file is damaged or incomplete",
            "noch einmal exportieren",
        ),
        case(
            "a.csv",
            b"%PDF-1.7\n",
            "Die Datei ist keine Tabelle, sondern ein PDF.",
            "The file is no table but a PDF.",
            export,
        ),
        case(
            "a.csv",
            b"\x89PNG\r\n\x1a\n",
            "Die Datei ist keine Tabelle, sondern ein Bild.",
            "The file is no table but an image.",
            export,
        ),
        case(
            "a.sav",
            b"\x1c\0\0\0ENCRYPTEDSAV",
            "Die Datei ist keine Tabelle, sondern eine verschlüsselte SPSS-Datei.",
            "The file is no table but an encrypted SPSS file.",
            "ohne Kennwort speichern",
        ),
        case(
            "a.dta",
            b"<stata_dta><header>",
            "Die Stata-Datei ",
            "The Stata file ",
            "noch einmal",
        ),
        case(
            "a.csv",
            b"<!DOCTYPE html><html>",
            "Die Datei ist keine Tabelle, sondern eine Webseite.",
            "The file is no table but a web page.",
            export,
        ),
        case(
            "a.csv",
            b"id,text\n1,\0\x01\x02\0\n",
            "Die Datei ist keine Tabelle: Sie enthält Nullbytes und ist deshalb kein Text.",
            "The file is no table: it holds zero bytes and so is no text.",
            "CSV oder XLSX",
        ),
        case(
            "a.xlsx",
            &compound("EncryptedPackage"),
            "Die Tabelle ist mit einem Kennwort geschützt.",
            "The spreadsheet is protected by a password.",
            "ohne Kennwort",
        ),
        case(
            "a.doc",
            &compound("WordDocument"),
            "Die Datei ist keine Tabelle, sondern ein altes Office-Dokument.",
            "The file is no table but an old office document.",
            export,
        ),
        case(
            "a.xlsx",
            &zip("xl/workbook.xml"),
            "Die Datei ist beschädigt oder unvollständig",
            "The file is damaged or incomplete",
            "noch einmal exportieren",
        ),
        Refused {
            row: Some(3),
            ..case(
                "a.csv",
                b"id,text\n1,gut\n2,\"offen\n3,mehr\n",
                "Ein Anführungszeichen wird nicht wieder geschlossen; von hier an ist nicht zu erkennen, wo Felder enden.",
                "A quotation mark is never closed; from here on it cannot be told where fields end.",
                "verdoppelt",
            )
        },
        Refused {
            row: Some(4),
            choices: text("id"),
            ..case(
                "a.csv",
                b"id,text\n1,gut\n2,offen\n1,mehr\n",
                "Die Kennung »1« steht schon in Zeile 2.",
                "The id \"1\" stands in row 2 already.",
                "--respondent id",
            )
        },
        Refused {
            row: Some(4),
            choices: text("id"),
            ..case(
                "a.csv",
                b"id,text\na,Sprachkurse\nc,neu\na,Sprachkurse\n",
                "Die Kennung »a« steht schon in Zeile 2.",
                "The id \"a\" stands in row 2 already.",
                "Doppelte Zeilen: 1",
            )
        },
        Refused {
            choices: named(&["txt"]),
            ..case(
                "a.csv",
                b"id,text\n1,gut\n",
                "Eine Spalte »txt« gibt es nicht.",
                "There is no column \"txt\".",
                "Gemeint vielleicht »text«? Die Spalten heißen: id, text.",
            )
        },
        Refused {
            choices: text("text"),
            ..case(
                "a.csv",
                b"id,text\n1,gut\n",
                "Die Spalte »text« ist für zweierlei genannt.",
                "The column \"text\" is named for two things.",
                "nur einmal",
            )
        },
        case(
            "a.csv",
            b"id,amt,jahr\n1,Nord,2020\n2,Ost,2021\n",
            "Keine Spalte sieht nach einer offenen Frage aus.",
            "No column looks like an open question.",
            "Die Spalten heißen: id, amt, jahr.",
        ),
        Refused {
            choices: Choices {
                encoding: Some("klingonisch".into()),
                ..named(&["text"])
            },
            ..case(
                "a.csv",
                b"id,text\n1,gut\n",
                "Die Zeichenkodierung »klingonisch« ist nicht bekannt.",
                "The encoding \"klingonisch\" is not known.",
                "macintosh",
            )
        },
        Refused {
            choices: Choices {
                separator: Some('ä'),
                ..named(&["text"])
            },
            ..case(
                "a.csv",
                b"id,text\n1,gut\n",
                "»ä« kann kein Trennzeichen sein.",
                "\"ä\" cannot be a separator.",
                "Semikolon",
            )
        },
        Refused {
            choices: Choices {
                wave: Some("W1".into()),
                ..named(&["text"])
            },
            ..case(
                "a.csv",
                b"id,wave,text\n1,1,gut\n",
                "Die Datei hat schon eine Spalte »wave«.",
                "The file has a column \"wave\" already.",
                "--wave weglassen",
            )
        },
        Refused {
            choices: Choices {
                codings: vec![CodedBy {
                    columns: vec!["codes".into()],
                    coder: None,
                }],
                ..named(&["text"])
            },
            ..case(
                "a.csv",
                b"id,text,codes\n1,gut,x\n",
                "Von wem die Codes in »codes« sind, ist nicht gesagt.",
                "It is not said who gave the codes in \"codes\".",
                "--coder",
            )
        },
        Refused {
            choices: Choices {
                codings: vec![CodedBy {
                    columns: vec!["codes".into()],
                    coder: Some("Eva".into()),
                }],
                ..named(&["text"])
            },
            ..case(
                "a.csv",
                b"id,text,codes\n1,gut,x\n",
                "Zu welchem Kodierleitfaden die Codes in »codes« gehören, ist nicht gesagt.",
                "It is not said which codebook the codes in \"codes\" belong to.",
                "--codebook",
            )
        },
    ] {
        let desk = Desk::new();
        let mut study = with_two_answers(&desk);
        let before = all_of(&study);
        let file = desk.file(refused.name, &refused.bytes);
        let problem = bring(&mut study, &file, &refused.choices).expect_err(refused.de);
        let what = problem.what();
        assert!(what.de.starts_with(refused.de), "{}", what.de);
        assert!(what.en.starts_with(refused.en), "{}", what.en);
        let hint = problem.advice().unwrap_or_else(|| panic!("no hint: {}", what.de));
        assert!(hint.de.contains(refused.hint), "{}: {}", refused.hint, hint.de);
        assert!(!hint.en.is_empty() && hint.en != hint.de);
        assert_eq!(
            problem.place().file.as_deref(),
            Some(&*file.display().to_string()),
            "{}",
            what.de
        );
        if refused.row.is_some() {
            assert_eq!(problem.place().row, refused.row, "{}", what.de);
        }
        assert_eq!(all_of(&study), before, "{}", what.de);
    }
}

#[test]
fn a_file_that_is_not_there_is_said() {
    let desk = Desk::new();
    let missing = desk.folder.path().join("fehlt.csv");
    let problem = bring(&mut desk.study(), &missing, &Choices::default()).unwrap_err();
    assert!(
        problem.what().de.starts_with("Die Datei lässt sich nicht lesen"),
        "{}",
        problem.what().de
    );
    assert!(problem.what().en.starts_with("The file cannot be read"));
}

#[test]
fn a_workbook_that_was_cut_was_called_a_zip_archive() {
    let desk = Desk::new();
    for name in ["antworten.xlsx", "antworten.ODS"] {
        let file = desk.file(name, b"PK\x03\x04\x14\0\0\0\0\0[Content_Types].xml");
        let problem = bring(&mut desk.study(), &file, &Choices::default()).unwrap_err();
        assert!(
            problem.what().de.contains("unvollständig oder beschädigt"),
            "{problem:?}"
        );
        assert!(problem.advice().unwrap().de.contains("noch einmal exportieren"));
    }
}

#[test]
fn answers_on_another_sheet_were_not_hinted_at() {
    let desk = Desk::new();
    let path = desk.folder.path().join("mappe.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, cells) in [("Zahlen", ["1", "2"]), ("Antworten", ["Kurse", "Feste"])] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write(0, 0, "wert").unwrap();
        for (row, cell) in cells.iter().enumerate() {
            sheet.write(row as u32 + 1, 0, *cell).unwrap();
        }
    }
    book.save(&path).unwrap();
    let problem = bring(&mut desk.study(), &path, &Choices::default()).unwrap_err();
    assert!(
        problem.advice().unwrap().de.contains("--sheet NAME: Antworten."),
        "{problem:?}"
    );
}
