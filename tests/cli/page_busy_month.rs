//! The page of a busy month in a real browser: every text can be read, and it prints on three sheets, as longer periods do.

use std::path::PathBuf;
use std::process::Command;

use crate::page::{browser, printed, shown};
use crate::program::{Home, skipped};

/// A home with a month in which every day has messages, InMails, invitations and responses, at rising numbers.
fn busy() -> Home {
    let home = Home::new();
    home.ok(&["plan", "set", "sales-navigator", "--from", "2026-11-01"]);
    for day in 1..=24 {
        for (kind, count) in [("", day), ("--inmail", day / 6), ("--invite", day)] {
            let names: Vec<String> = (0..count).map(|number| format!("{kind}Person{day} Number{number}")).collect();
            let at = format!("2026-11-{day:02} 08:00");
            let mut args = vec!["log", "--quiet", "--new", "--at", at.as_str()];
            args.extend((!kind.is_empty()).then_some(kind));
            args.push("--");
            let names: Vec<&str> = names.iter().map(|name| name.trim_start_matches('-')).collect();
            args.extend(&names);
            if count > 0 {
                home.ok(&args);
            }
        }
        home.ok(&["reply", &format!("Person{day} Number0"), "--quiet"]);
    }
    home
}

/// axe-core, which checks how accessible a page is: `AXE_CORE` names its file, else it is looked for among the packages
/// that npm installed for everybody.
#[expect(clippy::disallowed_methods, reason = "an option of the tests, not of the program")]
fn axe() -> Option<PathBuf> {
    let root = || {
        let output = Command::new("npm").args(["root", "--global"]).output().ok()?;
        Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()).join("axe-core/axe.min.js"))
    };
    let named = std::env::var_os("AXE_CORE").map(PathBuf::from);
    named.or_else(root).filter(|path| path.is_file())
}

/// The page with axe-core in it, which writes what it found into the document.
fn with_axe(page: &str, axe: &str) -> String {
    let policy = page.split("<meta http-equiv=\"Content-Security-Policy\"").nth(1).unwrap().split('>').next().unwrap();
    let page = page.replace(&format!("<meta http-equiv=\"Content-Security-Policy\"{policy}>"), "");
    let run = "axe.run(document).then(found => { const list = found.violations.concat(found.incomplete); \
               document.body.dataset.checked = found.passes.length; document.body.dataset.found = list.map(one => \
               one.id + ': ' + one.nodes.map(node => node.target).join(', ')).join('; ') })";
    page.replace("</body>", &format!("<script>{axe}</script><script>{run}</script></body>"))
}

#[test]
fn axe_finds_no_fault_in_the_page_by_day_and_by_night() {
    let Some(browser) = browser() else { return };
    let Some(axe) = axe() else { return skipped("axe-core is not installed on this machine") };
    let (home, axe) = (busy(), std::fs::read_to_string(axe).unwrap());
    let page = home.ok(&["summary", "--format", "html"]).out;
    home.write("page.html", with_axe(&page, &axe).as_bytes());
    for scheme in ["--blink-settings=preferredColorScheme=1", "--blink-settings=preferredColorScheme=0"] {
        let run = shown(browser, &home.path(""), "page.html", &["--dump-dom", "--virtual-time-budget=20000", scheme]);
        let attribute = |name: &str| Some(run.out.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.to_owned());
        assert_eq!(attribute("data-found").as_deref(), Some(""), "{scheme}");
        assert!(attribute("data-checked").unwrap().parse::<u32>().unwrap() > 20);
    }
    // The same check does find a text that is too faint.
    let faint = page.replace("<h1", "<h1 style=\"color:#aaa\"");
    home.write("page.html", with_axe(&faint, &axe).as_bytes());
    let run = shown(browser, &home.path(""), "page.html", &["--dump-dom", "--virtual-time-budget=20000"]);
    assert!(run.out.contains("data-found=\"color-contrast: h1"));
}

#[test]
fn a_busy_month_and_longer_periods_print_on_three_sheets() {
    let Some(browser) = browser() else { return };
    let (home, folder) = (busy(), tempfile::tempdir().unwrap());
    // The month, two months, a quarter, and a year.
    for from in ["2026-11-01", "2026-10-01", "2026-08-24", "2025-11-26"] {
        let page = home.ok(&["summary", "--from", from, "--to", "2026-11-30", "--format", "html"]).out;
        let (sheets, _) = printed(browser, folder.path(), &page);
        assert!((1..=3).contains(&sheets), "{from}: {sheets}");
    }
}
