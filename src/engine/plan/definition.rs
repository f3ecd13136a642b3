//! Plan definitions: named plans and the sources of their numbers (rules 7).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Cadence, PlanNumber, PlanNumbers};

/// Who a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Attribution {
    /// The member.
    Member,
    /// The messaging guide, on which `free` and `premium` are based.
    Guide,
    /// LinkedIn.
    #[serde(rename(serialize = "linkedin"))]
    Official,
    /// Others: LinkedIn publishes no such number.
    Reported,
    /// inquota: no source settles it.
    Assumed,
}

/// Where a number comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberSource {
    /// Who it comes from.
    pub whose: Attribution,
    /// The publication.
    pub text: String,
    /// The date of the publication, if known.
    pub dated: String,
}

impl NumberSource {
    /// Whether it has a date: that of the publication, or of the day on which it was read.
    pub fn is_dated(&self) -> bool {
        self.dated.bytes().any(|byte| byte.is_ascii_digit())
    }

    /// The day on which it was read, if its date says so: "undated copy, read 2026-11-28".
    pub fn read_on(&self) -> Option<NaiveDate> {
        self.split_date().1
    }

    /// Its date without the day on which it was read: "undated copy".
    pub fn published(&self) -> &str {
        self.split_date().0
    }

    fn split_date(&self) -> (&str, Option<NaiveDate>) {
        let parts = match self.dated.strip_prefix("read ") {
            Some(read) => Some(("", read)),
            None => self.dated.split_once(", read "),
        };
        let split = parts.and_then(|(published, read)| Some((published, read.parse().ok()?)));
        split.map_or((&self.dated, None), |(published, read)| (published, Some(read)))
    }

    /// Whether it says that LinkedIn limits what the number counts, but publishes no number. LinkedIn's pages say this
    /// of messages and invitations; of personal notes, they say that some plans have no limit.
    pub fn withholds(&self, number: PlanNumber) -> bool {
        let is_unpublished = matches!(number, PlanNumber::Daily | PlanNumber::Monthly | PlanNumber::Invitations);
        self.whose == Attribution::Official && is_unpublished
    }
}

/// What LinkedIn does with a second InMail to someone who has not answered the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondInMail {
    /// LinkedIn's own pages disagree.
    #[default]
    Unsettled,
    /// It is sent, and costs another credit.
    Charged,
    /// It can be sent at once or as a scheduled follow-up, and costs another credit.
    FollowUp,
    /// LinkedIn's own pages disagree; there are no scheduled follow-ups.
    NoFollowUp,
}

/// A named plan: its numbers and their sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDefinition {
    /// The plan's name, in lower case.
    pub name: String,
    /// A short description.
    pub title: String,
    /// Its numbers.
    pub numbers: PlanNumbers,
    /// Where each number comes from.
    pub sources: BTreeMap<PlanNumber, NumberSource>,
    /// What LinkedIn does with a second InMail before an answer.
    pub second_inmail: SecondInMail,
    /// Whether LinkedIn sells credits in addition to those of the plan, according to its pages.
    pub sells_credits: bool,
    /// Whether LinkedIn may restrict sending if too few InMails are answered (rules 8.2).
    pub has_response_floor: bool,
    /// Other names for it, in lower case.
    pub aliases: Vec<String>,
    /// Whether no source gives its InMail credits, so that the member must.
    pub needs_credits: bool,
    /// The most UTF-16 units of the note of an invitation.
    pub note_length: u32,
}

/// The most UTF-16 units of a note on a free account, and on a paid one. Tool makers report both; LinkedIn publishes
/// neither.
const NOTE_LENGTHS: (u32, u32) = (200, 300);

/// The most UTF-16 units of a note on a plan for which no length is given. Plans that limit the number of notes are
/// free ones.
pub fn note_length_by(numbers: &PlanNumbers) -> u32 {
    if numbers.notes.is_some() { NOTE_LENGTHS.0 } else { NOTE_LENGTHS.1 }
}

impl PlanDefinition {
    /// Whether a renewal day can be given. Only billing plans have one.
    pub fn has_renewal_day(&self) -> bool {
        self.numbers.cadence == Cadence::Billing
    }

    /// Its name and its aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str)
    }

    /// Whether each number that it has is from a source with a date.
    pub fn is_dated(&self) -> bool {
        let has = |number: &PlanNumber| self.numbers.get(*number).0.is_some();
        self.sources.iter().filter(|(number, _)| has(number)).all(|(_, source)| source.is_dated())
    }

    /// Whether it has numbers of the messaging guide.
    pub fn is_of_the_guide(&self) -> bool {
        self.sources.values().any(|source| source.whose == Attribution::Guide)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_may_say_when_the_source_was_read() {
        let split = |dated: &str| {
            let source = NumberSource { whose: Attribution::Member, text: String::new(), dated: dated.to_owned() };
            (source.published().to_owned(), source.read_on().map(|date| date.to_string()).unwrap_or_default())
        };
        for (dated, published, read) in [
            ("undated copy, read 2026-11-28", "undated copy", "2026-11-28"),
            ("read 2026-11-28", "", "2026-11-28"),
            ("plan of 2026-02, read 2026-11-28", "plan of 2026-02", "2026-11-28"),
            ("2014-09", "2014-09", ""),
            ("a page, read twice", "a page, read twice", ""),
            ("", "", ""),
        ] {
            assert_eq!(split(dated), (published.to_owned(), read.to_owned()), "{dated}");
        }
    }
}
