//! What to do today, as JSON.

use serde::Serialize;

use super::NextAnswer;
use crate::engine::advice::pace::{Pace, Paced};
use crate::view::credits::outlook::LossJson;
use crate::view::credits::watch::WatchedJson;
use crate::view::followups::{FollowUpJson, LeftJson};
use crate::view::format::json;

#[derive(Serialize)]
struct Document {
    schema: u32,
    as_of: String,
    left: LeftJson,
    due: Vec<FollowUpJson>,
    losses: Vec<LossJson>,
    lapsing: Vec<WatchedJson>,
    pace: Vec<PaceJson>,
}

#[derive(Serialize)]
struct PaceJson {
    window: &'static str,
    used: u64,
    limit: u64,
    gone: f64,
    leads_to: u64,
    resets_at: String,
    runs_out_at: Option<String>,
    used_up: bool,
}

/// The document.
pub(super) fn document(answer: &NextAnswer) -> String {
    let (standing, agenda) = (&answer.standing, &answer.agenda);
    let instant = |at| json::instant(at, standing.zone);
    let pace = |pace: &Pace| PaceJson {
        window: window(pace.window),
        used: pace.used,
        limit: pace.limit,
        gone: pace.gone,
        leads_to: pace.leads_to,
        resets_at: instant(pace.resets_at),
        runs_out_at: pace.runs_out_at.map(instant),
        used_up: pace.used >= pace.limit,
    };
    let watched = |watched| WatchedJson::of(watched, &answer.due.book, standing);
    json::document(&Document {
        schema: json::SCHEMA,
        as_of: instant(standing.as_of),
        left: agenda.left.into(),
        due: answer.due.found.list.iter().map(|item| answer.due.item_json(item)).collect(),
        losses: agenda.losses.iter().map(LossJson::from).collect(),
        lapsing: agenda.lapsing.iter().map(watched).collect(),
        pace: agenda.pace.iter().map(pace).collect(),
    })
}

fn window(window: Paced) -> &'static str {
    match window {
        Paced::Day => "day",
        Paced::Month => "month",
        Paced::Week => "week",
        Paced::Notes => "notes",
        Paced::Credits => "credits",
    }
}
