//! An error probability: computed, or from draws and then only as sure as these are many.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::{Draws, Interval, wilson};

/// The probability of something at least as unusual if there is nothing to be found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PValue {
    Exact(f64),
    Drawn {
        p: f64,
        /// Where the probability lies that infinitely many draws would give: Wilson's interval of the draws that were as unusual.
        interval: Interval,
        draws: Draws,
    },
}

impl PValue {
    /// `unusual`: draws at least as unusual as what was found, which counts as one more draw so that no probability is 0 (Davison
    /// and Hinkley 1997, Bootstrap Methods and their Application, 4.2.5).
    pub fn drawn(unusual: u64, draws: Draws) -> PValue {
        let n = draws.n as u64;
        PValue::Drawn {
            p: (unusual + 1) as f64 / (n + 1) as f64,
            interval: wilson(unusual, n).unwrap_or(Interval { low: 0.0, high: 1.0 }),
            draws,
        }
    }

    pub fn value(self) -> f64 {
        match self {
            PValue::Exact(p) | PValue::Drawn { p, .. } => p,
        }
    }

    /// None where it was computed.
    pub fn interval(self) -> Option<Interval> {
        match self {
            PValue::Exact(_) => None,
            PValue::Drawn { interval, .. } => Some(interval),
        }
    }
}

/// `{"p": 0.031, "low": 0.028, "high": 0.035, "draws": 10000, "seed": 1}`; all but `p` are null where it was computed.
impl Serialize for PValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (interval, draws) = match self {
            PValue::Exact(_) => (None, None),
            PValue::Drawn { interval, draws, .. } => (Some(interval), Some(draws)),
        };
        let mut fields = serializer.serialize_struct("PValue", 5)?;
        fields.serialize_field("p", &self.value())?;
        fields.serialize_field("low", &interval.map(|interval| interval.low))?;
        fields.serialize_field("high", &interval.map(|interval| interval.high))?;
        fields.serialize_field("draws", &draws.map(|draws| draws.n))?;
        fields.serialize_field("seed", &draws.map(|draws| draws.seed))?;
        fields.end()
    }
}
