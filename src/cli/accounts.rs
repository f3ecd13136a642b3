//! `accounts`.

use clap::{Args, Subcommand, ValueHint};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  inquota accounts
  inquota accounts --json
  inquota plan set sales-navigator --account sales --new-account

An account has its own ledger. Choose one with --account, INQUOTA_ACCOUNT or the setting `account`. --new-account \
creates it; without that option, an unknown name is an error.")]
pub(crate) struct Accounts {
    /// What to do; without it, they are listed.
    #[command(subcommand)]
    pub(crate) command: Option<AccountsCommand>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AccountsCommand {
    /// Rename an account; its ledger, backups and settings follow
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
    /// Remove an account; inquota keeps its ledger and its backups
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
    /// Restore a removed account
    #[command(after_help = "Examples:
  inquota accounts restore sales
  inquota accounts restore sales-20261124T080000Z

If several had this name, it restores the one removed last.")]
    Restore {
        /// Its former name, or the name under which inquota keeps it.
        #[arg(value_name = "NAME")]
        name: String,
    },
}
