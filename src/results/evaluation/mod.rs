//! The report of an evaluation to read: what was measured and how, then tables with a sentence on how to read each.
//!
//! | member | what |
//! |---|---|
//! | `opening` | what was measured, how, and with what |
//! | `tables`, `curves` | the figures as tables |
//! | `outlook` | the rest, what more review brings, when to stop |

mod curves;
mod opening;
mod outlook;
mod tables;

use std::path::PathBuf;

pub use outlook::say_right;

use super::Part;
use crate::codebook::Codebook;
use crate::estimate::Estimate;
use crate::suggest::Scores;
use crate::suggest::evaluation::{Mean, Report};
use crate::tables::{Field, Grid};
use crate::words::{Language, Text};

/// Where the coded units come from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// Where the study stands, and what to add to a call that names it, where it has several codebooks.
    Study { path: PathBuf, codebook: Option<String> },
    Files {
        train: Option<PathBuf>,
        test: Option<PathBuf>,
    },
}

/// The whole report in one language.
pub fn evaluation(report: &Report, origin: &Origin, codebook: &Codebook, language: Language) -> Vec<Part> {
    let page = Page {
        report,
        origin,
        codebook,
        language,
    };
    let mut parts: Vec<Part> = page.opening().into_iter().map(Part::Sentence).collect();
    for (grid, reading) in page.tables() {
        parts.push(Part::Grid(grid));
        if !reading.is_empty() {
            parts.push(Part::Sentence(reading));
        }
    }
    if let Some(outlook) = &report.outlook {
        parts.extend(page.outlook(outlook));
    }
    parts
}

/// What all parts of the report are drawn from.
struct Page<'p> {
    report: &'p Report,
    origin: &'p Origin,
    codebook: &'p Codebook,
    language: Language,
}

impl Page<'_> {
    fn tables(&self) -> Vec<(Grid, String)> {
        let mut tables = vec![self.over_all(), self.by_code()];
        if self.report.scores != Scores::Ranks {
            tables.push(self.calibration());
        }
        tables.push(self.accepted_codes());
        tables.push(self.accepted_sets());
        if let Some(curve) = &self.report.learning_curve {
            tables.push(self.curve(&curve.points, curve.draws));
        }
        if let Some(replayed) = &self.report.replay {
            tables.push(self.replay(&replayed.points, replayed.order, replayed.draws));
        }
        tables
    }

    fn say(&self, de: impl Into<String>, en: impl Into<String>) -> String {
        Text::new(de, en).get(self.language).to_owned()
    }

    fn percent(&self, estimate: Estimate) -> Field {
        Field::Text(estimate.say_percent(self.language))
    }

    fn number(&self, estimate: Estimate) -> Field {
        Field::Text(estimate.say_number(self.language, 3))
    }

    fn bare(&self, estimate: Estimate) -> Field {
        let value = estimate.value().map(|value| self.language.number(value, 3));
        Field::Text(value.unwrap_or_else(|| "–".to_owned()))
    }

    fn grid(&self, title: String, headings: Vec<String>, rows: Vec<Vec<Field>>) -> Grid {
        Grid {
            title,
            headings,
            rows,
            sums: 0,
        }
    }

    fn mean(&self, mean: Mean) -> Field {
        let number = |value| self.language.number(value, 3);
        Field::Text(match (mean.mean, mean.sd) {
            (None, _) => "–".to_owned(),
            (Some(mean), None) => number(mean),
            (Some(mean), Some(sd)) => format!("{} ± {}", number(mean), number(sd)),
        })
    }

    fn score(&self) -> String {
        match self.report.scores {
            Scores::Probabilities => self.say("Wahrscheinlichkeit", "probability"),
            Scores::Weights => self.say("Gewicht", "weight"),
            Scores::Ranks => self.say("Wert", "score"),
        }
    }
}
