//! Users of a project as coders. A project that this program wrote says in the user's id which layer is meant.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::refi::{Coding, Guid, ORIGIN, Project, Selection};
use crate::survey::{Coder, CoderKind, CodingLayer};

/// Who speaks in a coding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Voice {
    /// What was settled comes after what was compared.
    pub layer: CodingLayer,
    pub coder: Coder,
}

#[derive(Debug, Default)]
pub(super) struct Voices {
    by_user: FxHashMap<Guid, Option<Voice>>,
    creator: Option<Guid>,
}

impl Voices {
    pub fn of(project: &Project) -> Voices {
        let ours = project.origin.starts_with(ORIGIN);
        let mut taken = FxHashSet::default();
        let mut by_user = FxHashMap::default();
        for user in &project.users {
            let id = ours.then(|| user.id.split_once(':')).flatten();
            let name = match (user.name.trim(), user.id.trim()) {
                ("", id) => id,
                (name, _) => name,
            };
            let (kind, layer, name) = match id {
                Some(("own", name)) => (CoderKind::Person, CodingLayer::Own, name),
                Some(("again", name)) => (CoderKind::Person, CodingLayer::Again, name),
                Some(("final", name)) => (CoderKind::Person, CodingLayer::Final, name),
                Some(("machine", name)) => (CoderKind::Machine, CodingLayer::Own, name),
                Some(("suggested", _)) => {
                    by_user.insert(user.guid, None);
                    continue;
                }
                _ => (CoderKind::Person, CodingLayer::Own, name),
            };
            let mut voice = Voice {
                layer,
                coder: Coder {
                    kind,
                    name: name.to_owned(),
                },
            };
            // Two users of one name stay two.
            for n in 2.. {
                if voice.coder.name.is_empty() || taken.insert(voice.clone()) {
                    break;
                }
                voice.coder.name = format!("{name} ({n})");
            }
            by_user.insert(user.guid, Some(voice));
        }
        Voices {
            by_user,
            creator: project.creating_user,
        }
    }

    /// Whose coding it is; `unnamed` where the project does not say. `None`: what a program suggested, and nobody said.
    pub fn of_coding(&self, selection: &Selection, coding: &Coding, unnamed: &str) -> Option<Voice> {
        let named = [coding.user, selection.user, self.creator];
        let found = named
            .into_iter()
            .flatten()
            .find_map(|user| self.by_user.get(&user));
        match found {
            Some(None) => None,
            Some(Some(voice)) if !voice.coder.name.is_empty() => Some(voice.clone()),
            _ => Some(Voice {
                layer: CodingLayer::Own,
                coder: Coder {
                    kind: CoderKind::Person,
                    name: unnamed.to_owned(),
                },
            }),
        }
    }
}
