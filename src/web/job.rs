//! A long step: import, suggestions, evaluation, a file to download. It runs on a thread of its own, tells how far it is, can
//! be ended at any moment with nothing half-written left, and says at the end what came of it.
//!
//! Deliberately absent: the order in which steps run (`jobs`) and their page (`step`).

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::export::failed;
use crate::problem::{Notice, Problem, Result};
use crate::results::Part;
use crate::words::{Language, Text};

/// Where a step belongs; steps of one place run one after the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A study that is open, by its id.
    Study(String),
    /// The start page: a study that does not exist yet.
    Start,
}

/// One long step.
pub struct Job {
    pub number: u64,
    pub place: Place,
    pub title: Text,
    state: Mutex<State>,
    asked_to_end: AtomicBool,
    finished: watch::Sender<bool>,
}

enum State {
    Waiting,
    Running(Running),
    Finished(Finished),
}

/// How far a step is.
#[derive(Debug, Clone)]
pub struct Running {
    /// What is done, with how long it took.
    pub before: Vec<(Text, Duration)>,
    pub part: Text,
    pub done: u64,
    /// 0 as long as it is not known.
    pub all: u64,
    begun: Instant,
}

/// How a step ended.
#[derive(Clone)]
pub enum Finished {
    Done(Arc<Outcome>),
    Failed(Problem),
    /// Somebody ended it.
    Cancelled,
}

/// What came of a step.
#[derive(Default)]
pub struct Outcome {
    /// The report in a language.
    pub told: Option<Box<dyn Fn(Language) -> Vec<Part> + Send + Sync>>,
    pub notices: Vec<Notice>,
    /// Notices beyond those kept.
    pub notices_more: u64,
    /// Where to go on: address and what is there. The first is the obvious one.
    pub next: Vec<(String, Text)>,
    /// A file to be fetched.
    pub file: Option<MadeFile>,
    /// The codebook with which answers are coded, where report or file tell how; nobody gets them who still codes blind.
    pub codings: Option<String>,
}

/// A file that a step has made; it is gone when nobody asks for the step any more.
pub struct MadeFile {
    pub path: PathBuf,
    /// As it is to be called where it is saved.
    pub name: String,
    _folder: tempfile::TempDir,
}

impl MadeFile {
    /// Lets `write` make the file in a temporary folder.
    ///
    /// # Errors
    /// Those of `write`; no room for temporary files.
    pub fn made<T>(name: &str, write: impl FnOnce(&Path) -> Result<T>) -> Result<(MadeFile, T)> {
        let folder = tempfile::tempdir().map_err(|error| failed(&error, &std::env::temp_dir()))?;
        let path = folder.path().join(name);
        let made = write(&path)?;
        let file = MadeFile {
            path,
            name: name.to_owned(),
            _folder: folder,
        };
        Ok((file, made))
    }
}

/// How a step is right now.
pub enum Now {
    Waiting,
    Running(Running),
    Finished(Finished),
}

impl Job {
    pub(super) fn new(number: u64, place: Place, title: Text) -> Job {
        Job {
            number,
            place,
            title,
            state: Mutex::new(State::Waiting),
            asked_to_end: AtomicBool::new(false),
            finished: watch::Sender::new(false),
        }
    }

    /// The address of its page.
    pub fn address(&self) -> String {
        match &self.place {
            Place::Study(id) => format!("/s/{id}/step/{}", self.number),
            Place::Start => format!("/new/step/{}", self.number),
        }
    }

    pub fn now(&self) -> Now {
        match &*self.state() {
            State::Waiting => Now::Waiting,
            State::Running(running) => Now::Running(running.clone()),
            State::Finished(finished) => Now::Finished(finished.clone()),
        }
    }

    /// Ends the step at the next moment at which it can be ended.
    pub fn cancel(&self) {
        self.asked_to_end.store(true, Ordering::Relaxed);
        let mut state = self.state();
        if matches!(*state, State::Waiting) {
            *state = State::Finished(Finished::Cancelled);
            drop(state);
            self.finished.send_replace(true);
        }
    }

    pub fn is_asked_to_end(&self) -> bool {
        self.asked_to_end.load(Ordering::Relaxed)
    }

    pub fn is_finished(&self) -> bool {
        *self.finished.borrow()
    }

    /// Waits until it is finished, but not longer than `patience`; says whether it is.
    pub async fn finished_within(&self, patience: Duration) -> bool {
        let mut finished = self.finished.subscribe();
        let waiting = finished.wait_for(|finished| *finished);
        tokio::time::timeout(patience, waiting).await.is_ok()
    }

    /// Does the work on this thread, unless somebody has ended it before.
    pub(super) fn run(self: &Arc<Self>, work: impl FnOnce(&Watch) -> Result<Outcome>) {
        {
            let mut state = self.state();
            if !matches!(*state, State::Waiting) {
                return;
            }
            *state = State::Running(Running {
                before: Vec::new(),
                part: self.title.clone(),
                done: 0,
                all: 0,
                begun: Instant::now(),
            });
        }
        let watch = Watch(self.clone());
        let made = catch_unwind(AssertUnwindSafe(|| work(&watch)))
            .unwrap_or_else(|_| Err(Problem::bug(format!("a step broke off: {}", self.title.en))));
        let finished = match made {
            Ok(outcome) => Finished::Done(Arc::new(outcome)),
            Err(_) if self.is_asked_to_end() => Finished::Cancelled,
            Err(problem) => Finished::Failed(problem),
        };
        *self.state() = State::Finished(finished);
        self.finished.send_replace(true);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Running {
    /// How long the part is likely to take yet; none as long as that cannot be told.
    pub fn left(&self) -> Option<Duration> {
        let took = self.begun.elapsed();
        let known = self.done > 0 && self.done < self.all && took > Duration::from_secs(2);
        known.then(|| took.mul_f64((self.all - self.done) as f64 / self.done as f64))
    }
}

/// What the work of a step tells its progress to.
#[derive(Clone)]
pub struct Watch(Arc<Job>);

impl Watch {
    /// The next part of the work begins.
    ///
    /// # Errors
    /// Somebody has ended the step.
    pub fn part(&self, de: &str, en: &str) -> Result<()> {
        self.check()?;
        if let State::Running(running) = &mut *self.0.state() {
            let begun = std::mem::replace(&mut running.begun, Instant::now());
            let before = std::mem::replace(&mut running.part, Text::new(de, en));
            // The first part takes the place of the title.
            if before != self.0.title {
                running.before.push((before, begun.elapsed()));
            }
            (running.done, running.all) = (0, 0);
        }
        Ok(())
    }

    /// So much of so much is done.
    ///
    /// # Errors
    /// Somebody has ended the step.
    pub fn hear(&self, done: u64, all: u64) -> Result<()> {
        self.check()?;
        if let State::Running(running) = &mut *self.0.state() {
            (running.done, running.all) = (done, all);
        }
        Ok(())
    }

    /// # Errors
    /// Somebody has ended the step.
    pub fn check(&self) -> Result<()> {
        if self.0.is_asked_to_end() {
            return Err(Problem::input("Abgebrochen.", "Cancelled."));
        }
        Ok(())
    }
}
