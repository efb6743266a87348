//! Documents as word processors know them: how their parts look, and what the library cannot say itself.
//!
//! | member | what |
//! |---|---|
//! | `styles` | how headings, captions, quotations look |
//! | `page` | margins and page numbers |
//! | `package` | language, header rows, title |
//!
//! The same document gives the same bytes. Deliberately absent: what stands in a document (`codebook`, room `report`).

mod package;
mod page;
mod styles;

pub use package::{About, packed};
pub use page::numbered;
pub use styles::{styled, typewriter};

/// A4 in twentieths of a point, and its margins.
pub const SHORT_SIDE: u32 = 11906;
pub const LONG_SIDE: u32 = 16838;
pub const MARGIN: i32 = 1134;
