//! Dates of a plan as the account's clock shows them (rules 1.4).

use chrono::Datelike;
use chrono_tz::Tz;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use super::dates::{day, in_days, moment, near, near_date, short_day};
use super::local_instant::LocalInstant;
use crate::engine::calendar::{PlanDate, next_day};
use crate::settings::ClockFormat;

/// A date of a plan, for an account. Where the plan pins another zone, its date does not say when something happens
/// here: the instant on the account's clock comes first, then the plan's own date, as in
/// "today 16:00 (30 Dec UTC)".
///
/// In JSON it is the date, `on`, and the instant, `at`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LocalPlanDate {
    date: PlanDate,
    account: Tz,
}

impl LocalPlanDate {
    /// This date of a plan, for an account in this zone.
    pub(crate) fn new(date: PlanDate, account: Tz) -> LocalPlanDate {
        LocalPlanDate { date, account }
    }

    /// The date in the plan's zone.
    pub(crate) fn date(self) -> chrono::NaiveDate {
        self.date.date
    }

    /// The instant on the account's clock.
    pub(crate) fn at(self) -> LocalInstant {
        LocalInstant::new(self.date.at, self.account)
    }

    /// Whether the date begins at another instant than the account's own.
    pub(crate) fn differs(self) -> bool {
        self.date.differs_from(self.account)
    }

    /// The plan's own date, to follow the instant: " (30 Dec UTC)"; empty if the account's is the same.
    pub(crate) fn pinned(self) -> String {
        if self.differs() {
            format!(" ({} {})", brief_day(self.date.date), self.date.zone.name())
        } else {
            String::new()
        }
    }

    /// "Tue 1 Dec 2026", or "Mon 30 Nov 2026, 16:00 (1 Dec UTC)".
    pub(crate) fn day(self, clock: ClockFormat) -> String {
        if self.differs() { self.moment(clock) } else { day(self.date.date) }
    }

    /// As [`day`](Self::day), in two parts that a narrow cell keeps whole: what the account's clock shows, and the
    /// plan's own date, which may be empty.
    pub(crate) fn day_in_parts(self, clock: ClockFormat) -> [String; 2] {
        let shown = if self.differs() { moment(self.at(), clock) } else { day(self.date.date) };
        [shown, self.pinned().trim_start().to_owned()]
    }

    /// The instant in any case: "Tue 1 Dec 2026, 00:00", or "Mon 30 Nov 2026, 16:00 (1 Dec UTC)".
    pub(crate) fn moment(self, clock: ClockFormat) -> String {
        format!("{}{}", moment(self.at(), clock), self.pinned())
    }

    /// With its preposition: "on Tue 1 Dec 2026", "on Mon 30 Nov 2026, 16:00 (1 Dec UTC)", or
    /// "today 16:00 (1 Dec UTC)".
    pub(crate) fn on(self, now: LocalInstant, clock: ClockFormat) -> String {
        if self.is_named_by_word(now) {
            format!("{}{}", near(self.at(), now, clock), self.pinned())
        } else {
            format!("on {}", self.day(clock))
        }
    }

    /// With its preposition and the days until then: "on Tue 1 Dec 2026, in 6 days", "today 16:00 (1 Dec UTC)".
    pub(crate) fn on_in_days(self, now: LocalInstant, clock: ClockFormat) -> String {
        let on = self.on(now, clock);
        if self.is_named_by_word(now) { on } else { format!("{on}, {}", self.in_days(now)) }
    }

    /// Without a preposition: "Tue 1 Dec 2026, in 6 days", "today 16:00 (1 Dec UTC)".
    pub(crate) fn by_in_days(self, now: LocalInstant, clock: ClockFormat) -> String {
        let on = self.on_in_days(now, clock);
        on.strip_prefix("on ").map_or(on.clone(), str::to_owned)
    }

    /// In few columns: "Fri 11 Dec", "Thu 10 Dec 16:00 (11 Dec UTC)", "today 16:00 (11 Dec UTC)".
    pub(crate) fn short(self, now: LocalInstant, clock: ClockFormat) -> String {
        if self.differs() { self.near_date(now, clock) } else { short_day(self.date.date) }
    }

    /// As [`short`](Self::short), with its preposition: "on Fri 11 Dec", "today 16:00 (11 Dec UTC)".
    pub(crate) fn on_short(self, now: LocalInstant, clock: ClockFormat) -> String {
        self.with_preposition(self.short(now, clock), now)
    }

    /// In the fewest columns, with its preposition: "on 1 Dec", "on 30 Nov 16:00 (1 Dec UTC)".
    pub(crate) fn on_brief(self, now: LocalInstant, clock: ClockFormat) -> String {
        if !self.differs() {
            return format!("on {}", brief_day(self.date.date));
        }
        let short = self.near_date(now, clock);
        let weekday = format!("{} ", self.at().date().format("%a"));
        self.with_preposition(short.strip_prefix(&weekday).unwrap_or(&short).to_owned(), now)
    }

    /// The instant in few columns: "tomorrow 00:00", "Tue 1 Dec", "Mon 30 Nov 16:00 (1 Dec UTC)".
    pub(crate) fn near_date(self, now: LocalInstant, clock: ClockFormat) -> String {
        format!("{}{}", near_date(self.at(), now, clock), self.pinned())
    }

    /// The days from the account's today: "tomorrow", "in 6 days".
    fn in_days(self, now: LocalInstant) -> String {
        in_days(self.at().date(), now.date())
    }

    fn with_preposition(self, text: String, now: LocalInstant) -> String {
        if self.is_named_by_word(now) { text } else { format!("on {text}") }
    }

    /// Whether "today" or "tomorrow" names its day. A date that is the account's own keeps its day.
    fn is_named_by_word(self, now: LocalInstant) -> bool {
        let (date, today) = (self.at().date(), now.date());
        self.differs() && (date == today || date == next_day(today))
    }
}

/// "1 Dec".
fn brief_day(date: chrono::NaiveDate) -> String {
    format!("{} {}", date.day(), date.format("%b"))
}

impl Serialize for LocalPlanDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("LocalPlanDate", 2)?;
        fields.serialize_field("on", &self.date.date)?;
        fields.serialize_field("at", &self.at())?;
        fields.end()
    }
}

#[cfg(test)]
mod tests {
    use super::super::dates::ahead;
    use super::*;
    use crate::engine::calendar::Instant;
    use crate::settings::ClockFormat::{Hours12, Hours24};
    use chrono::NaiveDate;
    use chrono_tz::{America::Los_Angeles, Asia::Tokyo, Europe::London, UTC};

    /// A date of a plan that pins UTC, and now, for an account in a zone.
    fn utc(date: &str, account: Tz, now: &str) -> (LocalPlanDate, LocalInstant) {
        let date = NaiveDate::parse_from_str(date, "%Y-%m-%d").unwrap();
        let now: Instant = chrono::DateTime::parse_from_rfc3339(now).unwrap().into();
        (LocalPlanDate::new(PlanDate::start(date, UTC), account), LocalInstant::new(now, account))
    }

    #[test]
    fn in_los_angeles_a_utc_date_begins_the_day_before() {
        // 30 December UTC begins at 16:00 on the 29th, eight hours behind.
        let (date, now) = utc("2026-12-30", Los_Angeles, "2026-12-29T15:00:00-08:00");
        assert_eq!(date.on_in_days(now, Hours24), "today 16:00 (30 Dec UTC)");
        assert_eq!(date.on_short(now, Hours12), "today 4:00 pm (30 Dec UTC)");
        assert_eq!(ahead(date.at(), &date.pinned(), now, Hours24), "today 16:00 (30 Dec UTC), in 1 h 0 min");
        assert_eq!(date.day(Hours24), "Tue 29 Dec 2026, 16:00 (30 Dec UTC)");
        let (date, now) = utc("2026-12-30", Los_Angeles, "2026-12-20T15:00:00-08:00");
        assert_eq!(date.on_in_days(now, Hours24), "on Tue 29 Dec 2026, 16:00 (30 Dec UTC), in 9 days");
        assert_eq!(date.by_in_days(now, Hours24), "Tue 29 Dec 2026, 16:00 (30 Dec UTC), in 9 days");
        assert_eq!(date.on_short(now, Hours24), "on Tue 29 Dec 16:00 (30 Dec UTC)");
        assert_eq!(date.on_brief(now, Hours24), "on 29 Dec 16:00 (30 Dec UTC)");
    }

    #[test]
    fn in_tokyo_a_utc_date_begins_in_the_morning() {
        let (date, now) = utc("2026-12-01", Tokyo, "2026-12-01T08:30:00+09:00");
        assert_eq!(date.on_in_days(now, Hours24), "today 09:00 (1 Dec UTC)");
        let (date, now) = utc("2026-12-01", Tokyo, "2026-11-30T08:30:00+09:00");
        assert_eq!(date.on(now, Hours24), "tomorrow 09:00 (1 Dec UTC)");
        assert_eq!(date.on_brief(now, Hours24), "tomorrow 09:00 (1 Dec UTC)");
    }

    #[test]
    fn a_date_that_begins_at_the_accounts_midnight_is_only_a_date() {
        let (date, now) = utc("2026-12-01", London, "2026-11-30T08:30:00Z");
        assert_eq!(date.on_in_days(now, Hours24), "on Tue 1 Dec 2026, tomorrow");
        assert_eq!(
            (date.on_short(now, Hours24), date.on_brief(now, Hours24)),
            ("on Tue 1 Dec".into(), "on 1 Dec".into())
        );
        assert_eq!((date.day(Hours24), date.pinned()), ("Tue 1 Dec 2026".into(), String::new()));
        // In summer, London is an hour ahead of UTC.
        let (date, now) = utc("2026-07-01", London, "2026-06-20T08:30:00Z");
        assert_eq!(date.on(now, Hours24), "on Wed 1 Jul 2026, 01:00 (1 Jul UTC)");
    }
}
