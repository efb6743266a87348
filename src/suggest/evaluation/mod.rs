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
//!
//! Deliberately absent: fitting and predicting (who calls brings the scores), and drawing (`cli`).

mod acceptance;
mod calibration;
mod counts;
mod figures;
mod judged;
mod measures;
mod sets;

pub use acceptance::{Accepted, CONFIDENCES};
pub use calibration::{Bin, Calibration};
pub use figures::Figures;
pub use judged::{Codes, Coding, Judged};
pub use measures::{Averaged, OfCode};
pub use sets::Sets;
