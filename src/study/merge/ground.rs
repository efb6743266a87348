//! Questions, background columns, sources, respondents and records.

use std::collections::BTreeMap;

use rusqlite::params;

use super::super::database;
use super::super::fill::{read_background, write_background};
use super::joined::{Different, Side};
use super::{Changed, Joining};
use crate::problem::Result;

/// A source: time, file name, settings. Sources stand in this order in a joined file.
type Source = (i64, String, String);

/// A record that both files have, as it is in one of them.
struct Version {
    source: i64,
    row: i64,
    respondent: String,
    background: Vec<Option<String>>,
}

impl Joining<'_> {
    pub(super) fn join_ground(&mut self) -> Result<()> {
        self.join_questions()?;
        self.join_columns()?;
        self.join_sources()?;
        self.write(
            "INSERT INTO main.respondent (key) SELECT key FROM other.respondent
             WHERE key NOT IN (SELECT key FROM main.respondent) ORDER BY id",
            [],
        )?;
        self.join_records()
    }

    fn join_questions(&mut self) -> Result<()> {
        self.write(
            "INSERT INTO main.question (key, text) SELECT key, text FROM other.question
             WHERE key NOT IN (SELECT key FROM main.question) ORDER BY id",
            [],
        )?;
        // A wording stands before none; of two the same one in either order.
        self.write(
            "UPDATE main.question SET text = o.text FROM other.question AS o
             WHERE o.key = question.key AND o.text <> '' AND (question.text = '' OR o.text < question.text)",
            [],
        )?;
        self.prepare(
            "CREATE TEMP TABLE m_question (there INTEGER PRIMARY KEY, here INTEGER);
             INSERT INTO m_question SELECT o.id, m.id FROM other.question AS o JOIN main.question AS m USING (key);",
        )
    }

    fn join_columns(&mut self) -> Result<()> {
        self.write(
            "INSERT INTO main.background (name) SELECT name FROM other.background
             WHERE name NOT IN (SELECT name FROM main.background) ORDER BY id",
            [],
        )?;
        Ok(())
    }

    /// For each column there its place here.
    fn columns(&self) -> Result<Vec<usize>> {
        let mut statement = self
            .connection
            .prepare(
                "SELECT m.id FROM other.background AS o JOIN main.background AS m USING (name) ORDER BY o.id",
            )
            .map_err(database)?;
        let rows = statement
            .query_map([], |row| Ok(row.get::<_, i64>(0)? as usize - 1))
            .map_err(database)?;
        rows.collect::<rusqlite::Result<_>>().map_err(database)
    }

    fn names_of_columns(&self) -> Result<Vec<String>> {
        let mut statement = self
            .connection
            .prepare("SELECT name FROM main.background ORDER BY id")
            .map_err(database)?;
        let rows = statement.query_map([], |row| row.get(0)).map_err(database)?;
        rows.collect::<rusqlite::Result<_>>().map_err(database)
    }

    /// All sources of both files, each once, numbered in the order of their times: what stands first stands first in either
    /// order of joining.
    fn join_sources(&mut self) -> Result<()> {
        let mut all: BTreeMap<Source, [Vec<i64>; 2]> = BTreeMap::new();
        for (side, schema) in ["main", "other"].into_iter().enumerate() {
            let mut statement = self
                .connection
                .prepare(&format!(
                    "SELECT id, time, file_name, settings FROM {schema}.source ORDER BY id"
                ))
                .map_err(database)?;
            let mut rows = statement.query([]).map_err(database)?;
            while let Some(row) = rows.next().map_err(database)? {
                let read = || Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?)));
                let (id, source): (i64, Source) = read().map_err(database)?;
                all.entry(source).or_default()[side].push(id);
            }
        }
        self.prepare(
            "CREATE TEMP TABLE m_source (there INTEGER PRIMARY KEY, here INTEGER);
             CREATE TEMP TABLE m_source_here (before INTEGER PRIMARY KEY, now INTEGER);",
        )?;
        let mut now = 0;
        let mut added = Vec::new();
        for (source, [here, there]) in &all {
            for at in 0..here.len().max(there.len()) {
                now += 1;
                let number = |sql: &str, id: i64| {
                    let mut statement = self.connection.prepare_cached(sql)?;
                    statement.execute([id, now])
                };
                match here.get(at) {
                    Some(id) => number("INSERT INTO m_source_here VALUES (?1, ?2)", *id),
                    None => {
                        added.push((now, source));
                        Ok(1)
                    }
                }
                .map_err(database)?;
                if let Some(id) = there.get(at) {
                    number("INSERT INTO m_source VALUES (?1, ?2)", *id).map_err(database)?;
                }
            }
        }
        let moved = "SELECT before FROM m_source_here WHERE before <> now";
        // By way of negative numbers, so that none is taken twice meanwhile.
        for (table, column) in [
            ("source", "id"),
            ("record", "source"),
            ("changed_answer", "source"),
        ] {
            self.write(
                &format!(
                    "UPDATE main.{table} SET {column} = -(SELECT now FROM m_source_here WHERE before = {column})
                     WHERE {column} IN ({moved})"
                ),
                [],
            )?;
            self.write(
                &format!("UPDATE main.{table} SET {column} = -{column} WHERE {column} < 0"),
                [],
            )?;
        }
        for (id, (time, file_name, settings)) in added {
            self.write(
                "INSERT INTO main.source (id, file_name, settings, time) VALUES (?1, ?2, ?3, ?4)",
                params![id, file_name, settings, time],
            )?;
        }
        Ok(())
    }

    fn join_records(&mut self) -> Result<()> {
        let [here, there] = [
            self.count("SELECT count(*) FROM main.record")?,
            self.count("SELECT count(*) FROM other.record")?,
        ];
        // `is_new`: 1 where only the other file has the record.
        self.prepare(
            "CREATE TEMP TABLE m_record (there INTEGER PRIMARY KEY, here INTEGER, is_new INTEGER);
             INSERT INTO m_record SELECT o.id, m.id, m.id IS NULL
             FROM other.record AS o LEFT JOIN main.record AS m USING (key) ORDER BY o.id;",
        )?;
        let both = self.count("SELECT count(*) FROM m_record WHERE is_new = 0")?;
        self.joined.records = Side::of(both, here, there);
        let columns = self.columns()?;
        self.add_records(&columns)?;
        self.compare_records(&columns)
    }

    fn add_records(&mut self, columns: &[usize]) -> Result<()> {
        let mut statement = self
            .connection
            .prepare(
                "SELECT o.key, our.id, s.here, o.row, o.background FROM m_record AS r
                 JOIN other.record AS o ON o.id = r.there JOIN m_source AS s ON s.there = o.source
                 JOIN other.respondent AS their ON their.id = o.respondent
                 JOIN main.respondent AS our ON our.key = their.key
                 WHERE r.is_new = 1 ORDER BY o.id",
            )
            .map_err(database)?;
        let mut rows = statement.query([]).map_err(database)?;
        while let Some(row) = rows.next().map_err(database)? {
            let read = || {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, i64>(1)?,
                    row.get::<_, i64>(2)?,
                    row.get::<_, i64>(3)?,
                    row.get::<_, String>(4)?,
                ))
            };
            let (key, respondent, source, number, background) = read().map_err(database)?;
            let background = in_places(read_background(&background)?, columns);
            self.write(
                "INSERT INTO main.record (key, respondent, source, row, background) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![key, respondent, source, number, written(&background)?],
            )?;
            self.answers_changed = Changed::Yes;
        }
        self.prepare(
            "UPDATE m_record SET here = (SELECT m.id FROM main.record AS m JOIN other.record AS o USING (key)
                                         WHERE o.id = m_record.there)
             WHERE is_new = 1",
        )
    }

    /// Records that both files have: what is empty is filled; of two values the one of the earlier import stands, and the
    /// record counts as from there.
    fn compare_records(&mut self, columns: &[usize]) -> Result<()> {
        let names = self.names_of_columns()?;
        let same_places = columns.iter().enumerate().all(|(there, here)| there == *here);
        let unless_same = match same_places {
            true => {
                "AND (m.background <> o.background OR m.source <> s.here OR m.row <> o.row OR our.key <> their.key)"
            }
            false => "",
        };
        let mut statement = self
            .connection
            .prepare(&format!(
                "SELECT m.id, m.key, m.source, m.row, our.key, m.background, s.here, o.row, their.key, o.background
                 FROM m_record AS r JOIN main.record AS m ON m.id = r.here JOIN other.record AS o ON o.id = r.there
                 JOIN m_source AS s ON s.there = o.source
                 JOIN main.respondent AS our ON our.id = m.respondent
                 JOIN other.respondent AS their ON their.id = o.respondent
                 WHERE r.is_new = 0 {unless_same} ORDER BY m.id"
            ))
            .map_err(database)?;
        let mut rows = statement.query([]).map_err(database)?;
        self.prepare(
            "CREATE TEMP TABLE m_better (record INTEGER PRIMARY KEY, source, row, respondent TEXT, background TEXT)",
        )?;
        while let Some(row) = rows.next().map_err(database)? {
            let version = |at: usize| -> rusqlite::Result<(i64, i64, String, String)> {
                Ok((row.get(at)?, row.get(at + 1)?, row.get(at + 2)?, row.get(at + 3)?))
            };
            let (id, key): (i64, String) = (row.get(0).map_err(database)?, row.get(1).map_err(database)?);
            let [ours, theirs] = [version(2).map_err(database)?, version(6).map_err(database)?];
            let before = ours.clone();
            let ours = Version::of(ours, |background| background)?;
            let theirs = Version::of(theirs, |background| in_places(background, columns))?;
            let better = self.better(&key, &names, ours, theirs);
            let background = written(&better.background)?;
            if (better.source, better.row, &better.respondent, &background)
                != (before.0, before.1, &before.2, &before.3)
            {
                self.connection
                    .prepare_cached("INSERT INTO m_better VALUES (?1, ?2, ?3, ?4, ?5)")
                    .and_then(|mut statement| {
                        statement.execute(params![
                            id,
                            better.source,
                            better.row,
                            better.respondent,
                            background
                        ])
                    })
                    .map_err(database)?;
            }
        }
        Ok(())
    }

    /// Where records count as from, and their background, as [`Joining::compare_records`] found; after the answers, which
    /// look at where each came from.
    pub(super) fn settle_records(&mut self) -> Result<()> {
        self.write(
            "UPDATE main.record SET source = b.source, row = b.row, background = b.background,
                    respondent = (SELECT id FROM main.respondent WHERE key = b.respondent)
             FROM m_better AS b WHERE b.record = record.id",
            [],
        )?;
        Ok(())
    }

    fn better(&mut self, key: &str, names: &[String], ours: Version, theirs: Version) -> Version {
        let empty_here = |at: usize| ours.background.get(at).is_none_or(Option::is_none);
        let filled = theirs.background.iter().enumerate();
        let filled = filled
            .filter(|(at, value)| value.is_some() && empty_here(*at))
            .count();
        self.joined.filled_background += filled as u64;
        let (mut better, other) = match ours.is_earlier(&theirs) {
            true => (ours, theirs),
            false => (theirs, ours),
        };
        for (at, value) in other.background.into_iter().enumerate() {
            if better.background.len() <= at {
                better.background.push(None);
            }
            match (&better.background[at], value) {
                (None, Some(value)) => better.background[at] = Some(value),
                (Some(stands), Some(noted)) if *stands != noted => {
                    self.joined.background.push(Different {
                        record: key.to_owned(),
                        column: names.get(at).cloned().unwrap_or_default(),
                        stands: stands.clone(),
                        noted,
                    });
                }
                _ => {}
            }
        }
        better
    }
}

impl Version {
    fn of(
        (source, row, respondent, background): (i64, i64, String, String),
        place: impl FnOnce(Vec<Option<String>>) -> Vec<Option<String>>,
    ) -> Result<Version> {
        Ok(Version {
            source,
            row,
            respondent,
            background: place(read_background(&background)?),
        })
    }

    /// Whether this version stands; of two from one import the same one in either order.
    fn is_earlier(&self, other: &Version) -> bool {
        let order = |version: &Version| (version.source, version.row);
        let all = |version: &Version| (version.respondent.clone(), version.background.clone());
        order(self)
            .cmp(&order(other))
            .then_with(|| all(self).cmp(&all(other)))
            .is_le()
    }
}

/// Values of columns there as they stand here.
fn in_places(values: Vec<Option<String>>, columns: &[usize]) -> Vec<Option<String>> {
    let mut placed = Vec::new();
    for (value, at) in values.into_iter().zip(columns) {
        if placed.len() <= *at {
            placed.resize(at + 1, None);
        }
        placed[*at] = value;
    }
    placed
}

fn written(background: &[Option<String>]) -> Result<String> {
    let values: Vec<Option<&str>> = background.iter().map(Option::as_deref).collect();
    write_background(&values)
}
