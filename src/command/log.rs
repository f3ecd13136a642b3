//! `log`: records something that was sent.

use chrono_tz::Tz;

use super::annotations::details;
use super::check::{of_the_account, send_kind};
use super::choose::Question;
use super::person_arg::{ResolvedPerson, STDIN};
use super::recipients::{self, Recipients};
use super::session::Session;
use super::text_arg::{self, GivenText};
use super::transaction::Transaction;
use super::{pace, reading};
use crate::cli::Log;
use crate::engine::outcome::{Outcome, SendEffect};
use crate::engine::person::PersonId;
use crate::engine::plan::SecondInMail;
use crate::engine::record::{Details, Fact};
use crate::engine::status::{AccountStatus, account_status};
use crate::engine::verdict::{SendKind, Verdict, verdict};
use crate::error::{ExitStatus, Failure};
use crate::ledger::ReadDetail;
use crate::settings::ClockFormat;
use crate::view::{Caution, CautionPlan, CheckAnswer, FreeWay, LocalInstant, LogAnswer, RefusedAnswer, Sent, StopRow};

pub(super) fn run(args: &Log, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    if args.people.iter().any(|text| text == STDIN) && args.text.as_deref().is_some_and(reading::is_input) {
        let message = "standard input cannot give both the names and the text";
        return Err(Failure::input("usage", message, "name a file with the text"));
    }
    let text = args.text.as_deref().map(|path| text_arg::read(path, session)).transpose()?;
    let Some(recipients) = recipients::read(&args.people, Question::Sent(kind_of(args)), session)? else {
        return Ok(ExitStatus::No);
    };
    let details = details(args.note.as_deref(), &args.tags, args.template.as_deref())?;
    record(args, &recipients, (details, text.as_ref()), session)
}

/// The kind of the sends. The text of an invitation is its note.
fn kind_of(args: &Log) -> SendKind {
    match send_kind(&args.sending) {
        SendKind::Invitation { .. } if args.text.is_some() => SendKind::Invitation { with_note: true },
        kind => kind,
    }
}

fn record(
    args: &Log,
    recipients: &Recipients,
    (mut details, text): (Details, Option<&GivenText>),
    session: &mut Session<'_>,
) -> Result<ExitStatus, Failure> {
    let kind = kind_of(args);
    let mut transaction = session.begin(ReadDetail::Figures)?;
    let people = recipients.find_or_create(args.new, &mut transaction)?;
    if people.len() > 1 {
        transaction.begin_step();
    }
    let book = transaction.book();
    let wording = text.and_then(|text| text.wording(people.iter().map(|person| book.person(person.id))));
    details.change(|annotations| annotations.wording = wording);
    let mut sent = Vec::new();
    for person in &people {
        let account = transaction.account(person.id)?;
        let verdict = verdict(account, Some(person.id), kind, 1);
        let plan = account.budget().plan().clone();
        let second_inmail = session.second_inmail(&plan.name, &verdict.warnings);
        if args.guard && !verdict.allowed {
            let status = account_status(account);
            let low_rate = of_the_account(kind, &status, session);
            let mut check = refusal(kind, person, (&verdict, second_inmail), status, &mut transaction)?;
            check.cautions.extend(low_rate);
            session.screen.show(&RefusedAnswer::new(check, sent.len()))?;
            return Ok(ExitStatus::No);
        }
        let stop = StopRow::of_send(kind, account.budget());
        let (item, outcome) = transaction.apply(person.id, &fact(kind, person), details.clone())?;
        let Outcome::Sent(counted) = outcome else { unreachable!("something sent counts as something sent") };
        let plan = CautionPlan { name: &plan.name, numbers: &plan.numbers, second_inmail };
        let mut cautions = cautions(person, &verdict, &counted, &plan, (transaction.zone(), session.clock()));
        cautions.extend(verdict.bars.mark.map(|mark| Caution::do_not_contact(mark.until)));
        let again = verdict.bars.invite_again_at.map(|at| LocalInstant::new(at, transaction.zone()));
        cautions.extend(again.map(|again| Caution::withdrawn_recently(again, session.clock())));
        cautions.extend(stop.map(|stop| stop.caution(session.clock())));
        sent.push(Sent { item, is_new: person.is_new, counted, wording, cautions });
    }
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let mut pace = pace::cautions(&ids, wording, &mut transaction, session)?;
    pace.extend(text.filter(|_| wording.is_none()).map(|_| Caution::short_text()));
    let status = account_status(&transaction.account_now());
    transaction.commit()?;
    let low_rate = of_the_account(kind, &status, session);
    pace.extend(low_rate);
    let answer = LogAnswer::new(kind, sent, pace, status);
    session.screen.show(&answer)?;
    session.show_cautions(&answer.cautions);
    Ok(ExitStatus::Yes)
}

/// The answer of `check` that keeps `--guard` from recording.
fn refusal(
    kind: SendKind,
    person: &ResolvedPerson,
    verdict: (&Verdict, SecondInMail),
    status: AccountStatus,
    transaction: &mut Transaction,
) -> Result<CheckAnswer, Failure> {
    let short_name = transaction.book().person(person.id).short_name();
    let names = (Some(short_name), Some(transaction.ledger.display_name(person.id)?));
    let clock = transaction.clock;
    let account = transaction.account(person.id)?;
    let free_way = FreeWay::of(verdict.0, || self::verdict(account, Some(person.id), SendKind::Message, 1));
    Ok(CheckAnswer::new(names, (kind, 1), verdict, status, clock).with_free_way(free_way))
}

/// The cautions about one send.
fn cautions(
    person: &ResolvedPerson,
    verdict: &Verdict,
    counted: &SendEffect,
    plan: &CautionPlan<'_>,
    (zone, clock): (Tz, ClockFormat),
) -> Vec<Caution> {
    let mut cautions = Caution::over_limits(counted, plan.numbers);
    cautions.extend(verdict.warnings.iter().map(|warning| Caution::from_warning(warning, plan, zone, clock)));
    if counted.uncovered {
        cautions.push(Caution::uncovered());
    }
    cautions.extend(person.cautions.iter().cloned());
    cautions
}

fn fact(kind: SendKind, person: &ResolvedPerson) -> Fact {
    match kind {
        SendKind::Message => Fact::Message { to: person.id },
        SendKind::InMail(charge) => Fact::InMail { to: person.id, charge },
        SendKind::Invitation { with_note } => Fact::Invitation { to: person.id, with_note },
    }
}
