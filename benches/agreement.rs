//! Prints how long agreement takes: every coefficient of every code and of whole codings, with bootstrap intervals.
//!
//!     cargo bench --bench agreement
//!
//! The codings are **synthetic**: a truth drawn for each unit, which each coder sees with mistakes and sometimes leaves
//! out. They say how long it takes and nothing else. A benchmark prints figures and fails never.

#[allow(dead_code)]
mod cost;
#[allow(dead_code)]
mod generate;

use std::time::Instant;

use cost::processor_seconds;
use freitext::agreement::{CodeSet, Intervals, measure};
use freitext::estimate::IntervalKind;
use generate::Random;

/// Units, coders, codes, and how many codes stand in the truth of a unit.
const SIZES: [(usize, usize, usize, usize); 6] = [
    (440, 2, 8, 1),
    (6_000, 10, 8, 1),
    (6_000, 10, 24, 2),
    (6_000, 10, 60, 2),
    (6_000, 10, 24, 4),
    (6_000, 10, 60, 10),
];
/// One coding in three is a gap.
const GAP: usize = 3;
/// A coder sees so many codes of ten units otherwise than they are.
const MISTAKES: usize = 3;

fn main() {
    println!("1,000 draws; one coding in {GAP} a gap");
    for (units, coders, codes, given) in SIZES {
        let codings = codings(units, coders, codes, given);
        for kind in IntervalKind::ALL {
            let intervals = Intervals {
                kind,
                ..Intervals::default()
            };
            let (begun, spent) = (Instant::now(), processor_seconds());
            let agreement = measure(&codings, codes, intervals);
            let (took, spent) = (begun.elapsed().as_secs_f64(), processor_seconds() - spent);
            let masi = agreement.whole.masi;
            let begun = Instant::now();
            let pairs = pairs(&codings, coders);
            for pair in &pairs {
                measure(pair, codes, intervals);
            }
            let pairs = format!("{} pairs {:.2} s", pairs.len(), begun.elapsed().as_secs_f64());
            println!(
                "{units} units × {coders} coders, {codes} codes, {given} in a unit, {}: {took:.2} s, {spent:.2} s of processor, {pairs}; {} \
                 units, {} sets, alpha over sets {} by {}",
                kind.id(),
                agreement.n,
                agreement.whole.sets,
                masi.estimate.say_number(freitext::words::Language::En, 3),
                masi.by.map_or("–", IntervalKind::id),
            );
        }
    }
}

/// The codings of every two coders.
fn pairs(codings: &[Vec<Option<CodeSet>>], coders: usize) -> Vec<Vec<Vec<Option<CodeSet>>>> {
    let of = |one: usize, other: usize| {
        codings
            .iter()
            .map(|unit| vec![unit[one].clone(), unit[other].clone()])
            .collect()
    };
    (0..coders)
        .flat_map(|other| (0..other).map(move |one| of(one, other)))
        .collect()
}

fn codings(units: usize, coders: usize, codes: usize, given: usize) -> Vec<Vec<Option<CodeSet>>> {
    let mut random = Random::new(7);
    (0..units)
        .map(|_| {
            let truth: Vec<bool> = (0..codes).map(|_| random.below(codes) < given).collect();
            (0..coders)
                .map(|_| {
                    (random.below(GAP) > 0).then(|| {
                        (0..codes)
                            .filter(|code| truth[*code] != (random.below(10 * codes) < MISTAKES))
                            .collect()
                    })
                })
                .collect()
        })
        .collect()
}
