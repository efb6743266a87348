//! Damaged and hostile files: a sentence, never a crash, and in no time.

use std::io::Write;
use std::time::{Duration, Instant};

use freitext::import::{Choices, glance, limesurvey_structure};

use super::Desk;
use super::survey::{self, RESPONSES, Version};

/// Bytes between two places where a file is cut.
const STEP: usize = 97;

fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn cut_files_are_refused_or_read() {
    let desk = Desk::new();
    let archive = survey::lsa(Version::Six, &RESPONSES);
    for length in (0..archive.len()).step_by(STEP) {
        let file = desk.file("cut.lsa", &archive[..length]);
        let problem = glance(&file, &Choices::default(), None).err();
        assert!(problem.is_some(), "{length} of {}", archive.len());
    }
    for version in Version::ALL {
        let text = survey::lss(version).into_bytes();
        for length in (0..text.len() - 12).step_by(STEP) {
            assert!(
                limesurvey_structure(&text[..length]).is_err(),
                "{length} of {}",
                text.len()
            );
        }
    }
    let responses = survey::lsr(Version::Six, &RESPONSES).into_bytes();
    for length in (0..responses.len() - 12).step_by(STEP) {
        let file = desk.file("cut.lsr", &responses[..length]);
        assert!(
            glance(&file, &Choices::default(), None).is_err() || length == 0,
            "{length}"
        );
    }
}

#[test]
fn turned_bytes_do_not_crash() {
    let desk = Desk::new();
    let archive = survey::lsa(Version::Six, &RESPONSES);
    for at in (0..archive.len()).step_by(STEP) {
        let mut bytes = archive.clone();
        bytes[at] ^= 0x55;
        let file = desk.file("turned.lsa", &bytes);
        let _ = glance(&file, &Choices::default(), None);
    }
    let text = survey::lss(Version::Three).into_bytes();
    for at in (0..text.len()).step_by(STEP) {
        let mut bytes = text.clone();
        bytes[at] ^= 0x15;
        let _ = limesurvey_structure(&bytes);
    }
}

#[test]
fn bombs_and_entities_are_refused_in_no_time() {
    let questionnaire = survey::lss(Version::Six);
    let head = "<document><LimeSurveyDocType>Responses</LimeSurveyDocType><responses><rows>";
    let tail = "</rows></responses></document>";
    // A row that begins far to the right takes room for all before.
    let columns: String = (0..19_000).map(|at| format!("<c{at}/>")).collect();
    let wide = format!(
        "{head}<row>{columns}</row>{}{tail}",
        "<row><c18999/></row>".repeat(200_000)
    );
    let too_wide: String = (0..30_000).map(|at| format!("<c{at}/>")).collect();
    let too_wide = format!("{head}<row>{too_wide}</row>{tail}");
    let zeros = vec![b'0'; 220 << 20];
    let entity = format!("<!DOCTYPE d [<!ENTITY a 'b'>]>{head}<row><id>&a;</id></row>{tail}");
    let hostile: [(&str, Vec<u8>); 4] = [
        ("wide", wide.into_bytes()),
        ("too wide", too_wide.into_bytes()),
        ("zeros", zeros),
        ("entity", entity.into_bytes()),
    ];
    let desk = Desk::new();
    for (what, responses) in hostile {
        let file = desk.file(
            "hostile.lsa",
            packed(&[
                ("survey_1.lss", questionnaire.as_bytes()),
                ("survey_1_responses.lsr", &responses),
            ]),
        );
        let began = Instant::now();
        let problem = glance(&file, &Choices::default(), None).expect_err(what);
        assert!(problem.advice().is_some(), "{what}");
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "{what}: {:?}",
            began.elapsed()
        );
    }
    let crossed = format!(
        "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><questions><rows><row><qid>1</qid><type>;</type>\
         <title>a</title></row></rows></questions><subquestions><rows>{}</rows></subquestions></document>",
        (0..20_000)
            .map(|at| format!("<row><qid>9{at}</qid><parent_qid>1</parent_qid><title>s{at}</title><scale_id>{}</scale_id></row>", at % 2))
            .collect::<String>()
    );
    assert!(
        limesurvey_structure(crossed.as_bytes()).is_err(),
        "a hundred million columns"
    );
}

#[test]
fn an_archive_that_lacks_a_part_says_which() {
    let desk = Desk::new();
    let questionnaire = survey::lss(Version::Six);
    let broken = packed(&[("survey_1.lss", questionnaire.as_bytes())]);
    let problem = limesurvey_structure(&packed(&[("a_responses.lsr", b"x")])).unwrap_err();
    assert!(problem.what().de.contains(".lss"), "{problem:?}");
    assert!(limesurvey_structure(&broken).is_ok());
    let file = desk.file("survey.lsa", broken);
    let problem = glance(&file, &Choices::default(), None).unwrap_err();
    assert!(problem.what().de.contains(".lsr"), "{problem:?}");
}
