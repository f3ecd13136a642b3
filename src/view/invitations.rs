//! The invitations in one state, with their ages.

use serde::Serialize;

use crate::engine::record::{Record, RecordId};
use crate::engine::sent_invitations::{InvitationState, SentInvitation};
use crate::settings::ClockFormat;
use crate::view::caution::Caution;
use crate::view::format::{LocalInstant, day, json, near_date, plural, safe};
use crate::view::terminal::{OutputStyle, Show, Table, unbroken};

/// The most characters of the tags and the template of an invitation to show.
const LONGEST_LABELS: usize = 60;

/// The answer to `invitations`.
#[derive(Debug, Serialize)]
pub(crate) struct InvitationsAnswer {
    pub(crate) as_of: LocalInstant,
    /// The number of invitations that match, including those that are not shown.
    pub(crate) total: usize,
    pub(crate) invitations: Vec<InvitationRow>,
    pub(crate) cautions: Vec<Caution>,
    #[serde(skip)]
    pub(crate) list: InvitationList,
}

/// Which invitations are listed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InvitationList {
    pub(crate) state: InvitationState,
    /// The least age, in days of 24 hours.
    pub(crate) older: Option<u32>,
}

/// An invitation.
#[derive(Debug, Serialize)]
pub(crate) struct InvitationRow {
    #[serde(serialize_with = "json::as_string")]
    id: RecordId,
    person: String,
    sent_at: LocalInstant,
    with_note: bool,
    state: &'static str,
    changed_at: Option<LocalInstant>,
    age_days: i64,
    lapses_at: LocalInstant,
    may_invite_again_at: Option<LocalInstant>,
    tags: Vec<String>,
    template: Option<String>,
    /// The person's name for the text, with the profile if someone else has the same name.
    #[serde(skip)]
    display_name: String,
}

impl InvitationRow {
    /// The row of an invitation and its record, with the person's name for JSON and for the text, as of now.
    pub(crate) fn new(
        invitation: &SentInvitation,
        record: &Record,
        (person, display_name): (String, String),
        now: LocalInstant,
    ) -> InvitationRow {
        let local = |at| now.with_instant(at);
        InvitationRow {
            id: record.id,
            person,
            sent_at: local(invitation.sent),
            with_note: invitation.with_note,
            state: invitation.state.name(),
            changed_at: invitation.changed_at.map(local),
            age_days: invitation.age_days(now.instant()),
            lapses_at: local(invitation.lapses_at),
            may_invite_again_at: invitation.may_invite_again_at.map(local),
            tags: record.details.tags.clone(),
            template: record.details.template.clone(),
            display_name,
        }
    }

    /// What became of an invitation in this state, or will.
    fn fate(&self, state: InvitationState, now: LocalInstant, clock: ClockFormat) -> Vec<String> {
        let on = |at: LocalInstant| unbroken(&day(at.date()));
        let changed = self.changed_at.map(on).unwrap_or_default();
        match state {
            InvitationState::Pending => vec![on(self.lapses_at)],
            InvitationState::Withdrawn => {
                let again = self.may_invite_again_at.map(|again| unbroken(&near_date(again, now, clock)));
                vec![changed, again.unwrap_or_else(|| "now".to_owned())]
            }
            InvitationState::Accepted | InvitationState::Lapsed => vec![changed],
        }
    }

    /// "with a note #spring \[warm\]".
    fn details(&self) -> String {
        let note = self.with_note.then(|| "with a note".to_owned());
        let tags = self.tags.iter().map(|tag| format!("#{}", safe(tag.trim_start_matches('#'))));
        let template = self.template.iter().map(|template| format!("[{}]", safe(template)));
        let labels = tags.chain(template).collect::<Vec<_>>().join(" ");
        let labels = shortened(&labels, LONGEST_LABELS);
        note.into_iter().chain(Some(labels).filter(|labels| !labels.is_empty())).collect::<Vec<_>>().join(" ")
    }
}

/// The beginning of a text that is too long.
fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl InvitationsAnswer {
    fn table(&self, style: OutputStyle) -> Table {
        let fate: &[&str] = match self.list.state {
            InvitationState::Pending => &["lapses"],
            InvitationState::Accepted => &["accepted"],
            InvitationState::Withdrawn => &["withdrawn", "invite again from"],
            InvitationState::Lapsed => &["lapsed"],
        };
        let heads = [&["person", "sent", "age"], fate, &["details"]].concat();
        // The details go first, then when it was sent, its age, and when it was withdrawn.
        let expendable = [heads.len() - 1, 1, 2, 3];
        let mut table = Table::new(&heads, &[2], style).with_names(&[0]).with_expendable(&expendable);
        for row in &self.invitations {
            let age = plural(row.age_days.unsigned_abs(), "day", "days");
            let known = vec![safe(&row.display_name), unbroken(&day(row.sent_at.date())), unbroken(&age)];
            table.row([known, row.fate(self.list.state, self.as_of, style.clock), vec![row.details()]].concat());
        }
        table
    }

    /// "12 pending invitations", or "the oldest 5 of 12 pending invitations".
    fn count(&self) -> String {
        let (state, shown) = (self.list.state.name(), self.invitations.len());
        let all = plural(self.total as u64, &format!("{state} invitation"), &format!("{state} invitations"));
        if shown == self.total { format!("{all}\n") } else { format!("the oldest {shown} of {all}\n") }
    }

    /// That no invitation is listed.
    fn none(&self) -> String {
        let days = self.list.older.filter(|days| *days > 0).map(|days| plural(days.into(), "day", "days"));
        let old = days.map(|days| format!(" that is {days} old or more")).unwrap_or_default();
        let verb = match self.list.state {
            InvitationState::Pending => "is pending",
            InvitationState::Accepted => "was accepted",
            InvitationState::Withdrawn => "was withdrawn",
            InvitationState::Lapsed => "has lapsed",
        };
        format!("no invitation{old} {verb}\n")
    }

    /// What to do with the invitations listed.
    fn advice(&self) -> &'static str {
        match self.list.state {
            InvitationState::Pending => {
                "to clean up: withdraw old ones on LinkedIn by hand, then record each of them\n\
                 next: inquota withdraw NAME\n"
            }
            InvitationState::Lapsed => "an invitation lapses after six months; the person can be invited again\n",
            InvitationState::Accepted | InvitationState::Withdrawn => "",
        }
    }
}

impl Show for InvitationsAnswer {
    fn text(&self, style: OutputStyle) -> String {
        if self.total == 0 {
            return self.none();
        }
        format!("{}{}{}", self.table(style), self.count(), self.advice())
    }
}
