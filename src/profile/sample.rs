//! Whom the counts come from, and drawing them again.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use serde::Serialize;

use super::counts::Counts;

/// What is drawn again.
#[derive(Debug, Clone, PartialEq)]
pub enum Sample {
    /// Respondents, each with all that he or she named: answers of one respondent belong together (Davison & Hinkley
    /// 1997, ch. 3.8). Drawn within groups, as many in each as there are. Sorted by row.
    Respondents(Vec<Respondent>),
    /// Only a table is at hand: what each row counts is drawn by the row's own shares (multinomial), as if every
    /// mention were independent of every other.
    Table,
}

/// How draws are made, in files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Drawn {
    RespondentsWithinGroups,
    MentionsWithinGroups,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Respondent {
    /// The row the respondent is drawn within: that of the first answer, where there are answers in several.
    pub row: usize,
    pub cells: Vec<Cell>,
}

/// How often a respondent counts in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    pub row: usize,
    pub column: usize,
    pub times: u64,
}

impl Sample {
    pub fn drawn(&self) -> Drawn {
        match self {
            Sample::Respondents(_) => Drawn::RespondentsWithinGroups,
            Sample::Table => Drawn::MentionsWithinGroups,
        }
    }

    /// The same for a table that keeps these rows and columns only; what is left out counts nothing.
    pub fn only(&self, rows: &[usize], columns: &[usize]) -> Sample {
        let Sample::Respondents(all) = self else {
            return Sample::Table;
        };
        let place = |kept: &[usize], at: usize| kept.iter().position(|known| *known == at);
        let respondent = |one: &Respondent| {
            let cells = one.cells.iter().filter_map(|cell| {
                Some(Cell {
                    row: place(rows, cell.row)?,
                    column: place(columns, cell.column)?,
                    times: cell.times,
                })
            });
            Some(Respondent {
                row: place(rows, one.row)?,
                cells: cells.collect(),
            })
        };
        let mut kept: Vec<Respondent> = all.iter().filter_map(respondent).collect();
        kept.sort_by_key(|respondent| respondent.row);
        Sample::Respondents(kept)
    }

    /// The counts of draw number `draw`. Each draw has a random stream of its own, so that threads change nothing.
    pub fn draw(&self, counts: &Counts, seed: u64, draw: u64) -> Counts {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(draw);
        let mut drawn = Counts::zero(counts.rows(), counts.columns());
        match self {
            Sample::Respondents(all) => {
                for group in all.chunk_by(|a, b| a.row == b.row) {
                    for _ in group {
                        for cell in &group[random.random_range(0..group.len())].cells {
                            drawn.add(cell.row, cell.column, cell.times as f64);
                        }
                    }
                }
            }
            Sample::Table => {
                for row in 0..counts.rows() {
                    let mut ends = Vec::with_capacity(counts.columns());
                    let mut end = 0;
                    for n in counts.row(row) {
                        end += *n as u64;
                        ends.push(end);
                    }
                    for _ in 0..end {
                        let at = random.random_range(0..end);
                        drawn.add(row, ends.partition_point(|end| *end <= at), 1.0);
                    }
                }
            }
        }
        drawn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn respondent(row: usize, cells: &[(usize, u64)]) -> Respondent {
        let cell = |(column, times): &(usize, u64)| Cell {
            row,
            column: *column,
            times: *times,
        };
        Respondent {
            row,
            cells: cells.iter().map(cell).collect(),
        }
    }

    #[test]
    fn rows_of_a_drawn_table_keep_their_totals_and_empty_cells_stay_empty() {
        let counts = Counts::of_rows(&[vec![5, 0, 15], vec![1, 1, 0]]);
        let drawn = Sample::Table.draw(&counts, 3, 8);
        assert_eq!(drawn.row_sums(), counts.row_sums());
        assert_eq!((drawn.at(0, 1), drawn.at(1, 2)), (0.0, 0.0));
        assert_eq!(drawn, Sample::Table.draw(&counts, 3, 8));
        assert_ne!(drawn, Sample::Table.draw(&counts, 3, 9));
    }

    /// Means over many draws come near the table: nobody is preferred.
    #[test]
    fn on_average_the_draws_are_the_table() {
        let counts = Counts::of_rows(&[vec![5, 0, 15], vec![2, 4, 0]]);
        let people = vec![
            respondent(0, &[(0, 5), (2, 3)]),
            respondent(0, &[(2, 12)]),
            respondent(1, &[(0, 2)]),
            respondent(1, &[(1, 4)]),
        ];
        for sample in [Sample::Table, Sample::Respondents(people)] {
            let mut sum = Counts::zero(2, 3);
            for draw in 0..4000 {
                let drawn = sample.draw(&counts, 1, draw);
                for row in 0..2 {
                    for column in 0..3 {
                        sum.add(row, column, drawn.at(row, column) / 4000.0);
                    }
                }
            }
            for row in 0..2 {
                for column in 0..3 {
                    let off = (sum.at(row, column) - counts.at(row, column)).abs();
                    // Standard error at most √(2·2·6²/4)/√4000 < 0.1.
                    assert!(off < 0.4, "{row} {column} {off}");
                }
            }
        }
    }

    #[test]
    fn what_one_respondent_named_is_drawn_together() {
        let people = (0..6).map(|at| respondent(0, &[(0, 2), (at % 2 + 1, 1)]));
        let counts = Counts::of_rows(&[vec![12, 3, 3]]);
        let drawn = Sample::Respondents(people.collect()).draw(&counts, 5, 0);
        assert_eq!(drawn.at(0, 0), 12.0, "two for each of six");
        assert_eq!(drawn.at(0, 1) + drawn.at(0, 2), 6.0);
    }
}
