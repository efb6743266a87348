//! All long steps: those of one study run one after the other, those of several studies side by side.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::job::{Job, Outcome, Place, Watch};
use crate::problem::Result;
use crate::words::Text;

/// Finished steps of a place that can still be looked at.
const KEPT: usize = 20;
/// How often it is looked whether all have ended.
const PAUSE: Duration = Duration::from_millis(20);

type Work = Box<dyn FnOnce(&Watch) -> Result<Outcome> + Send>;

/// Cheap to clone; all clones are the same.
#[derive(Clone, Default)]
pub struct Jobs(Arc<Mutex<All>>);

#[derive(Default)]
struct All {
    latest: u64,
    known: Vec<Arc<Job>>,
    /// What waits, by place; a place stands here exactly as long as a thread works for it.
    waiting: BTreeMap<Place, VecDeque<(Arc<Job>, Work)>>,
}

impl Jobs {
    /// Begins a step, or lines it up behind those of the same place.
    pub fn begin(
        &self,
        place: Place,
        title: Text,
        work: impl FnOnce(&Watch) -> Result<Outcome> + Send + 'static,
    ) -> Arc<Job> {
        let mut all = self.all();
        all.latest += 1;
        let job = Arc::new(Job::new(all.latest, place.clone(), title));
        all.forget_old(&place);
        all.known.push(job.clone());
        let work: (Arc<Job>, Work) = (job.clone(), Box::new(work));
        match all.waiting.get_mut(&place) {
            Some(waiting) => waiting.push_back(work),
            None => {
                all.waiting.insert(place.clone(), VecDeque::from([work]));
                let jobs = self.clone();
                std::thread::spawn(move || jobs.work_for(&place));
            }
        }
        job
    }

    pub fn find(&self, place: &Place, number: u64) -> Option<Arc<Job>> {
        let all = self.all();
        let found = all
            .known
            .iter()
            .find(|job| job.number == number && job.place == *place);
        found.cloned()
    }

    /// Steps of a place that are not finished, in their order.
    pub fn unfinished(&self, place: &Place) -> Vec<Arc<Job>> {
        let all = self.all();
        let unfinished = all
            .known
            .iter()
            .filter(|job| job.place == *place && !job.is_finished());
        unfinished.cloned().collect()
    }

    /// Ends all steps; waits for them, but not longer than `patience`.
    pub fn end(&self, patience: Duration) {
        for job in &self.all().known {
            job.cancel();
        }
        let begun = Instant::now();
        while !self.all().waiting.is_empty() && begun.elapsed() < patience {
            std::thread::sleep(PAUSE);
        }
    }

    /// Works off what waits for a place.
    fn work_for(&self, place: &Place) {
        loop {
            let next = {
                let mut all = self.all();
                let next = all.waiting.get_mut(place).and_then(VecDeque::pop_front);
                if next.is_none() {
                    all.waiting.remove(place);
                }
                next
            };
            match next {
                Some((job, work)) => job.run(work),
                None => return,
            }
        }
    }

    fn all(&self) -> MutexGuard<'_, All> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl All {
    fn forget_old(&mut self, place: &Place) {
        let of_place = |job: &&Arc<Job>| job.place == *place && job.is_finished();
        let mut too_many = (self.known.iter().filter(of_place).count() + 1).saturating_sub(KEPT);
        self.known.retain(|job| {
            let goes = too_many > 0 && of_place(&job);
            too_many -= usize::from(goes);
            !goes
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::super::job::{Finished, Now};
    use super::*;
    use crate::problem::Problem;

    fn here() -> Place {
        Place::Study("a".into())
    }

    fn title() -> Text {
        Text::new("Schritt", "Step")
    }

    fn finished(job: &Job) -> Finished {
        let begun = Instant::now();
        loop {
            if let Now::Finished(finished) = job.now() {
                return finished;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "it does not end");
            std::thread::sleep(PAUSE);
        }
    }

    #[test]
    fn steps_of_one_study_run_one_after_the_other() {
        let jobs = Jobs::default();
        let (go, gone) = channel::<()>();
        let (tell, told) = channel();
        let first = jobs.begin(here(), title(), {
            let tell = tell.clone();
            move |_| {
                gone.recv().unwrap();
                tell.send(1).unwrap();
                Ok(Outcome::default())
            }
        });
        let second = jobs.begin(here(), title(), move |_| {
            tell.send(2).unwrap();
            Ok(Outcome::default())
        });
        let elsewhere = jobs.begin(Place::Start, title(), |_| Ok(Outcome::default()));
        assert!(matches!(finished(&elsewhere), Finished::Done(_)));
        assert!(matches!(second.now(), Now::Waiting));
        assert_eq!(jobs.unfinished(&here()).len(), 2);
        go.send(()).unwrap();
        finished(&second);
        assert!(first.is_finished());
        assert_eq!(told.iter().take(2).collect::<Vec<_>>(), [1, 2]);
        assert!(jobs.unfinished(&here()).is_empty());
    }

    #[test]
    fn a_step_is_ended_while_it_runs_and_before_it_runs() {
        let jobs = Jobs::default();
        let (tell, told) = channel();
        let running = jobs.begin(here(), title(), move |watch| {
            watch.part("Lesen", "Reading")?;
            loop {
                watch.hear(1, 2)?;
                let _ = tell.send(());
                std::thread::sleep(PAUSE);
            }
        });
        let waiting = jobs.begin(here(), title(), |_| panic!("it was cancelled before"));
        told.recv().unwrap();
        match running.now() {
            Now::Running(now) => assert_eq!((now.part.en.as_str(), now.done, now.all), ("Reading", 1, 2)),
            _ => panic!("it runs"),
        }
        waiting.cancel();
        assert!(matches!(waiting.now(), Now::Finished(Finished::Cancelled)));
        running.cancel();
        assert!(matches!(finished(&running), Finished::Cancelled));
        jobs.end(Duration::from_secs(20));
        assert!(jobs.all().waiting.is_empty());
    }

    #[test]
    fn a_failure_or_a_panic_is_what_a_step_ends_with() {
        let jobs = Jobs::default();
        let failing = jobs.begin(here(), title(), |_| Err(Problem::input("Nein.", "No.")));
        let panicking = jobs.begin(here(), title(), |_| panic!("on purpose"));
        let last = jobs.begin(here(), title(), |_| Ok(Outcome::default()));
        assert!(matches!(finished(&failing), Finished::Failed(problem) if problem.what().en == "No."));
        assert!(
            matches!(finished(&panicking), Finished::Failed(problem) if problem.fault() == crate::problem::Fault::Bug)
        );
        assert!(matches!(finished(&last), Finished::Done(_)));
    }

    #[test]
    fn old_steps_are_forgotten_and_running_ones_never() {
        let jobs = Jobs::default();
        let (go, gone) = channel::<()>();
        let running = jobs.begin(Place::Start, title(), move |_| {
            let _ = gone.recv();
            Ok(Outcome::default())
        });
        let mut last = None;
        for _ in 0..KEPT + 5 {
            let job = jobs.begin(here(), title(), |_| Ok(Outcome::default()));
            finished(&job);
            last = Some(job);
        }
        let last = last.unwrap();
        assert!(jobs.find(&here(), last.number).is_some());
        assert!(jobs.find(&here(), 2).is_none());
        assert!(jobs.find(&Place::Start, last.number).is_none());
        assert!(jobs.find(&Place::Start, running.number).is_some());
        drop(go);
    }
}
