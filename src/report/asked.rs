//! What was asked and who answered: questions, response, base, kinds of missing answers, groups.

use super::document::Draft;
use super::material::Material;
use super::origin::{Origin, OriginId};
use super::returned::Returned;
use super::{BASE, LEFT_OUT, QUESTION};
use crate::survey::{Missing, Question};
use crate::tables::{Field, Grid, Table, share};
use crate::words::Text;

pub fn write(draft: &mut Draft, material: &Material<'_>) {
    draft.section(
        "asked",
        "Was gefragt wurde und wer geantwortet hat",
        "What was asked and who answered",
    );
    let asked = draft.origin(of_questions(material));
    questions(draft, material, asked);
    response(draft, material);
    missing(draft, material, asked);
    let columns: Vec<&Returned> = material
        .returned
        .iter()
        .filter(|column| is_shown(column, material))
        .collect();
    for column in columns {
        by_column(draft, material, column);
    }
}

fn of_questions(material: &Material<'_>) -> Origin {
    let keys: Vec<&str> = material
        .questions
        .iter()
        .map(|question| question.key.as_str())
        .collect();
    Origin::new("Fragen und Antworten", "Questions and answers")
        .named(QUESTION, keys.join(", "))
        .fact(
            BASE,
            "alle Kodiereinheiten der Frage, auch die ohne Text",
            "all coding units of the question, those without words included",
        )
        .fact(LEFT_OUT, "nichts", "nothing")
        .printed_by(material.call("table", &[]))
}

fn questions(draft: &mut Draft, material: &Material<'_>, origin: OriginId) {
    let n = material.questions.len() as u64;
    let wording = |question: &Question| {
        if question.text.is_empty() || question.text == question.key {
            question.key.clone()
        } else {
            question.text.clone()
        }
    };
    match &material.questions[..] {
        [] => {
            let none = Text::new(
                "Die Studie hat keine offene Frage.",
                "The study has no open-ended question.",
            );
            draft.warning(&none, origin);
        }
        [only] => {
            let words = wording(only);
            let one = Text::new(
                format!("Ausgewertet ist eine offene Frage: »{words}«."),
                format!("One open-ended question is evaluated: “{words}”."),
            );
            draft.sentence(&one, origin);
        }
        several => {
            let listed = |open: &str, close: &str| {
                let quoted: Vec<String> = several
                    .iter()
                    .map(|question| format!("{open}{}{close}", wording(question)))
                    .collect();
                quoted.join(", ")
            };
            let said = Text::new(
                format!("Ausgewertet sind {n} offene Fragen: {}.", listed("»", "«")),
                format!("{n} open-ended questions are evaluated: {}.", listed("“", "”")),
            );
            draft.sentence(&said, origin);
        }
    }
}

/// Who was contacted and who answered.
fn response(draft: &mut Draft, material: &Material<'_>) {
    let extent = &material.extent;
    let mut origin = Origin::new("Rücklauf", "Response")
        .fact(
            BASE,
            "Befragte, von denen mindestens eine Zeile eingelesen ist; wer in mehreren Wellen geantwortet hat, zählt einmal",
            "respondents of whom at least one row was imported; whoever answered in several waves counts once",
        )
        .printed_by(material.call("table", &["--base", "respondents"]));
    if material.wish.contacted.is_some() {
        origin = origin.fact(
            ("Angeschrieben", "Contacted"),
            "beim Erstellen des Berichts angegeben (--contacted)",
            "stated when the report was made (--contacted)",
        );
    }
    let origin = draft.origin(origin);
    let n = |count: u64| {
        (
            crate::words::Language::De.count(count),
            crate::words::Language::En.count(count),
        )
    };
    let (respondents, records) = (n(extent.respondents), n(extent.records));
    if extent.respondents == 0 {
        let nobody = Text::new(
            "Noch hat niemand geantwortet: Die Studie enthält keine Befragten, und alle Zahlen dieses Berichts sind leer.",
            "Nobody has answered yet: the study holds no respondents, and all figures of this report are empty.",
        );
        draft.warning(&nobody, origin);
        return;
    }
    if let Some(contacted) = material.wish.contacted {
        let rate = extent.respondents as f64 / contacted as f64;
        let asked = n(contacted);
        let (de, en) = (
            crate::words::Language::De.percent(rate),
            crate::words::Language::En.percent(rate),
        );
        let said = Text::new(
            format!(
                "Angeschrieben waren {} Befragte, geantwortet haben {}: eine Rücklaufquote von {de}.",
                asked.0, respondents.0
            ),
            format!(
                "Of {} respondents contacted, {} answered: a response rate of {en}.",
                asked.1, respondents.1
            ),
        );
        draft.sentence(&said, origin);
    }
    let (answers, units) = (n(extent.answers), n(extent.units));
    let said = Text::new(
        format!(
            "Die Studie enthält {} Befragte mit {} Datensätzen (Zeilen der eingelesenen Dateien) und {} Antworten mit Text; das sind {} Kodiereinheiten.",
            respondents.0, records.0, answers.0, units.0
        ),
        format!(
            "The study holds {} respondents with {} records (rows of the imported files) and {} answers with words; these are {} coding units.",
            respondents.1, records.1, answers.1, units.1
        ),
    );
    draft.sentence(&said, origin);
}

/// Answers with words and the kinds of missing ones, by question.
fn missing(draft: &mut Draft, material: &Material<'_>, origin: OriginId) {
    let tables = &material.mentions.frequencies;
    let occurs = |at: usize| tables.iter().any(|table| table.total.standing.missing[at] > 0);
    let kinds: Vec<usize> = (0..Missing::ALL.len()).filter(|at| occurs(*at)).collect();
    let say = |de: &str, en: &str| draft.say(de, en).to_owned();
    let mut headings = vec![
        say("Frage", "Question"),
        say("alle", "all"),
        say("mit Text", "with words"),
        say("fehlend", "missing"),
    ];
    headings.extend(
        kinds
            .iter()
            .map(|at| Missing::ALL[*at].label().get(draft.language).to_owned()),
    );
    let row = |table: &Table| {
        let standing = &table.total.standing;
        let all = standing.all();
        let mut row = vec![
            Field::Text(table.head.question.key.clone()),
            Field::Count(all),
            Field::Count(all - standing.all_missing()),
            Field::Count(standing.all_missing()),
        ];
        row.extend(kinds.iter().map(|at| Field::Count(standing.missing[*at])));
        row
    };
    let grid = Grid {
        title: say(
            "Antworten und fehlende Angaben je Frage",
            "Answers and missing answers by question",
        ),
        headings,
        rows: tables.iter().map(row).collect(),
        sums: 0,
    };
    if !grid.rows.is_empty() {
        draft.table(grid, origin);
    }
}

fn is_shown(column: &Returned, material: &Material<'_>) -> bool {
    !column.many && material.by.contains(&column.column)
}

fn by_column(draft: &mut Draft, material: &Material<'_>, column: &Returned) {
    let name = &column.column;
    let origin = draft.origin(
        Origin::new(format!("Befragte nach {name}"), format!("Respondents by {name}"))
            .fact(
                BASE,
                "alle Befragten; wer in zwei Gruppen vorkommt, zählt in beiden",
                "all respondents; whoever is in two groups counts in both",
            )
            .printed_by(material.call("table", &["--base", "respondents", "--by", name])),
    );
    let say = |de: &str, en: &str| draft.say(de, en).to_owned();
    let all = material.extent.respondents;
    let rows = column.groups.iter().map(|group| {
        vec![
            Field::Text(group.value.clone().unwrap_or_else(|| say("(leer)", "(empty)"))),
            Field::Count(group.respondents),
            Field::Share(share(group.respondents, all)),
            Field::Count(group.records),
            Field::Count(group.units),
        ]
    });
    let mut rows: Vec<Vec<Field>> = rows.collect();
    rows.push(vec![
        Field::Text(say("Gesamt", "Total")),
        Field::Count(all),
        Field::Share(share(all, all)),
        Field::Count(material.extent.records),
        Field::Count(material.extent.units),
    ]);
    let grid = Grid {
        title: say(
            &format!("Wer geantwortet hat, nach {name}"),
            &format!("Who answered, by {name}"),
        ),
        headings: vec![
            name.clone(),
            say("Befragte", "Respondents"),
            say("Prozent der Befragten", "Percent of respondents"),
            say("Datensätze", "Records"),
            say("Kodiereinheiten mit Text", "Coding units with words"),
        ],
        rows,
        sums: 1,
    };
    draft.table(grid, origin);
}
