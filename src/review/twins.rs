//! Answers that say the same: alike but for case, spacing, punctuation and the two ways of writing umlauts and ß.

use rustc_hash::FxHashMap;

/// Numbers answers so that those that say the same have the same number, in the order in which they first come.
#[derive(Debug, Default)]
pub struct Twins {
    numbers: FxHashMap<Box<str>, u32>,
}

impl Twins {
    pub fn number(&mut self, text: &str) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(bare(text)).or_insert(next)
    }

    /// By number, the place among all by the alphabet.
    pub fn alphabet(self) -> Vec<u32> {
        let mut ordered: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        ordered.sort_unstable();
        let mut places = vec![0; ordered.len()];
        for (place, (_, number)) in (0..).zip(ordered) {
            places[number as usize] = place;
        }
        places
    }
}

/// The words of an answer, bare of what does not change what it says.
pub(super) fn bare(text: &str) -> Box<str> {
    use unicode_normalization::UnicodeNormalization;
    let mut bare = String::with_capacity(text.len());
    for letter in text.nfc().flat_map(char::to_lowercase) {
        match letter {
            'ä' => bare.push_str("ae"),
            'ö' => bare.push_str("oe"),
            'ü' => bare.push_str("ue"),
            'ß' => bare.push_str("ss"),
            letter if letter.is_alphanumeric() => bare.push(letter),
            _ if bare.is_empty() || bare.ends_with(' ') => {}
            _ => bare.push(' '),
        }
    }
    bare.trim_end().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_that_say_the_same_have_the_same_number() {
        let mut twins = Twins::default();
        let first = twins.number("Mehr Straßenfeste für alle!");
        assert_eq!(twins.number("  mehr strassenfeste fuer ALLE "), first);
        assert_eq!(twins.number("mehr Stra\u{df}enfeste, fu\u{308}r alle."), first);
        assert_ne!(twins.number("mehr Straßenfeste für Ältere"), first);
        assert_ne!(
            twins.number("mehrstraßenfeste für alle"),
            first,
            "two words are not one"
        );
    }
}
