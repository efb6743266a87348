//! Two wordings of a text, word by word: what is gone and what is new.

use maud::{Markup, html};

/// Longer texts are not compared word by word.
const MOST_WORDS: usize = 3_000;

/// A run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Same(String),
    Gone(String),
    New(String),
}

/// The new wording with what is gone struck out and what is new underlined.
pub fn compared(old: &str, new: &str) -> Markup {
    html! {
        @for piece in pieces(old, new) {
            @match piece {
                Piece::Same(text) => { (text) }
                Piece::Gone(text) => { del { (text) } }
                Piece::New(text) => { ins { (text) } }
            }
        }
    }
}

fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (words(old), words(new));
    if old.len().max(new.len()) > MOST_WORDS {
        return vec![Piece::Gone(old.concat()), Piece::New(new.concat())];
    }
    // How many words what is behind has in common (longest common subsequence).
    let mut common = vec![vec![0_u16; new.len() + 1]; old.len() + 1];
    for (i, left) in old.iter().enumerate().rev() {
        for (j, right) in new.iter().enumerate().rev() {
            common[i][j] = if left == right {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut gone = String::new();
    let mut added = String::new();
    let flush = |pieces: &mut Vec<Piece>, gone: &mut String, added: &mut String| {
        for (text, piece) in [(gone, Piece::Gone as fn(String) -> Piece), (added, Piece::New)] {
            if !text.is_empty() {
                pieces.push(piece(std::mem::take(text)));
            }
        }
    };
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            flush(&mut pieces, &mut gone, &mut added);
            match pieces.last_mut() {
                Some(Piece::Same(text)) => text.push_str(old[i]),
                _ => pieces.push(Piece::Same(old[i].to_owned())),
            }
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            gone.push_str(old[i]);
            i += 1;
        } else {
            added.push_str(new[j]);
            j += 1;
        }
    }
    flush(&mut pieces, &mut gone, &mut added);
    pieces
}

/// Words and what stands between them.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut from = 0;
    let mut before: Option<bool> = None;
    for (at, letter) in text.char_indices() {
        let is_blank = letter.is_whitespace();
        if before.is_some_and(|before| before != is_blank) {
            words.push(&text[from..at]);
            from = at;
        }
        before = Some(is_blank);
    }
    if from < text.len() {
        words.push(&text[from..]);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(old: &str, new: &str) -> String {
        compared(old, new).into_string()
    }

    #[test]
    fn what_is_gone_stands_before_what_is_new() {
        assert_eq!(
            drawn(
                "Nur bei Streifen der Polizei.",
                "Nur bei Streifen von Polizei und Zoll."
            ),
            "Nur bei Streifen <del>der</del><ins>von</ins> <del>Polizei.</del><ins>Polizei und Zoll.</ins>"
        );
        assert_eq!(drawn("a b c", "a c"), "a <del>b </del>c");
        assert_eq!(drawn("", "<b>"), "<ins>&lt;b&gt;</ins>");
        assert_eq!(drawn("so", "so"), "so");
    }

    #[test]
    fn both_wordings_can_be_read_from_it() {
        for (old, new) in [("a b  c d", "x b c\nd e"), ("", ""), ("ä ö", "ö ä"), ("eins", "")] {
            let all = pieces(old, new);
            let read = |skip: fn(&Piece) -> bool| -> String {
                let kept = all.iter().filter(|piece| !skip(piece));
                kept.map(|piece| match piece {
                    Piece::Same(text) | Piece::Gone(text) | Piece::New(text) => text.as_str(),
                })
                .collect()
            };
            assert_eq!(read(|piece| matches!(piece, Piece::New(_))), old);
            assert_eq!(read(|piece| matches!(piece, Piece::Gone(_))), new);
        }
    }
}
