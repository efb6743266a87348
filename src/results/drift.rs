//! Whether answers have changed since the study that was taken as a start, to read.

use super::Part;
use crate::codebook::Codebook;
use crate::estimate::Estimate;
use crate::suggest::drift::{CodeShare, Drift, ENOUGH_TO_COMPARE, Typical, Vocabulary};
use crate::tables::{Field, Grid};
use crate::words::{Language, Text};

/// The words, the codes, and what both come to. `file`: the study that was taken as a start.
pub fn drift(drift: &Drift, file: &str, codebook: &Codebook, language: Language) -> Vec<Part> {
    let mut parts = vec![Part::Heading(say(
        language,
        format!("Haben sich die Antworten seit {file} geändert?"),
        format!("Have the answers changed since {file}?"),
    ))];
    parts.extend(
        vocabulary(&drift.vocabulary, language)
            .into_iter()
            .map(Part::Sentence),
    );
    parts.push(Part::Grid(codes(drift, codebook, language)));
    parts.extend(reading(drift, language).into_iter().map(Part::Sentence));
    parts.push(Part::Sentence(
        drift.conclusion.sentence().get(language).to_owned(),
    ));
    parts
}

fn say(language: Language, de: impl Into<String>, en: impl Into<String>) -> String {
    Text::new(de, en).get(language).to_owned()
}

fn vocabulary(vocabulary: &Vocabulary, language: Language) -> Vec<String> {
    let number = |estimate: Estimate| estimate.say_number(language, 3);
    let percent = |estimate: Estimate| estimate.say_percent(language);
    let (own, chance) = (number(vocabulary.divergence), number(vocabulary.by_chance));
    let (new, new_chance) = (percent(vocabulary.new), percent(vocabulary.new_by_chance));
    let p = vocabulary
        .p
        .map_or_else(|| "–".to_owned(), |p| language.number(p, 3));
    let mut out = vec![say(
        language,
        format!(
            "Wortschatz: Jensen-Shannon-Divergenz {own}, durch Zufall {chance}, p = {p}.\n\
             Wörter, deren Stamm dort fehlt: {new}, durch Zufall {new_chance}."
        ),
        format!(
            "Vocabulary: Jensen–Shannon divergence {own}, by chance {chance}, p = {p}.\n\
             Words whose stem is not there: {new}, by chance {new_chance}."
        ),
    )];
    for (de, en, typical) in [
        ("dort", "there", &vocabulary.typical_before),
        ("hier", "here", &vocabulary.typical_now),
    ] {
        if !typical.is_empty() {
            let words = words(typical, language);
            out.push(say(
                language,
                format!("Typisch {de} (z): {words}."),
                format!("Typical {en} (z): {words}."),
            ));
        }
    }
    out
}

fn words(typical: &[Typical], language: Language) -> String {
    let word = |typical: &Typical| format!("{} {}", typical.word, language.number(typical.z, 1));
    let separator = if language == Language::De { "; " } else { ", " };
    typical.iter().map(word).collect::<Vec<_>>().join(separator)
}

fn codes(drift: &Drift, codebook: &Codebook, language: Language) -> Grid {
    let percent = |estimate: Option<Estimate>| match estimate {
        Some(estimate) => Field::Text(estimate.say_percent(language)),
        None => Field::Text("–".to_owned()),
    };
    let row = |share: &CodeShare| {
        let depth = codebook.ancestors(&share.code).count();
        let label = codebook
            .code(&share.code)
            .map_or(share.code.as_str(), |code| code.label.get(language));
        let p = share.p.map_or_else(|| "–".to_owned(), |p| language.number(p, 3));
        vec![
            Field::Text(format!("{}{label}", "\u{a0}\u{a0}".repeat(depth))),
            percent(Some(share.before)),
            percent(share.now),
            percent(share.difference),
            Field::Text(if share.moved { format!("{p} *") } else { p }),
            Field::Text(
                share
                    .expected
                    .map_or_else(|| "–".to_owned(), |expected| language.percent(expected)),
            ),
        ]
    };
    Grid {
        title: say(language, "Anteile der Kategorien", "Code shares"),
        headings: vec![
            say(language, "Kategorie", "Code"),
            say(language, "geprüft dort", "reviewed there"),
            say(language, "geprüft hier", "reviewed here"),
            say(language, "Unterschied", "difference"),
            "p".to_owned(),
            say(language, "hier erwartet", "expected here"),
        ],
        rows: drift.codes.iter().map(row).collect(),
        sums: 0,
    }
}

fn reading(drift: &Drift, language: Language) -> Vec<String> {
    let (before, now) = (
        language.count(drift.reviewed_before),
        language.count(drift.reviewed_now),
    );
    let mut out = vec![say(
        language,
        format!(
            "Geprüft, ohne gezielt herausgesuchte: dort {before}, hier {now}. In Klammern 95-%-Intervalle (Wilson, Unterschied: Newcombe);\n\
             p nach Holm über alle Kategorien korrigiert, * unter 0,05. Erwartet: mittlere Wahrscheinlichkeit aller Antworten hier."
        ),
        format!(
            "Reviewed, without those picked for what they are: there {before}, here {now}. In brackets 95 % intervals (Wilson, difference:\n\
             Newcombe); p corrected after Holm over all codes, * below 0.05. Expected: mean probability of all answers here."
        ),
    )];
    if drift.reviewed_before.min(drift.reviewed_now) < ENOUGH_TO_COMPARE {
        out.push(say(
            language,
            format!("Verglichen wird, sobald in beiden Studien {ENOUGH_TO_COMPARE} geprüft sind."),
            format!("They are compared as soon as {ENOUGH_TO_COMPARE} are reviewed in both studies."),
        ));
    }
    out
}
