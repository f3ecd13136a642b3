//! Why the ledger's balance and LinkedIn's may differ.

use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::advice::reconcile::Cause;
use crate::view::format::{credits, day, plural};
use crate::view::recorded::{ItemJson, RecordedItem};

/// A likely cause of a gap, with the records that may be at fault.
#[derive(Debug)]
pub(crate) struct LikelyCause {
    pub(crate) cause: Cause,
    /// How many credits it can account for, where the ledger can tell.
    pub(crate) credits: Option<u64>,
    /// Whether that is the whole gap.
    pub(crate) explains: bool,
    /// The latest first.
    pub(crate) records: Vec<RecordedItem>,
}

/// How many records of a cause are shown.
const MOST: usize = 5;

#[derive(Serialize)]
pub(crate) struct CauseJson<'a> {
    code: &'static str,
    message: &'static str,
    credits: Option<u64>,
    explains_gap: bool,
    records: Vec<ItemJson<'a>>,
}

impl LikelyCause {
    pub(crate) fn json(&self, _gap: i64, zone: Tz) -> CauseJson<'_> {
        CauseJson {
            code: code(self.cause),
            message: says(self.cause),
            credits: self.credits,
            explains_gap: self.explains,
            records: self.records.iter().map(|item| item.json(zone)).collect(),
        }
    }

    fn lines(&self, zone: Tz) -> String {
        let count = match self.credits {
            Some(number) if self.explains => format!(" ({} possible)", credits(number)),
            Some(number) => format!(" ({} at the most)", credits(number)),
            None => String::new(),
        };
        let shown = self.records.iter().take(MOST).map(|item| {
            let date = day(crate::engine::calendar::date_of(item.at, zone));
            format!("    {}, {date} (id {})\n", item.subject, item.id)
        });
        let more = self.records.len().saturating_sub(MOST);
        let more = if more > 0 { format!("    and {}\n", plural(more as u64, "more", "more")) } else { String::new() };
        format!("  {}{count}\n{}{more}", says(self.cause), shown.collect::<String>())
    }
}

/// The likely causes, and what to do; nothing without a gap.
pub(crate) fn causes_in_words(causes: &[LikelyCause], gap: i64, zone: Tz) -> String {
    if gap == 0 || causes.is_empty() {
        return String::new();
    }
    let lines: String = causes.iter().map(|cause| cause.lines(zone)).collect();
    let shows = if gap > 0 { "more" } else { "fewer" };
    format!(
        "likely, since LinkedIn shows {shows}:\n{lines}to put it right: inquota undo, log or edit what was wrong, then set it again\n"
    )
}

fn code(cause: Cause) -> &'static str {
    match cause {
        Cause::AnswerNotLogged => "answer_not_logged",
        Cause::FreeLoggedAsCharged => "free_logged_as_charged",
        Cause::LostHereOnly => "lost_here_only",
        Cause::PurchaseNotLogged => "purchase_not_logged",
        Cause::InMailNotLogged => "inmail_not_logged",
        Cause::ChargedLoggedAsFree => "charged_logged_as_free",
        Cause::RefundHereOnly => "refund_here_only",
        Cause::PurchaseHereOnly => "purchase_here_only",
        Cause::ExpiredThereOnly => "expired_there_only",
    }
}

fn says(cause: Cause) -> &'static str {
    match cause {
        Cause::AnswerNotLogged => "an answer was not logged, which gave a credit back",
        Cause::FreeLoggedAsCharged => "a free InMail was logged as charged",
        Cause::LostHereOnly => "credits expired or went over the cap here, and not at LinkedIn",
        Cause::PurchaseNotLogged => "credits were bought or granted, and not logged; or the plan's numbers differ",
        Cause::InMailNotLogged => "an InMail was sent and not logged",
        Cause::ChargedLoggedAsFree => "an InMail logged as free was charged",
        Cause::RefundHereOnly => "an answer gave a credit back here, and not at LinkedIn",
        Cause::PurchaseHereOnly => "credits were logged as bought that LinkedIn does not show",
        Cause::ExpiredThereOnly => "credits expired at LinkedIn, and not here",
    }
}
