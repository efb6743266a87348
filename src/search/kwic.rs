//! Keyword in context: each piece of evidence with what stands before and behind it, aligned on the keyword.

use serde::Serialize;

use crate::survey::Span;

/// One line of a concordance. Line breaks are shown as blanks; the verbatim is unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    pub before: String,
    pub keyword: String,
    pub behind: String,
}

/// The lines of one unit: `unit` is its part of the verbatim, `width` the characters of context on each side.
pub fn kwic(verbatim: &str, unit: Span, evidence: &[Span], width: usize) -> Vec<Line> {
    evidence
        .iter()
        .map(|span| {
            let before = &verbatim[unit.start as usize..span.start as usize];
            let behind = &verbatim[span.end as usize..unit.end as usize];
            let cut = before.chars().count().saturating_sub(width);
            Line {
                before: flat(before.chars().skip(cut)),
                keyword: flat(span.of(verbatim).chars()),
                behind: flat(behind.chars().take(width)),
            }
        })
        .collect()
}

fn flat(characters: impl Iterator<Item = char>) -> String {
    characters
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keyword_stands_between_its_neighbours() {
        let text = "Mehr Streifen,\nmehr Licht im Park";
        let start = text.find("Licht").unwrap();
        let lines = kwic(text, Span::new(0, text.len()), &[Span::new(start, start + 5)], 6);
        assert_eq!(
            lines,
            [Line {
                before: " mehr ".into(),
                keyword: "Licht".into(),
                behind: " im Pa".into()
            }]
        );
    }
}
