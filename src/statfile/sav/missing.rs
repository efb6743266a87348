//! Missing values as SPSS takes them: three values, or a range and one value.

use std::collections::HashMap;

use super::fit::is_number;
use super::{HIGHEST, LOWEST};
use crate::statfile::Column;
use crate::survey::{UserMissing, Value};

const MOST_VALUES: usize = 3;
/// Bytes of a text that may stand for a missing answer.
const LONGEST_TEXT: usize = 8;

/// As much of the missing values as SPSS takes, and how many it does not. `wanted`: its values fit the cells, dates among
/// them counted with `shift` added; the range is not shifted yet. Several values become a range where nothing else lies in
/// it; where some have to go, those that occur stay.
pub fn fit(
    wanted: UserMissing,
    labels: &[(Value, String)],
    column: &Column,
    shift: f64,
) -> (UserMissing, usize) {
    let mut values: Vec<Value> = Vec::new();
    for value in wanted.values {
        if !values.contains(&value) {
            values.push(value);
        }
    }
    match column {
        Column::Texts(cells) => {
            let range = usize::from(wanted.range.is_some());
            let before = values.len();
            values.retain(|value| matches!(value, Value::Text(text) if text.len() <= LONGEST_TEXT));
            let too_long = before - values.len();
            let many = values.len().saturating_sub(MOST_VALUES);
            if many > 0 {
                let mut times: HashMap<&str, usize> = HashMap::new();
                for cell in cells {
                    *times.entry(cell.as_str()).or_default() += 1;
                }
                values.sort_by_key(|value| match value {
                    Value::Text(text) => std::cmp::Reverse(times.get(text.as_str()).copied().unwrap_or(0)),
                    Value::Number(_) => std::cmp::Reverse(0),
                });
                values.truncate(MOST_VALUES);
            }
            let missing = UserMissing { values, range: None };
            (missing, range + too_long + many)
        }
        Column::Numbers(cells) => {
            let numbers: Vec<f64> = values.iter().filter_map(number).collect();
            let cells = || cells.iter().flatten().filter(|cell| is_number(**cell));
            let shifted = |cell: f64| cell + shift;
            let range = wanted.range.and_then(|ends| range(ends, shift));
            let unusable = usize::from(wanted.range.is_some() && range.is_none());
            let (mut numbers, most) = match range {
                Some((low, high)) => {
                    let outside = |number: &f64| *number < low || *number > high;
                    (numbers.into_iter().filter(outside).collect(), 1)
                }
                None => (numbers, MOST_VALUES),
            };
            if numbers.len() <= most {
                let missing = UserMissing {
                    values: numbers.into_iter().map(Value::Number).collect(),
                    range,
                };
                return (missing, unusable);
            }
            if range.is_none() {
                let others = cells()
                    .map(|cell| shifted(*cell))
                    .chain(labels.iter().filter_map(|(value, _)| number(value)))
                    .filter(|other| !numbers.contains(other));
                if let Some(missing) = as_range(&numbers, &others.collect::<Vec<f64>>()) {
                    return (missing, unusable);
                }
            }
            let mut times: HashMap<u64, usize> = HashMap::new();
            for cell in cells() {
                *times.entry(shifted(*cell).to_bits()).or_default() += 1;
            }
            numbers
                .sort_by_key(|number| std::cmp::Reverse(times.get(&number.to_bits()).copied().unwrap_or(0)));
            let lost = numbers.len() - most;
            numbers.truncate(most);
            let missing = UserMissing {
                values: numbers.into_iter().map(Value::Number).collect(),
                range,
            };
            (missing, lost + unusable)
        }
    }
}

/// The ends of a range in the file; `None` where nothing lies in it.
fn range((low, high): (f64, f64), shift: f64) -> Option<(f64, f64)> {
    let low = if low <= LOWEST { LOWEST } else { low + shift };
    let high = if high >= HIGHEST { HIGHEST } else { high + shift };
    (low <= high).then_some((low, high))
}

/// Numbers as one range, or as one with the first or the last of them beside it, in which none of the others lies.
fn as_range(numbers: &[f64], others: &[f64]) -> Option<UserMissing> {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (first, last) = (*sorted.first()?, *sorted.last()?);
    let (second, but_last) = (*sorted.get(1)?, *sorted.get(sorted.len() - 2)?);
    let of = |low: f64, high: f64, beside: Option<f64>| UserMissing {
        values: beside.into_iter().map(Value::Number).collect(),
        range: Some((low, high)),
    };
    let is_free = |low: f64, high: f64| !others.iter().any(|other| (low..=high).contains(other));
    [
        of(first, last, None),
        of(first, but_last, Some(last)),
        of(second, last, Some(first)),
    ]
    .into_iter()
    .find(|missing| missing.range.is_some_and(|(low, high)| is_free(low, high)))
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64], range: Option<(f64, f64)>, cells: &[f64]) -> (Vec<f64>, Option<(f64, f64)>, usize) {
        let wanted = UserMissing {
            values: values.iter().map(|value| Value::Number(*value)).collect(),
            range,
        };
        let column = Column::Numbers(cells.iter().map(|cell| Some(*cell)).collect());
        let (missing, lost) = fit(wanted, &[], &column, 0.0);
        let values = missing.values.iter().filter_map(number).collect();
        (values, missing.range, lost)
    }

    #[test]
    fn more_values_than_spss_takes_become_a_range_or_the_usual_ones_stay() {
        assert_eq!(of(&[7.0, 8.0, 9.0], None, &[1.0]), (vec![7.0, 8.0, 9.0], None, 0));
        let four = [-96.0, -99.0, -97.0, -98.0];
        assert_eq!(of(&four, None, &[1.0, -97.0]), (vec![], Some((-99.0, -96.0)), 0));
        let around = [-1.0, 96.0, 97.0, 98.0];
        assert_eq!(
            of(&around, None, &[1.0, 5.0]),
            (vec![-1.0], Some((96.0, 98.0)), 0)
        );
        let among = [1.0, 3.0, 5.0, 7.0];
        assert_eq!(
            of(&among, None, &[2.0, 4.0, 6.0, 7.0, 5.0, 3.0]),
            (vec![3.0, 5.0, 7.0], None, 1)
        );
        assert_eq!(
            of(&[8.0, 9.0, 50.0], Some((7.0, 10.0)), &[]),
            (vec![50.0], Some((7.0, 10.0)), 0)
        );
        assert_eq!(
            of(&[8.0, 50.0], Some((7.0, 0.0)), &[]),
            (vec![8.0, 50.0], None, 1)
        );
        let open = of(&[], Some((f64::NEG_INFINITY, -1.0)), &[]);
        assert_eq!(open, (vec![], Some((LOWEST, -1.0)), 0));
    }

    #[test]
    fn texts_that_are_missing_are_short() {
        let wanted = UserMissing {
            values: ["k. A.", "weiß nicht", "a", "b", "c"]
                .map(|text| Value::Text(text.into()))
                .to_vec(),
            range: Some((1.0, 2.0)),
        };
        let column = Column::Texts(vec!["c".into(), "b".into(), "c".into(), "a".into()]);
        let (missing, lost) = fit(wanted, &[], &column, 0.0);
        assert_eq!(
            missing.values,
            ["c", "a", "b"].map(|text| Value::Text(text.into()))
        );
        assert_eq!(lost, 3);
    }
}
