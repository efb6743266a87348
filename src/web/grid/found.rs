//! The answers that a grid shows: what the search finds of what passes the filters, in order.

use super::asked::Asked;
use super::meant::Meant;
use crate::problem::Result;
use crate::query::{SideBySide, parse};
use crate::review::{Edit, Plan, View};
use crate::search::Hit;
use crate::study::Study;
use crate::survey::UnitId;
use crate::web::studies::OpenStudy;

/// What was found.
pub struct Found {
    pub meant: Meant,
    /// Places on the board, in order.
    pub places: Vec<usize>,
    /// What the search hit, ascending by unit; none where nothing was searched for.
    pub hits: Option<Vec<Hit>>,
}

impl Found {
    pub fn hit(&self, unit: UnitId) -> Option<&Hit> {
        let hits = self.hits.as_ref()?;
        let at = hits.binary_search_by_key(&unit, |hit| hit.unit).ok()?;
        hits.get(at)
    }

    /// What a change does to all of them, or to those that were chosen.
    pub fn plan(&self, view: &View<'_>, chosen: Option<&[usize]>, edit: &Edit) -> Plan {
        view.plan(chosen.unwrap_or(&self.places), edit)
    }
}

/// Finds the answers that are meant.
///
/// # Errors
/// A search or a filter that cannot be read; the index can be neither read nor written.
pub fn find(study: &Study, open: &OpenStudy, view: &View<'_>, asked: &Asked) -> Result<Found> {
    let meant = asked.meant(view.board)?;
    let hits = match asked.get("q") {
        None => None,
        Some(written) => {
            let query = parse(written, SideBySide::And)?;
            let index = open.index(study, &view.board.codebook.codebook)?;
            let mut hits: Vec<Hit> = index.find(&query)?.hits().collect();
            hits.sort_by_key(|hit| hit.unit);
            Some(hits)
        }
    };
    let units: Option<Vec<UnitId>> = hits
        .as_ref()
        .map(|hits| hits.iter().map(|hit| hit.unit).collect());
    let mut places = view.filter(&meant.filter, units.as_deref());
    if let Some(column) = meant.column {
        view.sort(&mut places, column, meant.direction, meant.filter.code);
    }
    Ok(Found { meant, places, hits })
}
