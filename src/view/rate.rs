//! Rates together with their counts, for JSON, and the people who are not judged yet.

use chrono::Datelike;
use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::acceptance_rate::AcceptanceRate;
use crate::engine::calendar::{Instant, date_of};
use crate::engine::rates::{Cost, InMailRate, ResponseRate};

/// The counts of a rate, and the rate; `None` if nobody counts yet.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct WithRate<T> {
    #[serde(flatten)]
    pub(crate) counts: T,
    rate: Option<f64>,
}

impl From<ResponseRate> for WithRate<ResponseRate> {
    fn from(counts: ResponseRate) -> WithRate<ResponseRate> {
        WithRate { counts, rate: counts.rate() }
    }
}

impl From<InMailRate> for WithRate<InMailRate> {
    fn from(counts: InMailRate) -> WithRate<InMailRate> {
        WithRate { counts, rate: counts.rate() }
    }
}

impl From<AcceptanceRate> for WithRate<AcceptanceRate> {
    fn from(counts: AcceptanceRate) -> WithRate<AcceptanceRate> {
        WithRate { counts, rate: counts.rate() }
    }
}

/// The acceptance rate of invitations that were judged like contacts.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct InvitationRate {
    invited: u64,
    judged: u64,
    accepted: u64,
    late: u64,
    pending: u64,
    early: u64,
    rate: Option<f64>,
}

impl From<ResponseRate> for InvitationRate {
    fn from(counts: ResponseRate) -> InvitationRate {
        let ResponseRate { contacted: invited, judged, responded: accepted, late, pending, early, .. } = counts;
        InvitationRate { invited, judged, accepted, late, pending, early, rate: counts.rate() }
    }
}

/// Credits spent per response: "1.33", or "n/a" without a response.
pub(crate) fn per_response(cost: Cost) -> String {
    cost.per_response().map_or("n/a".to_owned(), |credits| format!("{credits:.2}"))
}

/// The answers of those who are not judged yet: "12 of 60"; "-" if there is nobody to judge.
pub(crate) fn so_far(rate: &ResponseRate) -> String {
    if rate.pending == 0 { "-".to_owned() } else { format!("{} of {}", rate.early, rate.pending) }
}

/// The dates on which the pending are judged: "15 Nov", "15 Nov to 29 Nov"; `None` if there is nobody to judge.
pub(crate) fn judging_dates(rate: &ResponseRate, zone: Tz) -> Option<String> {
    let in_words = |at: Instant| {
        let date = date_of(at, zone);
        format!("{} {}", date.day(), date.format("%b"))
    };
    let (first, last) = rate.judging?;
    let (first, last) = (in_words(first), in_words(last));
    Some(if first == last { first } else { format!("{first} to {last}") })
}

/// "12 of 60 so far, counted from 15 Nov"; `None` if there is nobody to judge.
pub(crate) fn pending_in_words(rate: &ResponseRate, zone: Tz) -> Option<String> {
    Some(format!("{} so far, counted from {}", so_far(rate), judging_dates(rate, zone)?))
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Berlin;

    use super::*;

    #[test]
    fn the_pending_are_shown_with_the_dates_on_which_they_are_judged() {
        // 15 November 2026, 09:00 and 29 November 2026, 00:30 in Berlin.
        let (first, last) = (Instant::from_unix(1_794_729_600), Instant::from_unix(1_795_908_600));
        let rate = |judging| ResponseRate { pending: 60, early: 12, judging, ..ResponseRate::default() };
        let in_words = |judging| pending_in_words(&rate(judging), Berlin).unwrap();
        assert_eq!(in_words(Some((first, first))), "12 of 60 so far, counted from 15 Nov");
        assert_eq!(in_words(Some((first, last))), "12 of 60 so far, counted from 15 Nov to 29 Nov");
        assert_eq!(pending_in_words(&ResponseRate::default(), Berlin), None);
    }
}
