//! Help: topics on the screen, and man pages.

mod man;
mod topic;

pub(crate) use man::man_page;
pub(crate) use topic::topic;
