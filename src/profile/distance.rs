//! How unlike two profiles are.

use super::counts::Counts;
use crate::tables::Choice;
use crate::words::Text;

/// The measure of unlikeness between the profiles of two rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Distance {
    /// χ² distance: squared differences of the shares, each divided by the share in all rows; what a correspondence map
    /// shows (Greenacre 2017, ch. 4). Differences in rare columns count more.
    #[default]
    ChiSquare,
    /// Hellinger distance: Euclidean between the roots of the shares (Legendre & Gallagher 2001). Rare columns count less.
    Hellinger,
}

/// Distances between all pairs of rows: (0,1), (0,2), …, (1,2), …. Rows are not empty; empty columns say nothing.
pub fn distances(counts: &Counts, distance: Distance) -> Vec<f64> {
    let total = counts.total();
    let sums = counts.row_sums();
    let masses: Vec<f64> = counts.column_sums().iter().map(|sum| sum / total).collect();
    let between = |a: usize, b: usize| {
        let shares = counts.row(a).iter().zip(counts.row(b));
        let squares = shares.zip(&masses).map(|((one, other), mass)| {
            let (one, other) = (one / sums[a], other / sums[b]);
            match distance {
                Distance::ChiSquare if *mass > 0.0 => (one - other).powi(2) / mass,
                Distance::ChiSquare => 0.0,
                Distance::Hellinger => (one.sqrt() - other.sqrt()).powi(2),
            }
        });
        squares.sum::<f64>().sqrt()
    };
    (0..counts.rows())
        .flat_map(|a| (a + 1..counts.rows()).map(move |b| (a, b)))
        .map(|(a, b)| between(a, b))
        .collect()
}

/// The place of a pair among the distances of `n` rows; `a` and `b` differ.
pub fn place(a: usize, b: usize, n: usize) -> usize {
    let (a, b) = (a.min(b), a.max(b));
    a * n - a * (a + 1) / 2 + b - a - 1
}

impl Choice for Distance {
    const ALL: &'static [Self] = &[Distance::ChiSquare, Distance::Hellinger];

    fn id(self) -> &'static str {
        match self {
            Distance::ChiSquare => "chi-square",
            Distance::Hellinger => "hellinger",
        }
    }

    fn label(self) -> Text {
        match self {
            Distance::ChiSquare => Text::new("χ²-Abstand", "χ² distance"),
            Distance::Hellinger => Text::new("Hellinger-Abstand", "Hellinger distance"),
        }
    }
}
