//! A unit with what people gave and what the program said.

use crate::codebook::Codebook;

/// One entry per code, in the order of the codebook. A code brings its parents, in `given` and in `suggested`.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub given: Vec<bool>,
    /// Probability, or weight of evidence where the method has no probabilities; from 0 to 1.
    pub score: Vec<f64>,
    pub suggested: Vec<bool>,
}

/// The codes that entries stand for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codes {
    pub ids: Vec<String>,
    /// Place of the code above.
    pub parents: Vec<Option<usize>>,
}

impl Codes {
    pub fn of(codebook: &Codebook) -> Codes {
        let above = |parent: &Option<String>| parent.as_deref().and_then(|id| codebook.order(id));
        Codes {
            ids: codebook.codes.iter().map(|code| code.id.clone()).collect(),
            parents: codebook.codes.iter().map(|code| above(&code.parent)).collect(),
        }
    }

    /// Makes every code score at least as high as those below it.
    pub fn raise(&self, score: &mut [f64]) {
        for at in 0..score.len() {
            let own = score[at];
            let mut next = self.parents[at];
            while let Some(parent) = next
                && score[parent] < own
            {
                score[parent] = own;
                next = self.parents[parent];
            }
        }
    }

    /// Adds the parents of every code that is there.
    pub fn add_parents(&self, there: &mut [bool]) {
        for at in 0..there.len() {
            let mut next = if there[at] { self.parents[at] } else { None };
            while let Some(parent) = next
                && !there[parent]
            {
                there[parent] = true;
                next = self.parents[parent];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_brings_all_above_it_wherever_they_stand() {
        // c below b below a, and the parent after its child.
        let codes = Codes {
            ids: ["c", "b", "a", "d"].map(str::to_owned).to_vec(),
            parents: vec![Some(1), Some(2), None, None],
        };
        let mut there = vec![true, false, false, false];
        codes.add_parents(&mut there);
        assert_eq!(there, [true, true, true, false]);
        let mut there = vec![false, true, false, true];
        codes.add_parents(&mut there);
        assert_eq!(there, [false, true, true, true]);
        let mut score = vec![0.4, 0.3, 0.9, 0.1];
        codes.raise(&mut score);
        assert_eq!(score, [0.4, 0.4, 0.9, 0.1]);
    }
}
