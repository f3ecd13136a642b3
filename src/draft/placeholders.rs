//! Placeholders: gaps of a template that were not filled in.
//!
//! | file | gaps |
//! |---|---|
//! | `brackets` | between signs: `{{first_name}}`, `[Name]`, `<company>`, `%FIRSTNAME%` |
//! | `blanks` | of letters and lines: `XX`, `___`, `TODO`, `FIRST_NAME`; a preposition with nothing after it |
//! | `greeting` | in a greeting, where a name belongs: "Hi ,", "Hi …," |

use super::finding::{Finding, Problem};
use super::text::{Span, Text};
use super::{blanks, brackets};

/// The most placeholders to list.
const MOST_LISTED: usize = 100;

/// The findings about placeholders.
pub(super) fn findings(text: &Text, gaps: &[Span]) -> Vec<Finding> {
    gaps.iter().map(|gap| Finding::at(text, gap.clone(), Problem::Placeholder)).collect()
}

/// The placeholders of a text, with that of the greeting, in order.
pub(super) fn gaps(text: &Text, in_greeting: Option<&Span>) -> Vec<Span> {
    let chars = text.plain();
    let (mut found, mut at) = (Vec::new(), 0);
    let finder = blanks::Finder::new(chars);
    let is_markup = brackets::is_markup(chars);
    while at < chars.len() && found.len() < MOST_LISTED {
        let end = in_greeting
            .filter(|span| span.start == at)
            .map(|span| span.end)
            .or_else(|| brackets::end_of(chars, at, is_markup))
            .or_else(|| finder.end_of(at));
        match end {
            Some(end) => {
                found.push(at..end);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let text = Text::body(text);
        findings(&text, &gaps(&text, None)).into_iter().filter_map(|finding| finding.excerpt).collect()
    }

    #[test]
    fn gaps_between_signs_are_found() {
        for gap in [
            "{{first_name}}",
            "{{ }}",
            "{{}}",
            "{{{name}}}",
            "{{ contact.first_name | capitalize }}",
            "{name}",
            "{First Name}",
            "{prénom}",
            "{!Contact.FirstName}",
            "{}",
            "{0}",
            "{Hi|Hello|Hey}",
            "${name}",
            "#{name}",
            "%{company}",
            "[Name]",
            "[FIRST NAME]",
            "[first_name]",
            "[INDUSTRY_1]",
            "[Vorname]",
            "[Nombre]",
            "[Prénom]",
            "[your company]",
            "[Company X]",
            "[Y years]",
            "[something they did]",
            "%FIRST NAME%",
            "[Insert something about their work]",
            "[имя]",
            "[[x]]",
            "[[Name]]",
            "<company>",
            "<First Name>",
            "<nombre>",
            "<<name>>",
            "«Vorname»",
            "%FIRSTNAME%",
            "%first_name%",
            "%%name%%",
            "*|FNAME|*",
            "##name##",
            "$first_name",
            "@@name@@",
            "(first name)",
            "(insert name)",
            "(company name)",
            "[X%]",
            "[similar company]",
            "[Calendly link]",
            "[Client B]",
            "【お名前】",
            "&lt;name&gt;",
            "{name:there}",
            "[Name}",
            "*insert compliment*",
        ] {
            assert_eq!(found(&format!("I saw {gap} there")), [gap], "{gap}");
            assert_eq!(found(gap), [gap], "{gap} alone");
        }
    }

    #[test]
    fn signs_around_other_things_are_no_gaps() {
        for text in [
            "[the article](https://example.com/name)",
            "[name](https://example.com)",
            "as he said [sic]",
            "proven [1], and again [2, 3]",
            "[x] done, [ ] open",
            "I'm in Berlin [Germany]",
            "[EXTERNAL] [PDF]",
            "[now at my new company]",
            "a quote […] goes on [...]",
            "if a < b and c > d",
            "x <y> z",
            "a <b>bold</b> <title>x</title> word",
            "Vec<String> and list<name>",
            "I <3 it",
            "<jane@example.com>",
            "<https://example.com/company>",
            "100% sure, 50% off",
            "50%of%",
            "{\"name\": \"x\"}",
            "the set {1, 2, 3}",
            "x^{2} and \\frac{a}{b}",
            "costs $100, or $AAPL",
            "`{{first_name}}` is a field",
            "```\n{\"name\": \"{{x}}\"}\n```",
            "array[name] = 1",
            "#sales #name",
            "(see the name)",
            "« Le monde »",
            ":) ;-) {: 8]",
            "👋 🎉",
            "the <title> tag and a <link> element",
            "\\textbf{name} and \\section{Company}",
            "function (name) { return name }",
            "your name (first name)",
            "\"[Our company] is great\", she said",
            "[X] done",
            "[Name]: https://example.com",
            "«Компания»",
            "<- name ->",
            "[Full-time] [Remote]",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn gaps_of_letters_and_lines_are_found() {
        for (text, gap) in [
            ("your work at XX, which", "XX"),
            ("Hi Jane, XX, how", "XX"),
            ("your work at XXX", "XXX"),
            ("at XXXX we", "XXXX"),
            ("for XX% of", "XX"),
            ("€XX,000 a year", "XX"),
            ("in 20XX we", "20XX"),
            ("for xx years now", "xx"),
            ("at xxx today", "xxx"),
            ("your talk about ___ was", "___"),
            ("on ____.", "____"),
            ("TODO: add the link", "TODO"),
            ("and then TODO", "TODO"),
            ("FIXME", "FIXME"),
            ("Hello FIRST_NAME, how", "FIRST_NAME"),
            ("Hello FIRSTNAME, how", "FIRSTNAME"),
            ("Hello firstName, how", "firstName"),
            ("Lorem ipsum dolor", "Lorem ipsum"),
            ("INSERT NAME HERE", "INSERT NAME HERE"),
            ("your role at , and", "at ,"),
            ("your role at .", "at ."),
            ("for [X] years", "[X]"),
            ("Hi {{name, how", "{{name"),
            ("Hi [Name, how", "[Name"),
            ("at Xxx Street", "Xxx"),
            ("в компании ХХХ был", "ХХХ"),
            ("我是XX公司的", "XX"),
            ("我是____公司的", "____"),
            ("up to £XXk now", "XXk"),
            ("for X years", "X"),
            ("your work at ???, and", "at ???"),
            ("see PLACEHOLDER now", "PLACEHOLDER"),
            ("we meet on TBD at noon", "TBD"),
            ("bei der Firma XY als", "XY"),
            ("○○様", "○○"),
            ("it is #REF! now", "#REF!"),
        ] {
            assert_eq!(found(text), [gap], "{text}");
        }
    }

    #[test]
    fn letters_and_lines_of_other_meaning_are_no_gaps() {
        for text in [
            "the XX century and the XXth",
            "siglo XX, século XX, XX secolo, XX wiek, XXe siècle, XX века",
            "XX. Jahrhundert",
            "to XX w., na XX-lecie firmy",
            "See you.\n\nLove, Jane XX",
            "an XXL shirt, XXS, Mexx, FedExx, Exxon",
            "XX chromosomes",
            "Super Bowl XX, Rocky XX",
            "thanks, Jane xx",
            "see you soon xxx\nJane",
            "love, Mia xxx!",
            "my TODO list",
            "my to-do list, todo el mundo, TODO EL MUNDO",
            "__init__ and foo___bar",
            "____________________",
            "text\n----------\ntext\n________________\ntext",
            "wait... what… ok",
            "look at this",
            "Où es-tu ? Bonjour ! Oui : non ;",
            "first name, last name, company",
            "what are you looking at?",
            "Xx",
            "the fields first name and company name",
            "#first_name",
            "my_first_name.py and user_name(x)",
            "{'first_name': 'Tom'}",
            "HTTP 4XX and 5XX errors",
            "TODO el equipo, con TODO, TODO MUNDO",
            "Jane\n_____\nDoe",
            "my iPhone",
            "the XY plane",
            "the date is TBD",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn every_gap_is_reported_with_its_place() {
        let text = Text::body("Hi {name},\r\n👋 your {{x}}{{y}}");
        let places: Vec<(usize, usize)> = findings(&text, &gaps(&text, None))
            .iter()
            .map(|finding| (finding.place.line, finding.place.column))
            .collect();
        assert_eq!(places, [(1, 4), (2, 8), (2, 13)]);
        assert_eq!(found(&"{x} ".repeat(1000)).len(), MOST_LISTED);
    }
}
