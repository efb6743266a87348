//! Charts of results as files in a folder, `--charts FOLDER`: numbered in the order in which they are shown.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::chart::{Chart, Frame};
use crate::export::{failed, put};
use crate::problem::Result;
use crate::words::Language;

/// Pixels of a PNG per pixel at 96 dpi: 300 dpi, as journals ask for.
pub(super) const SCALE: f32 = 3.125;

/// A folder that charts go into.
pub(super) struct Pictures {
    folder: PathBuf,
    written: usize,
}

impl Pictures {
    /// The folder is made when the first chart comes.
    pub fn into(folder: &Path) -> Pictures {
        Pictures {
            folder: folder.to_owned(),
            written: 0,
        }
    }

    /// Writes a chart as SVG and PNG; gives where.
    ///
    /// # Errors
    /// The folder cannot be made or written.
    pub fn add(&mut self, chart: &Chart, language: Language) -> Result<Vec<String>> {
        std::fs::create_dir_all(&self.folder).map_err(|error| failed(&error, &self.folder))?;
        self.written += 1;
        let name = format!("{:02}-{}", self.written, chart.kind.name());
        let files = [
            ("svg", chart.svg(Frame::Titled, language).into_bytes()),
            ("png", chart.png(Frame::Titled, language, SCALE)?),
        ];
        let mut written = Vec::new();
        for (ending, bytes) in files {
            let path = self.folder.join(format!("{name}.{ending}"));
            put(&path, |out| {
                out.write_all(&bytes).map_err(|error| failed(&error, &path))
            })?;
            written.push(path.display().to_string());
        }
        Ok(written)
    }
}
