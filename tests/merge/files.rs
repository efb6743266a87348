//! What can be joined and what cannot, what is said about it, and what stays as it was.

use std::path::Path;

use freitext::problem::Fault;
use freitext::review::{Behind, Board, merge};
use freitext::study::{NewRun, Study, Suggestion, Wanted};
use freitext::survey::{CoderKind, Outcome, UnitId};
use rusqlite::Connection;

use super::desk::Desk;
use super::dump::dump;
use super::{Made, codes, copy, import, record, says, settles, source};

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
        .collect();
    names.sort();
    names
}

/// Refused with a sentence that begins like this; the study and its folder stay as they were.
fn is_refused(path: &Path, other: &Path, begins: &str) {
    let (before, folder) = (dump(path), names(path.parent().unwrap()));
    let problem = merge(&mut Study::open(path).unwrap(), other).unwrap_err();
    assert_eq!(problem.fault(), Fault::Input);
    assert!(problem.what().de.starts_with(begins), "{}", problem.what().de);
    assert!(problem.advice().is_some());
    assert_eq!(dump(path), before);
    assert_eq!(names(path.parent().unwrap()), folder);
}

#[test]
fn the_later_decision_holds_whichever_file_is_joined_with_the_other() {
    let made = Made::new(1);
    let there = made.copy("bert.freitext");
    let mut here = Study::open(&made.path).unwrap();
    let mut other = Study::open(&there).unwrap();
    says(&mut here, "Anna", 1, codes(&["a"]), 2_000);
    says(&mut other, "Anna", 1, codes(&["b"]), 1_900);
    says(&mut other, "Carla", 2, Outcome::NoneFits, 2_100);
    drop(other);

    let merged = merge(&mut here, &there).unwrap();
    assert_eq!(
        (
            merged.joined.decisions.only_here,
            merged.joined.decisions.only_there
        ),
        (1, 2)
    );
    let reviewed = here.reviewed("felder").unwrap();
    let outcomes: Vec<_> = reviewed
        .into_iter()
        .map(|one| (one.unit.0, one.outcome))
        .collect();
    assert_eq!(outcomes, [(1, codes(&["a"])), (2, Outcome::NoneFits)]);
    let of_coders: Vec<_> = merged
        .joined
        .coders
        .iter()
        .map(|one| (&*one.name, one.decisions.only_there))
        .collect();
    assert_eq!(of_coders, [("Anna", 1), ("Carla", 1)]);
}

#[test]
fn a_copy_of_the_file_as_it_was_is_kept_and_none_where_nothing_is_new() {
    let made = Made::new(1);
    let there = made.copy("bert.freitext");
    says(&mut Study::open(&there).unwrap(), "Bert", 1, codes(&["b"]), 5);
    let before = dump(&made.path);
    let mut here = Study::open(&made.path).unwrap();
    let backup = merge(&mut here, &there).unwrap().joined.backup.expect("a copy");
    assert!(backup.ends_with("studie.freitext.merge-backup"));
    assert_eq!(dump(&backup), before);
    assert_eq!(merge(&mut here, &there).unwrap().joined.backup, None);
    drop(here);
    let expected = ["bert.freitext", "studie.freitext", "studie.freitext.merge-backup"];
    assert_eq!(names(made.folder.path()), expected);
}

#[test]
fn a_board_knows_that_the_study_was_joined() {
    let made = Made::new(1);
    let there = made.copy("bert.freitext");
    says(&mut Study::open(&there).unwrap(), "Bert", 1, codes(&["b"]), 5);
    let mut here = Study::open(&made.path).unwrap();
    says(&mut here, "Anna", 1, codes(&["a"]), 9);
    let board = Board::of(&here, "felder").unwrap();
    merge(&mut here, &there).unwrap();
    assert_eq!(board.behind(&here).unwrap(), Behind::All);
}

#[test]
fn what_was_settled_in_one_file_is_open_again_where_the_other_changed_it() {
    let made = Made::new(1);
    let mut here = Study::open(&made.path).unwrap();
    let anna = says(&mut here, "Anna", 1, codes(&["a"]), 10);
    let bert = says(&mut here, "Bert", 1, codes(&["b"]), 11);
    drop(here);
    let there = made.copy("bert.freitext");
    let mut here = Study::open(&made.path).unwrap();
    settles(&mut here, "Anna", 1, codes(&["a", "b"]), vec![anna, bert], 20);
    says(
        &mut Study::open(&there).unwrap(),
        "Bert",
        1,
        Outcome::NotCodable,
        15,
    );
    let settled = |study: &Study| study.reviewed("felder").unwrap()[0].outcome.clone();
    assert_eq!(settled(&here), codes(&["a", "b"]));
    merge(&mut here, &there).unwrap();
    // Said before it was settled, but nobody saw it there.
    assert_eq!(settled(&here), Outcome::NotCodable);
}

#[test]
fn other_studies_are_refused_even_where_ids_are_the_same() {
    let made = Made::new(1);
    let folder = tempfile::tempdir().unwrap();
    let other = |name: &str, words: &str, key: &str| {
        let path = folder.path().join(name);
        let mut draft = Study::draft(&path).unwrap();
        draft
            .study()
            .change(|change| {
                let source = source(change, 1)?;
                for row in 1..=4 {
                    record(change, source, &format!("{key}{row}"), row, words, &[])?;
                }
                Ok(())
            })
            .unwrap();
        drop(draft.keep().unwrap());
        path
    };
    let begins = "Die beiden Dateien gehören nicht zu einer Studie: Keine Antwort";
    is_refused(&made.path, &other("a.freitext", "Kurse", "x"), begins);
    let begins =
        "Die beiden Dateien gehören nicht zu einer Studie: Von 4 Antworten mit gleicher Kennung lauten nur 0";
    is_refused(&made.path, &other("b.freitext", "Haie", "r"), begins);
    is_refused(&made.path, &made.path, "Das ist zweimal dieselbe Datei.");
    std::fs::write(folder.path().join("c.csv"), "id,text\n1,Kurse\n").unwrap();
    is_refused(
        &made.path,
        &folder.path().join("c.csv"),
        "Die Datei ist keine Studiendatei",
    );
    is_refused(&made.path, &folder.path().join("d"), "Die Studiendatei");
}

#[test]
fn answers_that_are_divided_otherwise_are_refused() {
    let made = Made::new(1);
    let there = made.folder.path().join("bert.freitext");
    import(&there, 2);
    Connection::open(&there)
        .unwrap()
        .execute_batch("DELETE FROM unit WHERE key = 'r3#2'; UPDATE unit SET stop = 12 WHERE key = 'r3#1';")
        .unwrap();
    let begins = "Die Antworten sind in den beiden Dateien verschieden in Kodiereinheiten aufgeteilt: 1.";
    is_refused(&made.path, &there, begins);
    is_refused(&there, &made.path, begins);
}

#[test]
fn what_reads_differently_is_kept_beside_what_stands_and_said() {
    let made = Made::new(5);
    let there = made.folder.path().join("bert.freitext");
    import(&there, 2);
    let connection = Connection::open(&there).unwrap();
    connection
        .execute_batch(
            "UPDATE answer SET verbatim = 'Kurse für alle' WHERE id = 1; UPDATE unit SET stop = 15 WHERE answer = 1;
             UPDATE record SET background = '[\"Nord\"]' WHERE id = 4;
             UPDATE record SET background = '[\"Süd\", \"2024\"]' WHERE id = 3;",
        )
        .unwrap();
    drop(connection);
    let mut here = Study::open(&made.path).unwrap();
    says(&mut here, "Anna", 1, codes(&["a"]), 9);
    let merged = merge(&mut here, &there).unwrap();
    assert!(merged.joined.imported_apart);
    let [reworded] = &merged.joined.reworded[..] else {
        panic!("{:?}", merged.joined.reworded)
    };
    assert_eq!((&*reworded.stands, &*reworded.noted), ("Kurse für alle", "Kurse"));
    let [office] = &merged.joined.background[..] else {
        panic!("{:?}", merged.joined.background)
    };
    assert_eq!(
        (&*office.record, &*office.column, &*office.stands),
        ("r4", "amt", "Nord")
    );
    assert_eq!(merged.joined.filled_background, 1);
    let said: Vec<String> = merged
        .notices()
        .into_iter()
        .map(|notice| notice.what.en)
        .collect();
    assert!(said.contains(
        &"Answers that read differently in the files: 1. The one imported earlier stands; the other one is noted.".into()
    ));
    // What Anna decided belongs to the answer still.
    let reviewed = here.reviewed("felder").unwrap();
    let unit = here.unit_view(reviewed[0].unit).unwrap().expect("a unit");
    assert_eq!((&*unit.key, &*unit.verbatim), ("r1", "Kurse für alle"));
}

#[test]
fn suggestions_stay_where_they_fit_and_are_not_brought_from_elsewhere() {
    let made = Made::new(5);
    let suggest = |path: &Path, units: &[i64], time: i64| {
        let mut study = Study::open(path).unwrap();
        let codebook = super::latest(&study);
        study
            .change(|change| {
                let run = change.begin_run(&NewRun {
                    method: "rules",
                    codebook,
                    settings: "{}".into(),
                    analysis: "test".into(),
                    time,
                })?;
                for unit in units {
                    change.suggest(
                        run,
                        &Suggestion {
                            unit: UnitId(*unit),
                            code: 0,
                            score: 0.9,
                            origin: None,
                            evidence: Vec::new(),
                        },
                    )?;
                }
                Ok(())
            })
            .unwrap();
    };
    suggest(&made.path, &[1, 2], 0);
    let there = made.folder.path().join("bert.freitext");
    import(&there, 2);
    suggest(&there, &[4], 1);
    Connection::open(&there)
        .unwrap()
        .execute_batch(
            "UPDATE answer SET verbatim = 'Kursus' WHERE id = 1; UPDATE unit SET stop = 6 WHERE answer = 1;",
        )
        .unwrap();
    let mut here = Study::open(&made.path).unwrap();
    let merged = merge(&mut here, &there).unwrap();
    assert_eq!(
        (merged.joined.dropped_suggestions, merged.joined.runs_left),
        (1, 1)
    );
    let run = here.latest_run("felder").unwrap().expect("the run");
    let mut suggested = Vec::new();
    let wanted = Wanted {
        run: Some(run.id),
        ..Wanted::default()
    };
    here.walk(&wanted, |unit| {
        suggested.extend(unit.suggestions.iter().map(|_| unit.key.clone()));
        Ok(())
    })
    .unwrap();
    assert_eq!(suggested, ["r2#1"]);
    // Those that both have are not left anywhere.
    let copied = made.copy("kopie.freitext");
    assert_eq!(merge(&mut here, &copied).unwrap().joined.runs_left, 0);
}

#[test]
fn passphrases_stay_those_of_the_study() {
    let made = Made::new(1);
    let there = made.copy("bert.freitext");
    let secret = |path: &Path, name: &str, secret: &str| {
        let connection = Connection::open(path).unwrap();
        let kind = CoderKind::Person.id();
        let sql = "UPDATE coder SET secret = ?3 WHERE name = ?1 AND kind = ?2";
        connection.execute(sql, [name, kind, secret]).unwrap();
    };
    secret(&made.path, "Anna", "hier");
    secret(&there, "Anna", "dort");
    secret(&there, "Bert", "dort");
    merge(&mut Study::open(&made.path).unwrap(), &there).unwrap();
    let connection = Connection::open(&made.path).unwrap();
    let mut statement = connection
        .prepare("SELECT secret FROM coder ORDER BY name")
        .unwrap();
    let secrets: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(secrets, ["hier", "dort"]);
}

/// `format2.freitext`: see `study::older`. Both copies go on deciding under the same numbers, as the program with format 2
/// did.
#[test]
fn copies_that_went_on_in_an_older_format_lose_nothing() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/studies/format2.freitext");
    let folder = tempfile::tempdir().unwrap();
    let [here, there] = ["eva.freitext", "oemer.freitext"].map(|name| copy(&kept, &folder.path().join(name)));
    for (path, coder, codes) in [(&here, 1, "sprache"), (&there, 2, "wohnen")] {
        let sql = "INSERT INTO decision (unit, codebook, coder, outcome, codes, memo, time)
                   VALUES (4, 'cb', ?1, 'codes', ?2, '', 1900000000)";
        Connection::open(path)
            .unwrap()
            .execute(sql, rusqlite::params![coder, codes])
            .unwrap();
    }
    let before = std::fs::read(&there).unwrap();
    let mut study = Study::open(&here).unwrap();
    let merged = merge(&mut study, &there).unwrap();
    assert_eq!(std::fs::read(&there).unwrap(), before, "only looked at");
    let decisions = merged.joined.decisions;
    assert_eq!(
        (decisions.both, decisions.only_here, decisions.only_there),
        (7, 1, 1)
    );
    assert_eq!(merged.unsettled.len(), 1);
    assert_eq!(merge(&mut study, &there).unwrap().joined.backup, None);
    drop(study);

    let back = copy(&kept, &folder.path().join("zurueck.freitext"));
    let mut other = Study::open(&back).unwrap();
    for file in [&there, &here] {
        merge(&mut other, file).unwrap();
    }
    assert_eq!(dump(&back), dump(&here));
}

#[test]
fn the_command_says_what_it_did() {
    let desk = Desk::new();
    import(&desk.path("anna.freitext"), 1);
    copy(&desk.path("anna.freitext"), &desk.path("bert.freitext"));
    says(
        &mut Study::open(&desk.path("anna.freitext")).unwrap(),
        "Anna",
        1,
        codes(&["a"]),
        9,
    );
    says(
        &mut Study::open(&desk.path("bert.freitext")).unwrap(),
        "Bert",
        1,
        codes(&["b"]),
        8,
    );
    let german = desk.freitext(&["merge", "anna.freitext", "bert.freitext", "--lang", "de"]);
    let out = german.succeeds();
    let expected = ["in beiden", "nur hier", "neu von dort"];
    assert!(expected.iter().all(|heading| out.contains(heading)), "{out}");
    let row = |begins: &str| -> Vec<u64> {
        let line = out
            .lines()
            .find(|line| line.trim_start_matches(['│', ' ']).starts_with(begins));
        let words = line
            .unwrap_or_else(|| panic!("{begins} is not in\n{out}"))
            .split_whitespace();
        words.filter_map(|word| word.parse().ok()).collect()
    };
    assert_eq!(row("Freitextantworten"), [4, 0, 0]);
    assert_eq!(row("Entscheidungen"), [0, 1, 1]);
    assert_eq!(row("– Anna"), [0, 1, 0]);
    assert_eq!(row("– Bert"), [0, 0, 1]);
    assert!(out.ends_with(
        "»anna.freitext« enthält jetzt auch, was in »bert.freitext« stand. Die Datei von vorher bleibt daneben als »anna.freitext.merge-backup« erhalten.\n"
    ));
    assert!(
        german
            .err()
            .contains("Kodierende sind sich uneins (»felder«), Einheiten: 1.")
    );

    let again = desk.freitext(&["merge", "anna.freitext", "bert.freitext"]);
    assert!(again.succeeds().ends_with(
        "“bert.freitext” holds nothing that is not in “anna.freitext” already. Nothing has changed.\n"
    ));
    let json = desk
        .freitext(&["merge", "bert.freitext", "anna.freitext", "--json"])
        .succeeds();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["decisions"]["only_there"], 1);
    assert_eq!(json["coders"][0]["name"], "Anna");
    assert_eq!(json["unsettled"][0]["differ"], 1);
    desk.freitext(&["merge", "anna.freitext"])
        .fails(2, &["Missing: <OTHER>"]);
    desk.file("leer.txt", "");
    desk.freitext(&["merge", "anna.freitext", "leer.txt"])
        .fails(1, &["leer.txt"]);
}
