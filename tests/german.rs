//! The German text analysis against tables that a linguist can extend (`tests/golden/*.md`).
//!
//! Deliberately absent: speed, which is measured under `benches`.

use freitext::language::{German, Tokens};
use proptest::prelude::*;

fn rebuilds(text: &str) {
    let mut tokens = Tokens::new();
    German::shipped().tokenize(text, &mut tokens);
    let mut rebuilt = String::new();
    let mut at = 0;
    for token in tokens.iter() {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        assert!(start >= at && end > start, "{text:?}: {token:?}");
        assert!(!token.form.is_empty(), "{text:?}: {token:?}");
        rebuilt.push_str(&text[at..start]);
        rebuilt.push_str(token.span.of(text));
        at = end;
    }
    rebuilt.push_str(&text[at..]);
    assert_eq!(rebuilt, text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn spans_rebuild_any_text(text in any::<String>()) {
        rebuilds(&text);
    }

    #[test]
    fn spans_rebuild_texts_of_german_signs(text in "[a-zäöüßA-ZÄÖÜ\u{308}\u{ad}\u{200b}0-9 .,;:*_/()'’\\-–§%@&\n]{0,40}") {
        rebuilds(&text);
    }

    #[test]
    fn spans_rebuild_texts_of_german_pieces(pieces in proptest::collection::vec(prop_oneof![
        Just("Bürger"), Just("*"), Just("innen"), Just("(in)nen"), Just("/-"), Just(" "), Just("und"), Just("-"), Just("z."),
        Just("B."), Just("Ordnungspartnerschaften"), Just("kein"), Just(","), Just("nicht"), Just("www."), Just("a@b.de"),
        Just("BürgerInnen"), Just("3,5"), Just("24/7"), Just("😀"), Just("\n"), Just("Sicherheits-"),
    ], 0..14)) {
        rebuilds(&pieces.concat());
    }

    #[test]
    fn every_form_has_a_word(form in "[a-zäöüß*'-]{0,24}") {
        let german = German::shipped();
        let form = german.normal_form(&form);
        let word = german.word(&form, &|_| 0);
        prop_assert_eq!(&word.stem, &german.stem(&form));
        prop_assert!(word.parts.len() != 1);
    }
}
