//! Follow-ups: whom to nudge.
//!
//! | file | contents |
//! |---|---|
//! | `list` | the list |
//! | `row` | one follow-up of the list |
//! | `waiting` | a person whom no nudge can reach, since a second InMail is against LinkedIn's rule |
//! | `calendar` | the list as events of a calendar |
//! | `action` | follow-ups marked as done, snoozed or closed |

mod action;
mod calendar;
mod list;
mod row;
mod waiting;

pub(crate) use action::{ClosedAnswer, SettledAnswer, SettledRow};
pub(crate) use calendar::follow_up_events;
pub(crate) use list::{
    FollowUpsAnswer, NO_SECOND_INMAIL, do_not_contact_in_words, left_in_words, left_out_in_words, once_connected,
};
pub(crate) use row::{FollowUpContext, FollowUpRow, cost_in_words, limited_cost_in_words, misfit};
pub(crate) use waiting::WaitingRow;
