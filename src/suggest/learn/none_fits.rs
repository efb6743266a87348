//! Answers that no code fits. Not part of the published method, which leaves them out where answers have one code.

use super::grid::Grid;
use crate::survey::PerAnswer;

/// What becomes of answers that no code fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoneFits {
    /// They are answers for which every code is improbable.
    Improbable,
    /// With one code per answer, "none" is one more thing to choose, after the last code.
    Chosen,
}

/// From this share of reviewed answers on, "none" is one more thing to choose.
const ENOUGH_NONE: f64 = 0.02;

impl NoneFits {
    /// With one code per answer and enough reviewed answers that no code fits.
    pub fn of(given: &Grid, per_answer: PerAnswer) -> NoneFits {
        let none = (0..given.rows()).filter(|row| given.row(*row).iter().all(|code| *code == 0.0));
        let enough = (ENOUGH_NONE * given.rows() as f64).max(1.0);
        match per_answer {
            PerAnswer::One if none.count() as f64 >= enough => NoneFits::Chosen,
            _ => NoneFits::Improbable,
        }
    }

    /// The given codes, with 1 after them where none fits.
    pub fn with_none(self, given: &Grid) -> Grid {
        match self {
            NoneFits::Improbable => given.clone(),
            NoneFits::Chosen => {
                given.with_column(|row| f64::from(u8::from(row.iter().all(|code| *code == 0.0))))
            }
        }
    }

    /// What is known of codes, with nothing known of "none".
    pub fn unknown(self, grid: &Grid) -> Grid {
        match self {
            NoneFits::Improbable => grid.clone(),
            NoneFits::Chosen => grid.with_column(|_| 0.0),
        }
    }

    /// Of codes and "none" the codes.
    pub fn without_none(self, grid: Grid) -> Grid {
        match self {
            NoneFits::Improbable => grid,
            NoneFits::Chosen => grid.without_last_column(),
        }
    }
}
