//! What is wished of a file: how it is to be read, into which study, with which codebook.

use std::sync::Arc;

use super::Chosen;
use crate::import::{Choices, Said};
use crate::problem::{Problem, Result};
use crate::survey::{Missing, MissingWords};
use crate::web::fields::Fields;
use crate::web::form::{word, words};
use crate::web::uploads::Upload;

#[derive(Clone, Default)]
pub struct Wishes {
    pub said: Said,
    /// Whether the columns were ticked by a person: then none means none, not "recognise them".
    ticked: Ticked,
    /// File name of the study, with or without its ending.
    pub name: String,
    pub folder: String,
    pub codebook: Option<Chosen>,
    /// Name of the study's codebook to which codes in the file belong, where it comes into a study that is there.
    pub of_codebook: String,
    /// The sheets that are read where nobody says others; their fields are ticked.
    pub sheets_read: Vec<String>,
    /// The questionnaire of the survey that the file is an export of.
    pub questionnaire: Option<Arc<Upload>>,
    /// Whether the file brings its own codes and codings.
    pub is_project: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Ticked {
    #[default]
    NotYet,
    Columns,
    Nothing,
}

impl Wishes {
    /// What the form of the columns says. Columns are forgotten where the file is to be read otherwise: they may be called
    /// otherwise then.
    ///
    /// # Errors
    /// A word that cannot be said. The fields are kept all the same, so that they can be mended.
    pub fn read(&mut self, fields: &Fields) -> Result<()> {
        let mut said = Said {
            text: words(fields, "text"),
            id: word(fields, "id"),
            respondent: word(fields, "respondent"),
            wave: word(fields, "wave"),
            codes: word(fields, "codes"),
            coder: word(fields, "coder"),
            coder_column: word(fields, "coder-column"),
            date_column: word(fields, "date-column"),
            split: word(fields, "split"),
            encoding: word(fields, "encoding"),
            separator: word(fields, "separator"),
            sheet: words(fields, "sheet"),
            missing: missing(fields)?,
            answers_in: word(fields, "answers-in"),
            incomplete: word(fields, "incomplete"),
            tests_before: word(fields, "tests-before"),
        };
        let as_before = |one: &Said| (one.encoding.clone(), one.separator.clone(), one.sheet.clone());
        self.ticked = match said.text[..] {
            [] => Ticked::Nothing,
            _ => Ticked::Columns,
        };
        if self.said.sheet.is_empty() && said.sheet == self.sheets_read {
            said.sheet.clear();
        }
        let is_as_before = as_before(&said) == as_before(&self.said);
        self.said = said;
        if !is_as_before {
            self.forget_columns();
        }
        self.of_codebook = word(fields, "codebook");
        self.read_place(fields);
        self.said.choices().map(|_| ())
    }

    /// With a questionnaire, or without: columns are called otherwise then.
    pub fn ask_with(&mut self, questionnaire: Option<Arc<Upload>>) {
        self.questionnaire = questionnaire;
        self.forget_columns();
    }

    fn forget_columns(&mut self) {
        let said = std::mem::take(&mut self.said);
        self.said = Said {
            text: Vec::new(),
            id: String::new(),
            respondent: String::new(),
            codes: String::new(),
            coder_column: String::new(),
            date_column: String::new(),
            ..said
        };
        self.ticked = Ticked::NotYet;
    }

    /// What was said, read.
    ///
    /// # Errors
    /// A word that cannot be said.
    pub fn choices(&self) -> Result<Choices> {
        Ok(Choices {
            structure: self.questionnaire.as_ref().map(|file| file.path.clone()),
            ..self.said.choices()?
        })
    }

    /// What the form says about where the study is to stand.
    pub fn read_place(&mut self, fields: &Fields) {
        self.name = word(fields, "name");
        self.folder = word(fields, "folder");
        if self.folder.is_empty() {
            self.folder = word(fields, "other-folder");
        }
    }

    /// # Errors
    /// Somebody took away the last column of answers; codes without the name of who gave them.
    pub fn check_columns(&self) -> Result<()> {
        if self.ticked == Ticked::Nothing {
            return Err(Problem::usage(
                "Keine Spalte ist als Freitextantwort angekreuzt.",
                "No column is ticked as open-ended answers.",
            )
            .hint("Mindestens eine Spalte ankreuzen.", "Tick at least one column."));
        }
        if !self.said.codes.is_empty() && self.said.coder.is_empty() && self.said.coder_column.is_empty() {
            let column = &self.said.codes;
            return Err(Problem::usage(
                format!("Von wem die Kategorien in »{column}« sind, ist nicht gesagt."),
                format!("It is not said who gave the codes in “{column}”."),
            )
            .hint("--coder NAME ergänzen.", "Add --coder NAME."));
        }
        Ok(())
    }

    /// Whether anything was said that recognising anew would forget.
    pub fn says_anything(&self) -> bool {
        self.said != Said::default() || self.questionnaire.is_some()
    }

    /// The words that mean that an answer is missing, by kind.
    pub fn missing_words(&self) -> MissingWords {
        MissingWords::parse(&self.said.missing).unwrap_or_else(|_| MissingWords::shipped())
    }
}

/// The list of missing words that a form holds; empty where it is the shipped one.
fn missing(fields: &Fields) -> Result<String> {
    let shipped = MissingWords::shipped();
    let mut words: Vec<(String, Missing)> = Vec::new();
    let mut as_shipped = true;
    for kind in Missing::ALL {
        let typed: Vec<&str> = fields
            .get(&format!("missing-{}", kind.id()))
            .unwrap_or_default()
            .lines()
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .collect();
        as_shipped &= typed.iter().copied().eq(shipped.typed(kind));
        words.extend(typed.into_iter().map(|word| (word.to_owned(), kind)));
    }
    if as_shipped || words.is_empty() {
        return Ok(String::new());
    }
    if let Some((word, _)) = words.iter().find(|(word, _)| word.contains('|')) {
        return Err(Problem::usage(
            format!("»{word}« kann kein Wort für fehlende Angaben sein: Das Zeichen | trennt in der Liste."),
            format!("“{word}” cannot be a word for missing answers: the sign | separates in the list."),
        )
        .hint("Das Wort ohne | schreiben.", "Write the word without |."));
    }
    Ok(MissingWords::to_markdown(
        words.iter().map(|(word, kind)| (word.as_str(), *kind)),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(fields: &[(&str, &str)]) -> Fields {
        let owned = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Fields::from(owned.collect::<Vec<_>>())
    }

    #[test]
    fn columns_are_forgotten_when_the_file_is_read_otherwise() {
        let mut wishes = Wishes::default();
        wishes
            .read(&fields(&[("text", "Antwort"), ("id", "nr"), ("wave", "2")]))
            .unwrap();
        assert_eq!((wishes.said.text.len(), wishes.said.id.as_str()), (1, "nr"));
        wishes.check_columns().unwrap();
        wishes
            .read(&fields(&[
                ("text", "Antwort"),
                ("id", "nr"),
                ("wave", "2"),
                ("encoding", "macintosh"),
            ]))
            .unwrap();
        assert!(wishes.said.text.is_empty() && wishes.said.id.is_empty());
        assert_eq!(wishes.said.wave, "2");
        wishes.check_columns().unwrap();
        wishes.read(&fields(&[("encoding", "macintosh")])).unwrap();
        assert!(wishes.check_columns().is_err());
    }

    #[test]
    fn missing_words_are_said_only_where_they_are_others_than_the_shipped_ones() {
        let shipped = MissingWords::shipped();
        let mut all: Vec<(String, String)> = Missing::ALL
            .into_iter()
            .map(|kind| {
                let words: Vec<&str> = shipped.typed(kind).collect();
                (format!("missing-{}", kind.id()), words.join("\r\n"))
            })
            .collect();
        let mut wishes = Wishes::default();
        wishes.read(&Fields::from(all.clone())).unwrap();
        assert_eq!(wishes.said.missing, "");
        all[2].1.push_str("\r\nnix\r\n");
        wishes.read(&Fields::from(all.clone())).unwrap();
        assert!(wishes.said.choices().unwrap().missing.kind_of("nix").is_some());
        all[2].1.push_str("a|b");
        assert!(wishes.read(&Fields::from(all)).is_err());
    }

    #[test]
    fn codes_need_the_name_of_who_gave_them() {
        let mut wishes = Wishes::default();
        wishes
            .read(&fields(&[("text", "a"), ("codes", "codes")]))
            .unwrap();
        let problem = wishes.check_columns().unwrap_err();
        assert!(problem.what().de.contains("»codes«"), "{problem}");
        wishes
            .read(&fields(&[("text", "a"), ("codes", "codes"), ("coder", "Anna")]))
            .unwrap();
        wishes.check_columns().unwrap();
    }
}
