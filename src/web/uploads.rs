//! Files that a browser sends: written to a temporary folder as they come in, never held in memory, and gone when nobody
//! needs them any more.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use axum::extract::multipart::Field;
use tempfile::TempDir;
use tokio::sync::mpsc::{Receiver, channel};

use super::failure::Failure;
use super::job::Place;
use super::new_study::Wishes;
use super::random;
use crate::problem::{Problem, cause};

/// Files that wait for what is to become of them; when more come, the oldest are dropped.
const WAITING: usize = 12;
/// Pieces that wait to be written.
const PIECES: usize = 4;
/// A browser is told that a file is too large only after it has sent it; so much of it is read and thrown away.
const THROWN_AWAY: u64 = 16;
/// Letters of a file's name that are kept.
const LONGEST_NAME: usize = 120;
/// Bytes of the largest text that is held in memory.
const LARGEST_SMALL: usize = 8 << 20;

pub struct Uploads {
    largest: u64,
    waiting: Mutex<BTreeMap<String, Arc<Upload>>>,
}

/// A file that a browser has sent.
pub struct Upload {
    pub id: String,
    /// Whether a study is to come of it, or into which one it is to come.
    pub place: Place,
    /// As it was called there.
    pub name: String,
    pub path: PathBuf,
    /// Bytes.
    pub size: u64,
    /// What is wished of it.
    pub wishes: Mutex<Wishes>,
    /// Counts uploads; later ones have larger numbers.
    turn: u64,
    _folder: TempDir,
}

impl Uploads {
    /// `largest`: bytes.
    pub fn up_to(largest: u64) -> Uploads {
        Uploads {
            largest,
            waiting: Mutex::default(),
        }
    }

    pub fn largest(&self) -> u64 {
        self.largest
    }

    pub fn find(&self, id: &str) -> Option<Arc<Upload>> {
        self.all().get(id).cloned()
    }

    /// Drops a file as soon as nobody reads it any more.
    pub fn forget(&self, id: &str) {
        self.all().remove(id);
    }

    /// Writes a file of a form to a temporary folder.
    ///
    /// # Errors
    /// It is empty or too large; it breaks off; there is no room.
    pub async fn receive(&self, mut field: Field<'_>, place: Place) -> Result<Arc<Upload>, Failure> {
        let name = plain_name(field.file_name().unwrap_or_default());
        if name.is_empty() {
            return Err(no_file().into());
        }
        let folder = tempfile::tempdir().map_err(no_room)?;
        let path = folder.path().join(&name);
        let file = std::fs::File::create(&path).map_err(no_room)?;
        let (send, pieces) = channel::<Bytes>(PIECES);
        let writing = tokio::task::spawn_blocking(move || write_all(file, pieces));
        let mut size = 0;
        while let Some(piece) = field.chunk().await.map_err(|_| broken_off())? {
            size += piece.len() as u64;
            if size > self.largest.saturating_mul(THROWN_AWAY) {
                break;
            }
            // Where writing has failed, its own error is told below.
            if size <= self.largest && send.send(piece).await.is_err() {
                break;
            }
        }
        drop(send);
        writing.await.map_err(Problem::bug)?.map_err(no_room)?;
        if size > self.largest {
            return Err(self.too_large(&name).into());
        }
        let mut all = self.all();
        while all.len() >= WAITING {
            let oldest = all
                .values()
                .min_by_key(|upload| upload.turn)
                .map(|upload| upload.id.clone());
            let Some(oldest) = oldest else { break };
            all.remove(&oldest);
        }
        let id = random::key()?[..16].to_owned();
        let upload = Arc::new(Upload {
            id: id.clone(),
            place,
            name,
            path,
            size,
            wishes: Mutex::default(),
            turn: all.values().map(|upload| upload.turn).max().unwrap_or(0) + 1,
            _folder: folder,
        });
        all.insert(id, upload.clone());
        Ok(upload)
    }

    fn too_large(&self, name: &str) -> Problem {
        let (de, en) = (
            crate::words::Language::De.bytes(self.largest),
            crate::words::Language::En.bytes(self.largest),
        );
        Problem::input(
            format!("Die Datei ist größer als {de}; so große nimmt die Seite nicht an."),
            format!("The file is larger than {en}; the page does not take files as large as that."),
        )
        .in_file(name)
        .hint(
            "Nur die nötigen Spalten exportieren, oder die Datei im Terminal einlesen: freitext import STUDIE DATEI.",
            "Export only the columns that are needed, or import the file on a terminal: freitext import STUDY FILE.",
        )
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Arc<Upload>>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Upload {
    pub fn wishes(&self) -> MutexGuard<'_, Wishes> {
        self.wishes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A small file of a form, as it was called and what is in it; none where no file was chosen.
///
/// # Errors
/// It is too large.
pub async fn small(mut field: Field<'_>) -> Result<Option<(String, Vec<u8>)>, Failure> {
    let name = plain_name(field.file_name().unwrap_or_default());
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(|_| broken_off())? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > LARGEST_SMALL {
            return Err(Problem::input(
                "Das ist kein Kodierleitfaden: Die Datei ist größer als 8 MB.",
                "That is no codebook: the file is larger than 8 MB.",
            )
            .in_file(&name)
            .hint("Die richtige Datei wählen.", "Choose the right file.")
            .into());
        }
    }
    if name.is_empty() && bytes.is_empty() {
        return Ok(None);
    }
    Ok(Some((name, bytes)))
}

fn write_all(mut file: std::fs::File, mut pieces: Receiver<Bytes>) -> std::io::Result<()> {
    while let Some(piece) = pieces.blocking_recv() {
        file.write_all(&piece)?;
    }
    file.flush()
}

/// The last part of a path without anything that a file system could take for more than a name.
fn plain_name(written: &str) -> String {
    let last = written.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .filter(|letter| !letter.is_control() && !matches!(letter, ':' | '*' | '?' | '"' | '<' | '>' | '|'))
        .take(LONGEST_NAME)
        .collect();
    plain.trim().trim_start_matches('.').to_owned()
}

fn no_file() -> Problem {
    Problem::input("Es ist keine Datei gewählt.", "No file is chosen.").hint(
        "Eine Datei wählen oder auf die Fläche ziehen.",
        "Choose a file or drop one.",
    )
}

fn broken_off() -> Problem {
    Problem::input(
        "Die Datei ist nicht vollständig angekommen.",
        "The file has not come in completely.",
    )
    .hint("Noch einmal versuchen.", "Try again.")
}

fn no_room(error: std::io::Error) -> Problem {
    let cause = cause(&error);
    Problem::input(
        format!("Die Datei ließ sich nicht zwischenlagern: {}.", cause.de),
        format!("The file could not be set aside: {}.", cause.en),
    )
    .hint(
        "Platz und Rechte des Ordners für vorläufige Dateien prüfen.",
        "Check space and permissions of the folder for temporary files.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_a_name() {
        for (written, plain) in [
            ("C:\\Daten\\Antworten 2024.csv", "Antworten 2024.csv"),
            ("../../etc/passwd", "passwd"),
            ("..", ""),
            (".bashrc", "bashrc"),
            ("a\0b\n<c>.csv", "abc.csv"),
            ("", ""),
        ] {
            assert_eq!(plain_name(written), plain, "{written:?}");
        }
        assert_eq!(plain_name(&"ä".repeat(500)).chars().count(), LONGEST_NAME);
    }
}
