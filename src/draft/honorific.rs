//! Chinese, Japanese and Korean greetings, in which a word of respect follows the name: "田中様", "李女士", "이서연님".

use super::address::Address;
use super::text::Span;
use super::words::text_of;

/// Greetings before or after a name.
const GREETINGS: &[&str] = &[
    "你好",
    "您好",
    "早上好",
    "上午好",
    "下午好",
    "晚上好",
    "尊敬的",
    "亲爱的",
    "嗨",
    "哈喽",
    "親愛的",
    "こんにちは",
    "こんばんは",
    "おはようございます",
    "はじめまして",
    "안녕하세요",
    "안녕하십니까",
];

/// Words of respect after a name; the longest first.
const HONORIFICS: &[&str] = &[
    "선생님",
    "先生",
    "女士",
    "小姐",
    "经理",
    "老师",
    "博士",
    "教授",
    "主任",
    "さん",
    "さま",
    "대표님",
    "팀장님",
    "様",
    "殿",
    "氏",
    "总",
    "總",
    "님",
    "씨",
];

/// Chinese family names of one character.
const FAMILY_NAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛\
     叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文張劉陳楊\
     趙黃吳孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈葉閻鍾譚鄒陸顧龍萬錢湯喬賀賴龔";

/// Words of two or three characters that begin as a family name does and are none.
const NO_NAMES: &[&str] = &["谢谢", "謝謝", "方便吗", "周末好", "周一好", "周五好", "高兴", "万分", "常常", "文明"];

/// The most characters of a name.
const LONGEST: usize = 4;

/// The most parts of a line that are looked at.
const MOST_PARTS: usize = 3;

/// The name at the beginning of a line, with a word of respect or with a greeting before or after it.
pub(super) fn honoured_name(chars: &[char], line: &Span) -> Option<Address> {
    let parts: Vec<Span> = parts(chars, line).take(MOST_PARTS).collect();
    let is_greeting = |part: &Span| trimmed(chars, part).is_empty();
    for (number, part) in parts.iter().enumerate() {
        let rest = trimmed(chars, part);
        if rest.is_empty() {
            continue;
        }
        let greeted = rest != *part
            || number > 0 && is_greeting(&parts[number - 1])
            || parts.get(number + 1).is_some_and(is_greeting);
        let name =
            without_honorific(chars, &rest).or_else(|| Some(rest).filter(|rest| greeted && is_full_name(chars, rest)));
        // "株式会社アクメ 田中様": the company comes first.
        if let Some(name) = name {
            let word = text_of(chars, &name);
            return Some(Address::honoured(name, word));
        }
    }
    None
}

/// The parts of a line between spaces and punctuation.
fn parts<'a>(chars: &'a [char], line: &Span) -> impl Iterator<Item = Span> + 'a {
    let end = line.end;
    let is_sign = |c: &char| !c.is_alphanumeric();
    let mut at = line.start;
    std::iter::from_fn(move || {
        let start = at + chars[at..end].iter().position(|c| !is_sign(c))?;
        at = start + chars[start..end].iter().position(is_sign).unwrap_or(end - start);
        Some(start..at)
    })
}

/// A part without greetings at its ends.
fn trimmed(chars: &[char], part: &Span) -> Span {
    let mut rest = part.clone();
    let begins = |rest: &Span, greeting: &str| {
        chars[rest.clone()].iter().copied().take(greeting.chars().count()).eq(greeting.chars())
    };
    if let Some(greeting) = GREETINGS.iter().find(|greeting| begins(&rest, greeting)) {
        rest.start += greeting.chars().count();
    }
    let ends = |rest: &Span, greeting: &str| {
        chars[rest.clone()].iter().rev().copied().take(greeting.chars().count()).eq(greeting.chars().rev())
    };
    if let Some(greeting) = GREETINGS.iter().find(|greeting| ends(&rest, greeting)) {
        rest.end -= greeting.chars().count();
    }
    rest
}

/// The name before a word of respect.
fn without_honorific(chars: &[char], part: &Span) -> Option<Span> {
    let ends = |honorific: &&&str| {
        chars[part.clone()].iter().rev().copied().take(honorific.chars().count()).eq(honorific.chars().rev())
    };
    let honorific = HONORIFICS.iter().find(ends)?.chars().count();
    let name = part.start..part.end - honorific;
    (1..=LONGEST).contains(&name.len()).then_some(name)
}

/// Whether a part is two or three Chinese characters that begin with a family name.
fn is_full_name(chars: &[char], part: &Span) -> bool {
    let is_name = FAMILY_NAMES.contains(chars[part.start]) && !NO_NAMES.contains(&text_of(chars, part).as_str());
    (2..=3).contains(&part.len()) && is_name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_in(text: &str) -> Option<String> {
        let chars: Vec<char> = text.chars().collect();
        honoured_name(&chars, &(0..chars.len())).map(|address| address.words.join(" "))
    }

    #[test]
    fn a_word_of_respect_follows_a_name() {
        for (text, name) in [
            ("田中様、", "田中"),
            ("株式会社アクメ 田中様", "田中"),
            ("こんにちは、鈴木さん。", "鈴木"),
            ("尊敬的李女士：", "李"),
            ("李总，您好！", "李"),
            ("王经理您好，", "王"),
            ("안녕하세요, 이서연님.", "이서연"),
            ("민준님 안녕하세요,", "민준"),
            ("李娜，你好！", "李娜"),
            ("你好，李娜！", "李娜"),
            ("亲爱的李娜：", "李娜"),
        ] {
            assert_eq!(name_in(text).as_deref(), Some(name), "{text}");
        }
    }

    #[test]
    fn other_openings_have_no_name() {
        for text in [
            "こんにちは。",
            "お世話になっております。",
            "採用ご担当者様",
            "你好！",
            "您好，谢谢！",
            "你好，方便吗？",
            "很高兴认识你，你的文章很好。",
            "안녕하세요,",
            "Hello, Mark!",
        ] {
            assert_eq!(name_in(text), None, "{text}");
        }
    }
}
