//! From constellations of codes to counts: exclusive cells, mentions, bases, and why cases are not in the base.

use super::pass::{Marks, Profile};
use super::scheme::{CodeAt, Scheme};
use super::sets::{CodeSets, mentions, with_ancestors};
use crate::survey::Missing;

/// Whose assignments are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// What people decided.
    Reviewed,
    /// What the machine suggested and nobody has decided.
    Suggested,
    /// Decisions, and suggestions where there is no decision.
    Both,
}

impl Layer {
    pub const ALL: [Layer; 3] = [Layer::Reviewed, Layer::Suggested, Layer::Both];
}

/// The counts of one layer in one group.
#[derive(Debug, Clone, Default)]
pub struct LayerTally {
    /// Cases with at least one code.
    pub coded: u64,
    /// Cases of which a person said that no code fits, and that have no other code.
    pub none_fits: u64,
    /// Cases with more than one code.
    pub several: u64,
    /// Cases with this code and no other. Dimensions: sum over what is below them.
    pub only: Vec<u64>,
    /// Cases with this code or one below it.
    pub cases: Vec<u64>,
    /// Mentions of this code and of those below it.
    pub mentions: Vec<u64>,
    /// All mentions.
    pub all_mentions: u64,
}

impl LayerTally {
    /// Valid cases: with a code, or with the decision that none fits.
    pub fn base(&self) -> u64 {
        self.coded + self.none_fits
    }
}

/// Where all cases are: every case is in exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Coded by a person.
    pub reviewed: u64,
    pub none_fits: u64,
    /// Only suggested.
    pub suggested: u64,
    pub not_codable: u64,
    pub deferred: u64,
    /// Coded, but coders differ, or a second coding is waited for.
    pub unsettled: u64,
    /// With words, but neither decided nor suggested; of one person: not decided by that person.
    pub uncoded: u64,
    /// In the order of [`Missing::ALL`].
    pub missing: [u64; Missing::ALL.len()],
}

impl Standing {
    pub fn all_missing(&self) -> u64 {
        self.missing.iter().sum()
    }

    pub fn all(&self) -> u64 {
        self.reviewed
            + self.none_fits
            + self.suggested
            + self.not_codable
            + self.deferred
            + self.unsettled
            + self.uncoded
            + self.all_missing()
    }

    fn add(&mut self, profile: Profile, times: u64) {
        // A respondent with several answers stands where the most is known of them.
        let place = if profile.reviewed != CodeSets::EMPTY {
            &mut self.reviewed
        } else if profile.marks.has(Marks::NONE_FITS) {
            &mut self.none_fits
        } else if profile.suggested != CodeSets::EMPTY {
            &mut self.suggested
        } else if profile.marks.has(Marks::NOT_CODABLE) {
            &mut self.not_codable
        } else if profile.marks.has(Marks::DEFERRED) {
            &mut self.deferred
        } else if profile.marks.has(Marks::UNSETTLED) {
            &mut self.unsettled
        } else if profile.marks.has(Marks::UNCODED) {
            &mut self.uncoded
        } else {
            // Of several kinds the one that says more than an empty cell.
            let said = |kind: &Missing| !matches!(kind, Missing::Empty | Missing::NotShown);
            let kinds = || {
                Missing::ALL
                    .iter()
                    .filter(|kind| profile.marks.has(Marks::missing(**kind)))
            };
            let kind = kinds().find(|kind| said(kind)).or_else(|| kinds().next());
            let at = Missing::ALL.iter().position(|known| Some(known) == kind);
            &mut self.missing[at.unwrap_or_default()]
        };
        *place += times;
    }
}

/// All counts of one group.
#[derive(Debug, Clone)]
pub struct GroupTally {
    pub standing: Standing,
    layers: [LayerTally; 3],
}

impl GroupTally {
    pub fn new(scheme: &Scheme) -> GroupTally {
        let zeros = vec![0; scheme.codes().len()];
        let layer = LayerTally {
            only: zeros.clone(),
            cases: zeros.clone(),
            mentions: zeros,
            ..LayerTally::default()
        };
        GroupTally {
            standing: Standing::default(),
            layers: [layer.clone(), layer.clone(), layer],
        }
    }

    pub fn layer(&self, layer: Layer) -> &LayerTally {
        &self.layers[layer as usize]
    }

    /// Adds `times` cases of this constellation.
    pub fn add(&mut self, profile: Profile, times: u64, sets: &CodeSets, scheme: &Scheme) {
        self.standing.add(profile, times);
        let none_fits = profile.marks.has(Marks::NONE_FITS);
        for layer in Layer::ALL {
            let codes = profile.codes(layer, sets);
            let tally = &mut self.layers[layer as usize];
            if !codes.is_empty() {
                tally.add(&codes, times, scheme);
            } else if none_fits && layer != Layer::Suggested {
                tally.none_fits += times;
            }
        }
    }
}

impl LayerTally {
    fn add(&mut self, codes: &[CodeAt], times: u64, scheme: &Scheme) {
        let mentioned = mentions(codes, scheme);
        self.coded += times;
        self.all_mentions += times * mentioned.len() as u64;
        for code in &mentioned {
            for at in std::iter::once(*code).chain(scheme.ancestors(*code)) {
                self.mentions[at as usize] += times;
            }
        }
        for code in with_ancestors(codes, scheme) {
            self.cases[code as usize] += times;
        }
        match mentioned[..] {
            [only] => {
                for at in std::iter::once(only).chain(scheme.ancestors(only)) {
                    self.only[at as usize] += times;
                }
            }
            _ => self.several += times,
        }
    }
}
