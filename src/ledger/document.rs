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
//! New records are written over the spaces, so the closing line and the length of the file do not change. All records
//! of one write are within one page of the file, after additional spaces if needed. A program that reads at the same
//! time therefore sees either the old document or the new one.
//!
//! | file | what |
//! |---|---|
//! | `slack` | finds the end of the records and the space for new ones |
//! | `header` | reads and writes the opening line |
//! | `parse` | splits a document into its header and its records, which are not parsed yet |
//! | `layout` | writes a whole document |

mod header;
mod layout;
mod parse;
mod slack;
#[cfg(test)]
mod tests;

pub(super) use header::{Header, account_checksum};
pub(super) use layout::{Continued, continued, render, without_slack};
pub(super) use parse::{Document, LineNumbers, line_of, parse, parse_any, records};
pub(super) use slack::{CLOSING, PAGE, Slack, end_of_records, slack};
