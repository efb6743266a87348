//! Numbers that mean missing ↔ the missing values `.a` … `.z`.
//!
//! Writing, one number gets one letter in the whole file where 26 letters are enough, else in each variable. Reading, `.a`
//! becomes −901, `.b` −902 … `.z` −926, or −9001 … where a variable has such numbers; such a number gets its letter back.

use std::collections::{BTreeSet, HashMap};

use crate::problem::Notice;
use crate::statfile::Column;
use crate::statfile::texts::listed;
use crate::survey::{Value, Variable};

/// Letters there are.
const LETTERS: u8 = 26;

/// What stands for the numbers of a variable that mean missing: 1 is `.a`.
#[derive(Debug, Clone, Default)]
pub(super) struct Reasons(HashMap<u64, u8>);

impl Reasons {
    pub fn letter(&self, number: f64) -> Option<u8> {
        self.0.get(&key(number)).copied()
    }
}

/// `.a` of 1.
pub(super) fn shown(letter: u8) -> String {
    match letter {
        0 => ".".to_owned(),
        letter => format!(".{}", char::from(b'a' + letter - 1)),
    }
}

/// The numbers that mean missing in a variable: those listed; those within the range that have a label or occur.
pub(super) fn numbers(variable: &Variable, column: &Column) -> Vec<f64> {
    let of_value = |value: &Value| match value {
        Value::Number(number) if number.is_finite() => Some(*number),
        _ => None,
    };
    let mut found: Vec<f64> = variable.missing.values.iter().filter_map(of_value).collect();
    if let (Some((lowest, highest)), Column::Numbers(cells)) = (variable.missing.range, column) {
        let labelled = variable.labels.iter().filter_map(|(value, _)| of_value(value));
        let mut within: Vec<f64> = labelled
            .chain(cells.iter().flatten().copied())
            .filter(|number| (lowest..=highest).contains(number))
            .collect();
        within.sort_by(f64::total_cmp);
        within.dedup();
        found.extend(within);
    }
    let mut seen = BTreeSet::new();
    found.retain(|number| seen.insert(key(*number)));
    found
}

/// Letters for the numbers of each variable (name, numbers), and what is to be said of them.
pub(super) fn assign(wanted: &[(&str, Vec<f64>)]) -> (Vec<Reasons>, Vec<Notice>) {
    let mut all: Vec<f64> = Vec::new();
    let mut seen = BTreeSet::new();
    for number in wanted.iter().flat_map(|(_, numbers)| numbers) {
        if seen.insert(key(*number)) {
            all.push(*number);
        }
    }
    let mut notices = Vec::new();
    let pairs = |numbers: &[f64], reasons: &Reasons| -> Vec<String> {
        let pair = |number: &f64| Some(format!("{number} → {}", shown(reasons.letter(*number)?)));
        numbers.iter().filter_map(pair).collect()
    };
    if all.len() <= usize::from(LETTERS) {
        let reasons = letters(&all);
        if !all.is_empty() {
            let list = pairs(&all, &reasons).join(", ");
            notices.push(Notice::new(
                format!("Werte, die als fehlend gelten, heißen in Stata: {list}."),
                format!("Values that count as missing are in Stata: {list}."),
            ));
        }
        // A number that means missing in one variable is a value like others elsewhere.
        let of = |(_, numbers): &(&str, Vec<f64>)| {
            let own = numbers
                .iter()
                .filter_map(|number| Some((key(*number), reasons.letter(*number)?)));
            Reasons(own.collect())
        };
        return (wanted.iter().map(of).collect(), notices);
    }
    let reasons: Vec<Reasons> = wanted.iter().map(|(_, numbers)| letters(numbers)).collect();
    let by_variable: Vec<String> = wanted
        .iter()
        .zip(&reasons)
        .filter(|((_, numbers), _)| !numbers.is_empty())
        .map(|((name, numbers), reasons)| format!("{name}: {}", listed(&pairs(numbers, reasons))))
        .collect();
    notices.push(Notice::new(
        format!(
            "Mehr als 26 verschiedene Werte gelten als fehlend; die Buchstaben dafür gelten in jeder Variable für sich: {}.",
            listed(&by_variable)
        ),
        format!(
            "More than 26 different values count as missing; their letters differ from variable to variable: {}.",
            listed(&by_variable)
        ),
    ));
    for (name, numbers) in wanted {
        if numbers.len() > usize::from(LETTERS) {
            let many = numbers.len() - usize::from(LETTERS) + 1;
            notices.push(
                Notice::new(
                    format!(
                        "Mehr als 26 Werte gelten als fehlend; Stata hat nur 26 Buchstaben, {many} Werte teilen sich .z."
                    ),
                    format!(
                        "More than 26 values count as missing; Stata has 26 letters, so that {many} values share .z."
                    ),
                )
                .in_column(*name),
            );
        }
    }
    (reasons, notices)
}

/// The number that stands for `.` and a letter where a variable has these other numbers.
pub(super) fn number_of(letter: u8, others: impl Iterator<Item = f64> + Clone) -> f64 {
    let at = |base: f64| -base - f64::from(letter);
    let bases = (2..15).map(|zeros| 9.0 * 10f64.powi(zeros));
    let is_free = |base: &f64| {
        let taken = (-base - f64::from(LETTERS))..=(-base - 1.0);
        !others.clone().any(|other| taken.contains(&other))
    };
    at(bases.clone().find(is_free).unwrap_or(9e15))
}

/// The letter that [`number_of`] made such a number of.
fn letter_of(number: f64) -> Option<u8> {
    (2..15)
        .map(|zeros| -number - 9.0 * 10f64.powi(zeros))
        .find(|letter| letter.fract() == 0.0 && (1.0..=f64::from(LETTERS)).contains(letter))
        .map(|letter| letter as u8)
}

fn letters(numbers: &[f64]) -> Reasons {
    let mut given = HashMap::new();
    let mut free: BTreeSet<u8> = (1..=LETTERS).collect();
    for number in numbers {
        if let Some(letter) = letter_of(*number).filter(|letter| free.remove(letter)) {
            given.insert(key(*number), letter);
        }
    }
    for number in numbers {
        given
            .entry(key(*number))
            .or_insert_with(|| free.pop_first().unwrap_or(LETTERS));
    }
    Reasons(given)
}

/// Zero is one number.
fn key(number: f64) -> u64 {
    (number + 0.0).to_bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_letter_in_the_whole_file() {
        let (reasons, notices) = assign(&[("a", vec![-9.0, -8.0]), ("b", vec![-8.0, -903.0]), ("c", vec![])]);
        assert_eq!(
            notices[0].what.de,
            "Werte, die als fehlend gelten, heißen in Stata: -9 → .a, -8 → .b, -903 → .c."
        );
        assert_eq!(reasons[1].letter(-8.0), Some(2));
        assert_eq!(reasons[1].letter(-903.0), Some(3));
        assert_eq!(reasons[0].letter(5.0), None);
        assert_eq!(reasons[0].letter(-903.0), None, "a value like others there");
    }

    #[test]
    fn letters_are_shared_where_26_are_not_enough() {
        let many: Vec<f64> = (1..=30).map(f64::from).collect();
        let (reasons, notices) = assign(&[("a", many), ("b", vec![99.0])]);
        assert_eq!(notices.len(), 2);
        assert_eq!(reasons[0].letter(25.0), Some(25));
        assert_eq!(reasons[0].letter(26.0), Some(26));
        assert_eq!(reasons[0].letter(30.0), Some(26));
        assert_eq!(reasons[1].letter(99.0), Some(1));
    }

    #[test]
    fn a_letter_comes_back_as_itself() {
        for letter in 1..=26 {
            let number = number_of(letter, std::iter::empty());
            assert_eq!(letter_of(number), Some(letter));
            let beside = number_of(letter, [-910.0].into_iter());
            assert_eq!(
                (beside, letter_of(beside)),
                (-9000.0 - f64::from(letter), Some(letter))
            );
        }
        assert_eq!(letter_of(-900.0), None);
        assert_eq!(letter_of(-99.0), None);
    }

    #[test]
    fn a_range_means_the_numbers_that_occur() {
        let variable = Variable {
            missing: crate::survey::UserMissing {
                values: vec![Value::Number(7.0)],
                range: Some((-9.0, -7.0)),
            },
            labels: vec![(Value::Number(-9.0), "verweigert".into())],
            ..Variable::default()
        };
        let column = Column::Numbers(vec![Some(-7.5), Some(1.0), None, Some(-7.5), Some(7.0)]);
        assert_eq!(numbers(&variable, &column), [7.0, -9.0, -7.5]);
    }
}
