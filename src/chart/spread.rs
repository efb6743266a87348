//! Labels in a column, moved apart as little as needed.

/// `wanted`: the middle that a label would like and how high it is, from top to bottom. None begins above `top`; where
/// several want the same place, they stand around it.
pub(super) fn spread(wanted: &[(i32, i32)], top: i32) -> Vec<i32> {
    // Blocks of touching labels: first label, how many, how high together, and where their top stands.
    let mut blocks: Vec<Block> = Vec::new();
    for (at, (middle, high)) in wanted.iter().enumerate() {
        let mut block = Block {
            first: at,
            count: 1,
            high: *high,
            sum: f64::from(middle - high / 2),
            top: (middle - high / 2).max(top),
        };
        while let Some(above) = blocks.last() {
            if above.top + above.high <= block.top {
                break;
            }
            // Each label of the lower block would like to begin this much above its own place.
            let sum = above.sum + block.sum - f64::from(above.high) * block.count as f64;
            let count = above.count + block.count;
            block = Block {
                first: above.first,
                count,
                high: above.high + block.high,
                sum,
                top: ((sum / count as f64).round() as i32).max(top),
            };
            blocks.pop();
        }
        blocks.push(block);
    }
    let mut middles = Vec::new();
    for block in blocks {
        let mut y = block.top;
        for (_, high) in &wanted[block.first..block.first + block.count] {
            middles.push(y + high / 2);
            y += high;
        }
    }
    middles
}

struct Block {
    first: usize,
    count: usize,
    high: i32,
    sum: f64,
    top: i32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stay_where_they_are_or_move_apart() {
        assert_eq!(spread(&[(10, 10), (40, 10)], 0), [10, 40]);
        assert_eq!(spread(&[(50, 10), (50, 10)], 0), [45, 55]);
        assert_eq!(spread(&[(2, 10), (2, 10), (30, 10)], 0), [5, 15, 30]);
        let many: Vec<(i32, i32)> = (0..20).map(|_| (100, 16)).collect();
        let placed = spread(&many, 0);
        assert!(placed.windows(2).all(|pair| pair[1] - pair[0] >= 16));
    }
}
