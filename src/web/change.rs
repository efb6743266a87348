//! What has changed between two waves with those who answered in both.

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::column_name::choose_column;
use super::failure::{Failure, notice};
use super::fields::Fields;
use super::form::{choices, line, select, word};
use super::page::{Area, Page};
use super::report;
use super::tables::{Offered, label, said, settled};
use super::visitor::InStudy;
use crate::results;
use crate::tables::change::{WAVE, Waves, change};
use crate::tables::{Layer, Said};
use crate::words::Text;

pub const PAGE: Page = Page {
    path: "change",
    de: "Wellenvergleich",
    en: "Change",
    area: Some(Area::Results),
    routes: || Router::new().route("/change", get(show)),
};

async fn show(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let asked = said(&fields);
    let column = word(&fields, "column");
    let waves = Waves {
        column: if column.is_empty() {
            WAVE.to_owned()
        } else {
            column
        },
        from: word(&fields, "from"),
        to: word(&fields, "to"),
    };
    let blind = match asked.coder == at.coder {
        true => Ok(()),
        false => at.is_not_blind(&asked.codebook).await,
    };
    let (wanted, of) = (asked.clone(), waves.clone());
    let (offered, made) = at
        .read(move |study| {
            study.steady(|| {
                let offered = Offered::of(study, &wanted.codebook)?;
                let has_waves = offered.background.contains(&of.column);
                let made = has_waves.then(|| {
                    blind.and_then(|()| {
                        let (selection, view) = settled(&wanted, &offered).read()?;
                        change(study, &selection, &view, &of)
                    })
                });
                Ok((offered, made))
            })
        })
        .await?;
    let asked = settled(&asked, &offered);
    let title = at.say(
        "Was hat sich zwischen den Wellen verändert?",
        "What has changed between waves?",
    );
    let page = at.sheet(title).draw(&html! {
        p { (at.say(
            "Verglichen werden Befragte, die in beiden Wellen auf dieselbe Frage geantwortet haben.",
            "Compared are respondents who answered the same question in both waves.",
        )) }
        @if !offered.background.is_empty() { (form(&asked, &waves, &offered, &at)) }
        @match &made {
            None => { p { (at.say("Eine Spalte, die Wellen nennt, ist nicht gewählt.", "No column that names waves is chosen.")) } },
            Some(Err(problem)) => { @for problem in problem.each() { (notice(problem, &at.visitor)) } },
            Some(Ok(changes)) => {
                @if let Some(change) = changes.first() { (report::notices(&change.notices, 0, &at.visitor)) }
                @for change in changes { section.stack { (report::parts(&results::change(change, at.language()), &at.visitor)) } }
            },
        }
    });
    Ok(page.into_response())
}

fn form(said: &Said, waves: &Waves, offered: &Offered, at: &InStudy) -> Markup {
    let usual = Text::new(
        "Geprüftes, sobald es das gibt",
        "reviewed, as soon as there is any",
    );
    let is_known = offered.background.contains(&waves.column);
    let none = (!is_known).then_some("–");
    html! {
        form.filters method="get" action=(at.to("change")) {
            (offered.fields(said, at))
            (choose_column(at.say("Spalte mit der Welle", "Column with the wave"), "column", &waves.column, none, offered.column_names()))
            (line(at.say("Welle", "Wave"), "from", &waves.from, None))
            (line(at.say("und Welle", "and wave"), "to", &waves.to, None))
            (select(label("layer", at), "layer", &said.layer, &choices::<Layer>(Some(&usual), &at.visitor)))
            button { (at.say("Anzeigen", "Show")) }
        }
    }
}
