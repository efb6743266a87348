//! Studies that were open lately, kept in the user's data folder. A convenience: where the list cannot be read or written,
//! it is empty, and nothing else suffers.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// Studies that are remembered.
const KEPT: usize = 20;

/// A study that was open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentStudy {
    pub path: PathBuf,
    /// The same in every copy of the study.
    pub identity: String,
    /// Seconds since 1970 UTC.
    pub opened: i64,
}

pub struct Recent {
    file: Option<PathBuf>,
    /// Held while the list is read and written.
    writing: Mutex<()>,
}

impl Recent {
    /// `file`: where the list is; none: nothing is remembered.
    pub fn at(file: Option<PathBuf>) -> Recent {
        Recent {
            file,
            writing: Mutex::default(),
        }
    }

    /// The latest first, those whose file is gone among them.
    pub fn list(&self) -> Vec<RecentStudy> {
        let Some(file) = &self.file else {
            return Vec::new();
        };
        let written = std::fs::read(file).unwrap_or_default();
        let mut list: Vec<RecentStudy> = serde_json::from_slice(&written).unwrap_or_default();
        list.sort_by(|a, b| b.opened.cmp(&a.opened).then_with(|| a.path.cmp(&b.path)));
        list
    }

    /// Puts a study at the top. `now`: seconds since 1970 UTC.
    pub fn remember(&self, path: &Path, identity: &str, now: i64) {
        self.change(|list| {
            list.retain(|known| known.path != path);
            list.insert(
                0,
                RecentStudy {
                    path: path.to_owned(),
                    identity: identity.to_owned(),
                    opened: now,
                },
            );
            list.truncate(KEPT);
        });
    }

    /// Takes a study from the list; its file stays.
    pub fn forget(&self, path: &Path) {
        self.change(|list| list.retain(|known| known.path != path));
    }

    fn change(&self, change: impl FnOnce(&mut Vec<RecentStudy>)) {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(file) = &self.file else { return };
        let mut list = self.list();
        change(&mut list);
        let Ok(json) = serde_json::to_vec_pretty(&list) else {
            return;
        };
        if let Some(folder) = file.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        let _ = crate::export::put(file, |out| {
            std::io::Write::write_all(out, &json).map_err(|error| crate::export::failed(&error, file))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_stands_first_and_each_study_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("data/recent.json");
        let recent = Recent::at(Some(file.clone()));
        assert!(recent.list().is_empty());
        for (path, now) in [("/a", 1), ("/b", 2), ("/a", 3)] {
            recent.remember(Path::new(path), "x", now);
        }
        let paths = |recent: &Recent| {
            recent
                .list()
                .iter()
                .map(|known| known.path.display().to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(paths(&recent), ["/a", "/b"]);
        let again = Recent::at(Some(file.clone()));
        again.forget(Path::new("/a"));
        assert_eq!(paths(&again), ["/b"]);
        std::fs::write(&file, "{damaged").unwrap();
        assert!(recent.list().is_empty());
        recent.remember(Path::new("/c"), "x", 4);
        assert_eq!(paths(&recent), ["/c"]);
        let nowhere = Recent::at(None);
        nowhere.remember(Path::new("/a"), "x", 1);
        assert!(nowhere.list().is_empty());
    }
}
