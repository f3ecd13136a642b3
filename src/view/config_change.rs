//! The value of a setting, and changes of the settings file.

use std::path::PathBuf;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::settings::SettingSource;
use crate::view::config::{ConfigRow, ConfigValue, source};
use crate::view::format::{json, safe};
use crate::view::terminal::{OutputStyle, Show};

/// The answer to `config get`.
#[derive(Debug)]
pub(crate) enum ConfigValueAnswer {
    /// One setting.
    One(ConfigRow),
    /// The section of targets: those that are set.
    Targets(Vec<ConfigRow>),
}

impl ConfigValueAnswer {
    /// Whether there is a value.
    pub(crate) fn has_value(&self) -> bool {
        match self {
            ConfigValueAnswer::One(row) => row.value != ConfigValue::Nothing,
            ConfigValueAnswer::Targets(rows) => !rows.is_empty(),
        }
    }
}

/// The name of a target within its section.
fn short_name(row: &ConfigRow) -> &'static str {
    row.name.split_once('.').map_or(row.name, |(_, name)| name)
}

impl Serialize for ConfigValueAnswer {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct One<'a> {
            key: &'a str,
            value: &'a ConfigValue,
            #[serde(flatten, serialize_with = "source")]
            source: SettingSource,
        }
        #[derive(Serialize)]
        struct Targets {
            key: &'static str,
            value: Map<String, Value>,
        }
        match self {
            ConfigValueAnswer::One(row) => {
                One { key: row.name, value: &row.value, source: row.source }.serialize(serializer)
            }
            ConfigValueAnswer::Targets(rows) => {
                let value = |row: &ConfigRow| serde_json::to_value(&row.value).unwrap_or_default();
                let value = rows.iter().map(|row| (short_name(row).to_owned(), value(row))).collect();
                Targets { key: "targets", value }.serialize(serializer)
            }
        }
    }
}

impl Show for ConfigValueAnswer {
    fn text(&self, _style: OutputStyle) -> String {
        match self {
            _ if !self.has_value() => String::new(),
            ConfigValueAnswer::One(row) => row.value.plain() + "\n",
            ConfigValueAnswer::Targets(rows) => {
                rows.iter().map(|row| format!("{} = {}\n", short_name(row), row.value.plain())).collect()
            }
        }
    }
}

/// The answer to `config set` and `config unset`.
#[derive(Debug, Serialize)]
pub(crate) struct ConfigSetAnswer {
    pub(crate) key: &'static str,
    /// The value by the file now, which is the default after `config unset`.
    pub(crate) value: ConfigValue,
    /// The value by the file before; null if the file was faulty.
    pub(crate) before: Option<ConfigValue>,
    #[serde(skip)]
    pub(crate) before_source: SettingSource,
    #[serde(skip)]
    pub(crate) is_unset: bool,
    #[serde(serialize_with = "json::path")]
    pub(crate) file: PathBuf,
}

impl Show for ConfigSetAnswer {
    fn text(&self, _style: OutputStyle) -> String {
        let (key, value, file) = (self.key, self.value.in_words(), safe(&self.file.display().to_string()));
        if self.is_unset {
            return format!("{key} is unset: its default is {value}\nin {file}\n");
        }
        let before = match &self.before {
            Some(before) if *before == self.value && matches!(self.before_source, SettingSource::File(_)) => {
                "as before".to_owned()
            }
            Some(before) if self.before_source == SettingSource::Default => {
                format!("the default is {}", before.in_words())
            }
            Some(before) => format!("it was {}", before.in_words()),
            None => "the file had an error before".to_owned(),
        };
        format!("{key} is set to {value}; {before}\nin {file}\n")
    }
}

/// The answer to `config edit`.
#[derive(Debug, Serialize)]
pub(crate) struct ConfigEditedAnswer {
    #[serde(serialize_with = "json::path")]
    pub(crate) file: PathBuf,
    pub(crate) changed: bool,
}

impl Show for ConfigEditedAnswer {
    fn text(&self, _style: OutputStyle) -> String {
        let file = safe(&self.file.display().to_string());
        if self.changed { format!("saved: {file}\n") } else { format!("nothing was changed in {file}\n") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_printed_so_that_it_can_be_set_again() {
        let row = |value| ConfigRow { name: "working_days", value, source: SettingSource::Default };
        let answer = ConfigValueAnswer::One(row(ConfigValue::List(vec!["mon", "tue"])));
        assert_eq!(answer.text(OutputStyle::default()), "mon,tue\n");
        assert_eq!(ConfigValueAnswer::One(row(ConfigValue::Nothing)).text(OutputStyle::default()), "");
    }
}
