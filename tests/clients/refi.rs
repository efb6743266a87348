//! REFI-QDA, read and written in Python without our own code: exports are sound and say what the study says; projects of other
//! programs come back with every coding.
//!
//! Where the schemas of the standard lie beside the repository, or where [`SCHEMAS`] says, exports are validated as well. They may
//! not be copied here.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::desk::Desk;
use super::harness::python;

/// The environment variable that names the folder of `Project.xsd` and `Codebook.xsd`.
const SCHEMAS: &str = "FREITEXT_REFI_SCHEMAS";

fn schema(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/formats/refi");
    let folder = std::env::var_os(SCHEMAS).map_or(beside, PathBuf::from);
    let schema = folder.join(name);
    if schema.is_file() {
        return Some(schema);
    }
    eprintln!("SKIPPED: {name} is not there, nothing is validated against it; name its folder in {SCHEMAS}");
    None
}

/// What Python finds in a file that we wrote; panics where it is not sound.
fn found(desk: &Desk, file: &str) -> Value {
    let path = desk.path(file).to_string_lossy().into_owned();
    let name = if file.ends_with(".qdc") {
        "Codebook.xsd"
    } else {
        "Project.xsd"
    };
    let schema = schema(name).map(|schema| schema.to_string_lossy().into_owned());
    let arguments: Vec<&str> = std::iter::once(path.as_str()).chain(schema.as_deref()).collect();
    let found = python("refi.py", &arguments);
    assert_eq!(found["wrong"], json!([]), "{file}");
    found
}

/// Text, user, code and piece of each coding.
fn codings(found: &Value) -> Vec<Vec<String>> {
    let texts = |coding: &Value| coding.as_array().unwrap()[..4].iter().map(text).collect();
    found["codings"].as_array().unwrap().iter().map(texts).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A hand-made table of answers that are hard to write.
fn hard() -> String {
    let mut csv = String::from("id,alter,stadt,datum,text,codes\n");
    let long = "Öffentlicher Nahverkehr 😀 ".repeat(1250);
    for (id, age, town, answer, codes) in [
        ("1", "34", "Köln", "Mehr Grün 😀 und weniger \"Lärm\"", "a|b"),
        (
            "2",
            "41",
            "Bad <Öl> & Salz",
            "erste Zeile\r\nzweite\r\ndritte",
            "b",
        ),
        ("3", "", "Bonn", "mit\u{1}Steuer\u{b}zeichen", "a"),
        ("4/x", "19", "Bonn", &long, "c"),
        ("5", "77", "", "k. A.", ""),
        ("6", "50", "Köln", "ab\u{301}c 👩‍👩‍👧 ende", "none_fits"),
    ] {
        let answer = answer.replace('"', "\"\"");
        csv += &format!("{id},{age},{town},2025-03-0{},\"{answer}\",{codes}\n", &id[..1]);
    }
    csv
}

const CODEBOOK: &str = "format = 1\ntitle = 'Wünsche'\nversion = '1'\n\
    [[code]]\nid = 'oben'\nvalue = 9\nlabel = 'Oberkategorie'\n\
    [[code]]\nid = 'a'\nvalue = 1\nlabel = 'Grün & <mehr>'\nparent = 'oben'\ndefinition = 'Alles Grüne'\n\
    [[code]]\nid = 'b'\nvalue = 2\nlabel = 'Lärm'\nanchor_examples = ['zu laut']\n\
    [[code]]\nid = 'c'\nvalue = 3\nlabel = 'Lärm'\nparent = 'oben'\n";

fn hard_study() -> Desk {
    let desk = Desk::new();
    desk.file("hart.csv", hard()).file("b.toml", CODEBOOK);
    desk.import_coded("s.freitext", "hart.csv", "Änne", "b.toml");
    desk
}

#[test]
fn an_export_is_sound_and_says_what_the_study_says() {
    let desk = hard_study();
    desk.freitext(&["export", "s.freitext", "p.qdpx", "--lang", "de"])
        .succeeds();
    let project = found(&desk, "p.qdpx");
    let long = "Öffentlicher Nahverkehr 😀 ".repeat(1250);
    let said = |name: &str, code: &str, piece: &str| {
        ["Änne", code, piece]
            .iter()
            .fold(vec![name.to_owned()], |mut row, cell| {
                row.push((*cell).to_owned());
                row
            })
    };
    let mut expected = vec![
        said("1", "Grün & <mehr>", "Mehr Grün 😀 und weniger \"Lärm\""),
        said("1", "Lärm (b)", "Mehr Grün 😀 und weniger \"Lärm\""),
        said("2", "Lärm (b)", "erste Zeile\nzweite\ndritte"),
        said("4_x", "Lärm", &long),
        said("6", "[keine Kategorie trifft zu]", "ab\u{301}c 👩‍👩‍👧 ende"),
    ];
    let mut found_codings = codings(&project);
    // How control characters were taken out on the way in is the import's affair.
    let third: Vec<_> = found_codings.extract_if(.., |row| row[0] == "3").collect();
    assert!(third.len() == 1 && third[0][3].contains("Steuer"), "{third:?}");
    expected.sort();
    found_codings.sort();
    assert_eq!(found_codings, expected);
    assert_eq!(project["values"]["1"]["alter"], json!(["Integer", "34"]));
    assert_eq!(
        project["values"]["2"]["stadt"],
        json!(["Text", "Bad <Öl> & Salz"])
    );
    assert_eq!(project["values"]["2"]["datum"], json!(["Date", "2025-03-02"]));
    assert_eq!(project["sets"]["text"].as_array().unwrap().len(), 5);
    assert_eq!(project["codes"][0], json!(["Oberkategorie", "false"]));

    desk.freitext(&["export", "s.freitext", "again.qdpx", "--lang", "de"])
        .succeeds();
    let bytes = |name: &str| std::fs::read(desk.path(name)).unwrap();
    assert_eq!(bytes("p.qdpx"), bytes("again.qdpx"));

    desk.freitext(&["export", "s.freitext", "p.qdc"]).succeeds();
    let codes = json!(["Oberkategorie", "Grün & <mehr>", "Lärm", "Lärm (b)"]);
    assert_eq!(found(&desk, "p.qdc")["codes"], codes);
}

#[test]
fn an_export_comes_back_into_a_new_study_as_it_was() {
    let desk = hard_study();
    desk.freitext(&["export", "s.freitext", "p.qdpx"]).succeeds();
    desk.freitext(&["import", "new.freitext", "p.qdpx"]).succeeds();
    desk.freitext(&["export", "new.freitext", "q.qdpx"]).succeeds();
    let (before, after) = (found(&desk, "p.qdpx"), found(&desk, "q.qdpx"));
    for part in ["codings", "users", "codes", "texts", "values", "sets", "memos"] {
        assert_eq!(before[part], after[part], "{part}");
    }
}

#[test]
fn a_project_of_another_program_keeps_every_coding() {
    let desk = Desk::new();
    let made = |name: &str, more: &[&str]| {
        let path = desk.path(name).to_string_lossy().into_owned();
        let arguments: Vec<&str> = std::iter::once(path.as_str())
            .chain(more.iter().copied())
            .collect();
        let expected = python("refi_made.py", &arguments);
        let rows: Vec<Vec<String>> = serde_json::from_value(expected).unwrap();
        rows
    };
    let sources_as_names = |mut rows: Vec<Vec<String>>| {
        for row in &mut rows {
            row[0] = row[0].replace(['<', '>'], "_");
        }
        rows.sort();
        rows
    };
    let first = made("a.qdpx", &[]);
    let told = desk.freitext(&["import", "s.freitext", "a.qdpx"]);
    told.succeeds();
    let said = told.err();
    for piece in ["no texts (pictures, PDF", "Verschollen", "only parts are coded"] {
        assert!(said.contains(piece), "{piece}: {said}");
    }
    desk.freitext(&["export", "s.freitext", "b.qdpx"]).succeeds();
    let project = found(&desk, "b.qdpx");
    assert_eq!(codings(&project), sources_as_names(first));
    assert_eq!(project["values"]["Bernd"]["Alter"], json!(["Integer", "31"]));
    let times = project["codings"].as_array().unwrap();
    assert!(
        times
            .iter()
            .filter(|coding| text(&coding[4]).starts_with("2025-03-0"))
            .count()
            >= 9
    );

    desk.freitext(&["import", "s.freitext", "a.qdpx"]).succeeds();
    desk.freitext(&["export", "s.freitext", "c.qdpx"]).succeeds();
    assert_eq!(
        codings(&found(&desk, "c.qdpx")),
        codings(&project),
        "a second import adds nothing"
    );

    let grown = made("later.qdpx", &["grown"]);
    desk.freitext(&["import", "s.freitext", "later.qdpx"]).succeeds();
    desk.freitext(&["export", "s.freitext", "d.qdpx"]).succeeds();
    assert_eq!(codings(&found(&desk, "d.qdpx")), sources_as_names(grown));
}

#[test]
fn codes_of_a_project_can_be_those_of_a_codebook() {
    let desk = Desk::new();
    let path = desk.path("a.qdpx").to_string_lossy().into_owned();
    python("refi_made.py", &[&path]);
    let code =
        |(at, label): (usize, &str)| format!("[[code]]\nid = 'k{at}'\nvalue = {at}\nlabel = '{label}'\n");
    let labels = ["Stadt", "Grün", "Lärm", "Verkehr", "Bus", "Sonstiges"];
    let head = "format = 1\ntitle = 'Eigene'\nversion = '1'\n";
    let book =
        |labels: &[&str]| head.to_owned() + &labels.iter().copied().enumerate().map(code).collect::<String>();
    desk.file("all.toml", book(&labels))
        .file("few.toml", book(&labels[..3]));
    desk.freitext(&["import", "s.freitext", "a.qdpx", "--codebook", "few.toml"])
        .fails(1, &["3 (Verkehr, Bus, Sonstiges)"]);
    desk.freitext(&["import", "s.freitext", "a.qdpx", "--codebook", "all.toml"])
        .succeeds();
    desk.freitext(&["export", "s.freitext", "b.qdpx"]).succeeds();
    assert_eq!(codings(&found(&desk, "b.qdpx")).len(), 10);
}
