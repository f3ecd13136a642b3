//! Help: topics and the page about JSON on the screen, and man pages.
//!
//! | file | contents |
//! |---|---|
//! | `command` | the help of a command |
//! | `short` | the short one, a line for each option |
//! | `topic` | a topic, wrapped to the width of the screen |
//! | `json` | the page about JSON, or the documents of one command |
//! | `page` | a page of the documentation as a topic |
//! | `man` | a man page, in roff |

mod command;
mod json;
mod man;
mod page;
mod short;
mod topic;

pub(crate) use command::command_help;
pub(crate) use json::{json_of, json_page};
pub(crate) use man::man_page;
pub(crate) use topic::topic;
