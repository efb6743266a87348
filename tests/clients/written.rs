//! A frame in a file, as a client reads it.

use std::io::Write;

use freitext::problem::{Notice, Result};
use freitext::statfile::Frame;
use serde_json::{Value as Json, json};

use super::harness::folder;

/// What a client says of a frame in a file, which has the same bytes a second time.
pub fn written(
    frame: &Frame,
    ending: &str,
    write: fn(&Frame, &mut dyn Write) -> Result<Vec<Notice>>,
    read: impl Fn(&str) -> Json,
) -> Json {
    let folder = folder(ending);
    let path = folder.join(format!("frame.{ending}"));
    let mut bytes = Vec::new();
    write(frame, &mut bytes).unwrap();
    let mut again = Vec::new();
    write(frame, &mut again).unwrap();
    assert!(bytes == again);
    std::fs::write(&path, bytes).unwrap();
    let said = read(&path.to_string_lossy());
    std::fs::remove_dir_all(&folder).unwrap();
    said
}

/// Cells with all numbers as floating point numbers.
pub fn plain(cells: &Json) -> Json {
    let one = |cell: &Json| cell.as_f64().map_or_else(|| cell.clone(), |number| json!(number));
    Json::Array(cells.as_array().unwrap().iter().map(one).collect())
}
