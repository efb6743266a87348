//! A network of what occurs together: nodes on a circle, so that all names can be read, in an order that keeps lines short.

use super::picture::{Columns, Picture};
use super::sheet::{Pen, Sheet, Side};
use super::style::{FILLS, PAPER, STROKES, WIDTH};
use super::unit::{Unit, say};
use crate::tables::Field;
use crate::words::Language;

#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// What the thickness of a line is: "Einheiten mit beiden Kategorien", "φ".
    pub strength: String,
    pub unit: Unit,
    pub nodes: Vec<Node>,
    /// Those that are worth a line; each pair once.
    pub edges: Vec<Edge>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub label: String,
    /// How often it occurs: the area of its disc.
    pub n: u64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    pub from: usize,
    pub to: usize,
    /// Above 0: how thick the line is.
    pub strength: f64,
}

/// The circle on which nodes stand; wider than high, for names stand on both sides.
const ACROSS: i32 = 165;
/// Largest and smallest disc, and thickest line.
const LARGEST: f64 = 17.0;
const SMALLEST: f64 = 3.0;
const THICKEST: f64 = 9.0;
const NAME: i32 = 150;

impl Network {
    fn known(&self) -> Vec<Edge> {
        let count = self.nodes.len();
        let known = |edge: &&Edge| edge.from < count && edge.to < count && edge.strength > 0.0;
        let mut edges: Vec<Edge> = self.edges.iter().filter(known).copied().collect();
        // Strong lines lie above weak ones.
        edges.sort_by(|one, other| {
            one.strength
                .total_cmp(&other.strength)
                .then((other.from, other.to).cmp(&(one.from, one.to)))
        });
        edges
    }

    /// The place of each node on the circle: neighbours exchange places as long as lines get shorter.
    fn places(&self) -> Vec<usize> {
        let count = self.nodes.len();
        let edges = self.known();
        let mut places: Vec<usize> = (0..count).collect();
        let length = |places: &[usize]| -> f64 {
            let one = |edge: &Edge| {
                let apart = places[edge.from].abs_diff(places[edge.to]);
                edge.strength * apart.min(count - apart) as f64
            };
            edges.iter().map(one).sum()
        };
        let mut best = length(&places);
        for _ in 0..count {
            let mut better = false;
            for one in 0..count {
                for other in one + 1..count {
                    places.swap(one, other);
                    let now = length(&places);
                    if now < best - 1e-9 {
                        best = now;
                        better = true;
                    } else {
                        places.swap(one, other);
                    }
                }
            }
            if !better {
                break;
            }
        }
        places
    }
}

impl Picture for Network {
    fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    fn draw(&self, sheet: &Sheet<'_>, top: i32) -> i32 {
        let pen = Pen::LABEL;
        let count = self.nodes.len();
        let names: Vec<Vec<String>> = self
            .nodes
            .iter()
            .map(|node| pen.wrap(&node.label, NAME))
            .collect();
        let tallest = names
            .iter()
            .map(|lines| lines.len() as i32 * pen.leading())
            .max()
            .unwrap_or(0);
        // Half of the names stand on each side, one below the other.
        let needed = (count as i32 + 1) / 2 * (tallest.min(2 * pen.leading()) + 4);
        let down = (needed / 2).max(ACROSS);
        let centre = (WIDTH / 2, top + down + tallest / 2 + LARGEST as i32 + 8);
        let places = self.places();
        let way = |node: usize| {
            // Half a step from the top, so that no name stands straight above.
            let angle = std::f64::consts::TAU * (places[node] as f64 + 0.5) / count as f64;
            (angle.sin(), -angle.cos())
        };
        let at = |node: usize| {
            let (right, below) = way(node);
            (
                centre.0 + (right * f64::from(ACROSS)).round() as i32,
                centre.1 + (below * f64::from(down)).round() as i32,
            )
        };
        let edges = self.known();
        let strongest = edges.last().map_or(1.0, |edge| edge.strength);
        for edge in &edges {
            let share = edge.strength / strongest;
            let thick = (share * THICKEST).round().max(1.0) as u32;
            sheet.line(
                vec![at(edge.from), at(edge.to)],
                super::style::tint(STROKES[0], 0.25 + share * 0.5),
                thick,
            );
        }
        let most = self.nodes.iter().map(|node| node.n).max().unwrap_or(1).max(1);
        let radius = |node: &Node| {
            ((node.n as f64 / most as f64).sqrt() * LARGEST)
                .max(SMALLEST)
                .round() as i32
        };
        for (place, node) in self.nodes.iter().enumerate() {
            sheet.disc(at(place), radius(node) + 2, PAPER);
            sheet.disc(at(place), radius(node), FILLS[1]);
            sheet.ring(at(place), radius(node), STROKES[1], 1);
        }
        let mut low = centre.1 + down + LARGEST as i32;
        for right in [false, true] {
            low = low.max(self.side(sheet, &names, right, &at, &radius, top));
        }
        low + 4
    }

    fn columns(&self, language: Language) -> Columns {
        let headings = vec![
            say(language, "Kategorie", "Code"),
            "n".to_owned(),
            say(language, "gemeinsam mit", "together with"),
            "n".to_owned(),
            self.strength.clone(),
        ];
        let mut edges = self.known();
        edges.reverse();
        let name = |at: usize| Field::Text(self.nodes[at].label.clone());
        let n = |at: usize| Field::Count(self.nodes[at].n);
        let row = |edge: &Edge| {
            vec![
                name(edge.from),
                n(edge.from),
                name(edge.to),
                n(edge.to),
                Field::Text(self.unit.say(edge.strength, language)),
            ]
        };
        let alone = (0..self.nodes.len())
            .filter(|node| !edges.iter().any(|edge| edge.from == *node || edge.to == *node))
            .map(|node| {
                vec![
                    name(node),
                    n(node),
                    Field::Nothing,
                    Field::Nothing,
                    Field::Nothing,
                ]
            });
        let rows = edges.iter().map(row).chain(alone).collect();
        Columns { headings, rows }
    }
}

impl Network {
    /// Names on one side of the circle, moved apart where they would touch; says where they end.
    fn side(
        &self,
        sheet: &Sheet<'_>,
        names: &[Vec<String>],
        right: bool,
        at: &dyn Fn(usize) -> (i32, i32),
        radius: &dyn Fn(&Node) -> i32,
        top: i32,
    ) -> i32 {
        let pen = Pen::LABEL;
        let mut here: Vec<usize> = (0..self.nodes.len())
            .filter(|node| (at(*node).0 >= WIDTH / 2) == right)
            .collect();
        here.sort_by_key(|node| (at(*node).1, *node));
        let wanted: Vec<(i32, i32)> = here
            .iter()
            .map(|node| (at(*node).1, names[*node].len() as i32 * pen.leading() + 2))
            .collect();
        let mut low = top;
        for (node, middle) in here.iter().zip(super::spread::spread(&wanted, top)) {
            let (x, y) = at(*node);
            let (way, side) = if right { (1, Side::Start) } else { (-1, Side::End) };
            let edge = x + way * (radius(&self.nodes[*node]) + 3);
            let begin = edge + way * 5;
            if middle != y {
                sheet.rule((edge, y), (begin, middle), super::style::AXIS);
            }
            sheet.block(&names[*node], (begin + way * 3, middle), pen.side(side));
            low = low.max(middle + names[*node].len() as i32 * pen.leading() / 2);
        }
        low
    }
}
