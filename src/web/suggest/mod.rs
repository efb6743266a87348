//! Suggestions: how they were made last, making them anew, and what the machine may accept by itself.
//!
//! | member | what |
//! |---|---|
//! | `run` | the step that makes suggestions |
//! | `taking` | taking a codebook into the study |

mod run;
mod taking;

use std::path::PathBuf;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::Server;
use super::address::Exposure;
use super::failure::{Failure, notice};
use super::fields::Fields;
use super::form::{line, named, select, word};
use super::job::Place;
use super::moment::moment;
use super::new_study::{At, steps};
use super::page::{Area, Page};
use super::spoken::field;
use super::visitor::{InStudy, Visitor};
use super::{method, step};
use crate::problem::{Problem, Result};
use crate::study::{MachineDecided, Run, StoredCodebook, Study};
use crate::suggest::learn::ENOUGH_FOR_PROBABILITIES;
use crate::suggest::{self, Accepting, Scores, Settings, Wish, usual};
use crate::survey::PerAnswer;
use crate::tables::choose_codebook;

pub const PAGE: Page = Page {
    path: "suggest",
    de: "Vorschläge",
    en: "Suggestions",
    area: Some(Area::Study),
    routes,
};

fn routes() -> Router<Server> {
    Router::new().route("/suggest", get(show).post(begin)).route(
        "/suggest/codebook",
        get(taking::show)
            .post(taking::take)
            .layer(DefaultBodyLimit::disable()),
    )
}

#[derive(serde::Deserialize)]
pub struct Asked {
    codebook: Option<String>,
}

/// What there is to know before suggestions are made.
struct Standing {
    names: Vec<String>,
    codebook: StoredCodebook,
    reviewed: usize,
    run: Option<Run>,
    machine: Option<MachineDecided>,
}

impl Standing {
    /// None where the study has no codebook yet.
    fn read(study: &Study, name: Option<&str>) -> Result<Option<Standing>> {
        study.steady(|| {
            let names: Vec<String> = study.codebook_names()?;
            let Some(first) = names.first() else {
                return Ok(None);
            };
            let codebook = choose_codebook(study, Some(name.unwrap_or(first)))?;
            Ok(Some(Standing {
                reviewed: study.reviewed(&codebook.name)?.len(),
                run: study.latest_run(&codebook.name)?,
                machine: study.machine_decided(&codebook.name, None)?,
                names,
                codebook,
            }))
        })
    }
}

async fn show(
    State(server): State<Server>,
    Query(asked): Query<Asked>,
    at: InStudy,
) -> std::result::Result<Response, Failure> {
    draw(&server, &at, asked.codebook, None).await
}

async fn draw(
    server: &Server,
    at: &InStudy,
    codebook: Option<String>,
    problem: Option<&Problem>,
) -> std::result::Result<Response, Failure> {
    let standing = at
        .read(move |study| Standing::read(study, codebook.as_deref()))
        .await?;
    let Some(standing) = standing else {
        return Ok(Redirect::to(&at.to("suggest/codebook")).into_response());
    };
    let running = server.jobs().unfinished(&Place::Study(at.study.id().to_owned()));
    let visitor = &at.visitor;
    let page = at.sheet(at.say("Vorschläge", "Suggestions")).narrow().draw(&html! {
        @if standing.run.is_none() { (steps(At::Suggestions, visitor)) }
        @if let Some(problem) = problem { @for problem in problem.each() { (notice(problem, visitor)) } }
        @for job in &running {
            p.notice { a href=(job.address()) { (job.title.get(visitor.language)) } " " (at.say("läuft noch.", "is still running.")) }
        }
        (latest(&standing, visitor))
        (make(server, at, &standing))
        (machine(at, &standing))
        p { a href=(at.to("suggest/codebook")) { (at.say("Anderen Kodierleitfaden aufnehmen", "Take in another codebook")) } }
    });
    Ok(page.into_response())
}

fn latest(standing: &Standing, visitor: &Visitor) -> Markup {
    let method = |run: &Run| {
        suggest::named(&run.method).map_or_else(
            || run.method.clone(),
            |method| method.label().get(visitor.language).to_owned(),
        )
    };
    html! {
        @if let Some(run) = &standing.run {
            dl.facts {
                dt { (visitor.say("Zuletzt gemacht", "Made last")) }
                dd { (moment(run.time, visitor.language)) ", " (method(run)) }
                dt { (visitor.say("Geprüfte Einheiten", "Reviewed units")) }
                dd { (visitor.language.count(standing.reviewed as u64)) }
            }
        } @else {
            p.muted { (visitor.say(
                "Vorschläge beschleunigen das Kodieren; entschieden wird trotzdem jede Antwort von Menschen.",
                "Suggestions make coding faster; every answer is decided by people all the same.",
            )) }
        }
    }
}

fn label(option: &str, visitor: &Visitor) -> &'static str {
    field(option).map_or("", |name| name.get(visitor.language))
}

fn make(server: &Server, at: &InStudy, standing: &Standing) -> Markup {
    let visitor = &at.visitor;
    let usual = usual(&standing.codebook.codebook, standing.reviewed);
    html! {
        form.stack method="post" action=(at.to("suggest")) {
            (codebook_choice(standing, visitor))
            (method::choice(usual, visitor))
            details {
                summary { (visitor.say("Einstellungen", "Settings")) }
                div.panel {
                    (line(label("min-score", visitor), "min-score", "", Some(visitor.say(
                        "Wert zwischen 0 und 1, ab dem eine Kategorie vorgeschlagen wird. Ohne Angabe: bei Regeln 0,5, sonst wo das erwartete F1 am größten ist.",
                        "Score between 0 and 1 from which on a code is suggested. If left out: 0.5 for rules, else where the expected F1 is largest.",
                    ))))
                    (method::per_answer(visitor))
                }
            }
            @if server.address().exposure == Exposure::ThisMachine { (earlier(server, at)) }
            div.row { button.primary { (visitor.say("Vorschläge machen", "Make suggestions")) } }
        }
    }
}

fn codebook_choice(standing: &Standing, visitor: &Visitor) -> Markup {
    html! {
        @if standing.names.len() > 1 {
            (select(label("codebook", visitor), "codebook", &standing.codebook.name, &named(None, standing.names.iter().map(String::as_str))))
        } @else {
            input type="hidden" name="codebook" value=(standing.codebook.name);
        }
    }
}

/// Another study as a start.
fn earlier(server: &Server, at: &InStudy) -> Markup {
    let visitor = &at.visitor;
    let recent = server.machine().recent.list();
    let own = at.study.path();
    let paths: Vec<String> = recent
        .iter()
        .filter(|study| study.path != own && study.path.is_file())
        .map(|study| study.path.display().to_string())
        .collect();
    let none = visitor.say("keine", "none");
    html! {
        details {
            summary { (visitor.say("Von einer früheren Studie lernen", "Learn from an earlier study")) }
            div.panel {
                p.hint { (visitor.say(
                    "Was in der Welle davor entschieden wurde, zählt mit; dazu wird geprüft, ob sich die Antworten seither geändert haben.",
                    "What was decided in the wave before counts as well; and it is checked whether answers have changed since.",
                )) }
                @if !paths.is_empty() {
                    (select(label("from", visitor), "from", "", &named(Some(none), paths.iter().map(String::as_str))))
                }
                (line(visitor.say("Oder ihr Pfad", "Or its path"), "from-path", "", None))
            }
        }
    }
}

fn machine(at: &InStudy, standing: &Standing) -> Markup {
    let visitor = &at.visitor;
    let enough = standing.reviewed >= ENOUGH_FOR_PROBABILITIES;
    let probabilities = suggest::ALL
        .iter()
        .filter(|method| method.scores() == Scores::Probabilities);
    html! {
        section.panel {
            h2 { (visitor.say("Sichere Vorschläge übernehmen", "Accept sure suggestions")) }
            p { (visitor.say(
                "Im Namen der Maschine, nie in dem einer Person. Was Menschen entschieden haben, bleibt; was so übernommen ist, bleibt zum Prüfen offen und lässt sich zurücknehmen.",
                "In the machine's name, never in that of a person. What people decided stays; what is accepted this way stays open for review and can be taken back.",
            )) }
            @if enough {
                form.row method="post" action=(at.to("suggest")) {
                    input type="hidden" name="codebook" value=(standing.codebook.name);
                    @if let Some(method) = probabilities.clone().next() { input type="hidden" name="method" value=(method.id()); }
                    label.row {
                        span { (label("accept-above", visitor)) }
                        input type="text" inputmode="decimal" name="accept-above" size="5" value=(visitor.say("0,9", "0.9")) required;
                    }
                    button { (visitor.say("Vorschlagen und übernehmen", "Suggest and accept")) }
                }
            } @else {
                p.muted {
                    (visitor.say("Möglich, sobald Werte Wahrscheinlichkeiten sind: ab ", "Possible as soon as scores are probabilities: from "))
                    (ENOUGH_FOR_PROBABILITIES)
                    (visitor.say(" geprüften Einheiten; bisher ", " reviewed units on; so far "))
                    (standing.reviewed) "."
                }
            }
            @if let Some(decided) = &standing.machine {
                form.row method="post" action=(at.to("suggest")) {
                    input type="hidden" name="codebook" value=(standing.codebook.name);
                    input type="hidden" name="take-back" value="1";
                    span { (visitor.say("Übernommene Einheiten: ", "Accepted units: ")) (visitor.language.count(decided.units)) }
                    button { (label("take-back", visitor)) }
                }
            }
        }
    }
}

/// `POST /s/{study}/suggest`: a run begins, or what the machine accepted is taken back.
async fn begin(
    State(server): State<Server>,
    at: InStudy,
    fields: Fields,
) -> std::result::Result<Response, Failure> {
    let codebook = word(&fields, "codebook");
    match wish(&server, &fields) {
        Ok((wish, from)) => {
            let job = run::begin(&server, &at.study, codebook, wish, from);
            Ok(step::follow(&job).await.into_response())
        }
        Err(problem) => {
            let page = draw(&server, &at, Some(codebook), Some(&problem)).await?;
            Ok((axum::http::StatusCode::BAD_REQUEST, page).into_response())
        }
    }
}

/// What the form says, checked, and the study to start from.
fn wish(server: &Server, fields: &Fields) -> Result<(Wish, Option<PathBuf>)> {
    let method = method::read(fields)?;
    let accepting = match (word(fields, "take-back").is_empty(), word(fields, "accept-above")) {
        (false, _) => Some(Accepting::Nothing),
        (true, above) if above.is_empty() => None,
        (true, above) => Some(Accepting::Above(number(&above)?)),
    };
    let min_score = word(fields, "min-score");
    let wish = Wish {
        method,
        settings: Settings {
            min_score: (!min_score.is_empty()).then(|| number(&min_score)).transpose()?,
            per_answer: PerAnswer::of_id(&word(fields, "per-answer")),
        },
        accepting,
    };
    wish.check()?;
    let from = [word(fields, "from-path"), word(fields, "from")]
        .into_iter()
        .find(|path| !path.is_empty());
    let here = server.address().exposure == Exposure::ThisMachine;
    let from = from.filter(|_| here).map(PathBuf::from);
    if from.is_some() {
        wish.check_start()?;
    }
    Ok((wish, from))
}

/// A number with decimal point or comma.
fn number(written: &str) -> Result<f64> {
    written.replace(',', ".").parse().map_err(|_| {
        Problem::usage(
            format!("»{written}« ist keine Zahl."),
            format!("“{written}” is no number."),
        )
        .hint("Zum Beispiel 0,9.", "For example 0.9.")
    })
}
