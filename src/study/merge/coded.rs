//! Coders, and what they did: actions by uid, in the order of their moments.

use super::super::database;
use super::Joining;
use super::joined::{OfCoder, Side};
use crate::problem::{Problem, Result};
use crate::survey::CoderKind;

impl Joining<'_> {
    /// Passphrases stay those of this study; who has none here keeps the one from there.
    pub(super) fn join_coders(&mut self) -> Result<()> {
        self.write(
            "INSERT INTO main.coder (name, kind, secret) SELECT name, kind, secret FROM other.coder AS o
             WHERE NOT EXISTS (SELECT 1 FROM main.coder AS m WHERE m.name = o.name AND m.kind = o.kind) ORDER BY id",
            [],
        )?;
        self.write(
            "UPDATE main.coder SET secret = o.secret FROM other.coder AS o
             WHERE o.name = coder.name AND o.kind = coder.kind AND coder.secret = '' AND o.secret <> ''",
            [],
        )?;
        self.prepare(
            "CREATE TEMP TABLE m_coder (there INTEGER PRIMARY KEY, here INTEGER);
             INSERT INTO m_coder SELECT o.id, m.id FROM other.coder AS o JOIN main.coder AS m USING (name, kind);",
        )
    }

    /// Actions and decisions are numbered in the order of (moment, uid), so that the latest is the latest in either order of
    /// joining.
    pub(super) fn join_decisions(&mut self) -> Result<()> {
        self.prepare(
            "CREATE TEMP TABLE m_new (there INTEGER PRIMARY KEY, uid TEXT, moment INTEGER);
             INSERT INTO m_new SELECT id, uid, moment FROM other.action
             WHERE uid NOT IN (SELECT uid FROM main.action) ORDER BY id;",
        )?;
        self.count_decisions()?;
        self.join_moved()?;
        if self.count("SELECT count(*) FROM m_new")? == 0 {
            return Ok(());
        }
        let lost = self.count(
            "SELECT count(*) FROM other.decision AS d JOIN m_new AS n ON n.there = d.action
             LEFT JOIN m_unit AS u ON u.there = d.unit WHERE u.here IS NULL",
        )?;
        if lost > 0 {
            return Err(Problem::bug(format!("{lost} decisions without a unit")));
        }
        // What came before the first new action keeps its number.
        self.prepare(
            "CREATE TEMP TABLE m_from AS
             SELECT coalesce((SELECT min(id) FROM main.action AS a, (SELECT moment, uid FROM m_new ORDER BY moment, uid LIMIT 1) AS n
                              WHERE (a.moment, a.uid) > (n.moment, n.uid)),
                             (SELECT coalesce(max(id), 0) + 1 FROM main.action)) AS action;
             CREATE TEMP TABLE m_action AS
             SELECT row_number() OVER (ORDER BY moment, uid) + (SELECT action - 1 FROM m_from) AS id, *
             FROM (SELECT uid, codebook, coder, moment, kind, undoes, id AS here, NULL AS there
                   FROM main.action WHERE id >= (SELECT action FROM m_from)
                   UNION ALL
                   SELECT a.uid, a.codebook, c.here, a.moment, a.kind, a.undoes, NULL, a.id
                   FROM other.action AS a JOIN m_new AS n ON n.there = a.id JOIN m_coder AS c ON c.there = a.coder);
             CREATE INDEX temp.m_action_here ON m_action (here);
             CREATE INDEX temp.m_action_there ON m_action (there);
             CREATE TEMP TABLE m_decision AS
             SELECT n.id AS action, d.id AS within, d.unit, d.codebook, d.coder, d.outcome, d.codes, d.memo, d.time, d.picked,
                    d.layer, d.seen, d.settled, d.withheld
             FROM m_action AS n JOIN main.decision AS d ON d.action = n.here
             UNION ALL
             SELECT n.id, d.id, u.here, d.codebook, c.here, d.outcome, d.codes, d.memo, d.time, d.picked,
                    d.layer, d.seen, d.settled, d.withheld
             FROM m_action AS n JOIN other.decision AS d ON d.action = n.there
             JOIN m_unit AS u ON u.there = d.unit JOIN m_coder AS c ON c.there = d.coder;",
        )?;
        self.write(
            "DELETE FROM main.decision WHERE action >= (SELECT action FROM m_from)",
            [],
        )?;
        self.write(
            "DELETE FROM main.action WHERE id >= (SELECT action FROM m_from)",
            [],
        )?;
        self.write(
            "INSERT INTO main.action (id, uid, codebook, coder, moment, kind, undoes)
             SELECT id, uid, codebook, coder, moment, kind, undoes FROM m_action ORDER BY id",
            [],
        )?;
        self.write(
            "INSERT INTO main.decision (unit, codebook, coder, outcome, codes, memo, time, picked, action, layer, seen,
                                        settled, withheld)
             SELECT unit, codebook, coder, outcome, codes, memo, time, picked, action, layer, seen, settled, withheld
             FROM m_decision ORDER BY action, within",
            [],
        )?;
        Ok(())
    }

    /// Decisions that both files have, and that each has moved to another unit when words came for a missing answer: of the
    /// two units the same one in either order.
    fn join_moved(&mut self) -> Result<()> {
        let answers_differ = "SELECT EXISTS (SELECT 1 FROM m_answer WHERE state <> 1)
             OR (SELECT count(*) FROM main.answer) <> (SELECT count(*) FROM other.answer)";
        if self.count(answers_differ)? == 0 {
            return Ok(());
        }
        let numbered = |schema: &str| {
            format!(
                "SELECT d.id, d.unit, a.uid, row_number() OVER (PARTITION BY d.action ORDER BY d.id) AS nth
                 FROM {schema}.decision AS d JOIN {schema}.action AS a ON a.id = d.action"
            )
        };
        self.prepare(&format!(
            "CREATE TEMP TABLE m_moved AS SELECT m.id AS decision, m.unit AS ours, u.here AS theirs
             FROM ({}) AS m JOIN ({}) AS o USING (uid, nth) JOIN m_unit AS u ON u.there = o.unit WHERE m.unit <> u.here",
            numbered("main"),
            numbered("other")
        ))?;
        let places = "SELECT v.id AS unit, r.key AS record, q.key AS question, a.slot, v.start
             FROM main.unit AS v JOIN main.answer AS a ON a.id = v.answer
             JOIN main.record AS r ON r.id = a.record JOIN main.question AS q ON q.id = a.question";
        let moved = self.write(
            &format!(
                "UPDATE main.decision SET unit = m.theirs FROM m_moved AS m, ({places}) AS t, ({places}) AS o
                 WHERE m.decision = decision.id AND t.unit = m.theirs AND o.unit = m.ours
                   AND (t.record, t.question, t.slot, t.start) < (o.record, o.question, o.slot, o.start)"
            ),
            [],
        )?;
        self.joined.moved_decisions += moved;
        Ok(())
    }

    fn count_decisions(&mut self) -> Result<()> {
        let [here, there, new] = ["main.action", "other.action", "m_new"]
            .map(|table| self.count(&format!("SELECT count(*) FROM {table}")));
        let (here, there, new) = (here?, there?, new?);
        self.joined.actions = Side::of(there - new, here, there);
        let mut statement = self
            .connection
            .prepare(
                "SELECT name, kind, sum(here), sum(there), sum(new) FROM (
                     SELECT c.name, c.kind, count(*) AS here, 0 AS there, 0 AS new
                     FROM main.decision AS d JOIN main.coder AS c ON c.id = d.coder GROUP BY d.coder
                     UNION ALL
                     SELECT c.name, c.kind, 0, count(*), count(n.there)
                     FROM other.decision AS d JOIN other.coder AS c ON c.id = d.coder
                     LEFT JOIN m_new AS n ON n.there = d.action GROUP BY d.coder)
                 GROUP BY name, kind ORDER BY kind = 'machine', name",
            )
            .map_err(database)?;
        let mut rows = statement.query([]).map_err(database)?;
        let mut all = (0, 0, 0);
        while let Some(row) = rows.next().map_err(database)? {
            let count = |at: usize| row.get::<_, i64>(at).map(|count| count as u64).map_err(database);
            let (here, there, new) = (count(2)?, count(3)?, count(4)?);
            all = (all.0 + here, all.1 + there, all.2 + new);
            let kind: String = row.get(1).map_err(database)?;
            self.joined.coders.push(OfCoder {
                name: row.get(0).map_err(database)?,
                kind: CoderKind::of_id(&kind)
                    .ok_or_else(|| Problem::bug(format!("unknown kind of coder {kind}")))?,
                decisions: Side::of(there - new, here, there),
            });
        }
        let (here, there, new) = all;
        self.joined.decisions = Side::of(there - new, here, there);
        Ok(())
    }
}
