//! When somebody decided, as people and programs write it: ISO and German dates, with or without a time of day.
//!
//! Deliberately absent: time zones that are not written. The clock of a file counts as UTC, so that every import gives the same.

use jiff::civil::{Date, DateTime, Time};

/// Seconds since 1970 UTC; `None` for what is no date.
pub(super) fn read(cell: &str) -> Option<i64> {
    let cell = cell.trim();
    if let Ok(moment) = cell.parse::<jiff::Timestamp>() {
        return Some(moment.as_second());
    }
    let civil = cell.parse::<DateTime>().ok().or_else(|| german(cell))?;
    let moment = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(moment.timestamp().as_second())
}

/// `31.5.2026`, `31.05.26 14:03`, `31.05.2026, 14:03:05 Uhr`.
fn german(cell: &str) -> Option<DateTime> {
    let cell = cell.trim_end_matches("Uhr").trim();
    let (day, clock) = match cell.split_once([' ', ',']) {
        Some((day, clock)) => (day, clock.trim_start_matches([' ', ','])),
        None => (cell, ""),
    };
    let parts: Vec<i16> = day
        .split('.')
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let [day, month, year] = parts[..] else {
        return None;
    };
    let year = if (0..100).contains(&year) {
        2000 + year
    } else {
        year
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let time = match clock {
        "" => Time::midnight(),
        clock => {
            let parts: Vec<i8> = clock
                .split(':')
                .map(|part| part.parse().ok())
                .collect::<Option<_>>()?;
            match parts[..] {
                [hour, minute] => Time::new(hour, minute, 0, 0).ok()?,
                [hour, minute, second] => Time::new(hour, minute, second, 0).ok()?,
                _ => return None,
            }
        }
    };
    Some(DateTime::from_parts(date, time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        // 31 May 2026 is day 20604 of 1970 (56 years of 365 days, 14 leap days, 150 days into the year).
        let day = 20_604 * 86_400;
        for (cell, moment) in [
            ("2026-05-31", Some(day)),
            ("2026-05-31 14:03:05", Some(day + 50_585)),
            ("2026-05-31T14:03", Some(day + 50_580)),
            ("2026-05-31T14:03:05+02:00", Some(day + 43_385)),
            ("31.5.2026", Some(day)),
            ("31.05.26", Some(day)),
            ("31.05.2026, 14:03 Uhr", Some(day + 50_580)),
            (" 31.05.2026 14:03:05 ", Some(day + 50_585)),
            ("31.13.2026", None),
            ("gestern", None),
            ("5", None),
            ("", None),
        ] {
            assert_eq!(read(cell), moment, "{cell}");
        }
    }
}
