//! The command that a word means, and the hint that names it with the rest of the line.

/// What a word is called here.
pub(super) struct Tried {
    pub(super) words: &'static [&'static str],
    /// What it is for: the hint begins with it.
    pub(super) purpose: &'static str,
    /// The command.
    pub(super) command: &'static str,
    /// The option that belongs to the word.
    pub(super) option: &'static str,
    pub(super) carried: Carried,
    /// What else there is.
    pub(super) more: &'static str,
}

/// What of the rest of the line goes with the command.
#[derive(Clone, Copy)]
pub(super) enum Carried {
    /// All of it, or this in its place.
    All(&'static str),
    /// All of it if it begins with an option.
    Options,
    /// The id of a record.
    Id,
}

impl Tried {
    /// The hint, with the words before it and after it on the line.
    pub(super) fn hint(&self, before: &[String], after: &[String]) -> String {
        let (rest, more) = self.rest(after);
        let option =
            Some(self.option).filter(|option| !option.is_empty() && !after.iter().any(|typed| typed == option));
        let before = before.iter().map(|word| quoted(word));
        let command = self.command.split(' ').map(str::to_owned);
        let words: Vec<String> = before.chain(command).chain(rest).chain(option.map(str::to_owned)).collect();
        format!("{}: inquota {}{more}", self.purpose, words.join(" "))
    }

    /// What of the rest of the line goes with the command, and what else to say.
    fn rest(&self, typed: &[String]) -> (Vec<String>, String) {
        let is_short = typed.len() <= MOST.0 && typed.iter().map(|word| word.chars().count()).sum::<usize>() <= MOST.1;
        let all = || -> Vec<String> { typed.iter().map(|word| quoted(word)).collect() };
        let placeholder =
            |text: &str| -> Vec<String> { Some(text.to_owned()).filter(|text| !text.is_empty()).into_iter().collect() };
        match (self.carried, typed) {
            (Carried::Id, [id, ..]) if is_short && is_id(id) => (all(), self.more.to_owned()),
            (Carried::Id, [person, ..]) if is_short && !person.starts_with('-') => {
                (placeholder("ID"), format!("; inquota history {} shows the ids", quoted(person)))
            }
            (Carried::Id, _) => (placeholder("ID"), "; inquota history shows the ids".to_owned()),
            (Carried::All(instead), [first, ..]) if is_short && first.starts_with('-') => {
                (placeholder(instead).into_iter().chain(all()).collect(), self.more.to_owned())
            }
            (Carried::All("PERSON"), [_, ..]) if is_short => (with_one_name(typed), self.more.to_owned()),
            (Carried::All(_), [_, ..]) if is_short => (all(), self.more.to_owned()),
            (Carried::All(instead), _) => (placeholder(instead), self.more.to_owned()),
            (Carried::Options, [first, ..]) if is_short && first.starts_with('-') => (all(), self.more.to_owned()),
            (Carried::Options, _) => (Vec::new(), self.more.to_owned()),
        }
    }
}

/// The words as one types them; the first ones together if they are the parts of a name.
fn with_one_name(typed: &[String]) -> Vec<String> {
    let is_part = |word: &&String| !word.starts_with('-') && !word.contains([' ', '/', '@', '.']) && !is_id(word);
    let parts = typed.iter().take_while(is_part).count();
    let name = Some(typed[..parts].join(" ")).filter(|_| parts > 0);
    name.into_iter().chain(typed[parts..].iter().cloned()).map(|word| quoted(&word)).collect()
}

/// The most words and characters to carry over.
const MOST: (usize, usize) = (12, 200);

fn is_id(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A word as one types it in a shell: in quotes if it needs them.
pub(crate) fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./:=@%+,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else if word.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", word.replace('\'', "'\\''"))
    } else {
        format!("\"{word}\"")
    }
}
