//! Tables of numbers, row by row, and the products and factors that the method needs of them (faer). Threads share them out
//! in blocks of a fixed size, each worked out by one thread, so that the number of threads never changes a digit.

use faer::linalg::matmul::matmul;
use faer::linalg::solvers::Llt;
use faer::linalg::triangular_solve::solve_lower_triangular_in_place;
use faer::prelude::Solve;
use faer::{Accum, Mat, MatMut, MatRef, Par, Side};
use rayon::prelude::*;

use crate::problem::{Problem, Result};

/// Rows or columns that one thread works on at a time.
pub const BLOCK: usize = 128;

/// A table of numbers, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    columns: usize,
    data: Vec<f64>,
}

impl Grid {
    pub fn zeros(rows: usize, columns: usize) -> Grid {
        Grid {
            columns,
            data: vec![0.0; rows * columns],
        }
    }

    /// From `rows` × `columns` numbers, row by row.
    pub fn of(columns: usize, data: Vec<f64>) -> Grid {
        debug_assert!(columns == 0 || data.len().is_multiple_of(columns));
        Grid { columns, data }
    }

    pub fn rows(&self) -> usize {
        self.data.len().checked_div(self.columns).unwrap_or(0)
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    pub fn row(&self, row: usize) -> &[f64] {
        &self.data[row * self.columns..][..self.columns]
    }

    pub fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.data[row * self.columns..][..self.columns]
    }

    /// All numbers, row by row.
    pub fn data(&self) -> &[f64] {
        &self.data
    }

    pub fn data_mut(&mut self) -> &mut [f64] {
        &mut self.data
    }

    /// The rows at the given places, in that order.
    pub fn pick(&self, rows: &[usize]) -> Grid {
        let mut data = Vec::with_capacity(rows.len() * self.columns);
        rows.iter().for_each(|row| data.extend_from_slice(self.row(*row)));
        Grid {
            columns: self.columns,
            data,
        }
    }

    /// The first rows.
    pub fn first(&self, rows: usize) -> Grid {
        Grid {
            columns: self.columns,
            data: self.data[..rows * self.columns].to_vec(),
        }
    }

    /// With one more column, made of each row.
    pub fn with_column(&self, last: impl Fn(&[f64]) -> f64) -> Grid {
        let rows = (0..self.rows()).map(|row| self.row(row));
        Grid {
            columns: self.columns + 1,
            data: rows
                .flat_map(|row| row.iter().copied().chain([last(row)]))
                .collect(),
        }
    }

    pub fn without_last_column(&self) -> Grid {
        let rows = (0..self.rows()).map(|row| self.row(row));
        Grid {
            columns: self.columns - 1,
            data: rows.flat_map(|row| &row[..row.len() - 1]).copied().collect(),
        }
    }

    /// Mean of each column; zeros where there is no row.
    pub fn means(&self) -> Vec<f64> {
        let mut means = vec![0.0; self.columns];
        for row in self.data.chunks_exact(self.columns.max(1)) {
            for (mean, value) in means.iter_mut().zip(row) {
                *mean += value;
            }
        }
        let rows = self.rows().max(1) as f64;
        means.iter_mut().for_each(|mean| *mean /= rows);
        means
    }

    /// Takes `offsets` from every row.
    pub fn subtract(&mut self, offsets: &[f64]) {
        for row in self.data.chunks_exact_mut(self.columns.max(1)) {
            for (value, offset) in row.iter_mut().zip(offsets) {
                *value -= offset;
            }
        }
    }

    fn view(&self) -> MatRef<'_, f64> {
        MatRef::from_row_major_slice(&self.data, self.rows(), self.columns)
    }

    fn from_columns(mat: MatRef<'_, f64>) -> Grid {
        let mut grid = Grid::zeros(mat.nrows(), mat.ncols());
        for row in 0..mat.nrows() {
            for (column, value) in grid.row_mut(row).iter_mut().enumerate() {
                *value = mat[(row, column)];
            }
        }
        grid
    }

    /// `self · other`
    pub fn times(&self, other: &Grid) -> Grid {
        product(self.view(), other.view())
    }

    /// `selfᵀ · other`
    pub fn transposed_times(&self, other: &Grid) -> Grid {
        product(self.view().transpose(), other.view())
    }

    /// The lower half of `self · selfᵀ`; what stands above it means nothing.
    pub fn square_of_rows(&self) -> Grid {
        square(self.view())
    }

    /// The lower half of `selfᵀ · self`; what stands above it means nothing.
    pub fn square_of_columns(&self) -> Grid {
        square(self.view().transpose())
    }
}

/// `left · right` into `made`, on one thread. `left`: as many rows as `made`, row by row.
pub fn multiply(left: &[f64], right: &Grid, made: &mut [f64]) {
    let rows = made.len().checked_div(right.columns).unwrap_or(0);
    let made = MatMut::from_row_major_slice_mut(made, rows, right.columns);
    let left = MatRef::from_row_major_slice(left, rows, right.rows());
    matmul(made, Accum::Replace, left, right.view(), 1.0, Par::Seq);
}

fn product(left: MatRef<'_, f64>, right: MatRef<'_, f64>) -> Grid {
    let mut made = Grid::zeros(left.nrows(), right.ncols());
    let columns = made.columns;
    let blocks = made.data.par_chunks_mut((BLOCK * columns).max(1));
    blocks.enumerate().for_each(|(at, data)| {
        let rows = data.len() / columns;
        let block = MatMut::from_row_major_slice_mut(data, rows, columns);
        let left = left.subrows(at * BLOCK, rows);
        matmul(block, Accum::Replace, left, right, 1.0, Par::Seq);
    });
    made
}

fn square(left: MatRef<'_, f64>) -> Grid {
    let size = left.nrows();
    let mut made = Grid::zeros(size, size);
    let blocks = made.data.par_chunks_mut((BLOCK * size).max(1));
    blocks.enumerate().for_each(|(at, data)| {
        let rows = data.len() / size;
        let (from, to) = (at * BLOCK, at * BLOCK + rows);
        let block = MatMut::from_row_major_slice_mut(data, rows, size).subcols_mut(0, to);
        let (left, right) = (left.subrows(from, rows), left.subrows(0, to).transpose());
        matmul(block, Accum::Replace, left, right, 1.0, Par::Seq);
    });
    made
}

/// The Cholesky factor of a symmetric positive definite table.
pub struct Factor(Llt<f64>);

impl Factor {
    /// Of `table + ridge · I`; only the lower half of `table` is read.
    pub fn of(mut table: Grid, ridge: f64) -> Result<Factor> {
        for at in 0..table.rows() {
            table.row_mut(at)[at] += ridge;
        }
        Llt::new(table.view(), Side::Lower)
            .map(Factor)
            .map_err(|error| Problem::bug(format!("Cholesky: {error:?}")))
    }

    /// X in `table · X = right`.
    pub fn solve(&self, right: &Grid) -> Grid {
        Grid::from_columns(self.0.solve(right.view().to_owned()).as_ref())
    }

    /// `xᵀ · table⁻¹ · x` for every row x of `rows`.
    pub fn lengths(&self, rows: &Grid) -> Vec<f64> {
        let blocks = rows.data.par_chunks((BLOCK * rows.columns).max(1));
        let of_block = |data: &[f64]| {
            let rows = MatRef::from_row_major_slice(data, data.len() / rows.columns, rows.columns);
            squares_of_solved(self.0.L(), rows.transpose().to_owned())
        };
        blocks.flat_map_iter(of_block).collect()
    }

    /// The diagonal of `table⁻¹`.
    pub fn inverse_diagonal(&self) -> Vec<f64> {
        let lower = self.0.L();
        let size = lower.nrows();
        let starts: Vec<usize> = (0..size).step_by(BLOCK).collect();
        let of_block = |from: &usize| {
            // Above the diagonal the inverse of the factor is zero.
            let rest = lower.submatrix(*from, *from, size - from, size - from);
            squares_of_solved(rest, Mat::identity(size - from, BLOCK.min(size - from)))
        };
        starts.par_iter().flat_map_iter(of_block).collect()
    }
}

/// The sum of squares of each column of `lower⁻¹ · right`.
fn squares_of_solved(lower: MatRef<'_, f64>, mut right: Mat<f64>) -> Vec<f64> {
    solve_lower_triangular_in_place(lower, right.as_mut(), Par::Seq);
    right
        .col_iter()
        .map(|column| column.iter().map(|value| value * value).sum())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_solves_and_inverts() {
        // [[4, 2], [2, 3]] has the inverse [[3, −2], [−2, 4]] / 8.
        let table = Grid::of(2, vec![3.0, 2.0, 2.0, 2.0]);
        let factor = Factor::of(table, 1.0).unwrap();
        let solved = factor.solve(&Grid::of(1, vec![8.0, 8.0]));
        let near = |left: f64, right: f64| assert!((left - right).abs() < 1e-12, "{left} {right}");
        near(solved.row(0)[0], 1.0);
        near(solved.row(1)[0], 2.0);
        let diagonal = factor.inverse_diagonal();
        near(diagonal[0], 3.0 / 8.0);
        near(diagonal[1], 4.0 / 8.0);
        near(factor.lengths(&Grid::of(2, vec![1.0, 1.0]))[0], 3.0 / 8.0);
    }

    /// Larger than a block in every direction, against sums written out.
    #[test]
    fn blocks_fit_together() {
        let (n, m) = (2 * BLOCK + 3, BLOCK + 5);
        let value = |at: usize| ((at * 7919 + 13) % 101) as f64 / 101.0 - 0.5;
        let table = Grid::of(m, (0..n * m).map(value).collect());
        let product = |left: usize, right: usize| -> f64 {
            let pairs = table.row(left).iter().zip(table.row(right));
            pairs.map(|(left, right)| left * right).sum()
        };
        let square = table.square_of_rows();
        for (row, column) in [
            (0, 0),
            (n - 1, 0),
            (n - 1, n - 1),
            (BLOCK, BLOCK - 1),
            (n - 1, BLOCK),
        ] {
            assert!((square.row(row)[column] - product(row, column)).abs() < 1e-10);
        }
        let factor = Factor::of(square, 0.3).unwrap();
        let mut one = Grid::zeros(n, n);
        (0..n).for_each(|at| one.row_mut(at)[at] = 1.0);
        let inverse = factor.solve(&one);
        let lengths = factor.lengths(&one);
        for (at, diagonal) in factor.inverse_diagonal().into_iter().enumerate() {
            assert!((inverse.row(at)[at] - diagonal).abs() < 1e-9);
            assert!((lengths[at] - diagonal).abs() < 1e-9);
        }
    }

    #[test]
    fn products_of_tables() {
        let left = Grid::of(2, vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        let square = left.transposed_times(&left);
        assert_eq!(square.data(), [35.0, 44.0, 44.0, 56.0]);
        assert_eq!(left.times(&square).row(0), [123.0, 156.0]);
        assert_eq!(left.square_of_columns().row(1), [44.0, 56.0]);
        assert_eq!(left.square_of_rows().row(2), [17.0, 39.0, 61.0]);
        assert_eq!(left.means(), [3.0, 4.0]);
    }
}
