//! `Receipts.csv` and `Receipts_v2.csv`: payments, which suggest the plan and its renewal day.

use crate::engine::calendar::{Instant, RenewalDay};

use super::csv_table::{Fields, Schema};
use super::dates::{self, PACIFIC};
use super::findings::PlanSuggestion;
use super::interner::Interner;
use super::limits::ExceededLimit;
use super::table_parser::TableParser;

const MADE_AT: usize = 0;
const DESCRIPTION: usize = 1;

/// A payment for a subscription.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Payment {
    at: Instant,
    description: String,
    plan: &'static str,
}

impl Payment {
    /// The plan that the payment suggests.
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

/// The latest payment in one table of receipts.
#[derive(Debug, Default)]
pub(super) struct ReceiptsTable {
    pub(super) latest: Option<Payment>,
}

impl TableParser for ReceiptsTable {
    const SCHEMA: Schema =
        Schema { columns: &["transaction made at", "description"], is_header: |has| has(MADE_AT) && has(DESCRIPTION) };

    const MISSING_COLUMN_COSTS: &'static [(&'static [usize], &'static str)] = &[];

    fn parse_row(&mut self, fields: &Fields<'_>, _: &mut Interner) -> Result<(), ExceededLimit> {
        let description = fields.get(DESCRIPTION);
        // The zone of the old receipts is not known. The other dates of exports from that time are Pacific.
        let timestamp = dates::parse_timestamp(fields.get(MADE_AT), PACIFIC).unambiguous();
        if let (Some(timestamp), Some(plan)) = (timestamp, plan_paid_for(description)) {
            let payment = Payment { at: timestamp.at, description: description.to_owned(), plan };
            self.latest = self.latest.take().max(Some(payment));
        }
        Ok(())
    }

    fn bad_dates(&self) -> u64 {
        // A payment without a date only fails to suggest a plan. No figure depends on it.
        0
    }
}

/// The built-in plan that a receipt is for; `None` for refunds, packs, advertisements and anything unknown.
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
