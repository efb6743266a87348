//! What all codes of a table settle together: ids, values, and what stands below what.

use std::collections::{BTreeMap, BTreeSet};

use super::read::Draft;
use super::{mistake, tree};
use crate::codebook::code_id::{self, LARGEST_VALUE};
use crate::codebook::foreign::Ids;
use crate::codebook::named::folded;
use crate::problem::{Notice, Problem};
use crate::words::Text;

/// Adds the dimensions that codes name and that have no row of their own.
pub(super) fn dimensions(drafts: &mut Vec<Draft<'_>>, levels: &[usize]) -> Vec<Notice> {
    if !levels.is_empty() {
        return Vec::new();
    }
    let names = Names::of(drafts);
    // Place of the first code below → name.
    let mut missing: BTreeMap<usize, &str> = BTreeMap::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for (place, draft) in drafts.iter().enumerate() {
        let is_missing = !draft.parent.is_empty() && names.meant(draft.parent, place).is_none();
        if is_missing && known.insert(folded(draft.parent)) {
            missing.insert(place, draft.parent);
        }
    }
    let mut notices = Vec::new();
    let old = std::mem::take(drafts);
    for (place, draft) in old.into_iter().enumerate() {
        if let Some(name) = missing.get(&place) {
            notices.push(
                Notice::new(
                    format!("Die Dimension »{name}« hat keine eigene Zeile; sie ist als Kategorie ergänzt."),
                    format!("The dimension “{name}” has no row of its own; it is added as a category."),
                )
                .in_row(draft.row),
            );
            drafts.push(Draft {
                row: draft.row,
                label: Text::new(*name, *name),
                ..Draft::default()
            });
        }
        drafts.push(draft);
    }
    notices
}

/// What codes may be called by those below them.
struct Names {
    ids: BTreeMap<String, usize>,
    values: BTreeMap<String, usize>,
    /// Sorted places.
    labels: BTreeMap<String, Vec<usize>>,
}

impl Names {
    fn of(drafts: &[Draft<'_>]) -> Names {
        let mut names = Names {
            ids: BTreeMap::new(),
            values: BTreeMap::new(),
            labels: BTreeMap::new(),
        };
        for (place, draft) in drafts.iter().enumerate() {
            if !draft.id.is_empty() {
                names.ids.entry(draft.id.to_lowercase()).or_insert(place);
            }
            if !draft.value.is_empty() {
                names.values.entry(draft.value.to_owned()).or_insert(place);
            }
            for label in [&draft.label.de, &draft.label.en] {
                let places = names.labels.entry(folded(label)).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        names
    }

    /// The code that the one at `place` names: by id, by value, by name; of several of one name the last one before it.
    fn meant(&self, name: &str, place: usize) -> Option<usize> {
        let by_id = self.ids.get(&name.to_lowercase());
        if let Some(found) = by_id.or_else(|| self.values.get(name)) {
            return Some(*found);
        }
        let places = self.labels.get(&folded(name))?;
        let before = places.partition_point(|other| *other < place);
        match before.checked_sub(1) {
            Some(last) => Some(places[last]),
            None => places.iter().find(|other| **other > place).copied(),
        }
    }
}

/// Those of the table where they are legal; else made from id or name.
pub(super) fn ids(
    drafts: &[Draft<'_>],
    notices: &mut Vec<Notice>,
    problems: &mut Vec<Problem>,
) -> Vec<String> {
    let mut ids = Ids::default();
    let is_legal = |id: &str| !id.is_empty() && code_id::mistake(id).is_none();
    for draft in drafts.iter().filter(|draft| is_legal(draft.id)) {
        if !ids.take(draft.id) {
            problems.push(mistake::doubled_id(draft.id).in_row(draft.row));
        }
    }
    let made = |draft: &Draft<'_>| {
        if is_legal(draft.id) {
            return draft.id.to_owned();
        }
        if draft.id.is_empty() {
            return ids.made(&draft.label.de);
        }
        let (given, id) = (draft.id, ids.made(draft.id));
        notices.push(
            Notice::new(
                format!("Die Id »{given}« kann kein Variablenname werden; sie heißt jetzt {id}."),
                format!("The id “{given}” cannot become the name of a variable; it is now {id}."),
            )
            .in_row(draft.row),
        );
        id
    };
    drafts.iter().map(made).collect()
}

/// Whole numbers of the table, and numbers above them where there is none; counted from 1 where they are numbers such as 1.2.
pub(super) fn values(
    drafts: &[Draft<'_>],
    notices: &mut Vec<Notice>,
    problems: &mut Vec<Problem>,
) -> Vec<i64> {
    let given = || {
        drafts
            .iter()
            .map(|draft| draft.value)
            .filter(|value| !value.is_empty())
    };
    let all: Vec<&str> = given().collect();
    if tree::by_number(&all).is_some() {
        notices.push(Notice::new(
            "Codewerte wie 1.2 sind keine ganzen Zahlen; die Kategorien sind von 1 an gezählt.",
            "Code values such as 1.2 are no whole numbers; the categories are counted from 1.",
        ));
        return (1..).take(drafts.len()).collect();
    }
    let whole = |value: &str| {
        let number: f64 = value.replace(',', ".").parse().ok()?;
        let legal = number.fract() == 0.0 && (0.0..=LARGEST_VALUE as f64).contains(&number);
        legal.then_some(number as i64)
    };
    let mut largest = given().filter_map(whole).max().unwrap_or(0);
    let mut rows: BTreeMap<i64, u64> = BTreeMap::new();
    let mut out = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let value = if draft.value.is_empty() {
            largest += 1;
            largest
        } else {
            whole(draft.value).unwrap_or_else(|| {
                problems.push(mistake::no_value(draft.value).in_row(draft.row));
                -1
            })
        };
        match rows.get(&value) {
            Some(first) if value >= 0 => {
                problems.push(mistake::doubled_value(value, *first).in_row(draft.row));
            }
            _ => {
                rows.insert(value, draft.row);
            }
        }
        out.push(value);
    }
    out
}

/// By levels, else by a column, else by indentation, else by numbers such as 1.2.
pub(super) fn parents(
    drafts: &[Draft<'_>],
    levels: &[usize],
    problems: &mut Vec<Problem>,
) -> Vec<Option<usize>> {
    let widths: Vec<usize> = drafts.iter().map(|draft| draft.width).collect();
    let parents = if !levels.is_empty() {
        drafts.iter().map(|draft| draft.above).collect()
    } else if drafts.iter().any(|draft| !draft.parent.is_empty()) {
        let names = Names::of(drafts);
        let above = |(place, draft): (usize, &Draft<'_>)| match draft.parent {
            "" => None,
            name => names.meant(name, place),
        };
        drafts.iter().enumerate().map(above).collect()
    } else if widths.iter().any(|width| *width != widths[0]) {
        tree::by_width(&widths)
    } else {
        let numbers: Vec<&str> = drafts.iter().map(|draft| draft.value).collect();
        let ids: Vec<&str> = drafts.iter().map(|draft| draft.id).collect();
        tree::by_number(&numbers)
            .or_else(|| tree::by_number(&ids))
            .unwrap_or_else(|| vec![None; drafts.len()])
    };
    if let Some(place) = tree::too_deep(&parents) {
        problems.push(mistake::circle(&drafts[place].label.de).in_row(drafts[place].row));
        return vec![None; drafts.len()];
    }
    parents
}
