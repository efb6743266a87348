//! A paragraph on the method, ready to paste into a paper: what was coded, by whom, with what, how it was counted.

use super::document::Draft;
use super::material::Material;
use super::origin::Origin;
use crate::codebook::Codebook;
use crate::estimate::Estimate;
use crate::study::Run;
use crate::survey::CoderKind;
use crate::tables::{Base, Layer};
use crate::words::{Language, Text};

pub fn write(draft: &mut Draft, material: &Material<'_>) {
    draft.section("methods", "Zur Methode", "On the method");
    let origin = draft.origin(Origin::new("Absatz zur Methode", "Paragraph on the method").fact(
        ("Zusammengestellt aus", "Put together from"),
        "den Zahlen der vorigen Abschnitte",
        "the figures of the sections before",
    ));
    let lead = Text::new(
        "Der folgende Absatz kann in eine Veröffentlichung übernommen werden.",
        "The following paragraph can be taken into a publication.",
    );
    draft.sentence(&lead, origin);
    let pieces = [
        data(material),
        coding(material),
        agreement(material),
        program(material),
        counting(material),
        tests(material),
    ];
    let join = |of: fn(&Text) -> &str| pieces.iter().flatten().map(of).collect::<Vec<_>>().join(" ");
    let whole = Text::new(join(|text| &text.de), join(|text| &text.en));
    draft.sentence(&whole, origin);
}

fn n(count: u64) -> (String, String) {
    (Language::De.count(count), Language::En.count(count))
}

fn data(material: &Material<'_>) -> Option<Text> {
    let extent = &material.extent;
    let (respondents, units) = (n(extent.respondents), n(extent.units));
    let questions = n(material.questions.len() as u64);
    let asked = match &material.questions[..] {
        [only] if !only.text.is_empty() && only.text != only.key => Text::new(
            format!("die offene Frage »{}«", only.text),
            format!("the open-ended question “{}”", only.text),
        ),
        [_] => Text::new("eine offene Frage", "an open-ended question"),
        _ => Text::new(
            format!("{} offene Fragen", questions.0),
            format!("{} open-ended questions", questions.1),
        ),
    };
    let mut said = Text::new(
        format!(
            "Ausgewertet wurden die Antworten von {} Befragten auf {} ({} Kodiereinheiten mit Text).",
            respondents.0, asked.de, units.0
        ),
        format!(
            "The answers of {} respondents to {} were evaluated ({} coding units with words).",
            respondents.1, asked.en, units.1
        ),
    );
    if let Some(contacted) = material.wish.contacted {
        let rate = extent.respondents as f64 / contacted as f64;
        let asked = n(contacted);
        said.de.push_str(&format!(
            " Angeschrieben waren {} (Rücklauf {}).",
            asked.0,
            Language::De.percent(rate)
        ));
        said.en.push_str(&format!(
            " {} were contacted (response rate {}).",
            asked.1,
            Language::En.percent(rate)
        ));
    }
    Some(said)
}

fn coding(material: &Material<'_>) -> Option<Text> {
    let codebook: &Codebook = material.codebook();
    let (title, version) = (&codebook.title, &codebook.version);
    let codes = n(codebook.codes.iter().filter(|code| code.is_in_use()).count() as u64);
    let people = material
        .people
        .coders
        .iter()
        .filter(|coded| coded.coder.kind == CoderKind::Person);
    let people = n(people.count() as u64);
    let double = Estimate::share(material.people.double, material.people.units);
    let mut said = Text::new(
        format!(
            "Kodiert wurde inhaltsanalytisch mit dem Kodierleitfaden »{}« (Version {version}, {} Kategorien; siehe Anhang).",
            title.de, codes.0
        ),
        format!(
            "They were coded by content analysis with the codebook “{}” (version {version}, {} codes; see appendix).",
            title.en, codes.1
        ),
    );
    match material.people.units {
        0 => {
            said.de.push_str(" Von Menschen geprüft ist davon noch nichts.");
            said.en
                .push_str(" Nothing of it has been reviewed by people yet.");
        }
        units => {
            let units = n(units);
            said.de.push_str(&format!(
                " Kodierende: {}; von ihnen entschieden: {} Einheiten",
                people.0, units.0
            ));
            said.en.push_str(&format!(
                " Coders: {}; decided by them: {} units",
                people.1, units.1
            ));
            if let Some(share) = double.value().filter(|share| *share > 0.0) {
                said.de.push_str(&format!(
                    ", davon {} von zwei oder mehr Personen",
                    Language::De.percent(share)
                ));
                said.en.push_str(&format!(
                    ", {} of them by two or more people",
                    Language::En.percent(share)
                ));
            }
            said.de.push('.');
            said.en.push('.');
            if material.people.double > 0 {
                let rule = super::coded::rule(material);
                said.de.push_str(&format!(" {}", rule.de));
                said.en.push_str(&format!(" {}", rule.en));
            }
        }
    }
    Some(said)
}

/// The one coefficient that a paper cannot do without.
fn agreement(material: &Material<'_>) -> Option<Text> {
    let all = &material.compared.as_ref()?.all;
    if all.n == 0 {
        return None;
    }
    let (units, masi) = (n(all.n), all.whole.masi.estimate);
    let alpha = |language: Language| masi.say_number(language, 2);
    Some(Text::new(
        format!(
            "Krippendorffs α über Mengen von Kategorien (MASI-Abstand; Passonneau 2006) beträgt {}, an {} unabhängig doppelt kodierten Einheiten (95-%-Intervall).",
            alpha(Language::De),
            units.0
        ),
        format!(
            "Krippendorff's α over sets of codes (MASI distance; Passonneau 2006) is {}, on {} units coded twice independently (95% interval).",
            alpha(Language::En),
            units.1
        ),
    ))
}

/// How groups were compared.
fn tests(material: &Material<'_>) -> Option<Text> {
    material
        .mentions
        .crosstabs
        .iter()
        .find(|table| table.tested.is_some())?;
    Some(Text::new(
        "Ob sich Gruppen unterscheiden, ist je nach Daten mit einem χ²-Test, einem exakten oder einem Permutationstest geprüft, einzelne Kategorien nach Holm (1979) für ihre Zahl korrigiert.",
        "Whether groups differ was tested, as the data allow, by a χ² test, an exact test or a permutation test; single codes are corrected for their number after Holm (1979).",
    ))
}

fn program(material: &Material<'_>) -> Option<Text> {
    let version = env!("CARGO_PKG_VERSION");
    let Some(run) = &material.run else {
        return Some(Text::new(
            format!("Verwendet wurde das Programm freitext {version}."),
            format!("The program freitext {version} was used."),
        ));
    };
    let settings = settings(run);
    let (method, by, analysis) = (&run.method, &run.program, &run.analysis);
    let label = crate::suggest::ALL
        .iter()
        .find(|suggester| suggester.id() == run.method);
    let method = label.map_or_else(|| Text::new(method, method), |suggester| suggester.label());
    let mut said = Text::new(
        format!(
            "Kategorien schlug das Programm freitext {by} vor (Verfahren »{}«, {}, Sprachanalyse `{analysis}`).",
            method.de, settings.de
        ),
        format!(
            "Codes were suggested by the program freitext {by} (method “{}”, {}, language analysis `{analysis}`).",
            method.en, settings.en
        ),
    );
    match material.machine {
        Some(machine) => {
            let units = n(machine.units);
            let above = machine.above.map_or_else(Text::default, |above| {
                let number = |language: Language| language.number(above, 2);
                Text::new(
                    format!(" ab einer Wahrscheinlichkeit von {}", number(Language::De)),
                    format!(" from a probability of {}", number(Language::En)),
                )
            });
            said.de.push_str(&format!(
                " Ungeprüft übernommen wurden{} Vorschläge für {} Einheiten.",
                above.de, units.0
            ));
            said.en.push_str(&format!(
                " Suggestions for {} units were accepted unseen{}.",
                units.1, above.en
            ));
        }
        None => {
            said.de.push_str(" Kein Vorschlag wurde ungeprüft übernommen.");
            said.en.push_str(" No suggestion was accepted unseen.");
        }
    }
    Some(said)
}

/// The settings of a run in words.
fn settings(run: &Run) -> Text {
    let read: crate::suggest::Settings = serde_json::from_str(&run.settings).unwrap_or_default();
    match read.min_score {
        Some(least) => Text::new(
            format!(
                "vorgeschlagen ab einem Wert von {}",
                Language::De.number(least, 2)
            ),
            format!("suggested from a score of {}", Language::En.number(least, 2)),
        ),
        None => Text::new("übliche Schwelle", "usual threshold"),
    }
}

fn counting(material: &Material<'_>) -> Option<Text> {
    let base = match material.wish.selection.base {
        Base::Units => Text::new("Fälle sind Kodiereinheiten", "Cases are coding units"),
        Base::Respondents => Text::new(
            "Fälle sind Befragte; jede Kategorie zählt je Befragte einmal",
            "Cases are respondents; each code counts once per respondent",
        ),
    };
    let layer = match material.layer {
        Layer::Reviewed => Text::new(
            "Gezählt sind geprüfte Zuordnungen",
            "Reviewed assignments are counted",
        ),
        Layer::Suggested => Text::new(
            "Gezählt sind Vorschläge, die niemand geprüft hat",
            "Suggestions are counted that nobody has reviewed",
        ),
        Layer::Both => Text::new(
            "Gezählt sind geprüfte Zuordnungen und, wo sie fehlen, Vorschläge",
            "Reviewed assignments are counted and, where there are none, suggestions",
        ),
    };
    Some(Text::new(
        format!(
            "{}. {}. Angegeben sind Prozent der Fälle (mit Mehrfachnennungen zusammen mehr als 100) und Prozent der Nennungen, dazu die Auszählung jedes Falls in genau einer Zelle (»mehrere Kategorien« für sich). Konfidenzintervalle von Anteilen sind 95-%-Intervalle nach Wilson (1927).",
            base.de, layer.de
        ),
        format!(
            "{}. {}. Given are percent of cases (with multiple mentions more than 100 in all) and percent of mentions, and a count with every case in exactly one cell (“more than one category” by itself). Confidence intervals of shares are 95% intervals after Wilson (1927).",
            base.en, layer.en
        ),
    ))
}
