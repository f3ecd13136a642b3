//! The list of lots.

use chrono::NaiveDate;
use serde::Serialize;

use super::lapse::LapseOn;
use super::outlook::CreditsAhead;
use crate::engine::advice::lapse::Lapse;
use crate::engine::advice::loss::CapAhead;
use crate::engine::status::AccountStatus;
use crate::engine::wallet::{Lot, LotSource};
use crate::view::format::{LocalInstant, credits, day};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The answer to `credits`.
#[derive(Debug, Serialize)]
pub(crate) struct LotsAnswer {
    as_of: LocalInstant,
    balance: u64,
    /// The lots, in the order in which they are spent.
    lots: Vec<LotRow>,
    /// What lapses as another plan starts, if nothing is sent.
    next_lapse: Option<LapseOn>,
    #[serde(skip)]
    ahead: CreditsAhead,
}

/// A lot.
#[derive(Debug, Serialize)]
struct LotRow {
    source: LotSource,
    given_on: NaiveDate,
    expires_on: Option<NaiveDate>,
    amount: u32,
    left: u32,
}

impl From<&Lot> for LotRow {
    fn from(lot: &Lot) -> LotRow {
        let Lot { source, given_on, expires_on, amount, left, .. } = *lot;
        LotRow { source, given_on, expires_on, amount, left }
    }
}

impl LotsAnswer {
    /// The answer for the lots of an account, with the credits that the cap will take and those that will lapse.
    pub(crate) fn new<'a>(
        status: &AccountStatus,
        lots: impl Iterator<Item = &'a Lot>,
        lost: (CapAhead, Option<Lapse>),
    ) -> LotsAnswer {
        let ahead = CreditsAhead::new(status, lost);
        LotsAnswer {
            as_of: LocalInstant::new(status.as_of, status.zone),
            balance: status.balance,
            lots: lots.map(LotRow::from).collect(),
            next_lapse: ahead.next_lapse.clone(),
            ahead,
        }
    }

    fn table(&self, style: OutputStyle) -> String {
        let mut table = Table::new(&["lot", "given on", "expires on", "left"], &[3], style);
        for lot in &self.lots {
            let expires = match self.ahead.lapses_before(lot.expires_on) {
                Some(lapse) => format!("lapses {}", day(lapse)),
                None => lot.expires_on.map_or("never".to_owned(), day),
            };
            let left = format!("{} of {}", lot.left, lot.amount);
            table.row(vec![source_in_words(lot.source).to_owned(), day(lot.given_on), expires, left]);
        }
        table.to_string()
    }
}

impl Show for LotsAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let head = style.paint(Tone::Strong, &format!("{} left", credits(self.balance)));
        let lots = if self.lots.is_empty() {
            String::new()
        } else {
            format!("\nin the order in which they are spent:\n{}", self.table(style))
        };
        let cap = match self.ahead.taken_before_expiry() {
            0 => String::new(),
            taken => format!("\nof those that expire first, the cap takes {taken} before\n"),
        };
        let lapse = self.ahead.lapse_in_words().map(|lapse| format!("\n{lapse}\n")).unwrap_or_default();
        format!("{head}; {}\n{lots}{cap}{lapse}", self.ahead.grant_in_words())
    }
}

fn source_in_words(source: LotSource) -> &'static str {
    match source {
        LotSource::Grant => "granted",
        LotSource::Purchase => "bought",
        LotSource::Refund => "came back",
        LotSource::Adjustment => "adjusted",
    }
}
