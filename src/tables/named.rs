//! What each respondent named: the cells of a crosstab, taken apart by who is behind them.
//!
//! Answers of one respondent belong together. Whoever draws samples again draws respondents, with all that they said.

use std::collections::BTreeMap;

use super::choice::Base;
use super::marks::{Marks, Profile};
use super::pass::Counted;
use super::scheme::CodeAt;
use super::sets::mentions;
use super::table::{Counting, Kind, Table};

/// How often one respondent counts in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Place among the groups of the table.
    pub group: usize,
    /// Place among the lines of the table.
    pub line: usize,
    pub times: u64,
}

impl Counted {
    /// For each respondent with a valid case the cells of the crosstab `table` in which the cases count, sorted. A
    /// dimension counts only what is assigned to itself and to nothing below it, so that the cells of a group add up:
    /// with exclusive counting to its base, else to its mentions. Where respondents are the base, whoever is in two groups
    /// is two; where units are, there is nobody unless [`super::Kept::Respondents`] was asked for.
    pub fn named(&self, table: &Table) -> Vec<Vec<Named>> {
        let axis = self
            .questions
            .iter()
            .find(|(question, _)| question.id == table.head.question.id)
            .and_then(|(_, axes)| axes.iter().find(|axis| axis.by == table.head.by));
        let Some(axis) = axis else { return Vec::new() };
        let groups: Vec<Option<usize>> = axis
            .groups
            .iter()
            .map(|name| table.groups.iter().position(|group| group.name == *name))
            .collect();
        let cells = |cases: &mut dyn Iterator<Item = (u32, Profile, u64)>| {
            let mut times: BTreeMap<(usize, usize), u64> = BTreeMap::new();
            for (group, profile, n) in cases {
                let Some(group) = groups[group as usize] else {
                    continue;
                };
                for line in self.lines_of(profile, table) {
                    *times.entry((group, line)).or_insert(0) += n;
                }
            }
            let named = times.into_iter();
            named
                .map(|((group, line), times)| Named { group, line, times })
                .collect::<Vec<_>>()
        };
        let mut all: Vec<Vec<Named>> = Vec::new();
        match self.base {
            Base::Respondents => {
                for (group, profile, times) in &axis.profiles {
                    let one = cells(&mut std::iter::once((*group, *profile, 1)));
                    all.extend(std::iter::repeat_n(one, *times as usize));
                }
            }
            Base::Units => {
                for (_, of_one) in &axis.respondents {
                    let cases = of_one.iter().flat_map(|(group, profiles)| {
                        profiles.iter().map(|(profile, times)| (*group, *profile, *times))
                    });
                    all.push(cells(&mut { cases }));
                }
            }
        }
        all.retain(|named| !named.is_empty());
        all
    }

    /// The lines of a table in which a case counts.
    fn lines_of(&self, profile: Profile, table: &Table) -> Vec<usize> {
        let kind = |kind: Kind| table.lines.iter().position(|line| line.kind == kind);
        let code = |at: CodeAt| {
            let is_code = |line: &super::table::Line| line.kind == Kind::Code && line.code == at;
            table.lines.iter().position(is_code)
        };
        let codes = mentions(&profile.codes(table.head.layer, &self.sets), &self.scheme);
        match (&codes[..], table.head.counting) {
            ([], _) => {
                let none_fits =
                    profile.marks.has(Marks::NONE_FITS) && table.head.layer != super::tally::Layer::Suggested;
                none_fits
                    .then(|| kind(Kind::NoneFits))
                    .flatten()
                    .into_iter()
                    .collect()
            }
            ([_, _, ..], Counting::Exclusive) => kind(Kind::Several).into_iter().collect(),
            _ => codes.into_iter().filter_map(code).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{CODEBOOK, Coded, row, study};
    use super::super::*;
    use super::*;

    /// Cells taken apart and added up again are the cells of the table.
    #[test]
    fn what_respondents_named_adds_up_to_the_table() {
        let mut rows = vec![
            row("1", &["Nord"], "Bau", Coded::By("b")),
            row("2", &["Nord"], "Bau und Auskunft", Coded::By("b|a2")),
            row("3", &["Süd"], "Auskunft", Coded::By("a2")),
            row("4", &["Süd"], "nichts", Coded::Not),
            row("5", &["Süd"], "noch einmal Bau", Coded::By("b")),
        ];
        rows[4].respondent = "3";
        let fixture = study(CODEBOOK, &["amt"], &rows);
        let selection = Selection {
            by: vec!["amt".into()],
            kept: Kept::Respondents,
            ..Selection::default()
        };
        let counted = count(&fixture.study, &selection).unwrap();
        for counting in [Counting::Exclusive, Counting::Mentions] {
            let view = View {
                counting,
                ..View::default()
            };
            let table = counted.crosstabs(&view).remove(0);
            let named = counted.named(&table);
            assert_eq!(named.len(), 3, "1, 2 and 3, who spoke twice");
            for (group, row) in table.groups.iter().enumerate() {
                for (line, cell) in row.cells.iter().enumerate() {
                    let here = named.iter().flatten();
                    let here = here.filter(|cell| (cell.group, cell.line) == (group, line));
                    // `a` is a dimension to which nobody assigned anything directly.
                    let expected = if table.lines[line].id == "a" { 0 } else { cell.n };
                    assert_eq!(
                        here.map(|cell| cell.times).sum::<u64>(),
                        expected,
                        "{group} {line}"
                    );
                }
            }
        }
        let selection = Selection {
            base: Base::Respondents,
            kept: Kept::Counts,
            ..selection
        };
        let counted = count(&fixture.study, &selection).unwrap();
        let table = counted.crosstabs(&View::default()).remove(0);
        let named = counted.named(&table);
        let of_south: u64 = named
            .iter()
            .flatten()
            .filter(|cell| cell.group == 1)
            .map(|cell| cell.times)
            .sum();
        assert_eq!((named.len(), of_south), (3, 2), "3 named both codes, once each");
    }
}
