//! Follow-ups: whom to nudge.
//!
//! | file | what is in it |
//! |---|---|
//! | `list` | the list, on the screen and as a document |
//! | `row` | one follow-up |
//! | `calendar` | the list as a calendar file |
//! | `action` | a follow-up was marked as done, snoozed or closed |

mod action;
mod calendar;
mod list;
mod row;

pub(crate) use action::{ClosedAnswer, FollowUpActionAnswer};
pub(crate) use calendar::calendar_file;
pub(crate) use list::{FollowUpsAnswer, left_in_words, nudge_cautions};
pub(crate) use row::{FollowUpContext, FollowUpRow};
