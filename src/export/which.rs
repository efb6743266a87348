//! Which codings go into a file.

use crate::tables::Choice;
use crate::words::Text;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    /// Decisions, and suggestions where nobody decided.
    #[default]
    Held,
    /// Decisions alone: what people agree on, what was settled, what a machine accepted.
    Final,
    /// What the latest run suggests, also where somebody has decided otherwise.
    Suggested,
    /// As [`Which::Held`], and beside it what each coder decided.
    EachCoder,
}

impl Choice for Which {
    const ALL: &'static [Self] = &[Which::Held, Which::Final, Which::Suggested, Which::EachCoder];

    fn id(self) -> &'static str {
        match self {
            Which::Held => "held",
            Which::Final => "final",
            Which::Suggested => "suggested",
            Which::EachCoder => "each-coder",
        }
    }

    fn label(self) -> Text {
        match self {
            Which::Held => Text::new("Entscheidungen, sonst Vorschläge", "decisions, else suggestions"),
            Which::Final => Text::new("nur Entscheidungen", "decisions only"),
            Which::Suggested => Text::new("nur Vorschläge der Maschine", "the machine's suggestions only"),
            Which::EachCoder => Text::new(
                "was gilt, und daneben jede Person für sich",
                "what holds, and each coder beside it",
            ),
        }
    }
}
