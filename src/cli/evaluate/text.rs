//! The report of an evaluation to read: what was measured and how, then tables with a sentence on how to read each.

use super::material::Material;
use crate::cli::Desk;
use crate::estimate::Estimate;
use crate::suggest::Scores;
use crate::suggest::evaluation::{Mean, Report};
use crate::tables::{Drawing, Field, Grid, draw_grid};
use crate::words::{Language, Text};

pub fn draw(report: &Report, material: &Material, desk: &Desk<'_>) -> String {
    let drawing = Drawing {
        language: desk.language,
        width: desk.width(),
    };
    let page = Page {
        report,
        material,
        language: desk.language,
    };
    let mut out = page.opening();
    for (grid, reading) in page.tables() {
        out.push('\n');
        out.push_str(&draw_grid(&grid, &drawing));
        if !reading.is_empty() {
            out.push_str(&reading);
            out.push('\n');
        }
    }
    if let Some(outlook) = &report.outlook {
        out.push('\n');
        out.push_str(&page.outlook(outlook));
    }
    out
}

/// What all parts of the report are drawn from.
pub struct Page<'p> {
    pub report: &'p Report,
    pub material: &'p Material,
    pub language: Language,
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

    pub fn say(&self, de: impl Into<String>, en: impl Into<String>) -> String {
        Text::new(de, en).get(self.language).to_owned()
    }

    pub fn percent(&self, estimate: Estimate) -> Field {
        Field::Text(estimate.say_percent(self.language))
    }

    pub fn number(&self, estimate: Estimate) -> Field {
        Field::Text(estimate.say_number(self.language, 3))
    }

    pub fn bare(&self, estimate: Estimate) -> Field {
        let value = estimate.value().map(|value| self.language.number(value, 3));
        Field::Text(value.unwrap_or_else(|| "–".to_owned()))
    }

    pub fn grid(&self, title: String, headings: Vec<String>, rows: Vec<Vec<Field>>) -> Grid {
        Grid {
            title,
            headings,
            rows,
            sums: 0,
        }
    }

    pub fn mean(&self, mean: Mean) -> Field {
        let number = |value| self.language.number(value, 3);
        Field::Text(match (mean.mean, mean.sd) {
            (None, _) => "–".to_owned(),
            (Some(mean), None) => number(mean),
            (Some(mean), Some(sd)) => format!("{} ± {}", number(mean), number(sd)),
        })
    }

    pub fn score(&self) -> String {
        match self.report.scores {
            Scores::Probabilities => self.say("Wahrscheinlichkeit", "probability"),
            Scores::Weights => self.say("Gewicht", "weight"),
            Scores::Ranks => self.say("Wert", "score"),
        }
    }
}
