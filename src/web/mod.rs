//! The review page: a study in the browser. The only room that is async; what it shows and does are the verbs of the rooms
//! before it.
//!
//! | member | what |
//! |---|---|
//! | `serve` | listening, until somebody ends it |
//! | `server` | what all requests share: address, sessions, open studies |
//! | `address` | this machine or a trusted network; foreign hosts and origins |
//! | `guard` | the door that every request passes; headers of every answer |
//! | `session`, `random` | one-time links and sessions; keys nobody can guess |
//! | `passphrase`, `admission`, `attempts` | passphrases; who gets one; whoever guesses waits |
//! | `sign_in` | who codes? |
//! | `visitor` | who asks, in which language, for which study |
//! | `studies`, `writer` | open studies; all writing in one thread each |
//! | `page`, `shell` | what a page is; what surrounds every page |
//! | `near` | which answers say nearly the same |
//! | `renew` | suggestions that get better while people decide |
//! | `boards` | what is suggested and said, kept up to date for every page |
//! | `fields`, `pen` | what a form or an address says; what drawing needs to know |
//! | `reading`, `rows`, `plan` | lists of answers: reading and writing them, and what a change of many will do |
//! | `index` | the search index of an open study |
//! | `marks`, `codes`, `keys` | an answer with its evidence; how codes look; keys and what they do |
//! | `failure` | a problem as a page |
//! | `assets` | style and script |
//! | `start` | choosing a study |
//! | the others | a page of a study each, named in [`PAGES`] |
//!
//! A page is a file with `pub const PAGE: Page` and its routes:
//!
//! ```ignore
//! fn routes() -> Router<Server> {
//!     Router::new().route("/sweep/{code}", get(show).post(decide))
//! }
//!
//! async fn show(at: InStudy, Path((_, code)): Path<(String, String)>) -> Result<Html<String>, Failure> {
//!     let answers = at.read(move |study| verb_of_another_room(study, &code)).await?;
//!     Ok(at.sheet(at.say("Je Kategorie", "By code")).draw(&html! { … }))
//! }
//! ```
//!
//! Writing is `at.write(move |change| …).await?`: written means on disk.
//!
//! Every action is a form that works without the script; the script makes it quick. No page holds style or script of its
//! own: the content security policy forbids it. Addresses:
//!
//! | address | what |
//! |---|---|
//! | `/` | start page; `/?token=…` signs in once |
//! | `/open` | opens a study |
//! | `/sign-in`, `/sign-out`, `/another` | with a passphrase; a link for a further browser |
//! | `/assets/…` | style and script |
//! | `/s/{study}/` | the first page of the menu |
//! | `/s/{study}/who` | who codes? |
//! | `/s/{study}/…` | the pages of a study |

mod address;
mod admission;
mod again;
mod assets;
mod attempts;
mod boards;
pub mod code;
mod coders;
mod codes;
mod disagreements;
mod failure;
mod fields;
mod grid;
mod guard;
mod index;
mod keys;
mod marks;
mod moments;
mod near;
mod overview;
mod page;
mod passphrase;
mod pen;
mod plan;
mod random;
mod reached;
mod reading;
mod renew;
mod rows;
mod serve;
mod server;
mod session;
mod shell;
mod sign_in;
mod start;
mod studies;
mod sweep;
mod visitor;
mod writer;

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::Redirect;
use axum::routing::{get, post};

pub use address::Exposure;
pub use admission::{NewPassphrase, admit, known, renew};
pub use boards::Laid;
pub use codes::Palette;
pub use fields::{Fields, query};
pub use keys::{Group, Key};
pub use marks::{Mark, marked};
pub use page::{Area, Page};
pub use serve::{Door, Options};
pub use server::Server;
pub use shell::Sheet;
pub use studies::OpenStudy;
pub use visitor::{InStudy, Visitor};

/// The pages of a study, in the order of the menu.
pub const PAGES: &[Page] = &[
    code::PAGE,
    sweep::PAGE,
    grid::PAGE,
    coders::PAGE,
    disagreements::PAGE,
    again::PAGE,
    overview::PAGE,
];

/// Everything that can be asked for.
pub fn router(server: &Server) -> Router {
    let study = PAGES.iter().fold(
        Router::new().route("/who", get(sign_in::who).post(sign_in::name)),
        |routes, page| routes.merge((page.routes)()),
    );
    let routes = Router::new()
        .nest("/s/{study}", study)
        .route("/s/{study}", get(front))
        .route("/s/{study}/", get(front))
        .route("/assets/{name}", get(assets::asset))
        .route("/sign-out", post(sign_in::sign_out));
    let routes = match server.address().exposure {
        Exposure::ThisMachine => routes
            .route("/", get(start::show))
            .route("/open", post(start::open))
            .route("/another", post(sign_in::another)),
        Exposure::Network { .. } => routes
            .route("/", get(start::elsewhere))
            .route(sign_in::PATH, get(sign_in::form).post(sign_in::sign_in)),
    };
    routes
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(from_fn_with_state(server.clone(), guard::guard))
        .with_state(server.clone())
}

/// `GET /s/{study}/`: the first page of the menu.
async fn front(Path(study): Path<String>) -> Redirect {
    Redirect::to(&format!("/s/{study}/{}", PAGES[0].path))
}
