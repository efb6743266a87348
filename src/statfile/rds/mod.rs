//! R data files (`.rds`): a data frame as `readRDS` of every R since 2.3 reads it, without any package.
//!
//! Variables whose values all have a label are factors; where only some have one, or values count as missing, they are
//! of the classes `haven_labelled` and `haven_labelled_spss`, which the package haven knows. Labels, notes and response
//! sets are attributes: `attr(x, "label")`, `attr(data, "notes")`, `attr(data, "response_sets")`.
//!
//! Deliberately absent: reading. R itself writes every format that is read here.

mod column;
mod write;
mod xdr;

pub use write::write;
