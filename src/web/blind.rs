//! What nobody gets who still codes blind: tables and files tell how others have coded, unit by unit or, as long as there is
//! little of it, all but that.
//!
//! Deliberately absent: what a page may show of a unit (`review::sight`).

use super::visitor::InStudy;
use crate::problem::{Problem, Result};
use crate::words::Language;

impl InStudy {
    /// Whoever asks has no unit left that others have decided on and that is blind for them. `codebook`: by name; empty: the
    /// study's first.
    ///
    /// # Errors
    /// They have: how many, and what to do first.
    pub async fn is_not_blind(&self, codebook: &str) -> Result<()> {
        let codebook = Some(codebook).filter(|name| !name.is_empty());
        let blind = self
            .view(codebook, |_, _, view| Ok(view.board.blind(view.coder)))
            .await
            .map_err(|failure| failure.problem)?;
        match blind {
            0 => Ok(()),
            1 => Err(kept_back("Eine Antwort kodieren", "One answer is")),
            _ => {
                let (de, en) = (Language::De.count(blind as u64), Language::En.count(blind as u64));
                Err(kept_back(
                    &format!("{de} Antworten kodieren"),
                    &format!("{en} answers are"),
                ))
            }
        }
    }
}

fn kept_back(de: &str, en: &str) -> Problem {
    Problem::input(
        format!("{de} Sie noch blind: Tabellen und Dateien würden zeigen, wie andere sie kodiert haben."),
        format!("{en} still blind for you: tables and files would tell how others have coded them."),
    )
    .hint(
        "Erst diese Antworten kodieren; eine Tabelle nur der eigenen Kodierungen geht schon jetzt.",
        "Code these answers first; a table of your own codings alone can be had already.",
    )
}
