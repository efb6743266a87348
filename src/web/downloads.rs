//! Everything that can be written for other programs, each with a sentence what it is. A file is made by a step of its own and
//! then fetched, so that a large one can be waited for or ended.

use axum::Router;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::Server;
use super::carried::{Carried, GROUPS};
use super::column_name::choose_column;
use super::failure::{Failure, notice};
use super::fields::Fields;
use super::form::{choices, line, select, word, words};
use super::job::{MadeFile, Outcome, Place};
use super::page::{Area, Page};
use super::step;
use super::tables::{Offered, label, said, settled};
use super::visitor::InStudy;
use crate::export::{self, Exporter, Options, Which};
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
                    (choose_column(at.say("Kreuztabellen nach", "Crosstabs by"), "by", said.by.first().map_or("", String::as_str),
                        Some(at.say("keine", "none")), offered.column_names()))
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
                    @for group in GROUPS {
                        tbody id=(group.id) {
                            tr { th.group scope="rowgroup" colspan="2" { (group.title().get(visitor.language)) } }
                            @for carried in group.files {
                                @if let Some(exporter) = exporter(carried.name) { (row(carried, exporter, at)) }
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

fn exporter(name: &str) -> Option<&'static dyn Exporter> {
    export::ALL
        .iter()
        .copied()
        .find(|exporter| exporter.name() == name)
}

/// A file: what it is, what it carries over, which codings it can hold where it cannot hold all.
fn row(carried: &Carried, exporter: &dyn Exporter, at: &InStudy) -> Markup {
    let language = at.language();
    let what = exporter.what();
    let able = exporter.which();
    html! {
        tr {
            th scope="row" {
                div.sentence { (what.get(language)) }
                div.hint {
                    (carried.says().get(language))
                    @if exporter.tells_codings() && able.len() < Which::ALL.len() {
                        " " (label("codings", at)) ": " (listed(able, language)) "."
                    }
                }
            }
            td { button.mini name="as" value=(exporter.name()) {
                (exporter.ending().to_uppercase()) span.vh { ": " (what.get(language)) }
            } }
        }
    }
}

fn listed(which: &[Which], language: Language) -> String {
    let labels: Vec<String> = which
        .iter()
        .map(|which| which.label().get(language).to_owned())
        .collect();
    labels.join("; ")
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
    let exporter = exporter(&word(fields, "as")).ok_or_else(|| {
        Problem::usage("Diese Datei gibt es nicht.", "There is no such file.")
            .hint("Eine der gezeigten wählen.", "Choose one of those shown.")
    })?;
    // A codebook is the same whatever is chosen for codings.
    let which = match exporter.tells_codings() {
        true => Which::of_id(&word(fields, "codings")).unwrap_or_default(),
        false => Which::default(),
    };
    if !exporter.which().contains(&which) {
        return Err(cannot_hold(exporter, which));
    }
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
        which,
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

fn cannot_hold(exporter: &dyn Exporter, which: Which) -> Problem {
    let (what, which) = (exporter.what(), which.label());
    let able = |language| listed(exporter.which(), language);
    Problem::usage(
        format!(
            "Diese Datei kann die Kodierungen nicht so halten ({}): {}.",
            which.de, what.de
        ),
        format!(
            "This file cannot hold the codings so ({}): {}.",
            which.en, what.en
        ),
    )
    .hint(
        format!("Unter »Kodierungen« wählen: {}.", able(Language::De)),
        format!("Choose under “Codings”: {}.", able(Language::En)),
    )
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
