//! What was said about a file as it was typed, on the command line or into a form, read as [`Choices`].

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::choices::{Choices, CodedBy, Incomplete, Split};
use crate::problem::{Problem, Result};
use crate::survey::{AnswerLanguage, MissingWords};
use crate::words::nearest;

/// Words typed about a file. An empty one says nothing: what it would say is recognised.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Said {
    /// Headings of columns with open answers.
    pub text: Vec<String>,
    pub id: String,
    pub respondent: String,
    pub wave: String,
    pub codes: String,
    pub coder: String,
    /// Headings of columns that say who gave the codes, and when.
    pub coder_column: String,
    pub date_column: String,
    pub split: String,
    pub encoding: String,
    pub separator: String,
    pub sheet: Vec<String>,
    /// A list of words for missing answers, as [`MissingWords::parse`] reads it.
    pub missing: String,
    pub answers_in: String,
    /// `keep` or `leave-out`.
    pub incomplete: String,
    /// A day: what was answered before it was a test.
    pub tests_before: String,
}

impl Said {
    /// # Errors
    /// A word that is none of those that can be said; a list of missing words that cannot be read.
    pub fn choices(&self) -> Result<Choices> {
        let word = |word: &str| Some(word.trim().to_owned()).filter(|word| !word.is_empty());
        Ok(Choices {
            text: self.text.iter().filter_map(|heading| word(heading)).collect(),
            id: word(&self.id),
            respondent: word(&self.respondent),
            wave: word(&self.wave),
            codings: word(&self.codes)
                .map(|column| CodedBy {
                    columns: vec![column],
                    coder: word(&self.coder),
                })
                .into_iter()
                .collect(),
            coder_column: word(&self.coder_column),
            date_column: word(&self.date_column),
            encoding: word(&self.encoding),
            separator: separator(&self.separator)?,
            sheets: self.sheet.iter().filter_map(|name| word(name)).collect(),
            split: match word(&self.split) {
                None => Split::default(),
                Some(split) => one_of(&split, &Split::ALL, Split::id)?,
            },
            missing: match word(&self.missing) {
                None => MissingWords::shipped(),
                Some(_) => MissingWords::parse(&self.missing)?,
            },
            answers_in: word(&self.answers_in)
                .map(|id| one_of(&id, &AnswerLanguage::ALL, AnswerLanguage::id))
                .transpose()?,
            incomplete: match word(&self.incomplete) {
                None => Incomplete::default(),
                Some(what) => one_of(&what, &Incomplete::ALL, Incomplete::id)?,
            },
            tests_before: word(&self.tests_before).map(|date| moment(&date)).transpose()?,
            ..Choices::default()
        })
    }
}

fn one_of<T: Copy>(written: &str, all: &[T], id: fn(T) -> &'static str) -> Result<T> {
    all.iter()
        .copied()
        .find(|one| id(*one) == written)
        .ok_or_else(|| {
            let ids: Vec<&str> = all.iter().map(|one| id(*one)).collect();
            let list = ids.join(", ");
            let problem = Problem::usage(
                format!("»{written}« kann hier nicht gesagt werden."),
                format!("\"{written}\" cannot be said here."),
            );
            match nearest(written, ids) {
                Some(meant) => problem.hint(
                    format!("Gemeint ist vielleicht {meant}. Möglich: {list}."),
                    format!("Perhaps {meant} is meant. Possible: {list}."),
                ),
                None => problem.hint(format!("Möglich: {list}."), format!("Possible: {list}.")),
            }
        })
}

/// A day or a moment, as typed: `2026-03-01`, `2026-03-01 09:00`, `01.03.2026`.
fn moment(typed: &str) -> Result<DateTime> {
    let german = || {
        let mut parts = typed.trim().split('.').map(|part| part.parse::<i16>().ok());
        let (day, month, year) = (parts.next()??, parts.next()??, parts.next()??);
        let date = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        parts
            .next()
            .is_none()
            .then(|| date.to_datetime(jiff::civil::Time::midnight()))
    };
    typed.trim().parse().ok().or_else(german).ok_or_else(|| {
        Problem::usage(
            format!("»{typed}« ist kein Datum."),
            format!("\"{typed}\" is no date."),
        )
        .hint(
            "Den Tag als 2026-03-01 oder 01.03.2026 schreiben.",
            "Write the day as 2026-03-01.",
        )
    })
}

fn separator(written: &str) -> Result<Option<char>> {
    match written {
        "" => Ok(None),
        "tab" | "\\t" | "\t" => Ok(Some('\t')),
        one if one.chars().count() == 1 => Ok(one.chars().next()),
        other => Err(Problem::usage(
            format!("»{other}« ist kein Trennzeichen."),
            format!("\"{other}\" is no separator."),
        )
        .hint("Ein Zeichen angeben, oder tab.", "Give one character, or tab.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_words_say_nothing() {
        let said = Said {
            text: vec!["".into(), " Anmerkung ".into()],
            id: "  ".into(),
            ..Said::default()
        };
        let choices = said.choices().unwrap();
        assert_eq!(choices.text, ["Anmerkung"]);
        assert_eq!((choices.id, choices.separator, choices.wave), (None, None, None));
        assert_eq!(choices.split, Split::None);
        assert_eq!(choices.missing, MissingWords::shipped());
    }

    #[test]
    fn words_are_read_or_answered_with_those_that_can_be_said() {
        let said = Said {
            separator: "tab".into(),
            split: "lines".into(),
            answers_in: "en".into(),
            missing: "| Wort | Art |\n|---|---|\n| nix | no_answer |".into(),
            ..Said::default()
        };
        let choices = said.choices().unwrap();
        assert_eq!((choices.separator, choices.split), (Some('\t'), Split::Lines));
        assert_eq!(choices.answers_in, Some(AnswerLanguage::English));
        assert!(choices.missing.kind_of("nix").is_some() && choices.missing.kind_of("k. A.").is_none());

        let wrong = |said: Said| said.choices().unwrap_err();
        let problem = wrong(Said {
            split: "line".into(),
            ..Said::default()
        });
        assert!(
            problem
                .advice()
                .unwrap()
                .en
                .starts_with("Perhaps lines is meant.")
        );
        let problem = wrong(Said {
            separator: ";;".into(),
            ..Said::default()
        });
        assert_eq!(problem.what().de, "»;;« ist kein Trennzeichen.");
        let problem = wrong(Said {
            missing: "nix".into(),
            ..Said::default()
        });
        assert!(problem.what().en.contains("no row of a table"));
    }
}
