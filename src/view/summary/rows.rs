//! The figures of a summary, row by row, for the period and for the one before.

use chrono_tz::Tz;

use crate::engine::calendar::date_of;
use crate::engine::statement::Statement;
use crate::view::format::{rate, signed};
use crate::view::rate::{judging_dates, per_response, so_far};

/// A group of rows.
pub(super) struct Section {
    /// Its name in CSV.
    pub(super) key: &'static str,
    /// Its name for people.
    pub(super) title: &'static str,
    /// What is said of it if it has only zeroes.
    pub(super) nothing: &'static str,
    pub(super) rows: Vec<Row>,
}

/// A figure of both periods, in words and as a plain number.
pub(super) struct Row {
    /// Its name in CSV.
    pub(super) key: &'static str,
    /// Its name for people. An indent marks a part of the row above.
    pub(super) label: &'static str,
    pub(super) this: String,
    pub(super) before: String,
    pub(super) number: String,
    pub(super) number_before: String,
}

impl Row {
    /// Whether it has nothing to say: it is 0 in both periods.
    fn is_zero(&self) -> bool {
        let is_zero = |text: &str| matches!(text, "0" | "-" | "n/a" | "n/a (0 of 0)");
        is_zero(&self.this) && is_zero(&self.before)
    }
}

impl Section {
    /// Its rows, or only those that are not 0 in both periods, and what they come to.
    pub(super) fn shown_rows(&self, shows_zeroes: bool) -> impl Iterator<Item = &Row> {
        let is_blank = self.rows.iter().all(Row::is_zero);
        self.rows.iter().filter(move |row| shows_zeroes || !row.is_zero() || (row.key == CLOSING && !is_blank))
    }
}

/// The key of the section about the acceptance of invitations.
const ACCEPTANCE: &str = "acceptance";

/// The key of the section about credits.
pub(super) const CREDITS: &str = "credits";

/// The key of the row that a credit statement comes to.
pub(super) const CLOSING: &str = "closing";

/// What there is to say about credits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CreditRows {
    /// The statement of an account.
    Statement,
    /// What a tag spent. Nobody received an invitation, or credits, under a tag.
    OfTag,
}

/// The sections of a summary: sends, answers, acceptances, and credits.
pub(super) fn sections(this: &Statement, before: &Statement, zone: Tz, credits: CreditRows) -> Vec<Section> {
    let pair = Pair { this, before };
    let mut acceptance = acceptance(&pair);
    if credits == CreditRows::OfTag {
        acceptance.retain(|row| row.key != RECEIVED);
    }
    let credits = match credits {
        CreditRows::Statement => credit_statement(&pair),
        CreditRows::OfTag => credits_of_tag(&pair),
    };
    vec![
        Section { key: "sent", title: "Sent", nothing: "nothing", rows: sent(&pair) },
        Section { key: "answered", title: "Answered", nothing: "nothing", rows: answered(&pair, zone) },
        Section { key: ACCEPTANCE, title: "Invitations accepted", nothing: "none", rows: acceptance },
        Section { key: CREDITS, title: "InMail credits", nothing: "none", rows: credits },
    ]
}

/// The key of the row of connections whom the other person invited.
const RECEIVED: &str = "received";

struct Pair<'a> {
    this: &'a Statement,
    before: &'a Statement,
}

impl Pair<'_> {
    fn count(&self, key: &'static str, label: &'static str, count: fn(&Statement) -> u64) -> Row {
        let (number, number_before) = (count(self.this).to_string(), count(self.before).to_string());
        Row { key, label, this: number.clone(), before: number_before.clone(), number, number_before }
    }

    /// A row that only a period with any has.
    fn any(&self, key: &'static str, label: &'static str, count: fn(&Statement) -> u64) -> Option<Row> {
        (count(self.this) + count(self.before) > 0).then(|| self.count(key, label, count))
    }

    /// A row of texts, and of plain numbers or dates.
    fn texts(
        &self,
        key: &'static str,
        label: &'static str,
        in_words: impl Fn(&Statement) -> String,
        number: impl Fn(&Statement) -> String,
    ) -> Row {
        Row {
            key,
            label,
            this: in_words(self.this),
            before: in_words(self.before),
            number: number(self.this),
            number_before: number(self.before),
        }
    }

    /// A row of the credit statement. In words, 0 is a dash, and a number has its sign.
    fn moved(&self, key: &'static str, label: &'static str, count: fn(&Statement) -> i64) -> Row {
        let in_words = |statement: &Statement| match count(statement) {
            0 => "-".to_owned(),
            number => signed(number),
        };
        self.texts(key, label, in_words, |statement| count(statement).unsigned_abs().to_string())
    }

    fn rate(&self, key: &'static str, label: &'static str, of: fn(&Statement) -> (Option<f64>, u64, u64)) -> Row {
        let in_words = |statement: &Statement| {
            let (_, part, whole) = of(statement);
            rate(part, whole)
        };
        self.texts(key, label, in_words, |statement| of(statement).0.map(|value| value.to_string()).unwrap_or_default())
    }
}

fn sent(pair: &Pair<'_>) -> Vec<Row> {
    let messages = vec![
        pair.count("messages", "messages", |s| s.counts.messages),
        pair.count("reached", "  people reached", |s| s.reached(s.period.from, s.period.to)),
        pair.count("month_slots", "  slots of the month", |s| s.counts.month_slots),
        pair.count("over_limit", "  over the limit", |s| s.counts.over_limit),
    ];
    let inmails = vec![
        pair.count("inmail", "InMails", |s| s.counts.inmails),
        pair.count("charged", "  charged a credit", |s| s.counts.charged),
        pair.count("free", "  free", |s| s.counts.free),
        pair.count("uncovered", "  without a credit", |s| s.counts.uncovered),
    ];
    let invitations = vec![
        pair.count("invitations", "invitations", |s| s.counts.invitations),
        pair.count("with_note", "  with a note", |s| s.counts.notes),
    ];
    let inmails_over = pair.any("inmail_over_limit", "  over a limit", |s| s.counts.inmails_over_limit);
    let invitations_over = pair.any("invitations_over_limit", "  over a limit", |s| s.counts.invitations_over_limit);
    let sent = messages.into_iter().chain(inmails).chain(inmails_over).chain(invitations).chain(invitations_over);
    sent.chain([pair.count("accepted", "accepted, whenever sent", |s| s.counts.accepted)]).collect()
}

fn answered(pair: &Pair<'_>, zone: Tz) -> Vec<Row> {
    let first_judged =
        |s: &Statement| s.response_rate.judging.map(|(first, _)| date_of(first, zone).to_string()).unwrap_or_default();
    let judging = |s: &Statement| judging_dates(&s.response_rate, zone).unwrap_or("-".to_owned());
    vec![
        pair.count("responses", "responses", |s| s.counts.responses),
        pair.count("contacted", "people first contacted", |s| s.response_rate.contacted),
        pair.count("judged", "  counted, after 14 days", |s| s.response_rate.judged),
        pair.count("responded", "    responded in time", |s| s.response_rate.responded),
        pair.count("declined", "      declined", |s| s.response_rate.declined),
        pair.count("late", "    responded late", |s| s.response_rate.late),
        pair.count("pending", "  not counted yet", |s| s.response_rate.pending),
        pair.texts("early", "    answered so far", |s| so_far(&s.response_rate), |s| s.response_rate.early.to_string()),
        pair.texts("judged_from", "    counted from", judging, first_judged),
        pair.rate("response_rate", "response rate, by people", |s| {
            let rate = s.response_rate;
            (rate.rate(), rate.responded, rate.judged)
        }),
        pair.rate("inmail_rate", "LinkedIn's InMail rate (30 days)", |s| {
            (s.inmail_rate.rate(), s.inmail_rate.responded, s.inmail_rate.sent)
        }),
    ]
}

fn acceptance(pair: &Pair<'_>) -> Vec<Row> {
    vec![
        pair.count("invited", "sent, repeats not counted", |s| s.acceptance_rate.invited),
        pair.count("judged", "  14 days ago or earlier", |s| s.acceptance_rate.judged),
        pair.count("accepted", "    accepted within 14 days", |s| s.acceptance_rate.accepted),
        pair.count("pending", "  less than 14 days ago", |s| s.acceptance_rate.pending),
        pair.rate("acceptance_rate", "acceptance rate", |s| {
            let rate = s.acceptance_rate;
            (rate.rate(), rate.accepted, rate.judged)
        }),
        pair.count(RECEIVED, "received: they invited you", |s| s.counts.received),
        pair.count("withdrawn", "withdrawn, whenever sent", |s| s.counts.withdrawn),
    ]
}

fn credits_of_tag(pair: &Pair<'_>) -> Vec<Row> {
    let in_words = |s: &Statement| per_response(s.counts.cost());
    let number = |s: &Statement| s.counts.cost().per_response().map(|value| value.to_string()).unwrap_or_default();
    vec![
        pair.count("spent", "spent", |s| s.counts.charged),
        pair.texts("per_response", "  per response", in_words, number),
    ]
}

fn credit_statement(pair: &Pair<'_>) -> Vec<Row> {
    fn signed(number: u64) -> i64 {
        i64::try_from(number).unwrap_or(i64::MAX)
    }
    let mut rows = vec![
        pair.count("opening", "opening balance", |s| s.opening),
        pair.moved("granted", "  granted", |s| signed(s.counts.granted)),
        pair.moved("bought", "  bought", |s| signed(s.counts.bought)),
        pair.moved("refunded", "  came back", |s| signed(s.counts.refunded)),
        pair.moved("adjusted", "  adjusted", |s| s.counts.adjusted),
        pair.moved("spent", "  spent", |s| -signed(s.counts.charged)),
        pair.moved("expired", "  expired", |s| -signed(s.counts.expired)),
        pair.moved("lost_to_cap", "  lost to the cap", |s| -signed(s.counts.lost_to_cap)),
        pair.moved("lapsed", "  lapsed with a plan", |s| -signed(s.counts.lapsed)),
        pair.count(CLOSING, "closing balance", |s| s.closing),
    ];
    // An adjustment is the only plain number that can be negative.
    let adjusted = &mut rows[4];
    adjusted.number = pair.this.counts.adjusted.to_string();
    adjusted.number_before = pair.before.counts.adjusted.to_string();
    rows
}
