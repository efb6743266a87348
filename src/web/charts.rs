//! Tables drawn: which chart, beneath which table, and each as a file.

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use super::failure::{Failure, notice};
use super::fields::Fields;
use super::form::{select, word};
use super::tables::{address, draw, said};
use super::visitor::{InStudy, Visitor};
use super::{report, sending};
use crate::chart::{Frame, of_table, of_tables};
use crate::problem::{Problem, Result};
use crate::tables::{Said, Table};
use crate::words::Language;

/// How large a PNG is: 300 dpi, as journals ask for.
const SCALE: f32 = 3.125;

/// What can be drawn, to be chosen from; `chosen`: its name, or nothing.
pub fn choice(chosen: &str, visitor: &Visitor) -> Markup {
    let none = (String::new(), visitor.say("keine", "none").to_owned());
    let kinds = of_tables().map(|shown| {
        let what = (shown.what)();
        (shown.name.to_owned(), what.get(visitor.language).to_owned())
    });
    let kinds: Vec<(String, String)> = std::iter::once(none).chain(kinds).collect();
    select(visitor.say("Abbildung", "Chart"), "chart", chosen, &kinds)
}

/// A table drawn, with both files of it; or why it cannot be drawn so. `place`: which of the tables it is.
pub fn beneath(table: &Table, kind: &str, said: &Said, place: usize, at: &InStudy) -> Markup {
    let link = |form: &str| {
        let asked = address(said);
        at.to(&format!("charts/{form}?{asked}&chart={kind}&place={place}"))
    };
    html! {
        @match of_table(table, kind, at.language()) {
            Err(problem) => (notice(&problem, &at.visitor)),
            Ok(chart) => {
                (report::drawing(&chart, &at.visitor))
                div.row {
                    span.muted { (at.say("Diese Abbildung als Datei:", "This chart as a file:")) }
                    a.button.mini href=(link("svg")) download { "SVG" }
                    a.button.mini href=(link("png")) download { "PNG" }
                }
            }
        }
    }
}

/// `GET /s/{study}/charts/{form}`: one chart as a file, with what its table counts beneath it.
pub async fn file(
    Path((_, form)): Path<(String, String)>,
    at: InStudy,
    fields: Fields,
) -> std::result::Result<Response, Failure> {
    let said = said(&fields);
    let language = at.language();
    let (tables, _) = draw(&at, &said).await?.made?;
    let table = word(&fields, "place")
        .parse()
        .ok()
        .and_then(|place: usize| tables.get(place));
    let (Some(table), "svg" | "png") = (table, form.as_str()) else {
        return Err(Failure::not_found(Problem::input(
            "Diese Abbildung gibt es nicht.",
            "There is no such chart.",
        )));
    };
    let (table, kind, ending) = (table.clone(), word(&fields, "chart"), form.clone());
    let drawing = tokio::task::spawn_blocking(move || drawing(&table, &kind, &ending, language))
        .await
        .map_err(|error| Problem::bug(error.to_string()))??;
    let name = at.say("Abbildung", "chart");
    Ok(sending::whole(
        &format!("{} {name}.{form}", at.study.name()),
        drawing,
    ))
}

fn drawing(table: &Table, kind: &str, form: &str, language: Language) -> Result<Vec<u8>> {
    let mut chart = of_table(table, kind, language)?;
    chart.note = format!("{} {}", table.says(language).join(" "), chart.note);
    match form {
        "png" => chart.png(Frame::Titled, language, SCALE),
        _ => Ok(chart.svg(Frame::Titled, language).into_bytes()),
    }
}
