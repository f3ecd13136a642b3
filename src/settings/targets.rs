//! The section `[targets]` of the settings file.

use toml_span::value::Value;

use super::keys::{KEYS, expected, number};
use super::{Setting, SettingSource, Settings};
use crate::engine::advice::targets::{Target, TargetKind};
use crate::error::nearest;

/// The name of the section.
pub(super) const SECTION: &str = "targets";

/// The keys of the section, as `config` names them.
pub(crate) const TARGET_NAMES: [&str; 6] = [
    "targets.messages_a_day",
    "targets.messages_a_week",
    "targets.inmails_a_day",
    "targets.inmails_a_week",
    "targets.invitations_a_day",
    "targets.invitations_a_week",
];

/// The largest target.
const LARGEST: i64 = 10_000;

/// The keys within the section.
fn keys() -> impl Iterator<Item = &'static str> {
    TARGET_NAMES.into_iter().map(|name| &name[SECTION.len() + 1..])
}

/// What is wrong with a key outside the section: it belongs there, or it is the section's name and has a value.
pub(super) fn misplaced(key: &str, value: &Value<'_>) -> Option<String> {
    if key == SECTION {
        return Some(expected(key, "a section of targets, below a line [targets]", value));
    }
    keys().any(|known| known == key).then(|| format!("`{key}` belongs below a line [{SECTION}]"))
}

impl Settings {
    /// Sets the target of a key.
    ///
    /// # Errors
    ///
    /// When the key or the value is wrong. The error is a message without the file and the line.
    pub(super) fn set_target(&mut self, key: &str, value: &Value<'_>, line: usize) -> Result<(), String> {
        let place = keys().position(|known| known == key).ok_or_else(|| unknown_target(key))?;
        let target = number(value, 1, LARGEST);
        let target = target.ok_or_else(|| expected(key, &format!("a whole number from 1 to {LARGEST}"), value))?;
        self.targets[place] = Setting { value: Some(target), source: SettingSource::File(line) };
        Ok(())
    }

    /// The targets, with none for what is not set.
    pub(crate) fn targets(&self) -> Vec<Target> {
        let [messages, per_week, inmails, inmails_per_week, invitations, invitations_per_week] =
            self.targets.each_ref().map(|target| target.value);
        let all = [
            Target { kind: TargetKind::Message, a_day: messages, a_week: per_week },
            Target { kind: TargetKind::InMail, a_day: inmails, a_week: inmails_per_week },
            Target { kind: TargetKind::Invitation, a_day: invitations, a_week: invitations_per_week },
        ];
        all.into_iter().filter(|target| target.a_day.is_some() || target.a_week.is_some()).collect()
    }
}

fn unknown_target(key: &str) -> String {
    match nearest(key, keys()) {
        Some(known) => format!("there is no target `{key}`; did you mean `{known}`?"),
        None if KEYS.contains(&key) => format!("`{key}` is not a target: it belongs above the line [{SECTION}]"),
        None => format!("there is no target `{key}`; there are {}", keys().collect::<Vec<_>>().join(", ")),
    }
}
