//! The format of the line: text, with names in braces for values.

use crate::engine::outcome::Window;

/// A value that a name in braces selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Credits,
    Grant,
    Expiry,
    Plan,
    State,
    Stopped,
    Left(Window),
    Used(Window),
    Limit(Window),
}

/// The names, in the order in which they are listed.
const VALUES: [(&str, Value); 24] = [
    ("credits", Value::Credits),
    ("grant", Value::Grant),
    ("expiry", Value::Expiry),
    ("day", Value::Left(Window::Day)),
    ("day_used", Value::Used(Window::Day)),
    ("day_limit", Value::Limit(Window::Day)),
    ("month", Value::Left(Window::Month)),
    ("month_used", Value::Used(Window::Month)),
    ("month_limit", Value::Limit(Window::Month)),
    ("inmails_day", Value::Left(Window::InMailsDay)),
    ("inmails_day_used", Value::Used(Window::InMailsDay)),
    ("inmails_day_limit", Value::Limit(Window::InMailsDay)),
    ("invitations_day", Value::Left(Window::InvitationsDay)),
    ("invitations_day_used", Value::Used(Window::InvitationsDay)),
    ("invitations_day_limit", Value::Limit(Window::InvitationsDay)),
    ("week", Value::Left(Window::Week)),
    ("week_used", Value::Used(Window::Week)),
    ("week_limit", Value::Limit(Window::Week)),
    ("notes", Value::Left(Window::Notes)),
    ("notes_used", Value::Used(Window::Notes)),
    ("notes_limit", Value::Limit(Window::Notes)),
    ("state", Value::State),
    ("plan", Value::Plan),
    ("stopped", Value::Stopped),
];

/// A piece of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    Value(Value),
}

/// The format of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LineFormat(Vec<Piece>);

impl LineFormat {
    /// Parses a format: `{credits}` is replaced by a value, `{{` and `}}` by braces.
    ///
    /// # Errors
    ///
    /// When a name is unknown, or a brace is not part of a pair. The error is a message.
    pub(crate) fn parse(text: &str) -> Result<LineFormat, String> {
        let (mut pieces, mut literal) = (Vec::new(), String::new());
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            literal.push_str(&rest[..at]);
            let (brace, after) = rest[at..].split_at(1);
            if let Some(after) = after.strip_prefix(brace) {
                literal.push_str(brace);
                rest = after;
                continue;
            }
            let name = after.split_once('}').filter(|_| brace == "{");
            let (name, after) = name.ok_or_else(|| format!("{brace} has no counterpart"))?;
            let known = VALUES.iter().find(|(known, _)| *known == name);
            let (_, value) = known.ok_or_else(|| format!("{{{name}}} is not known"))?;
            pieces.extend([Piece::Text(std::mem::take(&mut literal)), Piece::Value(*value)]);
            rest = after;
        }
        literal.push_str(rest);
        pieces.push(Piece::Text(literal));
        Ok(LineFormat(pieces))
    }

    /// Every name in braces.
    pub(crate) fn names() -> String {
        VALUES.map(|(name, _)| format!("{{{name}}}")).join(" ")
    }

    /// The pieces, in order.
    pub(super) fn pieces(&self) -> &[Piece] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_are_values_and_doubled_braces_are_braces() {
        let text = |text: &str| Piece::Text(text.to_owned());
        let pieces = |format| LineFormat::parse(format).unwrap().0;
        assert_eq!(pieces("a {credits}b"), [text("a "), Piece::Value(Value::Credits), text("b")]);
        assert_eq!(pieces("{{{day}}}"), [text("{"), Piece::Value(Value::Left(Window::Day)), text("}")]);
        assert_eq!(pieces(""), [text("")]);
    }

    #[test]
    fn errors_name_what_is_unknown() {
        assert_eq!(LineFormat::parse("{dya}").unwrap_err(), "{dya} is not known");
        assert_eq!(LineFormat::parse("{day").unwrap_err(), "{ has no counterpart");
        assert_eq!(LineFormat::parse("day}").unwrap_err(), "} has no counterpart");
    }
}
