//! Grants, losses and changes of plan as events of a calendar.

use chrono::NaiveDate;

use crate::engine::advice::forecast::CreditChange;
use crate::engine::advice::upcoming::{PlanAhead, Upcoming};
use crate::engine::calendar::{Instant, PlanDate, start_of};
use crate::settings::ClockFormat;
use crate::view::format::clock_format::time;
use crate::view::format::{LocalInstant, LocalPlanDate, moment, plural, safe, short_day};
use crate::view::icalendar::{Alarm, Event};
use crate::view::plan::changes_in_words;

/// The events of what lies ahead, each on its date in the account's zone. `created` is when the ledger was created,
/// which tells accounts apart.
pub(crate) fn upcoming_events(
    upcoming: &Upcoming,
    as_of: LocalInstant,
    created: Instant,
    clock: ClockFormat,
) -> Vec<Event> {
    let calendar = Calendar { as_of, created, clock };
    let credits = upcoming.credits.iter().flat_map(|change| calendar.credits(change));
    credits.chain(upcoming.plans.iter().map(|plan| calendar.plan(plan))).collect()
}

/// What the events have in common.
struct Calendar {
    as_of: LocalInstant,
    created: Instant,
    clock: ClockFormat,
}

impl Calendar {
    /// The losses and the grant of one instant. After a loss to the cap, the balance is the cap.
    fn credits(&self, change: &CreditChange) -> impl Iterator<Item = Event> {
        let cap = format!("be lost to the cap of {}", change.balance);
        let losses = [
            self.loss("expiry", change.expired, "expire", change.on),
            self.loss("lapse", change.lapsed, "lapse with the change of plan", change.on),
            self.loss("cap", change.lost_to_cap, &cap, change.on),
        ];
        losses.into_iter().chain([self.grant(change)]).flatten()
    }

    /// "5 InMail credits will expire: use them by Thu 10 Dec".
    fn loss(&self, kind: &str, number: u64, how: &str, on: PlanDate) -> Option<Event> {
        let them = if number == 1 { "it" } else { "them" };
        let summary = format!("{} will {how}: use {them} {}", inmail_credits(number), self.last_use(on));
        (number > 0).then(|| self.event(kind, on, summary, self.forecast(on), Alarm::AHEAD))
    }

    fn grant(&self, change: &CreditChange) -> Option<Event> {
        let arrive = if change.granted == 1 { "arrives" } else { "arrive" };
        let summary = format!("{} {arrive}", inmail_credits(change.granted));
        let description = format!("You then have {}.\n{}", change.balance, self.forecast(change.on));
        (change.granted > 0).then(|| self.event("grant", change.on, summary, description, Alarm::ON_THE_DAY))
    }

    fn plan(&self, plan: &PlanAhead) -> Event {
        let name = safe(&plan.after.name);
        let is_same = plan.before.as_ref().is_some_and(|before| before.name == plan.after.name);
        let summary = if is_same {
            format!("LinkedIn plan {name}: new numbers")
        } else {
            format!("LinkedIn plan changes to {name}")
        };
        let starts = LocalPlanDate::new(plan.on, self.as_of.zone()).day(self.clock);
        let changes = changes_in_words(plan.before.as_ref(), &plan.after, &plan.record);
        let changes: String = changes.iter().map(|change| format!("\n{change}")).collect();
        self.event("plan", plan.on, summary, format!("It starts on {starts}.{changes}"), Alarm::ON_THE_DAY)
    }

    fn event(&self, kind: &str, on: PlanDate, summary: String, description: String, alarms: &'static [Alarm]) -> Event {
        Event { uid: self.uid(kind, on), date: self.date(on), summary, description, alarms }
    }

    /// The identifier of a change of the credits or the plan: its date, with the zone if that is not the account's, and with the
    /// time if it is not the start of the date. The number of credits may change.
    fn uid(&self, kind: &str, on: PlanDate) -> String {
        let time = if on.at == start_of(on.date, on.zone) {
            String::new()
        } else {
            format!("-{}", on.at.in_zone(on.zone).format("%H%M%S"))
        };
        let zone = if on.zone == self.as_of.zone() {
            String::new()
        } else {
            format!("-{}", on.zone.name().to_lowercase().replace('/', "-"))
        };
        format!("{kind}-{}{time}{zone}-{}", on.date.format("%Y%m%d"), self.created.unix())
    }

    /// The date in the account's zone.
    fn date(&self, on: PlanDate) -> NaiveDate {
        self.as_of.with_instant(on.at).date()
    }

    /// "by Thu 10 Dec", or, where they are lost in the course of a day, "before 16:00".
    fn last_use(&self, on: PlanDate) -> String {
        let (at, last) = (self.as_of.with_instant(on.at), self.as_of.with_instant(on.at.just_before()));
        if at.date() == last.date() {
            format!("before {}", time(at.time(), self.clock))
        } else {
            format!("by {}", short_day(last.date()))
        }
    }

    /// When this was computed, and the plan's own date if that is another.
    fn forecast(&self, on: PlanDate) -> String {
        let local = LocalPlanDate::new(on, self.as_of.zone());
        let own = if local.differs() { format!("\n{}", local.moment(self.clock)) } else { String::new() };
        format!("As of {}, if you send nothing more.{own}", moment(self.as_of, self.clock))
    }
}

/// "1 InMail credit", "5 InMail credits".
fn inmail_credits(number: u64) -> String {
    plural(number, "InMail credit", "InMail credits")
}
