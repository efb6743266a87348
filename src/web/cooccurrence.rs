//! Which codes occur together: in one codebook, or between two over the same respondents.

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::failure::{Failure, notice};
use super::fields::Fields;
use super::form::{choices, named, select, word};
use super::page::{Area, Page};
use super::report;
use super::tables::{Offered, label, said, settled};
use super::visitor::InStudy;
use crate::problem::Result;
use crate::results::{self, MOST_PAIRS};
use crate::study::Study;
use crate::tables::cooccurrence::{Together, between, within};
use crate::tables::{Base, Choice, Layer, Said, count};
use crate::words::Text;

pub const PAGE: Page = Page {
    path: "cooccurrence",
    de: "Zusammenhänge",
    en: "Codes together",
    area: Some(Area::Results),
    routes: || Router::new().route("/cooccurrence", get(show)),
};

/// What the address says beside what it says about tables.
#[derive(Debug, Clone, Default)]
struct Other {
    codebook: String,
    question: String,
}

async fn show(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let asked = said(&fields);
    let other = Other {
        codebook: word(&fields, "with"),
        question: word(&fields, "with-question"),
    };
    let mut blind = Ok(());
    if asked.coder != at.coder {
        for codebook in [&asked.codebook, &other.codebook] {
            // Of the second codebook an empty name means none.
            if blind.is_ok() && (codebook == &asked.codebook || !codebook.is_empty()) {
                blind = at.is_not_blind(codebook).await;
            }
        }
    }
    let (wanted, with) = (asked.clone(), other.clone());
    let (offered, made) = at
        .read(move |study| {
            study.steady(|| {
                let offered = Offered::of(study, &wanted.codebook)?;
                let made = blind.and_then(|()| made(study, &settled(&wanted, &offered), &with));
                Ok((offered, made))
            })
        })
        .await?;
    let asked = settled(&asked, &offered);
    let title = at.say(
        "Welche Kategorien treten gemeinsam auf?",
        "Which codes occur together?",
    );
    let page = at.sheet(title).draw(&html! {
        (form(&asked, &other, &offered, &at))
        @match &made {
            Err(problem) => { @for problem in problem.each() { (notice(problem, &at.visitor)) } },
            Ok(tables) => {
                @if let Some(table) = tables.first() { (report::notices(&table.notices, 0, &at.visitor)) }
                @for table in tables {
                    section.stack { (report::parts(&results::cooccurrence(table, MOST_PAIRS, at.language()), &at.visitor)) }
                }
            },
        }
    });
    Ok(page.into_response())
}

fn made(study: &Study, said: &Said, with: &Other) -> Result<Vec<Together>> {
    let (first, view) = said.read()?;
    if with.codebook.is_empty() {
        return Ok(within(&count(study, &first)?, &view));
    }
    let (second, _) = Said {
        codebook: with.codebook.clone(),
        question: with.question.clone(),
        ..said.clone()
    }
    .read()?;
    Ok(vec![between(study, &first, &second, &view)?])
}

fn form(said: &Said, other: &Other, offered: &Offered, at: &InStudy) -> Markup {
    let usual = Text::new(
        "Geprüftes, sobald es das gibt",
        "reviewed, as soon as there is any",
    );
    let base = match said.base.is_empty() {
        true => Base::Units.id(),
        false => &said.base,
    };
    let codebooks = || offered.codebooks.iter().map(String::as_str);
    let questions = offered.questions.iter().map(String::as_str);
    html! {
        form.filters method="get" action=(at.to("cooccurrence")) {
            (offered.fields(said, at))
            @if offered.codebooks.len() > 1 {
                (select(label("with", at), "with", &other.codebook, &named(Some(at.say("denselben", "the same")), codebooks())))
                @if !other.codebook.is_empty() && offered.questions.len() > 1 {
                    (select(label("with-question", at), "with-question", &other.question, &named(Some(at.say("alle", "all")), questions)))
                }
            }
            @if other.codebook.is_empty() {
                (select(label("base", at), "base", base, &choices::<Base>(None, &at.visitor)))
            }
            (select(label("layer", at), "layer", &said.layer, &choices::<Layer>(Some(&usual), &at.visitor)))
            button { (at.say("Anzeigen", "Show")) }
        }
    }
}
