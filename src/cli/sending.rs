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
    /// The invitation carries a personal note.
    #[arg(long, requires = "invite", conflicts_with_all = ["message", "inmail"])]
    pub(crate) with_note: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota log \"Jane Doe\"
  inquota log \"Ravi Patel\" --inmail --at \"yesterday 18:30\" --tag spring
  inquota log in/ana-lima --invite --with-note --guard
  inquota log \"Jane Doe\" \"Ravi Patel\" --tag spring
  inquota log - --invite < names.txt     a name a line
  inquota log \"Jane Doe\" --text draft.txt

Several people are recorded all or none, and `undo` takes them back as one; `undo ID` takes back one of them. From standard \
input, blank lines and those that begin with # are passed over. On a terminal, `log` without anybody offers the people due for a reminder and those of late to choose from.

A name need not be whole, and accents and punctuation do not matter: zoe finds Zoë, oneill finds O'Neill. A date, a \
number, an e-mail address or a command is no name; --new records somebody called May all the same.

Of a text, a fingerprint of 32 bytes is kept, and the text nowhere. That of an invitation is its note.

Whoever answered before costs nothing. Assumption: a credit is spent from the lot that expires soonest, on a tie from \
the one given earlier; lots that never expire come last.")]
pub(crate) struct Log {
    /// Names, handles (in/jane-doe) or profile addresses; - reads names from standard input.
    #[arg(value_name = "PERSON")]
    pub(crate) people: Vec<String>,
    /// Of which kind.
    #[command(flatten)]
    pub(crate) sending: Sending,
    /// Words of your own, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// A tag; may be given several times.
    #[arg(long = "tag", value_name = "TAG")]
    pub(crate) tags: Vec<String>,
    /// The name of the wording that you used.
    #[arg(long, value_name = "NAME")]
    pub(crate) template: Option<String>,
    /// The text (- is standard input): its fingerprint is kept.
    #[arg(long, value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
    /// Record only if `check` would say yes; else exit code 1 and nothing is recorded.
    #[arg(long)]
    pub(crate) guard: bool,
    /// A new person, whoever has a name like it; also one called May or Friday.
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
    /// Words of your own, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// A new person, whoever has a name like it; also one called May or Friday.
    #[arg(long)]
    pub(crate) new: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota accepted \"Ana Lima\"
  inquota accepted in/ana-lima --at yesterday

A connection now, and no response: messages to them still count. If no invitation of yours is
pending, it counts as received: they invited you.")]
pub(crate) struct Accepted {
    /// A name, a handle (in/jane-doe) or a profile address; on a terminal, you can also choose.
    #[arg(value_name = "PERSON")]
    pub(crate) person: Option<String>,
    /// Words of your own, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// A new person, whoever has a name like it; also one called May or Friday.
    #[arg(long)]
    pub(crate) new: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota withdraw \"Ana Lima\"
  inquota withdraw in/ana-lima --at yesterday
  inquota withdraw - < names.txt         a name a line

The invitation still counts in its day, week and month. For 21 days LinkedIn does not let you invite
the same person again, and check says no. Several people are recorded all or none, and `undo` takes
them back as one. `inquota invitations --older 21` lists old ones.")]
pub(crate) struct Withdraw {
    /// Names, handles (in/jane-doe) or profile addresses; - reads names from standard input.
    #[arg(value_name = "PERSON")]
    pub(crate) people: Vec<String>,
    /// Words of your own, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("kind").args(["message", "inmail", "invite"]))]
#[command(after_help = "Examples:
  inquota stopped                       LinkedIn sends no more messages today
  inquota stopped --invite --at \"2h ago\"
  inquota stopped --inmail --until monday
  inquota stopped --invite --lifted     it sends them again

Until DATE, check says no to that kind, to open conversations and free InMails too. Assumption, without \
DATE: for the rest of the day (messages, InMails), 168 hours (invitations), or the rest of the month \
(notes). Another stop of the same kind replaces the first. Status and plan show the count at which \
LinkedIn stopped you.")]
pub(crate) struct Stopped {
    /// It refused a message; the default.
    #[arg(long)]
    pub(crate) message: bool,
    /// It refused an InMail.
    #[arg(long)]
    pub(crate) inmail: bool,
    /// It refused an invitation.
    #[arg(long)]
    pub(crate) invite: bool,
    /// It refused the personal note; invitations without one are still sent.
    #[arg(long, requires = "invite", conflicts_with_all = ["message", "inmail"])]
    pub(crate) with_note: bool,
    /// The first day on which LinkedIn sends again; after today, or after the day of --at.
    #[arg(long, value_name = "DATE", conflicts_with = "lifted")]
    pub(crate) until: Option<String>,
    /// LinkedIn sends again: the stop is over.
    #[arg(long)]
    pub(crate) lifted: bool,
    /// Words of your own, kept with the record.
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
    /// A name, a handle (in/jane-doe) or a profile address; a new person when left out.
    #[arg(value_name = "PERSON")]
    pub(crate) person: Option<String>,
    /// Of which kind.
    #[command(flatten)]
    pub(crate) sending: Sending,
    /// To this many new people.
    #[arg(short = 'n', long = "number", alias = "limit", value_name = "N", conflicts_with = "person")]
    #[arg(value_parser = people_count, allow_negative_numbers = true)]
    pub(crate) number: Option<u32>,
}
