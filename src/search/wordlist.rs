//! All distinct forms of a study: how many units use each, which share a stem, which hold a building block.
//!
//! Three transducers, memory-mapped: opening costs nothing however many words there are. Keys of `stems` and `blocks`
//! are `stem NUL form`, so that a stem's forms are one range.

use std::path::Path;

use fst::automaton::Str;
use fst::{Automaton, IntoStreamer, Map, MapBuilder, Streamer};
use levenshtein_automata::LevenshteinAutomatonBuilder;
use memmap2::Mmap;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::damaged;
use super::glob::Glob;
use crate::language::German;
use crate::problem::Result;

/// Separates stem and form in a key; no form holds it.
const NUL: char = '\0';

pub struct WordList {
    forms: Map<Mmap>,
    stems: Map<Mmap>,
    blocks: Map<Mmap>,
}

/// A form of the study and the number of units that use it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    pub form: String,
    pub units: u64,
}

impl WordList {
    /// Analyses the forms (sorted, distinct, with their numbers of units) and writes the list into `folder`.
    pub fn write(folder: &Path, forms: &[(String, u64)], german: &German) -> Result<()> {
        let counts: FxHashMap<&str, u64> = forms
            .iter()
            .map(|(form, units)| (form.as_str(), *units))
            .collect();
        let seen = |form: &str| counts.get(form).copied().unwrap_or(0);
        let analysed: Vec<(String, Vec<String>)> = forms
            .par_iter()
            .map(|(form, _)| {
                let word = german.word(form, &seen);
                let blocks = word.parts.into_iter().chain(word.runs);
                let mut blocks: Vec<String> = blocks.map(|block| block.stem).collect();
                blocks.sort();
                blocks.dedup();
                (word.stem, blocks)
            })
            .collect();

        let mut stems = Vec::with_capacity(forms.len());
        let mut blocks = Vec::new();
        for ((form, units), (stem, of_form)) in forms.iter().zip(&analysed) {
            stems.push((format!("{stem}{NUL}{form}"), *units));
            blocks.extend(
                of_form
                    .iter()
                    .map(|block| (format!("{block}{NUL}{form}"), *units)),
            );
        }
        stems.sort();
        blocks.sort();
        write_map(&folder.join("forms.fst"), forms)?;
        write_map(&folder.join("stems.fst"), &stems)?;
        write_map(&folder.join("blocks.fst"), &blocks)
    }

    pub fn open(folder: &Path) -> Result<WordList> {
        Ok(WordList {
            forms: open_map(&folder.join("forms.fst"))?,
            stems: open_map(&folder.join("stems.fst"))?,
            blocks: open_map(&folder.join("blocks.fst"))?,
        })
    }

    /// Number of units that use a form, 0 where none does.
    pub fn units(&self, form: &str) -> u64 {
        self.forms.get(form).unwrap_or(0)
    }

    pub fn exactly(&self, form: &str) -> Vec<Form> {
        self.forms
            .get(form)
            .map(|units| Form {
                form: form.to_owned(),
                units,
            })
            .into_iter()
            .collect()
    }

    /// All forms, ascending.
    pub fn all(&self) -> Vec<String> {
        collect(&self.forms, fst::automaton::AlwaysMatch, |key| key.to_owned())
            .into_iter()
            .map(|form| form.form)
            .collect()
    }

    /// Forms with this stem.
    pub fn with_stem(&self, stem: &str) -> Vec<Form> {
        in_range(&self.stems, stem)
    }

    /// Compounds that hold a building block with this stem.
    pub fn with_block(&self, stem: &str) -> Vec<Form> {
        in_range(&self.blocks, stem)
    }

    /// Forms that a folded pattern matches.
    pub fn matching(&self, pattern: &str) -> Vec<Form> {
        collect(&self.forms, Glob::new(pattern), |key| key.to_owned())
    }

    /// Compounds one of whose building blocks has a stem that a folded pattern matches.
    pub fn with_block_matching(&self, pattern: &str) -> Vec<Form> {
        let pattern = format!("{pattern}{NUL}*");
        let mut forms = collect(&self.blocks, Glob::new(&pattern), behind_nul);
        forms.sort();
        forms.dedup();
        forms
    }

    /// Forms at most `errors` (1 or 2) typing errors away; two neighbouring letters swapped are one error.
    pub fn similar(&self, form: &str, errors: u8) -> Vec<Form> {
        let automaton = LevenshteinAutomatonBuilder::new(errors, true).build_dfa(form);
        collect(&self.forms, automaton, |key| key.to_owned())
    }
}

fn in_range(map: &Map<Mmap>, stem: &str) -> Vec<Form> {
    let prefix = format!("{stem}{NUL}");
    collect(map, Str::new(&prefix).starts_with(), behind_nul)
}

fn behind_nul(key: &str) -> String {
    key.split_once(NUL).map_or(key, |(_, form)| form).to_owned()
}

fn collect<A: Automaton>(map: &Map<Mmap>, automaton: A, name: impl Fn(&str) -> String) -> Vec<Form> {
    let mut stream = map.search(automaton).into_stream();
    let mut forms = Vec::new();
    while let Some((key, units)) = stream.next() {
        if let Ok(key) = std::str::from_utf8(key) {
            forms.push(Form {
                form: name(key),
                units,
            });
        }
    }
    forms
}

fn write_map(path: &Path, entries: &[(String, u64)]) -> Result<()> {
    let file = std::fs::File::create(path).map_err(damaged)?;
    let mut builder = MapBuilder::new(std::io::BufWriter::new(file)).map_err(damaged)?;
    for (key, units) in entries {
        builder.insert(key, *units).map_err(damaged)?;
    }
    builder.finish().map_err(damaged)
}

fn open_map(path: &Path) -> Result<Map<Mmap>> {
    let file = std::fs::File::open(path).map_err(damaged)?;
    // SAFETY: the folder belongs to the program; it is replaced whole and never written in place.
    let bytes = unsafe { Mmap::map(&file) }.map_err(damaged)?;
    Map::new(bytes).map_err(damaged)
}
