//! Sentences of the rooms as they are said in a browser: what a sentence calls by the name of a command or an option of the
//! command line is called here by the page or the field that does the same. One table for both, so that what is said and what
//! is seen carry one name.
//!
//! A call with an option that has no field stays as it is: what it does cannot be done in a browser.

use std::borrow::Cow;

use crate::words::Language;

/// A name in both languages.
pub struct Name {
    pub de: &'static str,
    pub en: &'static str,
}

impl Name {
    pub fn get(&self, language: Language) -> &'static str {
        match language {
            Language::De => self.de,
            Language::En => self.en,
        }
    }
}

/// What an option of the command line is called in a form.
pub fn field(option: &str) -> Option<&'static Name> {
    find(FIELDS, option)
}

/// What a command is called as a page.
pub fn page(command: &str) -> Option<&'static Name> {
    find(PAGES, command)
}

/// The sentence with names of pages and fields.
pub fn in_browser(sentence: &str, language: Language) -> Cow<'_, str> {
    if !sentence.contains("--") && !sentence.contains("freitext ") {
        return Cow::Borrowed(sentence);
    }
    let mut said = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(at) = rest.find(['»', '`', '-']) {
        let (before, here) = rest.split_at(at);
        said.push_str(before);
        match command(here, language).or_else(|| option(here, language)) {
            Some((name, length)) => {
                said.push_str(&name);
                rest = &here[length..];
            }
            None => {
                let length = here.chars().next().map_or(1, char::len_utf8);
                said.push_str(&here[..length]);
                rest = &here[length..];
            }
        }
    }
    said.push_str(rest);
    Cow::Owned(said)
}

const FIELDS: &[(&str, Name)] = &[
    ("text", name("Freitextantworten", "Open-ended answers")),
    ("id", name("Antwort-ID", "Response ID")),
    ("respondent", name("Befragte", "Respondent")),
    ("wave", name("Welle", "Wave")),
    ("codes", name("Spalte mit Kategorien", "Column with codes")),
    ("coder", name("Kodiert von", "Coded by")),
    (
        "coder-column",
        name("Spalte: wer kodiert hat", "Column: who coded"),
    ),
    (
        "date-column",
        name("Spalte: wann kodiert wurde", "Column: when it was coded"),
    ),
    ("codebook", name("Kodierleitfaden", "Codebook")),
    ("split", name("Listen teilen", "Split lists")),
    ("sheet", name("Tabellenblatt", "Sheet")),
    ("encoding", name("Zeichensatz", "Encoding")),
    ("separator", name("Trennzeichen", "Separator")),
    (
        "answers-in",
        name("Sprache der Antworten", "Language of the answers"),
    ),
    ("missing", name("Fehlende Angaben", "Missing answers")),
    (
        "incomplete",
        name("Nicht abgeschickte Antworten", "Responses not submitted"),
    ),
    ("tests-before", name("Proben vor dem", "Tests before")),
    (
        "structure",
        name("Fragebogen von LimeSurvey", "Questionnaire of LimeSurvey"),
    ),
    ("method", name("Verfahren", "Method")),
    ("min-score", name("Vorschlagen ab", "Suggest from")),
    ("per-answer", name("Kategorien je Antwort", "Codes per answer")),
    ("accept-above", name("Übernehmen ab", "Accept from")),
    ("take-back", name("Zurücknehmen", "Take back")),
    ("from", name("Frühere Studie", "Earlier study")),
    ("by", name("Nach", "By")),
    ("base", name("Fälle", "Cases")),
    ("question", name("Frage", "Question")),
    ("counting", name("Zählung", "Counting")),
    ("layer", name("Grundlage", "Basis")),
    ("codings", name("Kodierungen", "Codings")),
    ("sort", name("Reihenfolge", "Order")),
    ("top", name("Nur die häufigsten", "Most frequent only")),
    ("with", name("Mit dem Leitfaden", "With the codebook")),
    ("with-question", name("Frage dazu", "Its question")),
    ("steps", name("Stufen", "Steps")),
    ("none", name("Keine Antwort", "No answer")),
    ("folds", name("Teile", "Folds")),
    ("curve", name("Lernkurve", "Learning curve")),
    ("replay", name("Prüfung nachspielen", "Replay a review")),
    ("groups", name("Zahl der Cluster", "Number of clusters")),
    ("distance", name("Abstand", "Distance")),
    ("test", name("Gruppen vergleichen", "Compare groups")),
    ("intervals", name("Intervalle der Anteile", "Intervals of shares")),
    ("min-cell", name("Verdecken unter", "Hide below")),
    ("draws", name("Ziehungen", "Draws")),
    ("seed", name("Startzahl", "Seed")),
    ("json", name("JSON", "JSON")),
    ("contacted", name("Angeschrieben", "Contacted")),
];

/// What a value of an option is called in its field.
const VALUES: &[(&str, &str, Name)] = &[
    ("incomplete", "leave-out", name("auslassen", "leave them out")),
    ("incomplete", "keep", name("mit einlesen", "read them, too")),
    ("sheet", "alle", name("alle", "all")),
    ("sheet", "all", name("alle", "all")),
    ("answers-in", "de", name("Deutsch", "German")),
    ("answers-in", "en", name("Englisch", "English")),
];

const PAGES: &[(&str, Name)] = &[
    ("import", name("Einlesen", "Import")),
    ("suggest", name("Vorschläge", "Suggestions")),
    ("table", name("Tabellen", "Tables")),
    ("profiles", name("Profile", "Profiles")),
    ("corrected", name("Hochrechnung", "Corrected shares")),
    ("change", name("Wellenvergleich", "Change")),
    ("cooccurrence", name("Zusammenhänge", "Codes together")),
    ("items", name("Geschlossene Fragen", "Closed questions")),
    ("search", name("Suche", "Search")),
    ("evaluate", name("Güte", "Quality")),
    ("export", name("Dateien", "Files")),
    ("report", name("Bericht", "Report")),
    ("codebook", name("Leitfaden", "Codebook")),
    ("review", name("Kodierende", "Coders")),
];

/// Words that stand for a value in a sentence.
const PLACES: [&str; 10] = [
    "SPALTE", "COLUMN", "COL", "NAME", "DATEI", "FILE", "STUDIE", "STUDY", "CB", "P",
];

const fn name(de: &'static str, en: &'static str) -> Name {
    Name { de, en }
}

fn find(names: &'static [(&str, Name)], wanted: &str) -> Option<&'static Name> {
    names
        .iter()
        .find(|(known, _)| *known == wanted)
        .map(|(_, name)| name)
}

fn quoted(name: &Name, language: Language) -> String {
    match language {
        Language::De => format!("»{}«", name.de),
        Language::En => format!("“{}”", name.en),
    }
}

/// A quoted call at the beginning of a text: its page and the fields of its options, and how long it was.
fn command(text: &str, language: Language) -> Option<(String, usize)> {
    let close = match text.chars().next()? {
        '»' => '«',
        '`' => '`',
        _ => return None,
    };
    let open = text.chars().next().map_or(0, char::len_utf8);
    let inside = text[open..].strip_prefix("freitext ")?;
    let end = inside.find(close)?;
    let mut words = inside[..end].split_whitespace();
    let mut said = quoted(page(words.next()?)?, language);
    let words: Vec<&str> = words.collect();
    for (at, word) in words.iter().enumerate() {
        // Which study and which codebook are chosen already.
        let Some(option) = word.strip_prefix("--").filter(|option| *option != "codebook") else {
            continue;
        };
        said.push_str(", ");
        said.push_str(&quoted(field(option)?, language));
        if let Some(value) = words.get(at + 1).filter(|value| is_value(value)) {
            said.push(' ');
            said.push_str(value);
        }
    }
    Some((said, open + "freitext ".len() + end + close.len_utf8()))
}

/// An option at the beginning of a text, with the word that stands for its value: its field, and how long it was.
fn option(text: &str, language: Language) -> Option<(String, usize)> {
    let behind = text.strip_prefix("--")?;
    let end = behind
        .find(|letter: char| !letter.is_ascii_lowercase() && letter != '-')
        .unwrap_or(behind.len());
    let mut said = quoted(field(&behind[..end])?, language);
    let mut length = 2 + end;
    if let Some(value) = behind[end..].strip_prefix(' ') {
        let written = value
            .split(|letter: char| !letter.is_ascii_lowercase() && letter != '-')
            .next()
            .unwrap_or_default();
        let known = VALUES
            .iter()
            .find(|(option, value, _)| (*option, *value) == (&behind[..end], written));
        if let Some((_, _, name)) = known {
            said.push_str(": ");
            said.push_str(&quoted(name, language));
            length += 1 + written.len();
        }
        let word: &str = value
            .split(|letter: char| !letter.is_ascii_uppercase())
            .next()
            .unwrap_or_default();
        if PLACES.contains(&word) {
            length += 1 + word.len();
        }
    }
    Some((said, length))
}

fn is_value(word: &str) -> bool {
    !word.starts_with("--") && !PLACES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_called_by_their_fields() {
        let de = |sentence| in_browser(sentence, Language::De).into_owned();
        let en = |sentence| in_browser(sentence, Language::En).into_owned();
        assert_eq!(de("Anders mit --text SPALTE."), "Anders mit »Freitextantworten«.");
        assert_eq!(
            de("Wenn Umlaute falsch sind: --encoding macintosh."),
            "Wenn Umlaute falsch sind: »Zeichensatz« macintosh."
        );
        assert_eq!(
            de("Ohne sie: --incomplete leave-out."),
            "Ohne sie: »Nicht abgeschickte Antworten«: »auslassen«."
        );
        assert_eq!(
            en("all of them with --sheet all."),
            "all of them with “Sheet”: “all”."
        );
        assert_eq!(en("Add --coder NAME."), "Add “Coded by”.");
        assert_eq!(
            de("Zurücknehmen: »freitext suggest STUDIE --take-back«."),
            "Zurücknehmen: »Vorschläge«, »Zurücknehmen«."
        );
        assert_eq!(
            en("make suggestions anew with `freitext suggest`."),
            "make suggestions anew with “Suggestions”."
        );
        assert_eq!(
            de("»freitext suggest /a/b.freitext --codebook x --accept-above 0.9« übernimmt sie."),
            "»Vorschläge«, »Übernehmen ab« 0.9 übernimmt sie."
        );
    }

    #[test]
    fn everything_else_stays() {
        for sentence in [
            "Jahr 2020--2024 – »freitext« ist ein Programm.",
            "Mit »freitext review STUDIE --new-passphrase NAME«.",
            "Ein Wort mit --- und »so«.",
        ] {
            assert_eq!(in_browser(sentence, Language::De), sentence);
        }
    }

    /// Every option and command that a sentence of a room names has a field or a page here. A report is a file: it names the
    /// commands that print its figures.
    #[test]
    fn no_sentence_of_a_room_speaks_of_the_command_line() {
        let rooms = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut folders = vec![rooms.clone()];
        let mut left = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let own = ["cli", "web", "report"]
                    .iter()
                    .any(|room| path.starts_with(rooms.join(room)));
                if path.is_dir() && !own {
                    folders.push(path);
                } else if path.extension().is_some_and(|ending| ending == "rs") && !own {
                    let text = std::fs::read_to_string(&path).unwrap();
                    let code = text.split("#[cfg(test)]").next().unwrap();
                    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                        let said = in_browser(line, Language::De);
                        let option = said
                            .split("--")
                            .skip(1)
                            .any(|behind| behind.starts_with(|letter: char| letter.is_ascii_lowercase()));
                        let call = ["»freitext ", "`freitext "]
                            .iter()
                            .any(|call| said.contains(call));
                        if option || call {
                            left.push(format!("{}: {}", path.display(), said.trim()));
                        }
                    }
                }
            }
        }
        // What the record of a study holds is the same in every language and on every way.
        left.retain(|line| {
            !line.contains("ACCEPTED: &str") && !line.contains("None => \"suggest --take-back\"")
        });
        assert!(left.is_empty(), "{}", left.join("\n"));
    }
}
