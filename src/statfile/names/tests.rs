//! Names are legal everywhere, none stands twice, and none changes because something else is there.

use proptest::prelude::*;

use super::*;

fn of(question: Option<&str>, what: &str, coder: Option<&str>) -> String {
    Parts {
        question,
        what,
        coder,
    }
    .name()
}

#[test]
fn names_are_made_of_question_code_and_coder() {
    assert_eq!(of(None, "kurse", None), "kurse");
    assert_eq!(of(Some("Q1"), "kurse", None), "Q1_kurse");
    assert_eq!(of(Some("Q1"), "kurse", Some("Anna")), "Q1_kurse_Anna");
    assert_eq!(of(Some("maßnahme"), "kurse", None), "massnahme_kurse");
    assert_eq!(of(Some("1. Frage"), "kurse", None), "v_1__Frage_kurse");
    assert_eq!(of(None, "group", None), "v_group");
}

#[test]
fn what_is_too_long_is_marked_with_what_was_cut() {
    let (one, other) = (
        of(Some("Was tun Sie für das Zusammenleben?"), "kurse", None),
        of(Some("Was tun Sie sonst?"), "kurse", None),
    );
    assert!(one.starts_with("Was_tun_") && one.ends_with("_kurse"), "{one}");
    assert_ne!(one, other);
    // 12 and 8 characters at most around the code, 32 in all.
    let long = of(
        Some("Antwortfeld_lang"),
        "ansprechpartner_vor_ort_und_mehr",
        Some("Annegret Müller"),
    );
    assert_eq!(long.len(), 32, "{long}");
    assert_ne!(
        long,
        of(
            Some("Antwortfeld_lang"),
            "ansprechpartner_vor_ort_und_mehx",
            Some("Annegret Müller")
        )
    );
}

#[test]
fn what_came_later_bears_a_mark_and_the_earlier_name_stays() {
    let mut names = Names::new(Program::Every);
    assert_eq!(names.own("b"), "b");
    let second = names.own("B");
    assert!(second.starts_with("B_") && second.len() == 6, "{second}");
    let mut again = Names::new(Program::Every);
    again.keep("b");
    assert_eq!(again.own("B"), second, "the mark depends on its own name only");
}

#[test]
fn each_program_takes_of_a_name_what_it_can() {
    for (name, spss, stata, r) in [
        ("Größe", "Größe", "Größe", "Größe"),
        ("V1.2", "V1.2", "V1_2", "V1.2"),
        ("Q1[SQ001]", "Q1_SQ001_", "Q1_SQ001_", "Q1[SQ001]"),
        ("1a", "v_1a", "v_1a", "1a"),
        ("by", "v_by", "by", "by"),
        ("int", "int", "v_int", "int"),
        ("$x", "v_$x", "_x", "$x"),
        ("@x", "@x", "_x", "@x"),
        ("Ⅷ", "v_Ⅷ", "v_Ⅷ", "Ⅷ"),
        ("a\u{308}b", "äb", "äb", "a\u{308}b"),
        ("group", "group", "group", "group"),
        ("str20", "str20", "v_str20", "str20"),
        ("ende.", "ende_", "ende_", "ende."),
        ("", "v_", "v_", "v"),
    ] {
        assert_eq!(legal(name, Program::Spss), spss, "{name}");
        assert_eq!(legal(name, Program::Stata), stata, "{name}");
        assert_eq!(legal(name, Program::R), r, "{name}");
    }
    // Behind the $ of a set there is room for one byte less.
    let even = "xü".to_owned() + &"ü".repeat(40);
    assert_eq!(legal(&even, Program::Spss).len(), 64);
    assert_eq!(legal(&even, Program::SpssSet).len(), 62);
    // 64 bytes and 32 characters: an umlaut at the border is not torn.
    let long = format!("{}ä{}", "x".repeat(57), "y".repeat(20));
    let spss = legal(&long, Program::Spss);
    assert!(spss.len() <= 64 && spss.starts_with(&"x".repeat(57)), "{spss}");
    assert_eq!(legal(&long, Program::Stata).chars().count(), 32);
}

#[test]
fn names_that_differ_in_case_only_are_kept_apart() {
    let mut names = Names::new(Program::Spss);
    assert_eq!(names.own("Amt"), "Amt");
    assert!(names.own("amt").starts_with("amt_"));
    assert_eq!(names.own("maß"), "maß");
    assert!(names.own("MASS").starts_with("MASS_"));
    let mut names = Names::new(Program::R);
    assert_eq!((names.own("Amt"), names.own("amt")), ("Amt".into(), "amt".into()));
}

fn is_legal_everywhere(name: &str) -> bool {
    let lower = name.to_lowercase();
    (1..=32).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !is_reserved(&lower)
        && !is_str(&lower)
}

proptest! {
    #[test]
    fn every_name_made_is_legal_everywhere(question in proptest::option::of(".{0,40}"), what in "\\PC{0,40}", coder in proptest::option::of(".{0,20}")) {
        let name = of(question.as_deref(), &what, coder.as_deref());
        prop_assert!(is_legal_everywhere(&name), "{name:?}");
        prop_assert_eq!(&legal(&name, Program::Spss), &name);
        prop_assert_eq!(&legal(&name, Program::Stata), &name);
    }

    #[test]
    fn no_two_names_of_a_file_are_the_same(given in proptest::collection::vec("[aAäÄ_. 1]{0,70}", 0..40)) {
        for program in [Program::Every, Program::Spss, Program::SpssSet, Program::Stata, Program::R, Program::Sql] {
            let mut names = Names::new(program);
            let own: Vec<String> = given.iter().map(|name| names.own(name)).collect();
            let apart: HashSet<String> = own.iter().map(|name| match program {
                Program::R => name.clone(),
                _ => name.to_uppercase(),
            }).collect();
            prop_assert_eq!(apart.len(), own.len());
            for name in &own {
                prop_assert!(!name.is_empty());
                prop_assert!(program != Program::Spss || name.len() <= 64);
                prop_assert!(program != Program::SpssSet || name.len() <= 63);
                prop_assert!(program != Program::Stata || name.chars().count() <= 32);
                prop_assert!(program != Program::Every || is_legal_everywhere(name), "{}", name);
            }
        }
    }
}
