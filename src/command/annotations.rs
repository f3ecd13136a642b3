//! Notes, tags and template names, as the member gives them.

use crate::engine::record::{Annotations, Details};
use crate::error::Failure;

/// The longest note, tag or template name, in characters.
const LONGEST_TEXT: usize = 1000;

/// The most tags of a record.
const MOST_TAGS: usize = 50;

/// A note, tag or template name without the spaces around it; `None` if it is blank.
///
/// # Errors
///
/// When it is too long. `what` names it in the message.
pub(super) fn tidy_text(what: &str, given: &str) -> Result<Option<String>, Failure> {
    let tidy = given.trim();
    if tidy.chars().count() > LONGEST_TEXT {
        let message = format!("the {what} has more than {LONGEST_TEXT} characters");
        return Err(Failure::input("too_long", message, "say it in fewer words"));
    }
    Ok((!tidy.is_empty()).then(|| tidy.to_owned()))
}

/// The details of a record with these annotations.
pub(super) fn details(note: Option<&str>, tags: &[String], template: Option<&str>) -> Result<Details, Failure> {
    let read = |what, given: Option<&str>| given.map_or(Ok(None), |given| tidy_text(what, given));
    let template = read("template's name", template)?;
    Ok(Annotations { note: read("note", note)?, tags: tidy_tags(tags)?, template, ..Annotations::default() }.into())
}

/// A tag without a leading `#`.
pub(super) fn bare_tag(tag: &str) -> &str {
    tag.trim().trim_start_matches('#').trim_start()
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
