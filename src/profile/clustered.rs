//! Groups or codes as clusters: tree, number of clusters, silhouettes, stability.

use rayon::prelude::*;
use serde::Serialize;

use super::counts::{Counts, positive};
use super::distance::{Distance, distances};
use super::silhouette::{average, silhouettes};
use super::support::{Again, Support, of_all, of_clusters, of_joins};
use super::tree::{Method, Tree, tree};

/// Numbers of clusters that are compared: 2 up to this, and less than there are leaves.
const MOST_CLUSTERS: usize = 10;

/// How leaves are joined and into how many clusters the tree is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    pub distance: Distance,
    pub method: Method,
    /// `None`: as many as the average silhouette speaks for.
    pub clusters: Option<usize>,
}

/// All that is known of the clusters of the rows of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Clustered {
    pub tree: Tree,
    /// For each join of the tree; none without draws.
    pub joins: Vec<Support>,
    /// For each number of clusters that was compared.
    pub numbers: Vec<Number>,
    /// The number for which the average silhouette speaks most.
    pub best: usize,
    /// From left to right on the tree; as many as were asked for, else the best number.
    pub clusters: Vec<Cluster>,
    /// Share of draws in which all these clusters come out, 0–1; none without draws.
    pub all_again: Option<f64>,
    /// Draws that could be clustered: in the others a row was empty.
    pub draws: u64,
}

/// What speaks for a number of clusters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Number {
    pub clusters: usize,
    /// Average silhouette, −1 to 1.
    pub silhouette: f64,
    /// Share of draws in which it is the largest for this number, 0–1.
    pub best_in: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cluster {
    /// Places in the table, sorted.
    pub members: Vec<usize>,
    /// Mean silhouette of its members, −1 to 1; 0 for one that is alone.
    pub silhouette: f64,
    pub support: Option<Support>,
}

impl Clustered {
    /// Which cluster each row is in.
    pub fn of_rows(&self) -> Vec<usize> {
        let mut of = vec![0; self.tree.order.len()];
        for (number, cluster) in self.clusters.iter().enumerate() {
            for member in &cluster.members {
                of[*member] = number;
            }
        }
        of
    }
}

/// Clusters of the rows of `counts`, none of which is empty, and of at least three; `drawn` are the same tables drawn again.
pub fn clustered(counts: &Counts, ways: Ways, drawn: &[Counts]) -> Clustered {
    let n = counts.rows();
    let unlike = distances(counts, ways.distance);
    let tree = tree(&unlike, n, ways.method);
    let compared = averages(&unlike, &tree);
    let best = best(&compared);
    let clusters = tree.cut(ways.clusters.unwrap_or(best));
    let k = clusters.iter().max().map_or(1, |last| last + 1);
    let again: Vec<Again> = drawn
        .par_iter()
        .filter_map(|drawn| draw(drawn, ways, k))
        .collect();
    let silhouettes = silhouettes(&unlike, &clusters);
    let supports = of_clusters(&clusters, &again);
    let known = !again.is_empty();
    let share = |k: usize| again.iter().filter(|again| again.best == k).count() as f64 / again.len() as f64;
    Clustered {
        joins: if known {
            of_joins(&tree, &again)
        } else {
            Vec::new()
        },
        numbers: compared
            .iter()
            .map(|(k, silhouette)| Number {
                clusters: *k,
                silhouette: *silhouette,
                best_in: known.then(|| share(*k)),
            })
            .collect(),
        best,
        clusters: (0..k)
            .map(|number| {
                let members: Vec<usize> = (0..n).filter(|row| clusters[*row] == number).collect();
                let own: Vec<f64> = members.iter().map(|row| silhouettes[*row]).collect();
                Cluster {
                    members,
                    silhouette: average(&own),
                    support: known.then(|| supports[number]),
                }
            })
            .collect(),
        all_again: known.then(|| of_all(&clusters, &again)),
        draws: again.len() as u64,
        tree,
    }
}

fn draw(drawn: &Counts, ways: Ways, k: usize) -> Option<Again> {
    if positive(&drawn.row_sums()).len() < drawn.rows() {
        return None;
    }
    let unlike = distances(drawn, ways.distance);
    let tree = tree(&unlike, drawn.rows(), ways.method);
    Some(Again {
        clusters: tree.cut(k),
        best: best(&averages(&unlike, &tree)),
        tree,
    })
}

/// The average silhouette for each number of clusters.
fn averages(unlike: &[f64], tree: &Tree) -> Vec<(usize, f64)> {
    (2..tree.order.len().min(MOST_CLUSTERS + 1))
        .map(|k| (k, average(&silhouettes(unlike, &tree.cut(k)))))
        .collect()
}

/// The number with the largest average; of equal ones the smallest.
fn best(averages: &[(usize, f64)]) -> usize {
    let largest = averages
        .iter()
        .map(|(_, average)| *average)
        .fold(f64::MIN, f64::max);
    averages
        .iter()
        .find(|(_, average)| *average >= largest)
        .map_or(1, |(k, _)| *k)
}
