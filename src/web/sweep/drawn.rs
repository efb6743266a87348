//! The list of a code: codes on the left, answers with their evidence on the right, yes and no in every line.

use axum::response::Html;
use maud::{Markup, html};

use super::asked::{Asked, Show};
use super::{LINES, keys, place};
use crate::codebook::{Code, Codebook};
use crate::problem::Result;
use crate::review::{Answer, Line, Reached, Say, View};
use crate::study::Study;
use crate::web::codes::Palette;
use crate::web::failure::Failure;
use crate::web::keys::Key;
use crate::web::marks::marked;
use crate::web::pen::{Pen, hidden};
use crate::web::reached::bar;
use crate::web::rows::{Marked, row};
use crate::web::visitor::InStudy;

/// The list of a code.
pub async fn list(at: &InStudy, code: &str, asked: &Asked) -> std::result::Result<Html<String>, Failure> {
    let (pen, asked_of, id) = (at.pen(), asked.clone(), code.to_owned());
    let (title, content, foot, reached) = at
        .view(asked.codebook.as_deref(), move |study, _, view| {
            let code = place(view, &id)?;
            let sheet = Drawing {
                pen: &pen,
                view,
                palette: Palette::of(&view.board.codebook.codebook),
                code,
                asked: &asked_of,
            };
            let (content, foot) = sheet.draw(study)?;
            let title = sheet.palette.label(code, pen.language).to_owned();
            Ok((title, content, foot, view.reached()))
        })
        .await?;
    let pen = at.pen();
    let sheet = at.sheet(title).untitled().script("send.js").script("sweep.js");
    let sheet = sheet.keys(keys::GROUPS);
    Ok(sheet.bar(bar(&pen, reached)).foot(foot).draw(&content))
}

/// Nothing is left for any code.
pub async fn nothing(at: &InStudy, asked: &Asked) -> std::result::Result<Html<String>, Failure> {
    let (has_run, reached): (bool, Reached) = at
        .view(asked.codebook.as_deref(), |_, _, view| {
            Ok((view.board.run.is_some(), view.reached()))
        })
        .await?;
    let pen = at.pen();
    let title = at.say("Je Kategorie", "By code");
    Ok(at.sheet(title).bar(bar(&pen, reached)).draw(&html! {
        div.panel.empty {
            @if has_run {
                h2 { (at.say("Kein Vorschlag ist mehr offen", "No suggestion is left to answer")) }
                p { (at.say(
                    "Antworten, für die nichts vorgeschlagen ist oder alles abgelehnt wurde, stehen einzeln an.",
                    "Answers for which nothing is suggested, or all was refused, come up one by one.",
                )) }
            } @else {
                h2 { (at.say("Noch keine Vorschläge", "No suggestions yet")) }
                p { (at.say(
                    "Je Kategorie geht durch, was das Programm vorschlägt.",
                    "Going through by code needs what the program suggests.",
                )) }
            }
            div.row {
                @if !has_run { a.button.primary href=(at.to("suggest")) { (at.say("Vorschläge machen", "Make suggestions")) } }
                a.button href=(at.to("")) { (at.say("Zum Kodieren", "Go on coding")) }
            }
        }
    }))
}

/// As the list and the script name what was said of a line.
pub fn said(answer: Answer) -> Option<&'static str> {
    match answer {
        Answer::Open => None,
        Answer::Said(say) => Some(say.id()),
    }
}

struct Drawing<'d> {
    pen: &'d Pen,
    view: &'d View<'d>,
    palette: Palette<'d>,
    code: usize,
    asked: &'d Asked,
}

impl Drawing<'_> {
    fn draw(&self, study: &Study) -> Result<(Markup, Markup)> {
        let all = self.view.sweep(self.code);
        let behind: Vec<Line> = all
            .iter()
            .filter(|line| self.asked.takes(line))
            .copied()
            .collect();
        let shown = &behind[..behind.len().min(LINES)];
        let next = (behind.len() > shown.len()).then(|| shown.last()).flatten();
        let next = next.map(|last| Asked {
            after: Some((last.score, last.unit)),
            ..self.asked.clone()
        });
        let first_open = shown.iter().find(|line| line.is_open);
        let mut lines = Vec::with_capacity(shown.len());
        for (number, line) in (1..).zip(shown) {
            let is_current = Some(line.unit) == first_open.map(|first| first.unit);
            lines.push(self.line(study, number, line, is_current)?);
        }
        let content = html! {
            div.split {
                (self.codes())
                form.stack #sweep method="post" action=(self.address(&Asked::default(), "")) {
                    (hidden(&self.asked.fields()))
                    (self.head(&all))
                    @if lines.is_empty() { (self.done()) } @else { ol.sweep { @for line in lines { (line) } } }
                    (self.pages(shown.len(), behind.len(), next.as_ref()))
                }
            }
        };
        let page = Asked {
            until: shown.last().map(|last| (last.score, last.unit)),
            ..self.asked.clone()
        };
        Ok((content, self.foot(first_open, &page)))
    }

    fn address(&self, asked: &Asked, part: &str) -> String {
        self.pen.to(&asked.part(self.view.id(self.code), part))
    }

    fn codes(&self) -> Markup {
        let (codebook, _) = self.view.board.codebook.codebook.in_use();
        let open = self.view.open_by_code();
        html! {
            div.stack {
                h2 { (self.pen.say("Kategorien", "Codes")) }
                nav aria-label=(self.pen.say("Kategorien", "Codes")) {
                    ul.tree { @for code in codebook.top() { (self.entry(&codebook, code, &open)) } }
                }
                p.small.muted { (self.pen.say(
                    "Die Zahl sagt, wie viele Vorschläge noch offen sind.",
                    "The number says how many suggestions are still to be answered.",
                )) }
            }
        }
    }

    fn entry(&self, codebook: &Codebook, code: &Code, open: &[usize]) -> Markup {
        let pen = self.pen;
        let Some(place) = self.view.board.codebook.codebook.order(&code.id) else {
            return html! {};
        };
        let below: Vec<&Code> = codebook.children(&code.id).collect();
        html! {
            li {
                a class=(self.palette.class(place)) href=(pen.to(&self.asked.beginning().address(&code.id)))
                  aria-current=[(place == self.code).then_some("page")] {
                    span.dot {}
                    span { (code.label.get(pen.language)) }
                    span.num { span.n { (pen.count(open[place])) } span.vh { " " (pen.say("offen", "open")) } }
                }
                @if !below.is_empty() { ul { @for code in below { (self.entry(codebook, code, open)) } } }
            }
        }
    }

    fn head(&self, all: &[Line]) -> Markup {
        let pen = self.pen;
        let code = &self.view.board.codebook.codebook.codes[self.code];
        let count = |say: Say| all.iter().filter(|line| line.answer == Answer::Said(say)).count();
        let open = all.iter().filter(|line| line.is_open).count();
        let texts = [&code.definition, &code.coding_rule].map(|text| text.get(pen.language));
        html! {
            div class={ "head " (self.palette.class(self.code)) } {
                h2.title { span.dot {} " " (code.label.get(pen.language)) }
                span.muted {
                    (pen.count(all.len())) " " (pen.say("Vorschläge, die sichersten zuerst", "suggestions, surest first"))
                }
                span.row.small.spring {
                    span.tag.good #yes { span.n { (count(Say::Yes)) } " " (pen.say("ja", "yes")) }
                    span.tag.bad #no { span.n { (count(Say::No)) } " " (pen.say("nein", "no")) }
                    span.tag #open { span.n { (open) } " " (pen.say("offen", "open")) }
                }
            }
            @if texts.iter().any(|text| !text.is_empty()) {
                details {
                    summary { (pen.say("Wann kodieren?", "When to code?")) }
                    @for text in texts { @if !text.is_empty() { p { (text) } } }
                }
            }
        }
    }

    fn line(&self, study: &Study, number: usize, line: &Line, is_current: bool) -> Result<Markup> {
        let pen = self.pen;
        let row = row(study, self.view, line.place, Marked::Code(self.code))?;
        let others = self.view.suggestions(&self.view.board.cards[line.place]);
        let unit = line.unit.0;
        let button = |say: Say, word: &'static str| {
            let is_said = line.answer == Answer::Said(say);
            html! {
                button.mini.primary[is_said] name=(say.id()) value=(unit) aria-pressed=(is_said.to_string()) {
                    (word) span.vh { ", " (pen.say("Antwort", "answer")) " " (number) }
                }
            }
        };
        Ok(html! {
            li #{ "u" (unit) } data-unit=(unit) data-said=[said(line.answer)] aria-current=[is_current.then_some("true")] tabindex="-1" {
                p.quote { (marked(&row.text, &row.marks, &self.palette, pen.language)) }
                span.score {
                    @for other in others.iter().filter(|other| other.code != self.code) {
                        @let label = self.palette.label(other.code, pen.language);
                        span class={ "dot " (self.palette.class(other.code)) } title={ (pen.say("auch vorgeschlagen: ", "also suggested: ")) (label) } {
                            span.vh { (pen.say("auch vorgeschlagen: ", "also suggested: ")) (label) }
                        }
                    }
                    span { (line.share.label().get(pen.language)) " " (pen.language.number(line.score, 2)) }
                }
                span.say {
                    (button(Say::Yes, pen.say("Ja", "Yes")))
                    (button(Say::No, pen.say("Nein", "No")))
                }
            }
        })
    }

    fn done(&self) -> Markup {
        let open = self.view.open_by_code();
        let most = (0..open.len()).rev().max_by_key(|place| open[*place]);
        let next = most.filter(|place| open[*place] > 0 && *place != self.code);
        html! {
            div.panel.empty {
                h2 { (self.pen.say("Hier ist kein Vorschlag mehr offen", "No suggestion is left to answer here")) }
                @if let Some(place) = next {
                    p { (self.pen.say("Am meisten ist noch offen bei:", "Most is still open for:")) }
                    a class={ "button " (self.palette.class(place)) }
                      href=(self.pen.to(&self.asked.beginning().address(self.view.id(place)))) {
                        span.dot {} (self.palette.label(place, self.pen.language)) " (" (self.pen.count(open[place])) ")"
                    }
                }
            }
        }
    }

    fn pages(&self, shown: usize, behind: usize, next: Option<&Asked>) -> Markup {
        let pen = self.pen;
        let other = match self.asked.show {
            Show::Open => Show::All,
            Show::All => Show::Open,
        };
        let toggled = Asked {
            show: other,
            ..self.asked.beginning()
        };
        html! {
            div.row {
                @if let Some(next) = next {
                    a.button #next rel="next" href=(self.address(next, "")) aria-keyshortcuts=(keys::NEXT.shortcut) {
                        (pen.say("Nächste Seite", "Next page")) " " (keys::NEXT.face(pen.language))
                    }
                }
                @if self.asked.after.is_some() {
                    a.button.quiet href=(self.address(&self.asked.beginning(), "")) { (pen.say("Zum Anfang", "To the beginning")) }
                }
                @if behind > shown {
                    span.muted.small { (pen.count(shown)) " " (pen.say("von", "of")) " " (pen.count(behind)) }
                }
                a.small.spring href=(self.address(&toggled, "")) {
                    @match self.asked.show {
                        Show::Open => { (pen.say("Auch beantwortete zeigen", "Show answered ones too")) }
                        Show::All => { (pen.say("Nur offene zeigen", "Show open ones only")) }
                    }
                }
            }
        }
    }

    /// Yes and no to the line where one is: without the script the first that is open.
    fn foot(&self, current: Option<&Line>, page: &Asked) -> Markup {
        let (pen, language) = (self.pen, self.pen.language);
        let unit = current.map(|line| line.unit.0);
        let mini = |key: &Key, sign: &'static str, part: &'static str| {
            html! {
                button.quiet formaction=(self.address(&Asked::default(), part)) title=(key.title(language))
                    aria-keyshortcuts=(key.shortcut) data-back=(part) {
                    span aria-hidden="true" { (sign) } span.vh { (key.does(language)) } " " (key.face(language))
                }
            }
        };
        html! {
            form.actions #say method="post" action=(self.address(&Asked::default(), "")) aria-label=(pen.say("Entscheiden", "Decide")) {
                (hidden(&self.asked.fields()))
                input type="hidden" name="unit" value=[unit];
                @if unit.is_some() {
                button.primary name="say" value="yes" aria-keyshortcuts=(keys::YES.shortcut) title=(keys::YES.title(language)) {
                    (pen.say("Ja", "Yes")) " " (keys::YES.face(language))
                }
                button name="say" value="no" aria-keyshortcuts=(keys::NO.shortcut) title=(keys::NO.title(language)) {
                    (pen.say("Nein", "No")) " " (keys::NO.face(language))
                }
                button.quiet #down type="button" hidden aria-keyshortcuts=(keys::DOWN.shortcut) { (pen.say("Weiter", "Skip")) " " (keys::DOWN.face(language)) }
                button.quiet #up type="button" hidden aria-keyshortcuts=(keys::UP.shortcut) { (pen.say("Zurück", "Back")) " " (keys::UP.face(language)) }
                    a.button.quiet #rest href=(self.address(page, "rest")) aria-keyshortcuts=(keys::REST.shortcut) title=(keys::REST.title(language)) {
                        (pen.say("Übrige annehmen …", "Accept the others …")) " " (keys::REST.face(language))
                    }
                    a.button.quiet #single href=(pen.to(&format!("code?unit={}", unit.unwrap_or_default()))) data-base=(pen.to("code?unit="))
                      aria-keyshortcuts=(keys::OPEN.shortcut) title=(keys::OPEN.title(language)) {
                        (pen.say("Einzeln öffnen", "Open by itself")) " " (keys::OPEN.face(language))
                    }
                }
                span.spring {}
                (mini(&keys::UNDO, "↶", "undo"))
                (mini(&keys::REDO, "↷", "redo"))
            }
        }
    }
}
