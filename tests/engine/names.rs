//! Names and handles, compared with the rule as it is written (rules 2.1).

use inquota::engine::person::{Handle, name_key, tidy_name};
use proptest::prelude::*;
use unicase::UniCase;
use unicode_normalization::UnicodeNormalization;

use crate::cases;

/// The text with white space collapsed, as the rule says it.
fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Texts of letters that can be written in several ways: composed and decomposed, upper and lower case, in several
/// scripts, with white space of every kind.
fn texts() -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        8 => "[a-zA-Z .]",
        4 => "[À-ɏ]",
        2 => prop::sample::select(vec!["\u{301}", "\u{308}", "\u{323}", "\u{327}", "ß", "ẞ", "İ", "ı", "ŉ", "ǰ", "ς", "Å", "ﬁ"])
            .prop_map(str::to_owned),
        1 => prop::sample::select(vec!["\t", "\u{a0}", "\u{2003}", "\u{3000}", "  ", "\u{85}"]).prop_map(str::to_owned),
        2 => "[Ͱ-ӿऀ-ॿᄀ-ᇿ가-힣一-鿿]",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(letter, 0..14).prop_map(|letters| letters.concat())
}

/// The key of a name, as the rule says it.
fn key(name: &str) -> String {
    let folded = UniCase::unicode(name.nfc().collect::<String>()).to_folded_case();
    collapsed(&folded.nfc().collect::<String>())
}

#[test]
fn every_letter_has_the_key_of_the_rule() {
    for letter in '\0'..=char::MAX {
        for name in [format!("{letter}"), format!("A{letter}b {letter}")] {
            assert_eq!(name_key(&name), key(&name), "{name:?}, {:x}", u32::from(letter));
        }
    }
}

proptest! {
    #![proptest_config(cases(4))]

    /// A key is the NFC of the name, folded, NFC again, and collapsed, even where the engine takes a short cut.
    #[test]
    fn a_key_is_composed_folded_and_collapsed(name in texts()) {
        prop_assert_eq!(name_key(&name), key(&name));
        if let Ok(tidy) = tidy_name(&name) {
            prop_assert_eq!(tidy, collapsed(&name));
        }
    }

    /// A handle is the NFC of the text, in lower case, and NFC again.
    #[test]
    fn a_handle_is_composed_and_in_lower_case(text in texts().prop_filter("decoded", |text| !text.contains('%'))) {
        if let Ok(handle) = Handle::new(&text) {
            let expected: String = text.nfc().flat_map(char::to_lowercase).nfc().collect();
            prop_assert_eq!(handle.as_str(), expected);
        }
    }
}
