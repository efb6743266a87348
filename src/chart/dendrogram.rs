//! A dendrogram: leaves on the left, heights to the right, where wished a cut and how stable each branch is.

use super::axis::{Axis, along_bottom};
use super::picture::{Columns, Picture};
use super::rows::Labels;
use super::sheet::{Pen, Sheet, Side};
use super::style::{AXIS, FILLS, MUTED};
use super::unit::{Unit, say};
use crate::tables::Field;
use crate::words::Language;

#[derive(Debug, Clone, PartialEq)]
pub struct Dendrogram {
    /// What heights are: "Chi-Quadrat-Distanz (Ward)".
    pub height: String,
    /// What the leaves are: "Behörde".
    pub of: String,
    pub leaves: Vec<String>,
    /// In the order in which branches are joined, one fewer than leaves. Leaves are 0…n−1, the branch of the first merge is n, and
    /// so on, as scipy and kodama number them.
    pub merges: Vec<Merge>,
    /// The height at which the tree is cut into clusters.
    pub cut: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Merge {
    pub left: usize,
    pub right: usize,
    pub height: f64,
    /// In how many of the draws the branch came out, 0–1.
    pub support: Option<f64>,
}

/// As high as a row at least, without the gap.
const ROW: i32 = 18;
/// Room behind the highest merge.
const BEHIND: i32 = 30;

impl Dendrogram {
    /// Whether merges build one tree of all leaves.
    fn is_tree(&self) -> bool {
        let mut used = vec![false; self.leaves.len() + self.merges.len()];
        for (at, merge) in self.merges.iter().enumerate() {
            for branch in [merge.left, merge.right] {
                if branch >= self.leaves.len() + at || used[branch] || !merge.height.is_finite() {
                    return false;
                }
                used[branch] = true;
            }
        }
        self.merges.len() + 1 == self.leaves.len()
    }

    /// Leaves from above to below so that no lines cross.
    fn order(&self) -> Vec<usize> {
        let mut order = Vec::new();
        let mut open = vec![self.leaves.len() + self.merges.len() - 1];
        while let Some(branch) = open.pop() {
            match branch.checked_sub(self.leaves.len()) {
                None => order.push(branch),
                Some(merge) => open.extend([self.merges[merge].right, self.merges[merge].left]),
            }
        }
        order
    }

    /// How stable each branch is, inside it where there is room, else behind it.
    fn supports(&self, sheet: &Sheet<'_>, ends: &[(i32, i32)]) {
        let pen = Pen::SMALL;
        for (at, merge) in self.merges.iter().enumerate() {
            let Some(support) = merge.support else { continue };
            let (x, y) = ends[self.leaves.len() + at];
            let said = Unit::Share.tick(support, 1.0, sheet.language);
            let inside = x - ends[merge.left].0.max(ends[merge.right].0);
            if inside > pen.width(&said) + 10 {
                sheet.text(&said, (x - 4, y), pen.side(Side::End));
            } else {
                let place = (x + 3, y - 8);
                sheet.paper(std::slice::from_ref(&said), place, pen);
                sheet.text(&said, place, pen);
            }
        }
    }

    /// The names of the leaves of a branch.
    fn members(&self, branch: usize) -> Vec<&str> {
        let mut names = Vec::new();
        let mut open = vec![branch];
        while let Some(branch) = open.pop() {
            match branch.checked_sub(self.leaves.len()) {
                None => names.push(self.leaves[branch].as_str()),
                Some(merge) => open.extend([self.merges[merge].right, self.merges[merge].left]),
            }
        }
        names
    }
}

impl Picture for Dendrogram {
    fn is_empty(&self) -> bool {
        self.leaves.len() < 2 || !self.is_tree()
    }

    fn draw(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let order = self.order();
        let labels: Vec<String> = order.iter().map(|leaf| self.leaves[*leaf].clone()).collect();
        let rows = Labels::of(&labels, ROW, top);
        let heights = self.merges.iter().map(|merge| merge.height).chain(self.cut);
        let axis = Axis::from_zero(heights, 6);
        let (from, to) = ((rows.right, top), (Sheet::RIGHT - BEHIND, rows.bottom));
        let plane = sheet.plane(from, to, axis.range(), 0.0..1.0);
        let place = |height: f64| plane.backend_coord(&(height, 0.0)).0;
        let unit = Unit::Number { decimals: 2 };
        let bottom = along_bottom(sheet, &axis, unit, (top, rows.bottom), &place);
        rows.write(sheet);
        // Where each branch ends on the right: its height and the middle between its two.
        let mut ends = vec![(place(0.0), 0); self.leaves.len() + self.merges.len()];
        for ((y, row), leaf) in rows.each().zip(&order) {
            debug_assert_eq!(order[row], *leaf);
            ends[*leaf].1 = y;
        }
        for (at, merge) in self.merges.iter().enumerate() {
            let x = place(merge.height);
            let (one, other) = (ends[merge.left], ends[merge.right]);
            // What is joined below the cut belongs together; what is joined above is only drawn to be whole.
            let (colour, thick) = match self.cut {
                Some(cut) if merge.height > cut => (AXIS, 1),
                _ => (FILLS[0], 2),
            };
            sheet.line(vec![one, (x, one.1), (x, other.1), other], colour, thick);
            ends[self.leaves.len() + at] = (x, (one.1 + other.1) / 2);
        }
        self.supports(sheet, &ends);
        let pen = Pen::SMALL;
        if let Some(cut) = self.cut {
            sheet.dashed(
                &[(place(cut), top - 4), (place(cut), rows.bottom)],
                &[4, 4],
                MUTED,
                1,
            );
        }
        let below = bottom + 2 + pen.leading() / 2;
        sheet.text(&self.height, (to.0, below), pen.side(Side::End));
        below + pen.leading() / 2
    }

    fn columns(&self, language: Language) -> Columns {
        let headings = vec![
            say(language, "Schritt", "Step"),
            say(language, "vereint", "joins"),
            say(language, "mit", "with"),
            self.height.clone(),
            say(language, "Stabilität", "Stability"),
        ];
        let row = |(at, merge): (usize, &Merge)| {
            vec![
                Field::Count(at as u64 + 1),
                Field::Text(self.members(merge.left).join(", ")),
                Field::Text(self.members(merge.right).join(", ")),
                Field::Text(Unit::Number { decimals: 3 }.say(merge.height, language)),
                merge
                    .support
                    .map_or(Field::Nothing, |share| Field::Share(Ok(share))),
            ]
        };
        let merges: &[Merge] = if self.is_tree() { &self.merges } else { &[] };
        Columns {
            headings,
            rows: merges.iter().enumerate().map(row).collect(),
        }
    }
}
