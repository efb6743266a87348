//! Dates and times: Stata counts from 1 January 1960, in days (`%td`) or milliseconds (`%tc`).

use crate::survey::VariableKind;

/// Days, and seconds, from the beginning of 1960 to that of 1970.
const DAYS: f64 = 3653.0;
const SECONDS: f64 = DAYS * DAY;
/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// How the numbers of a variable are to be read, after its display format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    Number,
    Day,
    Moment,
    /// As [`Clock::Moment`] with leap seconds.
    LeapMoment,
    /// Milliseconds that the format shows without a date.
    Time,
    /// Weeks, months, quarters and halves since 1960: 52, 12, 4 or 2 in a year.
    Part(u8),
}

impl Clock {
    /// After the display format of a variable.
    pub fn of_format(format: &str) -> Clock {
        let format = format.trim_start_matches('%').trim_start_matches(['-', '0']);
        if format.starts_with('d') {
            return Clock::Day;
        }
        let Some(unit) = format.strip_prefix('t') else {
            return Clock::Number;
        };
        match unit.chars().next() {
            Some('d') => Clock::Day,
            Some('c') if shows_no_date(&unit[1..]) => Clock::Time,
            Some('c') => Clock::Moment,
            Some('C') => Clock::LeapMoment,
            Some('w') => Clock::Part(52),
            Some('m') => Clock::Part(12),
            Some('q') => Clock::Part(4),
            Some('h') => Clock::Part(2),
            _ => Clock::Number,
        }
    }

    /// How numbers of a kind are written; dates with a time of day are moments.
    pub fn of_kind(kind: VariableKind, all_whole_days: impl FnOnce() -> bool) -> Clock {
        match kind {
            VariableKind::Number | VariableKind::Text => Clock::Number,
            VariableKind::Date if all_whole_days() => Clock::Day,
            VariableKind::Date | VariableKind::DateTime => Clock::Moment,
            VariableKind::Time => Clock::Time,
        }
    }

    pub fn kind(self) -> VariableKind {
        match self {
            Clock::Number => VariableKind::Number,
            Clock::Day | Clock::Part(_) => VariableKind::Date,
            Clock::Moment | Clock::LeapMoment => VariableKind::DateTime,
            Clock::Time => VariableKind::Time,
        }
    }

    /// The display format of what is written.
    pub fn format(self) -> &'static str {
        match self {
            Clock::Number | Clock::Part(_) => "%10.0g",
            Clock::Day => "%td",
            Clock::Moment | Clock::LeapMoment => "%tc",
            Clock::Time => "%tcHH:MM:SS",
        }
    }

    /// Seconds since 1970 → Stata's number.
    pub fn stata(self, number: f64) -> f64 {
        match self {
            Clock::Number | Clock::Part(_) => number,
            Clock::Day => number / DAY + DAYS,
            Clock::Moment | Clock::LeapMoment => ((number + SECONDS) * 1000.0).round(),
            Clock::Time => (number * 1000.0).round(),
        }
    }

    /// Stata's number → seconds since 1970.
    pub fn ours(self, number: f64) -> f64 {
        match self {
            Clock::Number => number,
            Clock::Day => (number - DAYS) * DAY,
            Clock::Moment | Clock::LeapMoment => number / 1000.0 - SECONDS,
            Clock::Time => number / 1000.0,
            Clock::Part(parts) => first_day(number, parts).unwrap_or(number),
        }
    }
}

/// Whether a value can stand in a variable of whole days.
pub(super) fn is_whole_day(number: f64) -> bool {
    number % DAY == 0.0
}

/// The first day of a week, month, quarter or half, in seconds since 1970. Stata's weeks begin on 1 January and every
/// seventh day after it; the last has eight or nine days.
fn first_day(number: f64, parts: u8) -> Option<f64> {
    let (parts, number) = (i64::from(parts), number.floor());
    if number.abs() > 1e6 {
        return None;
    }
    let (year, part) = (
        1960 + (number as i64).div_euclid(parts),
        (number as i64).rem_euclid(parts),
    );
    let year = i16::try_from(year).ok()?;
    let day = match parts {
        52 => jiff::civil::Date::new(year, 1, 1)
            .ok()?
            .checked_add(jiff::Span::new().days(7 * part))
            .ok()?,
        _ => jiff::civil::Date::new(year, i8::try_from(part * 12 / parts + 1).ok()?, 1).ok()?,
    };
    let since = jiff::civil::date(1970, 1, 1).duration_until(day);
    Some(since.as_secs() as f64)
}

/// Whether what follows `%tc` shows hours, minutes and seconds only.
fn shows_no_date(rest: &str) -> bool {
    let mut left = rest.to_owned();
    for shown in [
        "HH", "Hh", "hH", "hh", "MM", "mm", "SS", "ss", "A.M.", "a.m.", "AM", "am",
    ] {
        left = left.replace(shown, "");
    }
    !rest.is_empty()
        && left
            .chars()
            .all(|letter| matches!(letter, ':' | '.' | '_' | ' ' | 's'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_tell_what_the_numbers_count() {
        for (format, clock) in [
            ("%td", Clock::Day),
            ("%tdD_m_Y", Clock::Day),
            ("%-d", Clock::Day),
            ("%dD_m_Y", Clock::Day),
            ("%tc", Clock::Moment),
            ("%tcCCYY-NN-DD_HH:MM:SS", Clock::Moment),
            ("%tcHH:MM:SS", Clock::Time),
            ("%tCHH:MM", Clock::LeapMoment),
            ("%tm", Clock::Part(12)),
            ("%ty", Clock::Number),
            ("%9.0g", Clock::Number),
            ("%-9.2f", Clock::Number),
            ("", Clock::Number),
            ("%t", Clock::Number),
            ("%tä", Clock::Number),
        ] {
            assert_eq!(Clock::of_format(format), clock, "{format}");
        }
    }

    #[test]
    fn moments_come_back() {
        // 22 November 2026 is day 20779 of 1970, and 24432 of 1960.
        let day = 20_779.0 * 86_400.0;
        assert_eq!(Clock::Day.stata(day), 24_432.0);
        assert_eq!(Clock::Day.ours(24_432.0), day);
        assert_eq!(Clock::Moment.ours(Clock::Moment.stata(day + 0.125)), day + 0.125);
        assert_eq!(Clock::Time.stata(34_200.0), 34_200_000.0);
        // Quarter 3 of 1961 and week 2 of 1960, counted by hand.
        assert_eq!(Clock::Part(4).ours(6.0), -(3653.0 - 366.0 - 181.0) * 86_400.0);
        assert_eq!(Clock::Part(52).ours(1.0), -(3653.0 - 7.0) * 86_400.0);
        assert_eq!(Clock::Part(12).ours(1e300), 1e300);
    }
}
