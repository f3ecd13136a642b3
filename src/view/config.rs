//! The settings, each with its source.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::ser::Error as _;
use serde::{Serialize, Serializer};

use crate::settings::SettingSource;
use crate::view::format::{json, safe};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The answer to `config`.
#[derive(Debug, Serialize)]
pub(crate) struct ConfigAnswer {
    #[serde(serialize_with = "json::optional_path")]
    pub(crate) file: Option<PathBuf>,
    #[serde(rename = "exists")]
    pub(crate) file_exists: bool,
    #[serde(serialize_with = "by_name")]
    pub(crate) settings: Vec<ConfigRow>,
    pub(crate) ledger: ConfigRow,
}

/// A setting.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ConfigRow {
    #[serde(skip)]
    pub(crate) name: &'static str,
    pub(crate) value: ConfigValue,
    #[serde(flatten, serialize_with = "source")]
    pub(crate) source: SettingSource,
}

/// The value of a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum ConfigValue {
    Text(String),
    Number(u32),
    List(Vec<&'static str>),
    Nothing,
}

/// Serialises the settings as a map by name. `to_value` sorts the keys of each setting too.
fn by_name<S: Serializer>(settings: &[ConfigRow], serializer: S) -> Result<S::Ok, S::Error> {
    let settings: BTreeMap<_, _> = settings.iter().map(|row| (row.name, row)).collect();
    serde_json::to_value(settings).map_err(S::Error::custom)?.serialize(serializer)
}

pub(super) fn source<S: Serializer>(source: &SettingSource, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Source {
        from: &'static str,
        /// The option or variable.
        name: Option<&'static str>,
        /// The line of the settings file.
        line: Option<usize>,
    }
    let (from, name, line) = match *source {
        SettingSource::Default => ("default", None, None),
        SettingSource::File(line) => ("file", None, Some(line)),
        SettingSource::Environment(name) => ("environment", Some(name), None),
        SettingSource::Flag(name) => ("flag", Some(name), None),
    };
    Source { from, name, line }.serialize(serializer)
}

impl ConfigValue {
    /// The value alone, as `config set` takes it.
    pub(super) fn plain(&self) -> String {
        match self {
            ConfigValue::List(texts) => texts.join(","),
            ConfigValue::Nothing => String::new(),
            other => other.in_words(),
        }
    }

    pub(super) fn in_words(&self) -> String {
        match self {
            ConfigValue::Text(text) if text.is_empty() => "\"\"".to_owned(),
            ConfigValue::Text(text) => safe(text),
            ConfigValue::Number(number) => number.to_string(),
            ConfigValue::List(texts) => texts.join(", "),
            ConfigValue::Nothing => "none".to_owned(),
        }
    }
}

fn source_in_words(source: SettingSource) -> String {
    match source {
        SettingSource::Default => "default".to_owned(),
        SettingSource::File(line) => format!("settings file, line {line}"),
        SettingSource::Environment(name) => format!("environment, {name}"),
        SettingSource::Flag(name) => format!("option, {name}"),
    }
}

impl Show for ConfigAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let mut table = Table::new(&["setting", "value", "from"], &[], style);
        for row in &self.settings {
            table.row(vec![row.name.to_owned(), row.value.in_words(), source_in_words(row.source)]);
        }
        let file = match self.file.as_ref().map(|file| safe(&file.display().to_string())) {
            Some(file) if self.file_exists => file,
            Some(file) => format!("{file} (does not exist)"),
            None => "none: there is no home folder".to_owned(),
        };
        let faint = |label: &str| style.paint(Tone::Faint, label);
        let ledger = self.ledger.value.in_words();
        format!("{table}\n{} {file}\n{} {ledger}\n", faint("settings file:"), faint("ledger:"))
    }
}

/// The answer to `config path`.
#[derive(Debug, Serialize)]
pub(crate) struct ConfigPathAnswer {
    #[serde(rename = "file", serialize_with = "json::path")]
    pub(crate) path: PathBuf,
    pub(crate) exists: bool,
}

impl Show for ConfigPathAnswer {
    fn text(&self, _style: OutputStyle) -> String {
        format!("{}\n", safe(&self.path.display().to_string()))
    }
}
