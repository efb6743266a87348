//! Which decision holds for a unit, read in the order of the units: the layer `final`, derived.
//!
//! Of each coder the latest decision counts, and none where that one takes back. What people say stands before what machines
//! say, and what of it holds is the verdict of `survey::verdict` by the rule that the study states. Of one coder alone it
//! is that coder's own coding. Codings for stability never hold. Streams; holds the decisions on one unit at a time.

use rusqlite::{CachedStatement, Connection, OptionalExtension, Rows, Statement, params};
use rustc_hash::FxHashMap;

use super::database;
use super::outcome::{What, same_codes};
use super::setting::stated;
use crate::codebook::Codebook;
use crate::problem::{Problem, Result};
use crate::survey::{
    Coder, CoderId, CoderKind, CodingLayer, FinalRule, Opinion, Outcome, Picked, Settlement, Several, Stage,
    UnitId, Verdict, verdict,
};

/// A decision that holds for a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Current {
    pub outcome: Outcome,
    pub coder: Coder,
}

/// Whose decisions are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose {
    Everybodys,
    Of(CoderId),
    /// Nobody's: the coder who is meant is not in the study.
    Nobodys,
}

/// Whether the codes of decisions are read; who only asks whether something was decided leaves them out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Codes {
    Read,
    Skip,
}

/// What a coder said about a unit.
#[derive(Debug)]
pub(super) struct Said {
    pub decision: i64,
    pub coder: CoderId,
    action: i64,
    kind: CoderKind,
    layer: CodingLayer,
    what: What,
    codes: String,
    /// The codes as they count now, where that is not as they were said.
    counted: Option<String>,
    /// Of a final decision: the actions that it settles.
    settles: Vec<i64>,
}

impl Said {
    pub fn outcome(&self) -> Outcome {
        self.what.outcome(&self.codes)
    }

    fn counted(&self) -> &str {
        self.counted.as_ref().unwrap_or(&self.codes)
    }

    fn is_of(&self, kind: CoderKind, layer: CodingLayer) -> bool {
        self.kind == kind && self.layer == layer
    }
}

impl Opinion for Said {
    fn coder(&self) -> CoderId {
        self.coder
    }

    fn stage(&self) -> Stage {
        match self.what {
            What::Begun => Stage::Begun,
            What::Deferred => Stage::PutOff,
            _ => Stage::Decided,
        }
    }

    fn is_like(&self, other: &Said) -> bool {
        self.what == other.what && same_codes(self.counted(), other.counted())
    }
}

/// All decisions with a codebook, unit by unit.
pub(super) struct Decisions<'statement> {
    rows: Rows<'statement>,
    action: CachedStatement<'statement>,
    coders: Vec<(CoderId, Coder)>,
    whose: Whose,
    rule: FinalRule,
    /// Ids of merged codes, and what they count as.
    merged: FxHashMap<String, String>,
    /// The first row that does not belong to the unit at hand.
    ahead: Option<(UnitId, Said, Picked)>,
    /// On the unit at hand: of each coder and layer the latest that was not taken back, in the order in which it was said.
    said: Vec<Said>,
    /// What people said of the unit before that.
    earlier: Vec<Said>,
    /// How the unit was picked when a person first decided on it.
    picked: Option<Picked>,
}

impl<'statement> Decisions<'statement> {
    /// What [`Decisions::read`] reads from.
    pub fn prepare(connection: &Connection, codes: Codes) -> Result<Statement<'_>> {
        let codes = match codes {
            Codes::Read => "codes",
            Codes::Skip => "''",
        };
        connection
            .prepare(&format!(
                "SELECT unit, id, coder, outcome, {codes}, picked, layer, action, settled FROM decision
                 WHERE codebook = ?1 AND (?2 IS NULL OR (coder = ?2 AND layer = '')) AND layer <> 'again'
                 ORDER BY unit, id"
            ))
            .map_err(database)
    }

    pub fn read(
        connection: &'statement Connection,
        statement: &'statement mut Statement<'_>,
        codebook_name: &str,
        whose: Whose,
    ) -> Result<Decisions<'statement>> {
        let coder = match whose {
            Whose::Everybodys => None,
            Whose::Of(coder) => Some(coder.0),
            Whose::Nobodys => Some(-1),
        };
        let mut decisions = Decisions {
            rows: statement.query(params![codebook_name, coder]).map_err(database)?,
            action: connection
                .prepare_cached("SELECT id FROM action WHERE uid = ?1")
                .map_err(database)?,
            coders: coders(connection)?,
            whose,
            rule: stated(connection, FinalRule::SETTING)?.unwrap_or_default(),
            merged: merged(connection, codebook_name)?,
            ahead: None,
            said: Vec::new(),
            earlier: Vec::new(),
            picked: None,
        };
        decisions.step()?;
        Ok(decisions)
    }

    /// Goes on to the next unit on which anybody has ever decided.
    pub fn next_unit(&mut self) -> Result<Option<UnitId>> {
        self.said.clear();
        self.earlier.clear();
        self.picked = None;
        let mut at = None;
        while let Some((unit, _, _)) = &self.ahead
            && at.is_none_or(|at| at == *unit)
        {
            at = Some(*unit);
            if let Some((_, said, picked)) = self.ahead.take() {
                if said.kind == CoderKind::Person {
                    self.picked.get_or_insert(picked);
                }
                let before = |earlier: &Said| earlier.layer == said.layer && earlier.coder == said.coder;
                if let Some(place) = self.said.iter().position(before) {
                    self.earlier.push(self.said.remove(place));
                }
                if said.what != What::Withdrawn {
                    self.said.push(said);
                }
            }
            self.step()?;
        }
        Ok(at)
    }

    /// What holds for the unit at hand.
    pub fn current(&self) -> Result<Verdict<Current>> {
        let verdict = match (&self.said[..], self.whose) {
            ([], _) => return Ok(Verdict::Nothing),
            ([.., last], Whose::Of(_)) => Verdict::Agreed(last),
            _ => match self.of_people() {
                Verdict::Nothing => self
                    .latest(CoderKind::Machine)
                    .map_or(Verdict::Nothing, Verdict::Agreed),
                of_people => of_people,
            },
        };
        verdict.try_map(|said| {
            Ok(Current {
                outcome: said.outcome(),
                coder: find(&self.coders, said.coder)?.clone(),
            })
        })
    }

    /// What holds of what people said of the unit at hand.
    pub fn of_people(&self) -> Verdict<&Said> {
        let own = |said: &&Said| said.is_of(CoderKind::Person, CodingLayer::Own);
        let settled = self.said.iter().rfind(|said| said.layer == CodingLayer::Final);
        let compared: Vec<&Said> = settled
            .map_or(&[][..], |settled| &settled.settles)
            .iter()
            .filter_map(|action| {
                let all = self.earlier.iter().chain(&self.said);
                all.filter(own).find(|said| said.action == *action)
            })
            .collect();
        let settlement = settled.map(|decision| Settlement {
            decision,
            compared: &compared,
        });
        let own: Vec<&Said> = self.said.iter().filter(own).collect();
        verdict(&own, settlement, self.rule)
    }

    /// Whether people have decided on the unit at hand, whatever of it holds. Under the rule of the latest, putting off is
    /// the last word too.
    pub fn is_decided(&self) -> bool {
        match self.rule.several {
            Several::Latest => self
                .latest(CoderKind::Person)
                .is_some_and(|said| said.stage() == Stage::Decided),
            Several::Identical | Several::Majority => self.said.iter().any(|said| {
                said.is_of(CoderKind::Person, CodingLayer::Own) && said.stage() == Stage::Decided
            }),
        }
    }

    /// The latest own coding that stands among the coders of a kind; one that was only begun where there is no other.
    pub fn latest(&self, kind: CoderKind) -> Option<&Said> {
        let own = |said: &&Said| said.is_of(kind, CodingLayer::Own);
        let whole = |said: &&Said| own(said) && said.stage() != Stage::Begun;
        let latest = self.said.iter().rev();
        latest.clone().find(whole).or_else(|| latest.clone().find(own))
    }

    /// What this coder said last and has not taken back.
    pub fn of(&self, coder: CoderId) -> Option<&Said> {
        let own = |said: &&Said| said.coder == coder && said.layer == CodingLayer::Own;
        self.said.iter().find(own)
    }

    /// How the unit at hand was picked when a person first decided on it.
    pub fn picked(&self) -> Picked {
        self.picked.unwrap_or_default()
    }

    fn step(&mut self) -> Result<()> {
        self.ahead = None;
        let Some(row) = self.rows.next().map_err(database)? else {
            return Ok(());
        };
        let coder = CoderId(row.get(2).map_err(database)?);
        let kind = find(&self.coders, coder)?.kind;
        let what = What::of_id(row.get_ref(3).map_err(database)?.as_str().unwrap_or("?"))?;
        let picked = row.get_ref(5).map_err(database)?.as_str().unwrap_or("?");
        let picked =
            Picked::of_id(picked).ok_or_else(|| Problem::bug(format!("unknown way of picking {picked}")))?;
        let layer = row.get_ref(6).map_err(database)?.as_str().unwrap_or("?");
        let layer =
            CodingLayer::of_id(layer).ok_or_else(|| Problem::bug(format!("unknown layer {layer}")))?;
        let settles = row.get_ref(8).map_err(database)?.as_str().unwrap_or("");
        let settles = actions(&mut self.action, settles)?;
        let codes: String = row.get(4).map_err(database)?;
        let said = Said {
            counted: as_they_count(&codes, &self.merged),
            layer,
            decision: row.get(1).map_err(database)?,
            coder,
            action: row.get(7).map_err(database)?,
            kind,
            what,
            codes,
            settles,
        };
        self.ahead = Some((UnitId(row.get(0).map_err(database)?), said, picked));
        Ok(())
    }
}

/// Ids of merged codes of the latest version of a codebook, and what they count as.
fn merged(connection: &Connection, codebook_name: &str) -> Result<FxHashMap<String, String>> {
    let toml: Option<String> = connection
        .query_row(
            "SELECT toml FROM codebook WHERE id = (SELECT max(id) FROM codebook WHERE name = ?1)
               AND toml LIKE '%merged_into%'",
            [codebook_name],
            |row| row.get(0),
        )
        .optional()
        .map_err(database)?;
    let Some(toml) = toml else {
        return Ok(FxHashMap::default());
    };
    let codebook = Codebook::read(&toml, codebook_name)?;
    let owned = |(id, counts_as): (&str, &str)| (id.to_owned(), counts_as.to_owned());
    Ok(codebook.merged().map(owned).collect())
}

/// Codes joined by | as they count; none where that is as they stand.
fn as_they_count(codes: &str, merged: &FxHashMap<String, String>) -> Option<String> {
    if merged.is_empty() || !codes.split('|').any(|code| merged.contains_key(code)) {
        return None;
    }
    let count = |code| merged.get(code).map_or(code, String::as_str);
    let mut counted: Vec<&str> = codes.split('|').map(count).collect();
    counted.sort_unstable();
    counted.dedup();
    Some(counted.join("|"))
}

/// The actions with these uids, joined by |, as this file numbers them.
fn actions(statement: &mut Statement<'_>, uids: &str) -> Result<Vec<i64>> {
    let uids = uids.split('|').filter(|uid| !uid.is_empty());
    let found = uids.filter_map(|uid| {
        statement
            .query_row([uid], |row| row.get(0))
            .optional()
            .transpose()
    });
    found.collect::<rusqlite::Result<_>>().map_err(database)
}

/// A study has a handful of coders.
fn find(coders: &[(CoderId, Coder)], id: CoderId) -> Result<&Coder> {
    coders
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, coder)| coder)
        .ok_or_else(|| Problem::bug(format!("coder number {}", id.0)))
}

/// All coders of the study.
pub(super) fn coders(connection: &Connection) -> Result<Vec<(CoderId, Coder)>> {
    let mut statement = connection
        .prepare("SELECT id, name, kind FROM coder ORDER BY id")
        .map_err(database)?;
    let rows = statement
        .query_map([], |row| {
            Ok((
                CoderId(row.get(0)?),
                row.get::<_, String>(1)?,
                row.get::<_, String>(2)?,
            ))
        })
        .map_err(database)?;
    rows.map(|row| {
        let (id, name, kind) = row.map_err(database)?;
        let kind =
            CoderKind::of_id(&kind).ok_or_else(|| Problem::bug(format!("unknown kind of coder {kind}")))?;
        Ok((id, Coder { kind, name }))
    })
    .collect()
}
