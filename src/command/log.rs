//! `log`: records something sent.

use super::check;
use super::desk::{Desk, Draft};
use super::whom::{self, Whom};
use super::words::details;
use crate::cli::{Log, Sending};
use crate::engine::outcome::{Counted, Outcome};
use crate::engine::person::PersonId;
use crate::engine::record::{Charge, Fact, RecordId};
use crate::engine::standing::standing;
use crate::engine::timeline::Timeline;
use crate::engine::verdict::{Question, verdict};
use crate::error::{Ending, Failure};
use crate::ledger::kind_of;
use crate::view::{Caution, LogAnswer, RecordedItem, RefusedAnswer, subject};

pub(super) fn run(args: &Log, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let written = whom::read(&args.person)?;
    let details = details(args.note.as_deref(), &args.tags, args.template.as_deref())?;
    let question = question(&args.sending);
    let mut draft = desk.open()?;
    draft.refuse_future()?;
    let whom = whom::find_or_create(&written, args.new, &mut draft)?;
    let account = draft.before.account_at(draft.at);
    let person = (!whom.is_new).then_some(whom.id);
    let verdict = verdict(&account, person, question, 1);
    if args.guard && !verdict.allowed {
        let name = Some(draft.book.person(whom.id).called());
        let called = Some(draft.book.told(whom.id));
        let check = check::answer((name, called), question, 1, &account, verdict);
        desk.screen.show(&RefusedAnswer { check })?;
        return Ok(Ending::No);
    }
    let id = draft.add(draft.at, fact(question, &whom), details);
    let after = draft.after();
    let counted = counted(&after, id);
    let numbers = &account.budget().plan().numbers;
    let mut cautions = Caution::over(&counted, numbers);
    cautions.extend(verdict.warnings.iter().map(|warning| Caution::of(warning, numbers, after.zone())));
    if counted.uncovered {
        cautions.push(Caution::uncovered());
    }
    cautions.extend(whom.like.as_deref().map(Caution::like));
    let answer = LogAnswer {
        item: item(&after, id),
        question,
        is_new: whom.is_new,
        counted,
        standing: standing(&after.account_at(draft.now())),
        cautions,
    };
    draft.commit()?;
    desk.screen.show(&answer)?;
    desk.tell(&answer.cautions);
    Ok(Ending::Yes)
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

/// What the new record counts as.
fn counted(after: &Timeline, id: RecordId) -> Counted {
    match outcome(after, id) {
        Outcome::Sent(counted) => counted,
        _ => unreachable!("something sent counts as something sent"),
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
    item_among(timeline, id, |person| timeline.book().has_namesake(person))
}

/// The same among many, where it is known who has a namesake.
pub(super) fn item_among(timeline: &Timeline, id: RecordId, has_namesake: impl Fn(PersonId) -> bool) -> RecordedItem {
    let place = timeline.place_of(id).unwrap_or_default();
    let (record, book) = (&timeline.records()[place], timeline.book());
    let who = timeline.person_of(&record.fact);
    let person = who.map(|who| book.person(who).called());
    let called = who.map(|who| book.told_if(who, has_namesake(who)));
    let subject = subject(&record.fact, called.as_deref(), timeline.called_before(place));
    RecordedItem { id, kind: kind_of(&record.fact), person, called, subject, at: timeline.happened(place) }
}

/// Says a draft's record as it will stand, then records for good.
pub(super) fn commit_and_item(draft: Draft, id: RecordId) -> Result<(Timeline, RecordedItem), Failure> {
    let after = draft.after();
    let item = item(&after, id);
    draft.commit()?;
    Ok((after, item))
}
