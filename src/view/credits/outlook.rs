//! The credits ahead: the next grant, the next expiry, the next lapse, what is lost to the cap, and the losses.

use chrono_tz::Tz;
use serde::Serialize;

use super::lapse::LapseOn;
use crate::engine::advice::lapse::Lapse;
use crate::engine::advice::loss::{CapAhead, Loss};
use crate::engine::status::AccountStatus;
use crate::settings::ClockFormat;
use crate::view::format::{LocalInstant, LocalPlanDate, credits, plural};

/// A number of credits that are granted or expire on a date.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct CreditsOn {
    #[serde(flatten)]
    pub(crate) on: LocalPlanDate,
    pub(crate) credits: u64,
}

/// The next grant, the next expiry, the next lapse, and the credits lost to the cap.
#[derive(Clone, Debug)]
pub(crate) struct CreditsAhead {
    balance: u64,
    pub(crate) next_grant: Option<CreditsOn>,
    pub(crate) next_expiry: Option<CreditsOn>,
    pub(crate) next_lapse: Option<LapseOn>,
    cap: CapAhead,
    now: LocalInstant,
}

impl CreditsAhead {
    /// The credits ahead of an account, with what is lost to the cap and what lapses.
    pub(crate) fn new(status: &AccountStatus, (cap, lapse): (CapAhead, Option<Lapse>)) -> CreditsAhead {
        let local = |date| LocalPlanDate::new(date, status.zone);
        let next_grant =
            status.next_grant.map(|grant| CreditsOn { on: local(grant.on), credits: grant.credits.into() });
        let next_expiry = status.next_expiry.map(|(date, credits)| CreditsOn { on: local(date), credits });
        let next_lapse = lapse.map(|lapse| LapseOn::new(lapse, status.zone));
        let now = LocalInstant::new(status.as_of, status.zone);
        CreditsAhead { balance: status.balance, next_grant, next_expiry, next_lapse, cap, now }
    }

    /// The next grant: "5 more on Sat 12 Dec 2026, in 17 days; 4 will be lost to the cap".
    pub(crate) fn grant_in_words(&self, clock: ClockFormat) -> String {
        let Some(grant) = self.next_grant else { return "no more are coming".to_owned() };
        let taken = match self.cap.at_next_grant {
            0 => String::new(),
            taken => format!("; {taken} will be lost to the cap"),
        };
        format!("{} more {}{taken}", grant.credits, grant.on.on_in_days(self.now, clock))
    }

    /// The next lapse in words, if there is one.
    pub(crate) fn lapse_in_words(&self, clock: ClockFormat) -> Option<String> {
        self.next_lapse.as_ref().map(|lapse| lapse.in_words(self.now, clock))
    }

    /// When credits that expire on this date, or never, lapse before it.
    pub(crate) fn lapses_before(&self, expiry: Option<LocalPlanDate>) -> Option<LocalPlanDate> {
        let lapse = self.next_lapse.as_ref()?.on;
        expiry.is_none_or(|expiry| lapse.at().instant() < expiry.at().instant()).then_some(lapse)
    }

    /// The next expiry and how many of these credits are lost to the cap first, and the next lapse. What lapses first does
    /// not expire.
    pub(crate) fn losses_in_words(&self, clock: ClockFormat) -> Vec<String> {
        let lapses_first = self.lapses_before(self.next_expiry.map(|expiry| expiry.on)).is_some();
        let expiry = if lapses_first { Vec::new() } else { self.expiry_in_words(clock) };
        expiry.into_iter().chain(self.lapse_in_words(clock)).collect()
    }

    fn expiry_in_words(&self, clock: ClockFormat) -> Vec<String> {
        let on = |date: LocalPlanDate| date.on_in_days(self.now, clock);
        let expiry = match self.next_expiry {
            Some(CreditsOn { on: date, credits: 1 }) => format!("1 expires {}", on(date)),
            Some(CreditsOn { on: date, credits }) => format!("{credits} expire {}", on(date)),
            None if self.balance == 0 => "none to lose".to_owned(),
            None => "none expires".to_owned(),
        };
        let taken = self.taken_before_expiry();
        let of = |all: u64| if taken == all && taken > 1 { "all".to_owned() } else { taken.to_string() };
        let taken = self.next_expiry.filter(|_| taken > 0).map(|expiry| match expiry.credits {
            1 => "it will be lost to the cap first".to_owned(),
            all => format!("{} of them will be lost to the cap first", of(all)),
        });
        std::iter::once(expiry).chain(taken).collect()
    }

    /// How many of the credits that expire next are lost to the cap first.
    pub(crate) fn taken_before_expiry(&self) -> u64 {
        self.cap.before_expiry
    }
}

/// Credits that will be lost on a date if nothing is sent.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct LossAhead {
    #[serde(flatten)]
    on: LocalPlanDate,
    /// All lost credits: expiring, over the cap, and lapsing.
    credits: u64,
    expiring: u64,
    over_cap: u64,
    lapsing: u64,
    /// How many sends per working day would use them up; `None` if no working day is left.
    #[serde(rename = "a_working_day")]
    per_working_day: Option<u64>,
}

impl LossAhead {
    /// A loss of an account in this zone.
    pub(crate) fn new(loss: &Loss, account: Tz) -> LossAhead {
        let Loss { on, expiring, over_cap, lapsing, per_working_day } = *loss;
        let on = LocalPlanDate::new(on, account);
        LossAhead { on, credits: loss.credits(), expiring, over_cap, lapsing, per_working_day }
    }

    /// "5 expire on Fri 11 Dec unless used: 1 a working day".
    pub(crate) fn in_words(&self, now: LocalInstant, clock: ClockFormat) -> String {
        let parts: Vec<String> = self.parts().map(|(number, what)| format!("{number} {what}")).collect();
        let rate = match self.per_working_day {
            Some(number) => format!("{number} a working day"),
            None => "no working day is left".to_owned(),
        };
        format!("{} {} unless used: {rate}", parts.join(", "), self.on.on_short(now, clock))
    }

    /// As a sentence: "5 credits expire on Fri 11 Dec: 1 InMail a working day uses them".
    pub(crate) fn sentence(&self, now: LocalInstant, clock: ClockFormat) -> String {
        let number = |(place, (number, what))| match place {
            0 => format!("{} {what}", credits(number)),
            _ => format!("{number} {what}"),
        };
        let parts: Vec<String> = self.parts().enumerate().map(number).collect();
        let rate = match self.per_working_day {
            Some(number) => {
                let them = if self.credits == 1 { "it" } else { "them" };
                format!("{} {them}", plural(number, "InMail a working day uses", "InMails a working day use"))
            }
            None => "no working day is left".to_owned(),
        };
        format!("{} {}: {rate}", parts.join(" and "), self.on.on_short(now, clock))
    }

    /// How many credits are lost in each way, and how.
    fn parts(&self) -> impl Iterator<Item = (u64, &'static str)> {
        let ways = [
            (self.expiring, "expires", "expire"),
            (self.over_cap, "will be lost to the cap", "will be lost to the cap"),
            (self.lapsing, "lapses", "lapse"),
        ];
        let ways = ways.into_iter().filter(|(number, _, _)| *number > 0);
        ways.map(|(number, one, several)| (number, if number == 1 { one } else { several }))
    }
}

/// The first loss, and the credits lost in all; `None` if nothing will be lost.
pub(crate) fn losses_in_words(losses: &[LossAhead], now: LocalInstant, clock: ClockFormat) -> Option<String> {
    let (first, last) = (losses.first()?, losses.last()?);
    if losses.len() == 1 {
        return Some(first.in_words(now, clock));
    }
    let all: u64 = losses.iter().map(|loss| loss.credits).sum();
    Some(format!("{}; {all} by {}", first.in_words(now, clock), last.on.short(now, clock)))
}
