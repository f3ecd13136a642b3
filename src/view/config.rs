//! The settings, each with where it came from.

use std::path::PathBuf;

use serde::Serialize;

use crate::settings::Source;
use crate::view::format::{json, safe};
use crate::view::terminal::{OutputStyle, Show, Table, Tone};

/// The value of a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum ConfigValue {
    Text(String),
    Number(u32),
    List(Vec<&'static str>),
    Nothing,
}

impl ConfigValue {
    fn words(&self) -> String {
        match self {
            ConfigValue::Text(text) => safe(text),
            ConfigValue::Number(number) => number.to_string(),
            ConfigValue::List(texts) => texts.join(", "),
            ConfigValue::Nothing => "none".to_owned(),
        }
    }
}

/// A setting.
#[derive(Clone, Debug)]
pub(crate) struct ConfigRow {
    pub(crate) name: &'static str,
    pub(crate) value: ConfigValue,
    pub(crate) source: Source,
}

/// The answer to `config`.
#[derive(Debug)]
pub(crate) struct ConfigAnswer {
    pub(crate) rows: Vec<ConfigRow>,
    pub(crate) ledger: PathBuf,
    pub(crate) ledger_by: Source,
    pub(crate) file: Option<PathBuf>,
    pub(crate) is_there: bool,
}

/// The answer to `config path`.
#[derive(Debug)]
pub(crate) struct ConfigPathAnswer {
    pub(crate) path: PathBuf,
    pub(crate) is_there: bool,
}

/// Where a value came from, in words.
fn words(source: Source) -> String {
    match source {
        Source::Default => "default".to_owned(),
        Source::File(line) => format!("settings file, line {line}"),
        Source::Environment(name) => format!("environment, {name}"),
        Source::Flag(name) => format!("option, {name}"),
    }
}

impl Show for ConfigAnswer {
    fn text(&self, style: OutputStyle) -> String {
        let mut table = Table::new(&["setting", "value", "from"], &[], style);
        for row in &self.rows {
            table.row(vec![row.name.to_owned(), row.value.words(), words(row.source)]);
        }
        let path = |path: &PathBuf| safe(&path.display().to_string());
        let file = match &self.file {
            Some(file) if self.is_there => path(file),
            Some(file) => format!("{} (not there)", path(file)),
            None => "none: there is no home folder".to_owned(),
        };
        let faint = |label: &str| style.paint(Tone::Faint, label);
        format!("{table}\n{} {file}\n{} {}\n", faint("settings file:"), faint("ledger:"), path(&self.ledger))
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Row<'a> {
            value: &'a ConfigValue,
            #[serde(flatten)]
            origin: Origin,
        }
        #[derive(Serialize)]
        struct Document<'a> {
            schema: u32,
            file: Option<String>,
            exists: bool,
            settings: serde_json::Map<String, serde_json::Value>,
            ledger: Row<'a>,
        }
        let row = |row: &ConfigRow| serde_json::to_value(Row { value: &row.value, origin: Origin::of(row.source) });
        let rows = self.rows.iter().map(|one| (one.name.to_owned(), row(one).unwrap_or_default()));
        let path = ConfigValue::Text(self.ledger.display().to_string());
        json::document(&Document {
            schema: json::SCHEMA,
            file: self.file.as_ref().map(|file| file.display().to_string()),
            exists: self.is_there,
            settings: rows.collect(),
            ledger: Row { value: &path, origin: Origin::of(self.ledger_by) },
        })
    }
}

/// Where a value came from, for programs.
#[derive(Serialize)]
struct Origin {
    from: &'static str,
    /// The option or variable.
    name: Option<&'static str>,
    /// The line of the settings file.
    line: Option<usize>,
}

impl Origin {
    fn of(source: Source) -> Origin {
        let (from, name, line) = match source {
            Source::Default => ("default", None, None),
            Source::File(line) => ("file", None, Some(line)),
            Source::Environment(name) => ("environment", Some(name), None),
            Source::Flag(name) => ("flag", Some(name), None),
        };
        Origin { from, name, line }
    }
}

impl Show for ConfigPathAnswer {
    fn text(&self, _look: OutputStyle) -> String {
        format!("{}\n", safe(&self.path.display().to_string()))
    }

    fn json(&self) -> String {
        #[derive(Serialize)]
        struct Document {
            schema: u32,
            file: String,
            exists: bool,
        }
        let file = self.path.display().to_string();
        json::document(&Document { schema: json::SCHEMA, file, exists: self.is_there })
    }
}
