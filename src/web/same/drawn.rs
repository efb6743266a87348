//! The page: groups that are coded differently, groups that are not all decided, and what is nearly the same.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::beside::{Beside, Nearly};
use super::decide::{Of, still, written};
use super::{Asked, SHOWN, Told};
use crate::problem::Result;
use crate::review::{Edit, Leaving, Same, Variant, View};
use crate::study::Study;
use crate::survey::{CoderId, Outcome};
use crate::web::code::keys::UNDO;
use crate::web::codebook::wording::compared;
use crate::web::codes::Palette;
use crate::web::fields::query;
use crate::web::pen::Pen;
use crate::web::plan::outcome;
use crate::web::rows::{Marked, row};

/// What does not say the same is never wholly alike, even if it has the same sequences of letters.
const MOST_ALIKE: f64 = 0.99;
/// Memos that are quoted of a coding.
const MEMOS: usize = 3;

pub fn draw(study: &Study, pen: &Pen, view: &View<'_>, asked: &Asked, told: &Told) -> Result<Markup> {
    let sheet = Drawing {
        study,
        pen,
        view,
        palette: Palette::of(&view.board.codebook.codebook),
        asked,
    };
    let each = |groups: &[Same], draw: &dyn Fn(&Same) -> Result<Markup>| {
        groups.iter().take(SHOWN).map(draw).collect::<Result<Vec<_>>>()
    };
    let different = each(&told.different, &|group| sheet.different(group))?;
    let begun = each(&told.begun, &|group| sheet.begun(group))?;
    let left = each(&told.left, &|group| sheet.left(group))?;
    let (differ, groups) = (pen.count(told.different.len()), pen.count(told.groups));
    Ok(html! {
        @if let Some(count) = asked.changed { (sheet.changed(count)) }
        p.muted { (pen.say(
            format!("{differ} von {groups} Gruppen gleicher Antworten. Groß- und Kleinschreibung, Satzzeichen und die Schreibung von Umlauten zählen nicht."),
            format!("{differ} of {groups} groups of same answers. Case, punctuation and the way umlauts are written do not count."),
        )) }
        @if different.is_empty() {
            div.panel.empty { h2 { (sheet.nothing_differs(told)) } }
        } @else {
            div.cols { @for group in &different { (group) } }
            (sheet.only_some(told.different.len()))
        }
        @if !left.is_empty() {
            details.panel {
                summary { (pen.say("Verschieden gelassen", "Left different")) " " span.tag { (pen.count(told.left.len())) } }
                ul.lines { @for group in &left { (group) } }
                (sheet.only_some(told.left.len()))
            }
        }
        @if !begun.is_empty() {
            div.head {
                h2.title { (pen.say("Gleich beantwortet, noch nicht alle entschieden", "Same answer, not all decided yet")) }
                span.muted { (pen.count(told.begun.len())) }
            }
            div.cols { @for group in &begun { (group) } }
            (sheet.only_some(told.begun.len()))
        }
        (sheet.nearly(&told.nearly)?)
    })
}

struct Drawing<'d> {
    study: &'d Study,
    pen: &'d Pen,
    view: &'d View<'d>,
    palette: Palette<'d>,
    asked: &'d Asked,
}

impl Drawing<'_> {
    fn nothing_differs(&self, told: &Told) -> &'static str {
        match (told.groups, told.left.is_empty()) {
            (0, _) => self
                .pen
                .say("Keine Antwort kommt zweimal vor", "No answer comes twice"),
            (_, true) => self.pen.say(
                "Gleiche Antworten sind gleich kodiert",
                "Same answers are coded alike",
            ),
            (_, false) => self.pen.say(
                "Was noch verschieden kodiert ist, soll es bleiben",
                "What is still coded differently is meant to be",
            ),
        }
    }

    fn different(&self, group: &Same) -> Result<Markup> {
        let pen = self.pen;
        let open = group.open.len();
        Ok(html! {
            section.panel {
                (self.quote(group)?)
                ul.lines { @for variant in &group.variants { li.pair { (self.variant(variant)) (self.all(group, Of::All, &variant.outcome)) } } }
                @if open > 0 { p.small.muted { (pen.answers(open)) " " (pen.say("noch offen", "still open")) } }
                div.row {
                    (self.one_by_one(group))
                    @if Leaving::of(self.view, group).is_some() {
                        div.spring { (self.stated("same/leave", group, pen.say("Verschieden lassen", "Leave different"))?) }
                    }
                }
            }
        })
    }

    fn left(&self, group: &Same) -> Result<Markup> {
        Ok(html! {
            li.pair {
                div.stack {
                    (self.quote(group)?)
                    div.row { @for variant in &group.variants { (outcome(&self.palette, self.pen, Some(&variant.outcome))) } }
                }
                (self.stated("same/report", group, self.pen.say("Wieder melden", "Report again"))?)
            }
        })
    }

    fn stated(&self, page: &str, group: &Same, name: &str) -> Result<Markup> {
        let first = self.view.board.cards[group.places[0]].unit.0;
        Ok(html! {
            form method="post" action=(self.pen.to(page)) {
                (self.codebook())
                input type="hidden" name="unit" value=(first);
                button.quiet.mini { (name) span.vh { ": " (self.text(group)?) } }
            }
        })
    }

    fn begun(&self, group: &Same) -> Result<Markup> {
        Ok(html! {
            section.panel {
                (self.quote(group)?)
                ul.lines { @for variant in &group.variants { li.pair { (self.variant(variant)) (self.all(group, Of::Open, &variant.outcome)) } } }
                div.row { (self.one_by_one(group)) }
            }
        })
    }

    fn nearly(&self, nearly: &Nearly) -> Result<Markup> {
        let pen = self.pen;
        let (pairs, more) = match nearly {
            Nearly::BeingRead => (&[][..], None),
            Nearly::Found { pairs, more } => (&pairs[..], *more),
        };
        let rows = pairs.iter().take(SHOWN).map(|pair| self.pair(pair));
        let rows = rows.collect::<Result<Vec<_>>>()?;
        Ok(html! {
            div.head {
                h2.title { (pen.say("Beinahe gleich", "Nearly the same")) }
                span.muted {
                    @if let Nearly::BeingRead = nearly {
                        (pen.say("Die Antworten werden noch verglichen; gleich neu laden.", "The answers are still being compared; load again in a moment."))
                    } @else {
                        (pen.count(pairs.len())) " " (pen.say("offene Antworten neben einer geprüften, die ähnlichsten zuerst", "open answers beside a reviewed one, the most alike first"))
                    }
                }
            }
            @if !rows.is_empty() {
                p.muted { (pen.say("Unterstrichen ist, was nur in der offenen Antwort steht, durchgestrichen, was nur in der geprüften.", "What stands only in the open answer is underlined, what stands only in the reviewed one struck out.")) }
                div.panel { ul.lines { @for row in rows { (row) } } }
                (self.only_some(pairs.len()))
            }
            @if more.is_some() || self.asked.from > 0 { (self.further(more)) }
        })
    }

    /// Not all answers are looked at at once.
    fn further(&self, more: Option<usize>) -> Markup {
        let pen = self.pen;
        let link = |from: usize| {
            let from = from.to_string();
            let codebook = self.asked.codebook.as_deref().map(|name| ("codebook", name));
            let fields = codebook.into_iter().chain([("from", from.as_str())]);
            pen.to(&format!("same?{}", query(fields)))
        };
        html! {
            p.row.small {
                span.muted { (pen.say("Verglichen ist nur ein Teil der Antworten.", "Only a part of the answers is compared.")) }
                @if let Some(from) = more { a href=(link(from)) { (pen.say("Die nächsten vergleichen", "Compare the next")) } }
                @if self.asked.from > 0 { a href=(link(0)) { (pen.say("Von vorn", "From the beginning")) } }
            }
        }
    }

    fn pair(&self, pair: &Beside) -> Result<Markup> {
        let pen = self.pen;
        let decided = row(self.study, self.view, pair.decided, Marked::Nothing)?.text;
        let open = row(self.study, self.view, pair.open[0], Marked::Nothing)?.text;
        let unit = self.view.board.cards[pair.open[0]].unit.0;
        let share = pen.language.number(pair.share.min(MOST_ALIKE), 2);
        let (several, more) = (pair.open.len() > 1, pen.answers(pair.open.len()));
        Ok(html! {
            li.pair {
                div.stack {
                    p.quote { (compared(&decided, &open)) }
                    div.row {
                        (outcome(&self.palette, pen, Some(&pair.outcome)))
                        span.small.muted { (pen.say("Ähnlichkeit ", "alike ")) (share) @if several { " · " (more) } }
                    }
                }
                div.row {
                    (self.form(pair.open[0], Of::Open, &pair.outcome, pen.say("Übernehmen", "Take over"), &html! { (open) }))
                    a.button.quiet.mini href=(pen.to(&format!("code?unit={unit}"))) { (pen.say("Einzeln", "By itself")) span.vh { ": " (open) } }
                }
            }
        })
    }

    fn text(&self, group: &Same) -> Result<String> {
        Ok(row(self.study, self.view, group.places[0], Marked::Nothing)?.text)
    }

    fn quote(&self, group: &Same) -> Result<Markup> {
        let pen = self.pen;
        Ok(html! {
            p.quote { (self.text(group)?) }
            p.small.muted { (pen.answers(group.places.len())) @let groups = self.offices(group); @if !groups.is_empty() { " · " (groups) } }
        })
    }

    /// Of the first background column that tells them apart, how many stand where.
    fn offices(&self, group: &Same) -> String {
        let board = self.view.board;
        let counts = |column: usize| {
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for place in &group.places {
                if let Some(value) = board.value(&board.cards[*place], column) {
                    *counts.entry(value).or_default() += 1;
                }
            }
            counts
        };
        let telling = (0..board.background.len())
            .map(counts)
            .find(|counts| counts.len() > 1);
        let named = telling
            .unwrap_or_default()
            .into_iter()
            .map(|(value, count)| format!("{value} {}", self.pen.count(count)));
        named.take(4).collect::<Vec<_>>().join(", ")
    }

    /// A coding, by whom it was given and how often.
    fn variant(&self, variant: &Variant) -> Markup {
        let (pen, board) = (self.pen, self.view.board);
        let mut counts: BTreeMap<CoderId, usize> = BTreeMap::new();
        for (_, coder) in &variant.said {
            *counts.entry(*coder).or_default() += 1;
        }
        let counts: Vec<String> = counts
            .into_iter()
            .filter_map(|(coder, count)| Some(format!("{} {}", board.coder(coder)?.name, pen.count(count))))
            .collect();
        let memos = variant.said.iter().filter_map(|(place, coder)| {
            let card = &board.cards[*place];
            let said = self.view.own(card).find(|said| said.coder == *coder)?;
            (!said.memo.is_empty()).then(|| said.memo.to_string())
        });
        html! {
            div.stack {
                div.chips { (outcome(&self.palette, pen, Some(&variant.outcome))) }
                span.small.muted {
                    (counts.join(", "))
                    @for memo in memos.take(MEMOS) { " · »" (memo) "«" }
                }
            }
        }
    }

    /// Codes all these answers like this, as far as this changes something.
    fn all(&self, group: &Same, of: Of, as_: &Outcome) -> Markup {
        let pen = self.pen;
        let places = match of {
            Of::All => &group.places,
            Of::Open => &group.open,
        };
        let Some(as_) = &still(self.view, as_) else {
            return html! {};
        };
        let changes = self.view.plan(places, &Edit::Set(as_.clone())).writes.len();
        if changes == 0 {
            return html! {};
        }
        let count = pen.count(places.len());
        let name = match of {
            Of::Open if places.len() == 1 => {
                pen.say("So auch die offene".to_owned(), "The open one too".to_owned())
            }
            Of::Open => pen.say(
                format!("So auch die {count} offenen"),
                format!("The {count} open ones too"),
            ),
            Of::All if places.len() == changes => pen.say(
                format!("So für alle {count}"),
                format!("Like this for all {count}"),
            ),
            Of::All => pen.say(
                format!("So für alle {count}, ändert {}", pen.count(changes)),
                format!("Like this for all {count}, changes {}", pen.count(changes)),
            ),
        };
        let label = outcome(&self.palette, pen, Some(as_));
        self.form(places[0], of, as_, &name, &label)
    }

    fn form(&self, first: usize, of: Of, as_: &Outcome, name: &str, more: &Markup) -> Markup {
        html! {
            form method="post" action=(self.pen.to("same/all")) {
                (self.codebook())
                input type="hidden" name="unit" value=(self.view.board.cards[first].unit.0);
                input type="hidden" name="of" value=(of.id());
                input type="hidden" name="as" value=(written(as_));
                button.mini { (name) span.vh { ": " (more) } }
            }
        }
    }

    fn codebook(&self) -> Markup {
        html! { @if let Some(name) = &self.asked.codebook { input type="hidden" name="codebook" value=(name); } }
    }

    fn one_by_one(&self, group: &Same) -> Markup {
        let card = &self.view.board.cards[group.places[0]];
        html! {
            a.small href=(self.pen.to(&format!("code?unit={}", card.unit.0))) { (self.pen.say("Einzeln ansehen", "See one by one")) span.vh { " " (card.key) } }
        }
    }

    fn only_some(&self, all: usize) -> Markup {
        html! {
            @if all > SHOWN { p.muted { (self.pen.say(
                format!("Gezeigt sind die ersten {SHOWN} von {}.", self.pen.count(all)),
                format!("The first {SHOWN} of {} are shown.", self.pen.count(all)),
            )) } }
        }
    }

    fn changed(&self, count: usize) -> Markup {
        let pen = self.pen;
        html! {
            form.notice.good.pair method="post" action=(pen.to("same/undo")) {
                (self.codebook())
                p role="status" { (pen.say(format!("{} geändert.", pen.answers(count)), format!("{} changed.", pen.answers(count)))) }
                button.mini aria-keyshortcuts=(UNDO.shortcut) title=(UNDO.title(pen.language)) { (UNDO.does(pen.language)) }
            }
        }
    }
}
