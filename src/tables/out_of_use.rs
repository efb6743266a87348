//! Decisions that named codes which are not given any more: how they count is said beside every table and data set.

use std::collections::BTreeMap;

use crate::codebook::{Code, Codebook, Resolved};
use crate::problem::{Notice, Result};
use crate::study::{Run, Study};
use crate::survey::Outcome;
use crate::words::{Language, Text};

/// How many units name each code that is not in use.
#[derive(Debug, Clone, Default)]
pub struct OutOfUse {
    units: BTreeMap<String, u64>,
}

impl OutOfUse {
    pub fn of(codebook: &Codebook) -> OutOfUse {
        let codes = codebook.codes.iter().filter(|code| !code.is_in_use());
        OutOfUse {
            units: codes.map(|code| (code.id.clone(), 0)).collect(),
        }
    }

    /// Takes in what was decided about a unit.
    pub fn hear(&mut self, outcome: &Outcome) {
        let (Outcome::Codes(codes) | Outcome::Begun { given: codes, .. }) = outcome else {
            return;
        };
        if self.units.is_empty() {
            return;
        }
        for code in codes {
            if let Some(units) = self.units.get_mut(code) {
                *units += 1;
            }
        }
    }

    /// What became of the codes that were named; nothing where none was.
    pub fn notices(&self, codebook: &Codebook) -> Vec<Notice> {
        let (mut merged, mut retired, mut split) = (Vec::new(), Vec::new(), Vec::new());
        for code in &codebook.codes {
            let units = self.units.get(&code.id).copied().unwrap_or(0);
            if units == 0 {
                continue;
            }
            let counted = |language: Language| format!("{} ({})", code.id, language.count(units));
            let named = Text::new(counted(Language::De), counted(Language::En));
            let resolved = codebook.resolve(&code.id);
            let counts_as = resolved.counts_as().filter(|other| other.id != code.id);
            if let Some(other) = counts_as {
                merged.push(arrow(&named, &other.id));
            }
            match resolved {
                Resolved::Retired(_) => retired.push(named),
                Resolved::Split(other) => split.push(arrow(&named, &other.status.successors().join(", "))),
                Resolved::InUse(_) | Resolved::Merged(_) | Resolved::Unknown => {}
            }
        }
        let say = |named: Vec<Text>, de: (&str, &str), en: (&str, &str)| {
            let all = |language: Language| {
                let each: Vec<&str> = named.iter().map(|text| text.get(language)).collect();
                each.join("; ")
            };
            (!named.is_empty()).then(|| {
                Notice::new(
                    format!("{}{}{}", de.0, all(Language::De), de.1),
                    format!("{}{}{}", en.0, all(Language::En), en.1),
                )
            })
        };
        [
            say(
                merged,
                ("Zusammengelegte Codes zählen unter ihrem Ziel: ", "."),
                ("Merged codes count under their target: ", "."),
            ),
            say(
                retired,
                ("Stillgelegte Codes zählen weiter, wo sie vergeben sind: ", "."),
                ("Retired codes still count where they were given: ", "."),
            ),
            say(
                split,
                (
                    "Aufgeteilte Codes zählen noch unter dem alten, bis jede Einheit neu entschieden ist: ",
                    ".",
                ),
                (
                    "Split codes still count under the old one until each unit is decided anew: ",
                    ".",
                ),
            ),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The codes of a run by their places in its version of the codebook: none for one that is not given any more, so that its
/// suggestions do not hold.
pub fn given_of_run(study: &Study, run: Option<&Run>, now: &Codebook) -> Result<Vec<Option<String>>> {
    let Some(run) = run else {
        return Ok(Vec::new());
    };
    let of_run = study.codebook(run.codebook)?.codebook.codes;
    let given = |code: Code| match now.resolve(&code.id) {
        Resolved::Retired(_) | Resolved::Split(_) => None,
        Resolved::InUse(_) | Resolved::Merged(_) | Resolved::Unknown => Some(code.id),
    };
    Ok(of_run.into_iter().map(given).collect())
}

fn arrow(named: &Text, to: &str) -> Text {
    Text::new(format!("{} → {to}", named.de), format!("{} → {to}", named.en))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::{Edit, NewCode, Part};
    use crate::tables::fixture::{CODEBOOK, Coded, Fixture, row, study};
    use crate::tables::{Counting, Selection, Table, View, count};

    fn own(id: &str) -> String {
        id.to_owned()
    }

    /// Decided: a1 · a1+a2 · a2 · b+a1 · b. Suggested: a2 · b · a1+a2.
    fn eight() -> Fixture {
        study(
            CODEBOOK,
            &[],
            &[
                row("1", &[], "Beratung", Coded::By("a1")),
                row("2", &[], "Beratung, Auskunft", Coded::By("a1|a2")),
                row("3", &[], "Auskunft", Coded::By("a2")),
                row("4", &[], "Bau, Beratung", Coded::By("b|a1")),
                row("5", &[], "Bau", Coded::By("b")),
                row("6", &[], "Auskunft", Coded::Suggested(&[("a2", 0, "Auskunft")])),
                row("7", &[], "Bauen", Coded::Suggested(&[("b", 0, "Bau")])),
                row(
                    "8",
                    &[],
                    "Beratung, Auskunft",
                    Coded::Suggested(&[("a1", 0, "Beratung"), ("a2", 0, "Auskunft")]),
                ),
            ],
        )
    }

    /// Line by line: id, decided, suggested; and what is said beside the table.
    fn counted(edit: Edit, counting: Counting) -> (Vec<(String, u64, u64)>, Vec<String>) {
        let mut fixture = eight();
        fixture.edit(&[edit]);
        let counted = count(&fixture.study, &Selection::default()).unwrap();
        let view = View {
            counting,
            ..View::default()
        };
        let Table { lines, total, .. } = counted.frequencies(&view).remove(0);
        let cells = lines.iter().zip(&total.cells);
        let rows = cells.map(|(line, cell)| (line.id.clone(), cell.reviewed, cell.suggested));
        let notices = counted.notices.iter().map(|notice| notice.what.de.clone());
        (rows.collect(), notices.collect())
    }

    fn row_of(id: &str, reviewed: u64, suggested: u64) -> (String, u64, u64) {
        (own(id), reviewed, suggested)
    }

    #[test]
    fn a_merged_code_counts_under_its_target_and_once_in_a_unit() {
        let merge = || Edit::Merge {
            code: own("a2"),
            into: own("a1"),
        };
        let (rows, notices) = counted(merge(), Counting::Mentions);
        let expected = [
            row_of("a", 4, 2),
            row_of("a1", 4, 2),
            row_of("b", 2, 1),
            row_of("none_fits", 0, 0),
        ];
        assert_eq!(rows, expected);
        assert_eq!(
            notices,
            ["Zusammengelegte Codes zählen unter ihrem Ziel: a2 (2) → a1."]
        );
        let (rows, _) = counted(merge(), Counting::Exclusive);
        // Unit 2 had both and was in »mehrere«; it now has one code.
        assert_eq!(rows[1], row_of("a1", 3, 2));
        assert_eq!(rows[3], row_of("several", 1, 0));
    }

    #[test]
    fn a_retired_code_counts_where_it_was_given_and_is_suggested_no_more() {
        let (rows, notices) = counted(Edit::Retire { code: own("a2") }, Counting::Mentions);
        let expected = [
            row_of("a", 4, 1),
            row_of("a1", 3, 1),
            row_of("a2", 2, 0),
            row_of("b", 2, 1),
            row_of("none_fits", 0, 0),
        ];
        assert_eq!(rows, expected);
        assert_eq!(
            notices,
            ["Stillgelegte Codes zählen weiter, wo sie vergeben sind: a2 (2)."]
        );
        let mut fixture = eight();
        fixture.edit(&[Edit::Retire { code: own("a2") }]);
        let counted = count(&fixture.study, &Selection::default()).unwrap();
        let table = counted.frequencies(&View::default()).remove(0);
        let line = table.lines.iter().find(|line| line.id == "a2").unwrap();
        assert_eq!(
            line.label,
            Text::new("Auskunft (stillgelegt)", "Auskunft (retired)")
        );
        let standing = table.total.standing;
        assert_eq!(
            (standing.reviewed, standing.suggested, standing.uncoded),
            (5, 2, 1)
        );
    }

    #[test]
    fn a_split_code_counts_under_the_old_one_until_it_is_decided_anew() {
        let part = NewCode {
            label: Text::new("Rat", "Rat"),
            ..NewCode::default()
        };
        let into = vec![Part::New(part.into()), Part::Existing(own("b"))];
        let split = Edit::Split {
            code: own("a1"),
            into,
        };
        let (rows, notices) = counted(split, Counting::Mentions);
        let expected = [
            row_of("a", 4, 2),
            row_of("a1", 3, 0),
            row_of("rat", 0, 0),
            row_of("a2", 2, 2),
            row_of("b", 2, 1),
            row_of("none_fits", 0, 0),
        ];
        let sorted = |mut rows: Vec<(String, u64, u64)>| {
            rows.sort();
            rows
        };
        assert_eq!(sorted(rows), sorted(expected.into()));
        assert_eq!(
            notices,
            [
                "Aufgeteilte Codes zählen noch unter dem alten, bis jede Einheit neu entschieden ist: a1 (3) → rat, b."
            ]
        );
    }

    #[test]
    fn what_was_merged_into_a_retired_code_is_said_of_both() {
        let mut codebook = Codebook::read(CODEBOOK, "t").unwrap();
        let merge = Edit::Merge {
            code: own("a2"),
            into: own("a1"),
        };
        for edit in [merge, Edit::Retire { code: own("a1") }] {
            codebook = codebook.edited(&edit).unwrap();
        }
        let mut heard = OutOfUse::of(&codebook);
        heard.hear(&Outcome::Codes(vec![own("a2"), own("b")]));
        heard.hear(&Outcome::NoneFits);
        let said: Vec<String> = heard
            .notices(&codebook)
            .iter()
            .map(|notice| notice.what.en.clone())
            .collect();
        assert_eq!(
            said,
            [
                "Merged codes count under their target: a2 (1) → a1.",
                "Retired codes still count where they were given: a2 (1)."
            ]
        );
    }
}
