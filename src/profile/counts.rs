//! A table of counts as plain numbers: rows × columns, its margins, and what is left when empty ones go.

/// Counts, row by row. Finite and not negative.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    rows: usize,
    columns: usize,
    cells: Vec<f64>,
}

impl Counts {
    pub fn zero(rows: usize, columns: usize) -> Counts {
        Counts {
            rows,
            columns,
            cells: vec![0.0; rows * columns],
        }
    }

    /// Rows of the same length.
    pub fn of_rows(rows: &[Vec<u64>]) -> Counts {
        let columns = rows.first().map_or(0, Vec::len);
        let mut counts = Counts::zero(rows.len(), columns);
        for (row, cells) in rows.iter().enumerate() {
            for (column, n) in cells.iter().take(columns).enumerate() {
                counts.add(row, column, *n as f64);
            }
        }
        counts
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    pub fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.columns + column]
    }

    pub fn row(&self, row: usize) -> &[f64] {
        &self.cells[row * self.columns..(row + 1) * self.columns]
    }

    pub fn add(&mut self, row: usize, column: usize, n: f64) {
        self.cells[row * self.columns + column] += n;
    }

    pub fn total(&self) -> f64 {
        self.cells.iter().sum()
    }

    pub fn row_sums(&self) -> Vec<f64> {
        (0..self.rows).map(|row| self.row(row).iter().sum()).collect()
    }

    pub fn column_sums(&self) -> Vec<f64> {
        (0..self.columns)
            .map(|column| (0..self.rows).map(|row| self.at(row, column)).sum())
            .collect()
    }

    /// Columns as rows.
    pub fn transposed(&self) -> Counts {
        let mut turned = Counts::zero(self.columns, self.rows);
        for row in 0..self.rows {
            for column in 0..self.columns {
                turned.add(column, row, self.at(row, column));
            }
        }
        turned
    }

    /// These rows and columns only, in this order.
    pub fn only(&self, rows: &[usize], columns: &[usize]) -> Counts {
        let mut kept = Counts::zero(rows.len(), columns.len());
        for (to_row, row) in rows.iter().enumerate() {
            for (to_column, column) in columns.iter().enumerate() {
                kept.add(to_row, to_column, self.at(*row, *column));
            }
        }
        kept
    }

    /// Rows added up: `part[row]` says to which row of the result a row goes.
    pub fn merged(&self, part: &[usize]) -> Counts {
        let parts = part.iter().max().map_or(0, |last| last + 1);
        let mut merged = Counts::zero(parts, self.columns);
        for (row, to) in part.iter().enumerate() {
            for column in 0..self.columns {
                merged.add(*to, column, self.at(row, column));
            }
        }
        merged
    }
}

/// Where something was counted.
pub fn positive(sums: &[f64]) -> Vec<usize> {
    (0..sums.len()).filter(|at| sums[*at] > 0.0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn margins_turning_and_merging_lose_nothing() {
        let counts = Counts::of_rows(&[vec![1, 0, 2], vec![3, 0, 4]]);
        assert_eq!(counts.row_sums(), [3.0, 7.0]);
        assert_eq!(counts.column_sums(), [4.0, 0.0, 6.0]);
        assert_eq!(counts.transposed().transposed(), counts);
        let columns = positive(&counts.column_sums());
        assert_eq!(counts.only(&[1, 0], &columns).row(0), [3.0, 4.0]);
        assert_eq!(counts.merged(&[0, 0]).row(0), [4.0, 0.0, 6.0]);
    }
}
