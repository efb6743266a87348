//! A codebook changed while it is in use: worked examples of every edit, what is refused, and that any row of edits
//! leaves a codebook that can be written and read, with every id that decisions may have named.

use freitext::codebook::{
    Codebook, Edit, Kind, NewCode, NewRule, Part, Resolved, RuleDoubts, RuleMeant, Status, check, diff,
};
use freitext::problem::Problem;
use freitext::study::Study;
use freitext::words::Text;
use proptest::prelude::*;

const CODEBOOK: &str = r#"
format = 1
title = "Maßnahmen"
version = "1.0"

[[code]]
id = "bildung"
value = 1
label = { de = "Bildung", en = "Education" }

[[code]]
id = "kurse"
value = 2
label = { de = "Kurse", en = "Courses" }
parent = "bildung"
anchor_examples = ["Deutschkurse"]
match_rules = ["[kurs]", { id = "schule", find = "schule*" }, "unterricht"]

[[code]]
id = "sprache"
value = 3
label = "Sprache"
parent = "bildung"
anchor_examples = ["Sprachcafé", "Deutschkurse"]
match_rules = [{ id = "schule", find = "sprachschule" }, "[kurs]", { find = "sprach*", weight = 0.8 }]

[[code]]
id = "wohnen"
value = 99
label = "Wohnen"
"#;

fn codebook() -> Codebook {
    Codebook::read(CODEBOOK, "t").unwrap()
}

fn text(text: &str) -> Text {
    Text::new(text, text)
}

fn own(id: &str) -> String {
    id.to_owned()
}

fn new(label: &str) -> NewCode {
    NewCode {
        label: text(label),
        ..NewCode::default()
    }
}

/// What an edit changed, sentence by sentence.
fn changed(edit: &Edit) -> Vec<String> {
    let before = codebook();
    let after = edited(&before, edit);
    diff(&before, &after)
        .iter()
        .map(|change| change.say().de)
        .collect()
}

/// Whatever an edit gives is written and read again the same.
fn edited(before: &Codebook, edit: &Edit) -> Codebook {
    let after = before
        .edited(edit)
        .unwrap_or_else(|problem| panic!("{edit:?}: {problem}"));
    assert_eq!(Codebook::read(&after.to_toml(), "t").unwrap(), after, "{edit:?}");
    after
}

fn refused(edit: &Edit) -> Problem {
    let problem = codebook().edited(edit).expect_err("refused");
    assert!(problem.advice().is_some(), "{problem}");
    problem
}

fn ids(codebook: &Codebook) -> Vec<&str> {
    codebook.codes.iter().map(|code| &*code.id).collect()
}

fn rules<'c>(codebook: &'c Codebook, code: &str) -> Vec<(&'c str, &'c str)> {
    let code = codebook.code(code).unwrap();
    code.match_rules
        .iter()
        .map(|rule| (&*rule.id, &*rule.find))
        .collect()
}

#[test]
fn a_code_is_added_at_the_end_of_its_dimension() {
    let edit = Edit::Add(NewCode {
        parent: Some(own("bildung")),
        match_rules: vec![NewRule::of("digital*")],
        ..new("Digitale Räume & Geräte")
    });
    let after = edited(&codebook(), &edit);
    assert_eq!(
        ids(&after),
        ["bildung", "kurse", "sprache", "digitale_raeume_geraete", "wohnen"]
    );
    let code = after.code("digitale_raeume_geraete").unwrap();
    assert_eq!((code.value, &code.label.en[..]), (100, "Digitale Räume & Geräte"));
    assert_eq!(
        rules(&after, &code.id),
        [("digitale_raeume_geraete.1", "digital*")]
    );
    let again = edited(&after, &Edit::Add(new("digitale Räume, Geräte")));
    assert_eq!(ids(&again)[5], "digitale_raeume_geraete_2");
    let total = edited(&codebook(), &Edit::Add(new("Total")));
    assert_eq!(ids(&total)[4], "total_2", "the word is a heading of tables");
}

#[test]
fn the_texts_of_a_code_change_and_its_id_stays() {
    let code = || own("kurse");
    assert_eq!(
        changed(&Edit::Label {
            code: code(),
            label: Text::new(" Lehrgänge ", "")
        }),
        ["kurse: Label: „Kurse“ → „Lehrgänge“"]
    );
    assert_eq!(
        changed(&Edit::Definition {
            code: code(),
            text: text("Unterricht nach Plan.")
        }),
        ["kurse: Definition geändert"]
    );
    assert_eq!(
        changed(&Edit::CodingRule {
            code: code(),
            text: text("Nicht bei Vorträgen.")
        }),
        ["kurse: Kodierregel geändert"]
    );
    let example = || own("Nähkurs im Stadtteil");
    let with = edited(
        &codebook(),
        &Edit::AddAnchorExample {
            code: code(),
            example: example(),
        },
    );
    assert_eq!(
        with.code("kurse").unwrap().anchor_examples,
        ["Deutschkurse", "Nähkurs im Stadtteil"]
    );
    let without = edited(
        &with,
        &Edit::RemoveAnchorExample {
            code: code(),
            example: example(),
        },
    );
    assert_eq!(without, codebook());
}

#[test]
fn match_rules_are_added_changed_and_removed() {
    let code = || own("kurse");
    let added = edited(
        &codebook(),
        &Edit::AddRule {
            code: code(),
            rule: NewRule::of(" seminar* "),
        },
    );
    assert_eq!(
        rules(&added, "kurse"),
        [
            ("kurse.1", "[kurs]"),
            ("schule", "schule*"),
            ("kurse.3", "unterricht"),
            ("kurse.4", "seminar*")
        ]
    );
    let meant = |id: &str, find: &str| RuleMeant {
        id: own(id),
        find: own(find),
    };
    let to = NewRule {
        find: own("[schule]"),
        weight: 0.5,
        note: own("zu weit"),
    };
    assert_eq!(
        changed(&Edit::ChangeRule {
            code: code(),
            rule: meant("schule", "schule*"),
            to
        }),
        ["kurse: Regel geändert: schule: schule* → schule: [schule] (0.5) – zu weit"]
    );
    let removed = edited(
        &added,
        &Edit::RemoveRule {
            code: code(),
            rule: meant("kurse.1", "[kurs]"),
        },
    );
    assert_eq!(
        rules(&removed, "kurse"),
        [
            ("schule", "schule*"),
            ("kurse.2", "unterricht"),
            ("kurse.3", "seminar*")
        ],
        "rules without a name are numbered anew"
    );
    assert!(!removed.to_toml().contains("kurse.2"));
}

#[test]
fn a_number_given_as_a_name_is_not_given_twice() {
    let text = CODEBOOK.replace(
        r#"{ id = "schule", find = "schule*" }"#,
        r#"{ id = "kurse.4", find = "schule*" }"#,
    );
    let before = Codebook::read(&text, "t").unwrap();
    let after = edited(
        &before,
        &Edit::AddRule {
            code: own("kurse"),
            rule: NewRule::of("seminar*"),
        },
    );
    assert_eq!(rules(&after, "kurse")[3], ("kurse.5", "seminar*"));
}

#[test]
fn a_mistake_in_a_rule_is_shown_in_the_rule() {
    let shown = |find: &str, weight: f64| {
        let rule = NewRule {
            weight,
            ..NewRule::of(find)
        };
        let problem = refused(&Edit::AddRule {
            code: own("kurse"),
            rule,
        });
        let excerpt = problem.place().excerpt.clone();
        (
            excerpt.map(|excerpt| excerpt.source[excerpt.span].to_owned()),
            problem.what().de.clone(),
        )
    };
    assert_eq!(shown("deutsch AND kurs OR", 1.0).0.as_deref(), Some("OR"));
    assert_eq!(shown("kurs NEAR/0 deutsch", 1.0).0.as_deref(), Some("NEAR/0"));
    let (never, what) = shown("kurs NOT kurs", 1.0);
    assert_eq!(
        (never.as_deref(), &*what),
        (
            Some("kurs NOT kurs"),
            "Diese Regel schließt aus, was sie sucht, und passt nie."
        )
    );
    assert!(shown("kurs", 0.0).1.starts_with("Das Gewicht"));
    assert!(shown("kurs", f64::NAN).1.starts_with("Das Gewicht"));
}

#[test]
fn doubts_about_a_rule_are_told_while_it_is_written() {
    let text = CODEBOOK.replace(
        "\n[[code]]\nid = \"bildung\"",
        "stem_exceptions = { Sicherheit = \"sicher\" }\n[[code]]\nid = \"bildung\"",
    );
    let codebook = Codebook::read(&text, "t").unwrap();
    let doubts = RuleDoubts::new(&codebook, &[own("sicher")]);
    let added = edited(
        &codebook,
        &Edit::AddRule {
            code: own("wohnen"),
            rule: NewRule::of("wohnung OR Sicherheit OR a*"),
        },
    );
    let code = added.code("wohnen").unwrap();
    let found = doubts.of(&code.match_rules[0]);
    let told: Vec<(Kind, &str)> = found
        .iter()
        .map(|finding| {
            let excerpt = finding.problem.place().excerpt.as_ref().unwrap();
            (finding.kind, &excerpt.source[excerpt.span.clone()])
        })
        .collect();
    assert_eq!(
        told,
        [(Kind::JoinedStems, "Sicherheit"), (Kind::MatchesNearlyAll, "a*")]
    );
}

#[test]
fn a_code_moves_with_all_that_stands_below_it() {
    let moved = |code: &str, parent: Option<&str>, before: Option<&str>| {
        let edit = Edit::Move {
            code: own(code),
            parent: parent.map(own),
            before: before.map(own),
        };
        edited(&codebook(), &edit)
    };
    assert_eq!(ids(&moved("wohnen", None, Some("bildung")))[0], "wohnen");
    let below = moved("wohnen", Some("bildung"), None);
    assert_eq!(
        (ids(&below)[3], below.code("wohnen").unwrap().parent.as_deref()),
        ("wohnen", Some("bildung"))
    );
    let deep = moved("bildung", Some("wohnen"), None);
    assert_eq!(ids(&deep), ["wohnen", "bildung", "kurse", "sprache"]);
    assert_eq!(
        ids(&moved("sprache", Some("bildung"), Some("kurse"))),
        ["bildung", "sprache", "kurse", "wohnen"]
    );
}

#[test]
fn a_merged_code_counts_as_its_target_and_leaves_its_rules_there() {
    let edit = Edit::Merge {
        code: own("sprache"),
        into: own("kurse"),
    };
    assert_eq!(
        changed(&edit),
        [
            "kurse: Ankerbeispiele geändert",
            // Its rule `[kurs]` stands there already; the name `schule` is taken.
            "kurse: Regel neu: kurse.4: sprachschule",
            "kurse: Regel neu: kurse.5: sprach* (0.8)",
            "sprache: zusammengelegt mit kurse",
        ]
    );
    let merged = edited(&codebook(), &edit);
    assert_eq!(
        merged.resolve("sprache"),
        Resolved::Merged(merged.code("kurse").unwrap())
    );
    assert_eq!(
        merged.code("kurse").unwrap().anchor_examples,
        ["Deutschkurse", "Sprachcafé"]
    );
    let twice = edited(
        &merged,
        &Edit::Merge {
            code: own("kurse"),
            into: own("wohnen"),
        },
    );
    assert_eq!(
        twice.resolve("sprache"),
        Resolved::Merged(twice.code("wohnen").unwrap())
    );
    let back = edited(&twice, &Edit::BringBack { code: own("kurse") });
    assert_eq!(
        back.resolve("sprache"),
        Resolved::Merged(back.code("kurse").unwrap())
    );
}

#[test]
fn codes_below_a_merged_dimension_go_along() {
    let merged = edited(
        &codebook(),
        &Edit::Merge {
            code: own("bildung"),
            into: own("wohnen"),
        },
    );
    let below: Vec<&str> = merged.children("wohnen").map(|code| &*code.id).collect();
    assert_eq!(below, ["kurse", "sprache"]);
}

#[test]
fn a_split_code_gives_way_to_new_ones_and_known_ones() {
    let part = NewCode {
        match_rules: vec![NewRule::of("sprachcafé")],
        parent: Some(own("wohnen")),
        ..new("Begegnung")
    };
    let edit = Edit::Split {
        code: own("sprache"),
        into: vec![Part::New(part.into()), Part::Existing(own("kurse"))],
    };
    assert_eq!(
        changed(&edit),
        ["sprache: aufgeteilt in begegnung, kurse", "begegnung: Code neu"]
    );
    let after = edited(&codebook(), &edit);
    assert_eq!(
        ids(&after),
        ["bildung", "kurse", "sprache", "begegnung", "wohnen"]
    );
    assert_eq!(
        after.code("begegnung").unwrap().parent.as_deref(),
        Some("bildung")
    );
    assert_eq!(
        after.resolve("sprache"),
        Resolved::Split(after.code("sprache").unwrap())
    );
    assert_eq!(
        edited(&after, &Edit::BringBack { code: own("sprache") })
            .resolve("sprache")
            .in_use()
            .unwrap()
            .value,
        3
    );
}

#[test]
fn a_retired_code_still_counts_and_comes_back() {
    let retired = edited(&codebook(), &Edit::Retire { code: own("kurse") });
    assert_eq!(
        retired.resolve("kurse"),
        Resolved::Retired(retired.code("kurse").unwrap())
    );
    assert_eq!(
        edited(&retired, &Edit::BringBack { code: own("kurse") }),
        codebook()
    );
    let gone = edited(
        &retired,
        &Edit::Merge {
            code: own("kurse"),
            into: own("sprache"),
        },
    );
    assert_eq!(
        gone.code("kurse").unwrap().status,
        Status::MergedInto(own("sprache"))
    );
}

#[test]
fn what_is_impossible_is_refused_with_a_sentence() {
    let of = |id: &str| NewCode {
        id: Some(own(id)),
        ..new("Neu")
    };
    let meant = RuleMeant {
        id: own("kurse.1"),
        find: own("etwas anderes"),
    };
    let move_to = |code: &str, parent: Option<&str>, before: Option<&str>| Edit::Move {
        code: own(code),
        parent: parent.map(own),
        before: before.map(own),
    };
    let merge = |code: &str, into: &str| Edit::Merge {
        code: own(code),
        into: own(into),
    };
    let split = |into: Vec<Part>| Edit::Split {
        code: own("sprache"),
        into,
    };
    let rows = [
        (Edit::Add(of("Kurse")), "Die Id „kurse“ gibt es schon."),
        (
            Edit::Add(of("3 Räume")),
            "Die Id „3 Räume“ kann kein Variablenname werden.",
        ),
        (Edit::Add(of("total")), "Die Id „total“ ist schon vergeben."),
        (
            Edit::Add(new("  ")),
            "Ohne Namen ist die Kategorie nirgends zu erkennen.",
        ),
        (
            Edit::Add(NewCode {
                parent: Some(own("bildun")),
                ..new("Neu")
            }),
            "Einen Code „bildun“ gibt es in diesem Kodierleitfaden nicht.",
        ),
        (
            Edit::Label {
                code: own("weg"),
                label: text("Neu"),
            },
            "Einen Code „weg“ gibt es in diesem Kodierleitfaden nicht.",
        ),
        (
            Edit::AddAnchorExample {
                code: own("kurse"),
                example: own("Deutschkurse"),
            },
            "Bei „Kurse“ (kurse) steht dieses Ankerbeispiel schon.",
        ),
        (
            Edit::AddAnchorExample {
                code: own("kurse"),
                example: own(" "),
            },
            "Das Ankerbeispiel ist leer.",
        ),
        (
            Edit::RemoveAnchorExample {
                code: own("kurse"),
                example: own("x"),
            },
            "Bei „Kurse“ (kurse) steht dieses Ankerbeispiel nicht (mehr).",
        ),
        (
            Edit::RemoveRule {
                code: own("kurse"),
                rule: meant,
            },
            "Die Regel „kurse.1“ von „Kurse“ (kurse) steht so nicht mehr da.",
        ),
        (
            move_to("bildung", Some("kurse"), None),
            "„Bildung“ (bildung) kann nicht unter „Kurse“ (kurse) stehen, das selbst dazugehört.",
        ),
        (
            move_to("bildung", Some("bildung"), None),
            "„Bildung“ (bildung) kann nicht unter „Bildung“ (bildung) stehen, das selbst dazugehört.",
        ),
        (
            move_to("bildung", None, Some("kurse")),
            "„Bildung“ (bildung) kann nicht vor „Kurse“ (kurse) stehen, das selbst dazugehört.",
        ),
        (
            merge("bildung", "kurse"),
            "„Kurse“ (kurse) ist eine Unterkategorie von „Bildung“ (bildung).",
        ),
        (
            merge("kurse", "kurse"),
            "„Kurse“ (kurse) lässt sich nicht mit sich selbst zusammenlegen.",
        ),
        (
            split(vec![Part::New(new("Neu").into())]),
            "„Sprache“ (sprache) wird in mindestens zwei Codes aufgeteilt.",
        ),
        (
            split(vec![Part::Existing(own("sprache")), Part::New(new("Neu").into())]),
            "„Sprache“ (sprache) kann nicht in sich selbst aufgeteilt werden.",
        ),
        (
            split(vec![Part::Existing(own("kurse")), Part::Existing(own("kurse"))]),
            "„kurse“ ist zweimal genannt.",
        ),
        (
            Edit::BringBack { code: own("kurse") },
            "„Kurse“ (kurse) ist in Gebrauch.",
        ),
    ];
    for (edit, expected) in rows {
        assert_eq!(refused(&edit).what().de, expected, "{edit:?}");
    }
}

#[test]
fn what_is_out_of_use_is_worked_on_no_more() {
    let merged = edited(
        &codebook(),
        &Edit::Merge {
            code: own("sprache"),
            into: own("kurse"),
        },
    );
    let said = |edit: Edit| merged.edited(&edit).unwrap_err().what().de.clone();
    let merge = |code: &str, into: &str| Edit::Merge {
        code: own(code),
        into: own(into),
    };
    assert_eq!(
        said(merge("sprache", "wohnen")),
        "„Sprache“ (sprache) ist schon zusammengelegt oder aufgeteilt."
    );
    assert_eq!(
        said(merge("wohnen", "sprache")),
        "„Sprache“ (sprache) ist nicht mehr in Gebrauch."
    );
    assert_eq!(
        said(Edit::Retire { code: own("sprache") }),
        "„Sprache“ (sprache) ist schon nicht mehr in Gebrauch."
    );
    assert_eq!(
        said(Edit::Add(NewCode {
            parent: Some(own("sprache")),
            ..new("Neu")
        })),
        "Die Oberkategorie „Sprache“ (sprache) ist mit „kurse“ zusammengelegt."
    );
    let parts = vec![Part::Existing(own("wohnen")), Part::New(new("Neu").into())];
    let split = edited(
        &codebook(),
        &Edit::Split {
            code: own("kurse"),
            into: parts.clone(),
        },
    );
    let said = split.edited(&merge("wohnen", "kurse")).unwrap_err();
    assert_eq!(said.what().de, "„Kurse“ (kurse) ist nicht mehr in Gebrauch.");
    let parts = vec![Part::Existing(own("sprache")), Part::New(new("Neu").into())];
    let said = merged
        .edited(&Edit::Split {
            code: own("kurse"),
            into: parts,
        })
        .unwrap_err();
    assert_eq!(said.what().de, "„Sprache“ (sprache) ist nicht mehr in Gebrauch.");
    let one = Codebook::read(
        "format = 1\ntitle = 'T'\nversion = '1'\n[[code]]\nid = 'a'\nvalue = 1\nlabel = 'A'\n",
        "t",
    )
    .unwrap();
    let said = one.edited(&Edit::Retire { code: own("a") }).unwrap_err();
    assert_eq!(
        said.what().de,
        "„A“ (a) ist der letzte Code, der noch vergeben wird."
    );
}

#[test]
fn what_came_from_a_split_code_is_merged_on() {
    let parts = vec![Part::Existing(own("sprache")), Part::New(new("Neu").into())];
    let split = edited(
        &codebook(),
        &Edit::Split {
            code: own("kurse"),
            into: parts,
        },
    );
    let retired = edited(&split, &Edit::Retire { code: own("sprache") });
    let moved = edited(
        &retired,
        &Edit::Merge {
            code: own("sprache"),
            into: own("neu"),
        },
    );
    let back = moved
        .edited(&Edit::Merge {
            code: own("neu"),
            into: own("wohnen"),
        })
        .unwrap();
    assert_eq!(
        back.resolve("sprache").in_use().map(|code| &*code.id),
        Some("wohnen")
    );
    assert_eq!(
        back.resolve("kurse"),
        Resolved::Split(back.code("kurse").unwrap())
    );
}

#[test]
fn a_study_keeps_every_version_and_any_two_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let mut draft = Study::draft(&folder.path().join("s.freitext")).unwrap();
    let first = codebook();
    let second = edited(&first, &Edit::Retire { code: own("kurse") });
    let third = edited(&second, &Edit::Add(new("Neu")));
    let kept = [
        (&first, 10),
        (&second, 20),
        (&second, 30),
        (&third, 40),
        (&first, 50),
    ];
    let study = draft.study();
    for (codebook, time) in kept {
        study
            .change(|change| change.keep_codebook("t", codebook, time))
            .unwrap();
        study
            .change(|change| change.keep_codebook("anderer", codebook, time))
            .unwrap();
    }
    let versions = study.codebook_versions("t").unwrap();
    let times: Vec<i64> = versions.iter().map(|version| version.time).collect();
    assert_eq!(
        times,
        [10, 20, 40, 50],
        "the same version is not kept twice in a row"
    );
    let of = |at: usize| study.codebook(versions[at].id).unwrap().codebook;
    let said: Vec<String> = diff(&of(0), &of(2))
        .iter()
        .map(|change| change.say().en)
        .collect();
    assert_eq!(said, ["kurse: retired", "neu: code added"]);
    assert!(diff(&of(0), &of(3)).is_empty());
    assert!(study.codebook_versions("keiner").unwrap().is_empty());
}

/// Edits that may or may not be possible.
fn edit() -> impl Strategy<Value = Edit> {
    let code = || {
        prop::sample::select(vec![
            "bildung", "kurse", "sprache", "wohnen", "neu", "neu_2", "weg",
        ])
        .prop_map(own)
    };
    let find = || {
        prop::sample::select(vec![
            "[kurs]",
            "sprach*",
            "a OR b",
            "kurs NOT kurs",
            "(",
            "schule*",
        ])
        .prop_map(own)
    };
    let rule = move || {
        (find(), 0u32..12).prop_map(|(find, weight)| NewRule {
            find,
            weight: f64::from(weight) / 10.0,
            note: String::new(),
        })
    };
    let new = (
        prop::sample::select(vec!["Neu", "Total", " "]),
        prop::option::of(code()),
        prop::collection::vec(rule(), 0..3),
    )
        .prop_map(|(label, parent, match_rules)| NewCode {
            label: text(label),
            parent,
            match_rules,
            ..NewCode::default()
        });
    let part = prop_oneof![
        new.clone().prop_map(|new| Part::New(new.into())),
        code().prop_map(Part::Existing)
    ];
    prop_oneof![
        new.prop_map(Edit::Add),
        (code(), code()).prop_map(|(code, into)| Edit::Merge { code, into }),
        (code(), prop::collection::vec(part, 1..4)).prop_map(|(code, into)| Edit::Split { code, into }),
        code().prop_map(|code| Edit::Retire { code }),
        code().prop_map(|code| Edit::BringBack { code }),
        (code(), prop::option::of(code()), prop::option::of(code()))
            .prop_map(|(code, parent, before)| Edit::Move { code, parent, before }),
        (code(), rule()).prop_map(|(code, rule)| Edit::AddRule { code, rule }),
        (code(), 1usize..4, find()).prop_map(|(code, n, find)| Edit::RemoveRule {
            rule: RuleMeant {
                id: format!("{code}.{n}"),
                find
            },
            code,
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_row_of_edits_leaves_a_codebook_that_can_be_read(edits in prop::collection::vec(edit(), 1..14)) {
        let mut now = codebook();
        for edit in edits {
            match now.edited(&edit) {
                Err(problem) => prop_assert!(problem.each().all(|one| one.advice().is_some()), "{problem}"),
                Ok(after) => {
                    let toml = after.to_toml();
                    match Codebook::read(&toml, "t") {
                        Ok(read) => prop_assert_eq!(&read, &after),
                        Err(problem) => prop_assert!(false, "{edit:?}: {problem}\n{toml}"),
                    }
                    for code in &now.codes {
                        prop_assert_eq!(after.code(&code.id).map(|later| later.value), Some(code.value));
                        prop_assert!(after.resolve(&code.id).counts_as().is_some(), "{} after {:?}", code.id, edit);
                    }
                    check(&toml, "t", &[]);
                    now = after;
                }
            }
        }
    }
}
