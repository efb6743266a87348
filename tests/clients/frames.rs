//! Frames with everything that formats stumble over.

use freitext::statfile::{Column, Frame};
use freitext::survey::{Dictionary, ResponseSet, SetKind, UserMissing, Value, Variable, VariableKind};

/// Seconds from 1970 to 22 November 2026, counted in days of the calendar.
pub const DAY: f64 = 20_779.0 * 86_400.0;

pub fn number(number: f64) -> Value {
    Value::Number(number)
}

pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub fn labels(pairs: &[(f64, &str)]) -> Vec<(Value, String)> {
    pairs
        .iter()
        .map(|(value, label)| (number(*value), (*label).to_owned()))
        .collect()
}

/// Puts variables and their cells side by side.
#[derive(Default)]
pub struct Made(pub Frame);

impl Made {
    pub fn numbers(mut self, variable: Variable, cells: &[Option<f64>]) -> Made {
        self.0.dictionary.variables.push(variable);
        self.0.columns.push(Column::Numbers(cells.to_vec()));
        self
    }

    pub fn texts(mut self, variable: Variable, cells: &[&str]) -> Made {
        self.0.dictionary.variables.push(variable);
        let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
        self.0.columns.push(Column::Texts(cells));
        self
    }
}

/// Four cases of each kind of variable; every text and label is something that some program breaks at.
pub fn hard() -> Frame {
    use VariableKind::{Date, DateTime, Number, Text, Time};
    let of = |name: &str, kind| Variable::new(name, kind).labelled(format!("Label von {name}"));
    let long = "😀äöü ".repeat(6_000);
    let at_limit = format!("a{}", "ä".repeat(1022));
    let over_limit = format!("{at_limit}b");
    let mut made = Made(Frame {
        dictionary: Dictionary {
            label: "Maßnahmen für den Klimaschutz".into(),
            notes: vec!["Erste Notiz mit ß".into(), "Zweite Notiz 😀".into()],
            weight: Some("gewicht".into()),
            sets: vec![ResponseSet {
                name: "massnahmen".into(),
                label: "Maßnahmen".into(),
                kind: SetKind::Dichotomies(number(1.0)),
                members: vec!["m_rad".into(), "m_bus".into()],
            }],
            ..Dictionary::default()
        },
        ..Frame::default()
    })
    .numbers(of("id", Number), &[Some(1.0), Some(2.0), Some(3.0), Some(4.0)])
    .numbers(
        of("größe", Number),
        &[Some(0.1 + 0.2), Some(-1e300), None, Some(-0.5)],
    )
    .numbers(of("byte_", Number), &[Some(100.0), Some(-127.0), None, Some(0.0)])
    .numbers(
        of("int_", Number),
        &[Some(32_740.0), Some(-32_767.0), None, Some(101.0)],
    )
    .numbers(
        of("long_", Number),
        &[
            Some(2_147_483_620.0),
            Some(-2_147_483_647.0),
            None,
            Some(32_741.0),
        ],
    )
    .numbers(
        of("big", Number),
        &[
            Some(123_456_789_012_345.0),
            Some(2_147_483_621.0),
            None,
            Some(1.0),
        ],
    )
    .numbers(of("nothing", Number), &[None; 4])
    .numbers(
        Variable {
            labels: labels(&[
                (1.0, "stimme zu"),
                (2.0, "teils, teils"),
                (-9.0, "weiß nicht"),
                (-8.0, "verweigert"),
            ]),
            missing: UserMissing {
                values: vec![number(-9.0), number(-8.0)],
                range: None,
            },
            ..of("meinung", Number)
        },
        &[Some(1.0), Some(-9.0), Some(-8.0), Some(2.0)],
    )
    .texts(
        of("kurz", Text),
        &["Bäume", "", "ja \"nein\"", "Zeile 1\nZeile 2\r\n\tZeile 3"],
    )
    .texts(of("grenze", Text), &[&at_limit, "ß😀", "", "'; DROP"])
    .texts(of("ueber", Text), &[&over_limit, "kurz", "", "ende"])
    .texts(of("lang", Text), &[&long, "", "kurz", &long])
    .texts(of("steuer", Text), &["a\0b", "c\u{7}d", "eee", "fff"]);
    for (name, cells) in [("m_rad", [1.0, 0.0, 0.0, 1.0]), ("m_bus", [0.0, 0.0, 1.0, 1.0])] {
        let variable = Variable {
            labels: labels(&[(0.0, "nicht genannt"), (1.0, "genannt")]),
            ..of(name, Number)
        };
        made = made.numbers(variable, &cells.map(Some));
    }
    made.numbers(
        of("tag", Date),
        &[Some(DAY), Some(-86_400.0 * 4000.0), None, Some(0.0)],
    )
    .numbers(
        of("zeitpunkt", DateTime),
        &[Some(DAY + 34_200.5), Some(-0.5), None, Some(0.0)],
    )
    .numbers(
        of("uhrzeit", Time),
        &[Some(34_200.0), Some(0.0), None, Some(86_399.0)],
    )
    .numbers(of("gewicht", Number), &[Some(1.25), Some(0.75), None, Some(1.0)])
    .numbers(
        Variable {
            label: "ä".repeat(80),
            ..of("label80", Number)
        },
        &[Some(1.0); 4],
    )
    .0
}

/// As many variables as a frame of a large study has.
pub fn wide(variables: usize, rows: usize) -> Frame {
    let mut frame = Frame::default();
    for at in 0..variables {
        let variable = Variable {
            labels: labels(&[(0.0, "nein"), (1.0, "ja")]),
            ..Variable::new(format!("v{at}"), VariableKind::Number).labelled(format!("Variable {at}"))
        };
        frame.dictionary.variables.push(variable);
        let cells = (0..rows).map(|row| (row % 7 != 0).then_some(((row + at) % 2) as f64));
        frame.columns.push(Column::Numbers(cells.collect()));
    }
    frame
}
