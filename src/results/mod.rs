//! What a long step came to, in sentences, tables and charts: the command line and the pages draw the same.
//!
//! | member | what |
//! |---|---|
//! | `imported` | what an import did |
//! | `suggested` | what a run of suggestions did |
//! | `accepted` | what the machine accepted or took back |
//! | `carried`, `drift` | another study as a start, and whether answers have changed since |
//! | `change` | what has changed between two waves |
//! | `cooccurrence` | codes that occur together |
//! | `corrected` | how frequent codes are in all answers, by a random sample |
//! | `items` | closed questions |
//! | `merged` | what two files of one study came to |
//! | `agreement` | how far coders agree |
//! | `tested` | whether the groups of a crosstab differ |
//! | `markdown` | the same for texts |
//! | `profiles` | profiles of groups: map and clusters |
//! | `evaluation` | how good suggestions are |
//!
//! Deliberately absent: figures (the rooms that the steps belong to) and drawing.

mod accepted;
mod agreement;
mod carried;
mod change;
mod cooccurrence;
mod corrected;
mod drift;
pub mod evaluation;
mod imported;
mod items;
mod markdown;
mod merged;
mod profiles;
mod suggested;
mod tested;

pub use accepted::accepted;
pub use agreement::{agreement, agreement_json};
pub use carried::carried;
pub use change::change;
pub use cooccurrence::{MOST_PAIRS, cooccurrence};
pub use corrected::corrected;
pub use imported::{Counts, imported};
pub use items::items;
pub use markdown::in_markdown;
pub use merged::merged;
pub use profiles::{profiles, profiles_json};
pub use suggested::suggested;
pub use tested::tested;

use crate::chart::Chart;
use crate::tables::Grid;

/// A piece of a report, in one language.
#[derive(Debug, Clone)]
pub enum Part {
    Heading(String),
    /// One sentence or several that belong together.
    Sentence(String),
    Grid(Grid),
    /// A drawing with its data, which every reader can see as a table too.
    Chart(Chart),
}
