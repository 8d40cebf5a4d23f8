//! Publishes changes to the page, at most ten times a second; five during a run, when drawing slows it down.

use super::{Desk, reading_view};
use crate::protocol::Event;
use crate::stats::summary::Summary;
use crate::units::Millis;

/// Time between two updates, in milliseconds.
const EVERY_MS: f64 = 100.0;
/// The same during a run: with two processors, the page's drawing takes time from the requests.
const EVERY_MS_IN_RUN: f64 = 200.0;

impl Desk {
    /// Schedules the next update.
    pub(super) fn publish_soon(&mut self, now: Millis) {
        let every = if self.runs.is_running() { EVERY_MS_IN_RUN } else { EVERY_MS };
        self.publish_at.get_or_insert(now + Millis::new(every));
    }

    /// Publishes everything that changes by itself.
    pub(super) fn publish(&mut self, now: Millis) {
        self.publish_at = None;
        if !self.reading.is_done() {
            self.publish_reading();
        }
        self.publish_summary(now);
        if let Some(timeline) = self.runs.timeline() {
            self.effects.publish(Event::Timeline(timeline));
        }
        self.publish_table();
        self.refresh_if_due(now);
    }

    pub(super) fn publish_reading(&mut self) {
        let payload = (&self.payload, self.header_problems.as_slice());
        let view = reading_view::view(&self.input, &self.reading, payload, &self.place.own_origin);
        self.effects.publish(Event::Reading(Box::new(view)));
    }

    /// Publishes the totals and the run's progress.
    pub(super) fn publish_summary(&mut self, now: Millis) {
        let spread = self.table.spread(self.runs.last.as_ref().is_some_and(|run| run.is_open_load));
        let visitable = self.visitable();
        let results = self.table.results();
        // A list that is being read again has fewer links than rows with a verdict.
        let links = self.table.view.links();
        let mut summary = Summary { links, ..Summary::of(self.shown_list(), results, spread) };
        summary.noted.turned_away = visitable;
        let progress = self.runs.progress(results, now);
        self.effects.publish(Event::Summary { summary, progress });
    }

    /// Publishes that rows changed, with those on screen.
    pub(super) fn publish_table(&mut self) {
        let window = self.changed_window();
        let view = &self.table.view;
        let event = Event::Table {
            list: self.table.list_id(),
            revision: view.revision(),
            size: view.size(),
            filter_problems: view.filter().problems().to_vec(),
            busy: view.is_stale(),
            held: self.table.held(),
            window,
        };
        self.effects.publish(event);
    }
}
