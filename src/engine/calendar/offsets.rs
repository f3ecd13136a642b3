//! The offsets of every zone from UTC, as numbers that `build.rs` takes from chrono-tz.
//!
//! The tables of chrono-tz itself are full of pointers, which would double the start-up time of a position-independent
//! program. Nothing here uses them, so the linker leaves them out.

use chrono_tz::Tz;

// `SPANS` has the spans of all zones: since when, and by how many seconds the clock is ahead of UTC. `ZONES` has, for
// each zone, the place of its first span and their number.
#[allow(clippy::unreadable_literal, reason = "machines write and read them")]
mod made {
    include!(concat!(env!("OUT_DIR"), "/zone_spans.rs"));
}

/// An instant is at most this many seconds from what its local time would be in UTC.
const FURTHEST: i64 = 24 * 3600;

/// The spans of a zone, in order. The first has no beginning.
fn spans(zone: Tz) -> &'static [(i64, i32)] {
    let (first, count) = made::ZONES[zone as usize];
    &made::SPANS[usize::from(first)..usize::from(first) + usize::from(count)]
}

/// The place of the span that contains an instant.
fn place_at(spans: &[(i64, i32)], unix: i64) -> usize {
    spans.partition_point(|span| span.0 <= unix).saturating_sub(1)
}

/// By how many seconds the clocks of a zone are ahead of UTC at an instant, in seconds since 1970.
pub(super) fn offset_at(zone: Tz, unix: i64) -> i32 {
    let spans = spans(zone);
    spans[place_at(spans, unix)].1
}

/// The first instant at which the clocks of a zone show `local` or later (rules 1.6). Both are in seconds since 1970.
///
/// That is the first of the two instants of a repeated time, and the first instant after a gap for a skipped time.
pub(super) fn first_instant_of(zone: Tz, local: i64) -> i64 {
    let spans = spans(zone);
    let near = place_at(spans, local - FURTHEST);
    let ends = spans[near + 1..].iter().map(|next| next.0).chain([i64::MAX]);
    let shown = spans[near..].iter().map(|(since, offset)| (local - i64::from(*offset)).max(*since));
    shown.zip(ends).find(|(instant, end)| instant < end).map_or(local, |(instant, _)| instant)
}

/// Whether the clocks of a zone show the local time of an instant twice. The instant is in seconds since 1970.
pub(super) fn is_shown_twice(zone: Tz, unix: i64) -> bool {
    let spans = spans(zone);
    let place = place_at(spans, unix);
    let (since, offset) = spans[place];
    let shown_by = |other: i32| unix + i64::from(offset) - i64::from(other);
    let before = place.checked_sub(1).is_some_and(|earlier| shown_by(spans[earlier].1) < since);
    let after = spans.get(place + 1).is_some_and(|(change, later)| shown_by(*later) >= *change);
    before || after
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Offset, TimeZone};
    use chrono_tz::TZ_VARIANTS;

    use super::*;

    fn of_chrono_tz(zone: Tz, unix: i64) -> i32 {
        zone.offset_from_utc_datetime(&DateTime::from_timestamp(unix, 0).unwrap().naive_utc()).fix().local_minus_utc()
    }

    #[test]
    fn every_zone_has_the_offsets_of_chrono_tz() {
        // From the year 1 to 2999, the last year in a ledger; closer between 1900 and 2100, where the changes are. The
        // step is a prime number of minutes, so that it meets every hour and weekday.
        let wide = (-62_135_596_800..32_503_680_000).step_by(397 * 24 * 3600);
        let close = (-2_208_988_800..4_102_444_800).step_by(43_003 * 60);
        let instants: Vec<i64> = wide.chain(close).collect();
        for zone in TZ_VARIANTS {
            for unix in &instants {
                assert_eq!(offset_at(zone, *unix), of_chrono_tz(zone, *unix), "{zone} at {unix}");
            }
        }
    }

    #[test]
    fn a_time_is_shown_twice_when_the_clocks_go_back() {
        let utc = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().timestamp();
        // In Berlin, from 03:00 to 02:00 on 25 October 2026, at 01:00 UTC.
        for (instant, is_twice) in [
            ("2026-10-24T23:59:59Z", false),
            ("2026-10-25T00:00:00Z", true),
            ("2026-10-25T00:59:59Z", true),
            ("2026-10-25T01:00:00Z", true),
            ("2026-10-25T01:59:59Z", true),
            ("2026-10-25T02:00:00Z", false),
            // In March they go forward.
            ("2026-03-29T00:59:59Z", false),
            ("2026-03-29T01:00:00Z", false),
        ] {
            assert_eq!(is_shown_twice(Tz::Europe__Berlin, utc(instant)), is_twice, "{instant}");
        }
    }

    #[test]
    fn every_change_is_one_of_chrono_tz_to_the_second() {
        for zone in TZ_VARIANTS {
            for (since, offset) in &spans(zone)[1..] {
                assert_eq!(of_chrono_tz(zone, *since), *offset, "{zone} at {since}");
                assert_ne!(of_chrono_tz(zone, since - 1), *offset, "{zone} before {since}");
            }
        }
    }

    #[test]
    fn a_local_time_is_the_first_instant_that_shows_it_or_a_later_one() {
        // Around each change, a time that is shown once or twice is that of chrono-tz; one that is skipped is the change.
        for zone in TZ_VARIANTS {
            let spans = spans(zone);
            for change in 1..spans.len() {
                let (since, after) = spans[change];
                let before = spans[change - 1].1;
                for local in [before, after, before.midpoint(after)].map(|offset| since + i64::from(offset)) {
                    for local in local - 1..=local + 1 {
                        let shown = zone.from_local_datetime(&DateTime::from_timestamp(local, 0).unwrap().naive_utc());
                        let first = shown.earliest().map_or(since, |earliest| earliest.timestamp());
                        let latest = shown.latest().map_or(since, |latest| latest.timestamp());
                        assert_eq!(first_instant_of(zone, local), first.min(latest), "{zone}, {local}");
                    }
                }
            }
        }
    }
}
