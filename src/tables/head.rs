//! What a table counts, in words: question, way of counting, whose assignments, base, and what is not in it.

use super::choice::{Base, Level};
use super::pass::Whose;
use super::table::{Counting, Head, Hiding, Table};
use super::tally::{Layer, Standing};
use crate::survey::{Coder, CoderKind, Missing};
use crate::words::{Language, Text};

impl Head {
    /// `Handlungsfelder nach amt`
    pub fn title(&self) -> Text {
        match &self.by {
            Some(by) => Text::new(
                format!("{} nach {by}", self.codebook_title.de),
                format!("{} by {by}", self.codebook_title.en),
            ),
            None => self.codebook_title.clone(),
        }
    }
}

impl Table {
    /// The sentences above the table.
    pub fn says(&self, language: Language) -> Vec<String> {
        let head = &self.head;
        let mut said = vec![question(head).get(language).to_owned()];
        said.extend(groups(head).map(|groups| groups.get(language).to_owned()));
        said.extend([
            counting(head).get(language).to_owned(),
            decided_by(head).get(language).to_owned(),
            base(self, language),
        ]);
        match &self.hiding {
            Some(hiding) => said.extend(hidden(hiding, head.counting, language)),
            None => said.extend(outside(self, language)),
        }
        said.extend(top(self, language));
        said.extend(ranks(self, language));
        said.extend(head.sample.map(|sample| sample.says(head.base, language)));
        said
    }
}

fn question(head: &Head) -> Text {
    let asked = if head.question.text.is_empty() || head.question.text == head.question.key {
        head.question.key.clone()
    } else {
        format!("{}: {}", head.question.key, head.question.text)
    };
    let (title, version) = (&head.codebook_title, &head.codebook_version);
    Text::new(
        format!("Frage »{asked}«, Kodierleitfaden »{}« {version}.", title.de),
        format!("Question “{asked}”, codebook “{}” {version}.", title.en),
    )
}

/// What the column of the groups asks, where a file has said it.
fn groups(head: &Head) -> Option<Text> {
    let by = head.by.as_ref().filter(|_| !head.by_label.is_empty())?;
    let label = &head.by_label;
    Some(Text::new(
        format!("Gruppen nach {by}: »{label}«."),
        format!("Groups by {by}: “{label}”."),
    ))
}

fn counting(head: &Head) -> Text {
    let (case_de, case_en) = match head.base {
        Base::Units => ("jede Kodiereinheit", "coding unit"),
        Base::Respondents => ("jede befragte Stelle oder Person", "respondent"),
    };
    let (of_de, of_en) = match head.level {
        Level::Codes => ("Kategorie", "category"),
        Level::Dimensions => ("Dimension", "dimension"),
    };
    match head.counting {
        Counting::Exclusive => Text::new(
            format!(
                "Gezählt wird {case_de} genau einmal: in ihrer {of_de}, oder unter »mehrere Kategorien«."
            ),
            format!(
                "Every {case_en} counts exactly once: in its {of_en}, or under “more than one category”."
            ),
        ),
        Counting::Mentions => Text::new(
            format!(
                "Gezählt werden Nennungen: {case_de} in jeder {of_de}, die zugeordnet ist; Prozent der Fälle können zusammen mehr als 100 ergeben."
            ),
            format!(
                "Mentions are counted: every {case_en} in each {of_en} assigned to it; percents of cases may add up to more than 100."
            ),
        ),
    }
}

fn decided_by(head: &Head) -> Text {
    let reviewed = reviewed(&head.coders);
    match (head.layer, reviewed) {
        (Layer::Reviewed, None) => Text::new(
            "Grundlage sind geprüfte Zuordnungen; bisher hat niemand etwas entschieden.",
            "Based on reviewed assignments; nobody has decided anything yet.",
        ),
        (Layer::Reviewed, Some(Text { de, en })) => {
            Text::new(format!("Grundlage sind {de}."), format!("Based on {en}."))
        }
        (Layer::Suggested, _) => Text::new(
            "Grundlage sind Vorschläge, die noch niemand geprüft hat.",
            "Based on suggestions that nobody has reviewed yet.",
        ),
        (Layer::Both, None) => Text::new(
            "Grundlage sind geprüfte Zuordnungen (bisher keine) und ungeprüfte Vorschläge.",
            "Based on reviewed assignments (none so far) and unreviewed suggestions.",
        ),
        (Layer::Both, Some(Text { de, en })) => Text::new(
            format!("Grundlage sind {de} und, wo keine vorliegen, ungeprüfte Vorschläge."),
            format!("Based on {en} and, where there are none, unreviewed suggestions."),
        ),
    }
}

/// What people reviewed and what a machine accepted, with their names; `None` where there is neither.
fn reviewed(coders: &[Coder]) -> Option<Text> {
    let of = |kind| {
        let names = coders.iter().filter(|coder| coder.kind == kind);
        names
            .map(|coder| coder.name.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (people, machines) = (of(CoderKind::Person), of(CoderKind::Machine));
    match (people.is_empty(), machines.is_empty()) {
        (true, true) => None,
        (false, true) => Some(Text::new(
            format!("geprüfte Zuordnungen ({people})"),
            format!("reviewed assignments ({people})"),
        )),
        (true, false) => Some(Text::new(
            format!("von der Maschine übernommene Zuordnungen ({machines}), die niemand geprüft hat"),
            format!("assignments accepted by the machine ({machines}) that nobody has reviewed"),
        )),
        (false, false) => Some(Text::new(
            format!("geprüfte ({people}) und von der Maschine übernommene Zuordnungen ({machines})"),
            format!("assignments reviewed ({people}) and accepted by the machine ({machines})"),
        )),
    }
}

/// What is kept back, and why.
fn hidden(hiding: &Hiding, counting: Counting, language: Language) -> Vec<String> {
    let mentions = match counting {
        Counting::Exclusive => Text::default(),
        Counting::Mentions => Text::new(
            " Summen und Prozent der Nennungen fehlen deshalb.",
            " Sums and percents of mentions are left out therefore.",
        ),
    };
    let (below, last, n) = (
        hiding.below,
        hiding.below - 1,
        language.count(hiding.cells as u64),
    );
    let text = match hiding.cells {
        0 => Text::new(
            format!("Keine Anzahl liegt zwischen 1 und {last}; verdeckt ist nichts."),
            format!("No count lies between 1 and {last}; nothing is hidden."),
        ),
        _ => Text::new(
            format!(
                "Anzahlen von 1 bis {last} sind verdeckt (<{below}), dazu so viele weitere (verdeckt), dass sich keine davon aus Summen, Basen und Prozenten errechnen lässt (Cox 1980); zusammen {n} Anzahlen.{} Was nicht in der Basis ist, wird nicht gesagt. Das gilt für diese Tabelle: Mehrere Tabellen derselben Daten können zusammen mehr verraten.",
                mentions.de
            ),
            format!(
                "Counts from 1 to {last} are hidden (<{below}), and as many others (hidden) as it takes that none of these can be computed from sums, bases and percents (Cox 1980); {n} counts together.{} What is not in the base is not told. This holds for this table: several tables of the same data may tell more together.",
                mentions.en
            ),
        ),
    };
    vec![text.get(language).to_owned()]
}

fn base(table: &Table, language: Language) -> String {
    if table.hiding.is_some() {
        let n = table.count(table.total.base, table.total.hidden).say(language);
        let (de, en) = match table.head.base {
            Base::Units => ("Kodiereinheiten", "coding units"),
            Base::Respondents => ("Befragte", "respondents"),
        };
        let text = Text::new(format!("Basis: {n} {de}."), format!("Base: {n} {en}."));
        return text.get(language).to_owned();
    }
    let all = language.count(table.total.standing.all());
    let n = language.count(table.total.base);
    let text = match table.head.base {
        Base::Units => Text::new(
            format!("Basis: {n} von {all} Kodiereinheiten."),
            format!("Base: {n} of {all} coding units."),
        ),
        Base::Respondents => Text::new(
            format!("Basis: {n} von {all} Befragten."),
            format!("Base: {n} of {all} respondents."),
        ),
    };
    let mut said = text.get(language).to_owned();
    if table.total.base == 0 {
        said.push_str(
            Text::new(
                " Prozente sind deshalb nicht bestimmt (–).",
                " Percents are therefore undefined (–).",
            )
            .get(language),
        );
    }
    said
}

/// `Nicht in der Basis: nur vorgeschlagen 12, …; fehlend 5 (leer 3, keine Angabe 2).`
fn outside(table: &Table, language: Language) -> Option<String> {
    let standing = &table.total.standing;
    let mut parts = Vec::new();
    let mut part = |n: u64, de: &str, en: &str| {
        if n > 0 {
            parts.push(format!(
                "{} {}",
                Text::new(de, en).get(language),
                language.count(n)
            ));
        }
    };
    if table.head.base == Base::Units {
        if table.head.layer == Layer::Suggested {
            part(
                standing.reviewed + standing.none_fits,
                "schon geprüft",
                "already reviewed",
            );
        }
        if table.head.layer == Layer::Reviewed {
            part(standing.suggested, "nur vorgeschlagen", "only suggested");
        }
    } else {
        // Respondents may be in the base with one answer and wait with another.
        let counted = match table.head.layer {
            Layer::Reviewed => 0,
            Layer::Suggested => {
                standing.reviewed + standing.none_fits + standing.suggested - table.total.base
            }
            Layer::Both => 0,
        };
        part(counted, "schon geprüft", "already reviewed");
        if table.head.layer == Layer::Reviewed {
            part(standing.suggested, "nur vorgeschlagen", "only suggested");
        }
    }
    part(standing.not_codable, "nicht kodierbar", "not codable");
    part(standing.deferred, "zurückgestellt", "deferred");
    let unsettled = unsettled();
    part(standing.unsettled, &unsettled.de, &unsettled.en);
    let uncoded = uncoded(table.head.whose);
    part(standing.uncoded, &uncoded.de, &uncoded.en);
    if standing.all_missing() > 0 {
        parts.push(missing(standing, language));
    }
    if parts.is_empty() {
        return None;
    }
    let lead = Text::new("Nicht in der Basis", "Not in the base");
    Some(format!("{}: {}.", lead.get(language), parts.join(", ")))
}

/// What several coders have not brought to an end.
pub(super) fn unsettled() -> Text {
    Text::new("ohne Einigung", "without agreement")
}

/// Why a case with words has no code.
pub(super) fn uncoded(whose: Whose) -> Text {
    match whose {
        Whose::Everybodys => Text::new("ohne Zuordnung", "no code"),
        Whose::OnePersons => Text::new(
            "von dieser Person nicht entschieden",
            "not decided by this person",
        ),
    }
}

fn missing(standing: &Standing, language: Language) -> String {
    let kinds: Vec<String> = Missing::ALL
        .iter()
        .zip(standing.missing)
        .filter(|(_, n)| *n > 0)
        .map(|(kind, n)| format!("{} {}", kind.label().get(language), language.count(n)))
        .collect();
    let word = Text::new("fehlend", "missing");
    format!(
        "{} {} ({})",
        word.get(language),
        language.count(standing.all_missing()),
        kinds.join(", ")
    )
}

/// What ranks are, where a table of frequencies has them.
fn ranks(table: &Table, language: Language) -> Option<String> {
    if table.head.by.is_some() || table.lines.iter().all(|line| line.rank.is_none()) {
        return None;
    }
    let within = match table.lines.iter().any(|line| line.depth > 0) {
        true => Text::new(" innerhalb ihrer Dimension", " within their dimension"),
        false => Text::default(),
    };
    let text = Text::new(
        format!(
            "Rang{}: Gleich häufige Kategorien teilen sich den besseren Rang (1, 2, 2, 4).",
            within.de
        ),
        format!(
            "Rank{}: equally frequent codes share the better rank (1, 2, 2, 4).",
            within.en
        ),
    );
    Some(text.get(language).to_owned())
}

fn top(table: &Table, language: Language) -> Option<String> {
    if table.left_out == 0 && table.ties == 0 {
        return None;
    }
    let (out, ties) = (table.left_out, table.ties);
    let ties = match ties {
        0 => Text::default(),
        1 => Text::new(
            " Eine Kategorie ist zusätzlich dabei, weil sie so häufig ist wie die letzte.",
            " One category comes along because it is as frequent as the last one.",
        ),
        _ => Text::new(
            format!(" {ties} Kategorien sind zusätzlich dabei, weil sie so häufig sind wie die letzte."),
            format!(" {ties} categories come along because they are as frequent as the last one."),
        ),
    };
    let text = Text::new(
        format!(
            "Gezeigt sind die häufigsten Kategorien; nicht gezeigt: {out}.{}",
            ties.de
        ),
        format!(
            "Only the most frequent categories are shown; not shown: {out}.{}",
            ties.en
        ),
    );
    Some(text.get(language).to_owned())
}
