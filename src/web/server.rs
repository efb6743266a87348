//! What all requests share: where the page is, who is signed in, which studies are open.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Instant;

use axum::http::StatusCode;
use tokio::sync::Semaphore;

use super::address::{Address, Exposure};
use super::attempts::Attempts;
use super::failure::Failure;
use super::jobs::Jobs;
use super::machine::Machine;
use super::moment;
use super::passphrase;
use super::session::{Session, Sessions};
use super::studies::{OpenStudy, Studies};
use crate::problem::{Problem, Result};
use crate::words::Language;

/// Passphrases that are compared at once: each takes 19 MB and a processor for a moment.
const COMPARED_AT_ONCE: usize = 2;

/// A hash of no passphrase, so that a name that is not known takes as long as one that is.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct Server(Arc<Shared>);

struct Shared {
    address: Address,
    language: Language,
    sessions: Mutex<Sessions>,
    attempts: Mutex<Attempts>,
    comparing: Semaphore,
    studies: Studies,
    jobs: Jobs,
    machine: Machine,
    /// The study that it was started for, by id.
    first: OnceLock<String>,
}

impl Server {
    /// `study`: the one to begin with.
    ///
    /// # Errors
    /// The study cannot be opened.
    pub fn new(exposure: Exposure, port: u16, study: Option<&Path>, language: Language) -> Result<Server> {
        Server::on(Machine::nobodys(), Address { exposure, port }, study, language)
    }

    /// The same for a page that may touch something of a machine.
    ///
    /// # Errors
    /// As [`Server::new`].
    pub fn on(
        machine: Machine,
        address: Address,
        study: Option<&Path>,
        language: Language,
    ) -> Result<Server> {
        let server = Server(Arc::new(Shared {
            address,
            language,
            sessions: Mutex::default(),
            attempts: Mutex::default(),
            comparing: Semaphore::new(COMPARED_AT_ONCE),
            studies: Studies::default(),
            jobs: Jobs::default(),
            machine,
            first: OnceLock::new(),
        }));
        if let Some(path) = study {
            let first = server.open_study(path)?;
            server.0.first.get_or_init(|| first.id().to_owned());
        }
        Ok(server)
    }

    pub(super) fn address(&self) -> &Address {
        &self.0.address
    }

    /// For whoever does not say another.
    pub(super) fn language(&self) -> Language {
        self.0.language
    }

    pub(super) fn studies(&self) -> &Studies {
        &self.0.studies
    }

    /// What pages may touch of this machine.
    pub(super) fn machine(&self) -> &Machine {
        &self.0.machine
    }

    /// Opens a study of this machine, or gives it where it is open already; it is among the recent ones from now on.
    ///
    /// # Errors
    /// Those of [`Studies::open`].
    pub(super) fn open_study(&self, path: &Path) -> Result<Arc<OpenStudy>> {
        let study = self.studies().open(path)?;
        let identity = study.read_here(|study| study.identity())?;
        self.machine()
            .recent
            .remember(study.path(), &identity, moment::now());
        Ok(study)
    }

    /// Long steps.
    pub(super) fn jobs(&self) -> &Jobs {
        &self.0.jobs
    }

    /// # Errors
    /// No study is open under this id.
    pub(super) fn study(&self, id: &str) -> std::result::Result<Arc<OpenStudy>, Failure> {
        self.0.studies.find(id).ok_or_else(|| {
            Failure::not_found(
                Problem::input("Diese Studie ist nicht geöffnet.", "This study is not open.")
                    .hint("Auf der Startseite öffnen.", "Open it on the start page."),
            )
        })
    }

    /// Where one arrives.
    pub fn first_page(&self) -> String {
        self.0
            .first
            .get()
            .map_or_else(|| "/".to_owned(), |id| format!("/s/{id}/"))
    }

    /// The address to begin with: with a token that signs in once, where no passphrase does.
    pub fn first_link(&self) -> Result<String> {
        let url = self.address().url();
        Ok(match self.address().exposure {
            Exposure::ThisMachine => format!("{url}/?token={}", self.sessions().first_link()?),
            Exposure::Network { .. } => format!("{url}/"),
        })
    }

    pub(super) fn further_link(&self, now: Instant) -> Result<String> {
        let token = self.sessions().further_link(now)?;
        Ok(format!("{}/?token={token}", self.address().url()))
    }

    /// Exchanges a token; gives the key of the session.
    pub(super) fn enter(&self, token: &str, now: Instant) -> Result<Option<String>> {
        self.sessions().enter(token, now)
    }

    pub(super) fn session(&self, key: &str) -> Option<Session> {
        self.sessions().find(key).cloned()
    }

    pub(super) fn name_session(&self, key: &str, coder: &str) {
        self.sessions().name(key, coder);
    }

    pub(super) fn end_session(&self, key: &str) {
        self.sessions().end(key);
    }

    /// Browsers keep cookies by host only: the port tells two programs on one machine apart.
    pub(super) fn cookie_name(&self) -> String {
        format!("freitext-{}", self.0.address.port)
    }

    pub(super) fn session_cookie(&self, key: &str) -> String {
        format!("{}={key}; Path=/; HttpOnly; SameSite=Strict", self.cookie_name())
    }

    /// Signs somebody in; gives the key of the session.
    ///
    /// # Errors
    /// Wrong name or passphrase; too many attempts before.
    pub(super) async fn try_passphrase(
        &self,
        name: &str,
        written: String,
    ) -> std::result::Result<String, Failure> {
        let Exposure::Network { coders, .. } = &self.address().exposure else {
            return Err(Failure::not_found(Problem::input(
                "Diese Seite gibt es nicht.",
                "There is no such page.",
            )));
        };
        {
            let mut attempts = locked(&self.0.attempts);
            let now = Instant::now();
            if let Some(wait) = attempts.wait(name, now) {
                return Err(too_often(wait.as_secs() + 1));
            }
            // Counted before it is known, so that many at once are not faster.
            attempts.wrong(name, now);
        }
        let known = match (coders.iter().any(|coder| coder == name), self.0.first.get()) {
            (true, Some(study)) => {
                let person = name.to_owned();
                self.study(study)?
                    .read(move |study| study.secret(&person))
                    .await?
            }
            _ => None,
        };
        let permit = self
            .0
            .comparing
            .acquire()
            .await
            .map_err(|error| Problem::bug(error.to_string()))?;
        let secret = known.clone();
        let right = tokio::task::spawn_blocking(move || {
            passphrase::is_right(&written, known.as_deref().unwrap_or(NOBODYS)) && known.is_some()
        })
        .await
        .map_err(|error| Problem::bug(error.to_string()))?;
        drop(permit);
        if !right {
            return Err(Failure::forbidden(
                Problem::input("Name oder Kennwort stimmt nicht.", "Name or passphrase is wrong.").hint(
                    "Ein neues macht, wer freitext gestartet hat: »freitext review STUDIE --new-passphrase NAME«.",
                    "Whoever started freitext can make a new one: `freitext review STUDY --new-passphrase NAME`.",
                ),
            ));
        }
        locked(&self.0.attempts).right(name);
        Ok(self.sessions().begin(Session {
            coder: Some(name.to_owned()),
            secret,
        })?)
    }

    /// Whether the passphrase with which a session began is still the one of its coder. Without passphrases every session is.
    pub(super) async fn holds(&self, key: &str, study: &Arc<OpenStudy>) -> Result<bool> {
        let Some(Session {
            coder: Some(coder),
            secret: Some(secret),
        }) = self.session(key)
        else {
            return Ok(true);
        };
        let now = study.read(move |study| study.secret(&coder)).await?;
        Ok(now.as_deref() == Some(&*secret))
    }

    fn sessions(&self) -> MutexGuard<'_, Sessions> {
        locked(&self.0.sessions)
    }
}

fn too_often(seconds: u64) -> Failure {
    let (de, en) = match seconds {
        1 => ("eine Sekunde".to_owned(), "one more second".to_owned()),
        _ => (format!("{seconds} Sekunden"), format!("{seconds} more seconds")),
    };
    Failure {
        problem: Problem::input(
            format!("Zu viele falsche Kennwörter für diesen Namen. Noch {de} warten."),
            format!("Too many wrong passphrases for this name. Wait {en}."),
        ),
        status: StatusCode::TOO_MANY_REQUESTS,
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
