//! The figures of a period for `summary --json`.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::acceptance_rate::AcceptanceRate;
use crate::engine::calendar::PlanDate;
use crate::engine::credit_dates::CreditDates;
use crate::engine::rates::{InMailRate, ResponseRate};
use crate::engine::statement::{DayFigures, Statement};
use crate::view::format::{LocalInstant, LocalPlanDate};
use crate::view::rate::WithRate;

/// The figures of a period.
#[derive(Debug, Serialize)]
pub(super) struct PeriodFigures<'a> {
    from: NaiveDate,
    to: NaiveDate,
    as_of: LocalInstant,
    account: Option<&'a str>,
    messages: MessageFigures,
    inmail: InMailFigures,
    invitations: InvitationFigures,
    responses: u64,
    response_rate: WithRate<ResponseRate>,
    acceptance_rate: WithRate<AcceptanceRate>,
    inmail_rate: WithRate<InMailRate>,
    credits: CreditFigures,
    /// The grants and expiries that a plan dates in another zone.
    credit_dates: CreditDateRows,
    days: Vec<DayRow>,
}

#[derive(Debug, Serialize)]
struct CreditDateRows {
    granted: Vec<LocalPlanDate>,
    expired: Vec<LocalPlanDate>,
}

#[derive(Debug, Serialize)]
struct MessageFigures {
    sent: u64,
    /// The slots of the months that were used.
    people: u64,
    /// The different people who got a message.
    reached: u64,
    over_limit: u64,
}

#[derive(Debug, Serialize)]
struct InMailFigures {
    sent: u64,
    charged: u64,
    free: u64,
    uncovered: u64,
    over_limit: u64,
}

#[derive(Debug, Serialize)]
struct InvitationFigures {
    sent: u64,
    with_note: u64,
    accepted: u64,
    received: u64,
    withdrawn: u64,
    over_limit: u64,
}

/// The credit statement.
#[derive(Debug, Serialize)]
struct CreditFigures {
    opening: u64,
    granted: u64,
    bought: u64,
    refunded: u64,
    adjusted: i64,
    spent: u64,
    expired: u64,
    lost_to_cap: u64,
    lapsed: u64,
    closing: u64,
}

#[derive(Debug, Serialize)]
struct DayRow {
    date: NaiveDate,
    /// The slots of the day that were used.
    people: u64,
    /// The different people who got a message.
    reached: u64,
    messages: u64,
    inmail: u64,
    invitations: u64,
    responses: u64,
}

impl<'a> PeriodFigures<'a> {
    /// The figures of a statement. `account` is `None` for the account `default`.
    pub(super) fn new(
        statement: &Statement,
        credit_dates: &CreditDates,
        zone: Tz,
        account: Option<&'a str>,
    ) -> PeriodFigures<'a> {
        let local = |dates: &[PlanDate]| dates.iter().map(|date| LocalPlanDate::new(*date, zone)).collect();
        let counts = &statement.counts;
        PeriodFigures {
            from: statement.period.from,
            to: statement.period.to,
            as_of: LocalInstant::new(statement.as_of, zone),
            account,
            messages: MessageFigures {
                sent: counts.messages,
                people: counts.month_slots,
                reached: statement.reached(statement.period.from, statement.period.to),
                over_limit: counts.over_limit,
            },
            inmail: InMailFigures {
                sent: counts.inmails,
                charged: counts.charged,
                free: counts.free,
                uncovered: counts.uncovered,
                over_limit: counts.inmails_over_limit,
            },
            invitations: InvitationFigures {
                sent: counts.invitations,
                with_note: counts.notes,
                accepted: counts.accepted,
                received: counts.received,
                withdrawn: counts.withdrawn,
                over_limit: counts.invitations_over_limit,
            },
            responses: counts.responses,
            response_rate: statement.response_rate.into(),
            acceptance_rate: statement.acceptance_rate.into(),
            inmail_rate: statement.inmail_rate.into(),
            credits: CreditFigures::from(statement),
            credit_dates: CreditDateRows {
                granted: local(&credit_dates.granted),
                expired: local(&credit_dates.expired),
            },
            days: statement.days.iter().map(|day| DayRow::new(statement, day)).collect(),
        }
    }
}

impl From<&Statement> for CreditFigures {
    fn from(statement: &Statement) -> CreditFigures {
        let counts = &statement.counts;
        CreditFigures {
            opening: statement.opening,
            granted: counts.granted,
            bought: counts.bought,
            refunded: counts.refunded,
            adjusted: counts.adjusted,
            spent: counts.charged,
            expired: counts.expired,
            lost_to_cap: counts.lost_to_cap,
            lapsed: counts.lapsed,
            closing: statement.closing,
        }
    }
}

impl DayRow {
    fn new(statement: &Statement, day: &DayFigures) -> DayRow {
        let counts = &day.counts;
        DayRow {
            date: day.date,
            people: counts.day_slots,
            reached: statement.reached(day.date, day.date),
            messages: counts.messages,
            inmail: counts.inmails,
            invitations: counts.invitations,
            responses: counts.responses,
        }
    }
}
