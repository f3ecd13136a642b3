//! Which file of `src` uses which: follows the paths in each file through re-exports to the file that defines the name.
//!
//! A `mod` line and a public `use` of a child only make the child available to others, so they are no dependency. They
//! become one when the parent's own code names what it re-exports.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::boundaries::{child_module, source, sources};

/// The files that each file uses, both by module path: `engine::account`; `lib` is the root.
pub(crate) type Imports = BTreeMap<String, BTreeSet<String>>;

/// What one file declares and names.
#[derive(Default)]
struct Module {
    children: BTreeSet<String>,
    imports: Vec<Import>,
    /// The lines without comments, `use` statements and tests.
    code: String,
}

/// One name that a `use` statement brings into scope.
struct Import {
    name: String,
    path: Vec<String>,
    is_public: bool,
}

struct Modules(BTreeMap<String, Module>);

/// The imports of all of `src`. `main.rs` is a crate of its own, which only calls `run`.
pub(crate) fn imports() -> Imports {
    let root = source("");
    let files = sources(&root).into_iter().filter(|file| !file.ends_with("src/main.rs"));
    imports_of(files.map(|file| (module_of(file.strip_prefix(&root).unwrap()), fs::read_to_string(&file).unwrap())))
}

/// The imports of these files, each given by module path and text.
pub(crate) fn imports_of(files: impl Iterator<Item = (String, String)>) -> Imports {
    let mut modules: BTreeMap<String, Module> = files.map(|(name, text)| (name, parse(&text))).collect();
    // Files that only tests declare are not part of the program.
    let declared: BTreeSet<String> = modules
        .iter()
        .flat_map(|(parent, module)| module.children.iter().map(|child| join(parent, child)))
        .chain(["lib".to_owned()])
        .collect();
    modules.retain(|name, _| declared.contains(name));
    let modules = Modules(modules);
    modules.0.keys().map(|name| (name.clone(), modules.used_by(name))).collect()
}

fn module_of(file: &Path) -> String {
    file.with_extension("").components().map(|part| part.as_os_str().to_str().unwrap()).collect::<Vec<_>>().join("::")
}

fn join(parent: &str, child: &str) -> String {
    if parent == "lib" { child.to_owned() } else { format!("{parent}::{child}") }
}

impl Modules {
    /// The files that a file needs.
    fn used_by(&self, name: &str) -> BTreeSet<String> {
        let module = &self.0[name];
        let mut paths: Vec<Vec<String>> = paths_in(&module.code, &module.children);
        for import in &module.imports {
            assert_ne!(import.name, "*", "{name}: a glob hides what the file uses");
            let is_reexport = import.is_public && self.is_below(name, &import.path);
            if !is_reexport || names(&module.code, &import.name) {
                paths.push(import.path.clone());
            }
        }
        let mut used: BTreeSet<String> = paths.iter().filter_map(|path| self.resolve(name, path, 0)).collect();
        used.remove(name);
        used
    }

    fn is_below(&self, name: &str, path: &[String]) -> bool {
        let first = path.iter().find(|part| *part != "self");
        first.is_some_and(|first| self.0[name].children.contains(first))
    }

    /// The file that defines what a path names; `None` for another crate's.
    fn resolve(&self, from: &str, path: &[String], depth: usize) -> Option<String> {
        assert!(depth < 20, "{from} names {path:?}, which leads nowhere");
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(self.descend("lib", rest, depth)),
            "self" => Some(self.descend(from, rest, depth)),
            "super" => Some(match rest.first().map(String::as_str) {
                Some("super") => self.resolve(parent(from), rest, depth + 1)?,
                _ => self.descend(parent(from), rest, depth),
            }),
            _ if self.0[from].children.contains(first) => Some(self.descend(from, path, depth)),
            _ => None,
        }
    }

    fn descend(&self, from: &str, path: &[String], depth: usize) -> String {
        let Some((first, rest)) = path.split_first() else { return from.to_owned() };
        let module = &self.0[from];
        if module.children.contains(first) && self.0.contains_key(&join(from, first)) {
            return self.descend(&join(from, first), rest, depth);
        }
        let Some(import) = module.imports.iter().find(|import| import.name == *first) else { return from.to_owned() };
        let whole: Vec<String> = import.path.iter().chain(rest).cloned().collect();
        // A name from another crate belongs to the file that imports it.
        self.resolve(from, &whole, depth + 1).unwrap_or_else(|| from.to_owned())
    }
}

fn parent(module: &str) -> &str {
    module.rsplit_once("::").map_or("lib", |(parent, _)| parent)
}

fn parse(text: &str) -> Module {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
    let mut module = Module::default();
    let mut lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    while let Some(line) = lines.next() {
        let (is_public, rest) = without_visibility(line.trim_start());
        if let Some(child) = child_module(rest) {
            module.children.insert(child.to_owned());
        } else if let Some(start) = rest.strip_prefix("use ") {
            let mut statement = start.to_owned();
            while !statement.contains(';') {
                statement += lines.next().unwrap();
            }
            let tree = statement.split(';').next().unwrap().replace(" as ", "=");
            let leaves = leaves(&tree.split_whitespace().collect::<String>());
            module.imports.extend(leaves.iter().map(|leaf| import(leaf, is_public)));
        } else {
            module.code += rest;
            module.code.push('\n');
        }
    }
    module
}

/// A line without `pub`, `pub(crate)` and the like, and whether it had it.
fn without_visibility(line: &str) -> (bool, &str) {
    match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => (true, rest.split_once(") ").map_or(line, |(_, rest)| rest)),
        Some(rest) if rest.starts_with(' ') => (true, &rest[1..]),
        _ => (false, line),
    }
}

fn import(leaf: &str, is_public: bool) -> Import {
    let (path, alias) = leaf.split_once('=').map_or((leaf, None), |(path, alias)| (path, Some(alias)));
    let mut path: Vec<String> = path.split("::").map(str::to_owned).collect();
    if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let name = alias.unwrap_or(path.last().unwrap()).to_owned();
    Import { name, path, is_public }
}

/// The paths of a tree such as `a::{b, c::{d, e}}`.
fn leaves(tree: &str) -> Vec<String> {
    let Some((start, rest)) = tree.split_once('{') else { return vec![tree.to_owned()] };
    let (mut depth, mut from, mut found) = (0, 0, Vec::new());
    for (place, letter) in rest.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                let part = &rest[from..place];
                found.extend(leaves(part).iter().filter(|_| !part.is_empty()).map(|leaf| format!("{start}{leaf}")));
                from = place + 1;
            }
            _ => {}
        }
    }
    found
}

/// The paths that code names without a `use`: from `crate`, `super` or `self`, or from a child of its own.
fn paths_in(code: &str, children: &BTreeSet<String>) -> Vec<Vec<String>> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let found = code.split(|c| !is_part(c)).filter_map(|word| {
        // In `name: crate::Type`, and after a path in a `match`, a colon follows that is not part of a path.
        let parts: Vec<String> = word.trim_end_matches(':').split("::").map(str::to_owned).collect();
        let begins_here = ["crate", "super", "self"].contains(&parts[0].as_str()) || children.contains(&parts[0]);
        (parts.len() > 1 && begins_here).then_some(parts)
    });
    found.collect()
}

fn names(code: &str, name: &str) -> bool {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name)
}
