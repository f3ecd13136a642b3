//! Links the program at a fixed address on Linux. The tables of time zones then need no relocation, which halves the
//! start-up time.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "build scripts read the environment and print")]

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("TARGET").is_ok_and(|target| target == "x86_64-unknown-linux-gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
