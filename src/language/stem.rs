//! The stem of a word: what its forms have in common, and no more.
//!
//! Snowball (rust-stemmers) alone joins unlike words (Sicherheit, sicher, sich; Bürger, Burg; Bildung, Bild; System as
//! "Syst") because it also cuts derivations, and it parts forms of one word (System, Systeme). So derivations are
//! kept by rule, endings are told by the class of the word, and Snowball does the rest, held to endings of
//! inflection. A compound's stem is its first parts as written and the stem of its last part, because all rules look at the
//! end of the word only. Stems are written in the folded alphabet of the normal form.
//!
//! Deliberately absent: verbs' strong forms, participles with ge-, comparatives with umlaut: search for them with a wildcard.

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Morphology;
use super::form::{fold, umlauted, unfold};
use super::gender::MARK;
use super::tables::{rows, words};

/// Endings that make another word (Duden, Die Grammatik: suffixes of derivation).
const DERIVATION: [&str; 14] = [
    "heit", "keit", "ung", "lich", "isch", "schaft", "nis", "los", "bar", "sam", "ig", "tum", "haft", "ismus",
];

/// Endings of derivation that stay with the stem, with the inflection that they take.
const NOUNS: [&str; 9] = [
    "ung", "heit", "keit", "schaft", "taet", "ion", "ling", "ismus", "nis",
];
const NOUN_ENDINGS: [&str; 8] = ["sen", "ses", "se", "en", "es", "e", "s", ""];
const ADJECTIVES: [&str; 9] = ["lich", "ig", "isch", "sam", "bar", "haft", "los", "voll", "reich"];
const ADJECTIVE_ENDINGS: [&str; 18] = [
    "erem", "eren", "erer", "eres", "sten", "ster", "stes", "stem", "ere", "ste", "em", "en", "er", "es",
    "st", "e", "s", "",
];
/// Adjective endings whose words may be nouns too (Kanal, Kanäle; Person): only -er and -em are taken off.
const WEAK_ADJECTIVES: [&str; 17] = [
    "ell", "al", "iv", "aer", "oes", "end", "frei", "arm", "iert", "isiert", "fach", "abel", "ibel", "ziell",
    "weit", "wert", "gerecht",
];
/// What stands before -in where a woman is meant: Bürgerin, Polizistin, Migrantin, Kollegin, Ärztin, Pädagogin.
const PERSONS: [&str; 30] = [
    "er", "ist", "ant", "ent", "at", "and", "eut", "og", "eg", "aerzt", "or", "eur", "aer", "amt", "urg",
    "nom", "graf", "soph", "ert", "jued", "koech", "kund", "freund", "nachbar", "genoss", "anwaelt", "wirt",
    "baeur", "ling", "arch",
];

#[derive(Debug)]
pub(super) struct Stems {
    whole: FxHashMap<String, String>,
    ends: FxHashMap<String, String>,
    longest_end: usize,
    function_words: FxHashMap<String, String>,
    er_plurals: FxHashMap<String, String>,
    adjectives: FxHashSet<String>,
}

impl Stems {
    pub fn parse(stems: &str, function_words: &str, er_plurals: &str, adjectives: &str) -> Self {
        let mut whole = FxHashMap::default();
        let mut ends = FxHashMap::default();
        for row in rows(stems).filter(|row| row.len() >= 2) {
            for form in words(row[0]) {
                let (table, form) = match form.strip_prefix('*') {
                    Some(end) => (&mut ends, end),
                    None => (&mut whole, form),
                };
                table.insert(fold(form), fold(row[1]));
            }
        }
        let mut particles = FxHashMap::default();
        for row in rows(function_words) {
            let stem = row.get(1).copied().unwrap_or("");
            for word in words(row[0]) {
                let folded = fold(word);
                let stem = if stem.is_empty() {
                    folded.clone()
                } else {
                    fold(stem)
                };
                particles.entry(folded).or_insert(stem);
            }
        }
        let er_plurals = rows(er_plurals)
            .flat_map(|row| {
                words(row[0])
                    .map(|word| (er_plural(word), fold(word)))
                    .collect::<Vec<_>>()
            })
            .collect();
        let adjectives = rows(adjectives)
            .flat_map(|row| words(row[0]).map(fold).collect::<Vec<_>>())
            .collect();
        let longest_end = ends.keys().map(String::len).max().unwrap_or(0);
        Stems {
            whole,
            ends,
            longest_end,
            function_words: particles,
            er_plurals,
            adjectives,
        }
    }

    /// Whether the stem comes from the table of stems.
    fn is_listed(&self, form: &str) -> bool {
        self.whole.contains_key(form) || self.by_end(form).is_some()
    }

    /// Hyphens do not part forms (Stadtteil-Büro, Stadtteilbüro); a gender form is a form of the word before its mark.
    fn joined(&self, form: &str) -> String {
        if let Some(plain) = form.strip_suffix("'s").or_else(|| form.strip_suffix('\'')) {
            return self.stem(plain);
        }
        let solid: String = form.chars().filter(|c| *c != '-').collect();
        let Some(mark) = solid.rfind(MARK) else {
            return self.solid(&solid);
        };
        let base = solid[..mark].replace(MARK, "");
        match &solid[mark + 1..] {
            "in" | "innen" => self.person(&base),
            end if end.starts_with("innen") => self.solid(&(base + end)),
            _ => self.solid(&base),
        }
    }

    fn solid(&self, form: &str) -> String {
        if form.contains([MARK, '-', '\'']) || form.is_empty() {
            form.to_owned()
        } else {
            self.stem(form)
        }
    }

    fn by_rule(&self, form: &str) -> String {
        if let Some(stem) = self.by_end(form) {
            return stem;
        }
        if let Some(base) = masculine(form) {
            return self.person(base);
        }
        if let Some(stem) = derived(form) {
            return stem.to_owned();
        }
        if let Some(base) = self.adjective(form) {
            return snowball(base);
        }
        if let Some(base) = er_word(form) {
            return self.er_stem(base);
        }
        if form.ends_with("em") {
            return without_umlauts(form);
        }
        snowball(&latin_plural(form))
    }

    /// The longest listed end of the form.
    fn by_end(&self, form: &str) -> Option<String> {
        let from = form.len().saturating_sub(self.longest_end);
        (from..form.len().saturating_sub(2)).find_map(|at| {
            let stem = self.ends.get(&form[at..])?;
            Some(form[..at].to_owned() + stem)
        })
    }

    /// The stem of a person from the masculine: Bürger, Migrant, Kolleg, Ärzt.
    fn person(&self, base: &str) -> String {
        if let Some(stem) = self.whole.get(base) {
            return stem.clone();
        }
        match base.strip_suffix("er") {
            Some(rest) if rest.len() >= 2 => base.to_owned(),
            _ => snowball(base),
        }
    }

    /// What is left of an adjective without its ending, where the class of the word is known.
    fn adjective<'f>(&self, form: &'f str) -> Option<&'f str> {
        let ending = ADJECTIVE_ENDINGS.iter().find(|ending| {
            form.strip_suffix(**ending)
                .is_some_and(|base| base.len() >= 2 && self.adjectives.contains(base))
        });
        if let Some(ending) = ending {
            return form.strip_suffix(ending);
        }
        let base = form.strip_suffix("er").or_else(|| form.strip_suffix("em"))?;
        let weak = WEAK_ADJECTIVES
            .iter()
            .any(|end| base.ends_with(end) && base.len() > end.len() + 1);
        (weak || is_participle(base)).then_some(base)
    }

    /// Words in -er: the plural of a listed noun loses it, all others keep it and their umlaut (fördern is not fordern).
    fn er_stem(&self, base: &str) -> String {
        for at in 0..base.len().saturating_sub(3) {
            if let Some(singular) = self.er_plurals.get(&base[at..]) {
                return snowball(&(base[..at].to_owned() + singular));
            }
        }
        base.to_owned()
    }
}

impl Morphology for Stems {
    fn stem(&self, form: &str) -> String {
        if let Some(stem) = self.whole.get(form).or_else(|| self.function_words.get(form)) {
            return stem.clone();
        }
        if form.contains([MARK, '-', '\'']) {
            return self.joined(form);
        }
        if !form.is_ascii() || form.len() < 3 {
            return form.to_owned();
        }
        self.by_rule(form)
    }

    fn is_function_word(&self, form: &str) -> bool {
        self.function_words.contains_key(form)
    }

    fn unlike(&self, a: &str, b: &str) -> bool {
        if self.is_function_word(a) || self.is_function_word(b) {
            return self.is_function_word(a) != self.is_function_word(b) && !inflected_apart(a, b);
        }
        if self.is_listed(a) && self.is_listed(b) {
            return false;
        }
        let umlaut = |form: &str| unfold(form).contains(['ä', 'ö', 'ü']);
        let plural = |form: &str| {
            let feminine = form.ends_with("in") || form.ends_with("innen");
            feminine
                || ["e", "en", "er", "ern", "el", "eln"]
                    .iter()
                    .any(|end| form.ends_with(end))
        };
        // Strong verbs: hält, halten.
        let third_person = |umlauted: &str, plain: &str| umlauted.ends_with('t') && plain.ends_with("en");
        let parted = |umlauted: &str, plain: &str| {
            umlaut(umlauted) && !umlaut(plain) && !plural(umlauted) && !third_person(umlauted, plain)
        };
        let studies =
            |one: &str, other: &str| one.ends_with("ie") && (other.ends_with("um") || other.ends_with("ums"));
        parted(a, b) || parted(b, a) || studies(a, b) || studies(b, a) || derived_apart(a, b)
    }
}

/// Haus → haeuser.
fn er_plural(singular: &str) -> String {
    fold(&umlauted(singular)) + "er"
}

/// The masculine of a feminine in -in or -innen.
pub(super) fn masculine(form: &str) -> Option<&str> {
    if let Some(base) = form.strip_suffix("innen") {
        return (base.len() >= 4).then_some(base);
    }
    let base = form.strip_suffix("in")?;
    let person = PERSONS
        .iter()
        .any(|end| base.ends_with(end) && (base.len() > end.len() + 1 || end.len() > 3));
    (person && base.len() >= 4).then_some(base)
}

/// A derived word without its inflection, the derivation kept: Sicherheiten → sicherheit.
fn derived(form: &str) -> Option<&str> {
    fn strip<'f>(form: &'f str, endings: &[&str], suffixes: &[&str]) -> Option<&'f str> {
        endings.iter().find_map(|ending| {
            let base = form.strip_suffix(*ending)?;
            suffixes
                .iter()
                .any(|suffix| base.len() > suffix.len() + 1 && base.ends_with(suffix))
                .then_some(base)
        })
    }
    strip(form, &ADJECTIVE_ENDINGS, &ADJECTIVES).or_else(|| strip(form, &NOUN_ENDINGS, &NOUNS))
}

/// Beschäftigt, angestellt, betroffen, verwandt: participles, whose -er is an ending.
fn is_participle(base: &str) -> bool {
    let ends = |list: &[&str]| {
        list.iter()
            .any(|end| base.ends_with(end) && base.len() > end.len() + 2)
    };
    let with_ge =
        base.ends_with('t') && (base.starts_with("ge") || PARTICLES_GE.iter().any(|p| base.contains(p)));
    with_ge
        || ends(&[
            "tigt", "agt", "ndert", "ndt", "chen", "ffen", "ssen", "rben", "chsen", "ommen", "angen", "olgt",
            "achtet", "aehrt",
        ])
}

const PARTICLES_GE: [&str; 8] = ["ange", "einge", "ausge", "zuge", "aufge", "vorge", "abge", "umge"];

/// A form of a word in -er without what follows the -er; not -ier (Quartier) and not -eer.
fn er_word(form: &str) -> Option<&str> {
    ["en", "es", "em", "er", "e", "n", "s", ""]
        .iter()
        .find_map(|ending| {
            let base = form.strip_suffix(*ending)?;
            let stem = base.strip_suffix("er")?;
            (stem.len() >= 2 && !stem.ends_with(['i', 'e'])).then_some(base)
        })
}

/// Museum, Studium, Idee, Mitteln, Büros: plurals that Snowball does not know.
fn latin_plural(form: &str) -> String {
    let swap = |end: &str, by: &str| {
        form.strip_suffix(end)
            .filter(|base| base.len() >= 3)
            .map(|base| base.to_owned() + by)
    };
    let vowel_s = || {
        let base = form.strip_suffix('s')?;
        let foreign = base.ends_with(['o', 'a', 'y', 'p', 'w']) && base.len() >= 4;
        foreign.then(|| base.to_owned())
    };
    ["iums", "ium", "ien"]
        .iter()
        .find_map(|end| swap(end, "i"))
        .or_else(|| ["eums", "eum"].iter().find_map(|end| swap(end, "e")))
        .or_else(|| swap("eln", "el"))
        .or_else(vowel_s)
        .unwrap_or_else(|| form.to_owned())
}

/// Snowball, as far as it takes off no more than an ending of inflection; a lighter cut otherwise. Umlauts come off as
/// Snowball does it (Städte, Stadt).
fn snowball(form: &str) -> String {
    let word = unfold(form);
    let stem = Stemmer::create(Algorithm::German).stem(&word).into_owned();
    let kept = stem.chars().count();
    let cut: String = word.chars().skip(kept).collect();
    let inflection = ["", "e", "en", "es", "s", "ens", "n"].contains(&cut.as_str());
    let only_cut = word.chars().take(kept).map(base_letter).eq(stem.chars());
    if inflection && only_cut {
        stem
    } else {
        without_umlauts(&light(form))
    }
}

fn base_letter(c: char) -> char {
    match c {
        'ä' => 'a',
        'ö' => 'o',
        'ü' => 'u',
        c => c,
    }
}

fn without_umlauts(form: &str) -> String {
    unfold(form).chars().map(base_letter).collect()
}

fn light(form: &str) -> String {
    for ending in ["en", "es", "e"] {
        if let Some(base) = form.strip_suffix(ending).filter(|base| base.len() >= 3) {
            return base.to_owned();
        }
    }
    match form.strip_suffix('s') {
        Some(base)
            if base.len() >= 3 && base.ends_with(['b', 'd', 'f', 'g', 'h', 'k', 'l', 'm', 'n', 'r', 't']) =>
        {
            base.to_owned()
        }
        _ => form.to_owned(),
    }
}

/// Whether two forms differ by endings of inflection only: der, deren; anders, andere; gemeinsam, gemeinsamer.
fn inflected_apart(left: &str, right: &str) -> bool {
    const ENDINGS: [&str; 11] = ["", "e", "en", "er", "es", "em", "s", "n", "r", "m", "ren"];
    let common = in_common(left, right);
    let (left, right) = (&left[common..], &right[common..]);
    // A bare s makes another word of a function word: ein, eins.
    let only_s = matches!((left, right), ("", "s") | ("s", ""));
    common >= 2 && !only_s && ENDINGS.contains(&left) && ENDINGS.contains(&right)
}

/// Bytes that two forms begin with alike.
fn in_common(left: &str, right: &str) -> usize {
    let alike = left.chars().zip(right.chars()).take_while(|(l, r)| l == r);
    alike.map(|(l, _)| l.len_utf8()).sum()
}

/// Whether one of two forms goes on with an ending of derivation after what the two have in common.
fn derived_apart(left: &str, right: &str) -> bool {
    let common = in_common(left, right);
    let derived = |word: &str| DERIVATION.iter().any(|ending| word[common..].contains(ending));
    derived(left) != derived(right)
}
