//! Wrong passphrases: who has tried too often waits, longer each time.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// Wrong passphrases without waiting.
const FREE: u32 = 3;
/// The longest wait: guessing is hopeless long before, and nobody is locked out for good.
const LONGEST: Duration = Duration::from_secs(60);
/// Names that are remembered: more than people who code together, and too few to fill the memory.
const NAMES: usize = 1000;

/// Wrong passphrases in a row, by name.
#[derive(Default)]
pub struct Attempts(HashMap<String, (u32, Instant)>);

impl Attempts {
    /// How long somebody still has to wait before the next attempt.
    pub fn wait(&self, name: &str, now: Instant) -> Option<Duration> {
        let (wrong, last) = self.0.get(name)?;
        let over = wrong.checked_sub(FREE)?;
        let wait = Duration::from_secs(1 << over.min(6)).min(LONGEST);
        (*last + wait)
            .checked_duration_since(now)
            .filter(|left| !left.is_zero())
    }

    pub fn wrong(&mut self, name: &str, now: Instant) {
        if self.0.len() >= NAMES && !self.0.contains_key(name) {
            self.0
                .retain(|_, (_, last)| now.saturating_duration_since(*last) < LONGEST);
        }
        let entry = self.0.entry(name.to_owned()).or_insert((0, now));
        *entry = (entry.0.saturating_add(1), now);
    }

    pub fn right(&mut self, name: &str) {
        self.0.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_from_the_third_wrong_attempt_and_end_with_a_right_one() {
        let start = Instant::now();
        let mut attempts = Attempts::default();
        let mut waits = Vec::new();
        for _ in 0..12 {
            attempts.wrong("Anna", start);
            waits.push(attempts.wait("Anna", start).map_or(0, |wait| wait.as_secs()));
        }
        assert_eq!(waits, [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
        assert_eq!(attempts.wait("Bert", start), None);
        assert_eq!(attempts.wait("Anna", start + Duration::from_secs(60)), None);
        attempts.right("Anna");
        assert_eq!(attempts.wait("Anna", start), None);
    }
}
