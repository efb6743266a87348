//! Value labels as they stand in a file, by the name of their set.

use std::collections::HashMap;

use crate::problem::Result;

use super::bytes::{Bytes, damaged};
use super::head::name_width;

pub(super) type Sets = HashMap<String, Vec<(i32, String)>>;

/// Reads what follows the cells.
///
/// # Errors
/// Lengths that are not true.
pub(super) fn sets(from: &mut Bytes<'_>) -> Result<Sets> {
    let mut sets = Sets::new();
    if from.release >= 117 {
        from.tag("<value_labels>")?;
        while from.goes_on("<lbl>") {
            let (name, labels) = set(from)?;
            sets.entry(name).or_insert(labels);
            from.tag("</lbl>")?;
        }
        from.tag("</value_labels>")?;
        return Ok(sets);
    }
    let is_old = from.release < 108;
    // These releases end with their last set.
    while from.left() >= 4 {
        let (name, labels) = if is_old { old_set(from)? } else { set(from)? };
        sets.entry(name).or_insert(labels);
    }
    Ok(sets)
}

/// Length, name, three bytes, number of labels, length of their texts, offsets, values, texts.
fn set(from: &mut Bytes<'_>) -> Result<(String, Vec<(i32, String)>)> {
    from.length(4)?;
    let name = from.take(name_width(from.release))?;
    let name = from.text(name);
    from.take(3)?;
    let count = from.length(4)?;
    let length = from.length(4)?;
    let offsets = from.table(count, 4)?;
    let values = from.table(count, 4)?;
    let texts = from.take(length)?;
    let mut labels = Vec::with_capacity(count);
    // Labels may share bytes; that they come to far more than there are is no honest file.
    let mut spent = 0;
    for (offset, value) in offsets.zip(values) {
        let offset = u64::from_le_bytes(from.eight(offset));
        let text = usize::try_from(offset)
            .ok()
            .and_then(|offset| texts.get(offset..));
        let label = from.text(text.ok_or_else(|| damaged("<lbl>"))?);
        spent += label.len();
        if spent > 16 * length.max(1 << 16) {
            return Err(damaged("<lbl>"));
        }
        labels.push((value_of(from, value), label));
    }
    Ok((name, labels))
}

/// Releases before 108: number of labels, name, one byte, values of two bytes, texts of eight.
fn old_set(from: &mut Bytes<'_>) -> Result<(String, Vec<(i32, String)>)> {
    let count = from.length(2)?;
    let name = from.take(name_width(from.release))?;
    let name = from.text(name);
    from.take(1)?;
    let values = from.table(count, 2)?;
    let texts = from.table(count, 8)?;
    let labels = values.zip(texts).map(|(value, text)| {
        let [low, high, ..] = from.eight(value);
        (i32::from(i16::from_le_bytes([low, high])), from.text(text))
    });
    let labels = labels.collect();
    Ok((name, labels))
}

fn value_of(from: &Bytes<'_>, bytes: &[u8]) -> i32 {
    let [a, b, c, d, ..] = from.eight(bytes);
    i32::from_le_bytes([a, b, c, d])
}
