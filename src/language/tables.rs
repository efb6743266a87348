//! Reads the tables of words: Markdown files beside this one, which a linguist can extend without Rust.
//!
//! Deliberately absent: what a column means; each member says so for its own table.

/// The rows of all tables of a Markdown text, cells trimmed, headings and rules left out.
pub(super) fn rows(markdown: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines: Vec<&str> = markdown.lines().map(str::trim).collect();
    let heading = |at: usize| lines.get(at + 1).is_some_and(|next| is_rule(next));
    let kept: Vec<Vec<&str>> = (0..lines.len())
        .filter(|&at| lines[at].starts_with('|') && !is_rule(lines[at]) && !heading(at))
        .map(|at| lines[at].trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    kept.into_iter()
}

/// The words of a cell, separated by commas.
pub(super) fn words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',').map(str::trim).filter(|word| !word.is_empty())
}

fn is_rule(line: &str) -> bool {
    line.starts_with('|') && line.contains("---") && line.bytes().all(|b| b"|-: ".contains(&b))
}

/// FNV-1a, the same on every platform and in every run (Fowler, Noll and Vo, 1991), unlike the hashes of the standard library.
pub(super) fn stable_hash(seed: u64, text: &str) -> u64 {
    text.bytes().chain([0xff]).fold(seed, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The hash of several texts, in this order.
pub(super) fn version(texts: &[&str]) -> u64 {
    texts
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, text| stable_hash(hash, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_rules_are_no_rows() {
        let read: Vec<_> = rows("# T\n\n| a | b |\n|---|---|\n| x | y, z |\n| - | |\n").collect();
        assert_eq!(read, vec![vec!["x", "y, z"], vec!["-", ""]]);
        assert_eq!(words("y, z,").collect::<Vec<_>>(), vec!["y", "z"]);
    }
}
