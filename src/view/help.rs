//! Help: topics on the screen, and man pages.
//!
//! | file | contents |
//! |---|---|
//! | `command` | the help of a command |
//! | `short` | the short one, a line for each option |
//! | `topic` | a topic, wrapped to the width of the screen |
//! | `man` | a man page, in roff |

mod command;
mod man;
mod short;
mod topic;

pub(crate) use command::command_help;
pub(crate) use man::man_page;
pub(crate) use topic::topic;
