//! How good suggestions are, asked on a page: the same figures as on the command line, and who may see them.

#[path = "asked/mod.rs"]
mod asked;

use std::process::Command;
use std::time::{Duration, Instant};

use asked::{Answer, Desk, Person};
use freitext::codebook::Codebook;
use freitext::import::{Choices, CodedBy, CodesOf, import};
use freitext::problem::unwatched;
use freitext::review::{DoubleCoding, Rest, Share, Suggestions};
use freitext::study::Study;

/// Answers of the shipped corpus that come into the study, and how many of them are coded.
const ROWS: usize = 60;
const REVIEWED: usize = 58;

/// The first answers of a corpus and whether their codes come along as what somebody has coded.
fn fill(study: &mut Study, coder: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("massnahmen.csv");
    let corpus = format!("{}/corpora/massnahmen.csv", env!("CARGO_MANIFEST_DIR"));
    let mut read = csv::Reader::from_path(corpus).unwrap();
    let mut some = csv::Writer::from_path(&path).unwrap();
    some.write_record(read.headers().unwrap()).unwrap();
    for record in read.records().take(ROWS) {
        some.write_record(&record.unwrap()).unwrap();
    }
    some.flush().unwrap();
    let choices = Choices {
        text: vec!["text".into()],
        id: Some("id".into()),
        codings: coder
            .map(|coder| CodedBy {
                columns: vec!["codes".into()],
                coder: Some(coder.to_owned()),
            })
            .into_iter()
            .collect(),
        ..Choices::default()
    };
    let codebook = Codebook::open("handlungsfelder").unwrap();
    let of = CodesOf {
        name: "handlungsfelder",
        codebook: &codebook,
    };
    import(study, &path, &choices, Some(of), 0, &unwatched).unwrap();
    study
        .change(|change| change.keep_codebook("handlungsfelder", &codebook, 0))
        .unwrap();
}

fn desk() -> Desk {
    Desk::new(|study| fill(study, Some("Autorin")))
}

/// Begins to measure; gives the page of the step when it is done, and where it is.
fn measured(person: &Person<'_>, fields: &[(&str, &str)]) -> (Answer, Answer) {
    let begun = person.send("evaluation", fields);
    let since = Instant::now();
    loop {
        let page = person.follow(&begun);
        if !page.text.contains("data-running") {
            return (page, begun);
        }
        assert!(since.elapsed() < Duration::from_secs(300), "{}", page.text);
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// What the command line prints.
fn printed(desk: &Desk, arguments: &[&str]) -> String {
    let study = desk.study();
    let output = Command::new(env!("CARGO_BIN_EXE_freitext"))
        .arg("evaluate")
        .arg(study.path())
        .args(arguments)
        .args(["--lang", "de"])
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// All words with a digit, but those of a path or a call.
fn figures(text: &str) -> Vec<&str> {
    let words = text.split_whitespace();
    let figures = words.filter(|word| word.contains(|letter: char| letter.is_ascii_digit()));
    figures.filter(|word| !word.contains(['/', '»'])).collect()
}

#[test]
fn the_page_says_what_the_command_line_says() {
    let desk = desk();
    let anna = desk.person("Anna");
    let page = anna.look("evaluation");
    page.is(200, &format!("<dd>{REVIEWED}</dd>"));
    page.is(200, "Unter 100 geprüften Einheiten");
    let (told, _) = measured(&anna, &[("codebook", "handlungsfelder")]);
    told.is(
        200,
        &format!("Gemessen an {REVIEWED} geprüften Einheiten aus studie: jede beurteilt nach allen anderen."),
    );
    told.is(200, "Verfahren combined");
    told.lacks("Lernkurve");
    let printed = printed(&desk, &[]);
    let figures = figures(&printed);
    assert!(figures.len() > 100, "{printed}");
    for figure in figures {
        told.is(200, figure);
    }
}

#[test]
fn what_is_chosen_is_what_is_measured() {
    let desk = desk();
    let anna = desk.person("Anna");
    let fields = [
        ("codebook", "handlungsfelder"),
        ("method", "rules"),
        ("per-answer", "one"),
        ("curve", "1"),
        ("replay", "uncertain"),
        ("draws", "2"),
        ("seed", "7"),
        ("predictions", "1"),
    ];
    let (told, begun) = measured(&anna, &fields);
    told.is(200, "Verfahren rules; eine Kategorie je Antwort");
    told.is(200, "Prüfung nachgespielt, Unsicheres zuerst");
    let chosen = [
        "--method",
        "rules",
        "--per-answer",
        "one",
        "--curve",
        "--replay",
        "uncertain",
        "--draws",
        "2",
        "--seed",
        "7",
    ];
    let printed = printed(&desk, &chosen);
    assert!(
        printed.contains("Lernkurve") && printed.contains("2 Ziehungen"),
        "{printed}"
    );
    for figure in figures(&printed) {
        told.is(200, figure);
    }
    let number = begun.location.rsplit('/').next().unwrap().to_owned();
    let file = anna.look(&format!("step/{number}/file"));
    file.is(200, "id,code,score,suggested\nm-001,");
    let codes = Codebook::open("handlungsfelder").unwrap().in_use().0.codes.len();
    assert_eq!(file.text.lines().count(), 1 + REVIEWED * codes);
}

#[test]
fn what_cannot_be_measured_is_said() {
    let desk = Desk::new(|study| fill(study, None));
    let anna = desk.person("Anna");
    let page = anna.look("evaluation");
    page.is(
        200,
        "Zum Messen braucht es mindestens 2 geprüfte Einheiten; bisher: 0.",
    );
    page.lacks("name=\"method\"");
    anna.look("evaluation?lang=en")
        .is(200, "Measuring takes at least 2 reviewed units; so far: 0.");
    let (told, _) = measured(&anna, &[("codebook", "handlungsfelder")]);
    told.is(200, "gefunden: 0, nötig: 2");
    for (field, value, said) in [
        ("draws", "0", "»0« ist keine ganze Zahl ab 1."),
        ("seed", "-1", "»-1« ist keine ganze Zahl ab 0."),
        ("method", "magic", "Ein Verfahren »magic« gibt es nicht."),
        ("replay", "rückwärts", "Eine Folge »rückwärts« gibt es nicht."),
    ] {
        let refused = anna.send("evaluation", &[("codebook", "handlungsfelder"), (field, value)]);
        refused.is(400, said);
    }
    anna.look("evaluation?codebook=anders").is(400, "»anders«");
    let empty = Desk::new(|_| {});
    let nobody = empty.person("Anna").look("evaluation");
    assert!(nobody.location.ends_with("/suggest/codebook"), "{}", nobody.text);
}

#[test]
fn whoever_codes_blind_is_told_nothing_of_what_others_coded() {
    let desk = desk();
    let (anna, bert) = (desk.person("Anna"), desk.person("Bert"));
    let (_, made) = measured(
        &anna,
        &[
            ("codebook", "handlungsfelder"),
            ("method", "rules"),
            ("predictions", "1"),
        ],
    );
    bert.follow(&made).is(200, "Precision");
    let double = DoubleCoding {
        share: Share::All,
        coders: vec!["Autorin".into(), "Bert".into()],
        each: 2,
        suggestions: Suggestions::Hidden,
        rest: Rest::Anybody,
        seed: 1,
    };
    desk.study()
        .change(|change| change.state(DoubleCoding::SETTING, &double, 0))
        .unwrap();
    let page = bert.look("evaluation");
    page.is(200, "Antworten kodieren Sie noch blind");
    page.lacks("name=\"method\"");
    bert.send("evaluation", &[("codebook", "handlungsfelder")])
        .is(400, "noch blind");
    // Nor what somebody else has measured before.
    let refused = bert.follow(&made);
    refused.is(400, "noch blind");
    refused.lacks("Precision");
}
