//! Unanswered InMails with a possible refund, and until when a response gives a credit back (rules 4.7).

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::engine::account::Account;
use crate::engine::budget::Budget;
use crate::engine::calendar::{Instant, PlanDate, date_of, next_day, plus_days, start_of};
use crate::engine::person::PersonId;
use crate::engine::plan::PlanInForce;

/// A person who has unanswered InMails, and whose response would give a credit back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefundableInMail {
    /// The person.
    pub person: PersonId,
    /// When the latest InMail that needed a credit was sent. It determines the refund.
    pub sent: Instant,
    /// The number of unanswered InMails to them.
    pub inmails: usize,
    /// The last date on which a response gives the credit back, in the plan's InMail zone.
    pub last_day: NaiveDate,
    /// The first instant at which it gives none.
    pub lapses: PlanDate,
}

/// The people whose response would give a credit back now, soonest deadline first.
pub fn watched(account: &Account) -> Vec<RefundableInMail> {
    let rules = refund_rules(account.budget());
    let mut found: Vec<RefundableInMail> = Vec::new();
    for (person, state) in account.people() {
        let Some(latest) = state.unanswered_inmails.iter().rfind(|inmail| inmail.needed_credit) else { continue };
        if let Some((lapses, last_day)) = lapse(latest.sent, account.budget().now(), &rules) {
            let inmails = state.unanswered_inmails.len();
            found.push(RefundableInMail { person, sent: latest.sent, inmails, last_day, lapses });
        }
    }
    found.sort_by_key(|watched| (watched.lapses.at, watched.sent));
    found
}

/// The refund rule of a plan, from an instant on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct RefundRule {
    from: Instant,
    days: Option<u32>,
    zone: Tz,
}

impl RefundRule {
    fn of(plan: &PlanInForce, from: Instant, zone: Tz) -> RefundRule {
        RefundRule { from, days: plan.numbers.refund_days, zone: plan.inmail_zone(zone) }
    }

    /// The first instant at which a response to an InMail sent at `sent` gives no credit back.
    fn end(&self, sent: Instant) -> Instant {
        let after = |days| next_day(plus_days(date_of(sent, self.zone), days));
        self.days.map_or(self.from, |days| start_of(after(days), self.zone))
    }
}

/// The rule in force, and those of the plan records ahead (rules 1.7). Before the first plan there are no refunds.
fn refund_rules(budget: &Budget) -> Vec<RefundRule> {
    let zone = budget.zone();
    let present = RefundRule::of(budget.plan(), budget.now(), zone);
    let mut rules = vec![if budget.has_plan() { present } else { RefundRule { days: None, ..present } }];
    for (from, plan) in budget.plans_ahead() {
        // Of several plan records at the same instant, the last one counts.
        rules.pop_if(|last| last.from == from);
        rules.push(RefundRule::of(&plan, from, zone));
    }
    rules
}

/// When a response to an InMail stops giving its credit back, and the last date on which it does; `None` if it has
/// stopped already.
fn lapse(sent: Instant, now: Instant, rules: &[RefundRule]) -> Option<(PlanDate, NaiveDate)> {
    let mut lapse = None;
    for (place, rule) in rules.iter().enumerate() {
        let end = rule.end(sent);
        if end <= rule.from.max(now) {
            break;
        }
        let (next, next_zone) = rules.get(place + 1).map_or((Instant::MAX, rule.zone), |next| (next.from, next.zone));
        // Where another plan ends the window, the date is that of its start.
        let (at, zone) = if next < end { (next, next_zone) } else { (end, rule.zone) };
        lapse = Some((PlanDate::of(at, zone), date_of(at.just_before(), rule.zone)));
        // If the next rule starts at this instant and allows more time, the window continues.
        if end < next {
            break;
        }
    }
    lapse
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::calendar::HOUR;
    use chrono_tz::UTC;

    const DAY: i64 = 24 * HOUR;

    fn day(number: i64) -> Instant {
        Instant::from_unix(number * DAY)
    }

    fn rule(from: i64, days: Option<u32>) -> RefundRule {
        RefundRule { from: day(from), days, zone: UTC }
    }

    #[test]
    fn the_last_day_is_the_date_of_sending_plus_the_window() {
        // Sent on day 10 at noon with 90 days: refunded through day 100.
        let sent = day(10).plus_seconds(DAY / 2);
        let lapses = |now| lapse(sent, now, &[rule(0, Some(90))]).map(|(lapses, _)| lapses.at);
        assert_eq!(lapses(day(10)), Some(day(101)));
        assert_eq!(lapses(day(101).just_before()), Some(day(101)));
        assert_eq!(lapses(day(101)), None);
    }

    #[test]
    fn a_plan_ahead_shortens_extends_or_ends_the_window() {
        let lapses = |rules: &[RefundRule]| lapse(day(10), day(20), rules).map(|(lapses, _)| lapses.at);
        assert_eq!(lapses(&[rule(20, Some(90)), rule(50, None)]), Some(day(50)));
        assert_eq!(lapses(&[rule(20, Some(90)), rule(50, Some(30))]), Some(day(50)));
        assert_eq!(lapses(&[rule(20, Some(90)), rule(30, Some(30))]), Some(day(41)));
        assert_eq!(lapses(&[rule(20, Some(90)), rule(50, Some(120))]), Some(day(131)));
        // Sent on day 10 with 30 days, through day 40; the longer window starts on day 41.
        assert_eq!(lapses(&[rule(20, Some(30)), rule(41, Some(120))]), Some(day(131)));
        assert_eq!(lapses(&[rule(20, Some(30)), rule(41, Some(30))]), Some(day(41)));
        // The window ends before the longer one starts, so it stays ended.
        assert_eq!(lapses(&[rule(20, Some(20)), rule(50, Some(120))]), Some(day(31)));
        assert_eq!(lapses(&[rule(20, None), rule(50, Some(120))]), None);
    }
}
