//! What was said about a table as it was typed, on the command line or into a form, and the words that can be said.

use super::choice::{Base, Kept, Level, Selection};
use super::table::{Counting, GroupOrder, Intervals, Order, View};
use super::tally::Layer;
use crate::estimate::Draws;
use crate::problem::{Problem, Result};
use crate::words::Text;

/// A choice among a few things, each with a word for it.
pub trait Choice: Copy + PartialEq + 'static {
    const ALL: &'static [Self];

    /// On the command line and in addresses.
    fn id(self) -> &'static str;

    /// To be chosen from a list.
    fn label(self) -> Text;

    fn of_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|choice| choice.id() == id)
    }
}

/// The ids of all there is to choose.
pub fn ids<C: Choice>() -> Vec<&'static str> {
    C::ALL.iter().map(|choice| choice.id()).collect()
}

/// Words typed about a table. An empty one says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(default)]
pub struct Said {
    pub codebook: String,
    pub question: String,
    pub coder: String,
    pub base: String,
    pub level: String,
    pub by: Vec<String>,
    pub counting: String,
    pub layer: String,
    pub order: String,
    pub top: String,
    pub groups: String,
    /// Anything but nothing: shares have intervals.
    pub intervals: String,
    /// How many were contacted; shares then have intervals.
    pub contacted: String,
    /// Smallest count that is shown.
    pub min_cell: String,
    /// Anything but nothing: crosstabs are tested.
    pub test: String,
    pub draws: String,
    pub seed: String,
}

/// How often a test draws unless it is said, and how often it may.
const DRAWS: usize = 10_000;
const MOST_DRAWS: usize = 1_000_000;
const FEWEST_DRAWS: usize = 99;

impl Said {
    /// # Errors
    /// A word that is none of those that can be said; a number that is none.
    pub fn read(&self) -> Result<(Selection, View)> {
        let word = |word: &str| Some(word.trim().to_owned()).filter(|word| !word.is_empty());
        let selection = Selection {
            codebook: word(&self.codebook),
            question: word(&self.question),
            coder: word(&self.coder),
            base: chosen(&self.base)?.unwrap_or_default(),
            level: chosen(&self.level)?.unwrap_or_default(),
            kept: match self.test.trim().is_empty() {
                true => Kept::Counts,
                false => Kept::Respondents,
            },
            contacted: word(&self.contacted)
                .map(|n| number(&n))
                .transpose()?
                .map(|n| n as u64),
            by: self.by.iter().filter_map(|name| word(name)).collect(),
        };
        let view = View {
            counting: chosen(&self.counting)?.unwrap_or_default(),
            layer: chosen(&self.layer)?,
            order: chosen(&self.order)?.unwrap_or_default(),
            top: word(&self.top).map(|top| number(&top)).transpose()?,
            groups: chosen(&self.groups)?.unwrap_or_default(),
            intervals: match (word(&self.intervals), word(&self.contacted)) {
                (None, None) => Intervals::No,
                _ => Intervals::Wilson,
            },
            min_cell: word(&self.min_cell).map(|n| min_cell(&n)).transpose()?,
            test: match self.test.trim().is_empty() {
                true => None,
                false => Some(self.draws()?),
            },
        };
        Ok((selection, view))
    }

    fn draws(&self) -> Result<Draws> {
        let said = |written: &str, usual| match written.trim() {
            "" => Ok(usual),
            written => number(written),
        };
        let n: usize = said(&self.draws, DRAWS)?;
        if !(FEWEST_DRAWS..=MOST_DRAWS).contains(&n) {
            return Err(Problem::usage(
                format!("So oft kann nicht gezogen werden: {n}."),
                format!("It cannot be drawn as often as this: {n}."),
            )
            .hint(
                format!("Möglich sind {FEWEST_DRAWS} bis {MOST_DRAWS} Ziehungen; üblich sind {DRAWS}."),
                format!("Possible are {FEWEST_DRAWS} to {MOST_DRAWS} draws; usual are {DRAWS}."),
            ));
        }
        Ok(Draws {
            n,
            seed: said(&self.seed, 1)? as u64,
        })
    }
}

fn chosen<C: Choice>(written: &str) -> Result<Option<C>> {
    let written = written.trim();
    if written.is_empty() {
        return Ok(None);
    }
    C::of_id(written).map(Some).ok_or_else(|| {
        let list = ids::<C>().join(", ");
        Problem::usage(
            format!("»{written}« kann hier nicht gesagt werden."),
            format!("\"{written}\" cannot be said here."),
        )
        .hint(format!("Möglich: {list}."), format!("Possible: {list}."))
    })
}

/// Of fewer than three, `<3` would say which count it is.
fn min_cell(written: &str) -> Result<u64> {
    match number(written)? {
        n if n < 3 => Err(Problem::usage(
            format!("Anzahlen unter {n} lassen sich nicht verdecken."),
            format!("Counts below {n} cannot be hidden."),
        )
        .hint(
            "Ab 3, denn unter 2 liegt nur die 1. Üblich ist 5.",
            "From 3 on, since only 1 is below 2. Usual is 5.",
        )),
        n => Ok(n as u64),
    }
}

fn number(written: &str) -> Result<usize> {
    written.parse().map_err(|_| {
        Problem::usage(
            format!("»{written}« ist keine Zahl."),
            format!("\"{written}\" is no number."),
        )
        .hint("Zum Beispiel 10.", "For example 10.")
    })
}

impl Choice for Counting {
    const ALL: &'static [Self] = &[Counting::Mentions, Counting::Exclusive];

    fn id(self) -> &'static str {
        match self {
            Counting::Mentions => "mentions",
            Counting::Exclusive => "exclusive",
        }
    }

    fn label(self) -> Text {
        match self {
            Counting::Mentions => Text::new("Nennungen: jede Kategorie zählt", "mentions: every code counts"),
            Counting::Exclusive => Text::new(
                "jeder Fall einmal, sonst »mehrere Kategorien«",
                "every case once, else \"more than one category\"",
            ),
        }
    }
}

impl Choice for Layer {
    const ALL: &'static [Self] = &Layer::ALL;

    fn id(self) -> &'static str {
        match self {
            Layer::Reviewed => "reviewed",
            Layer::Suggested => "suggested",
            Layer::Both => "both",
        }
    }

    fn label(self) -> Text {
        match self {
            Layer::Reviewed => Text::new("nur Geprüftes", "reviewed only"),
            Layer::Suggested => Text::new("nur Vorschläge für Ungeprüftes", "suggestions only"),
            Layer::Both => Text::new("Geprüftes, sonst Vorschläge", "reviewed, else suggestions"),
        }
    }
}

impl Choice for Order {
    const ALL: &'static [Self] = &[Order::Codebook, Order::Count];

    fn id(self) -> &'static str {
        match self {
            Order::Codebook => "codebook",
            Order::Count => "count",
        }
    }

    fn label(self) -> Text {
        match self {
            Order::Codebook => Text::new("wie im Kodierleitfaden", "as in the codebook"),
            Order::Count => Text::new("Häufigste zuerst", "most frequent first"),
        }
    }
}

impl Choice for GroupOrder {
    const ALL: &'static [Self] = &[GroupOrder::Appearance, GroupOrder::Alphabetical];

    fn id(self) -> &'static str {
        match self {
            GroupOrder::Appearance => "appearance",
            GroupOrder::Alphabetical => "alphabetical",
        }
    }

    fn label(self) -> Text {
        match self {
            GroupOrder::Appearance => Text::new("wie in den Daten", "as in the data"),
            GroupOrder::Alphabetical => Text::new("alphabetisch", "alphabetical"),
        }
    }
}

impl Choice for Base {
    const ALL: &'static [Self] = &[Base::Units, Base::Respondents];

    fn id(self) -> &'static str {
        match self {
            Base::Units => "units",
            Base::Respondents => "respondents",
        }
    }

    fn label(self) -> Text {
        match self {
            Base::Units => Text::new("Kodiereinheiten", "coding units"),
            Base::Respondents => Text::new("Befragte", "respondents"),
        }
    }
}

impl Choice for Level {
    const ALL: &'static [Self] = &[Level::Codes, Level::Dimensions];

    fn id(self) -> &'static str {
        match self {
            Level::Codes => "codes",
            Level::Dimensions => "dimensions",
        }
    }

    fn label(self) -> Text {
        match self {
            Level::Codes => Text::new("alle Kategorien", "all categories"),
            Level::Dimensions => Text::new("nur Dimensionen", "dimensions only"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_words_say_what_is_usual() {
        let (selection, view) = Said::default().read().unwrap();
        assert_eq!((selection.base, selection.level), (Base::Units, Level::Codes));
        assert!(selection.by.is_empty() && selection.codebook.is_none());
        assert_eq!(
            (view.counting, view.layer, view.top),
            (Counting::Mentions, None, None)
        );
    }

    #[test]
    fn words_are_read_or_answered_with_those_that_can_be_said() {
        let said = Said {
            base: "respondents".into(),
            by: vec!["amt".into(), "".into()],
            layer: "both".into(),
            top: " 5 ".into(),
            groups: "alphabetical".into(),
            ..Said::default()
        };
        let (selection, view) = said.read().unwrap();
        assert_eq!(
            (selection.base, selection.by),
            (Base::Respondents, vec!["amt".to_owned()])
        );
        assert_eq!((view.layer, view.top), (Some(Layer::Both), Some(5)));
        assert_eq!(view.groups, GroupOrder::Alphabetical);
        let wrong = Said {
            layer: "all".into(),
            ..Said::default()
        };
        let problem = wrong.read().unwrap_err();
        assert_eq!(
            problem.advice().unwrap().en,
            "Possible: reviewed, suggested, both."
        );
        let wrong = Said {
            top: "fünf".into(),
            ..Said::default()
        };
        assert_eq!(wrong.read().unwrap_err().what().de, "»fünf« ist keine Zahl.");
    }

    #[test]
    fn every_choice_is_found_by_its_id() {
        fn all_found<C: Choice + std::fmt::Debug>() {
            for choice in C::ALL {
                assert_eq!(C::of_id(choice.id()), Some(*choice));
                let label = choice.label();
                assert!(!label.de.is_empty() && !label.en.is_empty());
            }
        }
        all_found::<Counting>();
        all_found::<Layer>();
        all_found::<Order>();
        all_found::<GroupOrder>();
        all_found::<Base>();
        all_found::<Level>();
    }
}
