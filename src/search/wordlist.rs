//! All distinct forms of a study: how many units use each, which share a stem, which hold a building block.
//!
//! A transducer of the forms, for wildcards and typing errors, and two sorted lists, all memory-mapped: opening costs
//! nothing however many words there are.

use std::path::Path;

use fst::{Automaton, IntoStreamer, Map, MapBuilder, Streamer};
use levenshtein_automata::LevenshteinAutomatonBuilder;
use memmap2::Mmap;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::damaged;
use super::glob::Glob;
use super::ranges::Ranges;
use crate::language::{Analyser, Word};
use crate::problem::Result;

const FORMS: &str = "forms.fst";
const STEMS: &str = "stems";
const BLOCKS: &str = "blocks";

pub struct WordList {
    forms: Map<Mmap>,
    stems: Ranges,
    blocks: Ranges,
}

/// A form of the study and the number of units that use it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    pub form: String,
    pub units: u64,
}

impl WordList {
    /// Analyses the forms (sorted, distinct, with their numbers of units) and writes the list into `folder`.
    pub fn write(folder: &Path, forms: &[(String, u64)], analyser: &Analyser) -> Result<()> {
        let counts: FxHashMap<&str, u64> = forms
            .iter()
            .map(|(form, units)| (form.as_str(), *units))
            .collect();
        let seen = |form: &str| counts.get(form).copied().unwrap_or(0);
        let analysed: Vec<Word> = forms
            .par_iter()
            .map(|(form, _)| analyser.word(form, &seen))
            .collect();
        let mut stems = Vec::with_capacity(forms.len());
        let mut blocks = Vec::new();
        for ((form, units), word) in forms.iter().zip(&analysed) {
            stems.push((word.stem.as_str(), form.as_str(), *units));
            let of_form = word.parts.iter().chain(&word.runs);
            blocks.extend(of_form.map(|part| (part.stem.as_str(), form.as_str(), *units)));
        }
        stems.par_sort_unstable();
        blocks.par_sort_unstable();
        blocks.dedup();
        Ranges::write(&folder.join(STEMS), &stems)?;
        Ranges::write(&folder.join(BLOCKS), &blocks)?;
        write_map(&folder.join(FORMS), forms)
    }

    pub fn open(folder: &Path) -> Result<WordList> {
        Ok(WordList {
            forms: open_map(&folder.join(FORMS))?,
            stems: Ranges::open(&folder.join(STEMS))?,
            blocks: Ranges::open(&folder.join(BLOCKS))?,
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
        collect(&self.forms, fst::automaton::AlwaysMatch)
            .into_iter()
            .map(|form| form.form)
            .collect()
    }

    /// Forms with this stem.
    pub fn with_stem(&self, stem: &str) -> Vec<Form> {
        self.stems.of(stem)
    }

    /// Calls `each` with every stem and its forms, ascending.
    pub fn each_stem(&self, each: &mut dyn FnMut(&str, Vec<Form>)) {
        self.stems.each(each);
    }

    /// Compounds that hold a building block with this stem.
    pub fn with_block(&self, stem: &str) -> Vec<Form> {
        self.blocks.of(stem)
    }

    /// Forms that a folded pattern matches.
    pub fn matching(&self, pattern: &str) -> Vec<Form> {
        collect(&self.forms, Glob::new(pattern))
    }

    /// Compounds one of whose building blocks has a stem that a folded pattern matches.
    pub fn with_block_matching(&self, pattern: &str) -> Vec<Form> {
        let glob = Glob::new(pattern);
        self.blocks.matching(|stem| glob.matches(stem))
    }

    /// Forms at most `errors` (1 or 2) typing errors away; two neighbouring letters swapped are one error.
    pub fn similar(&self, form: &str, errors: u8) -> Vec<Form> {
        let automaton = LevenshteinAutomatonBuilder::new(errors, true).build_dfa(form);
        collect(&self.forms, automaton)
    }
}

fn collect<A: Automaton>(map: &Map<Mmap>, automaton: A) -> Vec<Form> {
    let mut stream = map.search(automaton).into_stream();
    let mut forms = Vec::new();
    while let Some((key, units)) = stream.next() {
        if let Ok(form) = std::str::from_utf8(key) {
            forms.push(Form {
                form: form.to_owned(),
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
