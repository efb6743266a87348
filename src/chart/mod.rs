//! Charts: plain data → SVG, PNG, and the same figures as a table.
//!
//! A [`Chart`] is filled with labels in one language and figures; it knows nothing of studies. Every kind is one file with its data and
//! its drawing, and one line in `kind`.
//!
//! | member | what |
//! |---|---|
//! | `kind` | the table of kinds |
//! | `bars`, `ranking`, `stacked`, `boxes`, `radar`, `heat`, `map`, `dendrogram`, `network`, `lines` | the kinds |
//! | `unit` | shares, counts, numbers; how they are written |
//! | `style` | the one look: sizes, colours |
//! | `sheet`, `text`, `dash`, `picture` | what kinds draw on and with |
//! | `axis`, `legend`, `rows`, `spread`, `whereabouts` | what several kinds share |
//! | `svg`, `png` | the files |
//! | `of_table` | charts of frequency tables and crosstabs |
//!
//! Deliberately absent: where figures come from, colours of single charts, movement.

mod axis;
mod bars;
mod boxes;
mod dash;
mod dendrogram;
mod heat;
mod kind;
mod legend;
mod lines;
mod map;
mod network;
mod of_table;
mod picture;
mod png;
mod radar;
mod ranking;
mod rows;
mod sheet;
mod spread;
mod stacked;
mod style;
mod svg;
mod text;
mod unit;
mod whereabouts;

pub use bars::{Bars, Series};
pub use boxes::{BoxGroup, Boxes};
pub use dendrogram::{Dendrogram, Merge};
pub use heat::{Heat, HeatCell, Mark};
pub use kind::{KINDS, Kind, Shown};
pub use lines::Lines;
pub use map::{Map, MapAxis, MapPoint, PointKind};
pub use network::{Edge, Network, Node};
pub use of_table::{of_table, of_tables};
pub use radar::Radar;
pub use ranking::{Place, Ranking};
pub use stacked::{Arrangement, Stack, Stacked};
pub use unit::Unit;

use crate::problem::Result;
use crate::tables::Grid;
use crate::words::Language;

/// A chart in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    pub title: String,
    /// Base, n, what intervals are: what has to stand beneath.
    pub note: String,
    pub kind: Kind,
}

/// Whether title and note are part of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// A picture that stands alone.
    Titled,
    /// Title and note stand around it, as text of a page.
    Captioned,
}

impl Chart {
    /// The drawing as SVG: a whole document, that can also stand inside a page (no ids, no style attributes).
    pub fn svg(&self, frame: Frame, language: Language) -> String {
        svg::svg(self, frame, language)
    }

    /// The same as PNG; `scale` 1 is 96 dpi (720 pixels wide), 3 is enough for print.
    ///
    /// # Errors
    /// A scale below 0.1 or above 10.
    pub fn png(&self, frame: Frame, language: Language, scale: f32) -> Result<Vec<u8>> {
        png::png(&self.svg(frame, language), scale)
    }

    /// All figures that are drawn, as a table.
    pub fn grid(&self, language: Language) -> Grid {
        let columns = self.kind.picture().columns(language);
        Grid {
            title: self.title.clone(),
            headings: columns.headings,
            rows: columns.rows,
            sums: 0,
        }
    }
}
