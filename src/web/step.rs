//! The page of a long step: how far it is, a way to end it, and what came of it. It looks again by itself, with the script
//! without being drawn anew.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::{Markup, html};

use super::failure::{Failure, notice};
use super::job::{Finished, Job, MadeFile, Now, Outcome, Place, Running};
use super::page::Page;
use super::report;
use super::shell::Sheet;
use super::visitor::{InStudy, Visitor};
use super::{Server, sending};
use crate::problem::Problem;
use crate::results::Part;

pub const PAGE: Page = Page {
    path: "step",
    de: "Schritt",
    en: "Step",
    area: None,
    routes,
};

/// Seconds until a browser without script looks again.
const AGAIN: u64 = 2;
/// Columns of a table that a narrow page has room for.
const COLUMNS: usize = 6;
/// How long an answer waits for a step that may be finished in a moment.
const MOMENT: Duration = Duration::from_millis(700);

fn routes() -> Router<Server> {
    Router::new()
        .route("/step/{number}", get(show))
        .route("/step/{number}/cancel", post(cancel))
        .route("/step/{number}/file", get(file))
}

/// The same for steps that belong to no study yet.
pub fn of_start() -> Router<Server> {
    Router::new()
        .route("/new/step/{number}", get(show_start))
        .route("/new/step/{number}/cancel", post(cancel_start))
}

/// On to the page of a step that has just begun; where it is finished in a moment, to where it leads.
pub async fn follow(job: &Arc<Job>) -> Redirect {
    if job.finished_within(MOMENT).await
        && let Now::Finished(Finished::Done(outcome)) = job.now()
    {
        // What there is to know beside a file must not get lost behind it.
        if outcome.file.is_some() && outcome.told.is_none() && outcome.notices.is_empty() {
            return Redirect::to(&format!("{}/file", job.address()));
        }
        if let (None, true, Some((address, _))) =
            (&outcome.told, outcome.notices.is_empty(), outcome.next.first())
        {
            return Redirect::to(address);
        }
    }
    Redirect::to(&job.address())
}

async fn show(
    State(server): State<Server>,
    Path((_, number)): Path<(String, u64)>,
    at: InStudy,
) -> Result<Html<String>, Failure> {
    let job = found(&server, &Place::Study(at.study.id().to_owned()), number)?;
    if let Now::Finished(Finished::Done(outcome)) = job.now() {
        may_be_told(&at, &outcome).await?;
    }
    let title = job.title.get(at.language()).to_owned();
    Ok(drawn(at.sheet(title), &job, &at.visitor))
}

/// Another person may have begun the step.
async fn may_be_told(at: &InStudy, outcome: &Outcome) -> crate::problem::Result<()> {
    match &outcome.codings {
        Some(codebook) => at.is_not_blind(codebook).await,
        None => Ok(()),
    }
}

async fn show_start(
    State(server): State<Server>,
    Path(number): Path<u64>,
    visitor: Visitor,
) -> Result<Html<String>, Failure> {
    let job = found(&server, &Place::Start, number)?;
    let title = job.title.get(visitor.language).to_owned();
    Ok(drawn(Sheet::new(&visitor, title), &job, &visitor))
}

async fn cancel(
    State(server): State<Server>,
    Path((_, number)): Path<(String, u64)>,
    at: InStudy,
) -> Result<Redirect, Failure> {
    cancelled(found(&server, &Place::Study(at.study.id().to_owned()), number)?).await
}

async fn cancel_start(State(server): State<Server>, Path(number): Path<u64>) -> Result<Redirect, Failure> {
    cancelled(found(&server, &Place::Start, number)?).await
}

async fn cancelled(job: Arc<Job>) -> Result<Redirect, Failure> {
    job.cancel();
    job.finished_within(MOMENT).await;
    Ok(Redirect::to(&job.address()))
}

fn found(server: &Server, place: &Place, number: u64) -> Result<Arc<Job>, Failure> {
    server.jobs().find(place, number).ok_or_else(|| {
        Failure::not_found(
            Problem::input(
                "Diesen Schritt gibt es nicht mehr.",
                "This step is not known any more.",
            )
            .hint(
                "Was er geschrieben hat, steht in der Studie.",
                "What it has written stands in the study.",
            ),
        )
    })
}

fn drawn(sheet: Sheet<'_>, job: &Arc<Job>, visitor: &Visitor) -> Html<String> {
    let sheet = sheet.script("step.js");
    match job.now() {
        Now::Waiting => sheet.narrow().again(AGAIN).draw(&waiting(job, visitor)),
        Now::Running(running) => sheet
            .narrow()
            .again(AGAIN)
            .draw(&running_on(job, &running, visitor)),
        Now::Finished(Finished::Done(outcome)) => {
            let told = outcome.told.as_ref().map(|told| told(visitor.language));
            let sheet = match told.iter().flatten().any(is_wide) {
                true => sheet,
                false => sheet.narrow(),
            };
            sheet.draw(&done(&told, job, &outcome, visitor))
        }
        Now::Finished(Finished::Failed(problem)) => sheet.narrow().draw(&html! {
            div #step { @for problem in problem.each() { (notice(problem, visitor)) } }
            p { (unchanged(visitor)) }
            (back(job, visitor))
        }),
        Now::Finished(Finished::Cancelled) => sheet.narrow().draw(&html! {
            div.notice #step { p { (visitor.say("Abgebrochen.", "Cancelled.")) " " (unchanged(visitor)) } }
            (back(job, visitor))
        }),
    }
}

fn unchanged(visitor: &Visitor) -> &str {
    visitor.say(
        "Alles ist so, wie es vorher war.",
        "Everything is as it was before.",
    )
}

fn waiting(job: &Job, visitor: &Visitor) -> Markup {
    html! {
        section.panel #step data-running {
            p { (visitor.say(
                "Wartet, bis ein anderer Schritt dieser Studie fertig ist.",
                "Waits until another step of this study is finished.",
            )) }
            (cancel_form(job, visitor))
        }
    }
}

fn running_on(job: &Job, running: &Running, visitor: &Visitor) -> Markup {
    let language = visitor.language;
    let part = running.part.get(language);
    let percent = (running.done * 100).checked_div(running.all);
    html! {
        section.panel #step data-running {
            div.pair {
                b aria-live="polite" { (part) }
                @if let Some(percent) = percent { span.muted.num { (percent) "\u{a0}%" } }
            }
            @match percent {
                Some(percent) => progress.wide value=(running.done.min(running.all)) max=(running.all) aria-label={ (part) ": " (percent) " %" } {},
                None => progress.wide aria-label=(part) {},
            }
            p.small.muted {
                @if let Some(left) = running.left() { (visitor.say("Noch etwa ", "About ")) (time(left, visitor)) (visitor.say(". ", " left. ")) }
                (visitor.say(
                    "Diese Seite kann geschlossen werden; die Arbeit geht weiter, solange freitext läuft.",
                    "This page can be closed; the work goes on as long as freitext is running.",
                ))
            }
            @if !running.before.is_empty() {
                ul.lines.small {
                    @for (part, took) in &running.before {
                        li.pair { span.saved { (part.get(language)) } span.muted { (time(*took, visitor)) } }
                    }
                }
            }
            @if job.is_asked_to_end() { p { (visitor.say("Wird abgebrochen …", "Being cancelled …")) } }
            @else { (cancel_form(job, visitor)) }
        }
    }
}

fn cancel_form(job: &Job, visitor: &Visitor) -> Markup {
    html! {
        form.row method="post" action={ (job.address()) "/cancel" } {
            button { (visitor.say("Abbrechen", "Cancel")) }
            span.hint { (visitor.say("Nichts Halbes bleibt zurück.", "Nothing half-done stays behind.")) }
        }
    }
}

/// A table that a narrow page would cut.
fn is_wide(part: &Part) -> bool {
    matches!(part, Part::Grid(grid) if grid.headings.len() > COLUMNS)
}

fn done(told: &Option<Vec<Part>>, job: &Job, outcome: &Outcome, visitor: &Visitor) -> Markup {
    html! {
        div.stack #step data-finished {
            @match told {
                Some(told) => (report::parts(told, visitor)),
                None => p.saved { (visitor.say("Fertig", "Done")) },
            }
            (report::notices(&outcome.notices, outcome.notices_more, visitor))
        }
        @if let Some(MadeFile { name, .. }) = &outcome.file {
            p { a.button.primary #file href={ (job.address()) "/file" } download=(name) { (visitor.say("Herunterladen", "Download")) ": " (name) } }
        }
        @if !outcome.next.is_empty() {
            div.row {
                @for (at, (address, what)) in outcome.next.iter().enumerate() {
                    a.button.primary[at == 0 && outcome.file.is_none()] href=(address) { (what.get(visitor.language)) }
                }
            }
        }
    }
}

fn back(job: &Job, visitor: &Visitor) -> Markup {
    html! {
        p {
            @match &job.place {
                Place::Study(id) => a.button href=(format!("/s/{id}/")) { (visitor.say("Zurück zur Studie", "Back to the study")) },
                Place::Start => a.button href="/" { (visitor.say("Zu den Studien", "To the studies")) },
            }
        }
    }
}

/// `1,9 s`, `2 min`.
fn time(time: Duration, visitor: &Visitor) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        0.0..10.0 => format!("{}\u{a0}s", visitor.language.number(seconds, 1)),
        10.0..100.0 => format!("{seconds:.0}\u{a0}s"),
        _ => format!("{:.0}\u{a0}min", seconds / 60.0),
    }
}

/// `GET /s/{study}/step/{number}/file`: the file that a step has made.
async fn file(
    State(server): State<Server>,
    Path((_, number)): Path<(String, u64)>,
    at: InStudy,
) -> Result<Response, Failure> {
    let job = found(&server, &Place::Study(at.study.id().to_owned()), number)?;
    match job.now() {
        Now::Finished(Finished::Done(outcome)) if outcome.file.is_some() => {
            may_be_told(&at, &outcome).await?;
            Ok(tokio::task::spawn_blocking(move || sending::file(outcome))
                .await
                .map_err(Problem::bug)??)
        }
        _ => Ok(Redirect::to(&job.address()).into_response()),
    }
}
