//! Before a message is sent: `draft`.

use std::path::PathBuf;

use clap::{ArgGroup, Args};

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("kind").args(["message", "inmail", "invite"]))]
#[command(after_help = "Examples:
  inquota draft note.txt --to \"Jane Doe\" --invite
  inquota draft - --inmail --subject \"A question\" < note.txt

Without FILE or a pipe, your editor opens: $VISUAL, else $EDITOR.

Exit code 0: fit to send; 1: not, because a finding says `no`. With --to, the answer of check is shown too; it does \
not change the exit code.

If at least 3 other people got nearly this text in the last 30 days, you get a warning, from 10 people a stronger one, \
and from 20 a no (settings alike_few, alike_many, alike_most). inquota only knows texts recorded with log --text.

inquota keeps and sends nothing of the draft. It counts lengths as a text box on a web page does: an emoji is 2 or \
more. A draft without --to, or to someone you never sent anything, is a first message. A text that you write in your \
editor is printed after the findings, because no file of it remains.

Sources: LinkedIn's Help (InMail 2000, subject 200), tool makers (InMail 1900, message 8000, note 200 or 300 on a paid \
plan), and LinkedIn's 2022 study of InMails (those of up to 400 characters get the most answers).")]
pub(crate) struct Draft {
    /// A file with the text, or - for standard input. Default: a pipe or, on a terminal, your editor.
    #[arg(value_name = "FILE")]
    pub(crate) text: Option<PathBuf>,
    /// Whom it is for, by name, handle or profile address.
    #[arg(long, value_name = "PERSON")]
    pub(crate) to: Option<String>,
    /// A message to a connection; the default.
    #[arg(long)]
    pub(crate) message: bool,
    /// An InMail.
    #[arg(long)]
    pub(crate) inmail: bool,
    /// The note of an invitation.
    #[arg(long)]
    pub(crate) invite: bool,
    /// The subject of the InMail.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) subject: Option<String>,
}
