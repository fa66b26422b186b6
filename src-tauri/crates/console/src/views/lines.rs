//! What others did to the reporting line of a person.

use sandbox::{LineCause as Cause, LineEvent};

use super::traffic::product_name;
use crate::wire::{LineCause, LineEntry};

/// The events as the UI tells them.
pub(crate) fn view(events: Vec<LineEvent>) -> Vec<LineEntry> {
    events.into_iter().map(entry).collect()
}

fn entry(event: LineEvent) -> LineEntry {
    LineEntry {
        seq: event.seq,
        at: event.at.as_millisecond(),
        cause: match event.cause {
            Cause::Arrived => LineCause::Arrived,
            Cause::Renamed => LineCause::Renamed,
            Cause::Removed => LineCause::Removed,
        },
        waited: event.waited,
        linked: event.linked,
        manager_id: event.manager,
        manager: event.manager_name,
        manager_removed: event.manager_gone,
        leads_to_id: event.leads_to,
        leads_to: event.leads_to_name,
        exchange: event.exchange,
        recorded: event.recorded,
        actor: event.idp.as_deref().map(product_name).or(event.token_label),
    }
}
