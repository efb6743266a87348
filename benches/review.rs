//! Prints how long a reviewer waits, measured in a real browser: from the key to the next answer or line drawn, until the
//! server has it on disk, and for the pages that are lists.
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
use serde_json::json;
use served::Served;

/// Decisions for a figure.
const DECISIONS: usize = 200;
/// Pages of a list that are turned for a figure.
const PAGES: usize = 20;
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
        println!("440 shipped measures x 8 codes");
        measure(&Served::review());
        // Another one: few answers are left when so many are decided.
        measure_lists(&Served::review());
    }
    let sizes = if sizes.is_empty() { vec![100_000] } else { sizes };
    for size in sizes {
        let folder = tempfile::tempdir().expect("a folder");
        let served = generated(folder.path(), size);
        println!("{size} generated answers x {CODES} codes");
        measure(&served);
        measure_lists(&served);
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

fn measure(served: &Served) {
    let started = Instant::now();
    let browser = Browser::of_coder(served, "Anna", "de");
    browser.wait_for("#decision .verbatim");
    let opened = started.elapsed().as_secs_f64();
    println!("  from the link to the first answer, signing in included: {opened:.2} s");
    for pace in &PACES {
        browser.open(&format!("{}/code", served.study_address()));
        browser.wait_for("#decision .verbatim");
        browser.run(WATCH, &[json!(ANSWER)]);
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

fn measure_lists(served: &Served) {
    let browser = Browser::of_coder(served, "Berta", "de");
    measure_sweep(&browser, served);
    measure_pages(&browser, served);
}

/// Sweeping through one code: from the key to the line marked and the next one current, and from the key to the next page.
fn measure_sweep(browser: &Browser, served: &Served) {
    for pace in &PACES {
        browser.open(&format!("{}/sweep", served.study_address()));
        browser.wait_for(".sweep > li[aria-current]");
        browser.run(WATCH, &[json!(LINE)]);
        for at in 0..DECISIONS {
            if browser.count(".sweep > li:not([data-said])") == 0 && browser.count("#next") == 0 {
                break;
            }
            browser.press(if at % 5 == 4 { "f" } else { "j" });
            std::thread::sleep(pace.pause);
        }
        let saved = || browser.run("return document.getElementById('saved').textContent", &[]);
        for _ in 0..600 {
            if saved() == "Gespeichert" {
                break;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        println!("  by code, {}", pace.name);
        println!(
            "    key to line marked        {}",
            figures(times(browser, "return window.drawn"))
        );
        println!("    yes or no to disk         {}", figures(times(browser, SAID)));
    }
    browser.open(&format!("{}/sweep", served.study_address()));
    browser.wait_for(".sweep > li[aria-current]");
    browser.run(WATCH, &[json!(LINE)]);
    for _ in 0..PAGES {
        // Nobody reads a page faster; meanwhile the next one is fetched.
        std::thread::sleep(Duration::from_secs(2));
        if browser.count("#next") > 0 {
            browser.press("ArrowRight");
        }
    }
    std::thread::sleep(Duration::from_secs(2));
    println!(
        "    key to next page drawn    {}",
        figures(times(browser, "return window.drawn"))
    );
}

/// Lists, from asking to the last byte.
fn measure_pages(browser: &Browser, served: &Served) {
    for (what, page) in [
        ("the list of a code", "sweep"),
        ("the grid", "grid"),
        ("searched", "grid?q=stadt*%20ODER%20%5Bamt%5D"),
        (
            "filtered and sorted by score",
            "grid?status=open&sort=score&down=1",
        ),
        ("sorted by answer", "grid?sort=answer"),
        ("same answers", "same"),
        ("progress", "progress"),
    ] {
        let address = format!("{}/{page}", served.study_address());
        let asked = |times: usize| -> Vec<f64> {
            let asked = browser.run_later(ASK, &[address.as_str().into(), times.into()]);
            serde_json::from_value(asked).expect("a list of milliseconds")
        };
        let first = asked(1)[0];
        // Large studies are compared behind the page.
        for _ in 0..240 {
            if browser.run_later(SAYS, &[address.as_str().into(), "werden noch verglichen".into()]) != true {
                break;
            }
            std::thread::sleep(Duration::from_millis(500));
        }
        println!(
            "  page: {what:<30} first {first:.0} ms, then {}",
            figures(asked(10))
        );
    }
}

/// How long a page takes each time.
const ASK: &str = "
    const [address, times, done] = arguments;
    (async () => {
        const taken = [];
        for (let turn = 0; turn < times; turn += 1) {
            const begun = performance.now();
            await (await fetch(address)).text();
            taken.push(performance.now() - begun);
        }
        done(taken);
    })()";

/// Whether a page says something.
const SAYS: &str = "
    const [address, words, done] = arguments;
    fetch(address).then((page) => page.text()).then((page) => done(page.includes(words)))";

/// How long the server took for each yes or no, as the browser saw it.
const SAID: &str = "
    return performance.getEntriesByType('resource')
      .filter((one) => one.initiatorType === 'fetch' && !one.name.includes('?')).map((one) => one.duration)";

/// What is another one after each key: the answer, and in a sweep the line where one is.
const ANSWER: &str = "#decision";
const LINE: &str = ".sweep > li[aria-current]";

/// Measures from each key on until another element is what a selector finds, or another page has come.
const WATCH: &str = "
    const [css] = arguments;
    window.drawn = [];
    performance.clearResourceTimings();
    performance.setResourceTimingBufferSize(100000);
    const shown = () => document.querySelector(css);
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
