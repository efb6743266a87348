//! A frame made to fit SPSS: legal names, lengths in bytes, values of one type; and what had to be changed for it.

use super::SPSS_EPOCH;
use super::format::{self, Format};
use super::missing;
use super::sets::FittedSet;
use crate::problem::Notice;
use crate::statfile::names::{Names, Program};
use crate::statfile::texts::{clean, first_bytes};
use crate::statfile::{Column, Frame};
use crate::survey::{Measure, UserMissing, Value, Variable, VariableKind};

/// Longest text: at 32767 some readers lose the last byte.
pub const LONGEST_TEXT: usize = 32_766;
const LONGEST_LABEL: usize = 255;
const LONGEST_VALUE_LABEL: usize = 120;

/// What a cell takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::statfile) enum Storage {
    /// `shift` seconds are added: dates begin in 1582.
    Number { shift: f64 },
    /// Bytes of the widest text.
    Text { width: usize },
}

/// A variable that SPSS takes as it is. Values are those of the file: dates counted from 1582.
#[derive(Debug, Clone)]
pub(in crate::statfile) struct Fitted<'f> {
    pub name: String,
    pub label: String,
    pub storage: Storage,
    pub format: Format,
    pub measure: Measure,
    /// Each value once.
    pub labels: Vec<(Value, String)>,
    /// At most three values, or a range and one value.
    pub missing: UserMissing,
    pub column: &'f Column,
}

/// A frame that SPSS takes as it is.
#[derive(Debug, Clone)]
pub(in crate::statfile) struct Fit<'f> {
    pub variables: Vec<Fitted<'f>>,
    pub sets: Vec<FittedSet>,
    /// Number of the variable that weighs cases.
    pub weight: Option<usize>,
    pub rows: usize,
    pub notices: Vec<Notice>,
}

/// Makes a frame fit.
pub(in crate::statfile) fn fit(frame: &Frame) -> Fit<'_> {
    let known = &frame.dictionary.variables;
    let mut notices = Vec::new();
    let mut names = Names::new(Program::Spss);
    let mut variables = Vec::with_capacity(known.len());
    for (variable, column) in known.iter().zip(&frame.columns) {
        let name = names.own(&variable.name);
        if name != variable.name {
            let old = &variable.name;
            notices.push(
                Notice::new(
                    format!("Die Variable „{old}“ heißt in SPSS „{name}“: den Namen selbst erlaubt SPSS nicht."),
                    format!("The variable \"{old}\" is called \"{name}\" in SPSS, which does not take the name itself."),
                )
                .in_column(old),
            );
        }
        variables.push(fit_variable(variable, name, column, &mut notices));
    }
    let number = |name: &str| known.iter().position(|variable| variable.name == name);
    let weight = frame.dictionary.weight.as_deref().and_then(|name| {
        let weight = number(name).filter(|at| matches!(variables[*at].storage, Storage::Number { .. }));
        if weight.is_none() {
            notices.push(Notice::new(
                format!("Die Gewichtung nach „{name}“ steht nicht in der Datei: das ist keine ihrer Zahlenvariablen."),
                format!("The weighting by \"{name}\" is not in the file: that is none of its numeric variables."),
            ));
        }
        weight
    });
    let sets = super::sets::fit(&frame.dictionary, &variables, &mut notices);
    Fit {
        variables,
        sets,
        weight,
        rows: frame.columns.iter().map(Column::len).max().unwrap_or(0),
        notices,
    }
}

fn fit_variable<'f>(
    variable: &Variable,
    name: String,
    column: &'f Column,
    notices: &mut Vec<Notice>,
) -> Fitted<'f> {
    let mut say = |de: String, en: String| notices.push(Notice::new(de, en).in_column(&variable.name));
    let label = clean(&variable.label);
    let short = first_bytes(&label, LONGEST_LABEL);
    if short.len() < label.len() {
        say(
            format!("Das Variablenlabel ist in der SPSS-Datei auf {LONGEST_LABEL} Byte gekürzt."),
            format!("The variable label is cut to {LONGEST_LABEL} bytes in the SPSS file."),
        );
    }
    let label = short.to_owned();
    let said = Format::parse(&variable.format);
    let values = Values::of(variable, column);
    let (mut labels, mut cut_labels, mut left_out) = (Vec::new(), 0, 0);
    let mut seen = std::collections::HashSet::new();
    for (value, label) in &variable.labels {
        let value = values.fit(value, variable);
        let Some(value) = value.filter(|value| seen.insert(identity(value))) else {
            left_out += 1;
            continue;
        };
        let label = clean(label);
        let short = first_bytes(&label, LONGEST_VALUE_LABEL);
        cut_labels += usize::from(short.len() < label.len());
        labels.push((value, short.to_owned()));
    }
    if cut_labels > 0 {
        say(
            format!(
                "Wertelabels, die in der SPSS-Datei auf {LONGEST_VALUE_LABEL} Byte gekürzt sind: {cut_labels}."
            ),
            format!(
                "Value labels that are cut to {LONGEST_VALUE_LABEL} bytes in the SPSS file: {cut_labels}."
            ),
        );
    }
    if left_out > 0 {
        say(
            format!(
                "Wertelabels, die nicht in der SPSS-Datei stehen, weil ihr Wert nicht zur Variable passt oder schon ein \
                 Label hat: {left_out}."
            ),
            format!(
                "Value labels that are not in the SPSS file because their value does not fit the variable or has a label \
                 already: {left_out}."
            ),
        );
    }
    let wanted = UserMissing {
        values: variable
            .missing
            .values
            .iter()
            .filter_map(|value| values.fit(value, variable))
            .collect(),
        range: variable.missing.range,
    };
    let unfit = variable.missing.values.len() - wanted.values.len();
    let (missing, lost) = missing::fit(wanted, &labels, column, values.shift());
    if lost + unfit > 0 {
        say(
            format!(
                "Fehlende Werte, die in der SPSS-Datei gültig sind: {}. SPSS erlaubt drei Werte, oder einen Bereich und \
                 einen Wert, bei Texten von höchstens 8 Byte.",
                lost + unfit
            ),
            format!(
                "Missing values that are valid in the SPSS file: {}. SPSS takes three values, or a range and one value, \
                 and of texts no more than 8 bytes.",
                lost + unfit
            ),
        );
    }
    let (storage, format) = match column {
        Column::Numbers(numbers) => {
            let shift = values.shift();
            let unwritable = numbers.iter().flatten().filter(|number| !is_number(**number));
            let unwritable = unwritable.count();
            if unwritable > 0 {
                say(
                    format!(
                        "Zahlen, die SPSS nicht kennt (unendlich und dergleichen) und die dort fehlen: {unwritable}."
                    ),
                    format!(
                        "Numbers that SPSS does not know (infinite and the like) and that are missing there: {unwritable}."
                    ),
                );
            }
            let format = match (said, variable.kind) {
                (Some(format), kind) if format.is_printable() && format.kind() == kind => format,
                (_, VariableKind::Date) => Format::new(format::DATE, 11, 0),
                (_, VariableKind::DateTime) => Format::new(format::DATETIME, 20, 0),
                (_, VariableKind::Time) => Format::new(format::TIME, 8, 0),
                (Some(format), _) if format.is_printable() && format.kind() == VariableKind::Number => format,
                _ => format::of_numbers(numbers.iter().flatten().copied()),
            };
            (Storage::Number { shift }, format)
        }
        Column::Texts(texts) => {
            let (mut widest, mut too_long, mut unclean) = (1, 0, 0);
            for text in texts {
                let kept = clean(text);
                unclean += usize::from(kept.len() < text.len());
                too_long += usize::from(kept.len() > LONGEST_TEXT);
                widest = widest.max(kept.len());
            }
            if too_long > 0 {
                say(
                    format!("Texte, die in der SPSS-Datei auf {LONGEST_TEXT} Byte gekürzt sind: {too_long}."),
                    format!("Texts that are cut to {LONGEST_TEXT} bytes in the SPSS file: {too_long}."),
                );
            }
            if unclean > 0 {
                say(
                    format!("Texte, aus denen Steuerzeichen entfernt sind: {unclean}."),
                    format!("Texts from which control characters are removed: {unclean}."),
                );
            }
            let said = said.filter(|format| format.kind == format::A);
            let of_values = labels.iter().map(|(value, _)| value).chain(&missing.values);
            let of_values = of_values.map(|value| match value {
                Value::Text(text) => text.len(),
                Value::Number(_) => 0,
            });
            let width = widest
                .max(of_values.max().unwrap_or(0))
                .max(said.map_or(0, |format| usize::from(format.width)))
                .min(LONGEST_TEXT);
            (Storage::Text { width }, Format::new(format::A, width as u16, 0))
        }
    };
    Fitted {
        name,
        label,
        storage,
        format,
        measure: match storage {
            // SPSS knows no scale of texts.
            Storage::Text { .. } if variable.measure == Measure::Scale => Measure::Nominal,
            _ => variable.measure,
        },
        labels,
        missing,
        column,
    }
}

/// How values of a variable come into the type of its cells.
enum Values {
    Numbers { shift: f64 },
    Texts,
}

impl Values {
    fn of(variable: &Variable, column: &Column) -> Values {
        match column {
            Column::Texts(_) => Values::Texts,
            Column::Numbers(_) => Values::Numbers {
                shift: match variable.kind {
                    VariableKind::Date | VariableKind::DateTime => SPSS_EPOCH,
                    _ => 0.0,
                },
            },
        }
    }

    fn shift(&self) -> f64 {
        match self {
            Values::Numbers { shift } => *shift,
            Values::Texts => 0.0,
        }
    }

    fn fit(&self, value: &Value, variable: &Variable) -> Option<Value> {
        match (self, value) {
            (Values::Numbers { shift }, Value::Number(number)) => {
                is_number(*number).then(|| Value::Number(number + shift))
            }
            (Values::Numbers { .. }, Value::Text(text)) => match variable.value(text) {
                number @ Value::Number(_) => self.fit(&number, variable),
                Value::Text(_) => None,
            },
            (Values::Texts, Value::Text(text)) => {
                let text = clean(text);
                let text = text.trim_end_matches(' ');
                (text.len() <= LONGEST_TEXT).then(|| Value::Text(text.to_owned()))
            }
            (Values::Texts, Value::Number(_)) => Some(Value::Text(variable.stored(value))),
        }
    }
}

/// What tells values apart in a file.
fn identity(value: &Value) -> (u64, String) {
    match value {
        // Minus zero is zero.
        Value::Number(number) => ((number + 0.0).to_bits(), String::new()),
        Value::Text(text) => (0, text.clone()),
    }
}

/// Whether SPSS takes it for a number rather than for a missing cell.
pub fn is_number(number: f64) -> bool {
    number.is_finite() && number != super::SYSMIS
}
