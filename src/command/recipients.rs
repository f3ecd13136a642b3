//! The people whom something was sent to: from the command line, from standard input, or chosen at the prompt.

use super::choose::{self, Question};
use super::not_a_name::NotAName;
use super::person_arg::{self, ResolvedPerson, STDIN};
use super::session::Session;
use super::transaction::Transaction;
use crate::engine::contact_book::Match;
use crate::engine::person::{PersonId, PersonQuery};
use crate::error::Failure;
use crate::ledger::LedgerError;
use crate::view::safe;

/// The most people in one `log`.
const MOST_PEOPLE: usize = 1000;

/// The most arguments that together are looked at as a date.
const MOST_WORDS_OF_DATE: usize = 4;

/// The most bytes of names on standard input.
const LONGEST_INPUT: u64 = 1 << 20;

/// Where a person was named.
#[derive(Debug)]
enum Origin {
    /// In an argument, with its text.
    Argument(String),
    /// On a line of standard input, counted from 1.
    Line(usize),
}

impl Origin {
    /// The text of an argument.
    fn argument(&self) -> Option<&str> {
        match self {
            Origin::Argument(text) => Some(text),
            Origin::Line(_) => None,
        }
    }
}

/// The recipients as they were named, not looked up in the ledger yet.
#[derive(Debug)]
pub(super) struct Recipients {
    named: Vec<(PersonQuery, Origin)>,
    /// Runs of single-word arguments, each perhaps one name without quotes.
    runs: Vec<String>,
}

/// Reads the recipients from the arguments and, for `-`, from standard input. Without arguments, asks at the terminal;
/// `None` if the member cancels.
///
/// # Errors
///
/// When there is neither an argument nor a terminal, a name is not valid, or there are too many.
pub(super) fn read(
    given: &[String],
    question: Question,
    session: &mut Session<'_>,
) -> Result<Option<Recipients>, Failure> {
    if given.is_empty() {
        let chosen = choose::choose(question, session)?;
        let named = |query: PersonQuery| (query.clone(), Origin::Argument(query.to_string()));
        return Ok(chosen.map(|query| Recipients { named: vec![named(query)], runs: Vec::new() }));
    }
    read_named(given, session).map(Some)
}

/// As [`read`], of at least one argument.
fn read_named(given: &[String], session: &mut Session<'_>) -> Result<Recipients, Failure> {
    let mut named = Vec::new();
    let mut has_read = false;
    for text in given {
        if text == STDIN && !has_read {
            has_read = true;
            let input = session.standard_input(LONGEST_INPUT + 1);
            let input = input.map_err(|error| unreadable(&format!("could not be read: {}", error.kind())))?;
            for (line, name) in names(input)? {
                named.push((person_arg::parse(&name)?, Origin::Line(line)));
            }
        } else {
            named.push((person_arg::parse(text)?, Origin::Argument(text.clone())));
        }
    }
    if named.len() > MOST_PEOPLE {
        let message = format!("there are more than {MOST_PEOPLE} people");
        return Err(Failure::input("too_long", message, format!("give at most {MOST_PEOPLE} at a time")));
    }
    Ok(Recipients { named, runs: runs_of_words(given) })
}

/// The names on standard input, each with its line number. Blank lines and lines that start with `#` are skipped.
fn names(bytes: &[u8]) -> Result<Vec<(usize, String)>, Failure> {
    if bytes.len() as u64 > LONGEST_INPUT {
        return Err(Failure::input("too_long", "standard input is longer than 1 MiB", "give fewer names at a time"));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable("is not text in UTF-8"))?;
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim).enumerate();
    let names = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let names: Vec<(usize, String)> = names.map(|(before, name)| (before + 1, name.to_owned())).collect();
    if names.is_empty() { Err(unreadable("has no names")) } else { Ok(names) }
}

fn unreadable(what: &str) -> Failure {
    Failure::input("bad_person", format!("standard input {what}"), "write one name a line")
}

/// The runs of at least two arguments that are single words, such as `Jane` and `Doe`, each joined by spaces.
pub(super) fn runs_of_words(given: &[String]) -> Vec<String> {
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
    /// Finds the recipients in the ledger, and creates those that are new.
    ///
    /// # Errors
    ///
    /// When a name is ambiguous or plainly none, someone is named twice, or quotes seem to be missing around a name.
    pub(super) fn find_or_create(
        &self,
        new: bool,
        transaction: &mut Transaction,
    ) -> Result<Vec<ResolvedPerson>, Failure> {
        self.refuse_no_names(new, transaction)?;
        for run in &self.runs {
            refuse_unquoted(run, transaction)?;
        }
        let mut people: Vec<ResolvedPerson> = Vec::new();
        for (query, origin) in &self.named {
            let same_new = transaction.new_people(query);
            if let Some(first) = people.iter().position(|known| known.is_new && same_new.contains(&known.id)) {
                return Err(named_twice(&query.to_string(), &self.named[first].1, origin));
            }
            let person = person_arg::find_or_create(query, new, transaction)?;
            if let Some(first) = people.iter().position(|known| known.id == person.id) {
                let name = transaction.book().person(person.id).short_name();
                return Err(named_twice(&name, &self.named[first].1, origin));
            }
            people.push(person);
        }
        Ok(people)
    }

    /// Finds the people named, who must be in the ledger.
    ///
    /// # Errors
    ///
    /// When a name is unknown, ambiguous or plainly none, someone is named twice, or quotes seem to be missing.
    pub(super) fn find(&self, transaction: &mut Transaction) -> Result<Vec<PersonId>, Failure> {
        for run in &self.runs {
            refuse_unquoted(run, transaction)?;
        }
        let mut people: Vec<PersonId> = Vec::new();
        for (query, origin) in &self.named {
            let person = person_arg::find_in_ledger(query, &mut transaction.ledger)?;
            if let Some(first) = people.iter().position(|known| *known == person) {
                let name = transaction.book().person(person).short_name();
                return Err(named_twice(&name, &self.named[first].1, origin));
            }
            people.push(person);
        }
        Ok(people)
    }

    /// The first person named, as typed.
    pub(super) fn first(&self) -> Option<&PersonQuery> {
        self.named.first().map(|(query, _)| query)
    }

    /// Refuses recipients that are plainly no names, alone or several in a row, as in `log Jane 3 days ago`. That is said
    /// before that quotes are missing.
    fn refuse_no_names(&self, new: bool, transaction: &mut Transaction) -> Result<(), Failure> {
        for (place, (query, _)) in self.named.iter().enumerate() {
            let words: Vec<&str> = self.named[place..]
                .iter()
                .map_while(|(_, origin)| origin.argument())
                .take(MOST_WORDS_OF_DATE)
                .collect();
            let several = (2..=words.len()).rev().find_map(|count| NotAName::refusal_of_words(&words[..count]));
            if let Some(failure) = several {
                return Err(failure);
            }
            let is_unquoted = !self.runs.is_empty();
            if is_unquoted || NotAName::of(&query.to_string()).is_some() {
                person_arg::refuse_no_name(query, new, transaction)?;
            }
        }
        Ok(())
    }
}

/// Refuses a run of single words that is more likely one name without quotes: together the words name a known person,
/// or one of them names nobody.
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

fn named_twice(name: &str, first: &Origin, second: &Origin) -> Failure {
    let places = match (first, second) {
        (Origin::Line(first), Origin::Line(second)) => format!("on the lines {first} and {second} of standard input"),
        (first, second) => format!("{} and {}", origin_in_words(first), origin_in_words(second)),
    };
    let message = format!("{} is named twice: {places}", safe(name));
    Failure::input("named_twice", message, "name each person once; nothing was recorded")
}

/// "as \"jane\"", "on line 3 of standard input".
fn origin_in_words(origin: &Origin) -> String {
    match origin {
        Origin::Argument(text) => format!("as \"{}\"", safe(text)),
        Origin::Line(number) => format!("on line {number} of standard input"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_a_name_unless_it_is_blank_or_a_comment() {
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
    fn consecutive_single_words_form_a_run() {
        let runs = |given: &[&str]| runs_of_words(&given.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        assert_eq!(runs(&["Jane", "Doe"]), ["Jane Doe"]);
        assert_eq!(runs(&["Ana Lima", "Jane", "van", "Doe", "in/x", "Prince"]), ["Jane van Doe"]);
        assert_eq!(runs(&["Jane Doe", "Prince"]), Vec::<String>::new());
        assert_eq!(runs(&["-", "Prince"]), Vec::<String>::new());
    }
}
