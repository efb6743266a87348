//! Where a suggestion comes from: match rules, the codebook's text, or what was learned from decisions.

use crate::study::{Source, Suggestion};
use crate::words::Text;

/// A part of what speaks for a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    Rule,
    Text,
    Learned,
}

impl Share {
    /// Where most of the suggestion comes from, the earlier on a tie; where the method knows no shares, it is one of
    /// rules.
    pub fn largest(suggestion: &Suggestion) -> Share {
        let Some(origin) = suggestion.origin else {
            return Share::Rule;
        };
        let mut largest = (Share::Rule, origin.rules);
        for other in [(Share::Text, origin.text), (Share::Learned, origin.learned)] {
            if other.1 > largest.1 {
                largest = other;
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
