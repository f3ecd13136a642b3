//! Failpoints: named steps of writing at which tests can make the program abort, wait or fail.
//!
//! Without the feature `faults`, all of this compiles to nothing.

/// The plan, such as `append.written=kill`.
#[cfg(feature = "faults")]
static PLAN: std::sync::OnceLock<String> = std::sync::OnceLock::new();

/// Sets the plan:
///
/// * `STEP=kill` aborts the process at the step.
/// * `STEP=kill@BYTES` aborts after this many bytes of the step are written.
/// * `STEP=wait:FILE` creates the file and waits until it is deleted.
/// * `STEP=fail` makes the step fail.
/// * `list:FILE` adds a line to the file for each step.
#[cfg(feature = "faults")]
pub(crate) fn arm(plan: String) {
    let _ = PLAN.set(plan);
}

/// Marks a step.
#[cfg(feature = "faults")]
pub(super) fn step(name: &str) {
    use std::io::Write;
    let Some(plan) = PLAN.get() else { return };
    if let Some(list) = plan.strip_prefix("list:") {
        let file = std::fs::OpenOptions::new().append(true).create(true).open(list);
        let _ = file.and_then(|mut file| writeln!(file, "{name}"));
        return;
    }
    match action(name) {
        Some("kill") => std::process::abort(),
        Some(wait) if wait.starts_with("wait:") => {
            let path = std::path::Path::new(&wait["wait:".len()..]);
            let _ = std::fs::write(path, name);
            while path.exists() {
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
        }
        _ => {}
    }
}

/// Whether the plan makes a step fail.
#[cfg(feature = "faults")]
pub(super) fn fails(name: &str) -> bool {
    action(name) == Some("fail")
}

/// Marks a step that writes `bytes` bytes. Returns how many to write before aborting, if the plan says so.
#[cfg(feature = "faults")]
pub(super) fn abort_after(name: &str, bytes: usize) -> Option<usize> {
    step(name);
    let cut: usize = action(name)?.strip_prefix("kill@")?.parse().ok()?;
    Some(cut.min(bytes))
}

#[cfg(feature = "faults")]
fn action(name: &str) -> Option<&'static str> {
    PLAN.get()?.strip_prefix(name)?.strip_prefix('=')
}

/// Marks a step.
#[cfg(not(feature = "faults"))]
pub(super) fn step(_name: &str) {}

/// Whether the plan makes a step fail.
#[cfg(not(feature = "faults"))]
pub(super) fn fails(_name: &str) -> bool {
    false
}

/// Marks a step that writes `bytes` bytes. Returns how many to write before aborting, if the plan says so.
#[cfg(not(feature = "faults"))]
pub(super) fn abort_after(_name: &str, _bytes: usize) -> Option<usize> {
    None
}
