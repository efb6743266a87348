//! Suggestions that get better while people decide, and follow the codebook: made again behind their backs where that takes a moment, offered where it
//! takes longer.
//!
//! All computing happens on threads for reading; the thread that writes is needed for the finished suggestions only.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::boards::Laid;
use super::studies::OpenStudy;
use crate::problem::{Result, unwatched};
use crate::study::StoredCodebook;
use crate::suggest::{Again, Asked, SetAside, again, again_with, propose};

/// What takes longer does not happen by itself.
const A_MOMENT: Duration = Duration::from_secs(1);
/// Answers times codes that are taken to be a matter of a moment, until it was measured (`benches/refit.rs`).
const FEW: usize = 20_000;

/// By name of the codebook.
#[derive(Default)]
pub struct Renewing(Mutex<BTreeMap<String, State>>);

#[derive(Debug, Clone, Copy, Default)]
struct State {
    is_running: bool,
    took: Option<Duration>,
}

/// Whether suggestions would know more by now.
pub enum Renewal {
    /// They would not, or they are being made.
    NotNow,
    /// They would, and it takes a moment.
    AtOnce(Box<Due>),
    /// They would; whoever wants them has to wait.
    Offered,
}

/// With which codebook, and how.
pub struct Due {
    codebook: StoredCodebook,
    again: Again,
}

impl OpenStudy {
    /// What to do about the suggestions on a board.
    pub fn renewal(&self, laid: &Laid) -> Renewal {
        let board = &laid.board;
        let Some(run) = &board.run else {
            return Renewal::NotNow;
        };
        let (then, now) = (laid.learned_from(), board.decisions());
        let codebook = &board.codebook.codebook;
        let because_of_codebook = || {
            let before = board.suggested_by.as_ref()?;
            again_with(run, &before.codebook, codebook, then, now)
        };
        let Some(again) = again(run, codebook, then, now).or_else(because_of_codebook) else {
            return Renewal::NotNow;
        };
        let state = self
            .states()
            .get(&board.codebook.name)
            .copied()
            .unwrap_or_default();
        let is_quick = match state.took {
            Some(took) => took < A_MOMENT,
            None => board.cards.len() * board.codebook.codebook.codes.len() <= FEW,
        };
        match (state.is_running, is_quick) {
            (true, _) => Renewal::NotNow,
            (false, true) => Renewal::AtOnce(Box::new(Due {
                codebook: board.codebook.clone(),
                again,
            })),
            (false, false) => Renewal::Offered,
        }
    }

    /// Whether suggestions with a codebook are being made.
    pub fn is_renewing(&self, codebook: &str) -> bool {
        self.states().get(codebook).is_some_and(|state| state.is_running)
    }

    /// Makes suggestions again, unless somebody does already. Nobody waits for it; where it fails, the old ones stay, and the
    /// next decision tries again. `now`: seconds since 1970 UTC.
    pub fn renew(self: &Arc<Self>, due: Due, now: i64) {
        let mut states = self.states();
        let state = states.entry(due.codebook.name.clone()).or_default();
        if std::mem::replace(&mut state.is_running, true) {
            return;
        }
        drop(states);
        let this = self.clone();
        tokio::spawn(async move {
            let name = due.codebook.name.clone();
            let begun = Instant::now();
            let made = this.made(due, now).await;
            let took = begun.elapsed();
            let state = State {
                is_running: false,
                took: made.is_ok().then_some(took),
            };
            this.states().insert(name, state);
        });
    }

    async fn made(self: &Arc<Self>, due: Due, now: i64) -> Result<()> {
        let this = self.clone();
        let aside: SetAside = self
            .read(move |study| {
                let Due { codebook, again } = due;
                let index = this.index(study, &codebook.codebook)?;
                let asked = Asked {
                    suggester: again.suggester,
                    settings: &again.settings,
                    carried: None,
                };
                propose(study, &index, &codebook, asked, now, &unwatched)
            })
            .await?;
        self.write(move |change| aside.keep(change)).await?;
        Ok(())
    }

    fn states(&self) -> MutexGuard<'_, BTreeMap<String, State>> {
        self.renewing().0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
