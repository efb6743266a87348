//! What pages may touch of the machine they run on: the list of recent studies, folders in which studies are looked for and
//! made, and how large a file may be that a browser sends. Where the page is open to a network, only files that coders send are
//! taken, into the study that is open.

use std::path::{Path, PathBuf};

use super::recent::Recent;
use super::uploads::Uploads;

/// Bytes of the largest file that is taken from a browser of this machine.
const LARGEST: u64 = 2 << 30;
/// The same from a browser elsewhere: it fills a disk that is not its own.
const LARGEST_FROM_ELSEWHERE: u64 = 256 << 20;

pub struct Machine {
    pub recent: Recent,
    pub uploads: Uploads,
    folders: Vec<PathBuf>,
}

impl Machine {
    /// That of whoever started the program.
    pub fn of_user() -> Machine {
        let user = directories::UserDirs::new();
        let documents = user.as_ref().and_then(|user| user.document_dir());
        let home = user.as_ref().map(|user| user.home_dir());
        let data = directories::ProjectDirs::from("", "", "freitext");
        let here = std::env::current_dir().ok();
        let folders = documents.or(home).map(Path::to_owned).into_iter().chain(here);
        Machine {
            recent: Recent::at(data.map(|data| data.data_dir().join("recent.json"))),
            uploads: Uploads::up_to(LARGEST),
            folders: folders.filter(|folder| folder.is_dir()).collect(),
        }
    }

    /// Nothing of any machine: for a page that is open to a network.
    pub fn nobodys() -> Machine {
        Machine {
            recent: Recent::at(None),
            uploads: Uploads::up_to(LARGEST_FROM_ELSEWHERE),
            folders: Vec::new(),
        }
    }

    /// Only what is in a folder; nothing is remembered elsewhere. For tests. `largest`: bytes.
    pub fn within(folder: &Path, largest: u64) -> Machine {
        Machine {
            recent: Recent::at(Some(folder.join("recent.json"))),
            uploads: Uploads::up_to(largest),
            folders: vec![folder.to_owned()],
        }
    }

    /// Where studies are likely to be: the user's documents, where the program was started, folders of recent studies; each
    /// only once.
    pub fn folders(&self) -> Vec<PathBuf> {
        let recent = self.recent.list();
        let of_recent = recent
            .iter()
            .filter_map(|study| study.path.parent().map(Path::to_owned));
        let mut folders: Vec<PathBuf> = Vec::new();
        for folder in self.folders.iter().cloned().chain(of_recent) {
            if folder.is_dir() && !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        folders
    }
}
