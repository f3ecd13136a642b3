//! The summary of a period as a table, Markdown, CSV, JSON or HTML.
//!
//! | file | contents |
//! |---|---|
//! | `answer` | the summary in every format except HTML |
//! | `figures` | the figures for JSON |
//! | `daily` | the counts of days |
//! | `charts` | the days as small charts, for a terminal |
//! | `by_tag` | the figures of each tag |
//! | `rows` | the figures of the period and of the one before, row by row |
//! | `period` | a period in words |
//! | `page` | the HTML page |

mod answer;
mod by_tag;
mod charts;
mod daily;
mod figures;
mod page;
mod period;
mod rows;

pub(crate) use answer::{FiguresFormat, SummaryAnswer};
pub(crate) use page::{Page, Standing};
