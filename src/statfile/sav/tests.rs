//! Reading and writing against each other.

use jiff::civil::{DateTime, date};
use proptest::prelude::*;

use super::{read, write};
use crate::statfile::{Column, Frame};
use crate::survey::{Dictionary, Measure, ResponseSet, SetKind, UserMissing, Value, Variable, VariableKind};

fn moment() -> DateTime {
    date(2026, 11, 22).at(9, 5, 7, 0)
}

pub fn number(value: f64) -> Value {
    Value::Number(value)
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn of(name: &str, kind: VariableKind, format: &str) -> Variable {
    Variable {
        format: format.to_owned(),
        ..Variable::new(name, kind)
    }
}

/// Something of everything, as SPSS takes it.
pub fn small() -> Frame {
    let day = 20_779.0 * 86_400.0;
    let variables = vec![
        Variable {
            labels: vec![(number(1.0), "genannt".into()), (number(0.0), String::new())],
            missing: UserMissing {
                values: vec![number(-9.0)],
                range: Some((-f64::MAX, -95.5)),
            },
            measure: Measure::Nominal,
            ..of("Maßnahme_übrig", VariableKind::Number, "F8").labelled("Übrig: „ja“?")
        },
        Variable {
            missing: UserMissing {
                values: vec![number(day)],
                range: None,
            },
            measure: Measure::Scale,
            ..of("tag", VariableKind::Date, "EDATE10")
        },
        of("moment", VariableKind::DateTime, "DATETIME23.3"),
        of("zeit", VariableKind::Time, "TIME8"),
        Variable {
            labels: vec![(text("ü"), "Umlaut".into())],
            missing: UserMissing {
                values: vec![text("k. A."), text("x")],
                range: None,
            },
            ..of("kurz", VariableKind::Text, "A7")
        },
        Variable {
            labels: vec![(text("weiß nicht"), "weiß es nicht".into())],
            missing: UserMissing {
                values: vec![text("k. A."), text("ß")],
                range: None,
            },
            measure: Measure::Ordinal,
            ..of("lang_und_Ä", VariableKind::Text, "A12")
        },
        of("sehr_lang", VariableKind::Text, "A600").labelled("Was noch?"),
        of("MASSNA0", VariableKind::Number, "F8.2"),
    ];
    let texts = |cells: [&str; 3]| Column::Texts(cells.map(str::to_owned).to_vec());
    Frame {
        dictionary: Dictionary {
            label: "Befragung in Köln".into(),
            variables,
            sets: vec![
                ResponseSet {
                    name: "sets_ä".into(),
                    label: "Maßnahmen".into(),
                    kind: SetKind::Dichotomies(number(1.0)),
                    members: vec!["MASSNA0".into(), "Maßnahme_übrig".into()],
                },
                ResponseSet {
                    name: "t".into(),
                    label: String::new(),
                    kind: SetKind::Categories,
                    members: vec!["kurz".into(), "sehr_lang".into()],
                },
            ],
            notes: vec!["Erste Zeile über alles".into(), String::new(), "dritte".into()],
            weight: Some("MASSNA0".into()),
        },
        columns: vec![
            Column::Numbers(vec![Some(1.0), None, Some(-9.0)]),
            Column::Numbers(vec![Some(day), Some(-day), None]),
            Column::Numbers(vec![Some(day + 34_200.123), Some(-0.5), Some(0.0)]),
            Column::Numbers(vec![Some(34_200.0), Some(90_000.0), Some(0.25)]),
            texts(["ü", "", "k. A."]),
            texts(["weiß nicht", "  ein\nAb", "ß"]),
            texts([&"äb".repeat(200), "", &format!("{}ü", "x".repeat(253))]),
            Column::Numbers(vec![Some(0.1 + 0.2), Some(-99.0), Some(151.0)]),
        ],
    }
}

pub fn written(frame: &Frame) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(frame, moment(), &mut bytes).unwrap();
    bytes
}

#[test]
fn what_spss_takes_reads_back_the_same() {
    let frame = small();
    let mut bytes = Vec::new();
    assert_eq!(write(&frame, moment(), &mut bytes).unwrap(), []);
    let (back, notices) = read(&bytes, None).unwrap();
    assert_eq!(notices, []);
    assert_eq!(back, frame);
    assert_eq!(&bytes[92..109], b"22 Nov 2609:05:07");
}

#[test]
fn what_spss_does_not_take_is_changed_and_said() {
    let letters = "ü".repeat(200);
    let frame = Frame {
        dictionary: Dictionary {
            label: letters.clone(),
            variables: vec![
                Variable {
                    label: letters.clone(),
                    labels: vec![
                        (number(1.0), letters.clone()),
                        (number(1.0), "noch einmal".into()),
                        (text("2"), "zwei".into()),
                        (text("drei"), "drei".into()),
                    ],
                    ..Variable::new("Q1[SQ001]", VariableKind::Number)
                },
                Variable::new("q1_sq001_", VariableKind::Text),
            ],
            sets: vec![ResponseSet {
                name: "eins".into(),
                label: String::new(),
                kind: SetKind::Categories,
                members: vec!["q1_sq001_".into()],
            }],
            weight: Some("q1_sq001_".into()),
            ..Dictionary::default()
        },
        columns: vec![
            Column::Numbers(vec![Some(f64::INFINITY), Some(f64::NAN), Some(2.5)]),
            Column::Texts(vec!["a\0b\u{1}c\n".into(), "ü".repeat(20_000), String::new()]),
        ],
    };
    let mut bytes = Vec::new();
    let notices = write(&frame, moment(), &mut bytes).unwrap();
    assert_eq!(notices.len(), 11, "{notices:#?}");
    let (back, notices) = read(&bytes, None).unwrap();
    assert_eq!(notices, []);
    let [first, second] = &back.dictionary.variables[..] else {
        panic!()
    };
    assert_eq!(first.name, "Q1_SQ001_");
    // The rule of all programs: a mark that depends on the name alone.
    assert!(second.name.starts_with("q1_sq001_") && second.name.len() == 13);
    assert_eq!(first.label, "ü".repeat(127));
    assert_eq!(
        first.labels,
        [(number(1.0), "ü".repeat(60)), (number(2.0), "zwei".into())]
    );
    assert_eq!(first.format, "F8.1");
    assert_eq!(back.dictionary.label, "ü".repeat(30));
    assert_eq!(back.dictionary.sets, []);
    assert_eq!(back.columns[0], Column::Numbers(vec![None, None, Some(2.5)]));
    let texts = ["abc\n".into(), "ü".repeat(16_383), String::new()];
    assert_eq!(back.columns[1], Column::Texts(texts.to_vec()));
}

fn any_text(longest: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![
            Just("a"),
            Just("ü"),
            Just("€"),
            Just("😀"),
            Just(" "),
            Just("\n"),
            Just("xyz")
        ],
        0..longest,
    )
    .prop_map(|parts| parts.concat().trim_end_matches(' ').to_owned())
}

fn any_number() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        1 => Just(None),
        4 => (-120..200_i32).prop_map(|number| Some(f64::from(number))),
        2 => any::<f64>().prop_map(|number| Some(number).filter(|number| number.is_finite())),
    ]
}

fn any_column(rows: usize) -> impl Strategy<Value = (Variable, Column)> {
    let numbers = prop::collection::vec(any_number(), rows)
        .prop_map(|cells| (Variable::new("", VariableKind::Number), Column::Numbers(cells)));
    let texts = prop_oneof![Just(2), Just(12), Just(140), Just(400)]
        .prop_flat_map(move |longest| prop::collection::vec(any_text(longest), rows))
        .prop_map(|cells| (Variable::new("", VariableKind::Text), Column::Texts(cells)));
    let labels = prop::collection::vec((any_number(), any_text(50)), 0..4);
    (prop_oneof![numbers, texts], any_text(100), any_text(90), labels).prop_map(
        |((variable, column), name, label, labels)| {
            let value = |number: Option<f64>| number.map(Value::Number);
            let values = labels.iter().filter_map(|(number_, _)| value(*number_));
            let variable = Variable {
                name,
                label,
                missing: UserMissing {
                    values: values.clone().collect(),
                    range: None,
                },
                labels: labels
                    .iter()
                    .filter_map(|(of, label)| Some((value(*of)?, label.clone())))
                    .collect(),
                ..variable
            };
            (variable, column)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cells_read_back_and_a_frame_that_was_read_is_written_as_it_was(
        columns in (0..12_usize).prop_flat_map(|rows| prop::collection::vec(any_column(rows), 1..6))
    ) {
        let (variables, columns): (Vec<Variable>, Vec<Column>) = columns.into_iter().unzip();
        let members: Vec<String> = variables.iter().map(|variable| variable.name.clone()).collect();
        let set = |name: &str, kind| ResponseSet { name: name.into(), label: "ü".into(), kind, members: members.clone() };
        let sets = vec![set("a", SetKind::Categories), set("b", SetKind::Dichotomies(number(1.0)))];
        let frame = Frame { dictionary: Dictionary { variables, sets, ..Dictionary::default() }, columns };
        let bytes = written(&frame);
        let (back, notices) = read(&bytes, None).unwrap();
        prop_assert_eq!(notices, vec![]);
        prop_assert_eq!(&back.columns, &frame.columns);
        prop_assert_eq!(written(&back), bytes);
    }
}
