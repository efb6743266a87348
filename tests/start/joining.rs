//! Two files of one study become one in the browser.

use std::path::PathBuf;

use axum::http::StatusCode;
use freitext::survey::{Decision, Outcome, UnitId};

use super::*;

const SECOND: &str = "Welle 1 von Bert.freitext";

/// A copy of the study of a house, in which Bert has coded some answers.
fn coded_by_bert(house: &House, answers: i64) -> PathBuf {
    let path = house.path(SECOND);
    let connection = rusqlite::Connection::open(house.path("Welle 1.freitext")).unwrap();
    connection
        .execute("VACUUM INTO ?1", [path.display().to_string()])
        .unwrap();
    let mut study = Study::open(&path).unwrap();
    let codebook = study.codebooks().unwrap().remove(0);
    study
        .change(|change| {
            let bert = change.coder("Bert")?;
            let act = freitext::study::Act {
                coder: bert,
                codebook: codebook.id,
                kind: freitext::survey::ActionKind::Decide,
                undoes: None,
                time: 1,
            };
            let action = change.act(&act)?;
            for unit in 1..=answers {
                let codes = Outcome::Codes(vec![codebook.codebook.codes[0].id.clone()]);
                change.decide(&action, &Decision::of(UnitId(unit), codes))?;
            }
            Ok(())
        })
        .unwrap();
    path
}

fn join(house: &House, study: &str, name: &str, content: &[u8]) -> Answer {
    let sent = house.send(
        &format!("{study}/coders/merge"),
        &[("other", Some(name), content)],
    );
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    house.finished(&sent.to)
}

#[test]
fn another_file_of_the_study_is_joined_and_it_is_said_what_came_from_it() {
    let house = House::new();
    let study = house.study();
    house.get(&format!("{study}/coders")).says(&["Join two files"]);
    let other = std::fs::read(coded_by_bert(&house, 7)).unwrap();

    let joined = join(&house, &study, SECOND, &other);
    joined.says(&[
        "What stands in which file",
        "<th scope=\"row\">– Bert</th><td class=\"num\">0</td><td class=\"num\">0</td><td class=\"num\">7</td>",
        "“Welle 1” now also holds what “Welle 1 von Bert.freitext” held.",
        "kept beside it as “Welle 1.freitext.merge-backup”",
        "To the coders",
    ]);
    // A copy has the suggestions that this study has.
    assert!(
        !joined.text.contains("--json") && !joined.text.contains("Notices"),
        "{}",
        joined.text
    );
    house
        .get(&format!("{study}/coders"))
        .says(&["<th scope=\"row\">Bert</th><td class=\"num\">7</td>"]);
    house.get(&format!("{study}/grid?coder=Bert")).says(&["7"]);

    // Once more it brings nothing, and no further copy is left behind.
    let before = house.names();
    join(&house, &study, SECOND, &other).says(&["Nothing has changed."]);
    assert_eq!(house.names(), before);
}

#[test]
fn what_is_no_file_of_this_study_changes_nothing() {
    let house = House::new();
    let study = house.study();
    let before = house.names();
    let page = format!("{study}/coders");
    let coders = house.get(&page).text;
    join(&house, &study, "brief.freitext", &[b'x'; 200])
        .says(&["brief.freitext", "The file is no study file"]);

    let draft = house.path("anders.freitext");
    drop(Study::draft(&draft).unwrap().keep().unwrap());
    let other = std::fs::read(&draft).unwrap();
    std::fs::remove_file(&draft).unwrap();
    join(&house, &study, "anders.freitext", &other)
        .says(&["anders.freitext", "Everything is as it was before."]);

    let none = house.send(&format!("{study}/coders/merge"), &[("other", Some(""), b"")]);
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
    none.says(&["No file"]);
    assert_eq!(house.names(), before);
    assert_eq!(house.get(&page).text, coders);
}
