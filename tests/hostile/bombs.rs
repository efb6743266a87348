//! Small files that unpack to large ones.

use std::io::{Cursor, Read, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{Case, case};

/// More than the program may take in memory.
const LARGE: u64 = 600 << 20;

/// What stands in an entry of an archive.
enum Body<'a> {
    Text(&'a str),
    /// A beginning, and then blanks without end.
    Blanks(&'a str),
}

fn archive(entries: &[(&str, Body<'_>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in entries {
        let options = SimpleFileOptions::default().large_file(true);
        writer.start_file(*name, options).unwrap();
        match body {
            Body::Text(text) => writer.write_all(text.as_bytes()).unwrap(),
            Body::Blanks(text) => {
                writer.write_all(text.as_bytes()).unwrap();
                std::io::copy(&mut std::io::repeat(b' ').take(LARGE), &mut writer).unwrap();
            }
        }
    }
    writer.finish().unwrap().into_inner()
}

const CONTENT_TYPES: &str = "<?xml version='1.0'?><Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>\
<Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/>\
<Override PartName='/xl/worksheets/sheet1.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'/></Types>";
const RELATIONS: &str = "<?xml version='1.0'?><Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
<Relationship Id='rId1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>";
const WORKBOOK: &str = "<?xml version='1.0'?><workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' \
xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>";
const OF_WORKBOOK: &str = "<?xml version='1.0'?><Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
<Relationship Id='rId1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet1.xml'/></Relationships>";
const SHEET: &str = "<?xml version='1.0'?><worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>";

fn workbook(sheet: Body<'_>) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", Body::Text(CONTENT_TYPES)),
        ("_rels/.rels", Body::Text(RELATIONS)),
        ("xl/workbook.xml", Body::Text(WORKBOOK)),
        ("xl/_rels/workbook.xml.rels", Body::Text(OF_WORKBOOK)),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn spreadsheet(content: Body<'_>) -> Vec<u8> {
    let manifest = "<?xml version='1.0'?><manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'/>";
    archive(&[
        (
            "mimetype",
            Body::Text("application/vnd.oasis.opendocument.spreadsheet"),
        ),
        ("META-INF/manifest.xml", Body::Text(manifest)),
        ("content.xml", content),
    ])
}

const ODS: &str = "<?xml version='1.0'?><office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'>\
<office:body><office:spreadsheet><table:table table:name='S'>";
const ODS_END: &str = "</table:table></office:spreadsheet></office:body></office:document-content>";

#[test]
fn a_binary_workbook_is_refused() {
    let bytes = archive(&[("xl/workbook.bin", Body::Text("\u{83}\u{1}"))]);
    case(
        "a.xlsb",
        "a binary workbook",
        bytes,
        "save it as a workbook (.xlsx)",
    )
    .is_refused();
}

#[test]
fn what_unpacks_to_more_than_memory_is_refused() {
    let too_much: [Case; 4] = [
        case(
            "a.xlsx",
            "a workbook of blanks",
            workbook(Body::Blanks(SHEET)),
            "mb",
        ),
        case(
            "a.ods",
            "a spreadsheet of blanks",
            spreadsheet(Body::Blanks(ODS)),
            "",
        ),
        case(
            "a.lsa",
            "a survey of blanks",
            archive(&[
                ("survey_1.lss", Body::Blanks("<document>")),
                ("survey_1_responses.lsr", Body::Blanks("<document>")),
            ]),
            "mb",
        ),
        case(
            "a.qdpx",
            "a project of blanks",
            archive(&[("project.qde", Body::Blanks("<Project>"))]),
            "mb",
        ),
    ];
    too_much.iter().for_each(Case::is_refused);
}

#[test]
fn a_few_cells_far_apart_do_not_take_the_room_between_them() {
    let cell = |place: &str| {
        format!("<row><c r='{place}' t='inlineStr'><is><t>Streife am Bahnhof und Licht</t></is></c></row>")
    };
    let corner = format!(
        "{SHEET}{}{}</sheetData></worksheet>",
        cell("A1"),
        cell("XFD1048576")
    );
    let text = "<text:p>Streife am Bahnhof und Licht</text:p>";
    let repeated = |rows: &str, columns: &str| {
        format!(
            "{ODS}<table:table-row table:number-rows-repeated='{rows}'><table:table-cell office:value-type='string' \
             table:number-columns-repeated='{columns}'>{text}</table:table-cell></table:table-row>{ODS_END}"
        )
    };
    for one in [
        case("a.xlsx", "two corners", workbook(Body::Text(&corner)), ""),
        case(
            "a.ods",
            "rows repeated",
            spreadsheet(Body::Text(&repeated("1048576", "16384"))),
            "",
        ),
        case(
            "a.ods",
            "rows repeated beyond all numbers",
            spreadsheet(Body::Text(&repeated("18446744073709551615", "4294967295"))),
            "",
        ),
    ] {
        one.is_refused();
    }
}

#[test]
fn a_codebook_that_unfolds_is_not_unfolded() {
    let mut aliases = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for at in 1..12 {
        let before = at - 1;
        let list = vec![format!("*a{before}"); 10].join(", ");
        aliases += &format!("a{at}: &a{at} [{list}]\n");
    }
    // References are named and left out, one by one.
    case("a.yml", "aliases of aliases", aliases.into_bytes(), "").is_survived();
    let entities = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'>]><cnode name='&b;'/>";
    for one in [
        case("a.yml", "nested lists", "[".repeat(1_000_000).into_bytes(), ""),
        case("a.ykd", "entities", entities.as_bytes().to_vec(), "document type"),
        case("a.qdc", "entities", entities.as_bytes().to_vec(), "document type"),
        case(
            "a.ykd",
            "deep",
            "<cnode name='a'>".repeat(1_000_000).into_bytes(),
            "deep",
        ),
        case("a.qdc", "deep", "<Code>".repeat(1_000_000).into_bytes(), ""),
    ] {
        one.is_refused();
    }
}

#[test]
fn shared_texts_are_not_made_room_for_because_a_header_says_so() {
    let sheet = format!("{SHEET}<row><c t='s'><v>0</v></c></row></sheetData></worksheet>");
    for count in ["99999999999", "18446744073709551615", "300000000"] {
        let texts = format!(
            "<?xml version='1.0'?><sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' count='1' \
             uniqueCount='{count}'><si><t>Licht</t></si></sst>"
        );
        let bytes = archive(&[
            ("[Content_Types].xml", Body::Text(CONTENT_TYPES)),
            ("_rels/.rels", Body::Text(RELATIONS)),
            ("xl/workbook.xml", Body::Text(WORKBOOK)),
            ("xl/_rels/workbook.xml.rels", Body::Text(OF_WORKBOOK)),
            ("xl/sharedStrings.xml", Body::Text(&texts)),
            ("xl/worksheets/sheet1.xml", Body::Text(&sheet)),
        ]);
        case("a.xlsx", count, bytes, "too large").is_refused();
    }
}
