//! A study as an exporter reads it: what is wanted of it, and somebody who hears how far the reading is.

use std::cell::Cell;

use super::Options;
use crate::problem::{Progress, Result};
use crate::study::{CodedUnit, Study, Wanted};

/// Units between two reports of progress.
const STRIDE: u64 = 1024;

pub struct Reading<'a> {
    pub study: &'a Study,
    pub options: &'a Options,
    progress: Progress<'a>,
    read: Cell<u64>,
    all: u64,
}

impl<'a> Reading<'a> {
    /// `times`: how often all units will be read.
    pub(super) fn of(
        study: &'a Study,
        options: &'a Options,
        times: u64,
        progress: Progress<'a>,
    ) -> Result<Reading<'a>> {
        Ok(Reading {
            study,
            options,
            progress,
            read: Cell::new(0),
            all: study.extent()?.units * times,
        })
    }

    /// Calls `each` for all units.
    ///
    /// # Errors
    /// Those of `each`; that of whoever hears the progress and ends it.
    pub fn walk(&self, wanted: &Wanted<'_>, mut each: impl FnMut(&CodedUnit) -> Result<()>) -> Result<()> {
        self.study.walk(wanted, |unit| {
            let read = self.read.get() + 1;
            self.read.set(read);
            if read.is_multiple_of(STRIDE) {
                (self.progress)(read.min(self.all), self.all)?;
            }
            each(unit)
        })
    }
}
