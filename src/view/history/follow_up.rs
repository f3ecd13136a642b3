//! How a follow-up was settled, in the history.

use chrono::NaiveDate;
use serde::Serialize;

use crate::engine::record::FollowUpAction;

/// How a follow-up was settled.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct FollowUpState {
    pub(super) how: &'static str,
    /// For a snoozed follow-up, the day on which it is due again.
    pub(super) until: Option<NaiveDate>,
}

impl From<FollowUpAction> for FollowUpState {
    fn from(action: FollowUpAction) -> FollowUpState {
        let (how, until) = match action {
            FollowUpAction::Done => ("done", None),
            FollowUpAction::Snoozed(until) => ("snoozed", Some(until)),
            FollowUpAction::Closed => ("closed", None),
        };
        FollowUpState { how, until }
    }
}
