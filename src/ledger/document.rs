//! The document around the records: its opening and closing lines, and the slack between them.
//!
//! ```text
//! {"format":"inquota","version":1,"account":{…},"whole":"       412:24","records":[      ◀ header
//! {"id":1,…},
//! {"id":2,…}
//!                                     (spaces)                                           ◀ slack
//! ]}                                                                                     ◀ closing line
//! ```
//!
//! New records are written over the spaces. The closing line is never touched and the length of the file stays the same.
//! What is written at once lies within one page of the file, if need be after more spaces, so that a program that reads
//! meanwhile sees the document before or the document after.
//!
//! | file | what |
//! |---|---|
//! | `slack` | where the records end, and what can be written over the spaces |
//! | `header` | the opening line, read and written |
//! | `parse` | a document with its records still unread |
//! | `layout` | a whole document, written |

mod header;
mod layout;
mod parse;
mod slack;
#[cfg(test)]
mod tests;

pub(super) use header::Header;
pub(super) use layout::{Continued, continued, render, without_slack};
pub(super) use parse::{Document, line_of, parse, parse_any};
pub(super) use slack::{CLOSING, PAGE, Slack, end_of_records, slack};
