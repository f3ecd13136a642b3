//! The summary of a period: a table, Markdown, CSV, a document, or a page.
//!
//! | file | what is in it |
//! |---|---|
//! | `answer` | the summary in each form but the page |
//! | `figures` | the document |
//! | `rows` | the figures of both periods, row by row |
//! | `period` | periods in words |
//! | `page` | the page |

mod answer;
mod figures;
mod page;
mod period;
mod rows;

pub(crate) use answer::{SummaryAnswer, SummaryForm};
pub(crate) use page::Page;
