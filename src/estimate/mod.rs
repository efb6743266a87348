//! A figure that says how sure it is: value, interval, n; or why there is none. Never 0 or NaN for "undefined".
//!
//! | member | what |
//! |---|---|
//! | `wilson` | the interval of a share |
//! | `newcombe` | how far two shares differ, with its interval |
//! | `mean` | means of measured values, standard deviation, quartiles |
//! | `association` | how two things go together: lift, φ |
//! | `double_sampling` | a share among cases that only the machine looked at |
//! | `paired` | how far a share has changed in the same cases |
//! | `bootstrap` | intervals of any figure by drawing units again |
//! | `contingency` | χ² of a crosstab, expected counts, adjusted residuals |
//! | `cramer`, `noncentral` | how strong an association is |
//! | `fisher`, `fixed_margins` | Fisher's exact test, exact or by drawing tables |
//! | `permutation` | whether groups differ when cases come in bundles |
//! | `chance` | an error probability, computed or drawn |
//! | `holm` | error probabilities of several tests |
//! | `finite` | shares of a population of known size |
//! | `bca` | the same, moved for bias and skewness |
//! | `jackknife` | intervals of any figure by leaving out units |
//! | `kind` | which of these a figure gets |
//!
//! All intervals are 95 %. Deliberately absent: the figures themselves (`agreement`, `tables`, `suggest`).

mod association;
mod bca;
mod bootstrap;
mod chance;
mod contingency;
mod cramer;
mod double_sampling;
mod finite;
mod fisher;
mod fixed_margins;
mod holm;
mod jackknife;
mod kind;
mod mean;
mod newcombe;
mod noncentral;
mod paired;
mod permutation;
mod wilson;

pub use association::Fourfold;
pub use bca::bca;
pub use bootstrap::{Draws, bootstrap, drawn, middle, middle_of_sorted};
pub use chance::PValue;
pub use contingency::{Cell, ChiSquare, Contingency, chi_square_of};
pub use cramer::CramersV;
pub use double_sampling::{DoubleSample, Stratum};
pub use finite::Response;
pub use fisher::{fisher, fisher_drawn};
pub use holm::holm;
pub use jackknife::jackknife;
pub use kind::IntervalKind;
pub use mean::{Quartiles, Values};
pub use newcombe::Share;
pub use permutation::{Bundles, cases, permuted};
pub use wilson::wilson;

use serde::ser::{Serialize, SerializeStruct, Serializer};

use crate::words::{Language, Text};

/// From where to where a figure lies with 95 % confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// A figure with what it rests on. `n` counts what the figure is of: the base of a share, the units of a coefficient.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Estimate {
    Known {
        value: f64,
        interval: Option<Interval>,
        n: u64,
    },
    Undefined {
        why: Undefined,
        n: u64,
    },
}

/// Why a figure does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undefined {
    /// Nothing to divide by.
    EmptyBase,
    /// What the line of a table counts is no mention of a code.
    NoMention,
    /// No unit was judged twice.
    NoPairs,
    /// All judgements are the same: agreement beyond chance cannot be told.
    OneCategory,
    /// Nothing can be told from so few reviewed units.
    TooFewReviewed,
    /// Not shown, so that nobody is recognised in a small cell.
    Hidden,
}

impl Undefined {
    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Undefined::EmptyBase => "empty_base",
            Undefined::NoMention => "no_mention",
            Undefined::NoPairs => "no_pairs",
            Undefined::OneCategory => "one_category",
            Undefined::TooFewReviewed => "too_few_reviewed",
            Undefined::Hidden => "hidden",
        }
    }

    pub fn label(self) -> Text {
        match self {
            Undefined::EmptyBase => Text::new("Basis 0", "base 0"),
            Undefined::NoMention => Text::new("keine Nennung", "not a mention"),
            Undefined::NoPairs => Text::new("keine doppelt beurteilte Einheit", "no unit judged twice"),
            Undefined::OneCategory => Text::new("nur eine Ausprägung", "one category only"),
            Undefined::TooFewReviewed => Text::new("zu wenig geprüft", "too few reviewed"),
            Undefined::Hidden => Text::new("verdeckt", "hidden"),
        }
    }
}

impl Estimate {
    /// `part` of `whole` with the interval of Wilson; n is `whole`.
    pub fn share(part: u64, whole: u64) -> Estimate {
        match wilson(part, whole) {
            None => Estimate::Undefined {
                why: Undefined::EmptyBase,
                n: 0,
            },
            Some(interval) => Estimate::Known {
                value: part as f64 / whole as f64,
                interval: Some(interval),
                n: whole,
            },
        }
    }

    /// A computed figure, or why there is none.
    pub fn of(figure: Result<f64, Undefined>, interval: Option<Interval>, n: u64) -> Estimate {
        match figure {
            Ok(value) => Estimate::Known { value, interval, n },
            Err(why) => Estimate::Undefined { why, n },
        }
    }

    pub fn value(self) -> Option<f64> {
        match self {
            Estimate::Known { value, .. } => Some(value),
            Estimate::Undefined { .. } => None,
        }
    }

    pub fn n(self) -> u64 {
        match self {
            Estimate::Known { n, .. } | Estimate::Undefined { n, .. } => n,
        }
    }

    pub fn interval(self) -> Option<Interval> {
        match self {
            Estimate::Known { interval, .. } => interval,
            Estimate::Undefined { .. } => None,
        }
    }

    /// As a person reads it: `0,83 (0,79–0,87)`; an undefined figure is a dash.
    pub fn say_number(self, language: Language, decimals: usize) -> String {
        let number = |value| language.number(value, decimals);
        self.say(language, number, number)
    }

    /// The same in percent: `83,1 % (79,0–87,2)`.
    pub fn say_percent(self, language: Language) -> String {
        let bare = |share| language.number(share * 100.0, 1);
        self.say(language, |share| language.percent(share), bare)
    }

    fn say(self, language: Language, value: impl Fn(f64) -> String, bound: impl Fn(f64) -> String) -> String {
        let Some(known) = self.value() else {
            return "–".to_owned();
        };
        let said = value(known);
        match self.interval() {
            None => said,
            Some(Interval { low, high }) => {
                // Beside a minus sign a dash would be read as another one.
                let to = match language {
                    _ if low >= 0.0 => "–",
                    Language::De => " bis ",
                    Language::En => " to ",
                };
                format!("{said} ({}{to}{})", bound(low), bound(high))
            }
        }
    }
}

/// `{"value": 0.83, "low": 0.79, "high": 0.87, "n": 212}`; without interval `low` and `high` are null; undefined:
/// `{"value": null, "low": null, "high": null, "n": 0, "undefined": "empty_base"}`.
impl Serialize for Estimate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let why = match self {
            Estimate::Known { .. } => None,
            Estimate::Undefined { why, .. } => Some(why.id()),
        };
        let mut fields = serializer.serialize_struct("Estimate", if why.is_some() { 5 } else { 4 })?;
        fields.serialize_field("value", &self.value())?;
        fields.serialize_field("low", &self.interval().map(|interval| interval.low))?;
        fields.serialize_field("high", &self.interval().map(|interval| interval.high))?;
        fields.serialize_field("n", &self.n())?;
        if let Some(why) = why {
            fields.serialize_field("undefined", why)?;
        }
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_undefined_figure_is_neither_zero_nor_nan() {
        let nothing = Estimate::share(0, 0);
        assert_eq!(nothing.value(), None);
        assert_eq!(nothing.say_percent(Language::De), "–");
        assert_eq!(
            serde_json::to_string(&nothing).unwrap(),
            r#"{"value":null,"low":null,"high":null,"n":0,"undefined":"empty_base"}"#
        );
    }

    #[test]
    fn figures_are_written_with_their_interval() {
        let figure = Estimate::Known {
            value: 0.8312,
            interval: Some(Interval {
                low: 0.79,
                high: 0.872,
            }),
            n: 212,
        };
        assert_eq!(figure.say_number(Language::De, 2), "0,83 (0,79–0,87)");
        assert_eq!(figure.say_percent(Language::En), "83.1% (79.0–87.2)");
        assert_eq!(
            serde_json::to_string(&figure).unwrap(),
            r#"{"value":0.8312,"low":0.79,"high":0.872,"n":212}"#
        );
        let bare = Estimate::of(Ok(1.0), None, 3);
        assert_eq!(bare.say_percent(Language::De), "100,0\u{a0}%");
        let around_zero = Some(Interval { low: -0.1, high: 0.3 });
        let figure = Estimate::of(Ok(0.1), around_zero, 3);
        assert_eq!(figure.say_number(Language::De, 1), "0,1 (−0,1 bis 0,3)");
    }
}
