//! How good suggestions are on what is reviewed in this study: what may be chosen, and the step that measures. Its report is
//! that of the command line.
//!
//! | member | what |
//! |---|---|
//! | `run` | the step |
//!
//! Deliberately absent: files that were coded elsewhere. They come into a study by the import.

mod run;

use std::ops::RangeInclusive;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::Server;
use super::failure::{Failure, notice};
use super::fields::Fields;
use super::form::{line, named, select, word};
use super::job::Place;
use super::page::{Area, Page};
use super::spoken::field;
use super::visitor::{InStudy, Visitor};
use super::{method, step};
use crate::problem::{Problem, Result};
use crate::study::Study;
use crate::suggest;
use crate::suggest::evaluation::{FEW, LEAST_REVIEWED, Order};
use crate::survey::PerAnswer;
use crate::tables::choose_codebook;
use run::{File, Wish};

pub const PAGE: Page = Page {
    path: "evaluation",
    de: "Güte",
    en: "Quality",
    area: Some(Area::Results),
    routes: || Router::new().route("/evaluation", get(show).post(begin)),
};

/// As often curve and review are drawn where nobody says, and the seed of everything random.
const DRAWS: u64 = 5;
const SEED: u64 = 1;

/// What there is to measure on.
struct Standing {
    names: Vec<String>,
    codebook: String,
    reviewed: usize,
}

impl Standing {
    /// None where the study has no codebook yet.
    fn read(study: &Study, name: &str) -> Result<Option<Standing>> {
        study.steady(|| {
            let names = study.codebook_names()?;
            let Some(first) = names.first() else {
                return Ok(None);
            };
            let codebook = choose_codebook(study, Some(if name.is_empty() { first } else { name }))?.name;
            Ok(Some(Standing {
                reviewed: study.reviewed(&codebook)?.len(),
                names,
                codebook,
            }))
        })
    }
}

async fn show(
    State(server): State<Server>,
    at: InStudy,
    fields: Fields,
) -> std::result::Result<Response, Failure> {
    draw(&server, &at, word(&fields, "codebook"), None).await
}

async fn draw(
    server: &Server,
    at: &InStudy,
    codebook: String,
    problem: Option<&Problem>,
) -> std::result::Result<Response, Failure> {
    let standing = at.read(move |study| Standing::read(study, &codebook)).await?;
    let Some(standing) = standing else {
        return Ok(Redirect::to(&at.to("suggest/codebook")).into_response());
    };
    let blind = at.is_not_blind(&standing.codebook).await.err();
    let running = server.jobs().unfinished(&Place::Study(at.study.id().to_owned()));
    let visitor = &at.visitor;
    let title = at.say("Wie gut sind die Vorschläge?", "How good are the suggestions?");
    let page = at.sheet(title).narrow().draw(&html! {
        @for problem in problem.or(blind.as_ref()).into_iter().flat_map(Problem::each) { (notice(problem, visitor)) }
        @for job in &running {
            p.notice { a href=(job.address()) { (job.title.get(visitor.language)) } " " (at.say("läuft noch.", "is still running.")) }
        }
        p { (at.say(
            "Jede geprüfte Einheit wird so beurteilt, als wäre sie noch offen: nach allem, was über die anderen entschieden ist. Verglichen wird mit dem, was Menschen über sie entschieden haben.",
            "Every reviewed unit is judged as if it were still open: by all that was decided about the others. It is compared with what people have decided about it.",
        )) }
        p.hint { (at.say(
            "Wer beim Entscheiden Vorschläge vor sich hatte, stimmt ihnen leichter zu; die Zahlen sind dann eher zu gut. Unbefangen entschieden ist nur, was ohne Vorschläge kodiert ist.",
            "Whoever had suggestions in front of them agrees with them more easily; the figures are then rather too good. Only what was coded without suggestions was decided unswayed.",
        )) }
        @if blind.is_none() { (offered(at, &standing)) }
    });
    Ok(page.into_response())
}

fn offered(at: &InStudy, standing: &Standing) -> Markup {
    let visitor = &at.visitor;
    let count = |n: usize| visitor.language.count(n as u64);
    let reviewed = count(standing.reviewed);
    html! {
        @if standing.names.len() > 1 { (codebooks(at, standing)) }
        @if standing.reviewed < LEAST_REVIEWED {
            div.panel.empty {
                h2 { (at.say("Noch ist zu wenig geprüft", "Too little is reviewed yet")) }
                p {
                    (at.say("Zum Messen braucht es mindestens ", "Measuring takes at least ")) (LEAST_REVIEWED)
                    (at.say(" geprüfte Einheiten; bisher: ", " reviewed units; so far: ")) (reviewed) "."
                }
                div.row { a.button.primary href=(at.to("code")) { (at.say("Kodieren", "Code")) } }
            }
        } @else {
            dl.facts { dt { (at.say("Geprüfte Einheiten", "Reviewed units")) } dd { (reviewed) } }
            @if (standing.reviewed as u64) < FEW {
                p.notice { (at.say("Unter ", "With fewer than ")) (FEW) (at.say(" geprüften Einheiten sind die Zahlen noch ungenau.", " reviewed units the figures are still uncertain.")) }
            }
            (form(at, standing, visitor))
        }
    }
}

fn codebooks(at: &InStudy, standing: &Standing) -> Markup {
    let visitor = &at.visitor;
    html! {
        form.row method="get" action=(at.to("evaluation")) {
            (select(label("codebook", visitor), "codebook", &standing.codebook, &named(None, standing.names.iter().map(String::as_str))))
            button { (at.say("Zeigen", "Show")) }
        }
    }
}

fn form(at: &InStudy, standing: &Standing, visitor: &Visitor) -> Markup {
    let none = (String::new(), visitor.say("nein", "no").to_owned());
    let orders = Order::ALL.map(|order| {
        (
            order.id().to_owned(),
            order.label().get(visitor.language).to_owned(),
        )
    });
    let orders: Vec<(String, String)> = std::iter::once(none).chain(orders).collect();
    html! {
        form.stack method="post" action=(at.to("evaluation")) {
            input type="hidden" name="codebook" value=(standing.codebook);
            (method::choice(suggest::ALL[0], visitor))
            details {
                summary { (visitor.say("Einstellungen", "Settings")) }
                div.panel {
                    (method::per_answer(visitor))
                    (tick("curve", label("curve", visitor), visitor.say(
                        "Wie gut es nach 0, 25, 50, 100, 200 … geprüften Einheiten ist. Das dauert länger.",
                        "How good it is after 0, 25, 50, 100, 200 … reviewed units. This takes longer.",
                    )))
                    (select(label("replay", visitor), "replay", "", &orders))
                    (line(label("draws", visitor), "draws", &DRAWS.to_string(), Some(visitor.say(
                        "Wie oft Lernkurve und Prüfung gezogen werden.",
                        "How often curve and review are drawn.",
                    ))))
                    (line(label("seed", visitor), "seed", &SEED.to_string(), Some(visitor.say(
                        "Von ihr hängt alles Zufällige ab: gleiche Zahl, gleiches Ergebnis.",
                        "Everything random depends on it: same number, same result.",
                    ))))
                    (tick("predictions", visitor.say("Vorhersagen als Datei (CSV)", "Predictions as a file (CSV)"), visitor.say(
                        "Je geprüfter Einheit und Kategorie: Wert und ob vorgeschlagen.",
                        "Per reviewed unit and code: score and whether suggested.",
                    )))
                }
            }
            div.row { button.primary { (visitor.say("Messen", "Measure")) } }
        }
    }
}

fn tick(name: &str, label: &str, hint: &str) -> Markup {
    html! {
        label.choice { input type="checkbox" name=(name) value="1"; span { (label) span.hint { (hint) } } }
    }
}

fn label(option: &str, visitor: &Visitor) -> &'static str {
    field(option).map_or("", |name| name.get(visitor.language))
}

/// `POST /s/{study}/evaluation`: measuring begins.
async fn begin(
    State(server): State<Server>,
    at: InStudy,
    fields: Fields,
) -> std::result::Result<Response, Failure> {
    let codebook = word(&fields, "codebook");
    let wish = match wish(&fields) {
        Ok(wish) => at.is_not_blind(&codebook).await.map(|()| wish),
        problem => problem,
    };
    match wish {
        Ok(wish) => Ok(step::follow(&run::begin(&server, &at.study, wish))
            .await
            .into_response()),
        Err(problem) => {
            let page = draw(&server, &at, codebook, Some(&problem)).await?;
            Ok((StatusCode::BAD_REQUEST, page).into_response())
        }
    }
}

/// What the form says, checked.
fn wish(fields: &Fields) -> Result<Wish> {
    Ok(Wish {
        codebook: word(fields, "codebook"),
        method: method::read(fields)?.unwrap_or(suggest::ALL[0]),
        per_answer: PerAnswer::of_id(&word(fields, "per-answer")),
        curve: fields.has("curve"),
        replay: order(&word(fields, "replay"))?,
        draws: number(fields, "draws", 1..=u64::MAX, DRAWS)?,
        seed: number(fields, "seed", 0..=u64::MAX, SEED)?,
        file: match fields.has("predictions") {
            true => File::Predictions,
            false => File::None,
        },
    })
}

/// In which order a review is replayed; none: it is not.
fn order(id: &str) -> Result<Option<Order>> {
    let found = Order::ALL.into_iter().find(|order| order.id() == id);
    match id.is_empty() || found.is_some() {
        true => Ok(found),
        false => Err(Problem::usage(
            format!("Eine Folge »{id}« gibt es nicht."),
            format!("There is no order “{id}”."),
        )
        .hint("Eine der gezeigten wählen.", "Choose one of those shown.")),
    }
}

/// A whole number; `usual` where nothing is written.
fn number(fields: &Fields, name: &str, allowed: RangeInclusive<u64>, usual: u64) -> Result<u64> {
    let written = word(fields, name);
    if written.is_empty() {
        return Ok(usual);
    }
    let number = written.parse().ok().filter(|number| allowed.contains(number));
    number.ok_or_else(|| {
        let least = allowed.start();
        Problem::usage(
            format!("»{written}« ist keine ganze Zahl ab {least}."),
            format!("“{written}” is no whole number from {least} on."),
        )
        .hint(format!("Zum Beispiel {usual}."), format!("For example {usual}."))
    })
}
