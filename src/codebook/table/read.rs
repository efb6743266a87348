//! Rows → codebook; all mistakes of a table at once, each with its row and column.

use std::collections::BTreeSet;

use super::cells::{lines, rule, status, truth};
use super::heading::{Column, Filled, Tongue};
use super::sheet::Sheet;
use super::{TableRow, about, mistake, settle};
use crate::codebook::{Below, Code, Codebook, Status};
use crate::problem::{Notice, Problem, Result};
use crate::survey::{AnswerLanguage, PerAnswer};
use crate::words::Text;

/// Codes that a table may have; the largest classifications that answers are coded with have some 2,000.
const MOST: usize = 5_000;

/// Reads a codebook from the rows of a table, the first ones with the headings. `title`: where the table names none.
///
/// # Errors
/// No headings; all mistakes in cells, each with its row and column.
pub fn of_table(rows: &[TableRow], title: &str) -> Result<(Codebook, Vec<Notice>)> {
    let sheet = Sheet::of(rows)?;
    let mut reading = Reading {
        levels: sheet.levels(),
        chain: Vec::new(),
        drafts: Vec::new(),
        problems: Vec::new(),
        codebook: Codebook::without_codes(Text::new(title, title)),
        notices: sheet.notices.clone(),
        sheet,
    };
    for row in reading.sheet.body {
        reading.row(row);
    }
    reading.finish()
}

struct Reading<'r> {
    sheet: Sheet<'r>,
    levels: Vec<usize>,
    /// With levels: the code that was read last at each.
    chain: Vec<(usize, usize)>,
    drafts: Vec<Draft<'r>>,
    problems: Vec<Problem>,
    codebook: Codebook,
    notices: Vec<Notice>,
}

/// A code as it stands in the table.
#[derive(Default)]
pub(super) struct Draft<'r> {
    pub row: u64,
    pub id: &'r str,
    pub value: &'r str,
    pub label: Text,
    /// Blanks before the name.
    pub width: usize,
    /// The place of the code above, where levels tell it.
    pub above: Option<usize>,
    pub parent: &'r str,
    pub steps: bool,
    pub status: Status,
    pub definition: Text,
    pub coding_rule: Text,
    pub examples: Vec<String>,
    pub rules: Vec<String>,
}

impl<'r> Reading<'r> {
    fn row(&mut self, row: &'r TableRow) {
        let cell = |column| self.sheet.cell(row, column);
        let (id, value) = (cell(Column::Id).trim(), cell(Column::Value).trim());
        if id.starts_with('#') {
            return self.about(id, row);
        }
        let label = self.label(row);
        let filled: Vec<(usize, &str)> = self
            .levels
            .iter()
            .flat_map(|level| {
                self.sheet
                    .cells(row, Column::Level(*level))
                    .map(|cell| (*level, cell.trim()))
            })
            .filter(|(_, cell)| !cell.is_empty())
            .collect();
        let named = !label.de.trim().is_empty() || !filled.is_empty() || !id.is_empty() || !value.is_empty();
        if !named {
            // Merged cells: what stands here belongs to the code above.
            return match self.drafts.pop() {
                Some(mut draft) => {
                    self.fill(&mut draft, row);
                    self.drafts.push(draft);
                }
                None if row.cells.iter().all(|cell| cell.trim().is_empty()) => {}
                None => self.problems.push(mistake::no_name().in_row(row.number)),
            };
        }
        let mut draft = Draft {
            row: row.number,
            id,
            value,
            parent: cell(Column::Parent).trim(),
            width: label.de.len() - label.de.trim_start().len(),
            label: Text::new(label.de.trim(), label.en.trim()),
            ..Draft::default()
        };
        if let Some(((level, name), above)) = filled.split_last() {
            draft.label = Text::new(*name, *name);
            draft.above = self.above(above, *level, row.number);
            self.chain.push((*level, self.drafts.len()));
        }
        if draft.label.de.is_empty() {
            let name = if id.is_empty() { value } else { id };
            draft.label = Text::new(name, name);
        }
        self.fill(&mut draft, row);
        self.drafts.push(draft);
    }

    /// In both languages; where one is missing it is the other one's.
    fn label(&self, row: &'r TableRow) -> Text {
        let of = |tongue| self.sheet.cell(row, Column::Label(tongue));
        let (both, de, en) = (of(Tongue::Both), of(Tongue::De), of(Tongue::En));
        let first = |texts: [&str; 3]| {
            let text = texts.into_iter().find(|text| !text.trim().is_empty());
            text.unwrap_or("").to_owned()
        };
        Text::new(first([de, both, en]), first([en, both, de]))
    }

    /// The code above one at `level`; codes that are only named beside it are made.
    fn above(&mut self, named: &[(usize, &'r str)], level: usize, row: u64) -> Option<usize> {
        for (at, name) in named {
            let same = |(known, place): &(usize, usize)| known == at && self.drafts[*place].label.de == *name;
            if self.chain.iter().any(same) {
                continue;
            }
            self.chain.retain(|(known, _)| known < at);
            let above = self.chain.last().map(|(_, place)| *place);
            self.chain.push((*at, self.drafts.len()));
            self.drafts.push(Draft {
                row,
                label: Text::new(*name, *name),
                above,
                ..Draft::default()
            });
        }
        self.chain.retain(|(known, _)| *known < level);
        self.chain.last().map(|(_, place)| *place)
    }

    fn fill(&mut self, draft: &mut Draft<'r>, row: &'r TableRow) {
        let sheet = &self.sheet;
        let here = |problem: Problem, column| problem.in_row(row.number).in_column(sheet.heading(column));
        match truth(sheet.cell(row, Column::Ordered)) {
            Some(steps) => draft.steps |= steps,
            None => self.problems.push(here(mistake::no_truth(), Column::Ordered)),
        }
        match status(sheet.cell(row, Column::Status)) {
            Some(Status::InUse) => {}
            Some(status) => draft.status = status,
            None => self.problems.push(here(mistake::no_status(), Column::Status)),
        }
        let text = |of: fn(Tongue) -> Column| {
            let cell = |tongue| sheet.cell(row, of(tongue));
            let has = |tongue| sheet.has(of(tongue));
            // A column without a language is both; where only one language has a column, it is both.
            let in_tongue = |tongue, other| match (has(tongue), has(Tongue::Both)) {
                (true, _) => cell(tongue),
                (false, true) => cell(Tongue::Both),
                (false, false) => cell(other),
            };
            Text::new(
                in_tongue(Tongue::De, Tongue::En),
                in_tongue(Tongue::En, Tongue::De),
            )
        };
        append(&mut draft.definition, &text(Column::Definition));
        append(&mut draft.coding_rule, &text(Column::CodingRule));
        for (of, list) in [
            (Column::Examples as fn(Filled) -> Column, &mut draft.examples),
            (Column::Rules, &mut draft.rules),
        ] {
            for cell in sheet.cells(row, of(Filled::Lines)) {
                list.extend(lines(cell).map(str::to_owned));
            }
            let whole = sheet.cells(row, of(Filled::One));
            list.extend(whole.filter(|cell| !cell.trim().is_empty()).map(str::to_owned));
        }
    }

    /// A row about the codebook as a whole.
    fn about(&mut self, id: &str, row: &'r TableRow) {
        let text = self.label(row);
        let codebook = &mut self.codebook;
        let known = match id {
            about::TITLE if !text.de.trim().is_empty() => {
                codebook.title = text;
                true
            }
            about::VERSION if !text.de.trim().is_empty() => {
                codebook.version = text.de;
                true
            }
            about::LANGUAGE => AnswerLanguage::of_id(&text.de)
                .map(|language| codebook.language = language)
                .is_some(),
            about::PER_ANSWER => {
                codebook.codes_per_answer = PerAnswer::of_id(&text.de);
                codebook.codes_per_answer.is_some()
            }
            about::DESCRIPTION => {
                codebook.description = text;
                true
            }
            _ => match id.strip_prefix(about::STEM) {
                Some(word) if !text.de.trim().is_empty() => {
                    codebook.stem_exceptions.push((word.to_owned(), text.de));
                    true
                }
                _ => false,
            },
        };
        if !known {
            self.problems.push(mistake::no_about(id).in_row(row.number));
        }
    }

    fn finish(mut self) -> Result<(Codebook, Vec<Notice>)> {
        if self.drafts.is_empty() && self.problems.is_empty() {
            self.problems.push(mistake::no_code());
        }
        if self.drafts.len() > MOST {
            return Err(mistake::too_many(MOST));
        }
        self.notices
            .extend(settle::dimensions(&mut self.drafts, &self.levels));
        let ids = settle::ids(&self.drafts, &mut self.notices, &mut self.problems);
        let values = settle::values(&self.drafts, &mut self.notices, &mut self.problems);
        let parents = settle::parents(&self.drafts, &self.levels, &mut self.problems);
        let mut codes = Vec::with_capacity(self.drafts.len());
        let rules_column = match self.sheet.has(Column::Rules(Filled::Lines)) {
            true => Column::Rules(Filled::Lines),
            false => Column::Rules(Filled::One),
        };
        for (place, draft) in self.drafts.into_iter().enumerate() {
            let id = ids[place].clone();
            let mut rules = Vec::new();
            let mut known = BTreeSet::new();
            for (at, text) in draft.rules.iter().enumerate() {
                let read = rule(text, &id, at + 1).and_then(|rule| match known.insert(rule.id.clone()) {
                    true => Ok(rule),
                    false => Err(mistake::doubled_rule(&rule.id)),
                });
                match read {
                    Ok(rule) => rules.push(rule),
                    Err(problem) => self.problems.push(
                        problem
                            .in_row(draft.row)
                            .in_column(self.sheet.heading(rules_column)),
                    ),
                }
            }
            codes.push(Code {
                value: values[place],
                label: draft.label,
                parent: parents[place].map(|above| ids[above].clone()),
                below: if draft.steps { Below::Steps } else { Below::Names },
                status: draft.status,
                definition: draft.definition,
                coding_rule: draft.coding_rule,
                anchor_examples: draft.examples,
                match_rules: rules,
                id,
            });
        }
        self.codebook.codes = codes;
        self.codebook.stem_exceptions.sort();
        if let Some(problem) = Problem::all(self.problems) {
            return Err(problem);
        }
        // What must hold across codes is said where codebook files are read.
        let again = Codebook::read(&self.codebook.to_toml(), "")
            .map_err(|problem| mistake::without_place(&problem))?;
        Ok((again, self.notices))
    }
}

fn append(text: &mut Text, more: &Text) {
    for (text, more) in [(&mut text.de, &more.de), (&mut text.en, &more.en)] {
        if more.trim().is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(more);
    }
}
