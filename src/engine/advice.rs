//! Advice: answers that are based on the rules, but are not rules themselves.
//!
//! | what | module |
//! |---|---|
//! | how a member works: working days, nudges | [`habits`] |
//! | whom to nudge, when, how, at what cost; what is left for it | [`followup`], [`quota_left`] |
//! | whom the member may write to next | [`suggested_contacts`], [`new_connections`] |
//! | credits that will be lost, or lapse with a change of plan | [`loss`], [`lapse`] |
//! | the member's own limits that end with a change of plan | [`ended_limits`] |
//! | InMails with a possible refund; how fast a limit is used up | [`watch`], [`pace`], [`rolling_pace`] |
//! | response rates by group, by wording; whether differences are significant | [`stats`], [`same_wording`], [`significance`] |
//! | how many people got nearly the same text; many sends in a few minutes | [`alike`], [`burst`] |
//! | what the member wants to send, and what that needs | [`targets`] |
//! | the history replayed against other plans | [`comparison`] |
//! | the balance day by day ahead | [`forecast`] |
//! | grants, losses and changes of plan ahead, for a calendar | [`upcoming`] |
//! | why the balance may differ from LinkedIn's | [`reconcile`] |
//! | all of this for today | [`agenda`] |

pub mod agenda;
pub mod alike;
pub mod burst;
pub mod comparison;
pub mod ended_limits;
pub mod followup;
pub mod forecast;
pub mod habits;
pub mod lapse;
pub mod loss;
pub mod new_connections;
pub mod pace;
pub mod quota_left;
pub mod reconcile;
pub mod rolling_pace;
pub mod same_wording;
pub mod significance;
pub mod stats;
pub mod suggested_contacts;
pub mod targets;
pub mod upcoming;
pub mod watch;
