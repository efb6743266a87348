//! What is known of the columns that came in: labels, value labels, response sets. Stated by the study; the latest counts.

use super::file::{Change, Study};
use crate::problem::Result;
use crate::survey::Dictionary;

/// Under which name the study states it.
const SETTING: &str = "dictionary";

impl Study {
    /// Variables bear the names of background columns, questions (with the slot, where a question has several columns),
    /// and of the columns of ids, in the order of the files. Empty where files had headings only.
    ///
    /// # Errors
    /// The study cannot be read.
    pub fn dictionary(&self) -> Result<Dictionary> {
        Ok(self.stated(SETTING)?.unwrap_or_default())
    }
}

impl Change<'_> {
    /// As [`Study::dictionary`].
    pub fn dictionary(&self) -> Result<Dictionary> {
        Ok(self.stated(SETTING)?.unwrap_or_default())
    }

    /// States it anew. `time`: seconds since 1970 UTC.
    pub fn keep_dictionary(&self, dictionary: &Dictionary, time: i64) -> Result<()> {
        self.state(SETTING, dictionary, time)
    }
}
