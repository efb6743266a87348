//! How many units wait for people to come to terms: coders differ, or a second coding is still to come.

use rusqlite::params;

use super::database;
use super::file::Study;
use super::standing::{Codes, Decisions, Whose};
use crate::problem::Result;
use crate::survey::{CoderKind, FinalRule, QuestionId, Verdict};

/// Units whose coders have not agreed, and the rule by which the study counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Unsettled {
    pub rule: FinalRule,
    /// Coders differ; the rule says what holds all the same.
    pub ruled: u64,
    /// Coders differ, and nothing holds.
    pub differ: u64,
    /// One person has coded, and the study wants two.
    pub waiting: u64,
}

impl Study {
    /// Counts the units on which people have not come to terms. `question`: of one question only.
    pub fn unsettled(&self, codebook_name: &str, question: Option<QuestionId>) -> Result<Unsettled> {
        let connection = &self.connection;
        let rule: FinalRule = self.stated(FinalRule::SETTING)?.unwrap_or_default();
        let mut unsettled = Unsettled {
            rule,
            ..Unsettled::default()
        };
        let people: i64 = connection
            .query_row(
                "SELECT count(DISTINCT coder) FROM action JOIN coder ON coder.id = coder WHERE codebook = ?1 AND coder.kind = ?2",
                params![codebook_name, CoderKind::Person.id()],
                |row| row.get(0),
            )
            .map_err(database)?;
        if people < 2 && rule == FinalRule::default() {
            return Ok(unsettled);
        }
        let mut asked = connection
            .prepare(
                "SELECT EXISTS (SELECT 1 FROM unit JOIN answer ON answer.id = unit.answer
                 WHERE unit.id = ?1 AND (?2 IS NULL OR question = ?2))",
            )
            .map_err(database)?;
        let question = question.map(|question| question.0);
        let mut statement = Decisions::prepare(connection, Codes::Read)?;
        let mut decisions = Decisions::read(connection, &mut statement, codebook_name, Whose::Everybodys)?;
        while let Some(unit) = decisions.next_unit()? {
            let counter = match decisions.of_people() {
                Verdict::Ruled(_) => &mut unsettled.ruled,
                Verdict::Differ => &mut unsettled.differ,
                Verdict::Waits => &mut unsettled.waiting,
                Verdict::Nothing | Verdict::Agreed(_) | Verdict::Settled(_) => continue,
            };
            let counts: bool = asked
                .query_row(params![unit.0, question], |row| row.get(0))
                .map_err(database)?;
            *counter += u64::from(counts);
        }
        Ok(unsettled)
    }
}
