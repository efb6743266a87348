//! The page: figures, tables with bars, and the check whether suggestions sway.

use maud::{Markup, html};

use super::{Asked, Told};
use crate::codebook::Codebook;
use crate::estimate::{Estimate, Share};
use crate::review::{Board, Frequency, PAUSE, View, Whose};
use crate::survey::PerAnswer;
use crate::web::codes::{Palette, tree};
use crate::web::column_name::ColumnName;
use crate::web::fields::query;
use crate::web::pen::Pen;

/// All of it.
pub fn draw(pen: &Pen, view: &View<'_>, asked: &Asked, told: &Told) -> Markup {
    let sheet = Drawing {
        pen,
        board: view.board,
        codebook: &view.board.codebook.codebook,
        palette: Palette::of(&view.board.codebook.codebook),
        asked,
        told,
    };
    html! {
        (sheet.figures())
        div.cols {
            div.stack { (sheet.frequencies()) (sheet.codes()) }
            div.stack { (sheet.groups()) (sheet.pace()) (sheet.sway()) }
        }
    }
}

struct Drawing<'d> {
    pen: &'d Pen,
    board: &'d Board,
    codebook: &'d Codebook,
    palette: Palette<'d>,
    asked: &'d Asked,
    told: &'d Told,
}

impl Drawing<'_> {
    /// `progress?by=amt&whose=all`, with one of them changed.
    fn address(&self, page: &str, more: &[(&str, &str)]) -> String {
        let codebook = self.asked.codebook.as_deref().map(|name| ("codebook", name));
        let query = query(codebook.into_iter().chain(more.iter().copied()));
        let mark = if query.is_empty() { "" } else { "?" };
        self.pen.to(&format!("{page}{mark}{query}"))
    }

    fn figures(&self) -> Markup {
        let (pen, reached) = (self.pen, self.told.reached);
        let left = self.told.pace.map(|pace| pace.time_for(reached.open));
        html! {
            dl.figures {
                div { dt { (pen.say("geprüft", "reviewed")) }
                    dd { (pen.count(reached.decided())) " " small { (pen.say("von", "of")) " " (pen.count(reached.all)) } } }
                @if reached.own != reached.decided() {
                    div { dt { (pen.say("davon von Ihnen", "of these by you")) } dd { (pen.count(reached.own)) } }
                }
                div { dt { (pen.say("offen", "open")) } dd { (pen.count(reached.open)) } }
                @if reached.begun > 0 { div { dt { (pen.say("davon angefangen", "of these begun")) } dd { (pen.count(reached.begun)) } } }
                @if reached.deferred > 0 { div { dt { (pen.say("davon zurückgestellt", "of these deferred")) } dd { (pen.count(reached.deferred)) } } }
                @if let Some(pace) = self.told.pace {
                    div { dt { (pen.say("Antworten in der Minute", "answers a minute")) } dd { (pen.language.number(pace.per_minute, usize::from(pace.per_minute < 60.0))) } }
                }
                @if let Some(left) = left.filter(|_| reached.open > 0) {
                    @let (number, unit) = duration(pen, left);
                    div { dt { (pen.say("verbleibend bei diesem Tempo", "left at this pace")) } dd { (number) " " small { (unit) } } }
                }
            }
        }
    }

    fn frequencies(&self) -> Markup {
        let (pen, told) = (self.pen, self.told);
        let base = pen.count(told.frequencies.base as usize);
        let largest = told.frequencies.codes.iter().map(|one| one.n).max().unwrap_or(0);
        let several = self.codebook.codes_per_answer != Some(PerAnswer::One);
        html! {
            div.table-wrap tabindex="0" role="region" aria-label=(pen.say("Häufigkeit der Kategorien", "Frequency of codes")) {
                table {
                    caption {
                        (pen.say("Häufigkeit der Kategorien", "Frequency of codes")) " "
                        small { (pen.say(
                            format!("Prozent der Fälle mit 95-%-Konfidenzintervall; Basis: {base} geprüfte Antworten, die eine Kategorie haben können. Ändert sich mit jeder Entscheidung."),
                            format!("Percent of cases with 95% confidence interval; base: {base} reviewed answers that can have a code. Changes with every decision."),
                        )) }
                        @if told.is_shared { (self.whose()) }
                    }
                    thead { tr {
                        th { (pen.say("Kategorie", "Code")) }
                        th.wide-only { span.vh { (pen.say("Anteil", "Share")) } }
                        th.num { "n" }
                        th.num { (pen.say("Prozent der Fälle", "percent of cases")) }
                    } }
                    tbody {
                        @for (place, code, depth) in tree(self.codebook) {
                            @let frequency = told.frequencies.codes[place];
                            @if code.is_in_use() || frequency.n > 0 {
                                tr {
                                    (self.heading(place, depth))
                                    td.wide-only { (bar(Some(&self.palette.class(place)), frequency.n, 0, largest)) }
                                    (self.share(frequency))
                                }
                            }
                        }
                        tr { th scope="row" { (pen.say("keine Kategorie trifft zu", "no category fits")) }
                            td.wide-only { (bar(None, told.frequencies.none_fits.n, 0, largest)) } (self.share(told.frequencies.none_fits)) }
                    }
                    tfoot {
                        @if told.frequencies.not_codable > 0 {
                            tr { td colspan="4" { (pen.say(
                                format!("Nicht kodierbar und nicht in der Basis: {}.", pen.count(told.frequencies.not_codable as usize)),
                                format!("Not codable and not in the base: {}.", pen.count(told.frequencies.not_codable as usize)),
                            )) } }
                        }
                        @if several { tr { td colspan="4" { (pen.say(
                            "Mehrfachnennungen: Die Summe kann über 100 % liegen.",
                            "Multiple mentions: the sum may be more than 100%.",
                        )) } } }
                    }
                }
            }
        }
    }

    fn share(&self, frequency: Frequency) -> Markup {
        html! {
            td.num { (self.pen.count(frequency.n as usize)) }
            td.num { (percent(self.pen, frequency.share)) }
        }
    }

    fn whose(&self) -> Markup {
        let pen = self.pen;
        let by = self.told.by.as_ref().map(|(name, _)| ("by", name.as_str()));
        let link = |whose: Whose, id: &'static str, word: &'static str| {
            let fields: Vec<(&str, &str)> = by.into_iter().chain([("whose", id)]).collect();
            html! { a aria-current=[(self.told.whose == whose).then_some("true")] href=(self.address("progress", &fields)) { (word) } }
        };
        html! {
            nav.views.small aria-label=(pen.say("Wessen Kodierungen", "Whose codings")) {
                (link(Whose::Mine, "mine", pen.say("meine", "mine")))
                (link(Whose::Everybodys, "all", pen.say("was gilt, soweit Sie es sehen dürfen", "what holds, as far as you may see it")))
            }
        }
    }

    fn groups(&self) -> Markup {
        let (pen, board) = (self.pen, self.board);
        let Some((name, groups)) = &self.told.by else {
            return html! {};
        };
        let largest = groups.iter().map(|group| group.reached.all).max().unwrap_or(0);
        html! {
            div.table-wrap tabindex="0" role="region" aria-label=(pen.say(format!("Nach {name}"), format!("By {name}"))) {
                table {
                    caption {
                        (pen.say("Nach", "By")) " " (ColumnName::of(name, &board.background, &board.labels).draw())
                        @if self.told.columns.len() > 1 {
                            nav.views.small aria-label=(pen.say("Spalte", "Column")) {
                                @for column in &self.told.columns {
                                    @let known = ColumnName::of(column, &board.background, &board.labels);
                                    a aria-current=[(column == name).then_some("true")] title=[Some(known.label).filter(|label| !label.is_empty())] href=(self.address("progress", &[("by", column), ("whose", self.told.whose_id())])) { (column) }
                                }
                            }
                        }
                    }
                    thead { tr {
                        th { (name) }
                        th.wide-only { span.vh { (pen.say("Anteil geprüft", "Share reviewed")) } }
                        th.num { (pen.say("geprüft", "reviewed")) }
                        th.num { (pen.say("offen", "open")) }
                    } }
                    tbody { @for group in groups {
                        @let place = group.value.as_ref().map_or(name.clone(), |value| format!("{name}={value}"));
                        tr {
                            th scope="row" { (group.value.as_deref().unwrap_or(pen.say("(leer)", "(empty)"))) }
                            td.wide-only { (bar(None, group.reached.decided() as u64, group.reached.open as u64, largest as u64)) }
                            td.num { (pen.count(group.reached.decided())) }
                            td.num {
                                @if group.reached.open > 0 { a href=(self.address("grid", &[("status", "open"), ("where", &place)])) { (pen.count(group.reached.open)) } }
                                @else { "0" }
                            }
                        }
                    } }
                }
            }
        }
    }

    fn pace(&self) -> Markup {
        let pen = self.pen;
        let pause = PAUSE / 60_000;
        html! {
            section.panel {
                h2 { (pen.say("Tempo", "Pace")) }
                @if let Some(pace) = self.told.pace {
                    @let median = pen.language.number(pace.median as f64 / 1000.0, 1);
                    p { (pen.say(
                        format!("Die Hälfte Ihrer Antworten brauchte höchstens {median} Sekunden ({}).", pen.answers(pace.answers)),
                        format!("Half of your answers took at most {median} seconds ({}).", pen.answers(pace.answers)),
                    )) }
                    p.muted.small { (pen.say(
                        format!("Gemessen an der Zeit seit der Aktion davor. Pausen von mehr als {pause} Minuten zählen nicht, Änderungen vieler Antworten auf einmal auch nicht."),
                        format!("Told from the time since the action before. Pauses of more than {pause} minutes do not count, nor do changes of many answers at once."),
                    )) }
                } @else {
                    p.muted { (pen.say(
                        "Noch ist nicht genug entschieden, um das Tempo zu sagen.",
                        "Not enough has been decided yet to tell the pace.",
                    )) }
                }
            }
        }
    }

    fn codes(&self) -> Markup {
        let (pen, told) = (self.pen, self.told);
        let given = |place: usize| told.frequencies.codes[place].n;
        let places = || {
            tree(self.codebook)
                .into_iter()
                .filter(|(_, code, _)| code.is_in_use())
        };
        let largest = places()
            .map(|(place, ..)| given(place) + told.open[place] as u64)
            .max()
            .unwrap_or(0);
        html! {
            div.table-wrap tabindex="0" role="region" aria-label=(pen.say("Nach Kategorie", "By code")) {
                table {
                    caption { (pen.say("Nach Kategorie", "By code")) }
                    thead { tr {
                        th { (pen.say("Kategorie", "Code")) }
                        th.wide-only { span.vh { (pen.say("Anteil vergeben", "Share given")) } }
                        th.num { (pen.say("vergeben", "given")) }
                        th.num { (pen.say("Vorschläge offen", "suggestions open")) }
                    } }
                    tbody { @for (place, code, depth) in places() {
                        @let open = told.open[place];
                        tr {
                            (self.heading(place, depth))
                            td.wide-only { (bar(Some(&self.palette.class(place)), given(place), open as u64, largest)) }
                            td.num { (pen.count(given(place) as usize)) }
                            td.num {
                                @if open > 0 { a href=(self.address(&format!("sweep/{}", code.id), &[])) { (pen.count(open)) } } @else { "0" }
                            }
                        }
                    } }
                }
            }
        }
    }

    fn heading(&self, place: usize, depth: usize) -> Markup {
        html! {
            th scope="row" class=(self.palette.class(place)) {
                (("\u{2003}").repeat(depth)) span.dot {} (self.palette.label(place, self.pen.language))
            }
        }
    }

    fn sway(&self) -> Markup {
        let (pen, sway) = (self.pen, &self.told.sway);
        let line = |word: &'static str, share: Share| {
            html! { tr {
                th scope="row" { (word) }
                td.num { (pen.count(share.whole as usize)) }
                td.num { (percent(pen, Estimate::share(share.part, share.whole))) }
            } }
        };
        html! {
            section.panel {
                h2 { (pen.say("Beeinflussen die Vorschläge die Kodierung?", "Do suggestions sway the coding?")) }
                p.muted { (pen.say(
                    "Ein zufälliger Teil der Antworten wird ohne Vorschläge kodiert. Wird dort seltener genau so kodiert, wie vorgeschlagen worden wäre, so zieht der Vorschlag.",
                    "A random share of the answers is coded without suggestions. Where these are coded less often exactly as would have been suggested, suggestions sway.",
                )) }
                table {
                    thead { tr {
                        th { (pen.say("kodiert", "coded")) }
                        th.num { "n" }
                        th.num { (pen.say("genau wie vorgeschlagen", "exactly as suggested")) }
                    } }
                    tbody {
                        (line(pen.say("mit Vorschlägen", "with suggestions"), sway.shown))
                        (line(pen.say("ohne Vorschläge", "without suggestions"), sway.withheld))
                    }
                }
                (self.difference())
            }
        }
    }

    fn difference(&self) -> Markup {
        let (pen, sway) = (self.pen, &self.told.sway);
        let difference = sway.difference();
        let points = |share: f64| pen.language.number(share * 100.0, 1);
        html! {
            @match (difference.value(), difference.interval()) {
                (Some(value), Some(interval)) => {
                    p {
                        (pen.say(
                            format!("Unterschied {} Prozentpunkte (95-%-Konfidenzintervall {} bis {}).", points(value), points(interval.low), points(interval.high)),
                            format!("Difference {} percentage points (95% confidence interval {} to {}).", points(value), points(interval.low), points(interval.high)),
                        )) " "
                        @if interval.low > 0.0 {
                            strong { (pen.say("Die Vorschläge ziehen.", "Suggestions sway.")) }
                        } @else {
                            span.muted { (pen.say(
                                format!("Bei n = {} lässt sich nicht sagen, dass die Vorschläge die Kodierung beeinflussen.", pen.count(sway.withheld.whole as usize)),
                                format!("With n = {} it cannot be said that suggestions sway the coding.", pen.count(sway.withheld.whole as usize)),
                            )) }
                        }
                    }
                }
                _ => {
                    p.muted { (pen.say(
                        "Dafür müssen Antworten mit und ohne Vorschläge entschieden sein. Wie viele ohne kommen, steht in den Einstellungen.",
                        "For this, answers have to be decided with and without suggestions. How many come without is a setting.",
                    )) }
                }
            }
        }
    }
}

impl Told {
    fn whose_id(&self) -> &'static str {
        match self.whose {
            Whose::Mine => "mine",
            Whose::Everybodys => "all",
        }
    }
}

/// `22,9 %` and its interval, which goes below where there is little room.
fn percent(pen: &Pen, share: Estimate) -> Markup {
    let number = |share: f64| pen.language.number(share * 100.0, 1);
    html! {
        @match (share.value(), share.interval()) {
            (Some(value), Some(interval)) => {
                (pen.language.percent(value)) " "
                span.interval { "(" (number(interval.low)) "–" (number(interval.high)) ")" }
            }
            (Some(value), None) => { (pen.language.percent(value)) }
            (None, _) => { "–" }
        }
    }
}

/// A bar of what is done and what is still to do, on the scale of the largest.
fn bar(class: Option<&str>, done: u64, later: u64, largest: u64) -> Markup {
    html! {
        svg class={ "bar " (class.unwrap_or_default()) } viewBox={ "0 0 " (largest.max(1)) " 10" } preserveAspectRatio="none" aria-hidden="true" {
            rect x="0" width=(done) height="10" {}
            @if later > 0 { rect.later x=(done) width=(later) height="10" {} }
        }
    }
}

/// Number and unit of a time: `42` `Minuten`, `3,5` `Stunden`.
fn duration(pen: &Pen, milliseconds: i64) -> (String, &'static str) {
    let minutes = milliseconds as f64 / 60_000.0;
    if minutes < 1.5 {
        ("1".to_owned(), pen.say("Minute", "minute"))
    } else if minutes < 90.0 {
        (pen.language.number(minutes, 0), pen.say("Minuten", "minutes"))
    } else {
        (
            pen.language.number(minutes / 60.0, 1),
            pen.say("Stunden", "hours"),
        )
    }
}
