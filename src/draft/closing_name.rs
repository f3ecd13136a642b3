//! The name that ends a remark at the beginning of a draft: "Great to connect, Jane!".

use super::address::{Address, name_before_end};
use super::nicknames::is_first_name;
use super::text::Span;
use super::words::{plain, text_of, words};

/// Words for people of whom one speaks, after which a name says who they are: "met your colleague, Mark."
const RELATIONS: &[&str] = &[
    "colleague",
    "colleagues",
    "friend",
    "friends",
    "boss",
    "manager",
    "teammate",
    "partner",
    "cofounder",
    "founder",
    "brother",
    "sister",
    "husband",
    "wife",
    "son",
    "daughter",
    "ceo",
    "cto",
    "cfo",
    "coo",
    "director",
    "assistant",
    "recruiter",
    "engineer",
    "developer",
    "designer",
    "neighbour",
    "neighbor",
    "kollege",
    "kollegen",
    "kollegin",
    "chef",
    "chefin",
    "freund",
    "freundin",
    "collegue",
    "ami",
    "amie",
    "colega",
    "companero",
    "companera",
    "amigo",
    "amiga",
    "collega",
    "amico",
    "amica",
    "kolega",
    "kolege",
    "kolezanka",
    "team",
    "by",
    "with",
    "from",
    "like",
];

/// The name between the first comma and the end of the sentence or of the line. `None` if the sentence has more commas, or
/// names others before.
pub(super) fn closing_name(chars: &[char], from: usize, end: usize) -> Option<Address> {
    let is_end = |c: &char| ",.!?:;".contains(*c);
    let comma = from + chars[from..end].iter().position(is_end).filter(|at| chars[from + at] == ',')?;
    let before: Vec<String> = words(&chars[from..comma]).map(|span| word(chars, from, &span)).collect();
    let names_others = before.iter().any(|word| is_capital(word) && is_first_name(&plain(word)));
    let is_of_relation = before.last().is_some_and(|word| RELATIONS.contains(&plain(word).as_str()));
    if names_others || is_of_relation {
        return None;
    }
    name_before_end(chars, comma + 1, end).filter(|address| address.is_name(&|_| false))
}

fn word(chars: &[char], from: usize, span: &Span) -> String {
    text_of(chars, &(from + span.start..from + span.end))
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}
