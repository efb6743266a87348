//! Prints how long a reviewer waits, measured in a real browser: from the key to the next answer drawn, and until the server
//! has it on disk.
//!
//! `cargo bench --bench review` measures the 440 measures that ship with the project and 100,000 generated answers;
//! `cargo bench --bench review -- 10000` the sizes named. Chromium is needed. Drawn means: the animation frame after the one
//! in which the answer was exchanged has begun, so that one frame of 16.7 ms at least is part of every figure. A benchmark
//! prints figures and fails never.

#[path = "../tests/browser/axe.rs"]
mod axe;
#[path = "../tests/browser/driver.rs"]
mod driver;
#[allow(dead_code)]
mod generate;
#[allow(dead_code)]
#[path = "../tests/browser/harness.rs"]
mod harness;
#[path = "../tests/served/mod.rs"]
mod served;

use std::path::Path;
use std::time::{Duration, Instant};

use harness::Browser;
use served::Served;

/// Decisions for a figure.
const DECISIONS: usize = 200;
/// Codes and match rules of the generated codebook.
const CODES: usize = 20;
const RULES: usize = 10;

/// How somebody presses keys.
struct Pace {
    name: &'static str,
    /// Between one key and the next.
    pause: Duration,
}

const PACES: [Pace; 2] = [
    Pace {
        name: "a key every 300 ms",
        pause: Duration::from_millis(300),
    },
    Pace {
        name: "keys without a pause",
        pause: Duration::ZERO,
    },
];

fn main() {
    let sizes: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.replace('_', "").parse().ok())
        .collect();
    if sizes.is_empty() {
        measure("440 shipped measures x 8 codes", &Served::review());
    }
    let sizes = if sizes.is_empty() { vec![100_000] } else { sizes };
    for size in sizes {
        let folder = tempfile::tempdir().expect("a folder");
        let served = generated(folder.path(), size);
        measure(&format!("{size} generated answers x {CODES} codes"), &served);
    }
}

fn generated(folder: &Path, answers: usize) -> Served {
    let vocabulary = generate::Vocabulary::of_corpora();
    let mut random = generate::Random::new(20_261_122);
    let csv = folder.join("answers.csv");
    let mut writer = csv::Writer::from_path(&csv).expect("a file");
    writer.write_record(["id", "respondent", "text"]).expect("a row");
    let mut text = String::new();
    for id in 1..=answers {
        vocabulary.answer(&mut random, &mut text);
        // Two answers a respondent.
        let row = [id.to_string(), (id / 2).to_string(), text.clone()];
        writer.write_record(row).expect("a row");
    }
    writer.flush().expect("a file");
    drop(writer);
    let codebook = folder.join("benchmark.toml");
    std::fs::write(&codebook, vocabulary.codebook(CODES, RULES, 7)).expect("a file");
    let text = |path: &Path| path.to_string_lossy().into_owned();
    Served::review_of(&text(&csv), &text(&codebook), &[])
}

fn measure(what: &str, served: &Served) {
    println!("{what}");
    let started = Instant::now();
    let browser = Browser::of_coder(served, "Anna", "de");
    browser.wait_for("#decision .verbatim");
    let opened = started.elapsed().as_secs_f64();
    println!("  from the link to the first answer, signing in included: {opened:.2} s");
    for pace in &PACES {
        browser.open(&format!("{}/code", served.study_address()));
        browser.wait_for("#decision .verbatim");
        browser.run(WATCH, &[]);
        for _ in 0..DECISIONS {
            // What is suggested is taken; where nothing is, none fits.
            let offered = browser.count(".suggestions") > 0;
            browser.press(if offered { "Enter" } else { "k" });
            std::thread::sleep(pace.pause);
        }
        browser.wait_for_text("#saved[data-state=saved]", "");
        let drawn = times(&browser, "return window.drawn");
        let saved = times(&browser, SAVED);
        println!("  {}", pace.name);
        println!("    key to next answer drawn  {}", figures(drawn));
        println!("    decision to disk          {}", figures(saved));
    }
}

/// Measures from each key on that another answer follows.
const WATCH: &str = "
    window.drawn = [];
    performance.clearResourceTimings();
    performance.setResourceTimingBufferSize(100000);
    const shown = () => document.getElementById('decision');
    addEventListener('keydown', () => {
        const begun = performance.now();
        const before = shown();
        const look = () => {
            if (shown() === before) return performance.now() - begun < 5000 && requestAnimationFrame(look);
            requestAnimationFrame(() => window.drawn.push(performance.now() - begun));
        };
        requestAnimationFrame(look);
    }, true);
    return 0";

/// How long the server took for each decision, as the browser saw it.
const SAVED: &str = "
    return performance.getEntriesByType('resource').filter((one) => one.name.endsWith('/decide')).map((one) => one.duration)";

fn times(browser: &Browser, script: &str) -> Vec<f64> {
    serde_json::from_value(browser.run(script, &[])).expect("a list of milliseconds")
}

fn figures(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get(((times.len() as f64 - 1.0) * share).round().max(0.0) as usize);
    let number = |share| at(share).map_or_else(|| "–".to_owned(), |time| format!("{time:.1} ms"));
    format!(
        "n {}, median {}, 95th percentile {}, most {}",
        times.len(),
        number(0.5),
        number(0.95),
        number(1.0)
    )
}
