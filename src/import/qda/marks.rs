//! Pieces of a text, in code points, as spans of an answer, in bytes. The answer may have come by another file, with other line
//! breaks or with blanks around it.

use crate::refi::{PlainText, plain};
use crate::survey::Span;

/// Spans of an answer, one for each piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::import) struct Marks {
    pub spans: Vec<Span>,
}

impl Marks {
    /// `None` where the answer has other words than the text.
    pub fn of(answer: &str, text: &str, pieces: impl Iterator<Item = (usize, usize)>) -> Option<Marks> {
        let (starts, before): (Vec<u32>, _) = if answer == text {
            let starts = answer.char_indices().map(|(at, _)| at as u32);
            (starts.chain([answer.len() as u32]).collect(), None)
        } else {
            let (of_answer, of_text) = (plain(answer).text, plain(text).text);
            if of_answer.trim() != of_text.trim() {
                return None;
            }
            let blanks = |text: &str| text.chars().take_while(|letter| letter.is_whitespace()).count();
            (
                PlainText::places(answer),
                Some((blanks(&of_answer), blanks(&of_text))),
            )
        };
        let bytes: Vec<usize> = match before {
            None => Vec::new(),
            Some(_) => text
                .char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .collect(),
        };
        let place = |at: usize| {
            let at = match before {
                None => at,
                Some((of_answer, of_text)) => {
                    let at = PlainText::place(text, bytes.get(at).copied().unwrap_or(text.len()));
                    (at + of_answer).saturating_sub(of_text)
                }
            };
            at.min(starts.len() - 1)
        };
        // The end of the last letter: of a line break that has two, none belongs to what stands before it.
        let end = |at: usize| {
            let last = starts[..place(at)].last().map_or(0, |start| *start as usize);
            let letter = answer[last..].chars().next().filter(|_| place(at) > 0);
            (last + letter.map_or(0, char::len_utf8)) as u32
        };
        let spans = pieces.map(|(from, to)| Span {
            start: starts[place(from)],
            end: end(to),
        });
        Some(Marks {
            spans: spans.collect(),
        })
    }

    /// Whether there are no pieces.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The units that the pieces are: each span once, by place.
    pub fn units(&self) -> Vec<Span> {
        let mut units: Vec<Span> = self.spans.clone();
        units.retain(|span| span.start < span.end);
        units.sort_unstable();
        units.dedup();
        units
    }
}

/// Whether letters or digits of the answer lie in none of the units.
pub(super) fn leaves_words(answer: &str, units: &[Span]) -> bool {
    let mut reached = 0;
    let says = |start: usize, end: usize| {
        answer
            .get(start..end)
            .is_some_and(|between| between.chars().any(char::is_alphanumeric))
    };
    for unit in units {
        if says(reached, unit.start as usize) {
            return true;
        }
        reached = reached.max(unit.end as usize);
    }
    says(reached, answer.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces<'a>(answer: &'a str, text: &str, wanted: &[(usize, usize)]) -> Option<Vec<&'a str>> {
        let marks = Marks::of(answer, text, wanted.iter().copied())?;
        Some(marks.spans.iter().map(|span| span.of(answer)).collect())
    }

    #[test]
    fn pieces_are_found_whatever_the_line_breaks() {
        let text = "Öl 😀\nund Ruß";
        let wanted = [(0, 2), (3, 4), (5, 8), (0, 12)];
        assert_eq!(pieces(text, text, &wanted).unwrap(), ["Öl", "😀", "und", text]);
        let answer = " Öl 😀\r\nund Ruß \0";
        assert_eq!(pieces(answer, text, &wanted).unwrap()[..3], ["Öl", "😀", "und"]);
        assert_eq!(
            pieces(text, "Öl 😀\r\nund Ruß", &[(0, 2), (6, 9)]).unwrap(),
            ["Öl", "und"]
        );
        assert_eq!(pieces("Öl", text, &wanted), None);
    }

    #[test]
    fn what_no_unit_holds_is_noticed() {
        let unit = Span::new;
        assert!(!leaves_words("a, b.", &[unit(0, 1), unit(3, 4)]));
        assert!(leaves_words("a, b.", &[unit(0, 1)]));
        assert!(leaves_words("a, b.", &[unit(3, 4)]));
        assert!(!leaves_words("a b", &[unit(0, 3), unit(1, 2)]));
    }
}
