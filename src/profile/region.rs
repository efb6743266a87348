//! How sure the places on a correspondence map are: the maps of drawn samples, turned onto the map, and where the points lie then.
//!
//! Axes of two samples may be mirrored or turned; the first two axes of each draw are therefore rotated onto those of the map
//! (orthogonal Procrustes rotation, points weighted by their masses: Milan & Whittaker 1995, Greenacre 2017, ch. 29).

use faer::Mat;
use serde::Serialize;

use super::correspondence::Correspondence;
use crate::estimate::middle;

/// 95 % of a two-dimensional normal distribution lie within the root of this many standard deviations (χ² with two degrees of freedom).
const WITHIN: f64 = 5.991_464_547_107_979;

/// Coordinates on the first two axes; on a map with one axis the second is 0.
pub type Place = [f64; 2];

/// Corners that an ellipse is drawn with.
const CORNERS: usize = 60;

/// The map of a drawn sample: rows, and columns that occur in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Replica {
    pub rows: Vec<Place>,
    pub columns: Vec<Option<Place>>,
}

/// Where a point lies in the drawn samples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Region {
    /// The middle 95 % on the first axis: from, to.
    pub first: [f64; 2],
    /// The same on the second axis.
    pub second: [f64; 2],
    /// Centre of the 95 % ellipse.
    pub centre: Place,
    /// Its longer and shorter half axis.
    pub half_axes: [f64; 2],
    /// Of the longer half axis against the first axis, in radians, −π/2 to π/2.
    pub angle: f64,
    /// In how many draws the point occurs.
    pub draws: u64,
}

impl Region {
    /// The 95 % ellipse as a line around it.
    pub fn outline(&self) -> Vec<(f64, f64)> {
        let (sine, cosine) = self.angle.sin_cos();
        let corner = |at: usize| {
            let (up, along) = (std::f64::consts::TAU * at as f64 / CORNERS as f64).sin_cos();
            let (along, up) = (along * self.half_axes[0], up * self.half_axes[1]);
            (
                self.centre[0] + along * cosine - up * sine,
                self.centre[1] + along * sine + up * cosine,
            )
        };
        (0..CORNERS).map(corner).collect()
    }
}

/// The first two coordinates of a point.
pub fn place(principal: &[f64]) -> Place {
    [
        principal.first().copied().unwrap_or(0.0),
        principal.get(1).copied().unwrap_or(0.0),
    ]
}

/// A map of a drawn sample turned onto `map`. `columns`: the places that the columns of `drawn` have among those of `map`.
pub fn turned(map: &Correspondence, drawn: &Correspondence, columns: &[usize]) -> Replica {
    let pairs = || {
        let rows = map.rows.iter().zip(&drawn.rows);
        let columns = columns.iter().zip(&drawn.columns);
        rows.chain(columns.map(|(at, point)| (&map.columns[*at], point)))
    };
    let cross = Mat::from_fn(2, 2, |i, j| {
        let product = |(to, from): (&super::correspondence::Point, &super::correspondence::Point)| {
            to.mass * place(&from.principal)[i] * place(&to.principal)[j]
        };
        pairs().map(product).sum::<f64>()
    });
    // A matrix of two by two always has singular values; without them nothing is turned.
    let rotation = cross
        .svd()
        .map_or_else(|_| Mat::identity(2, 2), |svd| svd.U() * svd.V().transpose());
    let turn = |principal: &[f64]| {
        let at = place(principal);
        [0, 1].map(|axis| at[0] * rotation[(0, axis)] + at[1] * rotation[(1, axis)])
    };
    let mut places = vec![None; map.columns.len()];
    for (at, point) in columns.iter().zip(&drawn.columns) {
        places[*at] = Some(turn(&point.principal));
    }
    Replica {
        rows: drawn.rows.iter().map(|point| turn(&point.principal)).collect(),
        columns: places,
    }
}

/// Where the places of one point lie; none for fewer than ten.
pub fn region(places: &[Place]) -> Option<Region> {
    if places.len() < 10 {
        return None;
    }
    let n = places.len() as f64;
    let mean = |axis: usize| places.iter().map(|place| place[axis]).sum::<f64>() / n;
    let centre = [mean(0), mean(1)];
    let spread = |i: usize, j: usize| {
        let products = places
            .iter()
            .map(|place| (place[i] - centre[i]) * (place[j] - centre[j]));
        products.sum::<f64>() / (n - 1.0)
    };
    let (xx, xy, yy) = (spread(0, 0), spread(0, 1), spread(1, 1));
    // Eigenvalues and direction of a symmetric matrix of two by two.
    let half_difference = ((xx - yy) / 2.0).hypot(xy);
    let middle_of = (xx + yy) / 2.0;
    let half = |variance: f64| (variance.max(0.0) * WITHIN).sqrt();
    let interval = |axis: usize| middle(places.iter().map(|place| place[axis]).collect());
    let (first, second) = (interval(0)?, interval(1)?);
    Some(Region {
        first: [first.low, first.high],
        second: [second.low, second.high],
        centre,
        half_axes: [
            half(middle_of + half_difference),
            half(middle_of - half_difference),
        ],
        angle: (2.0 * xy).atan2(xx - yy) / 2.0,
        draws: places.len() as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Counts, correspondence};
    use super::*;

    #[test]
    fn a_map_that_is_only_mirrored_is_turned_back() {
        let counts = Counts::of_rows(&[vec![10, 2, 3], vec![1, 8, 4], vec![2, 2, 9], vec![5, 5, 5]]);
        let map = correspondence(&counts).unwrap();
        let mut mirrored = map.clone();
        for point in mirrored.rows.iter_mut().chain(&mut mirrored.columns) {
            point.principal[0] *= -1.0;
            point.principal.swap(0, 1);
        }
        let replica = turned(&map, &mirrored, &[0, 1, 2]);
        for (point, found) in map.rows.iter().zip(&replica.rows) {
            let expected = place(&point.principal);
            assert!((0..2).all(|axis| (expected[axis] - found[axis]).abs() < 1e-12));
        }
        let without = turned(&map, &mirrored, &[0, 1]);
        assert!(without.columns[2].is_none());
    }

    /// Points on the corners of a turned rectangle: variances 4·8/7 and 1·8/7 (n − 1) along its diagonals at 45°.
    #[test]
    fn the_ellipse_lies_along_the_points() {
        let root = 0.5_f64.sqrt();
        let corners = [[2.0, 1.0], [2.0, -1.0], [-2.0, 1.0], [-2.0, -1.0]];
        let turned = corners.map(|[x, y]| [(x - y) * root + 5.0, (x + y) * root]);
        let places: Vec<Place> = turned.iter().cycle().take(12).copied().collect();
        let region = region(&places).unwrap();
        let close = |found: f64, expected: f64| (found - expected).abs() < 1e-9;
        assert!(close(region.angle, std::f64::consts::FRAC_PI_4), "{region:?}");
        assert!(close(region.half_axes[0], (4.0 * 12.0 / 11.0 * WITHIN).sqrt()));
        assert!(close(region.half_axes[1], (12.0 / 11.0 * WITHIN).sqrt()));
        assert!(close(region.centre[0], 5.0) && close(region.centre[1], 0.0));
        assert!(super::region(&places[..9]).is_none());
        // The corner farthest out lies on the longer axis, at 45°.
        let (x, y) = region.outline()[0];
        assert!(close(x - 5.0, y) && close((x - 5.0).hypot(y), region.half_axes[0]));
    }
}
