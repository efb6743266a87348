//! From what a pass has counted to tables: layer, lines and their order, groups and their order, percents.

use super::axis::Axis;
use super::choice::Level;
use super::hide::Above;
use super::pass::{Counted, Whose};
use super::scheme::CodeAt;
use super::table::{
    Cell, Counting, Group, GroupOrder, Head, Hidden, Intervals, Kind, Line, Order, Table, View, share,
};
use super::tally::{GroupTally, Layer, LayerTally};
use crate::estimate::Undefined;
use crate::survey::{Question, natural};
use crate::words::Text;

impl Counted {
    /// The frequency table of each question.
    pub fn frequencies(&self, view: &View) -> Vec<Table> {
        self.tables(view, |axis| axis.by.is_none())
    }

    /// For each question one crosstab per background column that was asked for.
    pub fn crosstabs(&self, view: &View) -> Vec<Table> {
        self.tables(view, |axis| axis.by.is_some())
    }

    /// The layer that `view` means; of one person there are decisions only.
    pub fn layer(&self, view: &View) -> Layer {
        if self.whose == Whose::OnePersons {
            return Layer::Reviewed;
        }
        view.layer.unwrap_or_else(|| {
            let decided = self
                .questions
                .iter()
                .flat_map(|(_, axes)| &axes[0].profiles)
                .any(|(_, profile, _)| profile.is_reviewed());
            if decided {
                Layer::Reviewed
            } else {
                Layer::Suggested
            }
        })
    }

    fn tables(&self, view: &View, wanted: impl Fn(&Axis) -> bool) -> Vec<Table> {
        let layer = self.layer(view);
        let mut tables = Vec::new();
        for (question, axes) in &self.questions {
            for axis in axes.iter().filter(|axis| wanted(axis)) {
                tables.push(self.table(view, layer, question, axis, &axes[0]));
            }
        }
        tables
    }

    fn table(&self, view: &View, layer: Layer, question: &Question, axis: &Axis, everybody: &Axis) -> Table {
        let Some(limit) = view.min_cell else {
            return self.open_table(view, layer, question, axis, everybody);
        };
        // All lines, so that every sum is there; then those that were asked for, as the shown counts have them.
        let whole = View {
            order: Order::Codebook,
            top: None,
            test: None,
            ..*view
        };
        let mut table = self.open_table(&whole, layer, question, axis, everybody);
        let place = |code: CodeAt| {
            table
                .lines
                .iter()
                .position(|line| line.kind == Kind::Code && line.code == code)
        };
        let parent = |line: &Line| match line.kind {
            Kind::Code => self.scheme.code(line.code).parent.and_then(place),
            Kind::Several | Kind::NoneFits => None,
        };
        let above = Above {
            parents: table.lines.iter().map(parent).collect(),
        };
        table.hide(limit, &above);
        let mut shown = self.tallies(everybody).remove(0).layer(layer).clone();
        for (line, cell) in table.lines.iter().zip(&table.total.cells) {
            if line.kind == Kind::Code && cell.hidden != Hidden::No {
                (shown.only[line.code as usize], shown.cases[line.code as usize]) = (0, 0);
            }
        }
        let (mut lines, left_out, ties) = self.lines(view, &shown);
        let places: Vec<usize> = lines.iter().filter_map(|line| table.place(line)).collect();
        for (line, at) in lines.iter_mut().zip(&places) {
            line.rank = line.rank.filter(|_| table.total.cells[*at].hidden == Hidden::No);
        }
        for group in std::iter::once(&mut table.total).chain(&mut table.groups) {
            group.cells = places.iter().map(|at| group.cells[*at]).collect();
        }
        Table {
            lines,
            left_out,
            ties,
            ..table
        }
    }

    fn open_table(
        &self,
        view: &View,
        layer: Layer,
        question: &Question,
        axis: &Axis,
        everybody: &Axis,
    ) -> Table {
        let total = self.tallies(everybody).remove(0);
        let (lines, left_out, ties) = self.lines(view, total.layer(layer));
        let groups = match axis.by {
            None => Vec::new(),
            Some(_) => {
                let tallies = self.tallies(axis);
                let mut groups: Vec<Group> = axis
                    .groups
                    .iter()
                    .zip(&tallies)
                    .map(|(name, tally)| group(name.clone(), &lines, tally, &total, layer, view.counting))
                    .collect();
                if view.groups == GroupOrder::Alphabetical {
                    groups.sort_by(|a, b| {
                        natural(
                            a.name.as_deref().unwrap_or_default(),
                            b.name.as_deref().unwrap_or_default(),
                        )
                    });
                }
                groups.sort_by_key(|group| group.name.is_none());
                groups
            }
        };
        Table {
            head: Head {
                question: question.clone(),
                codebook: self.codebook.name.clone(),
                codebook_title: self.codebook.codebook.title.clone(),
                codebook_version: self.codebook.codebook.version.clone(),
                coders: self.coders.clone(),
                whose: self.whose,
                counting: view.counting,
                layer,
                base: self.base,
                level: self.level,
                by: axis.by.clone(),
                by_label: axis.by_label.clone(),
                sample: match view.intervals {
                    Intervals::No => None,
                    Intervals::Wilson => Some(self.sample),
                },
            },
            total: group(None, &lines, &total, &total, layer, view.counting),
            lines,
            groups,
            left_out,
            ties,
            hiding: None,
            tested: match (view.test, &axis.by) {
                (Some(draws), Some(_)) => Some(self.tested(axis, layer, view.counting, draws)),
                _ => None,
            },
        }
    }

    /// One tally per group of the axis.
    fn tallies(&self, axis: &Axis) -> Vec<GroupTally> {
        let mut tallies = vec![GroupTally::new(&self.scheme); axis.groups.len()];
        for (group, profile, times) in &axis.profiles {
            tallies[*group as usize].add(*profile, *times, &self.sets, &self.scheme);
        }
        tallies
    }

    /// Every line of a table in the order of the codebook.
    pub(super) fn all_lines(&self, counting: Counting) -> Vec<Line> {
        let view = View {
            counting,
            ..View::default()
        };
        self.lines(&view, GroupTally::new(&self.scheme).layer(Layer::Reviewed))
            .0
    }

    /// A dimension that is shown with the codes below it.
    pub(super) fn is_parent(&self, line: &Line) -> bool {
        line.kind == Kind::Code && self.level == Level::Codes && self.scheme.has_children(line.code)
    }

    fn lines(&self, view: &View, total: &LayerTally) -> (Vec<Line>, usize, usize) {
        let counts = match view.counting {
            Counting::Exclusive => &total.only,
            Counting::Mentions => &total.cases,
        };
        let count = |at: CodeAt| counts[at as usize];
        let by_count = |a: CodeAt, b: CodeAt| count(b).cmp(&count(a));
        let mut order = match view.order {
            Order::Count => self.scheme.tree_order(by_count),
            Order::Codebook => self.scheme.tree_order(|a, b| a.cmp(&b)),
        };
        if self.level == Level::Dimensions {
            order.retain(|at| self.scheme.code(*at).parent.is_none());
        }
        let (mut left_out, mut ties) = (0, 0);
        if let Some(top) = view.top {
            if self.level == Level::Codes {
                order.retain(|at| !self.scheme.has_children(*at));
            }
            order.sort_by(|a, b| by_count(*a, *b));
            let last = top.min(order.len());
            let kept = match order[..last].last() {
                Some(border) => order.iter().filter(|at| count(**at) >= count(*border)).count(),
                None => 0,
            };
            (left_out, ties) = (order.len() - kept, kept - last);
            order.truncate(kept);
        }
        let flat = view.top.is_some();
        let ranked = order.clone();
        let rank = |at: CodeAt| {
            let beside =
                |other: CodeAt| flat || self.scheme.code(other).parent == self.scheme.code(at).parent;
            let more = ranked
                .iter()
                .filter(|other| beside(**other) && count(**other) > count(at));
            (flat || view.order == Order::Count).then(|| more.count() as u64 + 1)
        };
        let mut lines: Vec<Line> = order
            .into_iter()
            .map(|at| {
                let code = self.scheme.code(at);
                Line {
                    kind: Kind::Code,
                    id: code.id.clone(),
                    label: code.label.clone(),
                    value: code.value,
                    depth: if flat { 0 } else { code.depth },
                    rank: rank(at),
                    code: at,
                }
            })
            .collect();
        let other = |kind, id: &str, label| Line {
            kind,
            id: id.to_owned(),
            label,
            value: None,
            depth: 0,
            rank: None,
            code: 0,
        };
        if view.counting == Counting::Exclusive {
            lines.push(other(
                Kind::Several,
                "several",
                Text::new("mehrere Kategorien", "more than one category"),
            ));
        }
        lines.push(other(
            Kind::NoneFits,
            "none_fits",
            Text::new("keine Kategorie trifft zu", "no category fits"),
        ));
        (lines, left_out, ties)
    }
}

fn group(
    name: Option<String>,
    lines: &[Line],
    tally: &GroupTally,
    all: &GroupTally,
    layer: Layer,
    counting: Counting,
) -> Group {
    let here = tally.layer(layer);
    let cells = lines
        .iter()
        .map(|line| {
            let n = line.cases(here, counting);
            let mentions = match line.kind {
                Kind::Code if counting == Counting::Mentions => here.mentions[line.code as usize],
                Kind::Several | Kind::NoneFits => 0,
                Kind::Code => n,
            };
            Cell {
                n,
                reviewed: line.cases(tally.layer(Layer::Reviewed), counting),
                suggested: line.cases(tally.layer(Layer::Suggested), counting),
                mentions,
                row_pct: share(n, here.base()),
                col_pct: share(n, line.cases(all.layer(layer), counting)),
                pct_responses: match (line.kind, counting) {
                    (Kind::Code, Counting::Mentions) => share(mentions, here.all_mentions),
                    _ => Err(Undefined::NoMention),
                },
                hidden: Hidden::No,
            }
        })
        .collect();
    Group {
        name,
        cells,
        base: here.base(),
        suggested_base: tally.layer(Layer::Suggested).base(),
        mentions: here.all_mentions,
        hidden: Hidden::No,
        standing: tally.standing,
    }
}

impl Line {
    fn cases(&self, tally: &LayerTally, counting: Counting) -> u64 {
        match (self.kind, counting) {
            (Kind::Code, Counting::Exclusive) => tally.only[self.code as usize],
            (Kind::Code, Counting::Mentions) => tally.cases[self.code as usize],
            (Kind::Several, _) => tally.several,
            (Kind::NoneFits, _) => tally.none_fits,
        }
    }
}
