//! The list of lots.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use super::lapse::LapseOn;
use super::outlook::CreditsAhead;
use crate::engine::advice::lapse::Lapse;
use crate::engine::advice::loss::CapAhead;
use crate::engine::status::AccountStatus;
use crate::engine::wallet::{Lot, LotSource};
use crate::view::format::{LocalInstant, LocalPlanDate, credits};
use crate::view::terminal::{OutputStyle, Show, Table, Tone, unbroken};

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
    given_at: LocalInstant,
    expires_on: Option<NaiveDate>,
    expires_at: Option<LocalInstant>,
    amount: u32,
    left: u32,
    #[serde(skip)]
    given: LocalPlanDate,
    #[serde(skip)]
    expires: Option<LocalPlanDate>,
}

impl LotRow {
    /// A lot of an account in this zone.
    fn new(lot: &Lot, account: Tz) -> LotRow {
        let local = |date| LocalPlanDate::new(date, account);
        let (given, expires) = (local(lot.given), lot.expires.map(local));
        LotRow {
            source: lot.source,
            given_on: given.date(),
            given_at: given.at(),
            expires_on: expires.map(LocalPlanDate::date),
            expires_at: expires.map(LocalPlanDate::at),
            amount: lot.amount,
            left: lot.left,
            given,
            expires,
        }
    }

    /// The cells of its row. `lapse` is when it lapses, if that is before it expires.
    fn cells(&self, lapse: Option<LocalPlanDate>, style: OutputStyle) -> Vec<String> {
        let date = |date: LocalPlanDate| {
            date.day_in_parts(style.clock).map(|part| unbroken(&part)).join(" ").trim_end_matches(' ').to_owned()
        };
        let expires = match lapse {
            Some(lapse) => style.mark(Tone::Loss, &format!("lapses {}", date(lapse))),
            None => self.expires.map_or("never".to_owned(), date),
        };
        let (amount, left) = (self.amount.to_string(), self.left.to_string());
        vec![source_in_words(self.source).to_owned(), date(self.given), expires, amount, left]
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
            lots: lots.map(|lot| LotRow::new(lot, status.zone)).collect(),
            next_lapse: ahead.next_lapse.clone(),
            ahead,
        }
    }

    fn table(&self, style: OutputStyle) -> String {
        let heads = ["lot", "given on", "expires on", "amount", "left"];
        let mut table = Table::new(&heads, &[3, 4], style).with_expendable(&[1, 3]);
        for lot in &self.lots {
            let lapse = self.ahead.lapses_before(lot.expires);
            table.row(lot.cells(lapse, style));
        }
        table.rule();
        let empty = String::new;
        table.row(vec!["balance".to_owned(), empty(), empty(), empty(), self.balance.to_string()]);
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
            taken => {
                let line = format!("{taken} of those that expire first will be lost to the cap before then");
                format!("\n{}\n", style.paint(Tone::Loss, &line))
            }
        };
        let lapse = self.ahead.lapse_in_words(style.clock).unwrap_or_default();
        let lapse = if lapse.is_empty() { lapse } else { format!("\n{}\n", style.paint(Tone::Loss, &lapse)) };
        format!("{head}; {}\n{lots}{cap}{lapse}", self.ahead.grant_in_words(style.clock))
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
