//! In which language the answers are: recognised when the first file comes into a study, and which answers of a file are clearly
//! in another.
//!
//! Looked at is an evenly spread sample, in parallel, so that a million answers take no longer than some ten thousand.
//! Deliberately absent: how a language is recognised (`language`).

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::bring::Bringing;
use super::known::Known;
use super::sample::Sample;
use crate::language::foreign;
use crate::problem::{Notice, Result};
use crate::survey::AnswerLanguage;
use crate::words::{Language, Text};

/// From one answer in so many on the other language may be that of the survey; short answers tell nothing.
const MANY: usize = 3;
/// Rows that a notice names.
const ROWS_NAMED: usize = 10;

impl Bringing<'_, '_> {
    /// Says in which language the study's answers are, where this is its first file or the researcher has said so, and
    /// notices the answers of this file that are in another. `of_codebook`: the language of the codebook that came along, which
    /// counts where the answers alone leave it open.
    pub fn look_at_language(&mut self, known: &Known, of_codebook: Option<AnswerLanguage>) -> Result<()> {
        let before = self.change.answer_language()?;
        let is_first = known.first_questions.is_none() && self.sample.seen > 0;
        let language = match (self.choices.answers_in, before) {
            (Some(said), _) => Some(said),
            (None, None) if is_first => {
                let recognised = self.sample.language();
                if let Some(other) = recognised.filter(|language| *language != AnswerLanguage::default()) {
                    self.notices.push_first(recognised_as(other));
                }
                recognised.or(of_codebook).or(Some(AnswerLanguage::default()))
            }
            (None, _) => None,
        };
        if let Some(language) = language {
            if known.first_questions.is_some() && language != before.unwrap_or_default() {
                self.notices.push_first(changed_to(language));
            }
            self.change.set_answer_language(language)?;
        }
        let expected = language.or(before).unwrap_or_default();
        let others = Others::of(&self.sample, expected);
        if others.answers > 0 {
            let notice = others.say(&self.sample, expected);
            self.notices.push_first(notice);
        }
        Ok(())
    }
}

fn recognised_as(language: AnswerLanguage) -> Notice {
    let (name, id) = (language.name(), AnswerLanguage::default().id());
    Notice::new(
        format!(
            "Die Antworten sind auf {}; Wortformen und Verneinung werden so ausgewertet. Stimmt das nicht: die Datei mit \
             --answers-in {id} noch einmal einlesen.",
            name.de
        ),
        format!(
            "The answers are in {}; forms of words and negation are analysed so. If that is wrong, import the file again with \
             --answers-in {id}.",
            name.en
        ),
    )
}

fn changed_to(language: AnswerLanguage) -> Notice {
    let name = language.name();
    Notice::new(
        format!(
            "Alle Antworten der Studie gelten ab jetzt als {}; Vorschläge mit »freitext suggest« neu machen.",
            name.de
        ),
        format!(
            "All answers of the study count as {} from now on; make suggestions anew with `freitext suggest`.",
            name.en
        ),
    )
}

/// Answers in other languages.
#[derive(Debug, Default)]
struct Others {
    answers: u64,
    rows: BTreeSet<u64>,
    /// By English name.
    languages: BTreeMap<String, (Text, u64)>,
}

impl Others {
    /// The answers of the sample that are clearly not in `expected`.
    fn of(sample: &Sample, expected: AnswerLanguage) -> Others {
        let found: Vec<Option<Text>> = sample
            .kept
            .par_iter()
            .map(|kept| foreign(&kept.text, expected).map(|foreign| foreign.name()))
            .collect();
        let mut others = Others::default();
        for (kept, name) in sample.kept.iter().zip(found) {
            if let Some(name) = name {
                others.answers += 1;
                others.rows.insert(kept.row);
                let entry = others.languages.entry(name.en.clone()).or_insert((name, 0));
                entry.1 += 1;
            }
        }
        others
    }

    fn say(&self, sample: &Sample, expected: AnswerLanguage) -> Notice {
        let say = |language| {
            let how_many = self.how_many(sample, expected, language);
            let (rows, languages) = (self.rows(language), self.languages(language));
            let advice = self.advice(sample, expected);
            format!("{how_many} ({rows}): {languages}. {}", advice.get(language))
        };
        Notice::new(say(Language::De), say(Language::En))
    }

    /// `12 Antworten sind eindeutig nicht auf Deutsch`
    fn how_many(&self, sample: &Sample, expected: AnswerLanguage, language: Language) -> String {
        let (looked_at, all) = (sample.kept.len() as u64, sample.seen);
        let (name, n) = (expected.name(), language.count(self.answers));
        let name = name.get(language);
        let found = match (language, self.answers) {
            (Language::De, 1) => format!("1 Antwort ist eindeutig nicht auf {name}"),
            (Language::De, _) => format!("{n} Antworten sind eindeutig nicht auf {name}"),
            (Language::En, 1) => format!("1 answer is clearly not in {name}"),
            (Language::En, _) => format!("{n} answers are clearly not in {name}"),
        };
        if looked_at == all {
            return found;
        }
        let (looked_at, all) = (language.count(looked_at), language.count(all));
        match language {
            Language::De => format!("In einer Stichprobe von {looked_at} der {all} Antworten: {found}"),
            Language::En => format!("In a sample of {looked_at} of the {all} answers: {found}"),
        }
    }

    /// `Zeilen 5, 17, …`
    fn rows(&self, language: Language) -> String {
        let word = match (language, self.rows.len()) {
            (Language::De, 1) => "Zeile",
            (Language::De, _) => "Zeilen",
            (Language::En, 1) => "row",
            (Language::En, _) => "rows",
        };
        let mut rows: Vec<String> = self.rows.iter().take(ROWS_NAMED).map(u64::to_string).collect();
        if self.rows.len() > ROWS_NAMED {
            rows.push("…".to_owned());
        }
        format!("{word} {}", rows.join(", "))
    }

    /// `Englisch 9, Türkisch 3`
    fn languages(&self, language: Language) -> String {
        let mut all: Vec<(&str, u64)> = self
            .languages
            .values()
            .map(|(name, count)| (name.get(language), *count))
            .collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let named = all
            .iter()
            .map(|(name, count)| format!("{name} {}", language.count(*count)));
        named.collect::<Vec<_>>().join(", ")
    }

    fn advice(&self, sample: &Sample, expected: AnswerLanguage) -> Text {
        let counted = |other: &AnswerLanguage| {
            let entry = self.languages.get(&other.name().en);
            entry.map_or(0, |(_, count)| *count as usize)
        };
        let most = AnswerLanguage::ALL
            .into_iter()
            .find(|other| counted(other) * MANY > sample.kept.len());
        if let Some(other) = most {
            let (name, id) = (other.name(), other.id());
            return Text::new(
                format!(
                    "Ist {} die Sprache der Befragung: die Datei mit --answers-in {id} noch einmal einlesen.",
                    name.de
                ),
                format!(
                    "If {} is the language of the survey, import the file again with --answers-in {id}.",
                    name.en
                ),
            );
        }
        let name = expected.name();
        Text::new(
            format!(
                "Sie bleiben stehen und werden wie {} ausgewertet; Regeln finden in ihnen kaum etwas.",
                name.de
            ),
            format!(
                "They stay and are analysed as {}; rules will find hardly anything in them.",
                name.en
            ),
        )
    }
}
