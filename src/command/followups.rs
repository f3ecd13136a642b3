//! `followups`: whom to nudge, and what became of it.

use super::desk::{Desk, Draft};
use super::export;
use super::log::item;
use super::whom;
use crate::cli::{FollowUps, FollowUpsCommand};
use crate::engine::calendar::{date_of, plus_days};
use crate::engine::followup::{Left, Thread, Wanted, follow_ups, threads};
use crate::engine::person::PersonId;
use crate::engine::record::{Details, Fact, Settled};
use crate::engine::timeline::Timeline;
use crate::error::{Ending, Failure};
use crate::view::{ExportAnswer, FollowUpsAnswer, SettledAnswer, calendar_file, safe};

/// How many days are looked ahead.
const SOON: u32 = 7;

pub(super) fn run(args: &FollowUps, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let Some(command) = &args.command else { return show(args, desk) };
    if args.after.is_some() || args.soon.is_some() || args.all || args.ics.is_some() {
        let message = "the options of the list do not go with done, snooze and close";
        return Err(Failure::input("usage", message, "leave --after, --soon, --all and --ics out"));
    }
    match command {
        FollowUpsCommand::Done { whom } => settle(whom, |_| Settled::Done, desk),
        FollowUpsCommand::Close { whom } => settle(whom, |_| Settled::Closed, desk),
        FollowUpsCommand::Snooze { whom, days } => {
            settle(whom, |draft| Settled::Snoozed(plus_days(date_of(draft.at, draft.before.zone()), *days)), desk)
        }
    }
}

fn show(args: &FollowUps, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let timeline = desk.read()?;
    let account = timeline.account_at(desk.as_of(&timeline)?);
    let wanted = Wanted { habits: desk.habits(args.after), soon: args.soon.unwrap_or(SOON), cold: args.all };
    let answer = FollowUpsAnswer {
        found: follow_ups(&timeline, &account, &wanted),
        left: Left::of(&account),
        wanted,
        numbers: account.budget().plan().numbers.clone(),
        book: timeline.book().clone(),
        as_of: account.budget().now(),
        zone: timeline.zone(),
    };
    match &args.ics {
        None => {
            desk.screen.show(&answer)?;
            desk.tell(&answer.cautions());
        }
        Some(None) => desk.screen.print(&calendar_file(&answer))?,
        Some(Some(path)) => {
            let text = calendar_file(&answer);
            export::write(path, &text, desk)?;
            desk.screen.show(&ExportAnswer { path: path.clone(), bytes: text.len() })?;
        }
    }
    Ok(Ending::Yes)
}

/// Records what became of a follow-up, and tells what is next.
fn settle(whom: &str, how: impl FnOnce(&Draft) -> Settled, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    // A ledger that is not there is not created: nobody in it can be due.
    let with = person(whom, &desk.read()?)?;
    let mut draft = desk.open()?;
    draft.refuse_future()?;
    let habits = desk.habits(None);
    let open = thread(&draft.before, with, &draft).filter(|thread| thread.due(&habits, &draft.before).is_some());
    if open.is_none() {
        return Err(nothing_due(&draft.before, with, &draft));
    }
    let settled = how(&draft);
    let id = draft.add(draft.at, Fact::FollowUp { with, settled }, Details::default());
    let after = draft.after();
    let next = thread(&after, with, &draft).and_then(|thread| thread.due(&habits, &after));
    let answer = SettledAnswer { item: item(&after, id), settled, next, now: draft.now(), zone: after.zone() };
    draft.commit()?;
    desk.screen.show(&answer)?;
    Ok(Ending::Yes)
}

/// The thread with a person at the instant of the draft.
fn thread(timeline: &Timeline, with: PersonId, draft: &Draft) -> Option<Thread> {
    threads(timeline, draft.at).into_iter().find(|thread| thread.person == with)
}

/// Whom a number of the list, or a PERSON, means.
fn person(text: &str, timeline: &Timeline) -> Result<PersonId, Failure> {
    let book = timeline.book();
    let digits = text.trim().trim_start_matches('#');
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return whom::find_known(text, book);
    }
    let number = digits.parse::<u32>().ok().and_then(|number| number.checked_sub(1)).map(PersonId);
    let found = number.filter(|id| id.index() < book.len()).map(|id| book.resolve(id));
    found.filter(|id| book.person(*id).is_known).ok_or_else(|| {
        let message = format!("nobody has the number {}", safe(digits));
        Failure::input("unknown_person", message, "inquota followups shows each person with their number")
    })
}

fn nothing_due(timeline: &Timeline, with: PersonId, draft: &Draft) -> Failure {
    let name = safe(&timeline.book().person(with).called());
    let why = match thread(timeline, with, draft) {
        Some(thread) if thread.is_closed() => "it is closed already",
        Some(_) => "they had their two nudges, and it is closed as unanswered",
        None => "nothing that was sent to them is unanswered",
    };
    let message = format!("there is no follow-up of {name} to settle: {why}");
    Failure::input("no_follow_up", message, "inquota followups shows those there are")
}
