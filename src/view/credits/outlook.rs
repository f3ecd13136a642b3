//! The credits ahead: the next grant, the next expiry, the next lapse, what the cap takes, and the losses.

use chrono::NaiveDate;
use serde::Serialize;

use super::lapse::LapseOn;
use crate::engine::advice::lapse::Lapse;
use crate::engine::advice::loss::{CapAhead, Loss};
use crate::engine::calendar::date_of;
use crate::engine::status::AccountStatus;
use crate::view::format::{day, in_days, short_day};

/// A number of credits that are granted or expire on a date.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct CreditsOn {
    pub(crate) on: NaiveDate,
    pub(crate) credits: u64,
}

/// The next grant, the next expiry, the next lapse, and the credits that the cap takes.
#[derive(Clone, Debug)]
pub(crate) struct CreditsAhead {
    balance: u64,
    pub(crate) next_grant: Option<CreditsOn>,
    pub(crate) next_expiry: Option<CreditsOn>,
    pub(crate) next_lapse: Option<LapseOn>,
    cap: CapAhead,
    /// Today, in the zone of the plan's InMail dates.
    today: NaiveDate,
}

impl CreditsAhead {
    /// The credits ahead of an account, with what the cap takes and what lapses.
    pub(crate) fn new(status: &AccountStatus, (cap, lapse): (CapAhead, Option<Lapse>)) -> CreditsAhead {
        let next_grant = status.next_grant.map(|grant| CreditsOn { on: grant.on, credits: grant.credits.into() });
        let next_expiry = status.next_expiry.map(|(on, credits)| CreditsOn { on, credits });
        let next_lapse = lapse.map(|lapse| LapseOn::new(lapse, status.zone));
        CreditsAhead { balance: status.balance, next_grant, next_expiry, next_lapse, cap, today: inmail_today(status) }
    }

    /// The next grant: "5 more on Sat 12 Dec 2026, in 17 days; the cap takes 4".
    pub(crate) fn grant_in_words(&self) -> String {
        let Some(grant) = self.next_grant else { return "no more are coming".to_owned() };
        let taken = match self.cap.at_next_grant {
            0 => String::new(),
            taken => format!("; the cap takes {taken}"),
        };
        format!("{} more on {}, {}{taken}", grant.credits, day(grant.on), in_days(grant.on, self.today))
    }

    /// The next lapse in words, if there is one.
    pub(crate) fn lapse_in_words(&self) -> Option<String> {
        self.next_lapse.as_ref().map(|lapse| lapse.in_words(self.today))
    }

    /// Whether credits that expire on this date, or never, lapse before.
    pub(crate) fn lapses_before(&self, expiry: Option<NaiveDate>) -> Option<NaiveDate> {
        let lapse = self.next_lapse.as_ref()?.on;
        expiry.is_none_or(|expiry| lapse < expiry).then_some(lapse)
    }

    /// The next expiry and how many of these credits the cap takes before, and the next lapse. What lapses first does
    /// not expire.
    pub(crate) fn losses_in_words(&self) -> Vec<String> {
        let lapses_first = self.lapses_before(self.next_expiry.map(|expiry| expiry.on)).is_some();
        let expiry = if lapses_first { Vec::new() } else { self.expiry_in_words() };
        expiry.into_iter().chain(self.lapse_in_words()).collect()
    }

    fn expiry_in_words(&self) -> Vec<String> {
        let on = |on: NaiveDate| format!("{}, {}", day(on), in_days(on, self.today));
        let expiry = match self.next_expiry {
            Some(CreditsOn { on: date, credits: 1 }) => format!("1 expires on {}", on(date)),
            Some(CreditsOn { on: date, credits }) => format!("{credits} expire on {}", on(date)),
            None if self.balance == 0 => "none to lose".to_owned(),
            None => "none expires".to_owned(),
        };
        let taken = self.taken_before_expiry();
        let taken = (taken > 0).then(|| format!("the cap takes {taken} of them before"));
        std::iter::once(expiry).chain(taken).collect()
    }

    /// How many of the credits that expire next the cap takes before.
    pub(crate) fn taken_before_expiry(&self) -> u64 {
        self.cap.before_expiry
    }
}

/// Today, in the zone of the plan's InMail dates.
pub(crate) fn inmail_today(status: &AccountStatus) -> NaiveDate {
    date_of(status.as_of, status.plan.inmail_zone(status.zone))
}

/// Credits that will be lost on a date if nothing is sent.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct LossAhead {
    on: NaiveDate,
    /// All lost credits: expiring, over the cap, and lapsing.
    credits: u64,
    expiring: u64,
    over_cap: u64,
    lapsing: u64,
    /// How many sends per working day would use them up; `None` if no working day is left.
    #[serde(rename = "a_working_day")]
    per_working_day: Option<u64>,
}

impl From<&Loss> for LossAhead {
    fn from(loss: &Loss) -> LossAhead {
        let Loss { on, expiring, over_cap, lapsing, per_working_day, .. } = *loss;
        LossAhead { on, credits: loss.credits(), expiring, over_cap, lapsing, per_working_day }
    }
}

impl LossAhead {
    /// "5 expire on Fri 11 Dec unless sent: 1 a working day".
    pub(crate) fn in_words(&self) -> String {
        let s = |number| if number == 1 { "s" } else { "" };
        let goes = |number| if number == 1 { "goes" } else { "go" };
        let parts = [
            (self.expiring, format!("{} expire{}", self.expiring, s(self.expiring))),
            (self.over_cap, format!("{} {} over the cap", self.over_cap, goes(self.over_cap))),
            (self.lapsing, format!("{} lapse{}", self.lapsing, s(self.lapsing))),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|(number, _)| *number > 0).map(|(_, part)| part).collect();
        let rate = match self.per_working_day {
            Some(number) => format!("{number} a working day"),
            None => "no working day is left".to_owned(),
        };
        format!("{} on {} unless sent: {rate}", parts.join(", "), short_day(self.on))
    }
}

/// The first loss, and the credits lost in all; `None` if nothing will be lost.
pub(crate) fn losses_in_words(losses: &[LossAhead]) -> Option<String> {
    let (first, last) = (losses.first()?, losses.last()?);
    if losses.len() == 1 {
        return Some(first.in_words());
    }
    let all: u64 = losses.iter().map(|loss| loss.credits).sum();
    Some(format!("{}; {all} by {}", first.in_words(), short_day(last.on)))
}
