//! When something happened, as people say it: a while ago, with the exact time behind it.

use maud::{Markup, html};

use crate::words::{Language, Text};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// `vor 3 Minuten`. `now`: seconds since 1970 UTC; `moment`: milliseconds. Where the clocks of two machines differ nothing
/// has happened in the future.
pub fn ago(language: Language, now: i64, moment: i64) -> Markup {
    let exact = jiff::Timestamp::from_millisecond(moment)
        .map(|moment| moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
        .unwrap_or_default();
    let said = said(language, (now - moment.div_euclid(1000)).max(0));
    html! { time datetime=(exact) title={ (exact.replace(['T', 'Z'], " ").trim_end()) " UTC" } { (said) } }
}

fn said(language: Language, seconds: i64) -> String {
    let count = |unit: i64, one: (&str, &str), many: (&str, &str)| {
        let n = seconds / unit;
        let (de, en) = if n == 1 { one } else { many };
        match language {
            Language::De => format!("vor {n} {de}"),
            Language::En => format!("{n} {en} ago"),
        }
    };
    match seconds {
        ..MINUTE => Text::new("gerade eben", "just now").get(language).to_owned(),
        MINUTE..HOUR => count(MINUTE, ("Minute", "minute"), ("Minuten", "minutes")),
        HOUR..DAY => count(HOUR, ("Stunde", "hour"), ("Stunden", "hours")),
        _ => count(DAY, ("Tag", "day"), ("Tagen", "days")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_said_as_people_say_them() {
        for (seconds, de, en) in [
            (0, "gerade eben", "just now"),
            (59, "gerade eben", "just now"),
            (60, "vor 1 Minute", "1 minute ago"),
            (7_199, "vor 1 Stunde", "1 hour ago"),
            (7_200, "vor 2 Stunden", "2 hours ago"),
            (90 * DAY, "vor 90 Tagen", "90 days ago"),
        ] {
            assert_eq!(said(Language::De, seconds), de);
            assert_eq!(said(Language::En, seconds), en);
        }
        let drawn = ago(Language::De, 1_700_000_000, 1_699_999_000_500).into_string();
        assert_eq!(
            drawn,
            "<time datetime=\"2023-11-14T21:56:40Z\" title=\"2023-11-14 21:56:40 UTC\">vor 16 Minuten</time>"
        );
    }
}
