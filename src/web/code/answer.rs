//! One answer on the page: the words with their evidence, what is suggested and why, all other codes, the memo.
//!
//! Everything is one form, `decision`; the buttons that send it stand in the bar of the page. The script exchanges what is
//! drawn here and in `beside` for the next answer.

use maud::{Markup, html};

use super::alike::offer;
use super::find::finder;
use super::keys;
use super::opened::{Offer, Offers, Opened};
use super::reasons::Reason;
use super::way::Way;
use crate::codebook::Code;
use crate::study::{Origin, Share};
use crate::survey::PerAnswer;
use crate::web::codes::Palette;
use crate::web::marks::{marked, size};
use crate::web::pen::Pen;
use crate::web::plan::outcome;
use crate::words::Language;

/// What the coder works on.
pub fn answer(opened: &Opened, palette: &Palette<'_>, way: &Way, pen: &Pen) -> Markup {
    let seen = match &opened.offers {
        Offers::Shown(offers) => Some(
            offers
                .iter()
                .map(|offer| id(palette, offer.code))
                .collect::<Vec<_>>(),
        ),
        Offers::Withheld | Offers::Blind | Offers::NoRun => None,
    };
    html! {
        form #decision.answer method="post" action=(pen.to("code/decide")) tabindex="-1" aria-labelledby="answer-title"
          data-unit=(opened.unit.0) data-key=(opened.key) {
            @for (name, value) in way.fields() { input type="hidden" name=(name) value=(value); }
            input type="hidden" name="unit" value=(opened.unit.0);
            input type="hidden" name="picked" value=(opened.picked.id());
            @if let Some(seen) = seen { input type="hidden" name="seen" value=(seen.join("|")); }
            h2.vh #answer-title { (pen.say("Antwort", "Answer")) " " (opened.key) }
            p.question { (opened.question) }
            blockquote class={ "verbatim " (size(&opened.text)) } lang=(opened.language.id()) { (marked(&opened.text, &opened.marks, palette, pen.language)) }
            @if let Some(whole) = &opened.whole {
                p.small.muted { (pen.say("Ganze Antwort: ", "Whole answer: ")) span.quote lang=(opened.language.id()) { (whole) } }
            }
            (stands(opened, palette, pen))
            (offer(opened, pen))
            (offers(opened, palette, way, pen))
            (others(opened, palette, pen))
            (memo(opened, pen))
        }
    }
}

/// What the coder has said before.
fn stands(opened: &Opened, palette: &Palette<'_>, pen: &Pen) -> Markup {
    let outcome = opened
        .said
        .as_ref()
        .map(|said| outcome(palette, pen, Some(&said.outcome)));
    html! {
        p #stands.row.small hidden[outcome.is_none()] {
            span.muted { (pen.say("Bisher entschieden:", "Decided so far:")) }
            span #stands-as { @if let Some(outcome) = outcome { (outcome) } }
            @if opened.said.as_ref().is_some_and(|said| said.anew) {
                span.tag.warn { (pen.say("aufgeteilt: neu zu entscheiden", "split: to decide anew")) }
            }
        }
    }
}

fn offers(opened: &Opened, palette: &Palette<'_>, way: &Way, pen: &Pen) -> Markup {
    let offered: &[Offer] = match &opened.offers {
        Offers::Shown(offers) => offers,
        Offers::Withheld | Offers::Blind | Offers::NoRun => &[],
    };
    let rest = match offered {
        [] => pen.say("Kategorien", "Codes"),
        _ => pen.say("Weitere Kategorien", "Other codes"),
    };
    html! {
        (left_out(&opened.offers, pen))
        @if !offered.is_empty() {
            section.stack aria-labelledby="suggestions" {
                h2 #suggestions { (pen.say("Vorschläge", "Suggestions")) }
                ol.suggestions { @for offer in offered { (suggestion(offer, opened, palette, pen)) } }
            }
        }
        section.stack aria-labelledby="all-codes" {
            div.pair {
                h2 #all-codes { (rest) }
                (finder(opened, way, pen))
            }
            @for group in groups(palette, offered) {
                ul.codes { @for place in group { li { (choice(place, opened, palette, pen)) } } }
            }
        }
    }
}

/// Why no suggestions are shown.
fn left_out(offers: &Offers, pen: &Pen) -> Markup {
    let notice = |what: &str, why: &str| html! { div.notice { p { (what) } p.small.muted { (why) } } };
    match offers {
        Offers::Withheld => notice(
            pen.say("Ohne Vorschläge", "Without suggestions"),
            pen.say(
                "Diese Antwort gehört zu den ausgelosten, die ohne Vorschläge kodiert werden. So zeigt sich, ob Vorschläge die Kodierung beeinflussen.",
                "This answer was drawn to be coded without suggestions. That shows whether suggestions sway the coding.",
            ),
        ),
        Offers::Blind => notice(
            pen.say("Doppelt kodiert, ohne Vorschläge", "Coded twice, without suggestions"),
            pen.say(
                "Auch andere kodieren diese Antwort, jede und jeder für sich.",
                "Others code this answer as well, each on their own.",
            ),
        ),
        Offers::NoRun => html! {
            div.notice {
                p { (pen.say("Noch keine Vorschläge", "No suggestions yet")) }
                p.small.muted {
                    (pen.say("Kodieren geht auch ohne. ", "Coding works without. "))
                    a href=(pen.to("suggest")) { (pen.say("Vorschläge machen", "Make suggestions")) }
                }
            }
        },
        Offers::Shown(offers) if offers.is_empty() => html! {
            p.muted { (pen.say("Für diese Antwort ist nichts vorgeschlagen.", "Nothing is suggested for this answer.")) }
        },
        Offers::Shown(_) => html! {},
    }
}

fn suggestion(offer: &Offer, opened: &Opened, palette: &Palette<'_>, pen: &Pen) -> Markup {
    let is_rejected = opened.rejected.contains(&offer.code);
    let (id, label) = (id(palette, offer.code), palette.label(offer.code, pen.language));
    html! {
        li class=(palette.class(offer.code)) data-said=[is_rejected.then_some("no")] {
            (choice(offer.code, opened, palette, pen))
            span.score title=(pen.say("Wie sicher der Vorschlag ist, von 0 bis 1", "How sure the suggestion is, from 0 to 1")) {
                svg.bar viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" {
                    rect x="0" width=(format!("{:.0}", offer.score * 100.0)) height="10" {}
                }
                (pen.language.number(offer.score, 2))
            }
            (origin(offer.share, pen))
            @if is_rejected { input type="hidden" name="reject" value=(id); }
            button.quiet.mini.reject name="turn" value=(id) formmethod="get" formaction=(pen.to("code")) formnovalidate {
                (pen.say("ablehnen", "reject")) span.vh { ": " (label) }
            }
            details.why { (why(offer, pen)) }
        }
    }
}

/// Where most of a suggestion comes from.
pub fn origin(share: Share, pen: &Pen) -> Markup {
    let (name, title) = match share {
        Share::Rule => (
            pen.say("Regel", "rule"),
            pen.say("Eine Zuordnungsregel trifft zu.", "A match rule hits."),
        ),
        Share::Text => (
            pen.say("ähnlich", "similar"),
            pen.say(
                "Die Antwort ähnelt dem, was im Kodierleitfaden steht.",
                "The answer is like what the codebook says.",
            ),
        ),
        Share::Learned => (
            pen.say("gelernt", "learned"),
            pen.say("Aus Entscheidungen gelernt.", "Learned from decisions."),
        ),
    };
    html! { span.tag title=(title) { (name) } }
}

/// One code to be chosen: a box, or a button of several where an answer has one code.
fn choice(place: usize, opened: &Opened, palette: &Palette<'_>, pen: &Pen) -> Markup {
    let kind = match palette.codebook().codes_per_answer {
        Some(PerAnswer::One) => "radio",
        Some(PerAnswer::Several) | None => "checkbox",
    };
    let (id, key) = (id(palette, place), keys::of_code(place));
    html! {
        label class={ "code " (palette.class(place)) } data-press=[key.as_deref()] {
            input.vh type=(kind) name="code" value=(id) checked[opened.chosen.contains(&place)]
              data-value=(palette.codebook().codes[place].value);
            @if let Some(key) = &key { kbd aria-hidden="true" { (key) } }
            span.dot {}
            span.name { (palette.label(place, pen.language)) }
        }
    }
}

/// Codes that are not offered, those of a dimension together.
fn groups(palette: &Palette<'_>, offered: &[Offer]) -> Vec<Vec<usize>> {
    let codebook = palette.codebook();
    let is_left =
        |place: usize, code: &Code| code.is_in_use() && !offered.iter().any(|offer| offer.code == place);
    let top = |code: &Code| {
        codebook
            .ancestors(&code.id)
            .last()
            .map_or(code.id.clone(), |top| top.id.clone())
    };
    let mut groups: Vec<(Option<String>, Vec<usize>)> = Vec::new();
    for (place, code) in codebook
        .codes
        .iter()
        .enumerate()
        .filter(|(place, code)| is_left(*place, code))
    {
        let is_alone = code.parent.is_none() && codebook.children(&code.id).next().is_none();
        let dimension = (!is_alone).then(|| top(code));
        match groups.iter_mut().find(|(known, _)| *known == dimension) {
            Some((_, places)) => places.push(place),
            None => groups.push((dimension, vec![place])),
        }
    }
    groups.into_iter().map(|(_, places)| places).collect()
}

fn others(opened: &Opened, palette: &Palette<'_>, pen: &Pen) -> Markup {
    html! {
        @if !opened.others.is_empty() {
            section.stack aria-labelledby="others" {
                h2 #others { (pen.say("Andere Kodierende", "Other coders")) }
                ul.lines {
                    @for (name, said) in &opened.others {
                        li.stack {
                            div.row { span { (name) } (outcome(palette, pen, Some(&said.outcome))) }
                            @if !said.memo.is_empty() { p.small { (said.memo) } }
                        }
                    }
                }
            }
        }
    }
}

fn memo(opened: &Opened, pen: &Pen) -> Markup {
    let memo = opened.said.as_ref().map_or("", |said| &said.memo);
    html! {
        details #memo open[!memo.is_empty()] {
            summary aria-keyshortcuts=(keys::MEMO.shortcut) title=(keys::MEMO.title(pen.language)) {
                (pen.say("Anmerkung", "Memo")) " " (keys::MEMO.face(pen.language))
            }
            div.stack {
                textarea name="memo" rows="2" aria-label=(pen.say("Anmerkung zu dieser Antwort", "Memo on this answer")) { (memo) }
                div.row {
                    button.mini name="act" value="memo" { (pen.say("Anmerkung speichern", "Save the memo")) }
                    span.small.muted { (pen.say("Jede Entscheidung speichert sie mit.", "Every decision saves it as well.")) }
                }
            }
        }
    }
}

/// Bytes of a rule that is read at a glance.
const SHORT_RULE: usize = 80;

fn why(offer: &Offer, pen: &Pen) -> Markup {
    html! {
        summary { (pen.say("Warum?", "Why?")) }
        @for reason in &offer.reasons { div { (said(reason, pen)) } }
        @if let Some(origin) = &offer.origin { p.muted { (sums(origin, pen)) } }
    }
}

fn said(reason: &Reason, pen: &Pen) -> Markup {
    let language = pen.language;
    match reason {
        Reason::Rule {
            id,
            find,
            weight,
            words,
            brings,
        } => html! {
            (pen.say("Zuordnungsregel ", "Match rule ")) b { (id) }
            (pen.say(", Gewicht ", ", weight ")) (language.number(*weight, 1))
            (pen.say(", trifft ", ", hits ")) (quoted(words, language))
            @if let Some(brings) = brings { " (" (signed(*brings, language)) ")" } ". "
            @if find.len() <= SHORT_RULE { code { (find) } }
            @else { details.rule { summary { (pen.say("Regel im Wortlaut", "The rule as it is written")) } code { (find) } } }
        },
        Reason::Similar { words, example } => html! {
            (pen.say("Ähnlich dem Kodierleitfaden: ", "Like the codebook: ")) (weighed(words, language)) "."
            @if let Some(example) = example {
                (pen.say(" Ankerbeispiel: ", " Anchor example: ")) span.quote { (example) }
            }
        },
        Reason::Learned { words } => html! {
            (pen.say("Aus Entscheidungen gelernt: ", "Learned from decisions: ")) (weighed(words, language)) "."
        },
    }
}

/// Where the probability comes from, in log odds.
fn sums(origin: &Origin, pen: &Pen) -> Markup {
    let number = |value| signed(value, pen.language);
    html! {
        (pen.say("Zusammen (Log-Odds): Häufigkeit ", "Together (log odds): frequency ")) (number(origin.base))
        (pen.say(", Regeln ", ", rules ")) (number(origin.rules))
        (pen.say(", Kodierleitfaden ", ", codebook ")) (number(origin.text))
        (pen.say(", gelernt ", ", learned ")) (number(origin.learned)) "."
    }
}

fn quoted(words: &[String], language: Language) -> String {
    let (open, close) = match language {
        Language::De => ('„', '“'),
        Language::En => ('“', '”'),
    };
    let quoted: Vec<String> = words.iter().map(|word| format!("{open}{word}{close}")).collect();
    quoted.join(", ")
}

fn weighed(words: &[(String, f64)], language: Language) -> String {
    let each = words
        .iter()
        .map(|(word, brings)| format!("{word} {}", signed(*brings, language)));
    each.collect::<Vec<String>>().join(" · ")
}

fn signed(value: f64, language: Language) -> String {
    let sign = if value < 0.0 { '−' } else { '+' };
    format!("{sign}{}", language.number(value.abs(), 1))
}

fn id<'c>(palette: &Palette<'c>, place: usize) -> &'c str {
    &palette.codebook().codes[place].id
}
