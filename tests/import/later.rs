//! A later file is read as the study knows its columns, unless the user says otherwise.

use freitext::import::Split;

use super::*;

/// Keys and words of all units, `key words`.
fn lines(study: &Study) -> Vec<String> {
    units(study)
        .into_iter()
        .map(|(key, _, words)| format!("{key} {words}"))
        .collect()
}

fn says(done: &Imported, part: &str) -> bool {
    done.notices.iter().any(|notice| notice.what.de.contains(part))
}

/// A study of two questions whose rows and respondents are named by columns that no heading gives away.
fn with_two_questions(desk: &Desk) -> Study {
    let mut study = desk.study();
    let file = desk.file(
        "a.csv",
        "id,zeichen,wer,Q1,Q2,Region\nx,K1,Amt A,Kurse,Zeit,Süd\nx,K2,Amt B,Feste,Personal,Nord\n",
    );
    let choices = Choices {
        id: Some("zeichen".into()),
        respondent: Some("wer".into()),
        ..named(&["Q1", "Q2"])
    };
    bring(&mut study, &file, &choices).unwrap();
    study
}

#[test]
fn short_answers_and_the_id_of_a_later_file_were_guessed_anew() {
    let desk = Desk::new();
    let mut study = with_two_questions(&desk);
    let later = desk.file(
        "b.csv",
        "id,zeichen,wer,Q1,Q2,Region\nx,K2,Amt B,Feste,Personal,Nord\nx,K3,Amt A,Geld,Geld,\
         \"Die Region im Süden, die an zwei Flüssen liegt und wächst\"\n",
    );
    let done = bring(&mut study, &later, &Choices::default()).unwrap();
    assert_eq!(
        (done.records, done.respondents, done.answers, done.unchanged),
        (1, 0, 2, 2)
    );
    assert_eq!(lines(&study)[4..], ["K3.Q1 Geld", "K3.Q2 Geld"]);
    assert_eq!(study.background_names().unwrap(), ["id", "Region"]);
    assert!(done.notices.is_empty(), "{:?}", done.notices);
}

#[test]
fn a_question_that_was_not_named_became_background() {
    let desk = Desk::new();
    let mut study = with_two_questions(&desk);
    let later = desk.file("b.csv", "zeichen,wer,Q1,Q2,Alter\nK3,Amt C,Rat,Geld,41\n");
    let done = bring(&mut study, &later, &named(&["Q2"])).unwrap();
    assert_eq!(lines(&study)[4..], ["K3.Q2 Geld"]);
    assert_eq!(study.background_names().unwrap(), ["id", "Region", "Alter"]);
    assert!(says(&done, "offene Fragen: Q1."), "{:?}", done.notices);
    // What was left out once is a question still.
    bring(&mut study, &later, &Choices::default()).unwrap();
    assert_eq!(lines(&study)[4..], ["K3.Q2 Geld", "K3.Q1 Rat"]);
}

#[test]
fn one_of_several_columns_of_a_question_came_alone_and_became_another_question() {
    let desk = Desk::new();
    let mut study = desk.study();
    bring(
        &mut study,
        &desk.file("a.csv", "id,m_1,m_2\n1,Kurse,Feste\n"),
        &named(&["m"]),
    )
    .unwrap();
    bring(
        &mut study,
        &desk.file("b.csv", "id,m_1\n2,Rat\n"),
        &Choices::default(),
    )
    .unwrap();
    bring(
        &mut study,
        &desk.file("c.csv", "id,m_1,m_3\n3,Amt,Geld\n"),
        &named(&["m"]),
    )
    .unwrap();
    assert_eq!(study.questions().unwrap().len(), 1);
    assert_eq!(
        lines(&study),
        ["1.1 Kurse", "1.2 Feste", "2.1 Rat", "3.1 Amt", "3.3 Geld"]
    );
}

#[test]
fn what_the_user_says_of_a_later_file_counts_more_than_the_study() {
    let desk = Desk::new();
    let mut study = with_two_questions(&desk);
    let later = desk.file("b.csv", "id,zeichen,Q1,Region\nK9,x,Rat,Am Fluss\n");
    let choices = Choices {
        id: Some("id".into()),
        ..named(&["Q1", "region"])
    };
    bring(&mut study, &later, &choices).unwrap();
    assert_eq!(lines(&study)[4..], ["K9.Q1 Rat", "K9.Region Am Fluss"]);
}

#[test]
fn another_way_of_dividing_answers_that_are_there_was_passed_over_in_silence() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file("a.csv", "id,text\n1,Kurse; Feste\n2,Rat; Amt\n3,Geld\n");
    bring(&mut study, &file, &named(&["text"])).unwrap();
    let divided = Choices {
        split: Split::Semicolon,
        ..named(&["text"])
    };
    let done = bring(&mut study, &file, &divided).unwrap();
    assert_eq!(done.notices.len(), 1, "{:?}", done.notices);
    assert!(
        says(&done, "bleiben geteilt, wie sie es waren"),
        "{:?}",
        done.notices
    );
    assert_eq!(lines(&study), ["1 Kurse; Feste", "2 Rat; Amt", "3 Geld"]);
    // What comes new is divided as said; answers that were divided so are no reason for a notice.
    let later = desk.file("b.csv", "id,text\n4,Zeit; Mut\n");
    bring(&mut study, &later, &divided).unwrap();
    assert_eq!(lines(&study)[3..], ["4#1 Zeit", "4#2 Mut"]);
    let done = bring(&mut study, &later, &divided).unwrap();
    assert!(done.notices.is_empty(), "{:?}", done.notices);
}

#[test]
fn blanks_around_an_answer_counted_as_another_wording() {
    let desk = Desk::new();
    let mut study = desk.study();
    let before = desk.file("a.csv", "id,text\n1,\"Kurse\nFeste\"\n2,Rat\n");
    bring(&mut study, &before, &named(&["text"])).unwrap();
    let later = desk.file(
        "b.csv",
        "id,text\n1,\" Kurse\r\nFeste \"\n2,Rat und Hilfe in allen Lagen des Lebens im Quartier\n",
    );
    let done = bring(&mut study, &later, &named(&["text"])).unwrap();
    assert_eq!((done.unchanged, done.changed), (1, 1));
    assert!(
        says(&done, "(»Rat und Hilfe in allen Lagen des Lebens …«)"),
        "{:?}",
        done.notices
    );
}

#[test]
fn a_heading_with_decomposed_umlauts_was_another_column() {
    let desk = Desk::new();
    let mut study = desk.study();
    let composed = desk.file("a.csv", "Kürzel,Maßnähme,Größe\nK1,Kurse,5\n");
    let choices = Choices {
        id: Some("Ku\u{308}rzel".into()),
        ..named(&["maßna\u{308}hme"])
    };
    bring(&mut study, &composed, &choices).unwrap();
    let decomposed = desk.file("b.csv", "Ku\u{308}rzel,Maßna\u{308}hme,Gro\u{308}ße\nK2,Rat,7\n");
    bring(&mut study, &decomposed, &Choices::default()).unwrap();
    assert_eq!(lines(&study), ["K1 Kurse", "K2 Rat"]);
    assert_eq!(study.background_names().unwrap(), ["Größe"]);
}
