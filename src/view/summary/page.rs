//! The summary as an HTML page: one file without scripts, with a light and a dark style, ready to print.
//!
//! | file | contents |
//! |---|---|
//! | `document` | the whole page |
//! | `series` | the counts that are charted day by day |
//! | `tiles` | the four counts at the top |
//! | `account` | the balance, and a bar for each window |
//! | `chart` | the days of the period as bar charts |
//! | `calendar` | the months of the period as calendars |
//! | `credits` | the credit statement |
//! | `rates` | the response rates |
//! | `by_tag` | the figures of each tag |
//! | `comparison` | the period and the one before |
//! | `style.css` | the style sheet |

mod account;
mod by_tag;
mod calendar;
mod chart;
mod comparison;
#[cfg(test)]
mod contrast;
mod credits;
mod document;
mod rates;
mod series;
mod tiles;

pub(crate) use document::{Page, Standing};
