//! The member's own words beside a record: notes, tags, templates.

use crate::engine::record::{Annotations, Details};
use crate::error::Failure;

/// The longest note, tag or template name, in characters.
const LONGEST_TEXT: usize = 1000;

/// A note, tag or template name as given; `None` when it is blank.
pub(super) fn text(what: &str, given: &str) -> Result<Option<String>, Failure> {
    let tidy = given.trim();
    if tidy.chars().count() > LONGEST_TEXT {
        let message = format!("the {what} has more than {LONGEST_TEXT} characters");
        return Err(Failure::input("too_long", message, "say it in fewer words"));
    }
    Ok((!tidy.is_empty()).then(|| tidy.to_owned()))
}

/// What the member wrote beside a record.
pub(super) fn details(note: Option<&str>, tags: &[String], template: Option<&str>) -> Result<Details, Failure> {
    let read = |what, given: Option<&str>| given.map_or(Ok(None), |given| text(what, given));
    let template = read("template's name", template)?;
    Ok(Annotations { note: read("note", note)?, tags: tidy_tags(tags)?, template, ..Annotations::default() }.into())
}

/// A tag without the mark that people put before tags.
pub(super) fn bare_tag(tag: &str) -> &str {
    tag.trim().trim_start_matches('#').trim_start()
}

/// Tags without blanks and repetitions.
pub(super) fn tidy_tags(given: &[String]) -> Result<Vec<String>, Failure> {
    let mut tags: Vec<String> = Vec::new();
    for tag in given {
        if let Some(tag) = text("tag", bare_tag(tag))?.filter(|tag| !tags.contains(tag)) {
            tags.push(tag);
        }
    }
    if tags.len() > 50 {
        return Err(Failure::input("too_long", "there are more than 50 tags", "use fewer"));
    }
    Ok(tags)
}
