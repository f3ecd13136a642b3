#![allow(missing_docs, clippy::print_stdout, clippy::disallowed_methods)]
mod made;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    if args.get(1).map(String::as_str) == Some("make") {
        made::write(std::path::Path::new(&args[3]), args[2].parse().unwrap());
    }
}
