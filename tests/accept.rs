//! `freitext suggest --accept-above`: the program accepts suggestions in its own name, and takes them back.

mod desk;

use desk::Desk;

const CODEBOOK: &str = r#"format = 1
title = "Felder"
version = "1"
language = "de"

[[code]]
id = "sprache"
value = 1
label = "Sprache"
match_rules = ["[sprachkurs]", "[deutschkurs]"]

[[code]]
id = "wohnen"
value = 2
label = "Wohnen"
match_rules = ["[wohnung]", "[miete]"]

[[code]]
id = "verkehr"
value = 3
label = "Verkehr"
"#;

/// Four in five answers are coded by Eva; "Bus", "Radweg" and "Ampel" can only be learned from her.
fn desk(coded: usize) -> Desk {
    let about = [
        ("Mehr Sprachkurse am Abend", "sprache"),
        ("Deutschkurse für Eltern", "sprache"),
        ("Bezahlbare Wohnungen", "wohnen"),
        ("Die Miete ist zu hoch", "wohnen"),
        ("Der Bus fährt zu selten", "verkehr"),
        ("Radwege und eine Ampel", "verkehr"),
    ];
    let mut file = String::from("id,text,codes\n");
    for row in 0..75 {
        let (text, code) = about[row % about.len()];
        let code = if row % 5 != 4 && row * 4 / 5 < coded {
            code
        } else {
            ""
        };
        // Told apart, so that no answer is a duplicate of another.
        file.push_str(&format!("{row},{text} (Punkt {row}),{code}\n"));
    }
    let desk = Desk::new();
    desk.file("felder.toml", CODEBOOK).file("a.csv", file);
    desk.import_coded("s.freitext", "a.csv", "Eva", "felder.toml");
    desk
}

/// Rows of assignments.csv: unit, code, origin, coder.
fn assignments(desk: &Desk, more: &[&str]) -> Vec<[String; 4]> {
    let arguments: Vec<&str> = ["export", "s.freitext", "assignments.csv"]
        .iter()
        .chain(more)
        .copied()
        .collect();
    desk.freitext(&arguments).succeeds();
    csv::Reader::from_reader(desk.read("assignments.csv").as_bytes())
        .records()
        .map(|row| {
            let row = row.unwrap();
            [0, 3, 4, 5].map(|at| row[at].to_owned())
        })
        .collect()
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_program_accepts_in_its_own_name_and_takes_it_back() {
    let desk = desk(60);
    desk.freitext(&["suggest", "s.freitext"]).succeeds();
    let before = assignments(&desk, &[]);
    let of_eva: Vec<_> = before.iter().filter(|row| row[3] == "Eva").cloned().collect();
    assert_eq!(of_eva.len(), 60);
    assert!(before.len() > 60, "there are suggestions: {before:?}");
    // Neither rule nor label knows of buses: that was learned, and the words say so.
    let bus = before.iter().find(|row| row[1] == "verkehr" && row[3].is_empty());
    assert_eq!(bus.expect("a suggestion")[2], "learned");

    let report = json(
        &desk
            .freitext(&["suggest", "s.freitext", "--accept-above", "0.5", "--json"])
            .succeeds(),
    );
    let number = |name: &str| report["accepted"][name].as_u64().unwrap();
    assert_eq!(report["accepted"]["above"], 0.5);
    assert_eq!(report["method"], "combined");
    let (units, codes) = (number("units"), number("codes"));
    assert!(units > 0 && codes >= units, "{report}");

    let after = assignments(&desk, &[]);
    let of_machine: Vec<_> = after
        .iter()
        .filter(|row| row[3] == "freitext (machine)")
        .collect();
    assert_eq!(of_machine.len() as u64, codes);
    assert!(of_machine.iter().all(|row| row[2] == "decision"));
    assert!(
        of_machine
            .iter()
            .all(|row| of_eva.iter().all(|eva| eva[0] != row[0]))
    );
    let still_of_eva: Vec<_> = after.iter().filter(|row| row[3] == "Eva").cloned().collect();
    assert_eq!(still_of_eva, of_eva, "people's decisions are untouched");

    // In German the machine is a Maschine; one coder's data set leaves the others out.
    let written = desk.freitext(&["export", "s.freitext", "matrix.csv", "--lang", "de"]);
    let notice = format!("{units} Einheiten sind von der Maschine übernommen (ab 0,5)");
    assert!(written.err().contains(&notice), "{}", written.err());
    let german = assignments(&desk, &["--lang", "de"]);
    assert!(german.iter().any(|row| row[3] == "freitext (Maschine)"));
    assert_eq!(assignments(&desk, &["--coder", "Eva"]), of_eva);
    let alone = assignments(&desk, &["--coder", "freitext (machine)"]);
    assert_eq!(alone.len() as u64, codes);
    assert!(alone.iter().all(|row| row[3] == "freitext (machine)"));

    // The next call alone counts.
    let report = json(
        &desk
            .freitext(&["suggest", "s.freitext", "--accept-above", "1", "--json"])
            .succeeds(),
    );
    assert_eq!(report["accepted"]["units"], 0);
    assert_eq!(report["accepted"]["taken_back"], units);
    desk.freitext(&["suggest", "s.freitext", "--accept-above", "0,5"])
        .succeeds();
    let report = json(
        &desk
            .freitext(&["suggest", "s.freitext", "--take-back", "--json"])
            .succeeds(),
    );
    assert_eq!(report["accepted"]["taken_back"], units);
    assert_eq!(report["accepted"]["above"], serde_json::Value::Null);
    assert_eq!(report.get("method"), None, "nothing was suggested anew");
    assert_eq!(assignments(&desk, &[]), before);
}

#[test]
fn tables_count_what_the_machine_accepted_and_say_so() {
    let desk = desk(60);
    let said = desk
        .freitext(&["suggest", "s.freitext", "--accept-above", "0.5"])
        .succeeds();
    assert!(said.contains("Accepted by the machine (from 0.5)"), "{said}");
    assert!(said.contains("freitext suggest s.freitext --take-back"), "{said}");
    let units = assignments(&desk, &[])
        .iter()
        .filter(|row| row[3] == "freitext (machine)")
        .count();

    let table = desk.freitext(&["table", "s.freitext", "--lang", "de"]);
    let notice = table.err();
    assert!(
        notice.contains(&format!(
            "{units} Einheiten sind von der Maschine übernommen (ab 0,5)"
        )),
        "{notice}"
    );
    let drawn = table.succeeds();
    assert!(
        drawn.contains("geprüfte (Eva) und von der Maschine übernommene Zuordnungen (freitext)"),
        "{drawn}"
    );
    let base = |more: &[&str]| {
        let arguments: Vec<&str> = ["table", "s.freitext", "--json"]
            .iter()
            .chain(more)
            .copied()
            .collect();
        json(&desk.freitext(&arguments).succeeds())["tables"][0]["total"]["base"]
            .as_u64()
            .unwrap()
    };
    assert_eq!(base(&[]), 60 + units as u64);
    assert_eq!(base(&["--coder", "Eva"]), 60);
    let alone = desk.freitext(&["table", "s.freitext", "--coder", "Eva"]).err();
    assert!(!alone.contains("machine"), "{alone}");

    desk.freitext(&["suggest", "s.freitext", "--take-back"])
        .succeeds();
    assert_eq!(base(&[]), 60);
    let table = desk.freitext(&["table", "s.freitext"]);
    assert!(!table.err().contains("machine"), "{}", table.err());
    assert!(!table.succeeds().contains("machine"));
}

#[test]
fn what_gives_no_probabilities_is_refused() {
    // Rows 0 to 3 and 5 to 7.
    let desk = desk(6);
    let suggest = |more: &[&str]| {
        let arguments: Vec<&str> = ["suggest", "s.freitext"].iter().chain(more).copied().collect();
        desk.freitext(&arguments)
    };
    suggest(&["--method", "rules", "--accept-above", "0.9"]).fails(
        2,
        &["The method “rules” gives no probabilities", "--method combined"],
    );
    suggest(&["--accept-above", "0.9"]).fails(1, &["So far 7 units are reviewed", "only from 25 on"]);
    for wrong in ["0", "1.5", "-1", "NaN"] {
        let equal = format!("--accept-above={wrong}");
        suggest(&[&equal]).fails(
            2,
            &["is no probability above 0 and up to 1", "--accept-above 0.9"],
        );
    }
    suggest(&["--take-back", "--accept-above", "0.9"]).fails(2, &["--accept-above"]);
    assert!(
        assignments(&desk, &[])
            .iter()
            .all(|row| row[3] != "freitext (machine)"),
        "nothing was accepted"
    );
}
