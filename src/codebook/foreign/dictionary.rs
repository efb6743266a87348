//! Categories with patterns, as the formats of dictionaries have them → codebook.
//!
//! Up to [`APART`] patterns of a category are a match rule each, so that a suggestion names the one that hit; more are joined
//! by OR, [`GROUP`] at a time.

use std::collections::{BTreeMap, BTreeSet};

use super::said::{Said, quoted};
use super::{Ids, pattern};
use crate::codebook::code_id::LARGEST_VALUE;
use crate::codebook::{Below, Code, Codebook, MatchRule, Status};
use crate::problem::{Notice, Problem, Result};
use crate::query::Query;
use crate::words::Text;

const APART: usize = 20;
const GROUP: usize = 50;

/// Categories that a dictionary may have; the largest known has some 1,200.
const MOST: usize = 10_000;
/// Ids that are told one by one.
const SHOWN: usize = 8;
/// How deeply categories may nest.
const DEEPEST: usize = 40;

/// A dictionary as it is being read.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    categories: Vec<Category>,
    /// Place of the parent and name in small letters → place.
    places: BTreeMap<(Option<usize>, String), usize>,
    pub said: Said,
    doubled: u64,
}

#[derive(Debug)]
struct Category {
    name: String,
    parent: Option<usize>,
    depth: usize,
    value: Option<i64>,
    definition: String,
    /// Query, its weight.
    entries: Vec<(Query, f64)>,
    /// What the entries find, in small letters.
    known: BTreeSet<String>,
}

impl Dictionary {
    /// The place of a category; one of this name at the same place in the tree is the same one.
    ///
    /// # Errors
    /// Nested too deeply; too many.
    pub fn category(&mut self, parent: Option<usize>, name: &str, line: u64) -> Result<usize> {
        let name = tidy(name);
        let key = (parent, name.to_lowercase());
        if let Some(place) = self.places.get(&key).copied() {
            let shown = quoted(&name);
            self.said.line(
                line,
                format!("Die Kategorie »{shown}« steht hier noch einmal; ihre Einträge sind zusammengelegt."),
                format!("The category “{shown}” stands here once more; its entries are put together."),
            );
            return Ok(place);
        }
        self.new_category(parent, name, line)
    }

    /// A category of its own, even where another one has its name.
    ///
    /// # Errors
    /// As [`Dictionary::category`].
    pub fn numbered(&mut self, parent: Option<usize>, name: &str, value: i64, line: u64) -> Result<usize> {
        let place = self.new_category(parent, tidy(name), line)?;
        self.categories[place].value = Some(value);
        Ok(place)
    }

    fn new_category(&mut self, parent: Option<usize>, name: String, line: u64) -> Result<usize> {
        let depth = parent.map_or(0, |parent| self.categories[parent].depth + 1);
        if depth >= DEEPEST {
            return Err(placed(too_deep(), line));
        }
        let place = self.categories.len();
        if place >= MOST {
            return Err(placed(too_many(), line));
        }
        self.places.insert((parent, name.to_lowercase()), place);
        self.categories.push(Category {
            name,
            parent,
            depth,
            value: None,
            definition: String::new(),
            entries: Vec::new(),
            known: BTreeSet::new(),
        });
        Ok(place)
    }

    pub fn define(&mut self, category: usize, definition: &str) {
        self.categories[category].definition = definition.trim().to_owned();
    }

    /// A pattern of a category. What is no query is said and left out.
    pub fn entry(&mut self, category: usize, pattern: &str, line: u64) {
        self.weighted(category, pattern, 1.0, line);
    }

    /// A pattern with the weight that the file gives it; only 0 < weight ≤ 1 has a meaning here.
    pub fn weighted(&mut self, category: usize, pattern: &str, weight: f64, line: u64) {
        let shown = quoted(pattern.trim());
        if shown.is_empty() {
            return;
        }
        if weight.is_nan() || weight <= 0.0 {
            self.left_out(
                line,
                &shown,
                &Text::new(
                    format!("das Gewicht {weight} spricht gegen die Kategorie"),
                    format!("the weight {weight} speaks against the category"),
                ),
            );
            return;
        }
        match pattern::read(pattern) {
            Ok(query) => {
                if weight > 1.0 {
                    self.said.line(
                        line,
                        format!("»{shown}« hat das Gewicht {weight}; höchstens 1 ist möglich, und so wurde es gelesen."),
                        format!("“{shown}” has the weight {weight}; at most 1 is possible, and so it was read."),
                    );
                }
                let category = &mut self.categories[category];
                if category.known.insert(query.to_string().to_lowercase()) {
                    category.entries.push((query, weight.min(1.0)));
                } else {
                    self.doubled += 1;
                }
            }
            Err(why) => self.left_out(line, &shown, &why),
        }
    }

    /// Says that a piece of the file has no equivalent.
    pub fn left_out(&mut self, line: u64, piece: &str, why: &Text) {
        let shown = quoted(piece.trim());
        let (de, en) = (why.de.trim_end_matches('.'), why.en.trim_end_matches('.'));
        self.said.line(
            line,
            format!("»{shown}« ist weggelassen: {de}."),
            format!("“{shown}” is left out: {en}."),
        );
    }

    /// # Errors
    /// There is no category.
    pub fn codebook(self, title: &str) -> Result<(Codebook, Vec<Notice>)> {
        if self.categories.is_empty() {
            return Err(no_category());
        }
        let mut said = self.said;
        if self.doubled > 0 {
            let n = self.doubled;
            said.extend([Notice::new(
                format!("Einträge, die in ihrer Kategorie schon standen und einmal übernommen sind: {n}."),
                format!("Entries that stood in their category already and are taken once: {n}."),
            )]);
        }
        let (ids, renamed) = ids(&self.categories);
        said.extend(renamed);
        let values = values(&self.categories);
        let title = match tidy(title) {
            empty if empty.is_empty() => "?".to_owned(),
            title => title,
        };
        let codes = in_order(&self.categories)
            .into_iter()
            .map(|place| {
                let category = &self.categories[place];
                let id = ids[place].clone();
                Code {
                    value: values[place],
                    label: Text::new(&*category.name, &*category.name),
                    parent: category.parent.map(|parent| ids[parent].clone()),
                    below: Below::Names,
                    status: Status::InUse,
                    definition: Text::new(&*category.definition, &*category.definition),
                    coding_rule: Text::default(),
                    anchor_examples: Vec::new(),
                    match_rules: rules(&id, &category.entries),
                    id,
                }
            })
            .collect();
        let codebook = Codebook {
            codes,
            ..Codebook::without_codes(Text::new(&*title, &*title))
        };
        Ok((codebook, said.told()))
    }
}

/// Without line ends and other signs that no name has.
fn tidy(name: &str) -> String {
    const LONGEST: usize = 500;
    let kept: String = name
        .chars()
        .map(|letter| {
            if letter.is_control() || letter.is_whitespace() {
                ' '
            } else {
                letter
            }
        })
        .take(LONGEST)
        .collect();
    let words: Vec<&str> = kept.split_whitespace().collect();
    match words.join(" ") {
        empty if empty.is_empty() => "?".to_owned(),
        name => name,
    }
}

/// From the top, each followed by what stands below it.
fn in_order(categories: &[Category]) -> Vec<usize> {
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); categories.len()];
    let mut waiting = Vec::new();
    for (place, category) in categories.iter().enumerate().rev() {
        match category.parent {
            Some(parent) => below[parent].push(place),
            None => waiting.push(place),
        }
    }
    let mut out = Vec::with_capacity(categories.len());
    while let Some(place) = waiting.pop() {
        out.push(place);
        waiting.append(&mut below[place]);
    }
    out
}

/// The id of a category is made from its name, or from that of its dimension too where several have its name.
fn ids(categories: &[Category]) -> (Vec<String>, Option<Notice>) {
    let mut of_name: BTreeMap<String, usize> = BTreeMap::new();
    let base = |category: &Category| {
        // LIWC 2015 writes `i (First person singular)`.
        category.name.split(" (").next().unwrap_or("").to_lowercase()
    };
    for category in categories {
        *of_name.entry(base(category)).or_default() += 1;
    }
    let mut ids = Ids::default();
    let mut several = Vec::new();
    let made = categories
        .iter()
        .map(|category| {
            let name = base(category);
            if of_name.get(&name).is_none_or(|n| *n < 2) {
                return ids.made(&name);
            }
            let above = category.parent.map(|parent| base(&categories[parent]));
            let id = ids.made(&above.map_or_else(|| name.clone(), |above| format!("{above} {name}")));
            several.push(id.clone());
            id
        })
        .collect();
    let notice = (!several.is_empty()).then(|| {
        let n = several.len();
        let more = if n > SHOWN { " …" } else { "" };
        several.truncate(SHOWN);
        let list = several.join(", ") + more;
        Notice::new(
            format!("{n} Kategorien heißen wie eine andere; ihre Ids sind verschieden: {list}"),
            format!("{n} categories have the name of another; their ids differ: {list}"),
        )
    });
    (made, notice)
}

/// Those of the file where it gives every category one of its own; else counted from 1.
fn values(categories: &[Category]) -> Vec<i64> {
    let given: BTreeSet<i64> = categories.iter().filter_map(|category| category.value).collect();
    let legal = given.iter().all(|value| (0..=LARGEST_VALUE).contains(value));
    if given.len() == categories.len() && legal {
        return categories.iter().filter_map(|category| category.value).collect();
    }
    let mut values = vec![0; categories.len()];
    for (n, place) in in_order(categories).into_iter().enumerate() {
        values[place] = n as i64 + 1;
    }
    values
}

fn rules(code: &str, entries: &[(Query, f64)]) -> Vec<MatchRule> {
    let size = if entries.len() > APART { GROUP } else { 1 };
    let mut by_weight: Vec<(f64, Vec<&Query>)> = Vec::new();
    for (query, weight) in entries {
        match by_weight.iter_mut().find(|(known, _)| known == weight) {
            Some((_, queries)) => queries.push(query),
            None => by_weight.push((*weight, vec![query])),
        }
    }
    by_weight
        .iter()
        .flat_map(|(weight, queries)| queries.chunks(size).map(move |chunk| (*weight, chunk)))
        .enumerate()
        .map(|(at, (weight, chunk))| {
            let query = match chunk {
                [one] => (*one).clone(),
                several => Query::Or(several.iter().map(|query| (*query).clone()).collect()),
            };
            MatchRule {
                id: MatchRule::numbered_id(code, at + 1),
                find: query.to_string(),
                query,
                weight,
                note: String::new(),
            }
        })
        .collect()
}

pub(super) fn too_deep() -> Problem {
    Problem::input(
        format!("Die Kategorien sind tiefer als {DEEPEST} Ebenen verschachtelt."),
        format!("The categories are nested more than {DEEPEST} levels deep."),
    )
    .hint(
        "Prüfen, ob es die richtige Datei ist.",
        "Check that it is the right file.",
    )
}

fn too_many() -> Problem {
    Problem::input(
        format!("Das Wörterbuch hat mehr als {MOST} Kategorien."),
        format!("The dictionary has more than {MOST} categories."),
    )
    .hint(
        "Prüfen, ob es die richtige Datei ist; sonst das Wörterbuch teilen.",
        "Check that it is the right file; else divide the dictionary.",
    )
}

/// Some formats do not tell lines.
fn placed(problem: Problem, line: u64) -> Problem {
    if line > 0 { problem.in_row(line) } else { problem }
}

fn no_category() -> Problem {
    Problem::input(
        "In der Datei steht keine Kategorie.",
        "There is no category in the file.",
    )
    .hint(
        "Prüfen, ob es die richtige Datei ist und ob ihre Endung stimmt.",
        "Check that it is the right file and that its ending is right.",
    )
}
