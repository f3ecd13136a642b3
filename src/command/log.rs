//! `log`: records something sent.

use chrono_tz::Tz;

use super::check;
use super::desk::{Desk, Draft};
use super::recipients;
use super::whom::Whom;
use super::words::details;
use crate::cli::{Log, Sending};
use crate::engine::calendar::Instant;
use crate::engine::outcome::{Counted, Outcome};
use crate::engine::plan::PlanNumbers;
use crate::engine::record::{Charge, Fact, RecordId};
use crate::engine::standing::{Standing, standing};
use crate::engine::timeline::Timeline;
use crate::engine::verdict::{Question, Verdict, verdict};
use crate::error::{Ending, Failure};
use crate::ledger::kind_of;
use crate::view::{Caution, LogAnswer, RecordedItem, RefusedAnswer, Sent, subject};

pub(super) fn run(args: &Log, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let Some(recipients) = recipients::read(&args.people, desk)? else { return Ok(Ending::No) };
    let details = details(args.note.as_deref(), &args.tags, args.template.as_deref())?;
    let question = question(&args.sending);
    let mut draft = desk.open()?;
    draft.refuse_future()?;
    let people = recipients.find_or_create(args.new, &mut draft)?;
    if people.len() > 1 {
        draft.begin_step();
    }
    let ids = people.iter().map(|whom| draft.add(draft.at, fact(question, whom), details.clone()));
    let ids: Vec<RecordId> = ids.collect();
    let after = draft.after();
    let (sent, standing) = match send(&people, &ids, question, args.guard, &after, draft.now()) {
        Ok(sent) => sent,
        Err(refused) => {
            desk.screen.show(&*refused)?;
            return Ok(Ending::No);
        }
    };
    draft.commit()?;
    let answer = LogAnswer { question, sent, standing };
    desk.screen.show(&answer)?;
    desk.tell(&answer.cautions());
    Ok(Ending::Yes)
}

/// What each of the new records counts as, one after another, and how things stand afterwards; with `guard`, the
/// first that `check` would not allow.
fn send(
    people: &[Whom],
    ids: &[RecordId],
    question: Question,
    guard: bool,
    after: &Timeline,
    now: Instant,
) -> Result<(Vec<Sent>, Standing), Box<RefusedAnswer>> {
    let mut fold = after.fold();
    let mut sent = Vec::new();
    for (whom, id) in people.iter().zip(ids) {
        fold.read_up_to(after.place_of(*id).unwrap_or_default());
        let verdict = verdict(fold.account(), Some(whom.id), question, 1);
        if guard && !verdict.allowed {
            let name = Some(after.book().person(whom.id).called());
            let check = check::answer(name, question, 1, fold.account(), verdict);
            return Err(Box::new(RefusedAnswer { check, before: sent.len() }));
        }
        let numbers = fold.account().budget().plan().numbers.clone();
        let Some(Outcome::Sent(counted)) = fold.read_next() else {
            unreachable!("something sent counts as something sent")
        };
        let cautions = cautions(whom, &verdict, &counted, &numbers, after.zone());
        sent.push(Sent { item: item(after, *id), is_new: whom.is_new, counted, cautions });
    }
    fold.read_through(now, |_, _| {});
    Ok((sent, standing(fold.account())))
}

/// What to mind about something sent.
fn cautions(whom: &Whom, verdict: &Verdict, counted: &Counted, numbers: &PlanNumbers, zone: Tz) -> Vec<Caution> {
    let mut cautions = Caution::over(counted, numbers);
    cautions.extend(verdict.warnings.iter().map(|warning| Caution::of(warning, numbers, zone)));
    if counted.uncovered {
        cautions.push(Caution::uncovered());
    }
    cautions.extend(whom.like.as_deref().map(Caution::like));
    cautions
}

/// What the flags ask about.
pub(super) fn question(sending: &Sending) -> Question {
    match (sending.inmail, sending.invite) {
        (true, _) if sending.free => Question::InMail(Charge::Free),
        (true, _) => Question::InMail(Charge::Ordinary),
        (_, true) => Question::Invitation { with_note: sending.with_note },
        _ => Question::Message,
    }
}

fn fact(question: Question, whom: &Whom) -> Fact {
    match question {
        Question::Message => Fact::Message { to: whom.id },
        Question::InMail(charge) => Fact::InMail { to: whom.id, charge },
        Question::Invitation { with_note } => Fact::Invitation { to: whom.id, with_note },
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

/// A record as it is told.
pub(super) fn item(timeline: &Timeline, id: RecordId) -> RecordedItem {
    let place = timeline.place_of(id).unwrap_or_default();
    let record = &timeline.records()[place];
    let person = timeline.person_of(&record.fact).map(|person| timeline.book().person(person).called());
    let subject = subject(&record.fact, person.as_deref());
    RecordedItem { id, kind: kind_of(&record.fact), person, subject, at: timeline.happened(place) }
}

/// Says a draft's record as it will stand, then records for good.
pub(super) fn commit_and_item(draft: Draft, id: RecordId) -> Result<(Timeline, RecordedItem), Failure> {
    let after = draft.after();
    let item = item(&after, id);
    draft.commit()?;
    Ok((after, item))
}
