//! Whether an answer holds what may tell who somebody is. A check by pattern and no guarantee: what it finds is never quoted,
//! what it does not find has still to be read before it is published.
//!
//! Found are mail and web addresses, telephone and other long numbers, bank accounts (IBAN, ISO 13616), names behind a title or a
//! form of address, names behind "mein Name ist" and the like, streets with a number, and postal codes with a place.

/// What may tell who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Personal {
    Mail,
    Web,
    /// At least seven digits, blanks and hyphens between them allowed; or an IBAN.
    LongNumber,
    Name,
    Street,
    PostalCode,
}

/// What comes right before a name.
const TITLES: [&str; 30] = [
    "herr",
    "herrn",
    "hr",
    "frau",
    "fr",
    "dr",
    "prof",
    "professor",
    "professorin",
    "doktor",
    "familie",
    "bürgermeister",
    "bürgermeisterin",
    "oberbürgermeister",
    "oberbürgermeisterin",
    "pfarrer",
    "pfarrerin",
    "kollege",
    "kollegin",
    "amtsleiter",
    "amtsleiterin",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mister",
    "sir",
    "madam",
    "mayor",
    "reverend",
];

/// Sentences in which people name themselves; what follows is a name where it begins with a capital.
const NAMES_ITSELF: [&str; 8] = [
    "mein name ist",
    "ich heiße",
    "ich heisse",
    "gez.",
    "gezeichnet",
    "my name is",
    "i am called",
    "signed",
];

/// Words that stand behind a title without being a name: "Frau und Mann", "Herr der Lage".
const NO_NAMES: [&str; 12] = [
    "und", "oder", "der", "die", "das", "and", "or", "the", "of", "von", "zu", "in",
];

/// "Der Weg 3 Jahre lang" names no street.
const ARTICLES: [&str; 12] = [
    "der", "die", "das", "den", "dem", "ein", "eine", "einen", "kein", "keine", "unser", "a",
];

/// How the names of streets end, or the whole second word of one.
const STREETS: [&str; 18] = [
    "straße", "strasse", "str.", "str", "weg", "platz", "allee", "gasse", "ring", "ufer", "damm", "chaussee",
    "street", "road", "avenue", "lane", "square", "drive",
];

/// The first kind of personal data that is found; none where there is none to be seen.
pub fn personal(text: &str) -> Option<Personal> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let found = words.iter().enumerate().find_map(|(at, word)| {
        address(word)
            .or_else(|| name(&words, at))
            .or_else(|| street(&words, at))
    });
    found
        .or_else(|| long_number(text).then_some(Personal::LongNumber))
        .or_else(|| names_itself(text).then_some(Personal::Name))
        .or_else(|| postal_code(&words).then_some(Personal::PostalCode))
}

fn address(word: &str) -> Option<Personal> {
    let lower = word.to_lowercase();
    let (before, behind) = lower.split_once('@').unwrap_or(("", ""));
    let is_mail = before.chars().next_back().is_some_and(char::is_alphanumeric)
        && behind.chars().next().is_some_and(char::is_alphanumeric);
    if is_mail || (before.is_empty() && behind.len() > 2) || lower.contains("(at)") || lower.contains("[at]")
    {
        return Some(Personal::Mail);
    }
    let bare = lower.trim_matches(|letter: char| !letter.is_alphanumeric());
    let ends = [".de", ".com", ".org", ".net", ".eu", ".info"];
    let is_web =
        bare.contains("://") || bare.starts_with("www.") || ends.iter().any(|end| ends_a_host(bare, end));
    is_web.then_some(Personal::Web)
}

/// `beispiel.de`, `beispiel.de/seite`.
fn ends_a_host(word: &str, end: &str) -> bool {
    let host = word.split('/').next().unwrap_or(word);
    host.strip_suffix(end).is_some_and(|name| name.len() > 1)
}

/// "Herr Meier", "Fr. Dr. Yılmaz", "Prof.Schulz".
fn name(words: &[&str], at: usize) -> Option<Personal> {
    let word = words[at].trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let (title, joined) = match word.split_once('.') {
        Some((title, joined)) => (title, joined),
        None => (word, ""),
    };
    let title = title.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    if !TITLES.contains(&title.to_lowercase().as_str()) {
        return None;
    }
    let ends_here = word.ends_with([',', ';', ':', '!', '?', ')']);
    let next = if joined.is_empty() && !ends_here {
        words.get(at + 1).copied()
    } else {
        Some(joined).filter(|joined| !joined.is_empty())
    };
    next.filter(|next| is_name(next)).map(|_| Personal::Name)
}

fn is_name(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    word.chars().next().is_some_and(char::is_uppercase) && !NO_NAMES.contains(&word.to_lowercase().as_str())
}

/// "Bahnhofstraße 12", "Am Markt Weg 3a", "12 Baker Street".
fn street(words: &[&str], at: usize) -> Option<Personal> {
    let word = words[at].trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '.');
    let lower = word.to_lowercase();
    let called = at.checked_sub(1).and_then(|before| words.get(before));
    let called =
        called.is_some_and(|before| is_name(before) && !ARTICLES.contains(&before.to_lowercase().as_str()));
    let named = |street: &str| lower.ends_with(street) && (lower != street || called);
    if !STREETS.iter().any(|street| named(street)) {
        return None;
    }
    // "Ring" and "Platz" end many words; a street begins with a capital somewhere.
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let number = |word: Option<&&str>| word.is_some_and(|word| is_house_number(word));
    let behind = number(words.get(at + 1));
    let before = at > 1 && number(words.get(at - 2)) || at > 0 && number(words.get(at - 1));
    let english = STREETS[12..].iter().any(|street| lower.ends_with(street));
    (capital && (behind || (english && before))).then_some(Personal::Street)
}

/// `12`, `3a`, `5-7`.
fn is_house_number(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    (1..=4).contains(&digits)
        && word
            .chars()
            .skip(digits)
            .filter(|letter| letter.is_alphabetic())
            .count()
            <= 1
}

/// Seven digits or more with nothing but what telephone numbers have between them; or the beginning of an IBAN.
fn long_number(text: &str) -> bool {
    let mut digits = 0;
    let mut since = 0;
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            digits += 1;
            since = 0;
            if digits >= 7 {
                return true;
            }
        } else if " -/()+.\u{a0}".contains(letter) && digits > 0 && since < 3 {
            since += 1;
        } else {
            (digits, since) = (0, 0);
        }
    }
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.into_iter().any(|word| {
        let bytes = word.as_bytes();
        bytes.len() >= 4
            && bytes[..2].iter().all(u8::is_ascii_uppercase)
            && bytes[2..].iter().filter(|byte| byte.is_ascii_digit()).count() >= 4
            && bytes[2].is_ascii_digit()
            && bytes[3].is_ascii_digit()
            && bytes.len() >= 15
    })
}

fn names_itself(text: &str) -> bool {
    let lower = text.to_lowercase();
    // Lower case may be longer or shorter than what was written: the capital is looked for in the words themselves.
    let words: Vec<&str> = text.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    NAMES_ITSELF
        .iter()
        .filter(|phrase| lower.contains(**phrase))
        .any(|phrase| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            let places = folded.windows(phrase.len()).enumerate();
            places
                .filter(|(_, window)| window.iter().zip(&phrase).all(|(word, part)| word == part))
                .any(|(at, _)| words.get(at + phrase.len()).is_some_and(|next| is_name(next)))
        })
}

/// "14467 Potsdam".
fn postal_code(words: &[&str]) -> bool {
    words.windows(2).any(|pair| {
        let code = pair[0].trim_matches(|letter: char| !letter.is_alphanumeric());
        code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit()) && is_name(pair[1])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_who_somebody_is_is_found_in_german_and_english() {
        use Personal::{LongNumber, Mail, Name, PostalCode, Street, Web};
        for (text, kind) in [
            ("Bitte an anna.meier@stadt.example wenden", Mail),
            ("anna.meier (at) stadt", Mail),
            ("Näheres auf https://stadt.example/x", Web),
            ("siehe www.praevention.example", Web),
            ("siehe stadtteilbuero.de, Programm", Web),
            ("Rufen Sie an: 0331 / 28 91-0", LongNumber),
            ("Tel. +49 331 289 12 34", LongNumber),
            ("Konto DE89 3704 0044 0532 0130 00", LongNumber),
            ("DE89370400440532013000", LongNumber),
            ("Aktenzeichen 20261122", LongNumber),
            ("Unser Streetworker Herr Öztürk kennt alle", Name),
            ("Dank an Fr. Dr. Schulz", Name),
            ("Prof.Lehmann berät uns", Name),
            ("Mein Name ist Anna", Name),
            ("Treff in der Bahnhofstraße 12", Street),
            ("Treff in der Bahnhofstr. 12a, Hof", Street),
            ("Das Haus Lange Straße 5-7", Street),
            ("14467 Potsdam", PostalCode),
            ("Ask Mrs Miller at the desk", Name),
            ("My name is Jo and I live here", Name),
            ("Our office at 12 Baker Street is open", Street),
            ("call 555-123-4567", LongNumber),
        ] {
            assert_eq!(personal(text), Some(kind), "{text}");
        }
    }

    #[test]
    fn ordinary_answers_are_quoted() {
        for text in [
            "Sprachkurse für Bürger*innen, kein Personal",
            "Frau und Mann gleich behandeln",
            "Herr der Lage bleiben",
            "2015 und 2016 gab es 1.200 Plätze",
            "Streetwork am Ring, Spielplatz gepflegt",
            "Runder Tisch mit 12 Ämtern, z. B. Jugendamt",
            "Der Weg 3 Jahre lang war schwer",
            "Alle 14 Tage Treffen im Rathaus",
            "We meet 3 times a year on the square",
            "Das Amt ist um 8.30 Uhr offen",
            "",
        ] {
            assert_eq!(personal(text), None, "{text}");
        }
    }
}
