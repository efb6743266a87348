//! Whether answers have changed since the study that was taken as a start, to read.

use super::Desk;
use crate::codebook::Codebook;
use crate::estimate::Estimate;
use crate::problem::Result;
use crate::suggest::drift::{CodeShare, Drift, ENOUGH_TO_COMPARE, Typical, Vocabulary};
use crate::tables::{Drawing, Field, Grid, draw_grid};
use crate::words::{Language, Text};

/// The words, the codes, and what both come to. `file`: the study that was taken as a start.
pub fn say_drift(drift: &Drift, file: &str, codebook: &Codebook, desk: &mut Desk<'_>) -> Result<()> {
    let drawing = Drawing {
        language: desk.language,
        width: desk.width(),
    };
    let language = desk.language;
    let mut out = format!(
        "\n{}\n",
        say(
            language,
            format!("Haben sich die Antworten seit {file} geändert?"),
            format!("Have the answers changed since {file}?"),
        )
    );
    out.push_str(&vocabulary(&drift.vocabulary, language));
    out.push('\n');
    out.push_str(&draw_grid(&codes(drift, codebook, language), &drawing));
    out.push_str(&reading(drift, language));
    out.push_str(drift.conclusion.sentence().get(language));
    out.push_str("\n\n");
    desk.print(&out)
}

fn say(language: Language, de: impl Into<String>, en: impl Into<String>) -> String {
    Text::new(de, en).get(language).to_owned()
}

fn vocabulary(vocabulary: &Vocabulary, language: Language) -> String {
    let number = |estimate: Estimate| estimate.say_number(language, 3);
    let percent = |estimate: Estimate| estimate.say_percent(language);
    let (own, chance) = (number(vocabulary.divergence), number(vocabulary.by_chance));
    let (new, new_chance) = (percent(vocabulary.new), percent(vocabulary.new_by_chance));
    let p = vocabulary
        .p
        .map_or_else(|| "–".to_owned(), |p| language.number(p, 3));
    let mut out = say(
        language,
        format!(
            "Wortschatz: Jensen-Shannon-Divergenz {own}, durch Zufall {chance}, p = {p}.\n\
             Wörter, deren Stamm dort fehlt: {new}, durch Zufall {new_chance}.\n"
        ),
        format!(
            "Vocabulary: Jensen–Shannon divergence {own}, by chance {chance}, p = {p}.\n\
             Words whose stem is not there: {new}, by chance {new_chance}.\n"
        ),
    );
    for (de, en, typical) in [
        ("dort", "there", &vocabulary.typical_before),
        ("hier", "here", &vocabulary.typical_now),
    ] {
        if !typical.is_empty() {
            let words = words(typical, language);
            out.push_str(&say(
                language,
                format!("Typisch {de} (z): {words}.\n"),
                format!("Typical {en} (z): {words}.\n"),
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

fn reading(drift: &Drift, language: Language) -> String {
    let (before, now) = (
        language.count(drift.reviewed_before),
        language.count(drift.reviewed_now),
    );
    let mut out = say(
        language,
        format!(
            "Geprüft, ohne gezielt herausgesuchte: dort {before}, hier {now}. In Klammern 95-%-Intervalle (Wilson, Unterschied: Newcombe);\n\
             p nach Holm über alle Kategorien korrigiert, * unter 0,05. Erwartet: mittlere Wahrscheinlichkeit aller Antworten hier.\n"
        ),
        format!(
            "Reviewed, without those picked for what they are: there {before}, here {now}. In brackets 95 % intervals (Wilson, difference:\n\
             Newcombe); p corrected after Holm over all codes, * below 0.05. Expected: mean probability of all answers here.\n"
        ),
    );
    if drift.reviewed_before.min(drift.reviewed_now) < ENOUGH_TO_COMPARE {
        out.push_str(&say(
            language,
            format!("Verglichen wird, sobald in beiden Studien {ENOUGH_TO_COMPARE} geprüft sind.\n"),
            format!("They are compared as soon as {ENOUGH_TO_COMPARE} are reviewed in both studies.\n"),
        ));
    }
    out
}
