//! A table with its sums as a network: counts flow from the row of sums through each line into the groups, there up to the dimensions
//! and to the base, and through the bases back.
//!
//! A dimension holds what its codes hold, and what was given the dimension alone. Of mentions it holds a case once that has two of its
//! codes: what is counted twice flows apart. Both are in no table; where there is none of it, it is taken for known.

use super::network::{Known, Network};
use super::{Above, Row};
use crate::tables::table::{Counting, Group, Hidden, Kind, Table};

/// Hiding a base is worse than hiding cells.
const BASE: u64 = 10_000;

pub(super) struct Flow<'t> {
    table: &'t Table,
    above: &'t Above,
    limit: u64,
}

/// The nodes of one row: one for what is below each line, one for the whole row.
struct Nodes {
    below: Vec<usize>,
    whole: usize,
}

/// Which rows can be hidden from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Yes,
    No,
}

impl<'t> Flow<'t> {
    pub fn of(table: &'t Table, above: &'t Above, limit: u64) -> Flow<'t> {
        Flow { table, above, limit }
    }

    /// What is hidden of the row of sums alone: it is the same in every table of the same counts.
    pub fn total(&self) -> Vec<Row> {
        let mut network = Network {
            limit: self.limit,
            ..Network::default()
        };
        let outside = network.node();
        let arcs = self.row(
            &mut network,
            &self.table.total,
            &vec![outside; 3 * self.lines() + 1],
            Open::Yes,
            None,
        );
        match network.protect() {
            Ok(()) => vec![read(&network, &arcs)],
            Err(()) => vec![self.all_of(&self.table.total)],
        }
    }

    /// The row of sums as it is hidden already, and what is hidden of each group.
    pub fn groups(&self, total: &[Row]) -> Vec<Row> {
        let mut network = Network {
            limit: self.limit,
            ..Network::default()
        };
        let columns: Vec<usize> = (0..3 * self.lines() + 1).map(|_| network.node()).collect();
        self.row(&mut network, &self.table.total, &columns, Open::No, total.first());
        let groups: Vec<Vec<usize>> = self
            .table
            .groups
            .iter()
            .map(|group| self.row(&mut network, group, &columns, Open::Yes, None))
            .collect();
        let found = network.protect();
        let groups = groups
            .iter()
            .zip(&self.table.groups)
            .map(|(arcs, group)| match found {
                Ok(()) => read(&network, arcs),
                Err(()) => self.all_of(group),
            });
        total.iter().cloned().chain(groups).collect()
    }

    fn lines(&self) -> usize {
        self.table.lines.len()
    }

    /// Everything of a row, without telling what is small.
    fn all_of(&self, row: &Group) -> Row {
        Row {
            cells: vec![Hidden::Other; row.cells.len()],
            base: match std::ptr::eq(row, &self.table.total) && row.base >= self.limit {
                true => Hidden::No,
                false => Hidden::Other,
            },
        }
    }

    fn children(&self, parent: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        (0..self.lines()).filter(move |at| self.above.parents[*at] == parent)
    }

    fn is_parent(&self, at: usize) -> bool {
        self.children(Some(at)).next().is_some()
    }

    /// What is below a line or, without one, in the whole row: its own count, given alone, counted twice.
    fn apart(&self, row: &Group, line: Option<usize>) -> (u64, u64) {
        let below: u64 = self.children(line).map(|at| row.cells[at].n).sum();
        let Some(line) = line else {
            return (0, below - row.base);
        };
        let cell = &row.cells[line];
        match self.table.head.counting {
            Counting::Exclusive => (cell.n - below, 0),
            Counting::Mentions => {
                let mentions: u64 = self.children(Some(line)).map(|at| row.cells[at].mentions).sum();
                let alone = cell.mentions - mentions;
                (alone, below + alone - cell.n)
            }
        }
    }

    /// One row; gives the arcs of its cells and, last, of its base. `columns`: three nodes for each line (its count, what was given it
    /// alone, what is counted twice below it) and one for the bases. `hidden`: what is hidden of the row of sums, which flows the
    /// other way.
    fn row(
        &self,
        network: &mut Network,
        row: &Group,
        columns: &[usize],
        open: Open,
        hidden: Option<&Row>,
    ) -> Vec<usize> {
        let is_total = std::ptr::eq(row, &self.table.total);
        let nodes = Nodes {
            below: (0..self.lines()).map(|_| network.node()).collect(),
            whole: network.node(),
        };
        let mut arc = |from: usize, to: usize, value: u64, known: Known| match is_total {
            true => network.arc(to, from, value, known),
            false => network.arc(from, to, value, known),
        };
        let known = |n: u64, cost: u64, as_hidden: Option<Hidden>| match (as_hidden, open) {
            (Some(Hidden::No), _) | (None, Open::No) => Known::Shown { cost: None },
            (Some(Hidden::Small), _) => Known::Small,
            (Some(Hidden::Other), _) if n >= self.limit => Known::Large,
            (Some(Hidden::Other), _) => Known::Nothing { protect: n > 0 },
            (None, Open::Yes) if (1..self.limit).contains(&n) => Known::Small,
            (None, Open::Yes) => Known::Shown { cost: Some(cost) },
        };
        let unseen = |value: u64, everywhere: u64| match everywhere {
            0 => Known::Shown { cost: None },
            _ => Known::Nothing {
                protect: (1..self.limit).contains(&value),
            },
        };
        let parent_node =
            |at: usize| self.above.parents[at].map_or(nodes.whole, |parent| nodes.below[parent]);
        let mut arcs = Vec::new();
        for at in 0..self.lines() {
            let n = row.cells[at].n;
            let known = known(n, n + 10, hidden.map(|hidden| hidden.cells[at]));
            if !self.is_parent(at) {
                arcs.push(arc(columns[3 * at], parent_node(at), n, known));
                continue;
            }
            arcs.push(arc(nodes.below[at], parent_node(at), n, known));
            let (alone, twice) = self.apart(row, Some(at));
            let (all_alone, all_twice) = self.apart(&self.table.total, Some(at));
            arc(
                columns[3 * at + 1],
                nodes.below[at],
                alone,
                unseen(alone, all_alone),
            );
            let twice_known = match unseen(twice, all_twice) {
                Known::Nothing { .. } => Known::Nothing { protect: false },
                known => known,
            };
            arc(nodes.below[at], columns[3 * at + 2], twice, twice_known);
        }
        let (_, twice) = self.apart(row, None);
        if self.apart(&self.table.total, None).1 > 0 {
            // The column of what is counted twice in the whole is the first line's, which as a code of its own has none.
            let column = self.twice_column(columns);
            arc(nodes.whole, column, twice, Known::Nothing { protect: false });
        }
        let cost = if is_total { None } else { Some(BASE + row.base) };
        let base = match known(row.base, 0, hidden.map(|hidden| hidden.base)) {
            Known::Shown { .. } => Known::Shown {
                cost: cost.filter(|_| open == Open::Yes),
            },
            other => other,
        };
        arcs.push(arc(nodes.whole, columns[3 * self.lines()], row.base, base));
        if self.table.head.counting == Counting::Mentions {
            for at in 0..self.lines() {
                let parent = self.above.parents[at].map_or(arcs[self.lines()], |parent| arcs[parent]);
                network.within.push((arcs[at], parent));
            }
        }
        arcs
    }

    /// A column that no line uses: the one for what is counted twice below "none fits".
    fn twice_column(&self, columns: &[usize]) -> usize {
        let none = self
            .table
            .lines
            .iter()
            .position(|line| line.kind == Kind::NoneFits);
        columns[3 * none.unwrap_or(0) + 2]
    }
}

fn read(network: &Network, arcs: &[usize]) -> Row {
    let hidden = |at: &usize| match network.arcs[*at].known {
        Known::Shown { .. } => Hidden::No,
        Known::Small => Hidden::Small,
        Known::Large | Known::Nothing { .. } => Hidden::Other,
    };
    let (base, cells) = arcs.split_last().expect("the base is always there");
    Row {
        cells: cells.iter().map(hidden).collect(),
        base: hidden(base),
    }
}
