//! Tables drawn at random among those with the same sums (Patefield 1981, "Algorithm AS 159", Applied Statistics 30: 91–97):
//! what shuffling the rows of all cases gives, without shuffling each case.

use rand::RngExt;
use rand::rngs::ChaCha8Rng;

/// Logarithms of n! for n up to a largest one.
#[derive(Debug, Clone)]
pub(super) struct LnFactorials(Vec<f64>);

impl LnFactorials {
    pub fn up_to(n: u64) -> LnFactorials {
        let mut sum = 0.0;
        let logs = (1..=n).map(|n| {
            sum += (n as f64).ln();
            sum
        });
        LnFactorials(std::iter::once(0.0).chain(logs).collect())
    }

    pub fn of(&self, n: u64) -> f64 {
        self.0[n as usize]
    }
}

/// Draws a table into `drawn`, row by row. The sums of rows and of columns are equal.
pub(super) fn draw_table(
    row_sums: &[u64],
    column_sums: &[u64],
    logs: &LnFactorials,
    random: &mut ChaCha8Rng,
    drawn: &mut [Vec<u64>],
) {
    let mut left: Vec<u64> = column_sums.to_vec();
    for (row, sum) in drawn.iter_mut().zip(row_sums) {
        let mut open = *sum;
        let mut among: u64 = left.iter().sum();
        for (cell, column) in row.iter_mut().zip(&mut left) {
            *cell = hypergeometric(among, *column, open, logs, random);
            among -= *column;
            open -= *cell;
            *column -= *cell;
        }
    }
}

/// How many of `marked` are among `taken` of `all`, at random: by inversion, outwards from the most probable number.
fn hypergeometric(all: u64, marked: u64, taken: u64, logs: &LnFactorials, random: &mut ChaCha8Rng) -> u64 {
    let (low, high) = ((marked + taken).saturating_sub(all), marked.min(taken));
    if low == high {
        return low;
    }
    let mode = (((taken + 1) as f64 * (marked + 1) as f64 / (all + 2) as f64) as u64).clamp(low, high);
    let ln = logs.of(marked) + logs.of(all - marked) + logs.of(taken) + logs.of(all - taken)
        - logs.of(all)
        - logs.of(mode)
        - logs.of(marked - mode)
        - logs.of(taken - mode)
        - logs.of(all + mode - marked - taken);
    let at_mode = ln.exp();
    let mut left = random.random::<f64>() - at_mode;
    let (mut up, mut down, mut p_up, mut p_down) = (mode, mode, at_mode, at_mode);
    while left >= 0.0 {
        if up == high && down == low {
            return mode;
        }
        if up < high {
            p_up *= (marked - up) as f64 * (taken - up) as f64;
            up += 1;
            p_up /= up as f64 * (all + up - marked - taken) as f64;
            left -= p_up;
            if left < 0.0 {
                return up;
            }
        }
        if down > low {
            p_down *= down as f64 * (all + down - marked - taken) as f64;
            down -= 1;
            p_down /= (marked - down) as f64 * (taken - down) as f64;
            left -= p_down;
            if left < 0.0 {
                return down;
            }
        }
    }
    mode
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    #[test]
    fn drawn_tables_keep_their_sums_and_have_the_expected_counts_on_average() {
        let (rows, columns) = ([12, 5, 0, 23], [9, 1, 20, 10]);
        let logs = LnFactorials::up_to(40);
        let mut random = ChaCha8Rng::seed_from_u64(3);
        let mut drawn = vec![vec![0; 4]; 4];
        let mut sums = vec![vec![0.0; 4]; 4];
        for _ in 0..20_000 {
            draw_table(&rows, &columns, &logs, &mut random, &mut drawn);
            for row in 0..4 {
                assert_eq!(drawn[row].iter().sum::<u64>(), rows[row]);
                let column: u64 = drawn.iter().map(|cells| cells[row]).sum();
                assert_eq!(column, columns[row]);
                for column in 0..4 {
                    sums[row][column] += drawn[row][column] as f64 / 20_000.0;
                }
            }
        }
        for row in 0..4 {
            for column in 0..4 {
                let expected = rows[row] as f64 * columns[column] as f64 / 40.0;
                assert!(
                    (sums[row][column] - expected).abs() < 0.05,
                    "{row} {column} {sums:?}"
                );
            }
        }
    }
}
