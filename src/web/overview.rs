//! The front page of a study: how much it holds, with which codebooks, what is known of its file, and a safety copy of it.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use axum::Router;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use maud::{Markup, html};

use super::Server;
use super::address::Exposure;
use super::failure::Failure;
use super::job::{Outcome, Place};
use super::moment::moment;
use super::page::{Area, Page};
use super::step;
use super::visitor::InStudy;
use crate::problem::Result;
use crate::results::Part;
use crate::study::{Extent, FORMAT, Study};
use crate::words::Text;

pub const PAGE: Page = Page {
    path: "study",
    de: "Studie",
    en: "Study",
    area: Some(Area::Study),
    routes,
};

fn routes() -> Router<Server> {
    Router::new()
        .route("/study", get(show))
        .route("/study/copy", post(copy))
}

/// What is known of a study.
struct Facts {
    extent: Extent,
    missing: u64,
    files: usize,
    codebooks: Vec<Book>,
}

struct Book {
    name: String,
    versions: usize,
    codes: usize,
}

impl Facts {
    fn of(study: &Study) -> Result<Facts> {
        study.steady(|| {
            let book = |stored: crate::study::StoredCodebook| {
                Ok(Book {
                    versions: study.codebook_versions(&stored.name)?.len(),
                    codes: stored.codebook.codes.len(),
                    name: stored.name,
                })
            };
            Ok(Facts {
                extent: study.extent()?,
                missing: study.missing_answers()?,
                files: study.source_settings()?.len(),
                codebooks: study.codebooks()?.into_iter().map(book).collect::<Result<_>>()?,
            })
        })
    }
}

async fn show(State(server): State<Server>, at: InStudy) -> std::result::Result<Html<String>, Failure> {
    let facts = at.read(Facts::of).await?;
    let count = |n| at.language().count(n);
    Ok(at.sheet(at.study.name()).narrow().draw(&html! {
        @if let Some(notice) = at.study.notice() {
            div.notice { p { (notice.what.get(at.language())) } }
        }
        dl.figures {
            div { dt { (at.say("Befragte", "Respondents")) } dd { (count(facts.extent.respondents)) } }
            div { dt { (at.say("Freitextantworten", "Open-ended answers")) } dd { (count(facts.extent.answers)) } }
            div { dt { (at.say("Kodiereinheiten", "Coding units")) } dd { (count(facts.extent.units)) } }
        }
        section.panel {
            h2 { (at.say("Kodierleitfäden", "Codebooks")) }
            @if facts.codebooks.is_empty() {
                p.muted { (at.say("Noch keiner.", "None yet.")) }
            } @else {
                ul.lines { @for book in &facts.codebooks { (codebook(&at, book)) } }
            }
        }
        (file(&server, &at, &facts))
        (copies(&server, &at))
    }))
}

fn codebook(at: &InStudy, book: &Book) -> Markup {
    let named = super::query([("codebook", &*book.name)]);
    html! {
        li.pair {
            a href=(at.to(&format!("codebook?{named}"))) { (book.name) }
            span.muted {
                (book.codes) " " (at.say("Kategorien", "codes")) " · "
                a href=(at.to(&format!("versions?{named}"))) { (at.say("Version", "version")) " " (book.versions) }
            }
        }
    }
}

fn file(server: &Server, at: &InStudy, facts: &Facts) -> Markup {
    let (path, language) = (at.study.path(), at.language());
    let journal = with_ending(path, "-wal");
    let size: u64 = [path, &journal]
        .into_iter()
        .filter_map(|path| std::fs::metadata(path).ok())
        .map(|file| file.len())
        .sum();
    html! {
        section.panel {
            h2 { (at.say("Die Datei", "The file")) }
            dl.facts {
                dt { (at.say("Datei", "File")) } dd { code { (shown(server, path)) } }
                dt { (at.say("Größe", "Size")) } dd { (language.bytes(size)) }
                dt { (at.say("Fehlende Angaben", "Missing answers")) } dd { (language.count(facts.missing)) }
                dt { (at.say("Eingelesen", "Imported")) } dd {
                    a href=(at.to("log?topic=files")) {
                        (facts.files) " " (if facts.files == 1 { at.say("Datei", "file") } else { at.say("Dateien", "files") })
                    }
                }
                dt { (at.say("Programm", "Program")) } dd {
                    "freitext " (env!("CARGO_PKG_VERSION")) ", " (at.say("Dateiformat", "file format")) " " (FORMAT)
                }
            }
        }
    }
}

fn copies(server: &Server, at: &InStudy) -> Markup {
    let all = Study::copies_beside(at.study.path());
    html! {
        section.panel {
            h2 { (at.say("Sicherungskopie", "Safety copy")) }
            p { (at.say(
                "Eine Kopie der Studie, wie sie jetzt ist, neben der Datei. Wer gerade kodiert, muss nicht warten. Zum Weiterarbeiten \
                 umbenennen, sodass der Name auf .freitext endet.",
                "A copy of the study as it is now, beside its file. Nobody who codes has to wait. To work on with it, rename it so \
                 that its name ends with .freitext.",
            )) }
            form.row method="post" action=(at.to("study/copy")) {
                button { (at.say("Sicherungskopie anlegen", "Make a safety copy")) }
            }
            @if !all.is_empty() {
                ul.lines {
                    @for copy in &all {
                        li.pair {
                            code { (shown(server, copy).rsplit(['/', '\\']).next().unwrap_or_default()) }
                            @if let Ok(file) = std::fs::metadata(copy) {
                                span.muted {
                                    (at.language().bytes(file.len()))
                                    @if let Some(made) = file.modified().ok().and_then(|made| made.duration_since(UNIX_EPOCH).ok()) {
                                        " · " (moment(made.as_secs() as i64, at.language()))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// `POST /s/{study}/study/copy`.
async fn copy(State(server): State<Server>, at: InStudy) -> Response {
    let path = at.study.path().to_owned();
    let home = at.to("study");
    let place = Place::Study(at.study.id().to_owned());
    let title = Text::new("Sicherungskopie", "Safety copy");
    let named = server.clone();
    let job = server.jobs().begin(place, title, move |_| {
        let copy = Study::copied_beside(&path)?;
        let copy = shown(&named, &copy);
        let said = Text::new(format!("Angelegt: {copy}."), format!("Made: {copy}."));
        Ok(Outcome {
            told: Some(Box::new(move |language| {
                vec![Part::Sentence(said.get(language).to_owned())]
            })),
            next: vec![(home, Text::new("Zurück zur Studie", "Back to the study"))],
            ..Outcome::default()
        })
    });
    step::follow(&job).await.into_response()
}

/// The path on this machine; elsewhere, where paths say nothing, the name.
fn shown(server: &Server, path: &Path) -> String {
    match server.address().exposure {
        Exposure::ThisMachine => path.display().to_string(),
        Exposure::Network { .. } => path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
    }
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
