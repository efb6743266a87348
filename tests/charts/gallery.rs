//! Charts with data that are easy and data that are hard: long names, zeros, undefined figures, one group, thirty codes.

use freitext::chart::*;
use freitext::estimate::{Estimate, Interval, Undefined};
use freitext::words::Language;

pub fn gallery(language: Language) -> Vec<(&'static str, Chart)> {
    let say = |de: &'static str, en: &'static str| match language {
        Language::De => de,
        Language::En => en,
    };
    let codes = codes(language);
    let code = say("Kategorie", "Code");
    let note = say(
        "Basis: 95 Befragte. Anteile mit 95-%-Intervallen nach Wilson.",
        "Base: 95 respondents. Shares with 95% intervals after Wilson.",
    );
    let chart = |title: &str, kind: Kind| Chart {
        title: title.to_owned(),
        note: note.to_owned(),
        kind,
    };
    let shares = |name: &str, seed: u64, n: u64, count: usize| Series {
        name: name.to_owned(),
        values: (0..count)
            .map(|at| Estimate::share(draw(seed, at as u64) % (n + 1), n))
            .collect(),
    };
    let offices = offices(language);
    let groups = |count: usize, labels: usize| -> Vec<Series> {
        (0..count)
            .map(|at| shares(&offices[at], at as u64 + 1, 23 + 10 * at as u64, labels))
            .collect()
    };
    let bars = |labels: &[String], groups: Vec<Series>| {
        Kind::Bars(Bars {
            unit: Unit::Share,
            of: code.to_owned(),
            labels: labels.to_vec(),
            groups,
        })
    };
    let many: Vec<String> = (0..30)
        .map(|at| format!("{} {}", codes[at % codes.len()], at + 1))
        .collect();
    let mut hard = shares("", 9, 95, codes.len());
    hard.values[1] = Estimate::share(0, 95);
    hard.values[2] = Estimate::share(95, 95);
    hard.values[3] = Estimate::Undefined {
        why: Undefined::EmptyBase,
        n: 0,
    };
    let kappa = Series {
        name: String::new(),
        values: [(0.83, 0.74, 0.9), (0.12, -0.08, 0.31), (-0.2, -0.4, 0.05)]
            .map(|(value, low, high)| Estimate::Known {
                value,
                interval: Some(Interval { low, high }),
                n: 120,
            })
            .to_vec(),
    };
    let place = |rank: usize, at: usize, part: u64| Place {
        rank,
        label: codes[at].clone(),
        value: Estimate::share(part, 95),
    };
    let steps: Vec<String> = [
        ("stimme gar nicht zu", "strongly disagree"),
        ("stimme eher nicht zu", "somewhat disagree"),
        ("stimme eher zu", "somewhat agree"),
        ("stimme voll zu", "strongly agree"),
    ]
    .map(|(de, en)| say(de, en).to_owned())
    .to_vec();
    let five: Vec<String> = [
        ("sehr selten", "very rarely"),
        ("selten", "rarely"),
        ("teils, teils", "partly"),
        ("oft", "often"),
        ("sehr oft", "very often"),
    ]
    .map(|(de, en)| say(de, en).to_owned())
    .to_vec();
    let stack = |label: &str, counts: &[u64]| Stack {
        label: label.to_owned(),
        counts: counts.to_vec(),
    };
    let items = [
        say(
            "Migration bereichert das Leben in unserer Kommune",
            "Migration enriches life in our municipality",
        ),
        say(
            "Die Verwaltung ist gut auf die Vielfalt der Bevölkerung vorbereitet",
            "The administration is well prepared for the diversity of the population",
        ),
        say("Mehrsprachigkeit", "Multilingualism"),
        say("Ohne Angaben", "Without answers"),
    ];
    let stacks = vec![
        stack(items[0], &[3, 12, 41, 39]),
        stack(items[1], &[18, 44, 26, 6]),
        stack(items[2], &[0, 1, 30, 64]),
        stack(items[3], &[0, 0, 0, 0]),
    ];
    let stacked = |arrangement, parts: &[String], stacks: Vec<Stack>| {
        Kind::Stacked(Stacked {
            arrangement,
            of: say("Aussage", "Statement").to_owned(),
            parts: parts.to_vec(),
            stacks,
        })
    };
    let boxes = offices
        .iter()
        .take(5)
        .enumerate()
        .map(|(at, label)| BoxGroup {
            label: label.clone(),
            values: match at {
                3 => Vec::new(),
                4 => vec![2.5],
                _ => (0..30)
                    .map(|i| 1.0 + (draw(at as u64, i) % 31) as f64 / 10.0)
                    .chain([7.5])
                    .collect(),
            },
        })
        .collect();
    let radar = |groups: Vec<Series>, count: usize| {
        Kind::Radar(Radar {
            unit: Unit::Share,
            ends: None,
            of: code.to_owned(),
            spokes: many[..count].to_vec(),
            groups,
        })
    };
    let spokes = |groups: Vec<Series>| {
        Kind::Radar(Radar {
            unit: Unit::Share,
            ends: None,
            of: code.to_owned(),
            spokes: codes[..8].to_vec(),
            groups,
        })
    };
    let mut broken = groups(2, 8);
    broken[1].values[3] = Estimate::Undefined {
        why: Undefined::EmptyBase,
        n: 0,
    };
    let heat = |rows: &[String], columns: &[String]| {
        let cell = |row: usize, column: usize| HeatCell {
            value: (!draw(row as u64 + 1, column as u64).is_multiple_of(9))
                .then(|| (draw(row as u64, column as u64) % 1001) as f64 / 1000.0),
            mark: match draw(column as u64 + 7, row as u64) % 7 {
                0 => Mark::Higher,
                1 => Mark::Lower,
                _ => Mark::None,
            },
        };
        Kind::Heat(Heat {
            unit: Unit::Share,
            of: code.to_owned(),
            rows: rows.to_vec(),
            columns: columns.to_vec(),
            cells: (0..rows.len())
                .map(|row| (0..columns.len()).map(|column| cell(row, column)).collect())
                .collect(),
        })
    };
    let points = |codes: &[String], groups: &[String], wide: f64| -> Vec<MapPoint> {
        let point = |(at, label): (usize, &String), kind, salt: u64| {
            let x = (draw(salt, at as u64) % 2001) as f64 / 1000.0 * wide - wide;
            let y = (draw(salt + 1, at as u64) % 2001) as f64 / 1600.0 - 0.6;
            let corners = [(-0.2, 0.0), (0.0, 0.1), (0.3, 0.0), (0.0, -0.1)];
            MapPoint {
                label: label.clone(),
                kind,
                x,
                y,
                outline: match kind {
                    PointKind::Group => corners.map(|(right, up)| (x + right, y + up)).to_vec(),
                    PointKind::Code => Vec::new(),
                },
            }
        };
        let codes = codes
            .iter()
            .enumerate()
            .map(|one| point(one, PointKind::Code, 11));
        codes
            .chain(
                groups
                    .iter()
                    .enumerate()
                    .map(|one| point(one, PointKind::Group, 21)),
            )
            .collect()
    };
    let map = |points| {
        Kind::Map(Map {
            axes: [0.453, 0.221].map(|share| MapAxis {
                label: format!("Dimension {}", if share > 0.3 { 1 } else { 2 }),
                inertia: Some(share),
            }),
            codes: say("Kategorien", "Codes").to_owned(),
            groups: say("Behörden", "Offices").to_owned(),
            points,
        })
    };
    let tree = |leaves: &[String], cut| {
        let mut open: Vec<usize> = (0..leaves.len()).collect();
        let mut merges = Vec::new();
        while open.len() > 1 {
            let at = draw(5, merges.len() as u64) as usize % (open.len() - 1);
            let (left, right) = (open.remove(at), open.remove(at));
            merges.push(Merge {
                left,
                right,
                height: 0.3 + 0.24 * merges.len() as f64,
                support: Some((draw(6, merges.len() as u64) % 101) as f64 / 100.0),
            });
            open.insert(at, leaves.len() + merges.len() - 1);
        }
        Kind::Dendrogram(Dendrogram {
            height: say(
                "Höhe (Chi-Quadrat-Distanz, Ward)",
                "Height (chi-square distance, Ward)",
            )
            .to_owned(),
            of: say("Behörde", "Office").to_owned(),
            leaves: leaves.to_vec(),
            merges,
            cut,
        })
    };
    let network = |labels: &[String], share: u64| {
        let nodes = labels
            .iter()
            .enumerate()
            .map(|(at, label)| Node {
                label: label.clone(),
                n: draw(31, at as u64) % 60,
            })
            .collect();
        let pairs = (0..labels.len()).flat_map(|from| (from + 1..labels.len()).map(move |to| (from, to)));
        let edges = pairs
            .filter(|(from, to)| draw(*from as u64, *to as u64) % 100 < share)
            .map(|(from, to)| Edge {
                from,
                to,
                strength: (1 + draw(to as u64, from as u64) % 20) as f64,
            })
            .collect();
        Kind::Network(Network {
            strength: say("Einheiten mit beiden", "Units with both").to_owned(),
            unit: Unit::Count,
            nodes,
            edges,
        })
    };
    let waves: Vec<String> = ["Welle 1 (2019)", "Welle 2 (2021)", "Welle 3 (2023)"]
        .map(|wave| say(wave, &wave.replace("Welle", "Wave").leak()[..]).to_owned())
        .to_vec();
    let lines = |count: usize| {
        Kind::Lines(Lines {
            unit: Unit::Share,
            moments: waves.clone(),
            lines: (0..count)
                .map(|at| {
                    let mut line = shares(&codes[at % codes.len()], at as u64 + 40, 90, 3);
                    if at == 1 {
                        line.values[1] = Estimate::Undefined {
                            why: Undefined::EmptyBase,
                            n: 0,
                        };
                    }
                    line
                })
                .collect(),
        })
    };
    let odd = vec![
        "<b>&\"Fett\" 'x'</b>".to_owned(),
        "Ä".to_owned(),
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".to_owned(),
    ];
    let title = say(
        "Hemmnisse der Zusammenarbeit zwischen Ämtern, Trägern und Ehrenamtlichen in 95 Kommunen, Mehrfachnennungen",
        "Barriers to cooperation between offices, providers and volunteers in 95 municipalities, multiple mentions",
    );
    vec![
        ("bars-one", chart(title, bars(&codes, vec![hard]))),
        ("bars-three", chart(title, bars(&codes[..6], groups(3, 6)))),
        ("bars-eight", chart(title, bars(&codes[..3], groups(8, 3)))),
        ("bars-thirty", chart(title, bars(&many, groups(2, 30)))),
        (
            "bars-odd",
            chart("<i>&amp;</i>", bars(&odd, vec![shares("", 3, 40, 3)])),
        ),
        (
            "bars-kappa",
            chart(
                "κ",
                Kind::Bars(Bars {
                    unit: Unit::Number { decimals: 2 },
                    of: code.to_owned(),
                    labels: codes[..3].to_vec(),
                    groups: vec![kappa],
                }),
            ),
        ),
        (
            "ranking",
            chart(
                title,
                Kind::Ranking(Ranking {
                    unit: Unit::Share,
                    of: code.to_owned(),
                    places: vec![
                        place(1, 0, 60),
                        place(2, 1, 59),
                        place(3, 2, 38),
                        place(3, 3, 38),
                        place(5, 4, 0),
                    ],
                }),
            ),
        ),
        (
            "stacked-diverging",
            chart(title, stacked(Arrangement::Diverging, &steps, stacks.clone())),
        ),
        (
            "stacked-steps",
            chart(title, stacked(Arrangement::Steps, &steps, stacks)),
        ),
        (
            "stacked-five",
            chart(
                title,
                stacked(
                    Arrangement::Diverging,
                    &five,
                    vec![
                        stack(items[0], &[3, 12, 41, 39, 10]),
                        stack(items[1], &[30, 12, 4, 2, 1]),
                    ],
                ),
            ),
        ),
        (
            "stacked-parts",
            chart(
                title,
                stacked(
                    Arrangement::Parts,
                    &codes[..6],
                    (0..4)
                        .map(|at| {
                            let counts: Vec<u64> = (0..6).map(|part| draw(at, part) % 30).collect();
                            stack(&offices[at as usize], &counts)
                        })
                        .collect(),
                ),
            ),
        ),
        (
            "boxes",
            chart(
                title,
                Kind::Boxes(Boxes {
                    unit: Unit::Number { decimals: 1 },
                    of: say("Behörde", "Office").to_owned(),
                    groups: boxes,
                }),
            ),
        ),
        ("radar-two", chart(title, spokes(broken))),
        ("radar-three", chart(title, spokes(groups(3, 8)))),
        ("radar-six", chart(title, spokes(groups(6, 8)))),
        ("radar-one-of-thirty", chart(title, radar(groups(1, 30), 30))),
        ("heat", chart(title, heat(&codes, &offices[..4]))),
        ("heat-eight", chart(title, heat(&codes, &offices[..8]))),
        ("heat-thirty", chart(title, heat(&many, &codes))),
        ("map", chart(title, map(points(&codes[..8], &offices[..4], 1.1)))),
        ("map-crowded", chart(title, map(points(&many, &offices, 0.4)))),
        ("dendrogram", chart(title, tree(&offices[..6], Some(0.9)))),
        ("dendrogram-thirty", chart(title, tree(&many, None))),
        ("network", chart(title, network(&codes[..8], 45))),
        ("network-thirty", chart(title, network(&many, 12))),
        ("lines", chart(title, lines(3))),
        ("lines-eight", chart(title, lines(8))),
        ("empty", chart(title, bars(&[], vec![]))),
        (
            "empty-undefined",
            chart(
                title,
                bars(
                    &codes[..1],
                    vec![Series {
                        name: String::new(),
                        values: vec![Estimate::Undefined {
                            why: Undefined::EmptyBase,
                            n: 0,
                        }],
                    }],
                ),
            ),
        ),
    ]
}

/// Every name that has to be read in the drawing.
pub fn labels(kind: &Kind) -> Vec<String> {
    let names = |series: &[Series]| -> Vec<String> { series.iter().map(|one| one.name.clone()).collect() };
    match kind {
        Kind::Bars(data) if data.labels.len() < 2 => Vec::new(),
        Kind::Bars(data) => [data.labels.clone(), names(&data.groups)].concat(),
        Kind::Ranking(data) => data.places.iter().map(|place| place.label.clone()).collect(),
        Kind::Stacked(data) => {
            let labels = data.stacks.iter().map(|stack| stack.label.clone());
            labels.chain(data.parts.iter().cloned()).collect()
        }
        Kind::Boxes(data) => data.groups.iter().map(|group| group.label.clone()).collect(),
        Kind::Radar(data) => [data.spokes.clone(), names(&data.groups)[1..].to_vec()].concat(),
        Kind::Heat(data) => [data.rows.clone(), data.columns.clone()].concat(),
        Kind::Map(data) => data.points.iter().map(|point| point.label.clone()).collect(),
        Kind::Dendrogram(data) => data.leaves.clone(),
        Kind::Network(data) => data.nodes.iter().map(|node| node.label.clone()).collect(),
        Kind::Lines(data) => [data.moments.clone(), names(&data.lines)].concat(),
    }
}

/// A number that looks drawn and is always the same (SplitMix64, Steele, Lea and Flood 2014).
fn draw(seed: u64, at: u64) -> u64 {
    let mut z = (seed << 32 | at)
        .wrapping_add(1)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) >> 8
}

fn codes(language: Language) -> Vec<String> {
    [
        (
            "Wenig Informationsaustausch zwischen Ämtern",
            "Little exchange of information between offices",
        ),
        ("Personalmangel", "Lack of staff"),
        ("Kulturelle Integration", "Cultural integration"),
        (
            "Öffentlichkeitsarbeit und Begegnung im Quartier",
            "Public relations and encounters in the neighbourhood",
        ),
        ("Sprachförderung", "Language support"),
        ("Übergang Schule – Beruf", "Transition from school to work"),
        ("Wohnraumversorgung", "Housing"),
        ("Gesundheit", "Health"),
        (
            "Anerkennung ausländischer Bildungsabschlüsse",
            "Recognition of foreign qualifications",
        ),
        ("Sonstiges", "Other"),
    ]
    .map(|(de, en)| {
        if language == Language::De {
            de.to_owned()
        } else {
            en.to_owned()
        }
    })
    .to_vec()
}

fn offices(language: Language) -> Vec<String> {
    [
        ("Ausländerbehörde", "Immigration office"),
        ("Jobcenter", "Job centre"),
        ("Jugendamt", "Youth welfare office"),
        (
            "Amt für Stadtentwicklung und Wohnungswesen",
            "Office for urban development and housing",
        ),
        ("Gesundheitsamt", "Health office"),
        ("Schulverwaltung", "School administration"),
        ("Sozialamt", "Social welfare office"),
        ("Integrationsbeauftragte", "Commissioner for integration"),
    ]
    .map(|(de, en)| {
        if language == Language::De {
            de.to_owned()
        } else {
            en.to_owned()
        }
    })
    .to_vec()
}
