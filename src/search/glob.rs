//! `*` and `?` as an automaton over normal forms, for the word list's transducer.
//!
//! `?` is one written character: in a normal form that is one character or one of the pairs ae, oe, ue, ss, since
//! `m?nner` has to find "Männer". Deliberately absent: character classes and escapes; no query needs them.

use fst::Automaton;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Byte(u8),
    /// One written character.
    Any,
    /// Any bytes, none included.
    Many,
}

/// A compiled pattern. States are sets of positions in the pattern.
#[derive(Debug, Clone)]
pub struct Glob {
    pieces: Vec<Piece>,
}

/// Positions (bit i: pieces before i are matched) and, for `?` at i, what may still follow within the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    at: u128,
    /// `?` took a, o or u: an e may still belong to it.
    wants_e: u128,
    /// `?` took s: another s may still belong to it.
    wants_s: u128,
    /// `?` took the first byte of a longer character: continuation bytes belong to it.
    inside: u128,
}

/// Longest pattern, in bytes of the normal form.
const LONGEST: usize = 120;

impl Glob {
    /// `pattern` holds `*`, `?` and folded text. Longer patterns than words ever are match nothing.
    pub fn new(pattern: &str) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        for byte in pattern.bytes() {
            match byte {
                b'*' if pieces.last() == Some(&Piece::Many) => {}
                b'*' => pieces.push(Piece::Many),
                b'?' => pieces.push(Piece::Any),
                byte => pieces.push(Piece::Byte(byte)),
            }
        }
        pieces.truncate(LONGEST + 1);
        Glob { pieces }
    }

    /// Adds the positions reachable without a byte: behind a `*`.
    fn close(&self, mut at: u128) -> u128 {
        for (place, piece) in self.pieces.iter().enumerate() {
            if *piece == Piece::Many && at & (1 << place) != 0 {
                at |= 1 << (place + 1);
            }
        }
        at
    }

    #[cfg(test)]
    fn matches(&self, form: &str) -> bool {
        let state = form
            .bytes()
            .fold(self.start(), |state, byte| self.accept(&state, byte));
        self.is_match(&state)
    }
}

impl Automaton for Glob {
    type State = State;

    fn start(&self) -> State {
        State {
            at: self.close(1),
            wants_e: 0,
            wants_s: 0,
            inside: 0,
        }
    }

    fn is_match(&self, state: &State) -> bool {
        self.pieces.len() <= LONGEST && state.at & (1 << self.pieces.len()) != 0
    }

    fn can_match(&self, state: &State) -> bool {
        state.at | state.wants_e | state.wants_s | state.inside != 0
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        let continues = byte & 0b1100_0000 == 0b1000_0000;
        let mut next = State {
            at: 0,
            wants_e: 0,
            wants_s: 0,
            inside: 0,
        };
        if byte == b'e' {
            next.at |= state.wants_e;
        }
        if byte == b's' {
            next.at |= state.wants_s;
        }
        if continues {
            next.at |= state.inside;
            next.inside |= state.inside;
        }
        for (place, piece) in self.pieces.iter().enumerate() {
            if state.at & (1 << place) == 0 {
                continue;
            }
            let behind = 1 << (place + 1);
            match piece {
                Piece::Byte(wanted) if *wanted == byte => next.at |= behind,
                Piece::Byte(_) => {}
                Piece::Many => next.at |= 1 << place,
                Piece::Any if continues => {}
                Piece::Any => {
                    next.at |= behind;
                    match byte {
                        b'a' | b'o' | b'u' => next.wants_e |= behind,
                        b's' => next.wants_s |= behind,
                        0xC0.. => next.inside |= behind,
                        _ => {}
                    }
                }
            }
        }
        next.at = self.close(next.at);
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_written_characters() {
        for (pattern, form, matches) in [
            ("sprach*", "sprachkurs", true),
            ("sprach*", "sprach", true),
            ("*kurs", "sprachkurs", true),
            ("*kurs", "sprachkurse", false),
            ("*kurs*", "sprachkurse", true),
            ("m?nner", "maenner", true),
            ("m?nner", "manner", true),
            ("m?nner", "mnner", false),
            ("stra?e", "strasse", true),
            ("a?b", "a\u{e9}b", true),
            ("w?rt", "wort", true),
            ("w?rt", "woorrt", false),
            ("s*g*t", "sozialgericht", true),
            ("", "x", false),
        ] {
            assert_eq!(Glob::new(pattern).matches(form), matches, "{pattern} {form}");
        }
    }
}
