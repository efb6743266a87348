//! In which language texts are: all answers of a study together, and single answers that are clearly in another.
//!
//! Trigrams and alphabets (whatlang, after Cavnar and Trenkle 1994) tell languages apart from some five words on; below that, and
//! where the language of the study has its say in the function words, nobody is accused. What counts is that the text is
//! another language than the study's rather than which: each candidate is held against the study's language alone.
//!
//! Measured in a German study; thresholds chosen on the train parts and odd numbers, figures of the test parts and even
//! numbers (`tests/recognise.rs` holds the first three). *Messages* are translations of what free programs say (GNU, GNOME).
//!
//! | German texts | called foreign | | foreign messages, told apart | 5 words | 6–7 | 8–10 | 11–15 | more |
//! |---|---|---|---|---|---|---|---|---|
//! | `corpora` | 0 of 518 | | English | 30 % | 55 % | 76 % | 94 % | 99 % |
//! | `cimt_ottensen` | 0 of 216 | | French | 78 % | 90 % | 97 % | 99 % | 100 % |
//! | `massive_de` | 0 of 1,652 | | Polish | 94 % | 97 % | 98 % | 99 % | 100 % |
//! | messages | 4 of 13,810 | | Turkish | 94 % | 96 % | 98 % | 100 % | 100 % |
//!
//! In the train part of `massive_de` it is 6 of 14,869, five of which name an English title. In an English study 10 of 16,684
//! English messages are called foreign. English is told from German worst because short English sentences share their letters
//! with it.
//!
//! Deliberately absent: answers that mix languages; Kurdish and Albanian, which whatlang does not know and which get the name of
//! a neighbour.

use whatlang::{Detector, Lang};

use super::Analyser;
use super::form::fold;
use crate::survey::AnswerLanguage;
use crate::words::Text;

/// Fewer words are never called foreign.
const FEWEST_WORDS: usize = 5;
/// A writing without blanks counts so many letters as a word.
const LETTERS_A_WORD: usize = 2;
/// At most one word in so many may be a function word of the study's language.
const OWN_WORDS: usize = 10;
/// A text of a language has one function word in so many, or more.
const WORDS_PER_FUNCTION_WORD: usize = 5;
/// Shorter function words stand in many languages: in, am, de, la.
const SHORTEST_OWN_WORD: usize = 3;
/// Longer ones that are as frequent in Polish, French or Czech.
const SHARED_WORDS: [&str; 3] = ["nie", "des", "pro"];
/// Of a long text the beginning is enough.
const LONGEST: usize = 1000;

/// The languages that are told apart, with their names: those with many speakers in Europe, and those that have a script of
/// their own. Every further one costs time and takes texts from its neighbours.
const LANGUAGES: &[(Lang, &str, &str)] = &[
    (Lang::Deu, "Deutsch", "German"),
    (Lang::Eng, "Englisch", "English"),
    (Lang::Tur, "Türkisch", "Turkish"),
    (Lang::Rus, "Russisch", "Russian"),
    (Lang::Pol, "Polnisch", "Polish"),
    (Lang::Ara, "Arabisch", "Arabic"),
    (Lang::Ukr, "Ukrainisch", "Ukrainian"),
    (Lang::Fra, "Französisch", "French"),
    (Lang::Ita, "Italienisch", "Italian"),
    (Lang::Spa, "Spanisch", "Spanish"),
    (Lang::Por, "Portugiesisch", "Portuguese"),
    (Lang::Nld, "Niederländisch", "Dutch"),
    (Lang::Ron, "Rumänisch", "Romanian"),
    (Lang::Hrv, "Kroatisch", "Croatian"),
    (Lang::Srp, "Serbisch", "Serbian"),
    (Lang::Bul, "Bulgarisch", "Bulgarian"),
    (Lang::Mkd, "Mazedonisch", "Macedonian"),
    (Lang::Ell, "Griechisch", "Greek"),
    (Lang::Ces, "Tschechisch", "Czech"),
    (Lang::Slk, "Slowakisch", "Slovak"),
    (Lang::Slv, "Slowenisch", "Slovene"),
    (Lang::Hun, "Ungarisch", "Hungarian"),
    (Lang::Dan, "Dänisch", "Danish"),
    (Lang::Swe, "Schwedisch", "Swedish"),
    (Lang::Fin, "Finnisch", "Finnish"),
    (Lang::Lit, "Litauisch", "Lithuanian"),
    (Lang::Lav, "Lettisch", "Latvian"),
    (Lang::Est, "Estnisch", "Estonian"),
    (Lang::Vie, "Vietnamesisch", "Vietnamese"),
    (Lang::Pes, "Persisch", "Persian"),
    (Lang::Urd, "Urdu", "Urdu"),
    (Lang::Heb, "Hebräisch", "Hebrew"),
    (Lang::Hin, "Hindi", "Hindi"),
    (Lang::Ben, "Bengalisch", "Bengali"),
    (Lang::Pan, "Pandschabi", "Punjabi"),
    (Lang::Tam, "Tamil", "Tamil"),
    (Lang::Sin, "Singhalesisch", "Sinhalese"),
    (Lang::Tha, "Thai", "Thai"),
    (Lang::Khm, "Khmer", "Khmer"),
    (Lang::Kat, "Georgisch", "Georgian"),
    (Lang::Hye, "Armenisch", "Armenian"),
    (Lang::Amh, "Amharisch", "Amharic"),
    (Lang::Cmn, "Chinesisch", "Chinese"),
    (Lang::Jpn, "Japanisch", "Japanese"),
    (Lang::Kor, "Koreanisch", "Korean"),
];

/// The language that a text is most likely in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Foreign(Lang);

impl Foreign {
    pub fn name(self) -> Text {
        match LANGUAGES.iter().find(|(lang, ..)| *lang == self.0) {
            Some((_, de, en)) => Text::new(*de, *en),
            None => Text::new(self.0.eng_name(), self.0.eng_name()),
        }
    }
}

/// The other language that a text is clearly in, where the answers are expected in `expected`; `None` where it may be that
/// language, mixes it in, or is too short to tell.
pub fn foreign(text: &str, expected: AnswerLanguage) -> Option<Foreign> {
    let text = beginning(text);
    let lang = lang_of(expected);
    let (words, own) = words(text, expected);
    if words > 0 && own * OWN_WORDS > words {
        return None;
    }
    let likely = likely(text, expected)?;
    let blankless = matches!(likely, Lang::Cmn | Lang::Jpn | Lang::Tha | Lang::Khm | Lang::Mya);
    let words = match blankless {
        true => text.chars().filter(|c| c.is_alphabetic()).count() / LETTERS_A_WORD,
        false => words,
    };
    if likely == lang || words < FEWEST_WORDS {
        return None;
    }
    let apart = Detector::with_allowlist(vec![lang, likely]).detect(text)?;
    (apart.lang() != lang && apart.is_reliable()).then_some(Foreign(likely))
}

/// The language of a study from its answers, or from a sample of them; `None` where it is none that can be analysed, or
/// where there is too little to tell.
pub fn answer_language<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<AnswerLanguage> {
    let mut together = String::new();
    for text in texts {
        together.push_str(beginning(text));
        together.push('\n');
    }
    let langs = AnswerLanguage::ALL.map(lang_of);
    let likely = detector().detect(&together)?;
    if likely.is_reliable() && !langs.contains(&likely.lang()) {
        return None;
    }
    let info = Detector::with_allowlist(langs.to_vec()).detect(&together)?;
    AnswerLanguage::ALL
        .into_iter()
        .find(|language| info.is_reliable() && lang_of(*language) == info.lang())
}

/// The candidate: a language whose function words the text has, where they are known here, else the likeliest of all.
fn likely(text: &str, expected: AnswerLanguage) -> Option<Lang> {
    let known = AnswerLanguage::ALL.into_iter().find(|language| {
        let (words, own) = words(text, *language);
        *language != expected && own * WORDS_PER_FUNCTION_WORD >= words.max(1)
    });
    match known {
        Some(language) => Some(lang_of(language)),
        None => detector().detect(text).map(|info| info.lang()),
    }
}

fn detector() -> Detector {
    Detector::with_allowlist(LANGUAGES.iter().map(|(lang, ..)| *lang).collect())
}

fn lang_of(language: AnswerLanguage) -> Lang {
    match language {
        AnswerLanguage::German => Lang::Deu,
        AnswerLanguage::English => Lang::Eng,
    }
}

fn beginning(text: &str) -> &str {
    let end = (0..=LONGEST.min(text.len()))
        .rev()
        .find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}

/// How many words a text has, and how many of them are function words of `language` and of no other that is known here.
fn words(text: &str, language: AnswerLanguage) -> (usize, usize) {
    let is_own = |word: &str| {
        let known = |language| Analyser::of(language).is_function_word(word);
        word.len() >= SHORTEST_OWN_WORD
            && known(language)
            && !SHARED_WORDS.contains(&word)
            && AnswerLanguage::ALL
                .into_iter()
                .all(|other| other == language || !known(other))
    };
    let pieces = text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’');
    let words = pieces.filter(|piece| piece.chars().nth(1).is_some());
    // Polish "się" is not German "sie", though their normal forms are the same.
    let foreign_letter = |c: char| !c.is_ascii() && !"äöüßÄÖÜ’".contains(c);
    words.fold((0, 0), |(all, own), word| {
        let is_own = !word.contains(foreign_letter) && is_own(&fold(word));
        (all + 1, own + usize::from(is_own))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use AnswerLanguage::{English, German};

    fn name(text: &str, expected: AnswerLanguage) -> Option<String> {
        foreign(text, expected).map(|foreign| foreign.name().en)
    }

    /// Texts written for this test.
    #[test]
    fn a_whole_sentence_in_another_language_is_told() {
        for (text, language) in [
            (
                "We need more affordable housing and fewer cars in the streets around the school",
                "English",
            ),
            ("Daha fazla park ve çocuklar için oyun alanı istiyoruz", "Turkish"),
            (
                "Potrzebujemy więcej miejsc w przedszkolach i lepszych autobusów",
                "Polish",
            ),
            ("Нужно больше курсов немецкого языка для взрослых", "Russian"),
            ("نحتاج إلى المزيد من دورات اللغة الألمانية للكبار", "Arabic"),
            (
                "Il faudrait plus de pistes cyclables et moins de voitures devant les écoles",
                "French",
            ),
            ("我们需要更多的德语课程和幼儿园名额", "Chinese"),
        ] {
            assert_eq!(name(text, German).as_deref(), Some(language), "{text}");
        }
        let german = "Mehr Sprachkurse und weniger Autos vor der Schule, das wäre gut für die Kinder";
        assert_eq!(name(german, English).as_deref(), Some("German"));
        assert_eq!(name(german, German), None);
    }

    /// Texts written for this test.
    #[test]
    fn short_mixed_and_own_answers_are_never_accused() {
        for text in [
            "",
            "-",
            "Streetwork",
            "Urban Gardening",
            "community policing",
            "более безопасно",
            "Safer Space Policy",
            "Sprachkurse",
            "Quartiersmanagement, ISEK, VU",
            "Coworking-Spaces, Co-Housing und Urban Gardening im Quartier",
            "Projekt \"Bridges to the future of the city\" mit der Uni",
            "12345 67890",
            "😀😀😀",
        ] {
            assert_eq!(name(text, German), None, "{text}");
        }
        assert_eq!(name("more buses", English), None);
        assert_eq!(name("More buses at night and on weekends, please", English), None);
    }

    #[test]
    fn the_language_of_a_study_is_told_from_all_its_answers() {
        let german = [
            "Sprachkurse für Mütter",
            "mehr Personal im Amt",
            "Streetwork am Bahnhof",
            "gute Beratung der Familien",
        ];
        let english = [
            "language courses",
            "more staff",
            "safer streets at night",
            "advice for families",
        ];
        assert_eq!(answer_language(german), Some(German));
        assert_eq!(answer_language(english), Some(English));
        assert_eq!(answer_language([]), None);
        assert_eq!(answer_language(["Test"]), None);
    }
}
