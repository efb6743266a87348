//! Change between two waves, to read: who is compared, shares then and now, the difference.

use super::Part;
use crate::chart::{Bars, Chart, Kind, Series, Unit};
use crate::estimate::{Estimate, Interval};
use crate::tables::change::{Change, CodeChange};
use crate::tables::{Field, Grid, Layer};
use crate::words::{Language, Text};

/// Below this probability a change is marked.
const ERROR: f64 = 0.05;

pub fn change(change: &Change, language: Language) -> Vec<Part> {
    let mut parts: Vec<Part> = said(change, language).into_iter().map(Part::Sentence).collect();
    parts.push(Part::Chart(drawn(change, language)));
    parts.push(Part::Grid(table(change, language)));
    parts
}

fn say(language: Language, de: impl Into<String>, en: impl Into<String>) -> String {
    Text::new(de, en).get(language).to_owned()
}

fn said(change: &Change, language: Language) -> Vec<String> {
    let Change {
        question,
        version,
        from,
        to,
        ..
    } = change;
    let title = change.title.get(language);
    let count = |n| language.count(n);
    let (pairs, before, after) = (
        count(change.pairs),
        count(change.only_from),
        count(change.only_to),
    );
    let coders: Vec<String> = change
        .coders
        .iter()
        .map(|coder| coder.label().get(language).to_owned())
        .collect();
    let coders = coders.join(", ");
    let layer = match change.layer {
        Layer::Reviewed => say(
            language,
            format!("Grundlage sind geprüfte Zuordnungen ({coders})."),
            format!("Counted are reviewed assignments ({coders})."),
        ),
        Layer::Suggested => say(
            language,
            "Grundlage sind Vorschläge der Maschine, die niemand geprüft hat.",
            "Counted are suggestions of the machine that nobody has reviewed.",
        ),
        Layer::Both => say(
            language,
            "Grundlage sind geprüfte Zuordnungen und, wo nichts entschieden ist, Vorschläge der Maschine.",
            "Counted are reviewed assignments and, where nothing is decided, suggestions of the machine.",
        ),
    };
    vec![
        say(
            language,
            format!(
                "Frage »{question}«, Kodierleitfaden »{title}« {version}, Welle {from} und Welle {to}. Verglichen werden {pairs} Befragte, die in \
                 beiden Wellen eine gültige Kodierung haben. Nur in Welle {from}: {before}, nur in Welle {to}: {after}; sie stehen nur in den \
                 beiden letzten Spalten (alle)."
            ),
            format!(
                "Question “{question}”, codebook “{title}” {version}, wave {from} and wave {to}. Compared are {pairs} respondents with a valid \
                 coding in both waves. In wave {from} only: {before}, in wave {to} only: {after}; they stand in the last two columns alone \
                 (all)."
            ),
        ),
        layer,
        say(
            language,
            "In Klammern 95-%-Intervalle: Anteile nach Wilson, Unterschied für verbundene Anteile nach Newcombe (1998, Methode 10). p: \
             exakter Test nach McNemar, nach Holm über alle Kategorien korrigiert; * unter 0,05. Wer ausgeschieden ist, kann anders \
             geantwortet haben als wer geblieben ist: Das zeigt der Vergleich mit den Anteilen aller.",
            "In brackets 95 % intervals: shares after Wilson, difference for paired shares after Newcombe (1998, method 10). p: exact test \
             of McNemar, corrected after Holm over all codes; * below 0.05. Those who dropped out may have answered otherwise than those \
             who stayed: the shares of all show it.",
        ),
    ]
}

fn drawn(change: &Change, language: Language) -> Chart {
    let series = |wave: &str, of: fn(&CodeChange) -> Estimate| Series {
        name: say(language, format!("Welle {wave}"), format!("wave {wave}")),
        values: change.codes.iter().map(of).collect(),
    };
    let n = language.count(change.pairs);
    Chart {
        title: say(
            language,
            format!(
                "Anteile in Welle {} und {} ({})",
                change.from, change.to, change.question
            ),
            format!(
                "Shares in wave {} and {} ({})",
                change.from, change.to, change.question
            ),
        ),
        note: say(
            language,
            format!(
                "Basis: {n} Befragte mit gültiger Kodierung in beiden Wellen; Striche: 95-%-Intervalle nach Wilson."
            ),
            format!(
                "Base: {n} respondents with a valid coding in both waves; lines: 95 % intervals after Wilson."
            ),
        ),
        kind: Kind::Bars(Bars {
            unit: Unit::Share,
            of: say(language, "Kategorie", "Code"),
            labels: change
                .codes
                .iter()
                .map(|code| code.label.get(language).to_owned())
                .collect(),
            groups: vec![
                series(&change.from, |code| code.before),
                series(&change.to, |code| code.after),
            ],
        }),
    }
}

fn table(change: &Change, language: Language) -> Grid {
    let percent = |share: Estimate| Field::Text(share.say_percent(language));
    // Percentage points, not percent of a share.
    let points = |difference: Estimate| {
        let hundredfold = match difference {
            Estimate::Known { value, interval, n } => Estimate::Known {
                value: value * 100.0,
                interval: interval.map(|interval| Interval {
                    low: interval.low * 100.0,
                    high: interval.high * 100.0,
                }),
                n,
            },
            undefined => undefined,
        };
        let plus = if difference.value() > Some(0.0) { "+" } else { "" };
        Field::Text(format!("{plus}{}", hundredfold.say_number(language, 1)))
    };
    let row = |code: &CodeChange| {
        let p = match code.p {
            None => "–".to_owned(),
            Some(p) if p < 0.001 => format!("< {} *", language.number(0.001, 3)),
            Some(p) if p < ERROR => format!("{} *", language.number(p, 3)),
            Some(p) => language.number(p, 3),
        };
        vec![
            Field::Text(format!(
                "{}{}",
                "\u{a0}\u{a0}".repeat(code.depth),
                code.label.get(language)
            )),
            Field::Count(code.pairs.first()),
            percent(code.before),
            Field::Count(code.pairs.second()),
            percent(code.after),
            points(code.change),
            Field::Text(p),
            percent(code.before_of_all),
            percent(code.after_of_all),
        ]
    };
    let (from, to) = (&change.from, &change.to);
    Grid {
        title: say(
            language,
            format!("Veränderung je Kategorie ({})", change.question),
            format!("Change by code ({})", change.question),
        ),
        headings: vec![
            say(language, "Kategorie", "Code"),
            format!("n {from}"),
            say(language, format!("Welle {from}"), format!("wave {from}")),
            format!("n {to}"),
            say(language, format!("Welle {to}"), format!("wave {to}")),
            say(
                language,
                "Unterschied (Prozentpunkte)",
                "difference (percentage points)",
            ),
            "p".to_owned(),
            say(
                language,
                format!("alle in Welle {from}"),
                format!("all in wave {from}"),
            ),
            say(
                language,
                format!("alle in Welle {to}"),
                format!("all in wave {to}"),
            ),
        ],
        rows: change.codes.iter().map(row).collect(),
        sums: 0,
    }
}
