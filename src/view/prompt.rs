//! Questions to the member, answered at the keyboard.

use std::cell::RefCell;
use std::fmt;
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono_tz::Tz;
use inquire::ui::RenderConfig;
use inquire::{InquireError, Select, Text};
use signal_hook::SigId;
use signal_hook::consts::SIGINT;

use super::fold::width;
use super::screen::Screen;
use super::text::{day, plural, safe};
use crate::engine::calendar::{Instant, date_of};
use crate::engine::person::name_key;
use crate::engine::verdict::SendKind;
use crate::error::Failure;

/// The most people on the screen at once.
const PAGE: usize = 12;

/// Columns that the mark before a line of the list takes.
const MARK: usize = 2;

/// The score of the last line of the list.
const LAST: i64 = i64::MIN;

/// Somebody to choose.
pub(crate) struct Candidate {
    called: String,
    /// How to name them.
    named: String,
    /// What is told beside the name, at length and in short.
    beside: [String; 2],
}

impl Candidate {
    /// A person called so and named so, silent for some days if due for a reminder, of whom something last happened then.
    pub(crate) fn new(called: &str, named: String, silent_days: Option<u32>, latest: Instant, zone: Tz) -> Candidate {
        let beside = match silent_days {
            Some(days) => {
                let silence = plural(u64::from(days), "day", "days");
                [format!("  (due: silent for {silence})"), "  (due)".to_owned()]
            }
            None => [format!("  ({})", day(date_of(latest, zone))), String::new()],
        };
        Candidate { called: safe(called), named, beside }
    }

    /// What of it fits into so many columns: the name first.
    fn line(&self, columns: usize) -> String {
        let lines = self.beside.iter().map(|beside| format!("{}{beside}", self.called));
        lines.into_iter().find(|line| width(line) <= columns).unwrap_or_else(|| cut(&self.called, columns))
    }

    /// Whether the name or the handle holds what is typed.
    fn holds(&self, typed: &str) -> bool {
        let key = name_key(typed);
        name_key(&self.called).contains(&key) || name_key(&self.named).contains(&key)
    }
}

/// A text that fits into so many columns, its end left out if need be.
fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    while width(&kept) >= columns && kept.pop().is_some() {}
    kept.trim_end().to_owned() + "…"
}

/// A line of the list.
enum Line<'a> {
    /// Somebody at hand.
    Known { text: String, candidate: Candidate },
    /// Somebody else: whoever is typed.
    Else { typed: &'a RefCell<String>, columns: usize },
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Line::Known { text, .. } => f.write_str(text),
            Line::Else { typed, columns } => match typed.borrow().trim() {
                "" => f.write_str("somebody else"),
                typed => f.write_str(&cut(&format!("somebody else: {}", safe(typed)), *columns)),
            },
        }
    }
}

/// Asks for a person to whom something of a kind was sent, listed or not; `None` when the member rather not.
///
/// # Errors
///
/// When the terminal cannot be read.
pub(crate) fn ask_whom(
    question: SendKind,
    candidates: Vec<Candidate>,
    screen: &mut Screen,
) -> Result<Option<String>, Failure> {
    let question = match question {
        SendKind::Message => "Whom did you write to?",
        SendKind::InMail(_) => "To whom did you send an InMail?",
        SendKind::Invitation { .. } => "Whom did you invite?",
    };
    let interrupt = Interrupt::caught().map_err(|error| unaskable(&error))?;
    let answer = choose_or_name(question, candidates, screen);
    interrupt.release();
    answer
}

/// Lets the member choose from the list, if there is anybody on it, or else name somebody.
fn choose_or_name(question: &str, candidates: Vec<Candidate>, screen: &mut Screen) -> Result<Option<String>, Failure> {
    if !candidates.is_empty() {
        match choose(question, candidates, screen)? {
            Some(answer) if answer.is_empty() => {}
            answer => return Ok(answer),
        }
    }
    let config = render_config(screen);
    asked(1, screen, || Text::new("Their name, handle or profile address:").with_render_config(config).prompt())
}

/// Lets the member choose from the list, or type a name; an empty one when it is somebody else, yet to be named.
fn choose(question: &str, candidates: Vec<Candidate>, screen: &mut Screen) -> Result<Option<String>, Failure> {
    let typed = RefCell::new(String::new());
    let columns = screen.look().columns.saturating_sub(MARK);
    let known = candidates.into_iter().map(|one| Line::Known { text: one.line(columns), candidate: one });
    let lines: Vec<Line<'_>> = known.chain([Line::Else { typed: &typed, columns }]).collect();
    let (shown, config) = (lines.len().min(PAGE), render_config(screen));
    // The order of the list stays; somebody else is always there, and last.
    let score = |input: &str, line: &Line<'_>, _: &str, place: usize| match line {
        Line::Known { candidate, .. } => {
            candidate.holds(input).then(|| i64::try_from(place).map_or(LAST + 1, |place| -place))
        }
        Line::Else { typed, .. } => {
            input.clone_into(&mut typed.borrow_mut());
            Some(LAST)
        }
    };
    let called = |line: inquire::list_option::ListOption<&Line<'_>>| match line.value {
        Line::Known { candidate, .. } => candidate.called.clone(),
        Line::Else { typed, .. } if !typed.borrow().trim().is_empty() => safe(typed.borrow().trim()),
        Line::Else { .. } => line.to_string(),
    };
    let select = Select::new(question, lines).with_help_message("type a name, old or new; escape leaves");
    let select = select.with_page_size(PAGE).with_scorer(&score).with_formatter(&called).with_render_config(config);
    let answer = asked(shown + 2, screen, || select.prompt())?;
    Ok(answer.map(|line| match line {
        Line::Known { candidate, .. } => candidate.named,
        Line::Else { typed, .. } => typed.borrow().trim().to_owned(),
    }))
}

fn render_config(screen: &Screen) -> RenderConfig<'static> {
    if screen.look().colour { RenderConfig::default_colored() } else { RenderConfig::empty() }
}

/// Asks, and leaves nothing of the question on the screen when it is broken off; `None` if it was. It takes so many
/// lines of the screen.
fn asked<T>(
    lines: usize,
    screen: &mut Screen,
    ask: impl FnOnce() -> Result<T, InquireError>,
) -> Result<Option<T>, Failure> {
    screen.make_room(lines + 2);
    match ask() {
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
        Err(error) => Err(unaskable(&error)),
    }
}

fn unaskable(error: &dyn fmt::Display) -> Failure {
    Failure::Internal(anyhow::anyhow!("the terminal could not be asked: {error}; name the person instead"))
}

/// Control-C, which ends the question and not the program as long as it is caught.
struct Interrupt {
    ends_the_program: Arc<AtomicBool>,
    _handler: SigId,
}

impl Interrupt {
    fn caught() -> io::Result<Interrupt> {
        let ends_the_program = Arc::new(AtomicBool::new(false));
        let handler = signal_hook::flag::register_conditional_default(SIGINT, Arc::clone(&ends_the_program))?;
        Ok(Interrupt { ends_the_program, _handler: handler })
    }

    /// It ends the program again.
    fn release(self) {
        self.ends_the_program.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_as_long_as_fits_and_never_parts_a_word_of_what_is_beside() {
        let latest = crate::engine::calendar::Instant::from_unix(1_790_000_000);
        let due = Candidate::new("Ravi Patel", "Ravi Patel".to_owned(), Some(15), latest, Tz::UTC);
        assert_eq!(due.line(40), "Ravi Patel  (due: silent for 15 days)");
        assert_eq!(due.line(36), "Ravi Patel  (due)");
        assert_eq!(due.line(10), "Ravi Patel");
        assert_eq!(due.line(8), "Ravi Pa…");
        assert_eq!(due.line(6), "Ravi…");
        assert!(due.holds("PATEL") && due.holds("") && !due.holds("15"));
    }
}
