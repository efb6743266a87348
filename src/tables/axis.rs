//! The groups that a background column divides the cases of a question into, filled in one pass and then put in order.

use rustc_hash::FxHashMap;

use super::choice::Kept;
use super::marks::Profile;
use super::sets::CodeSets;
use crate::study::Labels;
use crate::survey::RespondentId;

/// The cases of one question divided into groups; without a column there is one group, everybody.
#[derive(Debug)]
pub struct Axis {
    /// The background column.
    pub by: Option<String>,
    /// Its variable label; empty where it has none.
    pub by_label: String,
    /// In the order of their labels, else of appearance; `None` where the column is empty.
    pub groups: Vec<Option<String>>,
    /// By group and constellation, sorted.
    pub profiles: Vec<(u32, Profile, u64)>,
    /// What each respondent has in which groups, sorted; only where it was asked for, and with units as base of columns only.
    pub respondents: Vec<(RespondentId, OfGroups)>,
}

/// What one respondent has in which group, and how often.
pub type OfGroups = Vec<(u32, Vec<(Profile, u64)>)>;

/// An axis being filled.
pub(super) struct Open {
    by: Option<String>,
    by_label: String,
    groups: Vec<Option<String>>,
    places: FxHashMap<String, u32>,
    empty: Option<u32>,
    pub profiles: FxHashMap<(u32, Profile), u64>,
    pub respondents: FxHashMap<(u32, RespondentId), Profile>,
    pub bundles: FxHashMap<RespondentId, OfGroups>,
}

/// What stands under a key among a few.
pub(super) fn entry<K: PartialEq, V>(among: &mut Vec<(K, V)>, key: K, new: impl FnOnce() -> V) -> &mut V {
    let at = among.iter().position(|(known, _)| *known == key);
    let at = at.unwrap_or_else(|| {
        among.push((key, new()));
        among.len() - 1
    });
    &mut among[at].1
}

impl Open {
    pub fn new(by: Option<String>) -> Open {
        Open {
            by,
            by_label: String::new(),
            groups: Vec::new(),
            places: FxHashMap::default(),
            empty: None,
            profiles: FxHashMap::default(),
            respondents: FxHashMap::default(),
            bundles: FxHashMap::default(),
        }
    }

    pub fn group(&mut self, name: Option<&str>) -> u32 {
        let known = match name {
            Some(name) => self.places.get(name).copied(),
            None => self.empty,
        };
        known.unwrap_or_else(|| {
            let at = self.groups.len() as u32;
            self.groups.push(name.map(str::to_owned));
            match name {
                Some(name) => {
                    self.places.insert(name.to_owned(), at);
                }
                None => self.empty = Some(at),
            }
            at
        })
    }

    /// With the label of its column, and the groups as the labels of their values stand.
    pub fn in_order(mut self, labels: &Labels, column: usize) -> Open {
        self.by_label = labels.heading(column).to_owned();
        if !labels.has(column) {
            return self;
        }
        let mut sorted: Vec<usize> = (0..self.groups.len()).collect();
        sorted.sort_by(|a, b| match (&self.groups[*a], &self.groups[*b]) {
            (Some(one), Some(other)) => labels.key(column, one).cmp(&labels.key(column, other)),
            (one, other) => one.is_none().cmp(&other.is_none()),
        });
        let mut now: Vec<u32> = vec![0; sorted.len()];
        for (place, before) in sorted.iter().enumerate() {
            now[*before] = place as u32;
        }
        let place = |group: u32| now[group as usize];
        self.groups = sorted.iter().map(|at| self.groups[*at].take()).collect();
        let profiles = self.profiles.into_iter();
        self.profiles = profiles
            .map(|((group, profile), times)| ((place(group), profile), times))
            .collect();
        let respondents = self.respondents.into_iter();
        self.respondents = respondents
            .map(|((group, respondent), profile)| ((place(group), respondent), profile))
            .collect();
        for of_one in self.bundles.values_mut() {
            for (group, _) in of_one.iter_mut() {
                *group = place(*group);
            }
        }
        // Nothing is added to it any more.
        self.places.clear();
        self
    }

    pub fn close(mut self, sets: &mut CodeSets, kept: Kept) -> Axis {
        let mut of_respondents: Vec<_> = std::mem::take(&mut self.respondents).into_iter().collect();
        of_respondents.sort_unstable();
        for ((group, respondent), mut profile) in of_respondents {
            // What a respondent has in one place as decided is not "only suggested" in another.
            profile.suggested = sets.without(profile.suggested, profile.reviewed);
            if kept == Kept::Respondents {
                let of_one = self.bundles.entry(respondent).or_default();
                of_one.push((group, vec![(profile, 1)]));
            }
            *self.profiles.entry((group, profile)).or_insert(0) += 1;
        }
        let mut profiles: Vec<(u32, Profile, u64)> = self
            .profiles
            .into_iter()
            .map(|((group, profile), times)| (group, profile, times))
            .collect();
        profiles.sort_unstable();
        let mut respondents: Vec<_> = self.bundles.into_iter().collect();
        respondents.sort_by_key(|(respondent, _)| *respondent);
        if self.by.is_none() && self.groups.is_empty() {
            self.groups.push(None);
        }
        Axis {
            by: self.by,
            by_label: self.by_label,
            groups: self.groups,
            profiles,
            respondents,
        }
    }
}
