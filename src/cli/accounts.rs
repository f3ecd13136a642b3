//! `accounts`.

use clap::{Args, Subcommand, ValueHint};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota accounts
  inquota accounts --json
  inquota plan set sales-navigator --account sales --new-account

An account is a ledger of its own, chosen with --account, INQUOTA_ACCOUNT or the setting `account`. --new-account \
begins one; without it, a name that does not exist is refused.")]
pub(crate) struct Accounts {
    /// What to do; without it, they are listed.
    #[command(subcommand)]
    pub(crate) command: Option<AccountsCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountsCommand {
    /// Rename an account; its ledger, its backups and the settings go along
    #[command(after_help = "Examples:
  inquota accounts rename sales sales-2026
  inquota accounts rename sales work --json

The account default cannot be renamed.")]
    Rename {
        /// The account.
        #[arg(value_name = "OLD")]
        old: String,
        /// Its new name.
        #[arg(value_name = "NEW", value_hint = ValueHint::Other)]
        new: String,
    },
    /// Remove an account; its ledger and its backups are kept aside
    #[command(after_help = "Examples:
  inquota accounts remove sales --yes
  inquota accounts remove sales --yes --json

Nothing is deleted: `inquota accounts restore sales` brings the account back, and `inquota accounts` lists what was \
removed. On a terminal, inquota asks first. The account default cannot be removed.")]
    Remove {
        /// The account.
        #[arg(value_name = "NAME")]
        name: String,
        /// Remove it without asking.
        #[arg(long, short)]
        yes: bool,
    },
    /// Bring back an account that was removed
    #[command(after_help = "Examples:
  inquota accounts restore sales
  inquota accounts restore sales-20261124T080000Z

Of several that had this name, it is the one removed last.")]
    Restore {
        /// The name it had, or the one under which it is kept.
        #[arg(value_name = "NAME")]
        name: String,
    },
}
