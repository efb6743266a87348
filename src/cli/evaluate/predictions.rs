//! What was said of every unit and code: `id,code,score,suggested`, all codes of all units.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::material::Material;
use crate::export;
use crate::problem::{Problem, Result};
use crate::suggest::evaluation::Said;

pub fn write(path: &Path, material: &Material, said: &Said) -> Result<()> {
    let rows = said.rows(&material.codebook.codebook.codes, |unit| material.key(unit));
    export::put_rows(path, Said::HEADINGS, rows)
}

/// Neither a study nor one of the files that are read is written over.
///
/// # Errors
/// One of them stands at `path`.
pub fn refuse(path: &Path, given: &ArgMatches) -> Result<()> {
    export::refuse_study(path)?;
    for name in ["train", "test"] {
        let same = given
            .get_one::<PathBuf>(name)
            .and_then(|file| file.canonicalize().ok())
            .is_some_and(|file| path.canonicalize().is_ok_and(|path| path == file));
        if same {
            return Err(Problem::usage(
                format!("--predictions nennt die Datei von --{name}; sie wird nicht überschrieben."),
                format!("--predictions names the file of --{name}; it is not written over."),
            )
            .hint("Einen anderen Namen wählen.", "Choose another name."));
        }
    }
    Ok(())
}
