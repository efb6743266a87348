//! When something happened, as people read it, in the time zone of the machine that serves the page.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};

use crate::words::Language;

/// Seconds since 1970 UTC.
pub fn now() -> i64 {
    Timestamp::now().as_second()
}

/// `22.11.2026, 14:32` or `2026-11-22 14:32`; seconds since 1970 UTC.
pub fn moment(seconds: i64, language: Language) -> Markup {
    let Ok(moment) = Timestamp::from_second(seconds) else {
        return html! {};
    };
    html! {
        time.nowrap datetime=(moment.to_string()) { (said(moment, &TimeZone::system(), language)) }
    }
}

/// The same without markup, where none is allowed.
pub fn plainly(seconds: i64, language: Language) -> String {
    let moment = Timestamp::from_second(seconds);
    moment.map_or_else(
        |_| String::new(),
        |moment| said(moment, &TimeZone::system(), language),
    )
}

fn said(moment: Timestamp, zone: &TimeZone, language: Language) -> String {
    let there = moment.to_zoned(zone.clone());
    let (year, month, day) = (there.year(), there.month(), there.day());
    let (hour, minute) = (there.hour(), there.minute());
    match language {
        Language::De => format!("{day:02}.{month:02}.{year}, {hour:02}:{minute:02}"),
        Language::En => format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_said_as_each_language_says_it() {
        let moment = Timestamp::from_second(1_795_357_967).unwrap();
        let zone = TimeZone::fixed(jiff::tz::offset(1));
        assert_eq!(said(moment, &zone, Language::De), "22.11.2026, 15:32");
        assert_eq!(said(moment, &zone, Language::En), "2026-11-22 15:32");
        assert_eq!(
            super::moment(1_795_357_967, Language::En)
                .into_string()
                .split('"')
                .nth(3),
            Some("2026-11-22T14:32:47Z")
        );
    }
}
