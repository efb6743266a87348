//! The chart as an SVG file: title, drawing, note; named for those who cannot see it. No style attributes, no ids, nothing
//! from elsewhere.

use super::sheet::{Pen, Sheet};
use super::style::{MARGIN, MUTED, WIDTH};
use super::unit::say;
use super::{Chart, Frame};
use crate::words::Language;

/// The document, the same bytes for the same chart.
pub(super) fn svg(chart: &Chart, frame: Frame, language: Language) -> String {
    let mut drawing = String::new();
    let sheet = Sheet::new(&mut drawing, language);
    let bottom = draw(chart, frame, &sheet);
    sheet.finish();
    let height = bottom + MARGIN;
    let body = drawing.split_once('\n').map_or("", |(_, body)| body);
    // Quotes in labels are escaped, so that this is never part of one.
    let body = body.replace(" opacity=\"1\"", "");
    let (title, said) = (escaped(&chart.title), escaped(&description(chart, language)));
    let lang = match language {
        Language::De => "de",
        Language::En => "en",
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         role=\"img\" aria-label=\"{title}\" lang=\"{lang}\">\n<title>{title}</title>\n<desc>{said}</desc>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#FFFFFF\"/>\n{body}"
    )
}

fn draw(chart: &Chart, frame: Frame, sheet: &Sheet<'_>) -> i32 {
    let mut y = MARGIN;
    if frame == Frame::Titled && !chart.title.is_empty() {
        let lines = Pen::TITLE.wrap(&chart.title, Sheet::RIGHT - Sheet::LEFT);
        let high = Pen::TITLE.leading() * lines.len() as i32;
        sheet.block(&lines, (Sheet::LEFT, y + high / 2), Pen::TITLE);
        y += high + 8;
    }
    let picture = chart.kind.picture();
    y = match picture.is_empty() {
        true => sheet.paragraph(
            &nothing(sheet.language),
            Sheet::LEFT,
            y,
            Sheet::RIGHT,
            Pen::LABEL.colour(MUTED),
        ),
        false => picture.draw(sheet, y),
    };
    if frame == Frame::Titled && !chart.note.is_empty() {
        y = sheet.paragraph(&chart.note, Sheet::LEFT, y + 8, Sheet::RIGHT, Pen::SMALL);
    }
    y
}

/// What stands in place of a drawing without data.
fn nothing(language: Language) -> String {
    say(
        language,
        "Hier gibt es nichts zu zeichnen: Es liegen keine Zahlen vor.",
        "There is nothing to draw here: there are no figures.",
    )
}

/// For those who cannot see it: the kind, the note, and where the figures stand.
fn description(chart: &Chart, language: Language) -> String {
    if chart.kind.picture().is_empty() {
        return nothing(language);
    }
    let kind = chart.kind.what();
    let table = say(
        language,
        "Die Zahlen stehen in der Tabelle zur Abbildung.",
        "The figures are in the table of this chart.",
    );
    let note = match chart.note.is_empty() {
        true => String::new(),
        false => format!(" {}", chart.note),
    };
    format!("{}.{note} {table}", kind.get(language))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            // Control characters are not allowed in XML.
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
