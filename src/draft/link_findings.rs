//! Findings about links: those that hide where they lead, and several in a first message.

use super::finding::{Finding, Problem};
use super::links::Link;
use super::text::Text;

/// Hosts that only lead on to other addresses. `lnkd.in` is LinkedIn's own, and replaces links that LinkedIn
/// shortens itself.
const SHORTENERS: &[&str] = &[
    "a.co",
    "acesse.one",
    "acortar.link",
    "adf.ly",
    "adobe.ly",
    "aka.ms",
    "amzn.asia",
    "amzn.eu",
    "amzn.to",
    "b.link",
    "bbc.in",
    "bc.vc",
    "bit.do",
    "bit.ly",
    "bitly.com",
    "bityl.co",
    "bl.ink",
    "buff.ly",
    "chilp.it",
    "clck.ru",
    "cutt.ly",
    "cutt.us",
    "db.tt",
    "disq.us",
    "dlvr.it",
    "dub.sh",
    "dwz.cn",
    "eepurl.com",
    "encr.pw",
    "encurtador.com.br",
    "fb.me",
    "flip.it",
    "g.co",
    "gg.gg",
    "goo.gl",
    "goo.su",
    "hubs.la",
    "hubs.li",
    "hubs.ly",
    "ift.tt",
    "is.gd",
    "j.mp",
    "kurzelinks.de",
    "kutt.it",
    "lc.cx",
    "linkd.in",
    "ln.run",
    "lnk.to",
    "mcaf.ee",
    "msft.it",
    "n9.cl",
    "nyti.ms",
    "oreil.ly",
    "ouo.io",
    "ow.ly",
    "po.st",
    "pxl.to",
    "qr.ae",
    "qrco.de",
    "rb.gy",
    "rebrand.ly",
    "reut.rs",
    "s.id",
    "shor.by",
    "short.gy",
    "short.io",
    "shorte.st",
    "shorturl.asia",
    "shorturl.at",
    "smarturl.it",
    "snip.ly",
    "soo.gd",
    "spoti.fi",
    "suo.im",
    "surl.li",
    "swiy.co",
    "t.cn",
    "t.co",
    "t.ly",
    "t1p.de",
    "t2m.io",
    "tinu.be",
    "tiny.cc",
    "tiny.one",
    "tiny.pl",
    "tinyurl.com",
    "tr.im",
    "trib.al",
    "u.to",
    "url.cn",
    "urlr.me",
    "urlz.fr",
    "v.gd",
    "vk.cc",
    "w.wiki",
    "wapo.st",
    "wp.me",
    "x.co",
    "x.gd",
    "zcu.io",
    "zpr.io",
    "zurl.co",
];

/// The most links that are compared with each other.
const MOST_COMPARED: usize = 1_000;

/// The findings about links: each shortened one and, in a first message, the second of several.
pub(super) fn findings(text: &Text, is_first: bool) -> Vec<Finding> {
    let shortened = text.links().iter().filter(|link| is_shortened(link));
    let mut found: Vec<Finding> =
        shortened.map(|link| Finding::at(text, link.span.clone(), Problem::LinkShortener)).collect();
    let mut different: Vec<&Link> = Vec::new();
    for link in text.links().iter().take(MOST_COMPARED) {
        if !different.iter().any(|known| known.address == link.address) {
            different.push(link);
        }
    }
    if let (true, Some(second)) = (is_first, different.get(1)) {
        found.push(Finding::at(text, second.span.clone(), Problem::ManyLinks { count: different.len() }));
    }
    found
}

fn is_shortened(link: &Link) -> bool {
    let host = link.host.strip_prefix("www.").unwrap_or(&link.host);
    SHORTENERS.contains(&host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str, is_first: bool) -> Vec<(&'static str, Option<String>)> {
        let text = Text::body(text);
        findings(&text, is_first).into_iter().map(|finding| (finding.problem.code(), finding.excerpt)).collect()
    }

    #[test]
    fn shortened_links_are_found_by_their_host() {
        for text in ["bit.ly/3xYz", "http://BIT.LY/x", "https://www.tinyurl.com/y", "https://me@t.co/x", "t.co/abc"] {
            assert_eq!(codes(text, false), [("link_shortener", Some(text.to_owned()))], "{text}");
        }
        for text in ["https://bit.ly.example.com/x", "https://notbit.ly/x", "https://example.com/bit.ly", "lnkd.in/x"] {
            assert_eq!(codes(text, false), [], "{text}");
        }
    }

    #[test]
    fn two_different_links_are_many_in_a_first_message() {
        let two = "https://a.example/x and https://b.example";
        assert_eq!(codes(two, true), [("many_links", Some("https://b.example".to_owned()))]);
        assert_eq!(codes(two, false), []);
        assert_eq!(codes("https://a.example/x, again http://A.example/X/", true), []);
        assert_eq!(codes("https://a.example/x, also www.a.example/x", true), []);
    }
}
