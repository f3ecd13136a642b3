//! `check`: may I send this, what does it cost, and if not, when?

use super::desk::Desk;
use super::log::question;
use super::whom;
use crate::cli::Check;
use crate::engine::account::Account;
use crate::engine::person::Written;
use crate::engine::standing::standing;
use crate::engine::verdict::{Question, Verdict, verdict};
use crate::error::{Ending, Failure};
use crate::view::{Caution, CheckAnswer};

pub(super) fn run(args: &Check, desk: &mut Desk<'_>) -> Result<Ending, Failure> {
    let written = args.person.as_deref().map(whom::read).transpose()?;
    let question = question(&args.sending);
    let count = args.number.unwrap_or(1);
    let (present, as_of) = desk.present()?;
    let found = match &written {
        Some(written) => present.ask(|people| whom::find(written, people))?,
        None => None,
    };
    let account = present.account_at(as_of, found)?;
    let names = match (found, &written) {
        (Some(id), _) => {
            let person = present.ask(|people| people.person(id))?;
            (Some(person.called()), Some(present.ask(|people| people.told(id))?))
        }
        (None, written) => (written.as_ref().map(Written::to_string), written.as_ref().map(Written::to_string)),
    };
    let verdict = verdict(&account, found, question, count);
    let answer = answer(names, question, count, &account, verdict);
    desk.screen.show(&answer)?;
    desk.tell(&answer.cautions);
    Ok(if answer.verdict.allowed { Ending::Yes } else { Ending::No })
}

/// The answer to a question about an account and a person: their name, and what they are called among others.
pub(super) fn answer(
    (person, called): (Option<String>, Option<String>),
    question: Question,
    count: u32,
    account: &Account,
    verdict: Verdict,
) -> CheckAnswer {
    let standing = standing(account);
    let caution = |warning| Caution::of(warning, &standing.plan.numbers, standing.zone);
    let cautions = verdict.warnings.iter().map(caution).collect();
    CheckAnswer { person, called, question, count, verdict, cautions, standing }
}
