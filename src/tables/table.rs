//! The table itself, as data: lines (codes), groups, cells with counts and percents. Every output form draws from it.
//!
//! A frequency table is a table without groups: only its `total` is filled.

use serde::Serialize;

use super::choice::{Base, Level};
use super::pass::Whose;
use super::sample::Sample;
use super::scheme::CodeAt;
use super::tally::{Layer, Standing};
use super::tested::Tested;
use crate::estimate::{Draws, Undefined};
use crate::survey::{Coder, Question};
use crate::words::Text;

/// How codes are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// Every case in exactly one cell: its only code, or `several`. A code and its own parent count as one. The line
    /// of a dimension is the sum of the cells below it; two codes of one dimension are `several`.
    Exclusive,
    /// Every code of a case counts.
    #[default]
    Mentions,
}

/// The order of the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    #[default]
    Codebook,
    /// Most frequent first, within each dimension.
    Count,
}

/// The order of the groups; an empty group stands last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GroupOrder {
    /// As the groups appear in the data, so that a published table keeps its order.
    #[default]
    Appearance,
    /// German dictionary order, numbers by size.
    Alphabetical,
}

/// How counts are shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct View {
    pub counting: Counting,
    /// Whose assignments; `None`: what people decided where anything is decided, else what is suggested.
    pub layer: Option<Layer>,
    pub order: Order,
    /// Only the most frequent codes; codes as frequent as the last one come along. Dimensions are left out.
    pub top: Option<usize>,
    pub groups: GroupOrder,
    pub intervals: Intervals,
    /// Counts from 1 up to below this are hidden, and what would tell them.
    pub min_cell: Option<u64>,
    /// Test the crosstabs, with so many draws where a test draws; the pass must have kept what each respondent has.
    pub test: Option<Draws>,
}

/// Whether shares have intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Intervals {
    #[default]
    No,
    Wilson,
}

/// A share between 0 and 1, or why there is none.
pub type Share = std::result::Result<f64, Undefined>;

/// What is in the table and whose it is.
#[derive(Debug, Clone)]
pub struct Head {
    pub question: Question,
    pub codebook: String,
    pub codebook_title: Text,
    pub codebook_version: String,
    pub coders: Vec<Coder>,
    pub whose: Whose,
    pub counting: Counting,
    pub layer: Layer,
    pub base: Base,
    pub level: Level,
    /// The background column of the groups.
    pub by: Option<String>,
    /// Its variable label; empty where it has none.
    pub by_label: String,
    /// What the intervals of shares rest on; none where none were asked for.
    pub sample: Option<Sample>,
}

/// What a line counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Code,
    /// More than one code (exclusive counting).
    Several,
    /// A person decided that no code fits.
    NoneFits,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub kind: Kind,
    /// Id of the code; `several`, `none_fits`.
    pub id: String,
    pub label: Text,
    pub value: Option<i64>,
    /// 0 for the top.
    pub depth: usize,
    /// Where lines are sorted by count: how many of those with the same parent are more frequent, and one.
    pub rank: Option<u64>,
    pub(super) code: CodeAt,
}

/// Whether a count is kept back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hidden {
    #[default]
    No,
    /// It is above 0 and below the smallest count that may be shown.
    Small,
    /// It would tell a small one.
    Other,
}

/// What is kept back of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Hiding {
    /// Counts from 1 up to below this are small.
    pub below: u64,
    /// Hidden counts, sums among them.
    pub cells: usize,
}

/// The count of one line in one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Cases of the table's layer.
    pub n: u64,
    pub reviewed: u64,
    /// Only suggested.
    pub suggested: u64,
    /// Mentions; more than `n` where a case has several codes of a dimension.
    pub mentions: u64,
    /// Of the group's base (percent of cases).
    pub row_pct: Share,
    /// Of the line's cases in all groups.
    pub col_pct: Share,
    /// Of all mentions of the group.
    pub pct_responses: Share,
    /// All figures of a hidden cell are 0 or undefined.
    pub hidden: Hidden,
}

#[derive(Debug, Clone)]
pub struct Group {
    /// `None`: the column is empty there, or it is the total.
    pub name: Option<String>,
    /// One per line of the table.
    pub cells: Vec<Cell>,
    /// Valid cases: with a code, or with the decision that none fits.
    pub base: u64,
    /// Cases with a code that is only suggested.
    pub suggested_base: u64,
    pub mentions: u64,
    /// Of the base.
    pub hidden: Hidden,
    pub standing: Standing,
}

#[derive(Debug, Clone)]
pub struct Table {
    pub head: Head,
    pub lines: Vec<Line>,
    /// Empty in a frequency table.
    pub groups: Vec<Group>,
    pub total: Group,
    /// Codes not shown because of `top`.
    pub left_out: usize,
    /// Codes shown beyond `top` because they are as frequent as the last one.
    pub ties: usize,
    /// Where small counts are kept back.
    pub hiding: Option<Hiding>,
    /// Where a test was asked for.
    pub tested: Option<Tested>,
}

impl Kind {
    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Kind::Code => "code",
            Kind::Several => "several",
            Kind::NoneFits => "none_fits",
        }
    }
}

impl Table {
    /// Where this line of another table stands in this one.
    pub(super) fn place(&self, line: &Line) -> Option<usize> {
        self.lines
            .iter()
            .position(|own| own.kind == line.kind && own.id == line.id)
    }
}

/// `part` of `whole`.
pub fn share(part: u64, whole: u64) -> Share {
    if whole == 0 {
        return Err(Undefined::EmptyBase);
    }
    Ok(part as f64 / whole as f64)
}
