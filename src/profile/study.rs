//! The crosstab of a study, and who is behind each of its cells.

use super::{Cell, Code, Counts, Material, Profiles, Respondent, Sample, Settings, of_table};
use crate::problem::{Notice, Problem, Result};
use crate::study::Study;
use crate::tables::{Counted, Counting, Kept, Kind, Selection, Table, View, count};
use crate::words::Text;

/// The profiles of one question.
#[derive(Debug, Clone)]
pub struct OfQuestion {
    /// The crosstab that the counts come from.
    pub table: Table,
    /// Respondents that are drawn again.
    pub respondents: u64,
    /// Cases whose group is not known: they count nowhere here.
    pub without_group: u64,
    /// Cases of which a person said that no code fits: they are in no profile.
    pub none_fits: u64,
    pub profiles: Profiles,
}

/// The profiles of the groups of a background column, for each question that was selected, and what is doubtful about the counts.
///
/// # Errors
/// No column or several; a name that does not exist; a question with too little for profiles ([`of_table`]).
pub fn profiles(
    study: &Study,
    selection: &Selection,
    view: &View,
    settings: Settings,
) -> Result<(Vec<OfQuestion>, Vec<Notice>)> {
    if selection.by.len() != 1 {
        return Err(one_column(study)?);
    }
    let selection = Selection {
        kept: Kept::Respondents,
        ..selection.clone()
    };
    let counted = count(study, &selection)?;
    // Every code belongs to a profile, however rare, and every count.
    let view = View {
        counting: view.counting,
        layer: view.layer,
        order: view.order,
        groups: view.groups,
        ..View::default()
    };
    // A question of another codebook says nothing here; where nothing is coded at all, that is the mistake to tell.
    let (coded, empty): (Vec<Table>, Vec<Table>) = counted
        .crosstabs(&view)
        .into_iter()
        .partition(|table| table.total.base > 0);
    let mut notices = counted.notices.clone();
    let tables = if coded.is_empty() {
        empty
    } else {
        notices.extend(empty.iter().map(|table| not_coded(&table.head.question.key)));
        coded
    };
    let questions = tables
        .into_iter()
        .map(|table| of_question(&counted, table, settings));
    Ok((questions.collect::<Result<_>>()?, notices))
}

fn not_coded(question: &str) -> Notice {
    Notice::new(
        format!("Ohne Profile: Bei der Frage »{question}« ist mit diesem Kodierleitfaden nichts zugeordnet."),
        format!("No profiles: nothing is assigned to the question “{question}” with this codebook."),
    )
}

fn of_question(counted: &Counted, table: Table, settings: Settings) -> Result<OfQuestion> {
    let named = counted.named(&table);
    let groups: Vec<usize> = (0..table.groups.len())
        .filter(|at| table.groups[*at].name.is_some())
        .collect();
    let given = |at: usize| named.iter().flatten().any(|cell| cell.line == at);
    // A dimension to which nobody assigned anything directly is no code that is missing.
    let lines: Vec<usize> = (0..table.lines.len())
        .filter(|at| table.lines[*at].kind != Kind::NoneFits && (!is_divided(&table, *at) || given(*at)))
        .collect();
    let mut counts = Counts::zero(table.groups.len(), table.lines.len());
    let mut respondents = Vec::new();
    for named in &named {
        let cell = |named: &crate::tables::Named| Cell {
            row: named.group,
            column: named.line,
            times: named.times,
        };
        let cells: Vec<Cell> = named.iter().map(cell).collect();
        for cell in &cells {
            counts.add(cell.row, cell.column, cell.times as f64);
        }
        // Of a respondent whose group is not known in one place the known one counts.
        if let Some(first) = cells.iter().find(|cell| groups.contains(&cell.row)) {
            respondents.push(Respondent {
                row: first.row,
                cells,
            });
        }
    }
    respondents.sort_by_key(|respondent| respondent.row);
    let sample = Sample::Respondents(respondents).only(&groups, &lines);
    let number = match &sample {
        Sample::Respondents(all) => all.len() as u64,
        Sample::Table => 0,
    };
    let material = Material {
        groups: groups
            .iter()
            .filter_map(|at| table.groups[*at].name.clone())
            .collect(),
        codes: lines.iter().map(|at| code(&table, *at)).collect(),
        counts: counts.only(&groups, &lines),
        sample,
    };
    let none_fits = table.lines.iter().position(|line| line.kind == Kind::NoneFits);
    let of_known = |at: usize| groups.iter().map(|group| table.groups[*group].cells[at].n).sum();
    Ok(OfQuestion {
        profiles: of_table(&material, settings)?,
        respondents: number,
        without_group: table
            .groups
            .iter()
            .filter(|group| group.name.is_none())
            .map(|group| group.base)
            .sum(),
        none_fits: none_fits.map_or(0, of_known),
        table,
    })
}

/// A line as a column of a profile. Of a dimension only what belongs to none of its codes is left.
fn code(table: &Table, at: usize) -> Code {
    let line = &table.lines[at];
    let label = match is_divided(table, at) {
        true => Text::new(
            format!("{} (ohne Unterkategorie)", line.label.de),
            format!("{} (no subcategory)", line.label.en),
        ),
        false => line.label.clone(),
    };
    Code {
        id: line.id.clone(),
        label,
    }
}

/// A dimension that stands above its codes.
fn is_divided(table: &Table, at: usize) -> bool {
    let (line, below) = (&table.lines[at], table.lines.get(at + 1));
    line.kind == Kind::Code && below.is_some_and(|next| next.kind == Kind::Code && next.depth > line.depth)
}

fn one_column(study: &Study) -> Result<Problem> {
    let columns = study.background_names()?.join(", ");
    Ok(Problem::usage(
        "Profile entstehen nach genau einer Spalte.",
        "Profiles are made by exactly one column.",
    )
    .hint(
        format!("Mit --by eine nennen: {columns}."),
        format!("Name one with --by: {columns}."),
    ))
}

impl OfQuestion {
    /// All that is counted in the profiles: cases counted exclusively, else mentions.
    pub fn total(&self) -> u64 {
        self.profiles.counts.iter().flatten().sum()
    }

    pub fn counting(&self) -> Counting {
        self.table.head.counting
    }
}
