//! The χ² test of independence of two classifications (Pearson 1900), with what each cell adds to it: expected counts and
//! adjusted standardised residuals (Haberman 1973, "The analysis of residuals in cross-classified tables", Biometrics 29:
//! 205–220; Agresti 2013, Categorical Data Analysis, 3.3.1).
//!
//! Rows and columns in which nobody stands say nothing about independence and are left out, as R's `chisq.test` asks for.

use serde::Serialize;
use statrs::function::gamma::gamma_ur;

use super::Undefined;

/// Cases in rows and columns, each case in one cell; no row and no column is empty, and there are at least two of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contingency {
    counts: Vec<Vec<u64>>,
    row_sums: Vec<u64>,
    column_sums: Vec<u64>,
    n: u64,
    /// Where the rows and columns stood in what was given.
    rows: Vec<usize>,
    columns: Vec<usize>,
}

/// What would be counted if rows and columns were independent, and how far the count is from it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Cell {
    pub observed: u64,
    pub expected: f64,
    /// In standard deviations: beyond ±1.96 in 5 % of cells if rows and columns are independent.
    pub adjusted_residual: f64,
}

/// The χ² test.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ChiSquare {
    pub statistic: f64,
    pub df: u64,
    /// Probability of a statistic as large or larger if rows and columns are independent, by the χ² distribution.
    pub p: f64,
    pub n: u64,
    pub smallest_expected: f64,
    /// Share of the cells with an expected count below 5.
    pub below_five: f64,
}

impl ChiSquare {
    /// The rule of Cochran (1954, "Some methods for strengthening the common χ² tests", Biometrics 10: 417–451): no expected count
    /// below 1 and at most a fifth of them below 5.
    pub fn has_enough(&self) -> bool {
        self.smallest_expected >= 1.0 && self.below_five <= 0.2
    }
}

impl Contingency {
    /// # Errors
    /// Nobody is in the table; all are in one row or in one column.
    pub fn of(given: &[Vec<u64>]) -> Result<Contingency, Undefined> {
        let width = given.iter().map(Vec::len).max().unwrap_or(0);
        let at = |row: usize, column: usize| given[row].get(column).copied().unwrap_or(0);
        let rows: Vec<usize> = (0..given.len())
            .filter(|row| given[*row].iter().any(|n| *n > 0))
            .collect();
        let columns: Vec<usize> = (0..width)
            .filter(|column| rows.iter().any(|row| at(*row, *column) > 0))
            .collect();
        if rows.is_empty() {
            return Err(Undefined::EmptyBase);
        }
        if rows.len() < 2 || columns.len() < 2 {
            return Err(Undefined::OneCategory);
        }
        let counts: Vec<Vec<u64>> = rows
            .iter()
            .map(|row| columns.iter().map(|column| at(*row, *column)).collect())
            .collect();
        let row_sums: Vec<u64> = counts.iter().map(|row| row.iter().sum()).collect();
        Ok(Contingency {
            column_sums: (0..columns.len())
                .map(|column| counts.iter().map(|row| row[column]).sum())
                .collect(),
            n: row_sums.iter().sum(),
            row_sums,
            counts,
            rows,
            columns,
        })
    }

    pub fn counts(&self) -> &[Vec<u64>] {
        &self.counts
    }

    pub fn row_sums(&self) -> &[u64] {
        &self.row_sums
    }

    pub fn column_sums(&self) -> &[u64] {
        &self.column_sums
    }

    pub fn n(&self) -> u64 {
        self.n
    }

    fn cell(&self, row: usize, column: usize) -> Cell {
        let n = self.n as f64;
        let (of_row, of_column) = (self.row_sums[row] as f64, self.column_sums[column] as f64);
        let expected = of_row * of_column / n;
        let spread = (expected * (1.0 - of_row / n) * (1.0 - of_column / n)).sqrt();
        Cell {
            observed: self.counts[row][column],
            expected,
            adjusted_residual: (self.counts[row][column] as f64 - expected) / spread,
        }
    }

    /// The cell that stood at this place in what was given; none in an empty row or column.
    pub fn at(&self, row: usize, column: usize) -> Option<Cell> {
        let row = self.rows.iter().position(|kept| *kept == row)?;
        let column = self.columns.iter().position(|kept| *kept == column)?;
        Some(self.cell(row, column))
    }

    /// Without continuity correction.
    pub fn chi_square(&self) -> ChiSquare {
        let (mut statistic, mut smallest, mut below) = (0.0, f64::INFINITY, 0u64);
        for row in 0..self.counts.len() {
            for column in 0..self.columns.len() {
                let cell = self.cell(row, column);
                statistic += (cell.observed as f64 - cell.expected).powi(2) / cell.expected;
                smallest = cell.expected.min(smallest);
                below += u64::from(cell.expected < 5.0);
            }
        }
        let df = ((self.rows.len() - 1) * (self.columns.len() - 1)) as u64;
        ChiSquare {
            statistic,
            df,
            p: above(statistic, df as f64),
            n: self.n,
            smallest_expected: smallest,
            below_five: below as f64 / (self.rows.len() * self.columns.len()) as f64,
        }
    }
}

/// The χ² of counts alone, as often as a permutation asks for it; 0 where it is not defined. The rows are equally long.
pub fn chi_square_of<'r>(rows: impl Iterator<Item = &'r [u64]> + Clone) -> f64 {
    let mut columns: Vec<u64> = Vec::new();
    for row in rows.clone() {
        columns.resize(row.len(), 0);
        for (sum, n) in columns.iter_mut().zip(row) {
            *sum += n;
        }
    }
    let n = columns.iter().sum::<u64>() as f64;
    let mut relative = 0.0;
    for row in rows {
        let sum = row.iter().sum::<u64>() as f64;
        for (cell, column) in row.iter().zip(&columns).filter(|(cell, _)| **cell > 0) {
            let cell = *cell as f64;
            relative += cell * cell / (sum * *column as f64);
        }
    }
    (n * (relative - 1.0)).max(0.0)
}

/// The probability of the χ² distribution beyond a value.
fn above(value: f64, df: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    gamma_ur(df / 2.0, value / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Agresti (2013, Categorical Data Analysis, table 3.2), education and religious beliefs: X² = 69.2 with 4 degrees of freedom; the
    /// adjusted residual of less than high school and fundamentalist beliefs is 4.5, of bachelor and more −6.8.
    #[test]
    fn education_and_religion_are_as_agresti_printed_them() {
        let table =
            Contingency::of(&[vec![178, 138, 108], vec![570, 648, 442], vec![138, 252, 252]]).unwrap();
        let test = table.chi_square();
        assert_eq!(
            (format!("{:.1}", test.statistic), test.df),
            ("69.2".to_owned(), 4)
        );
        let residual = |row, column| format!("{:.1}", table.at(row, column).unwrap().adjusted_residual);
        assert_eq!(residual(0, 0), "4.5");
        assert_eq!(residual(2, 0), "-6.8");
        assert!(test.has_enough());
    }

    #[test]
    fn what_is_empty_is_left_out_and_what_is_alone_says_nothing() {
        let with = Contingency::of(&[vec![3, 0, 9], vec![0, 0, 0], vec![5, 0, 2]]).unwrap();
        let without = Contingency::of(&[vec![3, 9], vec![5, 2]]).unwrap();
        assert_eq!(with.chi_square(), without.chi_square());
        assert_eq!((with.at(1, 0), with.at(0, 1)), (None, None));
        assert_eq!(with.at(2, 2).unwrap().observed, 2);
        let why = |given: &[Vec<u64>]| Contingency::of(given).unwrap_err();
        assert_eq!(why(&[vec![3, 4]]), Undefined::OneCategory);
        assert_eq!(why(&[vec![3, 0], vec![4, 0]]), Undefined::OneCategory);
        assert_eq!(why(&[vec![0, 0], vec![0, 0]]), Undefined::EmptyBase);
        assert_eq!(why(&[]), Undefined::EmptyBase);
    }
}
