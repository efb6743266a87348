//! The report: what it shall hold, a look at it, and its files. All choices are in the address.

use axum::Router;
use axum::extract::Path;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::Server;
use super::column_name::choose_column;
use super::failure::{Failure, notice};
use super::fields::Fields;
use super::form::{choices, line, select, word};
use super::page::{Area, Page};
use super::sending;
use super::spoken::field;
use super::tables::{Offered, label, said, settled};
use super::visitor::InStudy;
use crate::problem::{Notice, Problem, Result};
use crate::report::{Document, FORMS, Items, Quotes, STYLE, Wish, linked, report};
use crate::tables::{Base, Choice, Layer, Said};
use crate::words::{Language, Text};

pub const PAGE: Page = Page {
    path: "report",
    de: "Bericht",
    en: "Report",
    area: Some(Area::Results),
    routes,
};

fn routes() -> Router<Server> {
    Router::new()
        .route("/report", get(show))
        .route("/report/style.css", get(style))
        .route("/report/look", get(look))
        .route("/report/file/{ending}", get(file))
}

/// What was chosen, as it was typed.
#[derive(Clone)]
struct Asked {
    said: Said,
    title: String,
    contacted: String,
    quotes: String,
}

impl Asked {
    fn of(fields: &Fields) -> Asked {
        Asked {
            said: said(fields),
            title: word(fields, "title"),
            contacted: word(fields, "contacted"),
            quotes: word(fields, "quotes"),
        }
    }

    /// # Errors
    /// A word that cannot be said; a number that is none.
    fn wish(&self, offered: &Offered, study: &str, language: Language) -> Result<Wish> {
        let (selection, view) = settled(&self.said, offered).read()?;
        let contacted = match &self.contacted[..] {
            "" => None,
            written => Some(number(written)?),
        };
        Ok(Wish {
            language,
            selection,
            layer: view.layer,
            contacted,
            title: Some(self.title.clone()).filter(|title| !title.is_empty()),
            quotes: match &self.quotes[..] {
                "none" => Quotes::LeftOut,
                _ => Quotes::Typical,
            },
            items: Items::default(),
            study_name: format!("{study}.freitext"),
        })
    }
}

fn number(written: &str) -> Result<u64> {
    let digits = written.replace(['.', ',', ' '], "");
    digits.parse().ok().filter(|number| *number > 0).ok_or_else(|| {
        Problem::usage(
            format!("»{written}« ist keine Zahl von Befragten."),
            format!("“{written}” is no number of respondents."),
        )
        .hint("Zum Beispiel 1169.", "For example 1169.")
    })
}

async fn show(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let asked = Asked::of(&fields);
    let codebook = asked.said.codebook.clone();
    let named = codebook.clone();
    let offered = at.read(move |study| Offered::of(study, &named)).await?;
    let blind = match offered.codebooks.is_empty() {
        true => None,
        false => at.is_not_blind(&codebook).await.err(),
    };
    let page = at.sheet(at.say("Bericht", "Report")).narrow().draw(&html! {
        p { (at.say(
            "Eine Datei, die alles erzählt: wer geantwortet hat, wie kodiert wurde, Häufigkeiten, Kreuztabellen mit Abbildungen, typische Antworten, den Kodierleitfaden und einen Absatz zur Methode. Jede Zahl führt dahin, wo sie herkommt.",
            "One file that tells it all: who answered, how it was coded, frequencies, crosstabs with charts, typical answers, the codebook and a paragraph on the method. Every figure leads to where it comes from.",
        )) }
        @match (&blind, offered.codebooks.is_empty()) {
            (_, true) => {
                div.panel.empty {
                    h2 { (at.say("Noch gibt es keinen Kodierleitfaden", "There is no codebook yet")) }
                    div.row { a.button.primary href=(at.to("suggest/codebook")) { (at.say("Kodierleitfaden wählen", "Choose a codebook")) } }
                }
            },
            (Some(problem), _) => { @for problem in problem.each() { (notice(problem, &at.visitor)) } },
            (None, false) => { (form(&asked, &offered, &at)) },
        }
    });
    Ok(page.into_response())
}

fn form(asked: &Asked, offered: &Offered, at: &InStudy) -> Markup {
    let visitor = &at.visitor;
    let usual = Text::new(
        "Geprüftes, sobald es das gibt",
        "reviewed, as soon as there is any",
    );
    let few = at.say("Spalten mit wenigen Werten", "columns with few values");
    let by = asked.said.by.first().map_or("", String::as_str);
    let quotes = [
        ("", at.say("typische je Kategorie", "typical ones of each code")),
        ("none", at.say("keine", "none")),
    ]
    .map(|(id, name)| (id.to_owned(), name.to_owned()));
    let contacted = field("contacted").map_or("", |name| name.get(at.language()));
    html! {
        form.stack method="get" action=(at.to("report/look")) {
            div.filters {
                (offered.fields(&Said { coder: String::new(), ..asked.said.clone() }, at))
                @if !offered.background.is_empty() {
                    (choose_column(at.say("Kreuztabellen nach", "Crosstabs by"), "by", by, Some(few), offered.column_names()))
                }
                (select(label("layer", at), "layer", &asked.said.layer, &choices::<Layer>(Some(&usual), visitor)))
                (select(label("base", at), "base", if asked.said.base.is_empty() { Base::Units.id() } else { &asked.said.base }, &choices::<Base>(None, visitor)))
                (select(at.say("Zitierte Antworten", "Answers quoted"), "quotes", &asked.quotes, &quotes))
                (line(contacted, "contacted", &asked.contacted, None))
                (line(at.say("Titel", "Title"), "title", &asked.title, None))
            }
            p.hint { (at.say(
                "Angeschrieben: wie viele Befragte; daraus wird die Rücklaufquote. Zitate werden auf personenbezogene Angaben geprüft; lesen Sie sie trotzdem, bevor Sie sie veröffentlichen.",
                "Contacted: how many respondents; gives the response rate. Quotations are checked for personal data; read them all the same before you publish them.",
            )) }
            div.row {
                button.primary { (at.say("Ansehen", "Look at it")) }
                @for form in FORMS {
                    @let what = (form.what)();
                    button formaction=(at.to(&format!("report/file/{}", form.ending))) {
                        (form.ending.to_uppercase()) " " span.muted { (what.get(at.language())) }
                    }
                }
            }
        }
    }
}

/// The report as it was asked for, and what is doubtful about it.
async fn made(at: &InStudy, fields: &Fields) -> std::result::Result<(Document, Vec<Notice>), Failure> {
    let asked = Asked::of(fields);
    at.is_not_blind(&asked.said.codebook).await?;
    let (name, language) = (at.study.name().to_owned(), at.language());
    at.read(move |study| {
        let offered = Offered::of(study, &asked.said.codebook)?;
        report(study, &asked.wish(&offered, &name, language)?)
    })
    .await
}

/// `GET /s/{study}/report/look`: the report in the browser.
async fn look(at: InStudy, fields: Fields) -> std::result::Result<Html<String>, Failure> {
    let (document, _) = made(&at, &fields).await?;
    Ok(Html(linked(&document, &at.to("report/style.css"))))
}

/// `GET /s/{study}/report/style.css`
async fn style(_: InStudy) -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE).into_response()
}

/// `GET /s/{study}/report/file/{ending}`: the report as a file.
async fn file(
    Path((_, ending)): Path<(String, String)>,
    at: InStudy,
    fields: Fields,
) -> std::result::Result<Response, Failure> {
    let Some(form) = FORMS.iter().find(|form| form.ending == ending) else {
        return Err(Failure::not_found(Problem::input(
            "In dieser Form gibt es keinen Bericht.",
            "There is no report in this form.",
        )));
    };
    let (document, _) = made(&at, &fields).await?;
    let kind = match at.language() {
        Language::De => "Bericht",
        Language::En => "report",
    };
    Ok(sending::whole(
        &format!("{} {kind}.{ending}", at.study.name()),
        (form.write)(&document)?,
    ))
}
