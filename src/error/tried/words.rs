//! The words, and what each is called here.

use super::instead::{Carried, Tried};

const fn entry(
    words: &'static [&'static str],
    purpose: &'static str,
    (command, carried): (&'static str, Carried),
) -> Tried {
    Tried { words, purpose, command, option: "", carried, more: "" }
}

pub(super) const WORDS: [Tried; 38] = [
    entry(
        &["add", "sent", "send", "message", "messages", "record", "new"],
        "to record a message",
        ("log", Carried::All("PERSON")),
    ),
    Tried {
        option: "--inmail",
        ..entry(&["inmail", "inmails"], "to record an InMail", ("log", Carried::All("PERSON")))
    },
    Tried {
        option: "--invite",
        ..entry(
            &["invite", "invited", "invitation", "connect"],
            "to record an invitation",
            ("log", Carried::All("PERSON")),
        )
    },
    Tried {
        more: "; inquota people and inquota invitations are lists too",
        ..entry(&["ls", "list"], "to list the records", ("history", Carried::All("")))
    },
    entry(&["rm", "delete", "remove", "del"], "to take a record back", ("undo", Carried::Id)),
    entry(
        &["remaining", "left", "show", "balance", "quota", "quotas", "usage", "now", "dashboard", "overview"],
        "to see what is left",
        ("status", Carried::Options),
    ),
    Tried {
        more: "; inquota plan shows the limits themselves",
        ..entry(&["limits", "limit"], "to see what is left of each limit", ("status", Carried::Options))
    },
    Tried {
        more: "; inquota next shows what to do",
        ..entry(&["today", "day"], "to see what is left today", ("status", Carried::Options))
    },
    entry(&["todo", "agenda"], "to see what to do today", ("next", Carried::Options)),
    entry(&["report", "month", "monthly"], "to see the figures of a month", ("summary", Carried::Options)),
    Tried {
        more: " (inquota plan list has the names); nothing else needs setting up",
        ..entry(&["init", "setup", "start"], "to record your plan", ("plan set", Carried::All("NAME")))
    },
    entry(&["version"], "to see the version", ("--version", Carried::Options)),
    entry(&["accept", "accepts", "connected"], "to record that someone accepted", ("accepted", Carried::All("PERSON"))),
    entry(&["replied", "answer", "answered", "response"], "to record a response", ("reply", Carried::All("PERSON"))),
    Tried {
        option: "--declined",
        ..entry(&["decline", "declined"], "to record that someone declined", ("reply", Carried::All("PERSON")))
    },
    entry(&["search", "find", "contacts", "contact"], "to find people", ("people", Carried::All(""))),
    entry(&["settings", "configure"], "to see the settings", ("config", Carried::Options)),
    entry(&["block"], "to mark someone you must not contact", ("people block", Carried::All("PERSON"))),
    entry(&["unblock"], "to lift the mark", ("people unblock", Carried::All("PERSON"))),
    entry(&["rename"], "to rename a person", ("people rename", Carried::All("OLD NEW"))),
    entry(&["buy", "bought", "purchase"], "to record credits that you bought", ("credits buy", Carried::All("N"))),
    entry(&["nudge", "nudges", "remind", "reminders"], "to see whom to nudge", ("followups", Carried::Options)),
    entry(&["snooze"], "to snooze a follow-up", ("followups snooze", Carried::All("PERSON"))),
    entry(&["pending"], "to see the pending invitations", ("invitations", Carried::Options)),
    entry(&["may", "can", "ask"], "to ask whether you may send", ("check", Carried::All("PERSON"))),
    entry(
        &["blocked", "restricted", "limited", "refused"],
        "to record that LinkedIn refused to send",
        ("stopped", Carried::Options),
    ),
    Tried {
        more: "; inquota people --not-written lists those you never wrote to",
        ..entry(&["connections", "connection"], "to list your contacts", ("people", Carried::Options))
    },
    entry(
        &["due", "overdue", "unanswered", "waiting", "who"],
        "to see who has not answered",
        ("followups", Carried::Options),
    ),
    entry(&["done"], "to settle a follow-up", ("followups done", Carried::All("PERSON"))),
    entry(&["close"], "to close a follow-up", ("followups close", Carried::All("PERSON"))),
    entry(&["calendar", "ics"], "to write a file for your calendar", ("next --ics", Carried::All("FILE"))),
    entry(&["tag", "tags"], "to see the figures by tag", ("summary --by tag", Carried::Options)),
    entry(&["template", "templates"], "to see the rates by template", ("stats --by template", Carried::Options)),
    entry(&["html", "page"], "to see the month as a page", ("summary --open", Carried::Options)),
    entry(&["csv"], "to export the ledger as CSV", ("export --format csv", Carried::Options)),
    entry(&["tz", "timezone"], "to see or change the time zone", ("zone", Carried::All(""))),
    entry(&["use", "switch", "account"], "to work on another account", ("config set account", Carried::All("NAME"))),
    entry(&["restore"], "to restore a backup", ("backup restore", Carried::All("NAME"))),
];

/// Words that people try after a command, with that command.
pub(super) const WITHIN: [(&str, Tried); 18] = [
    ("people", entry(&["find", "search", "show", "get"], "to find people", ("people", Carried::All("QUERY")))),
    (
        "people",
        entry(&["add", "new", "create"], "a person is added with what you record", ("log", Carried::All("PERSON"))),
    ),
    (
        "people",
        Tried {
            more: "; inquota people block marks someone you must not contact",
            ..entry(&["rm", "remove", "delete", "del"], "to take a record back", ("undo", Carried::Id))
        },
    ),
    ("people", entry(&["mv"], "to rename a person", ("people rename", Carried::All("OLD NEW")))),
    (
        "accounts",
        Tried {
            option: "--new-account",
            ..entry(&["add", "new", "create"], "to create an account", ("log PERSON --account", Carried::All("NAME")))
        },
    ),
    ("accounts", entry(&["rm", "delete", "del"], "to remove an account", ("accounts remove", Carried::All("NAME")))),
    ("accounts", entry(&["mv", "move"], "to rename an account", ("accounts rename", Carried::All("OLD NEW")))),
    (
        "accounts",
        entry(
            &["use", "switch", "select", "set"],
            "to work on another account",
            ("config set account", Carried::All("NAME")),
        ),
    ),
    (
        "config",
        entry(&["rm", "remove", "delete", "reset"], "to remove a setting", ("config unset", Carried::All("KEY"))),
    ),
    (
        "config",
        entry(&["init", "defaults", "template"], "to print a file to start from", ("config example", Carried::Options)),
    ),
    ("credits", entry(&["add", "bought"], "to record credits that you bought", ("credits buy", Carried::All("N")))),
    ("plan", entry(&["use", "switch", "change"], "to record your plan", ("plan set", Carried::All("NAME")))),
    ("plan", entry(&["current", "mine"], "to see your plan", ("plan", Carried::Options))),
    (
        "backup",
        Tried {
            more: "; inquota makes a backup by itself on the first write of each day",
            ..entry(&["now", "create", "new", "make", "add"], "to write a copy", ("export -o", Carried::All("FILE")))
        },
    ),
    ("history", entry(&["today"], "to choose records", ("history --from today", Carried::Options))),
    ("doctor", entry(&["fix", "repair"], "to repair the ledger", ("doctor --repair", Carried::Options))),
    ("zone", entry(&["set"], "to change the time zone", ("zone", Carried::All("NAME")))),
    ("followups", entry(&["clear", "finish"], "to settle a follow-up", ("followups done", Carried::All("PERSON")))),
];
