//! An answer with its evidence marked in the colours of codes.
//!
//! Where pieces of evidence overlap, each has a lane of its own, so that all underlines are seen.

use maud::{Markup, html};

use super::codes::Palette;
use crate::study::{Evidence, Source, Suggestion};
use crate::survey::Span;
use crate::words::Language;

/// Answers of more characters are set smaller: they are to be read without scrolling.
const LONG: usize = 320;

/// The class of the size in which an answer is read.
pub fn size(text: &str) -> &'static str {
    if text.chars().count() > LONG { "long" } else { "" }
}

/// What speaks for a code: its place in the codebook, and bytes of the text that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    pub code: usize,
    pub span: Span,
}

/// Words that bring less than this share of the word that brings most are not marked: they stand in the reasons.
const LOUD: f64 = 0.5;

impl Mark {
    /// What speaks for a suggestion, in the bytes of the piece that is shown: all that its rules hit, and the words that bring
    /// much. `code`: its place in the codebook as it is now.
    pub fn of(suggestion: &Suggestion, code: usize, shown: Span) -> Vec<Mark> {
        let words = loud(&suggestion.evidence);
        let rules = suggestion.evidence.iter().filter(|piece| {
            matches!(piece.source, Source::Rule(_)) && piece.weight.is_none_or(|weight| weight > 0.0)
        });
        let spans = rules.chain(words).flat_map(|piece| &piece.spans);
        spans
            .filter_map(|span| {
                Some(Mark {
                    code,
                    span: inside(*span, shown)?,
                })
            })
            .collect()
    }
}

/// Words that bring at least half as much as the one that brings most.
pub fn loud(evidence: &[Evidence]) -> impl Iterator<Item = &Evidence> {
    let words = || {
        evidence
            .iter()
            .filter(|piece| !matches!(piece.source, Source::Rule(_)))
    };
    let brings = |piece: &Evidence| piece.weight.unwrap_or(0.0);
    let most = words().map(brings).fold(0.0, f64::max);
    words().filter(move |piece| brings(piece) > 0.0 && brings(piece) >= LOUD * most)
}

/// Bytes of a whole answer as bytes of the piece of it that is shown; none where they do not lie in it.
pub fn inside(span: Span, shown: Span) -> Option<Span> {
    (shown.start <= span.start && span.end <= shown.end).then(|| Span {
        start: span.start - shown.start,
        end: span.end - shown.start,
    })
}

/// A text with what the search found in it.
pub fn found_in(text: &str, spans: impl Iterator<Item = Span>) -> Markup {
    let (mut pieces, mut at) = (Vec::new(), 0);
    for span in spans {
        let (start, end) = (span.start as usize, span.end as usize);
        if let (Some(before), Some(found)) = (text.get(at..start), text.get(start..end)) {
            pieces.push((before, found));
            at = end;
        }
    }
    html! {
        @for (before, found) in pieces { (before) mark.hit { (found) } }
        (text.get(at..).unwrap_or_default())
    }
}

/// Underlines that are told apart.
const LANES: usize = 4;

/// A text with these marks; what a mark says about is in its title.
pub fn marked(text: &str, marks: &[Mark], palette: &Palette<'_>, language: Language) -> Markup {
    let pieces = pieces(text, marks);
    html! {
        @for Segment { span, over } in segments(text, &pieces) {
            (nested(span.of(text), &over, palette, language))
        }
    }
}

fn nested(text: &str, over: &[Piece], palette: &Palette<'_>, language: Language) -> Markup {
    let Some((first, rest)) = over.split_first() else {
        return html! { (text) };
    };
    let lane = (first.lane > 0).then(|| format!(" l{}", first.lane.min(LANES - 1)));
    let class = format!("ev {}{}", palette.class(first.code), lane.unwrap_or_default());
    html! {
        mark class=(class) title=(palette.label(first.code, language)) { (nested(text, rest, palette, language)) }
    }
}

/// All evidence of one code that lies together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    code: usize,
    span: Span,
    lane: usize,
}

/// A stretch of text that is marked alike, and the pieces over it by lane.
#[derive(Debug, PartialEq, Eq)]
struct Segment {
    span: Span,
    over: Vec<Piece>,
}

/// Marks of one code that touch become one piece; each takes the lowest lane that is free over all of it. What does not lie
/// on letters of the text is left out.
fn pieces(text: &str, marks: &[Mark]) -> Vec<Piece> {
    let lies_on = |mark: &&Mark| {
        let Span { start, end } = mark.span;
        start < end && text.get(start as usize..end as usize).is_some()
    };
    let mut marks: Vec<Mark> = marks.iter().filter(lies_on).copied().collect();
    marks.sort_by_key(|mark| (mark.code, mark.span));
    let mut pieces: Vec<Piece> = Vec::new();
    for Mark { code, span } in marks {
        match pieces.last_mut() {
            Some(last) if last.code == code && span.start <= last.span.end => {
                last.span.end = last.span.end.max(span.end);
            }
            _ => pieces.push(Piece { code, span, lane: 0 }),
        }
    }
    pieces.sort_by_key(|piece| (piece.span.start, std::cmp::Reverse(piece.span.end), piece.code));
    for at in 0..pieces.len() {
        let (earlier, [piece, ..]) = pieces.split_at_mut(at) else {
            break;
        };
        let beside = |lane: &usize| {
            let meets = |other: &Piece| other.lane == *lane && other.span.end > piece.span.start;
            !earlier.iter().any(meets)
        };
        piece.lane = (0..).find(beside).unwrap_or(0);
    }
    pieces
}

fn segments(text: &str, pieces: &[Piece]) -> Vec<Segment> {
    let mut borders: Vec<u32> = vec![0, text.len() as u32];
    borders.extend(pieces.iter().flat_map(|piece| [piece.span.start, piece.span.end]));
    borders.sort_unstable();
    borders.dedup();
    let segment = |ends: &[u32]| {
        let span = Span {
            start: ends[0],
            end: ends[1],
        };
        let covers = |piece: &&Piece| piece.span.start <= span.start && span.end <= piece.span.end;
        let mut over: Vec<Piece> = pieces.iter().filter(covers).copied().collect();
        over.sort_by_key(|piece| piece.lane);
        Segment { span, over }
    };
    borders.windows(2).map(segment).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::codebook::Codebook;
    use crate::tables::fixture::CODEBOOK;

    fn mark(code: usize, start: usize, end: usize) -> Mark {
        Mark {
            code,
            span: Span::new(start, end),
        }
    }

    fn drawn(text: &str, marks: &[Mark]) -> String {
        let codebook = Codebook::read(CODEBOOK, "test").unwrap();
        marked(text, marks, &Palette::of(&codebook), Language::De).into_string()
    }

    #[test]
    fn overlapping_evidence_is_nested_and_every_letter_escaped() {
        let text = "Rat <b>& Bau";
        assert_eq!(drawn(text, &[]), "Rat &lt;b&gt;&amp; Bau");
        assert_eq!(
            drawn(text, &[mark(3, 4, 12), mark(1, 0, 7), mark(1, 7, 8)]),
            "<mark class=\"ev c0\" title=\"Beratung\">Rat </mark>\
             <mark class=\"ev c0\" title=\"Beratung\"><mark class=\"ev c1 l1\" title=\"Bauen\">&lt;b&gt;&amp;</mark></mark>\
             <mark class=\"ev c1 l1\" title=\"Bauen\"> Bau</mark>"
        );
    }

    #[test]
    fn what_the_search_found_is_marked_and_every_letter_escaped() {
        let marked = |spans: &[(usize, usize)]| {
            let spans = spans.iter().map(|(start, end)| Span::new(*start, *end));
            found_in("süß & <gut>", spans).into_string()
        };
        assert_eq!(marked(&[]), "süß &amp; &lt;gut&gt;");
        assert_eq!(
            marked(&[(0, 5), (8, 13)]),
            "<mark class=\"hit\">süß</mark> &amp; <mark class=\"hit\">&lt;gut&gt;</mark>"
        );
        assert_eq!(
            marked(&[(2, 3), (0, 90)]),
            "süß &amp; &lt;gut&gt;",
            "what lies on no letters is left out"
        );
    }

    #[test]
    fn rules_are_marked_and_the_words_that_bring_much() {
        let piece = |source, weight, start, end| Evidence {
            source,
            weight,
            spans: vec![Span::new(start, end)],
        };
        let suggestion = Suggestion {
            unit: crate::survey::UnitId(1),
            code: 0,
            score: 0.9,
            origin: None,
            evidence: vec![
                piece(Source::Rule(0), Some(0.1), 10, 12),
                piece(Source::Rule(1), None, 12, 14),
                piece(Source::Text, Some(1.0), 14, 16),
                piece(Source::Learned, Some(0.5), 16, 18),
                piece(Source::Learned, Some(0.4), 18, 20),
                piece(Source::Rule(0), Some(0.1), 4, 6),
            ],
        };
        let marks = Mark::of(&suggestion, 3, Span::new(10, 30));
        assert_eq!(
            marks,
            [mark(3, 0, 2), mark(3, 2, 4), mark(3, 4, 6), mark(3, 6, 8)]
        );
    }

    #[test]
    fn evidence_that_lies_on_no_letters_is_left_out() {
        let text = "süß";
        assert_eq!(
            drawn(text, &[mark(1, 2, 3), mark(1, 0, 90), mark(1, 3, 3)]),
            "süß"
        );
    }

    proptest! {
        #[test]
        fn segments_rebuild_the_text_and_lanes_never_collide(
            marks in prop::collection::vec((0..4_usize, 0..20_usize, 0..20_usize), 0..12)
        ) {
            let text = "zwanzig Buchstaben!!";
            let marks: Vec<Mark> = marks.into_iter().map(|(code, a, b)| mark(code, a.min(b), a.max(b))).collect();
            let pieces = pieces(text, &marks);
            let segments = segments(text, &pieces);
            let rebuilt: String = segments.iter().map(|segment| segment.span.of(text)).collect();
            prop_assert_eq!(rebuilt, text);
            for segment in &segments {
                let mut lanes: Vec<usize> = segment.over.iter().map(|piece| piece.lane).collect();
                lanes.dedup();
                prop_assert_eq!(lanes.len(), segment.over.len(), "two pieces in one lane");
                for at in segment.span.start..segment.span.end {
                    let mut codes: Vec<usize> = marks
                        .iter()
                        .filter(|mark| mark.span.start <= at && at < mark.span.end)
                        .map(|mark| mark.code)
                        .collect();
                    codes.sort_unstable();
                    codes.dedup();
                    let mut over: Vec<usize> = segment.over.iter().map(|piece| piece.code).collect();
                    over.sort_unstable();
                    prop_assert_eq!(over, codes);
                }
            }
        }
    }
}
