//! Error probabilities corrected for how many tests were made (Holm 1979, "A simple sequentially rejective multiple test
//! procedure", Scandinavian Journal of Statistics 6: 65–70). It holds however the tests depend on one another.

/// The smallest times all of them, the next times one fewer, never below one that stands before it, 1 at most. `None`: no
/// test was made there, and it does not count as one.
pub fn holm(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let mut order: Vec<(usize, f64)> = p
        .iter()
        .enumerate()
        .filter_map(|(at, p)| p.map(|p| (at, p)))
        .collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let mut corrected = vec![None; p.len()];
    let mut largest: f64 = 0.0;
    for (before, (at, p)) in order.iter().enumerate() {
        largest = largest.max((p * (order.len() - before) as f64).min(1.0));
        corrected[*at] = Some(largest);
    }
    corrected
}

#[cfg(test)]
mod tests {
    use super::*;

    /// statsmodels 0.15 `multipletests([0.01, 0.04, 0.03, 0.005], method="holm")[1]`.
    #[test]
    fn error_probabilities_are_corrected_as_in_statsmodels() {
        let found = holm(&[Some(0.01), None, Some(0.04), Some(0.03), Some(0.005)]);
        let expected = [Some(0.03), None, Some(0.06), Some(0.06), Some(0.02)];
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!(found.is_some(), expected.is_some());
            assert!((found.unwrap_or(0.0) - expected.unwrap_or(0.0)).abs() < 1e-12);
        }
    }
}
