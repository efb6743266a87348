//! Which page of the list is meant: as the address has it.

use crate::problem::{Problem, Result};
use crate::review::Line;
use crate::survey::UnitId;
use crate::web::fields::{Fields, query};

/// A line of the list, by its score and unit.
pub type At = (f64, UnitId);

/// Which lines are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Show {
    #[default]
    Open,
    All,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asked {
    /// None: the study's first.
    pub codebook: Option<String>,
    pub show: Show,
    /// The page begins behind this line; none: with the first.
    pub after: Option<At>,
    /// The last line that is meant.
    pub until: Option<At>,
    /// From this score on.
    pub from: Option<f64>,
}

impl Asked {
    pub fn of(fields: &Fields) -> Result<Asked> {
        let from = match fields.get("from") {
            None => None,
            Some(written) => Some(number(written)?),
        };
        Ok(Asked {
            codebook: fields.get("codebook").map(str::to_owned),
            show: match fields.get("show") {
                Some("all") => Show::All,
                _ => Show::Open,
            },
            after: fields.get("after").and_then(read),
            until: fields.get("until").and_then(read),
            from,
        })
    }

    /// Name and value of each field that says something.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = Vec::new();
        fields.extend(self.codebook.clone().map(|name| ("codebook", name)));
        if self.show == Show::All {
            fields.push(("show", "all".to_owned()));
        }
        fields.extend(self.after.map(|at| ("after", write(at))));
        fields.extend(self.until.map(|at| ("until", write(at))));
        fields.extend(self.from.map(|from| ("from", from.to_string())));
        fields
    }

    /// `sweep/{code}?…`
    pub fn address(&self, code: &str) -> String {
        self.part(code, "")
    }

    /// `sweep/{code}/{part}?…`
    pub fn part(&self, code: &str, part: &str) -> String {
        let fields = self.fields();
        let query = query(fields.iter().map(|(name, value)| (*name, value.as_str())));
        let slash = if part.is_empty() { "" } else { "/" };
        let mark = if query.is_empty() { "" } else { "?" };
        format!("sweep/{code}{slash}{part}{mark}{query}")
    }

    /// The same from the beginning of the list.
    pub fn beginning(&self) -> Asked {
        Asked {
            after: None,
            until: None,
            from: None,
            ..self.clone()
        }
    }

    /// Whether a line is meant.
    pub fn takes(&self, line: &Line) -> bool {
        let at = (line.score, line.unit);
        (self.show == Show::All || line.is_open)
            && self.after.is_none_or(|after| line.is_behind(after))
            && self
                .until
                .is_none_or(|until| at == until || !line.is_behind(until))
            && self.from.is_none_or(|from| line.score >= from)
    }
}

/// `0.953~17`: exact to the last bit of the score.
fn write((score, unit): At) -> String {
    format!("{score:?}~{}", unit.0)
}

fn read(written: &str) -> Option<At> {
    let (score, unit) = written.split_once('~')?;
    Some((score.parse().ok()?, UnitId(unit.parse().ok()?)))
}

/// A score as people write it: `0,95` or `0.95`.
fn number(written: &str) -> Result<f64> {
    let number = written.trim().replace(',', ".").parse::<f64>().ok();
    number
        .filter(|number| (0.0..=1.0).contains(number))
        .ok_or_else(|| {
            Problem::input(
                format!("»{written}« ist kein Wert zwischen 0 und 1."),
                format!("“{written}” is no score between 0 and 1."),
            )
            .hint("Zum Beispiel 0,95.", "For example 0.95.")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::Answer;
    use crate::study::Share;

    fn fields(asked: &Asked) -> Fields {
        let fields = asked.fields().into_iter();
        Fields::from(
            fields
                .map(|(name, value)| (name.to_owned(), value))
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn a_page_is_read_as_it_was_written() {
        let asked = Asked {
            codebook: Some("Felder 2".into()),
            show: Show::All,
            after: Some((1.0 / 3.0, UnitId(17))),
            until: Some((1e-9, UnitId(2))),
            from: Some(0.5),
        };
        assert_eq!(Asked::of(&fields(&asked)).unwrap(), asked);
        assert_eq!(Asked::default().address("a"), "sweep/a");
        assert_eq!(
            asked.beginning().part("a", "undo"),
            "sweep/a/undo?codebook=Felder%202&show=all"
        );
    }

    #[test]
    fn a_score_is_written_with_comma_or_point() {
        assert_eq!(number(" 0,95 "), Ok(0.95));
        for wrong in ["95", "viel", "-0.1", "NaN"] {
            assert!(number(wrong).unwrap_err().what().de.contains(wrong));
        }
    }

    #[test]
    fn the_lines_between_two_are_meant_with_the_last() {
        let line = |score, unit| Line {
            place: 0,
            unit: UnitId(unit),
            score,
            share: Share::Rule,
            answer: Answer::Open,
            is_open: true,
        };
        let asked = Asked {
            after: Some((0.9, UnitId(4))),
            until: Some((0.5, UnitId(7))),
            ..Asked::default()
        };
        for (score, unit, meant) in [
            (0.95, 9, false),
            (0.9, 4, false),
            (0.9, 5, true),
            (0.5, 7, true),
            (0.5, 8, false),
            (0.4, 1, false),
        ] {
            assert_eq!(asked.takes(&line(score, unit)), meant, "{score} {unit}");
        }
        let answered = Line {
            is_open: false,
            ..line(0.5, 7)
        };
        assert!(!asked.takes(&answered));
        let all = Asked {
            show: Show::All,
            ..asked
        };
        assert!(all.takes(&answered));
    }
}
