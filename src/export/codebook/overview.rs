//! The codebook as papers print it: a row for each category, dimensions above what belongs to them.
//!
//! Columns that are empty throughout are left out. Where a codebook has nothing but rules, as a dictionary has, they are shown.

use crate::codebook::{Code, Codebook};
use crate::words::{Language, Text};

pub(super) struct Overview {
    pub title: String,
    /// Purpose and origin; version and number of categories.
    pub lead: Vec<String>,
    pub columns: Vec<Column>,
    pub headings: Vec<String>,
    pub rows: Vec<Row>,
}

pub(super) struct Row {
    /// Dimensions above it.
    pub depth: usize,
    pub is_dimension: bool,
    /// By column, the paragraphs of the cell.
    pub cells: Vec<Vec<String>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Category,
    Value,
    Definition,
    Examples,
    CodingRule,
    Rules,
}

impl Column {
    const ALL: [Column; 6] = [
        Column::Category,
        Column::Value,
        Column::Definition,
        Column::Examples,
        Column::CodingRule,
        Column::Rules,
    ];

    /// How wide it is beside the others.
    pub fn weight(self) -> usize {
        match self {
            Column::Category => 22,
            Column::Value => 7,
            Column::Definition | Column::CodingRule => 26,
            Column::Examples => 25,
            Column::Rules => 60,
        }
    }

    fn heading(self) -> Text {
        match self {
            Column::Category => Text::new("Kategorie", "Category"),
            Column::Value => Text::new("Codewert", "Value"),
            Column::Definition => Text::new("Definition", "Definition"),
            Column::Examples => Text::new("Ankerbeispiele", "Anchor examples"),
            Column::CodingRule => Text::new("Kodierregel", "Coding rule"),
            Column::Rules => Text::new("Zuordnungsregeln", "Match rules"),
        }
    }

    fn cell(self, code: &Code, language: Language) -> Vec<String> {
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        match self {
            Column::Category => {
                let mut name = code.label.get(language).to_owned();
                if !code.is_in_use() {
                    name.push_str(&format!(" ({})", code.status.label().get(language)));
                }
                vec![name]
            }
            Column::Value => vec![code.value.to_string()],
            Column::Definition => lines(code.definition.get(language)),
            Column::Examples => {
                let quoted = |words: &String| match language {
                    Language::De => format!("»{words}«"),
                    Language::En => format!("“{words}”"),
                };
                code.anchor_examples.iter().map(quoted).collect()
            }
            Column::CodingRule => lines(code.coding_rule.get(language)),
            Column::Rules => code
                .match_rules
                .iter()
                .map(|rule| rule.query.written(language))
                .collect(),
        }
    }
}

impl Overview {
    pub fn of(codebook: &Codebook, language: Language) -> Overview {
        let filled = |column: &Column| {
            codebook
                .codes
                .iter()
                .any(|code| !column.cell(code, language).is_empty())
        };
        let mut columns: Vec<Column> = Column::ALL.into_iter().filter(filled).collect();
        if columns
            .iter()
            .any(|column| matches!(column, Column::Definition | Column::Examples | Column::CodingRule))
        {
            columns.retain(|column| *column != Column::Rules);
        }
        let row = |code: &Code| Row {
            depth: codebook.ancestors(&code.id).count(),
            is_dimension: codebook.children(&code.id).next().is_some(),
            cells: columns.iter().map(|column| column.cell(code, language)).collect(),
        };
        let version = &codebook.version;
        let n = language.count(codebook.codes.len() as u64);
        let said = Text::new(
            format!("Fassung {version}, Kategorien: {n}"),
            format!("Version {version}, categories: {n}"),
        );
        let mut lead: Vec<String> = codebook
            .description
            .get(language)
            .lines()
            .map(str::to_owned)
            .collect();
        lead.push(said.get(language).to_owned());
        Overview {
            title: codebook.title.get(language).to_owned(),
            lead,
            headings: columns
                .iter()
                .map(|column| column.heading().get(language).to_owned())
                .collect(),
            rows: codebook.codes.iter().map(row).collect(),
            columns,
        }
    }
}
