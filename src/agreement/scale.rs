//! How unlike two categories are (Krippendorff 2011, section D). Deliberately absent: interval and ratio scales, which
//! codes are not.

/// What the categories are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Names: two are the same or not.
    Nominal,
    /// In an order: two are as unlike as there are ratings between them.
    Ordinal,
}

impl Scale {
    /// δ² of two places; `frequencies`: how many ratings each category got.
    pub fn difference(self, left: usize, right: usize, frequencies: &[f64]) -> f64 {
        if left == right {
            return 0.0;
        }
        match self {
            Scale::Nominal => 1.0,
            Scale::Ordinal => {
                let (low, high) = (left.min(right), left.max(right));
                let between: f64 = frequencies[low..=high].iter().sum();
                let ends = (frequencies[low] + frequencies[high]) / 2.0;
                (between - ends).powi(2)
            }
        }
    }
}
