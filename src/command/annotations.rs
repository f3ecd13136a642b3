//! Notes, tags and template names, as the member gives them.

use crate::engine::record::{Annotations, Details, bare_tag};
use crate::engine::tag_figures::TaggedLedger;
use crate::engine::timeline::Timeline;
use crate::error::{Failure, nearest};
use crate::view::safe;

/// The longest note, tag or template name, in characters.
const LONGEST_TEXT: usize = 1000;

/// The most tags of a record.
const MOST_TAGS: usize = 50;

/// The most known tags that an error names.
const MOST_KNOWN: usize = 5;

/// A note, tag or template name without the spaces around it; `None` if it is blank.
///
/// # Errors
///
/// When it is too long. `what` names it in the message.
pub(super) fn tidy_text(what: &str, given: &str) -> Result<Option<String>, Failure> {
    let tidy = given.trim();
    if tidy.chars().count() > LONGEST_TEXT {
        let message = format!("the {what} has more than {LONGEST_TEXT} characters");
        return Err(Failure::input("too_long", message, "shorten it"));
    }
    Ok((!tidy.is_empty()).then(|| tidy.to_owned()))
}

/// The details of a record with these annotations.
pub(super) fn details(note: Option<&str>, tags: &[String], template: Option<&str>) -> Result<Details, Failure> {
    let read = |what, given: Option<&str>| given.map_or(Ok(None), |given| tidy_text(what, given));
    let template = read("template's name", template)?;
    Ok(Annotations { note: read("note", note)?, tags: tidy_tags(tags)?, template, ..Annotations::default() }.into())
}

/// The tags without blank and repeated ones.
pub(super) fn tidy_tags(given: &[String]) -> Result<Vec<String>, Failure> {
    let mut tags: Vec<String> = Vec::new();
    for tag in given {
        if let Some(tag) = tidy_text("tag", bare_tag(tag))?.filter(|tag| !tags.contains(tag)) {
            tags.push(tag);
        }
    }
    if tags.len() > MOST_TAGS {
        return Err(Failure::input("too_long", format!("there are more than {MOST_TAGS} tags"), "use fewer"));
    }
    Ok(tags)
}

/// The tag that is meant, of those with which something was sent.
///
/// # Errors
///
/// When nothing was: the tag is probably mistyped.
pub(super) fn known_tag<'a>(given: &str, timeline: &'a Timeline) -> Result<&'a str, Failure> {
    let (wanted, known) = (bare_tag(given), TaggedLedger::tags(timeline));
    if wanted.is_empty() {
        return Err(Failure::input("usage", "the tag is empty", "for what has no tag, see the last line of --by tag"));
    }
    if let Some(tag) = known.iter().find(|tag| **tag == wanted) {
        return Ok(tag);
    }
    let is_same_but_for_case = |tag: &&&str| tag.to_lowercase() == wanted.to_lowercase();
    let near = known.iter().find(is_same_but_for_case).copied().or_else(|| nearest(wanted, known.iter().copied()));
    let named: Vec<String> = known.iter().take(MOST_KNOWN).map(|tag| safe(tag)).collect();
    let hint = match (near, named.is_empty()) {
        (Some(near), _) => format!("did you mean {}?", safe(near)),
        (None, false) => format!("the latest tags are {}", named.join(", ")),
        (None, true) => "give a tag when you log: inquota log PERSON --tag TAG".to_owned(),
    };
    Err(Failure::input("unknown_tag", format!("nothing was sent with the tag {}", safe(wanted)), hint))
}
