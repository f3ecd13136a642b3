//! Whom something was sent to: the PERSONs of the command line, names from standard input, or a choice at the prompt.

use std::io::Read;

use super::choose;
use super::person_arg::{self, ResolvedPerson, STDIN};
use super::session::Session;
use super::transaction::Transaction;
use crate::engine::contact_book::Match;
use crate::engine::person::PersonQuery;
use crate::engine::verdict::SendKind;
use crate::error::Failure;
use crate::ledger::LedgerError;
use crate::view::safe;

/// The most people of one `log`.
const MOST_PEOPLE: usize = 1000;

/// The most bytes of names on standard input.
const LONGEST_INPUT: u64 = 1 << 20;

/// Where a person was named.
#[derive(Debug)]
enum Place {
    /// As this, on the command line.
    Argument(String),
    /// On this line of standard input, counted from 1.
    Line(usize),
}

/// People as they were written.
#[derive(Debug)]
pub(super) struct Recipients {
    written: Vec<(PersonQuery, Place)>,
    /// Runs of single words on the command line that may be one name without quotes.
    runs: Vec<String>,
}

/// Reads whom the arguments name; `None` when nobody was chosen.
///
/// # Errors
///
/// When nobody is named and nobody can be asked, a name is none, or there are too many.
pub(super) fn read(
    given: &[String],
    question: SendKind,
    session: &mut Session<'_>,
) -> Result<Option<Recipients>, Failure> {
    if given.is_empty() {
        let chosen = choose::choose(question, session)?;
        let named = |written: PersonQuery| (written.clone(), Place::Argument(written.to_string()));
        return Ok(chosen.map(|written| Recipients { written: vec![named(written)], runs: Vec::new() }));
    }
    let mut written = Vec::new();
    let mut has_read = false;
    for text in given {
        if text == STDIN && !has_read {
            has_read = true;
            for (line, name) in names(std::io::stdin().lock())? {
                written.push((person_arg::read(&name)?, Place::Line(line)));
            }
        } else {
            written.push((person_arg::read(text)?, Place::Argument(text.clone())));
        }
    }
    if written.len() > MOST_PEOPLE {
        let message = format!("there are more than {MOST_PEOPLE} people");
        return Err(Failure::input("too_long", message, format!("give at most {MOST_PEOPLE} at a time")));
    }
    Ok(Some(Recipients { written, runs: runs_of_words(given) }))
}

/// The names on standard input, each with the number of its line; blank lines and those that begin with # are passed
/// over.
fn names(input: impl Read) -> Result<Vec<(usize, String)>, Failure> {
    let mut bytes = Vec::new();
    let read = input.take(LONGEST_INPUT + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(&format!("could not be read: {}", error.kind())))?;
    if bytes.len() as u64 > LONGEST_INPUT {
        return Err(Failure::input("too_long", "standard input is longer than 1 MiB", "give fewer names at a time"));
    }
    let text = String::from_utf8(bytes).map_err(|_| unreadable("is not text in UTF-8"))?;
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).enumerate();
    let names = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let names: Vec<(usize, String)> = names.map(|(before, name)| (before + 1, name.to_owned())).collect();
    if names.is_empty() { Err(unreadable("names nobody")) } else { Ok(names) }
}

fn unreadable(what: &str) -> Failure {
    Failure::input("bad_person", format!("standard input {what}"), "write one name a line")
}

/// The runs of two words or more, each an argument of its own: "Jane", "Doe".
fn runs_of_words(given: &[String]) -> Vec<String> {
    let is_word = |text: &&String| {
        let text = text.trim();
        text != STDIN
            && !text.contains(char::is_whitespace)
            && matches!(PersonQuery::read(text), Ok(PersonQuery::Name(_)))
    };
    let runs = given.chunk_by(|one, other| is_word(&one) == is_word(&other));
    runs.filter(|run| run.len() > 1 && run.iter().all(|text| is_word(&text))).map(|run| run.join(" ")).collect()
}

impl Recipients {
    /// The people meant, those that are new created.
    ///
    /// # Errors
    ///
    /// When it is not clear who is meant, somebody is named twice, or a name seems to want quotes.
    pub(super) fn find_or_create(
        &self,
        new: bool,
        transaction: &mut Transaction,
    ) -> Result<Vec<ResolvedPerson>, Failure> {
        for run in &self.runs {
            refuse_unquoted(run, transaction)?;
        }
        let mut people: Vec<ResolvedPerson> = Vec::new();
        for (written, place) in &self.written {
            let same_new = transaction.new_people(written);
            if let Some(first) = people.iter().position(|whom| whom.is_new && same_new.contains(&whom.id)) {
                return Err(named_twice(&written.to_string(), &self.written[first].1, place));
            }
            let whom = person_arg::find_or_create(written, new, transaction)?;
            if let Some(first) = people.iter().position(|known| known.id == whom.id) {
                return Err(named_twice(
                    &transaction.book().person(whom.id).short_name(),
                    &self.written[first].1,
                    place,
                ));
            }
            people.push(whom);
        }
        Ok(people)
    }
}

/// Refuses single words that are more likely one name: together they name somebody known, or one of them is nobody.
fn refuse_unquoted(run: &str, transaction: &mut Transaction) -> Result<(), Failure> {
    let mut is_somebody = |text: &str| match PersonQuery::read(text) {
        Ok(query) => transaction.ledger.find(&query).map(|found| found != Match::Nobody),
        Err(_) => Ok(false),
    };
    if !is_somebody(run)? {
        let words: Result<Vec<bool>, LedgerError> = run.split(' ').map(is_somebody).collect();
        if words?.into_iter().all(|is_somebody| is_somebody) {
            return Ok(());
        }
    }
    let words = run.split(' ').map(safe).collect::<Vec<_>>().join(", ");
    let message = format!("{} without quotes is several people: {words}", safe(run));
    let hint = format!(
        "if it is one person, write it in quotes: \"{}\"; people of one word each go one by one, or a line each to inquota log -",
        safe(run)
    );
    Err(Failure::input("unquoted_name", message, hint))
}

fn named_twice(name: &str, first: &Place, second: &Place) -> Failure {
    let places = match (first, second) {
        (Place::Line(first), Place::Line(second)) => format!("on the lines {first} and {second} of standard input"),
        (first, second) => format!("{} and {}", told(first), told(second)),
    };
    let message = format!("{} is named twice: {places}", safe(name));
    Failure::input("named_twice", message, "name each person once; nothing was recorded")
}

/// Where somebody was named: `as "jane"`.
fn told(place: &Place) -> String {
    match place {
        Place::Argument(text) => format!("as \"{}\"", safe(text)),
        Place::Line(number) => format!("on line {number} of standard input"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_a_line_each() {
        let text = "\u{feff}Jane Doe\r\n\n  # friends\n  Ravi Patel  \n#x\nin/ana-lima";
        let names_of = |text: &str| names(text.as_bytes()).unwrap();
        let expected = [(1, "Jane Doe"), (4, "Ravi Patel"), (6, "in/ana-lima")];
        assert_eq!(names_of(text), expected.map(|(line, name)| (line, name.to_owned())));
        for nobody in ["", "\n\n", "# only a remark\n"] {
            assert!(names(nobody.as_bytes()).is_err());
        }
        assert!(names(&[0xff, 0xfe][..]).is_err());
        assert!(names("a\n".repeat(600_000).as_bytes()).is_err());
    }

    #[test]
    fn single_words_in_a_row_are_a_run() {
        let runs = |given: &[&str]| runs_of_words(&given.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        assert_eq!(runs(&["Jane", "Doe"]), ["Jane Doe"]);
        assert_eq!(runs(&["Ana Lima", "Jane", "van", "Doe", "in/x", "Prince"]), ["Jane van Doe"]);
        assert_eq!(runs(&["Jane Doe", "Prince"]), Vec::<String>::new());
        assert_eq!(runs(&["-", "Prince"]), Vec::<String>::new());
    }
}
