//! The codebook while it is in use: its entries, match rules with what they would change, codes merged, split and retired,
//! words and answers that no code caught, versions.
//!
//! | member | what |
//! |---|---|
//! | `book` | which codebook is meant, and its addresses |
//! | `tree` | all codes beside an entry |
//! | `entry` | the entry of a code, to be read and edited |
//! | `past` | codes that are not given any more |
//! | `new` | a code that is to come |
//! | `edits` | what is sent: an entry, an example, a place, a code that comes back |
//! | `rule` | a match rule, with what it would change |
//! | `preview`, `effect` | finding out what a rule would change, and drawing it |
//! | `touch` | merging and retiring: what they touch, before it is done |
//! | `split` | splitting |
//! | `uncaught`, `gather` | what no code caught; a code for such answers |
//! | `versions`, `wording` | versions compared, word by word |
//!
//! | address | what |
//! |---|---|
//! | `codebook?code=` | an entry; `POST`: it is edited |
//! | `codebook/new`, `codebook/rule`, `codebook/merge`, `codebook/split`, `codebook/retire` | forms; `POST`: it is done |
//! | `codebook/preview` | what a rule would change, for the script |
//! | `codebook/download` | the file |
//! | `uncaught`, `versions` | |

mod book;
mod edits;
mod effect;
mod entry;
mod gather;
mod new;
mod past;
pub mod preview;
mod rule;
mod split;
mod touch;
mod tree;
mod uncaught;
mod versions;
pub mod wording;

use axum::Router;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use maud::Markup;

use super::Server;
use super::failure::Failure;
use super::fields::Fields;
use super::page::{Area, Page};
use super::visitor::InStudy;
use crate::review::View;
use book::Book;

pub const CODES: Page = Page {
    path: "codebook",
    de: "Kategorien",
    en: "Codes",
    area: Some(Area::Codebook),
    routes,
};

pub const UNCAUGHT: Page = Page {
    path: "uncaught",
    de: "Noch nicht erfasst",
    en: "Not caught yet",
    area: Some(Area::Codebook),
    routes: || Router::new().route("/uncaught", get(uncaught::show).post(gather::gather)),
};

pub const VERSIONS: Page = Page {
    path: "versions",
    de: "Versionen",
    en: "Versions",
    area: Some(Area::Codebook),
    routes: || Router::new().route("/versions", get(versions::show)),
};

fn routes() -> Router<Server> {
    Router::new()
        .route("/codebook", get(entry::show).post(edits::edit))
        .route("/codebook/new", get(new::show).post(new::add))
        .route("/codebook/rule", get(rule::show).post(rule::keep_or_show))
        .route("/codebook/preview", get(rule::preview))
        .route("/codebook/merge", get(touch::merge).post(touch::do_merge))
        .route("/codebook/retire", get(touch::retire).post(touch::do_retire))
        .route("/codebook/split", get(split::show).post(split::split))
        .route("/codebook/download", get(download))
}

/// A page of the codebook: `draw` gives what stands beside the tree.
async fn page(
    at: &InStudy,
    book: Book,
    chosen: Option<String>,
    draw: impl FnOnce(&crate::study::Study, &View<'_>) -> crate::problem::Result<Markup> + Send + 'static,
) -> Result<Html<String>, Failure> {
    let named = book.named().map(str::to_owned);
    let (title, bar, content) = at
        .view(named.as_deref(), move |study, _, view| {
            let beside = draw(study, view)?;
            let codebook = &view.board.codebook;
            let title = codebook.codebook.title.get(book.pen.language).to_owned();
            let names = study.codebook_names()?;
            let bar = book::bar(&book, codebook, &names);
            Ok((title, bar, tree::beside(&book, view, chosen.as_deref(), &beside)))
        })
        .await?;
    Ok(at.sheet(title).bar(bar).script("codebook.js").draw(&content))
}

/// `GET codebook/download`: the codebook as a file.
async fn download(at: InStudy, fields: Fields) -> Result<Response, Failure> {
    let named = fields.get("codebook");
    let codebook = at
        .view(named, |_, _, view| Ok(view.board.codebook.clone()))
        .await?;
    let name: String = codebook
        .name
        .chars()
        .map(|letter| match letter {
            letter if letter.is_ascii_alphanumeric() || "-_.".contains(letter) => letter,
            _ => '_',
        })
        .collect();
    let headers = [
        (header::CONTENT_TYPE, "application/toml; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.toml\""),
        ),
    ];
    Ok((headers, codebook.codebook.to_toml()).into_response())
}
