//! Profiles of groups: by which column, how counted and compared, and what they come to. All choices are in the address.

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{Markup, html};

use super::Server;
use super::column_name::choose_column;
use super::failure::{Failure, notice};
use super::fields::Fields;
use super::form::{choices, line, select, word};
use super::page::{Area, Page};
use super::report;
use super::tables::{Offered, label, said, settled};
use super::visitor::InStudy;
use crate::problem::{Notice, Result};
use crate::profile::{Distance, Method, OfQuestion, Wished, profiles};
use crate::results;
use crate::study::Study;
use crate::tables::{Base, Counting, Layer, Level, Said};
use crate::words::Text;

pub const PAGE: Page = Page {
    path: "profiles",
    de: "Profile",
    en: "Profiles",
    area: Some(Area::Results),
    routes,
};

fn routes() -> Router<Server> {
    Router::new().route("/profiles", get(show))
}

/// What came out; nothing before a column is chosen.
type Made = Option<Result<(Vec<OfQuestion>, Vec<Notice>)>>;

/// `GET profiles?by=&counting=&groups=…`
async fn show(at: InStudy, fields: Fields) -> std::result::Result<Response, Failure> {
    let wished = wished(&fields);
    let asked = said(&fields);
    let blind = match asked.coder == at.coder {
        true => Ok(()),
        false => at.is_not_blind(&asked.codebook).await,
    };
    let how = wished.clone();
    let (offered, asked, made) = at
        .read(move |study| {
            study.steady(|| {
                let offered = Offered::of(study, &asked.codebook)?;
                let asked = settled(&asked, &offered);
                let made: Made = match blind {
                    Err(problem) => Some(Err(problem)),
                    Ok(()) => (!asked.by.is_empty()).then(|| made(study, &asked, &how)),
                };
                Ok((offered, asked, made))
            })
        })
        .await?;
    let page = at.sheet(PAGE.title(at.language())).draw(&html! {
        @if offered.background.is_empty() {
            p { (at.say(
                "Mit den Antworten ist keine Spalte in die Studie gekommen, nach der sich Gruppen bilden ließen.",
                "No column came into the study with the answers by which groups could be formed.",
            )) }
        } @else {
            p.muted { (at.say(
                "Welche Gruppen nennen dasselbe? Eine Karte (Korrespondenzanalyse) und ein Baum (Clusteranalyse), und wie stabil beide sind.",
                "Which groups name the same? A map (correspondence analysis) and a tree (cluster analysis), and how stable both are.",
            )) }
            (form(&asked, &wished, &offered, &at))
        }
        @if let Some(made) = &made { (figures(made, &at)) }
    });
    Ok(page.into_response())
}

fn wished(fields: &Fields) -> Wished {
    Wished {
        distance: word(fields, "distance"),
        method: word(fields, "method"),
        groups: word(fields, "clusters"),
        draws: word(fields, "draws"),
        seed: word(fields, "seed"),
    }
}

fn made(study: &Study, asked: &Said, how: &Wished) -> Result<(Vec<OfQuestion>, Vec<Notice>)> {
    let (selection, view) = asked.read()?;
    profiles(study, &selection, &view, how.read()?)
}

fn form(asked: &Said, how: &Wished, offered: &Offered, at: &InStudy) -> Markup {
    let visitor = &at.visitor;
    let by = asked.by.first().map_or("", String::as_str);
    let usual = Text::new(
        "Geprüftes, sobald es das gibt",
        "reviewed, as soon as there is any",
    );
    let said_nothing = how == &Wished::default() && asked.base.is_empty() && asked.level.is_empty();
    html! {
        form.stack method="get" action=(at.to("profiles")) {
            div.filters {
                (offered.fields(asked, at))
                (choose_column(at.say("Gruppen nach", "Groups by"), "by", by, Some(at.say("– wählen –", "– choose –")), offered.column_names()))
                (select(label("counting", at), "counting", &asked.counting, &choices::<Counting>(None, visitor)))
                (line(label("groups", at), "clusters", &how.groups, None))
                button { (at.say("Anzeigen", "Show")) }
            }
            details open[!said_nothing] {
                summary { (at.say("Mehr", "More")) }
                div.filters {
                    (select(label("layer", at), "layer", &asked.layer, &choices::<Layer>(Some(&usual), visitor)))
                    (select(label("base", at), "base", &asked.base, &choices::<Base>(None, visitor)))
                    (select(at.say("Kategorien", "Codes"), "level", &asked.level, &choices::<Level>(None, visitor)))
                    (select(label("distance", at), "distance", &how.distance, &choices::<Distance>(None, visitor)))
                    (select(label("method", at), "method", &how.method, &choices::<Method>(None, visitor)))
                    (line(label("draws", at), "draws", &how.draws, None))
                    (line(label("seed", at), "seed", &how.seed, None))
                }
            }
        }
    }
}

fn figures(made: &Result<(Vec<OfQuestion>, Vec<Notice>)>, at: &InStudy) -> Markup {
    html! {
        @match made {
            Err(problem) => { @for problem in problem.each() { (notice(problem, &at.visitor)) } },
            Ok((all, notices)) => {
                (report::notices(notices, 0, &at.visitor))
                @for of in all {
                    section.stack { (report::parts(&results::profiles(of, at.language()), &at.visitor)) }
                }
            }
        }
    }
}
