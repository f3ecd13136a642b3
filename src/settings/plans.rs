//! The plans: the built-in ones, and those in the member's own file.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::engine::plan::{PlanDefinition, built_in_plan, built_in_plans, definitions_from, plans_without_credits};
use crate::error::Failure;

/// The name of the file of the member's own plans, in the settings folder.
const FILE_NAME: &str = "plans.json";

/// The largest accepted file, in bytes.
const LARGEST_FILE: u64 = 1 << 20;

/// The built-in plans, followed by those in the member's file, if there is one.
pub(crate) fn plans(folder: Option<&Path>) -> Result<Vec<PlanDefinition>, Failure> {
    let mut plans = built_in_plans().to_vec();
    let Some(path) = folder.map(|folder| folder.join(FILE_NAME)) else { return Ok(plans) };
    let own = read(&path).map_err(|message| invalid_file(&path, &message))?;
    if let Some(taken) = own.iter().flat_map(PlanDefinition::names).find(|name| built_in_plan(name).is_some()) {
        return Err(invalid_file(&path, &format!("the name `{taken}` is taken by a built-in plan")));
    }
    for plan in &mut plans {
        // A new alias must not invalidate the member's file, so their own plan keeps the name.
        plan.aliases.retain(|alias| !own.iter().flat_map(PlanDefinition::names).any(|name| name == alias));
    }
    plans.extend(own);
    Ok(plans)
}

/// The plan with this name, for the sources of its numbers. The numbers themselves are in the ledger. If the plan file
/// cannot be read, only the sources are missing, so that is no error here.
pub(crate) fn plan(folder: Option<&Path>, name: &str) -> Option<PlanDefinition> {
    let own = || plans(folder).ok()?.into_iter().find(|plan| plan.name == name);
    let without_credits = || plans_without_credits().iter().find(|plan| plan.name == name).cloned();
    built_in_plan(name).cloned().or_else(own).or_else(without_credits)
}

/// The plans in a file; none if the file does not exist.
fn read(path: &Path) -> Result<Vec<PlanDefinition>, String> {
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        // Reading a pipe would block, and a device may have no end.
        Ok(metadata) if !metadata.is_file() => return Err("it is not a file".to_owned()),
        Ok(metadata) if metadata.len() > LARGEST_FILE => return Err("it is larger than 1 MiB".to_owned()),
        _ => {}
    }
    let text = fs::read_to_string(path).map_err(|error| format!("it could not be read: {}", error.kind()))?;
    definitions_from(&text).map_err(|error| error.to_string())
}

fn invalid_file(path: &Path, message: &str) -> Failure {
    let message = format!("{}: {message}", path.display());
    Failure::input("bad_plan_file", message, "fix it, or move it away")
}
