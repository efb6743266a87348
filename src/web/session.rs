//! Who is signed in: one-time links, and the sessions that they begin. All of it in memory; it ends with the program.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::random;
use crate::problem::Result;

/// How long a link for a further browser may lie about unused.
pub const LINK_LASTS: Duration = Duration::from_secs(10 * 60);

/// One browser that is signed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Session {
    /// Who codes; not known before it is asked.
    pub coder: Option<String>,
    /// The hash of the passphrase with which somebody signed in: when there is a new one, the session ends.
    pub secret: Option<String>,
}

#[derive(Default)]
pub struct Sessions {
    /// Token → until when; the link that the program prints lasts as long as the program.
    links: HashMap<String, Option<Instant>>,
    open: HashMap<String, Session>,
}

impl Sessions {
    /// A token for one sign-in, whenever that is.
    pub fn first_link(&mut self) -> Result<String> {
        self.link(None)
    }

    /// A token for one sign-in within [`LINK_LASTS`].
    pub fn further_link(&mut self, now: Instant) -> Result<String> {
        self.links
            .retain(|_, until| until.is_none_or(|until| until > now));
        self.link(Some(now + LINK_LASTS))
    }

    fn link(&mut self, until: Option<Instant>) -> Result<String> {
        let token = random::key()?;
        self.links.insert(token.clone(), until);
        Ok(token)
    }

    /// Exchanges a token for the key of a new session; the token is used up.
    pub fn enter(&mut self, token: &str, now: Instant) -> Result<Option<String>> {
        match self.links.remove(token) {
            Some(until) if until.is_none_or(|until| until > now) => self.begin(Session::default()).map(Some),
            _ => Ok(None),
        }
    }

    /// A new session; gives its key.
    pub fn begin(&mut self, session: Session) -> Result<String> {
        let key = random::key()?;
        self.open.insert(key.clone(), session);
        Ok(key)
    }

    pub fn find(&self, key: &str) -> Option<&Session> {
        self.open.get(key)
    }

    pub fn name(&mut self, key: &str, coder: &str) {
        if let Some(session) = self.open.get_mut(key) {
            session.coder = Some(coder.to_owned());
        }
    }

    pub fn end(&mut self, key: &str) {
        self.open.remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_signs_in_once_and_a_further_one_not_for_ever() {
        let start = Instant::now();
        let mut sessions = Sessions::default();
        let first = sessions.first_link().unwrap();
        assert_eq!(sessions.enter("guessed", start).unwrap(), None);
        let key = sessions
            .enter(&first, start + LINK_LASTS * 100)
            .unwrap()
            .expect("a key");
        assert_eq!(sessions.enter(&first, start).unwrap(), None);
        assert_eq!(sessions.find(&key), Some(&Session::default()));

        let in_time = sessions.further_link(start).unwrap();
        let too_late = sessions.further_link(start).unwrap();
        assert!(
            sessions
                .enter(&in_time, start + LINK_LASTS / 2)
                .unwrap()
                .is_some()
        );
        assert_eq!(sessions.enter(&too_late, start + LINK_LASTS).unwrap(), None);

        sessions.name(&key, "Anna");
        assert_eq!(sessions.find(&key).unwrap().coder.as_deref(), Some("Anna"));
        sessions.end(&key);
        assert_eq!(sessions.find(&key), None);
    }
}
