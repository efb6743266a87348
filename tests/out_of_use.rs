//! Codes merged, split and retired after people had decided: suggestions, evaluation and data sets are those of a study in
//! which everything had been decided with the codebook as it is now.

mod desk;

use desk::Desk;
use freitext::codebook::{Codebook, Edit, NewCode, NewRule, Part};
use freitext::search::Index;
use freitext::study::{Read, Study, Suggestion, Wanted};
use freitext::suggest::{self, Asked, COMBINED, Rules, Settings, Suggester, Summary, suggest};
use freitext::words::Text;

const BOOK: &str = "handlungsfelder";

fn as_it_is(code: &str) -> Option<String> {
    Some(code.to_owned())
}

fn edited(desk: &Desk, edits: &[Edit]) -> Codebook {
    let mut study = Study::open(&desk.path("s.freitext")).unwrap();
    let stored = study.codebooks().unwrap().remove(0);
    let codebook = edits
        .iter()
        .fold(stored.codebook, |codebook, edit| codebook.edited(edit).unwrap());
    study
        .change(|change| change.keep_codebook(BOOK, &codebook, 1))
        .unwrap();
    codebook
}

/// Suggests, and gives unit, code and suggestion.
fn suggested(desk: &Desk, suggester: &dyn Suggester) -> (Summary, Vec<(String, String, Suggestion)>) {
    let mut study = Study::open(&desk.path("s.freitext")).unwrap();
    let stored = study.codebooks().unwrap().remove(0);
    let index = Index::of(&study, &|_, _| Ok(()))
        .unwrap()
        .with_exceptions(&stored.codebook.stem_exceptions);
    let asked = Asked {
        suggester,
        settings: &Settings::default(),
        carried: None,
    };
    let (run, summary) = suggest(&mut study, &index, &stored, asked, 1, &|_, _| Ok(())).unwrap();
    let wanted = Wanted {
        codebook: Some(BOOK),
        run: Some(run),
        evidence: Read::Yes,
        ..Wanted::default()
    };
    let mut all = Vec::new();
    study
        .walk(&wanted, |unit| {
            for suggestion in &unit.suggestions {
                let code = stored.codebook.codes[suggestion.code].id.clone();
                all.push((
                    unit.key.clone(),
                    code,
                    Suggestion {
                        code: 0,
                        ..suggestion.clone()
                    },
                ));
            }
            Ok(())
        })
        .unwrap();
    (summary, all)
}

fn own(id: &str) -> String {
    id.to_owned()
}

#[test]
fn merged_and_retired_codes_leave_what_a_study_without_them_would_suggest() {
    let before = Desk::new().half_coded(BOOK, as_it_is);
    let now = edited(
        &before,
        &[
            Edit::Merge {
                code: own("praesenz"),
                into: own("ansprechpartner"),
            },
            Edit::Merge {
                code: own("sozial"),
                into: own("kulturell"),
            },
            Edit::Retire {
                code: own("politisch"),
            },
        ],
    );
    // The same decided with the codes that are left, which stand in a file of their own. What had the retired code is not decided.
    let toml = now.in_use().0.to_toml();
    let given = |code: &str| match code {
        "politisch" => None,
        "praesenz" => Some(own("ansprechpartner")),
        "sozial" => Some(own("kulturell")),
        code => Some(own(code)),
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("handlungsfelder.toml");
    std::fs::write(&path, toml).unwrap();
    let after = Desk::new().half_coded(path.to_str().unwrap(), given);
    for suggester in [&Rules as &dyn Suggester, &COMBINED] {
        let (summary, with) = suggested(&before, suggester);
        let (_, without) = suggested(&after, suggester);
        let decided: std::collections::BTreeSet<&String> = with.iter().map(|(unit, _, _)| unit).collect();
        let same: Vec<_> = without
            .iter()
            .filter(|(unit, _, _)| decided.contains(unit))
            .collect();
        assert!(same.len() > 150, "hardly any suggestion: {}", same.len());
        assert_eq!(with.len(), same.len(), "{}", suggester.id());
        for (with, without) in with.iter().zip(same) {
            assert_eq!(with, without, "{}", suggester.id());
        }
        assert!(
            with.iter()
                .all(|(_, code, _)| !["praesenz", "sozial", "politisch"].contains(&&**code))
        );
        assert!(summary.decided > 150);
    }
}

#[test]
fn answers_with_a_split_code_are_suggested_for_again_and_counted_under_the_old_one() {
    let desk = Desk::new().half_coded(BOOK, as_it_is);
    let (before, _) = suggested(&desk, &COMBINED);
    let part = |label: &str, find: &str| {
        let new = NewCode {
            label: Text::new(label, label),
            match_rules: vec![NewRule::of(find)],
            ..NewCode::default()
        };
        Part::New(new.into())
    };
    let into = vec![
        part("Licht", "licht* OR beleucht*"),
        part("Wege", "[weg] OR [strasse]"),
    ];
    edited(
        &desk,
        &[Edit::Split {
            code: own("sozialraum"),
            into,
        }],
    );
    desk.freitext(&["export", "s.freitext", "matrix.csv"]).succeeds();
    let mut matrix = csv::Reader::from_path(desk.path("matrix.csv")).unwrap();
    let heading = matrix
        .headers()
        .unwrap()
        .iter()
        .position(|name| name == "sozialraum")
        .unwrap();
    let rows: Vec<csv::StringRecord> = matrix.records().map(Result::unwrap).collect();
    let waiting: Vec<&str> = rows
        .iter()
        .filter(|row| &row[heading] == "1")
        .map(|row| &row[0])
        .collect();
    assert!(waiting.len() > 20);

    let (after, suggestions) = suggested(&desk, &COMBINED);
    assert_eq!(before.decided - after.decided, waiting.len() as u64);
    assert_eq!(
        before.reviewed - after.reviewed,
        waiting.len() as u64,
        "they teach nothing"
    );
    assert!(suggestions.iter().all(|(_, code, _)| code != "sozialraum"));
    let again = suggestions
        .iter()
        .filter(|(unit, code, _)| waiting.contains(&&**unit) && ["licht", "wege"].contains(&&**code));
    assert!(again.count() > 0, "what waits is suggested for");
    let table = desk.freitext(&["table", "s.freitext", "--lang", "de"]);
    assert!(table.succeeds().contains("(aufgeteilt)"), "{}", table.out());
    assert!(
        table
            .err()
            .contains("Aufgeteilte Codes zählen noch unter dem alten"),
        "{}",
        table.err()
    );
    let figures = desk.freitext(&["evaluate", "s.freitext", "--json"]).succeeds();
    assert!(
        !figures.contains("\"sozialraum\""),
        "neither suggested nor judged"
    );
}

#[test]
fn data_sets_name_codes_by_what_they_count_as() {
    let desk = Desk::new().half_coded(BOOK, as_it_is);
    suggested(&desk, &Rules);
    let rows = |name: &str| -> Vec<csv::StringRecord> {
        desk.freitext(&["export", "s.freitext", name]).succeeds();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_path(desk.path(name))
            .unwrap();
        let rows = reader.records().map(Result::unwrap).collect();
        std::fs::remove_file(desk.path(name)).unwrap();
        rows
    };
    let (matrix, assignments) = (rows("matrix.csv"), rows("assignments.csv"));
    let stale = edited(
        &desk,
        &[
            Edit::Merge {
                code: own("praesenz"),
                into: own("ansprechpartner"),
            },
            Edit::Retire {
                code: own("politisch"),
            },
        ],
    );
    assert_eq!(stale.codes.len(), 8);
    // Suggestions are still those of the run before.
    let (matrix_now, assignments_now) = (rows("matrix.csv"), rows("assignments.csv"));
    let at = |rows: &[csv::StringRecord], name: &str| rows[0].iter().position(|heading| heading == name);
    assert_eq!(at(&matrix_now, "praesenz"), None, "a merged code has no column");
    let column = |rows: &[csv::StringRecord], name: &str| -> Vec<String> {
        let at = at(rows, name).unwrap();
        rows[1..].iter().map(|row| row[at].to_owned()).collect()
    };
    let joined: Vec<String> = column(&matrix, "praesenz")
        .into_iter()
        .zip(column(&matrix, "ansprechpartner"))
        .map(|pair| pair.0.max(pair.1))
        .collect();
    assert_eq!(column(&matrix_now, "ansprechpartner"), joined);
    let decided = |rows: &[csv::StringRecord], code: &str, origin: &str| -> Vec<String> {
        let of = rows[1..]
            .iter()
            .filter(|row| &row[3] == code && &row[4] == origin);
        of.map(|row| row[0].to_owned()).collect()
    };
    assert_eq!(
        decided(&assignments_now, "politisch", "decision"),
        decided(&assignments, "politisch", "decision")
    );
    assert!(!decided(&assignments, "politisch", "rule").is_empty());
    assert!(
        decided(&assignments_now, "politisch", "rule").is_empty(),
        "it is suggested no more"
    );
    let units: std::collections::BTreeSet<(&str, &str)> = assignments_now[1..]
        .iter()
        .map(|row| (&row[0], &row[3]))
        .collect();
    assert_eq!(units.len() + 1, assignments_now.len(), "no unit has a code twice");
    let err = desk
        .freitext(&["export", "s.freitext", "assignments.csv", "--lang", "de"])
        .err();
    assert!(
        err.contains("praesenz (") && err.contains("Stillgelegte Codes"),
        "{err}"
    );
    desk.freitext(&["export", "s.freitext", "tables.xlsx"]).succeeds();
}

#[test]
fn nobody_has_to_have_decided_for_the_rules_of_codes_in_use_to_be_taken_at_their_word() {
    let text = "format = 1\ntitle = 'T'\nversion = '1'\n[[code]]\nid = 'a'\nvalue = 1\nlabel = 'A'\nmatch_rules = ['a']\n\
        [[code]]\nid = 'b'\nvalue = 2\nlabel = 'B'\nretired = true\n";
    let codebook = Codebook::read(text, "t").unwrap();
    assert_eq!(suggest::usual(&codebook, 0).id(), "rules");
}
