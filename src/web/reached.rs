//! How far whoever codes has come, beside the views of the page; and where the script says that something is saved.

use maud::{Markup, html};

use super::pen::Pen;
use crate::review::Reached;

/// `212 von 437 geprüft`, a bar, and place for what the script says.
pub fn bar(pen: &Pen, reached: Reached) -> Markup {
    html! {
        div.done.spring {
            span #reached { (said(pen, reached)) }
            progress #progress value=(reached.decided()) max=(reached.all.max(1)) aria-labelledby="reached" {}
            span #saved.saved role="status" hidden
              data-saved=(pen.say("Gespeichert", "Saved")) data-saving=(pen.say("Wird gespeichert …", "Saving …"))
              data-failed=(pen.say("Nicht gespeichert", "Not saved"))
              data-renewed=(pen.say("Vorschläge erneuert", "Suggestions renewed")) {}
            button #again.mini type="button" hidden { (pen.say("Erneut versuchen", "Try again")) }
        }
    }
}

/// `212 von 437 geprüft`.
pub fn said(pen: &Pen, reached: Reached) -> String {
    let (done, all) = (pen.count(reached.decided()), pen.count(reached.all));
    pen.say(
        format!("{done} von {all} geprüft"),
        format!("{done} of {all} reviewed"),
    )
}
