//! The outlook during a study as sentences: the rest, what more review brings, when to stop.

use super::{Origin, Page};
use crate::estimate::{Estimate, Interval};
use crate::results::Part;
use crate::suggest::evaluation::{
    Advice, Basis, ENOUGH_FOR_A_CURVE, FEW, Gain, Outlook, RestRight, SURE, Standing, WORTHWHILE,
};
use crate::words::{Language, Text};

/// `186 (171–199)`: a number of things that was estimated.
pub fn say_count(estimate: Estimate, language: Language) -> String {
    let count = |value: f64| language.count(value.max(0.0).round() as u64);
    match (estimate.value(), estimate.interval()) {
        (None, _) => "–".to_owned(),
        (Some(value), None) => count(value),
        (Some(value), Some(Interval { low, high })) => {
            format!("{} ({}–{})", count(value), count(low), count(high))
        }
    }
}

/// How many of the suggestions for the rest are right, and what that rests on; none where it cannot be told.
pub fn say_right(suggested: &RestRight) -> Option<Text> {
    suggested.right.value()?;
    let say = |language: Language| {
        let all = language.count(suggested.suggestions);
        (all, say_count(suggested.right, language))
    };
    let ((all_de, right_de), (all_en, right_en)) = (say(Language::De), say(Language::En));
    let (if_de, if_en) = match suggested.basis {
        Basis::Random { .. } => ("", ""),
        Basis::AllReviewed { .. } => (
            ", sofern die geprüften Einheiten den übrigen gleichen",
            " if the reviewed units are like the rest",
        ),
    };
    Some(Text::new(
        format!("Von den {all_de} Vorschlägen für Ungeprüftes stimmen etwa {right_de}{if_de}."),
        format!("Of the {all_en} suggestions not reviewed about {right_en} are right{if_en}."),
    ))
}

impl Page<'_> {
    pub(super) fn outlook(&self, outlook: &Outlook) -> Vec<Part> {
        let mut lines = self.standing(&outlook.rest);
        lines.push(self.gain(&outlook.gain));
        lines.push(self.advice(outlook));
        let title = Part::Heading(self.say("Ausblick", "Outlook"));
        std::iter::once(title)
            .chain(lines.into_iter().map(Part::Sentence))
            .collect()
    }

    fn standing(&self, standing: &Standing) -> Vec<String> {
        let n = |count: u64| self.language.count(count);
        if standing.units == 0 {
            return Vec::new();
        }
        let units = n(standing.units);
        let mut lines = Vec::new();
        lines.extend(say_right(&standing.suggested).map(|said| said.get(self.language).to_owned()));
        if standing.missing.value().is_some() {
            let missing = say_count(standing.missing, self.language);
            lines.push(self.say(
                format!("Nicht vorgeschlagen sind für diese {units} Einheiten etwa {missing} Kategorien, die es sein sollten."),
                format!("For these {units} units about {missing} codes are not suggested that should be."),
            ));
        }
        if lines.is_empty() {
            lines.push(self.say(
                format!("Wie viele der Vorschläge für {units} ungeprüfte Einheiten stimmen, lässt sich noch nicht sagen: zu wenig ist geprüft oder vorgeschlagen."),
                format!("How many suggestions for {units} units not reviewed are right cannot be told yet: too little is reviewed or suggested."),
            ));
            return lines;
        }
        lines.push(match standing.suggested.basis {
            Basis::Random { units } => self.say(
                format!("Geschätzt an den {} geprüften Einheiten, die zufällig gezogen waren.", n(units)),
                format!("Estimated from the {} reviewed units that were picked at random.", n(units)),
            ),
            Basis::AllReviewed { units, random } => self.say(
                format!(
                    "Geschätzt an allen {} geprüften Einheiten; zufällig gezogen sind davon {}, zu wenige. Es gilt also nur, wenn die\n\
                     geprüften den übrigen gleichen und nicht etwa geprüft sind, weil sie unsicher waren.",
                    n(units),
                    n(random)
                ),
                format!(
                    "Estimated from all {} reviewed units; picked at random are {} of them, too few. So it holds only if the\n\
                     reviewed ones are like the rest, and not reviewed because they were uncertain, say.",
                    n(units),
                    n(random)
                ),
            ),
        });
        lines
    }

    fn gain(&self, gain: &Gain) -> String {
        let more = gain.more;
        let number = |value: f64| self.language.number(value, 3);
        match (gain.f1.value(), gain.gain.value(), gain.gain.interval()) {
            (Some(f1), Some(value), Some(interval)) => {
                let (from, to) = (number(f1), number(f1 + value));
                let (low, high) = (number(f1 + interval.low), number(f1 + interval.high));
                self.say(
                    format!("Mit {more} weiteren geprüften Antworten läge F1 voraussichtlich bei {to} ({low}–{high}) statt {from}."),
                    format!("With another {more} reviewed answers F1 is expected to be {to} ({low}–{high}) instead of {from}."),
                )
            }
            _ if gain.gain.n() < ENOUGH_FOR_A_CURVE as u64 => self.say(
                format!("Was weitere {more} geprüfte Antworten bringen, lässt sich ab {ENOUGH_FOR_A_CURVE} geprüften sagen."),
                format!("What another {more} reviewed answers bring can be told from {ENOUGH_FOR_A_CURVE} reviewed ones on."),
            ),
            _ => self.say(
                format!("Was weitere {more} geprüfte Antworten bringen, lässt sich nicht sagen: zu wenige Kategorien sind vergeben."),
                format!("What another {more} reviewed answers bring cannot be told: too few codes are given."),
            ),
        }
    }

    fn advice(&self, outlook: &Outlook) -> String {
        let more = outlook.gain.more;
        match outlook.advice {
            Advice::NothingLeft => self.say("Alles ist geprüft.", "Everything is reviewed."),
            Advice::GoOnFewReviewed => self.say(
                format!("Empfehlung: weiter prüfen. Unter {FEW} geprüften Antworten sind die Zahlen noch ungenau."),
                format!("Recommendation: go on. With fewer than {FEW} reviewed answers the figures are still uncertain."),
            ),
            Advice::GoOnStillLearning => {
                let point = self.language.number(WORTHWHILE, 2);
                self.say(
                    format!("Empfehlung: weiter prüfen. Die nächsten {more} Antworten bringen voraussichtlich {point} F1 oder mehr."),
                    format!("Recommendation: go on. The next {more} answers are expected to add {point} of F1 or more."),
                )
            }
            Advice::GoOnUncertain => self.say(
                format!("Empfehlung: weiter prüfen. Was die nächsten {more} Antworten bringen, ist noch zu ungewiss."),
                format!("Recommendation: go on. What the next {more} answers add is still too uncertain."),
            ),
            Advice::AcceptSure => self.accept_sure(&outlook.rest),
            Advice::Stop => self.stop(&outlook.rest, more),
        }
    }

    fn accept_sure(&self, standing: &Standing) -> String {
        let n = |count: u64| self.language.count(count);
        let (sure, all) = (n(standing.sure), n(standing.suggested.suggestions));
        let (right, from) = (
            standing.sure_right.say_percent(self.language),
            self.language.number(SURE, 1),
        );
        let call = self.call_to_accept();
        self.say(
            format!(
                "Empfehlung: sichere Vorschläge übernehmen, nur die übrigen prüfen (Gweon, Schonlau und Wenemark 2020).\n\
                 {sure} der {all} Vorschläge haben eine Wahrscheinlichkeit ab {from}; von solchen stimmten unter den geprüften {right}.\n\
                 »{call}« übernimmt sie im Namen der Maschine."
            ),
            format!(
                "Recommendation: accept sure suggestions, review the others only (Gweon, Schonlau and Wenemark 2020).\n\
                 {sure} of the {all} suggestions have a probability from {from} on; among the reviewed ones {right} of such were right.\n\
                 `{call}` accepts them in the machine's name."
            ),
        )
    }

    fn call_to_accept(&self) -> String {
        let (study, codebook) = match self.origin {
            Origin::Study { path, codebook } => (path.display().to_string(), codebook.as_ref()),
            Origin::Files { .. } => (self.say("STUDIE", "STUDY"), None),
        };
        let codebook = codebook.map_or_else(String::new, |name| format!(" --codebook {name}"));
        format!("freitext suggest {study}{codebook} --accept-above {SURE}")
    }

    fn stop(&self, standing: &Standing, more: u64) -> String {
        let units = self.language.count(standing.units);
        let wrong = say_count(wrong(standing), self.language);
        let missing = say_count(standing.missing, self.language);
        self.say(
            format!(
                "Empfehlung: aufhören. Weitere {more} Antworten bringen kaum noch etwas. Wer jetzt aufhört, hat in den Daten für {units}\n\
                 ungeprüfte Einheiten etwa {wrong} falsche Kategorien, und {missing} fehlen."
            ),
            format!(
                "Recommendation: stop. Another {more} answers add hardly anything. Who stops now has in the data of {units} units not\n\
                 reviewed about {wrong} wrong codes, and {missing} are missing."
            ),
        )
    }
}

/// Suggestions that are not right.
fn wrong(standing: &Standing) -> Estimate {
    let all = standing.suggested.suggestions as f64;
    match standing.suggested.right {
        Estimate::Known { value, interval, n } => Estimate::Known {
            value: all - value,
            interval: interval.map(|right| Interval {
                low: all - right.high,
                high: all - right.low,
            }),
            n,
        },
        undefined @ Estimate::Undefined { .. } => undefined,
    }
}
