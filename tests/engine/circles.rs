//! The files of the engine import one another in one direction: no file needs, through others, itself.
//!
//! What a file re-exports from its own children is not counted: it is how the children are found from outside.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::boundaries::{child_module, source, sources};

/// The modules that each module imports from, by their paths.
type Imports = BTreeMap<String, BTreeSet<String>>;

#[test]
fn no_file_of_the_engine_imports_itself_through_others() {
    let mut imports = imports();
    assert!(imports.len() > 30 && imports["engine::account"].contains("engine::budget"), "{imports:?}");
    // What imports nothing that is left is in no circle.
    loop {
        let left: BTreeSet<String> = imports.keys().cloned().collect();
        imports.retain(|_, used| used.iter().any(|module| left.contains(module)));
        if imports.len() == left.len() {
            break;
        }
    }
    assert!(imports.is_empty(), "in a circle, or importing from one: {:?}", imports.keys());
}

fn imports() -> Imports {
    let root = source("");
    let mut files = sources(&source("engine"));
    files.push(source("engine.rs"));
    let modules: BTreeMap<String, String> = files
        .iter()
        .map(|file| (module_of(file.strip_prefix(&root).unwrap()), fs::read_to_string(file).unwrap()))
        .collect();
    let is_module = |path: &str| modules.contains_key(path);
    modules
        .iter()
        .map(|(module, text)| {
            let used = paths(text).into_iter().filter_map(|path| nearest(absolute(module, &path)?, is_module));
            (module.clone(), used.filter(|used| used != module).collect())
        })
        .collect()
}

fn module_of(file: &Path) -> String {
    file.with_extension("").components().map(|part| part.as_os_str().to_str().unwrap()).collect::<Vec<_>>().join("::")
}

/// The paths that a file imports.
fn paths(text: &str) -> Vec<String> {
    let text = text.split("#[cfg(test)]").next().unwrap();
    let children: Vec<&str> = text.lines().filter_map(child_module).collect();
    let mut paths = Vec::new();
    let lines = text.split_inclusive('\n').scan(0, |start, line| {
        *start += line.len();
        Some((*start - line.len(), line))
    });
    for (start, line) in lines {
        let (is_public, rest) = match line.strip_prefix("pub ") {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        if !rest.starts_with("use ") {
            continue;
        }
        let statement = text[start..].split(';').next().unwrap();
        let tree: String = statement.split_once("use ").unwrap().1.split_whitespace().collect();
        match children.contains(&tree.split("::").next().unwrap()) {
            true if is_public => {}
            true => paths.extend(leaves(&format!("self::{tree}"))),
            false => paths.extend(leaves(&tree)),
        }
    }
    paths
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

/// The same path from the root of the crate; `None` for another crate's.
fn absolute(module: &str, path: &str) -> Option<String> {
    if let Some(path) = path.strip_prefix("crate::") {
        return Some(path.to_owned());
    }
    if let Some(path) = path.strip_prefix("self::") {
        return Some(format!("{module}::{path}"));
    }
    if let Some(path) = path.strip_prefix("super::") {
        let parent = module.rsplit_once("::").map_or("", |(parent, _)| parent);
        return absolute(parent, path).or_else(|| Some(format!("{parent}::{path}")));
    }
    None
}

/// The module that has what a path names.
fn nearest(path: String, is_module: impl Fn(&str) -> bool) -> Option<String> {
    let mut path = path;
    while !is_module(&path) {
        path.truncate(path.rfind("::")?);
    }
    Some(path)
}
