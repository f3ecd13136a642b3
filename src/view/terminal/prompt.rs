//! Questions to the member, answered at the keyboard.

use std::cell::RefCell;
use std::fmt;
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use inquire::ui::RenderConfig;
use inquire::{InquireError, Select, Text};
use signal_hook::SigId;
use signal_hook::consts::SIGINT;

use super::screen::Screen;
use super::wrap::width;
use crate::engine::person::name_key;
use crate::engine::verdict::SendKind;
use crate::error::Failure;
use crate::view::format::{LocalInstant, day, plural, safe};

/// The most people that are on the screen at once.
const PAGE: usize = 12;

/// The width of the mark before a line of the list.
const MARK: usize = 2;

/// The score of the last line of the list.
const LAST: i64 = i64::MIN;

/// Somebody to choose.
pub(crate) struct Candidate {
    short_name: String,
    /// What identifies them on the command line: the profile, else the name.
    identifier: String,
    /// What the line says after the name, in long and in short.
    remarks: [String; 2],
}

impl Candidate {
    /// A person with the days of silence if a reminder is due, and with the instant of their latest record.
    pub(crate) fn new(
        short_name: &str,
        identifier: String,
        silent_days: Option<u32>,
        latest: LocalInstant,
    ) -> Candidate {
        let remarks = match silent_days {
            Some(days) => {
                let silence = plural(u64::from(days), "day", "days");
                [format!("  (due: silent for {silence})"), "  (due)".to_owned()]
            }
            None => [format!("  ({})", day(latest.date())), String::new()],
        };
        Candidate { short_name: safe(short_name), identifier, remarks }
    }

    /// As much of the line as fits into so many columns: the name first.
    fn line(&self, columns: usize) -> String {
        let lines = self.remarks.iter().map(|remark| format!("{}{remark}", self.short_name));
        lines.into_iter().find(|line| width(line) <= columns).unwrap_or_else(|| shortened(&self.short_name, columns))
    }

    /// Whether the name or the profile contains what is typed.
    fn matches(&self, typed: &str) -> bool {
        let key = name_key(typed);
        name_key(&self.short_name).contains(&key) || name_key(&self.identifier).contains(&key)
    }
}

/// A text that fits into so many columns, its end left out if need be.
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
    /// Somebody on the list.
    Known { text: String, candidate: Candidate },
    /// Somebody else: the name that is typed.
    Else { typed: &'a RefCell<String>, columns: usize },
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Line::Known { text, .. } => f.write_str(text),
            Line::Else { typed, columns } => match typed.borrow().trim() {
                "" => f.write_str("somebody else"),
                typed => f.write_str(&shortened(&format!("somebody else: {}", safe(typed)), *columns)),
            },
        }
    }
}

/// Asks to whom something of a kind was sent: somebody on the list, or anybody else; `None` when the member cancels.
///
/// # Errors
///
/// When the terminal cannot be read.
pub(crate) fn ask_recipient(
    question: SendKind,
    candidates: Vec<Candidate>,
    screen: &mut Screen,
) -> Result<Option<String>, Failure> {
    let question = match question {
        SendKind::Message => "Whom did you write to?",
        SendKind::InMail(_) => "To whom did you send an InMail?",
        SendKind::Invitation { .. } => "Whom did you invite?",
    };
    let interrupt = InterruptGuard::install().map_err(|error| cannot_ask(&error))?;
    let answer = choose_or_name(question, candidates, screen);
    interrupt.release();
    answer
}

/// Lets the member choose from the list, if there is anybody on it, else name somebody.
fn choose_or_name(question: &str, candidates: Vec<Candidate>, screen: &mut Screen) -> Result<Option<String>, Failure> {
    if !candidates.is_empty() {
        match choose(question, candidates, screen)? {
            Some(answer) if answer.is_empty() => {}
            answer => return Ok(answer),
        }
    }
    let config = render_config(screen);
    ask(1, screen, || Text::new("Their name, handle or profile address:").with_render_config(config).prompt())
}

/// Lets the member choose from the list, or type a name; an empty one when it is somebody else, yet to be named.
fn choose(question: &str, candidates: Vec<Candidate>, screen: &mut Screen) -> Result<Option<String>, Failure> {
    let typed = RefCell::new(String::new());
    let columns = screen.style().columns.saturating_sub(MARK);
    let known = candidates.into_iter().map(|one| Line::Known { text: one.line(columns), candidate: one });
    let lines: Vec<Line<'_>> = known.chain([Line::Else { typed: &typed, columns }]).collect();
    let (shown, config) = (lines.len().min(PAGE), render_config(screen));
    // The order of the list stays; somebody else is always there, and last.
    let score = |input: &str, line: &Line<'_>, _: &str, place: usize| match line {
        Line::Known { candidate, .. } => {
            candidate.matches(input).then(|| i64::try_from(place).map_or(LAST + 1, |place| -place))
        }
        Line::Else { typed, .. } => {
            input.clone_into(&mut typed.borrow_mut());
            Some(LAST)
        }
    };
    let chosen = |line: inquire::list_option::ListOption<&Line<'_>>| match line.value {
        Line::Known { candidate, .. } => candidate.short_name.clone(),
        Line::Else { typed, .. } if !typed.borrow().trim().is_empty() => safe(typed.borrow().trim()),
        Line::Else { .. } => line.to_string(),
    };
    let select = Select::new(question, lines).with_help_message("type a name, old or new; escape leaves");
    let select = select.with_page_size(PAGE).with_scorer(&score).with_formatter(&chosen).with_render_config(config);
    let answer = ask(shown + 2, screen, || select.prompt())?;
    Ok(answer.map(|line| match line {
        Line::Known { candidate, .. } => candidate.identifier,
        Line::Else { typed, .. } => typed.borrow().trim().to_owned(),
    }))
}

fn render_config(screen: &Screen) -> RenderConfig<'static> {
    if screen.style().colour { RenderConfig::default_colored() } else { RenderConfig::empty() }
}

/// Asks a question that takes so many lines of the screen; `None` when it is cancelled, and then nothing of it is left
/// on the screen.
fn ask<T>(
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

fn cannot_ask(error: &dyn fmt::Display) -> Failure {
    Failure::Internal(anyhow::anyhow!("the terminal could not be asked: {error}; name the person instead"))
}

/// Keeps Control-C from ending the program: it cancels the question instead.
struct InterruptGuard {
    ends_program: Arc<AtomicBool>,
    _handler: SigId,
}

impl InterruptGuard {
    fn install() -> io::Result<InterruptGuard> {
        let ends_program = Arc::new(AtomicBool::new(false));
        let handler = signal_hook::flag::register_conditional_default(SIGINT, Arc::clone(&ends_program))?;
        Ok(InterruptGuard { ends_program, _handler: handler })
    }

    /// Control-C ends the program again.
    fn release(self) {
        self.ends_program.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::calendar::Instant;

    #[test]
    fn a_line_is_as_long_as_fits_and_has_whole_remarks_only() {
        let latest = LocalInstant::new(Instant::from_unix(1_790_000_000), chrono_tz::Tz::UTC);
        let due = Candidate::new("Ravi Patel", "Ravi Patel".to_owned(), Some(15), latest);
        assert_eq!(due.line(40), "Ravi Patel  (due: silent for 15 days)");
        assert_eq!(due.line(36), "Ravi Patel  (due)");
        assert_eq!(due.line(10), "Ravi Patel");
        assert_eq!(due.line(8), "Ravi Pa…");
        assert_eq!(due.line(6), "Ravi…");
        assert!(due.matches("PATEL") && due.matches("") && !due.matches("15"));
    }
}
