//! Learning from what people decided.
//!
//! | member | what |
//! |---|---|
//! | `material` | the answers of a study with what the match rules say of them |
//! | `learner` | a study made ready, and a fit after each decision |
//! | `code_text` | what a codebook says about a code |
//! | `vocabulary` | the terms of a study: stems, pairs, building blocks, letters |
//! | `letters` | letters three to five long |
//! | `vector` | a text as terms with weights |
//! | `postings` | inner products of many texts |
//! | `space` | where answers stand to each other and to the code texts |
//! | `view` | the answers with their terms weighed in one way |
//! | `rule_evidence` | what match rules say, in log odds |
//! | `shares` | how often each code is expected |
//! | `ridge` | what is learned from residuals, with exact leave-one-out scores |
//! | `stacker` | one pooled regression that weighs the kinds of evidence |
//! | `model` | the whole method: reviewed answers → probabilities |
//! | `reading` | what was learned, applied to any answers |
//! | `term_weights` | what each term brings to each code |
//! | `explain` | where a probability comes from, word by word |
//! | `columns` | the kinds of evidence side by side, and what is expected of their weights |
//! | `none_fits` | answers that no code fits |
//! | `cut` | probabilities → suggestions |
//! | `grid` | tables of numbers |

mod code_text;
mod columns;
mod cut;
mod explain;
#[cfg(test)]
mod golden;
mod grid;
mod learner;
mod letters;
mod material;
mod model;
mod none_fits;
mod postings;
mod reading;
mod ridge;
mod rule_evidence;
mod shares;
mod space;
mod stacker;
mod term_weights;
mod vector;
mod view;
mod vocabulary;

pub use columns::Weights;
pub use explain::{Explanation, WordShare};
pub use grid::Grid;
pub use learner::{ENOUGH_FOR_PROBABILITIES, Fitted, Learner, Reviewed, Uses};
pub use material::{HELD, Material, evenly};
pub use model::Model;
pub use reading::{Reader, Reading};
