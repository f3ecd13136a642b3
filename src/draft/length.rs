//! The length of a draft against what LinkedIn takes.
//!
//! Where the limits come from: LinkedIn's Help gives 2,000 characters for an InMail and 200 for its subject, tool makers
//! give 1,900 for an InMail, 8,000 for a message, and 200 (free accounts) or 300 (paid ones) for a note. Nobody says how
//! LinkedIn counts an emoji. So a text is near its limit from 95 % on, which is 1,900 characters of an InMail.

use super::finding::{Finding, Problem};
use super::text::Text;

/// The most UTF-16 units of a message.
pub(super) const MESSAGE: usize = 8_000;
/// The most UTF-16 units of an InMail.
pub(super) const INMAIL: usize = 2_000;
/// The most UTF-16 units of a subject.
pub(super) const SUBJECT: usize = 200;

/// The percentage of a limit above which a text is near it.
const NEAR_PERCENT: usize = 95;

/// The most UTF-16 units of a first message that is short. In LinkedIn's own study of InMails, sent from May 2021 to April
/// 2022, those of up to 400 characters were answered 22 % more often than the average.
const SHORT_FIRST_MESSAGE: usize = 400;

/// A length and its limit, in UTF-16 units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The length.
    pub used: usize,
    /// The most that LinkedIn takes.
    pub limit: usize,
}

impl Length {
    /// What is left.
    pub fn remaining(self) -> usize {
        self.limit.saturating_sub(self.used)
    }

    fn problem(self) -> Option<Problem> {
        let Length { used, limit } = self;
        if used > limit {
            Some(Problem::TooLong { used, limit })
        } else if used * 100 > limit * NEAR_PERCENT {
            Some(Problem::NearLimit { used, limit })
        } else {
            None
        }
    }
}

/// The finding about the length of a text.
pub(super) fn finding(text: &Text, limit: usize) -> Option<Finding> {
    let length = Length { used: text.length(), limit };
    length.problem().map(|problem| Finding::whole(text, problem))
}

/// The finding that a first message is long.
pub(super) fn long_first_message(text: &Text) -> Option<Finding> {
    let used = text.length();
    (used > SHORT_FIRST_MESSAGE).then(|| Finding::whole(text, Problem::LongFirstMessage { used }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(length: usize, limit: usize) -> Option<&'static str> {
        finding(&Text::body(&"x".repeat(length)), limit).map(|finding| finding.problem.code())
    }

    #[test]
    fn a_text_may_be_as_long_as_the_limit() {
        // 95 % of 2000 is 1900, of 200 is 190, of 300 is 285, of 8000 is 7600.
        for (limit, near) in [(2000, 1900), (200, 190), (300, 285), (8000, 7600)] {
            assert_eq!(code(near, limit), None);
            assert_eq!(code(near + 1, limit), Some("near_limit"));
            assert_eq!(code(limit, limit), Some("near_limit"));
            assert_eq!(code(limit + 1, limit), Some("too_long"));
        }
    }

    #[test]
    fn an_emoji_is_two_units() {
        assert!(finding(&Text::body(&"👋".repeat(100)), 200).is_some_and(|near| near.problem.code() == "near_limit"));
        assert!(finding(&Text::body(&"👋".repeat(101)), 200).is_some_and(|long| long.problem.code() == "too_long"));
    }

    #[test]
    fn a_first_message_is_long_from_401_units_on() {
        assert_eq!(long_first_message(&Text::body(&"x".repeat(400))), None);
        assert!(long_first_message(&Text::body(&"x".repeat(401))).is_some());
    }
}
