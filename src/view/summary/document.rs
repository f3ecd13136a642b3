//! `summary --json`, as the interface has it.

use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::statement::{DayFigures, Statement};
use crate::view::format::json;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    from: String,
    to: String,
    as_of: String,
    account: Option<&'a str>,
    messages: Messages,
    inmail: InMail,
    invitations: Invitations,
    responses: u64,
    response_rate: ResponseRate,
    inmail_rate: InMailRate,
    credits: Credits,
    days: Vec<Day>,
}

#[derive(Serialize)]
struct Messages {
    sent: u64,
    people: u64,
    over_limit: u64,
}

#[derive(Serialize)]
struct InMail {
    sent: u64,
    charged: u64,
    free: u64,
    uncovered: u64,
}

#[derive(Serialize)]
struct Invitations {
    sent: u64,
    with_note: u64,
    accepted: u64,
}

#[derive(Serialize)]
struct ResponseRate {
    contacted: u64,
    responded: u64,
    pending: u64,
    rate: Option<f64>,
}

#[derive(Serialize)]
struct InMailRate {
    sent: u64,
    responded: u64,
    rate: Option<f64>,
}

#[derive(Serialize)]
struct Credits {
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

#[derive(Serialize)]
struct Day {
    date: String,
    people: u64,
    messages: u64,
    inmail: u64,
    invitations: u64,
    responses: u64,
}

impl From<&DayFigures> for Day {
    fn from(day: &DayFigures) -> Day {
        let counts = &day.counts;
        Day {
            date: json::date(day.date),
            people: counts.day_slots,
            messages: counts.messages,
            inmail: counts.inmails,
            invitations: counts.invitations,
            responses: counts.responses,
        }
    }
}

/// The document of a statement of the account; the default has no name.
pub(crate) fn document(statement: &Statement, zone: Tz, account: Option<&str>) -> String {
    let counts = &statement.counts;
    let (response_rate, inmail_rate) = (statement.response_rate, statement.inmail_rate);
    json::document(&Document {
        schema: json::SCHEMA,
        from: json::date(statement.period.from),
        to: json::date(statement.period.to),
        as_of: json::instant(statement.as_of, zone),
        account,
        messages: Messages { sent: counts.messages, people: counts.month_slots, over_limit: counts.over_limit },
        inmail: InMail {
            sent: counts.inmails,
            charged: counts.charged,
            free: counts.free,
            uncovered: counts.uncovered,
        },
        invitations: Invitations { sent: counts.invitations, with_note: counts.notes, accepted: counts.accepted },
        responses: counts.responses,
        response_rate: ResponseRate {
            contacted: response_rate.contacted,
            responded: response_rate.responded,
            pending: response_rate.pending,
            rate: response_rate.rate(),
        },
        inmail_rate: InMailRate { sent: inmail_rate.sent, responded: inmail_rate.responded, rate: inmail_rate.rate() },
        credits: Credits {
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
        },
        days: statement.days.iter().map(Day::from).collect(),
    })
}
