//! Study → index folder, and when it is stale.
//!
//! The folder is written under another name and takes its own in one step; its stamp names the study, the revision of
//! the answers and the version of the analysis. Units go into shards of bounded size, so that memory does not grow
//! with the study; shards are built side by side and come out the same in any number of threads.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, mpsc};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::damaged;
use super::shard::{self, Batch, Shard};
use super::wordlist::WordList;
use crate::language::Analyser;
use crate::problem::{Problem, Progress, Result};
use crate::study::{Study, UnitTexts};
use crate::survey::UnitId;

/// Version of the folder's layout.
const LAYOUT: u32 = 3;
/// Units in a shard; also bounded in bytes of text, for long answers.
const UNITS: usize = 1 << 17;
const BYTES: usize = 64 << 20;

/// Shards built side by side; each holds its batch and its postings in memory.
const MOST_BUILDERS: usize = 4;

/// An open index: the shards and word list of one state of a study.
pub struct Index {
    shards: Vec<Shard>,
    words: WordList,
    analyser: Analyser,
    /// Form → stem, from the codebook in use.
    exceptions: BTreeMap<String, String>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    layout: u32,
    study: String,
    data_revision: i64,
    analysis: String,
    shards: usize,
}

/// Where the index of a study lies: beside it, with `.index` after its name.
pub fn folder_of(study: &Path) -> PathBuf {
    let mut folder = study.as_os_str().to_owned();
    folder.push(".index");
    PathBuf::from(folder)
}

impl Index {
    /// The index of a study as it is now, rebuilt when it is missing, damaged or stale. `progress` gets units done and
    /// units in all; it is not called when nothing has to be built. Where it ends the work, the old index stays.
    pub fn of(study: &Study, progress: Progress<'_>) -> Result<Index> {
        // One state of the study for stamp and texts, whatever another process adds meanwhile.
        study.steady(|| Index::of_state(study, progress))
    }

    fn of_state(study: &Study, progress: Progress<'_>) -> Result<Index> {
        let analyser = Analyser::of(study.answer_language()?);
        let folder = folder_of(study.path());
        let wanted = Stamp {
            layout: LAYOUT,
            study: study.identity()?,
            data_revision: study.data_revision()?,
            analysis: format!("{:016x}", analyser.version()),
            shards: 0,
        };
        if let Some(index) = open(&folder, &wanted, analyser) {
            return Ok(index);
        }
        build(study, &folder, wanted, analyser, progress)?;
        let stamp = read_stamp(&folder).ok_or_else(|| damaged("no stamp"))?;
        open_shards(&folder, &stamp, analyser)
    }

    /// The same index with a codebook's own stem exceptions (word, stem).
    pub fn with_exceptions(mut self, exceptions: &[(String, String)]) -> Index {
        self.analyser = Analyser::of(self.analyser.language()).with(exceptions);
        self.exceptions = exceptions
            .iter()
            .map(|(word, stem)| (self.analyser.normal_form(word), stem.clone()))
            .collect();
        self
    }

    /// All distinct normal forms of the answers, ascending.
    pub fn all_forms(&self) -> Vec<String> {
        self.words.all()
    }

    /// Version of the analysis of the answers, as runs record it.
    pub fn analysis(&self) -> String {
        format!("{:016x}", self.analyser.version())
    }

    /// How the answers are analysed, with the codebook's stem exceptions.
    pub fn analyser(&self) -> &Analyser {
        &self.analyser
    }

    pub fn shards(&self) -> &[Shard] {
        &self.shards
    }

    pub(super) fn words(&self) -> &WordList {
        &self.words
    }

    pub(super) fn exceptions(&self) -> &BTreeMap<String, String> {
        &self.exceptions
    }
}

fn read_stamp(folder: &Path) -> Option<Stamp> {
    serde_json::from_slice(&std::fs::read(folder.join("stamp.json")).ok()?).ok()
}

/// The index in `folder` if it is what is wanted and sound.
fn open(folder: &Path, wanted: &Stamp, analyser: &Analyser) -> Option<Index> {
    let stamp = read_stamp(folder)?;
    let fresh = Stamp { shards: 0, ..stamp } == *wanted;
    let stamp = read_stamp(folder)?;
    if fresh {
        open_shards(folder, &stamp, analyser).ok()
    } else {
        None
    }
}

fn open_shards(folder: &Path, stamp: &Stamp, analyser: &Analyser) -> Result<Index> {
    let shards = (0..stamp.shards)
        .map(|at| Shard::open(&shard_folder(folder, at)))
        .collect::<Result<Vec<_>>>()?;
    Ok(Index {
        shards,
        words: WordList::open(folder)?,
        analyser: analyser.clone(),
        exceptions: BTreeMap::new(),
    })
}

fn shard_folder(folder: &Path, at: usize) -> PathBuf {
    folder.join(format!("shard-{at:04}"))
}

fn build(
    study: &Study,
    folder: &Path,
    mut stamp: Stamp,
    analyser: &Analyser,
    progress: Progress<'_>,
) -> Result<()> {
    let mut part = folder.as_os_str().to_owned();
    part.push(format!(".{}.part", std::process::id()));
    let part = PathBuf::from(part);
    let made = fill(study, &part, analyser, progress).and_then(|shards| {
        stamp.shards = shards;
        let json = serde_json::to_vec_pretty(&stamp).map_err(|error| Problem::bug(error.to_string()))?;
        std::fs::write(part.join("stamp.json"), json).map_err(damaged)?;
        let replaced = (|| {
            if folder.exists() {
                std::fs::remove_dir_all(folder)?;
            }
            std::fs::rename(&part, folder)
        })();
        match replaced {
            // Another process was faster; its index is of the same answers.
            Err(_) if open(folder, &Stamp { shards: 0, ..stamp }, analyser).is_some() => {
                let _ = std::fs::remove_dir_all(&part);
                Ok(())
            }
            replaced => replaced.map_err(damaged),
        }
    });
    if made.is_err() {
        let _ = std::fs::remove_dir_all(&part);
    }
    made
}

/// Writes all shards and the word list; returns the number of shards.
fn fill(study: &Study, part: &Path, analyser: &Analyser, progress: Progress<'_>) -> Result<usize> {
    if part.exists() {
        std::fs::remove_dir_all(part).map_err(damaged)?;
    }
    std::fs::create_dir_all(part).map_err(damaged)?;
    let units = study.extent()?.units;
    let workers = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(MOST_BUILDERS);
    // Distinct forms of all shards with their numbers of units: grows with the vocabulary, not with the study.
    let forms: Mutex<FxHashMap<String, u64>> = Mutex::default();
    let failure: Mutex<Option<Problem>> = Mutex::new(None);
    let mut count = 0;
    std::thread::scope(|scope| -> Result<()> {
        // No batch waits in the channel: at most one a worker and the one being read are in memory.
        let (send, receive) = mpsc::sync_channel::<(usize, Batch)>(0);
        let receive = std::sync::Arc::new(Mutex::new(receive));
        for _ in 0..workers {
            let receive = receive.clone();
            let (forms, failure) = (&forms, &failure);
            scope.spawn(move || {
                loop {
                    let next = receive.lock().map(|receive| receive.recv());
                    let Ok(Ok((at, batch))) = next else { break };
                    match shard::write(&shard_folder(part, at), &batch, analyser) {
                        Ok(of_shard) => {
                            let mut forms = lock(forms);
                            for (form, units) in of_shard {
                                *forms.entry(form).or_default() += units;
                            }
                        }
                        Err(problem) => {
                            lock(failure).get_or_insert(problem);
                            break;
                        }
                    }
                }
            });
        }
        drop(receive);
        let mut batch = Batch::default();
        let mut done = 0;
        let mut hand_over = |batch: &mut Batch| -> Result<()> {
            send.send((count, std::mem::take(batch)))
                .map_err(|_| damaged("all builders stopped"))?;
            count += 1;
            Ok(())
        };
        study.each_unit_text(UnitId(0), &mut |text| {
            batch.push(text.unit, text.span.of(text.verbatim), text.span.start);
            done += 1;
            if batch.len() >= UNITS || batch.bytes() >= BYTES {
                hand_over(&mut batch)?;
                progress(done, units)?;
            }
            Ok(())
        })?;
        if batch.len() > 0 {
            hand_over(&mut batch)?;
        }
        progress(done, units)?;
        Ok(())
    })
    .map_err(|problem| lock(&failure).take().unwrap_or(problem))?;
    if let Some(problem) = lock(&failure).take() {
        return Err(problem);
    }
    let mut merged: Vec<(String, u64)> = std::mem::take(&mut *lock(&forms)).into_iter().collect();
    merged.par_sort_unstable();
    WordList::write(part, &merged, analyser)?;
    Ok(count)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
