//! Corrected shares, to read: what they rest on, and each code raw and corrected.

use super::Part;
use crate::chart::{Bars, Chart, Kind, Series, Unit};
use crate::estimate::Estimate;
use crate::suggest::evaluation::{Corrected, CorrectedCode, LEAST_RANDOM};
use crate::suggest::named;
use crate::tables::{Field, Grid};
use crate::words::{Language, Text};

pub fn corrected(corrected: &Corrected, language: Language) -> Vec<Part> {
    let mut parts: Vec<Part> = said(corrected, language)
        .into_iter()
        .map(Part::Sentence)
        .collect();
    let is_known = corrected.codes.iter().any(|code| code.of_all.value().is_some());
    if is_known {
        parts.push(Part::Chart(drawn(corrected, language)));
    }
    parts.push(Part::Grid(table(corrected, language)));
    parts
}

fn say(language: Language, de: impl Into<String>, en: impl Into<String>) -> String {
    Text::new(de, en).get(language).to_owned()
}

fn said(corrected: &Corrected, language: Language) -> Vec<String> {
    let count = |n| language.count(n);
    let (units, reviewed, rest) = (
        count(corrected.units),
        count(corrected.reviewed),
        count(corrected.rest),
    );
    let random = count(corrected.random);
    let method = named(corrected.method).map_or_else(
        || corrected.method.to_owned(),
        |suggester| suggester.label().get(language).to_owned(),
    );
    let (of_de, of_en) = match &corrected.question {
        Some(question) => (
            format!(" der Frage »{question}«"),
            format!(" of the question “{question}”"),
        ),
        None => (String::new(), String::new()),
    };
    let mut out = vec![say(
        language,
        format!(
            "Kodiereinheiten mit Text{of_de}: {units}. Von Menschen geprüft sind {reviewed}, darunter {random} zufällig gezogene; offen sind \
             {rest}. Zufällig gezogen ist, was in der Reihenfolge »zufällig« (oder »gemischt«, jede zweite) geprüft wurde; nur daraus \
             wird auf die offenen geschlossen, alles andere Geprüfte zählt nur für sich selbst."
        ),
        format!(
            "Coding units with words{of_en}: {units}. People have reviewed {reviewed}, among them {random} picked at random; {rest} are open. \
             Picked at random is what was reviewed in the order “at random” (or “mixed”, every other one); the open ones are told from \
             these alone, everything else that is reviewed counts for itself only."
        ),
    )];
    if corrected.random < LEAST_RANDOM as u64 && corrected.rest > 0 {
        out.push(say(
            language,
            format!(
                "Zum Hochrechnen braucht es mindestens {LEAST_RANDOM} zufällig gezogene und geprüfte Einheiten. Beim Kodieren die Reihenfolge \
                 »zufällig« wählen."
            ),
            format!(
                "Correcting takes at least {LEAST_RANDOM} units that were picked at random and reviewed. Choose the order “at random” while \
                 coding."
            ),
        ));
    }
    out.push(say(
        language,
        format!(
            "Roh: Geprüftes und, wo nichts geprüft ist, was die Maschine vorschlägt (Verfahren: {method}). Hochgerechnet: Geprüftes und der \
             geschätzte Anteil der offenen, nach doppelter Stichprobe (Tenenbein 1970): unter den Vorschlägen zählt, welcher Anteil in \
             der Zufallsstichprobe stimmt, unter den übrigen, welcher Anteil die Kategorie trotzdem hat. Über die Einheiten der \
             Stichprobe urteilt die Maschine dabei, ohne aus ihnen gelernt zu haben. In Klammern 95-%-Intervalle (Wilson, \
             zusammengesetzt nach Zou und Donner 2008). Nicht kodierbar und »keine trifft zu« zählen als ohne Kategorie."
        ),
        format!(
            "Raw: what is reviewed and, where nothing is, what the machine suggests (method: {method}). Corrected: what is reviewed and the \
             estimated share of the open ones, by double sampling (Tenenbein 1970): of the suggestions counts the share that is right in \
             the random sample, of the others the share that has the code all the same. Of the units of the sample the machine judges \
             without having learned from them. In brackets 95 % intervals (Wilson, put together after Zou and Donner 2008). Not codable \
             and \"none fits\" count as without a code."
        ),
    ));
    if corrected.rest_looked_at < corrected.rest {
        let looked_at = count(corrected.rest_looked_at);
        out.push(say(
            language,
            format!("Für die offenen stehen {looked_at} gleichmäßig verteilte von ihnen."),
            format!("{looked_at} of the open ones, evenly spread, stand for all of them."),
        ));
    }
    out.push(say(
        language,
        "Wer beim Prüfen Vorschläge vor sich hatte, stimmt ihnen leichter zu; dann ist auch die Hochrechnung zu nahe an den Vorschlägen.",
        "Whoever had suggestions in front of them agrees with them more easily; then the corrected shares are too near the suggestions, too.",
    ));
    out
}

fn drawn(corrected: &Corrected, language: Language) -> Chart {
    let units = language.count(corrected.units);
    let raw = |code: &CorrectedCode| Estimate::of(Ok(code.raw), None, corrected.units);
    Chart {
        title: say(
            language,
            "Anteile roh und hochgerechnet",
            "Shares raw and corrected",
        ),
        note: say(
            language,
            format!("Basis: {units} Kodiereinheiten mit Text; Striche: 95-%-Intervalle."),
            format!("Base: {units} coding units with words; lines: 95 % intervals."),
        ),
        kind: Kind::Bars(Bars {
            unit: Unit::Share,
            of: say(language, "Kategorie", "Code"),
            labels: corrected
                .codes
                .iter()
                .map(|code| code.label.get(language).to_owned())
                .collect(),
            groups: vec![
                Series {
                    name: say(language, "roh", "raw"),
                    values: corrected.codes.iter().map(raw).collect(),
                },
                Series {
                    name: say(language, "hochgerechnet", "corrected"),
                    values: corrected.codes.iter().map(|code| code.of_all).collect(),
                },
            ],
        }),
    }
}

fn table(corrected: &Corrected, language: Language) -> Grid {
    let percent = |share: Estimate| Field::Text(share.say_percent(language));
    let row = |code: &CorrectedCode| {
        vec![
            Field::Text(format!(
                "{}{}",
                "\u{a0}\u{a0}".repeat(code.depth),
                code.label.get(language)
            )),
            Field::Count(code.reviewed),
            Field::Count(code.suggested),
            Field::Text(language.percent(code.raw)),
            percent(code.of_all),
            percent(code.of_the_rest),
            percent(code.right),
            percent(code.missed),
        ]
    };
    let mut rows: Vec<Vec<Field>> = corrected.codes.iter().map(row).collect();
    let mut sums = vec![
        Field::Text(say(language, "Einheiten (Basis)", "Units (base)")),
        Field::Count(corrected.reviewed),
        Field::Count(corrected.rest),
    ];
    sums.resize(8, Field::Nothing);
    rows.push(sums);
    Grid {
        title: say(language, "Hochgerechnete Häufigkeiten", "Corrected frequencies"),
        headings: vec![
            say(language, "Kategorie", "Code"),
            say(language, "geprüft", "reviewed"),
            say(language, "vorgeschlagen (offen)", "suggested (open)"),
            say(language, "roh", "raw"),
            say(language, "hochgerechnet", "corrected"),
            say(language, "davon offene", "of the open ones"),
            say(language, "Vorschläge richtig", "suggestions right"),
            say(language, "ohne Vorschlag trotzdem", "not suggested, yet"),
        ],
        rows,
        sums: 1,
    }
}
