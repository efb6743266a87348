//! The noncentral χ² distribution: a mixture of χ² distributions whose degrees of freedom are drawn from a Poisson distribution (Johnson,
//! Kotz and Balakrishnan 1995, Continuous Univariate Distributions 2, ch. 29).

use statrs::function::gamma::{gamma_lr, ln_gamma};

/// Parts of the mixture smaller than this add nothing.
const NOTHING: f64 = 1e-17;

/// The probability of at most `x`. `df` and `x` are above 0.
pub(super) fn at_most(x: f64, df: f64, noncentrality: f64) -> f64 {
    let (half, x) = (noncentrality / 2.0, x / 2.0);
    let mode = half.floor();
    let shape = df / 2.0 + mode;
    let weight = if half > 0.0 {
        (mode * half.ln() - half - ln_gamma(mode + 1.0)).exp()
    } else {
        1.0
    };
    // P(a + 1, x) = P(a, x) − xᵃ e⁻ˣ / Γ(a + 1), so that the incomplete gamma function is computed once.
    let step = (shape * x.ln() - x - ln_gamma(shape + 1.0)).exp();
    let middle = gamma_lr(shape, x);
    let mut sum = weight * middle;

    let (mut w, mut p, mut s, mut a, mut j) = (weight, middle, step, shape, mode);
    loop {
        p = (p - s).max(0.0);
        a += 1.0;
        s *= x / a;
        j += 1.0;
        w *= half / j;
        sum += w * p;
        if w < NOTHING || p <= 0.0 {
            break;
        }
    }
    let (mut w, mut p, mut s, mut a, mut j) = (weight, middle, step, shape, mode);
    while j > 0.0 && w >= NOTHING {
        s *= a / x;
        a -= 1.0;
        p = (p + s).min(1.0);
        w *= j / half;
        j -= 1.0;
        sum += w * p;
    }
    sum.min(1.0)
}

/// The noncentrality with which a share of all values is at most `x`; 0 where even without any noncentrality fewer are.
pub(super) fn noncentrality(x: f64, df: f64, share: f64) -> f64 {
    if x <= 0.0 || at_most(x, df, 0.0) <= share {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, x.max(1.0));
    while at_most(x, df, high) > share {
        low = high;
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = (low + high) / 2.0;
        if middle <= low || middle >= high {
            break;
        }
        if at_most(x, df, middle) > share {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low + high) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scipy 1.12.0 `ncx2.cdf(x, df, nc)`.
    #[test]
    fn probabilities_are_those_of_scipy() {
        for (x, df, noncentral, expected) in SCIPY {
            let found = at_most(x, df, noncentral);
            assert!((found - expected).abs() < 1e-9, "{x} {df} {noncentral}: {found}");
        }
    }

    const SCIPY: [(f64, f64, f64, f64); 6] = [
        (3.5, 4.0, 2.0, 0.30697343684963047),
        (104.2, 40.0, 64.0, 0.5243974302084231),
        (0.3, 1.0, 5.0, 0.042986084590935045),
        (250.0, 8.0, 260.0, 0.2972010818502603),
        (12.0, 40.0, 1.5, 3.0178653544861523e-06),
        (5000.0, 6.0, 4900.0, 0.7502074533978165),
    ];
}
