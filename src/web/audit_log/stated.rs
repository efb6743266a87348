//! What a study states about itself, in words.

use serde::de::DeserializeOwned;

use super::words::Said;
use crate::review::{
    CodingAgain, DoubleCoding, LeftDifferent, Rest, SameAnswers, Sample, Share, Suggestions,
    WithoutSuggestions,
};
use crate::study::Statement;
use crate::survey::{Alone, FinalRule, Several};
use crate::web::pen::Pen;

/// What a newer program states stands as it is.
pub fn stated(statement: &Statement, pen: &Pen) -> Said {
    let Statement { name, value } = statement;
    let read = match &name[..] {
        DoubleCoding::SETTING => of(value, |stated| double(stated, pen)),
        FinalRule::SETTING => of(value, |stated| rule(stated, pen)),
        CodingAgain::SETTING => of(value, |stated| again(stated, pen)),
        WithoutSuggestions::SETTING => of(value, |stated: WithoutSuggestions| {
            vec![of_a_hundred(pen, stated.of_a_hundred())]
        }),
        SameAnswers::SETTING => of(value, |stated| {
            vec![
                match stated {
                    SameAnswers::Together => pen.say("gemeinsam entschieden", "decided together"),
                    SameAnswers::OneByOne => pen.say("einzeln entschieden", "decided one by one"),
                }
                .to_owned(),
            ]
        }),
        // Which they are and how they are coded would tell too much to whoever codes blind.
        name if LeftDifferent::codebook(name).is_some() => of(value, |stated: LeftDifferent| {
            let groups = pen.language.count(stated.count() as u64);
            vec![pen.say(format!("Gruppen: {groups}"), format!("groups: {groups}"))]
        }),
        _ => None,
    };
    let title = match &name[..] {
        DoubleCoding::SETTING => pen.say("Doppelkodierung", "Double coding"),
        FinalRule::SETTING => pen.say("Endgültige Kodierung", "Final coding"),
        CodingAgain::SETTING => pen.say("Noch einmal kodieren", "Coding once more"),
        WithoutSuggestions::SETTING => pen.say("Ohne Vorschläge gezeigt", "Shown without suggestions"),
        SameAnswers::SETTING => pen.say("Gleiche Antworten", "Answers that say the same"),
        name if LeftDifferent::codebook(name).is_some() => pen.say(
            "Gleiche Antworten, die verschieden kodiert bleiben",
            "Answers that say the same and stay coded differently",
        ),
        other => other,
    };
    Said {
        what: format!("{}: {title}", pen.say("Festgelegt", "Stated")),
        more: vec![read.map_or_else(|| value.clone(), |read| read.join("; "))],
    }
}

fn of<T: DeserializeOwned>(value: &str, say: impl FnOnce(T) -> Vec<String>) -> Option<Vec<String>> {
    serde_json::from_str(value).ok().map(say)
}

fn double(stated: DoubleCoding, pen: &Pen) -> Vec<String> {
    let share = match &stated.share {
        Share::Nothing => pen
            .say("keine Antwort von mehreren", "no answer by several people")
            .to_owned(),
        Share::All => pen.say("alle Antworten", "all answers").to_owned(),
        Share::Random { percent } => format!(
            "{} {} ({} {})",
            of_a_hundred(pen, *percent),
            pen.say("der Antworten, zufällig", "of the answers, at random"),
            pen.say("Startwert", "seed"),
            stated.seed
        ),
        Share::Group { column, values } => format!("{column}: {}", values.join(", ")),
    };
    let people = pen.say(
        format!("je {} von {}", stated.each, stated.coders.join(", ")),
        format!("{} each of {}", stated.each, stated.coders.join(", ")),
    );
    let suggestions = match stated.suggestions {
        Suggestions::Hidden => pen.say("blind, auch ohne Vorschläge", "blind, without suggestions too"),
        Suggestions::Shown => pen.say("blind, mit Vorschlägen", "blind, with suggestions"),
    };
    let rest = match stated.rest {
        Rest::Anybody => pen.say(
            "die übrigen, wer zuerst kommt",
            "all others by whoever comes first",
        ),
        Rest::Divided => pen.say("die übrigen aufgeteilt", "all others divided"),
    };
    vec![share, people, suggestions.to_owned(), rest.to_owned()]
}

fn rule(stated: FinalRule, pen: &Pen) -> Vec<String> {
    let several = match stated.several {
        Several::Identical => pen.say(
            "es gilt, was alle gleich kodiert haben",
            "what all have coded alike holds",
        ),
        Several::Majority => pen.say(
            "es gilt, was mehr als die Hälfte von dreien oder mehr kodiert hat",
            "what more than half of three or more have coded holds",
        ),
        Several::Latest => pen.say("es gilt die letzte Entscheidung", "the latest decision holds"),
    };
    let alone = match stated.alone {
        Alone::Counts => pen.say(
            "die Kodierung einer Person gilt",
            "the coding of one person holds",
        ),
        Alone::Waits => pen.say(
            "nichts gilt, bis eine zweite Person kodiert hat",
            "nothing holds until a second person has coded",
        ),
    };
    vec![several.to_owned(), alone.to_owned()]
}

fn again(stated: Option<CodingAgain>, pen: &Pen) -> Vec<String> {
    let Some(CodingAgain {
        sample,
        least_days,
        seed,
    }) = stated
    else {
        return vec![pen.say("abgeschaltet", "switched off").to_owned()];
    };
    let sample = match sample {
        Sample::Percent(percent) => format!(
            "{} {}",
            of_a_hundred(pen, percent),
            pen.say("der eigenen Antworten", "of one's own answers")
        ),
        Sample::Number(number) => format!(
            "{} {}",
            pen.language.count(number as u64),
            pen.say("der eigenen Antworten", "of one's own answers")
        ),
    };
    let days = pen.say(
        format!("frühestens nach {least_days} Tagen (Startwert {seed})"),
        format!("after {least_days} days at the earliest (seed {seed})"),
    );
    vec![sample, days]
}

/// `10 %`
fn of_a_hundred(pen: &Pen, percent: u32) -> String {
    pen.say(format!("{percent}\u{a0}%"), format!("{percent}%"))
}
