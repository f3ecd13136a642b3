//! How the program is linked: on Linux at a fixed address, so that its tables of time zones need no relocation
//! when it starts. That is half of what its start takes.
//!
//! And what tells one build from another: a checkpoint is read only by the build that made it.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "this is how a build script is asked and answers")]

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    for what in [".build/link.rs", "Cargo.toml", "src"] {
        println!("cargo::rerun-if-changed={what}");
    }
    println!("cargo::rustc-env=INQUOTA_BUILD={}", build());
    let target = std::env::var("TARGET").unwrap_or_default();
    if target == "x86_64-unknown-linux-gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}

/// A name for what the program is made from.
fn build() -> String {
    let mut files = vec![PathBuf::from("Cargo.toml")];
    collect(Path::new("src"), &mut files);
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        (file.to_string_lossy(), fs::read(&file).unwrap_or_default()).hash(&mut hasher);
    }
    format!("{:016x}", hasher.finish())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            collect(&entry.path(), files);
        } else {
            files.push(entry.path());
        }
    }
}
