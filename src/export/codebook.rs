//! The codebook of a study as a file that can be edited and read again.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use super::place::failed;
use super::{Exporter, Reading};
use crate::problem::{Notice, Result};
use crate::tables::choose_codebook;
use crate::words::Text;

pub struct CodebookFile;

impl Exporter for CodebookFile {
    fn name(&self) -> &'static str {
        "codebook"
    }

    fn ending(&self) -> &'static str {
        "toml"
    }

    fn what(&self) -> Text {
        Text::new("Kodierleitfaden der Studie", "codebook of the study")
    }

    fn tells_codings(&self) -> bool {
        false
    }

    fn write(&self, from: &Reading<'_>, file: &mut File, path: &Path) -> Result<Vec<Notice>> {
        let (study, options) = (from.study, from.options);
        let stored = choose_codebook(study, options.selection.codebook.as_deref())?;
        file.write_all(stored.codebook.to_toml().as_bytes())
            .map_err(|error| failed(&error, path))?;
        Ok(Vec::new())
    }
}
