//! Codebooks and settings: all versions of both files; the latest counts, the same one in either order.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;

use super::super::database;
use super::Joining;
use super::joined::Side;
use crate::problem::Result;

/// A version of a codebook: time, text, name. Versions stand in this order in a joined file.
type Version = (i64, String, String);

impl Joining<'_> {
    pub(super) fn join_codebooks(&mut self) -> Result<()> {
        let (ours, theirs) = (self.versions("main")?, self.versions("other")?);
        self.joined.codebooks = sides(&ours, &theirs);

        let all: BTreeSet<&Version> = ours.iter().chain(&theirs).map(|(version, _)| version).collect();
        let mut kept: Vec<(Version, i64)> = Vec::new();
        let mut latest: BTreeMap<&str, (&str, i64)> = BTreeMap::new();
        let mut now: BTreeMap<&Version, i64> = BTreeMap::new();
        for version in all {
            let (_, toml, name) = version;
            // The same text is kept once, as long as nothing else came between.
            let number = match latest.get(name.as_str()) {
                Some((same, number)) if same == toml => *number,
                _ => {
                    kept.push((version.clone(), kept.len() as i64 + 1));
                    kept.len() as i64
                }
            };
            latest.insert(name, (toml, number));
            now.insert(version, number);
        }
        if kept == ours {
            return Ok(());
        }
        self.prepare("CREATE TEMP TABLE m_codebook (before INTEGER PRIMARY KEY, now INTEGER)")?;
        for (version, before) in &ours {
            self.connection
                .prepare_cached("INSERT INTO m_codebook VALUES (?1, ?2)")
                .and_then(|mut statement| statement.execute([*before, now[version]]))
                .map_err(database)?;
        }
        self.write("DELETE FROM main.codebook", [])?;
        for ((time, toml, name), id) in kept {
            self.write(
                "INSERT INTO main.codebook (id, name, toml, time) VALUES (?1, ?2, ?3, ?4)",
                params![id, name, toml, time],
            )?;
        }
        self.write(
            "UPDATE main.run SET codebook = (SELECT now FROM m_codebook WHERE before = codebook)
             WHERE codebook IN (SELECT before FROM m_codebook WHERE before <> now)",
            [],
        )?;
        Ok(())
    }

    fn versions(&self, schema: &str) -> Result<Vec<(Version, i64)>> {
        let mut statement = self
            .connection
            .prepare(&format!(
                "SELECT time, toml, name, id FROM {schema}.codebook ORDER BY id"
            ))
            .map_err(database)?;
        let rows = statement
            .query_map([], |row| {
                Ok(((row.get(0)?, row.get(1)?, row.get(2)?), row.get(3)?))
            })
            .map_err(database)?;
        rows.collect::<rusqlite::Result<_>>().map_err(database)
    }

    pub(super) fn join_settings(&mut self) -> Result<()> {
        let [here, there] = [
            self.count("SELECT count(*) FROM main.setting")?,
            self.count("SELECT count(*) FROM other.setting")?,
        ];
        let new = self.write(
            "INSERT INTO main.setting (uid, name, value, moment) SELECT uid, name, value, moment FROM other.setting
             WHERE uid NOT IN (SELECT uid FROM main.setting) ORDER BY moment, uid",
            [],
        )?;
        self.joined.settings = Side::of(there - new, here, there);
        self.joined.runs_left = self.count(
            "SELECT count(*) FROM other.run WHERE (method, settings, data_revision, time) NOT IN
             (SELECT method, settings, data_revision, time FROM main.run)",
        )?;
        Ok(())
    }
}

/// Texts that each file has, however often it came back to one.
fn sides(ours: &[(Version, i64)], theirs: &[(Version, i64)]) -> Side {
    let texts = |versions: &[(Version, i64)]| -> BTreeSet<(String, String)> {
        let text = |((_, toml, name), _): &(Version, i64)| (name.clone(), toml.clone());
        versions.iter().map(text).collect()
    };
    let (ours, theirs) = (texts(ours), texts(theirs));
    let both = ours.intersection(&theirs).count() as u64;
    Side::of(both, ours.len() as u64, theirs.len() as u64)
}
