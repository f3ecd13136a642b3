//! The cells of a record in the table of `history`.

use chrono::{Datelike, NaiveDate};

use super::cell_form::CellForm;
use super::row::{Gone, HistoryRow, Specifics};
use crate::engine::outcome::NotReturned;
use crate::settings::ClockFormat;
use crate::view::counted::briefly;
use crate::view::format::{brief_day, clock_format, credits, day, safe, short_day, signed};

impl HistoryRow {
    /// The date: "Wed 25 Nov", and "25 Nov 2025" in another year than the present one or on a narrow screen.
    pub(super) fn date_cell(&self, today: NaiveDate, is_brief: bool) -> String {
        let date = self.item.at.date();
        if date.year() == today.year() && !is_brief { short_day(date) } else { brief_day(date, today) }
    }

    /// The time of day: "14:48". It has seconds where they tell the record from another one, and the offset if the
    /// clock shows the time twice that day.
    pub(super) fn time_cell(&self, clock: ClockFormat) -> String {
        let (time, offset) = (self.item.at.time(), self.item.at.offset_if_shown_twice());
        let written = if self.has_seconds || offset.is_some() {
            clock_format::time(time, clock)
        } else {
            clock_format::hour_and_minute(time, clock)
        };
        let width = clock_format::column_width(clock);
        offset.map_or(format!("{written:>width$}"), |offset| format!("{written:>width$} {offset}"))
    }

    /// What it is: the name of its kind. A brief one is for a narrow screen.
    pub(super) fn what_cell(&self, is_brief: bool) -> String {
        match self.item.kind {
            "inmail" => "InMail",
            "invitation" if is_brief => "invite",
            "followup" => "follow-up",
            kind => kind,
        }
        .to_owned()
    }

    /// The person it is about, else the plan, the credits, what is stopped, or the records.
    pub(super) fn about_cell(&self) -> String {
        match self.item.name() {
            name if name.is_empty() => {
                self.specifics.subject(&self.item.plan_date()).unwrap_or_else(|| self.change.words.clone())
            }
            name => name,
        }
    }

    /// What it counted as, what it cost, or what it changed, in few words.
    pub(super) fn effect_cell(&self, form: CellForm) -> String {
        if self.taken_back {
            return "undone".to_owned();
        }
        let effect = match &self.counted {
            Some(counted) => briefly(counted),
            None => self.specifics.effect(form),
        };
        let change = self.item.person.as_ref().map(|_| self.change.in_words(form.is_brief).to_owned());
        let corrected = self.edited.then(|| "corrected".to_owned());
        let all = std::iter::once(effect).chain(change).chain(corrected);
        all.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
    }
}

impl Specifics {
    /// What a record is about that is not about a person: "premium-career", "10 credits", "invitations".
    fn subject(&self, plan_date: &str) -> Option<String> {
        match self {
            Specifics::Purchase { credits: number, .. } | Specifics::Balance { credits: number, .. } => {
                Some(credits(u64::from(*number)))
            }
            Specifics::Plan { plan, .. } => Some(safe(plan) + plan_date),
            Specifics::Stopped { stopped } => Some(stopped.subject().to_owned()),
            Specifics::Lifted { lifted } => Some(lifted.subject().to_owned()),
            _ => None,
        }
    }

    fn effect(&self, form: CellForm) -> String {
        match self {
            Specifics::Response { opened, credits_returned, not_returned } => {
                response(*opened, *credits_returned, *not_returned, form.is_brief)
            }
            Specifics::Connection { words, brief, .. } => if form.is_brief { *brief } else { *words }.to_owned(),
            Specifics::Purchase { gone, .. } => match gone {
                Gone::ByPlan => String::new(),
                Gone::Never => "no expiry".to_owned(),
                Gone::From(date) => format!("expiring {}", date.day(form.clock)),
            },
            Specifics::Balance { gap, .. } => match gap {
                None => String::new(),
                Some(0) => "no difference".to_owned(),
                Some(gap) => format!("adjusted by {}", signed(*gap)),
            },
            Specifics::Plan { change, brief, .. } => if form.is_brief { brief } else { change }.clone(),
            Specifics::FollowUp { settled } => {
                let date = |date| if form.is_brief { brief_day(date, form.today) } else { day(date) };
                let until = settled.until.map(|until| format!(" until {}", date(until))).unwrap_or_default();
                format!("{}{until}", settled.how)
            }
            Specifics::Stopped { stopped } => stopped.end(form),
            Specifics::Lifted { lifted } => lifted.briefly().to_owned(),
            // What was sent and counts nowhere; other kinds have no effect of their own.
            Specifics::InMail { .. }
            | Specifics::Invitation { .. }
            | Specifics::Blocked { .. }
            | Specifics::Nothing => String::new(),
        }
    }
}

/// "1 credit back, conversation opened", or "1 credit back, opened". Why no credit came back is on the second line.
fn response(opened: bool, credits_returned: u32, not_returned: Option<NotReturned>, is_brief: bool) -> String {
    let back = (credits_returned > 0).then(|| format!("{} back", credits(credits_returned.into())));
    let not_back = not_returned.filter(|why| *why != NotReturned::NoInMail).map(|_| "no credit back".to_owned());
    let opened = opened.then(|| if is_brief { "opened" } else { "conversation opened" }.to_owned());
    back.into_iter().chain(not_back).chain(opened).collect::<Vec<_>>().join(", ")
}
