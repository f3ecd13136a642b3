//! An instant and the zone in which it is shown.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SecondsFormat};
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

    /// The offset from UTC ("+01:00") if the clocks went back and show this time of day twice.
    pub(crate) fn offset_if_shown_twice(self) -> Option<String> {
        self.instant.is_shown_twice(self.zone).then(|| self.local().offset().to_string())
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
