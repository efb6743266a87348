//! What becomes a coding unit, and how it is called.

use freitext::import::Split;

use super::*;

fn keys(study: &Study) -> Vec<String> {
    units(study)
        .into_iter()
        .map(|(key, _, words)| format!("{key} {words}"))
        .collect()
}

#[test]
fn columns_of_one_stem_are_mentions_of_one_question() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file(
        "a.csv",
        "id,Massnahme_1,Massnahme_2,Massnahme_10\n1,Kurse,,Feste\n2,,,\n3,-,siehe oben,\n",
    );
    bring(&mut study, &file, &named(&["massnahme"])).unwrap();
    assert_eq!(
        keys(&study),
        [
            "1.1 Kurse",
            "1.10 Feste",
            "2.1 <empty>",
            "3.1 <dash>",
            "3.2 <reference>"
        ]
    );
    assert_eq!(study.questions().unwrap().len(), 1);
    assert_eq!(study.questions().unwrap()[0].key, "Massnahme");
}

#[test]
fn the_wording_of_a_question_heads_short_answers_but_not_answers_to_choose_from() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file(
        "a.csv",
        "lfdnr,Was fehlt in Ihrem Amt?,Wie zufrieden sind Sie damit?\n\
         1,\"Zu wenig Personal, kein Geld\",sehr zufrieden\n2,Räume für Vereine,eher nicht zufrieden\n\
         3,Radwege!,sehr zufrieden\n4,Kurse für alle im Viertel,eher nicht zufrieden\n",
    );
    bring(&mut study, &file, &Choices::default()).unwrap();
    let questions = study.questions().unwrap();
    let keys: Vec<&str> = questions.iter().map(|question| &*question.key).collect();
    assert_eq!(keys, ["Was fehlt in Ihrem Amt?"]);
}

#[test]
fn several_questions_stand_in_the_keys_of_their_units() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file("a.csv", "id,Chancen,Hemmnisse\n1,Vielfalt,Zeit\n2,,Personal\n");
    bring(&mut study, &file, &named(&["Chancen", "Hemmnisse"])).unwrap();
    assert_eq!(
        keys(&study),
        [
            "1.Chancen Vielfalt",
            "1.Hemmnisse Zeit",
            "2.Chancen <empty>",
            "2.Hemmnisse Personal"
        ]
    );
}

#[test]
fn a_question_that_comes_later_leaves_the_keys_of_the_first_one() {
    let desk = Desk::new();
    let mut study = desk.study();
    bring(
        &mut study,
        &desk.file("a.csv", "id,Chancen\n1,Vielfalt\n"),
        &named(&["Chancen"]),
    )
    .unwrap();
    bring(
        &mut study,
        &desk.file("b.csv", "id,Hemmnisse\n1,Zeit\n"),
        &named(&["Hemmnisse"]),
    )
    .unwrap();
    let third = desk.file("c.csv", "id,Chancen,Hemmnisse\n2,Neues,Geld\n");
    bring(&mut study, &third, &named(&["Chancen", "Hemmnisse"])).unwrap();
    assert_eq!(
        keys(&study),
        ["1 Vielfalt", "1.Hemmnisse Zeit", "2 Neues", "2.Hemmnisse Geld"]
    );
}

#[test]
fn a_list_in_one_cell_gives_units_that_point_into_the_verbatim() {
    for (split, cell) in [
        (Split::Semicolon, " Kurse; Feste;;Rat "),
        (Split::Lines, "Kurse\r\n\r\nFeste\nRat"),
        (Split::Bullets, "- Kurse\n- Feste\n2) Rat"),
    ] {
        let desk = Desk::new();
        let mut study = desk.study();
        let file = desk.file("a.csv", format!("id,text\n1,\"{cell}\"\n2,k.A.\n"));
        let choices = Choices {
            split,
            ..named(&["text"])
        };
        bring(&mut study, &file, &choices).unwrap();
        assert_eq!(
            keys(&study),
            ["1#1 Kurse", "1#2 Feste", "1#3 Rat", "2 <no_answer>"],
            "{split:?}"
        );
        each(&study, |unit| {
            assert!(unit.missing.is_some() || unit.verbatim == cell)
        });
    }
}

#[test]
fn kinds_of_missing_are_kept_apart_by_a_list_that_can_be_changed() {
    let table = "id,text\n1,k. A.\n2,weiß nicht\n3,-\n4,\n5,nix\n";
    assert_eq!(
        texts(table.as_bytes(), &named(&["text"])),
        ["<no_answer>", "<dont_know>", "<dash>", "<empty>", "nix"]
    );
    let own = Choices {
        missing: freitext::survey::MissingWords::parse("| written | kind |\n|---|---|\n| nix | no_answer |")
            .unwrap(),
        ..named(&["text"])
    };
    assert_eq!(
        texts(table.as_bytes(), &own),
        ["k. A.", "weiß nicht", "-", "<empty>", "<no_answer>"]
    );
}

/// LimeSurvey since November 2023: nothing for a question that was not shown, `""` for an empty answer.
#[test]
fn limesurvey_tells_questions_that_were_not_shown() {
    let table = "\u{feff}\"id\";\"submitdate\";\"lastpage\";\"startlanguage\";\"Q1\"\r\n\
        \"1\";\"2026-05-01 10:00:00\";\"3\";\"de\";\"Sprachkurse\"\r\n\
        \"2\";\"2026-05-01 11:00:00\";\"3\";\"de\";\"\"\r\n\
        \"3\";;\"1\";\"de\";\r\n\r\n";
    assert_eq!(
        texts(table.as_bytes(), &named(&["Q1"])),
        ["Sprachkurse", "<empty>", "<not_shown>"]
    );
    let plain = table
        .replace("lastpage", "seite")
        .replace("startlanguage", "sprache");
    assert_eq!(
        texts(plain.as_bytes(), &named(&["Q1"])),
        ["Sprachkurse", "<empty>", "<empty>"]
    );
}
