//! Draws that every copy of a study repeats: numbers made of names and keys alone.

/// A number drawn for a unit by its key, so that copies of a study draw alike.
pub fn drawn(key: &str) -> u64 {
    drawn_of(&[key])
}

/// A number drawn for several names together; their borders count (FNV-1a, 64 bits: Fowler, Noll, Vo; finished as in
/// MurmurHash3, so that keys that differ in the last letter lie apart).
pub fn drawn_of(names: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for (at, name) in names.iter().enumerate() {
        // No UTF-8 holds this byte.
        let border = (at > 0).then_some(0xff);
        for byte in border.into_iter().chain(name.bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// Whether a number drawn from all is among the lowest `percent` of a hundred.
pub fn is_among(drawn: u64, percent: u32) -> bool {
    // 2⁶⁴ numbers; the product needs more bits than one has.
    u128::from(drawn) * 100 < u128::from(percent) << 64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borders_of_names_count() {
        assert_ne!(drawn_of(&["1", "23"]), drawn_of(&["12", "3"]));
        assert_eq!(drawn("12"), drawn_of(&["12"]));
    }

    #[test]
    fn a_share_is_as_large_as_it_is_said_to_be() {
        let keys: Vec<String> = (0..20_000).map(|key| key.to_string()).collect();
        for percent in [0, 1, 20, 50, 100] {
            let among = keys.iter().filter(|key| is_among(drawn(key), percent)).count();
            let expected = keys.len() * percent as usize / 100;
            assert!(among.abs_diff(expected) < 250, "{percent} %: {among}");
        }
        assert!(keys.iter().all(|key| is_among(drawn(key), 100)));
    }
}
