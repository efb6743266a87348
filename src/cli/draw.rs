//! Problems and notices as text: sentence, place, the faulty piece underlined, what to do.

use ariadne::{CharSet, Config, IndexType, Label, Report, ReportKind, Source};

use crate::problem::{Notice, Problem};
use crate::words::Language;

/// A problem and all found with it.
pub fn problem(problem: &Problem, language: Language) -> String {
    let heading = match language {
        Language::De => "Fehler",
        Language::En => "Error",
    };
    problem
        .each()
        .map(|one| draw_one(one, language, heading))
        .collect()
}

/// A doubt, drawn like a problem.
pub fn doubt(problem: &Problem, language: Language) -> String {
    let heading = match language {
        Language::De => "Hinweis",
        Language::En => "Notice",
    };
    problem
        .each()
        .map(|one| draw_one(one, language, heading))
        .collect()
}

fn draw_one(problem: &Problem, language: Language, heading: &str) -> String {
    let mut text = format!("{heading}: {}\n", problem.what().get(language));
    let place = problem.place();
    if let Some(excerpt) = &place.excerpt {
        text.push_str(&underline(
            &excerpt.source,
            excerpt.span.clone(),
            place.file.as_deref(),
        ));
    } else {
        let said = place.say(language);
        if !said.is_empty() {
            text.push_str(&format!("  → {said}\n"));
        }
    }
    if let Some(advice) = problem.advice() {
        text.push_str(&format!("  {}\n", advice.get(language)));
    }
    text
}

/// The lines of a source around a span, with the span underlined.
pub fn underline(source: &str, span: std::ops::Range<usize>, name: Option<&str>) -> String {
    let name = name.unwrap_or("…").to_owned();
    let end = span.end.min(source.len());
    let start = span.start.min(end);
    // An empty span (something is missing here) still needs a mark under it.
    let end = if start == end {
        (end + 1).min(source.len().max(start))
    } else {
        end
    };
    let mut bytes = Vec::new();
    let drawn = Report::build(ReportKind::Error, (name.clone(), start..end))
        .with_config(
            Config::default()
                .with_color(false)
                .with_char_set(CharSet::Unicode)
                .with_compact(true)
                .with_index_type(IndexType::Byte),
        )
        .with_label(Label::new((name.clone(), start..end)).with_message(""))
        .finish()
        .write((name, Source::from(source)), &mut bytes);
    if drawn.is_err() {
        return String::new();
    }
    // ariadne opens with a heading of its own, which the sentence above replaces.
    String::from_utf8_lossy(&bytes)
        .lines()
        .skip(1)
        .map(|line| format!("{line}\n"))
        .collect()
}

pub fn notice(notice: &Notice, language: Language) -> String {
    let heading = match language {
        Language::De => "Hinweis",
        Language::En => "Notice",
    };
    let place = notice.place.say(language);
    let place = if place.is_empty() {
        place
    } else {
        format!("{place}: ")
    };
    format!("{heading}: {place}{}\n", notice.what.get(language))
}
