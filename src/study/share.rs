//! Where a suggestion comes from: match rules, the codebook's text, or what was learned from decisions.

use super::evidence::{Source, Suggestion};
use crate::words::Text;

/// A part of what speaks for a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    Rule,
    Text,
    Learned,
}

impl Share {
    pub const ALL: [Share; 3] = [Share::Rule, Share::Text, Share::Learned];

    /// Where most of the suggestion comes from, the earlier on a tie. Where the method knows no shares, it is one of
    /// rules; where nothing speaks for the code but how frequent it is, that was learned too.
    pub fn largest(suggestion: &Suggestion) -> Share {
        let Some(origin) = suggestion.origin else {
            return Share::Rule;
        };
        let shares = [
            (Share::Rule, origin.rules),
            (Share::Text, origin.text),
            (Share::Learned, origin.learned),
        ];
        let mut largest = (Share::Learned, 0.0);
        for share in shares {
            if share.1 > largest.1 {
                largest = share;
            }
        }
        largest.0
    }

    pub fn of(source: Source) -> Share {
        match source {
            Source::Rule(_) => Share::Rule,
            Source::Text => Share::Text,
            Source::Learned => Share::Learned,
        }
    }

    /// As in data sets.
    pub fn id(self) -> &'static str {
        match self {
            Share::Rule => "rule",
            Share::Text => "text",
            Share::Learned => "learned",
        }
    }

    pub fn label(self) -> Text {
        match self {
            Share::Rule => Text::new("Zuordnungsregel", "match rule"),
            Share::Text => Text::new("Kodierleitfaden", "codebook"),
            Share::Learned => Text::new("gelernt", "learned"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Origin;
    use crate::survey::UnitId;

    #[test]
    fn the_largest_share_names_the_origin() {
        let of = |shares: Option<(f64, f64, f64)>| {
            let origin = shares.map(|(rules, text, learned)| Origin {
                base: 9.0,
                rules,
                text,
                learned,
            });
            Share::largest(&Suggestion {
                unit: UnitId(1),
                code: 0,
                score: 0.5,
                origin,
                evidence: Vec::new(),
            })
        };
        assert_eq!(of(None), Share::Rule);
        assert_eq!(of(Some((0.5, 0.1, 0.2))), Share::Rule);
        assert_eq!(of(Some((0.5, 0.6, 0.2))), Share::Text);
        assert_eq!(of(Some((-1.0, 0.1, 0.2))), Share::Learned);
        assert_eq!(of(Some((0.3, 0.3, 0.3))), Share::Rule, "the earlier on a tie");
        assert_eq!(of(Some((0.0, -1.3, -0.1))), Share::Learned, "it is only frequent");
    }
}
