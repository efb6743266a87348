//! Charts of a frequency table or crosstab: shares of codes with their intervals, as bars, ranking, stacks, radar or heat map.
//!
//! Only what the table shows is drawn: codes that have no codes below them, or dimensions where the table is of dimensions. Where a
//! count is hidden a dash stands, never a bar of no length; stacks, whose rest would tell it, are not drawn.

mod notes;

use crate::chart::bars::{Bars, Series};
use crate::chart::heat::{Heat, HeatCell, Mark};
use crate::chart::radar::Radar;
use crate::chart::ranking::{Place, Ranking};
use crate::chart::stacked::{Arrangement, Stack, Stacked};
use crate::chart::unit::say;
use crate::chart::{Chart, KINDS, Kind, Shown, Unit};
use crate::estimate::{Estimate, Undefined};
use crate::problem::{Problem, Result};
use crate::tables::{Counting, ERROR, Group, Hidden, Kind as LineKind, Outcome, STANDS_OUT, Table};
use crate::words::Language;

/// The kinds that can be made of a table, as they are named in [`KINDS`].
const NAMES: [&str; 5] = ["bars", "ranking", "stacked", "radar", "heat"];

/// More groups have no colours of their own.
const MOST_GROUPS: usize = 8;
const MOST_PARTS: usize = 9;
/// A radar needs as many spokes to be a surface.
const LEAST_SPOKES: usize = 3;

/// The kinds that can be made of a table.
pub fn of_tables() -> impl Iterator<Item = &'static Shown> {
    KINDS.iter().filter(|shown| NAMES.contains(&shown.name))
}

/// The chart of a table. Its note says base and intervals; what the table counts says [`Table::says`].
///
/// # Errors
/// A kind that is not made of tables, or that cannot show this one (the sentence says what to choose instead).
pub fn of_table(table: &Table, kind: &str, language: Language) -> Result<Chart> {
    let source = Source {
        table,
        lines: lines(table),
        language,
    };
    let (kind, note) = match kind {
        "bars" => (Kind::Bars(source.bars()?), source.wilson()),
        "ranking" => (Kind::Ranking(source.ranking()), source.wilson()),
        "stacked" => (Kind::Stacked(source.stacked()?), source.parts()),
        "radar" => (Kind::Radar(source.radar()?), source.shares()),
        "heat" => (Kind::Heat(source.heat()), source.shares() + &source.marks()),
        other => return Err(unknown(other)),
    };
    Ok(Chart {
        title: table.head.title().get(language).to_owned(),
        note,
        kind,
    })
}

struct Source<'t> {
    table: &'t Table,
    lines: Vec<usize>,
    language: Language,
}

/// Lines without lines below them; "none fits" only where it occurs.
fn lines(table: &Table) -> Vec<usize> {
    let below = |at: usize| {
        table
            .lines
            .get(at + 1)
            .is_some_and(|next| next.depth > table.lines[at].depth)
    };
    (0..table.lines.len())
        .filter(|at| !below(*at))
        .filter(|at| {
            let cell = &table.total.cells[*at];
            table.lines[*at].kind != LineKind::NoneFits || cell.n > 0 || cell.hidden != Hidden::No
        })
        .collect()
}

impl Source<'_> {
    fn say(&self, de: &str, en: &str) -> String {
        say(self.language, de, en)
    }

    fn label(&self, line: usize) -> String {
        self.table.lines[line].label.get(self.language).to_owned()
    }

    fn labels(&self) -> Vec<String> {
        self.lines.iter().map(|line| self.label(*line)).collect()
    }

    fn of(&self) -> String {
        self.say("Kategorie", "Code")
    }

    /// Groups with their names; the whole table where it is not divided.
    fn groups(&self) -> Vec<(String, &Group)> {
        match self.table.head.by {
            None => vec![(String::new(), &self.table.total)],
            Some(_) => {
                let groups = self.table.groups.iter();
                groups.map(|group| (self.name(group), group)).collect()
            }
        }
    }

    fn bare(&self, group: &Group) -> String {
        group
            .name
            .clone()
            .unwrap_or_else(|| self.say("(leer)", "(empty)"))
    }

    /// `Jugendämter (n = 85)`
    fn name(&self, group: &Group) -> String {
        let name = self.bare(group);
        if group.hidden != Hidden::No {
            return name;
        }
        format!("{name} (n\u{a0}=\u{a0}{})", self.language.count(group.base))
    }

    fn few_groups(&self, kind: &str) -> Result<Vec<(String, &Group)>> {
        let groups = self.groups();
        if groups.len() <= MOST_GROUPS {
            return Ok(groups);
        }
        let count = groups.len();
        Err(Problem::input(
            format!("Die Abbildung »{kind}« zeigt höchstens {MOST_GROUPS} Gruppen; hier sind es {count}."),
            format!("The chart “{kind}” shows at most {MOST_GROUPS} groups; here are {count}."),
        )
        .hint(
            "»heat« und »stacked« zeigen beliebig viele.",
            "“heat” and “stacked” show any number.",
        ))
    }

    fn series(&self, (name, group): (String, &Group)) -> Series {
        Series {
            name,
            values: self.lines.iter().map(|line| self.share(*line, group)).collect(),
        }
    }

    /// Percent of cases, with the interval that the table has; what is kept back is not drawn.
    fn share(&self, line: usize, group: &Group) -> Estimate {
        let cell = &group.cells[line];
        if cell.hidden != Hidden::No || group.hidden != Hidden::No {
            return Estimate::Undefined {
                why: Undefined::Hidden,
                n: 0,
            };
        }
        match &self.table.head.sample {
            Some(sample) => sample.share(cell.n, group.base),
            None => Estimate::share(cell.n, group.base),
        }
    }

    fn is_hidden(&self, group: &Group) -> bool {
        let cells = self.lines.iter().map(|line| group.cells[*line].hidden);
        cells.chain([group.hidden]).any(|hidden| hidden != Hidden::No)
    }

    fn bars(&self) -> Result<Bars> {
        let groups = self.few_groups("bars")?;
        Ok(Bars {
            unit: Unit::Share,
            of: self.of(),
            labels: self.labels(),
            groups: groups.into_iter().map(|group| self.series(group)).collect(),
        })
    }

    /// Of the whole table, divided or not: the most frequent first, ties with the same rank in the order of the table.
    fn ranking(&self) -> Ranking {
        let n = |line: &usize| self.table.total.cells[*line].n;
        let mut order = self.lines.clone();
        // A code that is kept back has no place.
        order.retain(|line| self.table.total.cells[*line].hidden == Hidden::No);
        order.sort_by_key(|line| std::cmp::Reverse(n(line)));
        let place = |line: &usize| Place {
            rank: 1 + order.iter().filter(|other| n(other) > n(line)).count(),
            label: self.label(*line),
            value: self.share(*line, &self.table.total),
        };
        Ranking {
            unit: Unit::Share,
            of: self.of(),
            places: order.iter().map(place).collect(),
        }
    }

    fn stacked(&self) -> Result<Stacked> {
        if self.table.head.counting != Counting::Exclusive {
            return Err(Problem::input(
                "Gestapelte Balken zeigen Teile eines Ganzen: dafür muss jeder Fall genau einmal zählen.",
                "Stacked bars show parts of a whole: for that every case has to count exactly once.",
            )
            .hint(
                "Die Zählweise »exclusive« wählen (jeder Fall einmal).",
                "Choose the way of counting “exclusive” (every case once).",
            ));
        }
        let groups = self.groups();
        if groups.iter().any(|(_, group)| self.is_hidden(group)) || self.is_hidden(&self.table.total) {
            return Err(Problem::input(
                "Gestapelte Balken würden zeigen, was verdeckt ist.",
                "Stacked bars would show what is hidden.",
            )
            .hint(
                "»heat« und »bars« lassen Verdecktes aus.",
                "“heat” and “bars” leave out what is hidden.",
            ));
        }
        let n = |line: &usize| self.table.total.cells[*line].n;
        let mut lines = self.lines.clone();
        lines.retain(|line| n(line) > 0);
        // As many parts as there are colours; what is rarer is put together.
        if lines.len() > MOST_PARTS {
            let mut by_count = lines.clone();
            by_count.sort_by_key(|line| std::cmp::Reverse(n(line)));
            lines.retain(|line| by_count[..MOST_PARTS - 1].contains(line));
        }
        let counts = |group: &Group| -> Vec<u64> {
            let mut counts: Vec<u64> = lines.iter().map(|line| group.cells[*line].n).collect();
            // Cases in lines that are not shown: of a dimension itself, or beyond the most frequent codes.
            counts.push(group.base.saturating_sub(counts.iter().sum()));
            counts
        };
        let mut stacks: Vec<Stack> = groups
            .into_iter()
            .map(|(name, group)| Stack {
                // The n of each stack stands behind it.
                label: match name.is_empty() {
                    true => self.say("Gesamt", "Total"),
                    false => self.bare(group),
                },
                counts: counts(group),
            })
            .collect();
        let mut parts: Vec<String> = lines.iter().map(|line| self.label(*line)).collect();
        if stacks.iter().all(|stack| stack.counts.last() == Some(&0)) {
            stacks.iter_mut().for_each(|stack| {
                stack.counts.pop();
            });
        } else {
            parts.push(self.say("alles Übrige", "everything else"));
        }
        Ok(Stacked {
            arrangement: Arrangement::Parts,
            of: self.table.head.by.clone().unwrap_or_default(),
            parts,
            stacks,
        })
    }

    fn radar(&self) -> Result<Radar> {
        if self.lines.len() < LEAST_SPOKES {
            return Err(Problem::input(
                format!("Ein Netzdiagramm braucht mindestens {LEAST_SPOKES} Kategorien."),
                format!("A radar needs at least {LEAST_SPOKES} codes."),
            )
            .hint("»bars« zeigt auch weniger.", "“bars” shows fewer too."));
        }
        let groups = self.few_groups("radar")?;
        Ok(Radar {
            unit: Unit::Share,
            ends: None,
            of: self.of(),
            spokes: self.labels(),
            groups: groups.into_iter().map(|group| self.series(group)).collect(),
        })
    }

    fn heat(&self) -> Heat {
        let groups = self.groups();
        let cell = |line: usize, group: &Group| HeatCell {
            value: self.share(line, group).value(),
            mark: self.mark(line, group),
        };
        Heat {
            unit: Unit::Share,
            of: self.of(),
            rows: self.labels(),
            columns: groups
                .iter()
                .map(|(name, group)| match name.is_empty() {
                    true => format!("n\u{a0}=\u{a0}{}", self.language.count(group.base)),
                    false => name.clone(),
                })
                .collect(),
            cells: self
                .lines
                .iter()
                .map(|line| groups.iter().map(|(_, group)| cell(*line, group)).collect())
                .collect(),
        }
    }

    /// Whether a cell stands out by its adjusted residual, where the table was tested and the test tells groups apart.
    fn mark(&self, line: usize, group: &Group) -> Mark {
        let Some(tested) = &self.table.tested else {
            return Mark::None;
        };
        // How far a hidden count is from what is expected would tell it.
        if self.share(line, group).value().is_none() {
            return Mark::None;
        }
        let id = &self.table.lines[line].id;
        let named = |name: &String| group.name.as_ref() == Some(name);
        let Some(place) = tested.groups.iter().position(named) else {
            return Mark::None;
        };
        let cell = match &tested.outcome {
            Outcome::Whole { columns, cells, test } => {
                let column = columns.iter().position(|column| column.id == *id);
                let differ = test.as_ref().is_ok_and(|test| test.p.value() < ERROR);
                column.filter(|_| differ).and_then(|column| cells[place][column])
            }
            Outcome::PerCode(codes) => codes
                .iter()
                .find(|code| code.id == *id && code.p_holm.is_some_and(|p| p < ERROR))
                .and_then(|code| code.cells[place]),
        };
        match cell.map_or(0.0, |cell| cell.adjusted_residual) {
            residual if residual > STANDS_OUT => Mark::Higher,
            residual if residual < -STANDS_OUT => Mark::Lower,
            _ => Mark::None,
        }
    }
}

fn unknown(kind: &str) -> Problem {
    let names = NAMES.join(", ");
    Problem::usage(
        format!("Eine Abbildung »{kind}« gibt es von Tabellen nicht."),
        format!("There is no chart “{kind}” of tables."),
    )
    .hint(format!("Möglich: {names}."), format!("Possible: {names}."))
}
