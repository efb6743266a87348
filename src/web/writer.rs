//! All writing to an open study, in a thread of its own: what waits is written in one transaction, so that twenty coders
//! wait for one disk and not for each other. Nobody is told that something is written before it is on disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use tokio::sync::oneshot;

use crate::problem::{Problem, Result};
use crate::study::{Change, Study};

/// Changes that share a transaction at most, so that the first of them does not wait for ever.
const TOGETHER: usize = 256;

/// Writes until it is dropped; what was handed in before is written then too.
pub struct Writer {
    /// `None` only while the writer is being dropped.
    waiting: Option<Sender<Box<dyn Waiting>>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub fn new(study: Study) -> Writer {
        let (waiting, handed_in) = channel();
        Writer {
            waiting: Some(waiting),
            thread: Some(std::thread::spawn(move || write_all(study, &handed_in))),
        }
    }

    /// Writes; comes back when it is on disk. `then` gets what `work` made, after it is on disk and before anybody is told,
    /// in the order in which changes were written: derived state is kept in step there.
    ///
    /// # Errors
    /// Those of `work`, of which nothing is written then; those of the disk.
    pub async fn run<T: Send + 'static, R: Send + 'static>(
        &self,
        work: impl FnOnce(&Change<'_>) -> Result<T> + Send + 'static,
        then: impl FnOnce(T) -> R + Send + 'static,
    ) -> Result<R> {
        self.hand_in(work, then)?.await.map_err(|_| ended())?
    }

    /// The same for a thread where waiting is allowed.
    ///
    /// # Errors
    /// As [`Writer::run`].
    pub fn run_here<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Change<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let told = self.hand_in(work, |made| made)?;
        told.blocking_recv().map_err(|_| ended())?
    }

    fn hand_in<T: Send + 'static, R: Send + 'static>(
        &self,
        work: impl FnOnce(&Change<'_>) -> Result<T> + Send + 'static,
        then: impl FnOnce(T) -> R + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<R>>> {
        let (tell, told) = oneshot::channel();
        let piece = Piece {
            work: Some((work, then)),
            made: None,
            tell: Some(tell),
        };
        let waiting = self.waiting.as_ref().ok_or_else(ended)?;
        waiting.send(Box::new(piece)).map_err(|_| ended())?;
        Ok(told)
    }
}

fn ended() -> Problem {
    Problem::bug("the thread that writes has ended")
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.waiting = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A change that waits to be written, whatever it makes.
trait Waiting: Send {
    fn work(&mut self, change: &Change<'_>);
    /// What became of the transaction.
    fn tell(&mut self, written: &Result<()>);
}

struct Piece<T, R, Work, Then> {
    work: Option<(Work, Then)>,
    made: Option<(Result<T>, Then)>,
    tell: Option<oneshot::Sender<Result<R>>>,
}

impl<T, R, Work, Then> Waiting for Piece<T, R, Work, Then>
where
    T: Send,
    R: Send,
    Work: FnOnce(&Change<'_>) -> Result<T> + Send,
    Then: FnOnce(T) -> R + Send,
{
    fn work(&mut self, change: &Change<'_>) {
        if let Some((work, then)) = self.work.take() {
            let made = change.attempt(|change| caught(|| work(change)).and_then(|made| made));
            self.made = Some((made, then));
        }
    }

    fn tell(&mut self, written: &Result<()>) {
        let answer = match (written, self.made.take()) {
            (Err(problem), _) => Err(problem.clone()),
            (Ok(()), Some((made, then))) => made.and_then(|made| caught(|| then(made))),
            (Ok(()), None) => Err(Problem::bug("a change was not written")),
        };
        if let Some(tell) = self.tell.take() {
            // Whoever asked may have gone; it is written all the same.
            let _ = tell.send(answer);
        }
    }
}

/// One action that panics must not end the writing for everybody.
fn caught<T>(work: impl FnOnce() -> T) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Problem::bug("a change of the study broke off"))
}

fn write_all(mut study: Study, handed_in: &Receiver<Box<dyn Waiting>>) {
    while let Ok(first) = handed_in.recv() {
        let mut together = vec![first];
        while together.len() < TOGETHER
            && let Ok(next) = handed_in.try_recv()
        {
            together.push(next);
        }
        let written = study.change(|change| {
            for piece in &mut together {
                piece.work(change);
            }
            Ok(())
        });
        for mut piece in together {
            piece.tell(&written);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn many_at_once_are_all_written_and_one_that_fails_or_breaks_off_harms_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("studie.freitext");
        let writer = Arc::new(Writer::new(Study::draft(&path).unwrap().keep().unwrap()));
        let in_order = Arc::new(Mutex::new(Vec::new()));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(4)
            .build()
            .unwrap();
        let told: Vec<Result<String>> = runtime.block_on(async {
            let asked: Vec<_> = (0..200)
                .map(|number| {
                    let (writer, in_order) = (writer.clone(), in_order.clone());
                    tokio::spawn(async move {
                        let work = move |change: &Change<'_>| {
                            let name = format!("{number:03}");
                            change.coder(&name)?;
                            match number % 10 {
                                3 => Err(Problem::input("Nein.", "No.")),
                                7 => panic!("on purpose"),
                                _ => Ok(name),
                            }
                        };
                        writer
                            .run(work, move |name| {
                                in_order.lock().unwrap().push(name.clone());
                                name
                            })
                            .await
                    })
                })
                .collect();
            let mut told = Vec::new();
            for one in asked {
                told.push(one.await.unwrap());
            }
            told
        });
        let done: Vec<String> = told.iter().filter_map(|one| one.clone().ok()).collect();
        let study = Study::look(&path).unwrap();
        assert_eq!(done.len(), 160);
        assert_eq!(
            study.people().unwrap(),
            done,
            "what was acknowledged, and nothing else"
        );
        let failed = |what: &str| {
            told.iter()
                .filter(|one| matches!(one, Err(problem) if problem.what().en.contains(what)))
                .count()
        };
        assert_eq!((failed("No."), failed("broke off")), (20, 20));
        let mut in_order = in_order.lock().unwrap().clone();
        in_order.sort();
        assert_eq!(in_order, done);
    }

    #[test]
    fn what_was_handed_in_is_written_before_the_writer_goes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("studie.freitext");
        let writer = Writer::new(Study::draft(&path).unwrap().keep().unwrap());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        let (begun, beginning) = channel();
        runtime.block_on(async {
            let slow = writer.run(
                move |change| {
                    begun.send(()).unwrap();
                    std::thread::sleep(std::time::Duration::from_millis(50));
                    change.coder("Anna")
                },
                drop,
            );
            // Nobody waits for the answer.
            let _ = tokio::time::timeout(std::time::Duration::ZERO, slow).await;
        });
        beginning.recv().unwrap();
        drop(writer);
        assert_eq!(Study::look(&path).unwrap().people().unwrap(), ["Anna"]);
    }
}
