//! A folder with a study in it, into which files are brought.

use std::path::{Path, PathBuf};

use freitext::import::{Choices, Imported, import};
use freitext::problem::{Result, unwatched};
use freitext::study::Study;

/// A folder with a study in it.
pub struct Desk {
    pub folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Desk {
        Desk {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    pub fn study(&self) -> Study {
        let path = self.folder.path().join("studie.freitext");
        if path.exists() {
            Study::open(&path).expect("a study")
        } else {
            Study::draft(&path)
                .and_then(|draft| draft.keep())
                .expect("a new study")
        }
    }
}

pub fn bring(study: &mut Study, file: &Path, choices: &Choices) -> Result<Imported> {
    import(study, file, choices, None, 0, &unwatched)
}
