//! InMail credits.
//!
//! | file | contents |
//! |---|---|
//! | `lots` | the list of lots |
//! | `watch` | unanswered InMails, and until when a response returns their credit |
//! | `purchase` | a recorded purchase |
//! | `balance` | a recorded balance: the gap, and its likely causes |
//! | `outlook` | the next grant, the next expiry, and the losses ahead |

mod balance;
mod lots;
mod outlook;
mod purchase;
mod watch;

pub(crate) use balance::{BalanceAnswer, LikelyCause, gap_in_words};
pub(crate) use lots::LotsAnswer;
pub(crate) use outlook::{CreditsAhead, CreditsOn, LossAhead, losses_in_words};
pub(crate) use purchase::PurchaseAnswer;
pub(crate) use watch::{WatchAnswer, WatchedRow};
