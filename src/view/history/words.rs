//! What became of a record, in full: the second line of `history --verbose`.

use super::row::{Gone, HistoryRow, Specifics};
use crate::engine::outcome::NotReturned;
use crate::settings::ClockFormat;
use crate::view::counted::{in_words, over_in_words};
use crate::view::format::{credits, moment, safe, signed};
use crate::view::reply::why_not_returned;

impl HistoryRow {
    /// What the record counted as and why, when it was recorded, and its tags, template and note.
    pub(super) fn second_line(&self, clock: ClockFormat) -> String {
        let recorded = format!("recorded {}", moment(self.recorded_at, clock));
        let parts = [self.result_in_words(clock), recorded, self.annotations_in_words()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
    }

    /// The outcome in words; empty if there is nothing to say.
    fn result_in_words(&self, clock: ClockFormat) -> String {
        if self.taken_back {
            return "undone".to_owned();
        }
        let result = match &self.counted {
            Some(counted) if !counted.over.is_empty() => {
                format!("{}, {}", in_words(counted), over_in_words(&counted.over))
            }
            Some(counted) => in_words(counted).to_owned(),
            None if self.change.brief.is_some() => self.change.words.clone(),
            None => self.specifics.in_words(clock),
        };
        match (self.edited, result.as_str()) {
            (true, "") => "corrected".to_owned(),
            (true, result) => format!("{result}; corrected"),
            (false, _) => result,
        }
    }

    /// The tags, the template and the note, and whether there is a fingerprint of the text.
    fn annotations_in_words(&self) -> String {
        let tags = self.tags.iter().map(|tag| format!("#{}", safe(tag.trim_start_matches('#'))));
        let template = self.template.iter().map(|template| format!("[{}]", safe(template)));
        let note = self.note.iter().map(|note| safe(note));
        let wording = self.wording.map(|_| "(fingerprint of the text kept)".to_owned());
        tags.chain(template).chain(note).chain(wording).collect::<Vec<_>>().join(" ")
    }
}

impl Specifics {
    /// What the record did; empty if there is nothing to say.
    fn in_words(&self, clock: ClockFormat) -> String {
        match self {
            Specifics::Response { opened, credits_returned, not_returned } => {
                response_in_words(*opened, *credits_returned, *not_returned)
            }
            Specifics::Connection { words, .. } => (*words).to_owned(),
            Specifics::Purchase { gone: Gone::Never, .. } => "no expiry".to_owned(),
            Specifics::Purchase { gone: Gone::From(date), .. } => format!("expiring {}", date.day(clock)),
            Specifics::Balance { gap: Some(0), .. } => "no difference".to_owned(),
            Specifics::Balance { gap: Some(gap), .. } => format!("adjusted by {}", signed(*gap)),
            Specifics::Plan { change, .. } => change.clone(),
            Specifics::Stopped { stopped } => stopped.in_words(clock),
            Specifics::Lifted { lifted } => lifted.in_words(),
            _ => String::new(),
        }
    }
}

/// "opened the conversation, 1 credit came back". That no InMail was waiting is not said: most responses are to messages.
fn response_in_words(opened: bool, credits_returned: u32, not_returned: Option<NotReturned>) -> String {
    let opened = opened.then(|| "opened the conversation".to_owned());
    let back = (credits_returned > 0).then(|| format!("{} came back", credits(credits_returned.into())));
    let not_back = not_returned.filter(|why| *why != NotReturned::NoInMail);
    let not_back = not_back.map(|why| format!("no credit came back: {}", why_not_returned(why)));
    opened.into_iter().chain(back).chain(not_back).collect::<Vec<_>>().join(", ")
}
