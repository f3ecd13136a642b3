//! InMail credits.
//!
//! | file | what is in it |
//! |---|---|
//! | `lots` | the credits by lot |
//! | `watch` | unanswered InMails whose credit may come back |
//! | `purchase` | a purchase was recorded |
//! | `balance` | the balance was set: the gap, and its likely causes |
//! | `outlook` | the next grant, the next expiry, and what will be lost |

mod balance;
mod lots;
mod outlook;
mod purchase;
mod watch;

pub(crate) use balance::{BalanceAnswer, LikelyCause, gap_in_words};
pub(crate) use lots::LotsAnswer;
pub(crate) use outlook::{CreditsAhead, CreditsOn, LossAhead, inmail_today, losses_in_words};
pub(crate) use purchase::PurchaseAnswer;
pub(crate) use watch::{WatchAnswer, WatchedRow};
