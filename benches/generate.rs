//! Answers and rules for the benchmarks, generated from the words of the shipped corpora; the same seed, the same bytes.
//!
//! 8 to 60 words an answer, 25 on average; eleven words in twelve are drawn from the running text of the corpora, which
//! keeps the frequencies of German function words, the others are compounds of two of its nouns, so that a million
//! answers hold some 250,000 distinct forms. The texts mean nothing and are no data.

use std::io::{BufWriter, Write};
use std::path::Path;

/// xorshift64*, after Vigna (2016), "An experimental exploration of Marsaglia's xorshift generators, scrambled".
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed.max(1))
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound
    }
}

/// The words of the corpora.
pub struct Vocabulary {
    running: Vec<String>,
    nouns: Vec<String>,
}

const OFFICES: [&str; 6] = [
    "Ordnungsamt",
    "Stadtplanungsamt",
    "Wohnungsamt",
    "Sozialamt",
    "Jugendamt",
    "Integrationsbeauftragte",
];

impl Vocabulary {
    pub fn of_corpora() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora");
        let mut running = Vec::new();
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .expect("corpora")
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
            .collect();
        files.sort();
        for file in files {
            let mut reader = csv::Reader::from_path(file).expect("a corpus");
            let at = reader
                .headers()
                .expect("headings")
                .iter()
                .position(|name| name == "text")
                .expect("text");
            for record in reader.records() {
                let record = record.expect("a row");
                running.extend(record[at].split_whitespace().map(str::to_owned));
            }
        }
        let mut nouns: Vec<String> = running
            .iter()
            .filter(|word| {
                word.chars().next().is_some_and(char::is_uppercase)
                    && word.chars().all(char::is_alphabetic)
                    && (5..=14).contains(&word.chars().count())
            })
            .cloned()
            .collect();
        nouns.sort();
        nouns.dedup();
        Vocabulary { running, nouns }
    }

    fn word(&self, random: &mut Random, out: &mut String) {
        if random.below(12) > 0 {
            out.push_str(&self.running[random.below(self.running.len())]);
            return;
        }
        // Squaring prefers the first nouns: some compounds are frequent, most are rare.
        let draw = |random: &mut Random, most: usize| {
            let at = random.below(most);
            &self.nouns[at * at / most % self.nouns.len()]
        };
        out.push_str(draw(random, 420.min(self.nouns.len())));
        out.push_str(["", "s", "en"][random.below(3)]);
        out.push_str(&draw(random, 260.min(self.nouns.len())).to_lowercase());
    }

    /// An answer of 8 to 60 words.
    pub fn answer(&self, random: &mut Random, out: &mut String) {
        out.clear();
        let words = 8
            + random.below(18)
            + random.below(18)
            + if random.below(10) == 0 {
                random.below(18)
            } else {
                0
            };
        for at in 0..words {
            if at > 0 {
                out.push(' ');
            }
            self.word(random, out);
        }
    }

    /// Writes `answers` answers as CSV with the columns id, amt, text; returns the bytes written.
    pub fn write_csv(&self, path: &Path, answers: usize, seed: u64) -> u64 {
        let mut random = Random::new(seed);
        let mut writer =
            csv::Writer::from_writer(BufWriter::new(std::fs::File::create(path).expect("a file")));
        writer.write_record(["id", "amt", "text"]).expect("a row");
        let mut text = String::new();
        for id in 1..=answers {
            self.answer(&mut random, &mut text);
            writer
                .write_record([&id.to_string(), OFFICES[random.below(6)], &text])
                .expect("a row");
        }
        let mut file = writer.into_inner().expect("a file");
        file.flush().expect("a file");
        std::fs::metadata(path).expect("a file").len()
    }

    /// A codebook of `codes` codes with `rules` match rules each: stems, wildcards, building blocks, phrases.
    pub fn codebook(&self, codes: usize, rules: usize, seed: u64) -> String {
        let mut random = Random::new(seed);
        let mut toml =
            String::from("format = 1\ntitle = \"Benchmark\"\nversion = \"1\"\nlanguage = \"de\"\n");
        for code in 1..=codes {
            toml.push_str(&format!(
                "\n[[code]]\nid = \"c{code}\"\nvalue = {code}\nlabel = \"Code {code}\"\ndefinition = \"–\"\nmatch_rules = [\n"
            ));
            for rule in 0..rules {
                let noun = self.nouns[random.below(self.nouns.len())].to_lowercase();
                let find = match rule % 6 {
                    0..=2 => noun,
                    3 => format!("{}*", noun.chars().take(6).collect::<String>()),
                    4 => format!("[{noun}]"),
                    _ => {
                        let at = random.below(self.running.len() - 1);
                        let words: Vec<String> = self.running[at..at + 2]
                            .iter()
                            .map(|word| word.chars().filter(|letter| letter.is_alphanumeric()).collect())
                            .collect();
                        if words.iter().any(|word: &String| word.is_empty()) {
                            noun
                        } else {
                            format!("\\\"{} {}\\\"", words[0], words[1])
                        }
                    }
                };
                toml.push_str(&format!("  \"{find}\",\n"));
            }
            toml.push_str("]\n");
        }
        toml
    }
}
