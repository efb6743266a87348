//! A way of proposing codes as evaluation sees it: it can be fitted to some of the coded units and asked about others.
//!
//! Units are called by their place among the coded units. What people gave them is the method's own knowledge, of which it
//! may use that of the reviewed units only.

use crate::problem::Result;

/// What a method says of a unit, one entry per code. A code brings its parents.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    pub score: Vec<f64>,
    pub suggested: Vec<bool>,
}

pub trait Method: Sync {
    /// What is proposed for each of `units` after `reviewed` were decided.
    fn propose(&self, reviewed: &[usize], units: &[usize]) -> Result<Vec<Proposal>>;

    /// What is proposed for each of `reviewed`, by what the others say.
    fn left_out(&self, reviewed: &[usize]) -> Result<Vec<Proposal>>;
}
