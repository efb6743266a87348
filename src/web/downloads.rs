//! Everything that can be written for other programs, each with a sentence what it is. A file is made by a step of its own and
//! then fetched, so that a large one can be waited for or ended.

use axum::Router;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use maud::html;

use super::Server;
use super::failure::{Failure, notice};
use super::fields::Fields;
use super::form::{choices, line, named, select, word, words};
use super::job::{MadeFile, Outcome, Place};
use super::page::{Area, Page};
use super::step;
use super::tables::{Offered, label, said, settled};
use super::visitor::InStudy;
use crate::export::{self, Options, Which};
use crate::problem::{Problem, Result};
use crate::tables::{Base, Choice, Said, View};
use crate::words::{Language, Text};

pub const PAGE: Page = Page {
    path: "downloads",
    de: "Dateien",
    en: "Files",
    area: Some(Area::Results),
    routes,
};

fn routes() -> Router<Server> {
    Router::new().route("/downloads", get(show).post(make))
}

async fn show(at: InStudy) -> std::result::Result<Html<String>, Failure> {
    draw(&at, &Said::default(), Which::default(), None).await
}

async fn draw(
    at: &InStudy,
    said: &Said,
    which: Which,
    problem: Option<&Problem>,
) -> std::result::Result<Html<String>, Failure> {
    let codebook = said.codebook.clone();
    let offered = at.read(move |study| Offered::of(study, &codebook)).await?;
    let visitor = &at.visitor;
    let base = if said.base.is_empty() {
        Base::Units.id()
    } else {
        &said.base
    };
    let which = which.id();
    let languages = [("de", "Deutsch"), ("en", "English")].map(|(id, name)| (id.to_owned(), name.to_owned()));
    Ok(at.sheet(at.say("Dateien", "Files")).draw(&html! {
        @if let Some(problem) = problem { @for problem in problem.each() { (notice(problem, visitor)) } }
        form.stack method="post" action=(at.to("downloads")) {
            div.filters {
                (offered.fields(said, at))
                (select(at.say("Zeilen des Datensatzes", "Rows of the data set"), "base", base, &choices::<Base>(None, visitor)))
                @if !offered.background.is_empty() {
                    (select(at.say("Kreuztabellen nach", "Crosstabs by"), "by", said.by.first().map_or("", String::as_str),
                        &named(Some(at.say("keine", "none")), offered.background.iter().map(String::as_str))))
                }
                (line(label("min-cell", at), "min_cell", &said.min_cell, Some(at.say("nur in der Arbeitsmappe, die dann ohne Einzeldaten ist", "in the workbook only, which is without single answers then"))))
                (select(label("codings", at), "codings", which, &choices::<Which>(None, visitor)))
                (select(at.say("Sprache der Datei", "Language of the file"), "language", at.say("de", "en"), &languages))
            }
            div.table-wrap tabindex="0" role="region" aria-label=(at.say("Dateien", "Files")) {
                table {
                    thead { tr {
                        th scope="col" { (at.say("Inhalt", "Content")) }
                        th scope="col" { (at.say("Herunterladen", "Download")) }
                    } }
                    tbody {
                        @for exporter in export::ALL {
                            tr {
                                th.sentence scope="row" { (exporter.what().get(visitor.language)) }
                                td { button.mini name="as" value=(exporter.name()) {
                                    (exporter.ending().to_uppercase()) span.vh { ": " (exporter.what().get(visitor.language)) }
                                } }
                            }
                        }
                    }
                }
            }
        }
        p.hint { (at.say(
            "Was noch niemand geprüft hat, steht in den Dateien als Vorschlag oder als ungeprüft.",
            "What nobody has reviewed yet stands in the files as a suggestion or as not reviewed.",
        )) }
    }))
}

/// `POST /s/{study}/downloads`: a file begins to be made.
async fn make(
    State(server): State<Server>,
    at: InStudy,
    fields: Fields,
) -> std::result::Result<Response, Failure> {
    let said = Said {
        base: word(&fields, "base"),
        by: words(&fields, "by"),
        ..said(&fields)
    };
    match begin(&server, &at, &said, &fields).await {
        Ok(job) => Ok(step::follow(&job).await.into_response()),
        Err(problem) => {
            let which = Which::of_id(&word(&fields, "codings")).unwrap_or_default();
            let page = draw(&at, &said, which, Some(&problem)).await?;
            Ok((axum::http::StatusCode::BAD_REQUEST, page).into_response())
        }
    }
}

async fn begin(
    server: &Server,
    at: &InStudy,
    said: &Said,
    fields: &Fields,
) -> Result<std::sync::Arc<super::job::Job>> {
    let named = word(fields, "as");
    let exporter = export::ALL
        .iter()
        .find(|exporter| exporter.name() == named)
        .ok_or_else(|| {
            Problem::usage("Diese Datei gibt es nicht.", "There is no such file.")
                .hint("Eine der gezeigten wählen.", "Choose one of those shown.")
        })?;
    let codebook = said.codebook.clone();
    let offered = at.study.read(move |study| Offered::of(study, &codebook)).await?;
    let said = settled(said, &offered);
    if exporter.tells_codings() {
        at.is_not_blind(&said.codebook).await?;
    }
    let (selection, view) = said.read()?;
    let options = Options {
        selection,
        view: View {
            min_cell: view.min_cell,
            ..View::default()
        },
        language: match &word(fields, "language")[..] {
            "de" => Language::De,
            "en" => Language::En,
            _ => at.language(),
        },
        which: Which::of_id(&word(fields, "codings")).unwrap_or_default(),
    };
    let name = file_name(
        &at.study.name(),
        &said.codebook,
        exporter.called(),
        exporter.ending(),
    );
    let (study, codebook) = (at.study.clone(), said.codebook.clone());
    let place = Place::Study(study.id().to_owned());
    let title = Text::new("Datei schreiben", "Writing a file");
    Ok(server.jobs().begin(place, title, move |watch| {
        let hear = |done, all| watch.hear(done, all);
        let (file, notices) = MadeFile::made(&name, |path| {
            study.read_here(|study| export::export(study, path, Some(exporter.name()), &options, &hear))
        })?;
        let codings = exporter.tells_codings().then_some(codebook);
        Ok(Outcome {
            notices,
            file: Some(file),
            codings,
            next: vec![(
                format!("/s/{}/downloads", study.id()),
                Text::new("Zurück zu den Dateien", "Back to the files"),
            )],
            ..Outcome::default()
        })
    }))
}

/// A codebook keeps its name, by which decisions belong to it.
fn file_name(study: &str, codebook: &str, exporter: &str, ending: &str) -> String {
    match exporter {
        "codebook" => format!("{codebook}.{ending}"),
        // It reads a file of the name that the data set gets.
        "rscript" => format!("{study} rds.{ending}"),
        _ => format!("{study} {exporter}.{ending}"),
    }
}
