//! How a search or a match rule is written, in short: folded below the field in which one is written.

use maud::{Markup, html};

use super::pen::Pen;
use crate::query::SideBySide;

/// Whether the help is to be opened first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    Open,
    Closed,
}

/// `beside`: what words mean that stand side by side, which differs between a search and a rule.
pub fn help(pen: &Pen, beside: SideBySide, folded: Folded) -> Markup {
    let (title, side_by_side) = match beside {
        SideBySide::And => (
            pen.say("Wie eine Suche geschrieben wird", "How a search is written"),
            pen.say("beide: das Gleiche wie UND", "both: the same as AND"),
        ),
        SideBySide::Or => (
            pen.say("Wie eine Regel geschrieben wird", "How a rule is written"),
            pen.say(
                "eines von beiden: das Gleiche wie ODER",
                "one of the two: the same as OR",
            ),
        ),
    };
    let rows = [
        ("wort", pen.say("alle Formen des Wortes", "all forms of the word")),
        ("=wort", pen.say("nur so geschrieben", "only written so")),
        (
            "wort* *wort w?rt",
            pen.say(
                "* beliebig viele Buchstaben, ? genau einer",
                "* any letters, ? exactly one",
            ),
        ),
        (
            "wort~ wort~2",
            pen.say(
                "mit bis zu einem (zwei) Tippfehlern",
                "with up to one (two) typing errors",
            ),
        ),
        (
            "[wort]",
            pen.say(
                "auch als Teil einer Zusammensetzung",
                "also as a part of a compound",
            ),
        ),
        (
            pen.say("\"zwei wörter\"", "\"two words\""),
            pen.say("nebeneinander, in dieser Folge", "side by side, in this order"),
        ),
        (
            pen.say("a NAHE/5 b", "a NEAR/5 b"),
            pen.say("höchstens fünf Wörter auseinander", "at most five words apart"),
        ),
        (
            pen.say("a VOR/5 b", "a BEFORE/5 b"),
            pen.say("ebenso, a zuerst", "the same, a first"),
        ),
        (
            pen.say("a UND b · a ODER b · a OHNE b", "a AND b · a OR b · a NOT b"),
            pen.say("mit Klammern, wo nötig", "with brackets where needed"),
        ),
        ("a b", side_by_side),
        (
            pen.say("bejaht(a)", "affirmed(a)"),
            pen.say("nicht, wo es verneint ist", "not where it is negated"),
        ),
    ];
    html! {
        details.panel open[folded == Folded::Open] {
            summary { (title) }
            dl.facts { @for (written, finds) in rows { dt { code { (written) } } dd { (finds) } } }
        }
    }
}
