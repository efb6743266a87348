//! The keys of the page, and which key gives which code.

use crate::web::keys::{Group, Key};

pub const TAKE: Key = Key::new(
    "Enter",
    "übernehmen, was gewählt ist, oder alle Vorschläge",
    "take what is chosen, or all suggestions",
);
pub const ALL: Key = Key::new("0", "alle Vorschläge wählen", "choose all suggestions");
pub const NONE_FITS: Key = Key::new("K", "keine Kategorie trifft zu", "no category fits");
pub const NOT_CODABLE: Key = Key::new("X", "nicht kodierbar", "not codable");
pub const DEFER: Key = Key::new("Z", "zurückstellen", "defer");
pub const TWINS: Key = Key::new(
    "G",
    "gleiche Antworten gemeinsam entscheiden",
    "decide on answers that say the same together",
);
pub const FIND: Key = Key::new("/", "Kategorie suchen", "find a code");
pub const MEMO: Key = Key::new("A", "Anmerkung", "memo");
pub const ANCHOR: Key = Key::new("B", "als Ankerbeispiel", "as an anchor example");
pub const WHY: Key = Key::new("W", "warum diese Vorschläge?", "why these suggestions?");
pub const ENTRY: Key = Key::new("I", "Eintrag im Kodierleitfaden", "entry in the codebook");
pub const UNDO: Key = Key::new("U", "zurücknehmen", "undo");
pub const REDO: Key = Key::new("Shift+U", "wiederherstellen", "redo");
pub const BEFORE: Key = Key::new("J ArrowLeft", "vorige Antwort", "previous answer");
pub const NEXT: Key = Key::new("L ArrowRight", "nächste Antwort", "next answer");
pub const GO_TO: Key = Key::new("O", "zu einer Antwort gehen", "go to an answer");

/// What `?` shows, and the README.
pub const GROUPS: &[Group] = &[
    Group {
        de: "Kodieren",
        en: "Code",
        keys: &[
            Key::new(
                "1 … 9 C … Y",
                "Kategorie geben oder nehmen",
                "give or take back a code",
            ),
            Key::new("Shift+1 … Shift+9", "Vorschlag ablehnen", "reject a suggestion"),
            ALL,
            TAKE,
            FIND,
            NONE_FITS,
            NOT_CODABLE,
            DEFER,
            TWINS,
        ],
    },
    Group {
        de: "Dazu",
        en: "Besides",
        keys: &[MEMO, ANCHOR, WHY, ENTRY],
    },
    Group {
        de: "Bewegen",
        en: "Move",
        keys: &[BEFORE, NEXT, GO_TO, UNDO, REDO],
    },
];

/// Keys that no action has, in the order in which codes get them.
const FREE: &str = "123456789CDEFHMNPQRSTVY";
/// Pressed before one of them where there are more codes than keys.
const BEFORE_IT: [&str; 3] = ["", ".", ","];

/// The key of a code by its place in the codebook, so that it is the same for every answer: `1` … `9`, letters, then two keys
/// one after the other (`.1`). None for codes beyond.
pub fn of_code(place: usize) -> Option<String> {
    let many = FREE.len();
    let first = BEFORE_IT.get(place / many)?;
    let key = FREE.as_bytes()[place % many];
    Some(format!("{first}{}", char::from(key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things() {
        let actions = GROUPS
            .iter()
            .flat_map(|group| group.keys)
            .flat_map(|key| key.shortcut.split(' '));
        let mut keys: Vec<String> = actions
            .filter(|key| key.len() == 1 && !"19CY".contains(key))
            .map(str::to_owned)
            .collect();
        keys.extend((0..).map_while(of_code));
        keys.push("?".into());
        let all = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), all, "{keys:?}");
        assert_eq!(
            (of_code(0).as_deref(), of_code(9).as_deref()),
            (Some("1"), Some("C"))
        );
        assert_eq!((of_code(23).as_deref(), of_code(69)), (Some(".1"), None));
    }

    #[test]
    fn every_letter_has_something_to_do() {
        let of_codes: Vec<String> = (0..FREE.len()).filter_map(of_code).collect();
        let taken = |letter: char| {
            let letter = letter.to_string();
            of_codes.contains(&letter)
                || GROUPS
                    .iter()
                    .flat_map(|group| group.keys)
                    .any(|key| key.shortcut.split(' ').any(|key| key == letter))
        };
        assert_eq!(
            ('A'..='Z').filter(|letter| !taken(*letter)).collect::<String>(),
            ""
        );
    }
}
