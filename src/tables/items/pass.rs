//! One pass over the study: what every respondent said in every column, then counted.
//!
//! Memory grows with respondents times columns.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::scale::{Cell, MOST_STEPS, Scale, fold};
use super::{Answers, Asked, Item, Items, Named, Step};
use crate::estimate::Values;
use crate::problem::{Problem, Result};
use crate::study::{Background, Keys, Study, Wanted};
use crate::survey::{Missing, RespondentId, Value, Variable};
use crate::tables::choice::{choose_background, choose_questions};

/// Words of a column that are listed.
const LISTED: usize = 8;

/// Reads the study once and counts.
///
/// # Errors
/// A column or question that does not exist; a column of words without steps; two words for one number.
pub fn items(study: &Study, asked: &Asked) -> Result<Items> {
    let scale = Scale::read(&asked.steps, &asked.none)?;
    let columns = columns(study, &asked.columns)?;
    let places = choose_background(study, &columns)?;
    let by = asked.by.as_slice();
    let by = choose_background(study, by)?.first().copied();
    let question = match &asked.question {
        Some(_) => choose_questions(study, asked.question.as_deref())?
            .first()
            .map(|question| question.id),
        None => None,
    };
    let dictionary = study.dictionary()?;
    let labels = study.labels()?;
    let mut pass = Pass {
        scale,
        variables: columns
            .iter()
            .map(|name| dictionary.variable(name).cloned())
            .collect(),
        cells: vec![FxHashMap::default(); columns.len()],
        all: FxHashMap::default(),
        groups: Vec::new(),
        in_groups: FxHashMap::default(),
    };
    let wanted = Wanted {
        question,
        keys: Keys::Skip,
        background: Background::Stored,
        ..Wanted::default()
    };
    study.walk(&wanted, |unit| {
        let of = |at: &usize| unit.background.get(*at).and_then(Option::as_deref);
        let said: Vec<Said> = places
            .iter()
            .enumerate()
            .map(|(item, at)| pass.read(item, of(at)))
            .collect();
        join(
            pass.all
                .entry(unit.respondent)
                .or_insert_with(|| vec![Said::default(); said.len()]),
            &said,
        );
        if let Some(at) = by {
            let group = pass.group(of(&at).and_then(|stored| labels.shown(at, stored)));
            let known = pass.in_groups.entry((group, unit.respondent));
            join(known.or_insert_with(|| vec![Said::default(); said.len()]), &said);
        }
        Ok(())
    })?;
    let steps = pass.steps(&columns)?;
    let order = |a: &str, b: &str| match by {
        Some(at) if labels.has(at) => labels.key(at, a).cmp(&labels.key(at, b)),
        _ => Ordering::Equal,
    };
    Ok(pass.finish(asked, &columns, steps, order))
}

/// The columns that are meant, in the order of the words, each once.
fn columns(study: &Study, asked: &[String]) -> Result<Vec<String>> {
    let known = study.background_names()?;
    let mut columns: Vec<String> = Vec::new();
    for name in asked {
        let meant: Vec<String> = match name.strip_suffix('*') {
            Some(begin) if !known.contains(name) => known
                .iter()
                .filter(|known| known.starts_with(begin))
                .cloned()
                .collect(),
            _ => vec![name.clone()],
        };
        if meant.is_empty() {
            let list = known.join(", ");
            return Err(Problem::usage(
                format!("Keine Spalte der Studie beginnt wie »{name}«."),
                format!("No column of the study begins like “{name}”."),
            )
            .hint(format!("Vorhanden: {list}."), format!("There are: {list}.")));
        }
        for name in meant {
            if !columns.contains(&name) {
                columns.push(name);
            }
        }
    }
    if columns.is_empty() {
        return Err(Problem::usage(
            "Es ist keine Spalte genannt.",
            "No column is named.",
        ));
    }
    Ok(columns)
}

/// What a respondent said in a column so far.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Said {
    Missing(Missing),
    Value(f64),
    /// Two things.
    Differing,
    /// Words that are no step: the call fails when all of them are known.
    Foreign,
}

impl Default for Said {
    fn default() -> Said {
        Said::Missing(Missing::Empty)
    }
}

fn join(known: &mut [Said], said: &[Said]) {
    for (known, said) in known.iter_mut().zip(said) {
        *known = match (*known, *said) {
            (Said::Value(one), Said::Value(other)) if one != other => Said::Differing,
            (Said::Differing, _) | (_, Said::Differing) => Said::Differing,
            (Said::Value(value), _) | (_, Said::Value(value)) => Said::Value(value),
            // Of several kinds the one that says more than an empty cell.
            (Said::Missing(Missing::Empty | Missing::NotShown), said) => said,
            (known, _) => known,
        };
    }
}

struct Pass {
    scale: Scale,
    /// What the files say of the columns.
    variables: Vec<Option<Variable>>,
    /// By column: what each cell that occurs says.
    cells: Vec<FxHashMap<String, Cell>>,
    all: FxHashMap<RespondentId, Vec<Said>>,
    groups: Vec<Option<String>>,
    in_groups: FxHashMap<(usize, RespondentId), Vec<Said>>,
}

impl Pass {
    fn read(&mut self, item: usize, cell: Option<&str>) -> Said {
        let Some(written) = cell else {
            return Said::default();
        };
        let known = &mut self.cells[item];
        if !known.contains_key(written) {
            let cell = match &self.variables[item] {
                Some(variable) => labelled(&self.scale, variable, written),
                None => self.scale.cell(Some(written)),
            };
            known.insert(written.to_owned(), cell);
        }
        match &known[written] {
            Cell::Value(value, _) => Said::Value(*value),
            Cell::Missing(kind) => Said::Missing(*kind),
            Cell::Foreign => Said::Foreign,
        }
    }

    fn group(&mut self, name: Option<&str>) -> usize {
        let found = self.groups.iter().position(|known| known.as_deref() == name);
        found.unwrap_or_else(|| {
            self.groups.push(name.map(str::to_owned));
            self.groups.len() - 1
        })
    }

    /// The steps of the scale: those that the user named, or the whole numbers that occur and those between them.
    fn steps(&self, columns: &[String]) -> Result<Vec<Step>> {
        let mut problems = Vec::new();
        let mut labels: BTreeMap<i64, BTreeMap<String, String>> = BTreeMap::new();
        let mut whole = true;
        for (name, cells) in columns.iter().zip(&self.cells) {
            let mut foreign: Vec<&str> = Vec::new();
            for (written, cell) in cells {
                match cell {
                    Cell::Foreign => foreign.push(written),
                    Cell::Value(value, _) if value.fract() != 0.0 || value.abs() > 1e6 => whole = false,
                    Cell::Value(value, label) => {
                        let known = labels.entry(*value as i64).or_default();
                        if !label.is_empty() {
                            known.insert(fold(label), label.clone());
                        }
                    }
                    Cell::Missing(_) => {}
                }
            }
            if !foreign.is_empty() {
                foreign.sort_unstable();
                problems.push(not_a_number(name, &foreign, !self.scale.steps.is_empty()));
            }
        }
        if self.scale.steps.is_empty() {
            let several = labels.iter().filter(|(_, words)| words.len() > 1);
            problems.extend(several.map(|(value, words)| several_words(*value, words.values())));
        }
        if let Some(problem) = Problem::all(problems) {
            return Err(problem);
        }
        if !self.scale.steps.is_empty() {
            return Ok(self.scale.steps.clone());
        }
        let (Some((least, _)), Some((most, _))) = (labels.first_key_value(), labels.last_key_value()) else {
            return Ok(Vec::new());
        };
        if !whole || most - least >= MOST_STEPS as i64 {
            return Ok(Vec::new());
        }
        let word = |value| labels.get(&value).and_then(|words| words.values().next());
        let step = |value: i64| Step::new(value as f64, word(value).map_or("", String::as_str));
        Ok((*least..=*most).map(step).collect())
    }

    fn finish(
        self,
        asked: &Asked,
        columns: &[String],
        steps: Vec<Step>,
        by_label: impl Fn(&str, &str) -> Ordering,
    ) -> Items {
        // Who has no group stands last.
        let mut order: Vec<usize> = (0..self.groups.len()).collect();
        order.sort_by(|a, b| match (&self.groups[*a], &self.groups[*b]) {
            (Some(one), Some(other)) => by_label(one, other),
            (one, other) => one.is_none().cmp(&other.is_none()),
        });
        let mut by_group: Vec<Vec<&[Said]>> = vec![Vec::new(); self.groups.len()];
        for ((group, _), said) in &self.in_groups {
            by_group[*group].push(said);
        }
        let items = columns.iter().enumerate().map(|(item, name)| Item {
            name: name.clone(),
            total: answers(self.all.values().map(|said| said[item])),
            groups: order
                .iter()
                .map(|at| answers(by_group[*at].iter().map(|said| said[item])))
                .collect(),
        });
        Items {
            by: asked.by.clone(),
            question: asked.question.clone(),
            respondents: self.all.len() as u64,
            named_steps: if self.scale.steps.is_empty() {
                Named::BySight
            } else {
                Named::ByUser
            },
            steps,
            items: items.collect(),
            groups: order.iter().map(|at| self.groups[*at].clone()).collect(),
        }
    }
}

/// What a cell says by its value: the number and its label; a reason where the file counts the value as missing, or its label
/// is one.
fn labelled(scale: &Scale, variable: &Variable, written: &str) -> Cell {
    let value = variable.value(written);
    let label = variable
        .label_of(&value)
        .map(str::trim)
        .filter(|label| !label.is_empty());
    let by_label = label.map(|label| scale.cell(Some(label)));
    if let Some(Cell::Missing(kind)) = by_label {
        return Cell::Missing(kind);
    }
    let by_value = scale.cell(Some(written));
    if variable.missing.holds(&value) {
        return match by_value {
            Cell::Missing(kind) => Cell::Missing(kind),
            _ => Cell::Missing(Missing::NoAnswer),
        };
    }
    match (by_value, value, label) {
        (Cell::Missing(kind), ..) => Cell::Missing(kind),
        (cell, _, None) => cell,
        (_, Value::Number(number), Some(label)) if scale.steps.is_empty() => {
            Cell::Value(number, label.to_owned())
        }
        (cell, ..) => by_label.filter(|known| *known != Cell::Foreign).unwrap_or(cell),
    }
}

fn answers(said: impl Iterator<Item = Said>) -> Answers {
    let mut values: BTreeMap<u64, u64> = BTreeMap::new();
    let mut missing = [0; Missing::ALL.len()];
    let mut differing = 0;
    for said in said {
        match said {
            Said::Value(value) => *values.entry(value.to_bits()).or_default() += 1,
            Said::Differing => differing += 1,
            Said::Missing(kind) => {
                let at = Missing::ALL.iter().position(|known| *known == kind);
                missing[at.unwrap_or_default()] += 1;
            }
            Said::Foreign => {}
        }
    }
    let kinds = Missing::ALL.into_iter().zip(missing);
    Answers {
        values: Values::counted(values.into_iter().map(|(bits, n)| (f64::from_bits(bits), n))),
        missing: kinds.filter(|(_, n)| *n > 0).collect(),
        differing,
    }
}

fn not_a_number(column: &str, foreign: &[&str], has_steps: bool) -> Problem {
    let more = foreign.len().saturating_sub(LISTED);
    let shown: Vec<String> = foreign.iter().take(LISTED).map(|cell| shortened(cell)).collect();
    let (list, joined) = (shown.join(", "), shown.join("|"));
    let (more_de, more_en) = match more {
        0 => (String::new(), String::new()),
        more => (format!(" und {more} weitere"), format!(" and {more} more")),
    };
    if has_steps {
        return Problem::input(
            format!("In der Spalte »{column}« steht, was keine der genannten Stufen ist: {list}{more_de}."),
            format!("The column “{column}” holds what is none of the steps named: {list}{more_en}."),
        )
        .hint(
            "Die Stufe mit --steps nennen; was keine Antwort ist, mit --none.",
            "Name the step with --steps; what is no answer, with --none.",
        );
    }
    let problem = Problem::input(
        format!("In der Spalte »{column}« stehen Wörter statt Zahlen: {list}{more_de}."),
        format!("The column “{column}” holds words instead of numbers: {list}{more_en}."),
    );
    if foreign.len() > MOST_STEPS {
        return problem.hint(
            "Das ist keine Skala. Was Menschen mit eigenen Worten sagen, wird kodiert.",
            "That is no scale. What people say in their own words is coded.",
        );
    }
    problem.hint(
        format!("Sind es Stufen, sie in ihrer Reihenfolge nennen: --steps \"{joined}\"."),
        format!("If these are steps, name them in their order: --steps \"{joined}\"."),
    )
}

fn several_words<'w>(value: i64, words: impl Iterator<Item = &'w String>) -> Problem {
    let list = words.map(|word| shortened(word)).collect::<Vec<_>>().join(", ");
    Problem::input(
        format!("Hinter der Zahl {value} stehen verschiedene Wörter: {list}."),
        format!("Different words stand behind the number {value}: {list}."),
    )
    .hint(
        "Nur Spalten mit derselben Skala zusammen auswerten.",
        "Evaluate only columns of the same scale together.",
    )
}

fn shortened(cell: &str) -> String {
    const LONGEST: usize = 40;
    if cell.chars().count() <= LONGEST {
        return cell.to_owned();
    }
    cell.chars().take(LONGEST - 1).chain(['…']).collect()
}
