//! Which counts must be hidden so that none of the small ones can be computed from what is shown (Cox 1980, "Suppression
//! methodology and statistical disclosure control", JASA 75: 377–385; Cox 1995, JASA 90: 1453–1462).
//!
//! The counts of a table with sums are the flow of a network: every sum is a node through which as much comes in as goes out, every
//! count an arc between two of them. A hidden count is known to whoever sees the rest if no other flow fits; another flow is
//! a way around a circle on which every arc may carry one more or one less. The cheapest such circle is hidden.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A count of the table, or one that is not in the table but could be computed from it.
#[derive(Debug, Clone)]
pub(super) struct Arc {
    pub from: usize,
    pub to: usize,
    pub value: u64,
    pub known: Known,
}

/// What somebody who sees the table knows of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Shown {
        /// What it costs to hide it; none: it may not be hidden.
        cost: Option<u64>,
    },
    /// From 1 to below the limit.
    Small,
    /// At least the limit.
    Large,
    /// Nothing; `protect`: it is small itself.
    Nothing { protect: bool },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// One more.
    Up,
    /// One less.
    Down,
}

#[derive(Debug, Default)]
pub(super) struct Network {
    pub arcs: Vec<Arc>,
    pub nodes: usize,
    /// Counts that are never larger than another: the place of the smaller and of the larger one.
    pub within: Vec<(usize, usize)>,
    /// Counts below this are small.
    pub limit: u64,
}

/// The arcs of a circle with the step of each.
type Circle = Vec<(usize, Step)>;

/// How often another circle is looked for when one breaks `within`.
const TRIES: usize = 40;

impl Network {
    pub fn node(&mut self) -> usize {
        self.nodes += 1;
        self.nodes - 1
    }

    pub fn arc(&mut self, from: usize, to: usize, value: u64, known: Known) -> usize {
        self.arcs.push(Arc {
            from,
            to,
            value,
            known,
        });
        self.arcs.len() - 1
    }

    /// Hides what must be hidden. `Err`: a small count can be computed whatever is hidden.
    pub fn protect(&mut self) -> Result<(), ()> {
        let wanted: Vec<usize> = (0..self.arcs.len())
            .filter(|at| {
                matches!(
                    self.arcs[*at].known,
                    Known::Small | Known::Nothing { protect: true }
                )
            })
            .collect();
        for at in wanted {
            let circles = [Step::Up, Step::Down].map(|step| self.circle(at, step));
            let best = circles.into_iter().flatten().min_by_key(|(cost, _)| *cost);
            let (_, circle) = best.ok_or(())?;
            for (at, _) in circle {
                if let Known::Shown { .. } = self.arcs[at].known {
                    self.arcs[at].known = Known::Large;
                }
            }
        }
        Ok(())
    }

    /// Whether a count may be one more or one less, hidden if need be.
    fn may(&self, at: usize, step: Step) -> bool {
        let arc = &self.arcs[at];
        match (arc.known, step) {
            (Known::Shown { cost: None }, _) => false,
            // A zero stays one: it is shown.
            (Known::Shown { .. } | Known::Large, Step::Up) => arc.value >= self.limit,
            (Known::Shown { .. } | Known::Large, Step::Down) => arc.value > self.limit,
            (Known::Small, Step::Up) => arc.value + 1 < self.limit,
            (Known::Small, Step::Down) => arc.value > 1,
            (Known::Nothing { .. }, Step::Up) => true,
            (Known::Nothing { .. }, Step::Down) => arc.value > 0,
        }
    }

    fn cost(&self, at: usize) -> u64 {
        match self.arcs[at].known {
            Known::Shown { cost } => cost.unwrap_or(0),
            _ => 0,
        }
    }

    /// The cheapest circle through an arc that fits what is known otherwise.
    fn circle(&self, through: usize, step: Step) -> Option<(u64, Circle)> {
        if !self.may(through, step) {
            return None;
        }
        let mut banned: Circle = Vec::new();
        for _ in 0..TRIES {
            let (cost, mut circle) = self.way_back(through, step, &banned)?;
            circle.push((through, step));
            match self.broken(&circle) {
                None => return Some((cost, circle)),
                // Another way is looked for, without the step that broke it.
                Some(bad) => match circle.iter().find(|(at, _)| *at == bad && bad != through) {
                    Some(one) => banned.push(*one),
                    None => return None,
                },
            }
        }
        None
    }

    /// An arc of the circle that would make a count larger than one it is within.
    fn broken(&self, circle: &Circle) -> Option<usize> {
        let step = |at: usize| {
            circle
                .iter()
                .find(|(other, _)| *other == at)
                .map(|(_, step)| *step)
        };
        let after = |at: usize| {
            self.arcs[at].value as i64
                + match step(at) {
                    None => 0,
                    Some(Step::Up) => 1,
                    Some(Step::Down) => -1,
                }
        };
        let breaks = |pair: &&(usize, usize)| after(pair.0) > after(pair.1);
        let (small, large) = self.within.iter().find(breaks)?;
        let through = circle.last().map(|(at, _)| *at);
        let candidates = [*small, *large].into_iter().filter(|at| step(*at).is_some());
        candidates.max_by_key(|at| Some(*at) != through)
    }

    /// The cheapest way (Dijkstra) from where the step leads to where it comes from.
    fn way_back(&self, through: usize, step: Step, banned: &Circle) -> Option<(u64, Circle)> {
        let arc = &self.arcs[through];
        let (start, end) = match step {
            Step::Up => (arc.to, arc.from),
            Step::Down => (arc.from, arc.to),
        };
        let mut out: Vec<Circle> = vec![Vec::new(); self.nodes];
        for (at, arc) in self.arcs.iter().enumerate().filter(|(at, _)| *at != through) {
            for (step, from) in [(Step::Up, arc.from), (Step::Down, arc.to)] {
                if self.may(at, step) && !banned.contains(&(at, step)) {
                    out[from].push((at, step));
                }
            }
        }
        let mut best: Vec<Option<(u64, usize, Step)>> = vec![None; self.nodes];
        let mut done = vec![false; self.nodes];
        let mut open = BinaryHeap::from([Reverse((0, start))]);
        while let Some(Reverse((cost, node))) = open.pop() {
            if std::mem::replace(&mut done[node], true) {
                continue;
            }
            if node == end {
                break;
            }
            for (at, step) in &out[node] {
                let arc = &self.arcs[*at];
                let next = if *step == Step::Up { arc.to } else { arc.from };
                let cost = cost + self.cost(*at);
                let cheaper = best[next].is_none_or(|(known, ..)| cost < known);
                if next != start && cheaper && !done[next] {
                    best[next] = Some((cost, *at, *step));
                    open.push(Reverse((cost, next)));
                }
            }
        }
        let mut way = Vec::new();
        let mut node = end;
        while node != start {
            let (_, at, step) = best[node]?;
            way.push((at, step));
            node = match step {
                Step::Up => self.arcs[at].from,
                Step::Down => self.arcs[at].to,
            };
        }
        let cost = way.iter().map(|(at, _)| self.cost(*at)).sum();
        Some((cost, way))
    }
}
