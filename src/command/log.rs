//! `log`: records something sent.

use chrono_tz::Tz;

use super::annotations::details;
use super::draft::Draft;
use super::person_arg::ResolvedPerson;
use super::recipients::{self, Recipients};
use super::session::Session;
use crate::cli::{Log, Sending};
use crate::engine::directory::Directory;
use crate::engine::outcome::{Counted, Outcome};
use crate::engine::person::PersonId;
use crate::engine::plan::PlanNumbers;
use crate::engine::record::{Charge, Details, Fact, RecordId};
use crate::engine::status::account_status;
use crate::engine::timeline::Timeline;
use crate::engine::verdict::{SendKind, Verdict, verdict};
use crate::error::{ExitStatus, Failure};
use crate::ledger::kind_of;
use crate::settings::ClockFormat;
use crate::view::{Caution, CheckAnswer, LocalInstant, LogAnswer, RecordedItem, RefusedAnswer, Sent, subject};

pub(super) fn run(args: &Log, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let Some(recipients) = recipients::read(&args.people, question(&args.sending), session)? else {
        return Ok(ExitStatus::No);
    };
    let details = details(args.note.as_deref(), &args.tags, args.template.as_deref())?;
    match record(args, &recipients, &details, session) {
        // Standard input is read only once: not the whole command is begun again.
        Err(Failure::Doubt) => record(args, &recipients, &details, session.without_checkpoint()),
        outcome => outcome,
    }
}

fn record(
    args: &Log,
    recipients: &Recipients,
    details: &Details,
    session: &mut Session<'_>,
) -> Result<ExitStatus, Failure> {
    let question = question(&args.sending);
    let mut entry = session.entry()?;
    let people = recipients.find_or_create(args.new, &mut entry)?;
    if people.len() > 1 {
        entry.begin_step();
    }
    let mut sent = Vec::new();
    for whom in &people {
        let account = entry.account(whom.id)?;
        let verdict = verdict(account, Some(whom.id), question, 1);
        if args.guard && !verdict.allowed {
            let status = account_status(account);
            let names = (Some(entry.person(whom.id)?.short_name()), Some(entry.display_name(whom.id)?));
            let check = CheckAnswer::new(names, (question, 1), &verdict, status, session.clock());
            session.screen.show(&RefusedAnswer::new(check, sent.len()))?;
            return Ok(ExitStatus::No);
        }
        let numbers = account.budget().plan().numbers.clone();
        let (item, outcome) = entry.add(&fact(question, whom), details.clone())?;
        let Outcome::Sent(counted) = outcome else { unreachable!("something sent counts as something sent") };
        let cautions = cautions(whom, &verdict, &counted, &numbers, (entry.zone(), session.clock()));
        sent.push(Sent { item, is_new: whom.is_new, counted, cautions });
    }
    let status = account_status(&entry.account_now()?);
    entry.commit()?;
    let answer = LogAnswer::new(question, sent, status);
    session.screen.show(&answer)?;
    session.tell(&answer.cautions);
    Ok(ExitStatus::Yes)
}

/// What to mind about something sent.
fn cautions(
    whom: &ResolvedPerson,
    verdict: &Verdict,
    counted: &Counted,
    numbers: &PlanNumbers,
    (zone, clock): (Tz, ClockFormat),
) -> Vec<Caution> {
    let mut cautions = Caution::over(counted, numbers);
    cautions.extend(verdict.warnings.iter().map(|warning| Caution::of(warning, numbers, zone, clock)));
    if counted.uncovered {
        cautions.push(Caution::uncovered());
    }
    cautions.extend(whom.cautions.iter().cloned());
    cautions
}

/// What the flags ask about.
pub(super) fn question(sending: &Sending) -> SendKind {
    match (sending.inmail, sending.invite) {
        (true, _) if sending.free => SendKind::InMail(Charge::Free),
        (true, _) => SendKind::InMail(Charge::Ordinary),
        (_, true) => SendKind::Invitation { with_note: sending.with_note },
        _ => SendKind::Message,
    }
}

fn fact(question: SendKind, whom: &ResolvedPerson) -> Fact {
    match question {
        SendKind::Message => Fact::Message { to: whom.id },
        SendKind::InMail(charge) => Fact::InMail { to: whom.id, charge },
        SendKind::Invitation { with_note } => Fact::Invitation { to: whom.id, with_note },
    }
}

/// What came of a record.
pub(super) fn outcome(timeline: &Timeline, id: RecordId) -> Outcome {
    let wanted = timeline.place_of(id);
    let mut found = Outcome::Nothing;
    let at = wanted.map_or_else(|| timeline.created(), |place| timeline.records()[place].at);
    timeline.fold().read_through(at, |place, outcome| {
        if Some(place) == wanted {
            found = outcome;
        }
    });
    found
}

/// A record as answers show it.
pub(super) fn item(timeline: &Timeline, id: RecordId) -> RecordedItem {
    item_among(timeline, id, |person| timeline.book().has_namesake(person))
}

/// The same among many, where it is known who has a namesake.
pub(super) fn item_among(timeline: &Timeline, id: RecordId, has_namesake: impl Fn(PersonId) -> bool) -> RecordedItem {
    let place = timeline.place_of(id).unwrap_or_default();
    let (record, book) = (&timeline.records()[place], timeline.book());
    let who = timeline.person_of(&record.fact);
    let person = who.map(|who| book.person(who).short_name());
    let display_name = who.map(|who| book.person(who).display_name_if(has_namesake(who)));
    let subject = subject(&record.fact, display_name.as_deref(), timeline.called_before(place));
    let at = LocalInstant::new(timeline.happened(place), timeline.zone());
    RecordedItem { id, kind: kind_of(&record.fact), person, at, display_name, subject }
}

/// Says a draft's record as it will stand, then records for good.
pub(super) fn commit_and_item(draft: Draft, id: RecordId) -> Result<(Timeline, RecordedItem), Failure> {
    let after = draft.after();
    let item = item(&after, id);
    draft.commit()?;
    Ok((after, item))
}
