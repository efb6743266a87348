//! Closed questions that came along: which columns, by which group, and what they come to.
//!
//! They are no codings: whoever codes blind sees them too.

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::Server;
use super::column_name::{choose_column, column_names};
use super::failure::{Failure, notice};
use super::fields::Fields;
use super::form::{line, named, select, word, words};
use super::page::{Area, Page};
use super::report;
use super::tables::label;
use super::visitor::InStudy;
use crate::problem::Result;
use crate::results;
use crate::study::Labels;
use crate::tables::items::{Asked, Items, items};

pub const PAGE: Page = Page {
    path: "items",
    de: "Geschlossene Fragen",
    en: "Closed questions",
    area: Some(Area::Results),
    routes,
};

fn routes() -> Router<Server> {
    Router::new().route("/items", get(show))
}

/// What can be chosen from.
struct Offered {
    columns: Vec<String>,
    labels: Labels,
    questions: Vec<String>,
}

async fn show(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let asked = asked(&fields);
    let wanted = asked.clone();
    let (offered, made) = at
        .read(move |study| {
            study.steady(|| {
                let questions = study.questions()?;
                let offered = Offered {
                    columns: study.background_names()?,
                    labels: study.labels()?,
                    questions: questions.into_iter().map(|question| question.key).collect(),
                };
                let made = (!wanted.columns.is_empty()).then(|| items(study, &wanted));
                Ok((offered, made))
            })
        })
        .await?;
    let page = at.sheet(at.say("Geschlossene Fragen", "Closed questions")).draw(&html! {
        @if offered.columns.is_empty() {
            p { (at.say("Mit den Antworten ist keine weitere Spalte in die Studie gekommen.", "No other column came into the study with the answers.")) }
        } @else {
            (form(&asked, &offered, &at))
        }
        @if let Some(made) = &made { (figures(made, &at)) }
    });
    Ok(page.into_response())
}

fn asked(fields: &Fields) -> Asked {
    let some = |name: &str| Some(word(fields, name)).filter(|word| !word.is_empty());
    Asked {
        columns: words(fields, "column"),
        by: some("by"),
        question: some("question"),
        steps: word(fields, "steps"),
        none: word(fields, "none")
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
    }
}

fn form(asked: &Asked, offered: &Offered, at: &InStudy) -> Markup {
    let columns = || column_names(&offered.columns, &offered.labels);
    let questions = named(
        Some(at.say("alle", "all")),
        offered.questions.iter().map(String::as_str),
    );
    let chosen = |name: &Option<String>| name.clone().unwrap_or_default();
    html! {
        form.stack method="get" action=(at.to("items")) {
            fieldset.panel {
                legend.vh { (at.say("Spalten", "Columns")) }
                h2 { (at.say("Spalten einer Skala", "Columns of one scale")) }
                ul.codes {
                    @for column in columns() {
                        li {
                            label.choice {
                                input type="checkbox" name="column" value=(column.name) checked[asked.columns.iter().any(|asked| asked == column.name)];
                                span { (column.draw()) }
                            }
                        }
                    }
                }
            }
            div.filters {
                (choose_column(label("by", at), "by", &chosen(&asked.by), Some(at.say("nicht geteilt", "not divided")), columns()))
                @if offered.questions.len() > 1 {
                    (select(at.say("Nur wer gefragt war nach", "Only who was asked"), "question", &chosen(&asked.question), &questions))
                }
                button { (at.say("Anzeigen", "Show")) }
            }
            details open[!(asked.steps.is_empty() && asked.none.is_empty())] {
                summary { (at.say("Stufen in Worten, fehlende Werte", "Steps in words, missing values")) }
                div.stack {
                    (line(
                        label("steps", at), "steps", &asked.steps,
                        Some(at.say("in ihrer Reihenfolge: nie|selten|manchmal|oft, oder 1=nie|2=selten; leer: Zahlen", "in their order: never|seldom|sometimes|often, or 1=never|2=seldom; empty: numbers")),
                    ))
                    (line(
                        label("none", at), "none", &asked.none.join(" "),
                        Some(at.say("zum Beispiel -9 99; »k. A.« und Ähnliches gilt ohnehin als fehlend", "for example -9 99; \"k. A.\" and the like are missing anyway")),
                    ))
                }
            }
        }
    }
}

fn figures(made: &Result<Items>, at: &InStudy) -> Markup {
    html! {
        @match made {
            Err(problem) => { @for problem in problem.each() { (notice(problem, &at.visitor)) } },
            Ok(items) => { section.stack { (report::parts(&results::items(items, at.language()), &at.visitor)) } },
        }
    }
}
