//! A further file into the study that is open: a new wave, late comers, a newer version of a file that is there.
//!
//! What was recognised and what can be said about it is the form of `new_study`. Deliberately absent: what comes of rows that
//! are there already (room `import`), and the sentences about it (`results`).

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use maud::html;

use super::Server;
use super::address::Exposure;
use super::failure::{Failure, notice};
use super::fields::Fields;
use super::form::{Dropped, TABLES, drop_file};
use super::job::{Job, Place, Watch};
use super::moment::now;
use super::new_study::{self, Looked, Then, found, questionnaire, received, recognised, said, told};
use super::page::{Area, Page};
use super::start::is_study;
use super::step;
use super::studies::OpenStudy;
use super::uploads::Upload;
use super::visitor::InStudy;
use crate::import::{CodesOf, Imported, Ready, latest_split};
use crate::problem::{Problem, Result};
use crate::search::Index;
use crate::study::Study;
use crate::words::Text;

pub const PAGE: Page = Page {
    path: "import",
    de: "Einlesen",
    en: "Import",
    area: Some(Area::Study),
    routes,
};

fn routes() -> Router<Server> {
    Router::new()
        .route("/import", get(show).post(take).layer(DefaultBodyLimit::disable()))
        .route("/import/{upload}", get(look).post(say))
        .route(
            "/import/{upload}/questionnaire",
            post(ask_with).layer(DefaultBodyLimit::disable()),
        )
        .route("/import/{upload}/drop", post(forget))
}

/// `GET /s/{study}/import`.
async fn show(State(server): State<Server>, at: InStudy) -> Html<String> {
    draw(&server, &at, None)
}

fn draw(server: &Server, at: &InStudy, problem: Option<&Problem>) -> Html<String> {
    let running = server.jobs().unfinished(&place(at));
    let sheet = at.sheet(at.say("Einlesen", "Import")).narrow().script("start.js");
    sheet.draw(&html! {
        @if let Some(problem) = problem { @for problem in problem.each() { (notice(problem, &at.visitor)) } }
        @for job in &running {
            p.notice { a href=(job.address()) { (job.title.get(at.language())) } " " (at.say("läuft noch.", "is still running.")) }
        }
        p { (at.say(
            "Eine neue Welle, Nachzügler oder eine neuere Fassung einer Datei: Zeilen werden an ihrer Antwort-ID erkannt. \
             Was schon da ist, bleibt; keine Antwort wird überschrieben, keine Entscheidung angetastet.",
            "A new wave, late comers or a newer version of a file: rows are recognised by their response ID. What is there \
             already stays; no answer is written over, no decision is touched.",
        )) }
        (drop_file(server, &at.to("import"), &Dropped {
            title: at.say("Weitere Datei", "Further file"),
            what: at.say(
                "Eine Datei mit Antworten hierher ziehen.",
                "Drop a file of answers here.",
            ),
            accepted: TABLES,
        }, &at.visitor))
        p { a href=(at.to("log?topic=files")) { (at.say("Was bisher eingelesen wurde", "What has been imported so far")) } }
        @if is_elsewhere(server) {
            p.hint { (at.say(
                "Die Datei geht an den Rechner, auf dem freitext läuft, und was darin steht, sehen alle, die hier kodieren. \
                 Kodierungen lassen sich nur unter dem eigenen Namen mitbringen.",
                "The file goes to the machine that freitext runs on, and everybody who codes here sees what is in it. \
                 Codings can be brought along only under one's own name.",
            )) }
        }
    })
}

/// `POST /s/{study}/import`: a file comes in.
async fn take(
    State(server): State<Server>,
    at: InStudy,
    form: Multipart,
) -> std::result::Result<Response, Failure> {
    let split = at.read(latest_split).await?;
    let refused = |problem: &Problem| {
        let page = draw(&server, &at, Some(problem));
        Ok((StatusCode::BAD_REQUEST, page).into_response())
    };
    match received(&server, form, &place(&at)).await {
        Ok(upload) if is_study(&upload.path) => {
            server.machine().uploads.forget(&upload.id);
            refused(&other_study(&upload.name))
        }
        Ok(upload) => {
            upload.wishes().said.split = split.id().to_owned();
            Ok(Redirect::to(&at.to(&format!("import/{}", upload.id))).into_response())
        }
        Err(failure) => refused(&failure.problem),
    }
}

fn other_study(name: &str) -> Problem {
    Problem::input(
        "Das ist eine Studie, keine Datei mit Antworten.",
        "That is a study, no file of answers.",
    )
    .in_file(name)
    .hint(
        "Eine andere Datei dieser Studie lässt sich unter »Kodierende« zusammenführen.",
        "Another file of this study can be joined on the page “Coders”.",
    )
}

/// `GET /s/{study}/import/{upload}`: what was recognised.
async fn look(
    State(server): State<Server>,
    Path((_, id)): Path<(String, String)>,
    at: InStudy,
) -> std::result::Result<Html<String>, Failure> {
    let upload = found(&server, &place(&at), &id)?;
    draw_file(&at, &upload, None).await
}

async fn draw_file(
    at: &InStudy,
    upload: &Arc<Upload>,
    problem: Option<&Problem>,
) -> std::result::Result<Html<String>, Failure> {
    let known = |study: &Study| Ok((study.codebook_names()?, study.answer_language()?));
    let (codebooks, answers_in) = at.read(known).await?;
    let wishes = upload.wishes().clone();
    let looked = Looked {
        seen: recognised(upload, Some(at.study.path().to_owned())).await,
        wishes: &wishes,
        problem,
        address: &at.to(&format!("import/{}", upload.id)),
        codebooks: &codebooks,
        answers_in: Some(answers_in),
    };
    let meanwhile = html! {
        p.hint { (at.say(
            "Während eingelesen wird, werden Entscheidungen ein wenig später gespeichert; verloren geht keine.",
            "While the file is being imported, decisions are saved a little later; none is lost.",
        )) }
    };
    let sheet = at.sheet(upload.name.clone()).script("start.js");
    Ok(sheet.draw(&looked.draw(&meanwhile, at.say("Einlesen", "Import"), &at.visitor)))
}

/// `POST /s/{study}/import/{upload}/questionnaire`: the questionnaire of the survey, or none any more.
async fn ask_with(
    State(server): State<Server>,
    Path((_, id)): Path<(String, String)>,
    at: InStudy,
    form: Multipart,
) -> std::result::Result<Response, Failure> {
    let upload = found(&server, &place(&at), &id)?;
    let study = Some(at.study.path().to_owned());
    match questionnaire::take(&server, &upload, study, form).await {
        Ok(()) => Ok(Redirect::to(&at.to(&format!("import/{id}"))).into_response()),
        Err(failure) => {
            let page = draw_file(&at, &upload, Some(&failure.problem)).await?;
            Ok((StatusCode::BAD_REQUEST, page).into_response())
        }
    }
}

/// `POST /s/{study}/import/{upload}`: what was said about the file; it is recognised again, or comes into the study.
async fn say(
    State(server): State<Server>,
    Path((_, id)): Path<(String, String)>,
    at: InStudy,
    fields: Fields,
) -> std::result::Result<Response, Failure> {
    let upload = found(&server, &place(&at), &id)?;
    let ready = match said(&upload, &fields) {
        Ok(Then::Again) => return Ok(Redirect::to(&at.to(&format!("import/{id}"))).into_response()),
        Ok(Then::GoOn) => check(&server, &at, &upload).await,
        Err(problem) => Err(problem),
    };
    match ready {
        Ok(()) => {
            let job = begin(&server, &at.study, &upload);
            Ok(step::follow(&job).await.into_response())
        }
        Err(problem) => {
            let page = draw_file(&at, &upload, Some(&problem)).await?;
            Ok((StatusCode::BAD_REQUEST, page).into_response())
        }
    }
}

async fn check(server: &Server, at: &InStudy, upload: &Arc<Upload>) -> Result<()> {
    new_study::check(upload, Some(at.study.path().to_owned())).await?;
    let wishes = upload.wishes().clone();
    let (column, coder) = (&wishes.said.codes, &wishes.said.coder);
    // Names are kept apart by passphrases there: nobody decides in the name of another.
    let of_others = wishes.is_project || !column.is_empty() && !wishes.said.coder_column.is_empty();
    if is_elsewhere(server) && of_others {
        return Err(Problem::input(
            "Die Datei bringt Kodierungen unter den Namen derer mit, die kodiert haben; hier kann das niemand für andere.",
            "The file brings codings along in the names of those who coded; nobody can do that for others here.",
        )
        .hint(
            "Wer freitext gestartet hat, liest sie auf dem Rechner ein, auf dem es läuft.",
            "Whoever started freitext imports it on the machine that it runs on.",
        ));
    }
    if column.is_empty() {
        return Ok(());
    }
    let codebooks = at.study.read(|study| study.codebook_names()).await?;
    if !codebooks.contains(&wishes.of_codebook) {
        return Err(Problem::input(
            format!("Zu welchem Kodierleitfaden die Kategorien in »{column}« gehören, ist nicht gesagt."),
            format!("It is not said which codebook the codes in “{column}” belong to."),
        )
        .hint(
            "Einen Kodierleitfaden wählen. Hat die Studie noch keinen, nimmt die Seite »Vorschläge« einen auf.",
            "Choose a codebook. If the study has none yet, the page “Suggestions” takes one in.",
        ));
    }
    if is_elsewhere(server) && *coder != at.coder {
        return Err(Problem::input(
            format!("Kodierungen von »{coder}« kann hier niemand mitbringen, der anders heißt."),
            format!("Codings by “{coder}” cannot be brought along by somebody of another name."),
        )
        .hint(
            "Den eigenen Namen eintragen; andere liest ein, wer freitext gestartet hat.",
            "Enter your own name; those of others are imported by whoever started freitext.",
        ));
    }
    Ok(())
}

/// `POST /s/{study}/import/{upload}/drop`: the file is not wanted.
async fn forget(
    State(server): State<Server>,
    Path((_, id)): Path<(String, String)>,
    at: InStudy,
) -> std::result::Result<Redirect, Failure> {
    let upload = found(&server, &place(&at), &id)?;
    server.machine().uploads.forget(&upload.id);
    Ok(Redirect::to(&at.to("import")))
}

/// The step that brings the file in.
fn begin(server: &Server, study: &Arc<OpenStudy>, upload: &Arc<Upload>) -> Arc<Job> {
    let (server, study, upload) = (server.clone(), study.clone(), upload.clone());
    let jobs = server.jobs().clone();
    let place = Place::Study(study.id().to_owned());
    jobs.begin(place, Text::new("Einlesen", "Import"), move |watch| {
        watch.part("Antworten einlesen", "Reading the answers")?;
        let imported = bring(&study, &upload, watch).map_err(|problem| problem.in_file(&upload.name))?;
        server.machine().uploads.forget(&upload.id);
        build_index(&study, watch);
        let to = |page: &str| format!("/s/{}/{page}", study.id());
        Ok(told(
            imported,
            vec![
                (
                    to("suggest"),
                    Text::new("Weiter zu den Vorschlägen", "On to the suggestions"),
                ),
                (to(""), Text::new("Kodieren", "Code")),
                (to("import"), Text::new("Noch eine Datei", "Another file")),
            ],
        ))
    })
}

/// All of it in one change, or nothing. Decisions that are made meanwhile are written behind it.
fn bring(study: &OpenStudy, upload: &Arc<Upload>, watch: &Watch) -> Result<Imported> {
    let wishes = upload.wishes().clone();
    let choices = wishes.choices()?;
    let ready = study.read_here(|read| Ready::of(read, &upload.path, &choices))?;
    let watch = watch.clone();
    study.write_here(move |change| {
        // A project for which none was chosen takes the nearest.
        let kept = match wishes.is_project || !choices.codings.is_empty() {
            true => change.latest_codebook(&wishes.of_codebook)?,
            false => None,
        };
        let codes = kept.as_ref().map(|kept| CodesOf {
            name: &kept.name,
            codebook: &kept.codebook,
        });
        ready.bring(change, codes, now(), &|done, all| watch.hear(done, all))
    })
}

/// The answers are in the study by now: nobody can end this part any more, and where it fails the index is built when it is
/// needed.
fn build_index(study: &OpenStudy, watch: &Watch) {
    let _ = watch.part("Suchindex anlegen", "Building the search index");
    let hear = |done, all| {
        let _ = watch.hear(done, all);
        Ok(())
    };
    let _ = study.read_here(|read| Index::of(read, &hear));
}

fn place(at: &InStudy) -> Place {
    Place::Study(at.study.id().to_owned())
}

fn is_elsewhere(server: &Server) -> bool {
    server.address().exposure != Exposure::ThisMachine
}
