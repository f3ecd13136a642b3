//! Help: topics on the screen, and man pages.
//!
//! | file | contents |
//! |---|---|
//! | `topic` | a topic, wrapped to the width of the screen |
//! | `page` | a page of the documentation as a topic |
//! | `man` | a man page, in roff |

mod man;
mod page;
mod topic;

pub(crate) use man::man_page;
pub(crate) use topic::topic;
