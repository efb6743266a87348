//! Background columns as variables: their type is the narrowest that all values are of. Values are written as people are shown
//! them, by their labels: programs for qualitative analysis have no labels of values.

use crate::refi::{Guid, Variable, VariableType};
use crate::survey::Dictionary;

/// Types from the narrowest on; texts are what is left.
const TRIED: [VariableType; 4] = [
    VariableType::Integer,
    VariableType::Float,
    VariableType::Date,
    VariableType::DateTime,
];

/// The variables, while values are still coming.
pub(super) struct Variables {
    columns: Vec<Column>,
}

struct Column {
    variable: Variable,
    /// Types of [`TRIED`] that all values so far are of.
    fits: [bool; TRIED.len()],
    has_values: bool,
}

impl Variables {
    /// Of the columns `names`, in their order.
    pub fn of(names: &[String], dictionary: &Dictionary, space: Guid) -> Variables {
        let column = |name: &String| Column {
            variable: Variable {
                guid: space.of(&format!("variable {name}")),
                name: name.clone(),
                kind: VariableType::Text,
                description: dictionary
                    .variable(name)
                    .map_or_else(String::new, |known| known.label.clone()),
            },
            fits: [true; TRIED.len()],
            has_values: false,
        };
        Variables {
            columns: names.iter().map(column).collect(),
        }
    }

    /// The values of a record, by variable.
    pub fn values(&mut self, background: &[Option<String>]) -> Vec<(Guid, String)> {
        let cells = self.columns.iter_mut().zip(background);
        cells
            .filter_map(|(column, cell)| {
                let value = cell.as_deref().filter(|value| !value.is_empty())?;
                column.has_values = true;
                for (fits, kind) in column.fits.iter_mut().zip(TRIED) {
                    *fits = *fits && kind.holds(value) && is_itself(kind, value);
                }
                Some((column.variable.guid, value.to_owned()))
            })
            .collect()
    }

    /// The variables with their types.
    pub fn finish(self) -> Vec<Variable> {
        let typed = |column: Column| {
            let fitting = column.fits.iter().position(|fits| *fits);
            let kind = fitting.filter(|_| column.has_values).map(|at| TRIED[at]);
            Variable {
                kind: kind.unwrap_or_default(),
                ..column.variable
            }
        };
        self.columns.into_iter().map(typed).collect()
    }
}

/// Whether a program that reads the number writes the same text: `007` is a name, not a number.
fn is_itself(kind: VariableType, value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let whole = digits.split('.').next().unwrap_or_default();
    match kind {
        VariableType::Integer | VariableType::Float => {
            !value.starts_with('+') && (whole == "0" || !whole.starts_with('0')) && digits.len() <= 15
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_the_narrowest_that_hold_all_values() {
        let names: Vec<String> = ["n", "f", "d", "t", "plz", "leer", "gemischt"]
            .map(str::to_owned)
            .into();
        let mut variables = Variables::of(&names, &Dictionary::default(), Guid::FREITEXT);
        let row = |cells: [&str; 7]| cells.map(|cell| Some(cell.to_owned())).to_vec();
        let first = row(["1", "2", "2026-11-22", "2026-11-22T09:30:00", "01067", "", "1"]);
        assert_eq!(variables.values(&first).len(), 6);
        variables.values(&row([
            "-20",
            "2.5",
            "1999-01-01",
            "1999-01-01T00:00:00",
            "20095",
            "",
            "zwei",
        ]));
        let kinds: Vec<VariableType> = variables.finish().iter().map(|variable| variable.kind).collect();
        use VariableType::{Date, DateTime, Float, Integer, Text};
        assert_eq!(kinds, [Integer, Float, Date, DateTime, Text, Text, Text]);
    }
}
