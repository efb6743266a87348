//! One table of a codebook file: its fields with their types, and keys that do not belong there.
//!
//! A wrong field is noted and read as missing, so that one pass finds all mistakes. Deliberately absent: what the fields
//! mean (`read`).

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::source::Source;
use crate::problem::Problem;
use crate::words::{Text, nearest};

/// A value with its bytes in the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed<T> {
    pub value: T,
    pub span: Range<usize>,
}

/// A table that is being read. `span` is where it begins, for fields that are missing.
pub(super) struct Fields<'r, 'p, 't> {
    pub source: Source<'t>,
    pub table: &'r DeTable<'t>,
    pub span: Range<usize>,
    pub problems: &'p mut Vec<Problem>,
}

impl<'r, 't> Fields<'r, '_, 't> {
    /// Notes every key that is not in `known`.
    pub fn only(&mut self, known: &[&str]) {
        for key in self
            .table
            .keys()
            .filter(|key| !known.contains(&key.get_ref().as_ref()))
        {
            let written = key.get_ref();
            let problem = self.source.mistake(
                &key.span(),
                format!("Das Feld „{written}“ gibt es hier nicht."),
                format!("There is no field “{written}” here."),
            );
            let list = known.join(", ");
            self.problems.push(match nearest(written, known.iter().copied()) {
                Some(meant) => problem.hint(
                    format!("Gemeint ist wohl „{meant}“."),
                    format!("Perhaps “{meant}” is meant."),
                ),
                None => problem.hint(format!("Möglich sind: {list}."), format!("Possible are: {list}.")),
            });
        }
    }

    pub fn get(&self, key: &str) -> Option<(&'r DeValue<'t>, Range<usize>)> {
        self.table.get(key).map(|value| (value.get_ref(), value.span()))
    }

    /// A string that is not blank.
    pub fn string(&mut self, key: &str) -> Option<Placed<String>> {
        let (value, span) = self.get(key)?;
        match value {
            DeValue::String(text) if !text.trim().is_empty() => Some(Placed {
                value: text.to_string(),
                span,
            }),
            DeValue::String(_) => {
                self.wrong(
                    &span,
                    format!("„{key}“ ist leer."),
                    format!("“{key}” is empty."),
                    key,
                );
                None
            }
            other => {
                self.not_a_string(key, other, &span);
                None
            }
        }
    }

    /// A string that may be empty; empty where it is missing.
    pub fn free(&mut self, key: &str) -> String {
        match self.get(key) {
            Some((DeValue::String(text), _)) => text.to_string(),
            Some((other, span)) => {
                self.not_a_string(key, other, &span);
                String::new()
            }
            None => String::new(),
        }
    }

    /// `true` or `false`.
    pub fn truth(&mut self, key: &str) -> Option<Placed<bool>> {
        let (value, span) = self.get(key)?;
        match value {
            DeValue::Boolean(value) => Some(Placed { value: *value, span }),
            other => {
                let kind = kind_of(other);
                let problem = self.source.mistake(
                    &span,
                    format!("„{key}“ ist kein Wahrheitswert, sondern {}.", kind.de),
                    format!("“{key}” is not true or false but {}.", kind.en),
                );
                self.problems.push(problem.hint(
                    format!("{key} = true (ohne Anführungszeichen), oder die Zeile löschen."),
                    format!("{key} = true (without quotation marks), or delete the line."),
                ));
                None
            }
        }
    }

    /// A string, or `{ de = "…", en = "…" }`; where one language is missing it is the other one's. Empty where missing.
    pub fn text(&mut self, key: &str) -> Text {
        match self.get(key) {
            None => Text::default(),
            Some((DeValue::String(text), _)) => Text::new(text.as_ref(), text.as_ref()),
            Some((DeValue::Table(table), span)) => {
                let mut inner = Fields {
                    source: self.source,
                    table,
                    span,
                    problems: self.problems,
                };
                inner.only(&["de", "en"]);
                let (de, en) = (inner.free("de"), inner.free("en"));
                let (given_de, given_en) = (table.get("de").is_some(), table.get("en").is_some());
                match (given_de, given_en) {
                    (true, false) => Text::new(de.clone(), de),
                    (false, true) => Text::new(en.clone(), en),
                    _ => Text::new(de, en),
                }
            }
            Some((other, span)) => {
                let kind = kind_of(other);
                self.problems.push(
                    self.source
                        .mistake(
                            &span,
                            format!("„{key}“ ist kein Text, sondern {}.", kind.de),
                            format!("“{key}” is not a text but {}.", kind.en),
                        )
                        .hint(
                            format!("{key} = \"…\" oder {key} = {{ de = \"…\", en = \"…\" }}"),
                            format!("{key} = \"…\" or {key} = {{ de = \"…\", en = \"…\" }}"),
                        ),
                );
                Text::default()
            }
        }
    }

    /// A text that must be there.
    pub fn needed_text(&mut self, key: &str) -> Text {
        if !self.needs(key) {
            return Text::default();
        }
        let before = self.problems.len();
        let text = self.text(key);
        if self.problems.len() == before && (text.de.trim().is_empty() || text.en.trim().is_empty()) {
            let span = self.get(key).map_or(self.span.clone(), |(_, span)| span);
            self.wrong(
                &span,
                format!("„{key}“ ist leer."),
                format!("“{key}” is empty."),
                key,
            );
        }
        text
    }

    pub fn needed_string(&mut self, key: &str) -> Option<Placed<String>> {
        if self.needs(key) { self.string(key) } else { None }
    }

    pub fn whole_number(&mut self, key: &str) -> Option<Placed<i64>> {
        let (value, span) = self.get(key)?;
        let number = match value {
            DeValue::Integer(number) => {
                i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()).ok()
            }
            _ => None,
        };
        if number.is_none() {
            let written = self.source.text.get(span.clone()).unwrap_or_default();
            let problem = self.source.mistake(
                &span,
                format!("„{key}“ ist keine ganze Zahl: {written}"),
                format!("“{key}” is not a whole number: {written}"),
            );
            self.problems.push(problem.hint(
                format!("Ohne Anführungszeichen schreiben: {key} = 1"),
                format!("Write without quotation marks: {key} = 1"),
            ));
        }
        number.map(|value| Placed { value, span })
    }

    /// A list of strings that are not blank.
    pub fn strings(&mut self, key: &str) -> Vec<String> {
        let mut out = Vec::new();
        for item in self.list(key) {
            match item.get_ref() {
                DeValue::String(text) if !text.trim().is_empty() => out.push(text.to_string()),
                DeValue::String(_) => self.wrong(
                    &item.span(),
                    format!("Ein Eintrag von „{key}“ ist leer."),
                    format!("An entry of “{key}” is empty."),
                    key,
                ),
                other => self.not_a_string(key, other, &item.span()),
            }
        }
        out
    }

    /// The entries of a list; nothing where it is missing.
    pub fn list(&mut self, key: &str) -> &'r [toml::Spanned<DeValue<'t>>] {
        match self.get(key) {
            None => &[],
            Some((DeValue::Array(entries), _)) => entries,
            Some((_, span)) => {
                let problem = self.source.mistake(
                    &span,
                    format!("„{key}“ ist keine Liste."),
                    format!("“{key}” is not a list."),
                );
                self.problems.push(problem.hint(
                    format!("{key} = [ \"…\", \"…\" ]"),
                    format!("{key} = [ \"…\", \"…\" ]"),
                ));
                &[]
            }
        }
    }

    fn needs(&mut self, key: &str) -> bool {
        if self.table.get(key).is_some() {
            return true;
        }
        let problem = self.source.mistake(
            &self.span,
            format!("Hier fehlt das Feld „{key}“."),
            format!("The field “{key}” is missing here."),
        );
        let example = example(key);
        self.problems.push(problem.hint(
            format!("Eine Zeile ergänzen: {example}"),
            format!("Add a line: {example}"),
        ));
        false
    }

    fn wrong(&mut self, span: &Range<usize>, de: String, en: String, key: &str) {
        let example = example(key);
        let problem = self.source.mistake(span, de, en);
        self.problems.push(problem.hint(
            format!("Ausfüllen oder löschen: {example}"),
            format!("Fill it in or delete it: {example}"),
        ));
    }

    pub fn not_a_string(&mut self, key: &str, value: &DeValue<'_>, span: &Range<usize>) {
        let kind = kind_of(value);
        let problem = self.source.mistake(
            span,
            format!("„{key}“ ist kein Text in Anführungszeichen, sondern {}.", kind.de),
            format!("“{key}” is not a text in quotation marks but {}.", kind.en),
        );
        let example = example(key);
        self.problems.push(problem.hint(
            format!("Zum Beispiel {example}"),
            format!("For example {example}"),
        ));
    }
}

/// What a field looks like, the same in both languages.
fn example(key: &str) -> String {
    match key {
        "id" => "id = \"sprachfoerderung\"".to_owned(),
        "value" => "value = 1".to_owned(),
        "version" => "version = \"1.0\"".to_owned(),
        "find" => "find = \"sprachkurs*\"".to_owned(),
        "weight" => "weight = 0.8".to_owned(),
        "language" => "language = \"de\"".to_owned(),
        "merged_into" => "merged_into = \"sprachfoerderung\"".to_owned(),
        "label" | "title" => format!("{key} = {{ de = \"…\", en = \"…\" }}"),
        "anchor_examples" | "match_rules" | "split_into" => format!("{key} = [ \"…\" ]"),
        _ => format!("{key} = \"…\""),
    }
}

fn kind_of(value: &DeValue<'_>) -> Text {
    match value {
        DeValue::String(_) => Text::new("ein Text", "a text"),
        DeValue::Integer(_) | DeValue::Float(_) => Text::new("eine Zahl", "a number"),
        DeValue::Boolean(_) => Text::new("ein Wahrheitswert", "true or false"),
        DeValue::Datetime(_) => Text::new("ein Datum", "a date"),
        DeValue::Array(_) => Text::new("eine Liste", "a list"),
        DeValue::Table(_) => Text::new("eine Tabelle", "a table"),
    }
}
