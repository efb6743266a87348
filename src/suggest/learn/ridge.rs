//! Kernel ridge regression of what the code texts and rules leave unexplained, all codes at once, with exact
//! leave-one-out predictions.
//!
//! The kernel is an inner product of profiles (rows of `profiles`), so the same fit is had from the answers' side (dual,
//! n × n) or the anchors' side (primal, m × m): Hastie, Tibshirani, Friedman (2009), "The Elements of Statistical
//! Learning", 3.4.1 and 18.3.5. The smaller side is taken. Leave-one-out: ibid. (7.64) with the intercept's 1/n.

use super::grid::{Factor, Grid};
use crate::problem::Result;

/// Ridge penalty; see the method's measurements: flat between 0.2 and 0.5 for unit profiles.
pub const PENALTY: f64 = 0.3;

/// What was learned from residuals, linear in the profile.
pub struct Ridge {
    /// Weights, anchors × codes.
    pub weights: Grid,
    /// Score of the mean reviewed profile by code: taken from every score.
    pub centre: Vec<f64>,
    /// Leave-one-out score of each reviewed answer, n × codes.
    pub left_out: Grid,
}

impl Ridge {
    /// Fits the residuals (n × codes) on the profiles of the reviewed answers (n × anchors), n ≥ 2.
    pub fn fit(profiles: &Grid, residuals: &Grid) -> Result<Ridge> {
        let (n, anchors) = (profiles.rows(), profiles.columns());
        let means = residuals.means();
        let mean_profile = profiles.means();
        let mut centred = profiles.clone();
        centred.subtract(&mean_profile);
        let mut rest = residuals.clone();
        rest.subtract(&means);

        let (weights, leverage) = if n <= anchors {
            let factor = Factor::of(centred.square_of_rows(), PENALTY)?;
            let alpha = factor.solve(&rest);
            // K(K + λI)⁻¹ = I − λ(K + λI)⁻¹
            let leverage: Vec<f64> = factor
                .inverse_diagonal()
                .into_iter()
                .map(|of_inverse| 1.0 - PENALTY * of_inverse)
                .collect();
            (centred.transposed_times(&alpha), leverage)
        } else {
            let factor = Factor::of(centred.square_of_columns(), PENALTY)?;
            let weights = factor.solve(&centred.transposed_times(&rest));
            (weights, factor.lengths(&centred))
        };
        let fitted = centred.times(&weights);
        let size = n as f64;
        let mut left_out = Grid::zeros(n, residuals.columns());
        for (row, leverage) in leverage.iter().enumerate() {
            // 1 − h_i; h_i includes the mean's share 1/n and stays below 1 for λ > 0.
            let free = 1.0 - leverage - 1.0 / size;
            let of_row = left_out.row_mut(row);
            for (code, value) in of_row.iter_mut().enumerate() {
                let (residual, mean) = (residuals.row(row)[code], means[code]);
                let without = residual - (residual - fitted.row(row)[code] - mean) / free;
                *value = without - (size * mean - residual) / (size - 1.0);
            }
        }
        let centre = Grid::of(anchors, mean_profile).times(&weights);
        Ok(Ridge {
            weights,
            centre: centre.data().to_vec(),
            left_out,
        })
    }

    /// Scores of answers by their profiles (answers × anchors), answers × codes.
    pub fn scores(&self, profiles: &Grid) -> Grid {
        let mut scores = profiles.times(&self.weights);
        scores.subtract(&self.centre);
        scores
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(left: &Grid, right: &Grid) {
        for (left, right) in left.data().iter().zip(right.data()) {
            assert!((left - right).abs() < 1e-10, "{left} {right}");
        }
    }

    fn example(n: usize, anchors: usize) -> (Grid, Grid) {
        let value = |at: usize| ((at * 7919 + 13) % 101) as f64 / 101.0;
        (
            Grid::of(anchors, (0..n * anchors).map(value).collect()),
            Grid::of(2, (0..n * 2).map(|at| value(at * 3) - 0.5).collect()),
        )
    }

    /// Leaving an answer out by formula is the same as fitting without it.
    #[test]
    fn left_out_scores_are_those_of_a_fit_without_the_answer() {
        for (n, anchors) in [(9, 14), (14, 5)] {
            let (profiles, residuals) = example(n, anchors);
            let all = Ridge::fit(&profiles, &residuals).unwrap();
            for out in 0..n {
                let rest: Vec<usize> = (0..n).filter(|row| *row != out).collect();
                let without = Ridge::fit(&profiles.pick(&rest), &residuals.pick(&rest)).unwrap();
                near(
                    &without.scores(&profiles.pick(&[out])),
                    &all.left_out.pick(&[out]),
                );
            }
        }
    }

    /// The kernel of few anchors is that of many anchors that say nothing more.
    #[test]
    fn both_sides_give_the_same_fit() {
        let (profiles, residuals) = example(12, 6);
        let wide: Vec<f64> = (0..12)
            .flat_map(|row| profiles.row(row).iter().copied().chain([0.0; 20]))
            .collect();
        let wide = Grid::of(26, wide);
        let (few, many) = (
            Ridge::fit(&profiles, &residuals).unwrap(),
            Ridge::fit(&wide, &residuals).unwrap(),
        );
        near(&few.left_out, &many.left_out);
        near(&few.scores(&profiles), &many.scores(&wide));
    }
}
