//! A recorded balance: the gap to the ledger, and its likely causes.

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::engine::advice::reconcile::Cause;
use crate::view::caution::Caution;
use crate::view::format::{credits, day, json, moment, plural, safe, signed};
use crate::view::recorded::RecordedItem;
use crate::view::terminal::{OutputStyle, Show, Tone};

/// The most records of a cause to show.
const MOST_RECORDS: usize = 5;

/// The answer to `credits set`.
#[derive(Debug, Serialize)]
pub(crate) struct BalanceAnswer {
    #[serde(rename = "recorded", serialize_with = "json::list_of_one")]
    pub(crate) item: RecordedItem,
    /// The credits that were added; negative if credits were taken away.
    pub(crate) gap: i64,
    /// The likely causes, the most likely first.
    pub(crate) causes: Vec<LikelyCause>,
    /// The plan that would count the InMails from before the first plan, if credits may have rolled over.
    pub(crate) earlier_start: Option<EarlierStart>,
    pub(crate) cautions: Vec<Caution>,
    /// The balance that LinkedIn shows.
    #[serde(skip)]
    pub(crate) shown: u32,
}

/// A start of the first plan that would count the InMails before it.
#[derive(Debug, Serialize)]
pub(crate) struct EarlierStart {
    pub(crate) plan: String,
    /// The date of the first InMail.
    pub(crate) from: NaiveDate,
    pub(crate) renews_on: Option<u32>,
}

impl EarlierStart {
    fn line(&self) -> String {
        let renewal = self.renews_on.map(|day| format!(" --renews-on {day}")).unwrap_or_default();
        let (plan, from) = (safe(&self.plan), self.from);
        format!("if they rolled over: inquota plan set {plan} --from {from}{renewal}, the date of your first InMail\n")
    }
}

/// A likely cause of a gap.
#[derive(Debug, Serialize)]
pub(crate) struct LikelyCause {
    #[serde(flatten)]
    pub(crate) cause: Cause,
    /// How many credits it can explain; `None` if the ledger does not show that.
    pub(crate) credits: Option<u64>,
    /// Whether it can explain the whole gap.
    #[serde(rename = "explains_gap")]
    pub(crate) explains: bool,
    /// The records that may be wrong, the latest first.
    pub(crate) records: Vec<RecordedItem>,
}

impl Show for BalanceAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let shown = style.paint(Tone::Strong, &format!("{} shown by LinkedIn", credits(u64::from(self.shown))));
        let at = moment(self.item.at, style.clock);
        format!("recorded: {shown}, {at}\n{}\n{}", gap_in_words(self.gap, self.shown), self.causes_in_words())
    }
}

impl BalanceAnswer {
    /// The likely causes, and what to do; empty without a gap.
    fn causes_in_words(&self) -> String {
        if self.gap == 0 || self.causes.is_empty() {
            return String::new();
        }
        let causes: String = self.causes.iter().map(LikelyCause::lines).collect();
        let shows = if self.gap > 0 { "more" } else { "fewer" };
        let earlier = self.earlier_start.as_ref().map(EarlierStart::line).unwrap_or_default();
        format!(
            "likely causes, since LinkedIn shows {shows}:\n{causes}{earlier}to correct it: inquota undo, inquota log or inquota edit, then inquota credits set N\n"
        )
    }
}

impl LikelyCause {
    fn lines(&self) -> String {
        let count = match self.credits {
            Some(number) if self.explains => format!(" ({} possible)", credits(number)),
            Some(number) => format!(" ({} at the most)", credits(number)),
            None => String::new(),
        };
        let records = self.records.iter().take(MOST_RECORDS);
        let records = records.map(|item| format!("    {}, {} (id {})\n", item.subject, day(item.at.date()), item.id));
        let more = self.records.len().saturating_sub(MOST_RECORDS);
        let more = if more > 0 { format!("    and {}\n", plural(more as u64, "more", "more")) } else { String::new() };
        format!("  {}{count}\n{}{more}", message(self.cause), records.collect::<String>())
    }
}

/// The gap between the balance in the ledger and what LinkedIn shows.
pub(crate) fn gap_in_words(gap: i64, shown: u32) -> String {
    let before = credits((i64::from(shown) - gap).unsigned_abs());
    match gap {
        0 => "the ledger had the same: no difference".to_owned(),
        _ => format!("the ledger had {before}: adjusted by {}", signed(gap)),
    }
}

impl Serialize for Cause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct CodeAndMessage {
            code: &'static str,
            message: &'static str,
        }
        CodeAndMessage { code: code(*self), message: message(*self) }.serialize(serializer)
    }
}

fn code(cause: Cause) -> &'static str {
    match cause {
        Cause::AnswerNotLogged => "answer_not_logged",
        Cause::FreeLoggedAsCharged => "free_logged_as_charged",
        Cause::LostHereOnly => "lost_here_only",
        Cause::RolledOver => "rolled_over",
        Cause::PurchaseNotLogged => "purchase_not_logged",
        Cause::InMailNotLogged => "inmail_not_logged",
        Cause::ChargedLoggedAsFree => "charged_logged_as_free",
        Cause::RefundHereOnly => "refund_here_only",
        Cause::PurchaseHereOnly => "purchase_here_only",
        Cause::ExpiredThereOnly => "expired_there_only",
    }
}

fn message(cause: Cause) -> &'static str {
    match cause {
        Cause::AnswerNotLogged => "a response that gave a credit back was not logged",
        Cause::FreeLoggedAsCharged => "a free InMail was logged as charged",
        Cause::LostHereOnly => "credits expired or were lost to the cap here, but not on LinkedIn",
        Cause::RolledOver => {
            "credits rolled over from before the ledger's first plan: inquota plan set NAME --from DATE"
        }
        Cause::PurchaseNotLogged => "credits were bought or granted but not logged, or the plan's numbers differ",
        Cause::InMailNotLogged => "an InMail was sent but not logged",
        Cause::ChargedLoggedAsFree => "an InMail logged as free was charged",
        Cause::RefundHereOnly => "a response gave a credit back here, but not on LinkedIn",
        Cause::PurchaseHereOnly => "LinkedIn does not show credits that you logged as bought",
        Cause::ExpiredThereOnly => "credits expired on LinkedIn, but not here",
    }
}
