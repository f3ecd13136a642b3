//! Where the values of an argument come from.

/// The source of an argument's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueSource {
    People,
    Plans,
    Zones,
    Accounts,
    NamedAccounts,
    RemovedAccounts,
    Settings,
    SettingValues,
    Tags,
    Templates,
    Ids,
    Backups,
    Moments,
    Days,
    Waiting,
    Invited,
    Blocked,
    Prices,
    Commands,
    Topics,
}

impl ValueSource {
    /// The source of an argument of the command at a path.
    pub(super) fn of(path: &str, argument: &str) -> Option<ValueSource> {
        Some(match (path, argument) {
            ("followups done" | "followups snooze" | "followups close", "whom") => ValueSource::Waiting,
            ("withdraw", "people") => ValueSource::Invited,
            ("people unblock", "person") => ValueSource::Blocked,
            ("plan compare", "prices") => ValueSource::Prices,
            ("help", "words") => ValueSource::Topics,
            ("man", "command") => ValueSource::Commands,
            (_, "people" | "person" | "stays" | "goes") | ("people", "query") | ("draft", "to") => ValueSource::People,
            ("plan set" | "plan show", "name") => ValueSource::Plans,
            ("zone", "name") => ValueSource::Zones,
            ("accounts rename", "old") | ("accounts remove", "name") => ValueSource::NamedAccounts,
            ("accounts restore", "name") => ValueSource::RemovedAccounts,
            ("config get" | "config set" | "config unset", "key") => ValueSource::Settings,
            ("config set", "value") => ValueSource::SettingValues,
            ("backup restore", "name") => ValueSource::Backups,
            ("undo" | "edit", "id") => ValueSource::Ids,
            (_, "account") => ValueSource::Accounts,
            (_, "tag" | "tags") => ValueSource::Tags,
            (_, "template") => ValueSource::Templates,
            (_, "at") => ValueSource::Moments,
            (_, "from" | "to" | "expires") => ValueSource::Days,
            _ => return None,
        })
    }
}
