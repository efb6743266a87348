//! Small counts are hidden for publication, and as many others as it takes that they cannot be computed from sums, percents and bases.
//!
//! | member | what |
//! |---|---|
//! | `network` | which counts must be hidden |
//! | `flow` | the counts of a table as such a network |
//!
//! What is hidden is taken out of the table, so that no form can show it. Deliberately absent: several tables of the same data; together
//! they may tell more than each of them.

#[cfg(test)]
mod attacked;
#[cfg(test)]
mod attacker;
mod flow;
mod network;

use self::flow::Flow;
use super::table::{Cell, Group, Hidden, Hiding, Table};
use super::tally::Standing;
use crate::estimate::Undefined;

/// How the lines of a table hang together.
#[derive(Debug, Clone, Default)]
pub(super) struct Above {
    /// For each line the place of the line of its dimension.
    pub parents: Vec<Option<usize>>,
}

impl Table {
    /// Hides counts from 1 up to below `limit`, which is 3 or more. All lines must be there.
    pub(super) fn hide(&mut self, limit: u64, above: &Above) {
        let mut hidden = Flow::of(self, above, limit).total();
        if !self.groups.is_empty() {
            hidden = Flow::of(self, above, limit).groups(&hidden);
        }
        let rows = std::iter::once(&mut self.total).chain(&mut self.groups);
        for (row, hidden) in rows.zip(&hidden) {
            row.hidden = hidden.base;
            for (cell, hidden) in row.cells.iter_mut().zip(&hidden.cells) {
                cell.hidden = *hidden;
            }
        }
        let count = |row: &Group| {
            let cells = row.cells.iter().map(|cell| cell.hidden);
            cells
                .chain([row.hidden])
                .filter(|hidden| *hidden != Hidden::No)
                .count()
        };
        let cells = count(&self.total) + self.groups.iter().map(count).sum::<usize>();
        self.hiding = Some(Hiding { below: limit, cells });
        let totals: Vec<Hidden> = self.total.cells.iter().map(|cell| cell.hidden).collect();
        for row in std::iter::once(&mut self.total).chain(&mut self.groups) {
            forget(row, &totals, cells > 0);
        }
    }
}

/// What is hidden of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub cells: Vec<Hidden>,
    pub base: Hidden,
}

/// Takes out of a row what may not be shown. `totals`: of the row of sums.
fn forget(row: &mut Group, totals: &[Hidden], any: bool) {
    let base = row.hidden;
    for (cell, total) in row.cells.iter_mut().zip(totals) {
        let is_hidden = cell.hidden != Hidden::No;
        let kept = |share, hide| if hide { Err(Undefined::Hidden) } else { share };
        *cell = Cell {
            n: if is_hidden { 0 } else { cell.n },
            reviewed: 0,
            suggested: 0,
            mentions: if any { 0 } else { cell.mentions },
            row_pct: kept(cell.row_pct, is_hidden || base != Hidden::No),
            col_pct: kept(cell.col_pct, is_hidden || *total != Hidden::No),
            pct_responses: kept(cell.pct_responses, any && cell.pct_responses.is_ok()),
            hidden: cell.hidden,
        };
    }
    if base != Hidden::No {
        row.base = 0;
    }
    if any {
        row.mentions = 0;
    }
    row.suggested_base = 0;
    row.standing = Standing::default();
}
