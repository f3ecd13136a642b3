//! The names of the months in the languages in which members and their spreadsheets write dates.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The names of each month, as [`folded`] has them: English, German, French, Spanish, Portuguese, Italian, Dutch, Polish,
/// Turkish, Swedish, Danish and Norwegian. Of a short form that does not start a full name, both are listed.
const NAMES: [&[&str]; 12] = [
    &[
        "january", "januar", "januari", "janner", "jaenner", "janvier", "enero", "janeiro", "gennaio", "stycznia",
        "styczen", "ocak",
    ],
    &[
        "february",
        "februar",
        "feber",
        "fevrier",
        "fevereiro",
        "febrero",
        "febbraio",
        "februari",
        "luty",
        "lutego",
        "subat",
    ],
    &["march", "marz", "maerz", "mrz", "mars", "marzo", "marco", "maart", "mrt", "marzec", "marca", "mart", "marts"],
    &["april", "avril", "abril", "aprile", "kwiecien", "kwietnia", "nisan"],
    &["may", "mai", "mayo", "maio", "maggio", "mei", "maja", "mayis"],
    &["june", "juni", "juin", "junio", "junho", "giugno", "czerwiec", "czerwca", "haziran"],
    &["july", "juli", "juillet", "julio", "julho", "luglio", "lipiec", "lipca", "temmuz"],
    &["august", "aout", "agosto", "augustus", "augusti", "sierpien", "sierpnia", "agustos"],
    &["september", "septembre", "septiembre", "setiembre", "setembro", "settembre", "wrzesien", "wrzesnia", "eylul"],
    &["october", "oktober", "octobre", "octubre", "outubro", "ottobre", "pazdziernik", "pazdziernika", "ekim"],
    &["november", "novembre", "noviembre", "novembro", "listopad", "listopada", "kasim"],
    &[
        "december",
        "dezember",
        "decembre",
        "diciembre",
        "dezembro",
        "dicembre",
        "grudzien",
        "grudnia",
        "aralik",
        "desember",
    ],
];

/// A short form has at least this many letters.
const SHORTEST: usize = 3;

/// The month that a folded word names, in full or by its first letters. `None` if it may be more than one.
pub(super) fn month_number(word: &str) -> Option<u32> {
    let is_named = |names: &&[&str]| names.iter().any(|name| name.starts_with(word));
    let mut found = (1..).zip(&NAMES).filter(|(_, names)| word.len() >= SHORTEST && is_named(names));
    let (month, _) = found.next()?;
    found.next().is_none().then_some(month)
}

/// A text in lower case without accents.
pub(super) fn folded(text: &str) -> String {
    let letters = text.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase);
    // The capital `İ` of Turkish becomes `i` with an accent.
    letters.filter(|&c| !is_combining_mark(c)).map(|c| if c == 'ı' { 'i' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// January to December, in full and as spreadsheets shorten them.
    const LANGUAGES: [&str; 24] = [
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Jän Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv févr mars avr mai juin juil août sept oct nov déc",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene feb mar abr may jun jul ago sept oct nov dic",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "jan fev mar abr mai jun jul ago set out nov dez",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "sty lut mar kwi maj cze lip sie wrz paź lis gru",
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        "OCA ŞUB MAR NİS MAY HAZ TEM AĞU EYL EKİ KAS ARA",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "jan feb mars apr maj juni juli aug sep okt nov dec",
        "januar februar marts april maj juni juli august september oktober november december",
        "jan feb mar apr maj jun jul aug sep okt nov dec",
        "januar februar mars april mai juni juli august september oktober november desember",
        "jan feb mars apr mai juni juli aug sep okt nov des",
    ];

    #[test]
    fn months_are_known_in_every_language() {
        for language in LANGUAGES {
            for (number, name) in (1..).zip(language.split(' ')) {
                assert_eq!(month_number(&folded(name)), Some(number), "{name}");
                assert_eq!(month_number(&folded(&name.to_uppercase())), Some(number), "{name}");
                let decomposed: String = name.nfd().collect();
                assert_eq!(month_number(&folded(&decomposed)), Some(number), "{name}");
            }
        }
    }

    #[test]
    fn a_word_that_names_no_month_or_two_is_unknown() {
        // `jui` is the start of `juin` and of `juillet`.
        for word in ["", "j", "ju", "ma", "jui", "foo", "januarys", "monday"] {
            assert_eq!(month_number(word), None, "{word}");
        }
    }
}
