//! The whole page.

use chrono::Weekday;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{account, by_tag, calendar, chart, comparison, credits, rates, tiles};
use crate::engine::advice::lapse::Lapse;
use crate::engine::advice::loss::CapAhead;
use crate::engine::plan::PlanDefinition;
use crate::engine::status::AccountStatus;
use crate::view::format::{moment, safe};
use crate::view::summary::answer::SummaryAnswer;
use crate::view::summary::period;
use crate::view::terminal::OutputStyle;

const STYLE: &str = include_str!("style.css");

/// The browser must load nothing from elsewhere, and run no script.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// What an account has left at the end of the period, or at the as-of instant if that is earlier.
#[derive(Debug)]
pub(crate) struct Standing {
    pub(crate) status: AccountStatus,
    /// What the cap takes, and what lapses.
    pub(crate) lost: (CapAhead, Option<Lapse>),
    /// The definition of the plan, which has the sources of its numbers.
    pub(crate) definition: Option<PlanDefinition>,
}

/// The content of a page.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    pub(crate) summary: &'a SummaryAnswer,
    /// What the account has left; `None` for a page about a tag.
    pub(crate) standing: Option<Standing>,
    /// The first day of the weeks in the calendar.
    pub(crate) week_start: Weekday,
    /// The style, of which the page uses the thresholds and the clock.
    pub(crate) style: OutputStyle,
}

impl Page<'_> {
    /// The page as HTML.
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
        let summary = self.summary;
        html! {
            header {
                h1 { (period::in_words(summary.statement.period)) @if let Some(tag) = summary.tag_in_words() { ", " (tag) } }
                p {
                    @if let Some(account) = &summary.account { "Account " (account) " · as of " } @else { "As of " }
                    (moment(summary.as_of(), self.style.clock)) ", " (summary.zone.name()) @if let Some(Standing { status, .. }) = &self.standing { " · plan " (safe(&status.plan.name)) }
                    " · " (summary.compared())
                }
            }
        }
    }

    fn main(&self) -> Markup {
        let (this, before) = (&self.summary.statement, &self.summary.before);
        html! {
            main {
                (tiles::section(this, before))
                @if let Some(Standing { status, lost, definition }) = &self.standing {
                    (account::section(status, lost.clone(), definition.as_ref(), self.style))
                }
                @if let Some(figures) = &self.summary.by_tag { (by_tag::section(figures)) }
                (chart::section(this))
                (calendar::section(this, self.week_start, self.summary.zone))
                @if self.standing.is_some() {
                    (credits::section(self.summary, &self.summary.credit_dates_in_words(self.style.clock)))
                }
                (rates::section(this, before, self.summary.zone))
                (comparison::section(self.summary))
            }
        }
    }
}

fn footer() -> Markup {
    html! {
        footer {
            p {
                "Made by inquota " (env!("CARGO_PKG_VERSION")) " from your own records. Nothing was read from LinkedIn, "
                "which has no part in it."
            }
        }
    }
}
