//! What is exported as code.

use std::rc::Rc;

use super::listing::Listing;
use super::picker::TargetPicker;
use crate::ids::{LinkId, TargetId};
use crate::input::list::LinkList;
use crate::input::target::Targets;
use crate::request::RequestPayload;
use crate::settings::{Limits, Method, RunSettings};

/// A list, or some of its targets, with all that they are requested with.
///
/// Its URLs are ASCII without blanks or controls; only the one-URL-per-line file relies on that, escaping never does.
#[derive(Clone, Debug)]
pub struct CodegenJob<'a> {
    pub(super) targets: &'a Targets,
    /// Which of them are requested, in this order, none twice; `None` for all in their own order.
    pub(super) picked: Option<Rc<[TargetId]>>,
    /// Number of origins it goes to, at least 1.
    hosts: u32,
    settings: RunSettings,
    pub(super) payload: &'a RequestPayload,
}

impl<'a> CodegenJob<'a> {
    /// The targets of `list`, requested with these settings, each brought into its range.
    pub fn new(list: &'a LinkList, settings: RunSettings, payload: &'a RequestPayload) -> Self {
        Self::of_targets(list.targets(), None, list.hosts(), settings, payload)
    }

    /// The same of these `targets`, which go to so many `hosts`: those `picked`, none twice, or all in their own order.
    pub fn of_targets(
        targets: &'a Targets,
        picked: Option<Vec<TargetId>>,
        hosts: u32,
        settings: RunSettings,
        payload: &'a RequestPayload,
    ) -> Self {
        let settings = RunSettings { limits: settings.limits.clamped(), ..settings };
        Self { targets, picked: picked.map(Rc::from), hosts: hosts.max(1), settings, payload }
    }

    /// The targets of these `rows` of `list` (from 0), in their order and each once: four bytes a target, shared by all
    /// files. Patterns are expanded, unless all targets are taken in their own order.
    pub fn of_rows(
        list: &'a LinkList,
        rows: &[LinkId],
        settings: RunSettings,
        payload: &'a RequestPayload,
    ) -> Self {
        let mut picker = TargetPicker::new(list);
        picker.pick(list, rows);
        let (targets, hosts) = picker.into_picked(list);
        Self::of_targets(list.targets(), targets, hosts, settings, payload)
    }

    /// Number of requests.
    pub(super) fn len(&self) -> u32 {
        self.picked
            .as_ref()
            .map_or(self.targets.len(), |picked| u32::try_from(picked.len()).unwrap_or(u32::MAX))
    }

    pub(super) fn listing(&self) -> Listing {
        match &self.picked {
            Some(picked) => Listing::Picked(Rc::clone(picked)),
            None => Listing::whole(self.targets),
        }
    }

    pub(super) const fn limits(&self) -> &Limits {
        &self.settings.limits
    }

    /// Concurrency for a tool without a limit per host: exact for one host, for several while they take turns.
    pub(super) fn without_host_limit(&self) -> u32 {
        let limits = self.limits();
        limits.concurrency.min(limits.per_origin.saturating_mul(self.hosts))
    }

    pub(super) const fn hosts(&self) -> u32 {
        self.hosts
    }

    /// The method of the first attempt.
    pub(super) fn method(&self) -> &'static str {
        match &self.payload.write {
            Some(write) => write.method.name(),
            None => self.settings.method.first().name(),
        }
    }

    pub(super) fn falls_back_to_get(&self) -> bool {
        self.payload.write.is_none() && self.settings.method == Method::HeadThenGet
    }

    /// Further attempts after a failure that may pass; none where a request sent twice may do a thing twice.
    pub(super) fn retries(&self) -> u8 {
        if self.payload.may_repeat() { self.limits().retries } else { 0 }
    }

    /// The body; empty for none.
    pub(super) fn body(&self) -> &'a str {
        self.payload.write.as_ref().map_or("", |write| &write.body)
    }

    /// The headers for all hosts.
    pub(super) fn headers(&self) -> Vec<(&'a str, &'a str)> {
        // No host is called by the empty name.
        self.payload.headers_for("").collect()
    }

    /// The hosts that have headers of their own, in the order in which they were named, each with all that it is sent.
    pub(super) fn headers_by_host(&self) -> Vec<(&'a str, Vec<(&'a str, &'a str)>)> {
        let mut hosts: Vec<&str> = Vec::new();
        for host in self.payload.headers.iter().filter_map(|rule| rule.host.as_deref()) {
            if !hosts.contains(&host) {
                hosts.push(host);
            }
        }
        hosts.into_iter().map(|host| (host, self.payload.headers_for(host).collect())).collect()
    }

    /// Whether a header holds letters beyond ASCII, which browsers send as Latin-1.
    pub(super) fn has_latin_headers(&self) -> bool {
        self.payload.headers.iter().any(|rule| !rule.value.is_ascii())
    }

    /// Least time between two starts of all, in seconds: what the rate comes to.
    pub(super) fn gap_s(&self) -> Option<f64> {
        self.limits().rate.map(|rate| 1.0 / rate.get())
    }
}
