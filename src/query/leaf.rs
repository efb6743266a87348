//! One word of a query: which form it asks for, and which characters may stand in it.
//!
//! Deliberately absent: folding and stemming. The word stays as it was written.

use std::ops::Range;

use super::{Form, Leaf};
use crate::problem::{Problem, Result};

/// Reads the piece `span` of `text` that stands outside square brackets: `wort`, `=wort`, `w*rt`, `wort~2`.
pub(super) fn read(text: &str, span: Range<usize>) -> Result<Leaf> {
    let piece = &text[span.clone()];
    let error = |de: String, en: String| Problem::input(de, en).at(text, span.clone());
    let (exact, rest) = match piece.strip_prefix('=') {
        Some(rest) => (true, rest),
        None => (false, piece),
    };
    let (word, typing_errors) = match rest.split_once('~') {
        Some((word, number)) => (word, Some(number)),
        None => (rest, None),
    };
    if word.is_empty() {
        let sign = if exact { "=" } else { "~" };
        return Err(error(
            format!("Bei „{sign}“ steht kein Wort."),
            format!("There is no word at “{sign}”."),
        )
        .hint(
            "Ohne Leerzeichen schreiben: =wort, wort~",
            "Write without a blank: =wort, wort~",
        ));
    }
    well_spelled(text, span.start + usize::from(exact), word)?;
    let wildcard = has_wildcard(word);
    if !word.chars().any(char::is_alphanumeric) {
        return Err(if wildcard {
            error(
                format!("„{word}“ allein passt auf jedes Wort."),
                format!("“{word}” alone matches every word."),
            )
            .hint(
                "Buchstaben dazu schreiben: sprach*. Abstand zwischen Wörtern: a NAHE/3 b",
                "Add letters: sprach*. For a distance between words: a NEAR/3 b",
            )
        } else {
            error(
                format!("In „{word}“ steht kein Wort."),
                format!("There is no word in “{word}”."),
            )
            .hint(
                "Ein Wort mit Buchstaben oder Ziffern schreiben.",
                "Write a word with letters or digits.",
            )
        });
    }
    let form = match (exact, typing_errors, wildcard) {
        (false, None, false) => Form::Stem,
        (false, None, true) => Form::Wildcard,
        (true, None, false) => Form::Exact,
        (false, Some("" | "1"), false) => Form::Fuzzy(1),
        (false, Some("2"), false) => Form::Fuzzy(2),
        (false, Some(number), false) => {
            return Err(error(
                format!("Nach „~“ steht „{number}“; möglich sind ein oder zwei Tippfehler."),
                format!("“{number}” stands after “~”; one or two typing errors are possible."),
            )
            .hint(
                format!("{word}~ oder {word}~2 schreiben."),
                format!("Write {word}~ or {word}~2."),
            ));
        }
        (true, _, _) => {
            return Err(error(
                "„=“ verlangt genau diese Form; * ? ~ passen nicht dazu.".to_owned(),
                "“=” asks for exactly this form; * ? ~ do not go with it.".to_owned(),
            )
            .hint(
                format!("Das „=“ weglassen: {rest}"),
                format!("Leave out the “=”: {rest}"),
            ));
        }
        (false, Some(_), true) => {
            return Err(error(
                "Platzhalter (* ?) und Tippfehler (~) gehen nicht zusammen.".to_owned(),
                "Wildcards (* ?) and typing errors (~) do not go together.".to_owned(),
            )
            .hint(
                format!("Eines von beiden: {word} oder {}~", word.replace(['*', '?'], "")),
                format!("One of the two: {word} or {}~", word.replace(['*', '?'], "")),
            ));
        }
    };
    Ok(Leaf {
        word: word.to_owned(),
        form,
        span,
    })
}

/// Reads `[wort]` or `[wort*]`; `span` covers the brackets.
pub(super) fn read_part(text: &str, span: Range<usize>) -> Result<Leaf> {
    let inside = &text[span.start + 1..span.end - 1];
    let word = inside.trim_matches(is_blank);
    let error = |de: String, en: String| Problem::input(de, en).at(text, span.clone());
    if word.is_empty() {
        return Err(error(
            "Die eckigen Klammern sind leer.".into(),
            "The square brackets are empty.".into(),
        )
        .hint(
            "Einen Wortbestandteil hineinschreiben: [personal]",
            "Write a building block: [personal]",
        ));
    }
    if word.contains(is_blank) {
        let mend = word
            .split(is_blank)
            .filter(|w| !w.is_empty())
            .collect::<Vec<_>>()
            .join("] [");
        return Err(error(
            "In eckigen Klammern steht genau ein Wort.".into(),
            "Square brackets hold exactly one word.".into(),
        )
        .hint(
            format!("[{mend}] oder in Anführungszeichen."),
            format!("[{mend}] or in quotation marks."),
        ));
    }
    let leaf = read(
        text,
        span.start + 1 + inside.find(word).unwrap_or(0)..span.end - 1 - trailing(inside),
    )?;
    let form = match leaf.form {
        Form::Stem => Form::Part,
        Form::Wildcard => Form::PartWildcard,
        _ => {
            return Err(error(
                "In eckigen Klammern gehen „=“ und „~“ nicht.".into(),
                "“=” and “~” do not work in square brackets.".into(),
            )
            .hint(
                format!("[{}] schreiben.", leaf.word),
                format!("Write [{}].", leaf.word),
            ));
        }
    };
    Ok(Leaf { form, span, ..leaf })
}

fn trailing(inside: &str) -> usize {
    inside.len() - inside.trim_end_matches(is_blank).len()
}

/// Blanks, and the invisible characters that come along when text is pasted.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
}

pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '„' | '“' | '”' | '‟' | '«' | '»')
}

/// May stand in a word or is one of the signs of a form.
pub(super) fn is_word_character(c: char) -> bool {
    may_start_word(c)
        || matches!(
            c,
            '-' | '‐' | '‑' | '–' | '.' | '\'' | '’' | '/' | ':' | '_' | '&' | '+' | '°'
        )
        || matches!(c, '*' | '?' | '=' | '~')
        || is_mark(c)
}

pub(super) fn may_start_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '§' | '€' | '#' | '@' | '%')
}

/// Combining marks of decomposed umlauts, and the soft hyphen.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}')
}

/// The length of a gender ending in round brackets at the start of `rest`: `(innen)`, `(r)`.
pub(super) fn bracketed_ending(rest: &str) -> Option<usize> {
    ["(innen)", "(in)", "(en)", "(er)", "(n)", "(r)", "(e)", "(s)"]
        .into_iter()
        .find(|ending| rest.starts_with(ending))
        .map(str::len)
}

/// A `*` or `?` that is not the star of a gender spelling.
fn has_wildcard(word: &str) -> bool {
    word.contains('?')
        || word.match_indices('*').any(|(at, _)| {
            let before_is_letter = word[..at]
                .chars()
                .next_back()
                .is_some_and(|c| c.is_alphabetic() || is_mark(c));
            let ending = &word[at + 1..];
            let ending = &ending[..ending.find(['-', '‐', '‑']).unwrap_or(ending.len())];
            !(before_is_letter && matches!(ending.to_lowercase().as_str(), "in" | "innen"))
        })
}

/// Every character of `word` (at byte `start` of `text`) may stand in a word, and the first may start one.
fn well_spelled(text: &str, start: usize, word: &str) -> Result<()> {
    let mut previous = 0;
    let mut word_without_endings = String::with_capacity(word.len());
    for (at, _) in word.match_indices('(') {
        if at >= previous
            && let Some(length) = bracketed_ending(&word[at..])
        {
            word_without_endings.push_str(&word[previous..at]);
            word_without_endings.extend(std::iter::repeat_n('x', length));
            previous = at + length;
        }
    }
    word_without_endings.push_str(&word[previous..]);
    for (at, c) in word_without_endings.char_indices() {
        let place = start + at..start + at + c.len_utf8();
        if at == 0 && matches!(c, '-' | '+' | '–') {
            return Err(Problem::input(
                format!("Ein Wort fängt nicht mit „{c}“ an."),
                format!("A word does not start with “{c}”."),
            )
            .hint(
                "Ausschließen: a OHNE b. Wortende: *wort",
                "To leave answers out: a NOT b. For the end of a word: *word",
            )
            .at(text, place));
        }
        if at == 0 && matches!(c, '\'' | '’' | '‘' | '‚') {
            return Err(Problem::input(
                "Einfache Anführungszeichen umschließen keine Wortfolge.",
                "Single quotation marks do not enclose a phrase.",
            )
            .hint(
                "Doppelte schreiben: \"zwei wörter\"",
                "Write double ones: \"two words\"",
            )
            .at(text, place));
        }
        if !is_word_character(c) || matches!(c, '=' | '~') || (at == 0 && !may_start(c)) {
            return Err(stray(c).at(text, place));
        }
    }
    Ok(())
}

fn may_start(c: char) -> bool {
    may_start_word(c) || matches!(c, '*' | '?')
}

fn stray(c: char) -> Problem {
    let problem = Problem::input(
        format!("Das Zeichen „{c}“ hat hier keine Bedeutung."),
        format!("The character “{c}” means nothing here."),
    );
    match c {
        '|' | ',' | ';' => problem.hint("Für „eines von beiden“: a ODER b", "For one of the two: a OR b"),
        '!' => problem.hint("Ausschließen: a OHNE b", "To leave answers out: a NOT b"),
        '&' => problem.hint("Für „beides“: a UND b", "For both: a AND b"),
        '=' => problem.hint(
            "„=“ steht direkt vor einem Wort: =wort. In Wortfolgen vor jedem: \"=zwei =wörter\"",
            "“=” stands directly before a word: =word. In phrases before each: \"=two =words\"",
        ),
        '~' => problem.hint(
            "„~“ steht direkt nach einem Wort: wort~",
            "“~” stands directly after a word: word~",
        ),
        _ => problem.hint(
            "Das Zeichen weglassen oder die Wörter in Anführungszeichen setzen.",
            "Leave the character out, or put the words in quotation marks.",
        ),
    }
}
