//! Correspondence analysis: a table of counts as a map, on which rows and columns with like profiles lie near each other.
//!
//! After Greenacre (2017), *Correspondence Analysis in Practice*, 3rd ed., appendix A: the singular values of the
//! standardised residuals (p − rc)/√(rc) (faer). Deliberately absent: supplementary points, more than two variables.

use faer::Mat;
use serde::Serialize;

use super::counts::Counts;
use crate::problem::{Problem, Result};

/// Axes with a smaller singular value are rounding errors: the table has no such dimension.
const NOTHING: f64 = 1e-8;

/// The map. Coordinates of both kinds are there for each axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Correspondence {
    /// Total inertia: χ² of the table divided by its total.
    pub inertia: f64,
    /// Strongest first; at most one less than rows and columns.
    pub axes: Vec<Axis>,
    pub rows: Vec<Point>,
    pub columns: Vec<Point>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Axis {
    pub singular_value: f64,
    /// Principal inertia: the singular value squared.
    pub inertia: f64,
    /// Of the total inertia, 0–1.
    pub share: f64,
}

/// A row or a column on the map.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Point {
    /// Share of the table's total, 0–1.
    pub mass: f64,
    /// Share of the total inertia, 0–1.
    pub inertia_share: f64,
    /// χ² distance to the average profile.
    pub distance: f64,
    /// Principal coordinate on each axis.
    pub principal: Vec<f64>,
    /// Standard coordinate: principal divided by the singular value.
    pub standard: Vec<f64>,
    /// Share of the axis' inertia that the point makes up, 0–1.
    pub contribution: Vec<f64>,
    /// Squared cosine: share of the point's inertia that the axis shows, 0–1.
    pub quality: Vec<f64>,
}

/// The map of a table in which no row and no column is empty. Each axis points to where the row with the largest standard
/// coordinate lies (of equal ones the first), so that the same table gives the same map.
///
/// # Errors
/// An empty row or column (our bug: they are left out before); profiles that are all the same.
pub fn correspondence(counts: &Counts) -> Result<Correspondence> {
    let (rows, columns, total) = (counts.rows(), counts.columns(), counts.total());
    let row_mass: Vec<f64> = counts.row_sums().iter().map(|sum| sum / total).collect();
    let column_mass: Vec<f64> = counts.column_sums().iter().map(|sum| sum / total).collect();
    if !row_mass.iter().chain(&column_mass).all(|mass| *mass > 0.0) {
        return Err(Problem::bug(
            "an empty row or column in a correspondence analysis",
        ));
    }
    let residual = |row: usize, column: usize| {
        let expected = row_mass[row] * column_mass[column];
        (counts.at(row, column) / total - expected) / expected.sqrt()
    };
    let residuals = Mat::from_fn(rows, columns, residual);
    let inertia: f64 = (0..rows)
        .flat_map(|row| (0..columns).map(move |column| (row, column)))
        .map(|(row, column)| residual(row, column).powi(2))
        .sum();
    let svd = residuals
        .thin_svd()
        .map_err(|error| Problem::bug(format!("singular values: {error:?}")))?;
    let values: Vec<f64> = svd.S().column_vector().iter().copied().collect();
    // Centring takes one dimension away.
    let kept = values
        .iter()
        .take(rows.min(columns).saturating_sub(1))
        .take_while(|value| **value > NOTHING)
        .count();
    if kept == 0 {
        return Err(all_alike());
    }
    let standard_rows: Vec<Vec<f64>> = (0..rows)
        .map(|row| {
            (0..kept)
                .map(|axis| svd.U()[(row, axis)] / row_mass[row].sqrt())
                .collect()
        })
        .collect();
    let signs: Vec<f64> = (0..kept)
        .map(|axis| sign(standard_rows.iter().map(|row| row[axis])))
        .collect();
    let axes: Vec<Axis> = values[..kept]
        .iter()
        .map(|value| Axis {
            singular_value: *value,
            inertia: value * value,
            share: value * value / inertia,
        })
        .collect();
    let point = |mass: f64, standard: Vec<f64>, own: f64| {
        let standard: Vec<f64> = standard.iter().zip(&signs).map(|(at, sign)| at * sign).collect();
        let principal: Vec<f64> = standard
            .iter()
            .zip(&axes)
            .map(|(at, axis)| at * axis.singular_value)
            .collect();
        Point {
            mass,
            inertia_share: own / inertia,
            distance: (own / mass).sqrt(),
            contribution: standard.iter().map(|at| mass * at * at).collect(),
            quality: principal
                .iter()
                .map(|at| if own > 0.0 { mass * at * at / own } else { 0.0 })
                .collect(),
            principal,
            standard,
        }
    };
    let row_points = standard_rows.into_iter().enumerate().map(|(row, standard)| {
        let own = (0..columns).map(|column| residual(row, column).powi(2)).sum();
        point(row_mass[row], standard, own)
    });
    let column_points = (0..columns).map(|column| {
        let mass = column_mass[column];
        let standard = (0..kept)
            .map(|axis| svd.V()[(column, axis)] / mass.sqrt())
            .collect();
        let own = (0..rows).map(|row| residual(row, column).powi(2)).sum();
        point(mass, standard, own)
    });
    Ok(Correspondence {
        inertia,
        rows: row_points.collect(),
        columns: column_points.collect(),
        axes,
    })
}

fn sign(coordinates: impl Iterator<Item = f64> + Clone) -> f64 {
    let largest = coordinates.clone().fold(0.0, |most: f64, at| most.max(at.abs()));
    // Equal up to rounding is equal.
    let first = coordinates
        .into_iter()
        .find(|at| at.abs() >= largest * (1.0 - 1e-9));
    if first.unwrap_or(1.0) < 0.0 { -1.0 } else { 1.0 }
}

fn all_alike() -> Problem {
    Problem::input(
        "Alle Gruppen haben dasselbe Profil; es gibt nichts, worin sie sich unterscheiden.",
        "All groups have the same profile; there is nothing in which they differ.",
    )
    .hint(
        "Nach einem anderen Merkmal teilen oder anders zählen.",
        "Divide by another column or count in another way.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axes_carry_all_inertia_and_every_point_is_shown_in_full_by_all_of_them() {
        let counts = Counts::of_rows(&[vec![10, 2, 3], vec![1, 8, 4], vec![2, 2, 9], vec![5, 5, 5]]);
        let map = correspondence(&counts).unwrap();
        let sum = |values: &[f64]| values.iter().sum::<f64>();
        assert_eq!(map.axes.len(), 2);
        assert!((map.axes.iter().map(|axis| axis.share).sum::<f64>() - 1.0).abs() < 1e-12);
        for point in map.rows.iter().chain(&map.columns) {
            assert!((sum(&point.quality) - 1.0).abs() < 1e-12);
        }
        for axis in 0..2 {
            let rows: f64 = map.rows.iter().map(|point| point.contribution[axis]).sum();
            let centre: f64 = map
                .rows
                .iter()
                .map(|point| point.mass * point.principal[axis])
                .sum();
            assert!((rows - 1.0).abs() < 1e-12 && centre.abs() < 1e-12);
        }
    }

    /// Rows in another order, and with them the singular vectors: the map stays the same.
    #[test]
    fn every_axis_points_to_the_row_farthest_out() {
        let rows = [vec![10, 2, 3], vec![1, 8, 4], vec![2, 2, 9], vec![5, 5, 5]];
        let map = correspondence(&Counts::of_rows(&rows)).unwrap();
        let turned: Vec<Vec<u64>> = rows.iter().rev().cloned().collect();
        let other = correspondence(&Counts::of_rows(&turned)).unwrap();
        for axis in 0..2 {
            let at: Vec<f64> = map.rows.iter().map(|point| point.standard[axis]).collect();
            let farthest = at.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs()));
            assert!(farthest > Some(0.0), "{at:?}");
            for (point, same) in map.rows.iter().zip(other.rows.iter().rev()) {
                assert!((point.standard[axis] - same.standard[axis]).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn profiles_that_are_all_the_same_are_no_map() {
        let counts = Counts::of_rows(&[vec![1, 2, 3], vec![2, 4, 6], vec![3, 6, 9]]);
        let problem = correspondence(&counts).unwrap_err();
        assert!(problem.what().en.starts_with("All groups have the same profile"));
    }
}
