//! Codebook → rows, so that [`of_table`](super::of_table) of them is the codebook again.

use super::about;
use super::cells::is_line;
use super::heading::{Column, Filled, Tongue};
use crate::codebook::write::match_rule;
use crate::codebook::{Below, Code, Codebook, Status};
use crate::words::{Language, Text};

/// Bytes that a cell of several lines may have; Excel holds 32,767 characters.
const CELL: usize = 30_000;

impl Codebook {
    /// The codebook as a table, headings first; all rows are of the same length. Texts that differ between languages have a column for each.
    pub fn to_table(&self, language: Language) -> Vec<Vec<String>> {
        let columns = columns(self);
        let mut numbers = [0, 0];
        let headings = columns.iter().map(|column| {
            let counted = match column {
                Column::Examples(Filled::One) => Some(0),
                Column::Rules(Filled::One) => Some(1),
                _ => None,
            };
            let number = counted.map(|at: usize| {
                numbers[at] += 1;
                numbers[at]
            });
            column.heading(number, language)
        });
        let mut rows = vec![headings.collect::<Vec<_>>()];
        rows.extend(self.codes.iter().map(|code| row(code, &columns, language)));
        rows.extend(abouts(self).into_iter().map(|(id, text)| {
            columns
                .iter()
                .map(|column| match column {
                    Column::Id => id.clone(),
                    Column::Label(tongue) => said(&text, *tongue).to_owned(),
                    _ => String::new(),
                })
                .collect()
        }));
        rows
    }
}

/// What is said of the whole.
fn abouts(codebook: &Codebook) -> Vec<(String, Text)> {
    let same = |words: &str| Text::new(words, words);
    let mut out = vec![
        (about::TITLE.to_owned(), codebook.title.clone()),
        (about::VERSION.to_owned(), same(&codebook.version)),
        (about::LANGUAGE.to_owned(), same(codebook.language.id())),
    ];
    if let Some(per_answer) = codebook.codes_per_answer {
        out.push((about::PER_ANSWER.to_owned(), same(per_answer.id())));
    }
    if codebook.description != Text::default() {
        out.push((about::DESCRIPTION.to_owned(), codebook.description.clone()));
    }
    for (word, stem) in &codebook.stem_exceptions {
        out.push((format!("{}{word}", about::STEM), same(stem)));
    }
    out
}

fn columns(codebook: &Codebook) -> Vec<Column> {
    let codes = &codebook.codes;
    let differ = |text: fn(&Code) -> &Text| codes.iter().any(|code| text(code).de != text(code).en);
    let tongues = |differ| match differ {
        true => vec![Tongue::De, Tongue::En],
        false => vec![Tongue::Both],
    };
    let of_whole = abouts(codebook).iter().any(|(_, text)| text.de != text.en);
    let labels = tongues(differ(|code| &code.label) || of_whole);
    let definitions = tongues(differ(|code| &code.definition));
    let rules = tongues(differ(|code| &code.coding_rule));
    let mut out = vec![Column::Id, Column::Value];
    out.extend(labels.into_iter().map(Column::Label));
    out.extend([Column::Parent, Column::Ordered, Column::Status]);
    out.extend(definitions.into_iter().map(Column::Definition));
    out.extend(rules.into_iter().map(Column::CodingRule));
    let most = |texts: fn(&Code) -> Vec<String>| {
        let lists = || codes.iter().map(texts);
        let fits = |list: Vec<String>| list.iter().map(|text| text.len() + 1).sum::<usize>() < CELL;
        match lists().flatten().all(|text| is_line(&text)) && lists().all(fits) {
            true => None,
            false => lists().map(|list| list.len()).max(),
        }
    };
    let examples = most(|code| code.anchor_examples.clone());
    let own = |n: Option<usize>, of: fn(Filled) -> Column| match n {
        None => vec![of(Filled::Lines)],
        Some(n) => vec![of(Filled::One); n],
    };
    out.extend(own(examples, Column::Examples));
    out.extend(own(most(written_rules), Column::Rules));
    out
}

fn written_rules(code: &Code) -> Vec<String> {
    let written = |(at, rule)| {
        let rule: &crate::codebook::MatchRule = rule;
        let table = match_rule(&code.id, at + 1, rule);
        if table.starts_with('{') {
            table
        } else {
            rule.find.clone()
        }
    };
    code.match_rules.iter().enumerate().map(written).collect()
}

fn row(code: &Code, columns: &[Column], language: Language) -> Vec<String> {
    let rules = written_rules(code);
    let (mut examples, mut each_rule) = (code.anchor_examples.iter(), rules.iter());
    let cell = |column: &Column| match column {
        Column::Id => code.id.clone(),
        Column::Value => code.value.to_string(),
        Column::Label(tongue) => said(&code.label, *tongue).to_owned(),
        Column::Parent => code.parent.clone().unwrap_or_default(),
        Column::Ordered => match code.below {
            Below::Names => String::new(),
            Below::Steps => Text::new("ja", "yes").get(language).to_owned(),
        },
        Column::Status => match &code.status {
            Status::InUse => String::new(),
            status => status.label().get(language).to_owned(),
        },
        Column::Definition(tongue) => said(&code.definition, *tongue).to_owned(),
        Column::CodingRule(tongue) => said(&code.coding_rule, *tongue).to_owned(),
        Column::Examples(Filled::Lines) => code.anchor_examples.join("\n"),
        Column::Examples(Filled::One) => examples.next().cloned().unwrap_or_default(),
        Column::Rules(Filled::Lines) => rules.join("\n"),
        Column::Rules(Filled::One) => each_rule.next().cloned().unwrap_or_default(),
        Column::Code | Column::Level(_) => String::new(),
    };
    columns.iter().map(cell).collect()
}

fn said(text: &Text, tongue: Tongue) -> &str {
    match tongue {
        Tongue::Both | Tongue::De => &text.de,
        Tongue::En => &text.en,
    }
}
