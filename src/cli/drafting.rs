//! Before a message is sent: `draft`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("kind").args(["message", "inmail", "invite"]))]
#[command(after_help = "Examples:
  inquota draft note.txt --to \"Jane Doe\" --invite
  inquota draft - --inmail --subject \"A question\" < note.txt

Without FILE and without a pipe, your editor opens: $VISUAL, else $EDITOR.

Exit code 0: fit to send; 1: not, because of a finding with `no`. What check says of PERSON is shown, and does not \
change the exit code.

How many other people got nearly this text in the last 30 days is known for what log --text recorded: from 3 people on \
a caution, from 10 on a stronger one, from 20 on a no (settings alike_few, alike_many, alike_most).

The draft is read once. Nothing of it is kept or sent. Lengths count as the box of a web page does: an emoji is 2 or \
more. A draft without --to, or to somebody who was sent nothing before, is a first message. A text that you write in \
your editor is printed after the findings, because no file of it stays.

Sources: LinkedIn's Help (InMail 2000, subject 200), tool makers (InMail 1900, message 8000, note 200 or 300 on a paid \
plan), LinkedIn's study of InMails of 2022 (up to 400 characters are answered most).")]
pub(crate) struct Draft {
    /// A file with the text; - or a pipe is standard input. Without one, your editor on a terminal.
    #[arg(value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
    /// Whom it is for: a name, a handle (in/jane-doe) or a profile address.
    #[arg(long, value_name = "PERSON")]
    pub(crate) to: Option<String>,
    /// It is a message to a connection; the default.
    #[arg(long)]
    pub(crate) message: bool,
    /// It is an InMail.
    #[arg(long)]
    pub(crate) inmail: bool,
    /// It is the note of an invitation.
    #[arg(long)]
    pub(crate) invite: bool,
    /// The subject of the InMail.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) subject: Option<String>,
}
