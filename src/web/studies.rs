//! The studies that are open, each under the beginning of its identity, and how a page reads and writes one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::boards::Boards;
use super::code::Ways;
use super::codebook::preview::KeptRules;
use super::index::KeptIndex;
use super::near::KeptNear;
use super::renew::Renewing;
use super::writer::Writer;
use crate::problem::{Notice, Problem, Result};
use crate::study::{Change, Study};

/// Digits of a study's identity that stand in its addresses.
const ID_LENGTH: usize = 12;
/// Connections for reading that are kept when nobody reads.
const READERS_KEPT: usize = 4;

/// All open studies by id.
#[derive(Default)]
pub struct Studies(Mutex<BTreeMap<String, Arc<OpenStudy>>>);

/// A study that pages read and write. Derived state of the study has its place here.
pub struct OpenStudy {
    id: String,
    path: PathBuf,
    notice: Option<Notice>,
    writer: Writer,
    readers: Mutex<Vec<Study>>,
    boards: Boards,
    renewing: Renewing,
    near: KeptNear,
    ways: Ways,
    index: KeptIndex,
    rules: KeptRules,
}

impl Studies {
    /// Opens a study, or gives it where it is open already.
    ///
    /// # Errors
    /// Those of [`Study::open`].
    pub fn open(&self, path: &Path) -> Result<Arc<OpenStudy>> {
        let study = Study::open(path)?;
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let identity = study.identity()?;
        let begin = identity.get(..ID_LENGTH).unwrap_or(&identity);
        let mut open = locked(&self.0);
        // A copy of a study has its identity; both may be open at once.
        let ids = (1..).map(|number| match number {
            1 => begin.to_owned(),
            _ => format!("{begin}-{number}"),
        });
        for id in ids {
            match open.get(&id) {
                Some(known) if known.path == path => return Ok(known.clone()),
                Some(_) => {}
                None => {
                    let opened = Arc::new(OpenStudy {
                        id: id.clone(),
                        path,
                        notice: study.notice().cloned(),
                        writer: Writer::new(study),
                        readers: Mutex::default(),
                        boards: Boards::default(),
                        renewing: Renewing::default(),
                        near: KeptNear::default(),
                        ways: Ways::default(),
                        index: KeptIndex::default(),
                        rules: KeptRules::default(),
                    });
                    open.insert(id, opened.clone());
                    return Ok(opened);
                }
            }
        }
        Err(Problem::bug("no id is left for the study"))
    }

    pub fn find(&self, id: &str) -> Option<Arc<OpenStudy>> {
        locked(&self.0).get(id).cloned()
    }

    /// Forgets them all; each is closed when nobody uses it any more.
    pub fn close(&self) {
        locked(&self.0).clear();
    }
}

impl OpenStudy {
    /// As it stands in addresses: `/s/{id}/…`.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file's name without its ending.
    pub fn name(&self) -> String {
        self.path
            .file_stem()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default()
    }

    /// What opening did to the file, where it did something.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    pub(super) fn boards(&self) -> &Boards {
        &self.boards
    }

    pub(super) fn ways(&self) -> &Ways {
        &self.ways
    }

    pub(super) fn kept_near(&self) -> &KeptNear {
        &self.near
    }

    pub(super) fn renewing(&self) -> &Renewing {
        &self.renewing
    }

    pub(super) fn kept_rules(&self) -> &KeptRules {
        &self.rules
    }

    pub(super) fn kept_index(&self) -> &KeptIndex {
        &self.index
    }

    /// Writes; comes back when it is on disk.
    ///
    /// # Errors
    /// Those of `work`, of which nothing is written then; those of the disk.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Change<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.writer.run(work, |made| made).await
    }

    /// Writes and then, in the order of writing, brings derived state up to date.
    ///
    /// # Errors
    /// As [`OpenStudy::write`].
    pub async fn write_then<T: Send + 'static, R: Send + 'static>(
        &self,
        work: impl FnOnce(&Change<'_>) -> Result<T> + Send + 'static,
        then: impl FnOnce(T) -> R + Send + 'static,
    ) -> Result<R> {
        self.writer.run(work, then).await
    }

    /// Writes from a thread where waiting is allowed; comes back when it is on disk.
    ///
    /// # Errors
    /// As [`OpenStudy::write`].
    pub fn write_here<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Change<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.writer.run_here(work)
    }

    /// Reads on a thread where waiting is allowed.
    ///
    /// # Errors
    /// Those of `work`; the file cannot be read any more.
    pub async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Study) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let this = self.clone();
        tokio::task::spawn_blocking(move || this.read_here(work))
            .await
            .map_err(|error| Problem::bug(format!("reading broke off: {error}")))?
    }

    /// Reads on this thread.
    ///
    /// # Errors
    /// As [`OpenStudy::read`].
    pub fn read_here<T>(&self, work: impl FnOnce(&Study) -> Result<T>) -> Result<T> {
        let kept = locked(&self.readers).pop();
        let study = match kept {
            Some(study) => study,
            None => Study::look(&self.path)?,
        };
        let made = work(&study);
        let mut readers = locked(&self.readers);
        if readers.len() < READERS_KEPT {
            readers.push(study);
        }
        made
    }
}

/// What a panic elsewhere left behind is whole: nothing here is changed in two steps.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
