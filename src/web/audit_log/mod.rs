//! The audit log of a study: what happened when and by whom, the latest first, for retracing.
//!
//! | member | what |
//! |---|---|
//! | `lines` | entries as the table shows them; what was decided one by one folded |
//! | `words` | what happened, in words |
//! | `stated` | what the study states about itself, in words |
//!
//! Deliberately absent: what was decided. Whoever codes blind sees of others when and how much they worked.

mod lines;
mod stated;
mod words;

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use maud::{Markup, html};

use super::Server;
use super::failure::Failure;
use super::fields::{Fields, query};
use super::form::{select, word};
use super::page::{Area, Page};
use super::visitor::InStudy;
use crate::problem::Result;
use crate::study::{AskedOfLog, LogEntry, Study, Topic};
use crate::survey::{Coder, CoderId, CoderKind, natural};
use lines::{Links, draw};
use words::{Books, topic};

pub const PAGE: Page = Page {
    path: "log",
    de: "Protokoll",
    en: "Audit log",
    area: Some(Area::Study),
    routes,
};

/// Entries on a page.
const SHOWN: u64 = 100;

fn routes() -> Router<Server> {
    Router::new().route("/log", get(show))
}

/// What the address asks for.
struct Asked {
    topic: Option<Topic>,
    /// The number of a coder; who is not known has done nothing.
    coder: Option<CoderId>,
    /// The first page is 0.
    page: u64,
}

/// What the page tells.
struct Told {
    entries: Vec<LogEntry>,
    all: u64,
    people: Vec<(CoderId, Coder)>,
    books: Books,
}

impl Asked {
    fn of(fields: &Fields) -> Asked {
        let number = |name| word(fields, name).parse().ok();
        Asked {
            topic: Topic::of_id(&word(fields, "topic")),
            coder: number("coder").map(CoderId),
            page: number("page").unwrap_or(0).max(0) as u64,
        }
    }

    fn address(&self, at: &InStudy, page: u64) -> String {
        let coder = self.coder.map(|coder| coder.0.to_string()).unwrap_or_default();
        let page = page.to_string();
        let asked = [
            ("topic", self.topic.map_or("", Topic::id)),
            ("coder", &coder),
            ("page", &page),
        ];
        let said = asked
            .into_iter()
            .filter(|(_, value)| !value.is_empty() && *value != "0");
        match query(said) {
            said if said.is_empty() => at.to("log"),
            said => at.to(&format!("log?{said}")),
        }
    }
}

impl Told {
    fn read(study: &Study, asked: &AskedOfLog) -> Result<Told> {
        study.steady(|| {
            let (entries, all) = study.audit_log(asked)?;
            Ok(Told {
                books: Books::of(study, &entries)?,
                people: study.all_coders()?,
                entries,
                all,
            })
        })
    }
}

async fn show(at: InStudy, fields: Fields) -> std::result::Result<Html<String>, Failure> {
    let asked = Asked::of(&fields);
    let of_log = AskedOfLog {
        topic: asked.topic,
        coder: asked.coder,
        skip: asked.page.saturating_mul(SHOWN),
        most: SHOWN,
    };
    let told = at.read(move |study| Told::read(study, &of_log)).await?;
    let links = links(&at).await?;
    let sheet = at.sheet(at.say("Protokoll", "Audit log")).narrow();
    Ok(sheet.draw(&html! {
        p.muted { (at.say(
            "Was mit der Studie geschah, das Neueste zuerst. Gelöscht wird nie etwas: Auch was zurückgenommen ist, steht hier.",
            "What happened to the study, the latest first. Nothing is ever deleted: what was taken back stands here too.",
        )) }
        (filters(&at, &asked, &told.people))
        @if told.entries.is_empty() { p.muted { (at.say("Keine Einträge.", "No entries.")) } }
        @else { (draw(&at, &told.entries, &told.books, links, told.all)) }
        (pages(&at, &asked, told.all))
    }))
}

/// Which answers somebody decided on is told to those for whom nothing is blind.
async fn links(at: &InStudy) -> std::result::Result<Links, Failure> {
    for codebook in at.read(|study| study.codebook_names()).await? {
        if at.is_not_blind(&codebook).await.is_err() {
            return Ok(Links::Own);
        }
    }
    Ok(Links::All)
}

fn filters(at: &InStudy, asked: &Asked, people: &[(CoderId, Coder)]) -> Markup {
    let all = |de, en| (String::new(), at.say(de, en).to_owned());
    let topics = Topic::ALL.map(|one| (one.id().to_owned(), topic(one).get(at.language()).to_owned()));
    let topics: Vec<_> = std::iter::once(all("alles", "everything"))
        .chain(topics)
        .collect();
    let mut coders: Vec<&(CoderId, Coder)> = people.iter().collect();
    coders.sort_by(|(_, one), (_, other)| {
        (one.kind.cmp(&other.kind)).then_with(|| natural(&one.name, &other.name))
    });
    let name = |coder: &Coder| match coder.kind {
        CoderKind::Person => coder.name.clone(),
        CoderKind::Machine => format!("{} ({})", coder.name, at.say("Maschine", "machine")),
    };
    let coders = coders
        .into_iter()
        .map(|(id, coder)| (id.0.to_string(), name(coder)));
    let coders: Vec<_> = std::iter::once(all("alle", "everybody")).chain(coders).collect();
    let chosen = asked.coder.map(|coder| coder.0.to_string()).unwrap_or_default();
    html! {
        form.filters method="get" action=(at.to("log")) {
            (select(at.say("Was", "What"), "topic", asked.topic.map_or("", Topic::id), &topics))
            (select(at.say("Wer", "Who"), "coder", &chosen, &coders))
            button { (at.say("Zeigen", "Show")) }
        }
    }
}

fn pages(at: &InStudy, asked: &Asked, all: u64) -> Markup {
    let last = all.saturating_sub(1) / SHOWN;
    html! {
        @if last > 0 || asked.page > 0 {
            nav.row aria-label=(at.say("Weitere Einträge", "More entries")) {
                @if asked.page > 0 { a.button href=(asked.address(at, (asked.page - 1).min(last))) { (at.say("← Neuere", "← Newer")) } }
                span.muted { (at.say("Seite", "Page")) " " (at.language().count(asked.page + 1)) " / " (at.language().count(last + 1)) }
                @if asked.page < last { a.button href=(asked.address(at, asked.page + 1)) { (at.say("Ältere →", "Older →")) } }
            }
        }
    }
}
