//! Charts of a frequency table or crosstab: shares of codes with their intervals, as bars, ranking, stacks, radar or heat map.
//!
//! Only what the table shows is drawn: codes that have no codes below them, or dimensions where the table is of dimensions.

use super::bars::{Bars, Series};
use super::heat::{Heat, HeatCell, Mark};
use super::radar::Radar;
use super::ranking::{Place, Ranking};
use super::stacked::{Arrangement, Stack, Stacked};
use super::unit::say;
use super::{Chart, KINDS, Kind, Shown, Unit};
use crate::estimate::Estimate;
use crate::problem::{Problem, Result};
use crate::tables::{Counting, ERROR, Group, Kind as LineKind, Outcome, STANDS_OUT, Table};
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
        .filter(|at| table.lines[*at].kind != LineKind::NoneFits || table.total.cells[*at].n > 0)
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
        let share = |line: &usize| Estimate::share(group.cells[*line].n, group.base);
        Series {
            name,
            values: self.lines.iter().map(share).collect(),
        }
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
        order.sort_by_key(|line| std::cmp::Reverse(n(line)));
        let place = |line: &usize| Place {
            rank: 1 + order.iter().filter(|other| n(other) > n(line)).count(),
            label: self.label(*line),
            value: Estimate::share(n(line), self.table.total.base),
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
        let mut stacks: Vec<Stack> = self
            .groups()
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
            of: self.of(),
            spokes: self.labels(),
            groups: groups.into_iter().map(|group| self.series(group)).collect(),
        })
    }

    fn heat(&self) -> Heat {
        let groups = self.groups();
        let cell = |line: usize, group: &Group| HeatCell {
            value: group.cells[line].row_pct.ok(),
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

    fn n(&self) -> String {
        self.language.count(self.table.total.base)
    }

    fn wilson(&self) -> String {
        let n = self.n();
        self.say(
            &format!("Prozent der Fälle (n = {n}) mit 95-%-Konfidenzintervallen nach Wilson (1927)."),
            &format!("Percent of cases (n = {n}) with 95% confidence intervals after Wilson (1927)."),
        )
    }

    fn shares(&self) -> String {
        let n = self.n();
        self.say(
            &format!("Prozent der Fälle jeder Gruppe (n = {n})."),
            &format!("Percent of the cases of each group (n = {n})."),
        )
    }

    /// How cells are marked.
    fn marks(&self) -> String {
        if self.table.tested.is_none() {
            return String::new();
        }
        self.say(
            " Dreiecke: korrigiertes standardisiertes Residuum über 1,96 oder unter −1,96 (Haberman 1973), wo der Test Unterschiede \
             zwischen den Gruppen zeigt (5 %; einzelne Kategorien nach Holm 1979).",
            " Triangles: adjusted standardised residual above 1.96 or below −1.96 (Haberman 1973), where the test shows that groups \
             differ (5%; single codes after Holm 1979).",
        )
    }

    fn parts(&self) -> String {
        let n = self.n();
        self.say(
            &format!("Jeder Fall zählt einmal (n = {n}); Kategorien ohne Fälle sind weggelassen."),
            &format!("Every case counts once (n = {n}); codes without cases are left out."),
        )
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
