//! The search index of an open study: opened once, and anew where answers or a codebook's stem exceptions have changed.

use std::sync::{Arc, Mutex, PoisonError};

use super::studies::OpenStudy;
use crate::codebook::Codebook;
use crate::problem::{Result, unwatched};
use crate::search::Index;
use crate::study::Study;

/// Place for the index.
#[derive(Default)]
pub struct KeptIndex(Mutex<Option<Opened>>);

struct Opened {
    data_revision: i64,
    exceptions: Vec<(String, String)>,
    index: Arc<Index>,
}

impl OpenStudy {
    /// The index of the study as it is now, with the stem exceptions of a codebook; built where it is missing.
    ///
    /// # Errors
    /// The index can be neither read nor written.
    pub fn index(&self, study: &Study, codebook: &Codebook) -> Result<Arc<Index>> {
        self.index_with(study, &codebook.stem_exceptions)
    }

    /// The same with stem exceptions (word, stem) alone: there may be no codebook yet.
    ///
    /// # Errors
    /// As [`OpenStudy::index`].
    pub fn index_with(&self, study: &Study, exceptions: &[(String, String)]) -> Result<Arc<Index>> {
        let data_revision = study.data_revision()?;
        // Whoever comes second waits for the first: building it twice would help nobody.
        let mut kept = self.kept_index().0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(opened) = &*kept
            && opened.data_revision == data_revision
            && opened.exceptions == exceptions
        {
            return Ok(opened.index.clone());
        }
        let index = Index::of(study, &unwatched)?;
        let index = Arc::new(index.with_exceptions(exceptions));
        *kept = Some(Opened {
            data_revision,
            exceptions: exceptions.to_vec(),
            index: index.clone(),
        });
        Ok(index)
    }
}
