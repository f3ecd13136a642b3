//! InMail credits.
//!
//! | file | contents |
//! |---|---|
//! | `lots` | the list of lots |
//! | `watch` | unanswered InMails, and until when a response returns their credit |
//! | `purchase` | a recorded purchase |
//! | `balance` | a recorded balance: the gap, and its likely causes |
//! | `lapse` | credits that lapse as another plan starts |
//! | `outlook` | the next grant, the next expiry, and the losses ahead |

mod balance;
mod lapse;
mod lots;
mod outlook;
mod purchase;
mod watch;

pub(crate) use balance::{BalanceAnswer, EarlierStart, LikelyCause, gap_in_words};
pub(crate) use lapse::LapseOn;
pub(crate) use lots::LotsAnswer;
pub(crate) use outlook::{CreditsAhead, CreditsOn, LossAhead, losses_in_words};
pub(crate) use purchase::PurchaseAnswer;
pub(crate) use watch::{WatchAnswer, WatchedRow};
