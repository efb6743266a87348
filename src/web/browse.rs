//! Studies in the folders of this machine, for those who do not know paths: folders to walk through, a study that was dropped
//! and is looked for, a copy of it to be kept.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::extract::{Path as Place, Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::html;
use serde::Deserialize;

use super::failure::{Failure, notice};
use super::fields::{Fields, query};
use super::new_study::{found, on_a_thread, place};
use super::shell::Sheet;
use super::start::copied;
use super::uploads::Upload;
use super::visitor::Visitor;
use super::{Server, job};
use crate::problem::{Problem, cause};
use crate::study::Study;

/// Entries of a folder that are shown.
const SHOWN: usize = 500;

#[derive(Deserialize)]
pub struct Asked {
    /// The folder that is looked into.
    at: Option<PathBuf>,
}

/// What is in a folder, by name.
struct Inside {
    folders: Vec<PathBuf>,
    studies: Vec<PathBuf>,
    /// Entries beyond those shown.
    more: usize,
}

/// `GET /browse?at=…`.
pub async fn show(
    State(server): State<Server>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, Failure> {
    let known = server.machine().folders();
    let at = asked
        .at
        .or_else(|| known.first().cloned())
        .unwrap_or_else(|| PathBuf::from("/"));
    let looked = at.clone();
    let inside = on_a_thread(move || look(&looked)).await;
    let title = visitor.say("Studie öffnen", "Open a study");
    Ok(Sheet::new(&visitor, title).narrow().draw(&html! {
        nav.row aria-label=(visitor.say("Übliche Ordner", "Usual folders")) {
            @for folder in &known { a.button.mini href=(address(folder)) { (name_of(folder)) } }
        }
        section.stack {
            h2 { code { (at.display()) } }
            @if let Some(above) = at.parent() {
                p { a href=(address(above)) { (visitor.say("Eine Ebene höher", "One level up")) } }
            }
            @match &inside {
                Err(problem) => (notice(problem, &visitor)),
                Ok(inside) => {
                    @if inside.studies.is_empty() { p.muted { (visitor.say("Hier liegt keine Studie.", "There is no study here.")) } }
                    ul.lines {
                        @for study in &inside.studies {
                            li { form method="post" action="/open" {
                                input type="hidden" name="path" value=(study.display());
                                button.primary { (name_of(study)) }
                            } }
                        }
                        @for folder in &inside.folders { li { a href=(address(folder)) { (name_of(folder)) "/" } } }
                    }
                    @if inside.more > 0 { p.muted { (inside.more) " " (visitor.say("weitere Einträge", "more entries")) } }
                }
            }
        }
        p { a.button.quiet href="/" { (visitor.say("Zu den Studien", "To the studies")) } }
    }))
}

fn look(folder: &Path) -> crate::problem::Result<Inside> {
    let entries = std::fs::read_dir(folder).map_err(|error| {
        let cause = cause(&error);
        Problem::input(
            format!("Der Ordner lässt sich nicht lesen: {}.", cause.de),
            format!("The folder cannot be read: {}.", cause.en),
        )
        .hint("Einen anderen Ordner wählen.", "Choose another folder.")
    })?;
    let mut all: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    let is_hidden = |path: &PathBuf| name_of(path).starts_with('.');
    all.retain(|path| !is_hidden(path) && (path.is_dir() && !is_index(path) || is_study_name(path)));
    all.sort();
    let more = all.len().saturating_sub(SHOWN);
    all.truncate(SHOWN);
    let (folders, studies) = all.into_iter().partition(|path| path.is_dir());
    Ok(Inside {
        folders,
        studies,
        more,
    })
}

fn is_study_name(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "freitext") && path.is_file()
}

fn is_index(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "index")
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

fn address(folder: &Path) -> String {
    format!("/browse?{}", query([("at", &*folder.display().to_string())]))
}

/// The study with this identity, among recent ones and in the usual folders. `name`: as the file was called that was
/// dropped.
pub fn find(server: &Server, identity: &str, name: &str) -> Option<PathBuf> {
    let recent = server.machine().recent.list();
    let of_recent = recent
        .into_iter()
        .filter(|study| study.identity == identity)
        .map(|study| study.path);
    let in_folders = server
        .machine()
        .folders()
        .into_iter()
        .map(|folder| folder.join(name));
    let candidates: Vec<PathBuf> = of_recent
        .chain(in_folders)
        .filter(|path| path.is_file())
        .collect();
    let is_it = |path: &PathBuf| {
        let there = Study::look(path).and_then(|study| study.identity());
        there.is_ok_and(|there| there == identity)
    };
    // Of several copies that of the same name is meant.
    let named = candidates
        .iter()
        .find(|path| name_of(path) == name && is_it(path));
    named
        .or_else(|| candidates.iter().find(|path| is_it(path)))
        .cloned()
}

/// The question where a copy of a dropped study is to be kept.
pub fn keep_copy(
    server: &Server,
    visitor: &Visitor,
    upload: &Arc<Upload>,
    problem: Option<&Problem>,
) -> Html<String> {
    let wishes = upload.wishes().clone();
    Sheet::new(visitor, upload.name.clone()).narrow().draw(&html! {
        @if let Some(problem) = problem { (notice(problem, visitor)) }
        div.notice {
            p { (visitor.say("Ein Browser verrät nicht, wo eine Datei liegt.", "A browser does not say where a file is.")) }
            p { (visitor.say(
                "Die Studie ist an keinem der üblichen Orte zu finden. Gearbeitet wird an einer Kopie, die hier abgelegt wird; \
                 wer die Datei selbst bearbeiten will, öffnet sie auf der Startseite mit ihrem Pfad.",
                "The study is at none of the usual places. Work goes on in a copy that is put here; to work on the file itself, \
                 open it by its path on the start page.",
            )) }
        }
        form.stack method="post" action=(format!("/new/{}/keep", upload.id)) {
            (place::fields(server.machine(), upload, &wishes, visitor))
            div.row {
                button.primary { (visitor.say("Kopie ablegen und öffnen", "Keep the copy and open it")) }
                a.button.quiet href="/" { (visitor.say("Zu den Studien", "To the studies")) }
            }
        }
    })
}

/// `POST /new/{upload}/keep`.
pub async fn keep(
    State(server): State<Server>,
    Place(id): Place<String>,
    visitor: Visitor,
    fields: Fields,
) -> Result<Response, Failure> {
    let upload = found(&server, &job::Place::Start, &id)?;
    let wishes = {
        let mut wishes = upload.wishes();
        wishes.read_place(&fields);
        wishes.clone()
    };
    let (keeping, from) = (server.clone(), upload.path.clone());
    let kept = on_a_thread(move || {
        place::check(&wishes)?;
        let path = place::path(&wishes);
        copied(&from, &path)?;
        keeping.open_study(&path)
    });
    match kept.await {
        Ok(study) => {
            server.machine().uploads.forget(&id);
            Ok(Redirect::to(&format!("/s/{}/", study.id())).into_response())
        }
        Err(problem) => {
            let page = keep_copy(&server, &visitor, &upload, Some(&problem));
            Ok((StatusCode::BAD_REQUEST, page).into_response())
        }
    }
}
