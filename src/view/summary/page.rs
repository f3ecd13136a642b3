//! A period as a page: one file with everything in it and no script, for screens by day and night, and for paper.
//!
//! | file | contents |
//! |---|---|
//! | `document` | the page as a whole |
//! | `series` | what is counted day by day |
//! | `tiles` | the four counts at the top |
//! | `account` | the credits held, and the windows |
//! | `chart` | the days as bars |
//! | `calendar` | the months as calendars |
//! | `credits` | the credit statement |
//! | `rates` | the response rates |
//! | `comparison` | the period compared with the one before |

mod account;
mod calendar;
mod chart;
mod comparison;
mod credits;
mod document;
mod rates;
mod series;
mod tiles;

pub(crate) use document::Page;
