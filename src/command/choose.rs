//! Asks at the terminal about whom a record is.

use super::person_arg;
use super::session::Session;
use crate::engine::advice::suggested_contacts::{Purpose, suggested_contacts};
use crate::engine::person::PersonQuery;
use crate::engine::verdict::SendKind;
use crate::error::Failure;
use crate::view::{Candidate, LocalInstant, ask_person, plural};

/// The most people to offer.
const MOST_OFFERED: usize = 200;

/// What the command is about to record of the person.
#[derive(Clone, Copy, Debug)]
pub(super) enum Question {
    Sent(SendKind),
    Replied,
    Accepted,
    Withdrawn,
}

impl Question {
    fn text(self) -> &'static str {
        match self {
            Question::Sent(SendKind::Message) => "Whom did you write to?",
            Question::Sent(SendKind::InMail(_)) => "To whom did you send an InMail?",
            Question::Sent(SendKind::Invitation { .. }) => "Whom did you invite?",
            Question::Replied => "Who responded?",
            Question::Accepted => "Who accepted?",
            Question::Withdrawn => "Whose invitation did you withdraw?",
        }
    }

    fn purpose(self) -> Purpose {
        match self {
            Question::Sent(_) => Purpose::Send,
            Question::Replied => Purpose::Reply,
            Question::Accepted => Purpose::Acceptance,
            Question::Withdrawn => Purpose::Withdrawal,
        }
    }

    /// The command, and a name as its example.
    fn example(self) -> (&'static str, &'static str) {
        match self {
            Question::Sent(_) => ("log", "Jane Doe"),
            Question::Replied => ("reply", "Jane Doe"),
            Question::Accepted => ("accepted", "Ana Lima"),
            Question::Withdrawn => ("withdraw", "Ana Lima"),
        }
    }

    /// The remark on somebody who comes first, long and short, this many days after the latest contact.
    fn remark(self, days: u32) -> [String; 2] {
        let in_words = plural(u64::from(days), "day", "days");
        let (long, short) = match self {
            Question::Sent(_) => (format!("due: silent for {in_words}"), "due"),
            Question::Replied if days == 0 => ("written to today".to_owned(), "today"),
            Question::Replied => (format!("no answer for {in_words}"), "no answer"),
            Question::Accepted | Question::Withdrawn if days == 0 => ("invited today".to_owned(), "invited"),
            Question::Accepted | Question::Withdrawn => (format!("invited {in_words} ago"), "invited"),
        };
        [long, short.to_owned()]
    }

    fn missing(self) -> Failure {
        let (command, name) = self.example();
        match self {
            Question::Sent(_) => {
                let hint = "give a name, as in inquota log \"Jane Doe\", or - to read names from standard input";
                Failure::input("usage", "inquota log needs a person", hint)
            }
            _ => Failure::input(
                "usage",
                format!("PERSON is missing: inquota {command} needs it"),
                format!("as in inquota {command} \"{name}\""),
            ),
        }
    }
}

/// The person who was named on the command line, or else at the terminal; `None` if the member cancels.
///
/// # Errors
///
/// As [`choose`].
pub(super) fn given_or_chosen(
    given: Option<&str>,
    question: Question,
    session: &mut Session<'_>,
) -> Result<Option<PersonQuery>, Failure> {
    given.map_or_else(|| choose(question, session), |text| person_arg::parse(text).map(Some))
}

/// Asks for the person: the member chooses one of those who are due or waiting or were contacted recently, or types a
/// name. `None` if they cancel.
///
/// # Errors
///
/// When there is no terminal to ask on, the ledger cannot be read, or the name is not valid.
pub(super) fn choose(question: Question, session: &mut Session<'_>) -> Result<Option<PersonQuery>, Failure> {
    if !session.context().is_interactive || session.screen.is_json() {
        return Err(question.missing());
    }
    let candidates = candidates(question, session)?;
    if candidates.is_empty() && matches!(question, Question::Withdrawn) {
        let hint = "to list the invitations that you withdrew: inquota invitations --withdrawn";
        return Err(Failure::input("no_invitation", "no invitation is pending", hint));
    }
    let answer = ask_person(question.text(), candidates, session.screen)?;
    let answer = answer.filter(|text| !text.trim().is_empty());
    if answer.is_none() {
        session.screen.note("nothing was recorded");
    }
    answer.map(|text| person_arg::parse(&text)).transpose()
}

fn candidates(question: Question, session: &mut Session<'_>) -> Result<Vec<Candidate>, Failure> {
    let timeline = session.timeline()?;
    let people = suggested_contacts(&timeline, session.now, &session.habits(), question.purpose());
    let namesakes = timeline.book().namesakes();
    let candidate = |person, days: Option<u32>, latest| {
        let remark = days.map(|days| question.remark(days));
        let one = timeline.book().person(person);
        let latest = LocalInstant::new(latest, timeline.zone());
        Candidate::new(one, remark, latest).named(&one.display_name_if(namesakes.contains(&person)))
    };
    let offered = people.iter().take(MOST_OFFERED);
    Ok(offered.map(|one| candidate(one.person, one.waiting_days, one.latest)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_today_is_not_said_in_days() {
        assert_eq!(Question::Replied.remark(0), ["written to today", "today"]);
        assert_eq!(Question::Replied.remark(1), ["no answer for 1 day", "no answer"]);
        assert_eq!(Question::Withdrawn.remark(0), ["invited today", "invited"]);
        assert_eq!(Question::Accepted.remark(15), ["invited 15 days ago", "invited"]);
    }
}
