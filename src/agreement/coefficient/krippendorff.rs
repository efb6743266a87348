//! Krippendorff's α of a nominal variable: disagreement by what would be expected if all ratings were shuffled.
//!
//! Deliberately absent: other scales and sets (`coincidence`).

use super::Coefficient;
use crate::agreement::sums::Sums;
use crate::estimate::Undefined;

pub const ALPHA: Coefficient = Coefficient {
    id: "krippendorff_alpha",
    de: "Krippendorffs α",
    en: "Krippendorff’s α",
    source: "Krippendorff (2019), Content Analysis, 4th ed., chapter 12",
    of,
};

fn of(sums: &Sums) -> Result<f64, Undefined> {
    let (mut n, mut alike, mut squares) = (0.0, 0.0, 0.0);
    for category in 0..sums.q() {
        let count = sums.count(category);
        n += count;
        alike += sums.alike(category);
        squares += count * count;
    }
    if n == 0.0 {
        return Err(Undefined::NoPairs);
    }
    let expected = n * n - squares;
    if expected == 0.0 {
        return Err(Undefined::OneCategory);
    }
    Ok(1.0 - (n - 1.0) * (n - alike) / expected)
}
