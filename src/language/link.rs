//! How blocks join and end: linking elements (Sicherheit-s-gefühl, Straße-n-bau, Schul-hof) and inflection at the end of the word.
//!
//! Deliberately absent: the choice between splits; that is `compound`, which adds these costs up.

use super::lexicon::Uses;

/// Costs in hundredths of a block, as in `compound`.
const SHORT_FORM: u32 = 20;
const BARE_AFTER_S_SUFFIX: u32 = 60;
/// An adjective at the end yields to a noun: Orts|teil, not Ort|steil.
const ADJECTIVE_LAST: u32 = 15;

/// Suffixes after which a linking s is the rule.
const S_SUFFIXES: [&str; 10] = [
    "ung", "heit", "keit", "schaft", "taet", "ion", "ling", "tum", "sicht", "trag",
];

/// The linking elements and what they cost.
pub(super) const LINKS: [(&str, u32); 10] = [
    ("", 0),
    ("s", 5),
    ("n", 5),
    ("en", 15),
    ("es", 25),
    ("e", 25),
    ("er", 30),
    ("ens", 35),
    ("ns", 15),
    ("innen", 5),
];

/// What the link costs more after this block; `None` where it cannot stand.
pub(super) fn link_fits(block: &[u8], link: &str, uses: Uses) -> Option<u32> {
    let noun = uses.is_noun();
    let takes_s = S_SUFFIXES
        .iter()
        .any(|suffix| block.len() > suffix.len() && block.ends_with(suffix.as_bytes()));
    let mut least: Option<u32> = None;
    let mut may = |cost: u32| least = Some(least.map_or(cost, |known| known.min(cost)));
    match link {
        "" => {
            if noun {
                may(if takes_s { BARE_AFTER_S_SUFFIX } else { 0 });
            }
            if uses.has(Uses::ADJECTIVE) || uses.has(Uses::FIRST) {
                may(5);
            }
            if uses.has(Uses::SHORT) {
                may(SHORT_FORM);
            }
            if uses.has(Uses::PLURAL) && block.ends_with(b"er") {
                may(10);
            }
        }
        "s" if noun => may(if takes_s {
            0
        } else if block.ends_with(b"e") {
            25
        } else {
            5
        }),
        "n" if noun && block.ends_with(b"e") => may(0),
        "n" if noun && (block.ends_with(b"er") || block.ends_with(b"el")) => may(25),
        "en" | "es" | "e" | "er" | "ens" if noun && !block.ends_with(b"e") && !takes_s => may(0),
        "en" if noun && takes_s => may(0),
        "e" if uses.has(Uses::SHORT) => may(SHORT_FORM),
        "e" | "er" if uses.has(Uses::PLURAL) => may(0),
        "ns" if noun && block.ends_with(b"e") => may(0),
        "innen" if uses.has(Uses::PERSON) => may(0),
        _ => {}
    }
    least
}

/// What it costs to end the word here, if `rest` is an inflection of the block.
pub(super) fn ends_word(block: &[u8], rest: &[u8], uses: Uses) -> Option<u32> {
    // No compound ends in -ei, which is a suffix (Ziegelei).
    if block.len() < 3 {
        return None;
    }
    let rest = std::str::from_utf8(rest).unwrap_or("?");
    let weak = [&b"er"[..], b"el", b"en"].iter().any(|end| block.ends_with(end));
    let noun = uses.is_noun()
        && matches!(
            rest,
            "" | "e" | "en" | "n" | "s" | "es" | "er" | "ern" | "ens" | "se" | "sen" | "ses"
        );
    let last = uses.has(Uses::LAST) && matches!(rest, "" | "e" | "n" | "en" | "s" | "r" | "in" | "innen");
    let person = uses.has(Uses::PERSON) && matches!(rest, "in" | "innen");
    let plural = uses.has(Uses::PLURAL)
        && (matches!(rest, "e" | "en" | "er" | "ern") || (weak && matches!(rest, "" | "n")));
    if noun || last || person || plural {
        return Some(0);
    }
    let adjective = uses.has(Uses::ADJECTIVE)
        && matches!(
            rest,
            "" | "e" | "en" | "er" | "es" | "em" | "ere" | "eren" | "erer" | "eres"
        );
    adjective.then_some(ADJECTIVE_LAST)
}
