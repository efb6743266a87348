//! The search page without a browser and without a script: what it finds, what it tells of a mistake, where it leads to.

#[path = "asked/mod.rs"]
mod asked;

use asked::{Answer, Desk, Person};
use freitext::codebook::Codebook;
use freitext::study::{Change, NewRecord, NewSource};
use freitext::survey::Span;

/// Keeps a word apart that has the stem of another.
const CODEBOOK: &str = r#"
format = 1
title = "Felder"
version = "1"
[[code]]
id = "rat"
value = 1
label = "Rat"
[stem_exceptions]
sprachkurse = "andere"
"#;

/// Respondent and words. Both answers of `b` speak of light.
const ANSWERS: [(&str, &str); 6] = [
    ("a", "Mehr <b>Licht</b> & Streifen im Park"),
    ("b", "Straßenlicht"),
    ("b", "Lichter, bitte kein Licht am Bach"),
    ("c", "Sprachkurse"),
    ("d", "sicher"),
    ("d", "Sicherheit"),
];

fn fill(change: &Change<'_>, answers: &[(&str, &str)]) -> freitext::problem::Result<()> {
    let source = change.add_source(&NewSource {
        file_name: "a.csv".into(),
        settings: "{}".into(),
        time: 0,
    })?;
    let question = change.question("was", "Was tun?")?;
    for (row, (respondent, text)) in (1..).zip(answers) {
        let record = NewRecord {
            key: &format!("r{row}"),
            respondent: change.respondent(respondent)?,
            source,
            row: row + 1,
            background: &[],
        };
        let record = change.add_record(&record)?.expect("a new record");
        let answer = change.add_answer(record, question, 1, None, text)?;
        change.add_unit(answer, Span::new(0, text.len()), None)?;
    }
    Ok(())
}

fn desk() -> Desk {
    Desk::new(|study| {
        let made = study.change(|change| {
            change.keep_codebook("felder", &Codebook::read(CODEBOOK, "felder")?, 0)?;
            fill(change, &ANSWERS)
        });
        made.unwrap();
    })
}

fn search(person: &Person<'_>, fields: &[(&str, &str)]) -> Answer {
    person.look(&format!(
        "search?{}",
        freitext::web::query(fields.iter().copied())
    ))
}

#[track_caller]
fn says(answer: &Answer, pieces: &[&str]) {
    pieces.iter().for_each(|piece| answer.is(200, piece));
}

#[test]
fn answers_are_found_and_what_was_found_is_marked() {
    let desk = desk();
    let anna = desk.person("Anna");
    let empty = search(&anna, &[]);
    says(
        &empty,
        &[
            "autofocus",
            "Wie eine Suche geschrieben wird",
            "das Gleiche wie UND",
        ],
    );
    empty.lacks("role=\"status\"");

    let found = search(&anna, &[("q", "[licht]")]);
    says(
        &found,
        &[
            "<b>3 von 6 Antworten</b> <span class=\"muted\">von 2 Befragten</span>",
            "Mehr &lt;b&gt;<mark class=\"hit\">Licht</mark>&lt;/b&gt; &amp; Streifen",
            "<mark class=\"hit\">Straßenlicht</mark>",
            "<mark class=\"hit\">Lichter</mark>, bitte kein <mark class=\"hit\">Licht</mark> am",
            "Befragte/r a · <a href=",
            "code?unit=1\">r1</a>",
            "grid?q=%5Blicht%5D",
        ],
    );
    found.lacks("Verstanden als");
    found.lacks("Sprachkurse");
    says(
        &search(&anna, &[("q", "sicherheit")]),
        &["<b>1 von 6 Antworten</b>", "von 1 Person"],
    );
    says(
        &search(&anna, &[("q", "[licht]"), ("lang", "en")]),
        &[
            "<b>3 of 6 answers</b>",
            "by 2 respondents",
            "How a search is written",
        ],
    );
}

#[test]
fn keywords_stand_in_their_context() {
    let desk = desk();
    let found = search(&desk.person("Anna"), &[("q", "licht"), ("as", "context")]);
    says(
        &found,
        &[
            "<td class=\"before\">Mehr &lt;b&gt;</td><td><mark class=\"hit\">Licht</mark>&lt;/b&gt; &amp; Streifen im Park</td>",
            "<td class=\"before\"></td><td><mark class=\"hit\">Lichter</mark>, bitte kein Licht am Bach</td>",
            "<td class=\"before\">Lichter, bitte kein </td><td><mark class=\"hit\">Licht</mark> am Bach</td>",
        ],
    );
}

#[test]
fn the_forms_of_each_word_are_told_and_why_they_were_found() {
    let desk = desk();
    let anna = desk.person("Anna");
    let told = search(&anna, &[("q", "[licht] ODER zebra"), ("as", "forms")]);
    says(
        &told,
        &[
            "<code>[licht]</code>",
            "<td class=\"num\">1</td><td class=\"muted\">strasse|<wbr><mark class=\"hit\">licht</mark></td>",
            "search?q=%3DLicht\">Licht</a>",
            "Kommt in den Antworten nicht vor.",
        ],
    );
    let many: Vec<String> = (1..=30).map(|number| format!("wort{number}")).collect();
    let many = Desk::new(|study| {
        let text = many.join(" ");
        study.change(|change| fill(change, &[("a", &text)])).unwrap();
    });
    let anna = many.person("Anna");
    let some = search(&anna, &[("q", "wort*"), ("as", "forms")]);
    says(&some, &["und 5 weitere", "q=wort%2A&amp;as=forms&amp;all=1"]);
    let all = search(&anna, &[("q", "wort*"), ("as", "forms"), ("all", "1")]);
    all.lacks("weitere");
    says(&all, &[">wort9</a>"]);
}

#[test]
fn a_mistake_is_shown_where_it_is() {
    let desk = desk();
    let anna = desk.person("Anna");
    let wrong = search(&anna, &[("q", "licht UND (park")]);
    says(
        &wrong,
        &[
            "role=\"alert\"",
            "<code>licht UND <mark>(</mark>park</code>",
            "value=\"licht UND (park\"",
        ],
    );
    wrong.lacks("role=\"status\"");
    says(
        &search(&anna, &[("q", "nirgendwo")]),
        &["<b>0 von 6 Antworten</b>", "Keine Antwort gefunden"],
    );
    search(&anna, &[("q", "licht"), ("codebook", "anders")]).is(200, "»anders«");
}

#[test]
fn a_search_becomes_a_rule_that_finds_the_same() {
    let desk = desk();
    let anna = desk.person("Anna");
    let found = search(&anna, &[("q", "licht park"), ("codebook", "felder")]);
    // Side by side means AND in a search and OR in a rule.
    says(
        &found,
        &[
            "<b>1 von 6 Antworten</b>",
            "<code>licht UND park</code>",
            "codebook/rule?find=licht%20UND%20park&amp;codebook=felder",
            "grid?q=licht%20park&amp;codebook=felder",
            "code?unit=1&amp;codebook=felder",
        ],
    );
    let rule = anna.look("codebook/rule?find=licht+UND+park&code=rat");
    rule.is(200, "1 kommen dazu, 0 fallen weg, 0 bleiben.");
}

#[test]
fn stems_that_a_codebook_keeps_apart_are_apart() {
    let desk = desk();
    let found = search(&desk.person("Anna"), &[("q", "sprachkurs")]);
    says(&found, &["<b>0 von 6 Antworten</b>"]);
    let without = Desk::new(|study| {
        study.change(|change| fill(change, &ANSWERS)).unwrap();
    });
    let found = search(&without.person("Anna"), &[("q", "sprachkurs")]);
    says(&found, &["<b>1 von 6 Antworten</b>"]);
}

#[test]
fn answers_come_page_by_page() {
    let desk = Desk::new(|study| {
        let texts: Vec<String> = (1..=120).map(|number| format!("Antwort {number}.")).collect();
        let answers: Vec<(&str, &str)> = texts.iter().map(|text| ("a", text.as_str())).collect();
        study.change(|change| fill(change, &answers)).unwrap();
    });
    let anna = desk.person("Anna");
    let first = search(&anna, &[("q", "antwort")]);
    says(&first, &["120 von 120 Antworten", "rel=\"next\"", " 50.", "r50"]);
    first.lacks(" 51.");
    first.lacks("rel=\"prev\"");
    let last = search(&anna, &[("q", "antwort"), ("page", "9"), ("as", "context")]);
    says(&last, &[" 101.", " 120.", "rel=\"prev\"", "page=2"]);
    last.lacks(" 100.");
    last.lacks("rel=\"next\"");
}

#[test]
fn a_study_without_a_codebook_is_searched_and_one_without_answers_says_so() {
    let desk = Desk::new(|study| {
        study.change(|change| fill(change, &ANSWERS)).unwrap();
    });
    let found = search(&desk.person("Anna"), &[("q", "licht")]);
    says(&found, &["<b>2 von 6 Antworten</b>", "Befragte/r a · r1<"]);
    found.lacks("code?unit");
    found.lacks("codebook/rule");
    found.lacks("grid?");
    let empty = Desk::new(|_| {});
    says(
        &search(&empty.person("Anna"), &[("q", "licht")]),
        &["0 von 0 Antworten"],
    );
}
