//! Plans compared by what they would have done with the member's own history.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::advice::comparison::{Comparison, Replay};
use crate::engine::calendar::Instant;
use crate::view::format::{day, json, plural, safe};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The answer to `plan compare`.
#[derive(Debug)]
pub(crate) struct ComparisonAnswer {
    pub(crate) comparison: Comparison,
    /// What plans cost a month, in hundredths.
    pub(crate) prices: BTreeMap<String, u64>,
    pub(crate) as_of: Instant,
    pub(crate) zone: Tz,
}

/// Columns that the whole table needs; narrower screens get two lines a plan.
const WIDE: usize = 78;

impl Show for ComparisonAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let compared = &self.comparison;
        let months = plural(u64::from(compared.months), "month", "months");
        let [messages, inmails, invitations] = compared.sent;
        let head = style
            .paint(Tone::Strong, &format!("{} to {}, {months}", day(compared.period.from), day(compared.period.to)));
        let sent = format!(
            "replayed: {}, {}, {}",
            plural(messages, "message", "messages"),
            plural(inmails, "InMail", "InMails"),
            plural(invitations, "invitation", "invitations")
        );
        let rows = if style.columns >= WIDE { self.table(style) } else { self.lines() };
        format!("{head}\n{sent}\n\n{rows}\n{}", self.conclusion())
    }

    fn json(&self) -> String {
        document(self)
    }
}

impl ComparisonAnswer {
    fn table(&self, style: OutputStyle) -> String {
        let mut heads = vec!["plan", "days stopped", "InMails without credit", "credits lost"];
        heads.extend((!self.prices.is_empty()).then_some("cost"));
        let mut table = Table::new(&heads, &[1, 2, 3, 4][..heads.len() - 1], style);
        for replay in &self.comparison.replays {
            let numbers = [replay.days_stopped, replay.without_credit, replay.credits_lost];
            let mut row = vec![name(replay)];
            row.extend(numbers.iter().map(ToString::to_string));
            row.extend((!self.prices.is_empty()).then(|| self.cost(replay).map_or("-".to_owned(), amount)));
            table.row(row);
        }
        table.to_string()
    }

    fn lines(&self) -> String {
        let line = |replay: &Replay| {
            let stopped = plural(replay.days_stopped, "day", "days");
            let cost = self.cost(replay).map(|cost| format!("; costs {}", amount(cost))).unwrap_or_default();
            format!(
                "{}\n  stopped on {stopped}\n  {} without credit, {} lost{cost}\n",
                name(replay),
                replay.without_credit,
                replay.credits_lost
            )
        };
        self.comparison.replays.iter().map(line).collect()
    }

    /// What the months would have cost, in hundredths.
    fn cost(&self, replay: &Replay) -> Option<u64> {
        Some(self.prices.get(&replay.plan.name)? * u64::from(self.comparison.months))
    }

    /// The cheapest of the plans that would have served and have a price, by its place.
    fn cheapest(&self) -> Option<usize> {
        let served = self.comparison.replays.iter().enumerate().filter(|(_, replay)| replay.serves());
        let priced = served.filter_map(|(place, replay)| Some((self.cost(replay)?, place)));
        priced.min().map(|(_, place)| place)
    }

    /// Which would have stopped the member on the fewest days.
    fn least_stopped(&self) -> String {
        let least = self.comparison.replays.iter().min_by_key(|replay| replay.days_stopped);
        let told = least.map(|replay| {
            let days = plural(replay.days_stopped, "day", "days");
            format!("; {} would have stopped you least, on {days}", name(replay))
        });
        told.unwrap_or_default()
    }

    /// Which is the smallest that would have served, and which the cheapest.
    fn conclusion(&self) -> String {
        let replays = &self.comparison.replays;
        let smallest = self.comparison.smallest.map_or_else(
            || format!("none of them would have served on every day{}\n", self.least_stopped()),
            |place| format!("the smallest plan that would have served: {}\n", name(&replays[place])),
        );
        let cheapest = self.cheapest().map(|place| {
            let cost = self.cost(&replays[place]).map(amount).unwrap_or_default();
            format!("the cheapest of those with a price: {}, {cost}\n", name(&replays[place]))
        });
        smallest + &cheapest.unwrap_or_default()
    }
}

/// A plan's name, and whether it is the member's.
fn name(replay: &Replay) -> String {
    let yours = if replay.plan.is_own { " (yours)" } else { "" };
    format!("{}{yours}", safe(&replay.plan.name))
}

/// Hundredths as an amount: "29.99".
fn amount(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[derive(Serialize)]
struct PlanJson<'a> {
    name: &'a str,
    yours: bool,
    days_stopped: u64,
    inmails_without_credit: u64,
    credits_lost: u64,
    serves: bool,
    cost: Option<f64>,
}

impl<'a> PlanJson<'a> {
    #[expect(clippy::cast_precision_loss, reason = "an amount of money is exact enough in a float")]
    fn of(replay: &'a Replay, answer: &ComparisonAnswer) -> PlanJson<'a> {
        PlanJson {
            name: &replay.plan.name,
            yours: replay.plan.is_own,
            days_stopped: replay.days_stopped,
            inmails_without_credit: replay.without_credit,
            credits_lost: replay.credits_lost,
            serves: replay.serves(),
            cost: answer.cost(replay).map(|cost| cost as f64 / 100.0),
        }
    }
}

fn document(answer: &ComparisonAnswer) -> String {
    #[derive(Serialize)]
    struct SentJson {
        messages: u64,
        inmail: u64,
        invitations: u64,
    }
    #[derive(Serialize)]
    struct Document<'a> {
        schema: u32,
        as_of: String,
        from: String,
        to: String,
        months: u32,
        sent: SentJson,
        plans: Vec<PlanJson<'a>>,
        smallest: Option<&'a str>,
        /// Whether that is the member's own, where a plan of the same name is built in.
        smallest_is_yours: bool,
        cheapest: Option<&'a str>,
    }
    let compared = &answer.comparison;
    let named = |place: usize| compared.replays[place].plan.name.as_str();
    let [messages, inmail, invitations] = compared.sent;
    json::document(&Document {
        schema: json::SCHEMA,
        as_of: json::instant(answer.as_of, answer.zone),
        from: json::date(compared.period.from),
        to: json::date(compared.period.to),
        months: compared.months,
        sent: SentJson { messages, inmail, invitations },
        plans: compared.replays.iter().map(|replay| PlanJson::of(replay, answer)).collect(),
        smallest: compared.smallest.map(named),
        smallest_is_yours: compared.smallest.is_some_and(|place| compared.replays[place].plan.is_own),
        cheapest: answer.cheapest().map(named),
    })
}
