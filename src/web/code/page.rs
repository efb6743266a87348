//! The page around an answer: order, question and progress above, the entries of the codebook beside, actions below.

use maud::{Markup, html};

use super::answer::answer;
use super::beside::beside;
use super::keys;
use super::opened::Opened;
use super::way::{Way, Which};
use crate::review::{Order, Reached};
use crate::survey::{Question, UnitId};
use crate::web::PAGES;
use crate::web::codes::Palette;
use crate::web::keys::Key;
use crate::web::pen::Pen;
use crate::web::reached;
use crate::web::renew::Renewal;
use crate::words::Text;

/// What the bar shows beside the way.
pub struct Around<'a> {
    /// Of the study's codebooks.
    pub names: &'a [String],
    pub questions: &'a [Question],
    pub reached: Reached,
    pub renewal: Renewal,
}

/// Order, question, going to an answer, progress, and whether everything is saved.
pub fn bar(way: &Way, around: &Around<'_>, pen: &Pen) -> Markup {
    let Around {
        names,
        questions,
        reached,
        renewal,
    } = around;
    let is_offered = matches!(renewal, Renewal::Offered);
    html! {
        form.ways method="get" action=(pen.to("code")) {
            @if names.len() > 1 {
                label.small.muted for="codebook" { (pen.say("Kodierleitfaden", "Codebook")) }
                select #codebook.mini name="codebook" {
                    @for name in *names { option value=(name) selected[way.codebook.as_ref() == Some(name)] { (name) } }
                }
            }
            label.small.muted for="order" { (pen.say("Reihenfolge", "Order")) }
            select #order.mini name="order" {
                @for order in Order::ALL {
                    option value=(order.id()) selected[order == way.order] { (order.label().get(pen.language)) }
                }
            }
            @if questions.len() > 1 {
                label.small.muted for="question" { (pen.say("Frage", "Question")) }
                select #question.mini name="question" {
                    option value="" { (pen.say("alle", "all")) }
                    @for question in *questions {
                        option value=(question.id.0) selected[way.question == Some(question.id)] { (question.key) }
                    }
                }
            }
            label.small.muted for="which" { (pen.say("Antworten", "Answers")) }
            select #which.mini name="which" {
                option value="" selected[way.which == Which::Open] { (pen.say("offene", "open")) }
                option value="deferred" selected[way.which == Which::Deferred] { (pen.say("zurückgestellte", "deferred")) }
            }
            input.mini #go-to type="search" name="key" size="11" autocomplete="off"
              aria-label=(pen.say("Zur Antwort mit dieser ID gehen", "Go to the answer with this ID"))
              placeholder=(pen.say("Antwort-ID", "response ID")) aria-keyshortcuts=(keys::GO_TO.shortcut)
              title=(keys::GO_TO.title(pen.language));
            button.quiet.mini { (pen.say("Gehen", "Go")) }
        }
        @if PAGES.iter().any(|page| page.path == "suggest") {
            a #renew.small href=(pen.to("suggest")) hidden[!is_offered] { (pen.say("Vorschläge erneuern", "Renew suggestions")) }
        }
        (reached::bar(pen, *reached))
    }
}

/// An answer with all that stands around it.
pub fn content(opened: &Opened, palette: &Palette<'_>, way: &Way, pen: &Pen) -> Markup {
    html! {
        (answer(opened, palette, way, pen))
        aside aria-label=(pen.say("Zur Antwort", "About the answer")) {
            div #beside.beside { (beside(opened, palette, way, pen)) }
            (entries(palette, pen))
        }
    }
}

/// The codebook, one entry at a time.
fn entries(palette: &Palette<'_>, pen: &Pen) -> Markup {
    let codebook = palette.codebook();
    let language = pen.language;
    let codes = codebook
        .codes
        .iter()
        .enumerate()
        .filter(|(_, code)| code.is_in_use());
    html! {
        section #entries.entries aria-labelledby="entries-title" {
            div.pair {
                h2 #entries-title { (pen.say("Kodierleitfaden", "Codebook")) }
                button.quiet.mini #entry type="button" aria-keyshortcuts=(keys::ENTRY.shortcut) title=(keys::ENTRY.title(language)) {
                    (pen.say("Eintrag", "Entry")) " " (keys::ENTRY.face(language))
                }
            }
            @for (place, code) in codes {
                details name="entry" class=(palette.class(place)) data-entry=(code.id) {
                    summary { span.dot {} " " (code.label.get(language)) }
                    div.stack {
                        @if !code.definition.get(language).is_empty() { p { (code.definition.get(language)) } }
                        @if !code.coding_rule.get(language).is_empty() {
                            h3 { (pen.say("Kodierregel", "Coding rule")) }
                            p { (code.coding_rule.get(language)) }
                        }
                        @if !code.anchor_examples.is_empty() {
                            h3 { (pen.say("Ankerbeispiele", "Anchor examples")) }
                            ul.lines { @for example in &code.anchor_examples { li.quote { (example) } } }
                        }
                    }
                }
            }
        }
    }
}

/// What can be done with the answer. The buttons belong to the form of the answer.
pub fn actions(way: &Way, unit: UnitId, before: Option<UnitId>, pen: &Pen) -> Markup {
    let to = |name, unit: UnitId| format!("{}?{}", pen.to("code"), way.query(&[(name, &unit.0.to_string())]));
    let back = before.map(|before| to("unit", before));
    html! {
        section.actions aria-label=(pen.say("Entscheiden", "Decide"))
          data-nothing=(pen.say("Es ist keine Kategorie gewählt.", "No code is chosen."))
          data-nothing-hint=(pen.say("Eine Kategorie wählen, oder »Keine trifft zu«.", "Choose a code, or “None fits”."))
          data-kept=(pen.say("Im Kodierleitfaden", "In the codebook")) {
            (take(pen))
            (act("none_fits", &keys::NONE_FITS, ("Keine trifft zu", "None fits"), pen))
            (act("not_codable", &keys::NOT_CODABLE, ("Nicht kodierbar", "Not codable"), pen))
            (act("defer", &keys::DEFER, ("Zurückstellen", "Defer"), pen))
            (aside("all", &keys::ALL, pen.say("Alle wählen", "Choose all"), pen))
            (aside("why", &keys::WHY, pen.say("Warum?", "Why?"), pen))
            form #undo.spring method="post" action=(pen.to("code/undo")) {
                (way_fields(way))
                (icon("↶", &keys::UNDO, pen))
            }
            form #redo method="post" action=(pen.to("code/redo")) {
                (way_fields(way))
                (icon("↷", &keys::REDO, pen))
            }
            (go("before", back.as_deref(), "←", &keys::BEFORE, pen))
            (go("next", Some(&to("after", unit)), "→", &keys::NEXT, pen))
        }
    }
}

/// The fields of a way in a form.
pub fn way_fields(way: &Way) -> Markup {
    html! { @for (name, value) in way.fields() { input type="hidden" name=(name) value=(value); } }
}

/// What it takes depends on whether something is chosen; the style sheet knows.
fn take(pen: &Pen) -> Markup {
    html! {
        button #take.primary form="decision" name="act" value="take" aria-keyshortcuts=(keys::TAKE.shortcut) title=(keys::TAKE.title(pen.language)) {
            span.unless-chosen { (pen.say("Alle annehmen", "Accept all")) }
            span.if-chosen { (pen.say("Übernehmen", "Take these")) }
            " " (keys::TAKE.face(pen.language))
        }
    }
}

fn act(value: &str, key: &Key, (de, en): (&str, &str), pen: &Pen) -> Markup {
    html! {
        button form="decision" name="act" value=(value) aria-keyshortcuts=(key.shortcut) title=(key.title(pen.language))
          data-says=(key.does(pen.language)) {
            (pen.say(de, en)) " " (key.face(pen.language))
        }
    }
}

/// Something that only the script does.
fn aside(id: &str, key: &Key, name: &str, pen: &Pen) -> Markup {
    html! {
        button.quiet id=(id) type="button" hidden aria-keyshortcuts=(key.shortcut) title=(key.title(pen.language)) {
            (name) " " (key.face(pen.language))
        }
    }
}

fn icon(sign: &str, key: &Key, pen: &Pen) -> Markup {
    html! {
        button.quiet aria-keyshortcuts=(key.shortcut) title=(key.title(pen.language)) {
            span aria-hidden="true" { (sign) }
            span.vh { (key.does(pen.language)) }
            " " (key.face(pen.language))
        }
    }
}

fn go(id: &str, to: Option<&str>, sign: &str, key: &Key, pen: &Pen) -> Markup {
    html! {
        a.button.quiet id=(id) href=[to] aria-disabled=[to.is_none().then_some("true")] aria-keyshortcuts=(key.shortcut) title=(key.title(pen.language)) {
            span aria-hidden="true" { (sign) }
            span.vh { (key.does(pen.language)) }
            " " (key.face(pen.language))
        }
    }
}

/// Nothing comes up any more.
pub fn end(way: &Way, reached: Reached, pen: &Pen) -> Markup {
    let count = |n: usize| pen.count(n);
    let all = reached.open == 0;
    let heading = match (all, way.which) {
        (true, _) => Text::new(
            format!("Alle {} Antworten sind geprüft", count(reached.all)),
            format!("All {} answers are reviewed", count(reached.all)),
        ),
        (false, Which::Deferred) => Text::new(
            "Keine Antwort ist mehr zurückgestellt",
            "No answer is deferred any more",
        ),
        (false, Which::Open) => Text::new("Hier ist nichts mehr offen", "Nothing is open here any more"),
    };
    let deferred = Text::new(
        format!(
            "Zurückgestellt: {}. Geprüft: {}.",
            count(reached.deferred),
            reached::said(pen, reached)
        ),
        format!(
            "Deferred: {}. Reviewed: {}.",
            count(reached.deferred),
            reached::said(pen, reached)
        ),
    );
    let other = |which| {
        let way = Way {
            which,
            question: None,
            ..way.clone()
        };
        format!("{}?{}", pen.to("code"), way.query(&[]))
    };
    html! {
        div #decision.answer.empty tabindex="-1" data-end="" {
            h2 { (heading.get(pen.language)) }
            @if !all { p { (deferred.get(pen.language)) } }
            div.row {
                @if reached.deferred > 0 && way.which == Which::Open {
                    a.button.primary href=(other(Which::Deferred)) { (pen.say("Zurückgestellte ansehen", "See what was deferred")) }
                }
                @if way.which == Which::Deferred || way.question.is_some() {
                    a.button href=(other(Which::Open)) { (pen.say("Zu den offenen", "To the open ones")) }
                }
                @for page in super::AFTERWARDS {
                    @if let Some(page) = crate::web::PAGES.iter().find(|known| known.path == *page) {
                        a.button href=(pen.to(page.path)) { (page.title(pen.language)) }
                    }
                }
            }
        }
    }
}
