//! Tells the page how a comparison stands: where it is five times a second, what it came to once a second and at its end.

use std::rc::Rc;

use gloo_timers::callback::Timeout;

use super::SharedDesk;
use crate::compare::report::Report;
use crate::compare::view::View;
use crate::protocol::CompareEvent;
use crate::units::Millis;

/// Time between two words of where it stands, in milliseconds.
const STATUS_EVERY_MS: u32 = 200;
/// Time between two views of a comparison that is on: working one out costs some ten milliseconds.
const VIEW_EVERY_MS: f64 = 1_000.0;
/// Most bytes of a result that is kept; its trials are left out where it is longer.
const MAX_KEPT_BYTES: usize = 40_000;

/// What is due.
#[derive(Debug, Default)]
pub(super) struct Teller {
    status: Option<Timeout>,
    viewed_at: Millis,
}

/// Tells all there is to see.
pub(super) fn view(desk: &SharedDesk) {
    let mut this = desk.borrow_mut();
    let now = this.clock.now();
    let compare = &mut this.compare;
    let (status, progress) = match &compare.job {
        Some(job) => {
            compare.report = Some(job.report());
            (job.status(), job.progress())
        }
        None => (String::new(), (0, 0)),
    };
    compare.teller.viewed_at = now;
    let mut view =
        compare.shown().map_or_else(View::of_nothing, |report| View::of(&report, status, progress));
    view.has_brought = !compare.brought.is_empty() && view.state.is_over();
    this.tell_compare(CompareEvent::View(Box::new(view)));
}

/// The same, unless it was told not long ago.
pub(super) fn view_if_due(desk: &SharedDesk) {
    let is_due = {
        let this = desk.borrow();
        this.clock.now().since(this.compare.teller.viewed_at).get() >= VIEW_EVERY_MS
    };
    if is_due {
        view(desk);
    }
}

/// Tells soon where it stands.
pub(super) fn status_soon(desk: &SharedDesk) {
    let mut this = desk.borrow_mut();
    if this.compare.teller.status.is_some() || this.compare.job.is_none() {
        return;
    }
    let weak = Rc::downgrade(desk);
    this.compare.teller.status = Some(Timeout::new(STATUS_EVERY_MS, move || {
        let Some(desk) = weak.upgrade() else { return };
        let mut this = desk.borrow_mut();
        this.compare.teller.status = None;
        if let Some(job) = &this.compare.job {
            this.tell_compare(CompareEvent::Status(job.status(), job.progress()));
        }
    }));
}

/// It is over: tells what it came to, and hands it over to be kept where anything was measured.
pub(super) fn over(desk: &SharedDesk) {
    view(desk);
    let mut this = desk.borrow_mut();
    this.compare.job = None;
    let has_measured = |report: &Report| report.rows.iter().any(|row| row.row.requests > 0);
    if !this.compare.report.as_ref().is_some_and(has_measured) {
        return;
    }
    let Some(report) = this.compare.shown() else { return };
    if let Some(bytes) = kept(&report) {
        let name = format!("{} · {} · seed {}", report.title, report.hosts, report.seed);
        this.tell_compare(CompareEvent::Over { name, report: bytes });
    }
}

/// `report` as bytes; without its trials where they are too many.
fn kept(report: &Report) -> Option<Vec<u8>> {
    let bytes = postcard::to_allocvec(report).ok()?;
    if bytes.len() <= MAX_KEPT_BYTES {
        return Some(bytes);
    }
    postcard::to_allocvec(&Report { trials: Vec::new(), ..report.clone() }).ok()
}
