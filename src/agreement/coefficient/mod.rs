//! Coefficients of agreement of one nominal variable: a file each and a line in [`COEFFICIENTS`].
//!
//! | member | what |
//! |---|---|
//! | `observed` | percent agreement; positive and negative agreement |
//! | `cohen` | Cohen's κ, for more than two coders as Conger has it |
//! | `fleiss` | Fleiss' κ |
//! | `krippendorff` | Krippendorff's α |
//! | `gwet` | Gwet's AC1 |
//! | `brennan_prediger` | Brennan and Prediger's coefficient |
//!
//! All are computed on units that two or more coders rated; coders may have left gaps.

mod brennan_prediger;
mod cohen;
mod fleiss;
mod gwet;
mod krippendorff;
mod observed;

use super::sums::Sums;
use crate::estimate::Undefined;
use crate::words::Text;

/// A way to say how far coders agree.
pub struct Coefficient {
    /// The name in files.
    pub id: &'static str,
    de: &'static str,
    en: &'static str,
    /// Where the formula stands.
    pub source: &'static str,
    /// Its value; of the two categories of one code the second means that the code was given.
    pub of: fn(&Sums) -> Result<f64, Undefined>,
}

impl Coefficient {
    pub fn name(&self) -> Text {
        Text::new(self.de, self.en)
    }
}

/// So many of [`COEFFICIENTS`], the first, are shares of what is seen; the others correct for chance.
pub const OBSERVED: usize = 3;

/// In the order of the table.
pub const COEFFICIENTS: &[Coefficient] = &[
    observed::PERCENT,
    observed::POSITIVE,
    observed::NEGATIVE,
    cohen::COHEN,
    fleiss::FLEISS,
    krippendorff::ALPHA,
    gwet::AC1,
    brennan_prediger::BRENNAN_PREDIGER,
];

/// Agreement beyond what chance would bring.
fn beyond(observed: f64, chance: f64) -> Result<f64, Undefined> {
    if chance >= 1.0 {
        return Err(Undefined::OneCategory);
    }
    Ok((observed - chance) / (1.0 - chance))
}

/// The mean share of pairs that agree.
fn observed(sums: &Sums) -> Result<f64, Undefined> {
    if sums.units() == 0.0 {
        return Err(Undefined::NoPairs);
    }
    Ok(sums.agreeing() / sums.units())
}

/// How common a category is, over units.
fn common(sums: &Sums) -> impl Iterator<Item = f64> + '_ {
    (0..sums.q()).map(|category| sums.share(category) / sums.units())
}
