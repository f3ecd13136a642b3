//! How values are written: for people, and in documents.
//!
//! | file | what is in it |
//! |---|---|
//! | `words` | numbers, rates and outside text in words |
//! | `dates` | dates and times in words |
//! | `clock_format` | times of day, by the clock that the member chose |
//! | `local_instant` | an instant together with the zone it is shown in |
//! | `json` | documents, and how single values are written in them |

pub(crate) mod clock_format;
mod dates;
pub(crate) mod json;
mod local_instant;
mod words;

pub(crate) use dates::{ahead, day, in_days, moment, near_date, short_day};
pub(crate) use json::safe_json;
pub(crate) use local_instant::LocalInstant;
pub(crate) use words::{credits, one_of, percent, plural, rate, safe, signed};
