//! Letters three to five long of what stands between blanks, within words padded by a blank as in scikit-learn's `char_wb`.

use crate::survey::Span;

const SHORTEST: usize = 3;
const LONGEST: usize = 5;

/// What stands between blanks, with its place.
pub fn pieces(text: &str) -> impl Iterator<Item = (Span, &str)> {
    text.split_whitespace().map(move |piece| {
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        (Span::new(start, start + piece.len()), piece)
    })
}

/// Runs of 3 to 5 letters of a word between blanks; a word shorter than that once, whole.
pub fn each_letters(word: &str, mut each: impl FnMut(u128)) {
    let padded: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
    for length in SHORTEST..=LONGEST {
        padded.windows(length).map(packed).for_each(&mut each);
        if padded.len() <= length {
            return;
        }
    }
}

/// Up to six characters in one number; no two runs share one, since no character is 0.
fn packed(letters: &[char]) -> u128 {
    letters
        .iter()
        .fold(0, |packed, letter| packed << 21 | u128::from(u32::from(*letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(word: &str) -> Vec<String> {
        let mut all = Vec::new();
        each_letters(word, |mut packed| {
            let mut run = String::new();
            while packed > 0 {
                run.insert(0, char::from_u32((packed & 0x1f_ffff) as u32).unwrap());
                packed >>= 21;
            }
            all.push(run);
        });
        all
    }

    /// CountVectorizer(analyzer="char_wb", ngram_range=(3, 5)).build_analyzer() of scikit-learn 1.7.
    #[test]
    fn letters_are_those_of_char_wb() {
        assert_eq!(letters("a"), [" a "]);
        assert_eq!(letters("ab"), [" ab", "ab ", " ab "]);
        assert_eq!(letters("rad"), [" ra", "rad", "ad ", " rad", "rad ", " rad "]);
        assert_eq!(
            letters("kurs"),
            [
                " ku", "kur", "urs", "rs ", " kur", "kurs", "urs ", " kurs", "kurs "
            ]
        );
    }
}
