//! Failpoints: named steps of writing, at which a test build can be made to die, wait or fail.
//!
//! Without the feature `faults` all of this compiles to nothing.

/// The failpoint that is set, as in `append.written=kill`.
#[cfg(feature = "faults")]
static PLAN: std::sync::OnceLock<String> = std::sync::OnceLock::new();

/// Sets what happens at which step. The plan is `STEP=kill`, `STEP=kill@BYTES`, `STEP=wait:FILE` (makes the file, and
/// waits until it is gone), `STEP=fail`, or `list:FILE` (adds a line to the file for each step that is passed).
#[cfg(feature = "faults")]
pub(crate) fn arm(plan: String) {
    let _ = PLAN.set(plan);
}

/// Passes a step.
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

/// Whether a step is set to fail.
#[cfg(feature = "faults")]
pub(super) fn fails(name: &str) -> bool {
    action(name) == Some("fail")
}

/// Passes a step that writes `bytes` bytes; the number of bytes to write before dying, where it is set to die.
#[cfg(feature = "faults")]
pub(super) fn cut(name: &str, bytes: usize) -> Option<usize> {
    step(name);
    let cut: usize = action(name)?.strip_prefix("kill@")?.parse().ok()?;
    Some(cut.min(bytes))
}

#[cfg(feature = "faults")]
fn action(name: &str) -> Option<&'static str> {
    PLAN.get()?.strip_prefix(name)?.strip_prefix('=')
}

/// Passes a step.
#[cfg(not(feature = "faults"))]
pub(super) fn step(_name: &str) {}

/// Whether a step is set to fail.
#[cfg(not(feature = "faults"))]
pub(super) fn fails(_name: &str) -> bool {
    false
}

/// Passes a step that writes `bytes` bytes; the number of bytes to write before dying, where it is set to die.
#[cfg(not(feature = "faults"))]
pub(super) fn cut(_name: &str, _bytes: usize) -> Option<usize> {
    None
}
