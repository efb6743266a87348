//! Corrected shares: what they rest on, and the step that computes them. Its report is that of the command line.
//!
//! | member | what |
//! |---|---|
//! | `run` | the step |

mod run;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::Server;
use super::failure::{Failure, notice};
use super::fields::Fields;
use super::form::{named, select, word};
use super::page::{Area, Page};
use super::step;
use super::tables::label;
use super::visitor::InStudy;
use crate::problem::{Problem, Result};
use crate::study::Study;
use crate::suggest::evaluation::LEAST_RANDOM;
use crate::survey::Picked;
use crate::tables::choose_codebook;
use run::Wish;

pub const PAGE: Page = Page {
    path: "corrected",
    de: "Hochrechnung",
    en: "Corrected shares",
    area: Some(Area::Results),
    routes: || Router::new().route("/corrected", get(show).post(begin)),
};

/// What there is to rest on.
struct Standing {
    codebooks: Vec<String>,
    questions: Vec<String>,
    codebook: String,
    reviewed: u64,
    random: u64,
}

impl Standing {
    /// None where the study has no codebook yet.
    fn read(study: &Study, name: &str) -> Result<Option<Standing>> {
        study.steady(|| {
            let codebooks = study.codebook_names()?;
            let Some(first) = codebooks.first() else {
                return Ok(None);
            };
            let codebook = choose_codebook(study, Some(if name.is_empty() { first } else { name }))?.name;
            let reviewed = study.reviewed(&codebook)?;
            let random = reviewed
                .iter()
                .filter(|reviewed| reviewed.picked == Picked::Random);
            Ok(Some(Standing {
                questions: study
                    .questions()?
                    .into_iter()
                    .map(|question| question.key)
                    .collect(),
                random: random.count() as u64,
                reviewed: reviewed.len() as u64,
                codebooks,
                codebook,
            }))
        })
    }
}

async fn show(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    draw(&at, word(&fields, "codebook"), None).await
}

async fn draw(
    at: &InStudy,
    codebook: String,
    problem: Option<&Problem>,
) -> std::result::Result<Response, Failure> {
    let standing = at.read(move |study| Standing::read(study, &codebook)).await?;
    let Some(standing) = standing else {
        return Ok(Redirect::to(&at.to("suggest/codebook")).into_response());
    };
    let blind = at.is_not_blind(&standing.codebook).await.err();
    let title = at.say(
        "Wie häufig ist jede Kategorie in allen Antworten?",
        "How frequent is each code in all answers?",
    );
    let page = at.sheet(title).narrow().draw(&html! {
        @for problem in problem.or(blind.as_ref()).into_iter().flat_map(Problem::each) { (notice(problem, &at.visitor)) }
        p { (at.say(
            "Solange nicht alles geprüft ist, sind Häufigkeiten so gut wie die Vorschläge. An einer zufällig gezogenen, geprüften Stichprobe zeigt sich, wie oft die Maschine irrt; damit wird auf die offenen Antworten hochgerechnet, mit Intervall.",
            "As long as not everything is reviewed, frequencies are as good as the suggestions. A random sample that was reviewed shows how often the machine errs; with it the shares of the open answers are estimated, with an interval.",
        )) }
        @if blind.is_none() { (offered(at, &standing)) }
    });
    Ok(page.into_response())
}

fn offered(at: &InStudy, standing: &Standing) -> Markup {
    let count = |n: u64| at.language().count(n);
    let codebooks = named(None, standing.codebooks.iter().map(String::as_str));
    let questions = named(
        Some(at.say("alle", "all")),
        standing.questions.iter().map(String::as_str),
    );
    html! {
        dl.facts {
            dt { (at.say("Geprüfte Einheiten", "Reviewed units")) } dd { (count(standing.reviewed)) }
            dt { (at.say("davon zufällig gezogen", "picked at random")) } dd { (count(standing.random)) }
        }
        @if standing.random < LEAST_RANDOM as u64 {
            p.notice {
                (at.say("Nötig sind mindestens ", "At least ")) (LEAST_RANDOM)
                (at.say(" zufällig gezogene: beim Kodieren die Reihenfolge »zufällig« wählen.", " picked at random are needed: choose the order “at random” while coding."))
                " " a href=(at.to("code?order=random")) { (at.say("Zufällig kodieren", "Code at random")) }
            }
        }
        form.filters method="post" action=(at.to("corrected")) {
            @if standing.codebooks.len() > 1 { (select(label("codebook", at), "codebook", &standing.codebook, &codebooks)) }
            @else { input type="hidden" name="codebook" value=(standing.codebook); }
            @if standing.questions.len() > 1 { (select(label("question", at), "question", "", &questions)) }
            button.primary { (at.say("Hochrechnen", "Correct")) }
        }
    }
}

/// `POST /s/{study}/corrected`: the computation begins.
async fn begin(
    State(server): State<Server>,
    at: InStudy,
    fields: Fields,
) -> std::result::Result<Response, Failure> {
    let codebook = word(&fields, "codebook");
    if let Err(problem) = at.is_not_blind(&codebook).await {
        let page = draw(&at, codebook, Some(&problem)).await?;
        return Ok((StatusCode::BAD_REQUEST, page).into_response());
    }
    let wish = Wish {
        codebook,
        question: Some(word(&fields, "question")).filter(|key| !key.is_empty()),
    };
    Ok(step::follow(&run::begin(&server, &at.study, wish))
        .await
        .into_response())
}
