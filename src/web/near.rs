//! Which answers of an open study say nearly the same: read once for its answers, in a thread of its own where there are many.

use std::sync::{Arc, Mutex, PoisonError};

use super::boards::{Laid, SOON};
use super::studies::OpenStudy;
use crate::problem::Result;
use crate::review::{Board, Near};
use crate::study::Study;

/// Place for what was read.
#[derive(Default)]
pub struct KeptNear(Mutex<State>);

#[derive(Default)]
enum State {
    #[default]
    Nothing,
    Reading,
    /// For answers of this revision.
    Read(i64, Arc<Near>),
}

impl OpenStudy {
    /// None as long as a large study is being read.
    ///
    /// # Errors
    /// The answers cannot be read.
    pub fn near(self: &Arc<Self>, study: &Study, laid: &Laid) -> Result<Option<Arc<Near>>> {
        let board = &laid.board;
        let revision = board.data_revision();
        let mut kept = self.kept_near().0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            State::Read(of, near) if *of == revision => return Ok(Some(near.clone())),
            State::Reading => return Ok(None),
            State::Read(..) | State::Nothing => {}
        }
        if board.cards.len() <= SOON {
            let near = Arc::new(Near::of(board, study)?);
            *kept = State::Read(revision, near.clone());
            return Ok(Some(near));
        }
        *kept = State::Reading;
        drop(kept);
        let (this, name) = (self.clone(), board.codebook.name.clone());
        std::thread::spawn(move || {
            // A board of its own: the one that pages look at must not be held for so long.
            let read = Study::look(this.path()).and_then(|study| {
                let board = Board::of(&study, &name)?;
                Ok((board.data_revision(), Near::of(&board, &study)?))
            });
            let state = match read {
                Ok((revision, near)) => State::Read(revision, Arc::new(near)),
                // Whoever looks next tries again.
                Err(_) => State::Nothing,
            };
            *this.kept_near().0.lock().unwrap_or_else(PoisonError::into_inner) = state;
        });
        Ok(None)
    }
}
