//! Words in the place of a PERSON that are clearly not names: dates and times, numbers, e-mail addresses, and commands.

use clap::CommandFactory;

use crate::cli::Cli;
use crate::cli::when::{has_two_readings, is_when};
use crate::engine::contact_book::Match;
use crate::engine::person::PersonQuery;
use crate::error::{Failure, is_tried};
use crate::view::safe;

/// Days that nobody is called.
const RELATIVE_DAYS: [&str; 5] = ["today", "yesterday", "tomorrow", "tonight", "now"];

/// Days of the week and months, which are names too. "Jan" and "Mar" are more often names than months.
const CALENDAR_WORDS: [&str; 39] = [
    "monday",
    "mon",
    "tuesday",
    "tue",
    "tues",
    "wednesday",
    "wed",
    "thursday",
    "thu",
    "thurs",
    "friday",
    "fri",
    "saturday",
    "sat",
    "sunday",
    "sun",
    "january",
    "february",
    "feb",
    "march",
    "april",
    "apr",
    "may",
    "june",
    "jun",
    "july",
    "jul",
    "august",
    "aug",
    "september",
    "sept",
    "sep",
    "october",
    "oct",
    "november",
    "nov",
    "december",
    "dec",
    "weekend",
];

/// Words that with others make a date: "last week", "3 jan".
const WORDS_IN_DATES: [&str; 19] = [
    "last",
    "next",
    "this",
    "ago",
    "at",
    "on",
    "noon",
    "midnight",
    "morning",
    "afternoon",
    "evening",
    "night",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "jan",
    "mar",
];

/// Of those, words that make a date of any others.
const DATE_STARTERS: [&str; 4] = ["last", "next", "this", "ago"];

/// A text that is clearly not a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotAName {
    text: String,
    kind: Kind,
    /// Whether someone may still be called so, as in "May".
    may_be_name: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// A date or time, as `--at` takes it.
    When(String),
    /// A date or time in a form that `--at` does not take.
    Date,
    Number,
    /// An e-mail address, and the name next to it or in it.
    Email(Option<String>),
    Command,
    /// The kind of a send, which `log` takes as an option: the option.
    Sent(&'static str),
    /// A word that people try as a command.
    Tried,
}

/// What the command can do for someone who really has such a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Remedy {
    /// `--new` records them.
    New,
    /// `--new` was given.
    IsNew,
    /// The command finds people, and creates nobody.
    None,
}

impl NotAName {
    /// What a text is if it is clearly not a name, other than a command.
    pub(super) fn of(text: &str) -> Option<NotAName> {
        let text = text.trim();
        let words = text.to_lowercase();
        let found = |kind, may_be_name| Some(NotAName { text: text.to_owned(), kind, may_be_name });
        if is_when(text) {
            found(Kind::When(text.to_owned()), CALENDAR_WORDS.contains(&words.as_str()))
        } else if is_when(&format!("{text} ago")) {
            found(Kind::When(format!("{text} ago")), false)
        } else if CALENDAR_WORDS.contains(&words.as_str()) {
            found(Kind::Date, true)
        } else if is_date(&words) || is_unclear_date(text) {
            found(Kind::Date, false)
        } else if is_number(text) {
            found(Kind::Number, false)
        } else if let Some(name) = email(text) {
            found(Kind::Email(name), false)
        } else {
            None
        }
    }

    /// A date or time at the end of a name, as in "Bob Jones yesterday".
    fn at_the_end(name: &str) -> Option<NotAName> {
        let words: Vec<&str> = name.split_whitespace().collect();
        let when = (1..words.len()).map(|start| words[start..].join(" ")).find(|end| is_plainly_when(end))?;
        Some(NotAName { kind: Kind::When(when.clone()), text: when, may_be_name: true })
    }

    /// The name of a command. This is slow to find out, so only an unknown name is looked up.
    fn command(text: &str) -> Option<NotAName> {
        is_command(text).then(|| NotAName { text: text.to_owned(), kind: Kind::Command, may_be_name: true })
    }

    /// A word that belongs to `log` or a command, as in `log inmail "Jane Doe"` and `log add "Jane Doe"`.
    fn tried(text: &str) -> Option<NotAName> {
        let kind = match text {
            "inmail" | "inmails" => Kind::Sent("--inmail"),
            "invite" | "invitation" => Kind::Sent("--invite"),
            "message" | "messages" => Kind::Sent("--message"),
            _ if is_tried(text) => Kind::Tried,
            _ => return None,
        };
        Some(NotAName { text: text.to_owned(), kind, may_be_name: true })
    }

    /// The failure for a PERSON that found these people, unless it is a name after all: one that someone has, or that
    /// someone may have and `--new` was given.
    pub(super) fn refusal(query: &PersonQuery, found: &Match, remedy: Remedy) -> Option<Failure> {
        let PersonQuery::Name(name) = query else { return None };
        let not = match found {
            Match::Exactly(_) => None,
            Match::Fitting(_) | Match::OneOf(_) => NotAName::of(name).filter(|not| !not.may_be_name),
            Match::Nobody => {
                let not = NotAName::of(name).or_else(|| NotAName::at_the_end(name));
                let not = not.or_else(|| NotAName::command(name));
                let not = not.or_else(|| NotAName::tried(name).filter(|_| remedy != Remedy::None));
                not.filter(|not| !not.may_be_name || remedy != Remedy::IsNew)
            }
        };
        not.map(|not| not.failure(remedy))
    }

    /// The failure for several arguments in a row that together are no name, as in `3 days ago`.
    pub(super) fn refusal_of_words(words: &[&str]) -> Option<Failure> {
        let not = NotAName::of(&words.join(" ")).filter(|not| !not.may_be_name);
        not.filter(|not| matches!(not.kind, Kind::When(_) | Kind::Date)).map(|not| not.failure(Remedy::IsNew))
    }

    fn failure(&self, remedy: Remedy) -> Failure {
        let what = match self.kind {
            Kind::When(_) | Kind::Date => "a date or time",
            Kind::Number => "a number",
            Kind::Email(_) => "an e-mail address",
            Kind::Command => "a command",
            Kind::Sent(_) => "a kind of send",
            Kind::Tried => "a word for a command",
        };
        let message = format!("\"{}\" is {what}, not a name", safe(&self.text));
        let way_out = if self.may_be_name && remedy == Remedy::New {
            format!("; if someone is called {}, add --new", safe(&self.text))
        } else {
            String::new()
        };
        Failure::input("not_a_name", message, self.meant() + &way_out)
    }

    /// What was probably meant.
    fn meant(&self) -> String {
        match &self.kind {
            Kind::When(when) if when.contains(' ') => format!("to say when: --at \"{}\"", safe(when)),
            Kind::When(when) => format!("to say when: --at {}", safe(when)),
            Kind::Date => "to say when: --at DATE, as in --at 2026-11-24".to_owned(),
            Kind::Number => {
                "give a name or a profile; check and history take a number as -n N, followups done without -n"
                    .to_owned()
            }
            Kind::Email(Some(name)) => format!("give the name, as in \"{}\", or the profile", safe(name)),
            Kind::Email(None) => "give the name, as in \"Jane Doe\", or the profile".to_owned(),
            Kind::Command => format!("to run the command: inquota {}", safe(&self.text)),
            Kind::Sent(option) => format!("log takes the kind as an option: inquota log \"Jane Doe\" {option}"),
            Kind::Tried => "give only names, as in \"Jane Doe\"".to_owned(),
        }
    }
}

/// Whether a text in lower case is a date in words or digits that `--at` does not take: "last week", "3 may",
/// "24.11.2026".
fn is_date(words: &str) -> bool {
    if RELATIVE_DAYS.contains(&words) {
        return true;
    }
    let words: Vec<&str> = words.split([' ', ',', '.', '/', '-']).filter(|word| !word.is_empty()).collect();
    let is_digits = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_part = |word: &&str| {
        let is_listed = RELATIVE_DAYS.contains(word) || CALENDAR_WORDS.contains(word) || WORDS_IN_DATES.contains(word);
        is_listed || is_clock_or_ordinal(word)
    };
    let makes_date = |word: &&str| is_digits(word) || DATE_STARTERS.contains(word) || RELATIVE_DAYS.contains(word);
    let is_all_digits = words.iter().all(|word| is_digits(word));
    words.len() > 1 && words.iter().all(is_part) && words.iter().any(makes_date) && (words.len() == 3 || !is_all_digits)
}

/// Whether a text is a date that `--at` refuses, because it has two readings or no day: "9/3", "2026-10".
fn is_unclear_date(text: &str) -> bool {
    let is_number = text.parse::<f64>().is_ok();
    let is_month = text.starts_with(|c: char| c.is_ascii_digit()) && is_when(&format!("{text}-01"));
    !is_number && (is_month || has_two_readings(text))
}

/// Whether a text is a date or time that is part of nobody's name: it has a digit, or it is a word such as yesterday.
fn is_plainly_when(text: &str) -> bool {
    let is_relative = RELATIVE_DAYS.contains(&text.to_lowercase().as_str());
    (is_relative || text.contains(|c: char| c.is_ascii_digit())) && is_when(text)
}

/// Whether a word is a number, a time of day or an ordinal: "3", "18:30", "6pm", "24th".
fn is_clock_or_ordinal(word: &str) -> bool {
    let end = word.find(|c: char| !(c.is_ascii_digit() || c == ':')).unwrap_or(word.len());
    end > 0 && ["", "am", "pm", "h", "st", "nd", "rd", "th"].contains(&&word[end..])
}

/// Whether a text has digits and no letters: "1", "#3", "+49 30 1234".
fn is_number(text: &str) -> bool {
    text.contains(char::is_numeric) && !text.contains(char::is_alphabetic)
}

/// For a text with an e-mail address: the name next to it or, without one, in it.
#[expect(clippy::option_option, reason = "an address may contain no name")]
fn email(text: &str) -> Option<Option<String>> {
    let (addresses, others): (Vec<&str>, Vec<&str>) = text.split_whitespace().partition(|word| is_address(word));
    let address = addresses.first()?;
    if !others.is_empty() {
        return Some(Some(others.join(" ")));
    }
    let local = address.trim_start_matches(|c: char| !c.is_alphanumeric()).split('@').next().unwrap_or_default();
    let parts = local.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty());
    let name = parts.map(capitalised).collect::<Vec<_>>().join(" ");
    Some((!name.is_empty()).then_some(name))
}

/// Whether a word is an e-mail address, perhaps in brackets.
fn is_address(word: &str) -> bool {
    let bare = word.trim_matches(['<', '>', '(', ')', ',', ';']);
    let parts = bare.split_once('@');
    parts.is_some_and(|(local, domain)| !local.is_empty() && domain.contains(char::is_alphanumeric))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether a text is the name of a command, as one types it.
fn is_command(text: &str) -> bool {
    let is_word = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    is_word && Cli::command().find_subcommand(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<(Kind, bool)> {
        NotAName::of(text).map(|not| (not.kind, not.may_be_name))
    }

    #[test]
    fn dates_and_times_are_no_names() {
        for (text, when) in [
            ("yesterday", "yesterday"),
            ("Today", "Today"),
            ("now", "now"),
            ("18:30", "18:30"),
            ("6:30 pm", "6:30 pm"),
            ("6pm", "6pm"),
            ("2026-11-24", "2026-11-24"),
            ("2026-11-24T18:30:00Z", "2026-11-24T18:30:00Z"),
            ("yesterday 18:30", "yesterday 18:30"),
            ("monday 9:00", "monday 9:00"),
            ("3 days ago", "3 days ago"),
            ("2h", "2h ago"),
            ("3 days", "3 days ago"),
            ("3m ago", "3m ago"),
            ("tonight", "tonight"),
            ("Last Friday", "Last Friday"),
            ("3 may", "3 may"),
            ("May 3", "May 3"),
            ("24 Nov 2026", "24 Nov 2026"),
            ("3rd june", "3rd june"),
            ("this morning", "this morning"),
            ("yesterday evening", "yesterday evening"),
            ("jan 3", "jan 3"),
        ] {
            assert_eq!(kind(text), Some((Kind::When(when.to_owned()), false)), "{text}");
        }
        // Days that --at does not take, or not in this form.
        for text in ["last week", "24.11.2026", "24/11/2026", "9/3", "2026-10"] {
            assert_eq!(kind(text), Some((Kind::Date, false)), "{text}");
        }
    }

    #[test]
    fn calendar_words_may_be_names() {
        for text in ["May", "june", "April", "Friday", "sunday", "Sun", "august", "sept"] {
            assert!(NotAName::of(text).unwrap().may_be_name, "{text}");
        }
        for text in ["Jan", "Mar", "Mai", "Day", "June May", "April Day", "May Chen", "Friday Okon", "Sun Li", "Noon"] {
            assert_eq!(NotAName::of(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_and_addresses_are_no_names() {
        for text in ["1", "#3", "12.5", "+49 30 1234", "1,000", "10 %", "٣", "½"] {
            assert_eq!(kind(text), Some((Kind::Number, false)), "{text}");
        }
        for (text, name) in [
            ("bob@example.com", "Bob"),
            ("ana.lima77@example.com", "Ana Lima"),
            ("<bob@example.com>", "Bob"),
            ("Jane Doe <jd@example.com>", "Jane Doe"),
            ("rené@localhost", "René"),
        ] {
            assert_eq!(kind(text), Some((Kind::Email(Some(name.to_owned())), false)), "{text}");
        }
        assert_eq!(kind("1@example.com"), Some((Kind::Email(None), false)));
        for text in ["Jane @ Acme", "@", "三", "R2D2", "Jane 2", "Agent 007", "李 4", "@jane"] {
            assert_eq!(NotAName::of(text), None, "{text}");
        }
    }

    #[test]
    fn kinds_and_words_for_commands_may_be_names() {
        for (text, kind) in [
            ("inmail", Kind::Sent("--inmail")),
            ("invite", Kind::Sent("--invite")),
            ("message", Kind::Sent("--message")),
            ("add", Kind::Tried),
        ] {
            let not = NotAName::tried(text).unwrap();
            assert_eq!((not.kind, not.may_be_name), (kind, true), "{text}");
        }
        for text in ["Add", "jane", "InMail"] {
            assert_eq!(NotAName::tried(text), None, "{text}");
        }
    }

    #[test]
    fn commands_may_be_names() {
        for text in ["reply", "status", "check", "follow-ups"] {
            assert!(NotAName::command(text).unwrap().may_be_name, "{text}");
        }
        for text in ["Reply", "replies", "Doctor", "jane", "link"] {
            assert_eq!(NotAName::command(text), None, "{text}");
        }
    }
}
