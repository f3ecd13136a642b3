//! Questions that the member answers on the terminal.

use std::cell::RefCell;
use std::fmt;
use std::io::ErrorKind;

use inquire::ui::{RenderConfig, Styled};
use inquire::{InquireError, Select, Text};

use super::interrupt::InterruptGuard;
use super::line_prompt::{LineAnswer, NARROW, ask_line};
use super::screen::Screen;
use super::wrap::width;
use crate::engine::contact_book::Person;
use crate::engine::name_search::NameSearch;
use crate::error::Failure;
use crate::view::format::{LocalInstant, day, safe};

/// The most people on the screen at a time.
const PAGE_SIZE: usize = 12;

/// The width of the marker before a line of the list.
const MARKER_WIDTH: usize = 2;

/// The width of the number before a line of the numbered list.
const NUMBER_WIDTH: usize = 5;

/// What is shown after a question that the member cancelled.
const CANCELLED: &str = "<cancelled>";

/// The score of the last line of the list.
const LOWEST_SCORE: i64 = i64::MIN;

/// A person whom the member can choose.
pub(crate) struct Candidate {
    person: Person,
    short_name: String,
    /// What identifies them on the command line: the profile, else the name.
    identifier: String,
    /// The remark after the name, long and short.
    remarks: [String; 2],
}

impl Candidate {
    /// A person with a remark, long and short, or else with the instant of their latest record.
    pub(crate) fn new(person: &Person, remark: Option<[String; 2]>, latest: LocalInstant) -> Candidate {
        let remarks = match remark {
            Some(remarks) => remarks.map(|remark| format!("  ({remark})")),
            None => [format!("  ({})", day(latest.date())), String::new()],
        };
        let short_name = person.short_name();
        let identifier = person.handles.last().map_or_else(|| short_name.clone(), ToString::to_string);
        Candidate { person: person.clone(), short_name: safe(&short_name), identifier, remarks }
    }

    /// The same person under a name that nobody else has.
    pub(crate) fn named(self, name: &str) -> Candidate {
        Candidate { short_name: safe(name), ..self }
    }

    /// The longest form of the line that fits: with the long remark, with the short one, or a shortened name.
    fn line(&self, columns: usize) -> String {
        let lines = self.remarks.iter().map(|remark| format!("{}{remark}", self.short_name));
        lines.into_iter().find(|line| width(line) <= columns).unwrap_or_else(|| shortened(&self.short_name, columns))
    }

    /// Whether the typed text finds them, or will when it is completed; or their name or profile contains it.
    fn matches(&self, search: &NameSearch) -> bool {
        search.may_become(&self.person, false) || search.is_within(&self.person)
    }
}

/// Cuts a text that is wider than this many columns, and ends it with `…`.
fn shortened(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    while width(&kept) >= columns && kept.pop().is_some() {}
    kept.trim_end().to_owned() + "…"
}

/// A line of the list.
enum Line<'a> {
    /// A person of the list.
    Known { text: String, candidate: Candidate },
    /// Someone else, with the typed name.
    Other { typed: &'a RefCell<String>, columns: usize },
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Line::Known { text, .. } => f.write_str(text),
            Line::Other { typed, columns } => match typed.borrow().trim() {
                "" => f.write_str("someone else"),
                typed => f.write_str(&shortened(&format!("someone else: {}", safe(typed)), *columns)),
            },
        }
    }
}

/// Asks for a person: one of the list, or anybody else. `None` if the member cancels.
///
/// # Errors
///
/// When the terminal cannot be read.
pub(crate) fn ask_person(
    question: &str,
    candidates: Vec<Candidate>,
    screen: &mut Screen,
) -> Result<Option<String>, Failure> {
    if screen.style().line_by_line {
        return ask_by_line(question, &candidates, screen);
    }
    guarded(|| choose_or_type(question, candidates, screen))
}

/// Asks while Control-C cancels the question instead of ending the program.
pub(super) fn guarded<T>(question: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    let interrupt = InterruptGuard::install().map_err(|error| cannot_ask(&error))?;
    let answer = question();
    interrupt.release();
    answer
}

/// Asks with a numbered list, without moving the cursor.
fn ask_by_line(question: &str, candidates: &[Candidate], screen: &mut Screen) -> Result<Option<String>, Failure> {
    let columns = screen.style().columns.saturating_sub(NUMBER_WIDTH);
    let list: Vec<String> = candidates.iter().take(PAGE_SIZE).map(|one| one.line(columns)).collect();
    let answer = ask_line(question, &list, screen).map_err(|error| cannot_ask(&error))?;
    Ok(answer.map(|answer| match answer {
        LineAnswer::Choice(place) => candidates[place].identifier.clone(),
        LineAnswer::Text(text) => text,
    }))
}

/// Lets the member choose a person of the list. If the list is empty, or they choose someone else without a name, asks
/// for the name.
fn choose_or_type(question: &str, candidates: Vec<Candidate>, screen: &mut Screen) -> Result<Option<String>, Failure> {
    if !candidates.is_empty() {
        match choose(question, candidates, screen)? {
            Some(answer) if answer.is_empty() => {}
            answer => return Ok(answer),
        }
    }
    let config = render_config(screen);
    ask(1, screen, || Text::new("Their name, handle or profile address:").with_render_config(config).prompt())
}

/// Lets the member choose a person of the list, or type a name. Empty if they choose someone else without a name.
fn choose(question: &str, candidates: Vec<Candidate>, screen: &mut Screen) -> Result<Option<String>, Failure> {
    let typed = RefCell::new(String::new());
    let columns = screen.style().columns.saturating_sub(MARKER_WIDTH);
    let known = candidates.into_iter().map(|one| Line::Known { text: one.line(columns), candidate: one });
    let lines: Vec<Line<'_>> = known.chain([Line::Other { typed: &typed, columns }]).collect();
    let (shown, config) = (lines.len().min(PAGE_SIZE), render_config(screen));
    // Filtering keeps the order of the list. The line for someone else is always there, and last.
    let score = |input: &str, line: &Line<'_>, _: &str, place: usize| match line {
        Line::Known { candidate, .. } => candidate
            .matches(&NameSearch::new(input))
            .then(|| i64::try_from(place).map_or(LOWEST_SCORE + 1, |place| -place)),
        Line::Other { typed, .. } => {
            input.clone_into(&mut typed.borrow_mut());
            Some(LOWEST_SCORE)
        }
    };
    let chosen = |line: inquire::list_option::ListOption<&Line<'_>>| match line.value {
        Line::Known { candidate, .. } => candidate.short_name.clone(),
        Line::Other { typed, .. } if !typed.borrow().trim().is_empty() => safe(typed.borrow().trim()),
        Line::Other { .. } => line.to_string(),
    };
    let is_narrow = screen.style().columns < NARROW;
    let help = if is_narrow { "type a name; Esc to leave" } else { "type a name, known or new; Esc to leave" };
    let select = Select::new(question, lines).with_help_message(help);
    let select =
        select.with_page_size(PAGE_SIZE).with_scorer(&score).with_formatter(&chosen).with_render_config(config);
    let answer = ask(shown + 2, screen, || select.prompt())?;
    Ok(answer.map(|line| match line {
        Line::Known { candidate, .. } => candidate.identifier,
        Line::Other { typed, .. } => typed.borrow().trim().to_owned(),
    }))
}

pub(super) fn render_config(screen: &Screen) -> RenderConfig<'static> {
    let config = if screen.style().colour { RenderConfig::default_colored() } else { RenderConfig::empty() };
    // The library spells it in the American way.
    let cancelled = Styled { content: CANCELLED, ..config.canceled_prompt_indicator };
    config.with_canceled_prompt_indicator(cancelled)
}

/// Asks a question that needs this many lines of the screen. If the member cancels, clears it and returns `None`.
pub(super) fn ask<T>(
    lines: usize,
    screen: &mut Screen,
    prompt: impl FnOnce() -> Result<T, InquireError>,
) -> Result<Option<T>, Failure> {
    screen.make_room(lines + 2);
    match prompt() {
        Ok(answer) => Ok(Some(answer)),
        Err(InquireError::OperationCanceled) => Ok(None),
        Err(InquireError::OperationInterrupted) => {
            screen.clear_room();
            Ok(None)
        }
        Err(InquireError::IO(error)) if error.kind() == ErrorKind::Interrupted => {
            screen.clear_room();
            Ok(None)
        }
        Err(error) => Err(cannot_ask(&error)),
    }
}

pub(super) fn cannot_ask(error: &dyn fmt::Display) -> Failure {
    Failure::Internal(anyhow::anyhow!("the terminal cannot be read: {error}; give it on the command line instead"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::calendar::Instant;

    #[test]
    fn a_line_has_the_longest_remark_that_fits() {
        let latest = LocalInstant::new(Instant::from_unix(1_790_000_000), chrono_tz::Tz::UTC);
        let ravi = Person::new(Some("Ravi Patel".to_owned()), Vec::new());
        let remark = ["due: silent for 15 days", "due"].map(str::to_owned);
        let due = Candidate::new(&ravi, Some(remark), latest);
        assert_eq!(due.line(40), "Ravi Patel  (due: silent for 15 days)");
        assert_eq!(due.line(36), "Ravi Patel  (due)");
        assert_eq!(due.line(10), "Ravi Patel");
        assert_eq!(due.line(8), "Ravi Pa…");
        assert_eq!(due.line(6), "Ravi…");
    }

    #[test]
    fn the_list_is_searched_as_a_person_is_found() {
        let latest = LocalInstant::new(Instant::from_unix(1_790_000_000), chrono_tz::Tz::UTC);
        let matches = |name: Option<&str>, typed: &str| {
            let handle = crate::engine::person::Handle::new("ada-lovelace").unwrap();
            let person = Person::new(name.map(str::to_owned), vec![handle]);
            Candidate::new(&person, None, latest).matches(&NameSearch::new(typed))
        };
        for typed in ["PATEL", "", "pat ra", "atel", "rávi", "ada-l"] {
            assert!(matches(Some("Ravi Patel"), typed), "{typed}");
        }
        for typed in ["15", "ravi x", "ravi patels"] {
            assert!(!matches(Some("Ravi Patel"), typed), "{typed}");
        }
        for (name, typed) in [("Łukasz Żak", "lukasz z"), ("Jean-Luc O'Neill", "jeanluc on"), ("Zoë", "zoe")] {
            assert!(matches(Some(name), typed), "{typed}");
        }
        assert!(matches(None, "ada") && matches(None, "lovelace a") && matches(None, "in/ada") && !matches(None, "x"));
    }
}
