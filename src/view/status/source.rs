//! Who set a number of the plan, in a word, and what the word means.

use crate::engine::plan::Attribution;

/// Who set a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Named(Attribution),
    /// Nobody but LinkedIn knows it.
    NotPublished,
}

impl Source {
    /// All of them, in the order in which they are explained.
    pub(super) const ALL: [Source; 6] = [
        Source::Named(Attribution::Member),
        Source::Named(Attribution::Guide),
        Source::Named(Attribution::Official),
        Source::Named(Attribution::Reported),
        Source::Named(Attribution::Assumed),
        Source::NotPublished,
    ];

    /// The word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Source::Named(Attribution::Member) => "yours",
            Source::Named(Attribution::Guide) => "guide",
            Source::Named(Attribution::Official) => "LinkedIn",
            Source::Named(Attribution::Reported) => "reported",
            Source::Named(Attribution::Assumed) => "assumed",
            Source::NotPublished => "not published",
        }
    }

    /// What the word means.
    pub(super) fn meaning(self) -> &'static str {
        match self {
            Source::Named(Attribution::Member) => "you set it",
            Source::Named(Attribution::Guide) => "the messaging guide says so, not LinkedIn",
            Source::Named(Attribution::Official) => "LinkedIn's own pages say so",
            Source::Named(Attribution::Reported) => "others report it; LinkedIn publishes no number",
            Source::Named(Attribution::Assumed) => "inquota assumes it; no source settles it",
            Source::NotPublished => "LinkedIn limits these too, and publishes no number",
        }
    }
}
