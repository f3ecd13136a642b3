//! What lies ahead of the credits: the next grant and expiry with what the cap takes, what will be lost, and how long
//! ago the balance was compared with LinkedIn's.

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::advice::loss::{CapAhead, Loss};
use crate::engine::calendar::{Instant, date_of, days_between};
use crate::engine::status::AccountStatus;
use crate::view::format::{day, in_days, json, short_day};
use crate::view::terminal::{OutputStyle, Tone};

/// How many days ahead a loss is told by `status`.
pub(crate) const WARNING_DAYS: u32 = 14;

/// What lies ahead of the credits.
#[derive(Debug)]
pub(crate) struct Outlook {
    /// What the cap will take.
    pub(crate) cap: CapAhead,
    /// Credits that will be lost within [`WARNING_DAYS`].
    pub(crate) losses: Vec<Loss>,
    /// When the balance was last set to what LinkedIn shows.
    pub(crate) reconciled: Option<Instant>,
}

impl Outlook {
    /// The next grant, and what the cap takes then.
    pub(crate) fn grant(&self, standing: &AccountStatus) -> String {
        grant_in_words(standing, &self.cap)
    }

    /// The next expiry, and how much of it the cap takes before.
    pub(crate) fn expiry(&self, standing: &AccountStatus) -> Vec<String> {
        let on = |on: NaiveDate| format!("{}, {}", day(on), in_days(on, today(standing)));
        let expiry = match standing.next_expiry {
            Some((date, 1)) => format!("1 expires on {}", on(date)),
            Some((date, left)) => format!("{left} expire on {}", on(date)),
            None if standing.balance == 0 => "none to lose".to_owned(),
            None => "none expires".to_owned(),
        };
        let taken = self.cap.before_expiry;
        let taken = (taken > 0).then(|| format!("the cap takes {taken} of them before"));
        std::iter::once(expiry).chain(taken).collect()
    }

    /// What to mind: what is lost soon, and a balance not compared for long. Nothing where there is nothing.
    pub(crate) fn advice(&self, standing: &AccountStatus, style: OutputStyle) -> String {
        let warning = self.warning().map(|line| style.paint(Tone::Near, &line) + "\n");
        let reminder = self.stale(standing).map(|line| line + "\n");
        warning.unwrap_or_default() + &reminder.unwrap_or_default()
    }

    /// What is lost soon, and how to use it up.
    fn warning(&self) -> Option<String> {
        let (first, last) = (self.losses.first()?, self.losses.last()?);
        let more = if self.losses.len() > 1 {
            let all: u64 = self.losses.iter().map(Loss::credits).sum();
            format!("; {all} by {}", short_day(last.on))
        } else {
            String::new()
        };
        Some(format!("mind: {}{more}", lost(first)))
    }

    /// When the balance was last compared with LinkedIn's, if that is more than a month ago.
    fn stale(&self, standing: &AccountStatus) -> Option<String> {
        let (zone, now) = (standing.zone, standing.as_of);
        let at = self.reconciled.filter(|at| at.plus_months(1) < now)?;
        let days = days_between(date_of(at, zone), date_of(now, zone));
        Some(format!("last set to LinkedIn's {days} days ago: inquota credits set N"))
    }
}

/// Today, where the InMail dates are.
pub(crate) fn today(standing: &AccountStatus) -> NaiveDate {
    date_of(standing.as_of, standing.plan.inmail_zone(standing.zone))
}

/// "5 more on Sat 12 Dec 2026, in 17 days; the cap takes 4".
pub(crate) fn grant_in_words(standing: &AccountStatus, cap: &CapAhead) -> String {
    let Some(grant) = standing.next_grant else { return "no more are coming".to_owned() };
    let taken = match cap.at_next_grant {
        0 => String::new(),
        taken => format!("; the cap takes {taken}"),
    };
    format!("{} more on {}, {}{taken}", grant.credits, day(grant.on), in_days(grant.on, today(standing)))
}

/// "5 expire on Fri 11 Dec unless sent: 1 a working day".
pub(crate) fn lost(loss: &Loss) -> String {
    let s = |number| if number == 1 { "s" } else { "" };
    let goes = |number| if number == 1 { "goes" } else { "go" };
    let parts = [
        (loss.expiring, format!("{} expire{}", loss.expiring, s(loss.expiring))),
        (loss.over_cap, format!("{} {} over the cap", loss.over_cap, goes(loss.over_cap))),
        (loss.lapsing, format!("{} lapse{}", loss.lapsing, s(loss.lapsing))),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|(number, _)| *number > 0).map(|(_, said)| said).collect();
    let rate = match loss.a_working_day {
        Some(number) => format!("{number} a working day"),
        None => "no working day is left".to_owned(),
    };
    format!("{} on {} unless sent: {rate}", parts.join(", "), short_day(loss.on))
}

/// Credits that will be lost if nothing is sent.
#[derive(Serialize)]
pub(crate) struct LossJson {
    on: String,
    credits: u64,
    expiring: u64,
    over_cap: u64,
    lapsing: u64,
    a_working_day: Option<u64>,
}

impl From<&Loss> for LossJson {
    fn from(loss: &Loss) -> LossJson {
        LossJson {
            on: json::date(loss.on),
            credits: loss.credits(),
            expiring: loss.expiring,
            over_cap: loss.over_cap,
            lapsing: loss.lapsing,
            a_working_day: loss.a_working_day,
        }
    }
}
