//! What speaks for a number of clusters: how much nearer each leaf is to its own cluster than to the next one.

use super::distance::place;

/// The silhouette of each leaf, −1 to 1 (Rousseeuw 1987): 0 for a leaf that is alone, and for all where there is one
/// cluster only. `distances` as [`super::distances`] orders them.
pub fn silhouettes(distances: &[f64], clusters: &[usize]) -> Vec<f64> {
    let n = clusters.len();
    let k = clusters.iter().max().map_or(0, |last| last + 1);
    let of = |leaf: usize| {
        let (mut sums, mut sizes) = (vec![0.0; k], vec![0_usize; k]);
        for other in (0..n).filter(|other| *other != leaf) {
            sums[clusters[other]] += distances[place(leaf, other, n)];
            sizes[clusters[other]] += 1;
        }
        let own = clusters[leaf];
        if sizes[own] == 0 {
            return 0.0;
        }
        let mean = |cluster: usize| sums[cluster] / sizes[cluster] as f64;
        let next = (0..k)
            .filter(|cluster| *cluster != own && sizes[*cluster] > 0)
            .map(mean)
            .fold(f64::INFINITY, f64::min);
        let most = mean(own).max(next);
        if next.is_finite() && most > 0.0 {
            (next - mean(own)) / most
        } else {
            0.0
        }
    };
    (0..n).map(of).collect()
}

/// The mean of all leaves.
pub fn average(silhouettes: &[f64]) -> f64 {
    silhouettes.iter().sum::<f64>() / silhouettes.len().max(1) as f64
}
