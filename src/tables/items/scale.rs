//! What a cell of a closed question says: a number, a step of a scale, or a reason why there is none.

use super::Step;
use crate::problem::{Problem, Result};
use crate::survey::{Missing, MissingWords};

/// More steps than this are a measurement and no scale to count by.
pub const MOST_STEPS: usize = 11;

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// The number, and the words behind it (`4 = often`); empty without.
    Value(f64, String),
    Missing(Missing),
    /// Words that are no step.
    Foreign,
}

/// How cells are read.
#[derive(Debug, Clone)]
pub struct Scale {
    /// Ascending by value; empty: cells are numbers.
    pub steps: Vec<Step>,
    missing: MissingWords,
    /// Cells that the user counts as no answer, folded.
    none: Vec<String>,
}

impl Scale {
    /// `steps`: `a|b|c` in their order, counted from 1, or `1=a|2=b`; empty: cells are numbers. `none`: cells that are no answers
    /// (`-9`, `99`).
    ///
    /// # Errors
    /// One step only, a step twice, some steps with numbers and some without, too many.
    pub fn read(steps: &str, none: &[String]) -> Result<Scale> {
        let steps = match steps.trim() {
            "" => Vec::new(),
            steps => read_steps(steps)?,
        };
        Ok(Scale {
            steps,
            missing: MissingWords::shipped(),
            none: none.iter().map(|cell| fold(cell)).collect(),
        })
    }

    /// An empty cell is `None`.
    pub fn cell(&self, cell: Option<&str>) -> Cell {
        let Some(cell) = cell.map(str::trim).filter(|cell| !cell.is_empty()) else {
            return Cell::Missing(Missing::Empty);
        };
        let folded = fold(cell);
        if self.none.contains(&folded) {
            return Cell::Missing(Missing::NoAnswer);
        }
        // A step comes before a list of words: "weiß nicht" can be one.
        if let Some(step) = self.steps.iter().find(|step| fold(&step.label) == folded) {
            return Cell::Value(step.value, step.label.clone());
        }
        if let Some(kind) = self.missing.kind_of(cell) {
            return Cell::Missing(kind);
        }
        let Some((value, label)) = number(cell) else {
            return Cell::Foreign;
        };
        if self.steps.is_empty() {
            return Cell::Value(value, label.to_owned());
        }
        match self.steps.iter().find(|step| step.value == value) {
            Some(step) => Cell::Value(value, step.label.clone()),
            None => Cell::Foreign,
        }
    }
}

/// Lower case and single blanks: how cells are compared.
pub fn fold(cell: &str) -> String {
    let words: Vec<&str> = cell.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// A number, alone or with words behind it: `3`, `3,5`, `-1`, `4 = often`, `1 (never)`, `2 seldom`.
fn number(cell: &str) -> Option<(f64, &str)> {
    let is_part = |(at, letter): (usize, char)| {
        letter.is_ascii_digit() || ",.".contains(letter) || (at == 0 && letter == '-')
    };
    let end = cell
        .char_indices()
        .find(|(at, letter)| !is_part((*at, *letter)))
        .map_or(cell.len(), |(at, _)| at);
    let (digits, rest) = cell.split_at(end);
    let whole = rest.is_empty();
    let (digits, dot) = match digits.strip_suffix(['.', ',']) {
        Some(digits) => (digits, true),
        None => (digits, false),
    };
    let value: f64 = digits.replace(',', ".").parse().ok()?;
    if whole {
        return (!dot).then_some((value, ""));
    }
    // What stands behind a number has to stand off from it: 3b is a name.
    let apart = dot || rest.starts_with(|letter: char| letter.is_whitespace() || "=:()[–—-".contains(letter));
    let label = rest.trim_matches(|letter: char| letter.is_whitespace() || "=:()[]–—-.".contains(letter));
    let is_step = value.fract() == 0.0 && label.starts_with(char::is_alphabetic);
    (apart && is_step).then_some((value, label))
}

fn read_steps(written: &str) -> Result<Vec<Step>> {
    let parts: Vec<&str> = written
        .split('|')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let numbered = parts.iter().filter(|part| number(part).is_some()).count();
    if numbered > 0 && numbered < parts.len() {
        return Err(wrong(
            "Die Stufen haben teils Zahlen und teils keine.",
            "Some of the steps have numbers and some have none.",
        ));
    }
    let mut steps: Vec<Step> = (1..)
        .zip(&parts)
        .map(|(place, part)| match number(part) {
            Some((value, label)) => Step::new(value, label),
            None => Step::new(f64::from(place), part),
        })
        .collect();
    steps.sort_by(|a, b| a.value.total_cmp(&b.value));
    let twice = steps.iter().enumerate().any(|(at, step)| {
        steps[..at].iter().any(|other| {
            other.value == step.value || (!step.label.is_empty() && fold(&other.label) == fold(&step.label))
        })
    });
    match steps.len() {
        _ if twice => Err(wrong(
            "Eine Stufe steht zweimal da.",
            "A step stands there twice.",
        )),
        2..=MOST_STEPS => Ok(steps),
        0 | 1 => Err(wrong(
            "Eine Skala hat mindestens zwei Stufen.",
            "A scale has at least two steps.",
        )),
        _ => Err(wrong(
            &format!("Eine Skala hat höchstens {MOST_STEPS} Stufen."),
            &format!("A scale has at most {MOST_STEPS} steps."),
        )),
    }
}

fn wrong(de: &str, en: &str) -> Problem {
    Problem::usage(de, en).hint(
        "Die Stufen in ihrer Reihenfolge nennen, mit | getrennt: --steps \"nie|selten|manchmal|oft\", oder mit Zahlen: \
         --steps \"1=nie|2=selten|3=manchmal|4=oft\".",
        "Name the steps in their order, joined by |: --steps \"never|seldom|sometimes|often\", or with numbers: \
         --steps \"1=never|2=seldom|3=sometimes|4=often\".",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(steps: &str) -> Scale {
        Scale::read(steps, &["-9".to_owned()]).unwrap()
    }

    #[test]
    fn numbers_are_read_with_and_without_words() {
        let cell = |cell: &str| scale("").cell(Some(cell));
        for (written, value, label) in [
            ("3", 3.0, ""),
            (" 3,5 ", 3.5, ""),
            ("-1", -1.0, ""),
            ("4 = oft", 4.0, "oft"),
            ("1 (nie)", 1.0, "nie"),
            ("2. selten", 2.0, "selten"),
            ("3 [eher]", 3.0, "eher"),
        ] {
            assert_eq!(cell(written), Cell::Value(value, label.to_owned()), "{written}");
        }
        for foreign in ["3b", "oft", "2,5 mal", "1.2.3", "3.", "Haus 4"] {
            assert_eq!(cell(foreign), Cell::Foreign, "{foreign}");
        }
        assert_eq!(cell("-9"), Cell::Missing(Missing::NoAnswer));
        assert_eq!(cell("weiß nicht"), Cell::Missing(Missing::DontKnow));
        assert_eq!(scale("").cell(None), Cell::Missing(Missing::Empty));
    }

    #[test]
    fn steps_are_known_by_word_or_number() {
        let named = scale("stimme nicht zu|teils|stimme zu");
        let value = |cell: &str| named.cell(Some(cell));
        assert_eq!(value("Stimme  zu"), Cell::Value(3.0, "stimme zu".to_owned()));
        assert_eq!(value("2"), Cell::Value(2.0, "teils".to_owned()));
        assert_eq!((value("4"), value("gar nicht")), (Cell::Foreign, Cell::Foreign));
        let numbered = scale("4=oft|1=nie");
        assert_eq!(numbered.cell(Some("OFT")), Cell::Value(4.0, "oft".to_owned()));
        assert_eq!(numbered.steps[0].value, 1.0);
    }

    #[test]
    fn a_scale_that_is_none_is_said() {
        for (steps, said) in [
            ("oft", "mindestens zwei"),
            ("nie|oft|Nie", "zweimal"),
            ("1=nie|oft", "teils Zahlen"),
            ("1|2|3|4|5|6|7|8|9|10|11|12", "höchstens 11"),
        ] {
            let problem = Scale::read(steps, &[]).unwrap_err();
            assert!(problem.what().de.contains(said), "{steps}: {}", problem.what().de);
            assert!(problem.advice().is_some());
        }
    }
}
