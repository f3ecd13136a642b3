//! The figures of a period for `summary --json`.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use super::by_tag::TagRow;
use crate::engine::acceptance_rate::AcceptanceRate;
use crate::engine::calendar::PlanDate;
use crate::engine::credit_dates::CreditDates;
use crate::engine::rates::{InMailRate, ResponseRate};
use crate::engine::statement::{DayFigures, Statement};
use crate::engine::tag_figures::FiguresByTag;
use crate::view::format::{LocalInstant, LocalPlanDate};
use crate::view::rate::WithRate;

/// What the figures are made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct FiguresInput<'a> {
    pub(super) statement: &'a Statement,
    pub(super) credit_dates: &'a CreditDates,
    pub(super) zone: Tz,
    /// `None` for the account `default`.
    pub(super) account: Option<&'a str>,
    /// The tag whose figures the statement is.
    pub(super) tag: Option<&'a str>,
    pub(super) by_tag: Option<&'a FiguresByTag>,
}

/// The figures of a period.
#[derive(Debug, Serialize)]
pub(super) struct PeriodFigures<'a> {
    from: NaiveDate,
    to: NaiveDate,
    as_of: LocalInstant,
    account: Option<&'a str>,
    tag: Option<&'a str>,
    messages: MessageFigures,
    inmail: InMailFigures,
    invitations: InvitationFigures,
    responses: u64,
    response_rate: WithRate<ResponseRate>,
    acceptance_rate: WithRate<AcceptanceRate>,
    inmail_rate: WithRate<InMailRate>,
    credits: CreditFigures,
    /// With a tag, what it spent per response; the inner `None` means no response.
    #[serde(skip_serializing_if = "Option::is_none")]
    credits_per_response: Option<Option<f64>>,
    /// The grants and expiries that a plan dates in another zone; `None` with a tag.
    credit_dates: Option<CreditDateRows>,
    days: Vec<DayRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by_tag: Option<Vec<TagRow<'a>>>,
    /// The number of sends with several tags, which count under each of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_several_tags: Option<u64>,
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
    /// `None` with a tag.
    received: Option<u64>,
    withdrawn: u64,
    over_limit: u64,
}

/// The credit statement. With a tag there is only what it spent.
#[derive(Debug, Default, Serialize)]
struct CreditFigures {
    opening: Option<u64>,
    granted: Option<u64>,
    bought: Option<u64>,
    refunded: Option<u64>,
    adjusted: Option<i64>,
    spent: u64,
    expired: Option<u64>,
    lost_to_cap: Option<u64>,
    lapsed: Option<u64>,
    closing: Option<u64>,
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
    /// The figures of a summary.
    pub(super) fn new(input: FiguresInput<'a>) -> PeriodFigures<'a> {
        let FiguresInput { statement, credit_dates, zone, account, tag, by_tag } = input;
        let (counts, has_tag) = (&statement.counts, tag.is_some());
        PeriodFigures {
            from: statement.period.from,
            to: statement.period.to,
            as_of: LocalInstant::new(statement.as_of, zone),
            account,
            tag,
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
                received: (!has_tag).then_some(counts.received),
                withdrawn: counts.withdrawn,
                over_limit: counts.invitations_over_limit,
            },
            responses: counts.responses,
            response_rate: statement.response_rate.into(),
            acceptance_rate: statement.acceptance_rate.into(),
            inmail_rate: statement.inmail_rate.into(),
            credits: if has_tag { CreditFigures::of_tag(statement) } else { CreditFigures::of_account(statement) },
            credits_per_response: has_tag.then(|| counts.cost().per_response()),
            credit_dates: (!has_tag).then(|| CreditDateRows::new(credit_dates, zone)),
            days: statement.days.iter().map(|day| DayRow::new(statement, day)).collect(),
            by_tag: by_tag.map(|figures| figures.rows.iter().map(TagRow::new).collect()),
            in_several_tags: by_tag.map(|figures| figures.in_several),
        }
    }
}

impl CreditDateRows {
    fn new(dates: &CreditDates, zone: Tz) -> CreditDateRows {
        let local = |dates: &[PlanDate]| dates.iter().map(|date| LocalPlanDate::new(*date, zone)).collect();
        CreditDateRows { granted: local(&dates.granted), expired: local(&dates.expired) }
    }
}

impl CreditFigures {
    fn of_account(statement: &Statement) -> CreditFigures {
        let counts = &statement.counts;
        CreditFigures {
            opening: Some(statement.opening),
            granted: Some(counts.granted),
            bought: Some(counts.bought),
            refunded: Some(counts.refunded),
            adjusted: Some(counts.adjusted),
            spent: counts.charged,
            expired: Some(counts.expired),
            lost_to_cap: Some(counts.lost_to_cap),
            lapsed: Some(counts.lapsed),
            closing: Some(statement.closing),
        }
    }

    fn of_tag(statement: &Statement) -> CreditFigures {
        CreditFigures { spent: statement.counts.charged, ..CreditFigures::default() }
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
