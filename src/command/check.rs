//! `check`: may I send this, what does it cost, and if not, when?

use super::log::question;
use super::person_arg;
use super::session::Session;
use crate::cli::Check;
use crate::engine::person::PersonQuery;
use crate::engine::status::account_status;
use crate::engine::verdict::verdict;
use crate::error::{ExitStatus, Failure};
use crate::view::CheckAnswer;

pub(super) fn run(args: &Check, session: &mut Session<'_>) -> Result<ExitStatus, Failure> {
    let written = args.person.as_deref().map(person_arg::read).transpose()?;
    let question = question(&args.sending);
    let count = args.number.unwrap_or(1);
    let (present, as_of) = session.present()?;
    let found = match &written {
        Some(written) => present.ask(|people| person_arg::find(written, people))?,
        None => None,
    };
    let account = present.account_at(as_of, found)?;
    let names = match (found, &written) {
        (Some(id), _) => {
            let person = present.ask(|people| people.person(id))?;
            (Some(person.short_name()), Some(present.ask(|people| people.display_name(id))?))
        }
        (None, written) => (written.as_ref().map(PersonQuery::to_string), written.as_ref().map(PersonQuery::to_string)),
    };
    let verdict = verdict(&account, found, question, count);
    let answer = CheckAnswer::new(names, (question, count), &verdict, account_status(&account), session.clock());
    session.screen.show(&answer)?;
    session.tell(&answer.cautions);
    Ok(if answer.allowed { ExitStatus::Yes } else { ExitStatus::No })
}
