//! When suggestions should be made again while people review, and with which method.
//!
//! The first decisions teach most, so at first a handful is enough; later a quarter more than the last time. And they should
//! where the codebook has changed in what the method looks at. Deliberately absent: making them (`run`) and whether that is quick enough to happen by itself (`web`).

use super::{Settings, Suggester, named, usual};
use crate::codebook::{Change, Codebook, What, diff};
use crate::study::Run;

/// Decisions that are worth looking at at all.
const HANDFUL: usize = 5;

/// How suggestions are made once more.
pub struct Again {
    pub suggester: &'static dyn Suggester,
    pub settings: Settings,
}

/// Whether so much was decided since that suggestions would know more. `then`: decisions that the latest suggestions could
/// learn from; `now`: decisions that there are.
pub fn is_due(then: usize, now: usize) -> bool {
    now >= then + HANDFUL.max(then / 4)
}

/// The same method once more, with the same settings; after rules, taken while nothing was decided, the one that is usual
/// now. None: the method learns nothing from decisions, or it began with another study, which has to be named again.
pub fn again(run: &Run, codebook: &Codebook, then: usize, now: usize) -> Option<Again> {
    let recorded: serde_json::Value = serde_json::from_str(&run.settings).ok()?;
    if !is_due(then, now) || recorded.get("from").is_some() {
        return None;
    }
    let settings: Settings = serde_json::from_value(recorded).ok()?;
    let suggester = match named(&run.method)? {
        made_with if made_with.learns() => made_with,
        made_with if made_with.uses().is_none() && then == 0 => usual(codebook, now),
        _ => return None,
    };
    suggester.learns().then_some(Again { suggester, settings })
}

/// The same method once more because the codebook has changed since in what it looks at: codes and rules, and their texts
/// where it reads them. `before`: the version that the suggestions were made with. None: nothing of that has changed, or the
/// method began with another study.
pub fn again_with(
    run: &Run,
    before: &Codebook,
    codebook: &Codebook,
    then: usize,
    now: usize,
) -> Option<Again> {
    let recorded: serde_json::Value = serde_json::from_str(&run.settings).ok()?;
    let made_with = named(&run.method)?;
    if recorded.get("from").is_some() || unknown_changes(made_with, before, codebook) == 0 {
        return None;
    }
    let suggester = match made_with.uses() {
        None if then == 0 => usual(codebook, now),
        _ => made_with,
    };
    Some(Again {
        suggester,
        settings: serde_json::from_value(recorded).ok()?,
    })
}

/// How many changes of a codebook suggestions do not know that were made with it as it was before.
pub fn unknown_changes(suggester: &dyn Suggester, before: &Codebook, now: &Codebook) -> usize {
    let uses = suggester.uses();
    let reads_texts = uses.is_some_and(|uses| uses.texts);
    let reads_rules = uses.is_none_or(|uses| uses.rules);
    let matters = |change: &Change| match change.what {
        What::CodeAdded | What::CodeRemoved | What::Status(..) | What::Parent(..) => true,
        What::RuleAdded(_) | What::RuleRemoved(_) | What::RuleChanged(..) => reads_rules,
        What::StemExceptionAdded(..) | What::StemExceptionRemoved(..) => true,
        What::Label(..) | What::Definition(..) | What::CodingRule(..) | What::AnchorExamples => reads_texts,
        What::Title(..)
        | What::Version(..)
        | What::Description
        | What::Value(..)
        | What::Below(_)
        | What::Place(..)
        | What::RulesReordered => false,
    };
    diff(before, now).iter().filter(|change| matters(change)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codebook::{Edit, NewCode, NewRule};
    use crate::survey::{CodebookId, RunId, UnitId};
    use crate::words::Text;

    fn run(method: &str, settings: &str) -> Run {
        Run {
            id: RunId(1),
            method: method.into(),
            codebook: CodebookId(1),
            settings: settings.into(),
            program: String::new(),
            analysis: String::new(),
            data_revision: 1,
            last_unit: UnitId(1),
            time: 0,
        }
    }

    #[test]
    fn the_more_is_known_the_more_is_waited_for() {
        let mut then = 0;
        let mut due = Vec::new();
        for now in 0..=120 {
            if is_due(then, now) {
                due.push(now);
                then = now;
            }
        }
        assert_eq!(due, [5, 10, 15, 20, 25, 31, 38, 47, 58, 72, 90, 112]);
    }

    #[test]
    fn what_was_asked_for_is_asked_for_again() {
        let codebook = Codebook::open("handlungsfelder").unwrap();
        let made = |method, settings, then, now| {
            let again = again(&run(method, settings), &codebook, then, now)?;
            Some((again.suggester.id(), again.settings.min_score))
        };
        assert_eq!(made("rules", "{}", 0, 5), Some(("combined", None)));
        assert_eq!(
            made("rules", "{}", 3, 50),
            None,
            "rules were asked for although something was decided"
        );
        assert_eq!(made("text", "{}", 0, 50), None);
        assert_eq!(
            made("learned", r#"{"min_score":0.4,"per_answer":null}"#, 20, 25),
            Some(("learned", Some(0.4)))
        );
        assert_eq!(made("combined", "{}", 20, 24), None);
        let elsewhere = r#"{"min_score":null,"per_answer":null,"from":{"name":"welle 1"}}"#;
        assert_eq!(made("combined", elsewhere, 20, 90), None);
        assert_eq!(made("unheard of", "{}", 0, 90), None);
    }

    #[test]
    fn suggestions_follow_the_codebook_in_what_their_method_looks_at() {
        let before = Codebook::open("handlungsfelder").unwrap();
        let code = || "sozial".to_owned();
        let text = Text::new("neu", "new");
        let edits = [
            (
                Edit::Label {
                    code: code(),
                    label: text.clone(),
                },
                [false, true, true, false],
            ),
            (
                Edit::AddRule {
                    code: code(),
                    rule: NewRule::of("[verein]"),
                },
                [true, true, false, false],
            ),
            (Edit::Retire { code: code() }, [true, true, true, true]),
            (
                Edit::Move {
                    code: code(),
                    parent: None,
                    before: None,
                },
                [false; 4],
            ),
        ];
        for (edit, expected) in edits {
            let now = before.edited(&edit).unwrap();
            let made = ["rules", "combined", "text", "learned"].map(|method| {
                let again = again_with(&run(method, "{}"), &before, &now, 3, 50);
                again.map(|again| again.suggester.id())
            });
            let same = ["rules", "combined", "text", "learned"];
            let expected: Vec<Option<&str>> = same
                .iter()
                .zip(expected)
                .map(|(method, is)| is.then_some(*method))
                .collect();
            assert_eq!(made.to_vec(), expected, "{edit:?}");
        }
        let added = before
            .edited(&Edit::Add(NewCode {
                label: text,
                ..NewCode::default()
            }))
            .unwrap();
        let again = again_with(&run("rules", "{}"), &before, &added, 0, 0).unwrap();
        assert_eq!(
            again.suggester.id(),
            "combined",
            "a code without rules needs more than rules"
        );
    }
}
