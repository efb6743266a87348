//! How good suggestions are, on units that people have coded: pure figures of what was given, scored and suggested.
//!
//! | member | what |
//! |---|---|
//! | `judged` | a unit with what people gave and what the program said |
//! | `counts` | given, suggested and right, by code |
//! | `measures` | precision, recall, F1 and α against people, by code, micro and macro |
//! | `sets` | whole sets: exactly the same, α over sets |
//! | `calibration` | whether scores hold as probabilities |
//! | `acceptance` | what is accepted from a confidence on, and how much of that is right |
//! | `figures` | all of it |
//! | `method` | a way of proposing codes that can be fitted to some units and asked about others |
//! | `coded`, `machine` | the units of a study that are judged; the suggesters made ready for them |
//! | `cross` | every unit judged by a fit to the others |
//! | `order`, `curve` | a review replayed in some order; the learning curve |
//! | `corrected` | how frequent codes are in all answers, by a random sample |
//! | `report` | an evaluation from beginning to end |
//! | `outlook` | during a study: the rest, what more review brings, when to stop |
//! | `shuffle` | random orders that a seed repeats |
//!
//! Only `coded` and `machine` know a study; everything else is pure. Deliberately absent: drawing (`cli`).

mod acceptance;
mod calibration;
mod coded;
mod corrected;
mod counts;
mod cross;
mod curve;
mod figures;
mod judged;
mod machine;
mod measures;
mod method;
mod order;
mod outlook;
#[cfg(test)]
mod parrot;
mod report;
mod sets;
mod shuffle;

pub use acceptance::{Accepted, CONFIDENCES};
pub use calibration::{Bin, Calibration};
pub use coded::Coded;
pub use corrected::{Corrected, CorrectedCode, Counted, LEAST_RANDOM, corrected};
pub use cross::cross_validated;
pub use curve::{Mean, Point, Trial, judged, learning_curve, replay};
pub use figures::Figures;
pub use judged::{Codes, Judged};
pub use machine::{Everything, Machine, Whole};
pub use measures::{Averaged, OfCode};
pub use method::{Method, Proposal};
pub use order::{Order, expected_wrong};
pub use outlook::{
    Advice, Basis, ENOUGH_FOR_A_CURVE, FEW, Gain, MORE, Outlook, Rest, RestRight, SURE, Seen, Standing,
    Tally, WORTHWHILE,
};
pub use report::{Curve, Design, LEAST_REVIEWED, Of, Replayed, Report, Said, Task, evaluate};
pub use sets::Sets;
