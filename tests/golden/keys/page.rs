//! `docs/json.md`, read.

use std::collections::{BTreeMap, BTreeSet};

/// The page: its sections by title.
pub(crate) struct Page {
    pub(crate) sections: BTreeMap<String, Section>,
}

/// A document or a shape.
#[derive(Default)]
pub(crate) struct Section {
    /// The rows, by key.
    pub(crate) rows: BTreeMap<String, Row>,
    /// The shapes of the rows with the key `*`: the path before it, and the name.
    pub(crate) included: Vec<(String, String)>,
}

/// What the page says of a key.
pub(crate) struct Row {
    /// The types that are not null.
    pub(crate) types: Vec<String>,
    pub(crate) may_be_null: bool,
    pub(crate) is_optional: bool,
    /// The words between backticks.
    pub(crate) words: BTreeSet<String>,
}

impl Page {
    pub(crate) fn read(text: &str) -> Page {
        let sections = text.split("\n### ").skip(1).map(|section| {
            let (title, body) = section.split_once('\n').unwrap();
            let (body, _) = body.split_once("\n## ").unwrap_or((body, ""));
            (title.to_owned(), Section::read(title, body))
        });
        Page { sections: sections.collect() }
    }

    /// The section for a command line: of those all of whose words are on it, in order, the one with the most.
    pub(crate) fn find(&self, line: &str) -> Option<&str> {
        let line: Vec<&str> = line.split_whitespace().collect();
        let titles = self.sections.keys().flat_map(|title| title.split(", ").map(move |form| (form, title)));
        let fitting =
            titles.filter(|(form, _)| form.split(' ').next() == line.first().copied() && is_within(form, &line));
        fitting.max_by_key(|(form, _)| form.split(' ').count()).map(|(_, title)| title.as_str())
    }
}

/// Whether the words of a form are words of a line, in this order.
fn is_within(form: &str, line: &[&str]) -> bool {
    let mut line = line.iter();
    form.split(' ').all(|word| line.any(|other| *other == word || other.split('=').next() == Some(word)))
}

impl Section {
    fn read(title: &str, body: &str) -> Section {
        let mut section = Section::default();
        for line in body.lines().filter(|line| line.starts_with("| `")) {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [key, types, meaning] = cells[..] else { panic!("{title}: a row has no three cells: {line}") };
            let key = key.trim_matches('`');
            if let Some(path) = key.strip_suffix('*') {
                section.included.push((path.trim_end_matches('.').to_owned(), types.to_owned()));
                continue;
            }
            let old = section.rows.insert(key.to_owned(), Row::read(types, meaning));
            assert!(old.is_none(), "{title}: {key} is listed twice");
        }
        section
    }
}

impl Row {
    fn read(types: &str, meaning: &str) -> Row {
        let is_optional = types.ends_with(", optional");
        let types = types.trim_end_matches(", optional").replace(" or ", ", ");
        let types: Vec<String> = types.split(", ").map(str::to_owned).collect();
        let may_be_null = types.iter().any(|name| name == "null");
        Row {
            types: types.into_iter().filter(|name| name != "null").collect(),
            may_be_null,
            is_optional,
            words: meaning.split('`').skip(1).step_by(2).map(str::to_owned).collect(),
        }
    }
}
