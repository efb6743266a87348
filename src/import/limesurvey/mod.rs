//! LimeSurvey: its questionnaire (`.lss`), its archive (`.lsa`) and its exports as CSV, XLSX and VV.
//!
//! | member | what |
//! |---|---|
//! | `tables` | rows of LimeSurvey's XML |
//! | `structure`, `questionnaire`, `plain` | the questionnaire, read without HTML |
//! | `fields`, `fixed` | columns that it makes, and those that every survey has |
//! | `labels` | what is known of a column |
//! | `headings` | headings in whichever style → columns |
//! | `answers` | answers in words → codes |
//! | `wanted` | incomplete and test responses |
//! | `export` | all of that, for one file |
//! | `archive` | questionnaire and responses in one file |
//!
//! A study calls the columns of a survey by question codes (`Q1[SQ001]`), whatever the export calls them: so every export of
//! a survey brings the same columns. Deliberately absent: conditions, quotas, participants, times.

mod answers;
mod archive;
mod export;
mod fields;
mod fixed;
mod headings;
mod labels;
mod plain;
mod questionnaire;
mod structure;
mod tables;
mod wanted;

pub(super) use archive::{Opened, no_responses, open, responses, structures_of};
pub(super) use export::{Export, Writes};
pub use structure::Structure;
pub(super) use wanted::Fate;
