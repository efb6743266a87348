//! Texts of a questionnaire without their HTML: what a respondent read, on one line.
//!
//! Deliberately absent: placeholders such as `{TOKEN:FIRSTNAME}`, which stay as they were written.

/// Tags whose content nobody reads.
const SILENT: [&str; 3] = ["script", "style", "head"];
/// Tags that stand within a line; all others end one.
const INLINE: [&str; 17] = [
    "a", "abbr", "b", "big", "em", "font", "i", "label", "mark", "q", "small", "span", "strike", "strong",
    "sub", "sup", "u",
];
/// Named entities that German and English texts use; any other stays as it was written.
const NAMED: [(&str, char); 33] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("szlig", 'ß'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("agrave", 'à'),
    ("ccedil", 'ç'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bdquo", '„'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("sbquo", '‚'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("bull", '•'),
    ("middot", '·'),
    ("euro", '€'),
    ("sect", '§'),
    ("shy", '\u{ad}'),
];
/// Letters of the longest entity that is looked for.
const ENTITY: usize = 12;

/// The words of a text with HTML, blanks and line breaks made single blanks.
pub(super) fn plain(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        let read = if rest.starts_with('<') {
            tag(rest, &mut words)
        } else {
            entity(rest, &mut words)
        };
        if read == 0 {
            // A sign that begins neither.
            words.push_str(&rest[..1]);
        }
        rest = &rest[read.max(1)..];
    }
    words.push_str(rest);
    let words: Vec<&str> = words.split_whitespace().collect();
    words.join(" ")
}

/// Bytes of the tag, with what belongs to it; 0 where none begins here.
fn tag(text: &str, words: &mut String) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |end| end + 3);
    }
    let inside = &text[1..];
    let begins =
        inside.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '/' | '!' | '?'));
    let Some(end) = text.find('>').filter(|_| begins) else {
        return 0;
    };
    let name: String = inside
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    if !INLINE.contains(&&*name) {
        words.push(' ');
    }
    if SILENT.contains(&&*name) && !inside.starts_with('/') {
        let lower = text[end..].to_ascii_lowercase();
        let closing = lower.find(&format!("</{name}")).map(|at| end + at);
        return closing.map_or(text.len(), |at| {
            text[at..].find('>').map_or(text.len(), |close| at + close + 1)
        });
    }
    end + 1
}

/// Bytes of the entity; 0 where none is known.
fn entity(text: &str, words: &mut String) -> usize {
    let Some(end) = text.bytes().take(ENTITY).position(|byte| byte == b';') else {
        return 0;
    };
    let name = &text[1..end];
    let letter = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            code.ok().and_then(char::from_u32)
        }
        None => NAMED
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, letter)| *letter),
    };
    letter.map_or(0, |letter| {
        words.push(letter);
        end + 1
    })
}

/// A text for comparing with a heading made from it: LimeSurvey takes tags out without a blank in their place, and may
/// write underscores for blanks.
pub(super) fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '_' | '\u{a0}' | '\u{ad}' | '\u{feff}'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_respondent_read_remains() {
        for (html, words) in [
            (
                "<p>Welche Ma&szlig;nahmen<br />fehlen?</p>\r\n",
                "Welche Maßnahmen fehlen?",
            ),
            ("a < b &amp; b&gt;c &foo; & co", "a < b & b>c &foo; & co"),
            ("<script>alert('<b>')</script>Alter", "Alter"),
            (
                "<!-- nur intern -->Ihr <strong>Ge</strong>schlecht",
                "Ihr Geschlecht",
            ),
            ("&#220;ber&#xfc;&nbsp;x", "Überü x"),
            ("<style>p{}", ""),
            ("<", "<"),
            ("&", "&"),
            ("&ä;ö", "&ä;ö"),
            ("{TOKEN:FIRSTNAME}, hallo", "{TOKEN:FIRSTNAME}, hallo"),
        ] {
            assert_eq!(plain(html), words, "{html}");
        }
    }
}
