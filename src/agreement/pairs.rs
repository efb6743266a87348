//! The fourfold table of one code: how often two coders both gave it, one of them, or neither.

/// Pairs of coders over units. Of two coders `first` is the one that stands first; of more every two of them are a pair, in
/// this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Fourfold {
    pub both: u64,
    pub first_only: u64,
    pub second_only: u64,
    pub neither: u64,
}

impl Fourfold {
    /// `units[unit][coder]`: 1 where the coder gave the code, 0 where not.
    pub fn of(units: &[Vec<Option<usize>>]) -> Fourfold {
        let mut table = Fourfold::default();
        for unit in units {
            let said: Vec<usize> = unit.iter().flatten().copied().collect();
            for (at, second) in said.iter().enumerate() {
                for first in &said[..at] {
                    match (first, second) {
                        (1, 1) => table.both += 1,
                        (1, _) => table.first_only += 1,
                        (_, 1) => table.second_only += 1,
                        _ => table.neither += 1,
                    }
                }
            }
        }
        table
    }
}
