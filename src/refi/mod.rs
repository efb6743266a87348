//! Bytes ↔ REFI-QDA: projects (`.qdpx`) and codebooks (`.qdc`) as MAXQDA, ATLAS.ti, NVivo and QualCoder exchange them.
//!
//! | member | what |
//! |---|---|
//! | `project` | the nouns of the standard, as far as texts need them |
//! | `guid` | names that are the same in every copy; made from words by SHA-1 |
//! | `plain` | texts as the standard wants them, offsets in code points |
//! | `elements` | pieces of XML → project or codebook |
//! | `attributes` | attributes as names, times, offsets |
//! | `read` | `.qdpx` and `.qdc` → project, codebook |
//! | `decoded` | the texts of the sources, wherever a project keeps them |
//! | `write` | project, codebook → `.qdpx`, `.qdc` |
//! | `markup` | elements written one after the other |
//!
//! Source: REFI-QDA standard 1.0 and 1.5 with their XML schemas, <https://www.qdasoftware.org>. Written is 1.0 alone, which
//! every program reads.
//!
//! Deliberately absent: what a project is in a study (`import`, `export`), pictures, PDF, sound, graphs and links.

mod attributes;
mod decoded;
mod elements;
mod guid;
mod markup;
mod plain;
mod project;
mod read;
mod write;

#[cfg(test)]
mod hostile;

pub use guid::Guid;
pub use plain::{PlainText, plain};
pub use project::{
    Case, Code, CodeBook, Coding, Project, Selection, Set, TextSource, User, Variable, VariableType,
};
pub use read::{read_codebook, read_project};
pub use write::{write_codebook, write_project};

/// What this program calls itself in the files that it writes.
pub const ORIGIN: &str = "freitext";
