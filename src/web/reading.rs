//! Pages that are lists: the board as whoever codes sees it, and writing what was planned on it.

use super::boards::Laid;
use super::failure::Failure;
use super::renew::Renewal;
use super::visitor::InStudy;
use crate::problem::{Problem, Result};
use crate::review::{Done, Stamp, View, Write, decide, redo, undo};
use crate::study::{Change, StoredCodebook, Study};
use crate::survey::{ActionKind, CoderId, Decision};

/// With which codebook somebody works, and who it is.
#[derive(Clone)]
pub struct Working {
    pub codebook: StoredCodebook,
    pub coder: CoderId,
}

/// Taking back, or bringing back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Back {
    Undo,
    Redo,
}

impl InStudy {
    /// Reads study and board together as whoever codes sees them. `codebook`: by name; none: the study's first.
    ///
    /// # Errors
    /// As [`InStudy::read_board`].
    pub async fn view<T: Send + 'static>(
        &self,
        codebook: Option<&str>,
        work: impl FnOnce(&Study, &Laid, &View<'_>) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Failure> {
        let name = self.coder.clone();
        let known = self
            .read(move |study| Ok(study.people()?.contains(&name)))
            .await?;
        if !known {
            let name = self.coder.clone();
            self.write(move |change| change.coder(&name)).await?;
        }
        let name = self.coder.clone();
        self.read_board(codebook.map(str::to_owned), move |study, laid| {
            let coder = laid.board.person(&name);
            let coder = coder.ok_or_else(|| Problem::bug("a coder is not in the study"))?;
            work(study, laid, &View::new(&laid.board, coder))
        })
        .await
    }

    /// Writes what was planned as one action. `uid`: what is asked for twice under the same name is done once.
    ///
    /// # Errors
    /// Somebody with the same name has decided on one of the units since it was planned; those of the disk.
    pub async fn carry_out(
        &self,
        working: Working,
        kind: ActionKind,
        writes: Vec<Write>,
        uid: Option<String>,
    ) -> std::result::Result<Done, Failure> {
        let (moment, name) = (self.moment(), working.codebook.name.clone());
        let done = self
            .write(move |change| {
                let Working { codebook, coder } = &working;
                for write in &writes {
                    let stands = change.latest_decision(write.decision.unit, codebook.id, *coder)?;
                    if stands != write.before {
                        return Err(changed_meanwhile());
                    }
                }
                let decisions: Vec<Decision> = writes.into_iter().map(|write| write.decision).collect();
                decide(change, codebook, *coder, kind, decisions, stamp(moment, &uid))
            })
            .await?;
        self.renew(name).await;
        Ok(done)
    }

    /// Takes back or brings back the latest action of whoever codes.
    ///
    /// # Errors
    /// There is none; those of the disk.
    pub async fn go_back(
        &self,
        working: Working,
        back: Back,
        uid: Option<String>,
    ) -> std::result::Result<Done, Failure> {
        let (moment, name) = (self.moment(), working.codebook.name.clone());
        let done = self
            .write(move |change: &Change<'_>| {
                let Working { codebook, coder } = &working;
                match back {
                    Back::Undo => undo(change, codebook, *coder, stamp(moment, &uid)),
                    Back::Redo => redo(change, codebook, *coder, stamp(moment, &uid)),
                }
            })
            .await?;
        self.renew(name).await;
        Ok(done)
    }

    /// Has suggestions made again behind the coder's back where that takes a moment. What was asked for is done already: where
    /// this fails, the next decision tries again.
    async fn renew(&self, codebook: String) {
        let study = self.study.clone();
        let renewal = self.read_board(Some(codebook), move |_, laid| Ok(study.renewal(laid)));
        if let Ok(Renewal::AtOnce(due)) = renewal.await {
            self.study.renew(*due, self.now());
        }
    }
}

fn stamp(moment: i64, uid: &Option<String>) -> Stamp<'_> {
    Stamp {
        moment,
        uid: uid.as_deref(),
    }
}

impl Working {
    pub fn of(view: &View<'_>) -> Working {
        Working {
            codebook: view.board.codebook.clone(),
            coder: view.coder,
        }
    }
}

/// What was told is not what would be done any more.
pub fn changed_meanwhile() -> Problem {
    Problem::input(
        "Inzwischen ist in Ihrem Namen anders entschieden worden; geändert ist nichts.",
        "Something else has been decided in your name meanwhile; nothing has changed.",
    )
    .hint("Die Seite neu laden.", "Load the page again.")
}
