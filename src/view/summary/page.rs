//! A period as a page: one file with everything in it, and no script, for a screen by day and night, and for paper.

mod calendar;
mod chart;
mod figures;
mod standing;

use chrono::Weekday;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::engine::plan::PlanDefinition;
use crate::engine::statement::Statement;
use crate::engine::status::AccountStatus;
use crate::engine::totals::Totals;
use crate::view::format::safe;
use crate::view::summary::{SummaryAnswer, named};
use crate::view::terminal::OutputStyle;

const STYLE: &str = include_str!("page/style.css");

/// Nothing from elsewhere and no script: the browser is told so, too.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// What a page is made of.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) summary: &'a SummaryAnswer,
    /// How things stand at the end of the period, or at the as-of instant if that is earlier.
    pub(crate) standing: AccountStatus,
    /// The plan's own numbers with their sources.
    pub(crate) definition: Option<PlanDefinition>,
    /// The day with which the weeks of the calendar start.
    pub(crate) week_start: Weekday,
    /// From which shares on a limit is near and close.
    pub(crate) style: OutputStyle,
}

/// A count of a period or a day.
type Count = fn(&Totals) -> u64;

/// What is counted day by day: its name for styles, its mark, its names for people, and its count.
struct Series {
    class: &'static str,
    mark: char,
    title: &'static str,
    one: &'static str,
    many: &'static str,
    count: Count,
}

/// What was sent, and what came back.
const SERIES: [Series; 4] = [
    Series {
        class: "people",
        mark: 'M',
        title: "People messaged",
        one: "person messaged",
        many: "people messaged",
        count: |counts| counts.day_slots,
    },
    Series {
        class: "inmail",
        mark: 'I',
        title: "InMails",
        one: "InMail",
        many: "InMails",
        count: |counts| counts.inmails,
    },
    Series {
        class: "invitations",
        mark: 'V',
        title: "Invitations",
        one: "invitation",
        many: "invitations",
        count: |counts| counts.invitations,
    },
    Series {
        class: "responses",
        mark: 'R',
        title: "Responses",
        one: "response",
        many: "responses",
        count: |counts| counts.responses,
    },
];

impl Series {
    /// "3 people messaged".
    fn told(&self, number: u64) -> String {
        crate::view::format::plural(number, self.one, self.many)
    }
}

impl Page<'_> {
    /// The page as text.
    pub(crate) fn render(&self) -> String {
        let title = format!("{} – inquota", self.summary.name());
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    meta name="generator" content=(concat!("inquota ", env!("CARGO_PKG_VERSION")));
                    link rel="icon" href="data:,";
                    title { (title) }
                    style { (PreEscaped(STYLE)) }
                }
                body { (self.header()) (self.main()) (footer()) }
            }
        };
        page.into_string() + "\n"
    }

    fn header(&self) -> Markup {
        let (summary, plan) = (self.summary, &self.standing.plan.name);
        html! {
            header {
                h1 { (summary.period()) }
                p {
                    @if let Some(account) = &summary.account { "Account " (account) " · as of " } @else { "As of " }
                    (summary.as_of()) ", " (summary.zone.name()) " · plan " (safe(plan))
                }
            }
        }
    }

    fn main(&self) -> Markup {
        let (this, before) = (&self.summary.statement, &self.summary.before);
        html! {
            main {
                (tiles(this, before))
                (self.standing_section())
                (chart::section(this))
                (calendar::section(this, self.week_start, self.summary.zone))
                (figures::credits(this, before))
                (figures::rates(this, before))
                (figures::sides(this, before))
            }
        }
    }
}

/// The four counts that one looks for first, each beside the period before.
fn tiles(this: &Statement, before: &Statement) -> Markup {
    let tile = |title: &str, series: &Series, count: Count, more: String| {
        html! {
            div class=(series.class) {
                dt { (title) }
                dd { (count(&this.counts)) small { (more) br; (change(count(&this.counts), count(&before.counts), before)) } }
            }
        }
    };
    let counts = &this.counts;
    let [people, inmail, invitations, responses] = &SERIES;
    let month_slots = crate::view::format::plural(counts.month_slots, "slot of the month", "slots of the month");
    html! {
        dl class="tiles" {
            (tile("Messages", people, |counts| counts.messages, month_slots))
            (tile("InMails", inmail, |counts| counts.inmails, format!("{} charged a credit", counts.charged)))
            (tile("Invitations", invitations, |counts| counts.invitations, format!("{} accepted", counts.accepted)))
            (tile("Responses", responses, |counts| counts.responses, format!("{} of those first contacted", this.response_rate.responded)))
        }
    }
}

/// "▲ 12 more than Oct 2026".
fn change(this: u64, before: u64, other: &Statement) -> String {
    // Two dates are too long to be said again and again.
    let name = if other.period.is_month() { named(other.period) } else { "before".to_owned() };
    match this.cmp(&before) {
        std::cmp::Ordering::Greater => format!("▲ {} more than {name}", this - before),
        std::cmp::Ordering::Less => format!("▼ {} fewer than {name}", before - this),
        std::cmp::Ordering::Equal => format!("as many as {name}"),
    }
}

fn footer() -> Markup {
    html! {
        footer {
            p {
                "Made by inquota " (env!("CARGO_PKG_VERSION")) " from one's own records; nothing was read off LinkedIn, "
                "and LinkedIn has no part in it."
            }
        }
    }
}
