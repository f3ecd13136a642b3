//! Sends and their answers: `log`, `reply`, `accepted`, `withdraw`, `stopped`, `check`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use super::number::people_count;

// The kind of a send: a message, unless a flag says otherwise.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("kind").args(["message", "inmail", "invite"]))]
pub(crate) struct Sending {
    /// A message to a connection; the default.
    #[arg(long)]
    pub(crate) message: bool,
    /// An InMail.
    #[arg(long)]
    pub(crate) inmail: bool,
    /// An invitation to connect.
    #[arg(long)]
    pub(crate) invite: bool,
    /// The InMail spends no credit (Open Profile, group member, 1st-degree).
    #[arg(long, requires = "inmail", conflicts_with_all = ["message", "invite"])]
    pub(crate) free: bool,
    /// The invitation has a personal note.
    #[arg(long, requires = "invite", conflicts_with_all = ["message", "inmail"])]
    pub(crate) with_note: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota log \"Jane Doe\"
  inquota log \"Ravi Patel\" --inmail --at \"yesterday 18:30\" --tag spring
  inquota log in/ana-lima --invite --with-note --guard
  inquota log \"Jane Doe\" \"Ravi Patel\" --tag spring
  inquota log - --invite < names.txt     one name per line
  inquota log \"Jane Doe\" --text draft.txt

inquota records several people together or not at all. `undo` takes all of them back; `undo ID` takes back one. In \
standard input, it skips blank lines and lines that start with #. On a terminal, `log` without a name lets you choose \
from due and recent people.

Part of a name is enough, and accents and punctuation do not matter: zoe finds Zoë, oneill finds O'Neill. A date, a \
number, an e-mail address or a command is refused as a name; for someone called May, add --new.

Of a text, inquota keeps only a fingerprint of 32 bytes. The text of an invitation is its note.

Messages and InMails to people who have ever answered cost nothing. Assumption: a credit is spent from the lot that \
expires soonest, at a tie from the older one; lots that never expire come last.")]
pub(crate) struct Log {
    /// Names, handles (in/jane-doe) or profile addresses; - reads names from standard input.
    #[arg(value_name = "PERSON")]
    pub(crate) people: Vec<String>,
    /// Of which kind.
    #[command(flatten)]
    pub(crate) sending: Sending,
    /// Your own note, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// A tag; can be repeated.
    #[arg(long = "tag", value_name = "TAG")]
    pub(crate) tags: Vec<String>,
    /// The name of the template that you used.
    #[arg(long, value_name = "NAME")]
    pub(crate) template: Option<String>,
    /// A file with the text, or - for standard input; inquota keeps only its fingerprint.
    #[arg(long, value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
    /// Record only if `check` would say yes; else exit code 1 and nothing is recorded.
    #[arg(long)]
    pub(crate) guard: bool,
    /// Record a new person, even if the name resembles another; also one called May or Friday.
    #[arg(long)]
    pub(crate) new: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota reply \"Jane Doe\"
  inquota reply \"Ravi Patel\" --declined --at yesterday

Assumption: a credit that comes back lasts as long as the plan's other credits, from the day of the response.")]
pub(crate) struct Reply {
    /// A name, a handle (in/jane-doe) or a profile address; on a terminal, you can also choose.
    #[arg(value_name = "PERSON")]
    pub(crate) person: Option<String>,
    /// They declined the InMail: a response that opens no conversation.
    #[arg(long)]
    pub(crate) declined: bool,
    /// Your own note, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// Record a new person, even if the name resembles another; also one called May or Friday.
    #[arg(long)]
    pub(crate) new: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota accepted \"Ana Lima\"
  inquota accepted in/ana-lima --at yesterday

They are a connection now, but have not responded: messages to them still count. Without a pending invitation of \
yours, it counts as received: they invited you.")]
pub(crate) struct Accepted {
    /// A name, a handle (in/jane-doe) or a profile address; on a terminal, you can also choose.
    #[arg(value_name = "PERSON")]
    pub(crate) person: Option<String>,
    /// Your own note, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// Record a new person, even if the name resembles another; also one called May or Friday.
    #[arg(long)]
    pub(crate) new: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota withdraw \"Ana Lima\"
  inquota withdraw in/ana-lima --at yesterday
  inquota withdraw - < names.txt         one name per line

The invitation still counts in its day, week and month. LinkedIn does not let you invite the same person again for 21 \
days, and check says no. inquota records several people together or not at all, and `undo` takes all of them back. \
`inquota invitations --older 21` lists old invitations.")]
pub(crate) struct Withdraw {
    /// Names, handles (in/jane-doe) or profile addresses; - reads names from standard input.
    #[arg(value_name = "PERSON")]
    pub(crate) people: Vec<String>,
    /// Your own note, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("kind").args(["message", "inmail", "invite"]))]
#[command(after_help = "Examples:
  inquota stopped                       LinkedIn sends no more messages today
  inquota stopped --invite --at \"2h ago\"
  inquota stopped --inmail --until monday
  inquota stopped --invite --lifted     LinkedIn sends them again

Until DATE, check says no to that kind, including open conversations and free InMails. Assumption: without DATE, the \
stop lasts for the rest of the day (messages, InMails), 168 hours (invitations) or the rest of the month (notes). \
Another stop of the same kind replaces the first. `status` and `plan` show the count at which LinkedIn stopped you.")]
pub(crate) struct Stopped {
    /// LinkedIn refused a message; the default.
    #[arg(long)]
    pub(crate) message: bool,
    /// LinkedIn refused an InMail.
    #[arg(long)]
    pub(crate) inmail: bool,
    /// LinkedIn refused an invitation.
    #[arg(long)]
    pub(crate) invite: bool,
    /// LinkedIn refused the personal note; invitations without one can still be sent.
    #[arg(long, requires = "invite", conflicts_with_all = ["message", "inmail"])]
    pub(crate) with_note: bool,
    /// The first day on which LinkedIn sends again; after today, or after the day of --at.
    #[arg(long, value_name = "DATE", conflicts_with = "lifted")]
    pub(crate) until: Option<String>,
    /// LinkedIn sends again: the stop is over.
    #[arg(long)]
    pub(crate) lifted: bool,
    /// Your own note, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota check \"Jane Doe\"
  inquota check --inmail -n 3           three InMails to new people
  inquota check --invite --with-note && echo go

Assumption: an InMail spends a credit of the lot that expires soonest; lots that never expire come last.")]
pub(crate) struct Check {
    /// A name, a handle (in/jane-doe) or a profile address. Default: a new person.
    #[arg(value_name = "PERSON")]
    pub(crate) person: Option<String>,
    /// Of which kind.
    #[command(flatten)]
    pub(crate) sending: Sending,
    /// Ask for this many new people.
    #[arg(short = 'n', long = "number", alias = "limit", value_name = "N", conflicts_with = "person")]
    #[arg(value_parser = people_count, allow_negative_numbers = true)]
    pub(crate) number: Option<u32>,
}
