//! What a chart counts in, and how its figures are written.

use crate::estimate::Estimate;
use crate::tables::Field;
use crate::words::{Language, Text};

/// What values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// 0–1, written in percent.
    Share,
    /// Whole numbers.
    Count,
    Number {
        decimals: usize,
    },
    /// A share without its sign: both sides of a middle.
    Magnitude,
}

impl Unit {
    /// A value as it stands beside what is drawn: `63 %`, `1.169`, `3,42`. Percents have one decimal, as in tables.
    pub fn say(self, value: f64, language: Language) -> String {
        match self {
            Unit::Share => language.percent(value),
            Unit::Magnitude => language.percent(value.abs()),
            Unit::Count => count(value, language),
            Unit::Number { decimals } => language.number(value, decimals),
        }
    }

    /// A value at a tick of an axis: no decimals that the step does not need.
    pub(super) fn tick(self, value: f64, step: f64, language: Language) -> String {
        match self {
            Unit::Share => {
                let decimals = needed(step * 100.0);
                let number = language.number(value * 100.0, decimals);
                match language {
                    Language::De => format!("{number}\u{a0}%"),
                    Language::En => format!("{number}%"),
                }
            }
            Unit::Magnitude => Unit::Share.tick(value.abs(), step, language),
            Unit::Count => count(value, language),
            Unit::Number { .. } => language.number(value, needed(step)),
        }
    }

    /// Value, interval and n as a cell.
    pub(super) fn field(self, estimate: Estimate, language: Language) -> Field {
        Field::Text(match self {
            Unit::Share | Unit::Magnitude => estimate.say_percent(language),
            Unit::Count => estimate
                .value()
                .map_or_else(|| "–".to_owned(), |value| count(value, language)),
            Unit::Number { decimals } => estimate.say_number(language, decimals),
        })
    }
}

fn count(value: f64, language: Language) -> String {
    let whole = language.count(value.abs().round() as u64);
    if value <= -0.5 {
        format!("−{whole}")
    } else {
        whole
    }
}

/// Decimals that tell neighbouring ticks apart.
fn needed(step: f64) -> usize {
    (0..6)
        .find(|decimals| {
            let scaled = step * 10f64.powi(*decimals);
            (scaled - scaled.round()).abs() < 1e-6
        })
        .unwrap_or(6) as usize
}

/// A sentence in one language.
pub(super) fn say(language: Language, de: &str, en: &str) -> String {
    Text::new(de, en).get(language).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_each_language_writes_them() {
        assert_eq!(Unit::Share.say(0.632, Language::De), "63,2\u{a0}%");
        assert_eq!(Unit::Share.tick(0.25, 0.05, Language::De), "25\u{a0}%");
        assert_eq!(Unit::Share.tick(0.025, 0.025, Language::En), "2.5%");
        assert_eq!(Unit::Count.say(1169.0, Language::De), "1.169");
        let two = Unit::Number { decimals: 2 };
        assert_eq!(two.say(-0.5, Language::De), "−0,50");
        assert_eq!(two.say(-0.001, Language::De), "0,00");
        assert_eq!(two.tick(-0.5, 0.5, Language::En), "−0.5");
    }
}
