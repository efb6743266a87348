//! How often clusters come out again when the sample is drawn again.
//!
//! Two figures for each cluster: in what share of the draws exactly this cluster comes out (Felsenstein 1985), and how
//! much of it on average the most similar cluster of a draw shares with it (Jaccard; Hennig 2007, `clusterboot`). Hennig
//! takes a mean of 0.75 and more as stable, below 0.6 as not to be trusted, 0.5 and less as dissolved.

use serde::Serialize;

use super::tree::Tree;

/// Leaves that can be clustered.
pub const MOST_LEAVES: usize = 100;

/// A set of leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Leaves([u64; MOST_LEAVES.div_ceil(64)]);

/// How a cluster fared over all draws.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Support {
    /// Share of draws in which exactly this cluster comes out, 0–1.
    pub exactly: f64,
    /// Mean Jaccard similarity of the most similar cluster of each draw, 0–1.
    pub jaccard: f64,
}

/// The tree of a draw, and its cut into as many clusters.
#[derive(Debug, Clone, PartialEq)]
pub struct Again {
    pub tree: Tree,
    pub clusters: Vec<usize>,
    /// For how many clusters the average silhouette speaks.
    pub best: usize,
}

/// Each join of a tree against all clusters of the drawn trees, single leaves included, everybody excluded. The last
/// join, everybody, always comes out.
pub fn of_joins(tree: &Tree, again: &[Again]) -> Vec<Support> {
    let own: Vec<Leaves> = tree.joins.iter().map(|join| Leaves::of(&join.members)).collect();
    let drawn = again.iter().map(|again| {
        let singles = (0..again.tree.order.len()).map(|leaf| Leaves::of(&[leaf]));
        let joins = again.tree.joins.iter().map(|join| Leaves::of(&join.members));
        singles.chain(joins).collect()
    });
    let all = Leaves::of(&tree.order);
    supports(&own, drawn, |cluster| *cluster != all)
}

/// Each cluster of a cut against the clusters of the same cut of the drawn trees.
pub fn of_clusters(clusters: &[usize], again: &[Again]) -> Vec<Support> {
    let drawn = again.iter().map(|again| parts(&again.clusters));
    supports(&parts(clusters), drawn, |_| true)
}

/// Share of the draws in which all clusters come out, 0–1.
pub fn of_all(clusters: &[usize], again: &[Again]) -> f64 {
    let own = parts(clusters);
    let same = again.iter().filter(|again| {
        let drawn = parts(&again.clusters);
        own.iter().all(|cluster| drawn.contains(cluster))
    });
    same.count() as f64 / again.len().max(1) as f64
}

fn supports(
    own: &[Leaves],
    drawn: impl Iterator<Item = Vec<Leaves>>,
    counts: impl Fn(&Leaves) -> bool,
) -> Vec<Support> {
    let mut sums = vec![(0_usize, 0.0); own.len()];
    let mut draws = 0;
    for clusters in drawn {
        draws += 1;
        for (cluster, (exactly, jaccard)) in own.iter().zip(&mut sums) {
            let others = clusters.iter().filter(|other| *other == cluster || counts(other));
            let most = others.map(|other| cluster.jaccard(other)).fold(0.0, f64::max);
            *exactly += usize::from(clusters.contains(cluster));
            *jaccard += most;
        }
    }
    let draws = f64::from(draws.max(1));
    sums.into_iter()
        .map(|(exactly, jaccard)| Support {
            exactly: exactly as f64 / draws,
            jaccard: jaccard / draws,
        })
        .collect()
}

fn parts(clusters: &[usize]) -> Vec<Leaves> {
    let k = clusters.iter().max().map_or(0, |last| last + 1);
    let mut parts = vec![Leaves::default(); k];
    for (leaf, cluster) in clusters.iter().enumerate() {
        parts[*cluster].insert(leaf);
    }
    parts
}

impl Leaves {
    fn of(members: &[usize]) -> Leaves {
        let mut leaves = Leaves::default();
        for leaf in members {
            leaves.insert(*leaf);
        }
        leaves
    }

    fn insert(&mut self, leaf: usize) {
        self.0[leaf / 64] |= 1 << (leaf % 64);
    }

    /// Those in both among those in either.
    fn jaccard(&self, other: &Leaves) -> f64 {
        let pairs = || self.0.iter().zip(&other.0);
        let both: u32 = pairs().map(|(a, b)| (a & b).count_ones()).sum();
        let either: u32 = pairs().map(|(a, b)| (a | b).count_ones()).sum();
        f64::from(both) / f64::from(either.max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::{Method, tree};
    use super::*;

    /// Leaves on a line.
    fn again(at: &[f64], k: usize) -> Again {
        let n = at.len();
        let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
        let distances: Vec<f64> = pairs.map(|(a, b)| (at[a] - at[b]).abs()).collect();
        let tree = tree(&distances, n, Method::Average);
        Again {
            clusters: tree.cut(k),
            tree,
            best: k,
        }
    }

    /// Worked by hand: {0,1} and {2,3,4} come out in two of four draws; once 2 goes to {0,1}, once 1 goes to {2,3,4}.
    #[test]
    fn shares_and_jaccard_are_those_counted_by_hand() {
        let usual = again(&[0.0, 1.0, 10.0, 11.0, 12.5], 2);
        assert_eq!(usual.clusters, [0, 0, 1, 1, 1]);
        let draws = [
            usual.clone(),
            again(&[0.0, 1.5, 10.0, 11.0, 12.5], 2),
            again(&[0.0, 1.0, 2.5, 11.0, 12.0], 2),
            again(&[0.0, 9.0, 10.0, 11.0, 12.5], 2),
        ];
        let clusters = of_clusters(&usual.clusters, &draws);
        let close = |found: f64, expected: f64| (found - expected).abs() < 1e-12;
        assert!(close(clusters[0].exactly, 0.5) && close(clusters[1].exactly, 0.5));
        // {0,1} against {0,1,2}: 2/3; against {0}: 1/2, which is more than 1/5.
        assert!(close(clusters[0].jaccard, (1.0 + 1.0 + 2.0 / 3.0 + 0.5) / 4.0));
        // {2,3,4} against {3,4}: 2/3; against {1,2,3,4}: 3/4.
        assert!(close(clusters[1].jaccard, (1.0 + 1.0 + 2.0 / 3.0 + 0.75) / 4.0));
        assert!(close(of_all(&usual.clusters, &draws), 0.5));
        let joins = of_joins(&usual.tree, &draws);
        assert_eq!(joins.last().unwrap().exactly, 1.0, "everybody together");
        let both = usual.tree.joins.iter().position(|join| join.members == [0, 1]);
        assert!(
            close(joins[both.unwrap()].exactly, 0.75),
            "a join of the third tree too"
        );
    }
}
