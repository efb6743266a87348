//! What was recognised of a file, as data and as text in both languages. Shown before anything is changed.

use std::path::Path;

use serde::Serialize;

use super::columns::{Column, Role, Why};
use super::dialect::Quoting;
use super::encoding::EncodingOrigin;
use super::profile::Looks;
use super::sample::language_of;
use super::table::{Form, Table};
use crate::problem::Notice;
use crate::study::Labels;
use crate::survey::AnswerLanguage;
use crate::words::{Language, Text};

/// Letters of a label that are shown.
const LABEL: usize = 70;
/// Rows shown as a foretaste.
const FIRST_ROWS: usize = 5;

#[derive(Debug, Clone, Serialize)]
pub struct Recognised {
    pub file: String,
    /// `csv`, `xlsx`, `ods`, `xls`, `sav`, `dta`.
    pub kind: &'static str,
    /// Its name after the Encoding Standard; none for spreadsheets.
    pub encoding: Option<&'static str>,
    pub encoding_origin: Option<EncodingOrigin>,
    /// None: a spreadsheet, or one column.
    pub separator: Option<char>,
    /// Whether cells stand in quotation marks: `none`, `some`, `all`.
    pub quoting: Option<&'static str>,
    /// The sheets that are read, joined by commas.
    pub sheet: Option<String>,
    /// The sheets that are read, one by one.
    #[serde(skip)]
    pub sheets: Vec<String>,
    /// Sheets of the same file that are not read.
    #[serde(skip)]
    pub other_sheets: Vec<String>,
    /// Rows with something in them, where they were counted.
    pub rows: Option<u64>,
    pub columns: Vec<Column>,
    /// With labels in the place of values that have one.
    pub first_rows: Vec<Vec<String>>,
    /// The language of the open answers among the first rows, where it can be told.
    #[serde(skip)]
    pub answers_in: Option<AnswerLanguage>,
    #[serde(skip)]
    pub survey: Survey,
    #[serde(skip)]
    pub notices: Vec<Notice>,
}

/// What is known of the survey that a file is an export of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Survey {
    /// The file is no export of a survey tool that is known, and nobody has said otherwise.
    #[default]
    Unknown,
    /// What LimeSurvey writes into each of its exports.
    OfLimesurvey,
    /// Its questionnaire, too.
    WithQuestionnaire,
}

impl Recognised {
    pub(super) fn of(path: &Path, table: &Table, columns: Vec<Column>) -> Recognised {
        let file = path.file_name().map_or_else(
            || path.display().to_string(),
            |name| name.to_string_lossy().into_owned(),
        );
        let labels = Labels::of(&table.dictionary, &table.names);
        let first_rows = table
            .sample
            .iter()
            .take(FIRST_ROWS)
            .map(|row| {
                (0..columns.len())
                    .map(|column| labels.shown(column, row.cell(column)).unwrap_or("").to_owned())
                    .collect()
            })
            .collect();
        let open: Vec<usize> = columns
            .iter()
            .enumerate()
            .filter(|(_, column)| matches!(column.role, Role::Open { .. }))
            .map(|(at, _)| at)
            .collect();
        let cells = table
            .sample
            .iter()
            .flat_map(|row| open.iter().map(|at| row.cell(*at)));
        let answers_in = language_of(&cells.filter(|cell| !cell.trim().is_empty()).collect::<Vec<_>>());
        let mut recognised = Recognised {
            kind: "csv",
            encoding: None,
            encoding_origin: None,
            separator: None,
            quoting: None,
            sheet: None,
            sheets: Vec::new(),
            other_sheets: table.other_sheets().to_vec(),
            rows: None,
            columns,
            first_rows,
            answers_in,
            survey: table.survey(),
            notices: table
                .notices
                .iter()
                .map(|notice| notice.clone().in_file(&file))
                .collect(),
            file,
        };
        match &table.form {
            Form::Text { decided, dialect } => {
                recognised.encoding = Some(decided.encoding.name());
                recognised.encoding_origin = Some(decided.origin);
                recognised.separator = dialect.separator.map(char::from);
                recognised.quoting = Some(match dialect.quoting {
                    Quoting::None => "none",
                    Quoting::Some => "some",
                    Quoting::All => "all",
                });
            }
            Form::Sheet { kind, read, .. } => {
                recognised.kind = kind;
                recognised.sheet = Some(read.join(", "));
                recognised.sheets.clone_from(read);
            }
            Form::Held { ending } => recognised.kind = ending,
        }
        recognised
    }

    /// Whether the file brings its own codes and codings: a REFI-QDA project.
    pub fn is_project(&self) -> bool {
        self.kind == "qdpx"
    }

    /// `CSV, UTF-8, Semikolon, 437 Zeilen`: the file as a whole.
    pub fn facts(&self, language: Language) -> String {
        let pick = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let mut facts = vec![self.kind.to_uppercase()];
        facts.extend(self.encoding.map(str::to_owned));
        if self.kind == "csv" {
            facts.push(match self.separator {
                Some(';') => pick("Semikolon", "semicolon"),
                Some(',') => pick("Komma", "comma"),
                Some('\t') => pick("Tabulator", "tab"),
                Some('|') => pick("senkrechter Strich", "vertical bar"),
                Some(other) => other.to_string(),
                None => pick("eine Spalte", "one column"),
            });
        }
        if let Some(sheet) = &self.sheet {
            facts.push(pick(&format!("Blatt »{sheet}«"), &format!("sheet \"{sheet}\"")));
        }
        if let Some(rows) = self.rows {
            facts.push(format!("{} {}", language.count(rows), pick("Zeilen", "rows")));
        }
        facts.join(", ")
    }

    /// Several lines: the file, then one line for each column.
    pub fn say(&self, language: Language) -> String {
        let mut text = format!("{}: {}\n", self.file, self.facts(language));
        for column in &self.columns {
            text.push_str(&format!("  {:<28} {}\n", column.heading, column.say(language)));
            if !column.label.is_empty() {
                text.push_str(&format!("  {:<28} »{}«\n", "", shortened(&column.label)));
            }
        }
        text
    }
}

/// The beginning of a label.
fn shortened(label: &str) -> String {
    let flat = label.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.chars().count() > LABEL {
        true => flat.chars().take(LABEL - 1).chain(['…']).collect(),
        false => flat,
    }
}

impl Column {
    /// The role and why.
    pub fn say(&self, language: Language) -> String {
        let role = match &self.role {
            Role::Open { question, slot: 0 } if *question == self.heading => {
                Text::new("offene Frage", "open question")
            }
            Role::Open { question, slot } => Text::new(
                format!("offene Frage »{question}«, Nennung {slot}"),
                format!("open question \"{question}\", mention {slot}"),
            ),
            Role::Id => Text::new("Kennung der Zeile", "id of the row"),
            Role::Respondent => Text::new("Befragte", "respondent"),
            Role::Codes => Text::new("Codes", "codes"),
            Role::CodedBy => Text::new("wer kodiert hat", "who coded"),
            Role::CodedOn => Text::new("wann kodiert wurde", "when it was coded"),
            Role::Background => Text::new("Hintergrund", "background"),
            Role::LeftOut => Text::new(
                "nicht eingelesen: offene Frage der Studie, hier nicht genannt",
                "left out: an open question of the study, not named here",
            ),
            Role::Empty => Text::new("leer", "empty"),
        };
        let why = match self.why {
            Why::Named => Text::new("so genannt", "named so"),
            Why::Known => Text::new("wie in der Studie", "as in the study"),
            Why::Structure => Text::new("nach dem Fragebogen", "by the questionnaire"),
            Why::OfLimesurvey => Text::new("eigene Spalte von LimeSurvey", "a column of LimeSurvey's own"),
            Why::Heading => Text::new("nach der Überschrift", "by its heading"),
            Why::Words => Text::new("viele verschiedene Sätze", "many different sentences"),
            Why::Stem => Text::new(
                "wie die Spalten desselben Stamms",
                "as the columns of the same stem",
            ),
            Why::Rest => match self.looks {
                Looks::Empty => Text::new("leer", "empty"),
                _ if self.labelled > 0 => {
                    let n = self.labelled;
                    Text::new(format!("Wertelabels: {n}"), format!("value labels: {n}"))
                }
                Looks::Number => Text::new("Zahlen", "numbers"),
                Looks::Date => Text::new("Datum", "dates"),
                Looks::Category => Text::new("wenige verschiedene Werte", "few different values"),
                Looks::Text => Text::new("Text", "text"),
            },
        };
        format!("{} ({})", role.get(language), why.get(language))
    }
}
