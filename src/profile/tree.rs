//! Hierarchical clustering: the two nearest clusters are joined until one is left (kodama), as a tree that can be cut.

use kodama::{Method as Linkage, linkage};
use serde::Serialize;

use crate::tables::Choice;
use crate::words::Text;

/// How far apart two clusters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Ward's criterion on distances that are not squared beforehand: `ward.D2` of R's `hclust` (Murtagh & Legendre 2014).
    /// Every leaf weighs the same.
    #[default]
    Ward,
    /// Mean of all distances between members (UPGMA).
    Average,
}

/// A tree over the leaves 0, 1, ….
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tree {
    /// One less than leaves, lowest first.
    pub joins: Vec<Join>,
    /// The leaves from left to right: of two branches the one with the leaf that stands first in the table is left.
    pub order: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Join {
    pub left: Branch,
    pub right: Branch,
    pub height: f64,
    /// The leaves below, sorted.
    pub members: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Branch {
    Leaf(usize),
    /// Place among the joins.
    Join(usize),
}

/// The tree of `leaves` with these distances between them (as [`super::distances`] orders them).
pub fn tree(distances: &[f64], leaves: usize, method: Method) -> Tree {
    let how = match method {
        Method::Ward => Linkage::Ward,
        Method::Average => Linkage::Average,
    };
    let joined = linkage(&mut distances.to_vec(), leaves, how);
    let mut joins: Vec<Join> = Vec::with_capacity(leaves.saturating_sub(1));
    for step in joined.steps() {
        let branch = |label: usize| match label.checked_sub(leaves) {
            None => Branch::Leaf(label),
            Some(at) => Branch::Join(at),
        };
        let (one, other) = (branch(step.cluster1), branch(step.cluster2));
        let (left, right) = if first(one, &joins) < first(other, &joins) {
            (one, other)
        } else {
            (other, one)
        };
        let mut members = members(left, &joins);
        members.extend(self::members(right, &joins));
        members.sort_unstable();
        joins.push(Join {
            left,
            right,
            height: step.dissimilarity,
            members,
        });
    }
    let top = joins.len().checked_sub(1).map_or(Branch::Leaf(0), Branch::Join);
    let order = in_order(top, &joins);
    Tree { joins, order }
}

fn members(branch: Branch, joins: &[Join]) -> Vec<usize> {
    match branch {
        Branch::Leaf(leaf) => vec![leaf],
        Branch::Join(at) => joins[at].members.clone(),
    }
}

fn first(branch: Branch, joins: &[Join]) -> usize {
    match branch {
        Branch::Leaf(leaf) => leaf,
        Branch::Join(at) => joins[at].members[0],
    }
}

fn in_order(top: Branch, joins: &[Join]) -> Vec<usize> {
    let (mut order, mut waiting) = (Vec::new(), vec![top]);
    while let Some(branch) = waiting.pop() {
        match branch {
            Branch::Leaf(leaf) => order.push(leaf),
            Branch::Join(at) => waiting.extend([joins[at].right, joins[at].left]),
        }
    }
    order
}

impl Tree {
    /// Which of `k` clusters each leaf is in, numbered from left to right; `k` from 1 to the number of leaves.
    pub fn cut(&self, k: usize) -> Vec<usize> {
        let leaves = self.order.len();
        let k = k.clamp(1, leaves);
        let mut cluster: Vec<usize> = (0..leaves).collect();
        for join in &self.joins[..leaves - k] {
            for member in &join.members {
                cluster[*member] = join.members[0];
            }
        }
        let mut numbers: Vec<usize> = Vec::new();
        for leaf in &self.order {
            if !numbers.contains(&cluster[*leaf]) {
                numbers.push(cluster[*leaf]);
            }
        }
        cluster
            .iter()
            .map(|of| numbers.iter().position(|known| known == of).unwrap_or_default())
            .collect()
    }
}

impl Choice for Method {
    const ALL: &'static [Self] = &[Method::Ward, Method::Average];

    fn id(self) -> &'static str {
        match self {
            Method::Ward => "ward",
            Method::Average => "average",
        }
    }

    fn label(self) -> Text {
        match self {
            Method::Ward => Text::new("nach Ward", "Ward's method"),
            Method::Average => Text::new("mittlerer Abstand", "average linkage"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Leaves at 0, 10, 1, 11, 30 on a line.
    #[test]
    fn a_tree_is_cut_and_read_from_left_to_right() {
        let at: [f64; 5] = [0.0, 10.0, 1.0, 11.0, 30.0];
        let distances: Vec<f64> = (0..5)
            .flat_map(|a| (a + 1..5).map(move |b| (at[a] - at[b]).abs()))
            .collect();
        let tree = tree(&distances, 5, Method::Average);
        assert_eq!(tree.order, [0, 2, 1, 3, 4]);
        assert_eq!(tree.cut(3), [0, 1, 0, 1, 2]);
        assert_eq!(tree.cut(1), [0; 5]);
        assert_eq!(tree.cut(5), [0, 2, 1, 3, 4]);
        let heights: Vec<f64> = tree.joins.iter().map(|join| join.height).collect();
        assert_eq!(heights, [1.0, 1.0, 10.0, 24.5]);
    }
}
