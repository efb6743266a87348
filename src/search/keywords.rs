//! Words that are typical of some units against others, as of answers that no code caught against those that one did.
//!
//! A word is a stem, and an answer has each word once: who repeats a word says it once. Shares are those of all words of a
//! group, so that long answers weigh no more than their words. Only the index is read; texts are looked at for the words that
//! are shown.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::build::Index;
use super::keyness::{KEY, Occurs, log_likelihood_ratio};
use super::kwic::{Line, kwic};
use super::shard::Shard;
use crate::problem::Result;
use crate::study::Study;
use crate::survey::{Span, UnitId};

/// A word that is more frequent in some units than in others.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyword {
    pub stem: String,
    /// As it is written most often.
    pub written: String,
    /// Its normal forms in the study, ascending.
    pub forms: Vec<String>,
    /// How many of the units have it.
    pub units: u64,
    /// How many of the others.
    pub others: u64,
    /// Log-likelihood ratio; none where there are no others to compare with.
    pub keyness: Option<f64>,
}

/// Fewer units with a word are no group.
const FEWEST: u64 = 2;
/// Occurrences that are looked at to see how a word is written.
const LOOKED_AT: usize = 25;

/// To which group a document belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Neither,
    Units,
    Others,
}

/// A stem with its forms.
struct Stem {
    stem: String,
    forms: Vec<String>,
}

impl Index {
    /// At most `most` words typical of `units` against `others`, the most surprising first; without others the most frequent
    /// ones that are no function words. Both ascending, and apart from each other.
    pub fn keywords(
        &self,
        study: &Study,
        units: &[UnitId],
        others: &[UnitId],
        most: usize,
    ) -> Result<Vec<Keyword>> {
        let stems = self.stems();
        let counts = self.counts(&stems, units, others)?;
        let all = |of: fn(&(u64, u64)) -> u64| counts.iter().map(of).sum::<u64>();
        let (here, there) = (all(|count| count.0), all(|count| count.1));
        let mut key: Vec<(usize, Option<f64>)> = Vec::new();
        for (at, (units, others)) in counts.iter().enumerate() {
            let here = Occurs {
                times: *units,
                of: here,
            };
            let there = Occurs {
                times: *others,
                of: there,
            };
            let is_function_word = |form: &String| self.analyser().is_function_word(form);
            if *units < FEWEST {
                continue;
            }
            if there.of == 0 {
                if !stems[at].forms.iter().any(is_function_word) {
                    key.push((at, None));
                }
            } else if here.share() > there.share() {
                let keyness = log_likelihood_ratio(here, there);
                if keyness >= KEY {
                    key.push((at, Some(keyness)));
                }
            }
        }
        key.sort_by(|(a, keyness), (b, other)| {
            let by_keyness = other.unwrap_or(0.0).total_cmp(&keyness.unwrap_or(0.0));
            by_keyness
                .then(counts[*b].0.cmp(&counts[*a].0))
                .then(stems[*a].stem.cmp(&stems[*b].stem))
        });
        key.truncate(most);
        key.into_iter()
            .map(|(at, keyness)| {
                let Stem { stem, forms } = &stems[at];
                Ok(Keyword {
                    written: self.written(study, forms, units)?.unwrap_or_else(|| stem.clone()),
                    stem: stem.clone(),
                    forms: forms.clone(),
                    units: counts[at].0,
                    others: counts[at].1,
                    keyness,
                })
            })
            .collect()
    }

    /// Where forms stand in some of the units (ascending), in their order; at most `most` lines, `width` characters of context
    /// on each side.
    pub fn lines_with(
        &self,
        study: &Study,
        forms: &[String],
        units: &[UnitId],
        (width, most): (usize, usize),
    ) -> Result<Vec<(UnitId, Line)>> {
        let mut lines = Vec::new();
        for (unit, span) in self.occurrences_in(forms, units, most)? {
            if let Some(view) = study.unit_view(unit)? {
                let line = kwic(&view.verbatim, view.span, &[span], width);
                lines.extend(line.into_iter().map(|line| (unit, line)));
            }
        }
        Ok(lines)
    }

    /// Stems that more than one answer has, with the codebook's own.
    fn stems(&self) -> Vec<Stem> {
        let mut own: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (form, stem) in self.exceptions() {
            if self.words().units(form) > 0 {
                own.entry(stem).or_default().insert(form);
            }
        }
        let mut stems = Vec::new();
        let mut add = |stem: &str, forms: Vec<String>| {
            if !forms.is_empty() {
                stems.push(Stem {
                    stem: stem.to_owned(),
                    forms,
                });
            }
        };
        self.words().each_stem(&mut |stem, forms| {
            let own = own.remove(stem).unwrap_or_default();
            let mut units: u64 = own.iter().map(|form| self.words().units(form)).sum();
            let mut all: Vec<String> = own.into_iter().map(str::to_owned).collect();
            for form in forms {
                if !self.exceptions().contains_key(&form.form) {
                    units += form.units;
                    all.push(form.form);
                }
            }
            if units >= FEWEST {
                all.sort_unstable();
                add(stem, all);
            }
        });
        for (stem, forms) in own {
            add(stem, forms.into_iter().map(str::to_owned).collect());
        }
        stems
    }

    /// By stem, how many units of either group have it.
    fn counts(&self, stems: &[Stem], units: &[UnitId], others: &[UnitId]) -> Result<Vec<(u64, u64)>> {
        let of_shards: Vec<Vec<(u32, u32)>> = self
            .shards()
            .par_iter()
            .map(|shard| counts_of(shard, stems, &groups(shard, units, others)))
            .collect::<Result<_>>()?;
        let mut counts = vec![(0, 0); stems.len()];
        for of_shard in of_shards {
            for (count, (units, others)) in counts.iter_mut().zip(of_shard) {
                count.0 += u64::from(units);
                count.1 += u64::from(others);
            }
        }
        Ok(counts)
    }

    /// How a word is written most often in the units, as far as they are looked at; of equals the first in the alphabet.
    fn written(&self, study: &Study, forms: &[String], units: &[UnitId]) -> Result<Option<String>> {
        let mut written: BTreeMap<String, usize> = BTreeMap::new();
        for (unit, span) in self.occurrences_in(forms, units, LOOKED_AT)? {
            if let Some(view) = study.unit_view(unit)? {
                *written.entry(span.of(&view.verbatim).to_owned()).or_default() += 1;
            }
        }
        let most = written.values().max().copied();
        Ok(written
            .into_iter()
            .find(|(_, times)| Some(*times) == most)
            .map(|(written, _)| written))
    }

    /// The first places of forms in some of the units.
    fn occurrences_in(&self, forms: &[String], units: &[UnitId], most: usize) -> Result<Vec<(UnitId, Span)>> {
        let mut found = Vec::new();
        for shard in self.shards() {
            for place in shard.places(forms)? {
                if found.len() == most {
                    return Ok(found);
                }
                let (document, position) = ((place >> 32) as u32, place as u32);
                let unit = shard.unit(document);
                if units.binary_search(&unit).is_ok() {
                    let span = shard.spans(document).nth(position as usize);
                    found.extend(span.map(|(span, _)| (unit, span)));
                }
            }
        }
        Ok(found)
    }
}

/// To which group each document of a shard belongs.
fn groups(shard: &Shard, units: &[UnitId], others: &[UnitId]) -> Vec<Group> {
    let from = |list: &[UnitId]| match shard.first_unit() {
        Some(first) => list.partition_point(|unit| *unit < first),
        None => list.len(),
    };
    let (mut units, mut others) = (&units[from(units)..], &others[from(others)..]);
    shard
        .units()
        .map(|unit| {
            if is_next(&mut units, unit) {
                Group::Units
            } else if is_next(&mut others, unit) {
                Group::Others
            } else {
                Group::Neither
            }
        })
        .collect()
}

/// Whether a unit stands in a list; units are asked for in ascending order.
fn is_next(rest: &mut &[UnitId], unit: UnitId) -> bool {
    while let Some((first, behind)) = rest.split_first()
        && *first < unit
    {
        *rest = behind;
    }
    rest.first() == Some(&unit)
}

fn counts_of(shard: &Shard, stems: &[Stem], groups: &[Group]) -> Result<Vec<(u32, u32)>> {
    // The stem that was last seen in a document, counted from 1: an answer with two forms of a word has it once.
    let mut last = vec![0_u32; groups.len()];
    let mut counts = Vec::with_capacity(stems.len());
    for (number, stem) in (1..).zip(stems) {
        let mut count = (0, 0);
        for form in &stem.forms {
            shard.each_document(form, &mut |document| {
                let at = document as usize;
                if last[at] != number {
                    last[at] = number;
                    match groups[at] {
                        Group::Units => count.0 += 1,
                        Group::Others => count.1 += 1,
                        Group::Neither => {}
                    }
                }
            })?;
        }
        counts.push(count);
    }
    Ok(counts)
}
