//! How things stand in one line, for a prompt or a bar, in the member's own form.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::engine::outcome::Window;
use crate::engine::status::{AccountStatus, Use};
use crate::view::format::{credits, day, json, safe};
use crate::view::terminal::{Level, OutputStyle, Show, Tone};

use super::window::{self, WINDOWS};

/// What stands where the form has a name in braces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value {
    Credits,
    Grant,
    Expiry,
    Plan,
    State,
    Left(Window),
    Used(Window),
    Limit(Window),
}

/// The names in braces, in the order in which they are told.
const VALUES: [(&str, Value); 17] = [
    ("credits", Value::Credits),
    ("grant", Value::Grant),
    ("expiry", Value::Expiry),
    ("day", Value::Left(Window::Day)),
    ("day_used", Value::Used(Window::Day)),
    ("day_limit", Value::Limit(Window::Day)),
    ("month", Value::Left(Window::Month)),
    ("month_used", Value::Used(Window::Month)),
    ("month_limit", Value::Limit(Window::Month)),
    ("week", Value::Left(Window::Week)),
    ("week_used", Value::Used(Window::Week)),
    ("week_limit", Value::Limit(Window::Week)),
    ("notes", Value::Left(Window::Notes)),
    ("notes_used", Value::Used(Window::Notes)),
    ("notes_limit", Value::Limit(Window::Notes)),
    ("state", Value::State),
    ("plan", Value::Plan),
];

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Value(Value),
}

/// The form of a line: text, and names in braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Format(Vec<Piece>);

impl Format {
    /// Reads a form: `{credits}` stands for a value, `{{` and `}}` for braces.
    ///
    /// # Errors
    ///
    /// With what cannot be read: a name that is not known, or a brace by itself.
    pub(crate) fn read(form: &str) -> Result<Format, String> {
        let (mut pieces, mut text) = (Vec::new(), String::new());
        let mut rest = form;
        while let Some(at) = rest.find(['{', '}']) {
            text.push_str(&rest[..at]);
            let (brace, behind) = rest[at..].split_at(1);
            if let Some(behind) = behind.strip_prefix(brace) {
                text.push_str(brace);
                rest = behind;
                continue;
            }
            let name = behind.split_once('}').filter(|_| brace == "{");
            let (name, behind) = name.ok_or_else(|| format!("there is a {brace} by itself"))?;
            let known = VALUES.iter().find(|(known, _)| *known == name);
            let (_, value) = known.ok_or_else(|| format!("{{{name}}} is not known"))?;
            pieces.extend([Piece::Text(std::mem::take(&mut text)), Piece::Value(*value)]);
            rest = behind;
        }
        text.push_str(rest);
        pieces.push(Piece::Text(text));
        Ok(Format(pieces))
    }

    /// Every name that can stand in braces, with them.
    pub(crate) fn known() -> String {
        VALUES.map(|(name, _)| format!("{{{name}}}")).join(" ")
    }
}

/// The answer to `status --line`.
#[derive(Debug)]
pub(crate) struct LineAnswer {
    pub(crate) standing: AccountStatus,
    pub(crate) format: Format,
    /// The shares from which a limit is near, and whether colours were asked for by name.
    pub(crate) style: OutputStyle,
}

impl LineAnswer {
    fn window(&self, window: Window) -> Use {
        window::used(&self.standing, window)
    }

    fn level(&self, window: Window) -> Option<Level> {
        let window = self.window(window);
        window.limit.map(|limit| Level::of(window.used.into(), limit.count.into(), self.style))
    }

    /// How far the fullest window is used; fine where nothing has a limit.
    fn state(&self) -> Level {
        WINDOWS.into_iter().filter_map(|window| self.level(window)).max().unwrap_or(Level::Fine)
    }

    /// The share of the fullest window that is used, in whole percent, 100 at most.
    fn percentage(&self) -> u64 {
        let share = |window: Use| {
            let (used, limit) = (u64::from(window.used), u64::from(window.limit?.count));
            Some((used * 100).checked_div(limit).unwrap_or(100).min(100))
        };
        WINDOWS.into_iter().filter_map(|window| share(self.window(window))).max().unwrap_or(0)
    }

    fn value(&self, value: Value) -> String {
        let standing = &self.standing;
        let on = |number: u64, date| format!("{number} on {}", short(date));
        let none = || "none".to_owned();
        match value {
            Value::Credits => standing.balance.to_string(),
            Value::Grant => standing.next_grant.map_or_else(none, |grant| on(grant.credits.into(), grant.on)),
            Value::Expiry => standing.next_expiry.map_or_else(none, |(date, left)| on(left, date)),
            Value::Plan => safe(&standing.plan.name),
            Value::State => self.state().word().to_owned(),
            Value::Left(window) => number(self.window(window).remaining()),
            Value::Used(window) => self.window(window).used.to_string(),
            Value::Limit(window) => number(self.window(window).limit.map(|limit| limit.count)),
        }
    }

    fn tone(&self, value: Value) -> Option<Tone> {
        match value {
            Value::Credits if self.standing.balance == 0 => Some(Tone::Bad),
            Value::Credits => Some(Tone::Good),
            Value::State => Some(self.state().tone()),
            Value::Left(window) | Value::Used(window) => self.level(window).map(Level::tone),
            Value::Grant | Value::Expiry | Value::Plan | Value::Limit(_) => None,
        }
    }

    /// The line itself, without its end.
    fn line(&self, style: OutputStyle) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => safe(text),
            Piece::Value(value) => {
                let text = self.value(*value);
                self.tone(*value).map_or_else(|| text.clone(), |tone| style.paint(tone, &text))
            }
        };
        self.format.0.iter().map(piece).collect()
    }

    /// The same in words, for whoever points at the bar.
    fn tooltip(&self) -> String {
        let standing = &self.standing;
        let grant = standing.next_grant.map(|grant| format!("; {} more on {}", grant.credits, day(grant.on)));
        let held = format!("InMail: {}{}", credits(standing.balance), grant.unwrap_or_default());
        let line = |window: Window| match (window::label(window), self.window(window), self.level(window)) {
            (label, used, Some(level)) => format!("\n{label}: {} of {}, {}", used.used, number_of(used), level.word()),
            (label, used, None) => format!("\n{label}: {}, no limit", used.used),
        };
        format!("Plan {}\n{held}{}", safe(&standing.plan.name), WINDOWS.map(line).concat())
    }
}

/// A number, or the sign for no limit.
fn number(number: Option<u32>) -> String {
    number.map_or("∞".to_owned(), |number| number.to_string())
}

fn number_of(window: Use) -> String {
    number(window.limit.map(|limit| limit.count))
}

/// "1 Dec".
fn short(date: NaiveDate) -> String {
    format!("{} {}", date.day(), date.format("%b"))
}

/// The document that status bars read.
#[derive(Serialize)]
struct Document {
    schema: u32,
    text: String,
    tooltip: String,
    class: &'static str,
    percentage: Option<u64>,
}

impl Show for LineAnswer {
    fn text(&self, _look: OutputStyle) -> String {
        self.line(self.style) + "\n"
    }

    fn json(&self) -> String {
        json::document(&Document {
            schema: json::SCHEMA,
            text: self.line(OutputStyle { colour: false, ..self.style }),
            tooltip: self.tooltip(),
            class: self.state().word(),
            percentage: Some(self.percentage()),
        })
    }
}

/// What cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// The ledger.
    Ledger,
    /// The settings file.
    Settings,
}

impl Unread {
    fn mark(self) -> &'static str {
        match self {
            Unread::Ledger => "ledger?",
            Unread::Settings => "settings?",
        }
    }
}

/// The line of what cannot be read: a mark, for a prompt is no place for an explanation.
#[derive(Debug)]
pub(crate) struct UnreadAnswer {
    pub(crate) what: Unread,
    /// What is wrong.
    pub(crate) why: String,
}

impl Show for UnreadAnswer {
    fn text(&self, _look: OutputStyle) -> String {
        format!("{}\n", self.what.mark())
    }

    fn json(&self) -> String {
        json::document(&Document {
            schema: json::SCHEMA,
            text: self.what.mark().to_owned(),
            tooltip: safe(&self.why),
            class: "unreadable",
            percentage: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_stand_for_values_and_doubled_braces_for_braces() {
        let text = |text: &str| Piece::Text(text.to_owned());
        let pieces = |form| Format::read(form).unwrap().0;
        assert_eq!(pieces("a {credits}b"), [text("a "), Piece::Value(Value::Credits), text("b")]);
        assert_eq!(pieces("{{{day}}}"), [text("{"), Piece::Value(Value::Left(Window::Day)), text("}")]);
        assert_eq!(pieces(""), [text("")]);
    }

    #[test]
    fn what_is_not_known_is_named() {
        assert_eq!(Format::read("{dya}").unwrap_err(), "{dya} is not known");
        assert_eq!(Format::read("{day").unwrap_err(), "there is a { by itself");
        assert_eq!(Format::read("day}").unwrap_err(), "there is a } by itself");
    }
}
