//! Questions with a few answers.

use std::fmt;

use inquire::{Confirm, Select};

use super::prompt::{ask, guarded, render_config};
use super::screen::Screen;
use crate::error::Failure;

/// What to do about an account that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AccountChoice {
    /// Begin it.
    Create,
    /// Use this one, which exists.
    Use(String),
}

/// A line of the list.
struct Line {
    text: String,
    choice: Option<AccountChoice>,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Asks what to do about an account that does not exist; `None` if the member cancels. `meant` is the one with the
/// nearest name.
///
/// # Errors
///
/// When the terminal cannot be read.
pub(crate) fn ask_account(
    name: &str,
    meant: Option<&str>,
    screen: &mut Screen,
) -> Result<Option<AccountChoice>, Failure> {
    let question = match meant {
        Some(meant) => format!("There is no account {name}. Did you mean {meant}?"),
        None => format!("There is no account {name}."),
    };
    let used =
        meant.map(|meant| Line { text: format!("use {meant}"), choice: Some(AccountChoice::Use(meant.to_owned())) });
    let created = Line { text: format!("create {name}"), choice: Some(AccountChoice::Create) };
    let cancelled = Line { text: "cancel".to_owned(), choice: None };
    // Enter alone creates nothing.
    let lines: Vec<Line> = match used {
        Some(used) => vec![used, created, cancelled],
        None => vec![cancelled, created],
    };
    let (shown, config) = (lines.len(), render_config(screen));
    let select = Select::new(&question, lines).with_render_config(config).without_filtering();
    guarded(|| Ok(ask(shown + 2, screen, || select.prompt())?.and_then(|line| line.choice)))
}

/// Asks a question of yes or no; no is the default, and the answer if the member cancels.
///
/// # Errors
///
/// When the terminal cannot be read.
pub(crate) fn ask_yes(question: &str, screen: &mut Screen) -> Result<bool, Failure> {
    let config = render_config(screen);
    let confirm = Confirm::new(question).with_default(false).with_render_config(config);
    guarded(|| Ok(ask(1, screen, || confirm.prompt())?.unwrap_or(false)))
}
