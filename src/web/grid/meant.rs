//! What an address means on a board: codes, coders, columns and values by the names that the board knows.

use super::asked::Asked;
use crate::problem::{Problem, Result};
use crate::review::{Board, By, Column, Direction, Filter, Mark, Stand};
use crate::study::Share;
use crate::survey::CoderId;
use crate::words::{Language, nearest};

/// What was asked for, as the board knows it.
pub struct Meant {
    pub filter: Filter,
    pub column: Option<Column>,
    pub direction: Direction,
    /// Beside the answer and its id.
    pub columns: Vec<Column>,
}

/// Background columns that are shown without being asked for.
const USUAL_COLUMNS: usize = 2;

impl Asked {
    /// What is meant on this board.
    ///
    /// # Errors
    /// A name that the board does not know, or a value that cannot be read; all of them at once.
    pub fn meant(&self, board: &Board) -> Result<Meant> {
        let mut wrong = Vec::new();
        let mut note = |problem: Problem| wrong.push(problem);
        let mut filter = Filter::default();
        if let Some(id) = self.get("code") {
            filter.code = board.codebook.codebook.order(id);
            if filter.code.is_none() {
                let ids = board.codebook.codebook.codes.iter().map(|code| &*code.id);
                note(unknown("Kategorie", "code", id, nearest(id, ids)));
            }
        }
        filter.by = self.one("by", By::ALL, By::id, &mut note).unwrap_or_default();
        filter.status = self.one("status", Stand::ALL, Stand::id, &mut note);
        filter.mark = self.one("mark", Mark::ALL, Mark::id, &mut note);
        filter.origin = self.one("origin", Share::ALL, Share::id, &mut note);
        if let Some(name) = self.get("coder") {
            filter.coder = coder(board, name);
            if filter.coder.is_none() {
                note(unknown("Person", "coder", name, None));
            }
        }
        if let Some(key) = self.get("question") {
            let found = board.questions.iter().find(|question| question.key == key);
            filter.question = found.map(|question| question.id);
            if found.is_none() {
                note(unknown("Frage", "question", key, None));
            }
        }
        filter.score = (self.score("from", &mut note), self.score("to", &mut note));
        for wanted in self.all("where") {
            match background(board, wanted) {
                Some(wanted) => filter.background.push(wanted),
                None => note(unknown("Spalte", "column", wanted, None)),
            }
        }
        let column = self.get("sort").and_then(|id| {
            let found = Column::of_id(id, board);
            if found.is_none() {
                note(unknown("Spalte", "column", id, None));
            }
            found
        });
        let columns = self.columns(board, &mut note);
        let direction = match self.get("down") {
            Some(_) => Direction::Down,
            None => Direction::Up,
        };
        Problem::all(wrong).map_or(
            Ok(Meant {
                filter,
                column,
                direction,
                columns,
            }),
            Err,
        )
    }

    fn one<T: Copy, const N: usize>(
        &self,
        name: &str,
        all: [T; N],
        id: impl Fn(T) -> &'static str,
        note: &mut impl FnMut(Problem),
    ) -> Option<T> {
        let written = self.get(name)?;
        let found = all.into_iter().find(|one| id(*one) == written);
        if found.is_none() {
            note(unknown(
                "Auswahl",
                "choice",
                written,
                nearest(written, all.map(&id)),
            ));
        }
        found
    }

    /// A score as people write it: `0,95` or `0.95`.
    fn score(&self, name: &str, note: &mut impl FnMut(Problem)) -> Option<f64> {
        let written = self.get(name)?;
        let number = written.trim().replace(',', ".").parse::<f64>().ok();
        let number = number.filter(|number| (0.0..=1.0).contains(number));
        if number.is_none() {
            note(
                Problem::input(
                    format!("»{written}« ist kein Wert zwischen 0 und 1."),
                    format!("“{written}” is no score between 0 and 1."),
                )
                .hint("Zum Beispiel 0,95.", "For example 0.95."),
            );
        }
        number
    }

    fn columns(&self, board: &Board, note: &mut impl FnMut(Problem)) -> Vec<Column> {
        let mut columns = Vec::new();
        for id in self.all("col") {
            match Column::of_id(id, board) {
                Some(column) => columns.push(column),
                None => note(unknown("Spalte", "column", id, None)),
            }
        }
        if columns.is_empty() {
            columns = vec![Column::Codes, Column::Score];
            // What a survey tool records of its own has no labels, and stands first in its files.
            let (labelled, others): (Vec<usize>, Vec<usize>) =
                (0..board.background.len()).partition(|column| board.labels.has(*column));
            let telling = labelled
                .into_iter()
                .chain(others)
                .filter(|column| tells(board, *column));
            columns.extend(telling.take(USUAL_COLUMNS).map(Column::Background));
            columns.extend([Column::Status, Column::Coders]);
            if board.questions.len() > 1 {
                columns.push(Column::Question);
            }
        }
        columns.dedup();
        columns
    }
}

/// Whether not the same stands everywhere in a background column.
fn tells(board: &Board, column: usize) -> bool {
    let mut values = board.cards.iter().map(|card| card.background.get(column));
    let first = values.next();
    first.is_some_and(|first| values.any(|other| other != first))
}

/// The coder of this name, people before machines.
fn coder(board: &Board, name: &str) -> Option<CoderId> {
    let mut called = board.coders.iter().filter(|(_, coder)| coder.is_called(name));
    called.next().map(|(id, _)| *id)
}

/// As an address names a coder.
pub fn name_of(board: &Board, coder: CoderId) -> String {
    let label = board.coder(coder).map(|coder| coder.label());
    label.map_or_else(String::new, |label| label.get(Language::De).to_owned())
}

/// `column=value`, or a column that is empty. Names of columns may have `=` in them.
fn background(board: &Board, wanted: &str) -> Option<(usize, Option<String>)> {
    let columns = || board.background.iter().enumerate();
    if let Some((at, _)) = columns().find(|(_, name)| *name == wanted) {
        return Some((at, None));
    }
    columns().find_map(|(at, name)| {
        let value = wanted.strip_prefix(name.as_str())?.strip_prefix('=')?;
        Some((at, Some(value.to_owned())))
    })
}

fn unknown(de: &str, en: &str, written: &str, meant: Option<&str>) -> Problem {
    let problem = Problem::input(
        format!("{de} »{written}« gibt es hier nicht."),
        format!("There is no {en} “{written}” here."),
    );
    match meant {
        Some(meant) => problem.hint(
            format!("Gemeint ist vielleicht »{meant}«."),
            format!("Perhaps “{meant}” is meant."),
        ),
        None => problem.hint(
            "Filter zurücksetzen und neu wählen.",
            "Reset the filters and choose anew.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::fixture::{CODEBOOK, Coded, Fixture, row, study};
    use crate::web::fields::Fields;

    fn fixture() -> Fixture {
        let rows = [
            row("1", &["Nord", "x"], "Bau", Coded::Suggested(&[("b", 0, "Bau")])),
            row("2", &["", "y"], "Rat", Coded::By("a1")),
        ];
        study(CODEBOOK, &["amt", "amt=neu"], &rows)
    }

    fn asked(fields: &[(&str, &str)]) -> Asked {
        let fields = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Asked::of(&Fields::from(fields.collect::<Vec<_>>()))
    }

    #[test]
    fn what_is_asked_is_read_as_it_was_written() {
        let written = [
            ("q", "streife* ODER \"zu Fuß\""),
            ("code", "b"),
            ("by", "suggested"),
            ("status", "open"),
            ("from", "0,5"),
            ("where", "amt=Nord"),
            ("where", "amt=neu"),
            ("sort", "=amt"),
            ("down", "1"),
            ("col", "codes"),
            ("col", "=amt"),
        ];
        let first = asked(&written);
        let address = first.on_page(3).address();
        assert!(
            address.starts_with("grid?q=streife%2A%20ODER%20%22zu%20Fu%C3%9F%22&code=b"),
            "{address}"
        );
        assert!(address.ends_with("&col=%3Damt&page=3"), "{address}");
        let again = first
            .fields()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value));
        assert_eq!(Asked::of(&Fields::from(again.collect::<Vec<_>>())), first);

        let fixture = fixture();
        let board = Board::of(&fixture.study, "test").unwrap();
        let meant = first.meant(&board).unwrap();
        let expected = Filter {
            code: Some(3),
            by: By::Suggested,
            status: Some(Stand::Open),
            score: (Some(0.5), None),
            background: vec![(0, Some("Nord".into())), (1, None)],
            ..Filter::default()
        };
        assert_eq!(meant.filter, expected);
        assert_eq!(
            (meant.column, meant.direction),
            (Some(Column::Background(0)), Direction::Down)
        );
        assert_eq!(meant.columns, [Column::Codes, Column::Background(0)]);
    }

    #[test]
    fn what_is_not_there_is_said_all_at_once() {
        let fixture = fixture();
        let board = Board::of(&fixture.study, "test").unwrap();
        let wrong = asked(&[
            ("code", "a3"),
            ("status", "opem"),
            ("from", "95"),
            ("where", "stadt=x"),
            ("sort", "lang"),
        ]);
        let problem = wrong.meant(&board).err().unwrap();
        let said: Vec<&str> = problem.each().map(|one| one.what().de.as_str()).collect();
        assert_eq!(
            said,
            [
                "Kategorie »a3« gibt es hier nicht.",
                "Auswahl »opem« gibt es hier nicht.",
                "»95« ist kein Wert zwischen 0 und 1.",
                "Spalte »stadt=x« gibt es hier nicht.",
                "Spalte »lang« gibt es hier nicht.",
            ]
        );
        assert!(
            problem
                .each()
                .nth(1)
                .unwrap()
                .advice()
                .unwrap()
                .de
                .contains("»open«")
        );
    }

    #[test]
    fn coders_are_meant_by_their_names() {
        let fixture = fixture();
        let board = Board::of(&fixture.study, "test").unwrap();
        let anna = board.person("Anna").unwrap();
        assert_eq!(name_of(&board, anna), "Anna");
        let meant = asked(&[("coder", "Anna")]).meant(&board).unwrap();
        assert_eq!(meant.filter.coder, Some(anna));
        assert!(asked(&[("coder", "Carla")]).meant(&board).is_err());
    }
}
