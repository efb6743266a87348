//! Projects that are damaged, made to harm, or only odd: a sentence or a notice, never a panic and never all of the memory.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Guid, Project, read_codebook, read_project};
use crate::problem::{Notice, Result};

const HEAD: &str = "<Project xmlns='urn:QDA-XML:project:1.0' name='p'>";

fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn read(xml: &str, texts: &[(&str, &[u8])]) -> Result<(Project, Vec<Notice>)> {
    let mut entries = vec![("project.qde", xml.as_bytes())];
    entries.extend(texts);
    read_project(Cursor::new(packed(&entries)))
}

fn refused(xml: &str, says: &str) {
    let problem = read(xml, &[]).unwrap_err();
    assert!(problem.what().en.contains(says), "{}", problem.what().en);
    assert!(problem.advice().is_some());
}

#[test]
fn what_would_take_all_memory_is_refused() {
    let deep = format!(
        "{HEAD}<CodeBook><Codes>{}",
        "<Code guid='1' name='a' isCodable='true'>".repeat(1_000_000)
    );
    refused(&deep, "nested too deeply");
    let codes = "<Code guid='1' name='a' isCodable='true'/>".repeat(100_000);
    refused(
        &format!("{HEAD}<CodeBook><Codes>{codes}</Codes></CodeBook></Project>"),
        "more than 20000 codes",
    );
    let users = "<User/>".repeat(1_500_000);
    refused(
        &format!("{HEAD}<Users>{users}</Users></Project>"),
        "more than 1000000 entries",
    );
    refused(
        "<!DOCTYPE a [<!ENTITY b 'bb'>]><Project name='&b;'/>",
        "document type",
    );

    let bomb = vec![b' '; 70 << 20];
    let problem = read_project(Cursor::new(packed(&[("project.qde", &bomb)]))).unwrap_err();
    assert!(
        problem.what().en.contains("more than 64 MB"),
        "{}",
        problem.what().en
    );
    let source = "<Sources><TextSource guid='1' plainTextPath='internal://a.txt'/></Sources></Project>";
    assert!(read(&format!("{HEAD}{source}"), &[("sources/a.txt", &bomb)]).is_err());
}

#[test]
fn what_is_no_project_is_said() {
    refused("<CodeBook/>", "no project");
    refused("", "missing end");
    let other = packed(&[("a.txt", b"a")]);
    let problem = read_project(Cursor::new(other)).unwrap_err();
    assert!(problem.what().en.contains("project.qde"));
    assert!(
        read_codebook(b"<Project/>")
            .unwrap_err()
            .what()
            .en
            .contains("no codebook")
    );
    assert!(read_codebook(b"\xff\xff").is_err());
}

#[test]
fn odd_projects_are_read_as_far_as_they_go() {
    let xml = format!(
        "{HEAD}<CodeBook><Codes><Code guid='{{AAAAAAAA-0000-0000-0000-000000000001}}' name='Bus'/></Codes></CodeBook>
         <Sources>
          <TextSource guid='s1' name='eins' plainTextPath='internal://A.TXT'>
           <PlainTextSelection guid='x' startPosition='2' endPosition='4' creationDateTime='2025-01-01T00:00:00'>
            <Coding guid='y'><CodeRef targetGUID='aaaaaaaa-0000-0000-0000-000000000001'/></Coding>
            <Coding guid='z'><CodeRef targetGUID='unknown'/></Coding></PlainTextSelection>
           <PlainTextSelection guid='x2' startPosition='4' endPosition='99'/>
           <PlainTextSelection guid='x3' startPosition='7' endPosition='3'/>
           <PlainTextSelection guid='x4' startPosition='-1' endPosition='3'/>
           <PlainTextSelection guid='x5' startPosition='a' endPosition='99999999999999999999999'/>
          </TextSource>
          <TextSource guid='s2' name='zwei' richTextPath='internal://b.docx'/>
          <TextSource guid='s3' name='drei'/>
          <TextSource guid='s4' name='vier' plainTextPath='internal://c.txt'/>
          <AudioSource guid='s5'><AudioSelection guid='x6'/></AudioSource>
         </Sources><Notes><Note guid='n'/></Notes></Project>"
    );
    // A mark, a control character before the selection, and a byte that is not UTF-8 in the other.
    let texts: [(&str, &[u8]); 2] = [
        ("Sources/a.txt", "\u{feff}a\0Bus 😀".as_bytes()),
        ("sources/c.txt", b"B\xe4r"),
    ];
    let (project, notices) = read(&xml, &texts).unwrap();
    let names: Vec<&str> = project.sources.iter().map(|source| &*source.name).collect();
    assert_eq!(names, ["eins", "vier"]);
    assert_eq!(project.sources[1].text, "Bär");
    let source = &project.sources[0];
    assert_eq!(source.text, "aBus 😀");
    let places: Vec<_> = source.selections.iter().map(|one| (one.start, one.end)).collect();
    assert_eq!(places, [(1, 3), (3, 6)]);
    assert_eq!(source.selections[0].codings.len(), 1);
    assert_eq!(source.selections[0].created, Some(1_735_689_600));
    assert_eq!(
        project.codebook.codes[0].guid,
        Guid::read("AAAAAAAA-0000-0000-0000-000000000001")
    );
    let said: Vec<&str> = notices.iter().map(|notice| &*notice.what.en).collect();
    let said = said.join("\n");
    for piece in [
        "Word documents only: 1 (zwei)",
        "missing from the project: 1 (drei)",
        "not UTF-8: 1 (vier)",
        "removed: 1",
        "do not lie in their text and are left out: 3",
        "beyond the end of the text and now end there: 1",
        "no texts (pictures, PDF, sound, film): 1, with 1 selections",
        "memos 1",
        "code is missing from the project and which are left out: 1",
    ] {
        assert!(said.contains(piece), "{piece}:\n{said}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..400), at in 0_usize..4000, byte in any::<u8>()) {
        let _ = read_project(Cursor::new(&bytes));
        let _ = read_codebook(&bytes);
        // A good project with one byte changed.
        let xml = format!("{HEAD}<Sources><TextSource guid='1' plainTextPath='internal://a.txt'>\
            <PlainTextSelection guid='2' startPosition='0' endPosition='1'/></TextSource></Sources></Project>");
        let mut good = packed(&[("project.qde", xml.as_bytes()), ("sources/a.txt", b"abc")]);
        let at = at % good.len();
        good[at] = byte;
        let _ = read_project(Cursor::new(&good));
    }
}
