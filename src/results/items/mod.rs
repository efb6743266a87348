//! Closed questions, to read: what was counted, means and their spread, distributions, who said nothing.
//!
//! | member | what |
//! |---|---|
//! | `charts` | the same drawn |

mod charts;

use super::Part;
use crate::estimate::Estimate;
use crate::survey::Missing;
use crate::tables::items::{Answers, Item, Items, MOST_STEPS, Named, Step};
use crate::tables::{Field, Grid, share};
use crate::words::{Language, Text};

/// Decimals of means, deviations and quartiles.
const DECIMALS: usize = 2;

/// Everything that is known of the items.
pub fn items(items: &Items, language: Language) -> Vec<Part> {
    let mut parts = vec![Part::Sentence(counted(items, language))];
    parts.extend(scale(items, language).map(Part::Sentence));
    parts.push(Part::Grid(means(items, language)));
    parts.extend(charts::profiles(items, language).map(Part::Chart));
    parts.extend(charts::boxes(items, language).into_iter().map(Part::Chart));
    if items.by.is_some() {
        parts.push(Part::Grid(by_group(items, language)));
    }
    if !items.steps.is_empty() {
        // A chart brings its figures along.
        match charts::distribution(items, language) {
            Some(chart) => parts.push(Part::Chart(chart)),
            None => parts.extend(distributions(items, language).map(Part::Grid)),
        }
    }
    if let (false, Some(by)) = (items.steps.is_empty(), &items.by) {
        match charts::by_group(items, language) {
            Some(charts) => parts.extend(charts.into_iter().map(Part::Chart)),
            None => parts.extend(distributions_by(items, by, language).map(Part::Grid)),
        }
    }
    parts.extend(missing(items, language).map(Part::Grid));
    parts
}

fn say(language: Language, de: impl Into<String>, en: impl Into<String>) -> String {
    Text::new(de, en).get(language).to_owned()
}

fn counted(items: &Items, language: Language) -> String {
    let n = language.count(items.respondents);
    let (of_de, of_en) = match &items.question {
        Some(question) => (
            format!(", denen die Frage »{question}« gestellt war"),
            format!(" who were asked “{question}”"),
        ),
        None => (String::new(), String::new()),
    };
    say(
        language,
        format!(
            "Befragte{of_de}: {n}; jede befragte Stelle oder Person zählt in jeder Spalte einmal. n sind gültige Werte. Mittelwert mit \
             95-%-Intervall nach Student (t-Verteilung), SD: Standardabweichung der Stichprobe (geteilt durch n − 1), Quartile nach \
             Hyndman und Fan (1996), Typ 7."
        ),
        format!(
            "Respondents{of_en}: {n}; each counts once in every column. n are valid values. Mean with the 95 % interval of Student \
             (t distribution), SD: standard deviation of the sample (divided by n − 1), quartiles after Hyndman and Fan (1996), type 7."
        ),
    )
}

/// Which scale is meant.
fn scale(items: &Items, language: Language) -> Option<String> {
    if items.steps.is_empty() {
        let any = items.items.iter().any(|item| item.total.values.n() > 0);
        return any.then(|| {
            say(
                language,
                format!("Verteilungen stehen nur da, wo es höchstens {MOST_STEPS} Stufen gibt."),
                format!("Distributions are shown only where there are at most {MOST_STEPS} steps."),
            )
        });
    }
    let steps: Vec<String> = items
        .steps
        .iter()
        .map(|step| said_in_full(step, language))
        .collect();
    let list = steps.join(", ");
    Some(match items.named_steps {
        Named::ByUser => say(
            language,
            format!("Stufen, wie genannt: {list}."),
            format!("Steps as named: {list}."),
        ),
        Named::BySight => say(
            language,
            format!("Stufen, von der kleinsten bis zur größten Zahl in diesen Spalten: {list}."),
            format!("Steps, from the smallest to the largest number in these columns: {list}."),
        ),
    })
}

fn said_in_full(step: &Step, language: Language) -> String {
    let value = value(step, language);
    match step.label.is_empty() {
        true => value,
        false => format!("{value} = {}", step.label),
    }
}

fn value(step: &Step, language: Language) -> String {
    let decimals = usize::from(step.value.fract() != 0.0);
    language.number(step.value, decimals)
}

/// As the heading of a column.
fn heading(step: &Step, language: Language) -> String {
    match step.label.is_empty() {
        true => value(step, language),
        false => step.label.clone(),
    }
}

fn number(known: Option<f64>, language: Language) -> Field {
    Field::Text(known.map_or_else(|| "–".to_owned(), |known| language.number(known, DECIMALS)))
}

fn figures(answers: &Answers, language: Language) -> Vec<Field> {
    let quartiles = answers.values.quartiles();
    let mean: Estimate = answers.values.mean();
    vec![
        Field::Count(answers.values.n()),
        Field::Text(mean.say_number(language, DECIMALS)),
        number(answers.values.deviation(), language),
        number(quartiles.map(|quartiles| quartiles.least), language),
        number(quartiles.map(|quartiles| quartiles.first), language),
        number(quartiles.map(|quartiles| quartiles.median), language),
        number(quartiles.map(|quartiles| quartiles.third), language),
        number(quartiles.map(|quartiles| quartiles.most), language),
    ]
}

fn headings_of_figures(language: Language) -> Vec<String> {
    [
        ("n", "n"),
        ("Mittelwert", "Mean"),
        ("SD", "SD"),
        ("kleinster", "least"),
        ("1. Quartil", "1st quartile"),
        ("Median", "Median"),
        ("3. Quartil", "3rd quartile"),
        ("größter", "most"),
    ]
    .map(|(de, en)| say(language, de, en))
    .to_vec()
}

fn means(items: &Items, language: Language) -> Grid {
    let row = |item: &Item| {
        let mut row = vec![Field::Text(item.name.clone())];
        row.extend(figures(&item.total, language));
        row
    };
    let mut headings = vec![say(language, "Spalte", "Column")];
    headings.extend(headings_of_figures(language));
    Grid {
        title: say(language, "Mittelwerte", "Means"),
        headings,
        rows: items.items.iter().map(row).collect(),
        sums: 0,
    }
}

fn by_group(items: &Items, language: Language) -> Grid {
    let by = items.by.clone().unwrap_or_default();
    let mut headings = vec![say(language, "Spalte", "Column"), by.clone()];
    headings.extend(headings_of_figures(language));
    Grid {
        title: say(
            language,
            format!("Mittelwerte nach {by}"),
            format!("Means by {by}"),
        ),
        headings,
        rows: in_groups(items, language, |answers| figures(answers, language)),
        sums: 0,
    }
}

/// A row per item and group.
fn in_groups(items: &Items, language: Language, figures: impl Fn(&Answers) -> Vec<Field>) -> Vec<Vec<Field>> {
    let mut rows = Vec::new();
    for item in &items.items {
        for (name, answers) in items.groups.iter().zip(&item.groups) {
            let name = name.clone().unwrap_or_else(|| say(language, "(leer)", "(empty)"));
            let mut row = vec![Field::Text(item.name.clone()), Field::Text(name)];
            row.extend(figures(answers));
            rows.push(row);
        }
    }
    rows
}

/// Counts and percents of the steps, and how many values there are.
fn counts(items: &Items, answers: &Answers) -> Vec<Field> {
    let mut row: Vec<Field> = items
        .steps
        .iter()
        .map(|step| Field::Count(answers.chose(step)))
        .collect();
    row.push(Field::Count(answers.values.n()));
    row
}

fn shares(items: &Items, answers: &Answers) -> Vec<Field> {
    let of = |step| Field::Share(share(answers.chose(step), answers.values.n()));
    let mut row: Vec<Field> = items.steps.iter().map(of).collect();
    row.push(Field::Count(answers.values.n()));
    row
}

type Figures = fn(&Items, &Answers) -> Vec<Field>;

fn headings_of_steps(items: &Items, mut headings: Vec<String>, language: Language) -> Vec<String> {
    headings.extend(items.steps.iter().map(|step| heading(step, language)));
    headings.push("n".to_owned());
    headings
}

fn distributions(items: &Items, language: Language) -> impl Iterator<Item = Grid> {
    let grid = |title: String, figures: Figures| {
        let row = |item: &Item| {
            let mut row = vec![Field::Text(item.name.clone())];
            row.extend(figures(items, &item.total));
            row
        };
        Grid {
            title,
            headings: headings_of_steps(items, vec![say(language, "Spalte", "Column")], language),
            rows: items.items.iter().map(row).collect(),
            sums: 0,
        }
    };
    [
        grid(
            say(language, "Verteilung: Anzahl", "Distribution: counts"),
            counts,
        ),
        grid(
            say(language, "Verteilung: Prozent", "Distribution: percents"),
            shares,
        ),
    ]
    .into_iter()
}

fn distributions_by(items: &Items, by: &str, language: Language) -> impl Iterator<Item = Grid> {
    let grid = |title: String, figures: Figures| Grid {
        title,
        headings: headings_of_steps(
            items,
            vec![say(language, "Spalte", "Column"), by.to_owned()],
            language,
        ),
        rows: in_groups(items, language, |answers| figures(items, answers)),
        sums: 0,
    };
    [
        grid(
            say(
                language,
                format!("Verteilung nach {by}: Anzahl"),
                format!("Distribution by {by}: counts"),
            ),
            counts,
        ),
        grid(
            say(
                language,
                format!("Verteilung nach {by}: Prozent"),
                format!("Distribution by {by}: percents"),
            ),
            shares,
        ),
    ]
    .into_iter()
}

/// Who is not in the figures and why; none where everybody is.
fn missing(items: &Items, language: Language) -> Option<Grid> {
    let of = |item: &Item, kind: Missing| {
        let found = item.total.missing.iter().find(|(known, _)| *known == kind);
        found.map_or(0, |(_, n)| *n)
    };
    let kinds: Vec<Missing> = Missing::ALL
        .into_iter()
        .filter(|kind| items.items.iter().any(|item| of(item, *kind) > 0))
        .collect();
    let differ = items.items.iter().any(|item| item.total.differing > 0);
    if kinds.is_empty() && !differ {
        return None;
    }
    let mut headings = vec![say(language, "Spalte", "Column")];
    headings.extend(kinds.iter().map(|kind| kind.label().get(language).to_owned()));
    if differ {
        headings.push(say(language, "verschiedene Angaben", "different answers"));
    }
    let row = |item: &Item| {
        let mut row = vec![Field::Text(item.name.clone())];
        row.extend(kinds.iter().map(|kind| Field::Count(of(item, *kind))));
        if differ {
            row.push(Field::Count(item.total.differing));
        }
        row
    };
    Some(Grid {
        title: say(
            language,
            "Nicht in der Basis (Befragte)",
            "Not in the base (respondents)",
        ),
        headings,
        rows: items.items.iter().map(row).collect(),
        sums: 0,
    })
}
