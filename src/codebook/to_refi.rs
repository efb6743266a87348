//! Codebook → the code system of a REFI-QDA project or codebook.
//!
//! Names are unique in the whole project, because some programs know codes by name alone: a second `Bus` becomes
//! `Auto / Bus`. Deliberately absent: match rules, which no other program has.

use std::collections::{BTreeMap, BTreeSet};

use super::told::tell;
use super::{Code, Codebook, Status};
use crate::refi::{self, Guid};
use crate::survey::Outcome;
use crate::words::{Language, Text};

/// What a coder may say beside codes, the name under which it is written, and what it means.
const OUTCOMES: [(Outcome, &str); 3] = [
    (Outcome::NoneFits, "none_fits"),
    (Outcome::NotCodable, "not_codable"),
    (Outcome::Deferred, "deferred"),
];

/// The codes of a codebook, depth first, merged ones left out. `space` makes the GUIDs: the same code of the same study always
/// has the same. Codes with others below them are headings, unless they are `given`.
pub fn to_refi(
    codebook: &Codebook,
    space: Guid,
    language: Language,
    given: &BTreeSet<String>,
) -> refi::CodeBook {
    let kept = |code: &&Code| !matches!(code.status, Status::MergedInto(_));
    let ids: BTreeSet<&str> = codebook.codes.iter().filter(kept).map(|code| &*code.id).collect();
    let mut below: BTreeMap<Option<&str>, Vec<&Code>> = BTreeMap::new();
    for code in codebook.codes.iter().filter(kept) {
        let above = code.parent.as_deref().filter(|parent| ids.contains(parent));
        below.entry(above).or_default().push(code);
    }
    let mut codes: Vec<refi::Code> = Vec::new();
    let mut names = BTreeSet::new();
    // The next of them stands last.
    let mut left: Vec<(&Code, Option<usize>)> = Vec::new();
    let push = |left: &mut Vec<_>, above: Option<&str>, place| {
        let children = below.get(&above).into_iter().flatten();
        left.extend(children.rev().map(|code| (*code, place)));
    };
    push(&mut left, None, None);
    while let Some((code, parent)) = left.pop() {
        let place = codes.len();
        let label = code.label.get(language).split_whitespace().collect::<Vec<_>>();
        let label = label.join(" ");
        let above = parent.map(|parent: usize| codes[parent].name.as_str());
        codes.push(refi::Code {
            guid: space.of(&format!("code {}", code.id)),
            name: unique(label, above, &code.id, &mut names),
            description: tell(code, language),
            color: String::new(),
            is_codable: !below.contains_key(&Some(&*code.id)) || given.contains(&code.id),
            parent,
        });
        push(&mut left, Some(&code.id), Some(place));
    }
    refi::CodeBook {
        name: codebook.title.get(language).to_owned(),
        origin: refi::ORIGIN.to_owned(),
        codes,
        sets: Vec::new(),
    }
}

/// What is no code here but one in other programs: that none fits, that an answer is not codable, that it was put off. `None` for
/// codes and for what says nothing.
pub fn outcome_code(outcome: &Outcome, language: Language) -> Option<refi::Code> {
    let (_, name) = OUTCOMES.iter().find(|(known, _)| known == outcome)?;
    let (label, what) = match outcome {
        Outcome::NoneFits => (
            Text::new("[keine Kategorie trifft zu]", "[no category fits]"),
            Text::new(
                "Angesehen, und keine Kategorie des Kodierleitfadens passt.",
                "Looked at, and no category of the codebook fits.",
            ),
        ),
        Outcome::NotCodable => (
            Text::new("[nicht kodierbar]", "[not codable]"),
            Text::new(
                "Angesehen und nicht kodierbar, etwa unverständlich.",
                "Looked at and not codable, for example because it cannot be understood.",
            ),
        ),
        _ => (
            Text::new("[zurückgestellt]", "[deferred]"),
            Text::new(
                "Zurückgestellt: noch zu entscheiden.",
                "Put off: still to be decided.",
            ),
        ),
    };
    Some(refi::Code {
        guid: guid_of(name),
        name: label.get(language).to_owned(),
        description: what.get(language).to_owned(),
        color: String::new(),
        is_codable: true,
        parent: None,
    })
}

/// The reverse of [`outcome_code`].
pub fn outcome_of_code(guid: Guid) -> Option<Outcome> {
    let found = OUTCOMES.iter().find(|(_, name)| guid_of(name) == guid);
    found.map(|(outcome, _)| outcome.clone())
}

/// The same in every study, so that it is known again.
fn guid_of(name: &str) -> Guid {
    Guid::FREITEXT.of(&format!("outcome {name}"))
}

fn unique(label: String, above: Option<&str>, id: &str, names: &mut BTreeSet<String>) -> String {
    let path = above.map(|above| format!("{above} / {label}"));
    let last = format!("{label} ({id})");
    let wanted = [Some(label), path].into_iter().flatten();
    for name in wanted {
        // Some databases do not tell upper from lower case.
        if names.insert(name.to_lowercase()) {
            return name;
        }
    }
    names.insert(last.to_lowercase());
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_children_follow_their_parents() {
        let text = "format = 1\ntitle = 'T'\nversion = '1'\n\
            [[code]]\nid = 'a'\nvalue = 1\nlabel = 'Auto'\n\
            [[code]]\nid = 'b'\nvalue = 2\nlabel = 'Bahn'\n\
            [[code]]\nid = 'ab'\nvalue = 3\nlabel = 'Preis'\nparent = 'a'\n\
            [[code]]\nid = 'bb'\nvalue = 4\nlabel = 'preis'\nparent = 'b'\n\
            [[code]]\nid = 'bc'\nvalue = 5\nlabel = 'Preis'\nparent = 'b'\n\
            [[code]]\nid = 'alt'\nvalue = 6\nlabel = 'Alt'\nmerged_into = 'ab'\n";
        let codebook = Codebook::read(text, "t").unwrap();
        let given = BTreeSet::from(["b".to_owned()]);
        let book = to_refi(&codebook, Guid::FREITEXT, Language::De, &given);
        let told: Vec<(&str, Option<usize>, bool)> = book
            .codes
            .iter()
            .map(|code| (code.name.as_str(), code.parent, code.is_codable))
            .collect();
        assert_eq!(
            told,
            [
                ("Auto", None, false),
                ("Preis", Some(0), true),
                ("Bahn", None, true),
                ("Bahn / preis", Some(2), true),
                ("Preis (bc)", Some(2), true),
            ]
        );
    }

    #[test]
    fn what_is_no_code_is_known_again() {
        for (outcome, _) in OUTCOMES {
            let code = outcome_code(&outcome, Language::De).unwrap();
            assert_eq!(outcome_of_code(code.guid), Some(outcome));
        }
        assert!(outcome_code(&Outcome::Codes(Vec::new()), Language::De).is_none());
        assert_eq!(outcome_of_code(Guid::default()), None);
    }
}
