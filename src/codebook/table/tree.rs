//! What stands below what, where a table says it by indentation or by numbers such as 1.2; and that no tree goes in a circle.

use std::collections::BTreeMap;

/// How deeply codes may nest.
const DEEPEST: usize = 40;

/// Each below the last one before it that is indented less.
pub(super) fn by_width(widths: &[usize]) -> Vec<Option<usize>> {
    let mut above: Vec<usize> = Vec::new();
    let mut out = Vec::with_capacity(widths.len());
    for (place, width) in widths.iter().enumerate() {
        while above.last().is_some_and(|last| widths[*last] >= *width) {
            above.pop();
        }
        out.push(above.last().copied());
        above.push(place);
    }
    out
}

/// `1.2` below `1`; none where they are not all numbers of this kind, or none has a full stop.
pub(super) fn by_number(numbers: &[&str]) -> Option<Vec<Option<usize>>> {
    let numbers: Vec<&str> = numbers
        .iter()
        .map(|number| number.trim().trim_end_matches('.'))
        .collect();
    let dotted = |number: &str| {
        let mut pieces = number.split('.');
        pieces.all(|piece| !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if !numbers.iter().all(|number| dotted(number)) || !numbers.iter().any(|number| number.contains('.')) {
        return None;
    }
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, number) in numbers.iter().enumerate() {
        places.entry(number).or_insert(place);
    }
    let above = |(place, number): (usize, &&str)| {
        let mut number = *number;
        while let Some((before, _)) = number.rsplit_once('.') {
            if let Some(above) = places.get(before).filter(|above| **above != place) {
                return Some(*above);
            }
            number = before;
        }
        None
    };
    Some(numbers.iter().enumerate().map(above).collect())
}

/// The first that stands too deep or in a circle.
pub(super) fn too_deep(parents: &[Option<usize>]) -> Option<usize> {
    (0..parents.len()).find(|place| {
        let mut at = *place;
        for _ in 0..DEEPEST {
            match parents[at] {
                None => return false,
                Some(above) => at = above,
            }
        }
        true
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_are_read_from_indentation_and_numbers() {
        assert_eq!(
            by_width(&[0, 2, 4, 2, 0, 1]),
            [None, Some(0), Some(1), Some(0), None, Some(4)]
        );
        assert_eq!(by_width(&[3, 1]), [None, None]);
        let read = by_number(&["1", "1.1", "1.1.1", "2.", "2.5.1"]).unwrap();
        assert_eq!(read, [None, Some(0), Some(1), None, Some(3)]);
        assert_eq!(by_number(&["1", "2"]), None);
        assert_eq!(by_number(&["1", "1.a"]), None);
        assert_eq!(too_deep(&[None, Some(0)]), None);
        assert_eq!(too_deep(&[Some(1), Some(0)]), Some(0));
    }
}
