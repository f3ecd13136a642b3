//! Help: topics and the page about JSON on the screen, and man pages.
//!
//! | file | contents |
//! |---|---|
//! | `topic` | a topic, wrapped to the width of the screen |
//! | `json` | the page about JSON, or the documents of one command |
//! | `man` | a man page, in roff |

mod json;
mod man;
mod topic;

pub(crate) use json::{json_of, json_page};
pub(crate) use man::man_page;
pub(crate) use topic::topic;
