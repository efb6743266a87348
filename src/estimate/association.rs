//! How two things that a case has or has not go together: lift and φ, with intervals.
//!
//! Lift is how many times more often both occur than they would if they had nothing to do with each other (1: just so often); φ is
//! Pearson's correlation of the two, 0 where they have nothing to do with each other. Intervals by the delta method for multinomial
//! counts (Bishop, Fienberg and Holland 1975, "Discrete multivariate analysis", chapter 14): of lift on the logarithm, of φ on
//! Fisher's z, so that they stay where the figures can be. They take cases to be independent.

use super::fisher::four_fields;
use super::wilson::Z;
use super::{Estimate, Interval, Undefined};

/// Cases by whether they have the one and the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Fourfold {
    pub both: u64,
    pub first_only: u64,
    pub second_only: u64,
    pub neither: u64,
}

impl Fourfold {
    /// From margins: `both` of `n` cases have both, `first` and `second` of them the one and the other.
    ///
    /// # Panics
    /// In tests, where margins do not fit; otherwise what would be negative is 0.
    pub fn of(both: u64, first: u64, second: u64, n: u64) -> Fourfold {
        debug_assert!(both <= first.min(second) && first + second - both <= n);
        Fourfold {
            both,
            first_only: first.saturating_sub(both),
            second_only: second.saturating_sub(both),
            neither: (n + both).saturating_sub(first + second),
        }
    }

    pub fn n(&self) -> u64 {
        self.both + self.first_only + self.second_only + self.neither
    }

    pub fn first(&self) -> u64 {
        self.both + self.first_only
    }

    pub fn second(&self) -> u64 {
        self.both + self.second_only
    }

    /// How many times more often both occur than by chance; 0 where they never do, without an interval.
    pub fn lift(&self) -> Estimate {
        let n = self.n();
        if self.first() == 0 || self.second() == 0 {
            return undefined(n);
        }
        let [both, first, second] =
            [self.both, self.first(), self.second()].map(|count| count as f64 / n as f64);
        let lift = both / (first * second);
        // What the logarithm of lift gains with each cell: 1/p₁₁ − 1/p₁. − 1/p.₁, −1/p₁., −1/p.₁, 0.
        let interval = (self.both > 0).then(|| {
            let gains = [
                1.0 / both - 1.0 / first - 1.0 / second,
                -1.0 / first,
                -1.0 / second,
                0.0,
            ];
            let half = Z * self.spread(gains);
            Interval {
                low: lift * (-half).exp(),
                high: lift * half.exp(),
            }
        });
        Estimate::Known {
            value: lift,
            interval,
            n,
        }
    }

    /// Pearson's correlation of the two; without an interval where a cell is empty, for the delta method does not hold there.
    /// Undefined where one of them occurs always or never.
    pub fn phi(&self) -> Estimate {
        let n = self.n();
        let cells = self.shares();
        let [both, first_only, second_only, neither] = cells;
        let margins = [
            both + first_only,
            second_only + neither,
            both + second_only,
            first_only + neither,
        ];
        if n == 0 || [self.first(), n - self.first(), self.second(), n - self.second()].contains(&0) {
            return undefined(n);
        }
        let root = margins.iter().product::<f64>().sqrt();
        let phi = ((both * neither - first_only * second_only) / root).clamp(-1.0, 1.0);
        let is_full = ![self.both, self.first_only, self.second_only, self.neither].contains(&0);
        let interval = is_full.then(|| {
            let [has, has_not, other, other_not] = margins.map(f64::recip);
            let gains = [
                neither / root - phi / 2.0 * (has + other),
                -second_only / root - phi / 2.0 * (has + other_not),
                -first_only / root - phi / 2.0 * (has_not + other),
                both / root - phi / 2.0 * (has_not + other_not),
            ];
            let half = Z * self.spread(gains) / (1.0 - phi * phi);
            Interval {
                low: (phi.atanh() - half).tanh(),
                high: (phi.atanh() + half).tanh(),
            }
        });
        Estimate::Known {
            value: phi,
            interval,
            n,
        }
    }

    /// Fisher's exact probability, two-sided, of an association at least as strong if there were none; none where one of them
    /// occurs always or never.
    pub fn chance_of_independence(&self) -> Option<f64> {
        let n = self.n();
        let margins = [self.first(), n - self.first(), self.second(), n - self.second()];
        let cells = ([&self.both, &self.first_only], [&self.second_only, &self.neither]);
        (!margins.contains(&0)).then(|| four_fields(cells.0, cells.1))
    }

    fn shares(&self) -> [f64; 4] {
        [self.both, self.first_only, self.second_only, self.neither]
            .map(|count| count as f64 / self.n() as f64)
    }

    /// The standard error of a figure that gains so much with each cell.
    fn spread(&self, gains: [f64; 4]) -> f64 {
        let shares = self.shares();
        let mean = |power| {
            shares
                .iter()
                .zip(gains)
                .map(|(share, gain)| share * gain.powi(power))
                .sum::<f64>()
        };
        ((mean(2) - mean(1).powi(2)).max(0.0) / self.n() as f64).sqrt()
    }
}

fn undefined(n: u64) -> Estimate {
    Estimate::Undefined {
        why: match n {
            0 => Undefined::EmptyBase,
            _ => Undefined::OneCategory,
        },
        n,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reference is computed with numerical derivatives of the textbook formulas by numpy 1.26 (gradients by central differences
    /// of step 1e-6 in each cell), φ itself with `np.corrcoef`.
    #[test]
    fn lift_and_phi_are_those_of_numpy() {
        for (cells, lift, phi) in NUMPY {
            let [both, first_only, second_only, neither] = cells;
            let fourfold = Fourfold {
                both,
                first_only,
                second_only,
                neither,
            };
            for (estimate, expected) in [(fourfold.lift(), lift), (fourfold.phi(), phi)] {
                let interval = estimate.interval().unwrap();
                let found = [estimate.value().unwrap(), interval.low, interval.high];
                for (found, expected) in found.into_iter().zip(expected) {
                    assert!(
                        (found - expected).abs() < 1e-7,
                        "{cells:?}: {found} is not {expected}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_told_is_undefined() {
        let of = Fourfold::of;
        assert_eq!(of(0, 3, 4, 10).lift().value(), Some(0.0));
        assert_eq!(of(0, 3, 4, 10).lift().interval(), None);
        assert_eq!(of(0, 0, 4, 10).lift().value(), None);
        assert_eq!(of(4, 10, 4, 10).phi().value(), None);
        assert_eq!(
            (of(5, 5, 5, 10).phi().value(), of(5, 5, 5, 10).phi().interval()),
            (Some(1.0), None)
        );
        assert_eq!(of(0, 0, 0, 0).phi().value(), None);
        // Where a cell is empty the spread seems smaller than it is.
        assert!(of(0, 23, 4, 87).phi().value().is_some());
        assert_eq!(of(0, 23, 4, 87).phi().interval(), None);
        assert_eq!(of(0, 3, 0, 10).chance_of_independence(), None);
    }

    /// scipy 1.12 `fisher_exact`.
    #[test]
    fn the_probability_is_that_of_scipy() {
        for (cells, expected) in SCIPY {
            let [both, first_only, second_only, neither] = cells;
            let fourfold = Fourfold {
                both,
                first_only,
                second_only,
                neither,
            };
            let p = fourfold.chance_of_independence().unwrap();
            assert!((p - expected).abs() < 1e-9, "{cells:?}: {p}");
        }
    }

    /// The interval of φ covers the true value in about 95 of 100 samples.
    #[test]
    fn the_interval_of_phi_covers_the_truth() {
        use rand::rngs::ChaCha8Rng;
        use rand::{RngExt, SeedableRng};
        let truth: [f64; 4] = [0.15, 0.15, 0.2, 0.5];
        let phi = (0.15 * 0.5 - 0.15 * 0.2) / (0.3_f64 * 0.7 * 0.35 * 0.65).sqrt();
        let mut random = ChaCha8Rng::seed_from_u64(5);
        let covered = (0..4000)
            .filter(|_| {
                let mut cells = [0; 4];
                for _ in 0..95 {
                    let mut at: f64 = random.random();
                    let cell = truth.iter().position(|share| {
                        at -= share;
                        at < 0.0
                    });
                    cells[cell.unwrap_or(3)] += 1;
                }
                let [both, first_only, second_only, neither] = cells;
                let interval = Fourfold {
                    both,
                    first_only,
                    second_only,
                    neither,
                }
                .phi()
                .interval()
                .unwrap();
                interval.low <= phi && phi <= interval.high
            })
            .count() as f64
            / 4000.0;
        assert!((0.93..=0.97).contains(&covered), "{covered}");
    }

    const NUMPY: [([u64; 4], [f64; 3], [f64; 3]); 4] = [
        (
            [12, 18, 25, 40],
            [1.0270270270270272, 0.7152708806416701, 1.4746644142673977],
            [0.014665237147295557, -0.18481095015070004, 0.21298088331337636],
        ),
        (
            [30, 30, 8, 27],
            [1.25, 1.072036389123048, 1.457506494978368],
            [0.26726124191242395, 0.07505150531127852, 0.44032283229412456],
        ),
        (
            [3, 2, 40, 392],
            [6.097674418604651, 2.9621527681796715, 12.552233535934327],
            [0.1811762806689823, 0.007834028088762214, 0.34394770987477147],
        ),
        (
            [50, 10, 10, 50],
            [1.6666666666666667, 1.429905261055958, 1.9426306437437968],
            [0.6666666666666667, 0.511436646027883, 0.7797625748995024],
        ),
    ];

    const SCIPY: [([u64; 4], f64); 4] = [
        ([12, 18, 25, 40], 1.0),
        ([30, 30, 8, 27], 0.010107669690483306),
        ([3, 2, 40, 392], 0.00774335591445579),
        ([0, 23, 4, 60], 0.5694891268456059),
    ];
}
