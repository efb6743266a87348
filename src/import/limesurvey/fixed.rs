//! Columns that every survey has beside its questions, under their names and the headings that LimeSurvey gives them in
//! German and English.

use super::plain::squeezed;
use crate::survey::{Measure, Variable, VariableKind};

/// A column that LimeSurvey adds.
struct Fixed {
    name: &'static str,
    label: &'static str,
    kind: VariableKind,
    /// Headings in words.
    words: &'static [&'static str],
}

const FIXED: [Fixed; 12] = [
    Fixed {
        name: "id",
        label: "Antwort-ID",
        kind: VariableKind::Number,
        words: &["Antwort ID", "Antwort-ID", "Antwortkennung", "Response ID"],
    },
    Fixed {
        name: "submitdate",
        label: "Datum abgeschickt",
        kind: VariableKind::DateTime,
        words: &["Datum Abgeschickt", "Date submitted", "Completed"],
    },
    Fixed {
        name: "lastpage",
        label: "Letzte Seite",
        kind: VariableKind::Number,
        words: &["Letzte Seite", "Last page"],
    },
    Fixed {
        name: "startlanguage",
        label: "Startsprache",
        kind: VariableKind::Text,
        words: &["Start-Sprache", "Startsprache", "Start language"],
    },
    Fixed {
        name: "seed",
        label: "Zufallsstartwert",
        kind: VariableKind::Text,
        words: &["Zufallsstartwert", "Seed"],
    },
    Fixed {
        name: "token",
        label: "Zugangsschlüssel",
        kind: VariableKind::Text,
        words: &["Zugangsschlüssel", "Zugangscode", "Token", "Access code"],
    },
    Fixed {
        name: "startdate",
        label: "Datum gestartet",
        kind: VariableKind::DateTime,
        words: &["Datum gestartet", "Date started"],
    },
    Fixed {
        name: "datestamp",
        label: "Datum letzte Aktivität",
        kind: VariableKind::DateTime,
        words: &["Datum letzte Aktivität", "Date last action"],
    },
    Fixed {
        name: "ipaddr",
        label: "IP-Adresse",
        kind: VariableKind::Text,
        words: &["IP-Adresse", "IP address"],
    },
    Fixed {
        name: "refurl",
        label: "Verweis-URL",
        kind: VariableKind::Text,
        words: &["Weiterleitungs-URL", "Verweis-URL", "Referrer URL"],
    },
    Fixed {
        name: "quota_exit",
        label: "Quote, an der die Befragung endete",
        kind: VariableKind::Text,
        words: &["Quota exit"],
    },
    Fixed {
        name: "interviewtime",
        label: "Gesamtzeit",
        kind: VariableKind::Number,
        words: &["Gesamtzeit", "Total time"],
    },
];

/// The name of the fixed column with this heading, in whichever style.
pub(super) fn fixed(heading: &str) -> Option<&'static str> {
    let trimmed = heading.trim();
    let wanted = squeezed(trimmed);
    FIXED
        .iter()
        .find(|fixed| {
            fixed.name == trimmed
                || fixed.words.iter().any(|words| squeezed(words) == wanted)
                // Code and text: `submitdate. Datum Abgeschickt`.
                || trimmed.strip_prefix(fixed.name).is_some_and(|rest| {
                    let behind = squeezed(rest.trim_start_matches(|letter: char| !letter.is_alphanumeric()));
                    fixed.words.iter().any(|words| squeezed(words) == behind)
                })
        })
        .map(|fixed| fixed.name)
}

/// What is known of a fixed column.
pub(super) fn fixed_labels(name: &str) -> Option<Variable> {
    let fixed = FIXED.iter().find(|fixed| fixed.name == name)?;
    let mut variable = Variable::new(fixed.name, fixed.kind).labelled(fixed.label);
    variable.measure = match fixed.kind {
        VariableKind::Text => Measure::Nominal,
        _ => Measure::Scale,
    };
    Some(variable)
}

/// Whether headings are those of an export of LimeSurvey: two of the columns that no other program has under these names.
pub(super) fn is_export<'a>(headings: impl Iterator<Item = &'a str>) -> bool {
    let own = ["submitdate", "lastpage", "startlanguage"];
    headings
        .filter(|heading| fixed(heading).is_some_and(|name| own.contains(&name)))
        .count()
        >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_columns_are_known_in_every_style() {
        for (heading, name) in [
            ("submitdate", Some("submitdate")),
            ("Datum Abgeschickt", Some("submitdate")),
            ("Datum_Abgeschickt", Some("submitdate")),
            ("submitdate. Datum Abgeschickt", Some("submitdate")),
            ("id", Some("id")),
            ("Identität", None),
            ("id. Antwort ID", Some("id")),
            ("tokenizer", None),
        ] {
            assert_eq!(fixed(heading), name, "{heading}");
        }
    }
}
