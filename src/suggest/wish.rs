//! What is wished of a run, wherever it was said: method, settings, what the machine is to accept.

use super::{ALL, Carried, Scores, Settings, Suggester, usual};
use crate::problem::{Problem, Result};
use crate::study::{StoredCodebook, Study};
use crate::words::Language;

/// What the machine is to do with suggestions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Accepting {
    /// Accept those of this probability or more.
    Above(f64),
    /// Take back what it accepted.
    Nothing,
}

/// What was said; what was not is as usual.
#[derive(Clone, Default)]
pub struct Wish {
    pub method: Option<&'static dyn Suggester>,
    pub settings: Settings,
    pub accepting: Option<Accepting>,
}

impl Wish {
    /// Refuses what cannot be meant, before anything is read.
    ///
    /// # Errors
    /// A score that is none; a probability that is none; a method by whose scores nothing can be accepted.
    pub fn check(&self) -> Result<()> {
        if let Some(score) = self.settings.min_score
            && !(0.0..=1.0).contains(&score)
        {
            return Err(Problem::usage(
                format!("--min-score {score} liegt nicht zwischen 0 und 1."),
                format!("--min-score {score} does not lie between 0 and 1."),
            )
            .hint("Zum Beispiel --min-score 0.5.", "For example --min-score 0.5."));
        }
        let Some(Accepting::Above(above)) = self.accepting else {
            return Ok(());
        };
        if !(above > 0.0 && above <= 1.0) {
            return Err(Problem::usage(
                format!("--accept-above {above} ist keine Wahrscheinlichkeit über 0 und bis 1."),
                format!("--accept-above {above} is no probability above 0 and up to 1."),
            )
            .hint(
                "Zum Beispiel --accept-above 0.9.",
                "For example --accept-above 0.9.",
            ));
        }
        self.method.map_or(Ok(()), check_probabilities)
    }

    /// Refuses another study as a start for a method that learns nothing.
    ///
    /// # Errors
    /// The method that was named learns nothing from decisions.
    pub fn check_start(&self) -> Result<()> {
        let Some(named) = self.method.filter(|named| !named.learns()) else {
            return Ok(());
        };
        let method = named.id();
        let learning: Vec<&str> = ALL
            .iter()
            .filter(|suggester| suggester.learns())
            .map(|suggester| suggester.id())
            .collect();
        Err(Problem::usage(
            format!("Die Methode »{method}« lernt nichts aus Entscheidungen; mit --from geht sie nicht."),
            format!("The method \"{method}\" learns nothing from decisions; it does not go with --from."),
        )
        .hint(
            format!("--from weglassen, oder --method {}.", learning.join(" oder ")),
            format!("Leave --from out, or use --method {}.", learning.join(" or ")),
        ))
    }

    /// The method that was named; else, to accept by probabilities, the first; else the usual one.
    pub fn suggester(
        &self,
        study: &Study,
        codebook: &StoredCodebook,
        start: Option<&Carried>,
    ) -> Result<&'static dyn Suggester> {
        Ok(match (self.method, self.accepting) {
            (Some(named), _) => named,
            (None, Some(Accepting::Above(_))) => ALL[0],
            (None, _) => {
                let elsewhere = start.map_or(0, |start| start.source.reviewed as usize);
                let reviewed = study.reviewed(&codebook.name)?.len() + elsewhere;
                usual(&codebook.codebook, reviewed)
            }
        })
    }
}

/// The suggester of this name.
pub fn named(id: &str) -> Option<&'static dyn Suggester> {
    ALL.iter().copied().find(|suggester| suggester.id() == id)
}

/// Refuses methods by whose scores nothing can be accepted.
fn check_probabilities(suggester: &dyn Suggester) -> Result<()> {
    if suggester.scores() == Scores::Probabilities {
        return Ok(());
    }
    let method = suggester.id();
    let others: Vec<&str> = ALL
        .iter()
        .filter(|other| other.scores() == Scores::Probabilities)
        .map(|other| other.id())
        .collect();
    let or = |language: Language| {
        others.join(if language == Language::De {
            " oder "
        } else {
            " or "
        })
    };
    Err(Problem::usage(
        format!("Die Methode »{method}« gibt keine Wahrscheinlichkeiten; nach ihren Bewertungen übernimmt die Maschine nichts."),
        format!("The method “{method}” gives no probabilities; the machine accepts nothing by its scores."),
    )
    .hint(
        format!("Mit --method {} aufrufen.", or(Language::De)),
        format!("Call with --method {}.", or(Language::En)),
    ))
}
