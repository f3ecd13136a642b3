//! `draft`: is this text fit to send, and may I send it?

use super::draft_text::DraftText;
use super::session::Session;
use super::{check, person_arg, text_arg};
use crate::checkpoint::LedgerView;
use crate::cli::Draft;
use crate::draft::{self, DraftKind, Likeness, Recipient, Stage, after_greeting, greeted_names, name_candidates};
use crate::engine::account::Account;
use crate::engine::advice::alike::{Alike, SentText};
use crate::engine::calendar::Instant;
use crate::engine::person::{PersonId, PersonQuery};
use crate::engine::plan::note_length_by;
use crate::engine::record::Charge;
use crate::engine::verdict::SendKind;
use crate::error::{ExitStatus, Failure};
use crate::ledger::Ledger;
use crate::view::{AlikeRow, DraftAnswer, DraftRecipient, LocalInstant, draft_text};
use crate::wording;

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
        session.screen.note("note: only an InMail has a subject; inquota checks it anyway");
    }
    let sent = texts_to_others(found, as_of, &mut ledger)?;
    // Whatever may fail comes before, so that no text written in the editor is lost.
    let text = DraftText::read(args.text.as_deref(), session)?;
    let names = names(text.as_str(), query.as_ref(), found, &mut ledger)?;
    let (alike, likeness) = alike(text.as_str(), &names, (&sent, as_of), session);
    let draft = draft::Draft {
        text: text.as_str(),
        subject: args.subject.as_deref(),
        kind: draft_kind(kind, &account, session),
        recipient: recipient(query.as_ref(), found, &mut ledger)?,
        contacts: contacts(args, &text, found, &mut ledger)?,
        stage: stage(found, &account),
        likeness,
    };
    let recipient = check.map(|check| DraftRecipient { check });
    let alike = AlikeRow::new(&alike, ledger.zone());
    let as_of = LocalInstant::new(as_of, ledger.zone());
    let answer = DraftAnswer::new(&draft, kind, recipient, alike, text.is_written_now(), as_of);
    let written = if text.is_written_now() { draft_text(text.as_str()) } else { String::new() };
    session.screen.show_before(&answer, &written)?;
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

/// The texts that other people than the recipient got in the 30 days up to an instant.
fn texts_to_others(
    recipient: Option<PersonId>,
    as_of: Instant,
    ledger: &mut LedgerView<Ledger>,
) -> Result<Vec<SentText>, Failure> {
    let mut texts = ledger.sent_texts(as_of)?;
    texts.retain(|text| Some(text.to) != recipient);
    Ok(texts)
}

/// The names that the fingerprint of the draft leaves out: those of the person of `--to`, as `log --text` does. Without
/// `--to`, those in the greeting.
fn names(
    text: &str,
    query: Option<&PersonQuery>,
    found: Option<PersonId>,
    ledger: &mut LedgerView<Ledger>,
) -> Result<Vec<String>, Failure> {
    Ok(match (found, query) {
        (Some(id), _) => text_arg::names(ledger.person(id)?).map(str::to_owned).collect(),
        (None, Some(PersonQuery::Name(name))) => vec![name.clone()],
        (None, Some(PersonQuery::Handle(handle))) => vec![handle.as_str().to_owned()],
        (None, None) => greeted_names(text),
    })
}

/// How many got nearly the text, and how it compares with what others got by the member's settings. A greeting is nothing
/// in which it differs.
fn alike(
    text: &str,
    names: &[String],
    (sent, as_of): (&[SentText], Instant),
    session: &Session<'_>,
) -> (Alike, Likeness) {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let compared = |text: &str| Alike::of(sent, wording::of_text(text, &names), as_of);
    let alike = compared(text);
    let is_repeated = alike.differs == Some(true) && compared(&after_greeting(text)).differs == Some(false);
    let level = session.settings.alike().level(alike.people);
    (alike, Likeness { people: alike.people, level, differs: if is_repeated { Some(false) } else { alike.differs } })
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
