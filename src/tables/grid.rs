//! Tables as people read them: headings and rows, in blocks (counts, row percents, column percents). Text, Markdown and
//! spreadsheets draw the same blocks.

use super::choice::Base;
use super::table::{Cell, Counting, Group, Hidden, Kind, Line, Share, Table, share};
use super::tally::Layer;
use crate::estimate::{Interval, Undefined};
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

/// What a column shows of a line and its cell.
type Figure<'t> = Box<dyn Fn(&Line, &Cell) -> Field + 't>;

impl Field {
    /// A figure that is kept back.
    pub fn is_hidden(&self) -> bool {
        matches!(self, Field::Share(Err(Undefined::Hidden)))
    }

    /// As another program reads it: digits without separators, words in English.
    pub(super) fn plain(&self) -> String {
        match self {
            Field::Count(n) => n.to_string(),
            other => other.say(Language::En),
        }
    }

    /// As a person reads it; an undefined percent is a dash.
    pub fn say(&self, language: Language) -> String {
        match self {
            Field::Text(text) => text.clone(),
            Field::Count(n) => language.count(*n),
            Field::Share(Ok(share)) => language.percent(*share),
            Field::Share(Err(why @ Undefined::Hidden)) => why.label().get(language).to_owned(),
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
            .filter(|at| {
                let cell = &self.total.cells[*at];
                self.lines[*at].kind != Kind::NoneFits || cell.n > 0 || cell.hidden != Hidden::No
            })
            .collect()
    }

    fn frequency_grid(&self, language: Language) -> Grid {
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let mentions = self.head.counting == Counting::Mentions;
        let all = &self.total;
        let mut columns: Vec<(String, Figure<'_>)> = Vec::new();
        if self.lines.iter().any(|line| line.rank.is_some()) {
            let rank = |line: &Line, _: &Cell| line.rank.map_or(Field::Nothing, Field::Count);
            columns.push((say("Rang", "Rank"), Box::new(rank)));
        }
        let sums_from = columns.len();
        columns.push((
            "n".to_owned(),
            Box::new(|_, cell| self.count(cell.n, cell.hidden)),
        ));
        let cases = match (mentions, self.head.base) {
            (false, _) => say("Prozent", "Percent"),
            (true, Base::Units) => say("Prozent der Fälle", "Percent of cases"),
            (true, Base::Respondents) => say("Prozent der Befragten", "Percent of respondents"),
        };
        columns.push((cases, Box::new(|_, cell| Field::Share(cell.row_pct))));
        if mentions {
            let figure: Figure<'_> = Box::new(|_, cell| Field::Share(cell.pct_responses));
            columns.push((say("Prozent der Nennungen", "Percent of mentions"), figure));
        }
        if self.head.sample.is_some() {
            let bound = |end: fn(Interval) -> f64| -> Figure<'_> {
                Box::new(move |_, cell| Field::Share(self.interval(cell, all).map(end)))
            };
            columns.push((say("95 % von", "95% from"), bound(|interval| interval.low)));
            columns.push((say("95 % bis", "95% to"), bound(|interval| interval.high)));
        }
        let apart_reviewed =
            self.head.layer != Layer::Reviewed && all.cells.iter().any(|cell| cell.reviewed > 0);
        if apart_reviewed {
            let figure: Figure<'_> = Box::new(|_, cell| Field::Count(cell.reviewed));
            columns.push((say("geprüft", "reviewed"), figure));
        }
        let apart_suggested =
            self.head.layer != Layer::Suggested && all.cells.iter().any(|cell| cell.suggested > 0);
        if apart_suggested {
            let figure: Figure<'_> = Box::new(|_, cell| Field::Count(cell.suggested));
            columns.push((say("nur vorgeschlagen", "only suggested"), figure));
        }

        let mut rows: Vec<Vec<Field>> = Vec::new();
        for at in self.shown() {
            let line = &self.lines[at];
            // No-break blanks survive the layout of every form.
            let indent = "\u{a0}\u{a0}".repeat(line.depth);
            let mut row = vec![Field::Text(format!("{indent}{}", line.label.get(language)))];
            row.extend(columns.iter().map(|(_, field)| field(line, &all.cells[at])));
            rows.push(row);
        }
        let base = self.count(all.base, all.hidden);
        let whole = Field::Share(self.whole(all));
        let mut sums = Vec::new();
        if mentions {
            if self.shows_mentions() {
                sums.push((
                    say("Nennungen", "Mentions"),
                    vec![
                        Field::Count(all.mentions),
                        Field::Share(share(all.mentions, all.base)),
                        Field::Share(share(all.mentions, all.mentions)),
                    ],
                ));
            }
            let cases = match self.head.base {
                Base::Units => say("Fälle (Basis)", "Cases (base)"),
                Base::Respondents => say("Befragte (Basis)", "Respondents (base)"),
            };
            sums.push((cases, vec![base, whole]));
        } else {
            sums.push((say("Gesamt", "Total"), vec![base, whole]));
        }
        let headings: Vec<String> = std::iter::once(say("Kategorie", "Category"))
            .chain(columns.into_iter().map(|(heading, _)| heading))
            .collect();
        let count = sums.len();
        for (name, figures) in sums {
            let mut row = vec![Field::Text(name)];
            row.resize(1 + sums_from, Field::Nothing);
            row.extend(figures);
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

    /// A count, or that it is hidden.
    pub(super) fn count(&self, n: u64, hidden: Hidden) -> Field {
        match (hidden, &self.hiding) {
            (Hidden::Small, Some(hiding)) => Field::Text(format!("<{}", hiding.below)),
            (Hidden::Small | Hidden::Other, _) => Field::Share(Err(Undefined::Hidden)),
            (Hidden::No, _) => Field::Count(n),
        }
    }

    /// The base as percent of itself.
    fn whole(&self, group: &Group) -> Share {
        match group.hidden {
            Hidden::No => share(group.base, group.base),
            Hidden::Small | Hidden::Other => Err(Undefined::Hidden),
        }
    }

    /// Where the share of a cell in its group lies.
    pub(super) fn interval(&self, cell: &Cell, group: &Group) -> std::result::Result<Interval, Undefined> {
        cell.row_pct?;
        let share = self.head.sample.map(|sample| sample.share(cell.n, group.base));
        share
            .and_then(|share| share.interval())
            .ok_or(Undefined::EmptyBase)
    }

    /// Sums of mentions would tell what is hidden.
    pub(super) fn shows_mentions(&self) -> bool {
        self.hiding.as_ref().is_none_or(|hiding| hiding.cells == 0)
    }

    fn crosstab_grids(&self, language: Language) -> Vec<Grid> {
        let say = |de: &str, en: &str| Text::new(de, en).get(language).to_owned();
        let base_heading = match (self.head.counting, self.head.base) {
            (Counting::Exclusive, _) => say("Gesamt", "Total"),
            (Counting::Mentions, Base::Units) => say("Fälle (Basis)", "Cases (base)"),
            (Counting::Mentions, Base::Respondents) => say("Befragte (Basis)", "Respondents (base)"),
        };
        let grid = |title: String, cell: &dyn Fn(&Group, &Cell) -> Field, base: &dyn Fn(&Group) -> Field| {
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
                row.extend(shown.iter().map(|at| cell(group, &group.cells[*at])));
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
            &|_, cell| self.count(cell.n, cell.hidden),
            &|group| self.count(group.base, group.hidden),
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
                &|_, cell| Field::Count(cell.suggested),
                &|group| Field::Count(group.suggested_base),
            ));
        }
        grids.push(grid(
            count(&say("Zeilenprozent", "row percents")),
            &|_, cell| Field::Share(cell.row_pct),
            &|group| Field::Share(self.whole(group)),
        ));
        if let Some(sample) = &self.head.sample {
            grids.push(grid(
                count(&say(
                    "Zeilenprozent mit 95-%-Intervall",
                    "row percents with 95 % interval",
                )),
                &|group, cell| match cell.row_pct {
                    Ok(_) => Field::Text(sample.share(cell.n, group.base).say_percent(language)),
                    Err(why) => Field::Share(Err(why)),
                },
                &|group| self.count(group.base, group.hidden),
            ));
        }
        grids.push(grid(
            count(&say("Spaltenprozent", "column percents")),
            &|_, cell| Field::Share(cell.col_pct),
            &|group| match (group.hidden, self.total.hidden) {
                (Hidden::No, Hidden::No) => Field::Share(share(group.base, self.total.base)),
                _ => Field::Share(Err(Undefined::Hidden)),
            },
        ));
        grids
    }
}
