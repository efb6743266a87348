//! Frequencies in both ways of counting, the ranking in words, and crosstabs by background columns.
//!
//! | member | what |
//! |---|---|
//! | `grids` | the tables |
//! | `charts` | the same as charts |

mod charts;
mod grids;

use super::document::Draft;
use super::material::Material;
use super::origin::Origin;
use super::{BASE, COUNTING, LAYER, QUESTION};
use crate::results;
use crate::tables::{Base, Choice, Counting, Kind, Layer, Line, Table};
use crate::words::{Language, Text};
use charts::{bars, heat};
use grids::{crosstab, frequencies};

/// Codes that are named in words.
const NAMED: usize = 5;

pub fn write(draft: &mut Draft, material: &Material<'_>) {
    draft.section("frequencies", "Häufigkeiten", "Frequencies");
    let several = material.questions.len() > 1;
    for (mentions, exclusive) in material
        .mentions
        .frequencies
        .iter()
        .zip(&material.exclusive.frequencies)
    {
        if several {
            draft.heading(mentions.head.question.key.clone());
        }
        let origin = draft.origin(origin_of(material, mentions));
        for sentence in mentions.says(draft.language) {
            draft.sentence_as_said(&sentence, origin);
        }
        if mentions.total.base == 0 {
            continue;
        }
        if let Some(ranking) = ranking(mentions) {
            draft.sentence(&ranking, origin);
        }
        let grid = frequencies(mentions, draft.language);
        draft.table(grid, origin);
        draft.chart(bars(mentions, draft.language), origin);
        let origin = draft.origin(origin_of(material, exclusive));
        let grid = frequencies(exclusive, draft.language);
        draft.table(grid, origin);
    }
    // A question that nobody coded with this codebook has said so above.
    if material
        .mentions
        .crosstabs
        .iter()
        .all(|table| table.total.base == 0)
    {
        return;
    }
    draft.section("crosstabs", "Kreuztabellen", "Crosstabs");
    untested(draft, material);
    for (mentions, exclusive) in material
        .mentions
        .crosstabs
        .iter()
        .zip(&material.exclusive.crosstabs)
    {
        if mentions.total.base == 0 {
            continue;
        }
        let title = mentions.head.title();
        let key = &mentions.head.question.key;
        let title = title.get(draft.language);
        draft.heading(if several {
            format!("{key}: {title}")
        } else {
            title.to_owned()
        });
        for table in [mentions, exclusive] {
            let origin = draft.origin(origin_of(material, table));
            if table.head.counting == Counting::Mentions {
                let reading = Text::new(
                    "In jeder Zelle stehen Fälle und in Klammern Prozent der Fälle der Gruppe.",
                    "Each cell holds cases and in brackets percent of the cases of the group.",
                );
                draft.sentence(&reading, origin);
            }
            let grid = crosstab(table, draft.language);
            draft.table(grid, origin);
            if table.head.counting == Counting::Mentions && table.total.base > 0 {
                draft.chart(heat(table, draft.language), origin);
            }
        }
        for table in [mentions, exclusive] {
            if let Some(tested) = &table.tested {
                let mut origin = origin_of(material, table);
                origin.title.de.push_str(", Test");
                origin.title.en.push_str(", test");
                if let Some(command) = &mut origin.command {
                    command.push_str(" --test");
                }
                let origin = draft.origin(origin);
                draft.parts(results::tested(tested, &table.head, draft.language), origin);
            }
        }
    }
}

/// Why no test stands beside the tables.
fn untested(draft: &mut Draft, material: &Material<'_>) {
    let Some(first) = material.mentions.crosstabs.first() else {
        return;
    };
    if material.layer != Layer::Reviewed {
        let origin = draft.origin(origin_of(material, first));
        let why = Text::new(
            "Ob sich Gruppen unterscheiden, wird hier nicht geprüft: Die Tabellen enthalten Vorschläge, die niemand geprüft hat.",
            "Whether groups differ is not tested here: the tables hold suggestions that nobody has reviewed.",
        );
        draft.warning(&why, origin);
    }
}

/// What a table counts, for the list of origins.
fn origin_of(material: &Material<'_>, table: &Table) -> Origin {
    let head = &table.head;
    let title = head.title();
    let ways = match head.counting {
        Counting::Mentions => ("Nennungen", "mentions"),
        Counting::Exclusive => ("jeder Fall einmal", "every case once"),
    };
    let (counting, layer, base) = (head.counting.label(), head.layer.label(), head.base.label());
    let all = table.total.standing.all();
    let (n, of) = (table.total.base, all);
    let count = |language: Language| (language.count(n), language.count(of));
    let ((n_de, of_de), (n_en, of_en)) = (count(Language::De), count(Language::En));
    let key = &head.question.key;
    let mut more = vec!["--counting", head.counting.id(), "--layer", head.layer.id()];
    if material.questions.len() > 1 || material.wish.selection.question.is_some() {
        more.extend(["--question", key]);
    }
    if head.base == Base::Respondents {
        more.extend(["--base", head.base.id()]);
    }
    if let Some(by) = &head.by {
        more.extend(["--by", by]);
    }
    Origin::new(
        format!("{}, {}", title.de, ways.0),
        format!("{}, {}", title.en, ways.1),
    )
    .named(QUESTION, key.clone())
    .fact(
        BASE,
        format!("{}, {n_de} von {of_de}", base.de),
        format!("{}, {n_en} of {of_en}", base.en),
    )
    .fact(LAYER, layer.de, layer.en)
    .fact(COUNTING, counting.de, counting.en)
    .fact(
        super::LEFT_OUT,
        left_out(table, Language::De),
        left_out(table, Language::En),
    )
    .printed_by(material.call("table", &more))
}

/// What is not in the base, as the table itself says it.
fn left_out(table: &Table, language: Language) -> String {
    let lead = match language {
        Language::De => "Nicht in der Basis: ",
        Language::En => "Not in the base: ",
    };
    let said = table.says(language);
    let found = said.iter().find_map(|sentence| sentence.strip_prefix(lead));
    found.map_or_else(
        || Text::new("nichts", "nothing").get(language).to_owned(),
        |rest| rest.trim_end_matches('.').to_owned(),
    )
}

/// Lines worth a row: codes always, "none fits" only where it occurs.
fn shown(table: &Table) -> impl Iterator<Item = (usize, &Line)> {
    let lines = table.lines.iter().enumerate();
    lines.filter(|(at, line)| line.kind != Kind::NoneFits || table.total.cells[*at].n > 0)
}

/// The most frequent codes in words, ties said.
fn ranking(table: &Table) -> Option<Text> {
    let mut codes: Vec<(&Line, u64, Option<f64>)> = table
        .lines
        .iter()
        .zip(&table.total.cells)
        .filter(|(line, cell)| line.kind == Kind::Code && cell.n > 0)
        .map(|(line, cell)| (line, cell.n, cell.row_pct.ok()))
        .collect();
    // Dimensions hold what is below them and would be named before it.
    let deepest = |line: &Line| !codes_below(table, line);
    codes.retain(|(line, _, _)| deepest(line));
    codes.sort_by_key(|(_, n, _)| std::cmp::Reverse(*n));
    let border = codes.get(NAMED.min(codes.len()).checked_sub(1)?)?.1;
    codes.retain(|(_, n, _)| *n >= border);
    let listed = |language: Language| {
        let said: Vec<String> = codes
            .iter()
            .map(|(line, n, share)| {
                let share = share.map_or_else(|| "–".to_owned(), |share| language.percent(share));
                format!(
                    "{} ({}; {share})",
                    quoted(line.label.get(language), language),
                    language.count(*n)
                )
            })
            .collect();
        said.join(", ")
    };
    let (n, ties) = (codes.len(), codes.len().saturating_sub(NAMED));
    let mut said = Text::new(
        format!("Am häufigsten sind: {}.", listed(Language::De)),
        format!("Most frequent are: {}.", listed(Language::En)),
    );
    if ties > 0 {
        said.de.push_str(&format!(
            " Genannt sind {n}, weil die letzten gleich häufig sind."
        ));
        said.en.push_str(&format!(
            " Named are {n}, because the last ones are equally frequent."
        ));
    }
    Some(said)
}

fn codes_below(table: &Table, line: &Line) -> bool {
    let Some(at) = table
        .lines
        .iter()
        .position(|other| other.id == line.id && other.kind == line.kind)
    else {
        return false;
    };
    table
        .lines
        .get(at + 1)
        .is_some_and(|next| next.kind == Kind::Code && next.depth > line.depth)
}

fn quoted(name: &str, language: Language) -> String {
    match language {
        Language::De => format!("»{name}«"),
        Language::En => format!("“{name}”"),
    }
}
