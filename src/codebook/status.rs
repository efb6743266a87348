//! Whether a code is still given, and what a decision counts as that names one which is not.
//!
//! Decisions keep the id they named. Whatever reads codings resolves that id through the codebook, so that a merge or a
//! split can be undone without touching what people said. Deliberately absent: the file (`succession`) and making such
//! changes (`edit`).

use super::{Code, Codebook};
use crate::words::Text;

/// Whether a code is still given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Status {
    #[default]
    InUse,
    /// Not given any more; decisions that named it still count.
    Retired,
    /// Decisions that named it count as this code.
    MergedInto(String),
    /// Decisions that named it count under it until each is decided anew; at least one.
    SplitInto(Vec<String>),
}

/// What an id counts as. Merges are followed to their end, so the code is never a merged one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Resolved<'c> {
    InUse(&'c Code),
    /// The code that it was merged into, in use.
    Merged(&'c Code),
    Retired(&'c Code),
    /// Needs a new decision.
    Split(&'c Code),
    /// The codebook has no such code.
    Unknown,
}

impl Status {
    /// The codes that came in place of this one.
    pub fn successors(&self) -> &[String] {
        match self {
            Status::InUse | Status::Retired => &[],
            Status::MergedInto(into) => std::slice::from_ref(into),
            Status::SplitInto(into) => into,
        }
    }

    /// `in Gebrauch`, `stillgelegt`, `zusammengelegt mit kurse`, `aufgeteilt in kurse, beratung`
    pub fn label(&self) -> Text {
        match self {
            Status::InUse => Text::new("in Gebrauch", "in use"),
            Status::Retired => Text::new("stillgelegt", "retired"),
            Status::MergedInto(into) => Text::new(
                format!("zusammengelegt mit {into}"),
                format!("merged into {into}"),
            ),
            Status::SplitInto(into) => {
                let into = into.join(", ");
                Text::new(format!("aufgeteilt in {into}"), format!("split into {into}"))
            }
        }
    }
}

impl<'c> Resolved<'c> {
    /// The code under which a decision counts.
    pub fn counts_as(self) -> Option<&'c Code> {
        match self {
            Resolved::InUse(code)
            | Resolved::Merged(code)
            | Resolved::Retired(code)
            | Resolved::Split(code) => Some(code),
            Resolved::Unknown => None,
        }
    }

    /// The code under which it counts, where that one is still given.
    pub fn in_use(self) -> Option<&'c Code> {
        match self {
            Resolved::InUse(code) | Resolved::Merged(code) => Some(code),
            Resolved::Retired(_) | Resolved::Split(_) | Resolved::Unknown => None,
        }
    }
}

impl Code {
    pub fn is_in_use(&self) -> bool {
        self.status == Status::InUse
    }
}

impl Codebook {
    /// What a decision counts as that names `id`.
    pub fn resolve(&self, id: &str) -> Resolved<'_> {
        let Some(named) = self.code(id) else {
            return Resolved::Unknown;
        };
        let mut at = named;
        // `read` refuses circles; the limit keeps one built by hand from going round for ever.
        for _ in &self.codes {
            match &at.status {
                Status::InUse if at.id == named.id => return Resolved::InUse(at),
                Status::InUse => return Resolved::Merged(at),
                Status::Retired => return Resolved::Retired(at),
                Status::SplitInto(_) => return Resolved::Split(at),
                Status::MergedInto(into) => match self.code(into) {
                    Some(next) => at = next,
                    None => return Resolved::Unknown,
                },
            }
        }
        Resolved::Unknown
    }

    /// Ids of merged codes, each with the id of the code that a decision for it counts as.
    pub fn merged(&self) -> impl Iterator<Item = (&str, &str)> {
        self.codes.iter().filter_map(|code| match &code.status {
            Status::MergedInto(_) => {
                Some((code.id.as_str(), self.resolve(&code.id).counts_as()?.id.as_str()))
            }
            _ => None,
        })
    }

    /// The codebook as somebody sees it who gives codes: only those in use, each below the nearest one in use; with the
    /// place that each has in this codebook.
    pub fn in_use(&self) -> (Codebook, Vec<usize>) {
        let (places, codes): (Vec<usize>, Vec<Code>) = self
            .codes
            .iter()
            .enumerate()
            .filter(|(_, code)| code.is_in_use())
            .map(|(place, code)| {
                let above = self.ancestors(&code.id).find(|above| above.is_in_use());
                let parent = above.map(|above| above.id.clone());
                (
                    place,
                    Code {
                        parent,
                        ..code.clone()
                    },
                )
            })
            .unzip();
        let codebook = Codebook {
            codes,
            title: self.title.clone(),
            version: self.version.clone(),
            description: self.description.clone(),
            stem_exceptions: self.stem_exceptions.clone(),
            ..*self
        };
        (codebook, places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODEBOOK: &str = "format = 1\ntitle = 'T'\nversion = '1'\n\
        [[code]]\nid = 'oben'\nvalue = 1\nlabel = 'O'\nretired = true\n\
        [[code]]\nid = 'a'\nvalue = 2\nlabel = 'A'\nparent = 'oben'\n\
        [[code]]\nid = 'b'\nvalue = 3\nlabel = 'B'\nmerged_into = 'c'\n\
        [[code]]\nid = 'c'\nvalue = 4\nlabel = 'C'\nmerged_into = 'a'\n\
        [[code]]\nid = 'd'\nvalue = 5\nlabel = 'D'\nsplit_into = ['a', 'e']\n\
        [[code]]\nid = 'e'\nvalue = 6\nlabel = 'E'\n\
        [[code]]\nid = 'f'\nvalue = 7\nlabel = 'F'\nmerged_into = 'd'\n\
        [[code]]\nid = 'g'\nvalue = 8\nlabel = 'G'\nmerged_into = 'oben'\n";

    #[test]
    fn merges_are_followed_to_their_end() {
        let codebook = Codebook::read(CODEBOOK, "t").unwrap();
        let code = |id: &str| codebook.code(id).unwrap();
        for (id, expected) in [
            ("a", Resolved::InUse(code("a"))),
            ("b", Resolved::Merged(code("a"))),
            ("c", Resolved::Merged(code("a"))),
            ("d", Resolved::Split(code("d"))),
            ("f", Resolved::Split(code("d"))),
            ("g", Resolved::Retired(code("oben"))),
            ("weg", Resolved::Unknown),
        ] {
            assert_eq!(codebook.resolve(id), expected, "{id}");
        }
        assert_eq!(codebook.resolve("f").counts_as().map(|code| &*code.id), Some("d"));
        assert_eq!(codebook.resolve("g").in_use(), None);
    }

    #[test]
    fn a_circle_built_by_hand_ends() {
        let mut codebook = Codebook::read(CODEBOOK, "t").unwrap();
        codebook.codes[1].status = Status::MergedInto("b".into());
        assert_eq!(codebook.resolve("a"), Resolved::Unknown);
    }

    #[test]
    fn who_gives_codes_sees_those_in_use() {
        let codebook = Codebook::read(CODEBOOK, "t").unwrap();
        let (seen, places) = codebook.in_use();
        let ids: Vec<&str> = seen.codes.iter().map(|code| &*code.id).collect();
        assert_eq!((ids, places), (vec!["a", "e"], vec![1, 5]));
        assert_eq!(
            seen.codes[0].parent, None,
            "the dimension above it is not given any more"
        );
        assert_eq!(Codebook::read(&seen.to_toml(), "t").unwrap(), seen);
    }
}
