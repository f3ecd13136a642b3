//! Commands in hints and notes, with the options that chose the ledger: what a hint names works as it is.

/// The commands that use a ledger.
const COMMANDS: [&str; 27] = [
    "accepted",
    "backup",
    "check",
    "credits",
    "doctor",
    "draft",
    "edit",
    "export",
    "followups",
    "forecast",
    "history",
    "import",
    "invitations",
    "log",
    "merge",
    "next",
    "people",
    "plan",
    "redo",
    "reply",
    "stats",
    "status",
    "stopped",
    "summary",
    "undo",
    "withdraw",
    "zone",
];

/// What comes before a command in a text.
const PROGRAM: &str = "inquota ";

/// A text in which every command has these options, such as `--account sales`.
pub(super) fn with_options(text: &str, options: &str) -> String {
    let mut parts = text.split(PROGRAM);
    let mut result = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let word = part.split(|c: char| !c.is_ascii_lowercase()).next().unwrap_or_default();
        let is_command = !options.is_empty() && COMMANDS.contains(&word);
        result += PROGRAM;
        result += &if is_command { format!("{options} {part}") } else { part.to_owned() };
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_that_use_a_ledger_have_the_options() {
        let with = |text| with_options(text, "--account sales");
        for text in
            ["inquota help log", "inquota accounts lists them", "the guide that inquota is built on", "inquota "]
        {
            assert_eq!(with(text), text);
        }
        assert_eq!(
            with("inquota undo takes it back; or inquota people merge \"A\" \"B\""),
            "inquota --account sales undo takes it back; or inquota --account sales people merge \"A\" \"B\""
        );
        assert_eq!(with_options("inquota undo", ""), "inquota undo");
    }
}
