//! A data set of two questions, one of two slots, and a respondent with two questionnaires.

use super::tests::{cells, names, set_of, variable};
use super::*;
use crate::study::{Act, NewRecord, NewSource, Study};
use crate::survey::{ActionKind, Decision, Missing, Outcome, Span};
use crate::tables::fixture::CODEBOOK;

/// Two questions, one of two slots; a respondent with two questionnaires.
fn waves() -> (tempfile::TempDir, Study) {
    let folder = tempfile::tempdir().unwrap();
    let mut draft = Study::draft(&folder.path().join("wellen.freitext")).unwrap();
    let codebook = crate::codebook::Codebook::read(CODEBOOK, "test").unwrap();
    let filled = draft.study().change(|change| {
        let book = change.keep_codebook("test", &codebook, 0)?;
        let anna = change.coder("Anna")?;
        let (one, two) = (change.question("q1", "Was?")?, change.question("q2", "Und?")?);
        for name in ["groesse", "wave"] {
            change.background(name)?;
        }
        let mut settings = serde_json::json!({"recognised": {"columns": [
            {"heading": "nr", "role": "id"}, {"heading": "amt", "role": "respondent"},
            {"heading": "q1", "role": {"open": {"question": "q1", "slot": 0}}},
            {"heading": "groesse", "role": "background"},
            {"heading": "q2_1", "role": {"open": {"question": "q2", "slot": 1}}},
            {"heading": "q2_2", "role": {"open": {"question": "q2", "slot": 2}}}
        ]}});
        settings["questions"] = serde_json::json!(["q1", "q2"]);
        let source = change.add_source(&NewSource {
            file_name: "w.csv".into(),
            settings: settings.to_string(),
            time: 1_700_000_000,
        })?;
        let act = |unit, codes: &str| {
            let action = change.act(&Act {
                coder: anna,
                codebook: book,
                kind: ActionKind::Decide,
                undoes: None,
                time: 0,
            })?;
            let codes = codes.split('|').map(str::to_owned).collect();
            change.decide(&action, &Decision::of(unit, Outcome::Codes(codes)))
        };
        for (wave, key, size) in [("1", "1/7", "10"), ("2", "2/7", "12")] {
            let respondent = change.respondent("Amt A")?;
            let record = change.add_record(&NewRecord {
                key,
                respondent,
                source,
                row: 2,
                background: &[Some(size), Some(wave)],
            })?;
            let record = record.unwrap();
            let answer = change.add_answer(record, one, 1, None, "Bau, Rat")?;
            // A list that was split.
            let bau = change.add_unit(answer, Span::new(0, 3), Some("a"))?;
            let rat = change.add_unit(answer, Span::new(5, 8), Some("b"))?;
            if wave == "1" {
                act(bau, "b")?;
                act(rat, "a1|b")?;
            }
            let answer = change.add_answer(record, two, 1, Some(Missing::DontKnow), "weiß nicht")?;
            change.add_unit(answer, Span::new(0, 0), Some("c"))?;
            let answer = change.add_answer(record, two, 2, None, "Kurse")?;
            change.add_unit(answer, Span::new(0, 5), Some("d"))?;
        }
        Ok(())
    });
    filled.unwrap();
    (folder, draft.keep().unwrap())
}

#[test]
fn a_questionnaire_has_its_answers_in_one_row() {
    let (_folder, study) = waves();
    let set = set_of(&study, &Options::default(), Rows::Records);
    assert!(
        names(&set).starts_with("nr amt q1 groesse q2_1 q2_2 wave q1_missing q1_status q1_a "),
        "{}",
        names(&set)
    );
    assert_eq!(cells(&set, "nr"), ["7", "7"], "the wave does not stand in the id");
    assert_eq!(cells(&set, "q1"), ["Bau, Rat", "Bau, Rat"]);
    assert_eq!(cells(&set, "q2_1"), ["weiß nicht", "weiß nicht"]);
    assert_eq!(variable(&set, "q2_2").label, "Und?");
    // Codes of both units of the split answer; nothing decided in the second wave.
    assert_eq!(cells(&set, "q1_a1"), ["1", "-1"]);
    assert_eq!(cells(&set, "q1_code1").len(), 2);
    // One slot says "don't know", the other waits to be coded: it may still get a code.
    assert_eq!(cells(&set, "q2_b"), ["-1", "-1"]);
    assert_eq!(cells(&set, "q2_missing"), ["", ""]);
    assert!(set.moment >= 1_700_000_000);
}

#[test]
fn respondents_join_their_questionnaires() {
    let (_folder, study) = waves();
    let set = set_of(&study, &Options::default(), Rows::Respondents);
    assert!(names(&set).starts_with("amt q1 groesse q2_1"), "{}", names(&set));
    assert_eq!(cells(&set, "amt"), ["Amt A"]);
    assert_eq!(cells(&set, "groesse"), ["12"], "the last questionnaire");
    assert!(
        set.notices
            .iter()
            .any(|notice| notice.place.column.as_deref() == Some("groesse"))
    );
    assert_eq!(cells(&set, "q1_b"), ["1"]);
    assert_eq!(cells(&set, "q1_status"), ["-1"], "something is not coded yet");
}

#[test]
fn units_of_a_list_have_their_own_words_and_all_questions_one_block() {
    let (_folder, study) = waves();
    let set = set_of(&study, &Options::default(), Rows::Units);
    assert_eq!(cells(&set, "unit_text")[..3], ["Bau", "Rat", ""]);
    assert_eq!(cells(&set, "question")[..4], ["1", "1", "2", "2"]);
    assert_eq!(cells(&set, "b")[..4], ["1", "1", "-11", "-1"]);
    assert_eq!(cells(&set, "q1")[..3], ["Bau, Rat", "Bau, Rat", ""]);
    let mut options = Options::default();
    options.selection.question = Some("q2".into());
    let set = set_of(&study, &options, Rows::Units);
    assert_eq!(set.frame.rows(), 4);
}

#[test]
fn a_question_that_comes_later_renames_nothing() {
    let (_folder, mut study) = waves();
    let before = names(&set_of(&study, &Options::default(), Rows::Records));
    study
        .change(|change| change.question("q3", "Noch etwas?"))
        .unwrap();
    let after = names(&set_of(&study, &Options::default(), Rows::Records));
    assert!(after.starts_with(&before), "{before}\n{after}");
}
