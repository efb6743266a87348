//! Choosing a codebook: one that ships with the program, one from a file, or an empty one that begins with its first code.

use std::sync::Arc;

use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use maud::{Markup, html};

use super::steps::{At, steps};
use super::{begin, found};
use crate::codebook::{self, Codebook, NewCode, name_of};
use crate::import::codebook_in;
use crate::problem::{Notice, Problem, Result};
use crate::survey::AnswerLanguage;
use crate::web::Server;
use crate::web::failure::{Failure, notice};
use crate::web::fields::Fields;
use crate::web::form::{explained, line, word};
use crate::web::job::Place;
use crate::web::shell::Sheet;
use crate::web::step;
use crate::web::uploads::{self, Upload};
use crate::web::visitor::Visitor;
use crate::words::{Language, Text};

/// A codebook and the name that it has in a study.
#[derive(Debug, Clone)]
pub struct Chosen {
    pub name: String,
    pub codebook: Codebook,
    pub origin: Origin,
    /// What of the file was left out or read differently.
    pub notices: Vec<Notice>,
}

/// Endings of files that hold a codebook.
const ACCEPTED: &str = ".toml,.csv,.tsv,.xlsx,.xls,.ods,.qdc,.yml,.yaml,.dic,.cat,.lc3,.lcd,.ykd";

/// Where a codebook comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Shipped,
    File,
    /// It has no rules yet, so that its language is that of the answers.
    BegunHere,
}

/// `GET /new/{upload}/codebook`.
pub async fn show(
    State(server): State<Server>,
    Path(id): Path<String>,
    visitor: Visitor,
) -> std::result::Result<Html<String>, Failure> {
    let upload = found(&server, &Place::Start, &id)?;
    Ok(draw(&upload, &visitor, None))
}

/// `POST /new/{upload}/codebook`: the codebook is chosen, the work begins.
pub async fn take(
    State(server): State<Server>,
    Path(id): Path<String>,
    visitor: Visitor,
    form: Multipart,
) -> std::result::Result<Response, Failure> {
    let upload = found(&server, &Place::Start, &id)?;
    match chosen(form).await {
        Ok(codebook) => {
            upload.wishes().codebook = codebook;
            let job = begin::begin(&server, &upload)?;
            Ok(step::follow(&job).await.into_response())
        }
        Err(failure) => {
            let page = draw(&upload, &visitor, Some(&failure.problem));
            Ok((StatusCode::BAD_REQUEST, page).into_response())
        }
    }
}

fn draw(upload: &Arc<Upload>, visitor: &Visitor, problem: Option<&Problem>) -> Html<String> {
    let title = visitor.say("Womit kodiert wird", "What to code with");
    let (coded, is_project) = {
        let wishes = upload.wishes();
        (!wishes.said.codes.is_empty(), wishes.is_project)
    };
    Sheet::new(visitor, title).narrow().script("start.js").draw(&html! {
        (steps(At::Codebook, visitor))
        @if let Some(problem) = problem { @for problem in problem.each() { (notice(problem, visitor)) } }
        form.stack method="post" enctype="multipart/form-data" action=(format!("/new/{}/codebook", upload.id)) {
            @if is_project { (of_project(visitor)) (given("", &[], visitor)) } @else { (options("", &[], visitor)) }
            @if !coded && !is_project {
                label.choice {
                    input type="radio" name="codebook" value="later";
                    span { (visitor.say("Später wählen", "Choose later")) }
                }
            }
            div.row {
                button.primary { (visitor.say("Studie anlegen", "Make the study")) }
                a.button.quiet href=(format!("/new/{}", upload.id)) { (visitor.say("Zurück zu den Spalten", "Back to the columns")) }
            }
        }
    })
}

/// The codes that a project brings along, and what another codebook would mean for them.
fn of_project(visitor: &Visitor) -> Markup {
    html! {
        fieldset.panel {
            legend.vh { (visitor.say("Projekt", "Project")) }
            label.choice {
                input type="radio" name="codebook" value="later" checked;
                span {
                    b { (visitor.say("Die Codes des Projekts", "The codes of the project")) }
                    span.hint { (visitor.say(
                        "Sie werden der Kodierleitfaden der Studie, mit ihren Beschreibungen und Kodierungen.",
                        "They become the codebook of the study, with their descriptions and codings.",
                    )) }
                }
            }
        }
        p.hint { (visitor.say(
            "Oder ein Kodierleitfaden, der schon da ist: Ihm werden die Codes des Projekts zugeordnet, nach Kennung und Namen. Kennt er \
             einen vergebenen Code nicht, wird nichts eingelesen.",
            "Or a codebook that is there: the codes of the project are taken for its codes, by identity and name. If it does not \
             know a code that was given, nothing is imported.",
        )) }
    }
}

/// What can be chosen: radio buttons named `codebook`, and what belongs to them. `chosen`: the value that is chosen; `kept`:
/// codebooks of the study, of which a file can be a new version.
pub fn options(chosen: &str, kept: &[String], visitor: &Visitor) -> Markup {
    html! {
        (given(chosen, kept, visitor))
        (begun_here(chosen, visitor))
    }
}

/// The same without the one that is begun with its first code.
fn given(chosen: &str, kept: &[String], visitor: &Visitor) -> Markup {
    html! {
        fieldset.panel {
            legend.vh { (visitor.say("Kodierleitfaden", "Codebook")) }
            h2 { (visitor.say("Mitgelieferte Kodierleitfäden", "Codebooks that ship with the program")) }
            @for shipped in codebook::shipped() {
                @if let Ok(codebook) = Codebook::open(shipped.name) { (shipped_option(shipped.name, &codebook, chosen, visitor)) }
            }
        }
        fieldset.panel {
            legend.vh { (visitor.say("Eigene Datei", "A file of your own")) }
            label.choice {
                input type="radio" name="codebook" value="file" checked[chosen == "file"];
                span {
                    b { (visitor.say("Eigene Datei", "A file of your own")) }
                    span.hint { (visitor.say("TOML, eine Tabelle (CSV, Excel, ODS), REFI-QDA (.qdc) oder ein Wörterbuch von quanteda, LIWC, WordStat, Lexicoder, Yoshikoder. Fehler werden mit ihrer Zeile gezeigt.", "TOML, a table (CSV, Excel, ODS), REFI-QDA (.qdc) or a dictionary of quanteda, LIWC, WordStat, Lexicoder, Yoshikoder. Mistakes are shown with their line.")) }
                }
            }
            input type="file" name="file" accept=(ACCEPTED) data-chooses="file" aria-label=(visitor.say("Datei des Kodierleitfadens", "File of the codebook"));
            @if !kept.is_empty() { (version_of(kept, visitor)) }
        }
    }
}

/// Whether a file is a further codebook, or a new version of one that is there.
fn version_of(kept: &[String], visitor: &Visitor) -> Markup {
    let by_name = visitor.say("nach ihrem Namen", "by its name").to_owned();
    let versions = kept.iter().map(|name| {
        let shown = format!("{} {name}", visitor.say("neue Fassung von", "new version of"));
        (name.clone(), shown)
    });
    let all: Vec<(String, String)> = std::iter::once((String::new(), by_name))
        .chain(versions)
        .collect();
    explained(visitor.say("Was die Datei ist", "What the file is"), "version-of", "", &all, visitor.say(
        "Heißt sie wie ein Kodierleitfaden der Studie, wird sie dessen neue Fassung; sonst steht sie als weiterer daneben.",
        "If it is called like a codebook of the study it becomes its new version; else it stands beside as a further one.",
    ))
}

fn begun_here(chosen: &str, visitor: &Visitor) -> Markup {
    html! {
        fieldset.panel {
            legend.vh { (visitor.say("Leer beginnen", "Begin an empty one")) }
            label.choice {
                input type="radio" name="codebook" value="empty" checked[chosen == "empty"];
                span {
                    b { (visitor.say("Leer beginnen", "Begin an empty one")) }
                    span.hint { (visitor.say("Kategorien entstehen beim Lesen der Antworten; die erste schon hier.", "Codes come up while reading the answers; the first one here.")) }
                }
            }
            div.cols data-chooses="empty" {
                (line(visitor.say("Titel", "Title"), "title", "", Some(visitor.say("Zum Beispiel Handlungsfelder.", "For example fields of action."))))
                (line(visitor.say("Erste Kategorie", "First code"), "first", "", Some(visitor.say("Zum Beispiel Sonstiges.", "For example other."))))
            }
        }
    }
}

fn shipped_option(name: &str, codebook: &Codebook, chosen: &str, visitor: &Visitor) -> Markup {
    let language = visitor.language;
    let rules: usize = codebook.codes.iter().map(|code| code.match_rules.len()).sum();
    let codes = codebook.codes.len();
    let counts = match language {
        Language::De => format!("{codes} Kategorien, {rules} Zuordnungsregeln"),
        Language::En => format!("{codes} codes, {rules} match rules"),
    };
    html! {
        label.choice {
            input type="radio" name="codebook" value=(name) checked[chosen == name];
            span {
                b { (codebook.title.get(language)) }
                span.hint { (counts) }
                @if !codebook.description.get(language).is_empty() { span.hint { (codebook.description.get(language)) } }
            }
        }
    }
}

/// The codebook that a form of [`options`] chooses; none where it is to be chosen later.
///
/// # Errors
/// Nothing is chosen; the file has mistakes, all of them told; title or first code are missing.
pub async fn chosen(mut form: Multipart) -> std::result::Result<Option<Chosen>, Failure> {
    let unreadable = |_| {
        Failure::from(Problem::input(
            "Die Datei ist nicht vollständig angekommen.",
            "The file has not come in completely.",
        ))
    };
    let mut fields = Vec::new();
    let mut file = None;
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.name() {
            Some("file") => file = uploads::small(field).await?,
            Some(name) => {
                let name = name.to_owned();
                fields.push((name, field.text().await.map_err(unreadable)?));
            }
            None => {}
        }
    }
    // A large dictionary takes a while to read.
    let chosen = tokio::task::spawn_blocking(move || choose(&Fields::from(fields), file));
    Ok(chosen.await.map_err(Problem::bug)??)
}

fn choose(fields: &Fields, file: Option<(String, Vec<u8>)>) -> Result<Option<Chosen>> {
    match (&word(fields, "codebook")[..], file) {
        ("later", _) => Ok(None),
        ("empty", _) => empty(&word(fields, "title"), &word(fields, "first")).map(Some),
        ("file", None) => Err(
            Problem::usage("Es ist keine Datei gewählt.", "No file is chosen.").hint(
                "Eine Datei wählen, oder einen der Kodierleitfäden.",
                "Choose a file, or one of the codebooks.",
            ),
        ),
        ("" | "file", Some((name, bytes))) => {
            let (codebook, notices) = codebook_in(bytes, &name)?;
            Ok(Some(Chosen {
                codebook,
                name: match word(fields, "version-of") {
                    by_file if by_file.is_empty() => name_of(&name),
                    kept => kept,
                },
                origin: Origin::File,
                notices,
            }))
        }
        ("", None) => Err(
            Problem::usage("Es ist kein Kodierleitfaden gewählt.", "No codebook is chosen.").hint(
                "Einen wählen, oder leer beginnen.",
                "Choose one, or begin an empty one.",
            ),
        ),
        (shipped, _) if codebook::shipped().iter().any(|known| known.name == shipped) => Ok(Some(Chosen {
            name: shipped.to_owned(),
            codebook: Codebook::open(shipped)?,
            origin: Origin::Shipped,
            notices: Vec::new(),
        })),
        (other, _) => Err(Problem::usage(
            format!("Einen Kodierleitfaden »{other}« gibt es nicht."),
            format!("There is no codebook “{other}”."),
        )
        .hint("Einen der gezeigten wählen.", "Choose one of those shown.")),
    }
}

/// A codebook of one code. In which language the answers are is known only when they have been read.
fn empty(title: &str, first: &str) -> Result<Chosen> {
    if title.is_empty() || first.is_empty() {
        return Err(Problem::usage(
            "Ein leerer Kodierleitfaden braucht einen Titel und eine erste Kategorie.",
            "An empty codebook needs a title and a first code.",
        )
        .hint(
            "Beide Felder ausfüllen; ändern lässt sich alles später.",
            "Fill in both fields; everything can be changed later.",
        ));
    }
    let both = |words: &str| Text::new(words, words);
    let first = NewCode {
        label: both(first),
        ..NewCode::default()
    };
    let codebook = Codebook::begun(both(title), first, AnswerLanguage::German)?;
    Ok(Chosen {
        name: codebook.free_id(title),
        codebook,
        origin: Origin::BegunHere,
        notices: Vec::new(),
    })
}
