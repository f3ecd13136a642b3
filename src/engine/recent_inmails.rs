//! The InMails of the last 14 days, and which of them were answered (rules 8.2).

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::calendar::{HOUR, Instant};
use super::rates::InMailRate;

/// How long an InMail counts, in seconds. At this age it no longer does.
const WINDOW: i64 = 14 * 24 * HOUR;

/// The InMails that may still count, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentInMails(VecDeque<RecentInMail>);

/// When an InMail was sent, in seconds since 1970, and whether it was answered. A checkpoint of a busy account has
/// thousands of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct RecentInMail(i64, bool);

impl RecentInMails {
    /// The rate of the InMails sent in the 14 × 24 hours up to and including `now`, by the answers so far.
    pub fn rate(&self, now: Instant) -> InMailRate {
        let recent = self.0.iter().skip(self.old(now));
        recent.fold(InMailRate::default(), |rate, inmail| InMailRate {
            sent: rate.sent + 1,
            responded: rate.responded + u64::from(inmail.1),
        })
    }

    /// Counts an InMail, and drops those that no longer count.
    pub(super) fn send(&mut self, now: Instant) {
        let old = self.old(now);
        self.0.drain(..old);
        self.0.push_back(RecentInMail(now.unix(), false));
    }

    /// Notes that an InMail sent at an instant was answered. Of several at the same instant, any one counts as
    /// answered.
    pub(super) fn answer(&mut self, sent: Instant) {
        let first = self.0.partition_point(|inmail| inmail.0 < sent.unix());
        let same = self.0.iter_mut().skip(first).take_while(|inmail| inmail.0 == sent.unix());
        if let Some(inmail) = same.into_iter().find(|inmail| !inmail.1) {
            inmail.1 = true;
        }
    }

    /// How many no longer count.
    fn old(&self, now: Instant) -> usize {
        self.0.partition_point(|inmail| inmail.0 + WINDOW <= now.unix())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(inmails: &RecentInMails, now: Instant) -> (u64, u64) {
        let rate = inmails.rate(now);
        (rate.sent, rate.responded)
    }

    #[test]
    fn an_inmail_counts_until_it_is_14_days_old() {
        let sent = Instant::from_unix(1_000_000);
        let mut inmails = RecentInMails::default();
        inmails.send(sent);
        inmails.answer(sent);
        let end = sent.plus_seconds(14 * 86_400);
        assert_eq!((rate(&inmails, sent), rate(&inmails, end.just_before())), ((1, 1), (1, 1)));
        assert_eq!(rate(&inmails, end), (0, 0));
        // The next one drops it; an answer to it then changes nothing.
        inmails.send(end);
        inmails.answer(sent);
        assert_eq!((inmails.0.len(), rate(&inmails, end)), (1, (1, 0)));
    }

    #[test]
    fn of_inmails_at_one_instant_each_answer_counts_once() {
        let (one, other) = (Instant::from_unix(1_000_000), Instant::from_unix(1_000_001));
        let mut inmails = RecentInMails::default();
        for sent in [one, one, one, other] {
            inmails.send(sent);
        }
        inmails.answer(one);
        inmails.answer(one);
        assert_eq!(rate(&inmails, other), (4, 2));
        // Only three were sent at that instant.
        inmails.answer(one);
        inmails.answer(one);
        assert_eq!(rate(&inmails, other), (4, 3));
    }
}
