//! A person, with the latest contact and the state.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Serialize;

use crate::engine::calendar::Instant;
use crate::engine::contact_book::Person;
use crate::engine::last_contact::LastContact;
use crate::engine::person::Handle;
use crate::engine::person_state::PersonState;
use crate::engine::record::RecordKind;
use crate::view::format::{LocalInstant, brief_day, day, safe};

/// A person, and their state in the account.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key in JSON")]
pub(crate) struct PersonRow {
    name: Option<String>,
    /// Their current profile.
    handle: Option<Handle>,
    handles: Vec<Handle>,
    open: bool,
    inmail_waiting: bool,
    invited: bool,
    connected: bool,
    first_contact: Option<LocalInstant>,
    answered: Option<LocalInstant>,
    /// Whether they are marked as not to be contacted, and until when, if not for good.
    do_not_contact: bool,
    do_not_contact_until: Option<NaiveDate>,
    /// When they became a connection, if nothing was ever written to them.
    not_written_since: Option<LocalInstant>,
    last_contact: Option<ContactRow>,
    /// The name of the first of their states; `None` if there is none.
    state: Option<&'static str>,
    #[serde(skip)]
    states: Vec<State>,
    /// The name for the text, with the profile if someone else has the same name.
    #[serde(skip)]
    display_name: String,
}

/// The latest contact with a person.
#[derive(Debug, Serialize)]
struct ContactRow {
    at: LocalInstant,
    kind: &'static str,
}

/// What is to be known of a person before writing to them, the most important first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    DoNotContact,
    ConversationOpen,
    WaitingForResponse,
    InvitationPending,
    NotWrittenTo,
    Connection,
    Declined,
    Withdrawn,
    Lapsed,
    Closed,
}

/// What a state is called.
struct StateNames {
    /// In JSON.
    code: &'static str,
    words: &'static str,
    /// On a narrow screen.
    brief: &'static str,
}

impl State {
    const ALL: [State; 10] = [
        State::DoNotContact,
        State::ConversationOpen,
        State::WaitingForResponse,
        State::InvitationPending,
        State::NotWrittenTo,
        State::Connection,
        State::Declined,
        State::Withdrawn,
        State::Lapsed,
        State::Closed,
    ];

    fn names(self) -> StateNames {
        let (code, words, brief) = match self {
            State::DoNotContact => ("do_not_contact", "do not contact", "blocked"),
            State::ConversationOpen => ("conversation_open", "conversation open", "open"),
            State::WaitingForResponse => ("waiting_for_response", "waiting for a response", "waiting"),
            State::InvitationPending => ("invitation_pending", "invitation pending", "invited"),
            State::NotWrittenTo => ("not_written_to", "connection, not written to", "new"),
            State::Connection => ("connection", "connection", "connection"),
            State::Declined => ("declined", "declined", "declined"),
            State::Withdrawn => ("withdrawn", "invitation withdrawn", "withdrawn"),
            State::Lapsed => ("lapsed", "invitation lapsed", "lapsed"),
            State::Closed => ("closed", "follow-up closed", "closed"),
        };
        StateNames { code, words, brief }
    }

    /// Whether it holds for a person as of an instant.
    fn holds(self, state: &PersonState, as_of: Instant, zone: Tz) -> bool {
        match self {
            State::DoNotContact => state.do_not_contact.holding(as_of, zone).is_some(),
            State::ConversationOpen => state.open,
            State::WaitingForResponse => {
                state.thread.is_some_and(|thread| !thread.is_closed)
                    || (state.thread.is_none() && !state.unanswered_inmails.is_empty())
            }
            State::InvitationPending => state.connection.pending(as_of).is_some(),
            State::NotWrittenTo => state.not_written_since().is_some() && !state.open,
            State::Connection => state.connection.is_known,
            State::Declined => state.latest_declined,
            State::Withdrawn => state.connection.may_invite_again_at().is_some_and(|again| again > as_of),
            State::Lapsed => state.connection.invitation.is_some(),
            State::Closed => state.thread.is_some_and(|thread| thread.is_closed),
        }
    }

    /// Those that a person is in. The last five say nothing new about somebody who is in another one.
    fn all_of(state: &PersonState, as_of: Instant, zone: Tz) -> Vec<State> {
        let mut states: Vec<State> = Vec::new();
        for one in State::ALL.into_iter().filter(|one| one.holds(state, as_of, zone)) {
            let has_other = states.iter().any(|other| *other != State::DoNotContact);
            let is_minor = State::ALL[5..].contains(&one);
            if !(has_other && is_minor) {
                states.push(one);
            }
        }
        states
    }
}

/// What a row is made from.
pub(crate) struct PersonInput<'a> {
    pub(crate) person: &'a Person,
    pub(crate) state: &'a PersonState,
    pub(crate) last_contact: Option<&'a LastContact>,
    /// Whether someone else has the same name.
    pub(crate) has_namesake: bool,
    pub(crate) as_of: Instant,
    pub(crate) zone: Tz,
}

impl PersonRow {
    /// A person of the contact book, with their state in the account as of an instant.
    pub(crate) fn new(input: &PersonInput<'_>) -> PersonRow {
        let PersonInput { person, state, as_of, zone, .. } = *input;
        let local = |at| LocalInstant::new(at, zone);
        let mark = state.do_not_contact.holding(as_of, zone);
        let states = State::all_of(state, as_of, zone);
        PersonRow {
            name: person.name.clone(),
            handle: person.handles.last().cloned(),
            handles: person.handles.clone(),
            open: state.open,
            inmail_waiting: !state.unanswered_inmails.is_empty(),
            invited: state.connection.pending(as_of).is_some(),
            connected: state.connection.is_known,
            first_contact: state.first_contact.map(local),
            answered: state.answered.map(|response| local(response.at)),
            do_not_contact: mark.is_some(),
            do_not_contact_until: mark.and_then(|mark| mark.until),
            not_written_since: state.not_written_since().map(local),
            last_contact: input.last_contact.map(|last| ContactRow { at: local(last.at), kind: last.what.name() }),
            state: states.first().map(|first| first.names().code),
            states,
            display_name: person.display_name_if(input.has_namesake),
        }
    }

    /// The cells of the table: the name, the latest contact, the state and the profile. Brief ones are for a narrow screen.
    pub(super) fn cells(&self, today: NaiveDate, is_brief: bool) -> [String; 5] {
        let contact = self.last_contact.as_ref();
        [
            safe(&self.display_name),
            contact.map(|contact| brief_day(contact.at.date(), today)).unwrap_or_default(),
            contact.map(|contact| contact_in_words(contact.kind).to_owned()).unwrap_or_default(),
            self.states_in_words(is_brief),
            self.handle.as_ref().map(|handle| safe(&handle.to_string())).unwrap_or_default(),
        ]
    }

    /// "do not contact until Sat 5 Dec 2026, conversation open"; briefly "blocked, open".
    fn states_in_words(&self, is_brief: bool) -> String {
        let words = self.states.iter().map(|state| match (state, self.do_not_contact_until) {
            _ if is_brief => state.names().brief.to_owned(),
            (State::DoNotContact, Some(date)) => format!("{} until {}", state.names().words, day(date)),
            _ => state.names().words.to_owned(),
        });
        words.collect::<Vec<_>>().join(", ")
    }
}

/// A kind of contact in words.
fn contact_in_words(kind: &'static str) -> &'static str {
    if kind == RecordKind::InMail.name() {
        "InMail"
    } else if kind == RecordKind::FollowUp.name() {
        "follow-up"
    } else {
        kind
    }
}
