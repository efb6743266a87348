//! Reads a questionnaire as LimeSurvey exports it (`.lss`).
//!
//! Versions: up to 3 (DBVersion below about 400) the texts stand in the rows of `questions`, `answers` and `groups`, one row
//! for each language; from 4 on in tables of their own (`question_l10ns` …); 7 (717) has the items of a ranking as
//! subquestions. All are read in one way: a text is looked for in both places.

use std::collections::BTreeMap;

use super::plain::plain;
use super::structure::{Answer, Mandatory, Question, Structure, Subquestion};
use super::tables;
use super::tables::{Entry, Values, absurd, entries};
use crate::packed::xml::letters;
use crate::problem::{Problem, Result};

/// Tables that are read.
const TABLES: [&str; 10] = [
    "questions",
    "subquestions",
    "answers",
    "groups",
    "question_l10ns",
    "answer_l10ns",
    "group_l10ns",
    "question_attributes",
    "surveys",
    "surveys_languagesettings",
];

/// Columns that are read.
const COLUMNS_READ: [&str; 23] = [
    "qid",
    "parent_qid",
    "sid",
    "gid",
    "aid",
    "type",
    "title",
    "question",
    "other",
    "mandatory",
    "question_order",
    "scale_id",
    "language",
    "code",
    "answer",
    "sortorder",
    "group_name",
    "group_order",
    "attribute",
    "value",
    "startdate",
    "surveyls_language",
    "surveyls_title",
];
/// What a row takes beside its letters, and what all may take.
const ROW: usize = 600;
const HELD: usize = 96 << 20;
/// Bytes of a questionnaire; the largest have some twenty million.
const MOST: usize = 64 << 20;
/// Texts of one number that are kept: one for each language.
const TEXTS: usize = 64;
/// Settings of questions that are read.
const ATTRIBUTES: [&str; 2] = ["max_subquestions", "other_replace_text"];
/// Languages that are read.
const LANGUAGES: usize = 8;

impl Structure {
    /// Reads a `.lss`, once for each language of the survey; the language that the survey is in comes first.
    ///
    /// # Errors
    /// No XML of LimeSurvey; no questionnaire; no questions in it.
    pub(super) fn read(bytes: &[u8]) -> Result<Vec<Structure>> {
        if bytes.len() > MOST {
            return Err(absurd());
        }
        let text = letters(bytes)?;
        let mut tables: BTreeMap<String, Vec<Values>> = BTreeMap::new();
        let mut taken = 0;
        let kind = entries(
            &text,
            |table| TABLES.contains(&table),
            |table, entry| {
                let Entry::Row(mut row) = entry else { return Ok(()) };
                row.retain(|column, _| COLUMNS_READ.contains(&column.as_str()));
                let is_read =
                    table != "question_attributes" || ATTRIBUTES.contains(&value(&row, "attribute"));
                if row.is_empty() || !is_read {
                    return Ok(());
                }
                taken += ROW + row.values().map(String::len).sum::<usize>();
                if taken > HELD {
                    return Err(absurd());
                }
                match tables.get_mut(table) {
                    Some(rows) => rows.push(row),
                    None => {
                        tables.insert(table.to_owned(), vec![row]);
                    }
                }
                Ok(())
            },
        )?;
        if kind.holds != "Survey" {
            return Err(no_questionnaire(&kind.holds));
        }
        let tables = Tables { tables };
        let mut languages = tables.languages(kind.languages);
        // Each language is a copy of the texts.
        languages.truncate((HELD / taken.max(1)).max(1));
        let structures = languages
            .iter()
            .map(|language| tables.structure(language, &languages));
        let structures: Vec<Structure> = structures.collect::<Result<_>>()?;
        let columns = structures[0].questions.iter().map(Question::columns);
        if columns.fold(0_usize, usize::saturating_add) > tables::COLUMNS {
            return Err(absurd());
        }
        Ok(structures)
    }
}

struct Tables {
    tables: BTreeMap<String, Vec<Values>>,
}

/// Values of settings by question and name.
type Settings<'t> = BTreeMap<(&'t str, &'t str), &'t Values>;

/// Texts by number and language, in the order of the file.
type Texts = BTreeMap<String, Vec<(String, String)>>;

impl Tables {
    fn of(&self, table: &str) -> &[Values] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }

    /// The language that the survey is in, then the others.
    fn languages(&self, listed: Vec<String>) -> Vec<String> {
        let survey = self.of("surveys").first();
        let base = survey
            .map(|survey| value(survey, "language"))
            .filter(|language| !language.is_empty())
            .map(str::to_owned)
            .or_else(|| listed.first().cloned())
            .unwrap_or_default();
        let mut languages = vec![base.clone()];
        languages.extend(listed.into_iter().filter(|language| *language != base));
        languages.truncate(LANGUAGES);
        languages
    }

    fn structure(&self, language: &str, languages: &[String]) -> Result<Structure> {
        let survey = self.of("surveys").first();
        let settings = self.of("surveys_languagesettings");
        let title = settings
            .iter()
            .find(|row| value(row, "surveyls_language") == language)
            .or(settings.first())
            .map(|row| plain(value(row, "surveyls_title")))
            .unwrap_or_default();
        let questions = self.questions(language);
        if questions.is_empty() {
            return Err(Problem::input(
                "Die Struktur enthält keine Fragen.",
                "The structure holds no questions.",
            )
            .hint(
                "In LimeSurvey »Exportieren → Umfragestruktur (.lss)« wählen.",
                "In LimeSurvey choose \"Export → Survey structure (.lss)\".",
            ));
        }
        let begins = survey
            .map(|survey| value(survey, "startdate"))
            .unwrap_or_default();
        let number = survey.map(|survey| value(survey, "sid")).unwrap_or_default();
        let questions_say = self.of("questions").first().map(|row| value(row, "sid"));
        Ok(Structure {
            survey: if number.is_empty() {
                questions_say.unwrap_or_default().to_owned()
            } else {
                number.to_owned()
            },
            title,
            languages: languages.to_vec(),
            begins: (!begins.is_empty()).then(|| begins.to_owned()),
            questions,
        })
    }

    fn questions(&self, language: &str) -> Vec<Question> {
        let settings = self.settings(language);
        let setting = |id: &str, name: &str| settings.get(&(id, name)).map(|row| value(row, "value"));
        let texts = self.texts("questions", "question_l10ns", "qid", "question");
        let below = self.texts("subquestions", "question_l10ns", "qid", "question");
        let groups = self.texts("groups", "group_l10ns", "gid", "group_name");
        let places: BTreeMap<&str, i64> = self
            .of("groups")
            .iter()
            .map(|row| (value(row, "gid"), number(row, "group_order")))
            .collect();
        let mut found: Vec<(i64, i64, Question)> = Vec::new();
        let mut at: BTreeMap<&str, usize> = BTreeMap::new();
        for row in self.of("questions") {
            let (id, parent) = (value(row, "qid"), value(row, "parent_qid"));
            if id.is_empty() || !matches!(parent, "" | "0") || at.contains_key(id) {
                continue;
            }
            let group = value(row, "gid");
            let question = Question {
                id: id.to_owned(),
                group: group.to_owned(),
                group_name: text_in(&groups, group, language),
                code: value(row, "title").to_owned(),
                kind: value(row, "type").chars().next().unwrap_or('T'),
                text: text_in(&texts, id, language),
                mandatory: match value(row, "mandatory") {
                    "Y" => Mandatory::Yes,
                    "S" => Mandatory::Soft,
                    _ => Mandatory::No,
                },
                other: (value(row, "other") == "Y").then(|| {
                    let wording = setting(id, "other_replace_text");
                    wording.map(plain).unwrap_or_default()
                }),
                subquestions: Vec::new(),
                answers: Vec::new(),
                places: setting(id, "max_subquestions")
                    .and_then(|most| most.trim().parse().ok())
                    .filter(|most| *most > 0),
            };
            at.insert(id, found.len());
            let group_place = places.get(group).copied().unwrap_or_default();
            found.push((group_place, number(row, "question_order"), question));
        }
        self.add_subquestions(&mut found, &at, &below, language);
        self.add_answers(&mut found, &at, language);
        found.sort_by_key(|(group, place, _)| (*group, *place));
        found.into_iter().map(|(_, _, question)| question).collect()
    }

    fn add_subquestions(
        &self,
        found: &mut [(i64, i64, Question)],
        at: &BTreeMap<&str, usize>,
        texts: &Texts,
        language: &str,
    ) {
        let mut rows: Vec<&Values> = self.of("subquestions").iter().collect();
        // Stable: the order of the file decides what the numbers leave open.
        rows.sort_by_key(|row| (number(row, "scale_id"), number(row, "question_order")));
        let mut seen = std::collections::BTreeSet::new();
        for row in rows {
            let id = value(row, "qid");
            let Some(question) = at.get(value(row, "parent_qid")) else {
                continue;
            };
            if !seen.insert(id) {
                continue;
            }
            found[*question].2.subquestions.push(Subquestion {
                id: id.to_owned(),
                code: value(row, "title").to_owned(),
                text: text_in(texts, id, language),
                scale: number(row, "scale_id").clamp(0, 1) as u8,
            });
        }
    }

    fn add_answers(&self, found: &mut [(i64, i64, Question)], at: &BTreeMap<&str, usize>, language: &str) {
        let labels = self.texts("", "answer_l10ns", "aid", "answer");
        let mut rows: Vec<&Values> = self.of("answers").iter().collect();
        rows.sort_by_key(|row| (number(row, "scale_id"), number(row, "sortorder")));
        // One row per language up to version 3: the base language first.
        let (first, rest): (Vec<&Values>, Vec<&Values>) = rows.into_iter().partition(|row| {
            let written = value(row, "language");
            written.is_empty() || written == language
        });
        let mut seen = std::collections::BTreeSet::new();
        for row in first.into_iter().chain(rest) {
            let Some(question) = at.get(value(row, "qid")) else {
                continue;
            };
            let (id, code, scale) = (value(row, "aid"), value(row, "code"), number(row, "scale_id"));
            if !seen.insert((*question, scale, code)) {
                continue;
            }
            let label = match value(row, "answer") {
                "" => text_in(&labels, id, language),
                label => plain(label),
            };
            found[*question].2.answers.push(Answer {
                id: id.to_owned(),
                code: code.to_owned(),
                label,
                scale: scale.clamp(0, 1) as u8,
            });
        }
    }

    /// Texts of a table, from its own rows or from the table of translations.
    fn texts(&self, table: &str, translated: &str, id: &str, column: &str) -> Texts {
        let mut texts = Texts::new();
        for row in self.of(table).iter().chain(self.of(translated)) {
            if let Some(text) = row.get(column) {
                let known = texts.entry(value(row, id).to_owned()).or_default();
                if known.len() < TEXTS {
                    known.push((value(row, "language").to_owned(), plain(text)));
                }
            }
        }
        texts
    }

    /// Settings of questions that hold in the language.
    fn settings(&self, language: &str) -> Settings<'_> {
        let mut settings = Settings::new();
        for row in self.of("question_attributes") {
            let written = value(row, "language");
            if (written.is_empty() || written == language) && !value(row, "value").is_empty() {
                settings
                    .entry((value(row, "qid"), value(row, "attribute")))
                    .or_insert(row);
            }
        }
        settings
    }
}

fn value<'v>(row: &'v Values, column: &str) -> &'v str {
    row.get(column).map_or("", |value| value.trim())
}

fn number(row: &Values, column: &str) -> i64 {
    value(row, column).parse().unwrap_or_default()
}

/// The text in the language, else in any other that has words for it.
fn text_in(texts: &Texts, id: &str, language: &str) -> String {
    let Some(known) = texts.get(id) else {
        return String::new();
    };
    let of_language = known
        .iter()
        .find(|(written, text)| written == language && !text.is_empty());
    let any = of_language.or_else(|| known.iter().find(|(_, text)| !text.is_empty()));
    any.map(|(_, text)| text.clone()).unwrap_or_default()
}

fn no_questionnaire(holds: &str) -> Problem {
    Problem::input(
        format!("Die Datei ist von LimeSurvey, enthält aber keinen Fragebogen, sondern »{holds}«."),
        format!("The file is one of LimeSurvey but holds no questionnaire but \"{holds}\"."),
    )
    .hint(
        "In LimeSurvey »Exportieren → Umfragestruktur (.lss)« oder »Umfragearchiv (.lsa)« wählen.",
        "In LimeSurvey choose \"Export → Survey structure (.lss)\" or \"Survey archive (.lsa)\".",
    )
}
