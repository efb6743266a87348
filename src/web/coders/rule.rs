//! By which rule several codings become the final one: the form, and reading it.

use maud::{Markup, html};

use super::Drawing;
use crate::problem::Result;
use crate::survey::{Alone, FinalRule, Several};
use crate::web::fields::Fields;

fn id(several: Several) -> &'static str {
    match several {
        Several::Identical => "identical",
        Several::Majority => "majority",
        Several::Latest => "latest",
    }
}

pub(super) fn draw(drawing: &Drawing<'_>) -> Markup {
    let (pen, rule) = (drawing.pen, drawing.view.board.team.rule);
    let label = |several: Several| match several {
        Several::Identical => html! {
            (pen.say("gilt, was alle gleich kodiert haben", "what all have coded alike holds"))
            span.hint { (pen.say("Alles andere gilt erst, wenn es entschieden ist.", "All else holds only once it is settled.")) }
        },
        Several::Majority => html! {
            (pen.say("gilt, was mehr als die Hälfte von dreien oder mehr kodiert hat", "what more than half of three or more have coded holds"))
            span.hint { (pen.say("Bei zweien: was beide gleich kodiert haben.", "Of two: what both have coded alike.")) }
        },
        Several::Latest => html! {
            (pen.say("gilt die letzte Entscheidung", "the latest decision holds"))
            span.hint { (pen.say("Wenn man einander verbessert. Wo es entschieden ist, gilt das Entschiedene.", "Where people correct one another. What was settled holds where anything was.")) }
        },
    };
    let content = html! {
        fieldset {
            legend { (pen.say("Wo mehrere kodiert haben,", "Where several have coded,")) }
            @for several in Several::ALL { (drawing.choice("several", id(several), rule.several == several, &label(several))) }
        }
        fieldset {
            legend { (pen.say("Wo erst eine Person kodiert hat,", "Where one person has coded,")) }
            (drawing.choice("alone", "counts", rule.alone == Alone::Counts, &html! { (pen.say("gilt ihre Kodierung", "that coding holds")) }))
            (drawing.choice("alone", "waits", rule.alone == Alone::Waits, &html! { (pen.say("gilt nichts, bis eine zweite kodiert hat", "nothing holds until a second has coded")) }))
        }
        p.hint { (pen.say(
            "Danach zählen Tabellen, Ausgaben und das Lernen. Die Regel lässt sich jederzeit ändern; was kodiert ist, bleibt.",
            "Tables, exports and learning count by it. The rule can be changed at any time; what is coded stays.",
        )) }
    };
    drawing.form("rule", pen.say("Endgültige Kodierung", "Final coding"), &content)
}

/// What was chosen.
pub(super) fn read(fields: &Fields) -> Result<FinalRule> {
    let chosen: String = fields.need("several")?;
    let several = Several::ALL.into_iter().find(|several| id(*several) == chosen);
    Ok(FinalRule {
        several: several.unwrap_or_default(),
        alone: match fields.get("alone") {
            Some("waits") => Alone::Waits,
            _ => Alone::Counts,
        },
    })
}
