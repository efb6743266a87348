//! The start page: a new study, a study that is there, a recent one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use maud::{Markup, html};

use super::failure::{Failure, notice};
use super::fields::Fields;
use super::form::{Dropped, TABLES, drop_file, word};
use super::moment::moment;
use super::new_study::on_a_thread;
use super::recent::RecentStudy;
use super::shell::Sheet;
use super::uploads::Upload;
use super::visitor::Visitor;
use super::{Server, browse};
use crate::problem::{Problem, Result};
use crate::study::Study;

/// `GET /`.
pub async fn show(State(server): State<Server>, visitor: Visitor) -> Html<String> {
    draw(&server, &visitor, None)
}

fn draw(server: &Server, visitor: &Visitor, problem: Option<&Problem>) -> Html<String> {
    let recent = server.machine().recent.list();
    let sheet = Sheet::new(visitor, visitor.say("Studien", "Studies"))
        .narrow()
        .script("start.js");
    sheet.draw(&html! {
        @if let Some(problem) = problem { @for problem in problem.each() { (notice(problem, visitor)) } }
        (drop_file(server, "/new", &Dropped {
            title: visitor.say("Neue Studie", "New study"),
            what: visitor.say(
                "Eine Datei mit Antworten hierher ziehen. Sie bleibt auf diesem Rechner.",
                "Drop a file of answers here. It stays on this machine.",
            ),
            accepted: &format!("{TABLES},.freitext"),
        }, visitor))
        @if !recent.is_empty() {
            section.stack {
                h2 { (visitor.say("Zuletzt geöffnet", "Opened lately")) }
                ul.lines { @for study in &recent { (recent_study(study, visitor)) } }
            }
        }
        section.stack {
            h2 { (visitor.say("Vorhandene Studie öffnen", "Open a study that is there")) }
            form.row method="post" action="/open" {
                label.field.wide {
                    span { (visitor.say("Pfad der Studiendatei", "Path of the study file")) }
                    input name="path" required autocomplete="off" spellcheck="false" placeholder="studie.freitext";
                }
                button { (visitor.say("Öffnen", "Open")) }
            }
            p { a href="/browse" { (visitor.say("In Ordnern suchen", "Look in folders")) } }
        }
    })
}

fn recent_study(study: &RecentStudy, visitor: &Visitor) -> Markup {
    let path = study.path.display().to_string();
    let name = study
        .path
        .file_stem()
        .map_or_else(|| path.clone(), |name| name.to_string_lossy().into_owned());
    let folder = study
        .path
        .parent()
        .map_or_else(String::new, |folder| folder.display().to_string());
    let size = std::fs::metadata(&study.path).ok().map(|file| file.len());
    html! {
        li.pair {
            div {
                @if size.is_some() {
                    form method="post" action="/open" {
                        input type="hidden" name="path" value=(path);
                        button.link { (name) }
                    }
                } @else {
                    b { (name) } br;
                }
                span.small.muted {
                    (folder) " · "
                    @match size {
                        Some(size) => { (visitor.language.bytes(size)) " · " (moment(study.opened, visitor.language)) },
                        None => (visitor.say("nicht gefunden", "not found")),
                    }
                }
            }
            form method="post" action="/forget" {
                input type="hidden" name="path" value=(path);
                button.quiet.mini title=(visitor.say("Aus dieser Liste nehmen; die Datei bleibt", "Take from this list; the file stays")) {
                    (visitor.say("Vergessen", "Forget")) span.vh { ": " (name) }
                }
            }
        }
    }
}

/// `POST /open`: opens a study of this machine.
pub async fn open(
    State(server): State<Server>,
    visitor: Visitor,
    fields: Fields,
) -> std::result::Result<Response, Failure> {
    let path = PathBuf::from(word(&fields, "path"));
    let opening = server.clone();
    let opened = on_a_thread(move || {
        if path.as_os_str().is_empty() {
            return Err(no_path());
        }
        opening.open_study(&path)
    });
    match opened.await {
        Ok(study) => Ok(Redirect::to(&format!("/s/{}/", study.id())).into_response()),
        Err(problem) => {
            let page = draw(&server, &visitor, Some(&problem));
            Ok((axum::http::StatusCode::BAD_REQUEST, page).into_response())
        }
    }
}

fn no_path() -> Problem {
    Problem::usage("Es ist kein Pfad angegeben.", "No path is given.").hint(
        "Den Pfad einer Studiendatei schreiben, oder in Ordnern suchen.",
        "Write the path of a study file, or look in folders.",
    )
}

/// `POST /forget`: takes a study from the list of recent ones.
pub async fn forget(State(server): State<Server>, fields: Fields) -> Redirect {
    server.machine().recent.forget(Path::new(&word(&fields, "path")));
    Redirect::to("/")
}

/// Whether a file is a study, or at least a database of the same kind.
pub fn is_study(path: &Path) -> bool {
    crate::export::refuse_study(path).is_err()
}

/// A study file was dropped. A browser does not say where the file is: the study is looked for by its identity; where it is
/// not found, a copy can be kept.
pub async fn dropped(
    server: Server,
    visitor: Visitor,
    upload: Arc<Upload>,
) -> std::result::Result<Response, Failure> {
    let (path, name) = (upload.path.clone(), upload.name.clone());
    let looking = server.clone();
    let found = on_a_thread(move || {
        let identity = Study::look(&path)
            .and_then(|study| study.identity())
            .map_err(|problem| problem.in_file(&name))?;
        Ok(browse::find(&looking, &identity, &name))
    })
    .await;
    match found {
        Ok(Some(there)) => {
            server.machine().uploads.forget(&upload.id);
            let study = on_a_thread(move || server.open_study(&there)).await?;
            Ok(Redirect::to(&format!("/s/{}/", study.id())).into_response())
        }
        Ok(None) => Ok(browse::keep_copy(&server, &visitor, &upload, None).into_response()),
        Err(problem) => {
            server.machine().uploads.forget(&upload.id);
            let page = draw(&server, &visitor, Some(&problem));
            Ok((axum::http::StatusCode::BAD_REQUEST, page).into_response())
        }
    }
}

/// What came in cannot be taken: the page, with the reason.
pub fn refused(server: &Server, visitor: &Visitor, problem: &Problem) -> Response {
    let page = draw(server, visitor, Some(problem));
    (axum::http::StatusCode::BAD_REQUEST, page).into_response()
}

/// `GET /` where the page is open to a network: the one study, no other.
pub async fn elsewhere(State(server): State<Server>) -> Redirect {
    Redirect::to(&server.first_page())
}

/// Keeps a study that a browser sent at a place of this machine.
///
/// # Errors
/// A file stands there; it cannot be written.
pub fn copied(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        return Err(Problem::input(
            format!("{} gibt es schon.", to.display()),
            format!("{} exists already.", to.display()),
        )
        .hint("Einen anderen Namen wählen.", "Choose another name."));
    }
    crate::export::put(to, |file| {
        let mut source = std::fs::File::open(from).map_err(|error| crate::export::failed(&error, from))?;
        std::io::copy(&mut source, file)
            .map(|_| ())
            .map_err(|error| crate::export::failed(&error, to))
    })
}
