//! Where the labels of points stand: beside their points, apart from each other, always the same way.
//!
//! Each label has places around its point, near ones first; one after the other takes the place that costs least, and this
//! is repeated until nothing changes. After Christensen, Marks and Shieber (1995), "An empirical study of algorithms for
//! point-feature label placement", ACM Transactions on Graphics 14: 203–232, there discrete gradient descent.

use super::sheet::Side;

/// A point and how large its label is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub at: (i32, i32),
    pub size: (i32, i32),
}

/// Where a label stands: the middle of its height, and where a line leads to its point from, if it is far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Label {
    pub at: (i32, i32),
    pub side: Side,
    pub leader: Option<(i32, i32)>,
}

/// A rectangle: left, top, right, bottom.
#[derive(Debug, Clone, Copy)]
struct Bounds(i32, i32, i32, i32);

impl Bounds {
    fn shared(self, other: Bounds) -> i64 {
        let wide = (self.2.min(other.2) - self.0.max(other.0)).max(0);
        let high = (self.3.min(other.3) - self.1.max(other.1)).max(0);
        i64::from(wide) * i64::from(high)
    }

    fn area(self) -> i64 {
        i64::from(self.2 - self.0) * i64::from(self.3 - self.1)
    }
}

/// How far the middle of a marker is from its edge, with some air.
const MARKER: i32 = 7;
/// Rounds after which nothing changes any more, as a rule far earlier.
const ROUNDS: usize = 40;
/// Distances of places from their points, in pixels.
const REACH: [i32; 6] = [0, 12, 26, 44, 66, 92];

#[derive(Debug, Clone, Copy)]
struct Place {
    bounds: Bounds,
    side: Side,
    /// How much it is disliked without regard to others.
    cost: i64,
    leader: Option<(i32, i32)>,
}

/// Where each label stands, inside `frame` (from, to).
pub(super) fn settle(spots: &[Spot], frame: ((i32, i32), (i32, i32))) -> Vec<Label> {
    let frame = Bounds(frame.0.0, frame.0.1, frame.1.0, frame.1.1);
    let markers: Vec<Bounds> = spots
        .iter()
        .map(|spot| {
            let (x, y) = spot.at;
            Bounds(x - MARKER + 2, y - MARKER + 2, x + MARKER - 2, y + MARKER - 2)
        })
        .collect();
    let places: Vec<Vec<Place>> = spots
        .iter()
        .map(|spot| {
            let mut places = places(spot);
            for place in &mut places {
                let inside = place.bounds.shared(frame);
                place.cost += (place.bounds.area() - inside) * 200;
                place.cost += markers
                    .iter()
                    .map(|marker| place.bounds.shared(*marker))
                    .sum::<i64>()
                    * 40;
            }
            places
        })
        .collect();
    let mut taken: Vec<usize> = vec![0; spots.len()];
    for round in 0..ROUNDS {
        let mut moved = false;
        for label in 0..spots.len() {
            // In the first round only labels that have their place already count.
            let others: Vec<Bounds> = (0..spots.len())
                .filter(|other| *other != label && (round > 0 || *other < label))
                .map(|other| places[other][taken[other]].bounds)
                .collect();
            let cost = |place: &Place| {
                place.cost
                    + others
                        .iter()
                        .map(|other| place.bounds.shared(*other))
                        .sum::<i64>()
                        * 60
            };
            let best = (0..places[label].len()).min_by_key(|at| (cost(&places[label][*at]), *at));
            let best = best.unwrap_or(0);
            moved |= best != taken[label];
            taken[label] = best;
        }
        if round > 0 && !moved {
            break;
        }
    }
    places
        .iter()
        .zip(taken)
        .map(|(places, at)| {
            let place = places[at];
            let Bounds(left, top, right, bottom) = place.bounds;
            let x = match place.side {
                Side::Start => left,
                Side::Middle => (left + right) / 2,
                Side::End => right,
            };
            Label {
                at: (x, (top + bottom) / 2),
                side: place.side,
                leader: place.leader,
            }
        })
        .collect()
}

/// Places around a point, liked ones first: right, left, above, below, then the corners; then the same farther away.
fn places(spot: &Spot) -> Vec<Place> {
    let (wide, high) = spot.size;
    let mut out = Vec::new();
    for (far, reach) in REACH.into_iter().enumerate() {
        for (liked, (right, down)) in [
            (1, 0),
            (-1, 0),
            (0, -1),
            (0, 1),
            (1, -1),
            (1, 1),
            (-1, -1),
            (-1, 1),
        ]
        .into_iter()
        .enumerate()
        {
            let (x, y) = (
                spot.at.0 + right * (MARKER + reach),
                spot.at.1 + down * (MARKER - 2 + reach),
            );
            let (side, left) = match right {
                1 => (Side::Start, x),
                -1 => (Side::End, x - wide),
                _ => (Side::Middle, x - wide / 2),
            };
            let top = match down {
                1 => y,
                -1 => y - high,
                _ => y - high / 2,
            };
            out.push(Place {
                bounds: Bounds(left, top, left + wide, top + high),
                side,
                cost: liked as i64 * 8 + far as i64 * 400,
                leader: (far > 0).then_some((x, y)),
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_near_points_do_not_touch() {
        let spots: Vec<Spot> = (0..12)
            .map(|at| Spot {
                at: (200 + at % 3 * 6, 200 + at / 3 * 5),
                size: (80, 16),
            })
            .collect();
        let settled = settle(&spots, ((0, 0), (500, 400)));
        let bounds: Vec<Bounds> = settled
            .iter()
            .map(|label| {
                let left = match label.side {
                    Side::Start => label.at.0,
                    Side::Middle => label.at.0 - 40,
                    Side::End => label.at.0 - 80,
                };
                Bounds(left, label.at.1 - 8, left + 80, label.at.1 + 8)
            })
            .collect();
        for (at, one) in bounds.iter().enumerate() {
            for other in &bounds[at + 1..] {
                assert_eq!(one.shared(*other), 0, "{one:?} {other:?}");
            }
        }
        assert_eq!(settled, settle(&spots, ((0, 0), (500, 400))));
    }

    #[test]
    fn a_label_at_the_edge_stays_inside() {
        let spot = Spot {
            at: (295, 20),
            size: (60, 16),
        };
        let settled = settle(&[spot], ((0, 0), (300, 100)));
        assert_eq!(settled[0].side, Side::End);
    }
}
