//! Turns a value that the member types into TOML.

use toml_span::value::ValueInner;

use super::Settings;
use super::targets::SECTION;

/// The one setting that is a list.
const LIST: &str = "working_days";

/// The TOML of a value for a setting: the value as typed if it is TOML that the setting takes, else in quotes, else as
/// a list of texts.
///
/// # Errors
///
/// When the setting does not take the value. The error is a message.
pub(super) fn toml_of(name: &str, typed: &str) -> Result<String, String> {
    let typed = typed.trim();
    let mut candidates = vec![quoted(typed)];
    if is_toml_value(typed) {
        candidates.insert(0, typed.to_owned());
    }
    if name == LIST && !typed.starts_with('[') {
        candidates.insert(0, list(typed));
    }
    let mut error = None;
    for candidate in candidates {
        match accepts(name, &candidate) {
            Ok(()) => return Ok(candidate),
            Err(message) => error = error.or(Some(message)),
        }
    }
    Err(error.unwrap_or_default())
}

/// Checks whether a setting takes a value, by reading it as in a file.
fn accepts(name: &str, value: &str) -> Result<(), String> {
    let text = format!("x = {value}");
    let mut root = toml_span::parse(&text).map_err(|error| error.to_string())?;
    let ValueInner::Table(table) = root.take() else { return Err(String::new()) };
    let value = table.values().next().ok_or_else(String::new)?;
    let mut settings = Settings::defaults(None);
    match name.strip_prefix(SECTION).and_then(|rest| rest.strip_prefix('.')) {
        Some(target) => settings.set_target(target, value, 1),
        None => settings.set(name, value, 1),
    }
}

/// A list of the parts of a text such as `mon,tue` or `mon tue`.
fn list(typed: &str) -> String {
    let items = typed.split([',', ' ', '\t']).map(str::trim).filter(|part| !part.is_empty());
    format!("[{}]", items.map(quoted).collect::<Vec<_>>().join(", "))
}

/// Whether a text is one value of TOML and nothing else. A comment or a second line would get into the file.
fn is_toml_value(typed: &str) -> bool {
    let text = format!("x = {typed}");
    let Ok(mut root) = toml_span::parse(&text) else { return false };
    let ValueInner::Table(table) = root.take() else { return false };
    table.len() == 1 && !typed.contains(['\n', '\r', '#'])
}

/// A text in quotes.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted += &format!("\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_the_file_needs_them() {
        for (name, typed, toml) in [
            ("near", "70", "70"),
            ("near", " 70 ", "70"),
            ("clock", "12", "12"),
            ("week_start", "sunday", "\"sunday\""),
            ("week_start", "\"sun\"", "\"sun\""),
            ("account", "sales", "\"sales\""),
            ("account", "2026", "\"2026\""),
            ("account", "true", "\"true\""),
            ("working_days", "mon,tue", "[\"mon\", \"tue\"]"),
            ("working_days", "mon, tue", "[\"mon\", \"tue\"]"),
            ("working_days", "mon tue", "[\"mon\", \"tue\"]"),
            ("working_days", "sun", "[\"sun\"]"),
            ("working_days", "[\"mon\", \"tue\"]", "[\"mon\", \"tue\"]"),
            ("targets.inmails_a_day", "5", "5"),
        ] {
            assert_eq!(toml_of(name, typed).as_deref(), Ok(toml), "{name} {typed}");
        }
    }

    #[test]
    fn a_wrong_value_is_refused_as_in_a_file() {
        for (name, typed, message) in [
            ("near", "0", "`near` must be a whole number of per cent from 1 to 100, but is 0"),
            ("near", "eighty", "`near` must be a whole number of per cent from 1 to 100, but is \"eighty\""),
            ("near", "80 # x", "`near` must be a whole number of per cent from 1 to 100, but is \"80 # x\""),
            (
                "near",
                "80\nclose = 5",
                "`near` must be a whole number of per cent from 1 to 100, but is \"80\nclose = 5\"",
            ),
            ("near", "", "`near` must be a whole number of per cent from 1 to 100, but is \"\""),
            ("clock", "13", "`clock` must be 12 or 24, but is 13"),
            ("working_days", "mon,foo", "`working_days` must be a day as in \"monday\" or \"mon\", but is \"foo\""),
            ("account", "a/b", "\"a/b\" is not a name for an account"),
            ("targets.inmails_a_day", "0", "`inmails_a_day` must be a whole number from 1 to 10000, but is 0"),
        ] {
            assert_eq!(toml_of(name, typed), Err(message.to_owned()), "{name} {typed:?}");
        }
        assert!(toml_of("working_days", "").unwrap_err().contains("at least one day"));
    }
}
