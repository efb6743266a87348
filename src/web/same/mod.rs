//! Answers that say the same and are coded differently, or not all of them yet; answers that say nearly the same as one that
//! is decided. Each can be decided as one.
//!
//! | member | what |
//! |---|---|
//! | `beside` | open answers beside one that says nearly the same and is decided |
//! | `drawn` | drawing |
//! | `decide` | deciding on several as one, or leaving them different |

mod beside;
mod decide;
mod drawn;

use std::sync::Arc;

use axum::Router;
use axum::response::Html;
use axum::routing::{get, post};

use super::Server;
use super::boards::Laid;
use super::failure::Failure;
use super::fields::Fields;
use super::page::{Area, Page};
use super::reached::bar;
use super::studies::OpenStudy;
use super::visitor::InStudy;
use crate::problem::Result;
use crate::review::{Leaving, LeftDifferent, Same, View};
use crate::study::Study;
use beside::{Nearly, nearly};

pub const PAGE: Page = Page {
    path: "same",
    de: "Gleiche Antworten",
    en: "Same answers",
    area: Some(Area::Code),
    routes,
};

/// Groups, or pairs, that are shown of each kind.
const SHOWN: usize = 40;

fn routes() -> Router<Server> {
    Router::new()
        .route("/same", get(show))
        .route("/same/all", post(decide::all))
        .route("/same/leave", post(decide::leave))
        .route("/same/report", post(decide::report))
        .route("/same/undo", post(decide::undo))
}

/// All that the page tells.
struct Told {
    /// Groups that say the same.
    groups: usize,
    /// Coded differently.
    different: Vec<Same>,
    /// Coded differently, and somebody has left them so.
    left: Vec<Same>,
    /// Coded alike, but not all of them yet.
    begun: Vec<Same>,
    nearly: Nearly,
}

/// What is asked for by the address.
#[derive(Clone)]
struct Asked {
    codebook: Option<String>,
    /// So many answers were changed just now.
    changed: Option<usize>,
    /// So many different answers are skipped in the search for those that are nearly the same.
    from: usize,
}

async fn show(at: InStudy, fields: Fields) -> std::result::Result<Html<String>, Failure> {
    let number = |name| fields.get(name).and_then(|number| number.parse::<usize>().ok());
    let asked = Asked {
        codebook: fields.get("codebook").map(str::to_owned),
        changed: number("changed").filter(|changed| *changed > 0),
        from: number("from").unwrap_or(0),
    };
    let (pen, open, name) = (at.pen(), at.study.clone(), asked.codebook.clone());
    let (content, reached) = at
        .view(name.as_deref(), move |study, laid, view| {
            let told = tell(study, &open, laid, view, asked.from)?;
            let content = drawn::draw(study, &pen, view, &asked, &told)?;
            Ok((content, view.reached()))
        })
        .await?;
    let pen = at.pen();
    let title = at.say(
        "Gleich beantwortet, verschieden kodiert",
        "Same answer, coded differently",
    );
    Ok(at.sheet(title).bar(bar(&pen, reached)).draw(&content))
}

fn tell(study: &Study, open: &Arc<OpenStudy>, laid: &Laid, view: &View<'_>, from: usize) -> Result<Told> {
    let setting = LeftDifferent::setting(&view.board.codebook.name);
    let left: LeftDifferent = study.stated(&setting)?.unwrap_or_default();
    let is_left = |group: &Same| Leaving::of(view, group).is_some_and(|group| left.has(&group));
    let same = view.same();
    let groups = same.len();
    let (different, others): (Vec<Same>, Vec<Same>) = same.into_iter().partition(Same::is_coded_differently);
    let (left, different) = different.into_iter().partition(is_left);
    Ok(Told {
        groups,
        different,
        left,
        begun: others.into_iter().filter(Same::is_begun).collect(),
        nearly: nearly(study, open, laid, view, from)?,
    })
}
