//! The page around an answer: order, question and progress above, the entries of the codebook beside, actions below.

use maud::{Markup, html};

use super::answer::answer;
use super::beside::beside;
use super::here::Here;
use super::keys;
use super::opened::Opened;
use super::way::{Way, Which};
use crate::review::{Order, Tally};
use crate::survey::{Question, UnitId};
use crate::web::codes::Palette;
use crate::web::keys::Key;
use crate::words::Text;

/// How far the coder has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    pub decided: usize,
    pub deferred: usize,
    pub of: usize,
}

impl Reached {
    pub fn of(tally: Tally, of: usize) -> Reached {
        Reached {
            decided: tally.decided,
            deferred: tally.deferred,
            of,
        }
    }

    /// `212 von 437 geprüft`.
    pub fn say(self, here: &Here) -> String {
        let count = |n: usize| here.language.count(n as u64);
        let (decided, of) = (count(self.decided), count(self.of));
        let said = Text::new(
            format!("{decided} von {of} geprüft"),
            format!("{decided} of {of} reviewed"),
        );
        said.get(here.language).to_owned()
    }
}

/// Order, question, going to an answer, progress, and whether everything is saved.
pub fn bar(way: &Way, names: &[String], questions: &[Question], reached: Reached, here: &Here) -> Markup {
    html! {
        form.ways method="get" action=(here.to("code")) {
            @if names.len() > 1 {
                label.small.muted for="codebook" { (here.say("Kodierleitfaden", "Codebook")) }
                select #codebook.mini name="codebook" {
                    @for name in names { option value=(name) selected[way.codebook.as_ref() == Some(name)] { (name) } }
                }
            }
            label.small.muted for="order" { (here.say("Reihenfolge", "Order")) }
            select #order.mini name="order" {
                @for order in Order::ALL {
                    option value=(order.id()) selected[order == way.order] { (order.label().get(here.language)) }
                }
            }
            @if questions.len() > 1 {
                label.small.muted for="question" { (here.say("Frage", "Question")) }
                select #question.mini name="question" {
                    option value="" { (here.say("alle", "all")) }
                    @for question in questions {
                        option value=(question.id.0) selected[way.question == Some(question.id)] { (question.key) }
                    }
                }
            }
            label.small.muted for="which" { (here.say("Antworten", "Answers")) }
            select #which.mini name="which" {
                option value="" selected[way.which == Which::Open] { (here.say("offene", "open")) }
                option value="deferred" selected[way.which == Which::Deferred] { (here.say("zurückgestellte", "deferred")) }
            }
            input.mini #go-to type="search" name="key" size="9" autocomplete="off"
              aria-label=(here.say("Zur Antwort mit dieser ID gehen", "Go to the answer with this ID"))
              placeholder=(here.say("Antwort-ID", "response ID")) aria-keyshortcuts=(keys::GO_TO.shortcut)
              title=(keys::GO_TO.title(here.language));
            button.quiet.mini { (here.say("Gehen", "Go")) }
        }
        div.done.spring {
            span #reached { (reached.say(here)) }
            progress #progress value=(reached.decided) max=(reached.of.max(1)) aria-labelledby="reached" {}
            span #saved.saved role="status" hidden
              data-saved=(here.say("Gespeichert", "Saved")) data-saving=(here.say("Wird gespeichert …", "Saving …"))
              data-failed=(here.say("Nicht gespeichert", "Not saved")) data-renewed=(here.say("Vorschläge erneuert", "Suggestions renewed")) {}
            button #again.mini type="button" hidden { (here.say("Erneut versuchen", "Try again")) }
        }
    }
}

/// An answer with all that stands around it.
pub fn content(opened: &Opened, palette: &Palette<'_>, way: &Way, here: &Here) -> Markup {
    html! {
        (answer(opened, palette, way, here))
        aside aria-label=(here.say("Zur Antwort", "About the answer")) {
            div #beside.beside { (beside(opened, palette, way, here)) }
            (entries(palette, here))
        }
    }
}

/// The codebook, one entry at a time.
fn entries(palette: &Palette<'_>, here: &Here) -> Markup {
    let codebook = palette.codebook();
    let language = here.language;
    let codes = codebook
        .codes
        .iter()
        .enumerate()
        .filter(|(_, code)| code.is_in_use());
    html! {
        section #entries.entries aria-labelledby="entries-title" {
            div.pair {
                h2 #entries-title { (here.say("Kodierleitfaden", "Codebook")) }
                button.quiet.mini #entry type="button" aria-keyshortcuts=(keys::ENTRY.shortcut) title=(keys::ENTRY.title(language)) {
                    (here.say("Eintrag", "Entry")) " " (keys::ENTRY.face(language))
                }
            }
            @for (place, code) in codes {
                details name="entry" class=(palette.class(place)) data-entry=(code.id) {
                    summary { span.dot {} " " (code.label.get(language)) }
                    div.stack {
                        @if !code.definition.get(language).is_empty() { p { (code.definition.get(language)) } }
                        @if !code.coding_rule.get(language).is_empty() {
                            h3 { (here.say("Kodierregel", "Coding rule")) }
                            p { (code.coding_rule.get(language)) }
                        }
                        @if !code.anchor_examples.is_empty() {
                            h3 { (here.say("Ankerbeispiele", "Anchor examples")) }
                            ul.lines { @for example in &code.anchor_examples { li.quote { (example) } } }
                        }
                    }
                }
            }
        }
    }
}

/// What can be done with the answer. The buttons belong to the form of the answer.
pub fn actions(way: &Way, unit: UnitId, before: Option<UnitId>, here: &Here) -> Markup {
    let to = |name, unit: UnitId| {
        format!(
            "{}?{}",
            here.to("code"),
            way.query(&[(name, &unit.0.to_string())])
        )
    };
    let back = before.map(|before| to("unit", before));
    html! {
        section.actions aria-label=(here.say("Entscheiden", "Decide"))
          data-nothing=(here.say("Es ist keine Kategorie gewählt.", "No code is chosen."))
          data-nothing-hint=(here.say("Eine Kategorie wählen, oder »Keine passt«.", "Choose a code, or “None fits”."))
          data-kept=(here.say("Im Kodierleitfaden", "In the codebook")) {
            (take(here))
            (act("none_fits", &keys::NONE_FITS, ("Keine passt", "None fits"), here))
            (act("not_codable", &keys::NOT_CODABLE, ("Nicht kodierbar", "Not codable"), here))
            (act("defer", &keys::DEFER, ("Zurückstellen", "Defer"), here))
            (aside("all", &keys::ALL, here.say("Alle wählen", "Choose all"), here))
            (aside("why", &keys::WHY, here.say("Warum?", "Why?"), here))
            form #undo.spring method="post" action=(here.to("code/undo")) {
                (way_fields(way))
                (icon("↶", &keys::UNDO, here))
            }
            form #redo method="post" action=(here.to("code/redo")) {
                (way_fields(way))
                (icon("↷", &keys::REDO, here))
            }
            (go("before", back.as_deref(), "←", &keys::BEFORE, here))
            (go("next", Some(&to("after", unit)), "→", &keys::NEXT, here))
        }
    }
}

/// The fields of a way in a form.
pub fn way_fields(way: &Way) -> Markup {
    html! { @for (name, value) in way.fields() { input type="hidden" name=(name) value=(value); } }
}

/// What it takes depends on whether something is chosen; the style sheet knows.
fn take(here: &Here) -> Markup {
    html! {
        button #take.primary form="decision" name="act" value="take" aria-keyshortcuts=(keys::TAKE.shortcut) title=(keys::TAKE.title(here.language)) {
            span.unless-chosen { (here.say("Alle annehmen", "Accept all")) }
            span.if-chosen { (here.say("Übernehmen", "Take these")) }
            " " (keys::TAKE.face(here.language))
        }
    }
}

fn act(value: &str, key: &Key, (de, en): (&str, &str), here: &Here) -> Markup {
    html! {
        button form="decision" name="act" value=(value) aria-keyshortcuts=(key.shortcut) title=(key.title(here.language))
          data-says=(key.does(here.language)) {
            (here.say(de, en)) " " (key.face(here.language))
        }
    }
}

/// Something that only the script does.
fn aside(id: &str, key: &Key, name: &str, here: &Here) -> Markup {
    html! {
        button.quiet id=(id) type="button" hidden aria-keyshortcuts=(key.shortcut) title=(key.title(here.language)) {
            (name) " " (key.face(here.language))
        }
    }
}

fn icon(sign: &str, key: &Key, here: &Here) -> Markup {
    html! {
        button.quiet aria-keyshortcuts=(key.shortcut) title=(key.title(here.language)) {
            span aria-hidden="true" { (sign) }
            span.vh { (key.does(here.language)) }
            " " (key.face(here.language))
        }
    }
}

fn go(id: &str, to: Option<&str>, sign: &str, key: &Key, here: &Here) -> Markup {
    html! {
        a.button.quiet id=(id) href=[to] aria-disabled=[to.is_none().then_some("true")] aria-keyshortcuts=(key.shortcut) title=(key.title(here.language)) {
            span aria-hidden="true" { (sign) }
            span.vh { (key.does(here.language)) }
            " " (key.face(here.language))
        }
    }
}

/// Nothing comes up any more.
pub fn end(way: &Way, reached: Reached, here: &Here) -> Markup {
    let count = |n: usize| here.language.count(n as u64);
    let all = reached.decided >= reached.of;
    let heading = match (all, way.which) {
        (true, _) => Text::new(
            format!("Alle {} Antworten sind geprüft", count(reached.of)),
            format!("All {} answers are reviewed", count(reached.of)),
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
            reached.say(here)
        ),
        format!(
            "Deferred: {}. Reviewed: {}.",
            count(reached.deferred),
            reached.say(here)
        ),
    );
    let other = |which| {
        let way = Way {
            which,
            question: None,
            ..way.clone()
        };
        format!("{}?{}", here.to("code"), way.query(&[]))
    };
    html! {
        div #decision.answer.empty tabindex="-1" data-end="" {
            h2 { (heading.get(here.language)) }
            @if !all { p { (deferred.get(here.language)) } }
            div.row {
                @if reached.deferred > 0 && way.which == Which::Open {
                    a.button.primary href=(other(Which::Deferred)) { (here.say("Zurückgestellte ansehen", "See what was deferred")) }
                }
                @if way.which == Which::Deferred || way.question.is_some() {
                    a.button href=(other(Which::Open)) { (here.say("Zu den offenen", "To the open ones")) }
                }
                @for page in super::AFTERWARDS {
                    @if let Some(page) = crate::web::PAGES.iter().find(|known| known.path == *page) {
                        a.button href=(here.to(page.path)) { (page.title(here.language)) }
                    }
                }
            }
        }
    }
}
