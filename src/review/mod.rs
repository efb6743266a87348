//! The human loop: what stands, what comes next, deciding, undoing.
//!
//! | member | what |
//! |---|---|
//! | `board` | the state of a study with one codebook: what is suggested and who said what |
//! | `card` | one coding unit on the board |
//! | `twins`, `near` | answers that say the same, or nearly the same |
//! | `team` | what the study states about its coders |
//! | `double` | double coding: who has to code what |
//! | `sight` | what a coder may see |
//! | `dispute` | units on which coders differ, and settling them |
//! | `merge` | two files of one study become one |
//! | `reliability`, `compare` | how far coders agree: so far, and with every coefficient |
//! | `codings`, `pairings`, `over_time` | codings to compare: of several people; of one twice, or with the machine; by time |
//! | `differing` | the answers on which coders differ in a code |
//! | `again` | a coder codes a sample once more |
//! | `anchoring` | whether suggestions sway those who see them |
//! | `draw` | draws that every copy repeats |
//! | `groups` | cards that have something in common |
//! | `decide` | decisions are written, taken back, brought back |
//! | `order` | in which order units come |
//! | `view` | the board as one coder sees it |
//! | `judge` | yes or no to one code of a unit |
//! | `filter`, `sort` | which units a list shows, and in which order |
//! | `living` | the codebook edited while it is in use; what hangs on a code |
//! | `sweep` | the units for which a code is suggested |
//! | `bulk` | one change for many units, told before it is made |
//! | `uncaught` | answers that no code caught |
//! | `same`, `left` | answers that say the same; which of them may stay coded differently |
//! | `progress`, `pace` | how far a coder has come, and how fast |
//!
//! The board is derived: built from the study in one walk, brought up to date from its record, thrown away at will.
//! Deliberately absent: pages (`web`) and what is learned from decisions (`suggest`).

mod again;
mod anchoring;
mod board;
mod bulk;
mod card;
mod codings;
mod compare;
mod decide;
mod differing;
mod dispute;
mod double;
mod draw;
mod filter;
mod groups;
mod judge;
mod left;
mod living;
mod merge;
mod near;
mod order;
mod over_time;
mod pace;
mod pairings;
mod progress;
mod reliability;
mod same;
mod sight;
mod sort;
mod sweep;
mod team;
mod twins;
mod uncaught;
mod view;

pub use again::{CodingAgain, Sample, due_again};
pub use anchoring::{Sway, WithoutSuggestions};
pub use board::{Behind, Board, Tally};
pub use bulk::{Edit, Left, Plan, Turn, Turnover, Write};
pub use card::{Card, Proposed, Said, Status};
pub use codings::Codings;
pub use compare::{Compared, Comparison, Paired, Scope};
pub use decide::{Done, Stamp, Undoable, decide, redo, undo, undoable};
pub use differing::{Differing, differing};
pub use dispute::{Dispute, Settling, dispute, disputed, settle};
pub use double::{DoubleCoding, Drawable, MOST_CODERS, People, Rest, Share, Suggestions, Task};
pub use filter::{By, Filter, Mark, Stand};
pub use groups::Groups;
pub use judge::{Answer, Say};
pub use left::{Leaving, LeftDifferent};
pub use living::{Edited, Hangs, Touched, edit_codebook};
pub use merge::{Contribution, Merged, UnsettledUnits, merge};
pub use near::{Near, alike_from};
pub use order::{Order, Sequence};
pub use over_time::Stretch;
pub use pace::{PAUSE, Pace};
pub use pairings::Aid;
pub use progress::{Frequencies, Frequency, Group, Reached, Whose};
pub use reliability::{Agreed, AgreedSoFar, agreed_so_far, stability};
pub use same::{Coding, Same, Variant};
pub use sight::{Shown, Sight};
pub use sort::{Column, Direction};
pub use sweep::Line;
pub use team::{SameAnswers, Team};
pub use uncaught::Uncaught;
pub use view::View;
