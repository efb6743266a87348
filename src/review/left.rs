//! Groups of answers that say the same and that somebody has looked at and left coded differently: they are not reported
//! again until they are coded in yet another way.
//!
//! Stated by the study for all its coders; so nobody is told of it, or states it, who may not see all codings of the group.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::same::Same;
use super::sight::Sight;
use super::view::View;
use crate::survey::Outcome;

/// By key of the first answer of a group, how they were coded when they were left.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LeftDifferent(BTreeMap<String, String>);

/// A group by which it is left, or reported again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    key: String,
    codings: String,
}

impl Leaving {
    /// None where some of it is still blind for whoever looks.
    pub fn of(view: &View<'_>, group: &Same) -> Option<Leaving> {
        let card = &view.board.cards[group.places[0]];
        (view.sight(card) == Sight::Everything).then(|| Leaving {
            key: card.key.to_string(),
            codings: codings(group),
        })
    }
}

impl LeftDifferent {
    /// How the names of these settings begin.
    const BEGINS: &str = "left_different/";

    /// The name of the setting for a codebook.
    pub fn setting(codebook_name: &str) -> String {
        format!("{}{codebook_name}", LeftDifferent::BEGINS)
    }

    /// The codebook for which a setting is this one.
    pub fn codebook(setting: &str) -> Option<&str> {
        setting.strip_prefix(LeftDifferent::BEGINS)
    }

    /// How many groups are left; whoever codes blind may know no more.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether a group was left as it is coded now.
    pub fn has(&self, group: &Leaving) -> bool {
        self.0.get(&group.key) == Some(&group.codings)
    }

    /// The same with one more group.
    pub fn with(mut self, group: Leaving) -> LeftDifferent {
        self.0.insert(group.key, group.codings);
        self
    }

    /// The same without a group.
    pub fn without(mut self, group: &Leaving) -> LeftDifferent {
        self.0.remove(&group.key);
        self
    }
}

/// How they are coded, in an order that does not hang on who coded or how often.
fn codings(group: &Same) -> String {
    let mut codings: Vec<String> = group
        .variants
        .iter()
        .map(|variant| match &variant.outcome {
            Outcome::Codes(codes) => codes.join("|"),
            Outcome::NoneFits => "none_fits".to_owned(),
            _ => "not_codable".to_owned(),
        })
        .collect();
    codings.sort();
    codings.join(" / ")
}
