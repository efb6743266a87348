//! What a description says of a code, line by line, so that people read it and the program reads it back: the definition, then
//! `Kodierregel: …`, `Ankerbeispiel: …`, `Codewert: …`, `Code-ID: …`, `Status: …`.
//!
//! Programs that exchange codes have one field for all of that.

use super::{Code, Status};
use crate::words::{Language, Text};

/// Before what a line says, in both languages.
const RULE: [&str; 2] = ["Kodierregel: ", "Coding rule: "];
const EXAMPLE: [&str; 2] = ["Ankerbeispiel: ", "Anchor example: "];
const VALUE: [&str; 2] = ["Codewert: ", "Code value: "];
const ID: [&str; 2] = ["Code-ID: ", "Code id: "];
const STATUS: [&str; 2] = ["Status: ", "Status: "];

/// A description, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Told {
    pub definition: String,
    pub coding_rule: String,
    pub anchor_examples: Vec<String>,
    pub value: Option<i64>,
    pub id: Option<String>,
    pub is_retired: bool,
}

/// What is to be said of a code.
pub(super) fn tell(code: &Code, language: Language) -> String {
    let before = |marks: [&'static str; 2]| match language {
        Language::De => marks[0],
        Language::En => marks[1],
    };
    let said = |text: &Text| text.get(language).trim().to_owned();
    let mut lines = Vec::new();
    let mut line = |mark: &str, words: &str| {
        if !words.is_empty() {
            lines.push(format!("{mark}{words}"));
        }
    };
    line("", &said(&code.definition));
    line(before(RULE), &said(&code.coding_rule));
    for example in &code.anchor_examples {
        line(before(EXAMPLE), example.trim());
    }
    line(before(VALUE), &code.value.to_string());
    line(before(ID), &code.id);
    if code.status != Status::InUse {
        line(before(STATUS), code.status.label().get(language));
    }
    lines.join("\n")
}

/// The reverse. Lines before the first mark are the definition; lines without a mark go on with what stands above.
pub(super) fn heard(description: &str) -> Told {
    let mut told = Told::default();
    let mut parts: Vec<(Option<[&str; 2]>, String)> = vec![(None, String::new())];
    for line in description.lines() {
        let marked = [RULE, EXAMPLE, VALUE, ID, STATUS].into_iter().find_map(|marks| {
            let rest = marks.iter().find_map(|mark| line.strip_prefix(mark))?;
            Some((Some(marks), rest.to_owned()))
        });
        match (marked, parts.last_mut()) {
            (Some(part), _) => parts.push(part),
            (None, Some((_, words))) => {
                words.push_str(line);
                words.push('\n');
            }
            (None, None) => {}
        }
        if let Some((Some(_), words)) = parts.last_mut()
            && !words.ends_with('\n')
        {
            words.push('\n');
        }
    }
    for (marks, words) in parts {
        let words = words.trim();
        match marks {
            None => told.definition = words.to_owned(),
            Some(RULE) => told.coding_rule = words.to_owned(),
            Some(EXAMPLE) => told.anchor_examples.push(words.to_owned()),
            Some(VALUE) => told.value = words.parse().ok(),
            Some(ID) => told.id = Some(words.to_owned()).filter(|id| !id.is_empty()),
            Some(_) => {
                let retired = Status::Retired.label();
                told.is_retired = words == retired.de || words == retired.en;
            }
        }
    }
    told.anchor_examples.retain(|example| !example.is_empty());
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::{Below, Codebook};

    #[test]
    fn what_is_told_is_heard() {
        let shipped = Codebook::open("handlungsfelder").unwrap();
        for language in [Language::De, Language::En] {
            for code in &shipped.codes {
                let told = heard(&tell(code, language));
                assert_eq!(told.definition, code.definition.get(language));
                assert_eq!(told.coding_rule, code.coding_rule.get(language));
                assert_eq!(told.anchor_examples, code.anchor_examples);
                assert_eq!((told.value, told.id.as_ref()), (Some(code.value), Some(&code.id)));
            }
        }
        let code = Code {
            id: "a".into(),
            value: 3,
            label: Text::new("A", "A"),
            parent: None,
            below: Below::Names,
            status: Status::Retired,
            definition: Text::new("Zwei\n\nAbsätze", "two"),
            coding_rule: Text::new("erst\ndann", "first"),
            anchor_examples: vec!["eins\nzwei".into(), "drei".into()],
            match_rules: Vec::new(),
        };
        let told = heard(&tell(&code, Language::De));
        assert_eq!(told.definition, "Zwei\n\nAbsätze");
        assert_eq!(told.coding_rule, "erst\ndann");
        assert_eq!(told.anchor_examples, ["eins\nzwei", "drei"]);
        assert!(told.is_retired);
    }

    #[test]
    fn a_strange_description_is_a_definition() {
        let told = heard("Alles zum Verkehr:\nBus, Bahn");
        assert_eq!(told.definition, "Alles zum Verkehr:\nBus, Bahn");
        assert_eq!(
            Told {
                definition: String::new(),
                ..told
            },
            Told::default()
        );
    }
}
