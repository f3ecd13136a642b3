//! How things stand, on one screen.

mod document;

use super::bar::{bar, tone};
use super::fold::folded;
use super::json;
use super::outlook::Outlook;
use super::screen::{Look, Show, Tone};
use super::text::{day, moment, near_date, plural, safe};
use crate::engine::plan::{Force, PlanDefinition, Whose};
use crate::engine::standing::{Standing, Use};

/// The answer to `status`.
#[derive(Debug)]
pub(crate) struct StatusAnswer {
    pub(crate) standing: Standing,
    /// The plan's own numbers with their sources.
    pub(crate) definition: Option<PlanDefinition>,
    pub(crate) outlook: Outlook,
}

/// Columns that a row of a window needs; narrower screens get two lines.
const WIDE: usize = 79;

/// Columns of the labels.
const LABEL: usize = 20;

impl Show for StatusAnswer {
    fn text(&self, look: Look) -> String {
        let standing = &self.standing;
        let near = |at| near_date(at, standing.as_of, standing.zone);
        let (day, month) = (near(standing.day_resets_at), near(standing.month_resets_at));
        let rows = [
            self.row("People today", standing.day, &day, "daily", look),
            self.row("People this month", standing.month, &month, "monthly", look),
            self.row("Invitations, 7 days", standing.week, &self.next_slot(), "invitations", look),
            self.row("Notes this month", standing.notes, &month, "notes", look),
        ];
        let heads = if look.columns >= WIDE { heads(look) } else { String::new() };
        let credits = self.credits(look) + &self.outlook.advice(standing, look);
        format!("{}\n\n{credits}\n{heads}{}", self.head(look), rows.concat())
    }

    fn json(&self) -> String {
        json::document(&document::StatusJson::from(self))
    }
}

fn heads(look: Look) -> String {
    let line = format!("{:<LABEL$}{:<8} {:>10} {:>4}  {:<14}  number", "", "", "used", "left", "resets");
    look.paint(Tone::Faint, &line) + "\n"
}

impl StatusAnswer {
    fn head(&self, look: Look) -> String {
        let standing = &self.standing;
        let plan = look.paint(Tone::Strong, &format!("Plan {}", safe(&standing.plan.name)));
        let since = day(standing.plan.start_date);
        let head =
            format!("{plan}, since {since}\n{}, {}", moment(standing.as_of, standing.zone), standing.zone.name());
        if look.columns < WIDE { folded(&head, look.columns).trim_end().to_owned() } else { head }
    }

    fn credits(&self, look: Look) -> String {
        let standing = &self.standing;
        let tone = if standing.balance == 0 { Tone::Bad } else { Tone::Good };
        let mut lines = vec![look.paint(tone, &format!("{} left", standing.balance)), self.outlook.grant(standing)];
        lines.extend(self.outlook.expiry(standing));
        if standing.uncovered > 0 {
            let sent = plural(standing.uncovered, "InMail", "InMails");
            lines.push(look.paint(Tone::Bad, &format!("{sent} sent without a credit since the last grant")));
        }
        if look.columns < WIDE {
            let lines: String = lines.iter().map(|line| format!("  {line}\n")).collect();
            return folded(&format!("InMail credits\n{lines}"), look.columns);
        }
        let labels = std::iter::once("InMail credits").chain(std::iter::repeat(""));
        lines.iter().zip(labels).map(|(line, label)| format!("{label:<LABEL$}{line}\n")).collect()
    }

    fn next_slot(&self) -> String {
        let standing = &self.standing;
        standing.next_slot_at.map_or("rolling".to_owned(), |at| near_date(at, standing.as_of, standing.zone))
    }

    fn row(&self, label: &str, window: Use, reset: &str, option: &str, look: Look) -> String {
        let Some(limit) = window.limit else {
            let row = format!("{label:<LABEL$}{} used, no limit ({})\n", window.used, self.whose(option, None));
            return folded(&row, look.columns);
        };
        let (used, count) = (u64::from(window.used), u64::from(limit.count));
        let left = window.remaining().unwrap_or_default();
        let painted = |left: String| look.paint(tone(used, count), &left);
        let whose = self.whose(option, Some(limit.force));
        let bar = bar(used, count, 8, look);
        if look.columns >= WIDE {
            let (used, left) = (format!("{used} of {count}"), painted(format!("{left:>4}")));
            format!("{label:<LABEL$}{bar} {used:>10} {left}  {reset:<14}  {whose}\n")
        } else {
            let left = painted(format!("{left} left"));
            format!("{label}\n  {bar} {used} of {count}, {left}\n  resets {reset}; {whose}\n")
        }
    }

    /// Whose number a limit is, and whether it only warns.
    fn whose(&self, option: &str, force: Option<Force>) -> String {
        let whose = match self.standing.plan.whose(option, self.definition.as_ref()) {
            Whose::Member => "yours",
            Whose::Guide => "guide's",
            Whose::Official => "LinkedIn's",
            Whose::Reported => "reported",
        };
        let warns = if force == Some(Force::Advisory) { ", warns" } else { "" };
        format!("{whose}{warns}")
    }
}
