//! Limits on the design that a machine can check: what the engine may use, where the system may be asked, file sizes.

use std::fs;
use std::path::{Path, PathBuf};

/// Every Rust file in a folder and its subfolders.
pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut found = Vec::new();
    for path in entries {
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

pub(crate) fn source(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name)
}

#[test]
fn the_engine_uses_only_itself_and_a_few_pure_crates() {
    let allowed = [
        "super",
        "crate::engine",
        "std::borrow",
        "std::cmp",
        "std::collections",
        "std::convert",
        "std::error",
        "std::fmt",
        "std::num",
        "std::ops",
        "std::sync::LazyLock",
    ];
    let crates = ["chrono", "chrono_tz", "serde", "serde_json", "unicase", "unicode_normalization", "percent_encoding"];
    let mut files = sources(&source("engine"));
    files.push(source("engine.rs"));
    assert!(files.len() > 15);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let children: Vec<&str> = text.lines().filter_map(child_module).collect();
        for line in text.lines() {
            let Some(path) = line.trim_start().trim_start_matches("pub ").strip_prefix("use ") else { continue };
            let first = path.split("::").next().unwrap();
            let is_allowed = allowed.iter().any(|start| path.starts_with(start))
                || crates.contains(&first)
                || children.contains(&first);
            assert!(is_allowed, "{}: {line}", file.display());
        }
    }
}

/// The name of the child module that a line declares.
pub(crate) fn child_module(line: &str) -> Option<&str> {
    let declared = line.trim_start_matches("pub ").strip_prefix("mod ")?;
    declared.strip_suffix(';')
}

#[test]
fn only_the_context_may_ask_for_the_clock_and_the_environment() {
    let mut files = sources(&source(""));
    files.retain(|file| !file.ends_with("src/context.rs"));
    assert!(files.len() > 200, "{} files", files.len());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains("disallowed_methods"), "{} opts out", file.display());
    }
}

#[test]
fn code_for_one_system_is_in_one_file_and_marked() {
    // The tests run on one system only, so code for the others must be in one place.
    let marks = ["std::os::", "cfg(unix)", "cfg(windows)", "target_os", "libc::", "windows_sys", "rustix::"];
    for file in sources(&source("")) {
        let text = fs::read_to_string(&file).unwrap();
        if file.ends_with("src/ledger/platform.rs") {
            continue;
        }
        for mark in marks {
            assert!(!text.contains(mark), "{}: {mark}", file.display());
        }
    }
    // In that file, every function that uses something of one system is marked as for that system.
    let system = fs::read_to_string(source("ledger/platform.rs")).unwrap();
    let pieces: Vec<&str> = system.split("\n}\n").filter(|piece| piece.contains("std::os::unix")).collect();
    assert!(pieces.len() > 1, "{pieces:?}");
    for piece in pieces {
        let head = piece.rsplit("\nfn ").next().unwrap();
        assert!(piece.contains("#[cfg(unix)]") || piece.contains("#[cfg(target_os = \"linux\")]"), "{head}");
    }
}

#[test]
fn files_have_at_most_300_lines() {
    for file in sources(&source("")) {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count();
        assert!(lines <= LARGEST, "{}: {lines}", file.display());
    }
}

/// The most lines of a file without its tests.
const LARGEST: usize = 300;

#[test]
fn the_map_of_the_engine_names_every_module() {
    let text = fs::read_to_string(source("engine.rs")).unwrap();
    let map: String = text.lines().filter(|line| line.starts_with("//!")).collect();
    let modules: Vec<&str> = text.lines().filter(|line| line.starts_with("pub ")).filter_map(child_module).collect();
    assert!(modules.len() > 10, "{modules:?}");
    for module in modules {
        assert!(map.contains(&format!("[`{module}")), "{module}");
    }
}

#[test]
fn the_map_of_the_archive_names_every_file() {
    let text = fs::read_to_string(source("archive.rs")).unwrap();
    let map: String = text.lines().filter(|line| line.starts_with("//! |")).collect();
    let modules: Vec<&str> = text.lines().filter_map(child_module).collect();
    assert!(modules.len() > 5, "{modules:?}");
    for module in modules {
        assert!(map.contains(&format!("`{module}`")), "{module}");
    }
}
