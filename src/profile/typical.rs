//! What characterises a cluster: codes that are named there more often, or less often, than elsewhere.

use serde::Serialize;

use super::counts::Counts;

/// A residual of this size or more is shown: two-sided 5 % of the normal distribution.
pub const NOTABLE: f64 = 1.959_963_984_540_054;

/// A code in a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Typical {
    /// Place among the codes.
    pub code: usize,
    /// Share of what the cluster counts, 0–1.
    pub share: f64,
    /// Share of what all others count, 0–1.
    pub elsewhere: f64,
    /// Adjusted standardised residual: positive where the code is more frequent than expected (Haberman 1973).
    pub residual: f64,
}

/// For each row the columns with a notable residual, the largest first. A row that is the whole table has none.
pub fn typical(counts: &Counts) -> Vec<Vec<Typical>> {
    let (total, rows, columns) = (counts.total(), counts.row_sums(), counts.column_sums());
    let one = |row: usize, code: usize| {
        let (here, of_row, of_column) = (counts.at(row, code), rows[row], columns[code]);
        let expected = of_row * of_column / total;
        let variance = expected * (1.0 - of_row / total) * (1.0 - of_column / total);
        (variance > 0.0).then(|| Typical {
            code,
            share: here / of_row,
            elsewhere: (of_column - here) / (total - of_row),
            residual: (here - expected) / variance.sqrt(),
        })
    };
    (0..counts.rows())
        .map(|row| {
            let mut all: Vec<Typical> = (0..counts.columns()).filter_map(|code| one(row, code)).collect();
            all.retain(|typical| typical.residual.abs() >= NOTABLE);
            all.sort_by(|a, b| b.residual.abs().total_cmp(&a.residual.abs()));
            all
        })
        .collect()
}
