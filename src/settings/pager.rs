//! Which pager to use: the program's own variable decides, then the settings file, then the variable of all programs.

use super::{Setting, SettingSource, Settings};
use crate::context::{COMMON_PAGER, Context, PAGER};

/// The pager without any settings.
pub(crate) const DEFAULT_PAGER: &str = "less";

/// The value for no pager.
pub(crate) const NO_PAGER: &str = "never";

/// The command of the pager, or [`NO_PAGER`]. The settings may be missing, as for help, which must not fail.
pub(crate) fn pager(context: &Context, settings: Option<&Settings>) -> Setting<String> {
    let environment = |name, value: &Option<String>| {
        let value = value.clone()?;
        Some(Setting { value, source: SettingSource::Environment(name) })
    };
    let file = || {
        let Setting { value, source } = &settings?.pager;
        Some(Setting { value: value.clone()?, source: *source })
    };
    let chosen = environment(PAGER, &context.pager).or_else(file);
    let chosen = chosen.or_else(|| environment(COMMON_PAGER, &context.common_pager));
    let mut pager = chosen.unwrap_or_else(|| Setting::default(DEFAULT_PAGER.to_owned()));
    if ["", "cat", NO_PAGER].contains(&pager.value.trim()) {
        NO_PAGER.clone_into(&mut pager.value);
    }
    pager
}
