//! Rates together with their counts, for JSON.

use serde::Serialize;

use crate::engine::acceptance_rate::AcceptanceRate;
use crate::engine::rates::{InMailRate, ResponseRate};

/// The counts of a rate, and the rate; `None` if nobody counts yet.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct WithRate<T> {
    #[serde(flatten)]
    pub(crate) counts: T,
    rate: Option<f64>,
}

impl From<ResponseRate> for WithRate<ResponseRate> {
    fn from(counts: ResponseRate) -> WithRate<ResponseRate> {
        WithRate { counts, rate: counts.rate() }
    }
}

impl From<InMailRate> for WithRate<InMailRate> {
    fn from(counts: InMailRate) -> WithRate<InMailRate> {
        WithRate { counts, rate: counts.rate() }
    }
}

impl From<AcceptanceRate> for WithRate<AcceptanceRate> {
    fn from(counts: AcceptanceRate) -> WithRate<AcceptanceRate> {
        WithRate { counts, rate: counts.rate() }
    }
}
