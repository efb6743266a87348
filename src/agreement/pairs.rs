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
    /// For each unit whether its coders gave the code, in their order.
    pub fn of(units: &[Vec<bool>]) -> Fourfold {
        let mut table = Fourfold::default();
        for unit in units {
            for (at, second) in unit.iter().enumerate() {
                for first in &unit[..at] {
                    match (first, second) {
                        (true, true) => table.both += 1,
                        (true, false) => table.first_only += 1,
                        (false, true) => table.second_only += 1,
                        (false, false) => table.neither += 1,
                    }
                }
            }
        }
        table
    }
}
