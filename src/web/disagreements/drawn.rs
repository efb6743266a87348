//! The queue on the left, the answer at hand with what each coder said on the right.

use maud::{Markup, html};

use super::at_issue::at_issue;
use super::keys;
use crate::problem::Result;
use crate::review::{Card, Dispute, Said, View, agreed_so_far, dispute};
use crate::study::Study;
use crate::survey::{Outcome, PerAnswer, Several, UnitId};
use crate::web::code::keys::of_code;
use crate::web::codes::Palette;
use crate::web::fields::query;
use crate::web::keys::Key;
use crate::web::moment::moment;
use crate::web::pen::Pen;
use crate::web::rows::{Marked, row};

/// Answers of the queue that are listed.
const LISTED: usize = 100;

pub struct Drawing<'d> {
    pub study: &'d Study,
    pub view: &'d View<'d>,
    pub pen: &'d Pen,
    /// Places on the board.
    pub queue: &'d [usize],
    pub codebook: Option<&'d str>,
    /// What was settled just now.
    pub settled: Option<UnitId>,
}

impl Drawing<'_> {
    /// `here`: which of the queue is shown; none where it is empty.
    pub fn page(&self, here: Option<usize>) -> Result<Markup> {
        let Some(here) = here else {
            return Ok(html! { (self.told()) (self.empty()) });
        };
        let card = &self.view.board.cards[self.queue[here]];
        Ok(html! {
            (self.told())
            div.split {
                (self.list(here)?)
                (self.answer(card, here)?)
            }
        })
    }

    fn address(&self, unit: UnitId) -> String {
        let unit = unit.0.to_string();
        let codebook = self.codebook.map(|name| ("codebook", name));
        let pairs = codebook.into_iter().chain([("unit", unit.as_str())]);
        self.pen.to(&format!("disagreements?{}", query(pairs)))
    }

    /// What was done, and the way back.
    fn told(&self) -> Markup {
        let pen = self.pen;
        html! {
            @if self.settled.is_some() {
                div.notice.good {
                    form.row method="post" action=(pen.to("disagreements/undo")) {
                        @if let Some(name) = self.codebook { input type="hidden" name="codebook" value=(name); }
                        strong { (pen.say("Entschieden.", "Settled.")) }
                        button.mini aria-keyshortcuts=(keys::UNDO.shortcut) title=(keys::UNDO.title(pen.language)) {
                            (pen.say("Zurücknehmen", "Undo")) " " (keys::UNDO.face(pen.language))
                        }
                    }
                }
            }
        }
    }

    fn empty(&self) -> Markup {
        let pen = self.pen;
        let blind = self.view.board.blind(self.view.coder);
        html! {
            div.panel.empty {
                h2 { (pen.say("Keine uneinigen Kodierungen", "No disagreements")) }
                @if blind > 0 {
                    p { (pen.say(
                        format!("Uneinigkeit zeigt sich erst, wenn Sie selbst entschieden haben: {} kodieren Sie noch blind.", pen.answers(blind)),
                        format!("Disagreements show only once you have decided yourself: {} are still blind for you.", pen.answers(blind)),
                    )) }
                } @else {
                    p { (pen.say(
                        "Wo mehrere kodiert haben, stimmen sie überein, oder es ist schon entschieden.",
                        "Wherever several have coded they agree, or it is settled already.",
                    )) }
                }
                (self.so_far())
                div.row { a.button href=(pen.to("code")) { (pen.say("Zum Kodieren", "Go on coding")) } }
            }
        }
    }

    fn list(&self, here: usize) -> Result<Markup> {
        let pen = self.pen;
        let from = here
            .saturating_sub(LISTED / 2)
            .min(self.queue.len().saturating_sub(LISTED));
        let shown = &self.queue[from..self.queue.len().min(from + LISTED)];
        let mut lines = Vec::with_capacity(shown.len());
        for place in shown {
            let row = row(self.study, self.view, *place, Marked::Nothing)?;
            lines.push((
                self.view.board.cards[*place].unit,
                beginning(&row.text),
                *place == self.queue[here],
            ));
        }
        Ok(html! {
            div.stack {
                h2 { (pen.say("Uneinig", "Differing")) " " span.tag { (pen.count(self.queue.len())) } }
                nav aria-label=(pen.say("Uneinige Antworten", "Answers on which coders differ")) {
                    ul.tree {
                        @for (unit, text, is_here) in lines {
                            li { a href=(self.address(unit)) aria-current=[is_here.then_some("page")] { span { (text) } } }
                        }
                    }
                }
                (self.so_far())
            }
        })
    }

    /// How far coders agree, and what the study does about it.
    fn so_far(&self) -> Markup {
        let (pen, language) = (self.pen, self.pen.language);
        let agreed = agreed_so_far(self.view.board).all;
        let n = agreed.identical.n() as usize;
        html! {
            @if let Some(share) = agreed.identical.value() {
                p.small.muted {
                    (pen.say(
                        format!("Doppelt kodiert: {}; {} davon gleich", pen.answers(n), language.percent(share)),
                        format!("Coded twice: {}; {} of them the same", pen.answers(n), language.percent(share)),
                    ))
                    @if let Some(alpha) = agreed.alpha.value() { ", " (pen.say("Krippendorffs Alpha ", "Krippendorff’s alpha ")) (language.number(alpha, 2)) }
                    ". "
                    (rule(self.view.board.team.rule.several, pen)) " "
                    a href=(pen.to("coders#rule")) { (pen.say("ändern", "change")) }
                }
            }
        }
    }

    fn answer(&self, card: &Card, here: usize) -> Result<Markup> {
        let pen = self.pen;
        let dispute = dispute(self.view.board, card);
        let palette = Palette::of(&self.view.board.codebook.codebook);
        let row = row(self.study, self.view, self.queue[here], Marked::Nothing)?;
        let question = self
            .view
            .board
            .questions
            .iter()
            .find(|question| question.id == card.question);
        let question = question.map(|question| {
            if question.text.is_empty() {
                &question.key
            } else {
                &question.text
            }
        });
        let compared: Vec<&str> = dispute.codings.iter().map(|said| &*said.uid).collect();
        let language = self.study.answer_language()?;
        Ok(html! {
            form.stack #settle method="post" action=(pen.to("disagreements")) {
                // Whoever presses Enter in a box means what is chosen, not the first side.
                button name="take" value="own" hidden {}
                input type="hidden" name="unit" value=(card.unit.0);
                input type="hidden" name="compared" value=(compared.join("|"));
                @if let Some(name) = self.codebook { input type="hidden" name="codebook" value=(name); }
                h2.vh { (pen.say("Antwort", "Answer")) " " (card.key) }
                @if let Some(question) = question { p.question { (question) } }
                blockquote.verbatim lang=(language.id()) { (row.text) }
                (self.settled_before(&dispute, &palette))
                div.sides { @for (at, said) in dispute.codings.iter().enumerate() { (self.side(at, said, &dispute, &palette)) } }
                (at_issue(self, &dispute, &palette))
                label.field {
                    span { (pen.say("Begründung", "Reason")) " " (keys::MEMO.face(pen.language)) }
                    textarea name="memo" rows="2" aria-keyshortcuts=(keys::MEMO.shortcut) {}
                    span.hint { (pen.say("Steht bei der Entscheidung, wie auch immer sie ausfällt.", "Stands with what is settled, whatever it is.")) }
                }
                (self.otherwise(&dispute, &palette))
                (self.neighbours(here))
            }
        })
    }

    fn side(&self, at: usize, said: &Said, dispute: &Dispute<'_>, palette: &Palette<'_>) -> Markup {
        let (pen, language) = (self.pen, self.pen.language);
        let name = self.view.board.coder(said.coder).map_or("", |coder| &coder.name);
        // Two have an arrow each.
        let key = match (dispute.codings.len(), at) {
            (2, 0) => Some(&keys::LEFT),
            (2, 1) => Some(&keys::RIGHT),
            _ => None,
        };
        html! {
            section.panel {
                div.pair { h2 { (name) } span.small.muted { (moment(said.moment / 1000, language)) } }
                (outcome(&said.outcome, palette, pen))
                @if said.memo.is_empty() { p.muted { (pen.say("keine Anmerkung", "no memo")) } } @else { p { (said.memo) } }
                div.row {
                    button name="take" value=(at) aria-keyshortcuts=[key.map(|key| key.shortcut)] {
                        (pen.say("So entscheiden", "Settle on this")) span.vh { ": " (name) }
                        @if let Some(key) = key { " " (key.face(language)) }
                    }
                }
            }
        }
    }

    fn settled_before(&self, dispute: &Dispute<'_>, palette: &Palette<'_>) -> Markup {
        let pen = self.pen;
        html! {
            @if let Some(said) = dispute.settled_before {
                @let name = self.view.board.coder(said.coder).map_or("", |coder| &coder.name);
                div.notice {
                    p { (pen.say("Schon einmal entschieden; seither hat jemand anders kodiert.", "Settled once; since then somebody has coded otherwise.")) }
                    div.row.small { span.muted { (name) ", " (moment(said.moment / 1000, pen.language)) } (outcome(&said.outcome, palette, pen)) }
                    @if !said.memo.is_empty() { p.small { (said.memo) } }
                }
            }
        }
    }

    /// All codes, with those of the sides chosen that all of them gave.
    fn otherwise(&self, dispute: &Dispute<'_>, palette: &Palette<'_>) -> Markup {
        let pen = self.pen;
        let sides: Vec<Vec<usize>> = dispute
            .codings
            .iter()
            .map(|said| self.view.given(&said.outcome))
            .collect();
        let by_all = |place: usize| sides.iter().all(|side| side.contains(&place));
        let one_only = palette.codebook().codes_per_answer == Some(PerAnswer::One);
        let can_join = !one_only
            && dispute
                .codings
                .iter()
                .all(|said| matches!(said.outcome, Outcome::Codes(_)));
        let codes = palette
            .codebook()
            .codes
            .iter()
            .enumerate()
            .filter(|(_, code)| code.is_in_use());
        html! {
            section.panel {
                h2 { (pen.say("Anders entscheiden", "Settle otherwise")) }
                ul.codes {
                    @for (place, code) in codes {
                        @let key = of_code(place).filter(|key| key.len() == 1);
                        li {
                            label class={ "code " (palette.class(place)) } {
                                input.vh type=(if one_only { "radio" } else { "checkbox" }) name="code" value=(code.id)
                                  checked[by_all(place)] aria-keyshortcuts=[key.as_deref()];
                                @if let Some(key) = &key { kbd aria-hidden="true" { (key) } }
                                span.dot {}
                                span.name { (palette.label(place, pen.language)) }
                            }
                        }
                    }
                }
                div.row {
                    (take("own", pen.say("Entscheiden", "Settle"), &keys::OWN, Some("primary"), pen))
                    @if can_join { (take("both", pen.say("Alle Kategorien", "All codes"), &keys::BOTH, None, pen)) }
                    (take("none_fits", pen.say("Keine passt", "None fits"), &keys::NONE_FITS, None, pen))
                    (take("not_codable", pen.say("Nicht kodierbar", "Not codable"), &keys::NOT_CODABLE, None, pen))
                }
            }
        }
    }

    fn neighbours(&self, here: usize) -> Markup {
        let pen = self.pen;
        let unit = |at: usize| self.queue.get(at).map(|place| self.view.board.cards[*place].unit);
        let link = |unit: UnitId, word: &str, key: &Key| {
            html! {
                a.button.quiet href=(self.address(unit)) aria-keyshortcuts=(key.shortcut) title=(key.title(pen.language)) {
                    (word) " " (key.face(pen.language))
                }
            }
        };
        html! {
            nav.row aria-label=(pen.say("Weitere", "Others")) {
                @if let Some(before) = here.checked_sub(1).and_then(unit) { (link(before, pen.say("Vorige", "Previous"), &keys::BEFORE)) }
                @if let Some(next) = unit(here + 1) { (link(next, pen.say("Später entscheiden", "Settle later"), &keys::NEXT)) }
            }
        }
    }
}

fn take(value: &str, word: &str, key: &Key, class: Option<&str>, pen: &Pen) -> Markup {
    html! {
        button class=[class] name="take" value=(value) aria-keyshortcuts=(key.shortcut) title=(key.title(pen.language)) {
            (word) " " (key.face(pen.language))
        }
    }
}

/// What somebody said, as chips or in words.
pub fn outcome(outcome: &Outcome, palette: &Palette<'_>, pen: &Pen) -> Markup {
    match outcome {
        Outcome::Codes(codes) => palette.chips(codes, pen.language),
        Outcome::NoneFits => html! { div.chips { span.tag { (pen.say("keine passt", "none fits")) } } },
        Outcome::NotCodable => {
            html! { div.chips { span.tag { (pen.say("nicht kodierbar", "not codable")) } } }
        }
        Outcome::Deferred => html! { div.chips { span.tag { (pen.say("zurückgestellt", "deferred")) } } },
        Outcome::Begun { .. } | Outcome::Withdrawn => html! { div.chips {} },
    }
}

fn rule(several: Several, pen: &Pen) -> &'static str {
    match several {
        Several::Identical => pen.say(
            "Was alle gleich kodieren, gilt; alles andere wird hier entschieden.",
            "What all code alike holds; all else is settled here.",
        ),
        Several::Majority => pen.say(
            "Was die Mehrheit von dreien und mehr kodiert, gilt; alles andere wird hier entschieden.",
            "What most of three or more code holds; all else is settled here.",
        ),
        Several::Latest => pen.say(
            "Bis hier entschieden ist, gilt die jeweils letzte Kodierung.",
            "Until it is settled here the latest coding holds.",
        ),
    }
}

/// The beginning of an answer, on one line.
fn beginning(text: &str) -> String {
    const LETTERS: usize = 48;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= LETTERS {
        return flat;
    }
    flat.chars().take(LETTERS).chain(['…']).collect()
}
