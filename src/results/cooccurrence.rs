//! Codes that occur together, to read: what was counted, how often each pair occurs, the strongest pairs.

use super::Part;
use crate::chart::{Chart, Edge, Heat, HeatCell, Kind, Mark, Network, Node, Unit};
use crate::estimate::Estimate;
use crate::tables::cooccurrence::{CodeCount, Pair, Side, Together};
use crate::tables::{Base, Field, Grid, Layer};
use crate::words::{Language, Text};

/// Below this probability a pair is marked.
const ERROR: f64 = 0.05;
/// Pairs in the list where nobody says how many.
pub const MOST_PAIRS: usize = 20;

/// `most`: pairs in the list of the strongest.
pub fn cooccurrence(together: &Together, most: usize, language: Language) -> Vec<Part> {
    let mut parts: Vec<Part> = opening(together, language)
        .into_iter()
        .map(Part::Sentence)
        .collect();
    if together.n == 0 || together.pairs.is_empty() {
        parts.push(Part::Sentence(say(
            language,
            "Kein Fall hat zwei Kategorien, die sich vergleichen lassen.",
            "No case has two codes that could be compared.",
        )));
        return parts;
    }
    parts.extend(how(together, language).into_iter().map(Part::Sentence));
    parts.push(Part::Chart(drawn(together, language)));
    parts.push(Part::Grid(counts(together, language)));
    parts.push(Part::Grid(strongest(together, most, language)));
    parts
}

fn say(language: Language, de: impl Into<String>, en: impl Into<String>) -> String {
    Text::new(de, en).get(language).to_owned()
}

fn named(side: &Side, language: Language) -> String {
    let questions = side.questions.join(", ");
    let title = side.title.get(language);
    let version = &side.version;
    say(
        language,
        format!("»{title}« {version} (Frage: {questions})"),
        format!("“{title}” {version} (question: {questions})"),
    )
}

fn coders(together: &Together, language: Language) -> String {
    let sides = [Some(&together.rows), together.columns.as_ref()];
    let mut names: Vec<String> = Vec::new();
    for coder in sides.into_iter().flatten().flat_map(|side| &side.coders) {
        let name = coder.label().get(language).to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

fn opening(together: &Together, language: Language) -> Vec<String> {
    let rows = named(&together.rows, language);
    let n = language.count(together.n);
    let mut out = Vec::new();
    match (&together.columns, together.base) {
        (Some(columns), _) => {
            let columns = named(columns, language);
            let (first, second) = together.one_side_only;
            let (first, second) = (language.count(first), language.count(second));
            out.push(say(
                language,
                format!(
                    "Kodierleitfaden {rows} mit {columns}, über dieselben Befragten. Basis: {n} Befragte, die in beiden eine gültige \
                     Kodierung haben; nur im ersten {first}, nur im zweiten {second}."
                ),
                format!(
                    "Codebook {rows} with {columns}, over the same respondents. Base: {n} respondents with a valid coding in both; in \
                     the first only {first}, in the second only {second}."
                ),
            ));
        }
        (None, Base::Units) => out.push(say(
            language,
            format!("Kategorien des Kodierleitfadens {rows} in derselben Kodiereinheit. Basis: {n} gültige Kodiereinheiten."),
            format!("Codes of the codebook {rows} in the same coding unit. Base: {n} valid coding units."),
        )),
        (None, Base::Respondents) => out.push(say(
            language,
            format!("Kategorien des Kodierleitfadens {rows} bei denselben Befragten. Basis: {n} Befragte mit gültiger Kodierung."),
            format!("Codes of the codebook {rows} with the same respondents. Base: {n} respondents with a valid coding."),
        )),
    }
    let coders = coders(together, language);
    out.push(match together.layer {
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
            format!("Grundlage sind geprüfte Zuordnungen ({coders}) und, wo nichts entschieden ist, Vorschläge der Maschine."),
            format!("Counted are reviewed assignments ({coders}) and, where nothing is decided, suggestions of the machine."),
        ),
    });
    out
}

fn how(together: &Together, language: Language) -> Vec<String> {
    let mut out = vec![say(
        language,
        "Lift: wie vielmal öfter beide gemeinsam auftreten, als wenn sie nichts miteinander zu tun hätten (1: genauso oft). φ: Korrelation \
         der beiden (−1 bis 1). In Klammern 95-%-Intervalle: Prozente nach Wilson, Lift und φ nach der Delta-Methode (Bishop, \
         Fienberg und Holland 1975), wo kein Feld der Vierfeldertafel leer ist. p: exakter Test nach Fisher, nach Holm über alle Paare \
         korrigiert. Intervalle und Markierungen gelten je Paar; unter vielen Paaren weichen einige zufällig ab.",
        "Lift: how many times more often both occur together than if they had nothing to do with each other (1: just so often). φ: \
         correlation of the two (−1 to 1). In brackets 95 % intervals: percents after Wilson, lift and φ by the delta method (Bishop, \
         Fienberg and Holland 1975), where no cell of the fourfold table is empty. p: Fisher's exact test, corrected after Holm over all \
         pairs. Intervals and marks hold for each pair; among many pairs some deviate by chance.",
    )];
    if together.columns.is_none() && together.base == Base::Units {
        out.push(say(
            language,
            "Kodiereinheiten derselben Befragten sind nicht unabhängig voneinander; die Intervalle sind dann eher zu schmal. Mit Befragten als \
             Fällen gilt das nicht.",
            "Coding units of the same respondent are not independent of each other; the intervals are then rather too narrow. With \
             respondents as cases this does not hold.",
        ));
    }
    out
}

/// Whether two codes occur together more or less often than by chance, as far as the exact test of this pair tells.
fn mark(pair: &Pair) -> Mark {
    match (pair.p, pair.phi.value()) {
        (Some(p), Some(phi)) if p < ERROR && phi > 0.0 => Mark::Higher,
        (Some(p), Some(_)) if p < ERROR => Mark::Lower,
        _ => Mark::None,
    }
}

fn drawn(together: &Together, language: Language) -> Chart {
    let label = |code: &CodeCount| code.label.get(language).to_owned();
    let n = language.count(together.n);
    let base = match together.base {
        Base::Units => say(
            language,
            format!("Basis: {n} Kodiereinheiten."),
            format!("Base: {n} coding units."),
        ),
        Base::Respondents => say(
            language,
            format!("Basis: {n} Befragte."),
            format!("Base: {n} respondents."),
        ),
    };
    let Some(columns) = &together.columns else {
        let edges = together.pairs.iter().filter(|pair| mark(pair) == Mark::Higher);
        return Chart {
            title: format!(
                "{} ({})",
                say(language, "Gemeinsame Kategorien", "Codes together"),
                together.rows.questions.join(", ")
            ),
            note: say(
                language,
                format!(
                    "Linien, wo beide öfter gemeinsam auftreten als durch Zufall (p < 0,05 je Paar, exakter Test nach Fisher). {base}"
                ),
                format!(
                    "Lines where both occur together more often than by chance (p < 0.05 for the pair, Fisher's exact test). {base}"
                ),
            ),
            kind: Kind::Network(Network {
                strength: "φ".to_owned(),
                unit: Unit::Number { decimals: 2 },
                nodes: together
                    .rows
                    .codes
                    .iter()
                    .map(|code| Node {
                        label: label(code),
                        n: code.n,
                    })
                    .collect(),
                edges: edges
                    .map(|pair| Edge {
                        from: pair.row,
                        to: pair.column,
                        strength: pair.phi.value().unwrap_or(0.0),
                    })
                    .collect(),
            }),
        };
    };
    // The longer list stands in the rows: names of rows can be read.
    let (rows, across) = (&together.rows.codes, &columns.codes);
    let turned = across.len() > rows.len();
    let cell = |one, other| {
        let pair = together.pair(one, other);
        HeatCell {
            value: pair.and_then(|pair| pair.of_row.value()),
            mark: pair.map_or(Mark::None, mark),
        }
    };
    let cells = match turned {
        false => (0..rows.len())
            .map(|row| (0..across.len()).map(|column| cell(row, column)).collect())
            .collect(),
        true => (0..across.len())
            .map(|row| (0..rows.len()).map(|column| cell(column, row)).collect())
            .collect(),
    };
    let (title, of, rows, across) = match turned {
        false => (
            say(
                language,
                "Von den Befragten mit der Kategorie der Zeile haben die der Spalte",
                "Of the respondents with the code of the row, those with that of the column",
            ),
            &together.rows.title,
            rows,
            across,
        ),
        true => (
            say(
                language,
                "Von den Befragten mit der Kategorie der Spalte haben die der Zeile",
                "Of the respondents with the code of the column, those with that of the row",
            ),
            &columns.title,
            across,
            rows,
        ),
    };
    Chart {
        title,
        note: say(
            language,
            format!(
                "Markiert ist, wo beide öfter oder seltener gemeinsam auftreten als durch Zufall (p < 0,05 je Paar, exakter Test nach Fisher). {base}"
            ),
            format!(
                "Marked where both occur together more or less often than by chance (p < 0.05 for the pair, Fisher's exact test). {base}"
            ),
        ),
        kind: Kind::Heat(Heat {
            unit: Unit::Share,
            of: of.get(language).to_owned(),
            rows: rows.iter().map(label).collect(),
            columns: across.iter().map(label).collect(),
            cells,
        }),
    }
}

/// How often each pair occurs; of one codebook a code by itself is how often it occurs at all.
fn counts(together: &Together, language: Language) -> Grid {
    let columns = together.column_codes();
    let of_one = together.columns.is_none();
    let questions = together.rows.questions.join(", ");
    let mut headings = vec![say(language, "Kategorie", "Code")];
    headings.extend(columns.iter().map(|code| code.label.get(language).to_owned()));
    if !of_one {
        headings.push(say(language, "Befragte", "Respondents"));
    }
    let row = |(at, code): (usize, &CodeCount)| {
        let mut row = vec![Field::Text(code.label.get(language).to_owned())];
        row.extend((0..columns.len()).map(|column| match together.pair(at, column) {
            _ if of_one && at == column => Field::Count(code.n),
            Some(pair) => Field::Count(pair.counts.both),
            None => Field::Nothing,
        }));
        if !of_one {
            row.push(Field::Count(code.n));
        }
        row
    };
    let mut rows: Vec<Vec<Field>> = together.rows.codes.iter().enumerate().map(row).collect();
    if !of_one {
        let mut all = vec![Field::Text(say(language, "Befragte", "Respondents"))];
        all.extend(columns.iter().map(|code| Field::Count(code.n)));
        all.push(Field::Count(together.n));
        rows.push(all);
    }
    Grid {
        title: match of_one {
            true => say(
                language,
                format!("Fälle mit beiden Kategorien, in der Diagonale mit dieser einen ({questions})"),
                format!("Cases with both codes, in the diagonal with this one ({questions})"),
            ),
            false => say(
                language,
                "Befragte mit beiden Kategorien",
                "Respondents with both codes",
            ),
        },
        headings,
        rows,
        sums: usize::from(!of_one),
    }
}

fn probability(p: Option<f64>, language: Language) -> String {
    match p {
        None => "–".to_owned(),
        Some(p) if p < 0.001 => format!("< {}", language.number(0.001, 3)),
        Some(p) => language.number(p, 3),
    }
}

fn strongest(together: &Together, most: usize, language: Language) -> Grid {
    let columns = together.column_codes();
    let pairs = together.strongest();
    let all = pairs.len();
    let percent = |share: Estimate| Field::Text(share.say_percent(language));
    let number = |figure: Estimate| Field::Text(figure.say_number(language, 2));
    let rows = pairs.into_iter().take(most).map(|pair| {
        let (one, other) = (&together.rows.codes[pair.row], &columns[pair.column]);
        vec![
            Field::Text(one.label.get(language).to_owned()),
            Field::Text(other.label.get(language).to_owned()),
            Field::Count(pair.counts.both),
            percent(pair.of_row),
            percent(pair.of_column),
            number(pair.lift),
            number(pair.phi),
            Field::Text(probability(pair.p_of_all, language)),
        ]
    });
    let rows: Vec<Vec<Field>> = rows.collect();
    let questions = together.rows.questions.join(", ");
    let (shown, all) = (language.count(rows.len() as u64), language.count(all as u64));
    Grid {
        title: say(
            language,
            format!("Was am stärksten zusammenhängt: {shown} von {all} Paaren, die vorkommen ({questions})"),
            format!("What goes together most: {shown} of {all} pairs that occur ({questions})"),
        ),
        headings: vec![
            say(language, "Kategorie", "Code"),
            say(language, "mit", "with"),
            say(language, "n beide", "n both"),
            say(language, "% der ersten", "% of the first"),
            say(language, "% der zweiten", "% of the second"),
            "Lift".to_owned(),
            "φ".to_owned(),
            "p".to_owned(),
        ],
        rows,
        sums: 0,
    }
}
