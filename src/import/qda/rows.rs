//! Sources, cases, sets and variables of a project as a table of answers.
//!
//! A row is a text, or the texts of one case where each answers another question. Sets are questions where every text lies in
//! exactly one of them; else there is one question, `text`. Values come from the source, else from its case.

use rustc_hash::{FxHashMap, FxHashSet};

use super::voices::Voices;
use super::{Asked, Coded, CodedRow, CodedText};
use crate::import::held::{Cell, Held};
use crate::problem::{Notice, Problem, Result};
use crate::refi::{Case, Guid, ORIGIN, Project, Selection, TextSource, Variable, VariableType};
use crate::survey::{self, Dictionary, VariableKind};

/// Names that a notice lists.
const LISTED: usize = 5;

/// A row under way.
struct Group<'p> {
    key: String,
    respondent: Option<&'p str>,
    case: Option<&'p Case>,
    /// Places of sources, each with its question.
    sources: Vec<(usize, usize)>,
}

/// # Errors
/// There is no text.
pub(super) fn of(mut project: Project) -> Result<(Held, Coded, Vec<Notice>)> {
    if project.sources.is_empty() {
        return Err(
            Problem::input("Das Projekt enthält keine Texte.", "The project holds no texts.").hint(
                "Prüfen, ob das Projekt mit seinen Dokumenten exportiert wurde; für Codes allein: »freitext codebook import« \
                 mit der .qdc-Datei.",
                "Check that the project was exported with its documents; for codes alone: `freitext codebook import` with \
                 the .qdc file.",
            ),
        );
    }
    let mut sources = std::mem::take(&mut project.sources);
    let mut notices = Vec::new();
    let (questions, asked) = questions(&project, &sources, &mut notices);
    let voices = Voices::of(&project);
    let groups = groups(&project, &sources, &asked);

    let (columns, slots) = columns(&questions, &groups);
    let names: Vec<String> = names(&project.variables);
    let is_taken = |heading: &&str| {
        let mut all = names.iter().chain(columns.iter().map(|asked| &asked.heading));
        !all.any(|name| name.eq_ignore_ascii_case(heading))
    };
    let free = |wanted: [&'static str; 3]| wanted.into_iter().find(is_taken).unwrap_or("freitext").to_owned();
    let id = free(["id", "Quelle", "source"]);
    let told = groups.iter().any(|group| group.respondent.is_some());
    let respondent = told.then(|| free(["respondent", "Fall", "case"]));

    let mut headings = vec![id.clone()];
    headings.extend(columns.iter().map(|asked| asked.heading.clone()));
    headings.extend(respondent.clone());
    headings.extend(names.iter().cloned());
    let mut held = Held {
        ending: "qdpx",
        dictionary: dictionary(&project.variables, &names),
        headings,
        rows: Vec::with_capacity(groups.len()),
    };
    let mut rows = Vec::with_capacity(groups.len());
    for group in groups {
        let mut cells = vec![Cell::Text(group.key.clone())];
        cells.resize(1 + columns.len(), Cell::NotShown);
        if respondent.is_some() {
            let name = group.respondent.unwrap_or(&group.key);
            cells.push(Cell::Text(name.to_owned()));
        }
        let of_case = group.case.map_or(&[][..], |case| &case.values);
        let lists = group.sources.iter().map(|(at, _)| &sources[*at].values[..]);
        let values = values(lists.chain([of_case]));
        cells.extend(project.variables.iter().map(|variable| {
            let value = values.get(&variable.guid).copied().unwrap_or_default();
            Cell::Text(stored(variable.kind, value))
        }));
        let mut used = FxHashMap::default();
        let mut answers = Vec::new();
        for (at, question) in &group.sources {
            let slot: &mut usize = used.entry(*question).or_default();
            let column = 1 + slots[*question] + *slot;
            *slot += 1;
            let source = std::mem::take(&mut sources[*at]);
            cells[column] = Cell::Text(source.text.clone());
            answers.push(CodedText {
                column,
                text: source.text,
                selections: coded(source.selections),
            });
        }
        held.rows.push(cells);
        rows.push(CodedRow {
            key: group.key,
            answers,
        });
    }
    let own = names.iter().find(|name| name.as_str() == "respondent");
    let coded = Coded {
        book: project.codebook,
        voices,
        id,
        respondent: respondent.or_else(|| own.filter(|_| project.origin.starts_with(ORIGIN)).cloned()),
        questions: columns,
        rows,
    };
    Ok((held, coded, notices))
}

/// Selections that were given a code, by place.
fn coded(mut selections: Vec<Selection>) -> Vec<Selection> {
    selections.retain(|selection| !selection.codings.is_empty());
    selections.sort_by_key(|selection| (selection.start, selection.end));
    selections
}

/// Names of the questions, and by source which of them it answers.
fn questions(
    project: &Project,
    sources: &[TextSource],
    notices: &mut Vec<Notice>,
) -> (Vec<String>, Vec<usize>) {
    let places: FxHashMap<Guid, usize> = sources
        .iter()
        .enumerate()
        .map(|(at, one)| (one.guid, at))
        .collect();
    let sets: Vec<_> = project
        .sets
        .iter()
        .map(|set| {
            let members: FxHashSet<usize> = set
                .sources
                .iter()
                .filter_map(|one| places.get(one).copied())
                .collect();
            (set.name.trim(), members)
        })
        .filter(|(_, members)| !members.is_empty())
        .collect();
    let mut asked = vec![None; sources.len()];
    let mut names: Vec<String> = Vec::new();
    let mut is_partition = !sets.is_empty();
    for (name, members) in &sets {
        is_partition &= !name.is_empty() && !names.iter().any(|other| other == name);
        for member in members {
            is_partition &= asked[*member].is_none();
            asked[*member] = Some(names.len());
        }
        names.push((*name).to_owned());
    }
    let asked: Option<Vec<usize>> = asked.into_iter().collect();
    if let Some(asked) = asked.filter(|_| is_partition) {
        return (names, asked);
    }
    if !sets.is_empty() {
        let (n, mut list) = (names.len(), names);
        list.truncate(LISTED);
        let list = list.join(", ");
        notices.push(Notice::new(
            format!("Sets, die die Texte nicht in Fragen teilen und nicht übernommen werden: {n} ({list})."),
            format!(
                "Sets that do not divide the texts into questions and are not carried over: {n} ({list})."
            ),
        ));
    }
    (vec!["text".to_owned()], vec![0; sources.len()])
}

/// The rows, in the order of the sources.
fn groups<'p>(project: &'p Project, sources: &[TextSource], asked: &[usize]) -> Vec<Group<'p>> {
    let ours = project.origin.starts_with(ORIGIN);
    let places: FxHashMap<Guid, usize> = sources
        .iter()
        .enumerate()
        .map(|(at, one)| (one.guid, at))
        .collect();
    let mut case_of: Vec<Vec<usize>> = vec![Vec::new(); sources.len()];
    for (number, case) in project.cases.iter().enumerate() {
        for at in case.sources.iter().filter_map(|source| places.get(source)) {
            if case_of[*at].last() != Some(&number) {
                case_of[*at].push(number);
            }
        }
    }
    let mut of_case: Vec<Vec<usize>> = vec![Vec::new(); project.cases.len()];
    for (at, cases) in case_of.iter().enumerate() {
        if let [only] = cases[..] {
            of_case[only].push(at);
        }
    }
    let joins = |case: usize| {
        let mut seen = FxHashSet::default();
        let distinct = of_case[case].iter().all(|at| seen.insert(asked[*at]));
        ours || of_case[case].len() > 1 && distinct
    };
    let mut keys = Keys::default();
    let mut done = vec![false; sources.len()];
    let mut groups = Vec::new();
    for (at, source) in sources.iter().enumerate() {
        if done[at] {
            continue;
        }
        let case = case_of[at].first().filter(|_| case_of[at].len() == 1).copied();
        let joined = case.filter(|case| joins(*case));
        let members = joined.map_or_else(|| vec![at], |case| of_case[case].clone());
        members.iter().for_each(|member| done[*member] = true);
        let case = case.map(|case| &project.cases[case]);
        let name = case.map(|case| case.name.trim()).filter(|name| !name.is_empty());
        let wanted = name.filter(|_| joined.is_some()).unwrap_or(source.name.trim());
        let key = keys.free(wanted);
        groups.push(Group {
            respondent: name.filter(|name| joined.is_none() && *name != key),
            key,
            case,
            sources: members
                .into_iter()
                .map(|member| (member, asked[member]))
                .collect(),
        });
    }
    // Respondents who answered nothing.
    let silent = project
        .cases
        .iter()
        .zip(&of_case)
        .filter(|(_, of_case)| ours && of_case.is_empty());
    groups.extend(silent.map(|(case, _)| Group {
        key: keys.free(case.name.trim()),
        respondent: None,
        case: Some(case),
        sources: Vec::new(),
    }));
    groups
}

/// Keys of rows, each once.
#[derive(Default)]
struct Keys {
    taken: FxHashSet<String>,
    asked: FxHashMap<String, u64>,
}

impl Keys {
    fn free(&mut self, wanted: &str) -> String {
        let wanted = if wanted.is_empty() { "Quelle" } else { wanted };
        loop {
            let asked = self.asked.entry(wanted.to_owned()).or_default();
            *asked += 1;
            let key = match *asked {
                1 => wanted.to_owned(),
                n => format!("{wanted} ({n})"),
            };
            if self.taken.insert(key.clone()) {
                return key;
            }
        }
    }
}

/// The columns of all questions, and by question the first of its columns.
fn columns(questions: &[String], groups: &[Group<'_>]) -> (Vec<Asked>, Vec<usize>) {
    let mut most: Vec<u32> = vec![1; questions.len()];
    for group in groups {
        let mut counts: FxHashMap<usize, u32> = FxHashMap::default();
        for (_, question) in &group.sources {
            let count = counts.entry(*question).or_default();
            *count += 1;
            most[*question] = most[*question].max(*count);
        }
    }
    let (mut columns, mut first) = (Vec::new(), Vec::new());
    let asked = |heading: String, question: &str, slot| Asked {
        heading,
        question: question.to_owned(),
        slot,
    };
    for (question, most) in questions.iter().zip(most) {
        first.push(columns.len());
        match most {
            1 => columns.push(asked(question.clone(), question, 0)),
            most => {
                columns.extend((1..=most).map(|slot| asked(format!("{question}_{slot}"), question, slot)))
            }
        }
    }
    (columns, first)
}

/// Names of variables; one without a name is called by its number.
fn names(variables: &[Variable]) -> Vec<String> {
    let name = |(at, variable): (usize, &Variable)| match variable.name.trim() {
        "" => format!("Variable {}", at + 1),
        name => name.to_owned(),
    };
    variables.iter().enumerate().map(name).collect()
}

fn dictionary(variables: &[Variable], names: &[String]) -> Dictionary {
    let of = |(variable, name): (&Variable, &String)| {
        let kind = match variable.kind {
            VariableType::Text | VariableType::Boolean => VariableKind::Text,
            VariableType::Integer | VariableType::Float => VariableKind::Number,
            VariableType::Date => VariableKind::Date,
            VariableType::DateTime => VariableKind::DateTime,
        };
        survey::Variable::new(name, kind).labelled(variable.description.trim())
    };
    Dictionary {
        variables: variables.iter().zip(names).map(of).collect(),
        ..Dictionary::default()
    }
}

/// The first value of each variable that is not empty.
fn values<'v>(lists: impl Iterator<Item = &'v [(Guid, String)]>) -> FxHashMap<Guid, &'v str> {
    let mut values = FxHashMap::default();
    for (variable, value) in lists.flatten() {
        if !value.trim().is_empty() {
            values.entry(*variable).or_insert(value.trim());
        }
    }
    values
}

/// A value as the study keeps it: dates without a zone.
fn stored(kind: VariableType, value: &str) -> String {
    let civil = match kind {
        VariableType::Date => value.get(..10),
        VariableType::DateTime => value.get(..19),
        _ => None,
    };
    civil
        .filter(|civil| kind.holds(civil))
        .unwrap_or(value)
        .to_owned()
}
