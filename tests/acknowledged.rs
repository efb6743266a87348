//! What the page has acknowledged is on disk: whenever the program is killed, and however many decide at once.

mod served;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use freitext::study::{ActionNumber, Study};
use freitext::survey::Outcome;
use served::Served;
use served::scripted::{Names, Scripted};

/// How often the program is killed.
const KILLED: u64 = 200;
const CODERS: usize = 20;
/// Decisions of each of them.
const DECISIONS: usize = 500;

/// Uid of the action → unit and codes.
type Said = BTreeMap<String, (i64, Vec<String>)>;

/// What the study holds; an action that stands twice fails.
fn held(served: &Served) -> Said {
    let study = Study::look(&served.study()).expect("the study");
    let mut held = BTreeMap::new();
    let codebook = study.codebook_names().expect("codebooks").remove(0);
    study
        .record(&codebook, ActionNumber::default(), |recorded| {
            let Outcome::Codes(codes) = recorded.decision.outcome else {
                panic!("nobody said {:?}", recorded.decision.outcome);
            };
            let before = held.insert(recorded.uid.clone(), (recorded.decision.unit.0, codes));
            assert!(before.is_none(), "{} stands twice", recorded.uid);
            Ok(())
        })
        .expect("the record");
    held
}

/// The codes that a script gives.
fn drawn(names: &mut Names) -> &'static [&'static str] {
    [&["a"][..], &["b"], &["a", "b"]][(names.number() % 3) as usize]
}

#[test]
fn killed_at_any_moment_it_loses_no_acknowledged_decision() {
    let mut served = Served::review_of_made_up(60);
    let mut acknowledged = Said::new();
    let mut sent = 0;
    for round in 0..KILLED {
        let coders = ["Anna", "Bert"].map(|name| Scripted::sign_in(&served, name));
        let mut moment = Names(round);
        let moment = Duration::from_micros(moment.number() % 100_000);
        let told = std::thread::scope(|scope| {
            let coding: Vec<_> = coders
                .iter()
                .enumerate()
                .map(|(who, coder)| {
                    scope.spawn(move || {
                        let mut names = Names(round << 8 | who as u64);
                        let mut told = Vec::new();
                        let mut sent = 0;
                        // Until the program is gone.
                        loop {
                            let (uid, codes) = (names.uid(), drawn(&mut names));
                            let unit = (names.number() % 60) as i64 + 1;
                            sent += 1;
                            if !coder.decide(unit, codes, &uid) {
                                return (sent, told);
                            }
                            told.push((uid, (unit, codes.iter().map(|code| (*code).to_owned()).collect())));
                        }
                    })
                })
                .collect();
            std::thread::sleep(moment);
            served.kill();
            coding
                .into_iter()
                .map(|coder| coder.join().unwrap())
                .collect::<Vec<_>>()
        });
        for (of_coder, told) in told {
            sent += of_coder;
            acknowledged.extend(told);
        }
        let held = held(&served);
        for (uid, said) in &acknowledged {
            assert_eq!(held.get(uid), Some(said), "round {round}: {uid} was acknowledged");
        }
        assert!(held.len() <= sent, "round {round}: more is held than was sent");
        served.start_again();
    }
    assert!(
        acknowledged.len() > KILLED as usize,
        "only {} were acknowledged",
        acknowledged.len()
    );
    eprintln!(
        "killed {KILLED} times: {} of {sent} decisions acknowledged, none lost",
        acknowledged.len()
    );
}

#[test]
fn twenty_coders_at_once_lose_nothing_and_double_nothing() {
    let served = Served::review_of_made_up(DECISIONS);
    let coders: Vec<Scripted> = (1..=CODERS)
        .map(|n| Scripted::sign_in(&served, &format!("Coder {n}")))
        .collect();
    let begin = Instant::now();
    let done: Vec<(Vec<Duration>, Said)> = std::thread::scope(|scope| {
        let coding: Vec<_> = coders
            .iter()
            .enumerate()
            .map(|(who, coder)| {
                scope.spawn(move || {
                    let mut names = Names(1 + who as u64);
                    let (mut took, mut told) = (Vec::new(), BTreeMap::new());
                    for unit in 1..=DECISIONS as i64 {
                        let (uid, codes) = (names.uid(), drawn(&mut names));
                        let begin = Instant::now();
                        assert!(coder.decide(unit, codes, &uid));
                        took.push(begin.elapsed());
                        // An answer that got lost on the way: the same is sent again.
                        if unit % 10 == 0 {
                            assert!(coder.decide(unit, codes, &uid));
                        }
                        told.insert(uid, (unit, codes.iter().map(|code| (*code).to_owned()).collect()));
                    }
                    (took, told)
                })
            })
            .collect();
        coding.into_iter().map(|coder| coder.join().unwrap()).collect()
    });
    let whole = begin.elapsed();
    let mut told = BTreeMap::new();
    let mut took = Vec::new();
    for (of_coder, said) in done {
        took.extend(of_coder);
        told.extend(said);
    }
    assert_eq!(told.len(), CODERS * DECISIONS);
    assert_eq!(held(&served), told, "none lost, none doubled, none changed");
    took.sort();
    let at = |share: f64| took[(share * (took.len() - 1) as f64) as usize].as_secs_f64() * 1000.0;
    eprintln!(
        "{CODERS} coders at once, {} decisions in {:.1} s: median {:.1} ms, 95th percentile {:.1} ms, longest {:.1} ms",
        took.len(),
        whole.as_secs_f64(),
        at(0.5),
        at(0.95),
        at(1.0),
    );
}
