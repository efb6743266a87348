//! An OpenDocument spreadsheet, made by hand after the OASIS OpenDocument format 1.3 (part 3, chapter 9), as answers.

mod desk;

use std::io::Write;

use desk::Desk;

fn cell(text: &str) -> String {
    format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
}

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"#;

/// A workbook with an empty sheet and one of these rows.
fn ods(rows: &[&[&str]]) -> Vec<u8> {
    let rows: String = rows
        .iter()
        .map(|row| {
            let cells: String = row.iter().map(|text| cell(text)).collect();
            format!("<table:table-row>{cells}</table:table-row>")
        })
        .collect();
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.3"><office:body><office:spreadsheet>
<table:table table:name="Deckblatt"></table:table><table:table table:name="Daten">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"#
    );
    let mut file = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", MANIFEST),
        ("content.xml", &content),
    ] {
        file.start_file(name, stored).unwrap();
        file.write_all(text.as_bytes()).unwrap();
    }
    file.finish().unwrap().into_inner()
}

#[test]
fn a_spreadsheet_of_libreoffice_is_read() {
    let desk = Desk::new();
    desk.file(
        "antworten.ods",
        ods(&[
            &["id", "amt", "antwort"],
            &["1", "Ordnungsämter", "KOD-Streifen am Markt"],
            &["2", "Jugendämter", "k. A."],
            &["3", "Jugendämter", "=Sprachkurse für Eltern"],
        ]),
    );
    let said = desk
        .freitext(&[
            "run",
            "antworten.ods",
            "--codebook",
            "handlungsfelder",
            "--by",
            "amt",
            "--out",
            "aus",
        ])
        .succeeds();
    assert!(
        said.contains("answers 2") && said.contains("missing answers 1"),
        "{said}"
    );
    let assignments = desk.read("aus/assignments.csv");
    assert!(
        assignments.contains("praesenz") && assignments.contains("kulturell"),
        "{assignments}"
    );
    let found = desk
        .freitext(&["search", "aus/study.freitext", "sprachkurs", "--json"])
        .succeeds();
    assert!(found.contains("=Sprachkurse für Eltern"), "{found}");
}
