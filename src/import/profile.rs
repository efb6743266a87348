//! What was seen in a column: how many cells, how long, how different, numbers or dates.

use rustc_hash::FxHashSet;
use serde::Serialize;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Looks {
    Empty,
    Number,
    Date,
    /// Few different values.
    Category,
    Text,
}

/// What was seen in one column.
pub(super) struct Profile {
    pub filled: u64,
    pub chars: u64,
    pub words: u64,
    pub numbers: u64,
    pub dates: u64,
    /// Hashes of the different values.
    pub distinct: FxHashSet<u64>,
}

/// Looks at the cells of one column.
pub(super) fn profile<'a>(cells: impl Iterator<Item = &'a str>) -> Profile {
    use std::hash::{Hash, Hasher};
    let mut profile = Profile {
        filled: 0,
        chars: 0,
        words: 0,
        numbers: 0,
        dates: 0,
        distinct: FxHashSet::default(),
    };
    for cell in cells.map(str::trim).filter(|cell| !cell.is_empty()) {
        profile.filled += 1;
        profile.chars += cell.chars().count() as u64;
        profile.words += cell.split_whitespace().count() as u64;
        profile.dates += u64::from(is_date(cell));
        profile.numbers += u64::from(!is_date(cell) && is_number(cell));
        let mut hasher = rustc_hash::FxHasher::default();
        cell.hash(&mut hasher);
        profile.distinct.insert(hasher.finish());
    }
    profile
}

/// What most cells are.
pub(super) fn looks(profile: &Profile) -> Looks {
    let most = |count: u64| count * 10 >= profile.filled * 9;
    if profile.filled == 0 {
        Looks::Empty
    } else if most(profile.numbers) {
        Looks::Number
    } else if most(profile.dates) {
        Looks::Date
    } else if profile.distinct.len() as u64 * 3 <= profile.filled {
        Looks::Category
    } else {
        Looks::Text
    }
}

pub(super) fn is_number(cell: &str) -> bool {
    cell.len() <= 24
        && cell.bytes().any(|byte| byte.is_ascii_digit())
        && cell
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-' | b'+' | b'%' | b' '))
}

/// `2024-05-31`, `31.05.2024`, each with or without a time.
pub(super) fn is_date(cell: &str) -> bool {
    let day = cell.split([' ', 'T']).next().unwrap_or("");
    let parts: Vec<&str> = day.split(['-', '.', '/']).collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    cell.len() <= 32
        && parts
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        && matches!(lengths[..], [4, 1..=2, 1..=2] | [1..=2, 1..=2, 2 | 4])
}
