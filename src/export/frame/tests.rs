//! Data sets of small studies.

use super::*;
use crate::problem::unwatched;
use crate::statfile::Column;
use crate::study::Study;
use crate::survey::{
    Dictionary, Measure, Outcome, ResponseSet, SetKind, UserMissing, Value, Variable, VariableKind,
};
use crate::tables::fixture::{CODEBOOK, Coded, Fixture, row, study};

pub(super) fn set_of(study: &Study, options: &Options, rows: Rows) -> DataSet {
    let from = Reading::of(study, options, 1, &unwatched).unwrap();
    data_set(&from, rows).unwrap()
}

pub(super) fn names(set: &DataSet) -> String {
    let names: Vec<&str> = set
        .frame
        .dictionary
        .variables
        .iter()
        .map(|variable| variable.name.as_str())
        .collect();
    names.join(" ")
}

/// The cells of a variable, empty ones as "".
pub(super) fn cells(set: &DataSet, name: &str) -> Vec<String> {
    let at = set
        .frame
        .dictionary
        .variables
        .iter()
        .position(|variable| variable.name == name)
        .unwrap_or_else(|| panic!("no {name} in {}", names(set)));
    match &set.frame.columns[at] {
        Column::Texts(cells) => cells.clone(),
        Column::Numbers(cells) => cells
            .iter()
            .map(|cell| cell.map(|number| number.to_string()).unwrap_or_default())
            .collect(),
    }
}

pub(super) fn variable<'s>(set: &'s DataSet, name: &str) -> &'s Variable {
    set.frame.dictionary.variable(name).unwrap()
}

/// By Anna and Bert, suggested, none fits, not codable, missing twice.
fn mixed() -> Fixture {
    study(
        CODEBOOK,
        &["amt", "b", "plz", "leer"],
        &[
            row("1", &["1", "x", "01067"], "Bau und Beratung", Coded::By("b|a1")),
            row(
                "2",
                &["2", "", "20095"],
                "Bau",
                Coded::Suggested(&[("b", 0, "Bau")]),
            ),
            row("3", &["1.5", "", "80331"], "k. A.", Coded::Not),
            row(
                "4",
                &["", "", ""],
                "anders\u{1}\u{0}",
                Coded::Decided(Outcome::NoneFits),
            ),
            row("5", &["-3", "", ""], "asdf", Coded::Decided(Outcome::NotCodable)),
            row("6", &["4", "", ""], "", Coded::Not),
            row("7", &["4", "", ""], "Rat", Coded::ByBert("a1")),
        ],
    )
}

#[test]
fn what_came_in_stands_first_under_its_own_names() {
    let fixture = mixed();
    let set = set_of(&fixture.study, &Options::default(), Rows::Units);
    let all = names(&set);
    let (came, ours) = all.split_once(" unit ").unwrap();
    assert_eq!(came, "record amt b plz leer text");
    // "b" has come in, so the code b bears a mark.
    let ours: Vec<&str> = ours.split(' ').collect();
    assert_eq!(ours[..5], ["missing", "status", "a", "a1", "a2"]);
    assert!(ours[5].starts_with("b_") && ours[5].len() == 6, "{ours:?}");
    assert_eq!(ours[6..], ["code1", "code2"]);
    assert_eq!((set.came_in, set.id), (6, Some(0)));
    assert_eq!(cells(&set, "record"), ["1", "2", "3", "4", "5", "6", "7"]);
    assert_eq!(cells(&set, "text")[2], "k. A.");
}

#[test]
fn a_column_is_one_of_numbers_if_each_reads_back_as_it_was_written() {
    let fixture = mixed();
    let set = set_of(&fixture.study, &Options::default(), Rows::Units);
    let kind = |name: &str| variable(&set, name).kind;
    assert_eq!(kind("amt"), VariableKind::Number);
    assert_eq!(cells(&set, "amt"), ["1", "2", "1.5", "", "-3", "4", "4"]);
    assert_eq!(kind("plz"), VariableKind::Text, "01067 would lose its zero");
    assert_eq!(cells(&set, "plz")[..3], ["01067", "20095", "80331"]);
    assert_eq!(kind("leer"), VariableKind::Text);
}

#[test]
fn control_characters_are_taken_out_and_it_is_said() {
    let fixture = mixed();
    let set = set_of(&fixture.study, &Options::default(), Rows::Units);
    assert_eq!(cells(&set, "text")[3], "anders");
    let said = set
        .notices
        .iter()
        .find(|notice| notice.place.column.as_deref() == Some("text"));
    assert!(said.unwrap().what.de.ends_with("Zellen: 1."), "{said:?}");
}

#[test]
fn codes_are_0_and_1_or_say_why_it_is_not_known() {
    let fixture = mixed();
    let set = set_of(&fixture.study, &Options::default(), Rows::Units);
    // -12 no answer, -5 not codable, -16 empty.
    assert_eq!(cells(&set, "a1"), ["1", "0", "-12", "0", "-5", "-16", "1"]);
    assert_eq!(cells(&set, "status"), ["1", "4", "-12", "3", "-5", "-16", "1"]);
    assert_eq!(cells(&set, "missing"), ["", "", "-12", "", "", "-16", ""]);
    // Values of CODEBOOK: a1 = 2, b = 4; -6: valid without a code.
    let value = |id: &str| {
        fixture.study.codebooks().unwrap()[0]
            .codebook
            .code(id)
            .unwrap()
            .value
            .to_string()
    };
    let (a1, b) = (value("a1"), value("b"));
    assert_eq!(cells(&set, "code1"), [&a1, &b, "-12", "-6", "-5", "-16", &a1]);
    assert_eq!(cells(&set, "code2"), [&b, "", "", "", "", "", ""]);
    let code = variable(&set, "a1");
    assert_eq!(code.missing.range, Some((-17.0, -1.0)));
    assert_eq!(code.label_of(&Value::Number(1.0)), Some("genannt"));
    assert_eq!(
        code.label_of(&Value::Number(-12.0)),
        Some("fehlend: keine Angabe")
    );
    assert_eq!(code.measure, Measure::Nominal);
    assert_eq!(
        variable(&set, "code1").label_of(&Value::Number(-6.0)),
        Some("kein Code")
    );
}

#[test]
fn sets_lie_over_the_codes() {
    let fixture = mixed();
    let set = set_of(&fixture.study, &Options::default(), Rows::Records);
    let sets = &set.frame.dictionary.sets;
    let told: Vec<(&str, usize)> = sets
        .iter()
        .map(|set| (set.name.as_str(), set.members.len()))
        .collect();
    assert_eq!(told, [("text_md", 4), ("text_mc", 2)]);
    assert_eq!(sets[0].kind, SetKind::Dichotomies(Value::Number(1.0)));
    assert_eq!(sets[0].members, ["text_a", "text_a1", "text_a2", "text_b"]);
    assert_eq!(
        (&sets[1].kind, &sets[1].members[1][..]),
        (&SetKind::Categories, "text_code2")
    );
}

#[test]
fn codings_can_be_chosen() {
    let fixture = mixed();
    let of = |which| {
        let options = Options {
            which,
            ..Options::default()
        };
        set_of(&fixture.study, &options, Rows::Records)
    };
    let decided = of(Which::Final);
    assert_eq!(
        cells(&decided, "text_b"),
        ["1", "-1", "-12", "0", "-5", "-16", "0"]
    );
    let suggested = of(Which::Suggested);
    assert_eq!(
        cells(&suggested, "text_b"),
        ["0", "1", "-12", "0", "0", "-16", "0"]
    );
    let each = of(Which::EachCoder);
    assert_eq!(cells(&each, "text_b"), ["1", "1", "-12", "0", "-5", "-16", "0"]);
    assert_eq!(
        cells(&each, "text_b_Anna"),
        ["1", "-1", "-12", "0", "-5", "-16", "-1"]
    );
    assert_eq!(
        cells(&each, "text_a1_Bert"),
        ["-1", "-1", "-12", "-1", "-1", "-16", "1"]
    );
    assert!(variable(&each, "text_a1_Bert").label.ends_with(" (Bert)"));
    let sets: Vec<&str> = each
        .frame
        .dictionary
        .sets
        .iter()
        .map(|set| set.name.as_str())
        .collect();
    assert_eq!(
        sets,
        [
            "text_md",
            "text_mc",
            "text_md_Anna",
            "text_mc_Anna",
            "text_md_Bert"
        ]
    );
}

#[test]
fn a_dictionary_that_came_in_goes_out_again() {
    let mut fixture = mixed();
    let dictionary = Dictionary {
        label: "Umfrage 2023".into(),
        variables: vec![
            Variable {
                measure: Measure::Ordinal,
                labels: vec![(Value::Number(1.0), "klein".into())],
                missing: UserMissing {
                    values: vec![Value::Number(-3.0)],
                    range: None,
                },
                format: "F4.1".into(),
                ..Variable::new("amt", VariableKind::Number).labelled("Größe des Amts")
            },
            Variable::new("plz", VariableKind::Text).labelled("Postleitzahl"),
            Variable {
                labels: vec![(Value::Number(7.0), "sieben".into())],
                ..Variable::new("b", VariableKind::Number)
            },
        ],
        sets: vec![
            ResponseSet {
                name: "s".into(),
                label: "Set".into(),
                kind: SetKind::Categories,
                members: vec!["amt".into(), "plz".into()],
            },
            ResponseSet {
                name: "weg".into(),
                label: String::new(),
                kind: SetKind::Categories,
                members: vec!["amt".into(), "fort".into()],
            },
        ],
        notes: vec!["Erhoben 2023".into()],
        weight: Some("amt".into()),
    };
    fixture
        .study
        .change(|change| change.keep_dictionary(&dictionary, 0))
        .unwrap();
    let set = set_of(&fixture.study, &Options::default(), Rows::Records);
    assert_eq!(variable(&set, "amt"), &dictionary.variables[0]);
    assert_eq!(variable(&set, "plz"), &dictionary.variables[1]);
    let text = variable(&set, "b");
    assert_eq!(text.kind, VariableKind::Text, "x is no number");
    assert_eq!(text.labels, [(Value::Text("7".into()), "sieben".to_owned())]);
    let own = &set.frame.dictionary;
    assert_eq!(
        (&own.label[..], own.weight.as_deref()),
        ("Umfrage 2023", Some("amt"))
    );
    assert_eq!((&own.sets[0], own.sets.len()), (&dictionary.sets[0], 3));
    assert!(set.notices.iter().any(|notice| notice.what.en.contains("“weg”")));
    assert_eq!(own.notes[0], "Erhoben 2023");
    assert!(own.notes[1].starts_with("Kodierleitfaden: "), "{:?}", own.notes);
}
