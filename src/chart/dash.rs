//! Lines in dashes, cut by length, since the backend draws lines through only.

/// The dashes of a line along `points`; `pattern` holds lengths drawn and left out in turn, in pixels.
pub(super) fn dashes(points: &[(i32, i32)], pattern: &[i32]) -> Vec<Vec<(i32, i32)>> {
    let mut out: Vec<Vec<(i32, i32)>> = Vec::new();
    let (mut turn, mut left) = (0, f64::from(pattern[0]));
    let mut open: Vec<(i32, i32)> = Vec::new();
    for pair in points.windows(2) {
        let (from, to) = (real(pair[0]), real(pair[1]));
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let at = |along: f64| {
            let share = along / length;
            whole((from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share))
        };
        if length == 0.0 {
            continue;
        }
        let mut along = 0.0;
        if turn % 2 == 0 {
            open.push(pair[0]);
        }
        while along + left < length {
            along += left;
            if turn % 2 == 0 {
                open.push(at(along));
                out.push(std::mem::take(&mut open));
            } else {
                open.push(at(along));
            }
            turn = (turn + 1) % pattern.len();
            left = f64::from(pattern[turn].max(1));
        }
        left -= length - along;
        if turn % 2 == 0 {
            open.push(pair[1]);
        }
    }
    if open.len() > 1 {
        out.push(open);
    }
    out
}

fn real(point: (i32, i32)) -> (f64, f64) {
    (f64::from(point.0), f64::from(point.1))
}

fn whole(point: (f64, f64)) -> (i32, i32) {
    (point.0.round() as i32, point.1.round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_go_on_around_a_corner() {
        let line = [(0, 0), (10, 0), (10, 10)];
        let cut = dashes(&line, &[6, 2]);
        assert_eq!(cut[0], [(0, 0), (6, 0)]);
        assert_eq!(cut[1], [(8, 0), (10, 0), (10, 0), (10, 4)]);
        assert_eq!(cut[2], [(10, 6), (10, 10)]);
        assert_eq!(cut.len(), 3);
    }
}
