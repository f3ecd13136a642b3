//! The receipts, old and new: payments. They suggest the plan and its renewal day, and no more than that.

use crate::engine::calendar::{Instant, RenewalDay};

use super::dates::{self, PACIFIC};
use super::findings::PlanSuggestion;
use super::register::Register;
use super::source::Kind;
use super::table::{Fields, Shape};

const MADE_AT: usize = 0;
const DESCRIPTION: usize = 1;

/// A subscription that was paid for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Payment {
    at: Instant,
    description: String,
    plan: &'static str,
}

impl Payment {
    /// What the payment suggests.
    pub(super) fn suggestion(&self) -> PlanSuggestion {
        let paid_on = self.at.in_utc().date_naive();
        PlanSuggestion {
            plan: self.plan,
            description: self.description.clone(),
            renewal_day: RenewalDay::of(paid_on),
            paid_on,
        }
    }
}

/// The subscriptions in one table of receipts.
#[derive(Debug, Default)]
pub(super) struct Receipts {
    pub(super) payments: Vec<Payment>,
}

impl Kind for Receipts {
    const SHAPE: Shape = Shape {
        columns: &["transaction made at", "description"],
        confirmed_by: |has| has(MADE_AT) && has(DESCRIPTION),
    };

    const COSTS: &'static [(&'static [usize], &'static str)] = &[];

    fn row(&mut self, fields: &Fields<'_>, _: &mut Register) {
        let description = fields.get(DESCRIPTION);
        // The zone of the old billing is not known; Pacific is that of the export's other dates of its time.
        let moment = dates::moment(fields.get(MADE_AT), PACIFIC);
        if let (Some(moment), Some(plan)) = (moment, plan_paid_for(description)) {
            self.payments.push(Payment { at: moment.at, description: description.to_owned(), plan });
        }
    }

    fn bad_dates(&self) -> u64 {
        // A payment that cannot be dated suggests nothing, and no figure misses it.
        0
    }
}

/// The built-in plan that a receipt is for; `None` for refunds, packs, advertisements and whatever is not known.
fn plan_paid_for(description: &str) -> Option<&'static str> {
    const PLANS: [(&str, &str); 7] = [
        ("sales navigator", "sales-navigator"),
        ("recruiter lite", "recruiter-lite"),
        ("premium business", "premium-business"),
        ("business plus account", "premium-business"),
        ("business account", "premium-business"),
        ("premium career", "premium-career"),
        ("premium job seeker", "premium-career"),
    ];
    let text = description.to_lowercase();
    if ["refund", "job posting", "linkedin ads"].iter().any(|other| text.contains(other)) {
        return None;
    }
    PLANS.iter().find(|(words, _)| text.contains(words)).map(|&(_, plan)| plan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_name_plans() {
        for (description, plan) in [
            ("Premium Career", Some("premium-career")),
            ("Premium Career Subscription renewal (Monthly)", Some("premium-career")),
            ("Premium Job Seeker Subscription (Monthly)", Some("premium-career")),
            (
                "Premium Business Subscription renewal (Monthly), Credit from previous subscription",
                Some("premium-business"),
            ),
            ("Business Plus account monthly", Some("premium-business")),
            ("Recruiter Lite (Monthly)", Some("recruiter-lite")),
            ("Refund for order 17 : Premium Career", None),
            ("Job Posting, InMail 5", None),
            ("LinkedIn Ads recurring charges", None),
            ("Executive Subscription (Monthly)", None),
        ] {
            assert_eq!(plan_paid_for(description), plan, "{description}");
        }
    }
}
