//! Files as they come out of survey tools, imported into a study: what arrives, what is noticed, what is refused.

use std::path::{Path, PathBuf};

use freitext::import::{Choices, Imported, import};
use freitext::problem::Result;
use freitext::study::{CodedUnit, Read, Study, Wanted};

/// A folder with a study in it.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        Desk {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    fn study(&self) -> Study {
        let path = self.folder.path().join("studie.freitext");
        if path.exists() {
            Study::open(&path).expect("a study")
        } else {
            Study::draft(&path)
                .and_then(|draft| draft.keep())
                .expect("a new study")
        }
    }
}

fn bring(study: &mut Study, file: &Path, choices: &Choices) -> Result<Imported> {
    import(study, file, choices, None, 0, &mut |_, _| {})
}

fn units(study: &Study) -> Vec<(String, String, String)> {
    let mut units = Vec::new();
    each(study, |unit| {
        let words = match unit.missing {
            Some(kind) => format!("<{}>", kind.id()),
            None => unit.span.of(&unit.verbatim).to_owned(),
        };
        units.push((unit.key.clone(), unit.respondent_key.clone(), words));
    });
    units
}

fn each(study: &Study, mut each: impl FnMut(&CodedUnit)) {
    let wanted = Wanted {
        verbatim: Read::Yes,
        background: Read::Yes,
        ..Wanted::default()
    };
    study
        .walk(&wanted, |unit| {
            each(unit);
            Ok(())
        })
        .expect("a walk");
}

fn texts(bytes: &[u8], choices: &Choices) -> Vec<String> {
    let desk = Desk::new();
    let mut study = desk.study();
    bring(&mut study, &desk.file("antworten.csv", bytes), choices).expect("an import");
    units(&study).into_iter().map(|(_, _, words)| words).collect()
}

fn named(text: &[&str]) -> Choices {
    Choices {
        text: text.iter().map(|name| name.to_string()).collect(),
        ..Choices::default()
    }
}

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
fn a_second_import_adds_only_what_is_new_and_reports_what_changed() {
    let desk = Desk::new();
    let mut study = desk.study();
    let first = desk.file(
        "eins.csv",
        "id,text,amt\n1,Sprachkurse,Süd\n2,,Nord\n3,Feste im Quartier,\n",
    );
    let done = bring(&mut study, &first, &named(&["text"])).unwrap();
    assert_eq!(
        (
            done.rows,
            done.records,
            done.respondents,
            done.answers,
            done.missing
        ),
        (3, 3, 3, 2, 1)
    );
    let revision = study.data_revision().unwrap();

    let again = bring(&mut study, &first, &named(&["text"])).unwrap();
    assert_eq!(
        (again.records, again.answers, again.missing, again.unchanged),
        (0, 0, 0, 2)
    );
    assert!(again.notices.is_empty(), "{:?}", again.notices);
    assert_eq!(study.data_revision().unwrap(), revision, "nothing new");

    let second = desk.file(
        "zwei.csv",
        "id,text,amt\n1,Sprachkurse für Frauen,Süd\n2,Streetwork,West\n3,Feste im Quartier,Ost\n4,Beratung,Ost\n",
    );
    let done = bring(&mut study, &second, &named(&["text"])).unwrap();
    assert_eq!(
        (
            done.records,
            done.answers,
            done.filled,
            done.changed,
            done.unchanged
        ),
        (1, 1, 1, 1, 1)
    );
    assert_eq!((done.filled_background, done.changed_background), (1, 1));
    let places: Vec<_> = done
        .notices
        .iter()
        .map(|notice| (notice.place.row, notice.place.column.clone()))
        .collect();
    assert_eq!(
        places,
        [(Some(2), Some("text".into())), (Some(3), Some("amt".into()))]
    );
    let words: Vec<String> = units(&study)
        .into_iter()
        .map(|(key, _, words)| format!("{key} {words}"))
        .collect();
    assert_eq!(
        words,
        [
            "1 Sprachkurse",
            "3 Feste im Quartier",
            "2 Streetwork",
            "4 Beratung"
        ]
    );
    assert!(study.data_revision().unwrap() > revision);

    let done = bring(&mut study, &second, &named(&["text"])).unwrap();
    assert_eq!((done.changed, done.known_changes, done.filled), (0, 1, 0));
}
