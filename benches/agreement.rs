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
use freitext::agreement::{CodeSet, measure};
use freitext::estimate::Draws;
use generate::Random;

const SIZES: [(usize, usize, usize); 4] = [(440, 2, 8), (6_000, 10, 8), (6_000, 10, 24), (6_000, 10, 60)];
/// One coding in three is a gap.
const GAP: usize = 3;
/// One code in so many is seen otherwise than it is, and one in so many stands in the truth.
const MISTAKE: usize = 12;
const GIVEN: usize = 6;

fn main() {
    println!("1,000 draws; one coding in {GAP} a gap; three runs each");
    for (units, coders, codes) in SIZES {
        let codings = codings(units, coders, codes);
        for _ in 0..3 {
            let (begun, spent) = (Instant::now(), processor_seconds());
            let agreement = measure(&codings, codes, Draws { n: 1000, seed: 1 });
            let (took, spent) = (begun.elapsed().as_secs_f64(), processor_seconds() - spent);
            println!(
                "{units} units × {coders} coders, {codes} codes: {took:.2} s, {spent:.2} s of processor; {} units, {} sets, \
                 alpha over sets {}",
                agreement.n,
                agreement.whole.sets,
                agreement.whole.masi.say_number(freitext::words::Language::En, 3)
            );
        }
    }
}

fn codings(units: usize, coders: usize, codes: usize) -> Vec<Vec<Option<CodeSet>>> {
    let mut random = Random::new(7);
    (0..units)
        .map(|_| {
            let truth: Vec<bool> = (0..codes).map(|_| random.below(GIVEN) == 0).collect();
            (0..coders)
                .map(|_| {
                    (random.below(GAP) > 0).then(|| {
                        (0..codes)
                            .filter(|code| truth[*code] != (random.below(MISTAKE * GIVEN) == 0))
                            .collect()
                    })
                })
                .collect()
        })
        .collect()
}
