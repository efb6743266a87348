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
//! | `job`, `jobs`, `step` | a long step, their order, the page of one |
//! | `report`, `spoken`, `sending` | what a step came to; sentences in the words of the browser; a file to be saved |
//! | `carried` | what files for other programs carry over |
//! | `charts` | tables drawn |
//! | `page`, `shell` | what a page is; what surrounds every page |
//! | `near` | which answers say nearly the same |
//! | `renew` | suggestions that get better while people decide |
//! | `blind` | what nobody gets who codes blind |
//! | `boards` | what is suggested and said, kept up to date for every page |
//! | `fields`, `pen` | what a form or an address says; what drawing needs to know |
//! | `reading`, `rows`, `plan` | lists of answers: reading and writing them, and what a change of many will do |
//! | `index` | the search index of an open study |
//! | `query_language` | how a search or a match rule is written |
//! | `marks`, `codes`, `keys` | an answer with its evidence; how codes look; keys and what they do |
//! | `switch` | keys switched off in a browser |
//! | `failure`, `excerpt` | a problem as a page; the faulty piece of a text |
//! | `assets` | style and script |
//! | `machine`, `recent`, `uploads` | what pages may touch of this machine; recent studies; files that a browser sends |
//! | `method` | choosing how suggestions are made |
//! | `form`, `column_name`, `moment` | how fields of a form look; a background column with its label; when something happened |
//! | `start`, `browse` | choosing a study |
//! | `new_study` | a new study from a file; `import`, a page of a study, brings a further one in the same way |
//! | `audit_log` | what happened to the study and when |
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
//! | `/open`, `/browse`, `/forget` | opens a study; folders; takes a study from the recent ones |
//! | `/new`, `/new/…` | a new study |
//! | `/sign-in`, `/sign-out`, `/another` | with a passphrase; a link for a further browser |
//! | `/assets/…` | style and script |
//! | `/keys` | switches keys off or on in a browser |
//! | `/new/step/…` | a long step of the start page |
//! | `/s/{study}/` | the first page of the menu |
//! | `/s/{study}/who` | who codes? |
//! | `/s/{study}/…` | the pages of a study |

mod address;
mod admission;
mod again;
mod agreement;
mod assets;
mod attempts;
mod audit_log;
mod blind;
mod boards;
mod browse;
mod carried;
mod change;
mod charts;
pub mod code;
mod codebook;
mod coders;
mod codes;
mod column_name;
mod cooccurrence;
mod corrected;
mod disagreements;
mod downloads;
mod evaluation;
mod excerpt;
mod failure;
mod fields;
mod form;
mod grid;
mod guard;
mod import;
mod index;
mod items;
mod job;
mod jobs;
mod keys;
mod machine;
mod marks;
mod method;
mod moment;
mod near;
mod new_study;
mod overview;
mod page;
mod passphrase;
mod pen;
mod plan;
mod profiles;
mod progress;
mod query_language;
mod random;
mod reached;
mod reading;
mod recent;
mod renew;
mod report;
mod rows;
mod same;
mod search;
mod sending;
mod serve;
mod server;
mod session;
mod settings;
mod shell;
mod sign_in;
mod spoken;
mod start;
mod step;
mod story;
mod studies;
mod suggest;
mod sweep;
mod switch;
mod tables;
mod uploads;
mod visitor;
mod writer;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::response::Redirect;
use axum::routing::{get, post};

use failure::Failure;

pub use address::{Address, Exposure};
pub use admission::{NewPassphrase, admit, known, renew};
pub use boards::Laid;
pub use codes::Palette;
pub use fields::{Fields, query};
pub use keys::{Group, Key};
pub use machine::Machine;
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
    same::PAGE,
    search::PAGE,
    progress::PAGE,
    overview::PAGE,
    coders::PAGE,
    agreement::PAGE,
    disagreements::PAGE,
    again::PAGE,
    codebook::CODES,
    codebook::UNCAUGHT,
    codebook::VERSIONS,
    tables::PAGE,
    profiles::PAGE,
    items::PAGE,
    cooccurrence::PAGE,
    change::PAGE,
    corrected::PAGE,
    story::PAGE,
    downloads::PAGE,
    evaluation::PAGE,
    import::PAGE,
    suggest::PAGE,
    audit_log::PAGE,
    step::PAGE,
    settings::PAGE,
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
        .route(switch::PATH, post(switch::state))
        .route("/sign-out", post(sign_in::sign_out));
    let routes = match server.address().exposure {
        Exposure::ThisMachine => routes
            .merge(step::of_start())
            .merge(new_study::routes())
            .route("/browse", get(browse::show))
            .route("/forget", post(start::forget))
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

/// `GET /s/{study}/`: the first page of the menu; where there is nothing to code with yet, what to do next.
async fn front(State(server): State<Server>, Path(id): Path<String>) -> Result<Redirect, Failure> {
    let codebooks = server.study(&id)?.read(|study| study.codebook_names()).await?;
    let page = match codebooks[..] {
        [] => &overview::PAGE,
        _ => &PAGES[0],
    };
    Ok(Redirect::to(&format!("/s/{id}/{}", page.path)))
}
