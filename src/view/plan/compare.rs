//! The member's history, replayed on every plan.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use crate::engine::advice::comparison::{Comparison, OwnLimitsReplay, Replay, Sourcing};
use crate::view::format::{LocalInstant, day, plural, safe};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The answer to `plan compare`.
#[derive(Debug, Serialize)]
pub(crate) struct ComparisonAnswer {
    as_of: LocalInstant,
    from: NaiveDate,
    to: NaiveDate,
    months: u32,
    sent: Sent,
    plans: Vec<ReplayedPlan>,
    /// The smallest plan with dated numbers that would have served.
    smallest: Option<Choice>,
    /// Whether that is the member's plan with their own numbers, not the definition of the same name.
    smallest_is_yours: bool,
    /// The cheapest plan with dated numbers and a price that would have served.
    cheapest: Option<Choice>,
    /// The member's own limits, with which no plan is replayed.
    own_limits: Option<OwnLimitsReplay>,
    #[serde(skip)]
    has_prices: bool,
}

/// What was sent in the period.
#[derive(Debug, Serialize)]
struct Sent {
    messages: u64,
    inmail: u64,
    invitations: u64,
}

/// A plan, and how the history would have gone on it.
#[derive(Clone, Debug, Serialize)]
struct ReplayedPlan {
    name: String,
    #[serde(rename = "yours")]
    is_yours: bool,
    days_stopped: u64,
    inmails_without_credit: u64,
    credits_lost: u64,
    serves: bool,
    /// Where its numbers come from. Only a plan with dated sources is recommended.
    numbers: Sourcing,
    /// The cost of all months.
    cost: Option<Amount>,
}

impl ReplayedPlan {
    fn new(replay: &Replay, cost: Option<Amount>) -> ReplayedPlan {
        ReplayedPlan {
            name: replay.plan.name.clone(),
            is_yours: replay.plan.is_own,
            days_stopped: replay.days_stopped,
            inmails_without_credit: replay.without_credit,
            credits_lost: replay.credits_lost,
            serves: replay.refuses_nothing(),
            numbers: replay.plan.sourcing,
            cost,
        }
    }

    /// The name, and whether it is the member's plan or has the guide's numbers.
    fn name(&self) -> String {
        let marks = [(self.is_yours, "yours"), (self.numbers == Sourcing::Guide, "guide's")];
        let marks: Vec<&str> = marks.iter().filter(|(holds, _)| *holds).map(|(_, mark)| *mark).collect();
        let marks = if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) };
        format!("{}{marks}", safe(&self.name))
    }

    /// Whether its numbers have dated sources.
    fn is_dated(&self) -> bool {
        self.numbers == Sourcing::Dated
    }
}

/// One of the plans; in JSON, its name.
#[derive(Clone, Debug)]
struct Choice(ReplayedPlan);

impl Serialize for Choice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.name.serialize(serializer)
    }
}

/// An amount of money, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Amount(u64);

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl Serialize for Amount {
    #[expect(clippy::cast_precision_loss, reason = "an amount of money is exact enough in a float")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0 as f64 / 100.0)
    }
}

impl ComparisonAnswer {
    /// The answer for a comparison, with the monthly prices in hundredths.
    pub(crate) fn new(compared: &Comparison, prices: &BTreeMap<String, u64>, as_of: LocalInstant) -> ComparisonAnswer {
        let cost = |replay: &Replay| Some(Amount(prices.get(&replay.plan.name)? * u64::from(compared.months)));
        let plans: Vec<_> = compared.replays.iter().map(|replay| ReplayedPlan::new(replay, cost(replay))).collect();
        let smallest = compared.smallest.map(|place| Choice(plans[place].clone()));
        let with_price = plans.iter().filter(|plan| plan.serves && plan.is_dated() && plan.cost.is_some());
        let [messages, inmail, invitations] = compared.sent;
        ComparisonAnswer {
            as_of,
            from: compared.period.from,
            to: compared.period.to,
            months: compared.months,
            sent: Sent { messages, inmail, invitations },
            smallest_is_yours: smallest.as_ref().is_some_and(|choice| choice.0.is_yours),
            smallest,
            cheapest: with_price.min_by_key(|plan| plan.cost).cloned().map(Choice),
            plans,
            own_limits: compared.own_limits,
            has_prices: !prices.is_empty(),
        }
    }

    fn table(&self, style: OutputStyle) -> String {
        let mut heads = vec!["plan", "days stopped", "InMails without credit", "credits lost"];
        heads.extend(self.has_prices.then_some("cost"));
        let mut table = Table::new(&heads, &[1, 2, 3, 4][..heads.len() - 1], style);
        for plan in &self.plans {
            let stopped = plan.days_stopped.to_string();
            let stopped = if plan.serves { style.mark(Tone::Good, &stopped) } else { stopped };
            let (without, lost) = (plan.inmails_without_credit.to_string(), plan.credits_lost.to_string());
            let mut row = vec![plan.name(), stopped, without, lost];
            row.extend(self.has_prices.then(|| plan.cost.map_or("-".to_owned(), |cost| cost.to_string())));
            table.row(row);
        }
        table.to_string()
    }

    /// The smallest plan with dated numbers that would have served, or else the one that would have stopped the member
    /// least; then the cheapest; then which plans are left out.
    fn conclusion(&self) -> String {
        let smallest = match &self.smallest {
            Some(Choice(plan)) => format!("the smallest plan that would have been enough: {}\n", plan.name()),
            None => format!("no plan with dated numbers would have been enough on every day{}\n", self.least_stopped()),
        };
        let cheapest = self.cheapest.as_ref().and_then(|Choice(plan)| Some((plan.name(), plan.cost?)));
        let cheapest = cheapest.map(|(name, cost)| format!("the cheapest of those with a price: {name}, {cost}\n"));
        smallest + &cheapest.unwrap_or_default() + &self.undated_in_words()
    }

    /// What the member's own limits would have done; which plans are not recommended, and why.
    fn undated_in_words(&self) -> String {
        let guide = "guide's: the numbers of the messaging guide, which has no date\n";
        let guide = if self.plans.iter().any(|plan| plan.numbers == Sourcing::Guide) { guide } else { "" };
        let own = self.own_limits.map(own_limits_in_words).unwrap_or_default();
        format!("{own}{guide}only plans whose numbers have a dated source are recommended\n")
    }

    fn least_stopped(&self) -> String {
        let dated = self.plans.iter().filter(|plan| plan.is_dated());
        let Some(least) = dated.min_by_key(|plan| plan.days_stopped) else { return String::new() };
        let days = plural(least.days_stopped, "day", "days");
        format!("; {} would have stopped you least, on {days}", least.name())
    }
}

/// "your own limits (2 InMails and 3 invitations a day) would have stopped you on 4 days, on any plan; …".
fn own_limits_in_words(own: OwnLimitsReplay) -> String {
    let inmails = own.inmails_daily.map(|count| plural(count.into(), "InMail", "InMails"));
    let invitations = own.invitations_daily.map(|count| plural(count.into(), "invitation", "invitations"));
    let limits: Vec<String> = inmails.into_iter().chain(invitations).collect();
    let (limits, days) = (limits.join(" and "), plural(own.days_stopped, "day", "days"));
    format!(
        "your own limits ({limits} a day) would have stopped you on {days}, on any plan; the table leaves them out\n"
    )
}

impl Show for ComparisonAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let months = plural(u64::from(self.months), "month", "months");
        let head = style.paint(Tone::Strong, &format!("{} to {}, {months}", day(self.from), day(self.to)));
        let sent = format!(
            "replayed: {}, {}, {}",
            plural(self.sent.messages, "message", "messages"),
            plural(self.sent.inmail, "InMail", "InMails"),
            plural(self.sent.invitations, "invitation", "invitations")
        );
        format!("{head}\n{sent}\n\n{}\n{}", self.table(style), self.conclusion())
    }
}
