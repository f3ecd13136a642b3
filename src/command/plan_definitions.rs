//! The definitions of plans that a command needs: built-in ones and the member's own.

use super::session::Session;
use crate::engine::plan::{PlanDefinition, SecondInMail};
use crate::engine::status::AccountStatus;
use crate::engine::verdict::Warning;
use crate::error::Failure;
use crate::settings;
use crate::view::Caution;

impl Session<'_> {
    /// The definition of the plan with this name; `None` if there is none or it cannot be read.
    pub(super) fn plan(&self, name: &str) -> Option<PlanDefinition> {
        settings::plan(self.context().config_folder.as_deref(), name)
    }

    /// What LinkedIn does with a second InMail on a plan. The definition is looked up only if a warning needs it.
    pub(super) fn second_inmail(&self, plan: &str, warnings: &[Warning]) -> SecondInMail {
        let needs_it = warnings.iter().any(|warning| matches!(warning, Warning::UnansweredInMail(_)));
        let definition = needs_it.then(|| self.plan(plan)).flatten();
        definition.map(|plan| plan.second_inmail).unwrap_or_default()
    }

    /// The caution that LinkedIn may restrict InMails, if the plan has a response floor and too few were answered lately
    /// (rules 8.2). The definition is looked up only if so.
    pub(super) fn low_response_rate(&self, status: &AccountStatus) -> Option<Caution> {
        let (plan, rate) = (&status.plan.name, status.recent_inmails);
        let has_floor = || self.plan(plan).is_some_and(|plan| plan.has_response_floor);
        (rate.is_low() && has_floor()).then(|| Caution::low_response_rate(plan, rate))
    }

    /// Every plan that `plan set` accepts: the built-in ones and the member's own.
    pub(super) fn plans(&self) -> Result<Vec<PlanDefinition>, Failure> {
        settings::plans(self.context().config_folder.as_deref())
    }
}
