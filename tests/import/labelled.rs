//! Files of statistics programs: values stay what they are, people are shown their labels.

use freitext::codebook::Codebook;
use freitext::import::{CodesOf, Role, recognise};
use freitext::problem::unwatched;
use freitext::statfile::{Column, Frame, dta, sav};
use freitext::survey::{Dictionary, Measure, UserMissing, Value, Variable, VariableKind};
use freitext::tables::items::{Asked, items};
use freitext::tables::{Selection, count};

use super::*;

const CODEBOOK: &str = "format = 1\ntitle = \"T\"\nversion = \"1\"\nlanguage = \"de\"\n\
    [[code]]\nid = \"kultur\"\nvalue = 1\nlabel = \"K\"\n";
/// Question texts as researchers write them.
const QUESTION: &str = "Welche Maßnahmen wünschen Sie sich?";

fn numbers(name: &str, label: &str, labels: &[(f64, &str)]) -> Variable {
    Variable {
        labels: labels
            .iter()
            .map(|(value, label)| (Value::Number(*value), (*label).to_owned()))
            .collect(),
        measure: Measure::Nominal,
        ..Variable::new(name, VariableKind::Number).labelled(label)
    }
}

/// A file as SPSS would save it: an id, a scale of which the poles have labels, a value that means missing, a date, a number
/// that is a text, and answers.
fn frame() -> Frame {
    let variables = vec![
        numbers("lfdn", "", &[]),
        numbers(
            "wohnen",
            "Wo wohnen Sie?",
            &[(1.0, "Stadt"), (2.0, "Umland"), (3.0, "Dorf")],
        ),
        Variable {
            missing: UserMissing {
                values: vec![Value::Number(9.0)],
                range: None,
            },
            ..numbers(
                "zufrieden",
                "Wie zufrieden sind Sie?",
                &[(1.0, "gar nicht"), (5.0, "sehr"), (9.0, "keine Angabe")],
            )
        },
        Variable::new("tag", VariableKind::Date),
        Variable::new("plz", VariableKind::Text).labelled("Postleitzahl"),
        Variable {
            missing: UserMissing {
                values: vec![Value::Text("-99".into())],
                range: None,
            },
            ..Variable::new("f5", VariableKind::Text).labelled(QUESTION)
        },
    ];
    let day = 20_604.0 * 86_400.0;
    let texts = |texts: [&str; 4]| Column::Texts(texts.map(str::to_owned).into());
    Frame {
        dictionary: Dictionary {
            label: "Befragung".into(),
            variables,
            ..Dictionary::default()
        },
        columns: vec![
            Column::Numbers(vec![Some(1.0), Some(2.0), Some(3.0), Some(4.0)]),
            Column::Numbers(vec![Some(3.0), Some(1.0), Some(2.0), None]),
            Column::Numbers(vec![Some(5.0), Some(1.0), Some(9.0), Some(3.0)]),
            Column::Numbers(vec![Some(day), None, Some(-day), Some(0.0)]),
            texts(["01099", " 7", "", "22765"]),
            texts([
                "Mehr Bänke und Bäume im Park",
                "-99",
                "",
                "Ein Fest für alle im Quartier",
            ]),
        ],
    }
}

fn file(desk: &Desk, name: &str, frame: &Frame) -> PathBuf {
    let mut bytes = Vec::new();
    sav::write(frame, jiff::civil::date(2026, 11, 22).at(9, 0, 0, 0), &mut bytes).unwrap();
    desk.file(name, bytes)
}

fn bring_labelled(study: &mut Study, path: &Path) -> Imported {
    let codebook = Codebook::read(CODEBOOK, "felder").unwrap();
    let codes = CodesOf {
        name: "felder",
        codebook: &codebook,
    };
    import(study, path, &Choices::default(), Some(codes), 0, &unwatched).unwrap()
}

#[test]
fn values_stay_and_labels_are_kept_beside_them() {
    let desk = Desk::new();
    let mut study = desk.study();
    let path = file(&desk, "a.sav", &frame());
    let recognised = recognise(&path, &Choices::default(), None).unwrap();
    let roles: Vec<&Role> = recognised.columns.iter().map(|column| &column.role).collect();
    assert_eq!(*roles[0], Role::Id);
    assert!(matches!(roles[5], Role::Open { question, slot: 0 } if question == "f5"));
    assert!(
        roles[1..5].iter().all(|role| **role == Role::Background),
        "{roles:?}"
    );
    assert_eq!((recognised.kind, recognised.rows), ("sav", Some(4)));
    assert_eq!(recognised.columns[1].label, "Wo wohnen Sie?");
    assert_eq!(recognised.first_rows[0][1], "Dorf");
    assert!(
        recognised
            .say(freitext::words::Language::De)
            .contains("»Welche Maßnahmen wünschen Sie sich?«")
    );

    let done = bring_labelled(&mut study, &path);
    assert_eq!((done.records, done.answers, done.missing), (4, 2, 2));
    assert_eq!(study.questions().unwrap()[0].text, QUESTION);
    let said: Vec<String> = units(&study).into_iter().map(|(_, _, words)| words).collect();
    assert_eq!(
        said,
        [
            "Mehr Bänke und Bäume im Park",
            "<no_answer>",
            "<empty>",
            "Ein Fest für alle im Quartier"
        ]
    );

    // Each cell of the file reads back from the study, and each label.
    let (frame, _) = sav::read(&std::fs::read(&path).unwrap(), None).unwrap();
    let dictionary = study.dictionary().unwrap();
    assert_eq!(dictionary.variables, frame.dictionary.variables);
    assert_eq!(dictionary.label, "Befragung");
    let names = study.background_names().unwrap();
    assert_eq!(names, ["wohnen", "zufrieden", "tag", "plz"]);
    let mut rows = Vec::new();
    each(&study, |unit| rows.push(unit.background.clone()));
    for (place, name) in names.iter().enumerate() {
        let variable = dictionary.variable(name).unwrap();
        let at = frame
            .dictionary
            .variables
            .iter()
            .position(|known| known.name == *name)
            .unwrap();
        for (row, cells) in rows.iter().enumerate() {
            let stored = cells
                .get(place)
                .cloned()
                .flatten()
                .map(|cell| variable.value(&cell));
            let there = match &frame.columns[at] {
                Column::Numbers(cells) => cells[row].map(Value::Number),
                Column::Texts(cells) => (!cells[row].is_empty()).then(|| Value::Text(cells[row].clone())),
            };
            assert_eq!(stored, there, "{name} {row}");
        }
    }
}

#[test]
fn a_stata_file_comes_in_the_same_way() {
    let desk = Desk::new();
    let mut study = desk.study();
    let mut bytes = Vec::new();
    dta::write(&frame(), &mut bytes, None).unwrap();
    let done = bring_labelled(&mut study, &desk.file("a.dta", bytes));
    // Texts of Stata have no values that mean missing: -99 is an answer there.
    assert_eq!((done.records, done.answers), (4, 3));
    assert_eq!(
        study.background_names().unwrap(),
        ["wohnen", "zufrieden", "tag", "plz"]
    );
    let dictionary = study.dictionary().unwrap();
    assert_eq!(
        dictionary.variables[1].labels,
        frame().dictionary.variables[1].labels
    );
    let mut rows = Vec::new();
    each(&study, |unit| rows.push(unit.background.clone()));
    let day = Some("2026-05-31".to_owned());
    assert_eq!(
        rows[0],
        [Some("3".into()), Some("5".into()), day, Some("01099".into())]
    );
}

#[test]
fn tables_show_labels_in_the_order_of_the_scale_and_no_missing_values() {
    let desk = Desk::new();
    let mut study = desk.study();
    bring_labelled(&mut study, &file(&desk, "a.sav", &frame()));
    let groups = |column: &str| -> Vec<Option<String>> {
        let selection = Selection {
            by: vec![column.into()],
            ..Selection::default()
        };
        let counted = count(&study, &selection).unwrap();
        counted.questions[0].1[1].groups.clone()
    };
    let shown = |names: &[Option<&str>]| -> Vec<Option<String>> {
        names.iter().map(|name| name.map(str::to_owned)).collect()
    };
    assert_eq!(
        groups("wohnen"),
        shown(&[Some("Stadt"), Some("Umland"), Some("Dorf"), None])
    );
    assert_eq!(
        groups("zufrieden"),
        shown(&[Some("gar nicht"), Some("3"), Some("sehr"), None])
    );

    let asked = Asked {
        columns: vec!["zufrieden".into()],
        by: Some("wohnen".into()),
        ..Asked::default()
    };
    let items = items(&study, &asked).unwrap();
    let steps: Vec<(f64, &str)> = items
        .steps
        .iter()
        .map(|step| (step.value, &*step.label))
        .collect();
    assert_eq!(
        steps,
        [(1.0, "gar nicht"), (2.0, ""), (3.0, ""), (4.0, ""), (5.0, "sehr")]
    );
    assert_eq!(
        items.items[0].total.missing,
        [(freitext::survey::Missing::NoAnswer, 1)]
    );
    assert_eq!(
        items.groups,
        shown(&[Some("Stadt"), Some("Umland"), Some("Dorf"), None])
    );
}

#[test]
fn a_further_file_adds_what_is_new_and_says_what_differs() {
    let desk = Desk::new();
    let mut study = desk.study();
    bring_labelled(&mut study, &file(&desk, "a.sav", &frame()));
    let again = bring_labelled(&mut study, &file(&desk, "a.sav", &frame()));
    assert_eq!(
        (again.records, again.changed, again.changed_background),
        (0, 0, 0)
    );

    let mut later = frame();
    later.dictionary.variables[1].labels[2].1 = "Land".into();
    later.dictionary.variables[1]
        .labels
        .push((Value::Number(4.0), "Insel".into()));
    later
        .dictionary
        .variables
        .push(numbers("neu", "Neu?", &[(1.0, "ja")]));
    later.columns.push(Column::Numbers(vec![Some(1.0); 4]));
    let Column::Numbers(ids) = &mut later.columns[0] else {
        panic!("ids are numbers");
    };
    ids[3] = Some(5.0);
    let done = bring_labelled(&mut study, &file(&desk, "b.sav", &later));
    assert_eq!((done.records, done.filled_background), (1, 3));
    let said: Vec<&str> = done.notices.iter().map(|notice| &*notice.what.de).collect();
    assert!(
        said.iter().any(|said| said.contains("3 = »Land« (gilt: »Dorf«)")),
        "{said:?}"
    );
    let dictionary = study.dictionary().unwrap();
    let labels: Vec<&str> = dictionary.variables[1]
        .labels
        .iter()
        .map(|(_, label)| &**label)
        .collect();
    assert_eq!(labels, ["Stadt", "Umland", "Dorf", "Insel"]);
    assert_eq!(dictionary.variables.last().unwrap().name, "neu");
}
