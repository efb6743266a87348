//! A compound's building blocks: the cheapest way to read the whole word as blocks of the lexicon with linking elements.
//!
//! Shortest path over the letters: every block costs, short blocks and unusual links cost more, words that people use in
//! the answers cost less; so the best split wins and not the first. A word that is one block stays whole. Deliberately
//! absent: guessing; beside a listed noun one block may be a word that only the answers know (Scooter|fahrer), else a word
//! that the lexicon cannot read to its end stays whole.
//!
//! Measured on the golden files (`tests/golden`): 350 compounds, rows with odd numbers for development, and 490 simple words.
//!
//! | splitter | development | held back | simple words wrongly split |
//! |---|---|---|---|
//! | this one | 174 of 175 | 172 of 175 | 0 of 490 |
//! | charabia 0.10, greedy; linking elements as pieces of their own forgiven | 152 of 175 | 157 of 175 | 187 of 490 |
//!
//! The same person wrote compounds and blocks, so the held-back half is blind to rules and costs but not to the vocabulary: the
//! first list of blocks, written before the compounds, split 152 of its 175 right (87 %), and that is the figure to expect on
//! new words of the field. Many of the simple words are listed. In 300 forms drawn from a corpus on traffic (citizens'
//! contributions from Hamburg-Ottensen) before any block was added for it, 106 were split, 2 of them wrongly; 18 compounds other
//! than names and typing errors were left whole, and no simple word was split. Frequencies change none of the
//! golden figures. charabia's word list is under the LGPL, which is why none of it is shipped here.

use std::borrow::Cow;

use super::lexicon::{Lexicon, Uses};
use super::link::{LINKS, ends_word, link_fits};

/// Costs in hundredths of a block. Set on the development half of `tests/golden/compounds.md`.
const BLOCK: u32 = 100;
const PREFIXED: u32 = 30;
/// A noun that only the rules make (Fahrung).
const MADE: u32 = 15;
const SEEN_AT_MOST: f64 = 20.0;

/// A block that is not listed, but which the answers have as a word of its own.
const UNLISTED: u32 = 180;
const UNLISTED_SEEN: u64 = 2;
const UNLISTED_LENGTH: usize = 5;
/// The shortest listed block beside it.
const LISTED_LENGTH: usize = 4;

/// Prefixes that may stand before a block without being one.
const PREFIXES: [&str; 33] = [
    "ab", "an", "auf", "aus", "bei", "durch", "ein", "fehl", "fort", "gegen", "her", "hin", "inter", "anti",
    "mit", "nach", "rueck", "sub", "super", "ueber", "um", "un", "unter", "ur", "vor", "weiter", "wieder",
    "zurueck", "zusammen", "miss", "ko", "ex", "trans",
];

/// The longest form that is looked at, in bytes; longer ones are addresses and typing.
const LONGEST: usize = 60;
/// The shortest compound, in bytes: "Zoobau".
const SHORTEST: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    /// Bytes of the form without the linking element.
    pub start: usize,
    pub end: usize,
    /// Where the next block begins.
    pub next: usize,
}

/// A word between hyphens and its blocks; none where it is simple.
pub(super) struct Pieces<'p> {
    pub piece: &'p str,
    /// The piece without a gender mark, which the blocks are cut from.
    pub solid: Cow<'p, str>,
    pub blocks: Vec<Block>,
}

impl Pieces<'_> {
    /// The blocks as written, or the word itself.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let simple = self.blocks.is_empty().then_some(self.piece);
        simple
            .into_iter()
            .chain(self.blocks.iter().map(|block| self.cut(block, block)))
    }

    /// Two and more blocks in a row, but not the whole word where it stands `alone`.
    pub fn runs(&self, alone: bool) -> impl Iterator<Item = &str> {
        let count = self.blocks.len();
        (0..count)
            .flat_map(move |first| (first + 1..count).map(move |last| (first, last)))
            .filter(move |run| !alone || *run != (0, count - 1))
            .map(|(first, last)| self.cut(&self.blocks[first], &self.blocks[last]))
    }

    fn cut(&self, first: &Block, last: &Block) -> &str {
        let end = if last.next == self.solid.len() {
            last.next
        } else {
            last.end
        };
        &self.solid[first.start..end]
    }
}

#[derive(Clone, Copy)]
struct Step {
    cost: u32,
    start: u8,
    end: u8,
}

const UNREACHED: Step = Step {
    cost: u32::MAX,
    start: 0,
    end: 0,
};

/// The blocks of `form` (lower-case ASCII letters); empty where the word stays whole.
pub(super) fn split(lexicon: &Lexicon, form: &str, seen: &dyn Fn(&str) -> u64) -> Vec<Block> {
    let bytes = form.as_bytes();
    let length = bytes.len();
    if !(SHORTEST..=LONGEST).contains(&length) || !bytes.iter().all(u8::is_ascii_lowercase) {
        return Vec::new();
    }
    let listed = |list: &[String], test: &dyn Fn(&str) -> bool| list.iter().any(|word| test(word));
    if listed(&lexicon.whole_ends, &|end| form.ends_with(end))
        || listed(&lexicon.whole_starts, &|start| form.starts_with(start))
    {
        return Vec::new();
    }
    let mut best = [UNREACHED; LONGEST + 1];
    best[0].cost = 0;
    read(lexicon, form, seen, &mut best);
    if best[length].cost == u32::MAX {
        admit_seen_words(form, seen, &mut best);
        read(lexicon, form, seen, &mut best);
        let found = blocks(&best, length);
        return if beside_a_noun(lexicon, form, &found) {
            found
        } else {
            Vec::new()
        };
    }
    blocks(&best, length)
}

/// Walks over the letters, from every place that blocks reach.
fn read(lexicon: &Lexicon, form: &str, seen: &dyn Fn(&str) -> u64, best: &mut [Step]) {
    let bytes = form.as_bytes();
    for start in 0..bytes.len() - 1 {
        let so_far = best[start].cost;
        if so_far == u32::MAX {
            continue;
        }
        let mut visit = |from: usize, extra: u32| {
            lexicon.prefixes(&bytes[from..], |taken, uses| {
                let end = from + taken;
                if extra > 0 && (taken < 4 || !uses.is_noun()) {
                    return;
                }
                let made = if uses.is_only_made() { MADE } else { 0 };
                let cost = so_far + extra + made + block_cost(form, start, end, seen);
                step(
                    bytes,
                    best,
                    Candidate {
                        start,
                        end,
                        cost,
                        uses,
                    },
                );
            });
        };
        visit(start, 0);
        for prefix in PREFIXES {
            if bytes[start..].starts_with(prefix.as_bytes()) {
                visit(start + prefix.len(), PREFIXED);
            }
        }
    }
}

/// Lets a word that people write in the answers be the first or the last block although it is not listed.
fn admit_seen_words(form: &str, seen: &dyn Fn(&str) -> u64, best: &mut [Step]) {
    let length = form.len();
    // A true block is more frequent than the one compound; among a million answers every typing error occurs twice.
    let often_enough = UNLISTED_SEEN.max(seen(form));
    for start in LISTED_LENGTH..(length + 1).saturating_sub(UNLISTED_LENGTH) {
        let so_far = best[start].cost;
        if so_far != u32::MAX && seen(&form[start..]) >= often_enough && so_far + UNLISTED < best[length].cost
        {
            best[length] = Step {
                cost: so_far + UNLISTED,
                start: start as u8,
                end: length as u8,
            };
        }
    }
    for end in UNLISTED_LENGTH..(length + 1).saturating_sub(LISTED_LENGTH) {
        if seen(&form[..end]) < often_enough {
            continue;
        }
        for next in [end, end + 1] {
            let linked = next == end || form.as_bytes()[end] == b's';
            if linked && UNLISTED < best[next].cost {
                best[next] = Step {
                    cost: UNLISTED,
                    start: 0,
                    end: end as u8,
                };
            }
        }
    }
}

/// Beside an unlisted word a block has to be a listed noun: "hinein|fahren" is a verb.
fn beside_a_noun(lexicon: &Lexicon, form: &str, found: &[Block]) -> bool {
    let listed = |block: &Block| {
        let mut noun = false;
        lexicon.prefixes(&form.as_bytes()[block.start..block.next], |taken, uses| {
            let inflection = block.next - block.start - taken;
            noun |= taken >= LISTED_LENGTH && inflection <= 3 && uses.has(Uses::NOUN);
        });
        noun
    };
    let end_is_listed = found.last().is_some_and(&listed);
    let start_is_listed = found.first().is_some_and(listed);
    end_is_listed || start_is_listed
}

/// Where the last part of a derived compound begins that is not taken apart elsewhere (ehren|amtliche).
pub(super) fn last_part(lexicon: &Lexicon, form: &str) -> Option<usize> {
    let bytes = form.as_bytes();
    (3..bytes.len().saturating_sub(3))
        .filter(|at| form.is_char_boundary(*at))
        .find(|&at| {
            let mut ends = false;
            lexicon.prefixes(&bytes[at..], |taken, uses| {
                ends |= taken >= 4 && ends_word(&bytes[at..at + taken], &bytes[at + taken..], uses).is_some();
            });
            ends
        })
}

struct Candidate {
    start: usize,
    end: usize,
    cost: u32,
    uses: Uses,
}

fn block_cost(form: &str, start: usize, end: usize, seen: &dyn Fn(&str) -> u64) -> u32 {
    let short = match end - start {
        0..=2 => 90,
        3 => 25,
        4 => 8,
        _ => 0,
    };
    let often = seen(&form[start..end]);
    let known = if often == 0 {
        0.0
    } else {
        (4.0 * (1.0 + often as f64).ln()).min(SEEN_AT_MOST)
    };
    BLOCK + short - known as u32
}

/// Notes where the candidate may lead: to the end of the word or over a linking element to the next block.
fn step(bytes: &[u8], best: &mut [Step], candidate: Candidate) {
    let Candidate {
        start,
        end,
        cost,
        uses,
    } = candidate;
    let (block, rest) = (&bytes[start..end], &bytes[end..]);
    let mut reach = |at: usize, cost: u32| {
        if cost < best[at].cost {
            best[at] = Step {
                cost,
                start: start as u8,
                end: end as u8,
            };
        }
    };
    if let Some(more) = ends_word(block, rest, uses) {
        reach(bytes.len(), cost + more);
    }
    if rest.len() < 3 {
        return;
    }
    // Participles are no compounds of "Ende": ausreich-ende.
    if rest.starts_with(b"end") && !uses.is_noun() && !uses.has(Uses::ADJECTIVE) && !uses.has(Uses::FIRST) {
        return;
    }
    for (link, penalty) in LINKS {
        if rest.starts_with(link.as_bytes())
            && rest.len() >= link.len() + 3
            && let Some(fit) = link_fits(block, link, uses)
        {
            reach(end + link.len(), cost + penalty + fit);
        }
    }
}

fn blocks(best: &[Step], length: usize) -> Vec<Block> {
    if best[length].cost == u32::MAX {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = length;
    while at > 0 {
        let step = best[at];
        found.push(Block {
            start: step.start as usize,
            end: step.end as usize,
            next: at,
        });
        at = step.start as usize;
    }
    found.reverse();
    if found.len() < 2 { Vec::new() } else { found }
}
