//! Codings that come along with the answers.

use freitext::codebook::Codebook;
use freitext::import::{CodesOf, WithoutCodes};
use freitext::problem::unwatched;
use freitext::survey::Outcome;

use super::*;

const CODEBOOK: &str = "format = 1\ntitle = \"T\"\nversion = \"1\"\nlanguage = \"de\"\n\
    [[code]]\nid = \"kultur\"\nvalue = 1\nlabel = \"K\"\n[[code]]\nid = \"sozial\"\nvalue = 2\nlabel = \"S\"\n";

fn codebook() -> Codebook {
    Codebook::read(CODEBOOK, "felder").expect("a codebook")
}

fn bring_codes(study: &mut Study, file: &Path) -> Result<Imported> {
    let codebook = codebook();
    let codes = CodesOf {
        name: "felder",
        codebook: &codebook,
    };
    let choices = Choices {
        codings: vec![CodedBy {
            columns: vec!["codes".into()],
            coder: Some("Eva".into()),
        }],
        ..named(&["text"])
    };
    import(study, file, &choices, Some(codes), 0, &unwatched)
}

fn outcomes(study: &Study) -> Vec<Option<(Outcome, String)>> {
    let mut outcomes = Vec::new();
    let wanted = Wanted {
        codebook: Some("felder"),
        ..Wanted::default()
    };
    study
        .walk(&wanted, |unit| {
            outcomes.push(
                unit.decision
                    .as_ref()
                    .holding()
                    .map(|decision| (decision.outcome.clone(), decision.coder.name.clone())),
            );
            Ok(())
        })
        .expect("a walk");
    outcomes
}

#[test]
fn codes_become_decisions_of_their_coder_in_codebook_order_and_only_once() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file(
        "a.csv",
        "id,text,codes\n1,Kurse,sozial| kultur\n2,Feste,\n3,Rat,none_fits\n",
    );
    let done = bring_codes(&mut study, &file).unwrap();
    assert_eq!(done.decisions, 2);
    let both = Outcome::Codes(vec!["kultur".into(), "sozial".into()]);
    assert_eq!(
        outcomes(&study),
        [
            Some((both, "Eva".into())),
            None,
            Some((Outcome::NoneFits, "Eva".into()))
        ]
    );
    assert_eq!(bring_codes(&mut study, &file).unwrap().decisions, 0);
    let newer = desk.file(
        "b.csv",
        "id,text,codes\n1,Kurse,kultur\n2,Feste,\n3,Rat,none_fits\n",
    );
    assert_eq!(bring_codes(&mut study, &newer).unwrap().decisions, 1);
    assert_eq!(
        outcomes(&study)[0],
        Some((Outcome::Codes(vec!["kultur".into()]), "Eva".into()))
    );
}

#[test]
fn unknown_codes_are_listed_all_at_once_and_nothing_is_imported() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file(
        "a.csv",
        "id,text,codes\n1,Kurse,kultur|politik\n2,Feste,bau\n3,Rat,politik\n",
    );
    let problem = bring_codes(&mut study, &file).unwrap_err();
    let said: Vec<(String, Option<u64>)> = problem
        .each()
        .map(|problem| (problem.what().de.clone(), problem.place().row))
        .collect();
    assert_eq!(
        said,
        [
            (
                "Den Code »politik« kennt der Kodierleitfaden nicht.".to_owned(),
                Some(2)
            ),
            (
                "Den Code »bau« kennt der Kodierleitfaden nicht.".to_owned(),
                Some(3)
            ),
        ]
    );
    assert_eq!(
        problem.what().en,
        "The codebook does not know the code \"politik\"."
    );
    assert!(
        problem
            .advice()
            .unwrap()
            .en
            .contains("Unknown codes in all: 3. The codebook knows: kultur, sozial.")
    );
    assert_eq!(study.extent().unwrap().records, 0);
    assert!(study.codebooks().unwrap().is_empty());
}

#[test]
fn codes_of_a_row_with_several_units_are_noticed() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file(
        "a.csv",
        "id,text_1,text_2,m_1,m_2,codes\n1,,,Kurse,Feste,kultur\n2,,,Rat,,sozial\n",
    );
    let codebook = codebook();
    let codes = CodesOf {
        name: "felder",
        codebook: &codebook,
    };
    let choices = Choices {
        codings: vec![CodedBy {
            columns: vec!["codes".into()],
            coder: Some("Eva".into()),
        }],
        ..named(&["m"])
    };
    let done = import(&mut study, &file, &choices, Some(codes), 0, &unwatched).unwrap();
    assert_eq!(done.decisions, 1);
    assert!(
        done.notices[0]
            .what
            .de
            .starts_with("Die Zeile hat 2 Kodiereinheiten")
    );
    assert_eq!(
        (done.notices[0].place.row, done.notices[0].place.column.as_deref()),
        (Some(2), Some("codes"))
    );
}

#[test]
fn a_decision_on_a_missing_answer_moves_to_the_words_that_come_later() {
    let desk = Desk::new();
    let mut study = desk.study();
    bring_codes(
        &mut study,
        &desk.file("a.csv", "id,text,codes\n1,,not_codable\n2,Rat,kultur\n"),
    )
    .unwrap();
    let done = bring_codes(
        &mut study,
        &desk.file("b.csv", "id,text,codes\n1,Kurse,\n2,Rat,kultur\n"),
    )
    .unwrap();
    assert_eq!((done.filled, done.decisions), (1, 0));
    assert!(
        done.notices
            .iter()
            .any(|notice| notice.what.en.contains("check the decision"))
    );
    let keys: Vec<String> = units(&study)
        .into_iter()
        .map(|(key, _, words)| format!("{key} {words}"))
        .collect();
    assert_eq!(keys, ["2 Rat", "1 Kurse"]);
    assert_eq!(outcomes(&study)[1], Some((Outcome::NotCodable, "Eva".into())));
}

#[test]
fn codes_are_known_by_value_and_label_and_that_is_said() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file("a.csv", "id,text,codes\n1,Kurse,2|KULTUR\n2,Feste,s\n3,Rat,\n");
    let done = bring_codes(&mut study, &file).unwrap();
    assert_eq!(done.decisions, 2);
    assert_eq!(
        outcomes(&study)[0].as_ref().unwrap().0,
        Outcome::Codes(vec!["kultur".into(), "sozial".into()])
    );
    let said: Vec<&str> = done.notices.iter().map(|notice| &*notice.what.de).collect();
    assert_eq!(
        said,
        ["Codes sind am Wert oder am Namen erkannt: 2 → sozial, KULTUR → kultur, s → sozial."]
    );
}

#[test]
fn a_row_without_codes_counts_as_looked_at_where_that_is_said() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file("a.csv", "id,text,codes\n1,Kurse,kultur\n2,Feste,\n");
    let codebook = codebook();
    let codes = CodesOf {
        name: "felder",
        codebook: &codebook,
    };
    let choices = Choices {
        codings: vec![CodedBy {
            columns: vec!["codes".into()],
            coder: Some("Eva".into()),
        }],
        without_codes: WithoutCodes::NoneFits,
        ..named(&["text"])
    };
    let done = import(&mut study, &file, &choices, Some(codes), 0, &unwatched).unwrap();
    assert_eq!(outcomes(&study)[1], Some((Outcome::NoneFits, "Eva".into())));
    assert_eq!(
        done.notices[0].what.en,
        "Rows without a code: 1. They count as looked at, with no code that fits."
    );
}

#[test]
fn a_misspelt_code_is_answered_with_the_nearest_and_the_number_of_rows() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file("a.csv", "id,text,codes\n1,Kurse,kultr\n2,Feste,kultr|sozial\n");
    let problem = bring_codes(&mut study, &file).unwrap_err();
    let advice = &problem.advice().unwrap().en;
    assert!(
        advice.starts_with("Perhaps \"kultur\" is meant. It stands in 2 rows."),
        "{advice}"
    );
}

/// What each person gave each row: codes joined by `+`, in the order of the units.
pub fn given(study: &Study, coder: &str) -> Vec<String> {
    let coder = freitext::survey::Coder {
        name: coder.into(),
        kind: freitext::survey::CoderKind::Person,
    };
    let wanted = Wanted {
        codebook: Some("felder"),
        coder: Some(&coder),
        ..Wanted::default()
    };
    let mut given = Vec::new();
    study
        .walk(&wanted, |unit| {
            given.push(match unit.decision.as_ref().holding().map(|said| &said.outcome) {
                Some(Outcome::Codes(codes)) => codes.join("+"),
                Some(outcome) => format!("{outcome:?}"),
                None => String::new(),
            });
            Ok(())
        })
        .expect("a walk");
    given
}

pub fn bring_coded(study: &mut Study, file: &Path, choices: Choices) -> Result<Imported> {
    let codebook = codebook();
    let codes = CodesOf {
        name: "felder",
        codebook: &codebook,
    };
    let choices = Choices {
        text: vec!["text".into()],
        ..choices
    };
    import(study, file, &choices, Some(codes), 0, &unwatched)
}

pub fn by(coder: Option<&str>, columns: &[&str]) -> CodedBy {
    CodedBy {
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        coder: coder.map(str::to_owned),
    }
}

#[test]
fn marks_under_the_names_of_codes_are_codings_however_they_are_written() {
    for (yes, no) in [
        ("1", "0"),
        ("x", ""),
        ("ja", "nein"),
        ("TRUE", "FALSE"),
        ("genannt", "nicht genannt"),
    ] {
        let desk = Desk::new();
        let mut study = desk.study();
        let table = format!(
            "id,text,k_kultur,k_Sozial\n1,Kurse,{yes},{yes}\n2,Feste,{no},{yes}\n3,Rat,{no},{no}\n4,Tat,,\n"
        );
        let file = desk.file("a.csv", table);
        let choices = Choices {
            codings: vec![by(Some("Eva"), &["k_*"])],
            ..Choices::default()
        };
        bring_coded(&mut study, &file, choices).unwrap();
        // Where nobody wrote that a code was not given, nobody has looked.
        let looked = if no.is_empty() { "" } else { "NoneFits" };
        assert_eq!(
            given(&study, "Eva"),
            ["kultur+sozial", "sozial", looked, ""],
            "{yes}"
        );
        assert!(study.background_names().unwrap().is_empty());
    }
}

#[test]
fn numbers_of_codes_stand_in_several_columns_and_lists_in_other_marks() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file(
        "a.csv",
        "id;text;code1;code2;liste\n1;Kurse;2;1;K, S\n2;Feste;1;;sozial\n3;Rat;;;\n",
    );
    let choices = Choices {
        codings: vec![by(Some("Eva"), &["code"]), by(Some("Uwe"), &["liste"])],
        ..Choices::default()
    };
    let done = bring_coded(&mut study, &file, choices).unwrap();
    assert_eq!(done.decisions, 4);
    assert_eq!(given(&study, "Eva"), ["kultur+sozial", "kultur", ""]);
    assert_eq!(given(&study, "Uwe"), ["kultur+sozial", "sozial", ""]);
}

#[test]
fn marks_under_a_heading_that_is_no_code_are_refused() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file("a.csv", "id,text,k_kultur,k_bau\n1,Kurse,1,0\n2,Rat,0,1\n");
    let choices = Choices {
        codings: vec![by(Some("Eva"), &["k_*"])],
        ..Choices::default()
    };
    let problem = bring_coded(&mut study, &file, choices).unwrap_err();
    assert!(
        problem
            .what()
            .de
            .starts_with("In der Spalte »k_bau« steht, ob ein Code vergeben ist")
    );
    assert_eq!(study.extent().unwrap().records, 0);
}
