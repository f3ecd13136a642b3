//! When plans start (rules 4.11, 4.12), and how a plan record changes the plan before it (rules 4.10).

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;
use inquota::engine::calendar::{Instant, RenewalDay};
use inquota::engine::plan::{Cadence, PlanChanges, PlanNumbers, PlanRecord, initial_plan};
use inquota::engine::record::{Fact, Record};

use super::dates::{Dates, first_of_month, latest_renewal_day};

/// Days after the creation of the ledger within which a first plan record is set-up.
const SET_UP_DAYS: i64 = 30;

/// A plan, or a change of its numbers, taking effect.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    pub(crate) at: Instant,
    /// Whether it starts with `date`, before the records of that instant; otherwise in its place among them.
    pub(crate) with_date: bool,
    pub(crate) place: Option<usize>,
    /// Whether it is set-up: the plan that the member already had.
    pub(crate) set_up: bool,
    /// In the plan's own `InMail` zone.
    pub(crate) date: NaiveDate,
    pub(crate) record: PlanRecord,
}

/// A plan in force.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plan {
    pub(crate) name: String,
    pub(crate) numbers: PlanNumbers,
    pub(crate) since: NaiveDate,
    pub(crate) since_at: Instant,
    pub(crate) renewal_day: u32,
}

/// Every start, in the order in which they take effect.
pub(crate) fn plan_starts(active: &[(usize, Record)], created: Instant, zone: Tz) -> Vec<Start> {
    let plans: Vec<(usize, Instant, &PlanRecord)> = active
        .iter()
        .filter_map(|(place, record)| match &record.fact {
            Fact::Plan(plan) => Some((*place, record.at, &**plan)),
            _ => None,
        })
        .collect();
    // Changes of the limits of the initial plan, before any other plan record.
    let limits: Vec<_> = plans.iter().take_while(|(_, _, plan)| only_limits_of_free(plan)).copied().collect();
    let plans = plans[limits.len()..].to_vec();
    let first_is_set_up = plans.first().is_some_and(|(_, at, plan)| is_set_up(plan, *at, created, zone));
    let mut starts: Vec<Start> = Vec::new();
    for (index, (place, at, plan)) in plans.iter().enumerate() {
        starts.push(start(*place, *at, plan, index == 0 && first_is_set_up, zone));
    }
    let created_on = Dates::of(zone).date(created);
    let initial_date = first_of_month(created_on);
    let at = Dates::of(zone).start(initial_date);
    let displaced = starts.iter().any(|start| displaces(start, created_on, at));
    if !first_is_set_up && !displaced {
        for (place, changed_at, plan) in limits {
            let ends = |other: &&Start| other.with_date || other.record.name != plan.name;
            let comes_first =
                |other: &Start| (other.at, !other.with_date, other.place) < (changed_at, true, Some(place));
            let ended = starts.iter().filter(ends).any(comes_first);
            if changed_at >= at && !ended {
                starts.push(start(place, changed_at, plan, false, zone));
            }
        }
        starts.push(Start {
            at,
            with_date: true,
            place: None,
            set_up: false,
            date: initial_date,
            record: initial_plan(),
        });
    }
    starts.sort_by_key(|start| (start.at, !start.with_date, start.place));
    starts
}

/// Whether a plan record only changes limits of `free`: it has no date, and gives no number of credits (rules 4.11).
fn only_limits_of_free(plan: &PlanRecord) -> bool {
    let PlanChanges { inmail_monthly, inmail_cap, inmail_life, refund_days, .. } = &plan.changes;
    let of_credits = inmail_monthly.is_some() || inmail_cap.is_some() || inmail_life.is_some() || refund_days.is_some();
    plan.name == "free" && plan.from.is_none() && !of_credits
}

/// Whether this start replaces the initial plan altogether (rules 4.11): with a date, if that is not after the day on
/// which the ledger was created; without one, if it starts no later than the initial plan.
fn displaces(start: &Start, created_on: NaiveDate, initial_at: Instant) -> bool {
    if start.with_date { start.date <= created_on } else { start.at <= initial_at }
}

/// Whether a first plan record is set-up (rules 4.11). The days are counted in the account's zone, since rules 4.12
/// names only other dates as the plan's.
fn is_set_up(plan: &PlanRecord, at: Instant, created: Instant, zone: Tz) -> bool {
    let dates = Dates::of(zone);
    plan.from.is_none() && (dates.date(at) - dates.date(created)).num_days() <= SET_UP_DAYS
}

fn start(place: usize, at: Instant, plan: &PlanRecord, set_up: bool, zone: Tz) -> Start {
    let dates = Dates::of(plan.own.zone.unwrap_or(zone));
    let today = dates.date(at);
    let date = match (plan.from, set_up) {
        (Some(from), _) => from,
        (None, true) => beginning_of_period(plan, today),
        (None, false) => today,
    };
    let with_date = plan.from.is_some() || set_up;
    let at = if with_date { dates.start(date) } else { at };
    Start { at, with_date, place: Some(place), set_up, date, record: plan.clone() }
}

fn beginning_of_period(plan: &PlanRecord, today: NaiveDate) -> NaiveDate {
    match (plan.own.cadence, plan.renews_on) {
        (Cadence::Calendar, _) => first_of_month(today),
        (Cadence::Billing, Some(day)) => latest_renewal_day(day.number(), today),
        (Cadence::Billing, None) => today,
    }
}

impl Plan {
    /// The plan in force after a start.
    pub(crate) fn after(before: Option<&Plan>, start: &Start) -> Plan {
        match before {
            Some(same) if same.name == start.record.name => same.with_changes(&start.record),
            _ => Plan::begun(start),
        }
    }

    fn begun(start: &Start) -> Plan {
        let record = &start.record;
        let renewal_day = match (record.own.cadence, record.renews_on) {
            (Cadence::Calendar, _) => 1,
            (Cadence::Billing, Some(day)) => day.number(),
            (Cadence::Billing, None) => start.date.day(),
        };
        let numbers = changed(&record.own, &record.changes);
        Plan { name: record.name.clone(), numbers, since: start.date, since_at: start.at, renewal_day }
    }

    fn with_changes(&self, record: &PlanRecord) -> Plan {
        let renewal_day = record.renews_on.map_or(self.renewal_day, RenewalDay::number);
        Plan { numbers: changed(&self.numbers, &record.changes), renewal_day, ..self.clone() }
    }

    /// The zone of the plan's dates.
    pub(crate) fn zone(&self, account: Tz) -> Tz {
        self.numbers.zone.unwrap_or(account)
    }
}

fn changed(old: &PlanNumbers, changes: &PlanChanges) -> PlanNumbers {
    PlanNumbers {
        cadence: old.cadence,
        zone: old.zone,
        inmail_monthly: changes.inmail_monthly.unwrap_or(old.inmail_monthly),
        inmail_cap: changes.inmail_cap.unwrap_or(old.inmail_cap),
        inmail_life: changes.inmail_life.unwrap_or(old.inmail_life),
        refund_days: changes.refund_days.unwrap_or(old.refund_days),
        daily: changes.daily.unwrap_or(old.daily),
        monthly: changes.monthly.unwrap_or(old.monthly),
        invitations: changes.invitations.unwrap_or(old.invitations),
        inmails_daily: changes.inmails_daily.unwrap_or(old.inmails_daily),
        invitations_daily: changes.invitations_daily.unwrap_or(old.invitations_daily),
        notes: changes.notes.unwrap_or(old.notes),
    }
}
