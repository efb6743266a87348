//! What a file says of itself: codebook and version, program, what a row is, how the codes came about, and when.

use super::rows::Rows;
use crate::export::coding::Codings;
use crate::export::{Reading, Which};
use crate::problem::Result;
use crate::study::{AskedOfLog, Study};
use crate::survey::Dictionary;
use crate::tables::Choice;
use crate::words::{Language, Text};

/// Adds notes behind those that came in, and a label where none came in.
pub(super) fn add(dictionary: &mut Dictionary, from: &Reading<'_>, codings: &Codings, rows: Rows) {
    let language = from.options.language;
    let stored = &codings.codebook;
    let (name, codebook) = (&stored.name, &stored.codebook);
    let mut say = |de: String, en: String| dictionary.notes.push(Text::new(de, en).get(language).to_owned());
    let (title_de, title_en) = (codebook.title.get(Language::De), codebook.title.get(Language::En));
    let version = &codebook.version;
    say(
        format!("Kodierleitfaden: {title_de} ({name}), Version {version}"),
        format!("codebook: {title_en} ({name}), version {version}"),
    );
    let program = env!("CARGO_PKG_VERSION");
    say(
        format!("Geschrieben von freitext {program}"),
        format!("written by freitext {program}"),
    );
    let row = match rows {
        Rows::Units => Text::new("Kodiereinheit", "coding unit"),
        Rows::Records => Text::new("Fragebogen", "questionnaire"),
        Rows::Respondents => Text::new("Befragte", "respondent"),
    };
    say(
        format!("Eine Zeile je: {}", row.de),
        format!("one row per: {}", row.en),
    );
    let which = match &codings.coder {
        Some(coder) => {
            let label = coder.label();
            Text::new(
                format!("Entscheidungen von {}", label.de),
                format!("decisions of {}", label.en),
            )
        }
        None => from.options.which.label(),
    };
    say(
        format!("Kodierungen: {}", which.de),
        format!("codings: {}", which.en),
    );
    if codings.coder.is_none()
        && from.options.which != Which::Final
        && let Some(run) = &codings.run
    {
        let method = &run.method;
        let of = &run.program;
        say(
            format!("Vorschläge: Verfahren {method}, freitext {of}"),
            format!("suggestions: method {method}, freitext {of}"),
        );
    }
    if dictionary.label.is_empty() {
        let study = from.study.path().file_stem();
        dictionary.label = study
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
    }
}

/// Seconds since 1970 UTC of the latest thing that happened to the study: the time that its files bear, so that the same
/// study gives the same file.
pub(super) fn latest_moment(study: &Study) -> Result<i64> {
    let (latest, _) = study.audit_log(&AskedOfLog {
        most: 1,
        ..AskedOfLog::default()
    })?;
    Ok(latest.first().map_or(0, |entry| entry.moment.div_euclid(1000)))
}
