//! How values are written, in text and in JSON.
//!
//! | file | contents |
//! |---|---|
//! | `words` | numbers, rates and lists in words, and text from outside made safe to show |
//! | `dates` | dates and times in words |
//! | `clock_format` | times of day, in 24 or 12 hours |
//! | `local_instant` | an instant and the zone in which it is shown |
//! | `local_plan_date` | a date of a plan, which may pin another zone, as the account's clock shows it |
//! | `csv` | cells of CSV files |
//! | `json` | JSON documents, and functions for `serialize_with` |

pub(crate) mod clock_format;
mod csv;
mod dates;
pub(crate) mod json;
mod local_instant;
mod local_plan_date;
mod words;

pub(crate) use csv::csv_cell;
pub(crate) use dates::{ahead, brief_day, day, in_days, moment, near, near_date, near_day, on_day, short_day, until};
pub(crate) use json::safe_json;
pub(crate) use local_instant::LocalInstant;
pub(crate) use local_plan_date::LocalPlanDate;
pub(crate) use words::{
    controls_terminal, credits, exact_percent, one_of, percent, plural, rate, safe, shortened, signed,
};
