//! Typical answers: for each code the ones that stand for it, by a rule that is said, and how many were left out for what they may
//! tell about people.

use super::document::{Block, Draft};
use super::material::Material;
use super::origin::Origin;
use super::typical::{LOOKED_AT, QUOTED};
use super::{BASE, LEFT_OUT};
use crate::tables::Layer;
use crate::words::{Language, Text};

pub fn write(draft: &mut Draft, material: &Material<'_>) {
    draft.section("answers", "Typische Antworten", "Typical answers");
    let reviewed = material.layer != Layer::Suggested;
    let (whose_de, whose_en) = match reviewed {
        true => (
            "die Menschen mit genau dieser Kategorie kodiert haben",
            "to which people gave exactly this code",
        ),
        false => (
            "für die genau diese Kategorie vorgeschlagen ist",
            "for which exactly this code is suggested",
        ),
    };
    let left_out: u64 = material.typical.values().map(|typical| typical.personal).sum();
    let (left_de, left_en) = (Language::De.count(left_out), Language::En.count(left_out));
    let origin = draft.origin(
        Origin::new("Auswahl der Antworten", "Choice of the answers")
            .fact(BASE, format!("Einheiten, {whose_de}"), format!("units {whose_en}"))
            .fact(
                ("Regel", "Rule"),
                "Länge zwischen dem unteren und dem oberen Quartil; zuerst, was die meisten Personen gleich kodiert haben, dann, was in seinen Wörtern der Mitte der Kategorie am nächsten liegt (Kosinus tf-idf-gewichteter Wortstämme), dann die Folge des Einlesens; je Befragte höchstens eine",
                "length between the lower and the upper quartile; first what most people coded alike, then what is nearest in its words to the centre of the code (cosine of tf–idf weighted stems), then the order of import; at most one of a respondent",
            )
            .fact(
                LEFT_OUT,
                format!("Antworten, die personenbezogene Angaben enthalten können: {left_de}"),
                format!("answers that may hold personal data: {left_en}"),
            )
            .printed_by(material.call("export", &["assignments.csv"])),
    );
    let (most_de, most_en) = (
        Language::De.count(LOOKED_AT as u64),
        Language::En.count(LOOKED_AT as u64),
    );
    let capped = material
        .typical
        .values()
        .any(|typical| typical.looked_at >= LOOKED_AT as u64);
    let mut rule = Text::new(
        format!(
            "Gezeigt sind je Kategorie höchstens {QUOTED} Antworten. In Frage kommen Einheiten, {whose_de} und deren Länge zwischen den Quartilen liegt. Zuerst stehen die, die die meisten Personen gleich kodiert haben, dann die, deren Wörter der Mitte der Kategorie am nächsten sind."
        ),
        format!(
            "Shown are at most {QUOTED} answers per code. Considered are units {whose_en} and whose length lies between the quartiles. First come those that most people coded alike, then those whose words are nearest to the centre of the code."
        ),
    );
    if capped {
        rule.de
            .push_str(&format!(" Betrachtet sind je Kategorie die ersten {most_de}."));
        rule.en
            .push_str(&format!(" Of each code the first {most_en} are looked at."));
    }
    draft.sentence(&rule, origin);
    let checked = Text::new(
        format!(
            "Nicht zitiert, weil sie E-Mail- oder Webadressen, lange Nummern, Namen hinter einer Anrede, Straßen mit Hausnummer oder Postleitzahlen enthalten können: {left_de}. Das ist eine Prüfung nach Mustern und keine Gewähr: Vor einer Veröffentlichung sind die Zitate zu lesen."
        ),
        format!(
            "Not quoted because they may hold mail or web addresses, long numbers, names behind a form of address, streets with a number or postal codes: {left_en}. This is a check by pattern and no guarantee: read the quotations before you publish them."
        ),
    );
    draft.warning(&checked, origin);
    let mut any = false;
    for code in &material.codebook().codes {
        let Some(typical) = material
            .typical
            .get(&code.id)
            .filter(|typical| !typical.quoted.is_empty())
        else {
            continue;
        };
        any = true;
        draft.heading(code.label.get(draft.language).to_owned());
        for quoted in &typical.quoted {
            let whose = match draft.language {
                Language::De => format!("Einheit {}", quoted.key),
                Language::En => format!("Unit {}", quoted.key),
            };
            draft.add(Block::Quotation {
                words: quoted.words.trim().to_owned(),
                whose,
            });
        }
    }
    if !any {
        let none = Text::new(
            "Keine Antwort erfüllt diese Bedingungen.",
            "No answer meets these conditions.",
        );
        draft.sentence(&none, origin);
    }
}
