//! Finds the people whose follow-ups are settled, by number, name or profile.

use crate::command::person_arg;
use crate::command::recipients::runs_of_words;
use crate::engine::contact_book::ContactBook;
use crate::engine::person::PersonId;
use crate::error::Failure;
use crate::view::safe;

/// The people with these numbers in the list, or whom each PERSON means, in the order given.
///
/// # Errors
///
/// When somebody is unknown, ambiguous or named twice, or quotes seem to be missing around a name.
pub(super) fn find_people(whom: &[String], book: &ContactBook) -> Result<Vec<PersonId>, Failure> {
    for run in runs_of_words(whom) {
        refuse_unquoted(&run, book)?;
    }
    let mut people: Vec<PersonId> = Vec::new();
    for (place, text) in whom.iter().enumerate() {
        let person = find_person(text, book)?;
        if let Some(first) = people.iter().position(|known| *known == person) {
            let name = safe(&book.person(person).short_name());
            let message =
                format!("{name} is named twice: as \"{}\" and as \"{}\"", safe(&whom[first]), safe(&whom[place]));
            let hint = "name each person once, a name of several words in quotes; nothing was recorded";
            return Err(Failure::input("named_twice", message, hint));
        }
        people.push(person);
    }
    Ok(people)
}

/// Refuses single words that together name a known person: quotes are missing.
fn refuse_unquoted(run: &str, book: &ContactBook) -> Result<(), Failure> {
    let Ok(person) = person_arg::find_known(run, book) else { return Ok(()) };
    let message = format!("{} without quotes is several people", safe(run));
    let hint = format!("for {}, write it in quotes: \"{}\"", safe(&book.person(person).short_name()), safe(run));
    Err(Failure::input("unquoted_name", message, hint))
}

/// The person with this number in the list, or whom a PERSON means.
fn find_person(text: &str, book: &ContactBook) -> Result<PersonId, Failure> {
    let digits = text.trim().trim_start_matches('#');
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return person_arg::find_known(text, book);
    }
    let number = digits.parse::<u32>().ok().and_then(|number| number.checked_sub(1)).map(PersonId);
    let found = number.filter(|id| id.index() < book.len()).map(|id| book.resolve(id));
    found.filter(|id| book.person(*id).is_known).ok_or_else(|| {
        let message = format!("nobody has the number {}", safe(digits));
        Failure::input("unknown_person", message, "to see the numbers: inquota followups")
    })
}
