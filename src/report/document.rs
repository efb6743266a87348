//! A report as data, in one language: sections of sentences, tables, charts and quotations, and where every figure comes from.
//!
//! A [`Draft`] is filled section by section and numbers tables and figures as they come. Deliberately absent: how it looks
//! (`html`, `docx`).

use super::numbers::runs;
use super::origin::{Origin, OriginId};
use crate::chart::Chart;
use crate::results::Part;
use crate::tables::{Field, Grid};
use crate::words::{Language, Text};

/// A whole report.
#[derive(Debug, Clone)]
pub struct Document {
    pub language: Language,
    pub title: String,
    /// Below the title: study, state of the data, program.
    pub lead: Vec<Sentence>,
    /// When the study changed last: `2026-11-22`.
    pub day: Option<String>,
    pub sections: Vec<Section>,
    /// In the order in which they were named first.
    pub origins: Vec<Origin>,
}

/// A chapter.
#[derive(Debug, Clone)]
pub struct Section {
    /// Unique, the same in every language.
    pub id: &'static str,
    pub title: String,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone)]
pub enum Block {
    /// Of a part of the section.
    Heading(String),
    Sentence(Sentence),
    /// What must not be overlooked.
    Warning(Sentence),
    Table(Table),
    Figure(Figure),
    /// An answer, as it was written, and whose it is.
    Quotation {
        words: String,
        whose: String,
    },
    /// One entry of the list of sources.
    Source(String),
}

/// A sentence, or several that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence(pub Vec<Run>);

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    Words(String),
    /// A figure; leads to where it comes from.
    Figure(String, OriginId),
    /// Leads to a section.
    Section(String, &'static str),
}

/// A table with its number; its headings lead to where its figures come from.
#[derive(Debug, Clone)]
pub struct Table {
    /// From 1.
    pub number: usize,
    pub origin: OriginId,
    pub grid: Grid,
    pub kind: TableKind,
}

/// A chart with its number.
#[derive(Debug, Clone)]
pub struct Figure {
    /// From 1.
    pub number: usize,
    pub origin: OriginId,
    pub chart: Chart,
}

/// What most cells hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    Figures,
    /// Definitions, rules: the columns share the width.
    Words,
}

impl Document {
    pub fn say<'a>(&self, de: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::De => de,
            Language::En => en,
        }
    }

    /// All tables, in their order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// All charts, in their order.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.filter_map(|block| match block {
            Block::Figure(figure) => Some(figure),
            _ => None,
        })
    }
}

impl Figure {
    /// The anchor of the chart: `f2`.
    pub fn anchor(&self) -> String {
        format!("f{}", self.number)
    }
}

impl Table {
    /// The anchor of the table: `t3`.
    pub fn anchor(&self) -> String {
        format!("t{}", self.number)
    }

    /// Whether a column holds figures, which stand on the right.
    pub fn is_of_figures(&self, column: usize) -> bool {
        column > 0
            && self.grid.rows.iter().all(|row| match row.get(column) {
                Some(Field::Text(text)) => {
                    text.is_empty()
                        || text.starts_with(|first: char| first.is_ascii_digit() || "–-−+<".contains(first))
                }
                _ => true,
            })
    }

    /// Rows of the table and rows of sums below them.
    pub fn rows(&self) -> (&[Vec<Field>], &[Vec<Field>]) {
        let sums = self.grid.rows.len().saturating_sub(self.grid.sums);
        self.grid.rows.split_at(sums)
    }
}

impl Sentence {
    /// Every figure in it leads to `origin`.
    pub fn of(text: &str, origin: OriginId) -> Sentence {
        Sentence(runs(text, origin))
    }

    /// Without any figure that leads somewhere.
    pub fn plain(text: impl Into<String>) -> Sentence {
        Sentence(vec![Run::Words(text.into())])
    }

    /// As it reads.
    pub fn text(&self) -> String {
        let pieces = self.0.iter().map(|run| match run {
            Run::Words(text) | Run::Figure(text, _) | Run::Section(text, _) => text.as_str(),
        });
        pieces.collect()
    }
}

/// A report that is being written.
pub struct Draft {
    pub language: Language,
    sections: Vec<Section>,
    origins: Vec<Origin>,
    tables: usize,
    figures: usize,
}

impl Draft {
    pub fn new(language: Language) -> Draft {
        Draft {
            language,
            sections: Vec::new(),
            origins: Vec::new(),
            tables: 0,
            figures: 0,
        }
    }

    /// Begins a section; what is added from now on stands in it.
    pub fn section(&mut self, id: &'static str, de: &str, en: &str) {
        let title = self.say(de, en).to_owned();
        self.sections.push(Section {
            id,
            title,
            blocks: Vec::new(),
        });
    }

    pub fn say<'a>(&self, de: &'a str, en: &'a str) -> &'a str {
        match self.language {
            Language::De => de,
            Language::En => en,
        }
    }

    /// Names where figures come from; the same origin is kept once.
    pub fn origin(&mut self, origin: Origin) -> OriginId {
        let known = self.origins.iter().position(|known| *known == origin);
        OriginId::at(known.unwrap_or_else(|| {
            self.origins.push(origin);
            self.origins.len() - 1
        }))
    }

    pub fn heading(&mut self, text: impl Into<String>) {
        self.add(Block::Heading(text.into()));
    }

    pub fn sentence(&mut self, text: &Text, origin: OriginId) {
        self.sentence_as_said(text.get(self.language), origin);
    }

    /// A sentence in the language of the report.
    pub fn sentence_as_said(&mut self, text: &str, origin: OriginId) {
        self.add(Block::Sentence(Sentence::of(text, origin)));
    }

    pub fn warning(&mut self, text: &Text, origin: OriginId) {
        let sentence = Sentence::of(text.get(self.language), origin);
        self.add(Block::Warning(sentence));
    }

    pub fn table(&mut self, grid: Grid, origin: OriginId) {
        self.numbered(grid, origin, TableKind::Figures);
    }

    pub fn table_of_words(&mut self, grid: Grid, origin: OriginId) {
        self.numbered(grid, origin, TableKind::Words);
    }

    pub fn chart(&mut self, chart: Chart, origin: OriginId) {
        self.figures += 1;
        let number = self.figures;
        self.add(Block::Figure(Figure {
            number,
            origin,
            chart,
        }));
    }

    /// What another room has to show. All of it has the same origin.
    pub fn parts(&mut self, parts: Vec<Part>, origin: OriginId) {
        for part in parts {
            match part {
                Part::Heading(heading) => self.heading(heading),
                Part::Sentence(sentence) => {
                    for line in sentence.split('\n').filter(|line| !line.is_empty()) {
                        self.sentence_as_said(line, origin);
                    }
                }
                Part::Grid(grid) => self.table(grid, origin),
                Part::Chart(chart) => self.chart(chart, origin),
            }
        }
    }

    /// Everything that the program has said so far: sentences, titles and headings of tables, origins.
    pub fn said(&self) -> String {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        let said = blocks.filter_map(|block| match block {
            Block::Sentence(sentence) | Block::Warning(sentence) => Some(sentence.text()),
            Block::Table(table) => {
                let names = table.grid.rows.iter().filter_map(|row| match row.first() {
                    Some(Field::Text(name)) if table.kind == TableKind::Figures => Some(name.as_str()),
                    _ => None,
                });
                let names: Vec<&str> = names.collect();
                Some(
                    [
                        &table.grid.title,
                        &table.grid.headings.join("\n"),
                        &names.join("\n"),
                    ]
                    .map(String::as_str)
                    .join("\n"),
                )
            }
            Block::Figure(figure) => Some(figure.chart.note.clone()),
            Block::Heading(_) | Block::Quotation { .. } | Block::Source(_) => None,
        });
        let facts = self.origins.iter().flat_map(|origin| &origin.facts);
        let facts = facts.map(|(_, value)| value.get(self.language).to_owned());
        said.chain(facts).collect::<Vec<_>>().join("\n")
    }

    pub fn add(&mut self, block: Block) {
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }

    pub fn finish(self, title: String, lead: Vec<Sentence>, day: Option<String>) -> Document {
        Document {
            language: self.language,
            title,
            lead,
            day,
            sections: self.sections,
            origins: self.origins,
        }
    }

    fn numbered(&mut self, grid: Grid, origin: OriginId, kind: TableKind) {
        self.tables += 1;
        let number = self.tables;
        self.add(Block::Table(Table {
            number,
            origin,
            grid,
            kind,
        }));
    }
}
