//! Questions to the member, answered at the keyboard.

use std::fmt;

use chrono_tz::Tz;
use inquire::ui::RenderConfig;
use inquire::{InquireError, Select, Text};

use super::screen::Look;
use super::text::{day, plural, safe};
use crate::engine::calendar::{Instant, date_of};
use crate::error::Failure;

/// Somebody to choose.
pub(crate) struct Candidate {
    /// What is shown.
    line: String,
    /// How to name them; `None` for somebody who is not listed.
    named: Option<String>,
}

impl Candidate {
    /// A person called so and named so, silent for some days if due for a reminder, of whom something last happened then.
    pub(crate) fn new(called: &str, named: String, silent_days: Option<u32>, latest: Instant, zone: Tz) -> Candidate {
        let beside = match silent_days {
            Some(days) => format!("due: silent for {}", plural(u64::from(days), "day", "days")),
            None => day(date_of(latest, zone)),
        };
        Candidate { line: format!("{}  ({beside})", safe(called)), named: Some(named) }
    }
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)
    }
}

/// Asks for a person, listed or not; `None` when the member rather not.
///
/// # Errors
///
/// When the terminal cannot be read.
pub(crate) fn ask_whom(mut candidates: Vec<Candidate>, look: Look) -> Result<Option<String>, Failure> {
    let config = if look.colour { RenderConfig::default_colored() } else { RenderConfig::empty() };
    if !candidates.is_empty() {
        candidates.push(Candidate { line: "somebody else".to_owned(), named: None });
        let help = "type to search, escape leaves";
        let question = Select::new("Whom did you write to?", candidates).with_help_message(help).with_page_size(12);
        match answered(question.with_render_config(config).prompt())? {
            None => return Ok(None),
            Some(Candidate { named: Some(named), .. }) => return Ok(Some(named)),
            Some(_) => {}
        }
    }
    answered(Text::new("Their name, handle or profile address:").with_render_config(config).prompt())
}

/// The answer, if one was given.
fn answered<T>(answer: Result<T, InquireError>) -> Result<Option<T>, Failure> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(InquireError::OperationCanceled | InquireError::OperationInterrupted) => Ok(None),
        Err(error) => {
            Err(Failure::Internal(anyhow::anyhow!("the terminal could not be asked: {error}; name the person instead")))
        }
    }
}
