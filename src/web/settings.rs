//! What a study states about how it is coded: of how many answers suggestions are kept back, whether answers that say the same
//! are decided together; and whether keys do something in this browser.
//!
//! Deliberately absent: who codes what (`coders`), how suggestions are made (`suggest`).

use axum::Router;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::Server;
use super::failure::Failure;
use super::fields::Fields;
use super::page::{Area, Page};
use super::switch;
use super::visitor::InStudy;
use crate::problem::Problem;
use crate::review::{SameAnswers, Team, WithoutSuggestions};

pub const PAGE: Page = Page {
    path: "settings",
    de: "Einstellungen",
    en: "Settings",
    area: Some(Area::Study),
    routes,
};

fn routes() -> Router<Server> {
    Router::new().route("/settings", get(show).post(state))
}

async fn show(at: InStudy, fields: Fields) -> Result<Html<String>, Failure> {
    let team = at.read(Team::of).await?;
    let sheet = at.sheet(at.say("Einstellungen", "Settings")).narrow();
    Ok(sheet.draw(&html! {
        (of_study(&at, &team, &fields))
        section.panel {
            h2 { (at.say("Tasten in diesem Browser", "Keys in this browser")) }
            (switch::form(&at.visitor))
        }
    }))
}

fn of_study(at: &InStudy, team: &Team, fields: &Fields) -> Markup {
    let together = team.same == SameAnswers::Together;
    html! {
        form.stack method="post" action=(at.to("settings")) {
            section.panel {
                h2 { (at.say("Vorschläge", "Suggestions")) }
                label.field {
                    span { (at.say("Antworten, die ohne Vorschläge gezeigt werden, in Prozent", "Answers that are shown without suggestions, in percent")) }
                    input type="number" name="without" min="0" max=(WithoutSuggestions::MOST) value=(team.without.of_a_hundred()) required;
                    span.hint { (at.say(
                        "Nur so lässt sich sagen, ob Vorschläge die Kodierung beeinflussen. Ausgelost werden sie aus allen Antworten; üblich sind 10 %, 0 % schaltet es ab. Was schon entschieden ist, bleibt, wie es ist.",
                        "Only this tells whether suggestions sway the coding. They are drawn from all answers; 10% is usual, 0% switches it off. What is decided stays as it is.",
                    )) }
                }
            }
            section.panel {
                h2 { (at.say("Gleiche Antworten", "Answers that say the same")) }
                label.choice {
                    input type="checkbox" name="same" value=(SameAnswers::Together.id()) checked[together];
                    span {
                        (at.say("Gemeinsam entscheiden, wenn nichts anderes gewählt wird", "Decide together unless somebody chooses otherwise"))
                        " "
                        span.hint { (at.say(
                            "Groß- und Kleinschreibung, Satzzeichen und die Schreibung von Umlauten zählen nicht. Wie viele es sind und von wem, steht bei der Antwort.",
                            "Case, punctuation and the way umlauts are written do not count. How many there are, and whose, stands with the answer.",
                        )) }
                    }
                }
            }
            div.row {
                button.primary { (at.say("Speichern", "Save")) }
                @if fields.has("saved") { span.saved role="status" { (at.say("Gespeichert", "Saved")) } }
            }
        }
    }
}

async fn state(at: InStudy, fields: Fields) -> Result<Response, Failure> {
    let percent: i64 = fields.need("without")?;
    let percent = u32::try_from(percent).map_err(|_| {
        Problem::input(
            "Ein Anteil ist nicht kleiner als 0 %.",
            "A share is not smaller than 0%.",
        )
        .hint("Eine Zahl von 0 an eintragen.", "Enter a number from 0 on.")
    })?;
    let without = WithoutSuggestions::percent(percent)?;
    let same = match fields.has("same") {
        true => SameAnswers::Together,
        false => SameAnswers::OneByOne,
    };
    let now = at.now();
    let before = at.read(Team::of).await?;
    at.write(move |change| {
        // Stated is only what is new: the record of settings is read by people.
        if before.without != without {
            change.state(WithoutSuggestions::SETTING, &without, now)?;
        }
        if before.same != same {
            change.state(SameAnswers::SETTING, &same, now)?;
        }
        Ok(())
    })
    .await?;
    Ok(Redirect::to(&at.to("settings?saved=1")).into_response())
}
