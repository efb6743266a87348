//! Two frames of SPSS files that have to say the same, but for what a program between them changes by its nature.

use freitext::statfile::{Column, Frame};
use freitext::survey::{Measure, Variable};

/// What the second frame went through.
#[derive(PartialEq)]
pub enum Before {
    SameProgram,
    /// Syntax keeps no order of value labels, and no trace of line breaks.
    Syntax,
}

/// PSPP sorts value labels, guesses levels of measurement that nobody said, and begins documents with a date.
pub fn same(left: &Frame, right: &Frame, before: Before) {
    let plain = |frame: &Frame, variable: &Variable| {
        let mut variable = variable.clone();
        variable.labels.sort_by_key(|(value, _)| format!("{value:?}"));
        variable.missing.values.sort_by_key(|value| format!("{value:?}"));
        let known = frame
            .dictionary
            .variable(&variable.name)
            .map(|variable| variable.measure);
        if known == Some(Measure::Unknown) {
            variable.measure = Measure::Unknown;
        }
        variable
    };
    assert_eq!(left.dictionary.variables.len(), right.dictionary.variables.len());
    for (one, other) in left.dictionary.variables.iter().zip(&right.dictionary.variables) {
        assert_eq!(plain(left, one), plain(left, other));
    }
    let sets = |frame: &Frame| {
        let mut sets = frame.dictionary.sets.clone();
        sets.sort_by(|one, other| one.name.cmp(&other.name));
        sets
    };
    assert_eq!(sets(left), sets(right));
    assert_eq!(left.dictionary.weight, right.dictionary.weight);
    assert_eq!(left.dictionary.label, right.dictionary.label);
    for (at, (one, other)) in left.columns.iter().zip(&right.columns).enumerate() {
        let is_same = match (one, other) {
            (Column::Texts(one), Column::Texts(other)) if before == Before::Syntax => {
                let flat = |text: &String| {
                    text.replace("\r\n", " ")
                        .replace(['\n', '\r'], " ")
                        .trim_end()
                        .to_owned()
                };
                one.iter().map(flat).eq(other.iter().map(flat))
            }
            _ => one == other,
        };
        let name = &left.dictionary.variables[at].name;
        assert!(is_same, "{name}: {one:.300?}\n{other:.300?}");
    }
    if before == Before::SameProgram {
        assert_eq!(left.dictionary.notes, right.dictionary.notes);
    }
}
