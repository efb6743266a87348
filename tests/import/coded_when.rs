//! Codings with a date: when they count as decided.

use super::codings::{bring_coded, by, given};
use super::*;

#[test]
fn a_column_says_who_coded_and_another_one_when() {
    let desk = Desk::new();
    let mut study = desk.study();
    let file = desk.file(
        "a.csv",
        "id,text,codes,wer,wann\n1,Kurse,kultur,Eva,31.05.2026 14:03\n2,Feste,sozial,Uwe,2026-05-30\n3,Rat,kultur,,2026-05-30\n4,Tat,kultur,Eva,bald\n",
    );
    let choices = Choices {
        codings: vec![by(None, &["codes"])],
        coder_column: Some("wer".into()),
        date_column: Some("wann".into()),
        ..Choices::default()
    };
    let done = bring_coded(&mut study, &file, choices).unwrap();
    assert_eq!(done.decisions, 3);
    assert_eq!(given(&study, "Eva"), ["kultur", "", "", "kultur"]);
    assert_eq!(given(&study, "Uwe"), ["", "sozial", "", ""]);
    // 31 May 2026 is day 20604 of 1970.
    let mut moments = Vec::new();
    study
        .record("felder", Default::default(), |recorded| {
            moments.push(recorded.moment / 1000);
            Ok(())
        })
        .unwrap();
    moments.sort_unstable();
    assert_eq!(moments, [0, 20_603 * 86_400, 20_604 * 86_400 + 50_580]);
    let said: Vec<&str> = done.notices.iter().map(|notice| &*notice.what.de).collect();
    assert!(
        said.iter().any(|said| said.contains("von wem sie sind: 1")),
        "{said:?}"
    );
    assert!(
        said.iter().any(|said| said.contains("ohne lesbares Datum: 1")),
        "{said:?}"
    );
}

#[test]
fn codings_older_than_what_the_study_has_stand_behind_it_and_that_is_said() {
    let desk = Desk::new();
    let mut study = desk.study();
    let choices = |dated: bool| Choices {
        codings: vec![by(Some("Eva"), &["codes"])],
        date_column: dated.then(|| "wann".to_owned()),
        ..Choices::default()
    };
    let first = desk.file(
        "a.csv",
        "id,text,codes,wann\n1,Kurse,kultur,2026-05-31\n2,Feste,kultur,2026-05-31\n3,Rat,,2026-05-31\n",
    );
    let done = bring_coded(&mut study, &first, choices(true)).unwrap();
    let says = |done: &Imported| -> Vec<String> {
        let said = done.notices.iter().map(|notice| notice.what.de.clone());
        said.filter(|said| said.contains("vor dem letzten Eintrag"))
            .collect()
    };
    assert_eq!((done.decisions, says(&done)), (2, Vec::new()));
    // Years before: one in place of what Eva has decided, one the same as hers, one of an answer that nobody had coded.
    let earlier = desk.file(
        "b.csv",
        "id,text,codes,wann\n1,Kurse,sozial,2019-01-02\n2,Feste,kultur,2019-01-02\n3,Rat,sozial,2019-01-03\n",
    );
    let done = bring_coded(&mut study, &earlier, choices(true)).unwrap();
    assert_eq!(given(&study, "Eva"), ["sozial", "kultur", "sozial"]);
    let said = says(&done);
    assert_eq!((done.decisions, said.len()), (2, 1));
    assert!(
        said[0].contains("Studie liegt: 2.") && said[0].ends_with("die schon da war: 1."),
        "{said:?}"
    );
    let mut moments = Vec::new();
    let listed = study.record("felder", Default::default(), |recorded| {
        moments.push(recorded.moment / 1000);
        Ok(())
    });
    listed.unwrap();
    assert!(
        moments.iter().all(|moment| *moment >= 20_604 * 86_400),
        "{moments:?}"
    );
}
