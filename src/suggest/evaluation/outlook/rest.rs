//! How many suggestions for what nobody has reviewed are right, and how many codes are missing there.
//!
//! The reviewed units are a sample, the rest is what is to be predicted. What probabilities promise of the rest is corrected
//! by how far the sample fell short of what they promised of it: the difference estimator (Särndal, Swensson and Wretman 1992,
//! "Model Assisted Survey Sampling", chapter 6). It holds whether or not probabilities do, and takes into account that the
//! rest has easier units left once uncertain ones were reviewed first. Intervals are those of a number yet to be counted:
//! they hold the error of the sample and the play of chance in the rest.

use super::score::{of_rate, of_share};
use super::tally::{Seen, Tally};
use crate::estimate::{Estimate, Interval, Undefined};

/// What nobody has reviewed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rest {
    /// Units with words.
    pub units: f64,
    pub proposed: Tally,
}

/// How many suggestions for the rest are right; n counts these suggestions.
pub fn right(seen: &[Seen], proposed: &Tally) -> Estimate {
    let (all, promised) = (proposed.suggested, proposed.expected_right);
    let sampled: f64 = seen.iter().map(|unit| unit.proposed.suggested).sum();
    if all <= 0.0 || sampled <= 0.0 || seen.len() < 2 {
        return undefined(all);
    }
    let short = |unit: &Seen| unit.right - unit.proposed.expected_right;
    let shift = seen.iter().map(short).sum::<f64>() / sampled;
    let share = (promised / all + shift).clamp(0.0, 1.0);
    let units = seen.len() as f64;
    let spread: f64 = seen
        .iter()
        .map(|unit| (short(unit) - shift * unit.proposed.suggested).powi(2))
        .sum();
    let variance = units / (units - 1.0) * spread / (sampled * sampled);
    // One right and one wrong more than were seen: where nothing went wrong there is no variance to compare with.
    let seen_right: f64 = seen.iter().map(|unit| unit.right).sum();
    let usual = (seen_right + 1.0) / (sampled + 2.0);
    let effect = (variance * sampled / (usual * (1.0 - usual))).max(1.0);
    let cases = together(sampled, all) / effect;
    counted(share, of_share(share, cases, units - 1.0), all, all)
}

/// How many codes are missing in the rest; n counts its units.
pub fn missing(seen: &[Seen], rest: &Rest) -> Estimate {
    if rest.units <= 0.0 || seen.len() < 2 {
        return undefined(rest.units);
    }
    let units = seen.len() as f64;
    let short = |unit: &Seen| unit.missing - unit.proposed.expected_missing;
    let shift = seen.iter().map(short).sum::<f64>() / units;
    let rate = (rest.proposed.expected_missing / rest.units + shift).max(0.0);
    let spread: f64 = seen.iter().map(|unit| (short(unit) - shift).powi(2)).sum();
    let variance = spread / (units - 1.0) / units;
    let usual = (seen.iter().map(|unit| unit.missing).sum::<f64>() + 1.0) / (units + 1.0);
    let effect = (variance * units / usual).max(1.0);
    let interval = of_rate(rate, together(units, rest.units) / effect, units - 1.0);
    counted(rate, interval, rest.units, f64::INFINITY)
}

/// A sample of n says of m others what n·m/(n + m) would say of infinitely many: 1/n for the sample and 1/m for the others.
fn together(sampled: f64, others: f64) -> f64 {
    sampled * others / (sampled + others)
}

/// Whole numbers: bounds outwards.
fn counted(share: f64, interval: Interval, of: f64, most: f64) -> Estimate {
    Estimate::Known {
        value: (share * of).round(),
        interval: Some(Interval {
            low: (interval.low * of).floor().max(0.0),
            high: (interval.high * of).ceil().min(most.round()),
        }),
        n: of.round() as u64,
    }
}

fn undefined(of: f64) -> Estimate {
    Estimate::Undefined {
        why: Undefined::EmptyBase,
        n: of.round() as u64,
    }
}

#[cfg(test)]
mod tests;
