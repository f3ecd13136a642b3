//! Short and familiar forms of first names, and forms of address of names.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::words::{lines, listed, plain};

/// Each name, in plain letters, with the numbers of the groups that it is in.
static GROUPS: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, line) in lines(include_str!("data/nicknames.txt")).enumerate() {
        for name in line.split_whitespace() {
            groups.entry(plain(name)).or_default().push(number);
        }
    }
    groups
});

/// First names of several languages, as evidence that a word is a name.
static FIRST_NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| listed(include_str!("data/first_names.txt")));

/// The vowels of a Latin or Cyrillic name.
const VOWELS: &[char] = &['a', 'e', 'i', 'o', 'u', 'y', 'а', 'е', 'и', 'о', 'у', 'я'];

/// Whether a word in plain letters is a first name, or the form of address of one.
pub(super) fn is_first_name(word: &str) -> bool {
    let is_listed = |word: &str| FIRST_NAMES.contains(word) || GROUPS.contains_key(word);
    is_listed(word) || nominatives(word).iter().any(|word| is_listed(word))
}

/// Whether a word in plain letters is a name after one's father, which follows the first name: "Сергеевич", "Petrovna".
pub(super) fn is_patronymic(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ович",
        "евич",
        "йович",
        "ьич",
        "овна",
        "евна",
        "ична",
        "івна",
        "ївна",
        "ovich",
        "evich",
        "ovych",
        "ovna",
        "evna",
        "ivna",
    ];
    ENDINGS.iter().any(|ending| word.strip_suffix(ending).is_some_and(|stem| stem.chars().count() >= 2))
}

/// Whether two names, in plain letters, are forms of one.
pub(super) fn are_forms_of_one(one: &str, other: &str) -> bool {
    let groups = |name: &str| GROUPS.get(name).map(Vec::as_slice).unwrap_or_default();
    groups(one).iter().any(|number| groups(other).contains(number))
}

/// The names of which a word may be the form of address: Polish "Marku" of Marek, "Aniu" of Ania; Czech "Petře" of Petr;
/// Ukrainian "Андрію" of Андрій; Greek "Νίκο" of Νίκος. In plain letters; mostly no names, so they only serve to find
/// one that is known. A word that is a first name itself has none: "Mario" is no form of Maria.
pub(super) fn nominatives(word: &str) -> HashSet<String> {
    const ENDINGS: &[(&str, &[&str])] = &[
        ("ku", &["ek", "k", "ko", "iek"]),
        ("rze", &["r"]),
        ("cie", &["t", "ta"]),
        ("dzie", &["d", "da"]),
        ("le", &["l", "el"]),
        ("nie", &["n"]),
        ("wie", &["w"]),
        ("mie", &["m"]),
        ("fie", &["f"]),
        ("bie", &["b"]),
        ("pie", &["p"]),
        ("sie", &["s"]),
        ("niu", &["nia", "n"]),
        ("iu", &["ia", "i"]),
        ("u", &["", "a", "o"]),
        ("o", &["a", "os"]),
        ("e", &[""]),
        ("re", &["r"]),
        ("ce", &["k", "ec"]),
        // Czech "Tomáši", Romanian "Radule", Hungarian "Kovácsné".
        ("i", &[""]),
        ("ule", &["u", ""]),
        ("ne", &[""]),
        // Endings of affection and of respect: "Juanito", "Raviji".
        ("ito", &["o", ""]),
        ("ita", &["a"]),
        ("inho", &["o", ""]),
        ("inha", &["a"]),
        ("chen", &["", "a"]),
        ("ji", &[""]),
        // Greek and Ukrainian.
        ("ο", &["οσ", "ος"]),
        ("ε", &["οσ", "ος"]),
        ("η", &["ησ", "ης"]),
        ("α", &["ασ", "ας"]),
        ("е", &["", "о"]),
        ("о", &["а"]),
        ("у", &["", "о"]),
        ("ю", &["й", "и", "я"]),
    ];
    if word.chars().count() < 3 || FIRST_NAMES.contains(word) {
        return HashSet::new();
    }
    let of_ending = |(ending, nominative): &(&str, &[&'static str])| {
        let stem = word.strip_suffix(ending).filter(|stem| has_body(stem)).map(str::to_owned);
        let nominative = nominative.to_vec();
        stem.into_iter().flat_map(move |stem| nominative.clone().into_iter().map(move |end| format!("{stem}{end}")))
    };
    ENDINGS.iter().flat_map(of_ending).collect()
}

/// Whether what is left of a name is enough to be one.
fn has_body(stem: &str) -> bool {
    stem.chars().count() >= 2 && (stem.chars().any(|c| VOWELS.contains(&c)) || !stem.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn familiar_forms_belong_together() {
        for (one, other) in [
            ("bob", "robert"),
            ("liz", "elizabeth"),
            ("ania", "anna"),
            ("kasia", "katarzyna"),
            ("pepe", "jose"),
            ("саша", "александр"),
            ("ze", "jose"),
            ("sepp", "josef"),
        ] {
            assert!(are_forms_of_one(one, other), "{one}, {other}");
        }
        assert!(!are_forms_of_one("bob", "william") && !are_forms_of_one("x", "x"));
        assert!(!nominatives("mario").contains("maria"));
    }

    #[test]
    fn forms_of_address_lead_back_to_the_name() {
        for (word, name) in [
            ("marku", "marek"),
            ("aniu", "ania"),
            ("anno", "anna"),
            ("piotrze", "piotr"),
            ("robercie", "robert"),
            ("dawidzie", "dawid"),
            ("pawle", "pawel"),
            ("michale", "michal"),
            ("adamie", "adam"),
            ("janie", "jan"),
            ("tomaszu", "tomasz"),
            ("kasiu", "kasia"),
            ("malgorzato", "malgorzata"),
            ("krzysztofie", "krzysztof"),
            ("tomku", "tomek"),
            ("jacku", "jacek"),
            ("νικο", "νικοσ"),
            ("андрію", "андрій"),
        ] {
            assert!(nominatives(&plain(word)).contains(&plain(name)), "{word}, {name}: {:?}", nominatives(word));
        }
    }
}
