//! A network of what occurs together: nodes on a circle, so that all names can be read, in an order that keeps lines short.

use super::picture::{Columns, Picture};
use super::sheet::{Pen, Sheet, Side};
use super::style::{FILLS, PAPER, STROKES, WIDTH, tint};
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

/// Half as wide as the circle is on which nodes stand.
const ACROSS: i32 = 165;
/// A row of few nodes is no higher than this.
const TALLEST: i32 = 90;
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
        let circle = Circle::of(self, top);
        let edges = self.known();
        let strongest = edges.last().map_or(1.0, |edge| edge.strength);
        for edge in &edges {
            let share = edge.strength / strongest;
            let thick = (share * THICKEST).round().max(1.0) as u32;
            let colour = tint(STROKES[0], 0.25 + share * 0.5);
            sheet.line(vec![circle.at[edge.from], circle.at[edge.to]], colour, thick);
        }
        for (at, radius) in circle.at.iter().zip(&circle.radius) {
            sheet.disc(*at, radius + 2, PAPER);
            sheet.disc(*at, *radius, FILLS[1]);
            sheet.ring(*at, *radius, STROKES[1], 1);
        }
        let pen = Pen::LABEL;
        for ((lines, (x, y)), radius) in circle.names.iter().zip(&circle.at).zip(&circle.radius) {
            let (way, side) = match *x >= WIDTH / 2 {
                true => (1, Side::Start),
                false => (-1, Side::End),
            };
            sheet.block(lines, (x + way * (radius + 7), *y), pen.side(side));
        }
        let key = format!(
            "{}; {}: {}",
            say(sheet.language, "Fläche der Kreise: n", "Area of circles: n"),
            say(sheet.language, "Dicke der Linien", "thickness of lines"),
            self.strength
        );
        sheet.paragraph(&key, Sheet::LEFT, circle.bottom + 8, Sheet::RIGHT, Pen::SMALL)
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

/// The nodes laid out: on both sides of a circle, rows equally far apart, so that each name has its row.
struct Circle {
    at: Vec<(i32, i32)>,
    radius: Vec<i32>,
    names: Vec<Vec<String>>,
    bottom: i32,
}

impl Circle {
    fn of(network: &Network, top: i32) -> Circle {
        let pen = Pen::LABEL;
        let nodes = &network.nodes;
        let names: Vec<Vec<String>> = nodes.iter().map(|node| pen.wrap(&node.label, NAME)).collect();
        let most = names.iter().map(Vec::len).max().unwrap_or(1) as i32;
        let half = nodes.len().div_ceil(2) as i32;
        let row = (most * pen.leading() + 4)
            .max(2 * ACROSS / half.max(1))
            .min(TALLEST);
        let largest = LARGEST.min(f64::from(row) / 2.0 - 2.0);
        let n = nodes.iter().map(|node| node.n).max().unwrap_or(1).max(1);
        let radius = nodes
            .iter()
            .map(|node| {
                ((node.n as f64 / n as f64).sqrt() * largest)
                    .max(SMALLEST)
                    .round() as i32
            })
            .collect();
        // Places run clockwise: down on the right, up on the left.
        let at = network.places().into_iter().map(|place| {
            let place = place as i32;
            let (way, down) = match place < half {
                true => (1, place),
                false => (-1, nodes.len() as i32 - 1 - place),
            };
            let y = (f64::from(down) + 0.5) / f64::from(half) * 2.0 - 1.0;
            let x = (1.0 - y * y).sqrt() * f64::from(ACROSS);
            (WIDTH / 2 + way * x.round() as i32, top + row * down + row / 2)
        });
        Circle {
            at: at.collect(),
            radius,
            names,
            bottom: top + row * half,
        }
    }
}
