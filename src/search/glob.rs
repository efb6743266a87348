//! `*` and `?` as an automaton over normal forms, for the word list's transducer.
//!
//! `?` is one written character: in a normal form that is one character or one of the pairs ae, oe, ue, ss, since
//! `m?nner` has to find "Männer". Deliberately absent: character classes and escapes; no query needs them.

use fst::Automaton;

/// A compiled pattern. A state is a set of positions: bit i says that the pieces before i are matched. All positions move
/// at once (Baeza-Yates and Gonnet 1992, "A new approach to text searching").
#[derive(Debug, Clone)]
pub struct Glob {
    /// Positions whose piece is this byte.
    of_byte: Box<[u64; 256]>,
    /// Positions of `?`.
    any: u64,
    /// Positions of `*`.
    many: u64,
    /// Behind the last piece.
    end: u64,
}

/// Positions, and what may still belong to a character that `?` took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    at: u64,
    /// `?` took a, o or u: an e may still belong to it.
    wants_e: u64,
    /// `?` took s: another s may still belong to it.
    wants_s: u64,
    /// `?` took the first byte of a longer character: continuation bytes belong to it.
    inside: u64,
}

/// Longest pattern, in bytes of the normal form.
const LONGEST: usize = 62;

impl Glob {
    /// `pattern` holds `*`, `?` and folded text. Longer patterns than words ever are match nothing.
    pub fn new(pattern: &str) -> Self {
        let mut glob = Glob {
            of_byte: Box::new([0; 256]),
            any: 0,
            many: 0,
            end: 0,
        };
        let mut place = 0;
        let mut last = 0;
        for byte in pattern.bytes() {
            if place == LONGEST {
                return Glob { end: 0, ..glob };
            }
            match byte {
                b'*' if last == b'*' => continue,
                b'*' => glob.many |= 1 << place,
                b'?' => glob.any |= 1 << place,
                byte => glob.of_byte[usize::from(byte)] |= 1 << place,
            }
            last = byte;
            place += 1;
        }
        Glob {
            end: 1 << place,
            ..glob
        }
    }

    /// Adds the positions reachable without a byte: behind a `*`. Two never stand side by side.
    fn close(&self, at: u64) -> u64 {
        at | (at & self.many) << 1
    }

    /// Whether a whole word matches.
    pub fn matches(&self, word: &[u8]) -> bool {
        let state = word
            .iter()
            .fold(self.start(), |state, byte| self.accept(&state, *byte));
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
        state.at & self.end != 0
    }

    fn can_match(&self, state: &State) -> bool {
        self.end != 0 && state.at | state.wants_e | state.wants_s | state.inside != 0
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        let continues = byte & 0b1100_0000 == 0b1000_0000;
        let mut next = State {
            at: 0,
            wants_e: 0,
            wants_s: 0,
            inside: 0,
        };
        next.at = (state.at & self.of_byte[usize::from(byte)]) << 1 | state.at & self.many;
        if self.any != 0 {
            let behind = (state.at & self.any) << 1;
            match byte {
                b'e' => next.at |= state.wants_e,
                b's' => next.at |= state.wants_s,
                _ if continues => {
                    next.at |= state.inside;
                    next.inside = state.inside;
                }
                _ => {}
            }
            if !continues {
                next.at |= behind;
                match byte {
                    b'a' | b'o' | b'u' => next.wants_e = behind,
                    b's' => next.wants_s = behind,
                    0xC0.. => next.inside = behind,
                    _ => {}
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
            assert_eq!(
                Glob::new(pattern).matches(form.as_bytes()),
                matches,
                "{pattern} {form}"
            );
        }
    }
}
