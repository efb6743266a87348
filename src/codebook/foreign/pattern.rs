//! One pattern of a dictionary → a query that finds the same.
//!
//! | pattern | query | |
//! |---|---|---|
//! | `wort` | `=wort` | dictionaries mean this form, not every form of the word |
//! | `abc*`, `*abc`, `w?rt` | the same | `*`: any letters or none, `?`: one letter |
//! | `two words`, `two_words` | `"=two =words"` | |
//! | `Bürger*innen` | the same | a gender spelling, no wildcard |
//! | `not * good` | none | a `*` alone is any word |
//! | `^a(b\|c)$` | none | a regular expression |
//!
//! Case makes no difference in either. Deliberately absent: formats (`yaml` and so on).

use crate::query::{Form, Leaf, Query, SideBySide, parse};
use crate::words::Text;

/// Characters of the longest pattern; phrases of ten words have less.
const LONGEST: usize = 200;

/// The query, or why there is none.
pub(super) fn read(pattern: &str) -> Result<Query, Text> {
    if pattern.chars().nth(LONGEST).is_some() {
        return Err(Text::new(
            format!("länger als {LONGEST} Zeichen, also kein Wort"),
            format!("longer than {LONGEST} characters, so no word"),
        ));
    }
    if is_regular_expression(pattern) {
        return Err(Text::new("ein regulärer Ausdruck", "a regular expression"));
    }
    let words: Vec<String> = pattern
        .split(|letter: char| letter.is_whitespace() || letter.is_control())
        .flat_map(parts)
        .collect();
    let mut leaves = Vec::new();
    for word in &words {
        if let Some(leaf) = leaf(word)? {
            leaves.push(leaf);
        }
    }
    let query = match leaves.len() {
        0 => {
            return Err(Text::new(
                "ohne Buchstaben und Ziffern; durchsucht werden Wörter",
                "without letters and digits; what is searched are words",
            ));
        }
        1 => Query::Word(leaves.remove(0)),
        _ => Query::Phrase(leaves),
    };
    // What cannot be printed and read again is no rule, whatever the reason.
    match parse(&query.to_string(), SideBySide::Or) {
        Ok(again) if again == query => Ok(again),
        Ok(_) => Err(other_meaning()),
        Err(problem) => Err(problem.what().clone()),
    }
}

/// Words joined by `_`; that of a gender spelling joins none.
fn parts(word: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for (at, letter) in word.char_indices() {
        let after = word[at + letter.len_utf8()..].to_lowercase();
        let ending = after.split(['-', '_']).next().unwrap_or("");
        let gender = matches!(ending, "in" | "innen") && word[..at].ends_with(char::is_alphabetic);
        match letter {
            '_' if !gender => out.push(String::new()),
            letter => out.last_mut().expect("one at least").push(letter),
        }
    }
    out.retain(|part| !part.is_empty());
    out
}

/// One word; none where it is only punctuation, which the search does not see either.
fn leaf(word: &str) -> Result<Option<Leaf>, Text> {
    if !word.chars().any(char::is_alphanumeric) {
        return if word.contains(['*', '?']) {
            Err(Text::new(
                "ein Platzhalter, der für jedes Wort steht",
                "a wildcard that stands for any word",
            ))
        } else {
            Ok(None)
        };
    }
    // Before a word it is a quotation mark, for the search too: 'til.
    let word = word.trim_start_matches(['\'', '’', '‘', '‚']);
    if word.contains(['~', '=']) || word.starts_with('<') {
        return Err(other_meaning());
    }
    let of = |word: &str, form| {
        Some(Leaf {
            word: word.to_owned(),
            form,
            span: 0..0,
        })
    };
    if !word.contains(['*', '?']) {
        return Ok(of(word, Form::Exact));
    }
    let folded = word.to_lowercase();
    let star = |ending| {
        let stem = folded.strip_suffix(ending);
        stem.is_some_and(|stem| stem.ends_with(char::is_alphabetic))
    };
    if star("*innen") && folded.matches(['*', '?']).count() == 1 {
        return Ok(of(word, Form::Stem));
    }
    if star("*in") || star("*innen") {
        // A star before "in" would be read as a gender spelling; two are a wildcard.
        let at = word.rfind('*').unwrap_or(0);
        return Ok(of(&format!("{}*{}", &word[..at], &word[at..]), Form::Wildcard));
    }
    Ok(of(word, Form::Wildcard))
}

fn other_meaning() -> Text {
    Text::new(
        "mit Zeichen, die in Suchen eine andere Bedeutung haben",
        "with characters that mean something else in searches",
    )
}

/// Signs that no word has and every second regular expression.
fn is_regular_expression(pattern: &str) -> bool {
    pattern.contains(['\\', '^', '|', '[', ']', '{', '}'])
        || pattern.contains(".*")
        || pattern.contains(".+")
        || pattern.contains("(?")
        || pattern.ends_with(['$', '+']) && pattern.starts_with(|letter: char| !letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_become_queries() {
        for (pattern, query) in [
            ("Sprachkurs", "=Sprachkurs"),
            ("sprach*", "sprach*"),
            ("*kurs*", "*kurs*"),
            ("w?rt", "w?rt"),
            ("social security", "\"=social =security\""),
            ("not_good*", "\"=not good*\""),
            ("law & order", "\"=law =order\""),
            ("  e-mail ", "=e-mail"),
            ("Bürger*innen", "Bürger*innen"),
            ("Bürger_innen", "=Bürger_innen"),
            ("mach*in", "mach**in"),
            ("m?ch*innen", "m?ch**innen"),
            ("*innen", "*innen"),
            ("*in", "*in"),
            ("NOT", "=NOT"),
            ("NEAR5*", "\"NEAR5*\""),
            ("or", "=or"),
            ("don't", "=don't"),
            ("24", "=24"),
            ("z.B.", "=z.B."),
            ("'til", "=til"),
            ("Kūki 'Āirani", "\"=Kūki =Āirani\""),
            ("Côte d'Ivoire", "\"=Côte =d'Ivoire\""),
        ] {
            let read = read(pattern).unwrap_or_else(|why| panic!("{pattern}: {}", why.en));
            assert_eq!(read.to_string(), query, "{pattern}");
            assert_eq!(parse(query, SideBySide::Or).unwrap(), read);
        }
    }

    #[test]
    fn what_has_no_equivalent_says_why() {
        for (pattern, why) in [
            ("not * good", "stands for any word"),
            ("?", "stands for any word"),
            (":)", "without letters"),
            ("^ab", "regular"),
            ("(a|b)", "regular"),
            ("ab.*", "regular"),
            ("a\\w", "regular"),
            ("[ab]c", "regular"),
            ("hello!", "“!” means nothing"),
            ("a~b", "mean something else"),
            ("a=b", "mean something else"),
            ("like <of>", "mean something else"),
            (&"x".repeat(201), "longer than"),
        ] {
            let said = read(pattern).unwrap_err();
            assert!(said.en.contains(why), "{pattern}: {}", said.en);
        }
    }
}
