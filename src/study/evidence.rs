//! Suggestions and what made the program propose them; their evidence as the text that the study file keeps.
//!
//! The text of evidence: pieces joined by `;`, each `source:start-end,start-end` or `source@weight:…`. A source is the
//! place of a rule in the code's rules (from 0), `t` for words of the codebook's text, `l` for words learned from
//! decisions. Format 1 knew rules without weights, which read the same.

use std::fmt::Write;

use crate::problem::{Problem, Result};
use crate::survey::{Span, UnitId};

/// A code proposed for a unit. `code` is the place in the run's codebook, from 0; `score` lies in (0, 1].
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    pub unit: UnitId,
    pub code: usize,
    pub score: f64,
    pub origin: Option<Origin>,
    pub evidence: Vec<Evidence>,
}

/// How much of a probability comes from where, in log odds: the four add up to ln(score / (1 − score)). None for plain
/// rules, whose scores are no probabilities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Origin {
    pub base: f64,
    pub rules: f64,
    pub text: f64,
    pub learned: f64,
}

/// What made the program propose a code. Of a rule: the spans of one hit, so that a rule that hits twice gives two.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    pub source: Source,
    /// Contribution in log odds, where the method knows one.
    pub weight: Option<f64>,
    pub spans: Vec<Span>,
}

/// Where a piece of evidence comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Place of the rule in the code's rules, from 0.
    Rule(usize),
    /// Words of the codebook's text: label, definition, examples, keywords.
    Text,
    /// Words learned from decisions.
    Learned,
}

impl Suggestion {
    /// One line, for a place outside of the study; exact to the last bit of a number.
    pub fn to_line(&self) -> String {
        let mut line = format!("{}\t{}\t{:?}\t", self.unit.0, self.code, self.score);
        line.push_str(&write_evidence(&self.evidence));
        if let Some(origin) = self.origin {
            // Writing into a string never fails.
            let _ = write!(
                line,
                "\t{:?}\t{:?}\t{:?}\t{:?}",
                origin.base, origin.rules, origin.text, origin.learned
            );
        }
        line
    }

    /// What [`Suggestion::to_line`] wrote.
    ///
    /// # Errors
    /// Anything else.
    pub fn of_line(line: &str) -> Result<Suggestion> {
        let broken = || Problem::bug(format!("a suggestion as {line:?}"));
        let fields: Vec<&str> = line.split('\t').collect();
        let number = |at: usize| fields[at].parse::<f64>().map_err(|_| broken());
        let origin = match fields.len() {
            4 => None,
            8 => Some(Origin {
                base: number(4)?,
                rules: number(5)?,
                text: number(6)?,
                learned: number(7)?,
            }),
            _ => return Err(broken()),
        };
        Ok(Suggestion {
            unit: UnitId(fields[0].parse().map_err(|_| broken())?),
            code: fields[1].parse().map_err(|_| broken())?,
            score: number(2)?,
            origin,
            evidence: read_evidence(fields[3])?,
        })
    }
}

/// The text of evidence, exact to the last bit of a weight.
pub(super) fn write_evidence(evidence: &[Evidence]) -> String {
    let mut text = String::new();
    for (at, piece) in evidence.iter().enumerate() {
        if at > 0 {
            text.push(';');
        }
        // Writing into a string never fails.
        let _ = match piece.source {
            Source::Rule(rule) => write!(text, "{rule}"),
            Source::Text => write!(text, "t"),
            Source::Learned => write!(text, "l"),
        };
        if let Some(weight) = piece.weight {
            let _ = write!(text, "@{weight:?}");
        }
        text.push(':');
        for (at, span) in piece.spans.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            let _ = write!(text, "{}-{}", span.start, span.end);
        }
    }
    text
}

pub(super) fn read_evidence(text: &str) -> Result<Vec<Evidence>> {
    text.split(';')
        .filter(|piece| !piece.is_empty())
        .map(|piece| read_piece(piece).ok_or_else(|| Problem::bug(format!("evidence {text}"))))
        .collect()
}

fn read_piece(piece: &str) -> Option<Evidence> {
    let (head, spans) = piece.split_once(':')?;
    let (source, weight) = match head.split_once('@') {
        Some((source, weight)) => (source, Some(weight.parse().ok()?)),
        None => (head, None),
    };
    let source = match source {
        "t" => Source::Text,
        "l" => Source::Learned,
        rule => Source::Rule(rule.parse().ok()?),
    };
    let spans = spans
        .split(',')
        .filter(|span| !span.is_empty())
        .map(|span| {
            let (start, end) = span.split_once('-')?;
            Some(Span {
                start: start.parse().ok()?,
                end: end.parse().ok()?,
            })
        })
        .collect::<Option<Vec<Span>>>()?;
    Some(Evidence {
        source,
        weight,
        spans,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(source: Source, weight: Option<f64>, spans: &[(usize, usize)]) -> Evidence {
        let spans = spans.iter().map(|(start, end)| Span::new(*start, *end)).collect();
        Evidence {
            source,
            weight,
            spans,
        }
    }

    #[test]
    fn evidence_is_read_as_it_was_written() {
        let evidence = vec![
            piece(Source::Rule(0), None, &[(3, 9), (12, 20)]),
            piece(Source::Rule(4), Some(-0.25), &[(0, 2)]),
            piece(Source::Text, Some(1.0 / 3.0), &[(0, 2)]),
            piece(Source::Learned, Some(-4.9e-300), &[(5, 7), (9, 11)]),
            piece(Source::Learned, Some(0.5), &[]),
        ];
        let text = write_evidence(&evidence);
        assert_eq!(
            text,
            "0:3-9,12-20;4@-0.25:0-2;t@0.3333333333333333:0-2;l@-4.9e-300:5-7,9-11;l@0.5:"
        );
        assert_eq!(read_evidence(&text).unwrap(), evidence);
        assert_eq!(read_evidence("").unwrap(), []);
    }

    #[test]
    fn a_suggestion_is_read_from_its_line_as_it_was() {
        let plain = Suggestion {
            unit: UnitId(7),
            code: 3,
            score: 2.0 / 3.0,
            origin: None,
            evidence: vec![piece(Source::Rule(0), None, &[(3, 9)])],
        };
        let learned = Suggestion {
            origin: Some(Origin {
                base: -1.5,
                rules: 0.0,
                text: 1e-17,
                learned: 1.0 / 3.0,
            }),
            evidence: Vec::new(),
            ..plain.clone()
        };
        for suggestion in [plain, learned] {
            assert_eq!(Suggestion::of_line(&suggestion.to_line()).unwrap(), suggestion);
        }
        for broken in ["", "7\t3\t0.5", "x\t3\t0.5\t", "7\t3\t0.5\t\t1.0"] {
            assert!(Suggestion::of_line(broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn broken_evidence_is_said_and_not_guessed() {
        for broken in ["x:1-2", "0", "0:1", "0:1-", "t@:1-2", "t@viel:1-2", "-1:1-2"] {
            assert!(read_evidence(broken).is_err(), "{broken}");
        }
    }
}
