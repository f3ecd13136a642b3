//! `draft`: is this text fit to send, and may I send it?

use super::draft_text::DraftText;
use super::session::Session;
use super::{check, person_arg};
use crate::checkpoint::LedgerView;
use crate::cli::Draft;
use crate::draft::{self, DraftKind, Recipient, Stage, name_candidates};
use crate::engine::account::Account;
use crate::engine::person::{PersonId, PersonQuery};
use crate::engine::plan::note_length_by;
use crate::engine::record::Charge;
use crate::engine::verdict::SendKind;
use crate::error::{ExitStatus, Failure};
use crate::ledger::Ledger;
use crate::view::{DraftAnswer, DraftRecipient, draft_text};

/// The most contacts that are compared with a draft, for each of its words.
const MOST_CONTACTS: usize = 20;

pub(super) fn run(args: &Draft, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let query = args.to.as_deref().map(person_arg::parse).transpose()?;
    let kind = send_kind(args);
    let mut ledger = session.ledger_view()?;
    let as_of = session.as_of(ledger.zone())?;
    let found = check::find(query.as_ref(), &mut ledger)?;
    let account = ledger.account_at(as_of, found)?;
    let check = match &query {
        None => None,
        query => Some(check::answer((query.as_ref(), found), (kind, 1), &account, &mut ledger, session)?),
    };
    if args.subject.is_some() && !args.inmail && !session.screen.is_json() {
        session.screen.note("note: only an InMail has a subject; it is looked over all the same");
    }
    // Whatever may fail comes before, so that no text written in the editor is lost.
    let text = DraftText::read(args.text.as_deref(), session)?;
    let draft = draft::Draft {
        text: text.as_str(),
        subject: args.subject.as_deref(),
        kind: draft_kind(kind, &account, session),
        recipient: recipient(query.as_ref(), found, &mut ledger)?,
        contacts: contacts(args, &text, found, &mut ledger)?,
        stage: stage(found, &account),
        likeness: None,
    };
    let recipient = check.map(|check| DraftRecipient { check });
    let answer = DraftAnswer::new(&draft, kind, recipient, text.is_written_now());
    session.screen.show(&answer)?;
    if text.is_written_now() && !session.screen.is_json() {
        session.screen.print(&draft_text(text.as_str()))?;
    }
    session.show_cautions(answer.cautions());
    Ok(if answer.is_fit() { ExitStatus::Yes } else { ExitStatus::No })
}

/// What `check` is asked for a draft: `--invite` means the note of an invitation.
fn send_kind(args: &Draft) -> SendKind {
    match (args.inmail, args.invite) {
        (true, _) => SendKind::InMail(Charge::Ordinary),
        (_, true) => SendKind::Invitation { with_note: true },
        _ => SendKind::Message,
    }
}

/// What the draft is to be, with the length of a note on the plan in force.
fn draft_kind(kind: SendKind, account: &Account, session: &Session<'_>) -> DraftKind {
    match kind {
        SendKind::Message => DraftKind::Message,
        SendKind::InMail(_) => DraftKind::InMail,
        SendKind::Invitation { .. } => {
            let plan = account.budget().plan();
            let defined = session.plan(&plan.name).map(|plan| plan.note_length);
            DraftKind::Note { limit: defined.unwrap_or_else(|| note_length_by(&plan.numbers)) as usize }
        }
    }
}

/// By which words the draft may name the person of `--to`.
fn recipient(
    query: Option<&PersonQuery>,
    found: Option<PersonId>,
    ledger: &mut LedgerView<Ledger>,
) -> Result<Option<Recipient>, Failure> {
    if let Some(id) = found {
        let person = ledger.person(id)?;
        let by_handle = || person.handles.last().map(Recipient::with_handle);
        return Ok(person.name.as_deref().map(Recipient::named).or_else(by_handle));
    }
    Ok(query.map(|query| match query {
        PersonQuery::Name(name) => Recipient::named(name),
        PersonQuery::Handle(handle) => Recipient::with_handle(handle),
    }))
}

/// The names of other contacts that the draft may name. Without `--to`, nothing is said of names.
fn contacts(
    args: &Draft,
    text: &DraftText,
    found: Option<PersonId>,
    ledger: &mut LedgerView<Ledger>,
) -> Result<Vec<String>, Failure> {
    if args.to.is_none() {
        return Ok(Vec::new());
    }
    let words = name_candidates(text.as_str(), args.subject.as_deref());
    let named = ledger.names_with(&words, MOST_CONTACTS)?;
    Ok(named.into_iter().filter(|(id, _)| Some(*id) != found).map(|(_, name)| name).collect())
}

/// How far the conversation is. An invitation is no message.
fn stage(found: Option<PersonId>, account: &Account) -> Stage {
    let state = account.person(found);
    match state.first_contact {
        _ if found.is_none() => Stage::First,
        _ if state.open => Stage::Open,
        Some(_) => Stage::Unanswered,
        None => Stage::First,
    }
}
