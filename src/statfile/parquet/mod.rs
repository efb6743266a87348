//! Parquet files, for DuckDB, pandas, polars, Arrow and Spark: typed columns, and what is known of the variables as JSON.
//!
//! Labels and response sets have no place in Parquet; they are in the metadata of the file under [`DICTIONARY`].
//! Values that count as missing are values like others there.
//!
//! Deliberately absent: reading.

mod column;
mod write;

pub use write::write;

/// Key of the metadata that holds the [`crate::survey::Dictionary`] as JSON, with the names of the columns.
pub const DICTIONARY: &str = "freitext.dictionary";
