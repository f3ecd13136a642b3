//! Gaps of symbols: circles and other signs that East Asian writers put in place of a name, a form of address without a
//! name, and the errors of spreadsheets.

use super::words::is_east_asian;

/// Signs that are repeated in place of a name: "○○様".
const SIGNS: &[char] = &['〇', '○', '◯', '●', '◎', '△', '▲', '□', '■', '◇', '◆', '×', '✕', '※', '＊', 'ㅇ', '某'];

/// How often such a sign is repeated. More of them are a line.
const REPEATED: std::ops::RangeInclusive<usize> = 2..=4;

/// Numbers before a zero that is written as a circle: "二〇〇".
const NUMBERS: &str = "一二三四五六七八九十百千";

/// Letters that are repeated in place of a name before a form of address: "OOO님".
const LETTERS: &[char] = &['O', 'Ｏ', 'o', '0'];

/// Forms of address after a name.
const AFTER_NAMES: &[&str] = &["様", "さま", "さん", "님", "씨", "先生", "女士"];

/// Forms of address that are no words by themselves, so that a name is missing before them.
const INCOMPLETE: &[&str] = &["様", "さま", "님"];

/// What spreadsheets and programs write in place of a value.
const ERRORS: &[&str] = &[
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NUM!",
    "#NULL!",
    "#NV",
    "#BEZUG!",
    "#WERT!",
    "[object Object]",
];

/// The most characters to look back.
const NEAR: usize = 40;

/// The end of a gap of symbols that begins at a character.
pub(super) fn end_of(chars: &[char], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).map(|place| chars[place]);
    end_of_signs(chars, at, before)
        .or_else(|| end_of_error(chars, at, before))
        .or_else(|| end_of_form_of_address(chars, at, before))
        .or_else(|| end_of_owner(chars, at, before))
}

/// `???` in place of a name that owns something: "???'s post".
fn end_of_owner(chars: &[char], at: usize, before: Option<char>) -> Option<usize> {
    const FEWEST: usize = 2;
    if chars[at] != '?' || !before.is_none_or(char::is_whitespace) {
        return None;
    }
    let end = at + chars[at..].iter().take_while(|c| **c == '?').count();
    (end - at >= FEWEST && matches!(chars[end..], ['\'' | '’', 's', ..])).then_some(end)
}

/// "○○様", "某某", "OOO님".
fn end_of_signs(chars: &[char], at: usize, before: Option<char>) -> Option<usize> {
    let sign = chars[at];
    let is_letter = LETTERS.contains(&sign);
    if before == Some(sign) || !(is_letter || SIGNS.contains(&sign)) {
        return None;
    }
    let end = at + chars[at..].iter().take_while(|c| **c == sign).count();
    let is_text = |c: Option<char>| c.is_some_and(|c| is_east_asian(c) && c.is_alphabetic());
    let is_number = before.is_some_and(|c| NUMBERS.contains(c));
    let is_gap = if is_letter {
        before.is_none_or(|c| !c.is_alphanumeric() || is_east_asian(c)) && begins_with_any(&chars[end..], AFTER_NAMES)
    } else {
        !is_number && (is_text(before) || is_text(chars.get(end).copied()))
    };
    (REPEATED.contains(&(end - at)) && is_gap).then_some(end)
}

fn end_of_error(chars: &[char], at: usize, before: Option<char>) -> Option<usize> {
    if !matches!(chars[at], '#' | '[') || before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let error = ERRORS.iter().find(|error| begins_with(&chars[at..], error))?;
    let end = at + error.chars().count();
    chars.get(end).is_none_or(|c| !c.is_alphanumeric()).then_some(end)
}

/// "様" or "님" without a name before it.
fn end_of_form_of_address(chars: &[char], at: usize, before: Option<char>) -> Option<usize> {
    let form = INCOMPLETE.iter().find(|form| begins_with(&chars[at..], form))?;
    let end = at + form.chars().count();
    let is_alone = before.is_none_or(char::is_whitespace) && chars.get(end).is_none_or(|c| !c.is_alphanumeric());
    // A name may be in other letters: "Tom 様".
    let line = chars[at.saturating_sub(NEAR)..at].rsplit(|c| *c == '\n').next().unwrap_or_default();
    let has_name = line.iter().rfind(|c| !c.is_whitespace()).is_some_and(|c| c.is_alphabetic() || is_closing(*c));
    let is_greeted = !has_name || line.iter().collect::<String>().trim_end().ends_with("안녕하세요");
    (is_alone && is_greeted).then_some(end)
}

fn is_closing(c: char) -> bool {
    matches!(c, ']' | '}' | '>' | ')' | '】' | '〉' | '」' | '）' | '_' | '.' | '*' | '%')
}

fn begins_with_any(chars: &[char], texts: &[&str]) -> bool {
    texts.iter().any(|text| begins_with(chars, text))
}

fn begins_with(chars: &[char], text: &str) -> bool {
    let mut chars = chars.iter();
    text.chars().all(|c| chars.next() == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        let chars: Vec<char> = text.chars().collect();
        (0..chars.len()).find_map(|at| end_of(&chars, at).map(|end| chars[at..end].iter().collect()))
    }

    #[test]
    fn symbols_in_place_of_a_name_are_gaps() {
        for (text, gap) in [
            ("〇〇様", "〇〇"),
            ("○○株式会社の山田です", "○○"),
            ("貴社の●●の記事", "●●"),
            ("××様", "××"),
            ("某某先生您好", "某某"),
            ("안녕하세요 OOO님", "OOO"),
            ("안녕하세요 ○○○님", "○○○"),
            ("様\nお世話になります", "様"),
            ("안녕하세요 님", "님"),
            ("Hi #N/A, ok", "#N/A"),
            ("at #REF! now", "#REF!"),
            ("Hi [object Object],", "[object Object]"),
            ("I saw ???'s post", "???"),
        ] {
            assert_eq!(found(text).as_deref(), Some(gap), "{text}");
        }
        for text in [
            "二〇〇人の会社",
            "山田様",
            "Tom 様",
            "●●●●●●●●●●",
            "評価 ●●● です",
            "2 ×× 3",
            "길동님",
            "선생 님",
            "□ はい",
            "#NVIDIA #N",
            "xOO",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
