//! What can be asked of `freitext profiles`, and what is answered when it cannot be done.

use crate::desk::Desk;

const ROWS: &str = "\
id,text,amt,leer,zwei,codes
1,Streife,Ordnung,,a,praesenz
2,Streife und Spielplatz,Ordnung,,a,praesenz|sozialraum
3,Spielplatz,Jugend,,b,sozialraum
4,Beratung,Jugend,,b,ansprechpartner|sozial
5,Bauleitplan,Planung,,a,planen
6,Bauleitplan und Spielplatz,Planung,,b,planen|sozialraum
7,Beratung,,,b,ansprechpartner
";

fn study() -> Desk {
    filled(Desk::new())
}

fn filled(desk: Desk) -> Desk {
    desk.file("r.csv", ROWS);
    desk.import_coded("s.freitext", "r.csv", "Anna", "handlungsfelder");
    desk
}

#[test]
fn a_small_study_gets_its_map_and_its_clusters_with_what_is_left_out() {
    let desk = study();
    let said = desk
        .freitext(&[
            "profiles",
            "s.freitext",
            "--by",
            "amt",
            "--lang",
            "de",
            "--draws",
            "50",
        ])
        .succeeds();
    for piece in [
        "9 Nennungen, 3 Gruppen, 5 Kategorien",
        "ohne Angabe zu amt: 1",
        "Kategorien, die nicht vorkommen: Strukturelle Integration",
        "50 Bootstrap-Ziehungen, Startwert 1",
        "Korrespondenzanalyse (Greenacre 2017)",
        "2 Cluster von Gruppen",
        "Was die Cluster auszeichnet",
    ] {
        assert!(said.contains(piece), "{piece} is not in\n{said}");
    }
    let again = desk
        .freitext(&[
            "profiles",
            "s.freitext",
            "--by",
            "amt",
            "--lang",
            "de",
            "--draws",
            "50",
        ])
        .succeeds();
    assert_eq!(said, again);
    let alone = filled(Desk::with_threads(1));
    let alone = alone
        .freitext(&[
            "profiles",
            "s.freitext",
            "--by",
            "amt",
            "--lang",
            "de",
            "--draws",
            "50",
        ])
        .succeeds();
    assert_eq!(said, alone, "with one thread");
    let without = desk
        .freitext(&["profiles", "s.freitext", "--by", "amt", "--draws", "0"])
        .succeeds();
    assert!(without.contains("Without draws: how stable"), "{without}");
    assert!(!without.contains("exactly so in draws"), "{without}");
}

const TREE: &str = r#"
format = 1
title = "Felder"
version = "1.0"
code = [
  { id = "a", value = 1, label = "Ansprache", definition = "x" },
  { id = "a1", value = 2, label = "Beratung", parent = "a", definition = "x" },
  { id = "a2", value = 3, label = "Auskunft", parent = "a", definition = "x" },
  { id = "b", value = 4, label = "Bau", definition = "x" },
  { id = "b1", value = 5, label = "Weg", parent = "b", definition = "x" },
  { id = "c", value = 6, label = "Kontrolle", definition = "x" },
]
"#;

/// A dimension counts once: what is below it, and what is assigned to itself alone.
#[test]
fn codes_below_a_dimension_are_counted_once() {
    let desk = Desk::new();
    desk.file("felder.toml", TREE);
    let rows = [
        "id,text,amt,codes",
        "1,x,Nord,a1|b1",
        "2,x,Nord,a1",
        "3,x,Süd,a2|a",
        "4,x,Süd,a",
        "5,x,West,c|b1",
        "6,x,West,c",
    ];
    desk.file("r.csv", rows.join("\n"));
    desk.import_coded("s.freitext", "r.csv", "Anna", "felder.toml");
    let json = |options: &[&str]| -> serde_json::Value {
        let call = ["profiles", "s.freitext", "--by", "amt", "--draws", "0", "--json"];
        let printed = desk.freitext(&[&call[..], options].concat()).succeeds();
        serde_json::from_str(&printed).unwrap()
    };
    let codes = |of: &serde_json::Value| -> Vec<String> {
        let codes = of["questions"][0]["profiles"]["codes"].as_array().unwrap();
        codes
            .iter()
            .map(|code| code["label_de"].as_str().unwrap().to_owned())
            .collect()
    };
    let all = json(&[]);
    let expected = [
        "Ansprache (ohne Unterkategorie)",
        "Beratung",
        "Auskunft",
        "Weg",
        "Kontrolle",
    ];
    assert_eq!(codes(&all), expected);
    assert_eq!(all["questions"][0]["total"], 8, "2 + 1 + 1 + 1 + 2 + 1");
    assert_eq!(
        all["questions"][0]["profiles"]["empty_codes"],
        serde_json::json!([])
    );
    let dimensions = json(&["--dimensions"]);
    assert_eq!(codes(&dimensions), ["Ansprache", "Bau", "Kontrolle"]);
    let counts = &dimensions["questions"][0]["profiles"]["counts"];
    assert_eq!(*counts, serde_json::json!([[2, 1, 0], [2, 0, 0], [0, 1, 2]]));
}

#[test]
fn what_cannot_be_done_is_said_with_what_can() {
    let desk = study();
    for (options, code, sentence, advice) in [
        (
            &[][..],
            2,
            "Profile entstehen nach genau einer Spalte.",
            "amt, leer, zwei",
        ),
        (
            &["--by", "amt", "zwei"],
            2,
            "Profile entstehen nach genau einer Spalte.",
            "--by",
        ),
        (
            &["--by", "zwei"],
            1,
            "mindestens 3 Gruppen, in denen etwas gezählt ist; hier sind es 2",
            "mehr Gruppen",
        ),
        (
            &["--by", "leer"],
            1,
            "mindestens 3 Gruppen, in denen etwas gezählt ist; hier sind es 0",
            "mehr Gruppen",
        ),
        (
            &["--by", "amt", "--groups", "3"],
            2,
            "In 3 Cluster lassen sich 3 Gruppen nicht teilen.",
            "2 bis 2",
        ),
        (
            &["--by", "amt", "--groups", "viele"],
            2,
            "»viele« ist keine Zahl",
            "ganze Zahl",
        ),
        (
            &["--by", "amt", "--draws", "1000000"],
            2,
            "So oft wird nicht gezogen",
            "0 bis 10000",
        ),
        (&["--by", "farbe"], 2, "farbe", "amt"),
    ] {
        let call = [&["profiles", "s.freitext", "--lang", "de"][..], options].concat();
        desk.freitext(&call).fails(code, &[sentence, advice]);
    }
}
