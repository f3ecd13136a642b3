//! Follow-ups: whom to nudge.
//!
//! | file | contents |
//! |---|---|
//! | `list` | the list |
//! | `row` | one follow-up of the list |
//! | `calendar` | the list as a calendar file |
//! | `action` | follow-ups marked as done, snoozed or closed |

mod action;
mod calendar;
mod list;
mod row;

pub(crate) use action::{ClosedAnswer, FollowUpActionAnswer};
pub(crate) use calendar::calendar_file;
pub(crate) use list::{FollowUpsAnswer, left_in_words, nudge_cautions};
pub(crate) use row::{FollowUpContext, FollowUpRow};
