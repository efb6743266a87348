//! A title above the headings of a table: lines that say what the table is, when it was made, by whom.
//!
//! Deliberately absent: lines below the headings (`qualtrics`).

use super::row::Row;
use crate::problem::Notice;

/// Lines of a title that are passed over.
const LONGEST: usize = 10;

/// The line of headings among lines with something in them, each its filled cells with their columns: the first of all, or the one
/// below a title. `None` where there is no line.
///
/// A title stands alone in the first column of its line; headings are several different texts, none of them a number. Where there are
/// but two columns, and thus two texts may well be an answer, a blank line stands between.
pub(super) fn heading_line<'t>(
    lines: impl Iterator<Item = (u64, Vec<(usize, &'t str)>)>,
    width: usize,
) -> Option<u64> {
    let mut first = None;
    let mut above = 0;
    for (at, cells) in lines.take(LONGEST + 1) {
        let first = *first.get_or_insert(at);
        if let [(column, _)] = cells[..] {
            if column > 0 || width == 1 {
                return Some(first);
            }
            above = at;
            continue;
        }
        let texts: Vec<&str> = cells.iter().map(|(_, text)| text.trim()).collect();
        let are_names = texts
            .iter()
            .enumerate()
            .all(|(at, text)| text.parse::<f64>().is_err() && !texts[..at].contains(text));
        let is_apart = width > 2 || at > above + 1;
        return Some(if are_names && is_apart { at } else { first });
    }
    first
}

/// Takes the lines of a title off the beginning of a text that was read as a table.
pub(super) fn take_off(rows: &mut Vec<Row>) -> Option<Notice> {
    let width = rows.iter().map(Row::len).max().unwrap_or(0);
    let lines = rows.iter().filter(|row| !row.is_blank()).map(|row| {
        let cells = (0..row.len()).map(|column| (column, row.cell(column)));
        let filled = cells.filter(|(_, cell)| !cell.trim().is_empty());
        (row.number, filled.collect())
    });
    let line = heading_line(lines, width)?;
    let above = rows.iter().take_while(|row| row.number < line).count();
    let first = rows.first()?.cell(0).trim().to_owned();
    let titles = rows.drain(..above).filter(|row| !row.is_blank()).count();
    (titles > 0).then(|| said(None, line, titles, &first))
}

/// That something stands above the headings, which is no answer.
pub(super) fn said(sheet: Option<&str>, line: u64, titles: usize, first: &str) -> Notice {
    let (de, en) = match sheet {
        Some(name) => (format!("Blatt »{name}«: "), format!("Sheet \"{name}\": ")),
        None => Default::default(),
    };
    Notice::new(
        format!(
            "{de}Die Überschriften stehen in Zeile {line}; was darüber steht ({titles}: »{first}«), wurde nicht eingelesen."
        ),
        format!(
            "{en}The headings stand in row {line}; what stands above ({titles}: \"{first}\") was not imported."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(rows: &[&[&str]]) -> u64 {
        let width = rows.iter().map(|row| row.len()).max().unwrap();
        let lines = (1..).zip(rows).map(|(at, row)| {
            let cells = row.iter().copied().enumerate();
            (at, cells.filter(|(_, cell)| !cell.is_empty()).collect::<Vec<_>>())
        });
        heading_line(lines.filter(|(_, cells)| !cells.is_empty()), width).unwrap()
    }

    #[test]
    fn a_title_above_the_headings_is_told_from_headings() {
        let headings: &[&str] = &["id", "text", "amt"];
        let answers: &[&str] = &["1", "Kurse", "Süd"];
        assert_eq!(line(&[headings, answers]), 1);
        assert_eq!(line(&[&["Umfrage"], &[], &["Stand Mai"], headings, answers]), 4);
        // Only the first column has a heading.
        assert_eq!(line(&[&["id"], answers, answers]), 1);
        assert_eq!(line(&[&["Antwort"], &["Kurse", "Süd"]]), 1);
        assert_eq!(line(&[&["Umfrage"], &[], &["id", "text"], &["1", "Kurse"]]), 3);
        assert_eq!(line(&[&["", "Umfrage"], headings, answers]), 1);
        assert_eq!(line(&[&["text"], &["Kurse"]]), 1);
    }
}
