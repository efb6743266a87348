//! The building blocks of compounds as a trie of normal forms, filled from `blocks.md` and `whole.md` by the rules of
//! word formation.
//!
//! Deliberately absent: how blocks join; that is `compound`.

use std::collections::BTreeMap;

use super::form::{fold, umlauted};
use super::stem::masculine;
use super::tables::{rows, words};

/// What a block may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Uses(u16);

impl Uses {
    pub const NOUN: Uses = Uses(1);
    pub const ADJECTIVE: Uses = Uses(2);
    /// Begins a compound only, as written.
    pub const FIRST: Uses = Uses(4);
    /// Ends a compound only.
    pub const LAST: Uses = Uses(8);
    /// A noun with its umlaut, which needs a plural ending: staedt-e.
    pub const PLURAL: Uses = Uses(16);
    /// The short form of a verb or of a noun in -e: wohn-, schul-. Begins a compound only.
    pub const SHORT: Uses = Uses(32);
    /// A woman may be meant: -in, -innen.
    pub const PERSON: Uses = Uses(64);
    /// Never taken apart.
    pub const WHOLE: Uses = Uses(128);

    /// A noun that the rules make of a verb, whether or not anybody says it.
    pub const MADE: Uses = Uses(256);

    pub fn is_noun(self) -> bool {
        self.has(Uses::NOUN) || self.has(Uses::MADE)
    }

    pub fn is_only_made(self) -> bool {
        self.has(Uses::MADE) && !self.has(Uses::NOUN)
    }

    pub fn has(self, use_: Uses) -> bool {
        self.0 & use_.0 != 0
    }

    fn and(self, more: Uses) -> Uses {
        Uses(self.0 | more.0)
    }
}

#[derive(Debug)]
pub(super) struct Lexicon {
    nodes: Vec<Node>,
    labels: Vec<u8>,
    targets: Vec<u32>,
    /// Ends of words that stay whole, by normal form.
    pub whole_ends: Vec<String>,
    pub whole_starts: Vec<String>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Node {
    first: u32,
    count: u8,
    uses: Uses,
}

impl Lexicon {
    pub fn parse(blocks: &str, whole: &str) -> Self {
        let mut entries = Entries::default();
        for row in rows(blocks).filter(|row| row.len() >= 2) {
            for word in words(row[1]) {
                match row[0] {
                    "noun" => entries.noun(word),
                    "verb" => entries.verb(word),
                    "adjective" => entries.adjective(word),
                    "first" => entries.add(&fold(word), Uses::FIRST),
                    "last" => entries.add(&fold(word), Uses::LAST),
                    _ => {}
                }
            }
        }
        let (mut whole_ends, mut whole_starts) = (Vec::new(), Vec::new());
        for word in rows(whole).flat_map(|row| words(row[0]).map(fold).collect::<Vec<_>>()) {
            if let Some(end) = word.strip_prefix('*') {
                whole_ends.push(end.to_owned());
            } else if let Some(start) = word.strip_suffix('*') {
                whole_starts.push(start.to_owned());
            } else {
                entries.add(&word, Uses::NOUN.and(Uses::WHOLE));
                if masculine(&(word.clone() + "in")).is_some() {
                    entries.add(&word, Uses::PERSON);
                }
            }
        }
        let sorted: Vec<(String, Uses)> = entries.0.into_iter().collect();
        let mut lexicon = Lexicon {
            nodes: vec![Node::default()],
            labels: Vec::new(),
            targets: Vec::new(),
            whole_ends,
            whole_starts,
        };
        lexicon.fill(0, &sorted, 0);
        lexicon
    }

    fn fill(&mut self, node: usize, mut entries: &[(String, Uses)], depth: usize) {
        if let Some((key, uses)) = entries.first()
            && key.len() == depth
        {
            self.nodes[node].uses = *uses;
            entries = &entries[1..];
        }
        let groups: Vec<&[(String, Uses)]> = entries
            .chunk_by(|a, b| a.0.as_bytes()[depth] == b.0.as_bytes()[depth])
            .collect();
        let first = self.labels.len();
        let child = self.nodes.len();
        self.nodes[node].first = first as u32;
        self.nodes[node].count = groups.len() as u8;
        for (nth, group) in groups.iter().enumerate() {
            self.labels.push(group[0].0.as_bytes()[depth]);
            self.targets.push((child + nth) as u32);
            self.nodes.push(Node::default());
        }
        for (nth, group) in groups.into_iter().enumerate() {
            self.fill(child + nth, group, depth + 1);
        }
    }

    /// Every block that begins `text`: its length and uses, shortest first.
    pub fn prefixes(&self, text: &[u8], mut found: impl FnMut(usize, Uses)) {
        let mut node = self.nodes[0];
        for (at, byte) in text.iter().enumerate() {
            let edges = node.first as usize..node.first as usize + node.count as usize;
            let Some(nth) = self.labels[edges.clone()].iter().position(|label| label == byte) else {
                return;
            };
            node = self.nodes[self.targets[edges.start + nth] as usize];
            if node.uses != Uses::default() {
                found(at + 1, node.uses);
            }
        }
    }
}

/// The blocks while they are gathered.
#[derive(Default)]
struct Entries(BTreeMap<String, Uses>);

impl Entries {
    fn add(&mut self, key: &str, uses: Uses) {
        let entry = self.0.entry(key.to_owned()).or_default();
        *entry = entry.and(uses);
    }

    fn noun(&mut self, word: &str) {
        let key = fold(word);
        self.add(&key, Uses::NOUN);
        if masculine(&(key.clone() + "in")).is_some() || masculine(&(key.clone() + "innen")).is_some() {
            self.add(&key, Uses::PERSON);
        }
        if let Some(short) = key
            .strip_suffix('e')
            .filter(|short| short.len() >= 4 && !short.ends_with(['e', 'i']))
        {
            self.add(short, Uses::SHORT);
        }
        let plural = fold(&umlauted(word));
        if plural != key {
            self.add(&plural, Uses::PLURAL);
        }
    }

    /// beraten: Beratung, Berater, das Beraten, der Beratende, berat-.
    fn verb(&mut self, word: &str) {
        let key = fold(word);
        let stem = key
            .strip_suffix("en")
            .or_else(|| key.strip_suffix('n'))
            .unwrap_or(&key);
        self.add(&key, Uses::MADE);
        self.add(&(key.clone() + "d"), Uses::ADJECTIVE);
        if stem.len() >= 3 {
            self.add(stem, Uses::SHORT);
            // sammeln: Sammlung, Sammler
            let noun_stem = match stem.strip_suffix("el") {
                Some(short) => short.to_owned() + "l",
                None => stem.to_owned(),
            };
            self.add(&(noun_stem.clone() + "ung"), Uses::MADE);
            self.add(&(noun_stem + "er"), Uses::MADE.and(Uses::PERSON));
        }
    }

    fn adjective(&mut self, word: &str) {
        let key = fold(word);
        self.add(&key, Uses::ADJECTIVE);
        let soft = ["ig", "lich", "bar", "sam", "er", "el"]
            .iter()
            .any(|end| key.ends_with(end));
        self.add(&(key + if soft { "keit" } else { "heit" }), Uses::NOUN);
    }
}
