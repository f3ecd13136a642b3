//! Walks documents, and compares each value with what the page says of its key.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate};
use serde_json::{Map, Value};

use super::page::{Page, Row, Section};

/// What was found on a walk through many documents.
pub(crate) struct Walk<'a> {
    page: &'a Page,
    /// What differs from the page.
    pub(crate) problems: BTreeSet<String>,
    /// The states in which each key of a section was seen.
    seen: BTreeMap<(String, String), BTreeSet<State>>,
}

/// A state of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Value,
    Null,
    Absent,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(page: &'a Page) -> Walk<'a> {
        Walk { page, problems: BTreeSet::new(), seen: BTreeMap::new() }
    }

    /// Walks the document that a command line gave.
    pub(crate) fn document(&mut self, line: &str, document: &Value) {
        let Some(title) = self.page.find(line) else {
            self.problems.insert(format!("no section for: {line}"));
            return;
        };
        let mut document = document.clone();
        let is_error = title == "failure";
        if !is_error && document.as_object_mut().and_then(|keys| keys.remove("schema")) != Some(Value::from(1)) {
            self.problems.insert(format!("{title}: no schema"));
        }
        self.shape(title, &document);
    }

    /// What the page lists, and no document had, but for these. Any list of cautions may always be empty.
    pub(crate) fn unseen(&self, elsewhere: &[&str]) -> Vec<String> {
        let mut unseen = Vec::new();
        for (title, section) in &self.page.sections {
            for (key, row) in section.rows.iter().filter(|(key, _)| *key != "cautions[]") {
                let seen = self.seen.get(&(title.clone(), key.clone())).cloned().unwrap_or_default();
                let wanted = [
                    (!row.types.is_empty(), State::Value),
                    (row.may_be_null, State::Null),
                    (row.is_optional, State::Absent),
                ];
                let missing = wanted.into_iter().filter(|(is_wanted, state)| *is_wanted && !seen.contains(state));
                unseen.extend(missing.map(|(_, state)| format!("{title}: {key} was never seen as {state:?}")));
            }
        }
        unseen.retain(|problem| !elsewhere.contains(&problem.as_str()));
        unseen
    }

    /// Walks an object of a section.
    fn shape(&mut self, title: &str, value: &Value) {
        let Some(keys) = value.as_object() else {
            self.problems.insert(format!("{title}: not an object: {value}"));
            return;
        };
        let page = self.page;
        let Some(section) = page.sections.get(title) else {
            self.problems.insert(format!("there is no shape {title}"));
            return;
        };
        self.object((title, section), "", keys);
    }

    /// Walks the object at a path of a section.
    fn object(&mut self, of: (&str, &'a Section), path: &str, keys: &Map<String, Value>) {
        let (title, section) = of;
        let mut own = keys.clone();
        for (_, shape) in section.included.iter().filter(|(place, _)| place == path) {
            let included = self.keys_of(shape);
            let (theirs, rest) = own.into_iter().partition(|(key, _)| included.contains(key));
            own = rest;
            self.shape(shape, &Value::Object(theirs));
        }
        let any_name = own_path(path, &["NAME", "KIND"], section);
        for (key, value) in &own {
            let path = any_name.clone().unwrap_or_else(|| join(path, key));
            self.value(of, &path, value);
        }
        for (key, row) in children(section, path) {
            if keys.contains_key(&key) || any_name.is_some() {
                continue;
            }
            self.note(title, &join(path, &key), State::Absent);
            if !row.is_some_and(|row| row.is_optional) {
                self.problems.insert(format!("{title}: {} is missing", join(path, &key)));
            }
        }
    }

    /// Walks the value at a path of a section.
    fn value(&mut self, of: (&str, &'a Section), path: &str, value: &Value) {
        let (title, section) = of;
        let row = section.rows.get(path);
        let state = if value.is_null() { State::Null } else { State::Value };
        self.note(title, path, state);
        if let Some(row) = row
            && !self.fits(row, value)
        {
            self.problems.insert(format!("{title}: {path} is no {}: {value}", row.types.join(" or ")));
            return;
        }
        match value {
            Value::Object(keys) if has_below(section, &format!("{path}.")) => self.object(of, path, keys),
            Value::Array(items) if row.is_some() || has_below(section, &format!("{path}[]")) => {
                for item in items {
                    self.value(of, &format!("{path}[]"), item);
                }
            }
            _ if row.is_some() => {}
            _ => drop(self.problems.insert(format!("{title}: {path} is not listed"))),
        }
    }

    /// Whether a value has one of the types of a row.
    fn fits(&mut self, row: &Row, value: &Value) -> bool {
        if value.is_null() {
            return row.may_be_null;
        }
        row.types.iter().any(|name| match (name.as_str(), value) {
            ("string", Value::String(_))
            | ("boolean", Value::Bool(_))
            | ("number", Value::Number(_))
            | ("list", Value::Array(_))
            | ("object", Value::Object(_)) => true,
            ("integer", Value::Number(number)) => number.is_i64() || number.is_u64(),
            ("word", Value::String(word)) => row.words.contains(word),
            ("instant", Value::String(text)) => DateTime::parse_from_rfc3339(text).is_ok(),
            ("date", Value::String(text)) => text.len() == 10 && text.parse::<NaiveDate>().is_ok(),
            (shape, Value::Object(keys)) if self.page.sections.contains_key(shape) => {
                let mut keys = keys.clone();
                // The document of a command in that of another has its version.
                if matches!(shape, "check" | "status") {
                    keys.remove("schema");
                }
                self.shape(shape, &Value::Object(keys));
                true
            }
            _ => false,
        })
    }

    /// The first keys of a shape.
    fn keys_of(&self, shape: &str) -> BTreeSet<String> {
        let Some(section) = self.page.sections.get(shape) else { return BTreeSet::new() };
        let included = section.included.iter().filter(|(path, _)| path.is_empty());
        let included = included.flat_map(|(_, shape)| self.keys_of(shape));
        children(section, "").into_keys().chain(included).collect()
    }

    fn note(&mut self, title: &str, path: &str, state: State) {
        self.seen.entry((title.to_owned(), path.to_owned())).or_default().insert(state);
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Whether a section has anything whose key begins so.
fn has_below(section: &Section, start: &str) -> bool {
    let included = section.included.iter().any(|(path, _)| format!("{path}.").starts_with(start));
    included || section.rows.keys().any(|key| key.starts_with(start))
}

/// The keys of the object at a path of a section, with their own rows.
fn children<'a>(section: &'a Section, path: &str) -> BTreeMap<String, Option<&'a Row>> {
    let start = join(path, "");
    let start = if path.is_empty() { "" } else { &start };
    let paths = section.rows.keys().chain(section.included.iter().map(|(path, _)| path));
    let below = paths.filter_map(|key| key.strip_prefix(start)).filter(|rest| !rest.is_empty());
    let keys: BTreeSet<&str> = below.filter_map(|rest| rest.split(['.', '[']).next()).collect();
    keys.into_iter().map(|key| (key.to_owned(), section.rows.get(&join(path, key)))).collect()
}

/// The path of what has any name in the object at a path, if the section lists such.
fn own_path(path: &str, names: &[&str], section: &Section) -> Option<String> {
    let paths = names.iter().map(|name| join(path, name));
    paths.into_iter().find(|path| section.rows.contains_key(path) || has_below(section, &format!("{path}.")))
}
