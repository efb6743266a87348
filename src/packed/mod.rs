//! Archives and XML of strangers, opened with care: what unpacks to more than it may, what is encrypted or cut, and what
//! declares entities of its own is refused with a sentence.
//!
//! | member | what |
//! |---|---|
//! | `archive` | zip: entries with a limit on what they unpack to |
//! | `compound` | the container of old office files: one stream of it |
//! | `xml` | elements one after the other or as a tree; no document type, no entities but the five of XML |
//!
//! Deliberately absent: what any of it means (`refi`, `import`, `codebook`).

mod archive;
pub mod compound;
pub mod xml;

pub use archive::{Archive, MOST, checked};
