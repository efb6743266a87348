//! Cells of numbers and value labels of a file → a variable and its column.

use std::collections::{BTreeSet, HashMap};

use crate::statfile::Column;
use crate::survey::{Value, Variable, VariableKind};

use super::moment::Clock;
use super::number::{Cell, missing_of_label};
use super::reasons::{number_of, shown};

/// The texts behind numbers, by the number as the file has it: `1`, `.a`.
pub(super) type TextsBehind = HashMap<String, String>;

/// Out of the characteristic that holds them.
pub(super) fn texts_behind(json: &str) -> Option<TextsBehind> {
    let pairs: Vec<(String, String)> = serde_json::from_str(json).ok()?;
    Some(pairs.into_iter().collect())
}

/// `letters` gathers what the missing values became.
pub(super) fn numbers(
    mut variable: Variable,
    format: &str,
    cells: Vec<Cell>,
    labels: &[(i32, String)],
    codes: Option<&TextsBehind>,
    letters: &mut BTreeSet<String>,
) -> (Variable, Column) {
    let labels: Vec<(Cell, &String)> = labels
        .iter()
        .map(|(value, label)| match missing_of_label(*value) {
            Some(letter) => (Cell::Missing(letter), label),
            None => (Cell::Number(f64::from(*value)), label),
        })
        .filter(|(cell, _)| *cell != Cell::Missing(0))
        .collect();
    if let Some(codes) = codes
        && let Some(column) = texts(&mut variable, &cells, &labels, codes)
    {
        return (variable, column);
    }

    let clock = Clock::of_format(format);
    variable.kind = clock.kind();
    if clock == Clock::Number {
        variable.format = spss_format(format);
    }
    let all = || cells.iter().chain(labels.iter().map(|(cell, _)| cell));
    let others = all().filter_map(|cell| match cell {
        Cell::Number(number) => Some(clock.ours(*number)),
        Cell::Missing(_) => None,
    });
    let used: BTreeSet<u8> = all()
        .filter_map(|cell| match cell {
            Cell::Missing(letter) if *letter > 0 => Some(*letter),
            _ => None,
        })
        .collect();
    let stand_ins: HashMap<u8, f64> = used
        .iter()
        .map(|letter| (*letter, number_of(*letter, others.clone())))
        .collect();
    letters.extend(
        stand_ins
            .iter()
            .map(|(letter, number)| format!("{} → {number}", shown(*letter))),
    );

    let number = |cell: &Cell| match cell {
        Cell::Number(number) => Some(clock.ours(*number)),
        Cell::Missing(letter) => stand_ins.get(letter).copied(),
    };
    variable.missing.values = used
        .iter()
        .map(|letter| Value::Number(stand_ins[letter]))
        .collect();
    variable.labels = labels
        .iter()
        .filter_map(|(cell, label)| Some((Value::Number(number(cell)?), (*label).clone())))
        .collect();
    (variable, Column::Numbers(cells.iter().map(number).collect()))
}

/// The texts that were written as numbers; `None` where a cell is none of them.
fn texts(
    variable: &mut Variable,
    cells: &[Cell],
    labels: &[(Cell, &String)],
    codes: &TextsBehind,
) -> Option<Column> {
    let text = |cell: &Cell| match cell {
        Cell::Missing(0) => Some(String::new()),
        Cell::Missing(letter) => codes.get(&shown(*letter)).cloned(),
        Cell::Number(number) => codes.get(&number.to_string()).cloned(),
    };
    let texts: Vec<String> = cells.iter().map(text).collect::<Option<_>>()?;
    variable.kind = VariableKind::Text;
    for (cell, label) in labels {
        let Some(text) = text(cell) else { continue };
        if matches!(cell, Cell::Missing(_)) {
            variable.missing.values.push(Value::Text(text.clone()));
        }
        variable.labels.push((Value::Text(text), (*label).clone()));
    }
    Some(Column::Texts(texts))
}

/// `F9.2` of `%9.2f`; nothing where no decimals are fixed.
fn spss_format(format: &str) -> String {
    let inner = format.trim_start_matches(['%', '-', '0']).strip_suffix('f');
    let parts = inner.and_then(|inner| inner.split_once('.'));
    let numbers =
        parts.and_then(|(width, decimals)| Some((width.parse::<u8>().ok()?, decimals.parse::<u8>().ok()?)));
    match numbers {
        Some((width @ 1..=40, decimals @ 0..=16)) if decimals < width => format!("F{width}.{decimals}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_become_numbers_that_nothing_else_is() {
        let cells = vec![
            Cell::Number(1.0),
            Cell::Missing(0),
            Cell::Missing(2),
            Cell::Number(-902.0),
        ];
        let labels = [(1, "ja".to_owned()), (2_147_483_622, "weiß nicht".to_owned())];
        let mut letters = BTreeSet::new();
        let made = numbers(Variable::default(), "%9.2f", cells, &labels, None, &mut letters);
        let (variable, column) = made;
        assert_eq!(
            column,
            Column::Numbers(vec![Some(1.0), None, Some(-9002.0), Some(-902.0)])
        );
        assert_eq!(
            variable.missing.values,
            [Value::Number(-9001.0), Value::Number(-9002.0)]
        );
        assert_eq!(variable.labels[1], (Value::Number(-9001.0), "weiß nicht".into()));
        assert_eq!(variable.format, "F9.2");
        assert_eq!(Vec::from_iter(letters), [".a → -9001", ".b → -9002"]);
    }

    #[test]
    fn texts_come_back_where_every_number_has_one() {
        let codes = texts_behind(r#"[["1","A1"],[".a","-oth-"]]"#).unwrap();
        let labels = [(1, "gut".to_owned()), (2_147_483_622, "anderes".to_owned())];
        let read = |cells: Vec<Cell>| {
            numbers(
                Variable::default(),
                "%8.0g",
                cells,
                &labels,
                Some(&codes),
                &mut BTreeSet::new(),
            )
        };
        let (variable, column) = read(vec![Cell::Number(1.0), Cell::Missing(1), Cell::Missing(0)]);
        assert_eq!(
            column,
            Column::Texts(vec!["A1".into(), "-oth-".into(), String::new()])
        );
        assert_eq!(variable.missing.values, [Value::Text("-oth-".into())]);
        assert_eq!(variable.labels[0], (Value::Text("A1".into()), "gut".into()));
        let (variable, _) = read(vec![Cell::Number(2.0)]);
        assert_eq!(variable.kind, VariableKind::Number);
    }
}
