//! What the machine suggested, how, and how often it was right.

use crate::estimate::Estimate;
use crate::report::document::Draft;
use crate::report::material::Material;
use crate::report::origin::Origin;
use crate::report::people::{Hits, Sight};
use crate::report::{BASE, both};
use crate::tables::{Field, Grid};
use crate::words::Text;

pub fn write(draft: &mut Draft, material: &Material<'_>) {
    let Some(run) = &material.run else {
        if material.has_people() {
            let origin = draft.origin(Origin::new(
                "Vorschläge des Programms",
                "Suggestions of the program",
            ));
            let none = Text::new(
                "Das Programm hat zu diesem Kodierleitfaden keine Vorschläge gemacht.",
                "The program has made no suggestions with this codebook.",
            );
            draft.sentence(&none, origin);
        }
        return;
    };
    let origin = draft.origin(
        Origin::new("Vorschläge des Programms", "Suggestions of the program")
            .fact(("Verfahren", "Method"), run.method.clone(), run.method.clone())
            .fact(("Einstellungen", "Settings"), run.settings.clone(), run.settings.clone())
            .named(("Programm, Sprachanalyse", "Program, language analysis"), format!("{}, {}", run.program, run.analysis))
            .fact(
                BASE,
                "jede Kodierung einer Einheit durch einen Menschen, der Vorschläge sah oder dem sie vorenthalten waren",
                "every coding of a unit by a person who saw suggestions or from whom they were kept back",
            )
            .printed_by(material.call("evaluate", &[])),
    );
    let label = crate::suggest::ALL
        .iter()
        .find(|suggester| suggester.id() == run.method);
    let method = label.map_or_else(|| both(run.method.clone()), |suggester| suggester.label());
    let said = Text::new(
        format!(
            "Vorschläge machte das Programm mit dem Verfahren »{}«; entschieden haben Menschen, das Programm nie in ihrem Namen.",
            method.de
        ),
        format!(
            "The program made suggestions by the method “{}”; people decided, the program never in their name.",
            method.en
        ),
    );
    draft.sentence(&said, origin);
    if material.people.hits.is_empty() {
        if material.has_people() {
            let none = Text::new(
                "Wie oft die Vorschläge stimmten, lässt sich aus dieser Prüfung nicht sagen: Keine Entscheidung hält fest, welche Vorschläge zu sehen waren. Unabhängig gemessen wird es mit `freitext evaluate`.",
                "How often suggestions were right cannot be told from this review: no decision records which suggestions were to be seen. `freitext evaluate` measures it independently.",
            );
            draft.sentence(&none, origin);
        }
        return;
    }
    let grid = hits(draft, &material.people.hits);
    draft.table(grid, origin);
    let shown = material
        .people
        .hits
        .iter()
        .any(|(sight, _)| *sight == Sight::Shown);
    if shown {
        let swayed = Text::new(
            "Wer Vorschläge vor sich hatte, stimmt ihnen leichter zu; diese Zahlen sind nicht unabhängig und eher zu gut. Unabhängig ist nur, was ohne Vorschläge kodiert wurde.",
            "Whoever had suggestions in front of them agrees with them more easily; these figures are not independent and rather too good. Independent is only what was coded without suggestions.",
        );
        draft.warning(&swayed, origin);
    }
}

fn hits(draft: &Draft, hits: &[(Sight, Hits)]) -> Grid {
    let say = |de: &str, en: &str| draft.say(de, en).to_owned();
    let percent = |estimate: Estimate| Field::Text(estimate.say_percent(draft.language));
    let row = |(sight, hits): &(Sight, Hits)| {
        vec![
            Field::Text(match sight {
                Sight::Shown => say("Vorschläge waren zu sehen", "suggestions in sight"),
                Sight::Withheld => say("Vorschläge vorenthalten", "suggestions kept back"),
            }),
            Field::Count(hits.codings),
            Field::Count(hits.suggested),
            Field::Count(hits.given),
            percent(hits.precision()),
            percent(hits.recall()),
            Field::Text(
                hits.f1()
                    .map_or_else(|| "–".to_owned(), |f1| draft.language.number(f1, 3)),
            ),
            percent(Estimate::share(hits.exact, hits.codings)),
        ]
    };
    Grid {
        title: say(
            "Wie oft die Vorschläge stimmten",
            "How often suggestions were right",
        ),
        headings: vec![
            String::new(),
            say("Kodierungen", "codings"),
            say("vorgeschlagen", "suggested"),
            say("vergeben", "given"),
            say("davon richtig (Precision)", "of these right (precision)"),
            say("davon vorgeschlagen (Recall)", "of these suggested (recall)"),
            "F1".to_owned(),
            say("genau so entschieden", "decided exactly so"),
        ],
        rows: hits.iter().map(row).collect(),
        sums: 0,
    }
}
