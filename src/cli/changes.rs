//! Corrections: `undo`, `edit`, `zone`, `people`.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

use super::number::{credits, row_count};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota undo                          what you entered last
  inquota undo 12                       the record with this id: see history
  inquota redo                          brings back what you took back last

Nothing is erased from the file. The time zone is not a record: change it back with inquota zone NAME.")]
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

The record keeps its id, and its place among records of the same time. `undo` takes the edit back.")]
pub(crate) struct Edit {
    /// The id of the record, as `history` shows it.
    #[arg(value_name = "ID", allow_negative_numbers = true)]
    pub(crate) id: String,
    /// It was about this person.
    #[arg(long, value_name = "PERSON")]
    pub(crate) person: Option<String>,
    /// A new person, even if the name resembles another.
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
    /// The invitation had a personal note.
    #[arg(long, conflicts_with = "without_note")]
    pub(crate) with_note: bool,
    /// The invitation had no note.
    #[arg(long)]
    pub(crate) without_note: bool,
    /// The number of credits of a purchase or a balance.
    #[arg(long, value_name = "N", value_parser = credits, allow_negative_numbers = true)]
    pub(crate) credits: Option<u32>,
    /// The first day without the stop or the mark; none removes the date.
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
    /// Your own note; an empty text removes it.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// The tags, instead of the present ones; can be repeated, and an empty text removes them.
    #[arg(long = "tag", value_name = "TAG")]
    pub(crate) tags: Vec<String>,
    /// The name of the template; an empty text removes it.
    #[arg(long, value_name = "NAME")]
    pub(crate) template: Option<String>,
    /// A file with the text, or - for standard input; inquota keeps only its fingerprint.
    #[arg(long, value_name = "FILE", conflicts_with = "no_text")]
    pub(crate) text: Option<PathBuf>,
    /// Remove the fingerprint of the text.
    #[arg(long)]
    pub(crate) no_text: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota zone
  inquota zone Europe/Berlin
  inquota zone America/New_York

Days and months follow this zone. A change moves every date that comes from an instant, and says which of today's \
figures changed.")]
pub(crate) struct Zone {
    /// An IANA name, such as Europe/Berlin; without it, shows the zone.
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "Examples:
  inquota people
  inquota people \"jan do\"               finds Jane Doe by the starts of words
  inquota people --not-written          connections you have not written to
  inquota people block \"Jane Doe\"       check says no to anything about her
  inquota people link \"Jane Doe\" in/jane-doe

The latest contact comes first: you wrote to them or invited them, or they responded or accepted. A terminal shows \
the first 50.")]
pub(crate) struct People {
    /// Starts of words in the name or handle; ignores case and accents.
    #[arg(value_name = "QUERY")]
    pub(crate) query: Option<String>,
    /// Only people marked as do not contact.
    #[arg(long)]
    pub(crate) blocked: bool,
    /// Only connections you never wrote to; newest first.
    #[arg(long)]
    pub(crate) not_written: bool,
    /// Show at most this many.
    #[arg(short = 'n', long = "number", alias = "limit", value_name = "N")]
    #[arg(value_parser = row_count, allow_negative_numbers = true)]
    pub(crate) number: Option<u64>,
    /// Show all of them, on a terminal too.
    #[arg(long, conflicts_with = "number")]
    pub(crate) all: bool,
    /// What to correct; without it, the people are listed.
    #[command(subcommand)]
    pub(crate) command: Option<PeopleCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PeopleCommand {
    /// Link a person to their LinkedIn profile
    #[command(after_help = "Examples:
  inquota people link \"Jane Doe\" in/jane-doe
  inquota people link jane https://www.linkedin.com/in/jane-doe

Once known, the handle decides: two people with the same name and different handles are two people.")]
    Link {
        /// The person.
        #[arg(value_name = "NAME")]
        person: String,
        /// The handle (in/jane-doe, jane-doe) or profile address.
        #[arg(value_name = "HANDLE")]
        handle: String,
    },
    /// Rename a person
    #[command(after_help = "Examples:
  inquota people rename \"Jane Doe\" \"Jane Smith\"
  inquota people rename in/jane-doe \"Jane Smith\"")]
    Rename {
        /// The person.
        #[arg(value_name = "OLD")]
        person: String,
        /// The new name.
        #[arg(value_name = "NEW")]
        name: String,
    },
    /// Merge two entries of one person: B's records become A's
    #[command(after_help = "Examples:
  inquota people merge \"Jane Doe\" \"J. Doe\"      Jane Doe stays
  inquota people merge in/jane-doe \"J. Doe\"

inquota counts again, as if the records had always been of one person. `undo` separates them.")]
    Merge {
        /// The entry that stays.
        #[arg(value_name = "A")]
        stays: String,
        /// The entry that goes.
        #[arg(value_name = "B")]
        goes: String,
    },
    /// Mark a person as do not contact, for good or until a date
    #[command(after_help = "Examples:
  inquota people block \"Jane Doe\"
  inquota people block in/jane-doe --until \"15 Jan\" --note \"on leave\"

While the mark is in force, check says no to messages, InMails and invitations, and follow-ups leave the person \
out. `log` still records what you sent, with a warning. A second mark replaces the first.")]
    Block(Block),
    /// Lift a person's do-not-contact mark
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
    /// The first day without the mark; after today or the day of --at. Default: for good.
    #[arg(long, value_name = "DATE")]
    pub(crate) until: Option<String>,
    /// Your own note, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// Record a new person, even if the name resembles another; also one called May or Friday.
    #[arg(long)]
    pub(crate) new: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Unblock {
    /// A name, a handle (in/jane-doe) or a profile address.
    #[arg(value_name = "PERSON")]
    pub(crate) person: String,
    /// Your own note, kept with the record.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
}
