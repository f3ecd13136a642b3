//! The balance ahead as JSON.

use serde::Serialize;

use super::ForecastAnswer;
use crate::engine::advice::forecast::{DayAhead, Rate};
use crate::view::format::json;

#[derive(Serialize)]
struct Document {
    schema: u32,
    as_of: String,
    balance: u64,
    rate: RateJson,
    days: Vec<DayJson>,
}

#[derive(Serialize)]
struct RateJson {
    since: String,
    spent: u64,
    working_days: u64,
    a_working_day: Option<f64>,
}

#[derive(Serialize)]
struct DayJson {
    date: String,
    granted: u64,
    spent: u64,
    expired: u64,
    lost_to_cap: u64,
    lapsed: u64,
    without_credit: u64,
    balance: u64,
}

/// The document.
pub(super) fn document(answer: &ForecastAnswer) -> String {
    json::document(&Document {
        schema: json::SCHEMA,
        as_of: json::instant(answer.as_of, answer.zone),
        balance: answer.forecast.opening,
        rate: answer.forecast.rate.into(),
        days: answer.forecast.days.iter().map(DayJson::from).collect(),
    })
}

impl From<Rate> for RateJson {
    fn from(rate: Rate) -> RateJson {
        RateJson {
            since: json::date(rate.since),
            spent: rate.spent,
            working_days: rate.working_days,
            a_working_day: rate.a_working_day(),
        }
    }
}

impl From<&DayAhead> for DayJson {
    fn from(day: &DayAhead) -> DayJson {
        DayJson {
            date: json::date(day.date),
            granted: day.granted,
            spent: day.spent,
            expired: day.expired,
            lost_to_cap: day.lost_to_cap,
            lapsed: day.lapsed,
            without_credit: day.short,
            balance: day.balance,
        }
    }
}
