//! How surprising it is that a word is more frequent in one group of answers than in another: the log-likelihood ratio of
//! Dunning (1993, "Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics 19(1): 61–74).
//!
//! It compares shares, so that words which are frequent everywhere need no list to be kept out. Deliberately absent: which
//! words are compared (`keywords`).

/// How often a word occurs among all words of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurs {
    pub times: u64,
    pub of: u64,
}

/// From here on a word is key: 95 % of the chi-squared distribution with one degree of freedom, which the ratio follows where
/// the groups do not differ.
pub const KEY: f64 = 3.841;

/// −2 log λ of the hypothesis that the word is as frequent in both groups; 0 where a group is empty.
pub fn log_likelihood_ratio(here: Occurs, there: Occurs) -> f64 {
    if here.of == 0 || there.of == 0 {
        return 0.0;
    }
    let of_both = Occurs {
        times: here.times + there.times,
        of: here.of + there.of,
    };
    let p = of_both.share();
    let ratio = here.log_likelihood(here.share()) + there.log_likelihood(there.share())
        - here.log_likelihood(p)
        - there.log_likelihood(p);
    (2.0 * ratio).max(0.0)
}

impl Occurs {
    pub fn share(self) -> f64 {
        self.times as f64 / self.of as f64
    }

    /// Of a binomial distribution with the share `p`, without what cancels out.
    fn log_likelihood(self, p: f64) -> f64 {
        let part = |times: u64, p: f64| if times == 0 { 0.0 } else { times as f64 * p.ln() };
        part(self.times, p) + part(self.of - self.times, 1.0 - p)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scipy 1.17: `chi2_contingency([[a, n - a], [b, m - b]], correction=False, lambda_="log-likelihood").statistic`.
    #[test]
    fn the_ratio_is_that_of_scipy() {
        for (a, n, b, m, expected) in [
            (12, 300, 5, 900, 15.82315220391443),
            (3, 60, 0, 240, 9.779091411403737),
            (40, 300, 130, 900, 0.23102560841151654),
            (1, 10, 1, 10, 0.0),
        ] {
            let found = log_likelihood_ratio(Occurs { times: a, of: n }, Occurs { times: b, of: m });
            assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        }
        let none = Occurs { times: 0, of: 0 };
        assert_eq!(log_likelihood_ratio(Occurs { times: 3, of: 9 }, none), 0.0);
    }
}
