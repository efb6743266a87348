//! The human loop: what stands, what comes next, deciding, undoing.
//!
//! | member | what |
//! |---|---|
//! | `board` | the state of a study with one codebook: what is suggested and who said what |
//! | `card` | one coding unit on the board |
//! | `twins` | answers that say the same |
//! | `decide` | decisions are written, taken back, brought back |
//! | `order` | in which order units come |
//!
//! The board is derived: built from the study in one walk, brought up to date from its record, thrown away at will.
//! Deliberately absent: pages (`web`) and what is learned from decisions (`suggest`).

mod board;
mod card;
mod decide;
mod order;
mod twins;

pub use board::{Behind, Board, Tally};
pub use card::{Card, Proposed, Said, Status};
pub use decide::{Done, Stamp, Undoable, decide, redo, undo, undoable};
pub use order::{Order, Sequence};
