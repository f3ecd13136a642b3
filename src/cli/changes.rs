//! Corrections: `undo`, `edit`, `zone`, `people`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

use super::number::{credits, row_count};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota undo                          what was entered last, as one
  inquota undo 12                       the record of this id, see history
  inquota redo                          brings back what was taken back last

Nothing is erased from the file. A change of the account's zone is no record: inquota zone changes it back.")]
pub(crate) struct Undo {
    /// The id of a record, as `history` shows it.
    #[arg(value_name = "ID", allow_negative_numbers = true)]
    pub(crate) id: Option<String>,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("becomes").args(["message", "inmail", "invite", "reply", "declined", "accepted", "withdrawn"]))]
#[command(after_help = "Examples:
  inquota edit 12 --at \"yesterday 18:30\"
  inquota edit 12 --person \"Jane Roe\"
  inquota edit 12 --inmail --free

The record keeps its id and its place among those of the same instant; `undo` takes the edit back.")]
pub(crate) struct Edit {
    /// The id of the record, as `history` shows it.
    #[arg(value_name = "ID", allow_negative_numbers = true)]
    pub(crate) id: String,
    /// It was about this person.
    #[arg(long, value_name = "PERSON")]
    pub(crate) person: Option<String>,
    /// A new person, whoever has a name like it.
    #[arg(long, requires = "person")]
    pub(crate) new: bool,
    /// It was a message.
    #[arg(long)]
    pub(crate) message: bool,
    /// It was an InMail.
    #[arg(long)]
    pub(crate) inmail: bool,
    /// It was an invitation.
    #[arg(long)]
    pub(crate) invite: bool,
    /// It was a response.
    #[arg(long)]
    pub(crate) reply: bool,
    /// It was a decline.
    #[arg(long)]
    pub(crate) declined: bool,
    /// It was an accepted invitation.
    #[arg(long)]
    pub(crate) accepted: bool,
    /// It was a withdrawn invitation.
    #[arg(long)]
    pub(crate) withdrawn: bool,
    /// The InMail spent no credit.
    #[arg(long, conflicts_with = "charged")]
    pub(crate) free: bool,
    /// The InMail was not free.
    #[arg(long)]
    pub(crate) charged: bool,
    /// The invitation carried a personal note.
    #[arg(long, conflicts_with = "without_note")]
    pub(crate) with_note: bool,
    /// The invitation carried no note.
    #[arg(long)]
    pub(crate) without_note: bool,
    /// The number of credits, of a purchase or a balance.
    #[arg(long, value_name = "N", value_parser = credits, allow_negative_numbers = true)]
    pub(crate) credits: Option<u32>,
    /// The first day on which the stop or the mark no longer holds; none takes it away.
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
    /// Words of your own; empty takes them away.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// The tags, all of them; may be given several times, and empty takes them away.
    #[arg(long = "tag", value_name = "TAG")]
    pub(crate) tags: Vec<String>,
    /// The name of the wording; empty takes it away.
    #[arg(long, value_name = "NAME")]
    pub(crate) template: Option<String>,
    /// The text (- is standard input): its fingerprint is kept.
    #[arg(long, value_name = "FILE", conflicts_with = "no_text")]
    pub(crate) text: Option<PathBuf>,
    /// Take the fingerprint of the text away.
    #[arg(long)]
    pub(crate) no_text: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota zone
  inquota zone Europe/Berlin
  inquota zone America/New_York

Days and months are those of this zone. A change re-reads every date that comes from an instant, and says which of \
today's figures it moved.")]
pub(crate) struct Zone {
    /// An IANA name, as in Europe/Berlin; without it, the zone is shown.
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "Examples:
  inquota people
  inquota people \"jan do\"               the beginnings of words: Jane Doe
  inquota people --not-written          connections not written to yet
  inquota people block \"Jane Doe\"       check says no whatever you ask about her
  inquota people link \"Jane Doe\" in/jane-doe

Whom you were in contact with last comes first: you wrote to them or invited them, or they responded or accepted. A \
terminal shows the first 50.")]
pub(crate) struct People {
    /// Those whose name or handle has words that begin so; case and accents make no difference.
    #[arg(value_name = "QUERY")]
    pub(crate) query: Option<String>,
    /// Those who are marked as not to be contacted.
    #[arg(long)]
    pub(crate) blocked: bool,
    /// Connections to whom you never sent a message or an InMail, the newest first.
    #[arg(long)]
    pub(crate) not_written: bool,
    /// At most this many.
    #[arg(short = 'n', long = "number", alias = "limit", value_name = "N")]
    #[arg(value_parser = row_count, allow_negative_numbers = true)]
    pub(crate) number: Option<u64>,
    /// All of them, on a terminal too.
    #[arg(long, conflicts_with = "number")]
    pub(crate) all: bool,
    /// What to put right.
    #[command(subcommand)]
    pub(crate) command: Option<PeopleCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PeopleCommand {
    /// Say which profile a person has
    #[command(after_help = "Examples:
  inquota people link \"Jane Doe\" in/jane-doe
  inquota people link jane https://www.linkedin.com/in/jane-doe

A handle, once known, decides: two people with one name and two handles are two people.")]
    Link {
        /// The person.
        #[arg(value_name = "NAME")]
        person: String,
        /// The handle (in/jane-doe, jane-doe) or profile address.
        #[arg(value_name = "HANDLE")]
        handle: String,
    },
    /// Give a person another name
    #[command(after_help = "Examples:
  inquota people rename \"Jane Doe\" \"Jane Smith\"
  inquota people rename in/jane-doe \"Jane Smith\"")]
    Rename {
        /// The person.
        #[arg(value_name = "OLD")]
        person: String,
        /// The name from now on.
        #[arg(value_name = "NEW")]
        name: String,
    },
    /// Two entries are one person: B's records become A's
    #[command(after_help = "Examples:
  inquota people merge \"Jane Doe\" \"J. Doe\"      Jane Doe stays
  inquota people merge in/jane-doe \"J. Doe\"

Every figure is reckoned anew, as if the records had always been of one person; undo parts them again.")]
    Merge {
        /// The entry that stays.
        #[arg(value_name = "A")]
        stays: String,
        /// The entry that goes.
        #[arg(value_name = "B")]
        goes: String,
    },
    /// Mark a person as not to be contacted, for good or until a date
    #[command(after_help = "Examples:
  inquota people block \"Jane Doe\"
  inquota people block in/jane-doe --until \"15 Jan\" --note \"on leave\"

While the mark holds, check says no to messages, InMails and invitations, and follow-ups leave the person \
out. What you log all the same is recorded, with a caution. A second mark replaces the first.")]
    Block(Block),
    /// Lift the mark not to contact a person
    #[command(after_help = "Examples:
  inquota people unblock \"Jane Doe\"
  inquota people unblock in/jane-doe --at yesterday")]
    Unblock(Unblock),
}

#[derive(Debug, Args)]
pub(crate) struct Block {
    /// A name, a handle (in/jane-doe) or a profile address.
    #[arg(value_name = "PERSON")]
    pub(crate) person: String,
    /// The first day on which the mark no longer holds, after today or the day of --at; without it, for good.
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
    /// Words of your own, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// A new person, whoever has a name like it; also one called May or Friday.
    #[arg(long)]
    pub(crate) new: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Unblock {
    /// A name, a handle (in/jane-doe) or a profile address.
    #[arg(value_name = "PERSON")]
    pub(crate) person: String,
    /// Words of your own, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
}
