//! How things stand, on one screen.

mod document;

pub(super) use document::LossJson;

use chrono::NaiveDate;

use super::bar::{bar, tone};
use super::fold::folded;
use super::json;
use super::screen::{Look, Show, Tone};
use super::text::{day, in_days, moment, near_date, plural, safe, short_day};
use crate::engine::calendar::{Instant, date_of, days_between};
use crate::engine::loss::{CapAhead, Loss};
use crate::engine::plan::{Force, PlanDefinition, Whose};
use crate::engine::standing::{Standing, Use};

/// The answer to `status`.
#[derive(Debug)]
pub(crate) struct StatusAnswer {
    pub(crate) standing: Standing,
    /// The plan's own numbers with their sources.
    pub(crate) definition: Option<PlanDefinition>,
    /// What the cap will take.
    pub(crate) cap: CapAhead,
    /// Credits that will be lost within the days of [`WARNING_DAYS`].
    pub(crate) losses: Vec<Loss>,
    /// When the balance was last set to what LinkedIn shows.
    pub(crate) reconciled: Option<Instant>,
}

/// How many days ahead a loss is told.
pub(crate) const WARNING_DAYS: u32 = 14;

/// Columns that a row of a window needs; narrower screens get two lines.
const WIDE: usize = 79;

/// Columns of the labels.
const LABEL: usize = 20;

impl Show for StatusAnswer {
    fn text(&self, look: Look) -> String {
        let standing = &self.standing;
        let near = |at| near_date(at, standing.as_of, standing.zone);
        let (day, month) = (near(standing.day_resets_at), near(standing.month_resets_at));
        let rows = [
            self.row("People today", standing.day, &day, "daily", look),
            self.row("People this month", standing.month, &month, "monthly", look),
            self.row("Invitations, 7 days", standing.week, &self.next_slot(), "invitations", look),
            self.row("Notes this month", standing.notes, &month, "notes", look),
        ];
        let heads = if look.columns >= WIDE { heads(look) } else { String::new() };
        let credits = self.credits(look) + &self.advice(look);
        format!("{}\n\n{credits}\n{heads}{}", self.head(look), rows.concat())
    }

    fn json(&self) -> String {
        json::document(&document::StatusJson::from(self))
    }
}

fn heads(look: Look) -> String {
    let line = format!("{:<LABEL$}{:<8} {:>10} {:>4}  {:<14}  number", "", "", "used", "left", "resets");
    look.paint(Tone::Faint, &line) + "\n"
}

impl StatusAnswer {
    fn head(&self, look: Look) -> String {
        let standing = &self.standing;
        let plan = look.paint(Tone::Strong, &format!("Plan {}", safe(&standing.plan.name)));
        let since = day(standing.plan.start_date);
        let head =
            format!("{plan}, since {since}\n{}, {}", moment(standing.as_of, standing.zone), standing.zone.name());
        if look.columns < WIDE { folded(&head, look.columns).trim_end().to_owned() } else { head }
    }

    fn credits(&self, look: Look) -> String {
        let standing = &self.standing;
        let tone = if standing.balance == 0 { Tone::Bad } else { Tone::Good };
        let mut lines = vec![look.paint(tone, &format!("{} left", standing.balance)), self.grant()];
        lines.extend(self.expiry());
        if standing.uncovered > 0 {
            let sent = plural(standing.uncovered, "InMail", "InMails");
            lines.push(look.paint(Tone::Bad, &format!("{sent} sent without a credit since the last grant")));
        }
        if look.columns < WIDE {
            let lines: String = lines.iter().map(|line| format!("  {line}\n")).collect();
            return folded(&format!("InMail credits\n{lines}"), look.columns);
        }
        let labels = std::iter::once("InMail credits").chain(std::iter::repeat(""));
        lines.iter().zip(labels).map(|(line, label)| format!("{label:<LABEL$}{line}\n")).collect()
    }

    /// What to mind about the credits: what is lost soon, and a balance not compared for long.
    fn advice(&self, look: Look) -> String {
        let warning = self.warning().map(|line| look.paint(Tone::Near, &line) + "\n");
        let stale = self.stale().map(|line| line + "\n");
        folded(&(warning.unwrap_or_default() + &stale.unwrap_or_default()), look.columns)
    }

    /// The next grant, and what the cap takes then.
    fn grant(&self) -> String {
        grant_in_words(&self.standing, &self.cap)
    }

    /// The next expiry, and how much of it the cap takes before.
    fn expiry(&self) -> Vec<String> {
        let expiry = match self.standing.next_expiry {
            Some((on, 1)) => format!("1 expires on {}, {}", day(on), self.in_days(on)),
            Some((on, left)) => format!("{left} expire on {}, {}", day(on), self.in_days(on)),
            None if self.standing.balance == 0 => "none to lose".to_owned(),
            None => "none expires".to_owned(),
        };
        let taken =
            (self.cap.before_expiry > 0).then(|| format!("the cap takes {} of them before", self.cap.before_expiry));
        std::iter::once(expiry).chain(taken).collect()
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
    fn stale(&self) -> Option<String> {
        let (zone, now) = (self.standing.zone, self.standing.as_of);
        let at = self.reconciled.filter(|at| at.plus_months(1) < now)?;
        let days = days_between(date_of(at, zone), date_of(now, zone));
        Some(format!("last set to LinkedIn's {days} days ago: inquota credits set N"))
    }

    fn in_days(&self, date: NaiveDate) -> String {
        let standing = &self.standing;
        in_days(date, date_of(standing.as_of, standing.plan.inmail_zone(standing.zone)))
    }

    fn next_slot(&self) -> String {
        let standing = &self.standing;
        standing.next_slot_at.map_or("rolling".to_owned(), |at| near_date(at, standing.as_of, standing.zone))
    }

    fn row(&self, label: &str, window: Use, reset: &str, option: &str, look: Look) -> String {
        let Some(limit) = window.limit else {
            let row = format!("{label:<LABEL$}{} used, no limit ({})\n", window.used, self.whose(option, None));
            return folded(&row, look.columns);
        };
        let (used, count) = (u64::from(window.used), u64::from(limit.count));
        let left = window.remaining().unwrap_or_default();
        let painted = |left: String| look.paint(tone(used, count), &left);
        let whose = self.whose(option, Some(limit.force));
        let bar = bar(used, count, 8, look);
        if look.columns >= WIDE {
            let (used, left) = (format!("{used} of {count}"), painted(format!("{left:>4}")));
            format!("{label:<LABEL$}{bar} {used:>10} {left}  {reset:<14}  {whose}\n")
        } else {
            let left = painted(format!("{left} left"));
            format!("{label}\n  {bar} {used} of {count}, {left}\n  resets {reset}; {whose}\n")
        }
    }

    /// Whose number a limit is, and whether it only warns.
    fn whose(&self, option: &str, force: Option<Force>) -> String {
        let whose = match self.standing.plan.whose(option, self.definition.as_ref()) {
            Whose::Member => "yours",
            Whose::Guide => "guide's",
            Whose::Official => "LinkedIn's",
            Whose::Reported => "reported",
        };
        let warns = if force == Some(Force::Advisory) { ", warns" } else { "" };
        format!("{whose}{warns}")
    }
}

/// "5 more on Sat 12 Dec 2026, in 17 days; the cap takes 4".
pub(super) fn grant_in_words(standing: &Standing, cap: &CapAhead) -> String {
    let Some(grant) = standing.next_grant else { return "no more are coming".to_owned() };
    let today = date_of(standing.as_of, standing.plan.inmail_zone(standing.zone));
    let taken = match cap.at_next_grant {
        0 => String::new(),
        taken => format!("; the cap takes {taken}"),
    };
    format!("{} more on {}, {}{taken}", grant.credits, day(grant.on), in_days(grant.on, today))
}

/// "5 expire on Fri 11 Dec unless sent: 1 a working day".
pub(super) fn lost(loss: &Loss) -> String {
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
