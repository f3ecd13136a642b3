//! The member's own settings: the plans that they define beside the built-in ones.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::engine::plan::{PlanDefinition, built_in_plan, built_in_plans, definitions_from};
use crate::error::Failure;

/// The file of the member's own plans, in the settings folder.
const PLANS: &str = "plans.json";

/// The most bytes that it may have.
const LARGEST_FILE: u64 = 1 << 20;

/// The built-in plans, and behind them those of the member's file, if there is one.
pub(crate) fn plans(folder: Option<&Path>) -> Result<Vec<PlanDefinition>, Failure> {
    let mut plans = built_in_plans().to_vec();
    let Some(path) = folder.map(|folder| folder.join(PLANS)) else { return Ok(plans) };
    for plan in read(&path).map_err(|what| refuse(&path, &what))? {
        if plans.iter().any(|known| known.name == plan.name) {
            return Err(refuse(&path, &format!("the name `{}` is taken by a built-in plan", plan.name)));
        }
        plans.push(plan);
    }
    Ok(plans)
}

/// The plan of this name, built in or the member's own, for the sources of its numbers. The ledger keeps the
/// numbers themselves, so that a file which cannot be read takes nothing but the sources away.
pub(crate) fn plan(folder: Option<&Path>, name: &str) -> Option<PlanDefinition> {
    built_in_plan(name).cloned().or_else(|| plans(folder).ok()?.into_iter().find(|plan| plan.name == name))
}

/// The plans of a file; none when it is not there.
fn read(path: &Path) -> Result<Vec<PlanDefinition>, String> {
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        // What is no file could keep us waiting, or never end.
        Ok(about) if !about.is_file() => return Err("it is not a file".to_owned()),
        Ok(about) if about.len() > LARGEST_FILE => return Err("it is larger than 1 MiB".to_owned()),
        _ => {}
    }
    let text = fs::read_to_string(path).map_err(|error| format!("it could not be read: {}", error.kind()))?;
    definitions_from(&text).map_err(|error| error.to_string())
}

fn refuse(path: &Path, what: &str) -> Failure {
    let message = format!("{}: {what}", path.display());
    Failure::input("bad_plan_file", message, "put it right, or move it away")
}
