//! The review page in a real browser: a program, a study, Chromium, and people who press keys.
//!
//! `harness` is what the tests are written with; the other files are the tests, one for each part of the page.

#[path = "../served/questionnaire.rs"]
mod questionnaire;
#[path = "../served/mod.rs"]
mod served;

mod axe;
mod driver;
mod harness;

mod code;
mod codebook;
mod counts;
mod lists;
mod pairs;
mod report;
mod sign_in;
mod start;
mod switched_off;
