//! Names of codes that the codebook does not know, or that mean several: each once, with the first row that has it.

use crate::codebook::{CodeNames, Named};
use crate::problem::Problem;

/// Names that are listed one by one.
const LISTED: usize = 10;

#[derive(Default)]
pub(super) struct UnknownCodes {
    /// The first ones.
    listed: Vec<Unknown>,
    /// How often such names stand in the file, those beyond the first included.
    times: u64,
}

struct Unknown {
    name: String,
    column: usize,
    first_row: u64,
    rows: u64,
}

impl UnknownCodes {
    pub fn note(&mut self, name: &str, column: usize, row: u64) {
        self.times += 1;
        let is_full = self.listed.len() == LISTED;
        match self.listed.iter_mut().find(|unknown| unknown.name == name) {
            Some(unknown) => unknown.rows += 1,
            None if is_full => {}
            None => self.listed.push(Unknown {
                name: name.to_owned(),
                column,
                first_row: row,
                rows: 1,
            }),
        }
    }

    /// All of them as one problem; `names` are those of the columns.
    pub fn problem(&self, known: &CodeNames, names: &[String]) -> Option<Problem> {
        let each = self.listed.iter().enumerate();
        Problem::all(
            each.map(|(at, unknown)| self.of(unknown, at == 0, known, names))
                .collect(),
        )
    }

    /// The first of them says how many there are and what the codebook knows.
    fn of(&self, unknown: &Unknown, is_first: bool, known: &CodeNames, names: &[String]) -> Problem {
        let name = &unknown.name;
        let problem = match known.meant(name) {
            Named::Several(places) => {
                let ids: Vec<&str> = places.iter().map(|place| known.id(*place)).collect();
                let ids = ids.join(", ");
                Problem::input(
                    format!("»{name}« kann mehrere Codes meinen: {ids}."),
                    format!("\"{name}\" can mean several codes: {ids}."),
                )
            }
            _ => Problem::input(
                format!("Den Code »{name}« kennt der Kodierleitfaden nicht."),
                format!("The codebook does not know the code \"{name}\"."),
            ),
        };
        let (mut de, mut en) = (Vec::new(), Vec::new());
        if let Some(id) = known.nearest_id(name) {
            de.push(format!("Gemeint ist vielleicht »{id}«."));
            en.push(format!("Perhaps \"{id}\" is meant."));
        }
        if unknown.rows > 1 {
            de.push(format!("Er steht in {} Zeilen.", unknown.rows));
            en.push(format!("It stands in {} rows.", unknown.rows));
        }
        if is_first {
            let n = self.times;
            let ids = known.ids().collect::<Vec<_>>().join(", ");
            de.push(format!("Unbekannte Codes insgesamt: {n}. Der Kodierleitfaden kennt: {ids}. Mehrere Codes einer Zeile trennt |."));
            en.push(format!("Unknown codes in all: {n}. The codebook knows: {ids}. Several codes of a row are joined by |."));
        }
        let problem = problem
            .in_row(unknown.first_row)
            .in_column(names[unknown.column].clone());
        if de.is_empty() {
            return problem;
        }
        problem.hint(de.join(" "), en.join(" "))
    }
}
