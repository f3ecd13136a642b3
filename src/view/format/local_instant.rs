//! An instant and the zone in which it is shown.

use chrono::{DateTime, FixedOffset, LocalResult, NaiveDate, NaiveTime, SecondsFormat, TimeZone};
use chrono_tz::Tz;
use serde::{Serialize, Serializer};

use crate::engine::calendar::{Instant, date_of};

/// An instant in a zone. In JSON it is RFC 3339 with the zone's offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LocalInstant {
    instant: Instant,
    zone: Tz,
}

impl LocalInstant {
    /// This instant in this zone.
    pub(crate) fn new(instant: Instant, zone: Tz) -> LocalInstant {
        LocalInstant { instant, zone }
    }

    /// Another instant in the same zone.
    pub(crate) fn with_instant(self, instant: Instant) -> LocalInstant {
        LocalInstant { instant, ..self }
    }

    /// The zone.
    pub(crate) fn zone(self) -> Tz {
        self.zone
    }

    /// The instant.
    pub(crate) fn instant(self) -> Instant {
        self.instant
    }

    /// Its date in the zone.
    pub(crate) fn date(self) -> NaiveDate {
        date_of(self.instant, self.zone)
    }

    /// Its time of day in the zone.
    pub(crate) fn time(self) -> NaiveTime {
        self.local().time()
    }

    /// The zone's abbreviation ("CET") if the clocks went back and show this time of day twice.
    pub(crate) fn zone_if_ambiguous(self) -> Option<String> {
        let is_twice = matches!(self.zone.from_local_datetime(&self.local().naive_local()), LocalResult::Ambiguous(..));
        is_twice.then(|| self.instant.in_utc().with_timezone(&self.zone).format("%Z").to_string())
    }

    /// In RFC 3339 with the zone's offset.
    pub(crate) fn rfc_3339(self) -> String {
        self.local().to_rfc3339_opts(SecondsFormat::Secs, false)
    }

    fn local(self) -> DateTime<FixedOffset> {
        self.instant.in_zone(self.zone)
    }
}

impl Serialize for LocalInstant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc_3339())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Berlin;

    #[test]
    fn the_hour_that_the_clock_shows_twice_has_its_zone() {
        // In Berlin, the clocks go back from 03:00 CEST to 02:00 CET on 25 October 2026, at 01:00 UTC.
        for (instant, zone) in [
            ("2026-10-24T23:59:59Z", None),
            ("2026-10-25T00:00:00Z", Some("CEST")),
            ("2026-10-25T00:59:59Z", Some("CEST")),
            ("2026-10-25T01:00:00Z", Some("CET")),
            ("2026-10-25T01:59:59Z", Some("CET")),
            ("2026-10-25T02:00:00Z", None),
        ] {
            let at = LocalInstant::new(DateTime::parse_from_rfc3339(instant).unwrap().into(), Berlin);
            assert_eq!(at.zone_if_ambiguous().as_deref(), zone, "{instant}");
        }
    }
}
