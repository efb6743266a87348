//! An export of a survey, whatever its format and style: what the questionnaire says of each column, cells brought to
//! codes, and which responses are wanted.
//!
//! Without a questionnaire only what headings tell is known: LimeSurvey's own columns, `[other]` and `[comment]`.

use super::answers::{Answers, Wording};
use super::fields::{Field, Holds, fields};
use super::fixed::{fixed, is_export};
use super::headings::{Match, matched};
use super::labels::dictionary;
use super::structure::Structure;
use super::wanted::{Fate, Responses};
use crate::import::choices::Choices;
use crate::import::columns::Proposed;
use crate::import::row::{Row, Written};
use crate::problem::Notice;
use crate::survey::Dictionary;

pub(in crate::import) struct Export {
    names: Vec<String>,
    /// What each column is for.
    pub proposed: Vec<Proposed>,
    pub dictionary: Dictionary,
    pub has_questionnaire: bool,
    cells: Vec<Cells>,
    writes: Writes,
    responses: Responses,
    notices: Vec<Notice>,
}

/// How a format writes what a table cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Writes {
    Plainly,
    /// `{newline}`, `{question_not_shown}` and the like: the VV export.
    InBraces,
}

/// What is done with the cells of a column.
enum Cells {
    AsTheyAre,
    Number,
    Answers(Answers),
}

impl Export {
    /// `None` where the headings are not those of LimeSurvey, and no questionnaire says otherwise.
    pub fn of(
        headings: &[&str],
        structures: &[Structure],
        choices: &Choices,
        writes: Writes,
    ) -> Option<Export> {
        let is_export = is_export(headings.iter().copied());
        let mut export = match structures {
            [] if is_export => Export::without(headings),
            [] => return None,
            _ => Export::with(structures, headings),
        };
        export.writes = writes;
        export.responses = Responses::of(&export.names, choices, structures.first());
        Some(export)
    }

    /// `structures`: the questionnaire in each language, the survey's own first; labels are in that one.
    fn with(structures: &[Structure], headings: &[&str]) -> Export {
        let by_language: Vec<Vec<Field>> = structures.iter().map(fields).collect();
        let known = |found: &Vec<Match>| found.iter().filter(|one| matches!(one, Match::Field(_))).count();
        let matches = structures.iter().zip(&by_language);
        let mut matches = matches.map(|(structure, fields)| matched(structure, fields, headings));
        let mut found = matches.next().unwrap_or_default();
        for other in matches {
            if known(&other) > known(&found) {
                found = other;
            }
        }
        let fields = &by_language[0];
        let mut export = Export::empty();
        export.has_questionnaire = true;
        let mut unknown = Vec::new();
        for (heading, found) in headings.iter().zip(&found) {
            let (name, proposed, cells) = match found {
                Match::Field(at) => {
                    let others = by_language[1..].iter().filter_map(|fields| fields.get(*at));
                    of_field(&fields[*at], others)
                }
                Match::Fixed(name) => ((*name).to_owned(), of_fixed(name), Cells::AsTheyAre),
                Match::Unknown => {
                    unknown.push(heading.trim().to_owned());
                    ((*heading).to_owned(), Proposed::Nothing, Cells::AsTheyAre)
                }
            };
            export.names.push(name);
            export.proposed.push(proposed);
            export.cells.push(cells);
        }
        unknown.retain(|heading| !is_timing(heading) && !heading.is_empty());
        if !unknown.is_empty() {
            let n = unknown.len();
            let first: Vec<&str> = unknown.iter().take(5).map(String::as_str).collect();
            let first = first.join(" · ");
            export.notices.push(Notice::new(
                format!(
                    "Spalten, die der Fragebogen nicht kennt: {n} ({first}). Sie werden nach ihrem Inhalt erkannt. Gehört die \
                     Struktur zu dieser Befragung und ist sie so alt wie der Export?"
                ),
                format!(
                    "Columns that the questionnaire does not know: {n} ({first}). They are recognised by what is in them. Does \
                     the structure belong to this survey, and is it as old as the export?"
                ),
            ));
        }
        export.dictionary = dictionary(&structures[0], fields, &export.names);
        export
    }

    fn without(headings: &[&str]) -> Export {
        let mut export = Export::empty();
        export.notices.push(Notice::new(
            "Ein Export von LimeSurvey ohne Fragebogen: Bekannt sind nur die Spalten, die LimeSurvey selbst anlegt (id, submitdate …); \
             die anderen werden nach ihrem Inhalt erkannt, ohne Fragetexte und Wertelabels. Mit dem Fragebogen (--structure, \
             Datei .lss oder .lsa) kommen sie mit.",
            "An export of LimeSurvey without its questionnaire: only the columns that LimeSurvey itself adds are known (id, \
             submitdate …); the others are recognised by what is in them, without wordings and value labels. With the \
             questionnaire (--structure, file .lss or .lsa) these come along.",
        ));
        for heading in headings {
            let name = fixed(heading);
            export.proposed.push(match name {
                Some(name) => of_fixed(name),
                None if is_typed(heading) => Proposed::Open,
                None => Proposed::Nothing,
            });
            export.names.push((*heading).to_owned());
            export.cells.push(Cells::AsTheyAre);
        }
        export
    }

    fn empty() -> Export {
        Export {
            names: Vec::new(),
            proposed: Vec::new(),
            dictionary: Dictionary::default(),
            has_questionnaire: false,
            cells: Vec::new(),
            writes: Writes::Plainly,
            responses: Responses::default(),
            notices: Vec::new(),
        }
    }

    /// What each column is called in the study.
    pub fn names(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).collect()
    }

    /// Tells from the first rows whether answers are written as codes or in words, and makes the rows codes. Gives what is to
    /// be said before the first row.
    pub fn learn(&mut self, sample: &mut [Row]) -> Vec<Notice> {
        if self.writes == Writes::InBraces {
            for row in sample.iter_mut() {
                without_braces(row);
            }
        }
        let mut codes = 0;
        let mut words = 0;
        for (column, cells) in self.cells.iter().enumerate() {
            if let Cells::Answers(answers) = cells {
                for row in sample.iter() {
                    let (code, word) = answers.tell(row.cell(column));
                    codes += u64::from(code);
                    words += u64::from(word);
                }
            }
        }
        let wording = if words > codes {
            Wording::Words
        } else {
            Wording::Codes
        };
        for cells in &mut self.cells {
            if let Cells::Answers(answers) = cells {
                answers.wording = wording;
            }
        }
        let filled = |column: usize| sample.iter().any(|row| !row.cell(column).trim().is_empty());
        for (column, proposed) in self.proposed.iter_mut().enumerate() {
            if *proposed == Proposed::Respondent && !filled(column) {
                *proposed = Proposed::Closed;
            }
        }
        for row in sample {
            self.to_codes(row);
        }
        for cells in &self.cells {
            if let Cells::Answers(answers) = cells {
                answers.forget_strange();
            }
        }
        std::mem::take(&mut self.notices)
    }

    /// Brings a row to codes; whether it is wanted is counted.
    pub fn take(&mut self, row: &mut Row) -> Fate {
        if row.is_blank() {
            return Fate::Taken;
        }
        if self.writes == Writes::InBraces {
            without_braces(row);
        }
        self.to_codes(row);
        self.responses.take(row)
    }

    /// As [`Export::take`], of a row that comes again and is not counted.
    pub fn is_wanted(&self, row: &Row) -> bool {
        self.responses.fate(row) == Fate::Taken
    }

    fn to_codes(&self, row: &mut Row) {
        rewritten(row, |column, cell, written| match self.cells.get(column)? {
            Cells::AsTheyAre => None,
            Cells::Number => number(cell).map(|number| (number.to_owned(), written)),
            Cells::Answers(answers) => answers.code(cell, written),
        });
    }

    /// What is to be said after the last one.
    pub fn last_notices(&self) -> Vec<Notice> {
        let mut notices = self.responses.notices();
        let answers = self.cells.iter().zip(&self.names);
        let strange: Vec<(&str, u64)> = answers
            .filter_map(|(cells, name)| match cells {
                Cells::Answers(answers) => Some((name.as_str(), answers.strange())),
                _ => None,
            })
            .filter(|(_, cells)| *cells > 0)
            .collect();
        if let Some((first, _)) = strange.first() {
            let (n, columns) = (strange.iter().map(|(_, cells)| cells).sum::<u64>(), strange.len());
            notices.push(Notice::new(
                format!(
                    "Antworten in Worten, die der Fragebogen nicht kennt: {n} in {columns} Spalten (zuerst {first}); sie bleiben, \
                     wie sie sind. Sicherer ist ein Export mit Antwortcodes."
                ),
                format!(
                    "Answers in words that the questionnaire does not know: {n} in {columns} columns (first {first}); they stay \
                     as they are. An export with answer codes is safer."
                ),
            ));
        }
        notices
    }

    /// Whether the file tells a question that was not shown from one that was left empty.
    pub fn tells_not_shown(&self) -> bool {
        self.writes == Writes::InBraces
    }
}

fn of_field<'f>(field: &Field, others: impl Iterator<Item = &'f Field>) -> (String, Proposed, Cells) {
    let proposed = match field.holds {
        Holds::Words => Proposed::Open,
        _ => Proposed::Closed,
    };
    let cells = match &field.holds {
        Holds::Number => Cells::Number,
        Holds::One(known) => {
            let others = others.filter_map(|other| match &other.holds {
                Holds::One(answers) => Some(answers.as_slice()),
                _ => None,
            });
            Cells::Answers(Answers::one_of(known, others.flatten()))
        }
        Holds::Chosen => Cells::Answers(Answers::chosen()),
        _ => Cells::AsTheyAre,
    };
    (field.name.clone(), proposed, cells)
}

fn of_fixed(name: &str) -> Proposed {
    match name {
        "id" => Proposed::Id,
        // Whoever answers twice does so with the same token.
        "token" => Proposed::Respondent,
        _ => Proposed::Closed,
    }
}

/// Whether a heading by code says that somebody typed something.
fn is_typed(heading: &str) -> bool {
    ["[other]", "[comment]", "[_Cother]", "[_Ccomment]", "comment]"]
        .iter()
        .any(|ending| heading.trim().ends_with(ending))
}

/// Seconds on a page: `groupTime13`, `K1Time`.
fn is_timing(heading: &str) -> bool {
    heading.ends_with("Time") || heading.starts_with("groupTime") || heading.starts_with("questionTime")
}

/// A number as LimeSurvey exports it: no zeros behind, none missing before.
fn number(cell: &str) -> Option<&str> {
    let is_decimal = cell.contains('.')
        && cell
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    is_decimal.then(|| cell.trim_end_matches('0').trim_end_matches('.'))
}

/// Writes cells anew where `change` says so.
fn rewritten(row: &mut Row, mut change: impl FnMut(usize, &str, Written) -> Option<(String, Written)>) {
    let mut changed: Vec<(usize, String, Written)> = Vec::new();
    for column in 0..row.len() {
        if let Some((cell, written)) = change(column, row.cell(column), row.written(column)) {
            changed.push((column, cell, written));
        }
    }
    if changed.is_empty() {
        return;
    }
    let old = row.compact();
    row.clear(old.number);
    let mut changes = changed.into_iter().peekable();
    for column in 0..old.len() {
        match changes.next_if(|(at, _, _)| *at == column) {
            Some((_, cell, written)) => row.close_with(cell.as_bytes(), written),
            None => row.close_with(old.cell(column).as_bytes(), old.written(column)),
        }
    }
}

/// The VV export writes what its lines cannot hold in braces (`vvexport` of LimeSurvey).
fn without_braces(row: &mut Row) {
    rewritten(row, |_, cell, _| {
        if cell.trim() == "{question_not_shown}" {
            return Some((String::new(), Written::Bare));
        }
        let cell = if cell.contains('{') {
            // The brace itself last: what it gives is not read again.
            cell.replace("{newline}", "\n")
                .replace("{cr}", "\r")
                .replace("{tab}", "\t")
                .replace("{quote}", "\"")
                .replace("{lbrace}", "{")
        } else {
            cell.to_owned()
        };
        Some((cell, Written::Quoted))
    });
}
