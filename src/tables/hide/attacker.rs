//! Somebody who sees a table and computes what is hidden: every sum is an equation, every count has a range, and a hidden count is found out
//! if no other number fits. For tests; it knows nothing of networks.

/// From the least to the most a count can be.
pub(super) type Range = (i64, i64);

#[derive(Debug, Default, Clone)]
pub(super) struct Puzzle {
    pub ranges: Vec<Range>,
    /// What the counts are; numbers near them are tried first, which is quicker and finds no less.
    truth: Vec<i64>,
    /// Sums of multiples of counts that are 0.
    pub equations: Vec<Vec<(usize, i64)>>,
    /// The first is at most the second.
    pub at_most: Vec<(usize, usize)>,
}

impl Puzzle {
    pub fn count(&mut self, range: Range, truth: i64) -> usize {
        self.ranges.push(range);
        self.truth.push(truth);
        self.ranges.len() - 1
    }

    /// Whether a count must be what it is. Only what is next to the truth is tried, each count one more or one less at most: whoever
    /// finds another table there cannot know; that none is there does not prove that there is none further away.
    pub fn tells(&self, at: usize) -> bool {
        let mut near = self.clone();
        for (range, truth) in near.ranges.iter_mut().zip(&self.truth) {
            assert!((range.0..=range.1).contains(truth), "{truth} is not in {range:?}");
            *range = (range.0.max(truth - 1), range.1.min(truth + 1));
        }
        let (low, high) = near.ranges[at];
        let other = |value: i64| {
            let mut asked = near.clone();
            asked.ranges[at] = (value, value);
            asked.has_solution(&mut 200_000)
        };
        let truth = self.truth[at];
        !((low..=high).filter(|value| *value != truth).any(other))
    }

    fn has_solution(&mut self, steps: &mut u32) -> bool {
        if !self.narrow() {
            return false;
        }
        let open = (0..self.ranges.len()).filter(|at| self.ranges[*at].0 < self.ranges[*at].1);
        let Some(at) = open.min_by_key(|at| self.ranges[*at].1 - self.ranges[*at].0) else {
            return true;
        };
        let (low, high) = self.ranges[at];
        let mut values: Vec<i64> = (low..=high).collect();
        values.sort_by_key(|value| (value - self.truth[at]).abs());
        for value in values {
            assert!(*steps > 0, "the puzzle is too large");
            *steps -= 1;
            let mut guess = self.clone();
            guess.ranges[at] = (value, value);
            if guess.has_solution(steps) {
                return true;
            }
        }
        false
    }

    /// Ranges as the equations allow; false if nothing fits.
    fn narrow(&mut self) -> bool {
        loop {
            let before = self.ranges.clone();
            for equation in &self.equations {
                for (at, times) in equation {
                    let (mut low, mut high) = (0, 0);
                    for (other, times) in equation.iter().filter(|(other, _)| other != at) {
                        let (a, b) = (self.ranges[*other].0 * times, self.ranges[*other].1 * times);
                        low += a.min(b);
                        high += a.max(b);
                    }
                    // times · count = −(the others); times is 1 or −1.
                    let (least, most) = if *times > 0 { (-high, -low) } else { (low, high) };
                    let range = &mut self.ranges[*at];
                    *range = (range.0.max(least), range.1.min(most));
                }
            }
            for (small, large) in &self.at_most {
                self.ranges[*small].1 = self.ranges[*small].1.min(self.ranges[*large].1);
                self.ranges[*large].0 = self.ranges[*large].0.max(self.ranges[*small].0);
            }
            if self.ranges.iter().any(|(low, high)| low > high) {
                return false;
            }
            if self.ranges == before {
                return true;
            }
        }
    }
}

#[test]
fn what_can_be_computed_is_told_and_what_cannot_is_not() {
    // Two rows of two counts with all sums shown but the counts hidden.
    let mut square = Puzzle::default();
    let truth = [10, 20, 15, 5];
    let cells: Vec<usize> = truth.iter().map(|n| square.count((0, 100), *n)).collect();
    let sums: Vec<usize> = [30, 20, 25, 25]
        .iter()
        .map(|sum| square.count((*sum, *sum), *sum))
        .collect();
    for (sum, parts) in sums.iter().zip([[0, 1], [2, 3], [0, 2], [1, 3]]) {
        square
            .equations
            .push(vec![(cells[parts[0]], 1), (cells[parts[1]], 1), (*sum, -1)]);
    }
    assert!(!square.tells(cells[0]));
    square.ranges[cells[3]] = (5, 5);
    assert!(square.tells(cells[0]));
    // Two small counts that add up to 2.
    let mut two = Puzzle::default();
    let (a, b, sum) = (two.count((1, 4), 1), two.count((1, 4), 1), two.count((2, 2), 2));
    two.equations.push(vec![(a, 1), (b, 1), (sum, -1)]);
    assert!(two.tells(a));
}
