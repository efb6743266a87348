//! Tables as people read them: headings and rows, in blocks (counts, row percents, column percents). Text, Markdown and
//! spreadsheets draw the same blocks.

use super::choice::Base;
use super::table::{Cell, Counting, Group, Kind, Share, Table, share};
use super::tally::Layer;
use crate::words::{Language, Text};

/// A block of a table.
#[derive(Debug, Clone)]
pub struct Grid {
    pub title: String,
    pub headings: Vec<String>,
    pub rows: Vec<Vec<Field>>,
    /// How many of the last rows are sums.
    pub sums: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    Text(String),
    Count(u64),
    Share(Share),
    Nothing,
}

/// What a column shows of a cell.
type Figure = fn(&Cell) -> Field;

impl Field {
    /// As a person reads it; an undefined percent is a dash.
    pub fn say(&self, language: Language) -> String {
        match self {
            Field::Text(text) => text.clone(),
            Field::Count(n) => language.count(*n),
            Field::Share(Ok(share)) => language.percent(*share),
            Field::Share(Err(_)) => "–".to_owned(),
            Field::Nothing => String::new(),
        }
    }
}

impl Table {
    pub fn grids(&self, language: Language) -> Vec<Grid> {
        if self.head.by.is_some() {
            self.crosstab_grids(language)
        } else {
            vec![self.frequency_grid(language)]
        }
    }

    /// Places of the lines that are worth a row: codes always, "none fits" only where it occurs.
    fn shown(&self) -> Vec<usize> {
        (0..self.lines.len())
            .filter(|at| self.lines[*at].kind != Kind::NoneFits || self.total.cells[*at].n > 0)
            .collect()
    }

    fn frequency_grid(&self, language: Language) -> Grid {
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let mentions = self.head.counting == Counting::Mentions;
        let all = &self.total;
        let mut columns: Vec<(String, Figure)> = vec![("n".to_owned(), |cell| Field::Count(cell.n))];
        let cases = match (mentions, self.head.base) {
            (false, _) => say("Prozent", "Percent"),
            (true, Base::Units) => say("Prozent der Fälle", "Percent of cases"),
            (true, Base::Respondents) => say("Prozent der Befragten", "Percent of respondents"),
        };
        columns.push((cases, |cell| Field::Share(cell.row_pct)));
        if mentions {
            columns.push((say("Prozent der Nennungen", "Percent of mentions"), |cell| {
                Field::Share(cell.pct_responses)
            }));
        }
        let apart_reviewed =
            self.head.layer != Layer::Reviewed && all.cells.iter().any(|cell| cell.reviewed > 0);
        if apart_reviewed {
            columns.push((say("geprüft", "reviewed"), |cell| Field::Count(cell.reviewed)));
        }
        let apart_suggested =
            self.head.layer != Layer::Suggested && all.cells.iter().any(|cell| cell.suggested > 0);
        if apart_suggested {
            columns.push((say("nur vorgeschlagen", "only suggested"), |cell| {
                Field::Count(cell.suggested)
            }));
        }

        let mut rows: Vec<Vec<Field>> = Vec::new();
        for at in self.shown() {
            let line = &self.lines[at];
            // No-break blanks survive the layout of every form.
            let indent = "\u{a0}\u{a0}".repeat(line.depth);
            let mut row = vec![Field::Text(format!("{indent}{}", line.label.get(language)))];
            row.extend(columns.iter().map(|(_, field)| field(&all.cells[at])));
            rows.push(row);
        }
        let mut sums = Vec::new();
        if mentions {
            sums.push(vec![
                Field::Text(say("Nennungen", "Mentions")),
                Field::Count(all.mentions),
                Field::Share(share(all.mentions, all.base)),
                Field::Share(share(all.mentions, all.mentions)),
            ]);
            sums.push(vec![
                Field::Text(match self.head.base {
                    Base::Units => say("Fälle (Basis)", "Cases (base)"),
                    Base::Respondents => say("Befragte (Basis)", "Respondents (base)"),
                }),
                Field::Count(all.base),
                Field::Share(share(all.base, all.base)),
                Field::Nothing,
            ]);
        } else {
            sums.push(vec![
                Field::Text(say("Gesamt", "Total")),
                Field::Count(all.base),
                Field::Share(share(all.base, all.base)),
            ]);
        }
        let headings: Vec<String> = std::iter::once(say("Kategorie", "Category"))
            .chain(columns.into_iter().map(|(heading, _)| heading))
            .collect();
        let count = sums.len();
        for mut row in sums {
            row.resize(headings.len(), Field::Nothing);
            rows.push(row);
        }
        Grid {
            title: self.head.title().get(language).to_owned(),
            headings,
            rows,
            sums: count,
        }
    }

    fn crosstab_grids(&self, language: Language) -> Vec<Grid> {
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let base_heading = match (self.head.counting, self.head.base) {
            (Counting::Exclusive, _) => say("Gesamt", "Total"),
            (Counting::Mentions, Base::Units) => say("Fälle (Basis)", "Cases (base)"),
            (Counting::Mentions, Base::Respondents) => say("Befragte (Basis)", "Respondents (base)"),
        };
        let grid = |title: String, cell: &dyn Fn(&Cell) -> Field, base: &dyn Fn(&Group) -> Field| {
            let mut headings = vec![self.head.by.clone().unwrap_or_default()];
            let shown = self.shown();
            headings.extend(
                shown
                    .iter()
                    .map(|at| self.lines[*at].label.get(language).to_owned()),
            );
            headings.push(base_heading.clone());
            let row = |name: String, group: &Group| {
                let mut row = vec![Field::Text(name)];
                row.extend(shown.iter().map(|at| cell(&group.cells[*at])));
                row.push(base(group));
                row
            };
            let mut rows: Vec<Vec<Field>> = self
                .groups
                .iter()
                .map(|group| {
                    row(
                        group.name.clone().unwrap_or_else(|| say("(leer)", "(empty)")),
                        group,
                    )
                })
                .collect();
            rows.push(row(say("Gesamt", "Total"), &self.total));
            Grid {
                title,
                headings,
                rows,
                sums: 1,
            }
        };
        let title = self.head.title();
        let title = title.get(language);
        let count = |name: &str| format!("{title}: {name}");
        let mut grids = vec![grid(
            count(&say("Anzahl", "counts")),
            &|cell| Field::Count(cell.n),
            &|group| Field::Count(group.base),
        )];
        if self.head.layer != Layer::Suggested && self.total.cells.iter().any(|cell| cell.suggested > 0) {
            let name = match self.head.layer {
                Layer::Both => say("davon nur vorgeschlagen", "of these only suggested"),
                _ => say(
                    "nur vorgeschlagen (nicht mitgezählt)",
                    "only suggested (not counted above)",
                ),
            };
            grids.push(grid(
                count(&name),
                &|cell| Field::Count(cell.suggested),
                &|group| Field::Count(group.suggested_base),
            ));
        }
        grids.push(grid(
            count(&say("Zeilenprozent", "row percents")),
            &|cell| Field::Share(cell.row_pct),
            &|group| Field::Share(share(group.base, group.base)),
        ));
        grids.push(grid(
            count(&say("Spaltenprozent", "column percents")),
            &|cell| Field::Share(cell.col_pct),
            &|group| Field::Share(share(group.base, self.total.base)),
        ));
        grids
    }
}
