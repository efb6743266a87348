//! Who said what of which unit: every coder's own coding, the second one for stability, what was settled, what a machine
//! accepted. Each is a user of the project, because projects know no other way to tell them apart.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::problem::Result;
use crate::refi::{Guid, User};
use crate::study::{ActionNumber, Study};
use crate::survey::{Coder, CoderId, CoderKind, CodingLayer, Outcome, UnitId};
use crate::words::{Language, Text};

/// What one of the users said of a unit; it holds as long as nothing else was said.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub user: Guid,
    pub outcome: Outcome,
    pub memo: String,
    /// Seconds since 1970 UTC.
    pub time: i64,
}

#[derive(Debug, Default)]
pub(super) struct Voices {
    /// People before machines, by name; of each the own coding first.
    pub users: Vec<User>,
    /// By unit, in the order of the users.
    pub said: FxHashMap<UnitId, Vec<Said>>,
    /// Codings that were only begun.
    pub begun: usize,
    /// When the last thing was said.
    pub last: Option<i64>,
}

impl Voices {
    /// What was said with a codebook; with `only` the own codings of one coder.
    pub fn of(
        study: &Study,
        codebook: &str,
        only: Option<&Coder>,
        space: Guid,
        language: Language,
    ) -> Result<Voices> {
        let coders: FxHashMap<CoderId, Coder> = study.all_coders()?.into_iter().collect();
        let mut latest: BTreeMap<(UnitId, CoderId, CodingLayer), (Outcome, String, i64)> = BTreeMap::new();
        study.record(codebook, ActionNumber::default(), |recorded| {
            let decision = recorded.decision;
            let of_all = only.is_none();
            let is_only = only == coders.get(&recorded.coder) && decision.layer == CodingLayer::Own;
            if of_all || is_only {
                let said = (decision.outcome, decision.memo, recorded.moment / 1000);
                latest.insert((decision.unit, recorded.coder, decision.layer), said);
            }
            Ok(())
        })?;
        let mut voices = Voices::default();
        let mut users: BTreeMap<(&Coder, CodingLayer), User> = BTreeMap::new();
        for ((unit, coder, layer), (outcome, memo, time)) in latest {
            let Some(coder) = coders.get(&coder) else { continue };
            match outcome {
                Outcome::Withdrawn => continue,
                Outcome::Begun { .. } => {
                    voices.begun += 1;
                    continue;
                }
                _ => {}
            }
            let user = users
                .entry((coder, layer))
                .or_insert_with(|| user(coder, layer, space, language));
            voices.last = voices.last.max(Some(time));
            voices.said.entry(unit).or_default().push(Said {
                user: user.guid,
                outcome,
                memo,
                time,
            });
        }
        voices.users = users.into_values().collect();
        Ok(voices)
    }
}

/// The user that stands for one layer of a coder. The id tells them apart again when the project comes back.
fn user(coder: &Coder, layer: CodingLayer, space: Guid, language: Language) -> User {
    let name = coder.label().get(language).to_owned();
    let (id, name) = match (coder.kind, layer) {
        (CoderKind::Machine, _) => ("machine", name),
        (CoderKind::Person, CodingLayer::Own) => ("own", name),
        (CoderKind::Person, CodingLayer::Again) => {
            let again = Text::new("zweite Kodierung", "second coding");
            ("again", format!("{name} ({})", again.get(language)))
        }
        (CoderKind::Person, CodingLayer::Final) => ("final", format!("{name} (final)")),
    };
    let id = format!("{id}:{}", coder.name);
    User {
        guid: space.of(&format!("user {id}")),
        name,
        id,
    }
}

/// The user that stands for what the program suggests, where nobody has decided yet.
pub(super) fn machine(space: Guid, language: Language) -> User {
    let name = Text::new("freitext (Vorschlag)", "freitext (suggestion)");
    User {
        guid: space.of("user suggested"),
        name: name.get(language).to_owned(),
        id: "suggested:freitext".to_owned(),
    }
}
