//! Files that come again, newer exports, waves.

use super::*;

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

#[test]
fn waves_keep_rows_apart_and_respondents_together() {
    let desk = Desk::new();
    let mut study = desk.study();
    let wave = |name: &str| Choices {
        wave: Some(name.into()),
        ..named(&["text"])
    };
    let one = desk.file(
        "w1.csv",
        "id,respondent,text\n1,Amt A,Sprachkurse\n2,Amt B,Feste\n",
    );
    let two = desk.file(
        "w2.csv",
        "id,respondent,text\n1,Amt B,Streetwork\n2,Amt C,Beratung\n",
    );
    bring(&mut study, &one, &wave("W1")).unwrap();
    let done = bring(&mut study, &two, &wave("W2")).unwrap();
    assert_eq!((done.records, done.respondents, done.changed), (2, 1, 0));
    let mut rows = Vec::new();
    each(&study, |unit| {
        let wave = unit.background.first().cloned().flatten().unwrap_or_default();
        rows.push(format!("{} {} {wave}", unit.key, unit.respondent_key));
    });
    assert_eq!(
        rows,
        ["W1/1 Amt A W1", "W1/2 Amt B W1", "W2/1 Amt B W2", "W2/2 Amt C W2"]
    );
    let again = bring(&mut study, &two, &wave("W2")).unwrap();
    assert_eq!((again.records, again.unchanged), (0, 2));
}

#[test]
fn another_wave_that_looks_like_the_same_rows_is_noticed() {
    let desk = Desk::new();
    let mut study = desk.study();
    let table = |word: &str| {
        (1..=6)
            .map(|id| format!("{id},{word} {id}\n"))
            .collect::<String>()
    };
    bring(
        &mut study,
        &desk.file("a.csv", format!("id,text\n{}", table("Kurs"))),
        &named(&["text"]),
    )
    .unwrap();
    let done = bring(
        &mut study,
        &desk.file("b.csv", format!("id,text\n{}", table("Fest"))),
        &named(&["text"]),
    )
    .unwrap();
    assert_eq!(done.changed, 6);
    let last = done.notices.last().unwrap();
    assert!(last.what.de.contains("--wave NAME") && last.what.en.contains("--wave NAME"));
}

#[test]
fn without_an_id_rows_are_compared_by_number_and_that_is_said() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file("a.csv", "text\nSprachkurse\n\nFeste\n");
    let done = bring(&mut study, &file, &named(&["text"])).unwrap();
    let keys: Vec<String> = units(&study).into_iter().map(|(key, ..)| key).collect();
    assert_eq!(keys, ["r2", "r4"]);
    assert!(
        done.notices
            .iter()
            .any(|notice| notice.what.de.contains("--id SPALTE"))
    );
    assert!(
        done.notices
            .iter()
            .any(|notice| notice.what.en == "Blank rows passed over: 1.")
    );
    assert_eq!(bring(&mut study, &file, &named(&["text"])).unwrap().records, 0);
}

#[test]
fn a_million_wrong_rows_do_not_fill_the_memory_with_notices() {
    let desk = Desk::new();
    let rows: String = (0..10_500).map(|id| format!("{id},Kurse\n")).collect();
    let file = desk.file("a.csv", format!("id,text,amt\n{rows}"));
    let done = bring(&mut desk.study(), &file, &named(&["text"])).unwrap();
    assert_eq!((done.notices.len(), done.notices_more), (10_000, 500));
}

#[test]
fn words_for_a_question_that_was_empty_take_the_place_of_the_missing_answer() {
    let desk = Desk::new();
    let mut study = desk.study();
    let before = desk.file("a.csv", "id,m_1,m_2\n1,,\n2,k. A.,\n");
    bring(&mut study, &before, &named(&["m"])).unwrap();
    let words = |study: &Study| -> Vec<String> {
        units(study)
            .into_iter()
            .map(|(key, _, words)| format!("{key} {words}"))
            .collect()
    };
    assert_eq!(words(&study), ["1.1 <empty>", "2.1 <no_answer>"]);
    let after = desk.file("b.csv", "id,m_1,m_2\n1,,Feste\n2,k. A.,Rat\n");
    let done = bring(&mut study, &after, &named(&["m"])).unwrap();
    assert_eq!((done.filled, done.answers, done.changed), (1, 1, 0));
    assert_eq!(words(&study), ["2.1 <no_answer>", "1.2 Feste", "2.2 Rat"]);
    // An answer that is gone from a later file stays, and that is noticed.
    let gone = desk.file("c.csv", "id,m_1,m_2\n1,,\n2,k. A.,Rat\n");
    let done = bring(&mut study, &gone, &named(&["m"])).unwrap();
    assert_eq!((done.changed, done.filled), (1, 0));
    assert_eq!(words(&study), ["2.1 <no_answer>", "1.2 Feste", "2.2 Rat"]);
}
