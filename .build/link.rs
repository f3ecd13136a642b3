//! How the program is linked: on Linux at a fixed address, so that its tables of time zones need no relocation
//! when it starts. That is half of what its start takes.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "this is how a build script is asked and answers")]

fn main() {
    println!("cargo::rerun-if-changed=.build/link.rs");
    let target = std::env::var("TARGET").unwrap_or_default();
    if target == "x86_64-unknown-linux-gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
