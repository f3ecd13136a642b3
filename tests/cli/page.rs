//! `summary --format html`: the page, where it is written, and how a real browser shows it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{Home, Run};

/// A home with a month of outreach, in which one limit is passed.
fn home() -> Home {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "2", "--credits", "9", "--from", "2026-11-01"]);
    for args in [
        &["log", "a b", "--at", "2026-11-03 09:00"] as &[&str],
        &["log", "c d", "--at", "2026-11-03 10:00"],
        &["log", "e f", "--at", "2026-11-03 11:00"],
        &["reply", "a b", "--at", "2026-11-05 09:00"],
        &["log", "g h", "--inmail", "--at", "2026-11-06 09:00"],
        &["log", "i j", "--invite", "--at", "2026-11-07 09:00"],
        &["log", "k l", "--at", "2026-10-07 09:00"],
    ] {
        home.ok(args);
    }
    home
}

/// The page of a summary.
fn page(home: &Home, args: &[&str]) -> String {
    home.ok(&[&["summary", "--format", "html"], args].concat()).out
}

/// The texts of all elements with this opening tag, without the tags inside them.
fn texts(page: &str, tag: &str) -> Vec<String> {
    let end = format!("</{}>", tag.split_whitespace().next().unwrap());
    let begin = format!("<{tag}");
    let inside = page.split(&begin).skip(1).map(|rest| rest.split(&end).next().unwrap());
    inside.map(|text| strip(text.split_once('>').unwrap().1)).collect()
}

/// The text of HTML, without its tags.
fn strip(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

#[test]
fn the_page_has_the_figures_of_the_summary() {
    let home = home();
    let (page, document) = (page(&home, &[]), home.json(&["summary"]));
    let rows = texts(&page, "tr");
    let row = |label: &str| rows.iter().find(|row| row.starts_with(label)).unwrap_or_else(|| panic!("no {label}"));
    // A row is a label, the figure of November and that of October, which has one message. 5 granted, 1 spent, and set
    // to 9: 5 are adjusted. The statement has signs, and a dash where nothing changed.
    assert_eq!(row("messages"), "messages31");
    assert_eq!(document["messages"]["sent"], 3);
    assert_eq!(row("people reached"), "people reached31");
    assert_eq!(row("slots of the month"), "slots of the month31");
    assert_eq!(row("over the limit"), "over the limit10");
    assert_eq!(row("granted"), "granted+5–");
    assert_eq!(row("adjusted"), "adjusted+5–");
    assert_eq!(row("spent"), "spent−1–");
    assert_eq!(
        (row("closing balance"), &document["credits"]["closing"]),
        (&"closing balance90".to_owned(), &Value::from(9))
    );
    // Four first contacts, of whom a b answered. c d and e f of the 3rd have had their 14 days, and so has g h of the
    // 6th.
    assert!(page.contains("1 of 4 people who have had their 14 days"), "{page}");
    assert!(page.contains("25.0 %") && page.contains("0 of 1 InMails sent"));
    // The day on which a limit was passed is marked.
    let third = page.split("<td").find(|cell| cell.contains("2026-11-03")).unwrap();
    assert!(third.contains("over") && third.contains(" people reached"), "{third}");
}

#[test]
fn the_page_loads_nothing_from_outside() {
    let page = page(&home(), &[]);
    for outside in [
        "http:",
        "https:",
        "//",
        "<script",
        " src=",
        "@import",
        "url(",
        "javascript:",
        " onload",
        " onclick",
        " onerror",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("default-src 'none'"));
}

#[test]
fn the_page_works_with_a_screen_reader() {
    let page = page(&home(), &[]);
    assert!(page.contains("<html lang=\"en\">"));
    assert_eq!(texts(&page, "h1"), ["November 2026"]);
    assert!(texts(&page, "h2").len() >= 5);
    // Every drawing has a title, or is hidden because its number is next to it.
    let drawings: Vec<&str> = page.split("<svg").skip(1).map(|rest| rest.split("</svg>").next().unwrap()).collect();
    assert!(drawings.len() > 10, "{drawings:?}");
    for drawing in drawings {
        let named = drawing.contains("role=\"img\"") && drawing.contains("<title");
        assert!(named || drawing.contains("aria-hidden=\"true\""), "{drawing}");
    }
    // Every table header says what it belongs to; ids are unique, and every reference has its target.
    assert_eq!(page.matches("<th ").count(), page.matches("<th scope=").count());
    assert!(!page.contains("<th>"));
    let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let mut unique = ids.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    for target in page.split("labelledby=\"").skip(1).flat_map(|rest| rest.split('"').next().unwrap().split(' ')) {
        assert!(ids.contains(&target), "{target}");
    }
}

#[test]
fn every_period_has_a_page() {
    let home = home();
    for args in [
        &["--last-month"] as &[&str],
        &["--month", "2027-02"],
        &["--month", "1999-01"],
        &["--from", "2026-11-03", "--to", "2026-11-03"],
        &["--from", "2026-09-15", "--to", "2026-11-10"],
        &["--from", "1990-01-01", "--to", "2026-11-25"],
        &["--at", "2026-10-20"],
    ] {
        let page = page(&home, args);
        assert!(page.contains("</html>") && !page.contains("NaN") && !page.contains("inf"), "{args:?}");
    }
    assert!(
        texts(&page(&home, &["--month", "2027-02"]), "p").iter().any(|text| text.starts_with("Nothing was recorded"))
    );
    // The limits of a past month are those at its end.
    let october = page(&home, &["--last-month"]);
    assert!(october.contains("Sat 31 Oct 2026, 23:59:59") && october.contains("1 of 30, 29 left"), "{october}");
}

#[test]
fn the_page_shows_limits_of_0_and_missing_limits() {
    let home = Home::new();
    home.ok(&["plan", "set", "free", "--daily", "0", "--monthly", "none", "--invitations", "0", "--notes", "none"]);
    let empty = page(&home, &[]);
    assert!(empty.contains("0 of 0, 0 left") && empty.contains("0 used; left: no limit"), "{empty}");
    home.ok(&["log", "Jane Doe", "-q"]);
    let page = page(&home, &[]);
    assert!(page.contains("1 of 0, 0 left") && page.contains(">over<") && !page.contains("NaN"), "{page}");
}

#[test]
fn the_page_escapes_hostile_names() {
    let home = Home::new();
    home.ok(&["log", "<script>alert(1)</script>", "--note", "</style><b>x", "--tag", "\"><i>"]);
    home.ok(&["plan", "set", "premium", "--at", "2026-11-01"]);
    // No command can give a plan this name, but a ledger edited by hand can have it.
    let text = String::from_utf8(home.bytes().unwrap()).unwrap();
    let hostile = "</p><img src=x onerror=alert(1)>\\u001b[31m&amp;";
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let plan = lines.iter_mut().find(|line| line.contains("\"kind\":\"plan\"")).unwrap();
    let unsealed = plan.split(",\"sum\"").next().unwrap().replace("\"premium\"", &format!("\"{hostile}\""));
    let comma = if plan.trim_end().ends_with(',') { "," } else { "" };
    *plan = format!("{unsealed}}}{comma}");
    home.put(lines.join("\n").as_bytes());
    let page = page(&home, &[]);
    assert!(page.contains("&lt;/p&gt;&lt;img src=x onerror=alert(1)&gt;"), "{page}");
    assert!(!page.contains("<img") && !page.contains("<script") && !page.contains('\u{1b}'), "{page}");
}

#[test]
fn every_format_can_go_to_a_file() {
    let home = home();
    for format in ["html", "markdown", "csv", "json", "table"] {
        let expected = home.ok(&["summary", "--format", format]).out;
        let out = home.ok(&["summary", "--format", format, "-o", "out"]).out;
        assert!(out.starts_with("written: out, "), "{out}");
        assert_eq!(fs::read_to_string(home.path("out")).unwrap(), expected);
    }
    home.ok(&["summary", "-o", "out", "--color", "always"]);
    assert!(!fs::read_to_string(home.path("out")).unwrap().contains('\u{1b}'));
    let document = home.ok(&["summary", "--format", "html", "-o", "page.html", "--json"]).json();
    assert_eq!(document["written"], "page.html");
    assert_eq!(document["bytes"], fs::metadata(home.path("page.html")).unwrap().len());
    home.ok(&["summary", "--json", "-o", "out"]);
    assert_eq!(serde_json::from_slice::<Value>(&fs::read(home.path("out")).unwrap()).unwrap(), home.json(&["summary"]));
}

#[test]
fn a_page_is_not_written_over_the_ledger_or_to_an_impossible_path() {
    let home = home();
    let ledger = home.ledger();
    home.refuses(2, &["summary", "--format", "html", "-o", ledger.to_str().unwrap()]);
    for path in ["no/such/folder/page.html", ".", ""] {
        home.refuses(2, &["summary", "--format", "html", "-o", path]);
    }
    home.refuses(2, &["summary", "--format", "html", "--json"]);
    for format in ["csv", "markdown", "json", "table"] {
        home.refuses(2, &["summary", "--format", format, "--open"]);
    }
    assert!(!home.path(".cache").exists());
}

/// A folder with a program `xdg-open` that runs this shell script.
#[cfg(target_os = "linux")]
fn opener(home: &Home, script: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let folder = home.path("programs");
    fs::create_dir_all(&folder).unwrap();
    let program = folder.join("xdg-open");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

#[cfg(target_os = "linux")]
#[test]
fn the_page_opens_with_xdg_open() {
    let home = home();
    let path = opener(&home, &format!("printf %s \"$1\" > {}", home.path("opened").display()));
    let run = |args: &[&str]| home.run_with(&[("PATH", path.to_str().unwrap())], args);
    let answer = run(&["summary", "--open"]);
    let cached = home.path(".cache/inquota/summary-2026-11-01-2026-11-30.html");
    assert_eq!(answer.code, 0, "{answer:?}");
    assert!(answer.out.contains(&format!("written: {}", cached.display())), "{answer:?}");
    assert!(answer.out.contains("opened with xdg-open"), "{answer:?}");
    assert_eq!(fs::read_to_string(home.path("opened")).unwrap(), cached.display().to_string());
    assert_eq!(fs::read_to_string(&cached).unwrap(), page(&home, &[]));
    // With -o, the browser gets the absolute path of that file.
    let answer = run(&["summary", "--format", "html", "-o", "page.html", "--open", "--json"]);
    assert_eq!((answer.code, answer.json()["opened_with"].clone()), (0, Value::from("xdg-open")));
    assert_eq!(
        fs::read_to_string(home.path("opened")).unwrap(),
        home.path("page.html").canonicalize().unwrap().display().to_string()
    );
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_browser_the_page_is_written_and_the_error_names_it() {
    let home = home();
    for (path, why) in [(home.path("nothing-here"), "no xdg-open"), (opener(&home, "exit 3"), "could not open it")] {
        let run = home.run_with(&[("PATH", path.to_str().unwrap())], &["summary", "--open", "-o", "page.html"]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains(why) && run.err.contains("page.html"), "{run:?}");
        assert_eq!(fs::read_to_string(home.path("page.html")).unwrap(), page(&home, &[]));
    }
}

/// The name under which Chromium is installed, if it is.
#[expect(clippy::print_stderr, reason = "a skipped test must say so")]
pub(crate) fn browser() -> Option<&'static str> {
    let starts = |name: &&str| Command::new(name).arg("--version").output().is_ok_and(|run| run.status.success());
    let found = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(starts);
    if found.is_none() {
        eprintln!("skipped: no Chromium is installed here, so the page was not shown in one");
    }
    found
}

/// Opens a file in Chromium; gives its output and its log.
pub(crate) fn shown(browser: &str, folder: &Path, file: &str, options: &[&str]) -> Run {
    let profile = tempfile::tempdir().unwrap();
    let mut command = Command::new(browser);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]);
    command.args(["--disable-background-networking", "--disable-component-update", "--hide-scrollbars"]);
    command.args(["--allow-file-access-from-files", "--enable-logging=stderr", "--log-level=0"]);
    command.arg(format!("--user-data-dir={}", profile.path().display())).args(options).current_dir(folder);
    command.arg(format!("file://{}", folder.join(file).display()));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let started = Instant::now();
    let (out, err) = (reader(child.stdout.take().unwrap()), reader(child.stderr.take().unwrap()));
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > Duration::from_secs(120) {
            child.kill().unwrap();
            panic!("Chromium did not end");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Run { code: child.wait().unwrap().code().unwrap_or(-1), out: out.join().unwrap(), err: err.join().unwrap() }
}

/// Reads a pipe to its end in a thread.
fn reader(mut from: impl std::io::Read + Send + 'static) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    })
}

/// The lines that the page wrote to the console.
fn console(run: &Run) -> Vec<&str> {
    run.err.lines().filter(|line| line.contains("CONSOLE")).collect()
}

/// A page that shows `page.html` in a frame of this width and measures it.
fn frame(width: u32) -> String {
    format!(
        "<!DOCTYPE html><body style='margin:0'><iframe id=f src=page.html style='border:0;width:{width}px;height:5000px'>\
         </iframe><script>onload = () => {{ const d = f.contentDocument, e = d.documentElement; \
         document.body.dataset.found = [e.scrollWidth, e.clientWidth, d.querySelectorAll('svg').length].join(' ') }}\
         </script>"
    )
}

#[test]
fn a_browser_shows_the_page_without_sideways_scrolling_at_every_width() {
    let Some(browser) = browser() else { return };
    let home = home();
    home.ok(&["summary", "--format", "html", "-o", "page.html"]);
    let folder = home.path("");
    for width in [320, 390, 1280] {
        fs::write(home.path("frame.html"), frame(width)).unwrap();
        let run = shown(browser, &folder, "frame.html", &["--dump-dom", "--window-size=1400,5200"]);
        let found =
            run.out.split("data-found=\"").nth(1).unwrap_or_else(|| panic!("{run:?}")).split('"').next().unwrap();
        let found: Vec<u32> = found.split(' ').map(|number| number.parse().unwrap()).collect();
        assert!(found[0] <= width && found[1] == width, "{width} pixels wide, it scrolls sideways: {found:?}");
        assert!(found[2] > 10, "{found:?}");
        assert_eq!(console(&run), [] as [&str; 0]);
    }
}

#[test]
fn a_browser_makes_no_request_and_reports_no_error() {
    let Some(browser) = browser() else { return };
    let home = home();
    home.ok(&["summary", "--format", "html", "-o", "page.html"]);
    let folder = home.path("");
    let log = home.path("net.json");
    let log = format!("--log-net-log={}", log.display());
    let requests = || fs::read_to_string(home.path("net.json")).unwrap().matches("http://asked.invalid").count();
    let run = shown(browser, &folder, "page.html", &["--dump-dom", &log]);
    assert_eq!((console(&run), requests()), (vec![], 0));
    assert!(run.out.contains("November 2026"));
    // The same check does find a page that makes a request and writes an error to the console.
    let request = "<!DOCTYPE html><img src='http://asked.invalid/x.png'><script>console.error('hear')</script>";
    fs::write(home.path("request.html"), request).unwrap();
    let run = shown(browser, &folder, "request.html", &["--dump-dom", &log]);
    assert!(!console(&run).is_empty() && requests() > 0, "{run:?}");
    // Chromium's log of its network has no request by the page.
    let run = shown(browser, &folder, "page.html", &["--dump-dom", &log]);
    let text = fs::read_to_string(home.path("net.json")).unwrap();
    let by_the_page = text.lines().filter(|line| line.contains("\"initiator\":\"file://")).count();
    assert_eq!(by_the_page, 0, "{run:?}");
}

/// The width and height of a PNG.
fn size(picture: &[u8]) -> (u32, u32) {
    assert_eq!(picture[..8], *b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_browser_shows_the_page_in_light_and_dark_and_prints_it() {
    let Some(browser) = browser() else { return };
    let home = home();
    home.ok(&["summary", "--format", "html", "-o", "page.html"]);
    let folder = home.path("");
    let picture = |name: &str, options: &[&str]| {
        let to = format!("--screenshot={}", home.path(name).display());
        shown(browser, &folder, "page.html", &[&[to.as_str(), "--window-size=1280,2400"], options].concat());
        fs::read(home.path(name)).unwrap()
    };
    let day = picture("day.png", &["--blink-settings=preferredColorScheme=1"]);
    let night = picture("night.png", &["--blink-settings=preferredColorScheme=0"]);
    assert_eq!((size(&day), size(&night)), ((1280, 2400), (1280, 2400)));
    // A blank picture of this size has about 10,000 bytes.
    assert!(day.len() > 60_000 && night.len() > 60_000 && day != night, "{} {}", day.len(), night.len());
    let to = format!("--print-to-pdf={}", home.path("page.pdf").display());
    shown(browser, &folder, "page.html", &[&to, "--no-pdf-header-footer"]);
    let paper = fs::read(home.path("page.pdf")).unwrap();
    assert!(paper.starts_with(b"%PDF-") && paper.len() > 20_000, "{}", paper.len());
}

/// Prints a page; gives the number of paper pages and of bytes.
pub(crate) fn printed(browser: &str, folder: &Path, page: &str) -> (usize, usize) {
    fs::write(folder.join("to-print.html"), page).unwrap();
    let to = format!("--print-to-pdf={}", folder.join("paper.pdf").display());
    shown(browser, folder, "to-print.html", &[&to, "--no-pdf-header-footer"]);
    let paper = fs::read(folder.join("paper.pdf")).unwrap();
    (String::from_utf8_lossy(&paper).matches("/Type /Page\n").count(), paper.len())
}

#[test]
fn tables_that_are_folded_on_the_screen_are_open_on_paper() {
    let Some(browser) = browser() else { return };
    let (home, folder) = (home(), tempfile::tempdir().unwrap());
    let page = page(&home, &[]);
    assert_eq!(page.matches("<details>").count(), 2);
    let print = |page: &str| printed(browser, folder.path(), page);
    let usual = print(&page);
    // They print as if the reader had opened them.
    assert_eq!(usual, print(&page.replace("<details>", "<details open>")));
    let without = print(&page.replace("<details>", "<div hidden>").replace("</details>", "</div>"));
    assert!(usual.1 > without.1 + 10_000, "{usual:?} {without:?}");
    // Sections may break across pages: with none broken, half of each page would be empty, and there would be one page
    // more.
    assert!(usual.0 <= 4 && without.0 <= 3, "{usual:?} {without:?}");
}
