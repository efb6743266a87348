//! Who coded how much, how much was coded by two or more, what holds where they differ, and how far they agree.

use super::n;
use crate::estimate::Estimate;
use crate::report::document::Draft;
use crate::report::material::Material;
use crate::report::origin::Origin;
use crate::report::people::Coded;
use crate::report::{BASE, LEFT_OUT};
use crate::results;
use crate::survey::{Alone, CoderKind, Several};
use crate::tables::{Field, Grid};
use crate::words::{Language, Text};

pub fn write(draft: &mut Draft, material: &Material<'_>) {
    coders(draft, material);
    double(draft, material);
}

fn coders(draft: &mut Draft, material: &Material<'_>) {
    let origin = draft.origin(
        Origin::new("Kodierende", "Coders")
            .fact(
                BASE,
                "Einheiten, über die jemand selbst entschieden hat; es zählt jeweils die letzte Entscheidung, die nicht zurückgenommen ist",
                "units on which somebody has decided; of each coder the latest decision counts that was not taken back",
            )
            .printed_by(material.call("table", &["--coder", "NAME"])),
    );
    let coders = &material.people.coders;
    if coders.is_empty() {
        let nobody = Text::new(
            "Noch hat niemand etwas entschieden. Alles Folgende beruht auf Vorschlägen des Programms.",
            "Nobody has decided anything yet. All that follows rests on suggestions of the program.",
        );
        draft.warning(&nobody, origin);
        return;
    }
    let people = coders
        .iter()
        .filter(|coded| coded.coder.kind == CoderKind::Person)
        .count() as u64;
    let (units, count) = (n(material.people.units), n(people));
    let said = match people {
        1 => Text::new(
            format!("Eine Person hat kodiert, Einheiten: {}.", units.0),
            format!("One person has coded, units: {}.", units.1),
        ),
        _ => Text::new(
            format!("Kodiert haben {} Personen, Einheiten: {}.", count.0, units.0),
            format!("{} people have coded, units: {}.", count.1, units.1),
        ),
    };
    draft.sentence(&said, origin);
    let say = |de: &str, en: &str| draft.say(de, en).to_owned();
    let row = |coded: &Coded| {
        vec![
            Field::Text(coded.coder.label().get(draft.language).to_owned()),
            Field::Count(coded.units()),
            Field::Count(coded.with_codes),
            Field::Count(coded.none_fits),
            Field::Count(coded.not_codable),
            Field::Count(coded.deferred),
        ]
    };
    let grid = Grid {
        title: say("Wer wie viel kodiert hat", "Who coded how much"),
        headings: vec![
            say("Kodierende", "Coder"),
            say("Einheiten", "Units"),
            say("mit Kategorien", "with codes"),
            say("keine trifft zu", "none fits"),
            say("nicht kodierbar", "not codable"),
            say("zurückgestellt", "deferred"),
        ],
        rows: coders.iter().map(row).collect(),
        sums: 0,
    };
    draft.table(grid, origin);
}

/// How much was coded twice, and what holds where coders differ.
fn double(draft: &mut Draft, material: &Material<'_>) {
    let people = &material.people;
    if people.units == 0 {
        return;
    }
    let origin = draft.origin(
        Origin::new("Doppelkodierung und Einigung", "Double coding and settling")
            .fact(
                BASE,
                "Einheiten, über die mindestens eine Person entschieden hat",
                "units on which at least one person has decided",
            )
            .printed_by(material.call("table", &[])),
    );
    if people.double == 0 {
        let none = Text::new(
            "Keine Einheit ist von zwei Personen kodiert: Eine Intercoder-Übereinstimmung lässt sich nicht angeben.",
            "No unit was coded by two people: intercoder agreement cannot be told.",
        );
        draft.warning(&none, origin);
        if has_others(material) {
            agreement(draft, material);
        }
        return;
    }
    let share = Estimate::share(people.double, people.units);
    let (double, units, settled) = (n(people.double), n(people.units), n(people.settled));
    let percent = |language: Language| {
        share
            .value()
            .map_or_else(String::new, |share| language.percent(share))
    };
    let said = Text::new(
        format!(
            "Von zwei oder mehr Personen kodiert sind {} von {} Einheiten ({}); durch Einigung entschieden: {}.",
            double.0,
            units.0,
            percent(Language::De),
            settled.0
        ),
        format!(
            "Coded by two or more people are {} of {} units ({}); settled together: {}.",
            double.1,
            units.1,
            percent(Language::En),
            settled.1
        ),
    );
    draft.sentence(&said, origin);
    draft.sentence(&rule(material), origin);
    let unsettled = &material.unsettled;
    for (count, de, en) in [
        (
            unsettled.ruled,
            "Uneins und durch diese Regel entschieden, Einheiten: {n}.",
            "Different and decided by this rule, units: {n}.",
        ),
        (
            unsettled.differ,
            "Uneins und offen, Einheiten: {n}.",
            "Different and open, units: {n}.",
        ),
        (
            unsettled.waiting,
            "Erst einmal kodiert und noch nicht gezählt, Einheiten: {n}.",
            "Coded once and not counted yet, units: {n}.",
        ),
    ] {
        if count > 0 {
            let (de_n, en_n) = n(count);
            let text = Text::new(de.replace("{n}", &de_n), en.replace("{n}", &en_n));
            draft.warning(&text, origin);
        }
    }
    agreement(draft, material);
}

/// Whether a coder can be compared with an earlier self or with the machine.
fn has_others(material: &Material<'_>) -> bool {
    let compared = material.compared.as_ref();
    compared.is_some_and(|compared| !compared.again.is_empty() || !compared.machine.is_empty())
}

/// How far coders agree, as the room of results says it.
fn agreement(draft: &mut Draft, material: &Material<'_>) {
    let Some(compared) = &material.compared else {
        return;
    };
    let origin = draft.origin(
        Origin::new("Intercoder-Übereinstimmung", "Intercoder agreement")
            .fact(
                BASE,
                "Einheiten, die zwei oder mehr Personen unabhängig kodiert haben",
                "units that two or more people coded independently",
            )
            .fact(
                LEFT_OUT,
                "Einheiten mit nur einer Kodierung; was erst nach Kenntnis der anderen Kodierungen geändert wurde",
                "units with one coding only; what was changed once the other codings were known",
            )
            .printed_by(material.call("agreement", &[])),
    );
    draft.heading(draft.say("Intercoder-Übereinstimmung", "Intercoder agreement"));
    let parts = results::agreement(material.codebook(), compared, draft.language);
    draft.parts(parts, origin);
}

/// What holds where several people have coded a unit.
pub fn rule(material: &Material<'_>) -> Text {
    let rule = material.unsettled.rule;
    let mut said = match rule.several {
        Several::Latest => Text::new(
            "Sind sich Kodierende uneins, gilt die letzte Entscheidung.",
            "Where coders differ, the latest decision holds.",
        ),
        Several::Identical => Text::new(
            "Es gilt nur, was alle gleich kodiert haben oder was nach Rücksprache entschieden ist.",
            "Only what all coded alike, or what was settled together, holds.",
        ),
        Several::Majority => Text::new(
            "Sind sich Kodierende uneins, gilt, was die Mehrheit von drei oder mehr sagt, oder was nach Rücksprache entschieden ist.",
            "Where coders differ, holds what most of three or more say, or what was settled together.",
        ),
    };
    if rule.alone == Alone::Waits {
        said.de
            .push_str(" Was nur eine Person kodiert hat, zählt noch nicht.");
        said.en
            .push_str(" What only one person has coded does not count yet.");
    }
    said
}
