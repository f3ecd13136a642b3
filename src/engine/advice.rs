//! Advice: what follows from the rules, and no rule says.
//!
//! | what | module |
//! |---|---|
//! | how a member works: working days, nudges | [`habits`] |
//! | whom to nudge, when, at what cost | [`followup`] |
//! | whom the member may write to next | [`suggested_contacts`] |
//! | credits that will be lost; InMails whose credit may come back; where the use of a window leads | [`loss`], [`watch`], [`pace`] |
//! | whom first contacts reached, by group; how likely such counts are by chance | [`stats`], [`statistics`] |
//! | the history replayed against other plans | [`comparison`] |
//! | the balance day by day ahead | [`forecast`] |
//! | why the balance may differ from LinkedIn's | [`reconcile`] |
//! | all of that for today | [`agenda`] |

pub mod agenda;
pub mod comparison;
pub mod followup;
pub mod forecast;
pub mod habits;
pub mod loss;
pub mod pace;
pub mod reconcile;
pub mod statistics;
pub mod stats;
pub mod suggested_contacts;
pub mod watch;
