//! The faulty piece of a text that somebody wrote: its lines with their numbers, the piece marked.

use maud::{Markup, html};

use crate::problem::Excerpt;

/// Lines that the piece touches; where it is empty, the place of what is missing is marked.
pub fn lines(excerpt: &Excerpt) -> Markup {
    let source = excerpt.source.as_str();
    let end = at_letter(source, excerpt.span.end.min(source.len()));
    let start = at_letter(source, excerpt.span.start.min(end));
    let begin = source[..start].rfind('\n').map_or(0, |at| at + 1);
    let stop = source[end..].find('\n').map_or(source.len(), |at| end + at);
    let first = source[..begin].matches('\n').count() + 1;
    let several = source.contains('\n');
    let before = &source[begin..start];
    let piece = if start == end {
        "\u{a0}"
    } else {
        &source[start..end]
    };
    let after = source[end..stop].trim_end_matches('\r');
    html! {
        pre.excerpt tabindex="0" {
            code {
                // A piece of several lines is marked line by line, so that each begins with its number.
                @for (number, line) in (first..).zip(piece.split('\n')) {
                    @if number > first { "\n" }
                    @if several { span.muted { (number) "\u{a0} " } }
                    @if number == first { (before) }
                    mark { (line.trim_end_matches('\r')) }
                }
                (after)
            }
        }
    }
}

/// The nearest beginning of a letter that is not behind `at`.
fn at_letter(source: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|at| source.is_char_boundary(*at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(source: &str, span: std::ops::Range<usize>) -> String {
        let excerpt = Excerpt {
            source: source.to_owned(),
            span,
        };
        lines(&excerpt).into_string()
    }

    #[test]
    fn the_piece_is_marked_in_its_line() {
        assert_eq!(
            drawn("licht AND (", 10..11),
            "<pre class=\"excerpt\" tabindex=\"0\"><code>licht AND <mark>(</mark></code></pre>"
        );
        let toml = "a = 1\nb = <zwei\nc = 3\n";
        assert!(
            drawn(toml, 10..15)
                .contains("<span class=\"muted\">2\u{a0} </span>b = <mark>&lt;zwei</mark></code>")
        );
        assert!(
            drawn(toml, 10..20)
                .contains("</mark>\n<span class=\"muted\">3\u{a0} </span><mark>c = </mark>3</code>")
        );
    }

    #[test]
    fn what_is_missing_has_a_place_and_no_place_breaks_a_letter() {
        assert!(drawn("licht AND", 9..9).contains("licht AND<mark>\u{a0}</mark>"));
        assert!(drawn("ä", 1..1).contains("<mark>"));
        assert!(drawn("", 0..5).contains("<mark>"));
    }
}
