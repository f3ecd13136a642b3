//! Credits by lot, purchases, and the balance set.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::advice::loss::CapAhead;
use crate::engine::status::AccountStatus;
use crate::engine::wallet::{Lot, LotSource};
use crate::view::counted::Caution;
use crate::view::credits::causes::{CauseJson, LikelyCause, causes_in_words};
use crate::view::credits::outlook::grant_in_words;
use crate::view::format::global_clock::moment;
use crate::view::format::{credits, day, json, signed};
use crate::view::recorded::{ItemJson, RecordedItem};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The answer to `credits`.
#[derive(Debug)]
pub(crate) struct LotsAnswer {
    pub(crate) standing: AccountStatus,
    pub(crate) lots: Vec<Lot>,
    /// What the cap will take.
    pub(crate) cap: CapAhead,
}

impl Show for LotsAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let standing = &self.standing;
        let head = style.paint(Tone::Strong, &format!("{} left", credits(standing.balance)));
        let grant = grant_in_words(standing, &self.cap);
        let mut table = Table::new(&["lot", "given on", "expires on", "left"], &[3], style);
        for lot in &self.lots {
            let expires = lot.expires_on.map_or("never".to_owned(), day);
            table.row(vec![
                source(lot.source).into(),
                day(lot.given_on),
                expires,
                format!("{} of {}", lot.left, lot.amount),
            ]);
        }
        let lots = if self.lots.is_empty() {
            String::new()
        } else {
            format!("\nin the order in which they are spent:\n{table}")
        };
        let cap = match self.cap.before_expiry {
            0 => String::new(),
            taken => format!("\nof those that expire first, the cap takes {taken} before\n"),
        };
        format!("{head}; {grant}\n{lots}{cap}")
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct LotJson {
            source: LotSource,
            given_on: String,
            expires_on: Option<String>,
            amount: u32,
            left: u32,
        }
        #[derive(Serialize)]
        struct Document {
            schema: u32,
            as_of: String,
            balance: u64,
            lots: Vec<LotJson>,
        }
        let lot = |lot: &Lot| LotJson {
            source: lot.source,
            given_on: json::date(lot.given_on),
            expires_on: lot.expires_on.map(json::date),
            amount: lot.amount,
            left: lot.left,
        };
        json::document(&Document {
            schema: json::SCHEMA,
            as_of: json::instant(self.standing.as_of, self.standing.zone),
            balance: self.standing.balance,
            lots: self.lots.iter().map(lot).collect(),
        })
    }
}

fn source(source: LotSource) -> &'static str {
    match source {
        LotSource::Grant => "granted",
        LotSource::Purchase => "bought",
        LotSource::Refund => "came back",
        LotSource::Adjustment => "adjusted",
    }
}

/// A purchase was recorded.
#[derive(Debug)]
pub(crate) struct PurchaseAnswer {
    pub(crate) item: RecordedItem,
    pub(crate) credits: u32,
    pub(crate) expires_on: Option<NaiveDate>,
    pub(crate) cautions: Vec<Caution>,
    pub(crate) standing: AccountStatus,
}

impl Show for PurchaseAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let bought = style.paint(Tone::Strong, &format!("{} bought", credits(u64::from(self.credits))));
        let last = self.expires_on.map_or("they never expire".to_owned(), |date| format!("gone from {} on", day(date)));
        let at = moment(self.item.at, self.standing.zone);
        format!("recorded: {bought}, {at}\n{last}\nleft: {}\n", credits(self.standing.balance))
    }

    fn json(&self) -> String {
        recorded_json(&self.item, self.standing.zone, &self.cautions, None)
    }
}

/// The balance was set.
#[derive(Debug)]
pub(crate) struct BalanceAnswer {
    pub(crate) item: RecordedItem,
    pub(crate) shown: u32,
    /// What was added, or taken away.
    pub(crate) gap: i64,
    /// What may have gone wrong, the likeliest first.
    pub(crate) causes: Vec<LikelyCause>,
    pub(crate) cautions: Vec<Caution>,
    pub(crate) zone: Tz,
}

impl Show for BalanceAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let shown = style.paint(Tone::Strong, &format!("{} shown by LinkedIn", credits(u64::from(self.shown))));
        let at = moment(self.item.at, self.zone);
        let causes = causes_in_words(&self.causes, self.gap, self.zone);
        format!("recorded: {shown}, {at}\n{}\n{causes}", gap(self.gap, self.shown))
    }

    fn json(&self) -> String {
        recorded_json(&self.item, self.zone, &self.cautions, Some((self.gap, &self.causes)))
    }
}

/// The gap between what the ledger held and what LinkedIn shows.
pub(crate) fn gap(gap: i64, shown: u32) -> String {
    let held = i64::from(shown) - gap;
    match gap {
        0 => "the ledger held the same: no gap".to_owned(),
        _ => format!("the ledger held {held}: adjusted by {}", signed(gap)),
    }
}

fn recorded_json(
    item: &RecordedItem,
    zone: Tz,
    cautions: &[Caution],
    found: Option<(i64, &Vec<LikelyCause>)>,
) -> String {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: u32,
        recorded: [ItemJson<'a>; 1],
        #[serde(skip_serializing_if = "Option::is_none")]
        gap: Option<i64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        causes: Option<Vec<CauseJson<'a>>>,
        cautions: &'a [Caution],
    }
    json::document(&Document {
        schema: json::SCHEMA,
        recorded: [item.json(zone)],
        gap: found.map(|(gap, _)| gap),
        causes: found.map(|(gap, causes)| causes.iter().map(|cause| cause.json(gap, zone)).collect()),
        cautions,
    })
}
