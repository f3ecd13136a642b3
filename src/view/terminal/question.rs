//! Questions with a few answers.

use std::fmt;

use inquire::{Confirm, Select};

use super::line_prompt::{LineAnswer, ask_line};
use super::prompt::{ask, cannot_ask, guarded, render_config};
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
    if screen.style().line_by_line {
        return ask_account_by_line(&question, lines, screen);
    }
    let (shown, config) = (lines.len(), render_config(screen));
    let select = Select::new(&question, lines).with_render_config(config).without_filtering();
    guarded(|| Ok(ask(shown + 2, screen, || select.prompt())?.and_then(|line| line.choice)))
}

/// The same with a numbered list. A text that is none of its numbers cancels.
fn ask_account_by_line(
    question: &str,
    mut lines: Vec<Line>,
    screen: &mut Screen,
) -> Result<Option<AccountChoice>, Failure> {
    let list: Vec<String> = lines.iter().map(Line::to_string).collect();
    Ok(match ask_line(question, &list, screen).map_err(|error| cannot_ask(&error))? {
        Some(LineAnswer::Choice(place)) => lines.swap_remove(place).choice,
        Some(LineAnswer::Text(_)) | None => None,
    })
}

/// Asks a question of yes or no; no is the default, and the answer if the member cancels.
///
/// # Errors
///
/// When the terminal cannot be read.
pub(crate) fn ask_yes(question: &str, screen: &mut Screen) -> Result<bool, Failure> {
    if screen.style().line_by_line {
        let list = ["yes", "no"].map(str::to_owned);
        let answer = ask_line(question, &list, screen).map_err(|error| cannot_ask(&error))?;
        return Ok(match answer {
            Some(LineAnswer::Choice(place)) => place == 0,
            Some(LineAnswer::Text(text)) => ["y", "yes"].contains(&text.to_lowercase().as_str()),
            None => false,
        });
    }
    let config = render_config(screen);
    let confirm = Confirm::new(question).with_default(false).with_render_config(config);
    guarded(|| Ok(ask(1, screen, || confirm.prompt())?.unwrap_or(false)))
}
